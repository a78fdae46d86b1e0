"""An address that is too long is told to be that: whoever pasted it is not asked for an address again."""

from __future__ import annotations

import pytest

from bot.project.refusals import BadInput
from bot.project.values import LONGEST_LINK, check_link
from bot.talk.problem import problem
from bot.talk.words import Words

BEGIN = "https://example.com/"


def address(length: int, begin: str = BEGIN) -> str:
    return begin + "a" * (length - len(begin))


def refused(text: str, language: str = "en") -> tuple[str, str]:
    """Return the code with which an address is refused, and what its sender reads."""
    with pytest.raises(BadInput) as bad:
        check_link("link", text)
    (found,) = bad.value.problems
    return found.code, problem(found, Words(language), "Link")


def test_an_address_of_just_the_limit_is_kept() -> None:
    assert check_link("link", address(LONGEST_LINK)) == address(LONGEST_LINK)


@pytest.mark.parametrize("begin", [BEGIN, "http://example.com/"])
def test_one_character_more_is_too_long_and_the_limit_is_named(begin: str) -> None:
    code, said = refused(address(LONGEST_LINK + 1, begin))
    assert code == "too_long"
    assert said == "This is 2,001 characters long. At most 2,000 fit."
    assert "2\u00a0001" in refused(address(LONGEST_LINK + 1, begin), "fr-CA")[1]


@pytest.mark.parametrize("text", ["a" * 2001, "ftp://" + "a" * 2001, BEGIN + "a b" * 1000, "https://"])
def test_what_is_no_address_is_told_to_be_none_however_long_it_is(text: str) -> None:
    assert refused(text)[0] == "not_a_link"
