"""Addresses of packets: nobody makes one up, nobody changes one, and none works for ever."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta

import pytest

from adapters.packets.links import Expired, NoSuchLink, SignedLinks
from bot.service.printing import Ref

NOW = datetime(2026, 3, 13, 14, 2, tzinfo=UTC)
REF = Ref("w1", "0196f0c2-0000-7000-8000-000000000001", 1, 2, 41, "fr-CA")
SECRET, ADDRESS = "s3cr3t-of-the-app", "https://bot.example"


def links(secret: str = SECRET, *, later: timedelta = timedelta(), address: str = ADDRESS) -> SignedLinks:
    return SignedLinks(secret, address, lambda: NOW + later)


def token(of: SignedLinks | None = None) -> str:
    return (of or links()).link(REF, "pdf").removeprefix(f"{ADDRESS}/packets/")


def test_an_address_says_what_it_was_given_out_for_on_every_replica() -> None:
    assert links().read(token()) == (REF, "pdf")
    assert links(later=timedelta(days=29, hours=23)).read(token()) == (REF, "pdf")


def test_an_address_is_over_after_thirty_days_and_still_knows_its_language() -> None:
    with pytest.raises(Expired) as over:
        links(later=timedelta(days=30)).read(token())
    assert over.value.language == "fr-CA"


def test_no_changed_character_goes_unnoticed() -> None:
    whole = token()
    for place, sign in enumerate(whole):
        changed = whole[:place] + ("A" if sign != "A" else "B") + whole[place + 1 :]
        with pytest.raises(NoSuchLink):
            links().read(changed)


def test_no_changed_bit_goes_unnoticed() -> None:
    whole = urlsafe_b64decode(token() + "==")
    for place in range(len(whole) * 8):
        changed = bytearray(whole)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(NoSuchLink):
            links().read(urlsafe_b64encode(bytes(changed)).rstrip(b"=").decode())


@pytest.mark.parametrize("made_up", ["", "x", "é", "A" * 5_000, "=", "%00", "../..", "null"])
def test_what_was_never_given_out_is_nothing(made_up: str) -> None:
    with pytest.raises(NoSuchLink):
        links().read(made_up)


@pytest.mark.parametrize("added", ["=", "==", "A", "\n", ".", "AAAA"])
def test_one_packet_has_one_address(added: str) -> None:
    with pytest.raises(NoSuchLink):
        links().read(token() + added)


def test_another_secret_reads_nothing() -> None:
    with pytest.raises(NoSuchLink):
        links("another").read(token())


def test_neither_the_secret_nor_its_key_is_shown() -> None:
    found = links()
    assert SECRET not in f"{found!r} {found} {token(found)}"


def test_a_bot_without_an_address_gives_out_none() -> None:
    assert links(address="").link(REF, "pdf") == ""
