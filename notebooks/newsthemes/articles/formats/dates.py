"""A date as people write it -> YYYY-MM-DD, or nothing where that would be a guess."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache

EARLIEST = 1400  # a year before print is a misprint

_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b\.?", re.IGNORECASE
)
_MONTH = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})([-/.]?)(\d\d?)\2(\d\d?)(?:[T ].*)?")
_NUMBERS = re.compile(r"(\d\d?)([-/.])(\d\d?)\2(\d{4})(?:,? .*)?")
_TIME = re.compile(r"[ T]\d\d?[:.]\d\d.*|[ T]\d{6}Z?")


def day(value: object, day_first: bool | None = None) -> str:
    """The day that a value names, as YYYY-MM-DD; empty where it names none, two, or an impossible
    one.

    `day_first`: how to read 5/10/2023; None leaves it open. 26.10.2023, with dots, has its day
    first everywhere.

    >>> dates = ("Thursday, October 26, 2023", "26/10/2023", "5/10/2023", "2024-02-30")
    >>> [day(text) for text in dates]
    ['2023-10-26', '2023-10-26', '', '']
    """
    if isinstance(value, date):  # a datetime, and pandas' own, are dates too
        if value != value:  # pandas' NaT
            return ""
        return value.strftime("%Y-%m-%d")
    text = " ".join(str(value).split())
    if found := _ISO.fullmatch(text):
        return _iso(found[1], found[3], found[4])
    if found := _NUMBERS.fullmatch(text):
        before = _iso(found[4], found[3], found[1])
        behind = _iso(found[4], found[1], found[3])
        if found[2] == "." or day_first:
            return before
        if day_first is False:
            return behind
        if before and behind and before != behind:
            return ""
        return before or behind
    return _from_words(text)


day_of_text = lru_cache(1 << 14)(day)  # most articles share theirs


def why_no_day(text: str) -> str:
    """What to say of a date that `day` cannot read.

    >>> why_no_day("soon")
    "date 'soon' does not name one day; write it as 2023-10-26"
    """
    reason = "does not name one day; write it as 2023-10-26"
    if day(text, day_first=True):
        reason = "may have its day or its month first; day_first=True, --day-first, says the day"
    return f"date {text[:40]!r} {reason}"


def day_first(values: Iterable[object]) -> bool | None:
    """Whether a column of dates has the day before the month; None where no date of it tells, or
    they disagree.

    >>> day_first(["5/10/2023", "26/10/2023"])
    True
    """
    first = second = False
    for value in values:
        found = _NUMBERS.fullmatch(str(value).strip())
        if found and found[2] != ".":
            first = first or int(found[1]) > 12
            second = second or int(found[3]) > 12
    if first == second:
        return None
    return first


def _from_words(text: str) -> str:
    text = _ORDINAL.sub("", _WEEKDAY.sub("", _TIME.sub("", text)))
    text = " ".join(
        _MONTH.sub(lambda found: found[1], text).replace(",", " ").replace("-", " ").split()
    )
    for shape in ("%d %b %Y", "%b %d %Y", "%Y %b %d"):
        with suppress(ValueError):
            found = datetime.strptime(text, shape)
            return _iso(found.year, found.month, found.day)
    return ""


def _iso(year: str | int, month: str | int, number: str | int) -> str:
    with suppress(ValueError):
        if int(year) >= EARLIEST:
            return date(int(year), int(month), int(number)).isoformat()
    return ""
