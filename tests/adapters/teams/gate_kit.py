"""A door whose tokens are checked, with an issuer of tokens."""

from __future__ import annotations

from adapters.teams.keys import Keys
from adapters.teams.signing import TokenCheck
from tests.adapters.teams.connector_stub import APP, TENANT
from tests.adapters.teams.door import Door, Json, message
from tests.adapters.teams.issuer import Issuer

HOSTS = {"127.0.0.1"}


class Gate:
    """The door with a check of tokens, and their issuer; time passes when a test says so."""

    def __init__(self, issuing: Issuer) -> None:
        self.issuer = issuing
        self.seconds = 1000.0
        self.keys = Keys(f"{issuing.address}/metadata", now=lambda: self.seconds)
        self.check = TokenCheck(self.keys, app_id=APP, tenant=TENANT, hosts=HOSTS)
        self.door: Door

    async def status(self, token: str, body: Json | None = None) -> int:
        """Post a message, and give the status that it gets; a refusal says why and reaches nobody."""
        before = len(self.door.service.heard)
        answer = await self.door.post(body or message("help"), token)
        assert answer.text if answer.status_code != 200 else not answer.text
        assert len(self.door.service.heard) == before + (answer.status_code == 200)
        return answer.status_code
