"""A region that is not known is answered with those that look like it."""

from __future__ import annotations

import pytest

from bot.project.calendar import is_region, near_regions


@pytest.mark.parametrize(
    ("typed", "near"),
    [("CA-OM", "CA-ON"), ("ca_qc", "CA-QC"), ("CA-ONT", "CA-ON"), ("CAN", "CA"), ("?!", "")],
)
def test_the_nearest_regions_are_named(typed: str, near: str) -> None:
    found = near_regions(typed).split(", ")
    assert near in found
    assert all(is_region(one) for one in found if one)
