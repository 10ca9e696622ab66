"""Mentions and coded sentences -> does the count find what was coded, and what does it miss?

All of this is validity of sentences: a match is a sentence with a mention of the theme. It says how
far "this sentence is about the theme" can be trusted. It does not correct a number of mentions: a
sentence may hold several, or speak of a theme in words that no term has.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..tables.bounds import clopper_pearson, share_bounds
from ..tables.statistics import DRAWS, MIN_ARTICLES, divided, percentile_bounds, summed
from .sheets import checked_mentions
from .strata import Sentences
from .verdicts import DISPUTED, MISSED, RIGHT, SENTENCE, THEME, WRONG, verdicts

_SHARES = ["precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high"]


@takes_any_form
def validity(
    mentions: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    sample: pd.DataFrame | None = None,
    draws: int = DRAWS,
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

    Returns
    -------
    A row a theme of the lexicon: `group`, `theme`, `mentions` (the count that the rest qualifies),
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
    - of a sample: exact ones of the strata, combined. Where no false negative was drawn among the
      sentences that each stand for most others, recall and f1 are NaN: there are bounds and no
      estimate, and `recall_low` is what the sample vouches for. The strata stay those of the terms
      that it was drawn with. Where new terms match sentences of a stratum in which none of these
      was drawn, the bounds allow for each of them to be right or wrong, and `note` says how many
      there may be.

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
    table = verdicts(mentions, codes, articles, lexicon)
    outcome, disputed = table["outcome"], table["outcome"] == DISPUTED
    cases = {
        "sentences": ~disputed,
        "disputed_found": disputed & table["found"],
        "disputed_missed": disputed & ~table["found"],
        "true_positives": outcome == RIGHT,
        "false_positives": outcome == WRONG,
        "false_negatives": outcome == MISSED,
    }
    themes = pd.MultiIndex.from_frame(pd.DataFrame(lexicon.themes, columns=THEME, dtype="str"))
    found = checked_mentions(mentions, lexicon)
    result = pd.DataFrame({"mentions": found.groupby(THEME).size().reindex(themes, fill_value=0)})
    numbers = pd.DataFrame(cases).groupby([table["group"], table["theme"]]).sum()
    result = result.join(numbers.reindex(themes, fill_value=0)).astype("int64")
    decisions, totals, finds = table[~disputed], None, None
    text = Sentences(articles, lexicon)
    if sample is not None:
        text.check_drawn(codes.dropna(subset="code"), sample)
        strata = text.strata_of(sample, mentions)
        totals = pd.Series(strata.sizes, strata.labels)
        labels = strata.labels[strata.number[text.rows(decisions)]]
        decisions = decisions.assign(stratum=labels)
        if not strata.known:  # of other terms: how many sentences have a match now
            finds = found[[*THEME, *SENTENCE]].drop_duplicates().groupby(THEME).size()
    parts, rows = dict(list(decisions.groupby(THEME))), []
    for theme in themes:
        part, number = parts.get(theme), None
        if finds is not None:
            number = finds.get(theme, 0)
        if part is None:
            rows.append((*np.full(6, np.nan), "", 0))
        elif sample is None:
            rows.append((*_shares(part), 0))
        else:
            shares, new = _of_sample(part, totals, number, draws)
            rows.append((*shares, "exact, by strata", new))
    columns = [*_SHARES, "interval", "new"]
    result = result.join(pd.DataFrame(rows, index=themes, columns=columns)).reset_index()
    precision, recall = result["precision"], result["recall"]
    both = precision + recall
    # 0 where every match is wrong and every sentence missed
    f1 = 2 * precision * recall / both.where(both > 0, 1)
    result.insert(result.columns.get_loc("interval"), "f1", f1)
    result["note"] = _notes(result)
    if sample is None:
        notes = zip(result["note"], _of_part(result, text.shape[0]), strict=True)
        result["note"] = ["; ".join(filter(None, pair)) for pair in notes]
    return result.drop(columns="new").astype({"interval": "str", "note": "str"})


def _of_part(result: pd.DataFrame, total: int) -> Iterator[str]:
    """Of each theme that its shares are of the coded sentences alone; empty where all are coded."""
    for coded in result[["sentences", "disputed_found", "disputed_missed"]].sum(axis=1):
        said = ""
        if 0 < coded < total:
            said = f"no sample given: of the coded sentences alone, {coded:,} of {total:,}"
        yield said


def _notes(result: pd.DataFrame) -> np.ndarray:
    """Why precision or recall is not defined, or vague; empty where both are known."""
    true, missed = result["true_positives"], result["false_negatives"]
    found = true + result["false_positives"]
    none = result["sentences"] == 0
    disputed = result["disputed_found"] + result["disputed_missed"]
    of = "are of strata in which none was drawn: wide bounds"
    notes = {
        "not coded": none & (disputed == 0),
        "the sheets disagree on every sentence": none,
        "neither found nor coded yes": found + missed == 0,
        "never coded yes: no recall": true + missed == 0,
        "never found: no precision": found == 0,
        "too few missed sentences drawn: recall has bounds and no estimate": (
            result["recall"].isna()
        ),
        "": result["new"] == 0,
    }
    new = [f"some {number:,} sentences with a match {of}" for number in result["new"]]
    return np.select(list(notes.values()), list(notes), np.array(new, dtype=object))


def _shares(part: pd.DataFrame) -> tuple:
    """Of the decisions on one theme: precision and recall, each with its bounds, and what kind of
    bounds they are.
    """
    cases = np.column_stack([part["outcome"] == case for case in (RIGHT, WRONG, MISSED)])
    true, false, missed = cases.sum(axis=0)
    article = pd.factorize(part["article"])[0]
    number = article.max() + 1
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


def _of_sample(
    part: pd.DataFrame, totals: pd.Series, finds: int | None, draws: int
) -> tuple[list[float], int]:
    """Precision and recall of the sampled decisions on one theme, weighted, with bounds; and how
    many finds there are of which none was drawn.

    Whether a sentence is found is known of all; what is drawn is how many of each cell (stratum,
    found or not) are right. With other terms than those of the sample, `finds` says how many
    sentences are: a regression estimate shares what there are more or less than the drawn ones
    stand for among the strata, by the variance of each (Cochran 1977, "Sampling techniques",
    chapter 7).
    """
    codes, strata = pd.factorize(part["stratum"], sort=True)
    cell, shape = 2 * codes + part["found"], (len(strata), 2)  # strata x not found, found
    about = part["outcome"].isin([RIGHT, MISSED])
    number = np.bincount(cell, minlength=2 * len(strata)).reshape(shape)
    right = np.bincount(cell[about], minlength=2 * len(strata)).reshape(shape)
    drawn, size = number.sum(axis=1), totals[strata].to_numpy()
    weight, new = np.repeat((size / drawn)[:, None], 2, axis=1), 0
    if finds is not None:
        share = (number[:, 1] + 0.5) / (drawn + 1)
        variance = size * (size - drawn) * share * (1 - share) / drawn
        found = size * number[:, 1] / drawn
        found += (finds - found.sum()) * variance / (variance.sum() or 1)
        found = found.clip(number[:, 1], size - number[:, 0])
        weight = divided(np.stack([size - found, found], axis=1), number)
        new = round(found[number[:, 1] == 0].sum())
    find = np.broadcast_to([False, True], shape)
    there = number > 0
    cells = find[there], right[there], number[there], weight[there]
    return shares_of_cells(cells, draws, new=new), new


def shares_of_cells(
    cells: tuple[np.ndarray, ...], draws: int, seed: int = 0, new: int = 0
) -> list[float]:
    """Precision and recall with their bounds, from cells: found or not, how many are coded yes, of
    how many drawn, weight; and from the number of `new` finds, of which nothing was drawn and each
    may be right or wrong.

    Of the sentences not drawn, as many are right as Clopper and Pearson's bounds say of a finite
    stratum: a beta-binomial, with one sentence more that is right (above) or wrong (below), shared
    among cells by their size. Such numbers are combined by drawing them, each bound from those that
    make it safe: Fay, Proschan and Brittain (2015), "Combining one-sample confidence procedures for
    inference in the two-sample case", Biometrics 71: 146-156.
    """
    find, seen, count, weight = cells
    stands_for = count * weight
    unseen = np.round(count * (weight - 1)).astype("int64")
    more = stands_for / np.where(find, stands_for[find].sum(), stands_for[~find].sum())
    random = np.random.default_rng(seed)

    def drawn(right: np.ndarray, wrong: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        good, bad = (random.standard_gamma(shape, (draws, len(count))) for shape in (right, wrong))
        number = seen + random.binomial(unseen, good / (good + bad))
        return number[:, find].sum(axis=1), number[:, ~find].sum(axis=1)

    true_low, missed_low = drawn(seen, count - seen + more)
    true_high, missed_high = drawn(seen + more, count - seen)
    true_high += new
    found = (count + unseen)[find].sum() + new
    low = divided(true_low, found), divided(true_low, true_low + missed_high)
    high = divided(true_high, found), divided(true_high, true_high + missed_low)
    lows = [percentile_bounds(share)[0] for share in low]
    highs = [percentile_bounds(share)[1] for share in high]
    true, missed = (seen * weight)[find].sum(), (seen * weight)[~find].sum()
    precision, recall = divided(true, np.array([stands_for[find].sum(), true + missed]))
    if np.isnan(recall):
        lows[1] = highs[1] = np.nan
    heaviest = ~find & (unseen > 0) & (weight == weight[~find].max(initial=0))
    if heaviest.any() and not seen[heaviest].any():
        recall = np.nan
    return [precision, lows[0], highs[0], recall, lows[1], highs[1]]
