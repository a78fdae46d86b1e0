"""What the local Slack answers when it refuses a call."""

from typing import Any


class SlackFailure(Exception):
    """A refusal in Slack's own words, for example `channel_not_found`."""

    def __init__(self, code: str, *, status: int = 200, retry_after: int | None = None, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.retry_after = retry_after
        self.extra = extra

    def body(self) -> dict[str, Any]:
        """Give the JSON object a client receives."""
        return {"ok": False, "error": self.code, **self.extra}


class PageFailure(Exception):
    """A request of the browser page that cannot be done, with a sentence for the person."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
