"""Mentions and coded sentences -> what share of the sentences is about each theme, corrected by the
codes, beside the share that its terms find.
"""

from itertools import product

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..tables.periods import check_by
from ..tables.statistics import divided, percentile_bounds
from .cells import CodedSentences, bound, numbers_drawn
from .sheets import labels_of
from .verdicts import THEME

# of a kind (found, not found) that is more than a tenth of the sentences, so many are coded
LARGE, ENOUGH = 0.1, 10
_NUMBERS = "sentences found share_found share low high factor coded divided".split()
_NUMBERS += ["share_if_no", "share_if_yes", "more", "note"]
_COUNTED = "sentences found coded divided share_if_no share_if_yes share low high".split()
_DIFFERENCE = ["difference", "difference_low", "difference_high"]


@takes_any_form
def corrected(
    mentions: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    sample: pd.DataFrame | None = None,
    by: str | None = None,
    against: str | None = None,
) -> pd.DataFrame:
    """Which share of the sentences is about each theme, corrected by the coded ones: as the coders
    say; of two it is their mean.

    Parameters
    ----------
    mentions, codes, articles, lexicon : as in `verdicts`; terms may be edited since.
    sample : from `sample_for_coding`. Without one every sentence must be coded.
    by : a column of the articles, or else week, month, quarter or year.
    against : a theme with which the others are compared.

    Returns
    -------
    One row a theme (and value of `by`): `group`, `theme`, the column `by`, `sentences`, `found`
    (with a mention), `share_found`; `share` and its 95% interval `low` to `high`; `factor`, of the
    number found; `coded`; `divided` (sheets differ), `share_if_no` and `share_if_yes` (if these
    were all 0, or 1); `more`, how many sentences more, roughly, bring the interval to half the
    share either side; `note`, why there is no number, or what it rests on. With `against` the
    `difference` to that theme's share, and its interval. How often intervals hold:
    benchmarks/coverage.md.

    Raises CodesError for what is not there, or not in the sample.

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
    columns = [*THEME, *filter(None, [by]), *_NUMBERS]
    check_by("corrected", articles, by, [*THEME, *_NUMBERS, *_DIFFERENCE])
    text = CodedSentences(mentions, codes, articles, lexicon, sample, by)
    places = list(product(range(len(lexicon.themes)), range(len(text.names))))
    rows = [
        (*lexicon.themes[theme], text.names[part], *_row(text, theme, part))
        for theme, part in places
    ]
    table = pd.DataFrame(rows, columns=[*THEME, by, *_COUNTED, "note"])
    table["share_found"] = divided(table["found"], table["sentences"])
    table["factor"] = divided(table["share"] * table["sentences"], table["found"])
    times = divided(table["high"] - table["low"], table["share"]) ** 2
    more = np.ceil(table["coded"] * times - table["coded"])
    table["more"] = more.clip(0, table["sentences"] - table["coded"]).astype("Int64")
    if against is not None:
        labels = list(labels_of(lexicon))
        if against not in labels:
            there = ", ".join(labels)
            raise ValueError(f"corrected: against: no theme {against!r}; there are {there}")
        other, columns = labels.index(against), columns + _DIFFERENCE
        table[_DIFFERENCE] = [difference(text, theme, other, part) for theme, part in places]
    return table.astype(dict.fromkeys([*THEME, "note"], "str"))[columns]


def _row(text: CodedSentences, theme: int, part: int) -> tuple:
    """The values of _COUNTED, and the note."""
    total, matching, code = text.total[part], text.matching[part, theme], text.codes[:, theme]
    inside = (text.part == part) & ~np.isnan(code)
    coded, yes = inside.sum(), (code[inside] > 0).sum()
    counted = total, matching, coded, (code[inside] % 1 > 0).sum()
    note = _why_none(text, total, matching, text.found[inside, theme])
    if note:
        return *counted, *[np.nan] * 5, note
    if yes < ENOUGH and coded < total:
        note = f"rests on few: {yes} of {coded:,} coded are about it"
    codes = np.floor(code), np.ceil(code), code
    shares = [text.cells(theme, part, one).estimates()[2] for one in codes]
    low = high = shares[2]
    if np.isnan(low):
        note = "bounds only: nothing is coded of what is found, or of the rest"
    if coded < total:
        low = bound(text.cells(theme, part, code, 0), (False, False), 0)[2]
        high = bound(text.cells(theme, part, code, 1), (True, True), 1)[2]
    return *counted, *map(float, [*shares, low, high]), note


def _why_none(text: CodedSentences, total: int, matching: int, found: np.ndarray) -> str:
    """Why there is no number of a part; empty where there is one. `found`: whether each coded
    sentence is.
    """
    coded, lacking = len(found), 0
    if not coded:
        return "not coded"
    if not text.sampled and coded < total:
        return f"coded in part, and no sample given: {coded:,} of {total:,}"
    for there, drawn in ((matching, found.sum()), (total - matching, (~found).sum())):
        if there > LARGE * total:
            lacking += max(0, min(ENOUGH, there) - drawn)
    if lacking:
        return f"too few coded: {coded:,}, and {lacking} more needed"
    return ""


def difference(text: CodedSentences, theme: int, other: int, part: int) -> list[float]:
    """The share of one theme in a part less that of another, with its interval; NaN where there is
    none, and of a theme to itself.

    Both are coded in the same sentences: what counts is where they differ.
    """
    gap, inside = text.codes[:, theme] - text.codes[:, other], text.part == part
    kinds = [gap.clip(0) * inside, (-gap).clip(0) * inside, (1 - abs(gap)) * inside]
    coded = text.by_stratum([*kinds, ~np.isnan(gap) & ~inside])
    seen, sizes = coded[:, :3].sum(), coded.sum(axis=1)
    lacks = not text.sampled and seen < text.total[part]
    if theme == other or lacks or not seen or not sizes.all():
        return [np.nan] * 3
    if text.sampled:
        sizes = text.sizes

    def of(numbers: np.ndarray) -> np.ndarray:
        first, second, same = np.moveaxis(numbers, -1, 0)[:3]
        return divided(first - second, first + second + same)

    ends = [of(numbers_drawn(coded, sizes, (end,), 3)) for end in (False, True)]
    low, high = (percentile_bounds(end)[at] for at, end in enumerate(ends))
    return [float(of(divided(sizes, coded.sum(axis=1)) @ coded)), low, high]
