"""What each person sees of a message."""

from .records import Json, Message


def shown(message: Message, user: str) -> list[Json]:
    """Give the cards of a message as somebody sees them: their own one stands in place of the first."""
    own = message.own.get(user)
    if own is None or own.card is None:
        return message.cards
    return [own.card, *message.cards[1:]]
