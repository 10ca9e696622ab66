"""Mentions and coded sentences -> does the count find what was coded, and what does it miss?

All of this is validity of sentences: a match is a sentence with a mention of the theme. It says how
far "this sentence is about the theme" can be trusted. It does not correct a number of mentions: a
sentence may hold several, or speak of a theme in words that no term has.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..tables.bounds import clopper_pearson, share_bounds
from ..tables.periods import MIN_ARTICLES, check_by
from ..tables.statistics import summed
from .cells import CodedSentences, bound
from .corrected import ENOUGH, LARGE
from .verdicts import THEME, term_validity

_SHARES = ["precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high"]
ALL_CODED = "none: every sentence is coded"
EDITED = "its terms were changed after the sample was drawn: perhaps by these codes"


@takes_any_form
def validity(
    mentions: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    sample: pd.DataFrame | None = None,
    by: str | None = None,
) -> pd.DataFrame:
    """Per theme: how many of its matches are right, and how many sentences about it were found.

    Parameters
    ----------
    mentions, codes, articles, lexicon : as in `verdicts`. Divided sheets are in no share.
    sample, by : as in `corrected`; without a sample shares are of the coded sentences alone. With
        by="term" a row a term (notebooks/TABLES.md).

    Returns
    -------
    A row a theme, or with `by` a theme and value in which sentences are coded: `group`, `theme`,
    the column `by`, `mentions`; `sentences` (coded), `disputed_found`, `disputed_missed` (sheets
    divided), `matched` (found), of them `true_positives`, `false_positives`, `about` (coded yes),
    of them `false_negatives`, as they are, not weighted; `precision`, `recall`, each with `_low`
    and `_high`; `f1`; `interval`, which one it is; `note`, why something is missing, or that terms
    were changed after the sample was drawn, and may look better than they are.

    No interval where every sentence is coded; of a sample it is by stratum, else over seven
    articles or more; of one Clopper and Pearson's. Bounds alone: recall where no missed sentence
    was drawn; with `by` below ten; where nothing coded stands for a tenth of the matches.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade is up. Exports fell. All is well."]})
    >>> coded = pd.DataFrame({"coder": "x", "article": "a", "sentence": [1, 2, 3]})
    >>> coded = coded.assign(group="", theme="Trade", code=[1, 1, 0])
    >>> lexicon = read_lexicon({"Trade": ["trade"]})
    >>> table = validity(find_mentions(toy, lexicon), coded, toy, lexicon)
    >>> table[["true_positives", "false_positives", "false_negatives", "precision", "recall"]]
       true_positives  false_positives  false_negatives  precision  recall
    0               1                0                1        1.0     0.5
    """
    if by == "term":
        return term_validity(mentions, codes, articles, lexicon)
    columns = [*THEME, by, *_Numbers._fields, *_SHARES, "f1", "interval", "note"]
    check_by("validity", articles, by, columns[:2] + columns[3:])
    text = CodedSentences(mentions, codes, articles, lexicon, sample, by)
    rows, fewest, parts = [], 1, range(len(text.names))
    if by:
        fewest, parts = ENOUGH, np.unique(text.part[text.part >= 0])
    for theme, pair in enumerate(lexicon.themes):
        for part in parts:
            numbers = _numbers(text, theme, part)
            if by and not numbers.coded:
                continue
            *values, note = _judged(text, theme, part, numbers, fewest)
            if text.edited[theme] and numbers.coded:
                note.append(EDITED)
            rows.append((*pair, text.names[part], *numbers, *values, "; ".join(note)))
    table = pd.DataFrame(rows, columns=columns)
    kinds = dict.fromkeys([*THEME, "interval", "note"], "str")
    return table.astype(kinds)[[name for name in columns if name]]


class _Numbers(NamedTuple):
    """What is counted of a theme: mentions, and coded sentences."""

    mentions: int
    sentences: int
    disputed_found: int
    disputed_missed: int
    matched: int
    true_positives: int
    false_positives: int
    about: int
    false_negatives: int

    @property
    def coded(self) -> int:
        return self.sentences + self.disputed_found + self.disputed_missed


def _numbers(text: CodedSentences, theme: int, part: int) -> _Numbers:
    inside = text.part == part
    found, code = text.found[inside, theme], text.codes[inside, theme]
    yes, no, split = code > 0.5, code < 0.5, code == 0.5
    cases = [yes | no, split & found, split & ~found, (yes | no) & found, yes & found, no & found]
    cases += [yes, yes & ~found]
    return _Numbers(int(text.mentions[part, theme]), *np.sum(cases, axis=1).tolist())


def _judged(text: CodedSentences, theme: int, part: int, numbers: _Numbers, fewest: int) -> tuple:
    """The values of _SHARES, `f1`, `interval`, `note`."""
    code = text.codes[:, theme]
    code = np.where(code == 0.5, np.nan, code.round())
    all_coded, low, high = numbers.coded == text.total[part], [np.nan] * 2, [np.nan] * 2
    cells, interval, uncoded = text.cells(theme, part, code), "", 0
    if not numbers.sentences:
        pass
    elif all_coded:
        interval = ALL_CODED
    elif text.sampled:
        interval = "by strata"
        least, most = (text.cells(theme, part, code, blank) for blank in (0, 1))
        low, high = bound(least, (False, True), 0), bound(most, (True, False), 1)
        uncoded = round(least.sizes.sum() - cells.sizes.sum())
    else:
        interval, low, high = _over_articles(text, theme, part, code)
    rest_on = np.array([numbers.matched, numbers.about])
    no_miss = text.sampled and not all_coded and numbers.about > numbers.false_negatives == 0
    unknown = uncoded > LARGE * text.matching[part, theme] or cells.new > LARGE
    hidden = (rest_on < fewest) | unknown | [False, no_miss]
    precision, recall = shown = np.where(hidden, np.nan, cells.estimates()[:2])
    low, high = (np.where(rest_on > 0, ends[:2], np.nan) for ends in (low, high))
    # 0 where every match is wrong and every sentence missed
    f1 = 2 * precision * recall / (max(precision + recall, 1e-9))
    note = _note(numbers, fewest, uncoded, no_miss)
    if cells.new > LARGE:
        note.append(f"no drawn sentence stands for {cells.new:.0%} of the matches: wider bounds")
    if not text.sampled and not all_coded and numbers.coded:
        alone = f"{numbers.coded:,} of {text.total[part]:,}"
        note.append(f"no sample given: of the coded sentences alone, {alone}")
    return *np.array([shown, low, high]).T.ravel(), f1, interval, note


def _note(numbers: _Numbers, fewest: int, uncoded: int, no_miss: bool) -> list[str]:
    """Why precision or recall is not defined, or vague."""
    sentences, matched, about = numbers.sentences, numbers.matched, numbers.about
    notes = {
        "not coded": not numbers.coded,
        "the sheets disagree on every sentence": numbers.coded and not sentences,
        "no match is coded: no precision": sentences and not matched,
        "none is coded yes: no recall": sentences and not about,
        f"precision rests on {matched} coded: bounds only": 0 < matched < fewest,
        f"recall rests on {about} coded: bounds only": 0 < about < fewest,
        "no missed sentence was drawn: recall has bounds only": no_miss,
        f"nothing is coded in strata of {uncoded:,} sentences: wider bounds": uncoded,
    }
    return [note for note, holds in notes.items() if holds]


def _over_articles(text: CodedSentences, theme: int, part: int, code: np.ndarray) -> tuple:
    """What kind of interval there is of sentences coded without a sample, and its lower and upper
    bounds, of precision and of recall.
    """
    inside = (text.part == part) & ~np.isnan(code)
    yes, found = code[inside] == 1, text.found[inside, theme]
    cases = np.column_stack([yes & found, ~yes & found, yes & ~found])
    by_article = summed(cases, pd.factorize(text.article[inside])[0])
    number, pairs = len(by_article), [by_article[:, [0, other]] for other in (1, 2)]
    if number == 1:
        bounds = [clopper_pearson(pair[0, 0], pair.sum()) for pair in pairs]
        return "Clopper-Pearson", *zip(*bounds, strict=True)
    if number < MIN_ARTICLES:
        kind = f"none: {number} articles, and an interval needs {MIN_ARTICLES}"
        return kind, [np.nan] * 2, [np.nan] * 2
    bounds = [share_bounds(pair) for pair in pairs]
    return f"over {number:,} articles", *zip(*bounds, strict=True)
