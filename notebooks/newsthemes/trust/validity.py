"""Mentions and coded sentences -> does the count find what readers found, and what does it miss?

All of this is validity of sentences: a find is a sentence with a mention of the theme. It says how
far "this sentence is about the theme" can be trusted. It does not correct a number of mentions: a
sentence may hold several, or speak of a theme in words that no term has.
"""

import numpy as np
import pandas as pd

from ..tables.counts import lexicon_entries, mention_labels, with_sentences
from ..tables.statistics import DRAWS, MIN_ARTICLES, clopper_pearson, divided, log_reach, middle
from .codes import decided
from .coding_sheet import NONE, CodesError, sentences_of

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
    codes : from `read_codes`. Where several coders coded a cell, most of them decide; half and half
        is disputed.

    Returns
    -------
    One row a theme and sentence that is coded, in the order of lexicon and text: `group`, `theme`,
    `article`, `sentence`, `outcome` ("true find", "false find", "miss", "neither", "disputed"),
    `find` (it has a mention), `terms` (that found it), `codes` (how many coders say 1, of how
    many), `text`.

    Raises CodesError for codes of a theme, an article or a sentence that is not there.

    >>> from newsthemes import find_mentions, read_lexicon
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
    cells = (
        decided(codes)
        .groupby([*_THEME, *_SENTENCE], sort=False)["code"]
        .agg(["sum", "count"])
        .reset_index()
    )
    table = _in_order(cells, mentions, articles)
    found = mentions[mentions["article"].isin(cells["article"])]
    found = found.astype({"group": object, "theme": object, "term": object, "sentence": "int64"})
    terms = found.groupby([*_THEME, *_SENTENCE], sort=False)["term"].agg(
        lambda names: ", ".join(dict.fromkeys(names))
    )
    table = table.merge(terms.rename("terms").reset_index(), how="left", on=[*_THEME, *_SENTENCE])
    table["find"] = table["terms"].notna()
    seen = table["sum"] / table["count"]
    cases = [seen == 0.5, table["find"] & (seen > 0.5), table["find"], seen > 0.5]
    outcome = np.select(cases, ["disputed", "true find", "false find", "miss"], "neither")
    table["outcome"] = pd.Categorical(outcome, OUTCOMES)
    table["codes"] = table["sum"].astype(str) + " of " + table["count"].astype(str)
    table["terms"] = table["terms"].fillna("").astype("str")
    return table[[*_THEME, *_SENTENCE, "outcome", "find", "terms", "codes", "text"]].astype(
        mentions[_THEME].dtypes
    )


def _in_order(cells: pd.DataFrame, mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The coded cells with their sentences' text, theme by theme in the lexicon's order. CodesError
    for what is not there.
    """
    sentences = sentences_of(articles[articles["article"].isin(cells["article"])])
    themes = (
        lexicon_entries(with_sentences(mentions))[_THEME]
        .drop_duplicates()
        .reset_index(names="theme_order")
    )
    known = sentences.reset_index(names="order").astype({"article": object})
    table = cells.astype({"article": object}).merge(themes, how="left").merge(known, how="left")
    lost = table[table["theme_order"].isna() | table["order"].isna()]
    if len(lost):
        row = lost.iloc[0]
        what = (
            f"theme {row['theme']!r} (group {row['group']!r})"
            if np.isnan(row["theme_order"])
            else ""
        )
        what = what or f"sentence {row['sentence']} of article {row['article']!r}"
        raise CodesError(
            f"codes: there is no {what}; read them with `read_codes(path, articles, lexicon)`, which says where"
        )
    return table.sort_values(["theme_order", "order"], ignore_index=True)


def misjudged(mentions: pd.DataFrame, codes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Every false find and every miss with its sentence, so that the reason can be read: the rows
    of `verdicts`.
    """
    table = verdicts(mentions, codes, articles)
    wrong = table[table["outcome"].isin(["false find", "miss"])]
    return wrong.drop(columns="find").reset_index(drop=True)


def term_validity(
    mentions: pd.DataFrame, codes: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Per term: `finds`, the decided sentences with a mention of it; how many of them are
    `true_finds` and `false_finds`; `disputed_finds`, those beside them on which the coders are
    divided; `precision`; and of the finds those that only it makes, `only_true` and `only_false`:
    what leaving it out would lose and spare. A miss belongs to no term. In the lexicon's order;
    precision is NaN for a term without a find.
    """
    table = verdicts(mentions, codes, articles)
    table = table[table["find"]].astype({"group": object, "theme": object})
    found = mentions.astype(
        {"group": object, "theme": object, "term": object, "sentence": "int64", "article": object}
    )
    found = found[[*_THEME, "term", *_SENTENCE]].drop_duplicates()
    found = found.merge(table.astype({"article": object}), on=[*_THEME, *_SENTENCE])
    true, false = (found["outcome"] == outcome for outcome in ("true find", "false find"))
    only = found["terms"] == found["term"]
    found = found.assign(
        finds=true | false, true_finds=true, false_finds=false, disputed_finds=~(true | false)
    )
    found = found.assign(only_true=only & true, only_false=only & false)
    numbers = ["finds", "true_finds", "false_finds", "disputed_finds", "only_true", "only_false"]
    sums = found.groupby([*_THEME, "term"], sort=False)[numbers].sum().reset_index()
    entries = lexicon_entries(mentions)
    result = entries[entries["term"] != ""].merge(sums, how="left")
    result = result.astype({"term": "str"}).fillna({number: 0 for number in numbers})
    result = result.astype({number: "int64" for number in numbers})
    result.insert(7, "precision", divided(result["true_finds"], result["finds"]))
    return result.astype(mentions[_THEME].dtypes)


def validity(
    mentions: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    sample: pd.DataFrame | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> pd.DataFrame:
    """Per theme: how many of its finds are right, and how many of the sentences about it were
    found.

    Parameters
    ----------
    mentions, codes, articles : as in `verdicts`; the mentions may be of other terms than when the
        sentences were drawn and coded, as codes are of sentences and themes. Sentences on which the
        coders are divided are left out of every share, which may flatter it, so they are counted;
        the codes of a single coder, `codes[codes["coder"] == …]`, leave out none.
    sample : from `sample_for_coding`, where the coded sentences were drawn with it: shares are then
    weighted.
    draws, seed : of the intervals.

    Returns
    -------
    A row a theme of the lexicon: `group`, `theme`, `mentions` (the count that the rest qualifies),
    `sentences` (coded, coders not divided), `disputed_finds`, `disputed_misses` (coders divided:
    found, or not), `true_finds`, `false_finds`, `misses` (as they are, not weighted); `precision` =
    true finds / finds, `recall` = true finds / (true finds + misses), each with `_low` and `_high`;
    `f1`, their harmonic mean (0 where both are 0); `interval`, which one it is; `note`, why
    something is not defined, and NaN. `attrs`: `coders`, their names. The intervals are

    - of one article: Clopper and Pearson's, as if its sentences were drawn one by one;
    - of MIN_ARTICLES articles and more: over articles, from how far each moves the odds
      (`share_bounds`). Where the share is 0 or 1, Clopper and Pearson's with the articles that have
      such sentences as trials. Of two to six articles there are none;
    - of a sample: exact ones of the strata, combined. Where no miss was drawn among the sentences
      that each stand for most others, recall and f1 are NaN: there are bounds and no estimate, and
      `recall_low` is what the sample vouches for. The strata stay those of the terms that it was
      drawn with. Where new terms match sentences of a stratum in which none of these was drawn, the
      bounds allow for each of them to be right or wrong, and `note` says how many there may be.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade is up. Exports fell. All is well."]})
    >>> coded = pd.DataFrame({"coder": "x", "article": "a", "sentence": [1, 2, 3], "code": [1, 1, 0]})
    >>> coded = coded.assign(group="", theme="Trade")
    >>> table = validity(find_mentions(toy, read_lexicon({"Trade": ["trade"]})), coded, toy)
    >>> table[["true_finds", "false_finds", "misses", "precision", "recall"]]
       true_finds  false_finds  misses  precision  recall
    0           1            0       1        1.0     0.5
    """
    table = verdicts(mentions, codes, articles).astype(
        {"group": object, "theme": object, "outcome": object}
    )
    decisions = table[table["outcome"] != "disputed"]
    totals, finds = None, {}
    if sample is not None:
        decisions, totals = _in_strata(decisions, sample), sample.groupby("stratum")["weight"].sum()
        finds = _finds_now(mentions, sample)
    parts = dict(iter(decisions.groupby(_THEME, sort=False)))
    disputed = table[table["outcome"] == "disputed"].groupby(_THEME)["find"].agg(["sum", "size"])
    counted = mentions.astype({"group": object, "theme": object}).groupby(_THEME).size().to_dict()
    rows = []
    for pair in dict.fromkeys(lexicon_entries(mentions)[_THEME].itertuples(index=False, name=None)):
        part = parts.get(pair, decisions.head(0))
        shares, interval, new = _shares(
            part, totals, finds.get(pair, 0) if finds else None, draws, seed
        )
        numbers = [
            int((part["outcome"] == outcome).sum())
            for outcome in ("true find", "false find", "miss")
        ]
        divided_on = disputed.loc[pair].tolist() if pair in disputed.index else [0, 0]
        open_cases = [divided_on[0], divided_on[1] - divided_on[0]]
        note = _note(len(part), sum(open_cases), *numbers, shares[3], new)
        rows.append(
            (*pair, counted.get(pair, 0), len(part), *open_cases, *numbers, *shares, interval, note)
        )
    sizes = ["mentions", "sentences", "disputed_finds", "disputed_misses", *_COUNTS]
    result = pd.DataFrame(rows, columns=[*_THEME, *sizes, *_SHARES, "interval", "note"])
    precision, recall = result["precision"], result["recall"]
    f1 = divided(2 * precision * recall, (precision + recall).to_numpy())
    f1[(precision + recall).to_numpy() == 0] = 0  # every find wrong, every sentence missed
    result.insert(result.columns.get_loc("interval"), "f1", f1)
    result = result.astype(mentions[_THEME].dtypes)
    result.attrs["coders"] = sorted(set(decided(codes)["coder"]))
    several = len(result.attrs["coders"]) > 1
    result.attrs["headers"] = {
        "sentences": "Sentences coders agree on" if several else "Coded sentences"
    }
    return result


def _note(
    sentences: int, disputed: int, true: int, false: int, misses: int, recall: float, new: int
) -> str:
    """Why precision or recall is not defined, or vague; empty where both are known."""
    if not sentences:
        return "the coders disagree on every sentence" if disputed else "not coded"
    if not true + false + misses:
        return "neither found nor seen by a coder"
    if not true + misses:
        return "no coder saw it: no recall"
    if not true + false:
        return "never found: no precision"
    if np.isnan(recall):
        return "too few misses drawn: recall has bounds and no estimate"
    return (
        f"some {new:,} sentences with a match are of strata in which none was drawn: wide bounds"
        if new
        else ""
    )


def _shares(
    part: pd.DataFrame, totals: pd.Series | None, finds: int | None, draws: int, seed: int
) -> tuple[list[float], str, int]:
    """Of the decisions on one theme: precision and recall, each with its bounds, what kind of
    bounds they are, and how many finds none of the drawn ones stands for.
    """
    cases = np.stack(
        [part["outcome"] == outcome for outcome in ("true find", "false find", "miss")], axis=1
    ).astype(int)
    number = part["article"].nunique()
    if totals is not None and number:
        shares, new = _of_sample(part, totals, finds, draws, seed)
        return shares, SAMPLED, new
    true, false, misses = cases.sum(axis=0).tolist()
    if number < 2:
        bounds = [_exact(true, other) for other in (false, misses)]
        kind = "Clopper-Pearson" if number else ""
    elif number < MIN_ARTICLES:
        bounds, kind = (
            [(np.nan, np.nan)] * 2,
            f"none: {number} articles, and an interval needs {MIN_ARTICLES}",
        )
    else:
        by_article = (
            pd.DataFrame(cases).groupby(part["article"].to_numpy(), sort=False).sum().to_numpy()
        )
        bounds = [share_bounds(by_article[:, [0, other]]) for other in (1, 2)]
        kind = f"over {number:,} articles"
    shares = divided(np.array([true, true]), np.array([true + false, true + misses])).tolist()
    return [shares[0], *bounds[0], shares[1], *bounds[1]], kind, 0


def _exact(successes: int, failures: int) -> tuple[float, float]:
    """Clopper and Pearson's bounds, NaN with zero trials."""
    return (
        clopper_pearson(successes, successes + failures)
        if successes + failures
        else (np.nan, np.nan)
    )


def share_bounds(cases: np.ndarray) -> tuple[float, float]:
    """The interval of a share from its successes and failures (columns) in each article (row).

    `rate_bounds` on the logarithm of the odds; where they are 0 or infinite, Clopper and Pearson's
    of the articles.

    >>> [round(bound, 2) for bound in share_bounds(np.array([[4, 1], [3, 0], [5, 2], [2, 1], [6, 1], [3, 1], [4, 0]]))]
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
    table = decisions.merge(places, how="left", on=["article", "sentence"])
    if table["stratum"].isna().any():
        row = table[table["stratum"].isna()].iloc[0]
        where = f"sentence {row['sentence']} of article {row['article']!r}"
        raise CodesError(
            f"validity: {where} is coded and not in the sample; give the sample that was drawn, or none"
        )
    return table


def _finds_now(mentions: pd.DataFrame, sample: pd.DataFrame) -> dict[tuple[str, str], int]:
    """(group, theme) -> how many sentences have a match of it, where the terms are not those that
    the sample was drawn with.

    With these, every sentence drawn has a mention of its stratum's theme, and as many have one as
    all strata hold.
    """
    found = (
        mentions[[*_THEME, *_SENTENCE]]
        .assign(stratum=np.asarray(mention_labels(mentions)))
        .drop_duplicates()
    )
    found = found.astype({"group": object, "theme": object, "article": object, "sentence": "int64"})
    own = found[found["stratum"].isin(sample["stratum"])]
    drawn = sample.astype({"article": object})
    mentioned = drawn.merge(own[_SENTENCE].drop_duplicates(), on=_SENTENCE)
    fitting = drawn.merge(own, on=[*_SENTENCE, "stratum"])
    several = sample["stratum"] != NONE
    same = len(fitting) == len(mentioned) == several.sum()
    same = same and len(own[_SENTENCE].drop_duplicates()) == round(
        sample.loc[several, "weight"].sum()
    )
    return {} if same else found.groupby(_THEME).size().to_dict()


def _of_sample(
    part: pd.DataFrame, totals: pd.Series, finds: int | None, draws: int, seed: int
) -> tuple[list[float], int]:
    """Precision and recall of the sampled decisions on one theme, weighted, with bounds; and how
    many finds there are of which none was drawn.

    Whether a sentence is a find is known of all; what is drawn is how many of each cell (stratum,
    found or not) are right. With other terms than those of the sample, `finds` says how many
    sentences are: a regression estimate shares what there are more or less than the drawn ones
    stand for among the strata, by the variance of each (Cochran 1977, "Sampling techniques",
    chapter 7).
    """
    codes, strata = pd.factorize(part["stratum"], sort=True)
    find, seen = part["find"].to_numpy(), part["outcome"].isin(["true find", "miss"]).to_numpy()
    number, right = np.zeros((2, len(strata), 2))  # strata x not found, found
    np.add.at(number, (codes, find.astype(int)), 1)
    np.add.at(right, (codes, find.astype(int)), seen)
    drawn, size = number.sum(axis=1), totals[strata].to_numpy()
    weight, new = np.stack([size / drawn] * 2, axis=1), 0
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
    """Precision and recall with their bounds, from cells: found or not, how many the coders saw, of
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
        middle(divided(*pair))[end]
        for end, pair in enumerate([(true_low, found), (true_high, found)])
    ]
    if np.isnan(recall):
        return [*result, np.nan, np.nan, np.nan]
    bounds = [(true_low, true_low + missed_high), (true_high, true_high + missed_low)]
    heaviest = ~find & (unseen > 0) & (weight == weight[~find].max(initial=0))
    known = not heaviest.any() or seen[heaviest].any()
    return [
        *result,
        recall if known else np.nan,
        *(middle(divided(*pair))[end] for end, pair in enumerate(bounds)),
    ]


def share_text(share: float, low: float, high: float) -> str:
    """A share with its bounds; where there is no estimate, the bounds alone.

    >>> share_text(0.34, 0.19, 0.57), share_text(float("nan"), 0.31, 1), share_text(float("nan"), 0.31, 0.9)
    ('34 % (19 to 57 %)', 'at least 31 %', '31 to 90 %')
    """
    span = f"{100 * low:.0f} to {100 * high:.0f} %"
    if share >= 0:
        return f"{100 * share:.0f} %" + (f" ({span})" if low >= 0 else "")
    if not low >= 0:
        return "not known"
    return f"at least {100 * low:.0f} %" if high == 1 else span
