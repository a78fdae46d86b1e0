"""A stranger clones the repository and types `make demo`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.demo_process import PATIENCE, running_demo
from tests.journeys.visitor import Office

pytestmark = pytest.mark.soak

HERE = Path(__file__).resolve().parents[2]
#: the channels of the example projects, and who leads them
PORTFOLIO = {
    "line-3-downtime": "Mia",
    "invoice-matching": "Li",
    "demand-forecast": "Raj",
    "ai-portfolio": "Noor",
}
#: what a stranger's shell would not have
OURS = ("VIRTUAL_ENV", "PYTHONPATH", "TOLLGATE_DEMO_DIR", "TOLLGATE_DATABASE_URL", "MAKEFLAGS", "MAKELEVEL")


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh clone of what is committed, and a shell that knows nothing of this checkout."""
    folder = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", HERE, folder], check=True)
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    path = [part for part in os.environ["PATH"].split(os.pathsep) if not part.startswith(str(HERE))]
    monkeypatch.setenv("PATH", os.pathsep.join(path))
    return folder


@pytest.fixture
async def address(clone: Path) -> AsyncIterator[str]:
    """The page of a demo that runs from the clone."""
    async with running_demo("make", "demo", "ARGS=--port 0", folder=clone, patience=PATIENCE) as address:
        yield address


async def test_make_demo_in_a_clean_clone_opens_with_the_example_portfolio(
    address: str, browser: Browser
) -> None:
    office = Office(browser, address)
    mia = await office.person("mia", "home")
    await expect(mia.page.locator("#home")).to_contain_text("Line 3 downtime")
    for name, lead in PORTFOLIO.items():
        await mia.go(f"#{name}")
        await mia.reads(f"· lead {lead} ·" if name != "ai-portfolio" else "Live since")
    await office.leave()
