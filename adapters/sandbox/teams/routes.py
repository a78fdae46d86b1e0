"""Where the local Teams answers: its connector, its log-in and keys, and the page's interface."""

from starlette.routing import Mount

from . import connector, login, page_api

ROUTES = [
    Mount("/teams", routes=[*connector.ROUTES, *login.ROUTES]),
    Mount("/page/teams", routes=page_api.ROUTES),
]
