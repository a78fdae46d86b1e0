"""A project goes through the playbook it was opened with, and keeps it; a second person verifies."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from bot.playbooks.load import BUILT_IN, DEFAULT, built_in, digest
from bot.playbooks.model import Phase
from bot.project.readiness import status
from bot.service.intents import Ask, Done, Wrong
from bot.service.playbooks import Playbooks
from tests.service.office import LINE_3, WORKSPACE, Office, words

DOCUMENT = "https://example.com/document"
ETHICS = {"affected": "Suppliers", "harm": "A wait", "remedy": "Ask a person", "link": DOCUMENT, "note": ""}


async def begin(office: Office, **values: str) -> str:
    """Let Mia open a project, and return its id."""
    asked = await office.press("UMIA", "project.new")
    assert isinstance(asked, Ask), asked
    answer = await office.submit("UMIA", asked, **LINE_3 | values)
    assert not isinstance(answer, Wrong), answer
    return asked.form.args["new"]


def test_every_built_in_playbook_is_offered_the_default_first() -> None:
    playbooks = Playbooks()
    assert {playbook.key for playbook in playbooks.offered} == set(BUILT_IN)
    assert playbooks.offered[0].key == DEFAULT
    assert playbooks.chosen("") == playbooks.chosen(DEFAULT) == playbooks.default_digest
    assert playbooks.chosen("governance") == digest(built_in("governance"))
    with pytest.raises(KeyError):
        playbooks.chosen("../../etc/passwd")


async def test_the_form_asks_which_and_the_first_is_chosen_already(office: Office) -> None:
    for action in ("project.new", "project.practice"):
        asked = await office.press("UMIA", action)
        assert isinstance(asked, Ask)
        field = next(field for field in asked.form.fields if field.key == "playbook")
        assert (field.value, [choice.key for choice in field.choices]) == (DEFAULT, [DEFAULT, "governance"])


async def test_a_project_has_the_playbook_that_was_chosen(office: Office) -> None:
    for key in BUILT_IN:
        project = await office.project(await begin(office, playbook=key))
        assert project.playbook == digest(built_in(key))
    assert (await office.project(await begin(office))).playbook == digest(built_in(DEFAULT))


async def test_a_practice_project_has_the_playbook_that_was_chosen(office: Office) -> None:
    asked = await office.press("UMIA", "project.practice")
    assert isinstance(asked, Ask)
    await office.submit("UMIA", asked, name="Practice", playbook="governance")
    project = await office.project(asked.form.args["new"])
    assert (project.practice, project.playbook) == (True, digest(built_in("governance")))


async def test_another_playbook_is_not_taken_and_the_form_stays(office: Office) -> None:
    asked = await office.press("UMIA", "project.new")
    assert isinstance(asked, Ask)
    answer = await office.submit("UMIA", asked, **LINE_3 | {"playbook": "of-my-own"})
    assert isinstance(answer, Wrong)
    assert list(answer.errors) == ["playbook"]


async def test_a_project_keeps_the_playbook_it_was_opened_with_when_a_newer_one_comes(office: Office) -> None:
    newest = built_in(DEFAULT)
    earlier = replace(
        newest, version=newest.version - 1, phases=(_before(newest.phases[0]), *newest.phases[1:])
    )
    office.playbooks.default_digest = digest(earlier)
    await office.store.write(lambda tx: tx.put_playbook(WORKSPACE, digest(earlier), earlier))
    old = await begin(office)
    await office.press("URAJ", "item.take", p=old, i="DR-6")
    values = {"task": "regression", "examples": "5000", "note": ""}
    assert await office.fill("URAJ", "item.form", values, p=old, i="DR-6") == Done()

    # As after a start with the newer file alone: what is kept is read from the store.
    known = Playbooks()
    project = await office.project(old)
    kept = await office.store.read(lambda tx: known.get(tx, WORKSPACE, project.playbook))
    assert (project.playbook, kept) == (digest(earlier), earlier)
    assert project.playbook not in {digest(playbook) for playbook in known.offered}
    assert status(project, kept, kept.item("DR-6")) == "ready"
    assert status(project, newest, newest.item("DR-6")) == "open"


def _before(phase: Phase) -> Phase:
    """Return the first phase as it was when 1,000 examples were asked for whatever the task."""
    checklist = tuple(
        replace(item, rule=replace(item.rule, only=None)) if item.rule else item for item in phase.checklist
    )
    return replace(phase, checklist=checklist)


async def test_a_second_person_verifies_and_who_may_not_is_kept(office: Office) -> None:
    project = await begin(office, playbook="governance")
    assert await office.press("URAJ", "item.take", p=project, i="UC-2") == Done()
    assert await office.fill("URAJ", "item.form", ETHICS, p=project, i="UC-2") == Done()
    refused = words(await office.press("URAJ", "item.verify", p=project, i="UC-2"))
    assert "does not verify it" in refused
    assert "Mia" in refused
    assert "project" in words(await office.press("UZOE", "item.verify", p=project, i="UC-2"))
    assert office.attempts() == [("VerifyItem", "own_work"), ("VerifyItem", "not_on_project")]
    assert await office.press("UMIA", "item.verify", p=project, i="UC-2") == Done()
    record = (await office.project(project)).item("UC-2")
    assert record.verified_by == await office.person("UMIA")
    assert record.changed_by == await office.person("URAJ")


async def test_a_playbook_that_was_changed_in_the_store_decides_nothing_and_the_person_is_told(
    office: Office,
) -> None:
    strict = replace(built_in(DEFAULT), version=1)
    office.playbooks.default_digest = digest(strict)
    await office.store.write(lambda tx: tx.put_playbook(WORKSPACE, digest(strict), strict))
    project = await begin(office)
    body = msgspec.json.encode(strict).replace(b'"value":"80"', b'"value":"10"')
    office.store.writer.connection.execute(
        "UPDATE playbook SET body = ? WHERE digest = ?", (body, digest(strict))
    )
    office.playbooks._known.pop(digest(strict))
    before = await office.project(project)
    for answer in (
        await office.press("URAJ", "item.take", p=project, i="DR-3"),
        await office.press("URAJ", "item.form", p=project, i="DR-3"),
        await office.press("UMIA", "project.request", p=project),
        await office.press("UMIA", "project.status", p=project),
        await office.type("UMIA", "status"),
    ):
        assert "was altered after it was stored" in words(answer)
    assert await office.project(project) == before
