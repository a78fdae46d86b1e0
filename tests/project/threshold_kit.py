"""What the tests of a locked threshold share."""

from __future__ import annotations

PROXY = {
    "minimum": "85",
    "proxy_unit": "% of failures foreseen",
    "proxy_direction": "higher",
    "conversion": "Each 10 % foreseen saves 4 hours a month",
}
