"""Mentions and coded sentences -> what share of the sentences is about each theme, corrected by the
codes, beside the share that its terms find.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..tables.periods import check_by
from ..tables.statistics import divided, percentile_bounds
from .strata import Sentences, Strata
from .verdicts import THEME

CORRECTED_DRAWS = 10_000
LARGE, ENOUGH = 0.1, 10  # a cell with more of the sentences has so many coded
_WIDE = 0.2  # an interval, from which on there is no estimate
# of a sentence, shared among cells by size: without it Jeffreys' prior holds 91 % in places
MORE = 0.15
_NUMBERS = "sentences found share_found share low high factor coded divided".split()
_NUMBERS += ["share_if_no", "share_if_yes", "note"]
_SHARES = ["share", "low", "high", "note", "share_if_no", "share_if_yes"]


class CellCounts(NamedTuple):
    """Of each cell of the sentences: how many there are, how many are coded, and how many of these
    are about the theme (or, a row each, of several kinds); and how many sentences, and coded ones,
    of the part it may be expected to hold.
    """

    size: np.ndarray
    coded: np.ndarray
    yes: np.ndarray
    own_size: np.ndarray
    own_coded: np.ndarray


@takes_any_form
def corrected(
    mentions: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    sample: pd.DataFrame | None = None,
    by: str | None = None,
) -> pd.DataFrame:
    """Which share of the sentences is about each theme: as the terms find them, and corrected by
    the coded sentences. It speaks of these articles only.

    Parameters
    ----------
    mentions, codes, articles, lexicon : as in `verdicts`. All of the articles: the codes stand for
        their sentences. The mentions may be of other terms than those that the sample was drawn
        with; the interval is then wider.
    sample : from `sample_for_coding`, of which the codes are. Without one every sentence must be
        coded, and the shares are exact.
    by : also by a column of the articles, or by week, month, quarter or year, where they
        have no column of that name; those with nothing in it are left out.

    Returns
    -------
    One row a theme (and value of `by`, in order): `group`, `theme`, the column `by`, `sentences`
    (all there are), `found` (with a mention), `share_found`; `share`, the corrected one, with its
    95% interval `low` to `high`; `factor`, the corrected number of sentences by `found`; `coded`
    (sentences); `divided` (of these, sentences of which some sheets say 1 and some 0, each counted
    as the share that says 1), `share_if_no` and `share_if_yes` (the share if these were all 0, or
    1); `note`, why there is no number, or bounds and no estimate:

    - too few coded: a cell with more than a tenth of the sentences has fewer than ten;
    - bounds only: no sentence is about the theme of those that stand for most (for at least half as
      many as any does); or a cell has none coded; or the interval is wider than 20 points.

    A cell is what a stratum of the sample holds of a value of `by`, found or not; one with fewer
    than two coded sentences joins the other. The share is the sum over cells of their size times
    the share of their coded sentences (Horvitz and Thompson 1952; stratified afterwards: Cochran
    1977, "Sampling techniques", section 5A.9), which is here what the difference estimator is, and
    that of PPI++ with the best weight: Egami, Hinck, Stewart and Wei (2023), "Using imperfect
    surrogates for downstream inference", NeurIPS 36; Angelopoulos, Bates and others (2023),
    "Prediction-powered inference", Science 382: 669-674. Their normal intervals do not hold for
    rare themes. This one is of 10,000 draws: in each cell the share is a beta variable (Jeffreys'
    prior, with 0.15 of a sentence moved to the side of each bound) and the sentences not coded are
    binomial; where none is about the theme the share is 0 for the lower bound, where all are it is
    1 for the upper one: Fay, Proschan and Brittain (2015), Biometrics 71: 146-156. How often it
    holds the true share: benchmarks/coverage.md. Where the strata cannot be found again, as with
    other terms, the cells are the strata, and how many of their sentences are of the theme and the
    value is estimated.

    Raises CodesError for codes of a theme or a sentence that is not there, or of one that is not in
    the sample.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade is up. Exports fell. All is well."]})
    >>> coded = pd.DataFrame({"coder": "x", "article": "a", "sentence": [1, 2, 3]})
    >>> coded = coded.assign(group="", theme="Trade", code=[1, 1, 0])
    >>> lexicon = read_lexicon({"Trade": ["trade"]})
    >>> table = corrected(find_mentions(toy, lexicon), coded, toy, lexicon)
    >>> table[["theme", "sentences", "found", "share_found", "share", "factor"]].round(2)
       theme  sentences  found  share_found  share  factor
    0  Trade          3      1         0.33   0.67     2.0
    """
    check_by("corrected", articles, by, [*THEME, *_NUMBERS])
    text = coded_sentences(mentions, codes, articles, lexicon, sample, by)
    rows = []
    for theme, its, code in zip(lexicon.themes, text.found.T, text.codes.T, strict=True):
        # the share of sheets that say 1, and those divided as 0, and as 1
        counts = text.counts(its, np.array([code, code // 1, -(-code // 1)]))
        inside = counts[:, :-1]
        total, coded, _, no, yes = inside.sum(axis=(2, 3)).astype("int64")
        found = inside[0, ..., 1].sum(axis=1).astype("int64")
        numbers = zip(text.names, total, found, coded, yes - no, strict=True)
        for own, of_part in zip(cells_of(text.strata, counts), numbers, strict=True):
            share = own._replace(yes=own.yes[0])
            values = share_of_cells(share, of_part[1], of_part[3], sample is not None)
            values += tuple(estimate(own, yes, of_part[1]) for yes in own.yes[1:])
            rows.append((*theme, *of_part, *values))
    columns = [*THEME, by, "sentences", "found", "coded", "divided", *_SHARES]
    table = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys([*THEME, "note"], "str"))
    table["share_found"] = divided(table["found"], table["sentences"])
    table["factor"] = divided(table["share"] * table["sentences"], table["found"])
    table.loc[table["share"].isna(), ["share_if_no", "share_if_yes"]] = np.nan
    return table[[*THEME, *filter(None, [by]), *_NUMBERS]]


class CodedSentences(NamedTuple):
    """Of all sentences the strata, how often they mention each theme (columns), and their codes;
    the values of `by`, with the number of each sentence's own, and that of its article.
    """

    strata: Strata
    times: np.ndarray
    codes: np.ndarray
    names: list
    part: np.ndarray
    article: np.ndarray

    @property
    def found(self) -> np.ndarray:
        """Whether each sentence mentions each theme."""
        return self.times > 0

    def counts(self, found: np.ndarray, ways: np.ndarray) -> np.ndarray:
        """How many sentences there are, how many are coded, and the sum of each way (rows of codes,
        NaN where nothing is coded): by part, stratum and kind of find. The last part and the last
        stratum are of those without one.
        """
        shape = len(self.names) + 1, len(self.strata.sizes) + 1, found.max(initial=1) + 1
        where = self.part, self.strata.number, found.astype(int)
        cell, coded = np.ravel_multi_index(where, shape, mode="wrap"), ~np.isnan(ways[0])
        counts = [np.bincount(cell, minlength=np.prod(shape))]
        for way in (coded, *ways):
            counts.append(np.bincount(cell[coded], way[coded], np.prod(shape)))
        return np.reshape(counts, (-1, *shape))


def coded_sentences(
    mentions: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    sample: pd.DataFrame | None,
    by: str | None,
) -> CodedSentences:
    """All sentences as `corrected` takes them: a single stratum without a sample."""
    text, drawn = Sentences(articles, lexicon), None
    if sample is not None:
        drawn = text.drawn(sample)  # said before what is wrong with the codes
    coded, times = text.codes(codes, drawn), text.times(mentions)
    strata = Strata(np.zeros(text.shape[0], dtype="int64"), pd.Index([""]), text.shape[:1])
    if sample is not None:
        apart = by is not None and by == text.by_of(sample)
        strata = text.strata_of(sample, drawn, times > 0)._replace(apart=apart)
    article = np.repeat(np.arange(len(articles)), text.numbers)
    return CodedSentences(strata, times, coded, *text.parts(by), article)


def cells_of(strata: Strata, counts: np.ndarray) -> list[CellCounts]:
    """The cells of each part: its sentences of a stratum, found or not, or of several kinds of
    finds; where strata are not known of all sentences, the strata of which it has any, and `yes` is
    of its sentences alone.
    """
    totals, counts = counts[0].sum(axis=(1, 2)), counts[:, :, :-1].copy()
    if not strata.known:
        own = totals[:-1, None] / max(1, totals.sum())
        there = counts[0, :-1].sum(axis=2) > 0
        if not strata.apart:
            there[:] = True
        size, drawn = strata.sizes * there, counts[1].sum(axis=(0, 2)) * there
        own = np.where(strata.apart, 1, own)
        yes = counts[2:, :-1].sum(axis=3).swapaxes(0, 1)
        return list(map(CellCounts, size, drawn, yes, size * own, drawn * own))
    joined = (counts[1] < np.minimum(2, counts[0])).any(axis=2)
    counts[:, joined, 0] = counts[:, joined].sum(axis=2)
    counts[:, joined, 1:] = 0
    inside = counts[:, :-1]
    size, drawn, *yes = inside.reshape(*inside.shape[:2], np.prod(inside.shape[2:]))
    return list(map(CellCounts, size, drawn, np.array(yes).swapaxes(0, 1), size, drawn))


def share_of_cells(
    cells: CellCounts,
    total: int,
    coded: int,
    sampled: bool = True,
    draws: int = CORRECTED_DRAWS,
) -> tuple[float, float, float, str]:
    """The share of `total` sentences, of which some are coded, its bounds, and the note; NaN for
    what is withheld.
    """
    note = why_none(cells, total, coded, sampled)
    if note:
        return np.nan, np.nan, np.nan, note
    low, high = bounds_of_cells(cells, total, draws)
    note = why_bounds_only(cells, low, high)
    if note:
        return np.nan, low, high, note
    return estimate(cells, cells.yes, total), low, high, ""


def why_none(cells: CellCounts, total: int, coded: int, sampled: bool) -> str:
    """Why there is no number; empty where there is one."""
    if not coded:
        return "not coded"
    if not sampled and coded < total:
        return f"coded in part, and no sample given: {coded:,} of {total:,}"
    lacking = np.minimum(ENOUGH, cells.own_size) - cells.own_coded
    lacking = lacking[(cells.own_size > LARGE * total) & (lacking > 0)]
    if len(lacking):
        return f"too few coded: {coded:,}, and {np.ceil(lacking).sum():,.0f} more needed"
    return ""


def why_bounds_only(cells: CellCounts, low: float, high: float) -> str:
    """Why there are bounds and no estimate; empty where there is one."""
    unknown = cells.size[cells.coded == 0].sum()
    if unknown:
        return f"bounds only: {unknown:,.0f} sentences of strata without a coded one"
    weight = cells.size / np.maximum(cells.coded, 1) * (cells.coded < cells.size)
    heavy = (weight > 0) & (weight >= weight.max() / 2)
    if heavy.any() and not cells.yes[heavy].any():
        drawn = cells.coded[heavy].sum()
        return f"bounds only: of {drawn:,.0f} coded that stand for most, 0 are about it"
    if high - low > _WIDE:
        return "bounds only: the interval is wider than 20 points"
    return ""


def estimate(cells: CellCounts, yes: np.ndarray, total: int) -> float:
    """The share of all sentences: each cell stands for its size."""
    stands_for = divided(cells.size * yes, cells.coded)[cells.size > 0]
    return float(np.minimum(1, divided(stands_for.sum(), total)))


def bounds_of_cells(
    cells: CellCounts, total: int, draws: int = CORRECTED_DRAWS, seed: int = 0
) -> tuple[float, float]:
    """The 95% interval of that share.

    >>> counts = [np.array([number]) for number in (1000, 10, 0, 1000, 10)]
    >>> [round(bound, 2) for bound in bounds_of_cells(CellCounts(*counts), 1000)]
    [0.0, 0.25]
    """
    least, most = numbers_drawn(cells, draws, seed)
    low, high = percentile_bounds(least / max(total, 1)), percentile_bounds(most / max(total, 1))
    return low[0], min(1.0, high[1])


def numbers_drawn(cells: CellCounts, draws: int, seed: int = 0) -> list[np.ndarray]:
    """Numbers of sentences about the theme, drawn for the lower bound and for the upper."""
    unseen = cells.coded < cells.size
    size, coded, yes = cells.size[unseen], cells.coded[unseen], cells.yes[unseen]
    more = MORE * size / max(1, size.sum())
    random, shape = np.random.default_rng(seed), (draws, len(size))
    least = random.beta(yes + 0.5 - more, coded - yes + 0.5 + more, shape)
    most = random.beta(yes + 0.5 + more, coded - yes + 0.5 - more, shape)
    chances = np.where(yes > 0, least, 0), np.where(yes < coded, most, 1)
    rest = (size - coded).astype("int64")
    return [cells.yes.sum() + random.binomial(rest, chance).sum(axis=1) for chance in chances]
