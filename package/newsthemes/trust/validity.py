"""Mentions and coded sentences -> does the count find what was coded, and what does it miss?

All of this is validity of sentences: a match is a sentence with a mention of the theme. It says how
far "this sentence is about the theme" can be trusted. It does not correct a number of mentions: a
sentence may hold several, or speak of a theme in words that no term has.
"""

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Lexicon
from ..tables.keys import themes_table
from ..tables.statistics import safe_divide
from .intervals import LARGE, CodedSentences, DrawnCells, quantile
from .outcomes import term_validity

_COLUMNS = ["sentences", "found", "true_positives", "false_positives", "coded_yes"]
_COLUMNS += ["false_negatives", "precision", "precision_low", "precision_high"]
_COLUMNS += ["recall", "recall_low", "recall_high", "f1", "note"]
EDITED = "fit to these codes: it finds other sentences of the sample than when that was drawn"


@accepts_plain_inputs
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
    mentions, codes, articles, lexicon : as in `outcomes`. A sentence of which as many
        sheets say yes as no is in no share; `note` says how many are.
    sample : as in `estimated_shares`; without one shares are of the coded sentences alone.
    by : "term" for a row a term (TABLES.md).

    Returns
    -------
    A row a theme: `group`, `theme`; `sentences` (coded), `found`, of them
    `true_positives`, `false_positives`, `coded_yes`, of them `false_negatives`, as they
    are, not weighted; `precision`, `recall`, each with `_low` and `_high`; `f1`; `note`, why
    something is missing, or what it rests on.

    No interval for a theme that finds other sentences of the sample than when that was drawn: it
    may have been fit to these codes, by its terms, by those of other themes, or by hand, and look
    better than it is.

    No interval where every sentence is coded, and none without a sample, by whose strata it is.
    Bounds alone: recall where no missed sentence was drawn; and where nothing coded stands for a
    tenth of the matches. ValueError for another `by`.

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
    if by:
        todo = "give the mentions and articles of a part"
        raise ValueError(f'validity: by is "term", or left out, and not {by!r}; {todo}')
    text = CodedSentences(mentions, codes, articles, lexicon, sample)
    rows = [_row(text, theme) for theme in range(len(lexicon.themes))]
    return themes_table(lexicon).join(pd.DataFrame(rows, columns=_COLUMNS))


def _row(text: CodedSentences, theme: int) -> tuple:
    """The values of _COLUMNS."""
    found = text.found[:, theme]
    share_yes = text.codes[:, theme]
    coded = np.isfinite(share_yes).sum()
    split = (share_yes == 0.5).sum()
    code = np.where(share_yes == 0.5, np.nan, share_yes.round())  # what most sheets say
    kinds = [found[text.rows], ~found[text.rows]]
    everywhere = np.ones(len(found), dtype=bool)
    cells = text.cells(code, kinds, everywhere, np.nan)
    right, wrong, misses, others = cells.coded[:, :4].sum(axis=0).astype("int64")
    sentences = right + wrong + misses + others
    rest_on = np.array([right + wrong, right + misses])  # precision, and recall
    totals = np.array([right + wrong, misses + others])
    if text.sampled:
        totals = np.array([found.sum(), (~found).sum()])
    shares = precision_and_recall(cells.numbers(), totals)
    low = high = np.full(2, np.nan)
    uncoded = 0
    no_miss = False
    is_part = coded < len(found)
    if sentences and text.sampled and is_part and not text.edited[theme]:
        least, most = (text.cells(code, kinds, everywhere, blank) for blank in (0, 1))
        low = bounds(least, totals, 0)
        high = bounds(most, totals, 1)
        uncoded = round(least.sizes.sum() - cells.sizes.sum())
        no_miss = right > misses == 0
    low, high = (np.where(rest_on > 0, ends, np.nan) for ends in (low, high))
    shares[(rest_on == 0) | (uncoded > LARGE * found.sum()) | [False, no_miss]] = np.nan
    precision, recall = shares
    # 0 where every match is wrong and every sentence missed
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    unsure = text.unsure[:, theme].sum()
    notes = {
        "not coded": not coded,
        "the sheets disagree on every sentence": coded and not sentences,
        "no match is coded: no precision": sentences and not rest_on[0],
        "none is coded yes: no recall": sentences and not rest_on[1],
        "no missed sentence was drawn: recall has bounds only": no_miss,
        f"nothing is coded in strata of {uncoded:,} sentences: wider bounds": uncoded,
        f"no sample given: of the coded sentences alone, {coded:,} of {len(found):,}": (
            coded and not text.sampled and is_part
        ),
        EDITED: coded and text.edited[theme],
        text.part: coded and text.part,
        f"left out, since the coders are split: {split:,}": sentences and split,
        f"unsure, in no number: {unsure:,}": sentences and unsure,
    }
    note = "; ".join(note for note, holds in notes.items() if holds)
    numbers = sentences, rest_on[0], right, wrong, rest_on[1], misses
    return *numbers, *np.array([shares, low, high]).T.ravel(), f1, note


def precision_and_recall(
    numbers: np.ndarray, totals: np.ndarray, unknown: tuple = (np.nan, np.nan)
) -> np.ndarray:
    """Precision and recall from numbers of each kind (last axis): found and about the theme, found
    and not, missed, neither. `unknown` are the rates where nothing of a pair of kinds is there.

    The numbers say how much of what is found is right, and how much of the rest is missed; how
    many are found is known of all (ratio estimates: Cochran 1977, "Sampling techniques", 6.11).
    """
    about = []
    for pair, total in enumerate(totals):
        yes, no = numbers[..., 2 * pair], numbers[..., 2 * pair + 1]
        rate = np.nan_to_num(safe_divide(yes, yes + no), nan=unknown[pair])
        about.append(np.where(total > 0, total * rate, 0))
    matches, misses = about
    return np.array([safe_divide(matches, totals[0]), safe_divide(matches, matches + misses)])


def bounds(cells: DrawnCells, totals: np.ndarray, end: int) -> list[float]:
    """The lower bounds (end 0) or the upper ones (1) of precision and recall: the other end of what
    is missed.
    """
    more = bool(end), not end
    draws = precision_and_recall(cells.numbers_drawn(more), totals, more)
    return [quantile(share, end) for share in draws]
