"""Mentions and coded sentences -> how far two corrected shares differ: of two themes, or of one in
two periods or sources.
"""

from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..tables.periods import check_by
from ..tables.statistics import percentile_bounds
from .corrected import (
    CORRECTED_DRAWS,
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
from .verdicts import THEME

_COLUMNS = ["first", "second", "difference", "low", "high", "coded", "note"]


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
    check_by("corrected_difference", articles, by)
    text = coded_sentences(mentions, codes, articles, lexicon, sample, by)
    sampled, rows, keys = sample is not None, [], []
    if by:
        keys = THEME
        for number, theme in enumerate(lexicon.themes):
            rows += [(*theme, *row) for row in of_values(text, number, sampled)]
    else:
        labels = list(labels_of(lexicon))
        coded = np.flatnonzero(~np.isnan(text.codes).all(axis=0))
        for pair in combinations(coded, 2):
            names = [labels[at] for at in pair]
            rows.append(of_themes(text, pair, names, sampled))
    table = pd.DataFrame(rows, columns=[*keys, *_COLUMNS])
    numbers = dict.fromkeys(["difference", "low", "high"], "float64") | {"coded": "int64"}
    return table.astype(dict.fromkeys([*keys, "note"], "str") | numbers)


def of_themes(
    text: CodedSentences,
    themes: tuple[int, int],
    names: list[str],
    sampled: bool,
    draws: int = CORRECTED_DRAWS,
) -> tuple:
    """The row of two themes, which are coded in the same sentences."""
    codes, found = text.codes[:, [*themes]].T, text.found[:, [*themes]].T
    gap = codes[0] - codes[1]
    ways = np.array([*np.where(np.isnan(gap), gap, codes), gap.clip(0), (-gap).clip(0)])
    (cells,) = cells_of(text.strata, text.counts(found[0] + 2 * found[1], ways))
    pair = [cells._replace(yes=yes) for yes in cells.yes[:2]]
    total, coded = len(gap), int((~np.isnan(gap)).sum())

    def bounds() -> tuple[float, float]:
        return difference_bounds(cells._replace(yes=cells.yes[2:]), (total, total), draws)

    *numbers, note = _compared(pair, (total, total), (coded, coded), names, sampled, bounds)
    return (*names, *numbers, coded, note)


def of_values(
    text: CodedSentences, theme: int, sampled: bool, draws: int = CORRECTED_DRAWS
) -> list[tuple]:
    """The rows of one theme in each two values of `by` in which something is coded."""
    counts = text.counts(text.found[:, theme], text.codes[:, theme][None])
    totals, coded = counts[:2].sum(axis=(2, 3)).astype("int64")
    cells = cells_of(text.strata, counts)
    # where the strata of sentences that were not drawn are unknown, the values share the cells
    shared = not (text.strata.known or text.strata.apart)
    rows = []
    for at in map(list, combinations(np.flatnonzero(coded[:-1]), 2)):
        pair = [cells[place]._replace(yes=cells[place].yes[0]) for place in at]

        def bounds(pair: list[CellCounts] = pair, of: np.ndarray = totals[at]) -> tuple:
            if shared:
                kinds = np.array([own.yes for own in pair])
                return difference_bounds(pair[0]._replace(yes=kinds), of, draws)
            (least, most), (other_least, other_most) = (
                np.divide(numbers_drawn(own, draws, seed), of[seed])
                for seed, own in enumerate(pair)
            )
            low = percentile_bounds(least - other_most)[0]
            return low, percentile_bounds(most - other_least)[1]

        names = [text.names[place] for place in at]
        *numbers, note = _compared(pair, totals[at], coded[at], names, sampled, bounds)
        rows.append((*names, *numbers, int(coded[at].sum()), note))
    return rows


def _compared(
    pair: list[CellCounts],
    totals: Sequence[int],
    coded: Sequence[int],
    names: list,
    sampled: bool,
    bounds: Callable[[], tuple[float, float]],
) -> tuple[float, float, float, str]:
    """The difference of the shares of two, its bounds, and the first note that either has."""
    difference = low = high = np.nan
    notes = [why_none(*own, sampled) for own in zip(pair, totals, coded, strict=True)]
    if not any(notes):
        low, high = bounds()
        notes = [why_bounds_only(own, low, high) for own in pair]
    if not any(notes):
        shares = [estimate(own, own.yes, total) for own, total in zip(pair, totals, strict=True)]
        difference = shares[0] - shares[1]
    said = [f"{name}: {note}" for name, note in zip(names, notes, strict=True) if note]
    return difference, low, high, "".join(said[:1])


def difference_bounds(
    cells: CellCounts, totals: tuple[int, int], draws: int = CORRECTED_DRAWS, seed: int = 0
) -> tuple[float, float]:
    """The 95% interval of the share of the first of two kinds of sentences, less that of the
    second, each of its total; a sentence is of one kind at most.
    """
    unseen = cells.coded < cells.size
    size, coded, yes = cells.size[unseen], cells.coded[unseen], cells.yes[:, unseen]
    rest, random = (size - coded).astype("int64"), np.random.default_rng(seed)
    bounds = []
    for end, (low_kind, high_kind) in enumerate(((0, 1), (1, 0))):
        fewer, others = yes[low_kind], yes[high_kind]
        shapes = fewer + 0.5, others + 0.5, coded - yes.sum(axis=0) + 1
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
