"""An example workspace: a plant, its people and their channels."""

from .page_shapes import new_channel
from .records import Person
from .sandbox import Sandbox

#: name, title, time zone, colour
PEOPLE = (
    ("Mia Chen", "Project lead, Line 3", "America/Toronto", "3f6fb5"),
    ("Ana Ruiz", "Workspace owner, VP Operations, executive sponsor", "America/Toronto", "a6513f"),
    ("Raj Patel", "Data engineer", "America/Toronto", "7a5ba8"),
    ("Li Wang", "Data scientist", "America/Vancouver", "2f7f86"),
    ("Sam Okafor", "IT and DevOps", "America/Toronto", "8a6a1f"),
    ("Eva Novak", "Security reviewer", "Europe/Prague", "9c4674"),
    ("Noor Haddad", "Plant manager, accountable business owner", "America/Toronto", "4d7a3a"),
    ("Tom Reyes", "Independent reviewer, Controlling", "America/Toronto", "5c6470"),
    # In no project, so that somebody is free to become auditor. Last, so that the ids of the others stay.
    ("Ivy Tremblay", "Internal audit", "America/Toronto", "7d5a2b"),
)
#: name, topic, first names of the members, whether the app is in
CHANNELS = (
    ("general", "Company news", "mia ana raj li sam eva noor tom ivy", False),
    ("line-3-downtime", "Less unplanned downtime on line 3", "mia ana raj li sam eva noor", True),
    ("invoice-matching", "Match invoices to orders without hands", "mia ana raj li sam eva tom", True),
    ("ai-portfolio", "All AI projects at a glance", "mia ana noor tom ivy", True),
    ("demand-forecast", "What the plant will need next month", "mia ana raj li noor", False),
)


def seed(sandbox: Sandbox) -> dict[str, str]:
    """Fill an empty workspace; gives the ids by first name and by #channel. A filled one is left as it is."""
    workspace = sandbox.workspace
    if not workspace.channels:
        _fill(sandbox)
    ids = {person.handle: person.id for person in workspace.people.values()}
    channels = (channel for channel in workspace.channels.values() if channel.kind == "channel")
    return ids | {f"#{channel.name}": channel.id for channel in channels}


def handle_of(name: str) -> str:
    """Give the short name that somebody is called by."""
    return name.partition(" ")[0].lower()


def address(handle: str) -> str:
    """Give somebody's e-mail address, the same in each chat."""
    return f"{handle}@maple-works.example"


def _fill(sandbox: Sandbox) -> None:
    workspace, bot = sandbox.workspace, sandbox.identity.bot_user
    by_handle: dict[str, str] = {}
    for name, title, tz, color in PEOPLE:
        handle = handle_of(name)
        person = Person(
            id=workspace.mint("U"),
            name=name,
            handle=handle,
            title=title,
            tz=tz,
            color=color,
            email=address(handle),
        )
        person.admin = handle == "ana"
        by_handle[handle] = workspace.save_person(person).id
    for name, topic, handles, with_app in CHANNELS:
        members = [by_handle[handle] for handle in handles.split()]
        new_channel(sandbox, name, [*members, bot] if with_app else members, topic)
    for user in by_handle.values():
        workspace.conversation_of([bot, user])
