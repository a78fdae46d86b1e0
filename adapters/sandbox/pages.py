"""The pages that people open: Slack, Teams, and both side by side; and Microsoft's renderer of cards."""

import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

PAGE = Path(__file__).parent / "page"
#: where `make demo` installs it when Node.js is there
RENDERER = Path(__file__).parents[2] / "deploy/npm/node_modules/adaptivecards/dist/adaptivecards.min.js"
_VIEWS = {"teams": PAGE / "teams" / "index.html", "both": PAGE / "both" / "index.html"}
#: stands where a page has what other pages have, too: a file of page/parts
_PART = re.compile(r"^ *<!-- part: ([a-z]+) -->\n", re.MULTILINE)


async def serve_view(request: Request) -> Response:
    """Give the page of the view that is asked for; Slack's when none is."""
    index = _VIEWS.get(request.query_params.get("view", ""), PAGE / "index.html")
    if not index.is_file():
        return PlainTextResponse("The page is not installed; the interfaces under /api and /page work.", 404)
    return HTMLResponse(_with_parts(index.read_text("utf-8")), headers={"Cache-Control": "no-store"})


def _with_parts(page: str) -> str:
    return _PART.sub(lambda found: (PAGE / "parts" / f"{found[1]}.html").read_text("utf-8"), page)


async def serve_renderer(_: Request) -> Response:
    """Give Microsoft's renderer, if it is installed: the page says what is missing otherwise."""
    if not RENDERER.is_file():
        return PlainTextResponse("adaptivecards is not installed.", 404)
    return FileResponse(RENDERER, media_type="text/javascript")


ROUTES = [
    Route("/static/vendor/adaptivecards.js", serve_renderer, methods=["GET"]),
    Mount("/static", StaticFiles(directory=PAGE, check_dir=False)),
    Route("/", serve_view, methods=["GET"]),
]
