"""Coded sentences, by stratum and kind -> how many there are of each kind in all, with what chance
leaves open, by draws. The intervals of `estimated_shares` and `validity` are made of these.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..lexicon.model import Lexicon
from ..tables.statistics import TAILS, safe_divide
from .all_sentences import AllSentences, themes_named
from .sheets import CodesError

LARGE = 0.1  # of the sentences: a kind (found, not found) or stratum with more is a large one
ENOUGH = 10  # sentences of a large one that have to be coded
# of the sentence that a bound adds, the part of the kind that it is safe to add:
# benchmarks/coverage.md says how often the intervals then hold
MORE = 0.85
DRAWS = 2000


class DrawnCells(NamedTuple):
    """Of one theme: how many coded sentences of each stratum (row) are of each kind (column), in
    pairs, about it and not, the last column those of other articles; and how many sentences each
    stratum has.
    """

    coded: np.ndarray
    sizes: np.ndarray

    @property
    def stand_for(self) -> np.ndarray:
        """How many sentences those coded of the articles stand for, by stratum."""
        return self.sizes * safe_divide(self.coded[:, :-1].sum(axis=1), self.coded.sum(axis=1))

    def numbers(self) -> np.ndarray:
        """How many sentences of each kind there are, by the strata as they were drawn."""
        return safe_divide(self.sizes, self.coded.sum(axis=1)) @ self.coded

    def numbers_drawn(self, more: tuple[bool, ...]) -> np.ndarray:
        """How many sentences of each kind there are (draws x kinds), drawn by what is coded.

        In each stratum the shares of the kinds follow a Dirichlet law, and the sentences not coded
        are multinomial. Each pair of kinds has a sentence more, most of which is about the theme
        where `more` says so, else is not: strata share it by what is not coded of the other kind.
        """
        coded = self.coded.sum(axis=1)
        unseen = np.round(self.sizes - coded).clip(0).astype("int64")
        counts = self.coded.astype("float64")
        for pair, about in enumerate(more):
            column = 2 * pair
            stand_for = unseen / coded * self.coded[:, column + about]
            part = stand_for / max(stand_for.sum(), 1e-9)
            counts[:, column + (not about)] += MORE * part
            counts[:, column + about] += (1 - MORE) * part
        random = np.random.default_rng(0)
        chances = random.standard_gamma(counts, (DRAWS, *counts.shape))
        chances /= chances.sum(axis=2, keepdims=True)
        return (self.coded + random.multinomial(unseen, chances)).sum(axis=1)


def quantile(draws: np.ndarray, end: int) -> float:
    """The lower bound (end 0) or the upper one (1) of a share, from draws of it."""
    return float(pd.Series(draws).quantile(TAILS[end]))


class CodedSentences:
    """Of all sentences whether they mention each theme (`found`) and the row of their article
    (`article`). Of those that were drawn, or are coded where there is no sample, their `rows` among
    all (-1: of articles that are not there), `codes`, whether coders are `unsure` of what has no
    code, and `stratum`. Of each theme whether it finds other sentences of the sample than when that
    was drawn (`edited`); and what to say where the articles are but a `part` of those drawn from.
    """

    def __init__(
        self,
        mentions: pd.DataFrame,
        codes: pd.DataFrame,
        articles: pd.DataFrame,
        lexicon: Lexicon,
        sample: pd.DataFrame | None,
    ):
        text = AllSentences(articles, lexicon)
        yes, sheets, unsure = text.sheets(codes)
        self.sampled = sample is not None
        self.found = text.mentioned(mentions)
        self.article = text.article
        self.rows = np.flatnonzero((sheets + unsure).any(axis=1))
        self.stratum = np.zeros(len(self.rows), dtype="int64")
        self.sizes = np.zeros(1)
        self.edited = np.zeros(len(lexicon.themes), dtype=bool)
        self.part = ""
        if sample is not None and not len(self.found):
            sample = sample.head(0)  # none of its sentences is there
        if sample is not None:
            place = text.rows(sample, "sample")
            for row in np.setdiff1d(np.flatnonzero(sheets.any(axis=1)), place)[:1]:
                article, sentence = text.id_of(row)
                where = f"sentence {sentence} of article {article!r}"
                todo = "give the sample that was drawn, or leave these codes out"
                raise CodesError(f"codes: {where} is coded and not in the sample; {todo}")
            self.rows = place
            self.stratum, self.sizes = strata_of(sample, len(self.found))
            is_there = place >= 0
            if "found" in sample:
                differs = themes_named(sample["found"], lexicon) != self.found[place]
                self.edited = differs[is_there].any(axis=0)
            before = self.sizes.sum()
            now = len(self.found)
            if now < before or not is_there.all():
                self.part = f"sentences when the sample was drawn: {before:,}, now: {now:,}; "
                self.part += "if an article is new, draw a new sample"
        there = (self.rows >= 0)[:, None]
        self.codes = np.where(there, safe_divide(yes, sheets)[self.rows], np.nan)
        self.unsure = there & np.isnan(self.codes) & (unsure[self.rows] > 0)

    def cells(
        self, code: np.ndarray, kinds: list[np.ndarray], part: np.ndarray, blank: float
    ) -> DrawnCells:
        """The cells of a theme, coded so, in the sentences that are in a `part` of all; of each of
        the kinds, which are of the sentences drawn, those about it and those not. Where nothing of
        a stratum is coded, its sentences are `blank`.
        """
        strata = len(self.sizes)
        here = (self.rows >= 0) & part[self.rows]
        has_codes = np.bincount(self.stratum, ~here | ~np.isnan(code), strata) > 0
        code = np.where(has_codes[self.stratum], code, blank)
        columns = np.nan_to_num(
            [column for kind in kinds for column in (code * kind, (1 - code) * kind)]
        )
        coded = np.zeros((strata, len(columns) + 1))
        np.add.at(coded[:, :-1], self.stratum[here], columns.T[here])
        coded[:, -1] = np.bincount(self.stratum, ~here, strata)
        there = coded[:, :-1].any(axis=1)
        sizes = self.sizes if self.sampled else coded.sum(axis=1)  # they stand for themselves
        return DrawnCells(coded[there], sizes[there])


def strata_of(sample: pd.DataFrame, sentences: int) -> tuple[np.ndarray, np.ndarray]:
    """Of each row of a sample the number of its stratum; and the sizes of the strata.

    CodesError where a stratum has two sizes or a sentence two rows, as in two samples that were
    joined; and where the articles have more sentences than there were to draw from.

    >>> toy = pd.DataFrame({"article": [1, 2], "sentence": 1, "stratum": "x"})
    >>> strata_of(toy.assign(stratum_size=[30, 40]), 70)
    Traceback (most recent call last):
    newsthemes.trust.sheets.CodesError: sample: its stratum 'x' has two sizes, 30 and 40, as if two
    samples were joined; give one, and draw further rounds from it
    """
    todo = "as if two samples were joined; give one, and draw further rounds from it"
    sample = sample.assign(by=sample.get("by", "")).astype({"by": "str"}).fillna({"by": ""})
    strata = sample.groupby(["by", "stratum"], sort=False)["stratum_size"]
    sizes = strata.agg(["first", "min", "max"])
    for row in sizes[sizes["min"] < sizes["max"]].head(1).itertuples():
        name = " ".join(filter(None, row.Index))
        two = f"{row.min:,} and {row.max:,}"
        raise CodesError(f"sample: its stratum {name!r} has two sizes, {two}, {todo}")
    for row in sample[sample.duplicated(["article", "sentence"])].head(1).itertuples():
        where = f"sentence {row.sentence} of article {row.article!r}"
        raise CodesError(f"sample: {where} is in it twice, {todo}")
    if sentences > sizes["first"].sum():
        raise CodesError(
            f"sample: it was drawn from {sizes['first'].sum():,} sentences, and the articles have "
            f"{sentences:,}; give the articles that it was drawn from, or draw a new sample"
        )
    return strata.ngroup().to_numpy(), sizes["first"].to_numpy()
