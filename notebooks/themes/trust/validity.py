"""Mentions and coded sentences -> does the count find what readers found, and what does it miss?

All of this is validity of sentences: a find is a sentence with a mention of the theme. It says how far "this sentence is about
the theme" can be trusted. It does not correct a number of mentions: a sentence may hold several, or speak of a theme in words
that no term has.
"""

import numpy as np
import pandas as pd

from ..tables.counts import lexicon_entries
from ..tables.statistics import DRAWS, LEVEL, MIN_ARTICLES, clopper_pearson, divided, log_reach, middle
from .codes import decided
from .coding import CodesError, sentences_of

OUTCOMES = ["true find", "false find", "miss", "neither", "disputed"]
SAMPLED = "exact, by strata"
_SENTENCE, _THEME = ["article", "sentence"], ["group", "theme"]
_COUNTS = ["true_finds", "false_finds", "misses"]
_SHARES = ["precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high"]


def verdicts(mentions: pd.DataFrame, codes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Every coded sentence and theme: what the count says beside what the coders say.

    Parameters
    ----------
    mentions, articles : from `find_mentions`, and the articles they were found in.
    codes : from `read_codes`. Where several coders coded a cell, most of them decide; half and half is disputed.

    Returns
    -------
    One row a theme and sentence that is coded, in the order of lexicon and text: `group`, `theme`, `article`, `sentence`,
    `outcome` ("true find", "false find", "miss", "neither", "disputed"), `find` (it has a mention), `terms` (that found it),
    `codes` (how many coders say 1, of how many), `text`.

    Raises CodesError for codes of a theme, an article or a sentence that is not there.

    >>> from themes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade is up. Exports fell. All is well."]})
    >>> coded = pd.DataFrame({"coder": "x", "article": "a", "sentence": [1, 2, 3], "code": [1, 1, 0]})
    >>> coded = coded.assign(group="", theme="Trade")
    >>> mentions = find_mentions(toy, read_lexicon({"Trade": ["trade"]}))
    >>> verdicts(mentions, coded, toy)[["sentence", "outcome", "terms", "codes"]]
       sentence    outcome  terms   codes
    0         1  true find  trade  1 of 1
    1         2       miss         1 of 1
    2         3    neither         0 of 1
    """
    cells = decided(codes).groupby([*_THEME, *_SENTENCE], sort=False)["code"].agg(["sum", "count"]).reset_index()
    table = _in_order(cells, mentions, articles)
    found = mentions[mentions["article"].isin(cells["article"])]
    found = found.astype({"group": object, "theme": object, "term": object, "sentence": "int64"})
    terms = found.groupby([*_THEME, *_SENTENCE], sort=False)["term"].agg(lambda names: ", ".join(dict.fromkeys(names)))
    table = table.merge(terms.rename("terms").reset_index(), how="left", on=[*_THEME, *_SENTENCE])
    table["find"] = table["terms"].notna()
    seen = table["sum"] / table["count"]
    cases = [seen == 0.5, table["find"] & (seen > 0.5), table["find"], seen > 0.5]
    outcome = np.select(cases, ["disputed", "true find", "false find", "miss"], "neither")
    table["outcome"] = pd.Categorical(outcome, OUTCOMES)
    table["codes"] = table["sum"].astype(str) + " of " + table["count"].astype(str)
    table["terms"] = table["terms"].fillna("").astype("str")
    for column in _THEME:
        table[column] = pd.Categorical(table[column], mentions[column].cat.categories)
    return table[[*_THEME, *_SENTENCE, "outcome", "find", "terms", "codes", "text"]]


def _in_order(cells: pd.DataFrame, mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The coded cells with their sentences' text, theme by theme in the lexicon's order. CodesError for what is not there."""
    if mentions["sentence"].isna().any():
        raise ValueError("these mentions have no sentence numbers; find them with sentences=True")
    sentences = sentences_of(articles[articles["article"].isin(cells["article"])])
    themes = lexicon_entries(mentions)[_THEME].drop_duplicates().reset_index(names="theme_order")
    known = sentences.reset_index(names="order").astype({"article": object})
    table = cells.astype({"article": object}).merge(themes, how="left").merge(known, how="left")
    lost = table[table["theme_order"].isna() | table["order"].isna()]
    if len(lost):
        row = lost.iloc[0]
        what = f"theme {row['theme']!r} (group {row['group']!r})" if np.isnan(row["theme_order"]) else ""
        what = what or f"sentence {row['sentence']} of article {row['article']!r}"
        raise CodesError(f"codes: there is no {what}; read them with `read_codes(path, articles, lexicon)`, which says where")
    return table.sort_values(["theme_order", "order"], ignore_index=True)


def misjudged(mentions: pd.DataFrame, codes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Every false find and every miss with its sentence, so that the reason can be read: the rows of `verdicts`."""
    table = verdicts(mentions, codes, articles)
    wrong = table[table["outcome"].isin(["false find", "miss"])]
    return wrong.drop(columns="find").reset_index(drop=True)


def term_validity(mentions: pd.DataFrame, codes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Per term: `finds`, the decided sentences with a mention of it; how many of them are `true_finds` and `false_finds`;
    `disputed_finds`, those beside them on which the coders are divided; `precision`; and of the finds those that only it makes,
    `only_true` and `only_false`: what leaving it out would lose and spare. A miss belongs to no term. In the lexicon's order;
    precision is NaN for a term without a find.
    """
    table = verdicts(mentions, codes, articles)
    table = table[table["find"]].astype({"group": object, "theme": object})
    found = mentions.astype({"group": object, "theme": object, "term": object, "sentence": "int64", "article": object})
    found = found[[*_THEME, "term", *_SENTENCE]].drop_duplicates()
    found = found.merge(table.astype({"article": object}), on=[*_THEME, *_SENTENCE])
    true, false = (found["outcome"] == outcome for outcome in ("true find", "false find"))
    only = found["terms"] == found["term"]
    found = found.assign(finds=true | false, true_finds=true, false_finds=false, disputed_finds=~(true | false))
    found = found.assign(only_true=only & true, only_false=only & false)
    numbers = ["finds", "true_finds", "false_finds", "disputed_finds", "only_true", "only_false"]
    sums = found.groupby([*_THEME, "term"], sort=False)[numbers].sum().reset_index()
    entries = lexicon_entries(mentions)
    result = entries[entries["term"] != ""].merge(sums, how="left")
    result = result.astype({"term": "str"}).fillna({number: 0 for number in numbers})
    result = result.astype({number: "int64" for number in numbers})
    result.insert(7, "precision", divided(result["true_finds"], result["finds"]))
    for column in _THEME:
        result[column] = pd.Categorical(result[column], mentions[column].cat.categories)
    return result


def validity(
    mentions: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    sample: pd.DataFrame | None = None,
    level: float = LEVEL,
    draws: int = DRAWS,
    seed: int = 0,
) -> pd.DataFrame:
    """Per theme: how many of its finds are right, and how many of the sentences about it were found.

    Parameters
    ----------
    mentions, codes, articles : as in `verdicts`. Sentences on which the coders are divided are left out of every share, which
        may flatter it, so they are counted; the codes of a single coder, `codes[codes["coder"] == …]`, leave out none.
    sample : from `sample_for_coding`, where the coded sentences were drawn with it: shares are then weighted.
    level, draws, seed : of the intervals.

    Returns
    -------
    A row a theme of the lexicon: `group`, `theme`, `mentions` (the count that the rest qualifies), `sentences` (coded, coders
    not divided), `disputed_finds`, `disputed_misses` (coders divided: found, or not), `true_finds`, `false_finds`, `misses` (as
    they are, not weighted); `precision` = true finds / finds, `recall` = true finds / (true finds + misses), each with `_low`
    and `_high`; `f1`, their harmonic mean (0 where both are 0); `interval`, which one it is; `note`, why something
    is not defined, and NaN. The intervals are

    - of one article: Clopper and Pearson's, as if its sentences were drawn one by one;
    - of MIN_ARTICLES articles and more: over articles, from how far each moves the odds (`share_bounds`). Where the share is
      0 or 1, Clopper and Pearson's with the articles that have such sentences as trials. Of two to six articles there are none;
    - of a sample: exact ones of the strata, combined. Where no miss was drawn among the sentences that each stand for most
      others, recall and f1 are NaN: there are bounds and no estimate, and `recall_low` is what the sample vouches for.

    >>> from themes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade is up. Exports fell. All is well."]})
    >>> coded = pd.DataFrame({"coder": "x", "article": "a", "sentence": [1, 2, 3], "code": [1, 1, 0]})
    >>> coded = coded.assign(group="", theme="Trade")
    >>> table = validity(find_mentions(toy, read_lexicon({"Trade": ["trade"]})), coded, toy)
    >>> table[["true_finds", "false_finds", "misses", "precision", "recall"]]
       true_finds  false_finds  misses  precision  recall
    0           1            0       1        1.0     0.5
    """
    table = verdicts(mentions, codes, articles).astype({"group": object, "theme": object, "outcome": object})
    decisions = table[table["outcome"] != "disputed"]
    totals = None
    if sample is not None:
        decisions, totals = _in_strata(decisions, sample), sample.groupby("stratum")["weight"].sum()
    parts = dict(iter(decisions.groupby(_THEME, sort=False)))
    disputed = table[table["outcome"] == "disputed"].groupby(_THEME)["find"].agg(["sum", "size"])
    counted = mentions.astype({"group": object, "theme": object}).groupby(_THEME).size().to_dict()
    rows = []
    for pair in dict.fromkeys(lexicon_entries(mentions)[_THEME].itertuples(index=False, name=None)):
        part = parts.get(pair, decisions.head(0))
        shares, interval = _shares(part, totals, level, draws, seed)
        numbers = [int((part["outcome"] == outcome).sum()) for outcome in ("true find", "false find", "miss")]
        divided_on = disputed.loc[pair].tolist() if pair in disputed.index else [0, 0]
        open_cases = [divided_on[0], divided_on[1] - divided_on[0]]
        note = _note(len(part), sum(open_cases), *numbers)
        if not note and np.isnan(shares[3]):
            note = "too few misses drawn: recall has bounds and no estimate"
        rows.append((*pair, counted.get(pair, 0), len(part), *open_cases, *numbers, *shares, interval, note))
    sizes = ["mentions", "sentences", "disputed_finds", "disputed_misses", *_COUNTS]
    result = pd.DataFrame(rows, columns=[*_THEME, *sizes, *_SHARES, "interval", "note"])
    precision, recall = result["precision"], result["recall"]
    f1 = divided(2 * precision * recall, (precision + recall).to_numpy())
    f1[(precision + recall).to_numpy() == 0] = 0  # every find wrong, every sentence missed
    result.insert(result.columns.get_loc("interval"), "f1", f1)
    for column in _THEME:
        result[column] = pd.Categorical(result[column], mentions[column].cat.categories)
    return result


def _note(sentences: int, disputed: int, true: int, false: int, misses: int) -> str:
    """Why precision or recall is not defined; empty where both are."""
    if not sentences:
        return "every coded sentence is disputed" if disputed else "not coded"
    if not true + false + misses:
        return "neither found nor seen by a coder"
    if not true + misses:
        return "no coder saw it: no recall"
    return "" if true + false else "never found: no precision"


def _shares(part: pd.DataFrame, totals: pd.Series | None, level: float, draws: int, seed: int) -> tuple[list[float], str]:
    """Of the decisions on one theme: precision and recall, each with its bounds, and what kind of bounds they are."""
    cases = np.stack([part["outcome"] == outcome for outcome in ("true find", "false find", "miss")], axis=1).astype(int)
    number = part["article"].nunique()
    if totals is not None and number:
        return _of_sample(part, totals, level, draws, seed), SAMPLED
    true, false, misses = cases.sum(axis=0).tolist()
    if number < 2:
        bounds = [_exact(true, other, level) for other in (false, misses)]
        kind = "Clopper-Pearson" if number else ""
    elif number < MIN_ARTICLES:
        bounds, kind = [(np.nan, np.nan)] * 2, f"none: {number} articles, and an interval needs {MIN_ARTICLES}"
    else:
        by_article = pd.DataFrame(cases).groupby(part["article"].to_numpy(), sort=False).sum().to_numpy()
        bounds = [share_bounds(by_article[:, [0, other]], level) for other in (1, 2)]
        kind = f"over {number:,} articles"
    shares = divided(np.array([true, true]), np.array([true + false, true + misses])).tolist()
    return [shares[0], *bounds[0], shares[1], *bounds[1]], kind


def _exact(successes: int, failures: int, level: float) -> tuple[float, float]:
    """Clopper and Pearson's bounds, NaN with zero trials."""
    return clopper_pearson(successes, successes + failures, level) if successes + failures else (np.nan, np.nan)


def share_bounds(cases: np.ndarray, level: float = LEVEL) -> tuple[float, float]:
    """The interval of a share from its successes and failures (columns) in each article (row).

    `rate_bounds` on the logarithm of the odds; where they are 0 or infinite, Clopper and Pearson's of the articles.

    >>> [round(bound, 2) for bound in share_bounds(np.array([[4, 1], [3, 0], [5, 2], [2, 1], [6, 1], [3, 1], [4, 0]]))]
    [0.68, 0.91]
    """
    cases = cases[cases.any(axis=1)]
    if not cases.sum(axis=0).all():  # no width
        return _exact(*(cases > 0).sum(axis=0).tolist(), level)
    all_cases, share = cases.sum(), cases[:, 0].sum() / cases.sum()
    trials = cases.sum(axis=1)
    moves = (cases[:, 0] - share * trials) / (all_cases * share * (1 - share)) / (1 - trials / all_cases)
    odds, reach = share / (1 - share), log_reach(moves[:, None], level)[0]
    return float(odds / reach / (1 + odds / reach)), float(odds * reach / (1 + odds * reach))


def _in_strata(decisions: pd.DataFrame, sample: pd.DataFrame) -> pd.DataFrame:
    places = sample[["article", "sentence", "stratum"]].astype({"article": object})
    table = decisions.merge(places, how="left", on=["article", "sentence"])
    if table["stratum"].isna().any():
        row = table[table["stratum"].isna()].iloc[0]
        where = f"sentence {row['sentence']} of article {row['article']!r}"
        raise CodesError(f"validity: {where} is coded and not in the sample; give the sample that was drawn, or none")
    return table


def _of_sample(part: pd.DataFrame, totals: pd.Series, level: float, draws: int, seed: int) -> list[float]:
    """Precision and recall of the sampled decisions on one theme, weighted, with bounds.

    Whether a sentence is a find is known of all; what is drawn is how many of each cell (stratum, found or not) are right.
    """
    cells = part.assign(seen=part["outcome"].isin(["true find", "miss"]))
    cells = cells.groupby(["stratum", "find"], sort=True)["seen"].agg(["sum", "count"]).reset_index()
    sizes = cells.groupby("stratum")["count"].transform("sum")
    weight = cells["stratum"].map(totals) / sizes  # sentences that each one drawn stands for
    return shares_of_cells(
        *(cells[name].to_numpy() for name in ("find", "sum", "count")), weight.to_numpy(), level, draws, seed
    )


def shares_of_cells(
    find: np.ndarray, seen: np.ndarray, count: np.ndarray, weight: np.ndarray, level: float, draws: int, seed: int
) -> list[float]:
    """Precision and recall with their bounds, from cells: found or not, how many the coders saw, of how many drawn, weight.

    Of the sentences not drawn, as many are right as Clopper and Pearson's bounds say of a finite stratum: a beta-binomial, with
    one sentence more that is right (above) or wrong (below), shared among cells by their size. Such numbers are combined by
    drawing them, each bound from those that make it safe: Fay, Proschan and Brittain (2015), "Combining one-sample confidence
    procedures for inference in the two-sample case", Biometrics 71: 146-156.
    """
    unseen = np.round(count * (weight - 1)).astype("int64")
    more = count * weight / np.where(find, (count * weight)[find].sum(), (count * weight)[~find].sum())
    random = np.random.default_rng(seed)

    def drawn(right: np.ndarray, wrong: np.ndarray) -> list[np.ndarray]:
        good, bad = (random.standard_gamma(shape, (draws, len(count))) for shape in (right, wrong))
        number = seen + random.binomial(unseen, good / (good + bad))
        return [number[:, find].sum(axis=1), number[:, ~find].sum(axis=1)]

    (true_low, missed_low), (true_high, missed_high) = drawn(seen, count - seen + more), drawn(seen + more, count - seen)
    found = np.full(draws, (count + unseen)[find].sum())
    true, missed = (float((seen * weight)[kind].sum()) for kind in (find, ~find))
    precision, recall = divided(np.array([true, true]), np.array([(count * weight)[find].sum(), true + missed])).tolist()
    result = [precision]
    result += [middle(divided(*pair), level)[end] for end, pair in enumerate([(true_low, found), (true_high, found)])]
    if np.isnan(recall):
        return [*result, np.nan, np.nan, np.nan]
    bounds = [(true_low, true_low + missed_high), (true_high, true_high + missed_low)]
    heaviest = ~find & (unseen > 0) & (weight == weight[~find].max(initial=0))
    known = not heaviest.any() or seen[heaviest].any()
    return [*result, recall if known else np.nan, *(middle(divided(*pair), level)[end] for end, pair in enumerate(bounds))]


def share_text(share: float, low: float, high: float) -> str:
    """A share with its bounds; where there is no estimate, the bounds alone.

    >>> share_text(0.34, 0.19, 0.57), share_text(float("nan"), 0.31, 1), share_text(float("nan"), 0.31, 0.9)
    ('34% (19% to 57%)', 'at least 31%', '31% to 90%')
    """
    if share >= 0:
        return f"{share:.0%}" + (f" ({low:.0%} to {high:.0%})" if low >= 0 else "")
    if not low >= 0:
        return "not known"
    return f"at least {low:.0%}" if high == 1 else f"{low:.0%} to {high:.0%}"
