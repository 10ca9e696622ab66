"""Mentions and coded sentences -> does the count find what was coded, and what does it miss?

All of this is validity of sentences: a match is a sentence with a mention of the theme. It says how
far "this sentence is about the theme" can be trusted. It does not correct a number of mentions: a
sentence may hold several, or speak of a theme in words that no term has.
"""

import numpy as np
import pandas as pd

from ..lexicon.arguments import arguments_of
from ..lexicon.read_lexicon import Lexicon
from ..tables.statistics import (
    DRAWS,
    MIN_ARTICLES,
    clopper_pearson,
    divided,
    log_reach,
    percentile_bounds,
)
from .coding_sheet import NONE, CodesError, checked_mentions, sentences_of
from .read_codes import READ_THEM, decided, themes_of

RIGHT, WRONG, MISSED = "true positive", "false positive", "false negative"
DISPUTED = "disputed"
SAMPLED = "exact, by strata"
_SENTENCE, _THEME = ["article", "sentence"], ["group", "theme"]
_TRUE, _FALSE, _MISSED = "true_positives", "false_positives", "false_negatives"
_SHARES = ["precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high"]


def verdicts(
    mentions: pd.DataFrame, codes: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon
) -> pd.DataFrame:
    """Every coded sentence and theme: what the count says beside what the sheets say.

    Parameters
    ----------
    mentions, articles, lexicon : from `find_mentions`, and what they were found in and with.
    codes : from `read_codes`. Where several sheets code a cell, most of them decide; half and half
        is disputed.

    Returns
    -------
    One row a theme and sentence that is coded, in the order of lexicon and text: `group`, `theme`,
    `article`, `sentence`, `outcome` ("true positive", "false positive", "false negative", "true
    negative", "disputed"), `found` (it has a mention), `terms` (that found it), `codes` (how many
    sheets say 1, of how many), `text`.

    Raises
    ------
    CodesError for codes of a theme, an article or a sentence that is not there; ValueError for
    mentions of a theme that is not, and for mentions without the numbers of their sentences.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade is up. Exports fell. All is well."]})
    >>> coded = pd.DataFrame({"coder": "x", "article": "a", "sentence": [1, 2, 3]})
    >>> coded = coded.assign(group="", theme="Trade", code=[1, 1, 0])
    >>> lexicon = read_lexicon({"Trade": ["trade"]})
    >>> table = verdicts(find_mentions(toy, lexicon), coded, toy, lexicon)
    >>> table[["sentence", "outcome", "terms", "codes"]]
       sentence         outcome  terms   codes
    0         1   true positive  trade  1 of 1
    1         2  false negative         1 of 1
    2         3   true negative         0 of 1
    """
    mentions, codes, articles, lexicon = arguments_of(verdicts, mentions, codes, articles, lexicon)
    done = decided(codes).astype({"article": object})
    cells = done.groupby([*_THEME, *_SENTENCE], sort=False)["code"].agg(["sum", "count"])
    table = _in_order(cells.reset_index(), articles, lexicon)
    found = checked_mentions(mentions, lexicon)
    found = found.sort_values("start", kind="stable")
    terms = found.groupby([*_THEME, *_SENTENCE], sort=False)["term"].agg(
        lambda names: ", ".join(dict.fromkeys(names))
    )
    table = table.merge(terms.rename("terms").reset_index(), how="left", on=[*_THEME, *_SENTENCE])
    table["found"] = table["terms"].notna()
    seen = table["sum"] / table["count"]
    cases = [seen == 0.5, table["found"] & (seen > 0.5), table["found"], seen > 0.5]
    table["outcome"] = np.select(cases, [DISPUTED, RIGHT, WRONG, MISSED], "true negative")
    table["codes"] = table["sum"].astype(str) + " of " + table["count"].astype(str)
    table["terms"] = table["terms"].fillna("")
    texts = dict.fromkeys([*_THEME, "outcome", "terms", "codes", "text"], "str")
    return table[[*_THEME, *_SENTENCE, "outcome", "found", "terms", "codes", "text"]].astype(texts)


def _in_order(cells: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """The coded cells with their sentences' text, theme by theme in the lexicon's order. CodesError
    for what is not there.
    """
    place = {pair: number for number, pair in enumerate(lexicon.themes)}
    themes = [place[pair] for pair in themes_of(cells, lexicon)]
    cells = cells.assign(theme_order=np.array(themes, dtype="int64"))
    sentences = sentences_of(articles[articles["article"].isin(cells["article"])])
    known = sentences.reset_index(names="order").astype({"article": object})
    table = cells.merge(known, how="left", on=_SENTENCE)
    lost = table[table["order"].isna()]
    if len(lost):
        row = lost.iloc[0]
        sentence = f"sentence {row['sentence']} of article {row['article']!r}"
        raise CodesError(f"codes: there is no {sentence}; {READ_THEM}")
    return table.sort_values(["theme_order", "order"], ignore_index=True)


def term_validity(
    mentions: pd.DataFrame, codes: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon
) -> pd.DataFrame:
    """Per term: how many of its matches are right.

    Parameters
    ----------
    mentions, codes, articles, lexicon : as in `verdicts`, and so are the errors.

    Returns
    -------
    A row a term, in the lexicon's order: `group`, `theme`, `term`; `sentences` that it matches and
    that are decided, of them `true_positives` and `false_positives`; `disputed_found`, those beside
    them on which the sheets are divided; `precision`, NaN where there is no such sentence; and of
    the sentences those that only this term matches, `only_true_positives` and
    `only_false_positives`: what leaving it out would lose and spare. A sentence that was missed
    belongs to no term.
    """
    mentions, codes, articles, lexicon = arguments_of(
        term_validity, mentions, codes, articles, lexicon
    )
    table = verdicts(mentions, codes, articles, lexicon)
    columns = [*_THEME, "term", *_SENTENCE]
    found = checked_mentions(mentions, lexicon)[columns].drop_duplicates()
    found = found.merge(table.astype({"article": object}), on=[*_THEME, *_SENTENCE])
    right, wrong = found["outcome"] == RIGHT, found["outcome"] == WRONG
    only = found["terms"] == found["term"]
    numbers = {
        "sentences": right | wrong,
        _TRUE: right,
        _FALSE: wrong,
        "disputed_found": ~(right | wrong),
        f"only_{_TRUE}": only & right,
        f"only_{_FALSE}": only & wrong,
    }
    keys = [*_THEME, "term"]
    sums = found[keys].assign(**numbers).groupby(keys, sort=False).sum().reset_index()
    place = {pair: number for number, pair in enumerate(lexicon.themes)}
    terms = [term[:3] for term in lexicon.terms if not term.excluded]
    terms.sort(key=lambda term: place[term[:2]])
    result = pd.DataFrame(list(dict.fromkeys(terms)), columns=keys, dtype="str")
    result = result.merge(sums.astype(dict.fromkeys(keys, "str")), how="left")
    result = result.fillna(dict.fromkeys(numbers, 0)).astype(dict.fromkeys(numbers, "int64"))
    result.insert(7, "precision", divided(result[_TRUE], result["sentences"]))
    return result


def validity(
    mentions: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    sample: pd.DataFrame | None = None,
    draws: int = DRAWS,
    seed: int = 0,
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
        weighted.
    draws, seed : of the intervals.

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
    - of MIN_ARTICLES articles and more: over articles, from how far each moves the odds
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
    mentions, codes, articles, lexicon, sample = arguments_of(
        validity, mentions, codes, articles, lexicon, sample
    )
    table = verdicts(mentions, codes, articles, lexicon)
    decisions = table[table["outcome"] != DISPUTED]
    totals, finds = None, {}
    if sample is not None:
        decisions, totals = _in_strata(decisions, sample), sample.groupby("stratum")["weight"].sum()
        finds = _found_now(mentions, lexicon, sample)
    sizes = checked_mentions(mentions, lexicon).groupby(_THEME).size()
    rows = []
    for pair in lexicon.themes:
        own = table[(table["group"] == pair[0]) & (table["theme"] == pair[1])]
        part = decisions[(decisions["group"] == pair[0]) & (decisions["theme"] == pair[1])]
        disputed = own[own["outcome"] == DISPUTED]["found"]
        open_cases = [int(disputed.sum()), int((~disputed).sum())]
        number = None
        if finds:
            number = finds.get(pair, 0)
        shares, interval, new = _shares(part, totals, number, draws, seed)
        outcomes = part["outcome"].value_counts()
        numbers = [int(outcomes.get(outcome, 0)) for outcome in (RIGHT, WRONG, MISSED)]
        note = _note(len(part), sum(open_cases), *numbers, shares[3], new)
        counts = [int(sizes.get(pair, 0)), len(part), *open_cases, *numbers]
        rows.append((*pair, *counts, *shares, interval, note))
    counts = ["mentions", "sentences", "disputed_found", "disputed_missed", _TRUE, _FALSE, _MISSED]
    result = pd.DataFrame(rows, columns=[*_THEME, *counts, *_SHARES, "interval", "note"])
    precision, recall = result["precision"], result["recall"]
    f1 = divided(2 * precision * recall, (precision + recall).to_numpy())
    f1[(precision + recall).to_numpy() == 0] = 0  # every match wrong, every sentence missed
    result.insert(result.columns.get_loc("interval"), "f1", f1)
    return result.astype(dict.fromkeys([*_THEME, "interval", "note"], "str"))


def _note(
    sentences: int, disputed: int, true: int, false: int, missed: int, recall: float, new: int
) -> str:
    """Why precision or recall is not defined, or vague; empty where both are known."""
    if not sentences:
        return {0: "not coded"}.get(disputed, "the sheets disagree on every sentence")
    if not true + false + missed:
        return "neither found nor coded yes"
    if not true + missed:
        return "never coded yes: no recall"
    if not true + false:
        return "never found: no precision"
    if np.isnan(recall):
        return "too few missed sentences drawn: recall has bounds and no estimate"
    if new:
        of = "are of strata in which none was drawn: wide bounds"
        return f"some {new:,} sentences with a match {of}"
    return ""


def _shares(
    part: pd.DataFrame, totals: pd.Series | None, finds: int | None, draws: int, seed: int
) -> tuple[list[float], str, int]:
    """Of the decisions on one theme: precision and recall, each with its bounds, what kind of
    bounds they are, and how many finds none of the drawn ones stands for.
    """
    cases = [part["outcome"] == outcome for outcome in (RIGHT, WRONG, MISSED)]
    cases = np.stack(cases, axis=1).astype(int)
    number = part["article"].nunique()
    if totals is not None and number:
        shares, new = _of_sample(part, totals, finds, draws, seed)
        return shares, SAMPLED, new
    true, false, missed = cases.sum(axis=0).tolist()
    kind = ""
    bounds = [_exact(true, false), _exact(true, missed)]
    if number == 1:
        kind = "Clopper-Pearson"
    elif 1 < number < MIN_ARTICLES:
        bounds = [(np.nan, np.nan), (np.nan, np.nan)]
        kind = f"none: {number} articles, and an interval needs {MIN_ARTICLES}"
    elif number:
        by_article = pd.DataFrame(cases).groupby(part["article"].to_numpy(), sort=False).sum()
        bounds = [share_bounds(by_article.to_numpy()[:, [0, other]]) for other in (1, 2)]
        kind = f"over {number:,} articles"
    shares = divided(np.array([true, true]), np.array([true + false, true + missed])).tolist()
    return [shares[0], *bounds[0], shares[1], *bounds[1]], kind, 0


def _exact(successes: int, failures: int) -> tuple[float, float]:
    """Clopper and Pearson's bounds, NaN with zero trials."""
    if not successes + failures:
        return np.nan, np.nan
    return clopper_pearson(successes, successes + failures)


def share_bounds(cases: np.ndarray) -> tuple[float, float]:
    """The interval of a share from its successes and failures (columns) in each article (row).

    `rate_bounds` on the logarithm of the odds; where they are 0 or infinite, Clopper and Pearson's
    of the articles.

    >>> cases = np.array([[4, 1], [3, 0], [5, 2], [2, 1], [6, 1], [3, 1], [4, 0]])
    >>> [round(bound, 2) for bound in share_bounds(cases)]
    [0.68, 0.91]
    """
    cases = cases[cases.any(axis=1)]
    if not cases.sum(axis=0).all():  # no width
        return _exact(*(cases > 0).sum(axis=0).tolist())
    all_cases, share = cases.sum(), cases[:, 0].sum() / cases.sum()
    trials = cases.sum(axis=1)
    moves = (
        (cases[:, 0] - share * trials)
        / (all_cases * share * (1 - share))
        / (1 - trials / all_cases)
    )
    odds, reach = share / (1 - share), log_reach(moves[:, None])[0]
    return float(odds / reach / (1 + odds / reach)), float(odds * reach / (1 + odds * reach))


def _in_strata(decisions: pd.DataFrame, sample: pd.DataFrame) -> pd.DataFrame:
    places = sample[["article", "sentence", "stratum"]].astype({"article": object})
    decisions = decisions.astype({"article": object})
    table = decisions.merge(places, how="left", on=["article", "sentence"])
    if table["stratum"].isna().any():
        row = table[table["stratum"].isna()].iloc[0]
        where = f"sentence {row['sentence']} of article {row['article']!r}"
        todo = "give the sample that was drawn, or none"
        raise CodesError(f"validity: {where} is coded and not in the sample; {todo}")
    return table


def _found_now(
    mentions: pd.DataFrame, lexicon: Lexicon, sample: pd.DataFrame
) -> dict[tuple[str, str], int]:
    """(group, theme) -> how many sentences have a match of it, where the terms are not those that
    the sample was drawn with.

    With these, every sentence drawn has a mention of its stratum's theme, and as many have one as
    all strata hold.
    """
    found = checked_mentions(mentions, lexicon)[[*_THEME, *_SENTENCE, "stratum"]].drop_duplicates()
    own = found[found["stratum"].isin(sample["stratum"])]
    drawn = sample.astype({"article": object})
    mentioned = drawn.merge(own[_SENTENCE].drop_duplicates(), on=_SENTENCE)
    fitting = drawn.merge(own, on=[*_SENTENCE, "stratum"])
    several = sample["stratum"] != NONE
    as_drawn = len(fitting) == len(mentioned) == several.sum()
    stands_for = round(sample.loc[several, "weight"].sum())
    if as_drawn and len(own[_SENTENCE].drop_duplicates()) == stands_for:
        return {}
    return found.groupby(_THEME).size().to_dict()


def _of_sample(
    part: pd.DataFrame, totals: pd.Series, finds: int | None, draws: int, seed: int
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
    find, seen = part["found"].to_numpy(), part["outcome"].isin([RIGHT, MISSED]).to_numpy()
    number, right = np.zeros((2, len(strata), 2))  # strata x not found, found
    np.add.at(number, (codes, find.astype(int)), 1)
    np.add.at(right, (codes, find.astype(int)), seen)
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
    there = number > 0
    cells = (
        np.broadcast_to([False, True], there.shape),
        right.astype("int64"),
        number.astype("int64"),
        weight,
    )
    return shares_of_cells(*(cell[there] for cell in cells), draws, seed, new), new


def shares_of_cells(
    find: np.ndarray,
    seen: np.ndarray,
    count: np.ndarray,
    weight: np.ndarray,
    draws: int,
    seed: int,
    new: int = 0,
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
    unseen = np.round(count * (weight - 1)).astype("int64")
    more = (
        count * weight / np.where(find, (count * weight)[find].sum(), (count * weight)[~find].sum())
    )
    random = np.random.default_rng(seed)

    def drawn(right: np.ndarray, wrong: np.ndarray) -> list[np.ndarray]:
        good, bad = (random.standard_gamma(shape, (draws, len(count))) for shape in (right, wrong))
        number = seen + random.binomial(unseen, good / (good + bad))
        return [number[:, find].sum(axis=1), number[:, ~find].sum(axis=1)]

    (true_low, missed_low), (true_high, missed_high) = (
        drawn(seen, count - seen + more),
        drawn(seen + more, count - seen),
    )
    found, true_high = np.full(draws, (count + unseen)[find].sum() + new), true_high + new
    true, missed = (float((seen * weight)[kind].sum()) for kind in (find, ~find))
    precision, recall = divided(
        np.array([true, true]), np.array([(count * weight)[find].sum(), true + missed])
    ).tolist()
    result = [precision]
    result += [
        percentile_bounds(divided(*pair))[end]
        for end, pair in enumerate([(true_low, found), (true_high, found)])
    ]
    if np.isnan(recall):
        return [*result, np.nan, np.nan, np.nan]
    bounds = [(true_low, true_low + missed_high), (true_high, true_high + missed_low)]
    heaviest = ~find & (unseen > 0) & (weight == weight[~find].max(initial=0))
    known = not heaviest.any() or seen[heaviest].any()
    if not known:
        recall = np.nan
    return [
        *result,
        recall,
        *(percentile_bounds(divided(*pair))[end] for end, pair in enumerate(bounds)),
    ]
