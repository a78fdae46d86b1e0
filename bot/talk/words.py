"""Sentences in a person's language, and numbers and days as people say them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal

from bot.talk.languages import language_of, load

Number = Fraction | Decimal | int | str
#: decimals after which a number is exact enough for any threshold
MOST_DECIMALS = 12


def N_(msgid: str) -> str:
    """Mark a sentence for the catalogue, to be translated later."""
    return msgid


@dataclass(frozen=True)
class Words:
    """A language and a time zone; an unknown language reads English."""

    language: str = "en"
    time_zone: str = "UTC"
    #: where it is read: commands are typed differently on each
    platform: str = "slack"
    #: people in several time zones read it: a time of day says in whose it is
    shared: bool = False

    @cached_property
    def _catalogue(self) -> NullTranslations:
        return load(self.language)

    @cached_property
    def _locale(self) -> Locale:
        try:
            return Locale.parse(language_of(self.language), sep="-")
        except (ValueError, UnknownLocaleError):
            return Locale("en")

    @cached_property
    def _zone(self) -> ZoneInfo:
        try:
            return ZoneInfo(self.time_zone)
        except (KeyError, ValueError, OSError):
            return ZoneInfo("UTC")

    def t(self, msgid: str, **params: object) -> str:
        """Return a sentence of the catalogue with its named placeholders filled; "" stays ""."""
        text = self._catalogue.gettext(msgid) if msgid else ""
        return text.format(**params) if params else text

    def plural(self, one: str, many: str, n: int, **params: object) -> str:
        """Return the sentence for `n`, which is also the placeholder {n}."""
        return self._catalogue.ngettext(one, many, n).format(n=self.number(n), **params)

    def day(self, day: date, today: date | None = None) -> str:
        """Return "Mon 16 Mar", with the year when it is not the current one."""
        pattern = self.t("EEE d MMM") if today is None or today.year == day.year else self.t("EEE d MMM y")
        return format_date(day, self._on(day, pattern), self._locale)

    def moment(self, at: datetime) -> str:
        """Return "Fri 13 Mar 14:02" in the time zone; where it is shared, "Fri 13 Mar 14:02 (Toronto time)"."""
        wall = self.wall(self.local(at))
        return self.in_zone(wall, self.time_zone) if self.shared else wall

    def in_zone(self, said: str, time_zone: str) -> str:
        """Return what is said of a time of day with the zone it is in: "09:30 (Toronto time)"."""
        return self.t("{moment} ({zone})", moment=said, zone=self.zone(time_zone))

    def zone(self, time_zone: str) -> str:
        """Return "Toronto time"; "UTC" and the like are their own names."""
        area, _, place = time_zone.rpartition("/")
        if area in ("", "Etc"):
            return place
        known = self._locale.time_zones.get(time_zone, {})
        return self.t("{city} time", city=known.get("city") or place.replace("_", " "))

    def dated(self, day: date) -> str:
        """Return "Mon 16 Mar 2026", for what is kept for the record."""
        return format_date(day, self._on(day, self.t("EEE d MMM y")), self._locale)

    def stamp(self, at: datetime) -> str:
        """Return "Fri 13 Mar 2026 14:02:07" in the time zone, for what is kept for the record."""
        local, pattern = self.local(at).replace(tzinfo=None), self.t("EEE d MMM y HH:mm:ss")
        return format_datetime(local, self._on(local, pattern), locale=self._locale)

    def weekday(self, day: date) -> str:
        """Return "Thursday"."""
        return format_date(day, self.t("EEEE"), self._locale)

    def short_weekday(self, day: date) -> str:
        """Return "Thu"."""
        return format_date(day, self.t("EEE"), self._locale)

    def clock(self, at: time) -> str:
        """Return "09:30"."""
        return format_time(at, self.t("HH:mm"), locale=self._locale)

    @property
    def alone(self) -> Words:
        """The same without the zone at each time of day: a list says it once."""
        return replace(self, shared=False)

    def local(self, at: datetime) -> datetime:
        """Return a moment in the time zone; in UTC where the zone is not known."""
        return at.astimezone(self._zone)

    def wall(self, at: datetime) -> str:
        """Return a local time as it stands on the wall."""
        pattern = (
            self.t("EEE d MMM HH:mm:ss") if at.second and at.tzinfo is None else self.t("EEE d MMM HH:mm")
        )
        return format_datetime(at.replace(tzinfo=None), self._on(at, pattern), locale=self._locale)

    def _on(self, day: date, pattern: str) -> str:
        """Return a pattern for a day; some languages write the first of a month as an ordinal ("1er")."""
        first = self.t("d")
        return pattern.replace(" d ", f" {first} ") if day.day == 1 else pattern

    def number(self, value: Number) -> str:
        """Return an entered number as it is, and a computed one to about two digits."""
        if isinstance(value, Fraction):
            value = _rounded(value, _usual_decimals(value))
        return format_decimal(Decimal(value), locale=self._locale, decimal_quantization=False)

    def number_against(self, value: Fraction, threshold: Fraction) -> str:
        """Return a computed number with as many decimals as tell it from the threshold."""
        decimals = _usual_decimals(value)
        while value != threshold and _blurred(value, threshold, decimals) and decimals < MOST_DECIMALS:
            decimals += 1
        return format_decimal(_rounded(value, decimals), locale=self._locale, decimal_quantization=False)

    def percent(self, value: Number) -> str:
        """Return "76 %"; the value is out of a hundred."""
        return self.t("{number} %", number=self.number(value))

    def money(self, value: Number) -> str:
        """Return "$310,000"."""
        return self.t("${amount}", amount=self.number(value))

    def duration(self, seconds: Fraction) -> str:
        """Return "4 min 12 s"."""
        minutes, rest = divmod(seconds, 60)
        parts = [self.t("{number} min", number=self.number(int(minutes)))] if minutes else []
        if rest or not parts:
            parts.append(self.t("{number} s", number=self.number(rest)))
        return " ".join(parts)

    def rest(self) -> str:
        """Return what stands for parts of a card that do not fit, with {n} for their number."""
        return self.t("… and {n} more")

    def listed(self, things: list[str] | tuple[str, ...]) -> str:
        """Return "a, b and c"."""
        if len(things) < 2:
            return "".join(things)
        return self.t("{first} and {last}", first=", ".join(things[:-1]), last=things[-1])

    def either(self, things: list[str] | tuple[str, ...]) -> str:
        """Return "a, b or c"."""
        if len(things) < 2:
            return "".join(things)
        return self.t("{first} or {last}", first=", ".join(things[:-1]), last=things[-1])

    def quoted(self, text: str) -> str:
        """Return a title in quotation marks."""
        return self.t('"{title}"', title=text)


def sentence(text: str) -> str:
    """Return the text with its first letter as a capital."""
    return re.sub(r"[^\W\d_]", lambda found: found[0].upper(), text, count=1) if text[:1].islower() else text


def inside(text: str) -> str:
    """Return a title as it stands within a sentence: "Model development" -> "model development", "AI" stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _usual_decimals(value: Fraction) -> int:
    if value.denominator == 1 or abs(value) >= 10:
        return 0
    return 1 if abs(value) >= 1 else 2


def _blurred(value: Fraction, threshold: Fraction, decimals: int) -> bool:
    """Tell whether rounding moves a value onto its threshold or past it."""
    shown = Fraction(_rounded(value, decimals))
    return shown == threshold or (shown < threshold) != (value < threshold)


def _rounded(value: Fraction, decimals: int) -> Decimal:
    scaled = round(value * 10**decimals)
    shown = Decimal(scaled).scaleb(-decimals)
    return shown.quantize(Decimal(1)) if shown == shown.to_integral() else shown.normalize()
