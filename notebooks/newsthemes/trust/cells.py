"""Coded sentences, by stratum and kind -> how many there are of each kind in all, with what chance
leaves open. `corrected` and `validity` are functions of it.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..lexicon.read_lexicon import Lexicon
from ..tables.statistics import DRAWS, divided, percentile_bounds, summed
from .all_sentences import AllSentences, theme_keys
from .sheets import CodesError

# of the sentence that a bound adds, the part of the kind that it is safe to add:
# benchmarks/coverage.md says how often the intervals then hold
MORE = 0.85


class DrawnCells(NamedTuple):
    """Of one theme in one part of the articles: how many coded sentences of each stratum (row) are
    of each kind (columns, in pairs): found and about it, found and not, missed, neither, and two of
    other parts; how many sentences each stratum has; how many of the part are found, and not; and
    which share of the found ones no drawn sentence stands for.
    """

    coded: np.ndarray
    sizes: np.ndarray
    totals: np.ndarray
    new: float = 0

    @property
    def weights(self) -> np.ndarray:
        """How many sentences a coded one stands for, by stratum."""
        return divided(self.sizes, self.coded.sum(axis=1))

    def estimates(self) -> tuple:
        """Precision, recall and the share of sentences about the theme."""
        return shares(self.weights @ self.coded, self.totals)


class CodedSentences:
    """The sentences that were drawn, or are coded where there is no sample (rows): whether they
    mention each theme (columns), how they are coded, in which part of the articles they are (-1: in
    none), and in which stratum. Of all sentences how many each part (row) has, how many of these
    mention each theme, and how many mentions there are.
    """

    def __init__(
        self,
        mentions: pd.DataFrame,
        codes: pd.DataFrame,
        articles: pd.DataFrame,
        lexicon: Lexicon,
        sample: pd.DataFrame | None,
        by: str | None,
    ):
        text, self.sampled = AllSentences(articles, lexicon), sample is not None
        yes, sheets = text.sheets(codes)
        coded, times = divided(yes, sheets), text.times(mentions)
        self.names, part = text.parts(by)
        self.total = np.bincount(part + 1, minlength=len(self.names) + 1)[1:]
        sums = summed(np.hstack([times, times > 0]), part, len(self.names)).astype("int64")
        self.mentions, self.matching = np.hsplit(sums, 2)
        stratum = np.zeros(len(part), dtype="int64")
        self.sizes = self.elsewhere = np.zeros(1)
        self.edited = [False] * len(lexicon.themes)
        if sample is not None:
            number, place = pd.factorize(sample["stratum"])[0], text.rows(sample, "sample")
            self.sizes = sample.groupby(number)["stratum_size"].first().to_numpy()
            # drawn of articles that are left out here
            self.elsewhere = np.bincount(number[place < 0], minlength=len(self.sizes))
            stratum[:] = -1
            stratum[place[place >= 0]] = number[place >= 0]
        rows = ~np.isnan(coded).all(axis=1)
        for row in np.flatnonzero(rows & (stratum < 0))[:1]:
            article, sentence = text.id_of(row)
            where = f"sentence {sentence} of article {article!r}"
            todo = "give the sample that was drawn, or leave these codes out"
            raise CodesError(f"codes: {where} is coded and not in the sample; {todo}")
        if self.sampled:
            rows = stratum >= 0
        self.codes, self.found, self.part = coded[rows], times[rows] > 0, part[rows]
        self.stratum, self.article = stratum[rows], text.article[rows]
        if sample is not None and "key" in sample:
            keys = " ".join(sample["key"].unique())
            self.edited = [key not in keys for key in theme_keys(lexicon)]

    def cells(self, theme: int, part: int, code: np.ndarray, blank: float = np.nan) -> DrawnCells:
        """The cells of a theme, coded so, in a part. Where nothing of a stratum is coded, its
        sentences are `blank`.
        """
        known = ~np.isnan(code)
        counts = np.bincount(self.stratum[known], minlength=len(self.sizes)) + self.elsewhere
        code = np.where(counts[self.stratum] == 0, blank, code)
        known = ~np.isnan(code)
        kind = np.where(self.part == part, np.where(self.found[:, theme], 0, 2), 4)
        coded = np.zeros((len(counts), 6))
        coded[:, 5] = self.elsewhere
        np.add.at(coded, (self.stratum[known], kind[known]), code[known])
        np.add.at(coded, (self.stratum[known], kind[known] + 1), 1 - code[known])
        if not self.sampled:  # they stand for themselves
            return DrawnCells(coded, coded.sum(axis=1), coded[0, :4].reshape(2, 2).sum(axis=1))
        there, matching = coded.any(axis=1), self.matching[part, theme]
        totals = np.array([matching, self.total[part] - matching])
        cells, new = DrawnCells(coded[there], self.sizes[there], totals), 0
        if self.edited[theme]:  # some may be where none was drawn
            found = cells.weights @ cells.coded[:, :2].sum(axis=1)
            new = max(0, 1 - found / max(matching, 1))
        return cells._replace(new=new)


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
        rate = np.nan_to_num(divided(yes, yes + no), nan=unknown[pair])
        if new and not pair:
            rate = (1 - new) * rate + new * unknown[pair]
        about.append(np.where(total > 0, total * rate, 0))
    found, missed = about
    recall = divided(found, found + missed)
    return divided(found, totals[0]), recall, divided(found + missed, totals.sum())


def numbers_drawn(
    coded: np.ndarray, sizes: np.ndarray, more: tuple[bool, ...], kinds: int = 2
) -> np.ndarray:
    """How many sentences of each kind there are (draws x kinds), drawn by what is coded.

    In each stratum the shares of the kinds follow a Dirichlet law, and the sentences not coded are
    multinomial. Of each so many `kinds` the first two have a sentence more, most of which is of the
    first where `more` says so, else of the second: all strata share it, by what is not coded.
    """
    unseen = np.round(sizes - coded.sum(axis=1)).clip(0).astype("int64")
    counts, weights = coded.astype("float64"), unseen / coded.sum(axis=1)
    for pair, first in enumerate(more):
        column = kinds * pair
        stand_for = weights * coded[:, column : column + kinds].sum(axis=1)
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
    return tuple(percentile_bounds(share)[end] for share in drawn)
