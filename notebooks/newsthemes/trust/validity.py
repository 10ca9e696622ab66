"""Mentions and coded sentences -> does the count find what was coded, and what does it miss?

All of this is validity of sentences: a match is a sentence with a mention of the theme. It says how
far "this sentence is about the theme" can be trusted. It does not correct a number of mentions: a
sentence may hold several, or speak of a theme in words that no term has.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..tables.bounds import clopper_pearson, share_bounds
from ..tables.periods import check_by
from ..tables.statistics import DRAWS, MIN_ARTICLES, TAILS, divided, summed
from .corrected import (
    ENOUGH,
    LARGE,
    CodedSentences,
    coded_sentences,
)
from .strata import Strata
from .verdicts import THEME

_NUMBERS = ["mentions", "sentences", "disputed_found", "disputed_missed"]
_NUMBERS += ["true_positives", "false_positives", "false_negatives"]
_SHARES = ["precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high"]
_UNKNOWN = ["unknown_found", "unknown_others"]


@takes_any_form
def validity(
    mentions: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    sample: pd.DataFrame | None = None,
    draws: int = DRAWS,
    by: str | None = None,
) -> pd.DataFrame:
    """Per theme: how many of its matches are right, and how many of the sentences about it were
    found.

    Parameters
    ----------
    mentions, codes, articles, lexicon : as in `verdicts`, and so are the errors; the mentions may
        be of other terms than when the sentences were drawn and coded, as codes are of sentences
        and themes. Sentences on which the sheets are divided are left out of every share, which may
        flatter it, so they are counted; the codes of a single sheet, `codes[codes["coder"] == …]`,
        leave out none.
    sample : from `sample_for_coding`, where the coded sentences were drawn with it: shares are then
        weighted. Without one, shares of sentences coded in part are of these alone, and `note` says
        so.
    draws : of the intervals.
    by : as in `corrected`. Of a sample, what was drawn of a stratum within one value is a
        random sample of what there is of it.

    Returns
    -------
    A row a theme of the lexicon, or with `by` one for each theme and value in which sentences are
    coded: `group`, `theme`, the column `by`, `mentions` (the count that the rest qualifies),
    `sentences` (coded, sheets not divided), `disputed_found`, `disputed_missed` (sheets divided:
    found, or not), `true_positives` (found, and right), `false_positives` (found, and wrong),
    `false_negatives` (missed), as they are, not weighted; `precision`, the share of true positives
    among the sentences found, `recall`, their share among the sentences about the theme, each with
    `_low` and `_high`; `f1`, their harmonic mean (0 where both are 0); `interval`, which one it is;
    `note`, why something is not defined, and NaN. The intervals are

    - of one article: Clopper and Pearson's, as if its sentences were drawn one by one;
    - of MIN_ARTICLES articles and more: over articles, of the effective number of sentences
      (`share_bounds`). Where the share is 0 or 1, Clopper and Pearson's with the articles that have
      such sentences as trials. Of two to six articles there are none;
    - of a sample: exact ones of its cells, combined. A cell is what a stratum holds of a value of
      `by`, found or not; of one in which nothing is coded all or none may be about the theme, and
      `note` says how many sentences these are. How often the intervals hold what they promise:
      benchmarks/coverage.md. Where the strata cannot be found again, as with other terms than
      those of the sample, it is estimated how many sentences a cell has.

    There are bounds and no estimate (and no f1) where what is not coded could move a share by more
    than a tenth; for recall where no false negative was drawn in the cells that hold most of what
    is not found (at least half as much as any does); and with `by` where fewer than ten coded
    sentences have a match (precision) or are about the theme (recall), as of many small rows some
    stand out by chance.

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
    taken = [*THEME, *_NUMBERS, *_SHARES, "f1", "interval", "note", *_UNKNOWN, "all_sentences"]
    check_by("validity", articles, by, taken)
    text = coded_sentences(mentions, codes, articles, lexicon, sample, by)
    rows, totals = [], np.bincount(text.part + 1, minlength=1 + len(text.names))[1:]
    for theme, times, code in zip(lexicon.themes, text.times.T, text.codes.T, strict=True):
        decided = np.where(np.isnan(code) | (code == 0.5), np.nan, code > 0.5)
        own = text._replace(times=times, codes=decided)
        numbers = _numbers(own, code == 0.5)
        places = np.flatnonzero(numbers[:, 1:4].any(axis=1) | (not by))
        if sample is None:
            shares = _of_articles(own, places)
        else:
            shares = _of_sample(own, places, draws)
        for place, values in zip(places, shares, strict=True):
            rows.append((*theme, text.names[place], *numbers[place], *values, totals[place]))
    columns = [*THEME, by, *_NUMBERS, *_SHARES, "interval", *_UNKNOWN, "all_sentences"]
    table = pd.DataFrame(rows, columns=columns)
    fewest = 1
    if by:
        fewest = ENOUGH
    true, false, missed = (table[name] for name in _NUMBERS[4:])
    table.loc[true + false < fewest, "precision"] = np.nan
    table.loc[true + missed < fewest, "recall"] = np.nan
    both = table["precision"] + table["recall"]
    # 0 where every match is wrong and every sentence missed
    table["f1"] = 2 * table["precision"] * table["recall"] / both.where(both > 0, 1)
    table["note"] = [_note(row, fewest, sample is not None) for row in table.itertuples()]
    columns = [*THEME, *filter(None, [by]), *_NUMBERS, *_SHARES, "f1", "interval", "note"]
    return table.astype(dict.fromkeys([*THEME, "interval", "note"], "str"))[columns]


def _numbers(own: CodedSentences, disputed: np.ndarray) -> np.ndarray:
    """Of each value of `by` (row) what is counted: mentions and sentences of each kind."""
    found, parts = own.times > 0, len(own.names)
    yes, no = own.codes == 1, own.codes == 0
    cases = [own.times, yes | no, disputed & found, disputed & ~found]
    cases += [yes & found, no & found, yes & ~found]
    sums = [np.bincount(own.part + 1, case, parts + 1)[1:] for case in cases]
    return np.array(sums).T.astype("int64")


def _note(row: tuple, fewest: int, sampled: bool) -> str:
    """Why precision or recall is not defined, or vague; empty where both are known."""
    found = row.true_positives + row.false_positives
    about = row.true_positives + row.false_negatives
    disputed = row.disputed_found + row.disputed_missed
    coded = row.sentences + disputed
    notes = {
        "not coded": not coded,
        "the sheets disagree on every sentence": disputed == coded > 0,
        "no match is coded: no precision": row.sentences and not found,
        "none is coded yes: no recall": row.sentences and not about,
        f"precision rests on {found} coded: bounds only": 0 < found < fewest,
        f"recall rests on {about} coded: bounds only": 0 < about < fewest,
        "too few drawn for precision: bounds only": found >= fewest and np.isnan(row.precision),
        "too few drawn for recall: bounds only": about >= fewest and np.isnan(row.recall),
        f"nothing coded stands for {row.unknown_found:,.0f} with a match, "
        f"{row.unknown_others:,.0f} without: wider bounds": (
            round(row.unknown_found) + round(row.unknown_others)
        ),
        f"no sample given: of the coded sentences alone, {coded:,} of {row.all_sentences:,}": (
            not sampled and 0 < coded < row.all_sentences
        ),
    }
    return "; ".join(note for note, holds in notes.items() if holds)


def _of_articles(own: CodedSentences, places: np.ndarray) -> Iterator[tuple]:
    """Of each place among the values of `by`: precision and recall, each with its bounds, and what
    kind of bounds they are; nothing is unknown.
    """
    decided = ~np.isnan(own.codes)
    yes, found = own.codes[decided] == 1, own.times[decided] > 0
    cases = np.column_stack([yes & found, ~yes & found, yes & ~found])
    for place in places:
        inside = own.part[decided] == place
        yield *_shares(cases[inside], pd.factorize(own.article[decided][inside])[0]), 0, 0


def _shares(cases: np.ndarray, article: np.ndarray) -> tuple:
    """Precision and recall of decided sentences, right, wrong or missed, with their bounds."""
    true, false, missed = cases.sum(axis=0)
    number = article.max(initial=-1) + 1
    if number == 0:
        return *np.full(6, np.nan), ""
    if number == 1:
        kind = "Clopper-Pearson"
        bounds = [clopper_pearson(true, true + other) for other in (false, missed)]
    elif number < MIN_ARTICLES:
        kind = f"none: {number} articles, and an interval needs {MIN_ARTICLES}"
        bounds = np.full((2, 2), np.nan)
    else:
        kind = f"over {number:,} articles"
        by_article = summed(cases, article)
        bounds = [share_bounds(by_article[:, [0, other]]) for other in (1, 2)]
    precision, recall = divided(true, np.array([true + false, true + missed]))
    return precision, *bounds[0], recall, *bounds[1], kind


def _of_sample(own: CodedSentences, places: np.ndarray, draws: int) -> Iterator[tuple]:
    """Of each place among the values of `by`: precision and recall, weighted, with bounds; and how
    many sentences, found and not found, are in cells of which none is coded.

    Whether a sentence is found is known of all; what is drawn is how many of each cell (value,
    stratum, found or not) are about the theme.
    """
    counts = own.counts(own.times > 0, own.codes[None])
    size, coded, yes = counts[:, :-1, :-1]  # value x stratum x not found, found
    if not own.strata.known:
        drawn, totals = counts[1].sum(axis=(0, 2))[:-1], counts[0, :-1].sum(axis=1)
        size = sizes_of_cells(own.strata, coded, drawn, totals)
    find = np.broadcast_to([False, True], size.shape[1:]).ravel()
    # many small values of `by` have the same cells
    shares = cache(lambda *cells: shares_of_cells(find, *map(np.array, cells), draws))
    for place in places:
        if not coded[place].any():
            yield *np.full(6, np.nan), "", 0, 0
            continue
        cells = [tuple(numbers[place].ravel()) for numbers in (size, coded, yes)]
        others, finds = np.where(coded[place] > 0, 0, size[place]).sum(axis=0)
        yield *shares(*cells), "exact, by strata", finds, others


def sizes_of_cells(
    strata: Strata, coded: np.ndarray, drawn: np.ndarray, totals: np.ndarray
) -> np.ndarray:
    """How many sentences each cell has, where the terms are not those that the sample was drawn
    with: so many are found and not found in each value, and of each stratum so many were drawn.

    A regression estimate shares what there are more or less than the drawn ones stand for among the
    strata, by the variance of each (Cochran 1977, "Sampling techniques", chapter 7).
    """
    sizes, drawn = strata.sizes[:, None], drawn[:, None]
    there = (coded.sum(axis=2, keepdims=True) > 0) | (not strata.apart)
    share = (coded + 0.5) / (drawn + 1)
    variance = there * sizes * (sizes - drawn) * share * (1 - share) / np.maximum(drawn, 1)
    stand_for = sizes * coded / np.maximum(drawn, 1)
    more = (totals - stand_for.sum(axis=1))[:, None]
    more = more * variance / np.maximum(variance.sum(axis=1, keepdims=True), 1e-9)
    return (stand_for + more).clip(coded, sizes - drawn + coded)


def shares_of_cells(
    find: np.ndarray,
    size: np.ndarray,
    coded: np.ndarray,
    yes: np.ndarray,
    draws: int,
    seed: int = 0,
) -> list[float]:
    """Precision and recall with their bounds, from cells: found or not, how many sentences there
    are, how many are coded, and how many of these yes.

    Of the sentences not coded, as many are about the theme as Clopper and Pearson's bounds say of a
    finite stratum: a beta-binomial, with one sentence more that is (above) or is not (below),
    shared among cells by their size; of a cell of which none is coded, all or none. Such numbers
    are combined by drawing them, each bound from those that make it safe: Fay, Proschan and
    Brittain (2015), "Combining one-sample confidence procedures for inference in the two-sample
    case", Biometrics 71: 146-156.
    """
    known = coded > 0
    there, unknown = ([size[kind & own].sum() for kind in (find, ~find)] for own in (True, ~known))
    precision, recall = _estimates(find, size, coded, yes)
    find, size, coded, yes = find[known], size[known], coded[known], yes[known]
    unseen = np.round(size - coded).astype("int64")
    more = size / np.where(find, there[0] - unknown[0], there[1] - unknown[1])
    random = np.random.default_rng(seed)

    def drawn(right: np.ndarray, wrong: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        good, bad = (random.standard_gamma(shape, (draws, len(size))) for shape in (right, wrong))
        number = yes + random.binomial(unseen, good / (good + bad))
        return number[:, find].sum(axis=1), number[:, ~find].sum(axis=1)

    true_low, missed_low = drawn(yes, coded - yes + more)
    true_high, missed_high = drawn(yes + more, coded - yes)
    true_high, missed_high = true_high + unknown[0], missed_high + unknown[1]
    low = divided(true_low, there[0]), divided(true_low, true_low + missed_high)
    high = divided(true_high, there[0]), divided(true_high, true_high + missed_low)
    lows, highs = np.quantile(low, TAILS[0], axis=1), np.quantile(high, TAILS[1], axis=1)
    if not find.any():
        lows[0] = highs[0] = np.nan
    if not yes.any():
        lows[1] = highs[1] = np.nan
    return [precision, lows[0], highs[0], recall, lows[1], highs[1]]


def _estimates(
    find: np.ndarray, size: np.ndarray, coded: np.ndarray, yes: np.ndarray
) -> tuple[float, float]:
    """Precision and recall, NaN where they are withheld; cells without a coded sentence count as
    the others of their kind do.
    """
    known, about, unknown = coded > 0, [], []
    for kind in (find, ~find):
        stand_for = (yes * size)[kind & known] / coded[kind & known]
        there, unseen = size[kind].sum(), size[kind & ~known].sum()
        seen = stand_for.sum()
        if there:
            seen *= divided(there, there - unseen)
        about.append(seen)
        unknown.append(unseen)
    precision, recall = divided(about[0], np.array([size[find].sum(), sum(about)]))
    others = np.where(find, 0, size - coded)
    missed = (others > 0) & (others >= others.max(initial=0) / 2)
    if unknown[0] > LARGE * size[find].sum():
        precision = np.nan
    if sum(unknown) > LARGE * sum(about) or (missed.any() and not yes[missed].any()):
        recall = np.nan
    return precision, recall
