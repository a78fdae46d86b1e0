"""What the local Teams answers when it refuses a call of its connector."""

from adapters.sandbox.records import Json


class TeamsFailure(Exception):
    """A refusal in the connector's own words, for example 404 ConversationNotFound."""

    def __init__(self, status: int, code: str, message: str, *, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.status, self.code, self.message, self.retry_after = status, code, message, retry_after

    def body(self) -> Json:
        """Give the JSON object a client receives."""
        if self.status == 401:
            return {"message": self.message}
        return {"error": {"code": self.code, "message": self.message}}

    def headers(self) -> dict[str, str]:
        """Give what the answer says beside its body."""
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}


def bad(message: str) -> TeamsFailure:
    """Refuse what makes no sense."""
    return TeamsFailure(400, "BadArgument", message)


def denied() -> TeamsFailure:
    """Refuse a caller without a good token."""
    return TeamsFailure(401, "Unauthorized", "Authorization has been denied for this request.")


def no_conversation() -> TeamsFailure:
    """Refuse what goes nowhere."""
    return TeamsFailure(404, "ConversationNotFound", "Conversation not found.")


def no_activity() -> TeamsFailure:
    """Refuse what is about a message that is not there."""
    return TeamsFailure(
        404, "ActivityNotFoundInConversation", "The message id could not be found in the conversation."
    )


def not_in_roster() -> TeamsFailure:
    """Refuse an app that was not added, or was removed."""
    message = "The bot is not part of the conversation roster."
    return TeamsFailure(403, "BotNotInConversationRoster", message)


def blocked() -> TeamsFailure:
    """Refuse an app that somebody removed for themselves."""
    return TeamsFailure(403, "MessageWritesBlocked", "The user has blocked or removed the bot.")
