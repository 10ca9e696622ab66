"""The folded tables of the article's page: counts, themes that appear together; and what was
counted.
"""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..files.write_files import sha256
from ..lexicon.model import Lexicon
from ..tables.cooccurrence import cooccurrence
from ..text.characters import visible
from ..text.wording import natural_list, plural
from .table_headers import header

MOST_PAIRS = 10
NAMED = 3  # files whose SHA-256 is said; of more, their number is


class Run(NamedTuple):
    """What a page says of the command that made it."""

    codes: str  # the folder for what readers coded
    command: str  # it makes the page again, with their codes
    reading: str  # how much was left out of the articles, and where that is listed


def page_table(table: pd.DataFrame) -> tuple[list[tuple[str, bool]], list[list[str]]]:
    """A table for people: of each column its header, and whether numbers stand in it; and the rows
    as text. A column in which nothing stands is left out.

    >>> table = pd.DataFrame({"theme": ["War"], "mentions": 1200, "per_1000": 57.69, "group": ""})
    >>> page_table(table)
    ([('Theme', False), ('Mentions', True), ('Per 1,000 words', True)], [['War', '1,200', '57.7']])
    """
    rows = table.astype(object).map(as_read)
    rows = rows.loc[:, (rows != "").any()]
    columns = [(header(name), pd.api.types.is_numeric_dtype(table[name])) for name in rows]
    return columns, rows.to_numpy().tolist()


def as_read(value: object) -> str:
    """A cell as people read it: numbers with commas, nothing where nothing is known.

    >>> as_read(1200), as_read(0.5), as_read(None), as_read("Trade")
    ('1,200', '0.5', '', 'Trade')
    """
    if pd.isna(value):
        return ""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, float):
        return f"{value:,.1f}"
    return f"{value:,}"


def counts_table(table: pd.DataFrame, several: bool) -> pd.DataFrame:
    """The columns of `counts` that say something of one article, or of several; in the order of
    the bars: by group, the most mentioned first.
    """
    columns = "theme mentions per_1000 sentences paragraphs group".split()
    if several:
        columns[4] = "articles"
    names = {}
    if "unit" in table and table["unit"].iloc[0] == "letters":
        names = {"per_1000": "per_1000_letters"}
    table = table.assign(place=pd.factorize(table["group"])[0])
    ranked = table.sort_values(["place", "mentions"], ascending=[True, False])
    return ranked[columns].rename(columns=names)


def together(mentions: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """The ten pairs of themes that most sentences mention both: `theme`, `other`, `sentences`, and
    how many are `expected` of unrelated themes.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Iran on trade. Trade, Iran. Trade."]})
    >>> lexicon = read_lexicon({"Trade": ["trade"], "Iran": ["Iran"]})
    >>> together(find_mentions(toy, lexicon), toy, lexicon)
       theme other  sentences  expected
    0  Trade  Iran          2       2.0
    """
    pairs = cooccurrence(mentions, articles, lexicon, within="sentence").query("count > 0")
    most = pairs.nlargest(MOST_PAIRS, "count").reset_index(drop=True)
    return most.rename(columns={"count": "sentences"})


def lexicon_name(lexicon: Lexicon) -> str:
    """The file of the themes, or how many they are."""
    return Path(lexicon.path).name or plural(len(lexicon.themes), "theme")


def provenance(
    articles: pd.DataFrame, lexicon: Lexicon, nested: str, run: Run | None = None
) -> list[tuple[str, str]]:
    """What was counted, by name and value: the file of one article, or of several how many, and
    what a run left out; the sha256 of their files; the themes and theirs.
    """
    files = articles.get("sha256", [sha256(text.encode()) for text in articles["text"]])
    what = plural(len(articles), "article")
    if len(articles) == 1 and "path" in articles:
        what = Path(articles["path"].iloc[0]).name
    if run and run.reading:
        what += f" · {run.reading}"
    inside = {"drop": "not counted", "count": "counted"}[nested]
    return [
        ("Articles", what),
        ("SHA-256 of the articles", natural_list(dict.fromkeys(files), NAMED)),
        ("Themes", lexicon_name(lexicon)),
        ("SHA-256 of the themes", lexicon.sha256),
        ("A term inside a longer one of another theme", inside),
    ]
