"""Mentions and coded sentences -> how far two corrected shares differ: of two themes, or of one in
two periods or sources.
"""

from itertools import combinations

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..tables.statistics import percentile_bounds
from .corrected import (
    CORRECTED_DRAWS,
    MORE,
    CellCounts,
    CodedSentences,
    cells_of,
    coded_sentences,
    estimate,
    numbers_drawn,
    why_bounds_only,
    why_none,
)
from .sheets import labels_of

_COLUMNS = ["first", "second", "difference", "low", "high", "coded", "note"]
_THEME = ["group", "theme"]
Row = tuple[float, float, float, int, str]  # from "difference" on


@takes_any_form
def corrected_difference(
    mentions: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    sample: pd.DataFrame | None = None,
    by: str | None = None,
) -> pd.DataFrame:
    """How far two corrected shares differ: which of two themes are more sentences about?

    Parameters
    ----------
    mentions, codes, articles, lexicon, sample : as in `corrected`, and so are the errors.
    by : a period or a column of the articles: of each theme two of its values are compared, not
        themes.

    Returns
    -------
    One row a pair of coded themes, in the lexicon's order, or with `by` a theme (`group`, `theme`)
    and a pair of values in which sentences are coded for it: `first`, `second`, `difference` (the
    share of all sentences that is about the first, less that of the second), its 95% interval `low`
    to `high`, `coded` (sentences: for both themes; in both values), `note`, why there is no number,
    or bounds and no estimate, as in `corrected`.

    Two values of `by` hold different sentences: their shares are drawn apart, as in `corrected`.
    Two themes are coded in the same sentences: what counts is where they differ. A cell is what a
    stratum holds of sentences in which both, one or none is found. In each the shares of the
    sentences that are about both, the first alone, the second alone and neither are drawn from a
    Dirichlet law with a half added to each, a share is 0 for the bound that it would narrow where
    no such sentence was coded, and the rest of the sentences is multinomial. As cells are finer,
    the difference can be off that of the two shares in `corrected` in its last digits. How often
    the interval holds: benchmarks/coverage.md. No correction is made for many pairs.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade is up. Exports fell. War."]})
    >>> coded = pd.DataFrame({"coder": "x", "article": "a", "sentence": [1, 2, 3] * 2})
    >>> coded = coded.assign(group="", theme=["Trade"] * 3 + ["War"] * 3, code=[1, 1, 0, 0, 0, 1])
    >>> lexicon = read_lexicon({"Trade": ["trade"], "War": ["war"]})
    >>> table = corrected_difference(find_mentions(toy, lexicon), coded, toy, lexicon)
    >>> table[["first", "second", "difference", "coded"]].round(2)
       first second  difference  coded
    0  Trade    War        0.33      3
    """
    text = coded_sentences(mentions, codes, articles, lexicon, sample, by)
    rows, keys = [], []
    if by:
        keys = _THEME
        for number, theme in enumerate(lexicon.themes):
            rows += [(*theme, *row) for row in of_values(text, number, sample is not None)]
    else:
        labels = list(labels_of(lexicon))
        coded = np.flatnonzero(~np.isnan(text.codes).all(axis=0))
        for pair in combinations(coded, 2):
            row = of_themes(text, pair, labels, sample is not None)
            rows.append((*(labels[at] for at in pair), *row))
    table = pd.DataFrame(rows, columns=[*keys, *_COLUMNS])
    numbers = dict.fromkeys(["difference", "low", "high"], "float64") | {"coded": "int64"}
    return table.astype(dict.fromkeys([*keys, "note"], "str") | numbers)


def of_themes(
    text: CodedSentences,
    pair: tuple[int, int],
    labels: list[str],
    sampled: bool,
    draws: int = CORRECTED_DRAWS,
) -> Row:
    """Two themes, coded in the same sentences."""
    codes, found = text.codes[:, [*pair]].T, text.found[:, [*pair]].T
    gap = codes[0] - codes[1]
    ways = np.array([np.maximum(gap, 0), np.maximum(-gap, 0), *np.where(np.isnan(gap), gap, codes)])
    (cells,) = cells_of(text.strata, found[0] + 2 * found[1], text.part, ways, 1)
    total, coded = len(gap), int((~np.isnan(gap)).sum())
    note = why_none(cells, total, coded, sampled)
    if note:
        return np.nan, np.nan, np.nan, coded, note
    low, high = difference_bounds(cells._replace(yes=cells.yes[:2]), (total, total), draws)
    whys = [why_bounds_only(cells._replace(yes=yes), low, high) for yes in cells.yes[2:]]
    note = _first_note(labels, pair, whys)
    difference = np.nan
    if not note:
        difference = estimate(cells, cells.yes[0], total) - estimate(cells, cells.yes[1], total)
    return difference, low, high, coded, note


def of_values(
    text: CodedSentences, theme: int, sampled: bool, draws: int = CORRECTED_DRAWS
) -> list[tuple]:
    """One theme in each pair of values of `by` in which something is coded: both values, and what
    is said of them.
    """
    code, parts = text.codes[:, theme], len(text.names)
    cells = cells_of(text.strata, text.found[:, theme], text.part, code[None], parts)
    cells = [own._replace(yes=own.yes[0]) for own in cells]
    totals = np.bincount(text.part + 1, minlength=1 + parts)[1:]
    coded = np.bincount(text.part[~np.isnan(code)] + 1, minlength=1 + parts)[1:]
    rows = []
    for pair in combinations(np.flatnonzero(coded), 2):
        numbers = [(cells[at], totals[at], coded[at], sampled) for at in pair]
        note = _first_note(text.names, pair, [why_none(*number) for number in numbers])
        difference = low = high = np.nan
        if not note:
            low, high = _bounds_of_values(text, [cells[at] for at in pair], totals[[*pair]], draws)
            whys = [why_bounds_only(cells[at], low, high) for at in pair]
            note = _first_note(text.names, pair, whys)
            shares = [estimate(cells[at], cells[at].yes, totals[at]) for at in pair]
            difference = shares[0] - shares[1]
        if note:
            difference = np.nan
        names = [text.names[at] for at in pair]
        rows.append((*names, difference, low, high, int(coded[[*pair]].sum()), note))
    return rows


def _first_note(names: list, pair: tuple[int, int], whys: list[str]) -> str:
    """The first of these, with the name that it is of; empty where there is none."""
    notes = [f"{names[at]}: {why}" for at, why in zip(pair, whys, strict=True) if why]
    return "".join(notes[:1])


def _bounds_of_values(
    text: CodedSentences, pair: list[CellCounts], totals: np.ndarray, draws: int
) -> tuple[float, float]:
    """The 95% interval of the difference of two values of `by`."""
    first, second = pair
    # where the strata of sentences that were not drawn are unknown, the values share the cells
    if (text.strata.number < 0).any() and not text.strata.apart:
        both = first._replace(yes=np.array([first.yes, second.yes]))
        return difference_bounds(both, totals, draws)
    least, most = (drawn / totals[0] for drawn in numbers_drawn(first, draws, 0))
    other_least, other_most = (drawn / totals[1] for drawn in numbers_drawn(second, draws, 1))
    low = percentile_bounds(least - other_most)[0]
    return low, percentile_bounds(most - other_least)[1]


def difference_bounds(
    cells: CellCounts, totals: tuple[int, int], draws: int = CORRECTED_DRAWS, seed: int = 0
) -> tuple[float, float]:
    """The 95% interval of the share of the first of two kinds of sentences, less that of the
    second, each of its total; a sentence is of one kind at most.
    """
    unseen = cells.coded < cells.size
    size, coded, yes = cells.size[unseen], cells.coded[unseen], cells.yes[:, unseen]
    more = MORE * size / max(1, size.sum())
    rest, random = (size - coded).astype("int64"), np.random.default_rng(seed)
    bounds = []
    for end, (low_kind, high_kind) in enumerate(((0, 1), (1, 0))):
        fewer, others = yes[low_kind], yes[high_kind]
        shapes = fewer + 0.5 - more, others + 0.5 + more, coded - yes.sum(axis=0) + 1
        low, high, none = (random.standard_gamma(shape, (draws, len(size))) for shape in shapes)
        low = np.where((fewer > 0) & (others < coded), low, 0)
        none = np.where(others < coded, none, 0)
        few = random.binomial(rest, low / (low + high + none))
        many = random.binomial(rest - few, high / (high + none))
        few_share = (cells.yes[low_kind].sum() + few.sum(axis=1)) / totals[low_kind]
        many_share = (cells.yes[high_kind].sum() + many.sum(axis=1)) / totals[high_kind]
        if end:
            few_share, many_share = many_share, few_share
        bounds.append(percentile_bounds(few_share - many_share)[end])
    return bounds[0], bounds[1]
