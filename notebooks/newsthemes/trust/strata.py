"""All sentences of the articles, by number: what they mention, how they are coded, and the strata
that a sample for coding is drawn from.
"""

import warnings
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..lexicon.model import Lexicon, LexiconWarning
from ..lexicon.read_lexicon import read_lexicon
from ..mentions.find import find_mentions
from ..review.suggest import suggest
from ..tables.counts import article_rows, entries_of, known_rows, with_sentences
from ..tables.periods import PERIODS, values_by
from ..text.languages import languages_of
from ..text.tokens import sentence_counts
from .read_codes import READ_THEM, decided, no_sentence, themes_of
from .sheets import CodesError, labels_of, sentences_of

NONE = "no mention"
WIDER = "wider terms"  # the stratum of sentences that have them and no mention
SAMPLE = ["article", "sentence", "text", "stratum", "stratum_size", "weight", "round", "wider"]
DRAWN_FROM = "give the articles that it was drawn from"
_BETWEEN = "; "  # the wider terms
_SUGGESTED = 20  # expressions for each theme


class Strata(NamedTuple):
    """The number of the stratum of each sentence, from 0 (-1 where it is not known); their labels,
    how many sentences each has, and whether each is of a single part.
    """

    number: np.ndarray
    labels: pd.Index
    sizes: np.ndarray
    apart: bool = False

    @property
    def known(self) -> bool:
        """Whether the stratum of every sentence is known."""
        return (self.number >= 0).all()


class Sentences:
    """The sentences of the articles, numbered from 0 in the order of the text."""

    def __init__(self, articles: pd.DataFrame, lexicon: Lexicon):
        # as objects, ids are found in half the time, and texts are read once
        self.articles = articles.astype({"article": object, "text": object})
        self.lexicon, self.numbers = lexicon, sentence_counts(self.articles)
        self.before = np.cumsum(self.numbers) - self.numbers
        self.shape = int(self.numbers.sum()), len(lexicon.themes)

    def rows(self, table: pd.DataFrame, name: str, todo: str = READ_THEM) -> np.ndarray:
        """Of each row of a table with `article` and `sentence` the number of its sentence.
        CodesError, naming the table and what to do, for one that is not there.
        """
        row, sentence = known_rows(table, self.articles), table["sentence"].to_numpy("int64")
        lost = (sentence < 1) | (sentence > np.append(self.numbers, 0)[row])  # an article of none
        if lost.any():
            raise no_sentence(table[lost], name, todo)
        return self.before[row] + sentence - 1

    def drawn(self, sample: pd.DataFrame, name: str = "sample") -> np.ndarray:
        """The same of a sample."""
        return self.rows(sample, name, DRAWN_FROM)

    def times(self, mentions: pd.DataFrame) -> np.ndarray:
        """How many mentions of each theme (column) each sentence (row) has."""
        _, theme = entries_of(with_sentences(mentions), self.lexicon, ["group", "theme"])
        article_rows(mentions, self.articles)
        todo = "give the articles that they were found in"
        cell = self.rows(mentions, "mentions", todo) * self.shape[1] + theme
        return np.bincount(cell, minlength=self.shape[0] * self.shape[1]).reshape(self.shape)

    def found(self, mentions: pd.DataFrame) -> np.ndarray:
        """Whether each sentence (row) mentions each theme (column)."""
        return self.times(mentions) > 0

    def found_wider(self, terms: str) -> np.ndarray:
        """Whether each sentence holds one of the wider terms of a sample."""
        if not terms:
            return np.zeros(self.shape[0], dtype=bool)
        texts = tuple(self.articles["text"].tolist())
        return _with_terms(texts, tuple(languages_of(self.articles)), terms)

    def check_coded(self, codes: np.ndarray, sample: pd.DataFrame, drawn: np.ndarray) -> None:
        """CodesError where a sample is of every sentence, or not of these articles, or nothing of
        one of its rounds is coded.
        """
        if len(sample) == self.shape[0]:
            raise CodesError("sample: holds every sentence already; none is left to draw")
        changed = sample[sentences_of(self.articles)["text"].to_numpy()[drawn] != sample["text"]]
        for row in changed.head(1).itertuples():
            where = f"sentence {row.sentence} of article {row.article!r}"
            raise CodesError(f"sample: {where} is no longer “{row.text[:40]}…”; {DRAWN_FROM}")
        coded = ~np.isnan(codes[drawn]).all(axis=1)
        for number in sorted(set(sample["round"]).difference(sample.loc[coded, "round"])):
            todo = "give its codes, or code it first"
            raise CodesError(f"codes: no sentence of round {number} is coded; {todo}")

    def codes(self, codes: pd.DataFrame, drawn: np.ndarray | None = None) -> np.ndarray:
        """Of each sentence (row) and theme (column) the share of sheets that say 1; NaN where none
        has coded it. CodesError for one that is not among those `drawn`.
        """
        done = decided(codes)
        pairs, rows = themes_of(done, self.lexicon), self.rows(done, "codes")
        if drawn is not None:
            for row in done[~np.isin(rows, drawn)].head(1).itertuples():
                where = f"sentence {row.sentence} of article {row.article!r}"
                todo = "give the sample that was drawn, or leave these codes out"
                raise CodesError(f"{row.coder}: {where} is coded and not in the sample; {todo}")
        themes = np.array([self.lexicon.themes.index(pair) for pair in pairs], dtype="int64")
        shares = done["code"].groupby(rows * self.shape[1] + themes).mean()
        table = np.full(self.shape, np.nan)
        table.flat[shares.index] = shares
        return table

    def parts(self, by: str | None) -> tuple[list, np.ndarray]:
        """The values of `by` in order, periods or those of a column, and of each sentence the
        number of its own; -1 where there is none. A single part without `by`.
        """
        if not by:
            return ["all"], np.zeros(self.shape[0], dtype="int64")
        number, names = pd.factorize(values_by(self.articles, by), sort=True)
        return list(names), np.repeat(number, self.numbers)

    def labels(
        self, found: np.ndarray, wider: np.ndarray, by: str | None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Of each sentence the number of its label, that of its stratum, and the labels; with `by`
        its value stands behind it.
        """
        own, ends, themes = rarest(found), self.ends(by), list(labels_of(self.lexicon))
        number = np.select([own >= 0, wider], [own, len(themes)], len(themes) + 1)
        labels = [name + end for name in (*themes, WIDER, NONE) for end in ends]
        place = number * len(ends) + self.parts(by)[1] % len(ends)
        return place, np.array(labels, dtype=object)

    def ends(self, by: str | None) -> list[str]:
        """What stands behind a theme in the label of a stratum: each value of `by`, or nothing."""
        names = []
        if by:
            names, _ = self.parts(by)
        return [*(f" ({name})" for name in names), ""]

    def strata_of(self, sample: pd.DataFrame, drawn: np.ndarray, found: np.ndarray) -> Strata:
        """The strata that a sample was drawn from: of all sentences, where what is found and the
        articles make the same; else of those drawn.
        """
        sizes = sample.groupby("stratum")["weight"].sum().round().astype("int64")
        wider = self.found_wider(terms_of(sample))
        by = self.by_of(sample)
        ends, own = self.ends(by), []  # a sample may be of some of the themes
        for theme in labels_of(self.lexicon):
            own.append(sizes.index.isin([theme + end for end in ends]).any())
        place, labels = self.labels(found & own, wider, by)
        number = sizes.index.get_indexer(labels)[place]
        of_drawn = sizes.index.get_indexer(sample["stratum"])
        same = np.bincount(number + 1, minlength=1 + len(sizes)).tolist() == [0, *sizes]
        if not same or (number[drawn] != of_drawn).any():
            number[:] = -1
            number[drawn] = of_drawn
        return Strata(number, sizes.index, sizes.to_numpy())

    def by_of(self, sample: pd.DataFrame) -> str | None:
        """By which period or column of the articles a sample was drawn."""
        known = {*PERIODS, *self.articles.columns}.difference(SAMPLE)
        return next((name for name in sample.columns if name in known), None)


@lru_cache(2)  # every table of coded sentences asks for those of the same articles
def _with_terms(texts: tuple[str, ...], languages: tuple[str, ...], terms: str) -> np.ndarray:
    """Whether each sentence of some texts holds one of the wider terms."""
    ids = range(len(texts))
    articles = pd.DataFrame({"article": ids, "text": texts, "language": languages}, dtype=object)
    with warnings.catch_warnings(action="ignore", category=LexiconWarning):
        lexicon = read_lexicon({WIDER: terms.split(_BETWEEN)})
    return Sentences(articles, lexicon).found(find_mentions(articles, lexicon))[:, 0]


def terms_of(sample: pd.DataFrame) -> str:
    """The wider terms that a sample was drawn with."""
    return max(sample.get("wider", pd.Series("")).fillna(""))


def wider_terms(articles: pd.DataFrame, lexicon: Lexicon, mentions: pd.DataFrame) -> str:
    """What is suggested for the themes."""
    table = suggest(mentions, articles, lexicon, most=_SUGGESTED * len(lexicon.themes))
    return _BETWEEN.join(table.loc[table["theme"] != "", "expression"].unique())


def rarest(found: np.ndarray) -> np.ndarray:
    """Of each sentence the number of the rarest of the themes that it mentions, the first of those
    that are equally rare; -1 where it mentions none.

    >>> rarest(np.array([[True, True], [True, False], [False, False]])).tolist()
    [1, 0, -1]
    """
    order = np.argsort(found.sum(axis=0), kind="stable")
    first = order[found[:, order].argmax(axis=1)]
    return np.where(found.any(axis=1), first, -1)
