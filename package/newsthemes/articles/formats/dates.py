"""A date as people write it -> YYYY-MM-DD, or YYYY-MM or YYYY if it says no more; nothing where
that would be a guess. Of two days it is the month or the year that they have in common.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import pandas as pd
from dateutil import parser  # of pandas

EARLIEST = 1400  # a year before print is a misprint
LATEST = 2100  # and a number above it is no year
MISSES = 300  # dates of a file that no language knows; each takes a fiftieth of a second

_ISO = re.compile(r"(\d{4})(?:([-/.])(\d\d?)\2(\d\d?)|(\d\d)(\d\d))(?:[T ].*)?")
_NUMBERS = re.compile(r"(\d\d?)([-/.])(\d\d?)\2(\d{4})(?:,? .*)?")
_YEAR = re.compile(r"(\d{4})(?:\.0)?")
_YEAR_AND_MONTH = re.compile(r"(\d{4})(?:[-/]|[年년] ?)(\d\d?)[月월]?")
_MONTH_AND_YEAR = re.compile(r"(\d\d?)[-/.](\d{4})")
# seconds or milliseconds since 1970, from September 2001 to March 2030, as computers count them
_UNIX = re.compile(r"(1[0-8]\d{8})(?:\d{3})?")
_SHORT_YEAR = re.compile(r"\d\d?([-/.])\d\d?\1\d\d")
_SERIAL = re.compile(r"([345]\d{4})(?:\.\d+)?")  # days since 1900, as Excel counts them
_WHOLE = re.compile(r"(\d+)\.0")  # a number of a column that has gaps: 20240105.0
# Words with a year of four digits and the number of a day; of a date, and no sentence
_IN_WORDS = re.compile(r"(?=.*[^\W\d])(?=.*\b\d{4}(?!\d))(?=.*(?<!\d)\d\d?(?!\d)).{,60}")
# The same without a day
_MONTH_IN_WORDS = re.compile(r"(?=.{,50}\Z)(?=.*[^\W\d])\D*\b\d{4}(?!\d)\D*")
_AND = r"(?:\s*[-–—/&+]\s*|\s+(?:to|and|until|through|bis|und|au|et|al?|y|e)\s+)"
# 12-14 October, October 12th to 14th, 12.-14. Oktober
_TWO_DAYS = re.compile(
    rf"(?<![\d./:-])(\d\d?)(?:st|nd|rd|th|\.)?{_AND}(\d\d?)(?:st|nd|rd|th)?(?![\d/:-])",
    re.IGNORECASE,
)
_TO = re.compile(r"\s*[–—]\s*|\s+(?:[-/&]|to|and|until|through|bis|au|al?)\s+", re.IGNORECASE)
_STRICT = {
    "STRICT_PARSING": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],
}
# Months of which Croatian says another one than Polish or Czech
_TWO_MONTHS = re.compile(r"\b(?:lis|listopad[au]?|lip|srp)\b", re.IGNORECASE)


def iso_date(value: object, day_first: bool | None = None) -> str:
    """The day that a value names, as `day` reads it; where it names only a month or a year, or two
    days of one, that.

    >>> [iso_date(text) for text in ("26/10/2023", "October 2023", "10/2023", 2023, "5/10/2023")]
    ['2023-10-26', '2023-10', '2023-10', '2023', '']
    >>> iso_date("12-14 October 2023"), iso_date("30 September to 2 October 2023")
    ('2023-10', '2023')
    """
    text = " ".join(str(value).split())
    return _of_text(text, day_first) or _month_or_year(text) or _in_common(text, day_first)


def day(value: object, day_first: bool | None = None) -> str:
    """The day that a value names, as YYYY-MM-DD; empty where it names none, two, or an impossible
    one.

    `day_first`: how to read 5/10/2023; None leaves it open. 26.10.2023, with dots, has its day
    first everywhere. Seconds and milliseconds since 1970 are of UTC; a time with a zone is of the
    day that it states.

    >>> dates = ("Thursday, October 26, 2023", "26/10/2023", "5/10/2023", "2024-02-30", 1704412800)
    >>> [day(text) for text in dates]
    ['2023-10-26', '2023-10-26', '', '', '2024-01-05']
    """
    return _of_text(" ".join(str(value).split()), day_first)


@lru_cache(1 << 14)
def _of_text(text: str, day_first: bool | None) -> str:
    if whole := _WHOLE.fullmatch(text):
        text = whole[1]
    if two := _two_days(text, day_first):
        return two[0] if two[0] == two[1] else ""
    if unix := _UNIX.fullmatch(text):
        return datetime.fromtimestamp(int(unix[1]), UTC).date().isoformat()
    if parts := _ISO.fullmatch(text):
        return _iso(parts[1], parts[3] or parts[5], parts[4] or parts[6])
    if parts := _NUMBERS.fullmatch(text):
        return _of_numbers(*parts.groups(), day_first)
    return _from_words(text)


def hold_days(cells: Iterable[object]) -> bool:
    """Whether the cells of a column name days, all that are filled.

    >>> hold_days(["2023-10-26", None, "5/10/2023"]), hold_days(["2023-10-26", "soon"])
    (True, False)
    """
    filled = [cell for cell in pd.Series(list(cells), dtype=object).dropna() if str(cell)]
    return bool(filled) and all(day(cell, day_first=True) for cell in filled)


def _of_numbers(one: str, sign: str, other: str, year: str, day_first: bool | None) -> str:
    before = _iso(year, other, one)
    behind = _iso(year, one, other)
    if sign == "." or day_first:
        return before
    if day_first is False:
        return behind
    if before and behind and before != behind:
        return ""
    return before or behind


def _month_or_year(text: str) -> str:
    if parts := _YEAR.fullmatch(text):
        return _iso(parts[1], 1, 1)[:4]
    if parts := _YEAR_AND_MONTH.fullmatch(text):
        return _iso(parts[1], parts[2], 1)[:7]
    if parts := _MONTH_AND_YEAR.fullmatch(text):
        return _iso(parts[2], parts[1], 1)[:7]
    if _MONTH_IN_WORDS.fullmatch(text):
        return _of_text(f"15 {text}", None)[:7]  # as if a day stood before it
    return ""


def _two_days(text: str, day_first: bool | None) -> tuple[str, ...]:
    """The two days of a text such as 12-14 October 2023; nothing where it names no two. They are
    one if these numbers are hours.
    """
    ends = _TO.split(text)
    if two := _TWO_DAYS.search(text):
        ends = [f"{text[: two.start()]}{number}{text[two.end() :]}" for number in two.groups()]
    if len(ends) != 2:
        return ()
    if not re.search(r"\d{4}", ends[0]):
        ends[0] += f" {ends[1][-4:]}"  # 30 September to 2 October 2023
    days = tuple(_of_text(end, day_first) for end in ends)
    if "" in days:
        return ()
    return days


def _in_common(text: str, day_first: bool | None) -> str:
    """The month, or else the year, of the two days that a text names."""
    first, last = _two_days(text, day_first) or ("", "")
    for length in (7, 4):
        if first[:length] == last[:length]:
            return first[:length]
    return ""


def begin_file() -> None:
    """Look for the words of dates in all languages again, until they are not found too often."""
    if len(_missed) >= MISSES:
        _of_text.cache_clear()  # some were not looked for
    _missed.clear()


def doubt_about(text: str, date: str) -> str:
    """What to say of a date as it is stated, and as `iso_date` reads it; nothing if it is clear.

    >>> doubt_about("soon", "")
    "date 'soon' does not name one day, month or year; write it as 2023-10-26, 2023-10 or 2023"
    >>> doubt_about("12-14 October 2023", "2023-10")
    "date '12-14 October 2023' names two days, and 2023-10 was taken; write the day that counts"
    """
    if not date:
        reason = _why_no_date(text)
    elif len(date) == 10 or _month_or_year(text):
        return ""
    else:
        reason = f"names two days, and {date} was taken; write the day that counts"
    return f"date {text[:40]!r} {reason}"


def _why_no_date(text: str) -> str:
    todo = "write it as 2023-10-26, 2023-10 or 2023"
    if iso_date(text, day_first=True):
        return "may have its day or its month first; day_first=True says the day"
    if _SHORT_YEAR.fullmatch(text):
        return f"has a year of two digits; {todo}"
    if serial := _SERIAL.fullmatch(text):
        excel = date(1899, 12, 30) + timedelta(int(serial[1]))
        return f"is a number, perhaps {excel} as Excel counts days; format its cells as dates"
    year = re.search(r"\b\d{4}\b", text)
    if year and not EARLIEST <= int(year[0]) <= LATEST:
        return f"has a year before {EARLIEST} or after {LATEST}; {todo}"
    return f"does not name one day, month or year; {todo}"


def day_first(values: Iterable[object]) -> bool | None:
    """Whether a column of dates has the day before the month; None where no date of it tells, or
    they disagree.

    >>> day_first(["5/10/2023", "26/10/2023"])
    True
    """
    first = second = False
    for value in values:
        parts = _NUMBERS.fullmatch(str(value).strip())
        if parts and parts[2] != ".":
            first = first or int(parts[1]) > 12
            second = second or int(parts[3]) > 12
    if first == second:
        return None
    return first


def _from_words(text: str) -> str:
    """The day that words name, whichever of day and month comes first: English ones by dateutil,
    which is thirty times as fast, others by dateparser.
    """
    if not _IN_WORDS.fullmatch(text) or _TWO_MONTHS.search(text):
        return ""
    days = set()
    with suppress(ValueError, OverflowError):
        for default in (datetime(2000, 1, 1), datetime(2004, 2, 2)):  # what is not said differs
            for first in (True, False):
                read = parser.parse(text, default=default, dayfirst=first, ignoretz=True)
                days.add(_iso_of(read, text))
    if not days:
        return _of_any_language(text)
    if len(days) != 1:
        return ""
    return days.pop()


_missed: set[str] = set()


def _of_any_language(text: str) -> str:
    """The day that words of another language than English name, whichever comes first."""
    if text in _missed or len(_missed) >= MISSES:
        return ""
    with suppress(ModuleNotFoundError):  # it comes with the extra `files`
        name = _by_dateparser(text, "DMY")
        if name and name == _by_dateparser(text, "MDY"):
            return name
    _missed.add(text)
    return ""


def _by_dateparser(text: str, order: str) -> str:
    from dateparser.date import DateDataParser

    settings = _STRICT | {"DATE_ORDER": order}
    # the language of the date before says nothing of this one
    read = (
        DateDataParser(try_previous_locales=False, settings=settings).get_date_data(text).date_obj
    )
    return _iso_of(read, text)


def _iso_of(read: datetime | None, text: str) -> str:
    """A day that a library read in a text, if its year stands there."""
    if read is None or str(read.year) not in text:
        return ""
    return _iso(read.year, read.month, read.day)


def _iso(year: str | int, month: str | int, number: str | int) -> str:
    with suppress(ValueError):
        if EARLIEST <= int(year) <= LATEST:
            return date(int(year), int(month), int(number)).isoformat()
    return ""
