"""A packet is built from what the store holds, for one workspace, and written by the command line."""

from __future__ import annotations

import sqlite3
import sys
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from pypdf import PdfReader

from bot.cli import main
from bot.playbooks.load import digest
from bot.project.decided import Undecided
from bot.project.events import Recorded
from bot.project.evolve import evolve
from bot.project.index import index
from bot.project.refusals import Refusal
from bot.project.state import Project
from bot.service.packets import build
from bot.service.playbooks import Playbooks
from bot.service.ports import Account, Tx
from bot.talk.packet_parts import plain
from storage.engine import open_store
from tests.project.story import Story
from tests.talk.packets import NAMES, sent_back, whole

OURS, THEIRS = "w1", "w2"
#: ids as the directory mints them
IDS = {person: str(UUID(int=number)) for number, person in enumerate(NAMES, 1)}


def told(story: Story, project: str, name: str) -> list[Recorded]:
    """Return the events of a story with minted ids, for a project."""
    text = msgspec.json.encode(story.history).decode()
    for old, new in IDS.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    text = text.replace('"p-1"', f'"{project}"').replace('"Pump failures"', f'"{name}"')
    return msgspec.json.decode(text, type=list[Recorded])


def keep(tx: Tx, workspace: str, story: Story, project: str, name: str) -> None:
    """Write a story into a store."""
    tx.install(workspace, "slack", f"T{workspace}", workspace, "B1")
    for person, called in NAMES.items():
        tx.put_account(Account(workspace, IDS[person], "slack", f"T{workspace}", person, called))
    tx.put_playbook(workspace, digest(story.playbook), story.playbook)
    after: Project | None = None
    events = told(story, project, name)
    for entry in events:
        after = evolve(after, entry)
    assert after
    tx.save(None, events, after, workspace=workspace, items=index(after, story.playbook), members=[])


@pytest.fixture
async def url(tmp_path: Path) -> str:
    """A database with two projects in one workspace and one in another."""
    address = f"sqlite:///{tmp_path / 'bot.sqlite'}"
    store = await open_store(address, evolve=evolve)
    await store.write(lambda tx: keep(tx, OURS, whole(), "p-one", "Pump failures"))
    await store.write(lambda tx: keep(tx, OURS, sent_back(), "p-two", "Invoice matching"))
    await store.write(lambda tx: keep(tx, THEIRS, sent_back(), "p-three", "Pump forecast"))
    await store.close()
    return address


async def test_the_ledger_gives_names_and_its_own_hash(url: str) -> None:
    store = await open_store(url, evolve=evolve)
    found = await store.read(lambda tx: build(tx, OURS, "p-one", 1, playbooks=Playbooks()))
    ledger = await store.read(lambda tx: tx.entries(OURS, "p-one"))
    await store.close()
    shown = plain(found)
    assert [name for name in NAMES.values() if name not in shown] == []
    assert "somebody (id" not in shown
    assert f"Hash: {ledger[-1].hash}" in shown


async def test_another_workspace_has_no_such_project(url: str) -> None:
    store = await open_store(url, evolve=evolve)
    with pytest.raises(Refusal) as no:
        await store.read(lambda tx: build(tx, THEIRS, "p-one", 1, playbooks=Playbooks()))
    with pytest.raises(Undecided):
        await store.read(lambda tx: build(tx, OURS, "p-one", 2, playbooks=Playbooks()))
    await store.close()
    assert no.value.code == "unknown_project"


def tollgate(monkeypatch: pytest.MonkeyPatch, url: str, *words: str) -> int:
    """Run the command line beside the database."""
    monkeypatch.setenv("TOLLGATE_DATABASE_URL", url)
    monkeypatch.setattr(sys, "argv", ["tollgate", "audit", "packet", *words])
    return main()


@pytest.mark.parametrize("project", ["p-one", "pump failures"])
def test_the_command_writes_a_page_and_a_file(
    url: str,
    project: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "new" / "folder"
    assert tollgate(monkeypatch, url, project, "1", "--round", "1", "--out", str(out)) == 0
    names = ["pump-failures-gate-1-round-1.html", "pump-failures-gate-1-round-1.pdf"]
    assert sorted(file.name for file in out.iterdir()) == names
    said = capsys.readouterr().out
    assert all(sha256((out / name).read_bytes()).hexdigest() in said for name in names)
    assert "Tomáš Dvořák" in (out / names[0]).read_text("utf-8")
    assert len(PdfReader(out / names[1]).pages) > 2
    before = [(out / name).read_bytes() for name in names]
    assert tollgate(monkeypatch, url, project, "1", "--out", str(out)) == 0
    assert [(out / name).read_bytes() for name in names] == before


def test_the_command_changes_nothing_and_waits_for_nobody(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = sqlite3.connect(tmp_path / "bot.sqlite", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    before = list(writer.execute("SELECT * FROM project"))
    try:
        assert tollgate(monkeypatch, url, "p-two", "1", "--out", str(tmp_path)) == 0
    finally:
        assert list(writer.execute("SELECT * FROM project")) == before
        writer.close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("pump failure", "1"),
            ["no project 'pump failure'", "p-one  Pump failures", "p-three  Pump forecast"],
        ),
        (("p-one", "2"), ["no decision on gate 2", "gate 1 round 1"]),
        (("p-one", "1", "--round", "7"), ["round 7 of gate 1", "gate 1 round 1"]),
        (("invoice", "1"), ["p-two  Invoice matching"]),
    ],
)
def test_what_there_is_not_is_told_with_what_there_is(
    url: str,
    words: tuple[str, ...],
    said: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert tollgate(monkeypatch, url, *words, "--out", str(tmp_path / "out")) == 1
    error = capsys.readouterr().err
    assert [text for text in said if text not in error] == []
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("words", [("p-one",), ("p-one", "first"), ("p-one", "0")])
def test_a_wrong_command_ends_with_two(
    url: str, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tollgate(monkeypatch, url, *words) == 2
