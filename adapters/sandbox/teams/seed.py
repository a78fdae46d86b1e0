"""The same plant as on the Slack side: its people and their channels, in Teams."""

from adapters.sandbox.seed import CHANNELS, PEOPLE, address, handle_of

from .ids import object_id, person_id
from .records import Person
from .teams import Teams

#: their accounts in the two chats have no address in common: they join them by a code, with `link`
WITHOUT_ADDRESS = ("tom",)


def seed(teams: Teams) -> dict[str, str]:
    """Fill an empty organisation; gives the ids by first name and by #channel. A filled one is left as it is."""
    organisation = teams.organisation
    if not organisation.conversations:
        _fill(teams)
    ids = {person.handle: person.id for person in organisation.people.values()}
    return ids | {f"#{channel.name}": channel.id for channel in organisation.channels()}


def _fill(teams: Teams) -> None:
    organisation = teams.organisation
    by_handle: dict[str, str] = {}
    for name, title, tz, color in PEOPLE:
        handle = handle_of(name)
        # In the directory people are others than on Slack: what they share is their address.
        person = Person(
            id=person_id(f"{teams.identity.tenant}/{handle}"),
            aad=object_id(f"{teams.identity.tenant}/{handle}"),
            name=name,
            handle=handle,
            title=title,
            tz=tz,
            color=color,
            email="" if handle in WITHOUT_ADDRESS else address(handle),
        )
        by_handle[handle] = organisation.save_person(person).id
    for name, topic, handles, with_app in CHANNELS:
        members = [by_handle[handle] for handle in handles.split()]
        organisation.make_channel(name, members, topic, app_in=with_app)
    for user in by_handle.values():
        chat = organisation.personal(user)
        chat.app_in = True
        organisation.save_conversation(chat)
