"""Coded sentences -> what share of the sentences is about each theme, beside the share that its
terms find.
"""

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Lexicon
from ..tables.keys import THEME
from ..tables.periods import check_by, values_by
from ..tables.statistics import safe_divide
from .intervals import ENOUGH, LARGE, CodedSentences, DrawnCells, quantile

_COLUMNS = ["sentences", "found", "share_found", "share", "low", "high"]
_COLUMNS += ["drawn", "coded", "unsure", "share_unsure_no", "share_unsure_yes"]
_COLUMNS += ["share_if_5_percent_wrong", "disputed", "note"]
ERRORS = 0.05  # of the answers: so many may be the opposite of what an expert would say


@accepts_plain_inputs
def estimated_shares(
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
    so it holds for terms that were edited by these very codes.

    Errors of the coders stay in it, and no second coder removes them: if 2% of the sentences are
    about a theme, and coders err in 5% of all, they find 6.8%, and the interval holds that.
    `share_if_5_percent_wrong` says what the estimate would be then. It has its own chance, and
    if coders mostly overlook a theme, its true share is higher than coded. What coders leave
    open is taken to be like what they answered. If it is not, the share lies between
    `share_unsure_no` and `share_unsure_yes`.

    Parameters
    ----------
    mentions, codes, articles, lexicon : as in `outcomes`.
    sample : from `sample_for_coding`. Without one every sentence must be coded.
    by : a column of `articles`, or a period: a row a value. Draw the sample by it, too.

    Returns
    -------
    One row a theme (and value of `by`, in order): `group`, `theme`, the column `by`, `sentences`,
    `found` (with a mention), `share_found`; `share` and its 95% interval `low` to `high`; of how
    many sentences that were `drawn` some are `coded` and some `unsure` (only ? is said of them);
    `share_unsure_no` and `share_unsure_yes`, the share with these as no, and as yes;
    `share_if_5_percent_wrong`, what it would be if one of twenty sentences had the opposite code;
    `disputed` (sheets differ: of these the mean counts); `note`, why there is no number, or what it
    rests on. How often intervals hold: benchmarks/coverage.md.

    Raises CodesError for what is not there, or not in the sample; where two samples were joined, or
    articles added since. ValueError for another `by`.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade is up. Exports fell. All is well."]})
    >>> coded = pd.DataFrame({"coder": "x", "article": "a", "sentence": [1, 2, 3]})
    >>> coded = coded.assign(group="", theme="Trade", code=[1, 1, 0])
    >>> lexicon = read_lexicon({"Trade": ["trade"]})
    >>> table = estimated_shares(find_mentions(toy, lexicon), coded, toy, lexicon)
    >>> table[["theme", "sentences", "found", "share_found", "share"]].round(2)
       theme  sentences  found  share_found  share
    0  Trade          3      1         0.33   0.67
    """
    check_by("estimated_shares", articles, by, [*THEME, *_COLUMNS])
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
    code = text.codes[:, theme]
    here = (text.rows >= 0) & part[text.rows]
    answers = code[here & ~np.isnan(code)]
    coded = len(answers)
    is_unsure = here & text.unsure[:, theme]
    all_kinds = [np.ones(len(code))]
    cells, least, most = (text.cells(code, all_kinds, part, blank) for blank in (np.nan, 0, 1))
    share = low = high = as_no = as_yes = np.nan
    notes = [_lack(text, cells, coded, total)]
    if not notes[0]:
        share = low = high = share_of(cells)
        as_no, as_yes = (
            share_of(text.cells(np.where(is_unsure, answer, code), all_kinds, part, np.nan))
            for answer in (0, 1)
        )
        if coded < total:
            low, high = share_bound(least, 0), share_bound(most, 1)
        yes = (answers > 0).sum()
        uncoded = round(least.stand_for.sum() - cells.stand_for.sum())
        if uncoded > LARGE * total:
            share = as_no = as_yes = np.nan
            notes.append(f"bounds only: nothing is coded in strata of {uncoded:,} sentences")
        elif yes < ENOUGH and coded < total:
            notes.append(f"rests on few: {yes} of {coded:,} coded are about it")
    if as_yes - as_no > high - low:
        notes.append(f"unsure of {is_unsure.sum():,}: as no {as_no:.1%}, as yes {as_yes:.1%}")
    if coded:
        notes.append(text.part)
    matches = text.found[part, theme].sum()
    numbers = total, matches, float(safe_divide(matches, total)), share, low, high
    asked = here.sum(), coded, is_unsure.sum()
    if_wrong = np.clip((share - ERRORS) / (1 - 2 * ERRORS), 0, 1)
    disputed = (answers % 1 > 0).sum()
    note = "; ".join(filter(None, notes))
    return *numbers, *asked, as_no, as_yes, if_wrong, disputed, note


def _lack(text: CodedSentences, cells: DrawnCells, coded: int, total: int) -> str:
    """Why there is no estimate; empty where there is one."""
    if not coded:
        return "not coded"
    if not text.sampled and coded < total:
        return f"coded in part, and no sample given: {coded:,} of {total:,}"
    large = cells.stand_for > LARGE * total
    lacking = np.minimum(ENOUGH, cells.stand_for) - cells.coded[:, :-1].sum(axis=1)
    more = int(np.ceil(lacking[large].clip(0).sum()))
    if more:
        return f"too few coded: {coded:,}, and {more} more needed in large strata"
    return ""


def share_of(cells: DrawnCells) -> float:
    """The estimate of the share."""
    about, others, _ = cells.numbers()
    return about / (about + others)


def share_bound(cells: DrawnCells, end: int) -> float:
    """The lower bound (end 0) or the upper one (1) of the share."""
    draws = cells.numbers_drawn((bool(end),))
    return quantile(safe_divide(draws[:, 0], draws[:, :2].sum(axis=1)), end)
