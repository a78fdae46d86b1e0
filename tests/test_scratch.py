"""What tests write is gone with them, but for what a failed one left."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import scratch


@pytest.fixture(autouse=True)
def _nobody_has_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(scratch.ROOT, "")
    monkeypatch.delenv(scratch.ROOT)


def test_files_are_kept_in_memory_where_there_is_room(tmp_path: Path) -> None:
    made = scratch.make(tmp_path, room=0)
    assert made is not None
    assert made.parent == tmp_path
    scratch.clear(made, tmp_path / "failed")
    assert list(tmp_path.iterdir()) == []


def test_files_are_kept_elsewhere_where_there_is_none(tmp_path: Path) -> None:
    made = scratch.make(tmp_path, room=1 << 62)
    assert made is not None
    assert made.parent != tmp_path
    scratch.clear(made, tmp_path / "failed")
    assert not made.exists()


def test_what_a_failed_test_left_is_kept_in_the_checkout(tmp_path: Path) -> None:
    made = scratch.make(tmp_path, room=0)
    assert made is not None
    (made / "test_one").mkdir()
    (made / "test_one" / "bot.log").write_text("why it failed")
    scratch.clear(made, tmp_path / "failed")
    assert not made.exists()
    assert (tmp_path / "failed" / "test_one" / "bot.log").read_text() == "why it failed"
    assert scratch.FAILED.parent.name == "build"


def test_a_folder_that_somebody_chose_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(scratch.ROOT, str(tmp_path))
    assert scratch.make() is None
