"""Which sentences to code: a random sample of them, in strata."""

import warnings

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Lexicon
from ..tables.periods import check_by, values_by
from ..tables.sentences_and_words import sentences_of
from ..text.wording import natural_list
from .all_sentences import BETWEEN, AllSentences, names_in_sample, themes_named
from .intervals import ENOUGH, LARGE
from .sheets import CodesError, CodesWarning, as_typed

MENTION = "mention"  # the stratum of sentences that mention a theme, if they are drawn by a column
NONE = "no mention"
# the share of sentences about a theme that is guessed
FOUND = 0.8  # of those that mention it
OTHERS = 0.03
FEWEST = 5  # sentences of each stratum
FEWEST_OF_VALUE = 30  # sentences of each value of a column


@accepts_plain_inputs
def sample_for_coding(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    n: int,
    sample: pd.DataFrame | None = None,
    seed: int = 0,
    by: str | None = None,
) -> pd.DataFrame:
    """A random sample of sentences to code, by strata.

    A sentence is of the stratum of the rarest theme it mentions, else of "no mention". With `by`
    there are two within each value: "mention", of any theme, and "no mention".

    Parameters
    ----------
    mentions, articles, lexicon : what `find_mentions` found, in what, of which themes.
    n : how many sentences; all where there are no more. Each stratum gets a number in proportion to
        its size times the root of p(1 - p), p the guessed share about a theme: .8 of what mentions
        it, .03 of others (Cochran 1977, "Sampling techniques", 5.5); at least five, or ten of a
        large stratum.
    sample : for a second round that of the first, to which n sentences are added.
    seed : the same seed gives the same sample.
    by : a column of `articles`, or a period such as "year", whose values are to be compared: each
        gets as many sentences, 30 or more; articles without a value are one part of their own.

    Returns
    -------
    A row a sentence: `article`, `sentence`, `text`, `by` (the value, or empty), `stratum`,
    `stratum_size`, `weight` (how many it stands for), `round`, `themes` (for which it was drawn),
    `found` (those it mentions). Keep it as sample.tsv beside the codes.

    A CodesWarning says so where n is too small for `estimated_shares`. Raises ValueError where it
    is too small for the strata, or a second round is of other articles, terms or values.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": range(60), "text": ["Trade."] * 20 + ["Peace."] * 40})
    >>> lexicon = read_lexicon({"Trade": ["trade"]})
    >>> table = sample_for_coding(find_mentions(toy, lexicon), toy, lexicon, 20)
    >>> table.groupby("stratum")["weight"].agg(["size", "first"]).round(2)
                size  first
    stratum
    Trade         10    2.0
    no mention    10    4.0
    """
    check_by("sample_for_coding", articles, by)
    text = AllSentences(articles, lexicon)
    if not text.shape[0]:
        raise ValueError("sample_for_coding: the articles hold no sentence; give some with text")
    names = names_in_sample(lexicon)
    is_asked = np.ones(len(names), dtype=bool)
    if sample is not None and "themes" in sample:  # perhaps some of those that the lexicon has
        is_asked = themes_named(sample["themes"].head(1), lexicon)[0]
    has_mention = text.mentioned(mentions) & is_asked
    stratum = np.array([*lexicon.themes, NONE], dtype=object)[rarest(has_mention)]
    drawn_from = sentences_of(text.articles).assign(by="", stratum=stratum)
    if by:
        values = values_by(articles, by).astype(object).map(str, na_action="ignore").fillna("")
        drawn_from["by"] = values.to_numpy()[text.article]
        drawn_from["stratum"] = np.where(has_mention.any(axis=1), MENTION, NONE)
    number = drawn_from.groupby(["by", "stratum"]).ngroup().to_numpy()
    strata = drawn_from[["by", "stratum"]].groupby(number).first()
    strata["size"] = np.bincount(number)
    drawn_from["stratum_size"] = strata["size"].to_numpy()[number]
    rounds = np.zeros(len(number), dtype="int64")
    if sample is not None:
        rounds[_rows_again(text, sample, drawn_from, has_mention)] = sample["round"]
    strata["before"] = np.bincount(number, rounds > 0).astype("int64")
    guess = np.where(has_mention, FOUND, OTHERS)[:, is_asked]
    strata["variance"] = np.bincount(number, (guess * (1 - guess)).sum(axis=1))
    strata["drawn"] = _neyman_allocation(strata, n, by)
    last = rounds.max()
    random = np.random.default_rng([seed, last])
    for place, more in enumerate(strata["drawn"] - strata["before"]):
        rest = np.flatnonzero((number == place) & (rounds == 0))
        rounds[random.choice(rest, more, replace=False)] = last + 1
    rows = np.flatnonzero(rounds)
    return (
        drawn_from.iloc[rows]
        .reset_index(drop=True)
        .assign(
            weight=(strata["size"] / strata["drawn"]).to_numpy()[number[rows]],
            round=rounds[rows],
            themes=BETWEEN.join(names[is_asked]),
            found=[BETWEEN.join(names[mentioned]) for mentioned in has_mention[rows]],
        )
    )


def rarest(has_mention: np.ndarray) -> np.ndarray:
    """Of each sentence the number of the rarest of the themes that it mentions, the first of those
    that are equally rare; -1 where it mentions none.

    >>> rarest(np.array([[True, True], [True, False], [False, False]])).tolist()
    [1, 0, -1]
    """
    order = np.argsort(has_mention.sum(axis=0), kind="stable")
    first = order[has_mention[:, order].argmax(axis=1)]
    return np.where(has_mention.any(axis=1), first, -1)


def _rows_again(
    text: AllSentences, sample: pd.DataFrame, drawn_from: pd.DataFrame, has_mention: np.ndarray
) -> np.ndarray:
    """The numbers of the sentences of a sample. An error where they are not of the same strata, or
    mention other themes, or none is left.
    """
    if len(sample) == len(drawn_from):
        raise CodesError("sample: holds every sentence already; none is left to draw")
    rows = text.rows(sample, "sample")
    names = text.lexicon.spellings
    before, now = (
        table.assign(by=table.get("by", ""), stratum=table["stratum"].replace(names))
        for table in (sample, drawn_from.iloc[rows])
    )
    texts = ["text", "by", "stratum"]
    same = before[texts].map(as_typed).to_numpy() == now[texts].map(as_typed).to_numpy()
    same_size = before["stratum_size"].to_numpy() == now["stratum_size"].to_numpy()
    same_themes = True
    if "found" in sample:
        same_themes = themes_named(sample["found"], text.lexicon) == has_mention[rows]
    if not ((rows >= 0).all() and same.all() and same_size.all() and np.all(same_themes)):
        raise ValueError(
            "sample_for_coding: sample: its strata are of other articles, mentions or another "
            "lexicon, or by another column; give those that it was drawn with, or draw a new sample"
        )
    return rows


def _neyman_allocation(strata: pd.DataFrame, n: int, by: str | None) -> np.ndarray:
    """How many sentences of each stratum are drawn in all, with those `before`: of each value of
    `by` as many, which its strata share by Neyman's allocation. ValueError where n is too small,
    and a CodesWarning where it is for shares.
    """
    size = strata["size"]
    before = strata["before"]
    of_value = size.groupby(strata["by"]).sum()
    is_large = size > LARGE * strata["by"].map(of_value)
    fewest = FEWEST_OF_VALUE if by else 0

    def least(enough: int) -> tuple[pd.Series, pd.Series, int]:
        """Of each stratum; of each value; and in all, without those before."""
        of_strata = np.maximum(before, np.minimum(size, np.where(is_large, enough, FEWEST)))
        of_values = of_strata.groupby(strata["by"]).sum()
        of_values = np.maximum(of_values, np.minimum(fewest, of_value))
        return of_strata, of_values, of_values.sum() - before.sum()

    least_of_strata, least_of_values, needed = least(ENOUGH)
    if n < needed:
        todo = f"take {needed} or more"
        least_of_strata, least_of_values, needed = least(FEWEST)
        if n < needed:
            names = f"{len(strata)} strata ({natural_list(strata['stratum'], 8)})"
            if by:
                values = natural_list([value or "none" for value in of_value.index], 8)
                names = f"{len(of_value)} values of {by} ({values})"
            raise ValueError(
                f"sample_for_coding: {n} sentences are too few for {names}; take {needed} or more"
            )
        problem = f"sample: {n} sentences are too few to correct shares by them"
        warnings.warn(f"{problem}; {todo}", CodesWarning, stacklevel=4)
    most = of_value.to_numpy()
    numbers = allocated(np.ones(len(most)), least_of_values.to_numpy(), most, n + before.sum())
    bounds = np.array([np.sqrt(size * strata["variance"]), least_of_strata, size])
    drawn = np.zeros(len(strata), dtype="int64")
    for rows, number in zip(strata.groupby("by").indices.values(), numbers, strict=True):
        drawn[rows] = allocated(*bounds[:, rows], number)
    return drawn


def allocated(wanted: np.ndarray, least: np.ndarray, most: np.ndarray, n: int) -> np.ndarray:
    """n shared out in proportion to what is wanted, each within its bounds, in whole numbers.

    >>> allocated(np.array([1, 1, 4]), np.array([5, 0, 0]), np.array([9, 9, 9]), 17).tolist()
    [5, 3, 9]
    """
    wanted = np.maximum(wanted, 1e-9)
    turns = np.sort(np.concatenate([least / wanted, most / wanted]))
    filled = [np.clip(turn * wanted, least, most).sum() for turn in turns]
    shares = np.clip(np.interp(n, filled, turns) * wanted, least, most)
    numbers = np.floor(shares + 1e-9).astype("int64")
    more = np.argsort(numbers - shares, kind="stable")[: min(n, most.sum()) - numbers.sum()]
    numbers[more] += 1
    return numbers
