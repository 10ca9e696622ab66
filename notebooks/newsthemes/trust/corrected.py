"""Mentions and coded sentences -> what share of the sentences is about each theme, corrected by the
codes, beside the share that its terms find.
"""

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..tables.statistics import divided
from .cells import CodedSentences, bound
from .verdicts import THEME

# of a kind (found, not found) that is more than a tenth of the sentences, so many are coded
LARGE, ENOUGH = 0.1, 10
_NUMBERS = "sentences found share_found share low high factor coded divided".split()
_NUMBERS += ["share_if_no", "share_if_yes", "more", "note"]
_COUNTED = "sentences found coded divided share_if_no share_if_yes share low high".split()


@takes_any_form
def corrected(
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
    mentions, codes, articles, lexicon : as in `verdicts`; terms may be edited since.
    sample : from `sample_for_coding`. Without one every sentence must be coded.

    Returns
    -------
    One row a theme: `group`, `theme`, `sentences`, `found` (with a mention), `share_found`; `share`
    and its 95% interval `low` to `high`; `factor`, of the number found; `coded`; `divided` (sheets
    differ), `share_if_no` and `share_if_yes` (if these were all 0, or 1); `more`, how many
    sentences more, roughly, bring the interval to half the share either side; `note`, why there is
    no number, or what it rests on. How often intervals hold: benchmarks/coverage.md.

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
    text = CodedSentences(mentions, codes, articles, lexicon, sample)
    rows = [(*pair, *_row(text, theme)) for theme, pair in enumerate(lexicon.themes)]
    table = pd.DataFrame(rows, columns=[*THEME, *_COUNTED, "note"])
    table["share_found"] = divided(table["found"], table["sentences"])
    table["factor"] = divided(table["share"] * table["sentences"], table["found"])
    times = divided(table["high"] - table["low"], table["share"]) ** 2
    more = np.ceil(table["coded"] * times - table["coded"])
    table["more"] = more.clip(0, table["sentences"] - table["coded"]).astype("Int64")
    return table.astype(dict.fromkeys([*THEME, "note"], "str"))[[*THEME, *_NUMBERS]]


def _row(text: CodedSentences, theme: int) -> tuple:
    """The values of _COUNTED, and the note."""
    total, code = text.total, text.codes[:, theme]
    known = ~np.isnan(code)
    coded, yes = known.sum(), (code[known] > 0).sum()
    counted = total, text.matching[theme], coded, (code[known] % 1 > 0).sum()
    note = _why_none(text, text.matching[theme], text.found[known, theme])
    if note:
        return *counted, *[np.nan] * 5, note
    if yes < ENOUGH and coded < total:
        note = f"rests on few: {yes} of {coded:,} coded are about it"
    codes = np.floor(code), np.ceil(code), code
    shares = [text.cells(theme, one).estimates()[2] for one in codes]
    low = high = shares[2]
    if np.isnan(low):
        note = "bounds only: nothing is coded of what is found, or of the rest"
    if coded < total:
        low = bound(text.cells(theme, code, 0), (False, False), 0)[2]
        high = bound(text.cells(theme, code, 1), (True, True), 1)[2]
    return *counted, *map(float, [*shares, low, high]), note


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
