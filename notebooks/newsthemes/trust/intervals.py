"""Coded sentences, by stratum and kind -> how many there are of each kind in all, with what chance
leaves open. `corrected_shares` and `validity` are functions of it.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..lexicon.read_lexicon import Lexicon
from ..tables.statistics import DRAWS, TAILS, safe_divide
from .all_sentences import AllSentences, theme_keys
from .sheets import CodesError

# of the sentence that a bound adds, the part of the kind that it is safe to add:
# benchmarks/coverage.md says how often the intervals then hold
MORE = 0.85


class DrawnCells(NamedTuple):
    """Of one theme: how many coded sentences of each stratum (row) are of each kind (column): found
    and about it, found and not, missed, neither, of articles that are left out; how many sentences
    each stratum has; how many of all are found, and not; and which share of the found ones no drawn
    sentence stands for.
    """

    coded: np.ndarray
    sizes: np.ndarray
    totals: np.ndarray
    new: float = 0

    @property
    def weights(self) -> np.ndarray:
        """How many sentences a coded one stands for, by stratum."""
        return safe_divide(self.sizes, self.coded.sum(axis=1))

    def estimates(self) -> tuple:
        """Precision, recall and the share of sentences about the theme."""
        return shares(self.weights @ self.coded, self.totals)


class CodedSentences:
    """The sentences that were drawn, or are coded where there is no sample (rows): whether they
    mention each theme (columns), how they are coded, and in which stratum they are. Of all
    sentences how many there are, and how many mention each theme.
    """

    def __init__(
        self,
        mentions: pd.DataFrame,
        codes: pd.DataFrame,
        articles: pd.DataFrame,
        lexicon: Lexicon,
        sample: pd.DataFrame | None,
    ):
        text, self.sampled = AllSentences(articles, lexicon), sample is not None
        (yes, sheets), times = text.sheets(codes), text.times(mentions)
        self.total, self.matching = len(times), (times > 0).sum(axis=0)
        rows = np.flatnonzero(sheets.any(axis=1))
        self.stratum, self.elsewhere = np.zeros(len(rows), dtype="int64"), np.zeros(1)
        self.edited = [False] * len(lexicon.themes)
        if sample is not None:
            place, number = text.rows(sample, "sample"), pd.factorize(sample["stratum"])[0]
            for row in np.setdiff1d(rows, place)[:1]:
                article, sentence = text.id_of(row)
                where = f"sentence {sentence} of article {article!r}"
                todo = "give the sample that was drawn, or leave these codes out"
                raise CodesError(f"codes: {where} is coded and not in the sample; {todo}")
            self.sizes = sample.groupby(number)["stratum_size"].first().to_numpy()
            # drawn of articles that are left out here
            self.elsewhere = np.bincount(number[place < 0], minlength=len(self.sizes))
            rows, self.stratum = place[place >= 0], number[place >= 0]
            if "key" in sample:
                keys = " ".join(sample["key"].unique())
                self.edited = [key not in keys for key in theme_keys(lexicon)]
        self.codes, self.found = safe_divide(yes, sheets)[rows], times[rows] > 0

    def cells(self, theme: int, code: np.ndarray, blank: float = np.nan) -> DrawnCells:
        """The cells of a theme, coded so. Where nothing of a stratum is coded, its sentences are
        `blank`.
        """
        found, matching = self.found[:, theme], self.matching[theme]
        strata = len(self.elsewhere)
        known = np.bincount(self.stratum, ~np.isnan(code), strata) + self.elsewhere > 0
        code = np.where(known[self.stratum], code, blank)
        kinds = [code * found, (1 - code) * found, code * ~found, (1 - code) * ~found]
        coded = np.zeros((strata, 5))
        np.add.at(coded[:, :4], self.stratum, np.nan_to_num(kinds).T)
        coded[:, 4] = self.elsewhere
        if not self.sampled:  # they stand for themselves
            return DrawnCells(coded, coded.sum(axis=1), coded[0, :4].reshape(2, 2).sum(axis=1))
        there, totals = coded.any(axis=1), np.array([matching, self.total - matching])
        cells = DrawnCells(coded[there], self.sizes[there], totals)
        if self.edited[theme]:  # some may be where none was drawn
            drawn = cells.weights @ cells.coded[:, :2].sum(axis=1)
            cells = cells._replace(new=max(0, 1 - drawn / max(matching, 1)))
        return cells


def shares(
    numbers: np.ndarray, totals: np.ndarray, unknown: tuple = (np.nan, np.nan), new: float = 0
) -> tuple:
    """Precision, recall, and the share of the sentences that is about the theme, from numbers of
    each kind (last axis); `unknown` are the rates where nothing of a pair of kinds is there, and of
    the share `new` of what is found.

    The numbers say how much of what is found is right, and how much of the rest is missed; how
    many are found is known of all (ratio estimates: Cochran 1977, "Sampling techniques", 6.11).

    >>> [round(float(share), 3) for share in shares(np.array([8, 2, 1, 9]), np.array([100, 1000]))]
    [0.8, 0.444, 0.164]
    """
    about = []
    for pair, total in enumerate(totals):
        yes, no = numbers[..., 2 * pair], numbers[..., 2 * pair + 1]
        rate = np.nan_to_num(safe_divide(yes, yes + no), nan=unknown[pair])
        if new and not pair:
            rate = (1 - new) * rate + new * unknown[pair]
        about.append(np.where(total > 0, total * rate, 0))
    found, missed = about
    recall = safe_divide(found, found + missed)
    return safe_divide(found, totals[0]), recall, safe_divide(found + missed, totals.sum())


def numbers_drawn(coded: np.ndarray, sizes: np.ndarray, more: tuple[bool, bool]) -> np.ndarray:
    """How many sentences of each kind there are (draws x kinds), drawn by what is coded.

    In each stratum the shares of the kinds follow a Dirichlet law, and the sentences not coded are
    multinomial. What is found and what is not have a sentence more each, most of which is about the
    theme where `more` says so, else is not: all strata share it, by what is not coded.
    """
    unseen = np.round(sizes - coded.sum(axis=1)).clip(0).astype("int64")
    counts, weights = coded.astype("float64"), unseen / coded.sum(axis=1)
    for pair, first in enumerate(more):
        column = 2 * pair
        stand_for = weights * coded[:, column : column + 2].sum(axis=1)
        part = stand_for / max(stand_for.sum(), 1e-9)
        counts[:, column + (not first)] += MORE * part
        counts[:, column + first] += (1 - MORE) * part
    random = np.random.default_rng(0)
    chances = random.standard_gamma(counts, (DRAWS, *counts.shape))
    chances /= chances.sum(axis=2, keepdims=True)
    return (coded + random.multinomial(unseen, chances)).sum(axis=1)


def bound(cells: DrawnCells, more: tuple[bool, bool], end: int) -> tuple:
    """The lower bound (end 0) or the upper one (1) of each of the `shares`.

    Both ends of `share` take the same end of what is found and of what is missed; those of
    precision and recall the other of what is missed.
    """
    drawn = shares(numbers_drawn(cells.coded, cells.sizes, more), cells.totals, more, cells.new)
    return tuple(pd.Series(share).quantile(TAILS[end]) for share in drawn)
