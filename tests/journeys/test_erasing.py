"""Erasing beside the chat: what was posted is edited, and what SQLite kept is gone from its files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from adapters.sandbox.driver import DIRECT, Person
from bot import erasing as command_line
from bot import ledger
from bot.cli.audit import audit
from bot.cli.erase import erase
from bot.cli.legal_hold import legal_hold
from bot.service import erasing
from bot.service.erasing import Chosen, Terms
from bot.service.playbooks import Playbooks
from storage.lock import InUse
from tests.journeys.world import CHANNEL, World, world

LABELS = "At least 1,000 labelled examples"
SECRET = "Mr Oswald is ill until May"
WHY, DATABASE = "Oswald will not come back", "TOLLGATE_DATABASE_URL"


async def lived(made: World) -> None:
    """Let people say what is nobody's business a year later."""
    await made.begin()
    mia, raj = made.crew.mia, made.crew.raj
    await made.crew.take(raj, LABELS)
    await raj.press("Update", on=CHANNEL, beside=LABELS)
    await raj.fill(task="classification", examples="999", note=SECRET)
    await mia.say(CHANNEL, "/gate")
    await mia.press("Put on hold…", on=CHANNEL)
    await mia.fill(reason=WHY)
    await made.demo.days.settle()


async def everything(made: World, *who: Person) -> Sequence[str]:
    """Return what stands in the channel and in somebody's direct messages, as the chat keeps it."""
    found = [json.dumps(m, ensure_ascii=False) for m in await made.crew.mia.messages(CHANNEL)]
    for person in who:
        found += [json.dumps(m, ensure_ascii=False) for m in await person.messages(DIRECT)]
    return found


async def project_of(made: World) -> tuple[str, str]:
    """Return the workspace and the project."""
    ((workspace, key),) = await made.demo.running.core.store.read(lambda tx: tx.every_project(("", ""), 1))
    return workspace, key


async def test_messages_that_are_posted_show_no_more_what_was_erased(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await lived(made)
        assert any(WHY in text for text in await everything(made))
        store, at = made.demo.running.core.store, Terms(datetime.now(UTC), 7)
        where = await project_of(made)
        done = await store.write(lambda tx: erasing.erase_texts(tx, Playbooks(), *where, Chosen(), at))
        assert done.events >= 2
        assert done.messages >= 2
        await made.demo.days.settle()
        after = await everything(made, made.crew.mia, made.crew.ana, made.crew.raj)
        assert not [text for text in after if WHY in text or SECRET in text]
        assert any("Something in this message was erased" in text for text in after)
        assert (await ledger.audit(made.url)).problems == []


async def test_messages_name_somebody_no_more_who_was_erased(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await lived(made)
        assert any("Raj" in text for text in await everything(made))
        store, at = made.demo.running.core.store, Terms(datetime.now(UTC), 7)
        workspace, _ = await project_of(made)
        raj = made.driver.ids["raj"]
        found = await store.read(lambda tx: tx.accounts_like(raj))
        ((_, person, _name),) = found
        await store.write(lambda tx: erasing.erase_person(tx, Playbooks(), workspace, person, at))
        await made.demo.days.settle()
        assert not [text for text in await everything(made) if "Raj" in text]
        checklist = next(m for m in await made.crew.mia.messages(CHANNEL) if m["pinned"])
        assert "nobody yet" in json.dumps(checklist)
        assert (await ledger.audit(made.url)).problems == []


async def test_beside_a_running_bot_the_command_line_shows_and_does_not_erase(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await lived(made)
        at = command_line.terms(7)
        plan, _ = await command_line.erase_texts(made.url, "Line 3 downtime", Chosen(), at, really=False)
        assert plan.seqs
        with pytest.raises(InUse, match="in use"):
            await command_line.erase_texts(made.url, "Line 3 downtime", Chosen(), at, really=True)


@pytest.fixture
async def left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the database that a bot has left."""
    async with world(tmp_path) as made:
        await lived(made)
        monkeypatch.setenv(DATABASE, made.url)
    return tmp_path


def held(folder: Path, *words: str) -> list[str]:
    """Return which words stand in any byte of the database's files."""
    files = [file.read_bytes() for file in folder.iterdir() if file.name.startswith("tollgate.sqlite")]
    return [word for word in words if any(word.encode() in content for content in files)]


def run(command: object, *words: str, code: int = 0) -> str:
    """Run a command; return what it says."""
    done = CliRunner().invoke(command, words)  # type: ignore[arg-type]
    assert done.exit_code == code, done.output
    return done.output


def test_what_was_erased_is_in_no_byte_of_the_files(left: Path) -> None:
    assert held(left, SECRET, WHY, "Raj Patel") == [SECRET, WHY, "Raj Patel"]
    before = left / "before.jsonl"
    run(audit, "export", str(before))
    shown = run(erase, "texts", "Line 3 downtime")
    assert "Nothing was erased" in shown
    assert held(left, SECRET, WHY) == [SECRET, WHY]
    said = run(erase, "texts", "Line 3 downtime", "--yes")
    assert "edits of posted messages" in said
    assert "downloaded" in said
    assert held(left, SECRET, WHY) == []
    run(erase, "person", "Raj", code=1)
    who = run(erase, "person", _id_of(before, "Raj Patel"), "--yes")
    assert "Line 3 downtime" in who
    assert held(left, "Raj Patel", "Oswald") == []
    after = left / "after.jsonl"
    run(audit, "export", str(after))
    assert "ok" in run(audit, "verify")
    assert "ok" in run(audit, "verify", str(after))
    assert "ok" in run(audit, "verify", str(before))
    assert b"Raj Patel" not in after.read_bytes()


def test_what_must_stay_is_told_with_its_reason(left: Path) -> None:
    mia = _id_of_export(left, "Mia")
    assert "is lead of Line 3 downtime" in run(erase, "person", mia, "--yes", code=1)
    run(legal_hold, "Line 3 downtime", "--on", "--reason", "A claim was announced")
    assert "already" in run(legal_hold, "Line 3 downtime", "--on", "--reason", "Again")
    assert "legal hold is on Line 3 downtime" in run(
        erase, "person", _id_of_export(left, "Raj Patel"), "--yes", code=1
    )
    assert "legal hold" in run(erase, "texts", "Line 3 downtime", code=1)
    assert "legal hold" in run(erase, "texts", "Line 3 downtime", "--yes", code=1)
    assert held(left, SECRET) == [SECRET]
    run(legal_hold, "Line 3 downtime", "--off", "--reason", "The claim was settled")
    run(erase, "texts", "Line 3 downtime", "--yes")
    assert held(left, SECRET) == []


def test_nothing_is_due_before_its_time_and_all_of_it_after(
    left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "0 people and the texts of 0 projects" in run(erase, "due", "--yes")
    monkeypatch.setenv("TOLLGATE_RETENTION_YEARS", "0")
    assert "texts of 1 projects" in run(erase, "due", "--dry-run", "--yes")
    assert held(left, SECRET) == [SECRET]
    # The project goes on: of its people nobody is due.
    assert "0 people and the texts of 1 projects" in run(erase, "due", "--yes")
    assert held(left, SECRET, WHY) == []
    assert "ok" in run(audit, "verify")


def _id_of_export(folder: Path, name: str) -> str:
    file = folder / "look.jsonl"
    run(audit, "export", str(file))
    return _id_of(file, name)


def _id_of(export: Path, name: str) -> str:
    """Return the id of a person by the beginning of their name."""
    lines = [json.loads(line) for line in export.read_text("utf-8").splitlines()]
    found = [line["id"] for line in lines if line["line"] == "person" and line["name"].startswith(name)]
    return str(found[0])
