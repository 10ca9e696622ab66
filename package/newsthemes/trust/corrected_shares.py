"""Coded sentences -> what share of the sentences is about each theme, beside the share that its
terms find.
"""

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.read_lexicon import Lexicon
from ..tables.keys import THEME
from ..tables.periods import check_by, values_by
from ..tables.statistics import safe_divide
from .intervals import ENOUGH, LARGE, CodedSentences, DrawnCells, quantile

_COLUMNS = ["sentences", "found", "share_found", "share", "low", "high"]
_COLUMNS += ["coded", "disputed", "note"]


@accepts_plain_inputs
def corrected_shares(
    mentions: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    sample: pd.DataFrame | None = None,
    by: str | None = None,
) -> pd.DataFrame:
    """Which share of the sentences is about each theme, as the coders say; of two it is their mean.

    The estimate is the mean of the strata from which the sentences were drawn, weighted by their
    sizes (Cochran 1977, "Sampling techniques", 5.3). What the terms find by now has no part in it,
    so it holds for terms that were edited by these very codes. Errors of the coders stay in it: if
    2% of the sentences are about a theme, and coders err in 5% of all, they find 6.8%, and a second
    coder does not change that.

    Parameters
    ----------
    mentions, codes, articles, lexicon : as in `outcomes`.
    sample : from `sample_for_coding`. Without one every sentence must be coded.
    by : a column of `articles`, or a period: a row a value. Draw the sample by it, too.

    Returns
    -------
    One row a theme (and value of `by`, in order): `group`, `theme`, the column `by`, `sentences`,
    `found` (with a mention), `share_found`; `share` and its 95% interval `low` to `high`; `coded`;
    `disputed` (sheets differ: of these the mean counts); `note`, why there is no number, or what it
    rests on. How often intervals hold: benchmarks/coverage.md.

    Raises CodesError for what is not there, or not in the sample; where two samples were joined, or
    articles added since. ValueError for another `by`.

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
    check_by("corrected_shares", articles, by, [*THEME, *_COLUMNS])
    text = CodedSentences(mentions, codes, articles, lexicon, sample)
    values = pd.Series("", articles.index)
    names = [""]
    if by:
        values = values_by(articles, by)
        names = values.dropna().sort_values().unique()
    of_sentence = values.to_numpy()[text.article]
    rows = []
    for number, (theme, group) in enumerate(lexicon.groups.items()):
        for value in names:
            rows.append((group, theme, value, *_row(text, number, of_sentence == value)))
    table = pd.DataFrame(rows, columns=[*THEME, by or "", *_COLUMNS])
    return table if by else table.drop(columns="")


def _row(text: CodedSentences, theme: int, part: np.ndarray) -> tuple:
    """The values of _COLUMNS, of a part of all sentences."""
    total = part.sum()
    matches = text.found[part, theme].sum()
    code = text.codes[:, theme]
    answers = code[part[text.rows] & ~np.isnan(code)]
    coded = len(answers)
    yes = (answers > 0).sum()
    cells, least, most = (
        text.cells(code, [np.ones(len(code))], part, blank) for blank in (np.nan, 0, 1)
    )
    uncoded = round(least.stand_for.sum() - cells.stand_for.sum())
    large = cells.stand_for > LARGE * total
    lacking = np.minimum(ENOUGH, cells.stand_for) - cells.coded[:, :-1].sum(axis=1)
    lacking = int(np.ceil(lacking[large].clip(0).sum()))
    share = low = high = np.nan
    note = ""
    if not coded:
        note = "not coded"
    elif not text.sampled and coded < total:
        note = f"coded in part, and no sample given: {coded:,} of {total:,}"
    elif lacking:
        note = f"too few coded: {coded:,}, and {lacking} more needed"
    else:
        about, others, _ = cells.numbers()
        share = low = high = about / (about + others)
        if coded < total:
            low, high = share_bound(least, 0), share_bound(most, 1)
        if uncoded > LARGE * total:
            share = np.nan
            note = f"bounds only: nothing is coded in strata of {uncoded:,} sentences"
        elif yes < ENOUGH and coded < total:
            note = f"rests on few: {yes} of {coded:,} coded are about it"
    if coded and text.part:
        note = "; ".join(filter(None, [note, text.part]))
    disputed = (answers % 1 > 0).sum()
    share_found = float(safe_divide(matches, total))
    return total, matches, share_found, share, low, high, coded, disputed, note


def share_bound(cells: DrawnCells, end: int) -> float:
    """The lower bound (end 0) or the upper one (1) of the share."""
    draws = cells.numbers_drawn((bool(end),))
    return quantile(safe_divide(draws[:, 0], draws[:, :2].sum(axis=1)), end)
