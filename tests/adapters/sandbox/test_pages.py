"""Each view of the sandbox has its page, and nothing outside the page's folder is given away."""

import httpx
import pytest
from starlette.applications import Starlette

from adapters.sandbox.pages import ROUTES


async def get(path: str) -> httpx.Response:
    """Ask for a page."""
    transport = httpx.ASGITransport(app=Starlette(routes=ROUTES))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return await client.get(path)


@pytest.mark.parametrize(
    ("query", "view"), [("", "slack"), ("?view=teams", "teams"), ("?view=both", "both"), ("?view=x", "slack")]
)
async def test_each_view_has_its_page(query: str, view: str) -> None:
    page = await get(f"/{query}")
    assert page.status_code == 200
    assert f'<body data-view="{view}">' in page.text


async def test_a_renderer_that_is_not_installed_is_missed_in_words() -> None:
    answer = await get("/static/vendor/adaptivecards.js")
    assert answer.status_code == 200 or answer.text == "adaptivecards is not installed."


async def test_nothing_beside_the_page_is_served() -> None:
    assert (await get("/static/../pages.py")).status_code == 404
    assert (await get("/static/%2e%2e/pages.py")).status_code == 404
