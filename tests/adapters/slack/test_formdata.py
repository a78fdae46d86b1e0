"""The fast reading of urlencoded bodies, against urllib's."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote_plus, unquote_to_bytes, urlencode

from hypothesis import example, given
from hypothesis import strategies as st

from adapters.slack.formdata import fields, unquote
from tests.search import searched

#: what trips decoders: broken escapes, escapes of escapes, line breaks, quoted-printable's own signs
PIECES = st.sampled_from(
    [b"%", b"%%", b"%4", b"%zz", b"%0a", b"%0D", b"%25", b"%3D", b"%2B", b"=", b"==", b"+", b" ", b"_",
     b"\n", b"\r", b"\r\n", b"%\n", b"%\r\n", b"=\n", b"a", b"0", b"\xff",
     "é".encode(), b"%c3%a9", b"%C3", b".", b"\t", b"\x00"]
)  # fmt: skip
MESSY = st.lists(PIECES | st.binary(max_size=3), max_size=30).map(b"".join)


@given(MESSY)
@example(b"%\na%0")
@example(b"%%%")
@example(b"a=%0A b%20")
@searched(1500)
def test_every_value_decodes_as_urllib_decodes_it(value: bytes) -> None:
    assert unquote(value) == unquote_to_bytes(value.replace(b"+", b" "))


@given(st.text())
def test_what_was_encoded_comes_back(text: str) -> None:
    assert unquote(quote_plus(text).encode()) == text.encode("utf-8")


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=40)), max_size=8))
def test_a_body_is_read_as_urllib_reads_it(pairs: list[tuple[str, str]]) -> None:
    body = urlencode(pairs)
    expected = dict(parse_qsl(body, keep_blank_values=True))
    assert {name.decode(): value.decode() for name, value in fields(body.encode()).items()} == expected
