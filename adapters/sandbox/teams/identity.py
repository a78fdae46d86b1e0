"""Who the organisation and the app in its Teams are: ids and the app's secret."""

import msgspec

from adapters.sandbox.identity import fake


class TeamsIdentity(msgspec.Struct, frozen=True, kw_only=True):
    """The directory, the team and the app that is registered there; obviously fake unless given."""

    app_id: str = "70119a7e-0000-4000-8000-00000000b075"
    password: str = fake("sandbox", "client", "secret")
    tenant: str = "70119a7e-0000-4000-8000-0000000d1ec7"
    #: the Microsoft 365 group of the team
    group: str = "70119a7e-0000-4000-8000-00000009e0a9"
    team_name: str = "Maple Works"
    bot_name: str = "Tollgate"

    @property
    def bot_id(self) -> str:
        """Give the bot's user id in Teams."""
        return f"28:{self.app_id}"
