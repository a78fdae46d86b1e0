"""The layers hold, and the linter that says so bites."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("bot", "adapters", "storage")

#: One breach of every contract: the file it is put into, what it imports, and the contract that must break.
BREACHES = {
    "bot/project/breach.py": ("import bot.service", "Imports run downhill"),
    "storage/breach.py": ("import adapters.slack", "Imports run downhill"),
    "adapters/slack/breach.py": ("import adapters.sandbox", "Platforms do not know each other"),
    "bot/talk/breach.py": ("import asyncio", "The pure packages touch nothing"),
    "bot/playbooks/breach.py": (
        "from slack_sdk.errors import SlackApiError",
        "The pure packages touch nothing",
    ),
    "bot/service/breach.py": ("import sqlalchemy", "The service sees the world through its ports"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the code that a test may spoil."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    # The folder comes first on the path, before the checkout that is installed in this environment.
    environment = os.environ | {"PYTHONPATH": str(folder), "NO_COLOR": "1", "COLUMNS": "200"}
    program, *arguments = command
    return subprocess.run(
        [Path(sys.executable).parent / program, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )


def _broken(folder: Path) -> set[str]:
    done = _run(folder, "lint-imports", "--no-cache")
    broken = set(re.findall(r"^(.+?) BROKEN", done.stdout, re.MULTILINE))
    assert bool(broken) == bool(done.returncode), done.stdout + done.stderr
    return broken


def test_the_layers_hold(copy: Path) -> None:
    assert _broken(copy) == set()


@pytest.mark.parametrize("file", BREACHES)
def test_a_breach_is_found(copy: Path, file: str) -> None:
    line, contract = BREACHES[file]
    (copy / file).write_text(f'"""A breach."""\n\n{line}\n')
    assert contract in _broken(copy)


@pytest.mark.parametrize("package", ["playbooks", "project", "talk"])
def test_a_clock_in_a_pure_package_is_found(copy: Path, package: str) -> None:
    breach = Path("bot") / package / "breach.py"
    lines = ("from datetime import UTC, datetime", "NOW = datetime.now(UTC)", "")
    (copy / breach).write_text("\n".join(lines))
    done = _run(copy, "ruff", "check", "--no-cache", "--select", "TID251", str(breach))
    assert "Pure code has no clock" in done.stdout


def test_every_part_of_the_bot_has_its_place_in_the_layers() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    placed = set(re.findall(r"bot\.(\w+)", " ".join(contracts[0]["layers"])))
    parts = {
        path.stem
        for path in (ROOT / "bot").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert parts - {"__init__"} <= placed, "name the new part in the layers of pyproject.toml"
