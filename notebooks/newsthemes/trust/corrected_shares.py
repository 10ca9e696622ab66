"""Mentions and coded sentences -> what share of the sentences is about each theme, corrected by the
codes, beside the share that its terms find.
"""

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.read_lexicon import Lexicon
from ..tables.keys import themes_table
from ..tables.statistics import safe_divide
from .intervals import CodedSentences, bound

# of a kind (found, not found) that is more than a tenth of the sentences, so many are coded
LARGE, ENOUGH = 0.1, 10
_COLUMNS = "sentences found share_found share low high coded disputed note".split()


@accepts_plain_inputs
def corrected_shares(
    mentions: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    sample: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Which share of the sentences is about each theme, corrected by the coded ones: as the coders
    say; of two it is their mean.

    Parameters
    ----------
    mentions, codes, articles, lexicon : as in `outcomes`; terms may be edited since.
    sample : from `sample_for_coding`. Without one every sentence must be coded.

    Returns
    -------
    One row a theme: `group`, `theme`, `sentences`, `found` (with a mention), `share_found`; `share`
    and its 95% interval `low` to `high`; `coded`; `disputed` (sheets differ: of these the mean
    counts); `note`, why there is no number, or what it rests on. How often intervals hold:
    benchmarks/coverage.md.

    Raises CodesError for what is not there, or not in the sample.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade is up. Exports fell. All is well."]})
    >>> coded = pd.DataFrame({"coder": "x", "article": "a", "sentence": [1, 2, 3]})
    >>> coded = coded.assign(group="", theme="Trade", code=[1, 1, 0])
    >>> lexicon = read_lexicon({"Trade": ["trade"]})
    >>> table = corrected_shares(find_mentions(toy, lexicon), coded, toy, lexicon)
    >>> table[["theme", "sentences", "found", "share_found", "share"]].round(2)
       theme  sentences  found  share_found  share
    0  Trade          3      1         0.33   0.67
    """
    text = CodedSentences(mentions, codes, articles, lexicon, sample)
    rows = [_row(text, theme) for theme in range(len(lexicon.themes))]
    return themes_table(lexicon).join(pd.DataFrame(rows, columns=_COLUMNS))


def _row(text: CodedSentences, theme: int) -> tuple:
    """The values of _COLUMNS."""
    total, matching, code = text.total, text.matching[theme], text.codes[:, theme]
    known = ~np.isnan(code)
    coded, yes, split = known.sum(), (code[known] > 0).sum(), (code[known] % 1 > 0).sum()
    share = low = high = np.nan
    note = _why_none(text, matching, text.found[known, theme])
    if not note:
        share = low = high = float(text.cells(theme, code).estimates()[2])
        if yes < ENOUGH and coded < total:
            note = f"rests on few: {yes} of {coded:,} coded are about it"
        if np.isnan(share):
            note = "bounds only: nothing is coded of what is found, or of the rest"
        if coded < total:
            low = float(bound(text.cells(theme, code, 0), (False, False), 0)[2])
            high = float(bound(text.cells(theme, code, 1), (True, True), 1)[2])
    of_all = total, matching, float(safe_divide(matching, total))
    return *of_all, share, low, high, coded, split, note


def _why_none(text: CodedSentences, matching: int, found: np.ndarray) -> str:
    """Why there is no number; empty where there is one. `found`: whether each coded sentence is."""
    coded, total, lacking = len(found), text.total, 0
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
