"""Mentions and coded sentences -> does the count find what readers found, and what does it miss?

All of this is validity of sentences: a find is a sentence with a mention of the theme. It says how far "this sentence is about
the theme" can be trusted. It does not correct a number of mentions: a sentence may hold several, or speak of a theme in words
that no term has.
"""

import numpy as np
import pandas as pd

from .intervals import DRAWS, LEVEL, MIN_ARTICLES, clopper_pearson, divided, middle, resampled
from .sheets import CodesError
from .tables import lexicon_entries
from .verdicts import verdicts

_THEME = ["group", "theme"]
_COUNTS = ["true_finds", "false_finds", "misses"]
_SHARES = ["precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high"]


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
    - of ten articles and more: from a bootstrap of articles; where it has no width (a share of 0 or 1), Clopper and
      Pearson's with the articles that have such sentences as trials. Of two to nine articles there are none;
    - of a sample: from a stratified bootstrap, Rubin's (1981, "The Bayesian bootstrap", Annals of Statistics 9: 130-134),
      with the half success and half failure of Jeffreys' prior shared among strata by weight, so that it holds where no
      miss happened to be drawn; a share of 0 or 1 is its own bound.

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
        return _of_sample(part, totals, level, draws, seed), "stratified bootstrap"
    true, false, misses = cases.sum(axis=0).tolist()
    if number < 2:
        bounds = [_exact(true, other, level) for other in (false, misses)]
        kind = "Clopper-Pearson" if number else ""
    elif number < MIN_ARTICLES:
        bounds, kind = [(np.nan, np.nan)] * 2, f"none: {number} articles, and a bootstrap needs {MIN_ARTICLES}"
    else:
        by_article = pd.DataFrame(cases).groupby(part["article"].to_numpy(), sort=False).sum().to_numpy()
        bounds = [_of_articles(by_article[:, [0, other]], level, draws, seed) for other in (1, 2)]
        kind = f"bootstrap of {number:,} articles"
    shares = divided(np.array([true, true]), np.array([true + false, true + misses])).tolist()
    return [shares[0], *bounds[0], shares[1], *bounds[1]], kind


def _exact(successes: int, failures: int, level: float) -> tuple[float, float]:
    """Clopper and Pearson's bounds, none where there is no trial."""
    return clopper_pearson(successes, successes + failures, level) if successes + failures else (np.nan, np.nan)


def _of_articles(cases: np.ndarray, level: float, draws: int, seed: int) -> tuple[float, float]:
    """Bounds of a share, from its successes and failures in each article."""
    if not cases.all(axis=1).any() and not cases.sum(axis=0).all():  # a share of 0 or 1: no width
        return _exact(*(cases > 0).sum(axis=0).tolist(), level)
    sums = resampled(cases, draws, seed)
    return middle(divided(sums[:, 0], sums.sum(axis=1)), level)


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

    Whether a sentence is a find is known of all; what is drawn is the share of each cell (stratum, found or not) that is right.
    """
    cells = part.assign(seen=part["outcome"].isin(["true find", "miss"]))
    cells = cells.groupby(["stratum", "find"], sort=True)["seen"].agg(["sum", "count"]).reset_index()
    sizes = cells.groupby("stratum")["count"].transform("sum")
    cells["weight"] = cells["stratum"].map(totals) * cells["count"] / sizes  # sentences that the cell stands for
    find, weight = cells["find"].to_numpy(dtype=bool), cells["weight"].to_numpy()
    seen, count = cells["sum"].to_numpy(dtype="float64"), cells["count"].to_numpy()
    half = np.zeros(len(cells))
    for kind in (find, ~find):
        half[kind] = 0.5 * weight[kind] / weight[kind].sum()
    rates = np.random.default_rng(seed).beta(seen + half, count - seen + half, size=(draws, len(cells)))
    figures = []
    for rate in (seen / count, rates):
        true = (rate * weight)[..., find].sum(axis=-1)
        missed = (rate * weight)[..., ~find].sum(axis=-1)
        figures.append((divided(true, np.full(np.shape(true), weight[find].sum())), divided(true, true + missed)))
    result = []
    for share, drawn in zip(*figures, strict=True):
        low, high = middle(drawn, level)
        result += [float(share), 0.0 if share == 0 else low, 1.0 if share == 1 else high]
    return result
