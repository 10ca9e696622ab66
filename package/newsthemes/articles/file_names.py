"""Days and outlets that stand in names of files -> a sources.csv to look at. Reading uses none of
it: the day may be that of an export, and the word a topic.
"""

import re
from datetime import date
from pathlib import Path

import pandas as pd

from ..text.normal_form import normal_form
from .find_files import sources_in
from .formats.compressed import plain_name
from .formats.dates import day

EARLIEST = date(1900, 1, 1).isoformat()  # before, eight figures are a number sooner than a day
# 2024-03-09, 2024_03_09, 20240309, and 26-03-2024
_DAY = re.compile(
    r"(?<!\d)(?:\d{4}(?P<sign>[-_.]?)\d\d(?P=sign)\d\d|\d\d(?P<mark>[-_.])\d\d(?P=mark)\d{4})(?!\d)"
)
_BETWEEN = re.compile(r"[\s_.,;()\[\]+\-–—]+")


def proposed_sources(articles: pd.DataFrame) -> pd.DataFrame:
    """What names of files seem to say, and nothing else does, as a sources.csv to put beside them.

    A date is that of a file whose article states none. A source is the word beside the day, if at
    least two files have it there, and where no article states a source. Of a file with several
    articles nothing is proposed, and nothing where a sources.csv is there already. Of files in
    several folders those of one are proposed, that with most.

    Parameters
    ----------
    articles : a table that was read of files, with their whole paths.

    Returns
    -------
    A row a file: `file`, `date`, `source`, empty where nothing is proposed.

    Examples
    --------
    >>> paths = ["no folder/2024-03-09-guardian-tariffs.txt", "no folder/guardian 20240311.txt"]
    >>> articles = pd.DataFrame({"path": paths, "date": ["", "2024-03-11"], "source": ""})
    >>> for row in proposed_sources(articles).itertuples(index=False):
    ...     print(*row, sep=" | ")
    2024-03-09-guardian-tariffs.txt | 2024-03-09 | guardian
    guardian 20240311.txt |  | guardian
    """
    alone = articles[~articles["path"].duplicated(keep=False)]
    files = [Path(path) for path in alone["path"]]
    found = [day_and_word(plain_name(file).stem) for file in files]
    table = pd.DataFrame(found, columns=["date", "source"], dtype="str")
    table.insert(0, "file", [file.name for file in files])
    folders = pd.Series([file.parent for file in files], dtype=object)
    is_shared = table["source"].duplicated(keep=False)
    table["source"] = table["source"].where(is_shared & (articles["source"] == "").all(), "")
    table["date"] = table["date"].where((alone["date"] == "").to_numpy(), "")
    has_table = {folder: sources_in(folder).exists() for folder in folders.unique()}
    says = (table["date"] != "") | (table["source"] != "")
    says &= ~folders.map(has_table).astype(bool)
    most = folders[says].value_counts().index[:1]
    return table[says & folders.isin(most)].reset_index(drop=True)


def day_and_word(name: str) -> tuple[str, str]:
    """The one day in the name of a file, without its ending, and the word beside it: behind it, or
    before it where nothing is behind. Both are empty where there is no day, where there are two, or
    where day and month may be either; a word with other signs than letters is empty.

    >>> day_and_word("2024-03-09-guardian-tariffs"), day_and_word("tariffs_guardian_20240309")
    (('2024-03-09', 'guardian'), ('2024-03-09', 'guardian'))
    >>> day_and_word("26-03-2024 page2"), day_and_word("09-03-2024-guardian")
    (('2024-03-26', ''), ('', ''))
    """
    name = normal_form(name)
    places = list(_DAY.finditer(name))
    days = {day(place[0].replace("_", "-")) for place in places}
    if len(days) != 1 or min(days) < EARLIEST:
        return "", ""
    behind = _words(name[places[-1].end() :])
    before = _words(name[: places[0].start()])
    word = [*behind[:1], *before[-1:], ""][0]
    if not word.isalpha():
        word = ""
    return min(days), word


def _words(text: str) -> list[str]:
    return list(filter(None, _BETWEEN.split(text)))
