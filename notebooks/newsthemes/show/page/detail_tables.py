"""The folded tables of the article's page: counts, mentions by paragraph, themes that appear
together; and what was counted.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from ...lexicon.read_lexicon import Lexicon
from ...text.wording import plural
from ...text.write_files import sha256
from ..highlight import theme_numbers, themes_in_order
from .table_headers import header

MOST_PAIRS = 10


def page_table(table: pd.DataFrame) -> tuple[list[tuple[str, bool]], list[list[str]]]:
    """A table for people: of each column its header, and whether numbers stand in it; and the rows
    as text, numbers with commas, nothing where nothing is known.

    >>> page_table(pd.DataFrame({"theme": ["War"], "mentions": [1200], "per_1000": [57.69]}))[1]
    [['War', '1,200', '57.7']]
    """
    columns = [(header(name), pd.api.types.is_numeric_dtype(table[name])) for name in table]
    return columns, table.astype(object).map(as_read).to_numpy().tolist()


def as_read(value: object) -> str:
    """A cell as people read it.

    >>> as_read(1200), as_read(0.5), as_read(None), as_read("Trade")
    ('1,200', '0.5', '', 'Trade')
    """
    if pd.isna(value):
        return ""
    if isinstance(value, int | np.integer):
        return f"{value:,}"
    if isinstance(value, float | np.floating):
        return f"{value:,.1f}"
    return str(value)


def counts_table(table: pd.DataFrame, several: bool) -> pd.DataFrame:
    """The columns of `counts` that say something of one article, or of several."""
    columns = ["theme", "mentions", "per_1000", "sentences", "paragraphs", "articles", "group"]
    columns.remove("paragraphs" if several else "articles")
    if set(table["group"]) == {""}:
        columns.remove("group")
    if "unit" in table:
        columns.remove("per_1000")
    if "unit" in table and table["unit"].iloc[0] == "letters":
        columns.insert(2, "per_1000_letters")
        table = table.rename(columns={"per_1000": "per_1000_letters"})
    return table[columns]


def by_paragraph(mentions: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Of one article, a row a paragraph with a mention: `paragraph`, `mentions`, and its `themes`,
    the most mentioned first, each with its number.
    """
    labels = themes_in_order(lexicon, mentions)["label"].to_numpy()
    numbers = theme_numbers(mentions, lexicon)
    rows = []
    for paragraph, own in pd.Series(numbers).groupby(mentions["paragraph"].to_numpy()):
        sizes = own.value_counts().sort_index().sort_values(ascending=False, kind="stable")
        themes = ", ".join(f"{labels[number]} {size:,}" for number, size in sizes.items())
        rows.append((paragraph, len(own), themes))
    return pd.DataFrame(rows, columns=["paragraph", "mentions", "themes"])


def together(mentions: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """The ten pairs of themes that most sentences mention both: `theme`, `other_theme`,
    `sentences`.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Iran on trade. Trade, Iran. Trade."]})
    >>> lexicon = read_lexicon({"Trade": ["trade"], "Iran": ["Iran"]})
    >>> together(find_mentions(toy, lexicon), lexicon)
       theme other_theme  sentences
    0  Trade        Iran          2
    """
    labels = themes_in_order(lexicon, mentions)["label"]
    keys = ["article", "sentence"]
    held = mentions[keys].assign(theme=theme_numbers(mentions, lexicon)).drop_duplicates()
    pairs = held.merge(held, on=keys).query("theme_x < theme_y")
    sizes = pairs.groupby(["theme_x", "theme_y"], as_index=False).size()
    most = sizes.sort_values("size", ascending=False, kind="stable").head(MOST_PAIRS)
    columns = {"theme": most["theme_x"].map(labels), "other_theme": most["theme_y"].map(labels)}
    return pd.DataFrame(columns | {"sentences": most["size"]}).reset_index(drop=True)


def lexicon_name(lexicon: Lexicon) -> str:
    """The file of the themes, or how many they are."""
    return Path(lexicon.path).name or plural(len(lexicon.themes), "theme")


def provenance(articles: pd.DataFrame, lexicon: Lexicon, nested: str) -> list[tuple[str, str]]:
    """What was counted, by name and value: the file of one article, or of several how many, and
    their sha256; the themes and theirs. Of several files it is the sha256 of theirs, a line each.
    """
    if "sha256" in articles:
        digests = articles["sha256"].tolist()
    else:
        digests = [sha256(text.encode()) for text in articles["text"]]
    what, (digest, *others) = plural(len(articles), "article"), dict.fromkeys(digests)
    if others:
        lines = "".join(f"{one}\n" for one in (digest, *others)).encode()
        digest = f"of those of their files, a line each: {sha256(lines)}"
    elif len(articles) == 1 and "path" in articles:
        what = Path(articles["path"].iloc[0]).name
    inside = {"drop": "not counted", "count": "counted"}[nested]
    return [
        ("Articles", what),
        ("Their SHA-256", digest),
        ("Themes", lexicon_name(lexicon)),
        ("Their SHA-256", lexicon.sha256),
        ("A term inside a longer one of another theme", inside),
    ]
