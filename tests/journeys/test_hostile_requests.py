"""What must not get in does not: no change, no error of the server, and a clear word to whoever may hear one."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable

import pytest

from adapters.slack.http import MOST_BODY
from bot.project.events import ItemSigned
from tests.live import requests
from tests.live.connection import Response, connect, written
from tests.live.near import near_office
from tests.live.office import CHANNEL, PROJECT, Office
from tests.live.program import Program
from tests.live.projects import LEAD, SPONSOR
from tests.live.rows import heads, rows
from tests.live.slack_stub import SlackStub

SILENT = Response(200, b"")
BODY = requests.press(SPONSOR, CHANNEL, "forged", "item.sign", {"p": PROJECT, "i": "DR-8"})
HEADERS = requests.headers(BODY)


@pytest.fixture
async def office(stub: SlackStub, database_url: str) -> AsyncIterator[Office]:
    """The people of a project, and the bot in the test's own process."""
    async with near_office(database_url, stub) as (found, _):
        yield found


@pytest.fixture
async def served(bot: Program, stub: SlackStub, database_url: str) -> Office:
    """The same beside a process of the bot, which prints what goes wrong."""
    found = Office(bot.address, stub, database_url)
    await found.open()
    return found


async def _answer(office: Office, request: bytes) -> Response:
    connection = await connect(office.address)
    try:
        return await connection.send(request)
    finally:
        await connection.close()


def _without(name: str) -> bytes:
    return written(BODY, {key: value for key, value in HEADERS.items() if key != name})


FORGED: dict[str, Callable[[], bytes]] = {
    "no signature": lambda: _without("X-Slack-Signature"),
    "no timestamp": lambda: _without("X-Slack-Request-Timestamp"),
    "another secret": lambda: written(BODY, requests.headers(BODY, secret="guessed")),
    "another body": lambda: written(BODY.replace(b"DR-8", b"DR-7"), requests.headers(BODY)),
    "six minutes old": lambda: written(BODY, requests.headers(BODY, age=360)),
    "six minutes ahead": lambda: written(BODY, requests.headers(BODY, age=-360)),
    "a timestamp of letters": lambda: written(BODY, HEADERS | {"X-Slack-Request-Timestamp": "today"}),
    "a signature of other letters": lambda: written(BODY, HEADERS | {"X-Slack-Signature": "v0=\xe9\xff"}),
    "an empty signature": lambda: written(BODY, HEADERS | {"X-Slack-Signature": ""}),
}


async def test_forged_unsigned_and_replayed_requests_are_answered_401_and_leave_nothing(
    office: Office, database_url: str
) -> None:
    before = await rows(database_url), await heads(database_url)
    for name, request in FORGED.items():
        response = await _answer(office, request())
        assert response.status == 401, name
    assert (await rows(database_url), await heads(database_url)) == before


async def test_a_body_larger_than_any_of_slack_is_refused(office: Office, database_url: str) -> None:
    before = await rows(database_url), await heads(database_url)
    huge = b"payload=" + b"a" * MOST_BODY
    assert (await _answer(office, written(huge, requests.headers(huge)))).status == 413
    assert (await rows(database_url), await heads(database_url)) == before


def _form(values: object, **view: object) -> bytes:
    modal = {"type": "modal", "callback_id": "x", "private_metadata": '["item.form",{}]', **view}
    sender = {"team": {"id": requests.TEAM}, "user": {"id": LEAD}, "trigger_id": "odd"}
    return requests.payload(
        {"type": "view_submission", **sender, "view": modal | {"state": {"values": values}}}
    )


def _wrong_form(blocks: object) -> bytes:
    """A value that is refused beside its question, in a view that asks nothing that could be."""
    about = json.dumps(["item.form", {"p": PROJECT, "i": "DR-2"}])
    return _form({"months": {"months": {"value": "many"}}}, private_metadata=about, blocks=blocks)


SIGNED_NONSENSE: dict[str, tuple[bytes, str]] = {
    "not JSON": (b"payload=%7Bnot+json", "form"),
    "a list": (b"payload=%5B1%2C2%5D", "form"),
    "nothing": (b"", "form"),
    "broken UTF-8": (b"command=%FF%FE", "form"),
    "no payload": (b"a=1&b=2", "form"),
    "an event without an event": (json.dumps({"type": "event_callback"}).encode(), "json"),
    "an event of an unknown type": (
        json.dumps({"type": "event_callback", "team_id": requests.TEAM, "event": {"type": "x"}}).encode(),
        "json",
    ),
    "a press without actions": (requests.payload({"type": "block_actions", "actions": []}), "form"),
    "a press of numbers": (requests.payload({"type": "block_actions", "actions": [1], "user": 7}), "form"),
    "a press by nobody": (
        requests.payload({"type": "block_actions", "actions": [{"action_id": "a", "value": "x"}]}),
        "form",
    ),
    "a form without a view": (requests.payload({"type": "view_submission"}), "form"),
    "a form whose values are a list": (_form([1]), "form"),
    "a form whose block is a number": (_form({"note": 1}), "form"),
    "a form whose input is a number": (_form({"note": {"note": 1}}), "form"),
    "a form whose option is a number": (_form({"note": {"note": {"selected_options": [1]}}}), "form"),
    "a form whose options are a number": (_form({"note": {"note": {"selected_options": 5}}}), "form"),
    "a form whose option is empty": (_form({"note": {"note": {"selected_option": {}}}}), "form"),
    "a form whose options are empty": (_form({"note": {"note": {"selected_options": [{}]}}}), "form"),
    "a form that asks numbers": (_wrong_form([1, 2]), "form"),
    "a form that asks one number": (_wrong_form(7), "form"),
    "a form that asks without a name": (_wrong_form([{"type": "input"}]), "form"),
    "a form that asks under a number": (_wrong_form([{"type": "input", "block_id": 3}]), "form"),
    "a form of no type": (
        requests.payload({"type": "view_submission", "view": {"callback_id": "x"}}),
        "form",
    ),
    "a null": (b"null", "json"),
    "deeply nested": (b"[" * 100_000, "json"),
}


async def test_signed_nonsense_is_no_error_of_the_server_and_changes_nothing(
    served: Office, database_url: str, bot: Program
) -> None:
    before = await heads(database_url)
    for name, (body, kind) in SIGNED_NONSENSE.items():
        response = await _answer(served, written(body, requests.headers(body, kind=kind)))
        assert response.status < 500, name
    assert await heads(database_url) == before
    assert "Traceback" not in bot.output


TAMPERED: dict[str, tuple[str, dict[str, str]]] = {
    "an unknown action": ("item.explode", {"p": PROJECT}),
    "an unknown project": ("item.sign", {"p": "0190aaaa-0000-7000-8000-000000000000", "i": "DR-8"}),
    "no project": ("item.sign", {"i": "DR-8"}),
    "no item": ("item.sign", {"p": PROJECT}),
    "an unknown item": ("item.take", {"p": PROJECT, "i": "DR-99"}),
    "an item of markup": ("item.take", {"p": PROJECT, "i": "<!channel>"}),
    "a gate of letters": ("gate.approve", {"p": PROJECT, "g": "one", "r": "1"}),
    "a gate that is not there": ("gate.approve", {"p": PROJECT, "g": "9", "r": "1"}),
    "a round below zero": ("gate.approve", {"p": PROJECT, "g": "1", "r": "-1"}),
    "a gate far too large": ("gate.approve", {"p": PROJECT, "g": "9" * 400, "r": "1"}),
    "SQL": ("item.take", {"p": "' OR 1=1 --", "i": "DR-1"}),
    "a zero byte": ("item.take", {"p": PROJECT, "i": "DR-1\x00"}),
    "a lone surrogate": ("item.take", {"p": PROJECT, "i": "DR-\ud800"}),
    "someone else's signature": ("item.sign", {"p": PROJECT, "i": "DR-8", "by": "U0SPONSOR"}),
    "evidence of no gate": ("gate.evidence", {"p": PROJECT, "g": "x"}),
    "details of no item": ("item.details", {"p": PROJECT, "i": "x"}),
}


#: what is nobody's control, since none of the bot's can hold it
ILLEGIBLE = ("a lone surrogate", "a zero byte")


async def test_tampered_buttons_get_a_word_and_change_nothing(
    served: Office, database_url: str, bot: Program
) -> None:
    before = await heads(database_url)
    for number, (name, (action, args)) in enumerate(TAMPERED.items()):
        value = json.dumps([action, args])
        body = requests.press(LEAD, CHANNEL, f"tampered-{number}", action, {}, value=value)
        told = len(served.stub.whispered(LEAD))
        assert await served.send(body) == SILENT, name
        # what cannot be read as ours at all is nobody's control: there is nothing to say about it
        assert len(served.stub.whispered(LEAD)) > told or name in ILLEGIBLE, name
    assert await heads(database_url) == before
    assert "Traceback" not in bot.output


async def test_a_click_on_a_stopped_project_gets_a_word_and_changes_nothing(
    office: Office, database_url: str
) -> None:
    assert await office.submit(SPONSOR, "project.stop", {"reason": "No data, no project."}) == SILENT
    before = await heads(database_url)
    for action, args in (("item.sign", {"i": "DR-8"}), ("gate.request", {"g": "1", "r": "1"})):
        told = len(office.stub.whispered(SPONSOR))
        assert await office.press(SPONSOR, action, **args) == SILENT
        assert "stopped" in office.stub.whispered(SPONSOR)[told:]
    assert await heads(database_url) == before


async def test_the_same_delivery_twice_gets_the_first_answer_and_counts_once(
    office: Office, database_url: str
) -> None:
    for _ in range(2):
        assert await office.press(SPONSOR, "item.sign", "the same", i="DR-8") == SILENT
    assert len([event for event in (await office.look())[1] if isinstance(event, ItemSigned)]) == 1

    # A refusal is remembered too: what it answered then is what it answers again, whatever happened since.
    for _ in range(2):
        assert await office.press(LEAD, "item.sign", "refused", i="DR-8") == SILENT
    first, second = office.stub.whispered(LEAD).splitlines()
    assert first == second
    assert len(await heads(database_url)) == 1


WRONG_FORMS: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "text for a number": ("item.form", {"i": "DR-2"}, {"months": "many", "note": ""}),
    "more than 100 percent": (
        "item.form",
        {"i": "DR-3"},
        {"completeness": "101", "accuracy": "95", "consistency": "94", "timeliness": "90", "note": ""},
    ),
    "a due day before the start": ("item.due", {"i": "DR-1"}, {"due_on": "2001-01-01", "reason": "Late"}),
    "a due day of letters": ("item.due", {"i": "DR-1"}, {"due_on": "soon", "reason": "Late"}),
    "no reason": ("item.not_ready", {"i": "DR-1"}, {"reason": "   "}),
    "a reason of 10,000 letters": ("item.not_ready", {"i": "DR-1"}, {"reason": "x" * 10_000}),
    "control characters": ("item.not_ready", {"i": "DR-1"}, {"reason": "\x00\x07\x1b[2J"}),
}


async def test_a_wrong_form_names_the_field_and_changes_nothing(office: Office, database_url: str) -> None:
    before = await heads(database_url)
    for name, (action, args, values) in WRONG_FORMS.items():
        response = await office.submit(LEAD, action, values, **args)
        assert response.status == 200, name
        errors = json.loads(response.body)["errors"]
        assert set(errors) <= set(values), name
        assert all(text.strip() for text in errors.values()), name
    assert await heads(database_url) == before


@pytest.mark.parametrize("title", ["x" * 10_000, "\x00\x1b", "   "])
async def test_an_unusable_project_name_opens_nothing(office: Office, database_url: str, title: str) -> None:
    args = {"conversation": CHANNEL, "new": "0190aaaa-0000-7000-8000-000000000001"}
    body = requests.submit(LEAD, "bad name", "project.practice", args, {"name": title})
    assert "name" in json.loads((await office.send(body)).body)["errors"]
    assert len(await heads(database_url)) == 1


@pytest.mark.parametrize("title", ["<!channel> all", "[x](javascript:alert)", "<https://evil.example|ok>"])
async def test_markup_in_a_title_is_shown_as_text(office: Office, title: str) -> None:
    args = {"conversation": CHANNEL, "new": "0190aaaa-0000-7000-8000-000000000001"}
    body = requests.submit(LEAD, "markup", "project.practice", args, {"name": title})
    assert await office.send(body) == SILENT
    await office.stub.quiet()
    said = json.dumps(office.stub.calls)
    assert title.strip("<>")[:6] in said
    assert "<!channel>" not in said
    assert "<https://evil.example" not in said
