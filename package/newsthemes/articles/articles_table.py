"""Articles as they were read -> the articles table, and what is doubtful about all of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pandas as pd

from ..text.blocks import paragraph_spans
from ..text.tokens import sentence_counts, units, word_counts
from ..text.wording import natural_list
from .formats.document import Document
from .notes import Note

COLUMNS = ["article", "title", "opening", "date", "source", "text"]
COLUMNS += ["words", "sentences", "paragraphs", "path", "sha256", "language", "encoding", "unit"]
NUMBERS = ["words", "sentences", "paragraphs"]
STATED = [name for name in COLUMNS if name not in [*NUMBERS, "unit"]]
FEW = 20  # articles: of fewer a reader sees which have no date or language
MANY_UNSURE = 0.05  # of the articles: a share whose languages are worth a word
NEARLY_ALL = 0.9  # of those whose language is sure: the others are in it, too
GAP = 10  # years without an article; of what lies behind it a person should know
EPOCH = "1970-01-01"  # what computers write for no date
STRAYS = 0.1  # of the dates: so few behind a gap may be misprints


def articles_table(documents: Sequence[Document]) -> pd.DataFrame:
    """A row a document: COLUMNS, and further ones that files have."""
    stated = {name: [getattr(document, name) for document in documents] for name in STATED}
    further = pd.DataFrame([document.more for document in documents])
    further = further.rename(columns={name: f"{name}_in_file" for name in COLUMNS})
    # texts are measured as they are, not as pandas would keep them
    articles = pd.concat([pd.DataFrame(stated, dtype=object), further], axis=1)
    articles["unit"] = units(articles)
    articles["words"] = word_counts(articles)
    articles["sentences"] = sentence_counts(articles)
    articles["paragraphs"] = [len(paragraph_spans(text)) for text in stated["text"]]
    types = dict.fromkeys(COLUMNS, "str") | dict.fromkeys(NUMBERS, "int64")
    articles = articles[[*COLUMNS, *further.columns]].astype(types)
    # as in the table that they come from, so that it can be joined
    numbers = [int(one.name) for one in documents if one.has_number and one.article == one.name]
    if len(numbers) == len(documents) and max(map(abs, numbers), default=0) < 2**63:
        articles["article"] = pd.Series(numbers, dtype="int64")
    return articles


def spelled_apart(names: pd.Series) -> list[list[str]]:
    """Names that differ in upper and lower case, or white space, alone.

    >>> spelled_apart(pd.Series(["CNN", "BBC", "cnn", "CNN"]))
    [['CNN', 'cnn']]
    """
    alike = defaultdict(list)
    for name in names.dropna().astype("str").unique():
        alike[" ".join(name.casefold().split())].append(name)
    return [spellings for key, spellings in alike.items() if key and len(spellings) > 1]


def repeats(articles: pd.DataFrame) -> list[Note]:
    """A note on each article whose text is that of one before."""
    firsts = articles.groupby("text", sort=False)["article"].transform("first")
    again = articles.assign(first=firsts)[articles["text"].duplicated()]
    return [Note(row.path, "", f"{row.article} repeats {row.first}") for row in again.itertuples()]


def stray_dates(dates: pd.Series) -> pd.Series:
    """The dates in the future, and those few that GAP years part from the others.

    >>> stray_dates(pd.Series(["2023-05-01", "2024", "", "2023-06-02", "1970-01-01"])).tolist()
    ['1970-01-01']
    """
    dates = dates[dates != ""].sort_values()
    era = (dates.str[:4].astype(int).diff() > GAP).cumsum()
    size = era.map(era.value_counts())
    is_small = (size <= max(1, STRAYS * len(dates))) | (dates == EPOCH)
    is_stray = is_small & (size < size.max())
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)  # which is today east of Greenwich
    return dates[is_stray | (dates > tomorrow.isoformat())]


def doubts_about(articles: pd.DataFrame) -> Iterator[Note]:
    """What a person should know of the sources, languages and dates of all articles."""
    apart = spelled_apart(articles["source"])
    if apart:
        groups = natural_list((" / ".join(names) for names in apart), 4)
        reason = f"counted apart, though spelled alike: {groups}; write each in one way"
        yield Note("", "sources:", reason)
    strays = stray_dates(articles["date"])
    if len(strays):
        named = natural_list(strays + " of " + articles["article"].loc[strays.index].astype("str"))
        reason = f"in the future, or more than {GAP} years from all others: {named}"
        yield Note("", "dates:", f"{reason}; correct them if they are misprints")
    if len(articles) < FEW:
        return
    is_unsure = articles["language"] == ""
    shares = articles["language"][~is_unsure].value_counts(normalize=True)
    if is_unsure.mean() >= MANY_UNSURE and len(shares):
        main = shares.index[0]
        todo = "a column `language` says that of each"
        if shares.iloc[0] >= NEARLY_ALL:
            todo = f"language={main!r} says it"
        yield Note("", "languages:", f"{is_unsure.mean():.0%} unsure; {todo}")
    undated = int((articles["date"] == "").sum())
    if 0 < undated < len(articles):
        of_all = f"without one: {undated:,} of {len(articles):,} articles"
        yield Note("", "dates:", f"{of_all}, which are in no chart over time")
