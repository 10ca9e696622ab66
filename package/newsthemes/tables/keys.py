"""Which article, theme and term a mention is of: its rows in the tables and in the lexicon."""

import numpy as np
import pandas as pd

from ..articles.as_articles import check_ids
from ..lexicon.model import Lexicon
from ..text.wording import natural_list

THEME = ["group", "theme"]
TERM = [*THEME, "term"]


def article_rows(mentions: pd.DataFrame, articles: pd.DataFrame) -> np.ndarray:
    """Of each mention the row of its article, from 0. ValueError, naming the ids, where one is
    missing, and as `known_rows` has it.

    >>> article_rows(pd.DataFrame({"article": ["b", "b"]}), pd.DataFrame({"article": ["a"]}))
    Traceback (most recent call last):
    ValueError: mentions: there is no article 'b', for 2 of them; give all the articles that they
    were found in
    """
    rows = known_rows(mentions, articles)
    if (rows < 0).any():
        lost = mentions["article"].astype(object)[rows < 0]
        problem = f"there is no article {natural_list(map(repr, lost.unique()))}"
        raise ValueError(
            f"mentions: {problem}, for {len(lost):,} of them; give all the articles that they were "
            "found in"
        )
    return rows


def _check_texts(mentions: pd.DataFrame, articles: pd.DataFrame, rows: np.ndarray) -> None:
    """ValueError where a text does not have the match of a mention at its place."""
    if "text" not in articles or not {"match", "start", "end"} <= set(mentions.columns):
        return
    texts = articles["text"].tolist()
    places = zip(rows.tolist(), mentions["start"], mentions["end"], mentions["match"], strict=True)
    for row, start, end, match in places:
        if row >= 0 and texts[row][start:end] != match:
            there = texts[row][start:end]
            article = articles["article"].iloc[row]
            raise ValueError(
                f"mentions: article {article!r} has {there!r:.60} where they have {match!r:.60} "
                f"(characters {start} to {end}); find them again in these texts"
            )


def known_rows(mentions: pd.DataFrame, articles: pd.DataFrame) -> np.ndarray:
    """Of each mention the row of its article, from 0; -1 where it is not there. ValueError where
    an id is given twice, or the text is not the one that the mentions were found in.
    """
    ids = pd.Index(articles["article"], dtype=object)
    check_ids(articles["article"])
    ids_of_mentions = mentions["article"].astype(object)
    rows = ids.get_indexer(ids_of_mentions)
    if (rows < 0).any() and ids.map(str).is_unique:  # of figures, it is a number in a CSV
        rows = ids.map(str).get_indexer(ids_of_mentions.map(str))
    _check_texts(mentions, articles, rows)
    return rows


def theme_numbers(mentions: pd.DataFrame, lexicon: Lexicon) -> np.ndarray:
    """Of each mention the place of its theme in the lexicon, from 0. ValueError for a theme that is
    not there.
    """
    return entries_of(mentions, lexicon, ["theme"])[1]


def theme_counts(mentions: pd.DataFrame, lexicon: Lexicon) -> np.ndarray:
    """How many mentions each theme has, in the lexicon's order."""
    return np.bincount(theme_numbers(mentions, lexicon), minlength=len(lexicon.themes))


def entries_of(
    mentions: pd.DataFrame, lexicon: Lexicon, keys: list[str]
) -> tuple[pd.DataFrame, np.ndarray]:
    """The entries of the lexicon that `keys` tell apart, found or not, a row each, and of each
    mention the row of its entry.

    ValueError for a mention of a theme or term that the lexicon does not have.

    >>> from newsthemes import read_lexicon
    >>> mentions, lexicon = pd.DataFrame({"theme": ["War"]}), {"Iran": ["Iran"]}
    >>> entries_of(mentions, read_lexicon(lexicon), ["theme"])
    Traceback (most recent call last):
    ValueError: mentions: the lexicon has no theme 'War'; give the lexicon that they were found with
    """
    terms = lexicon.table().query("not excluded")[["theme", "term"]]
    # a theme without terms is an entry, but where terms are told apart
    how = "inner" if "term" in keys else "left"
    rows = themes_table(lexicon).merge(terms, how=how, on="theme")
    columns = [key for key in ("theme", "term") if key in mentions.columns]
    rows = rows.drop_duplicates(columns)
    named_by = mentions[columns].astype(object)
    row = pd.MultiIndex.from_frame(rows[columns]).get_indexer(pd.MultiIndex.from_frame(named_by))
    for theme, *term in named_by[row < 0].head(1).to_numpy():
        entry = f"theme {theme!r}"
        if term and theme in lexicon.groups:
            entry = f"term {term[0]!r} in the theme {theme!r}"
        todo = "give the lexicon that they were found with"
        raise ValueError(f"mentions: the lexicon has no {entry}; {todo}")
    if not keys:
        return pd.DataFrame(index=[0]), np.zeros(len(mentions), dtype="int64")
    number = rows.groupby(keys, sort=False).ngroup().to_numpy()
    return rows[keys].drop_duplicates(ignore_index=True), number[row]


def themes_table(lexicon: Lexicon) -> pd.DataFrame:
    """The themes, a row each, in the lexicon's order: `group`, `theme`."""
    return pd.DataFrame(lexicon.groups.items(), columns=["theme", "group"], dtype="str")[THEME]


def with_sentences(mentions: pd.DataFrame) -> pd.DataFrame:
    """The mentions themselves. ValueError where they were found without the numbers of their
    sentences.
    """
    if mentions["sentence"].isna().any():
        raise ValueError("these mentions have no sentence numbers; find them with sentences=True")
    return mentions
