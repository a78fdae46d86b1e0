"""Events as they are stored: a chain of hashes over their bytes, with free texts kept beside it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from struct import Struct
from typing import Any

import msgspec

from bot.project.events import Event, Recorded
from bot.project.retention import ERASED as ERASED

#: version of the stored events; an additive field does not change it
VERSION = 1
#: the columns that the chain covers, in this order; `prev_hash` comes first
CHAINED = (
    "workspace",
    "project",
    "seq",
    "version",
    "at",
    "by",
    "platform",
    "conversation",
    "message",
    "kind",
    "body",
)

#: how the digest begins that stands for a text
DIGESTED = "sha256:"
_HASHED = ("prev_hash", *CHAINED)
_LENGTHS = Struct(f">{len(_HASHED)}Q")

#: a salt in hex and the text
Salted = tuple[str, str]
#: by field; by field and key for a field of several texts
Texts = dict[str, Salted | dict[str, Salted]]

_encode = msgspec.json.Encoder().encode
_decode: Callable[[bytes], Event] = msgspec.json.Decoder(Event).decode
_decode_texts: Callable[[str], Texts] = msgspec.json.Decoder(dict[str, Salted | dict[str, Salted]]).decode


def to_rows(
    workspace: str, project: str, events: Sequence[Recorded], seq: int, head: str
) -> Iterator[dict[str, Any]]:
    """Yield the rows of events that follow the one numbered `seq` with the hash `head`."""
    for number, recorded in enumerate(events, seq + 1):
        event, texts = _without_prose(recorded.event)
        row = {
            "workspace": workspace,
            "project": project,
            "seq": number,
            "version": VERSION,
            "at": recorded.at,
            "by": recorded.by,
            "platform": recorded.platform,
            "conversation": recorded.conversation,
            "message": recorded.message,
            "kind": type(event).__name__,
            "body": _encode(event),
            "texts": _encode(texts).decode() if texts else None,
            "prev_hash": head,
        }
        head = row["hash"] = chain(row)
        yield row


def to_recorded(row: Mapping[str, Any]) -> Recorded:
    """Return the event of a row, with its texts, or ERASED where they are gone."""
    event = _with_prose(_decode(row["body"]), texts_of(row))
    return Recorded(event, row["at"], row["by"], row["platform"], row["conversation"], row["message"])


def chain(row: Mapping[str, Any]) -> str:
    """Return the hash of a row: over the hash before it and every column but the texts, their lengths first."""
    parts = [v.encode() if type(v) is str else _stored(v) for v in map(row.__getitem__, _HASHED)]
    return sha256(b"".join([_LENGTHS.pack(*map(len, parts)), *parts])).hexdigest()


def texts_of(row: Mapping[str, Any]) -> Texts:
    """Return the texts that are still beside a row; msgspec.MsgspecError when they are not readable."""
    return _decode_texts(row["texts"]) if row["texts"] is not None else {}


def wrong_texts(row: Mapping[str, Any]) -> list[str]:
    """Name the fields whose text is not the one that was chained."""
    event = _decode(row["body"])
    wrong = []
    for field, kept in texts_of(row).items():
        chained = getattr(event, field, None) if field in event.PROSE else None
        for key, salted in kept.items() if isinstance(kept, dict) else [("", kept)]:
            digest = chained.get(key) if isinstance(chained, dict) else chained
            if digest != _digest(*salted):
                wrong.append(f"{field}.{key}" if key else field)
    return wrong


def gone_texts(row: Mapping[str, Any]) -> list[str]:
    """Name the fields whose text was chained and is not beside the row any more."""
    event, texts = _decode(row["body"]), texts_of(row)
    gone = []
    for field in event.PROSE:
        chained, kept = getattr(event, field), texts.get(field)
        for key, digest in chained.items() if isinstance(chained, dict) else [("", chained)]:
            there = kept.get(key) if isinstance(kept, dict) else kept
            if digest.startswith(DIGESTED) and not there:
                gone.append(f"{field}.{key}" if key else field)
    return gone


def _stored(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").encode()
    return str(value).encode()


def _without_prose(event: Event) -> tuple[Event, Texts]:
    texts: Texts = {}
    digests: dict[str, Any] = {}
    for field in event.PROSE:
        value = getattr(event, field)
        if isinstance(value, dict):
            kept = {key: _salted(text) for key, text in value.items() if text}
            digests[field] = value | {key: _digest(*salted) for key, salted in kept.items()}
            if kept:
                texts[field] = kept
        elif value:
            texts[field] = salted = _salted(value)
            digests[field] = _digest(*salted)
    return (msgspec.structs.replace(event, **digests), texts) if digests else (event, texts)


def _with_prose(event: Event, texts: Texts) -> Event:
    found: dict[str, Any] = {}
    for field in event.PROSE:
        value = getattr(event, field)
        kept = texts.get(field)
        if isinstance(value, dict):
            known = kept if isinstance(kept, dict) else {}
            found[field] = {key: _text(digest, known.get(key)) for key, digest in value.items()}
        else:
            found[field] = _text(value, kept if isinstance(kept, tuple) else None)
    return msgspec.structs.replace(event, **found) if found else event


def _text(digest: str, kept: Salted | None) -> str:
    if not digest:
        return ""
    return kept[1] if kept else ERASED


def _salted(text: str) -> Salted:
    return secrets.token_hex(16), text


def _digest(salt: str, text: str) -> str:
    return DIGESTED + sha256(bytes.fromhex(salt) + text.encode()).hexdigest()
