"""Which sentences to code: a random sample of them, in strata."""

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.read_lexicon import Lexicon, read_lexicon
from ..mentions.find import find_mentions
from ..review.suggest import suggest
from ..text.wording import natural_list
from .all_sentences import AllSentences, theme_keys
from .corrected_shares import ENOUGH, LARGE
from .sheets import CodesError, sentences_of

NONE = "no mention"
WIDER = "wider terms"  # the stratum of sentences that have them and no mention
# the share of sentences about a theme that is guessed: of those that mention it, of those with one
# of the wider terms, of all others
FOUND, BY_WIDER, OTHERS = 0.8, 0.2, 0.03
_FEWEST = 5  # sentences of each stratum
_BETWEEN = "; "  # the wider terms
_SUGGESTED = 20  # expressions for each theme


@accepts_plain_inputs
def sample_for_coding(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    n: int,
    sample: pd.DataFrame | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """A random sample of sentences to code, by strata.

    A sentence is of the stratum of the rarest theme it mentions; or of "wider terms", where it
    holds what `suggest` names; else of "no mention".

    Parameters
    ----------
    mentions, articles, lexicon : what `find_mentions` found, in what, of which themes.
    n : how many sentences; all where there are no more. Each stratum gets a number in proportion to
        its size times the root of p(1 - p), p the guessed share about a theme: .8 of what mentions
        it, .03 of others (Cochran 1977, "Sampling techniques", 5.5); at least five, or ten.
    sample : for a second round that of the first, to which n sentences are added.
    seed : the same seed gives the same sample.

    Returns
    -------
    A row a sentence: `article`, `sentence`, `text`, `stratum`, `stratum_size`, `weight` (how many
    it stands for), `round`, `wider` (the wider terms), `key` (of the themes and their terms). Keep
    it as sample.tsv beside the codes.

    Raises ValueError where n is too small, or a second round is of other articles or terms.

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
    text = AllSentences(articles, lexicon)
    if not text.shape[0]:
        raise ValueError("sample_for_coding: the articles hold no sentence; give some with text")
    found, keys = text.times(mentions) > 0, theme_keys(lexicon)
    rounds = np.zeros(text.shape[0], dtype="int64")
    if sample is None:
        terms = _wider_terms(mentions, articles, lexicon)
    else:
        terms = max(sample["wider"].fillna(""))
        if "key" in sample:  # of a sample that may be of some of the themes
            keys = [key * (key in sample["key"].iloc[0]) for key in keys]
    asked = np.array(keys) != ""
    found &= asked
    wider = _with_terms(text.articles, terms)
    labels = np.array([*lexicon.themes, WIDER, NONE], dtype=object)
    first = rarest(found)
    strata = labels[np.select([first >= 0, wider], [first, len(labels) - 2], len(labels) - 1)]
    number, labels = pd.factorize(strata, sort=True)
    sizes = np.bincount(number)
    if sample is not None:
        named = sample["stratum"].replace(lexicon.spellings)
        again = sample.assign(stratum=named)
        rounds[_rows_again(text, again, strata, sizes[number])] = sample["round"]
    before = np.bincount(number[rounds > 0], minlength=len(sizes))
    least = _least(sizes, before, n, list(labels))
    beside = (BY_WIDER - OTHERS) / asked.sum() + OTHERS  # a wider term is of one theme
    guess = np.where(found, FOUND, np.where(wider, beside, OTHERS)[:, None])
    variance = np.bincount(number, (guess * (1 - guess))[:, asked].sum(axis=1))
    taken = allocated(np.sqrt(sizes * variance), least, sizes, n + before.sum())
    last = rounds.max()
    random = np.random.default_rng([seed, last])
    for place, more in enumerate(taken - before):
        left = np.flatnonzero((number == place) & (rounds == 0))
        rounds[random.choice(left, more, replace=False)] = last + 1
    chosen = np.flatnonzero(rounds)
    stratum = strata[chosen]
    table = sentences_of(text.articles).iloc[chosen].reset_index(drop=True)
    return table.assign(
        stratum=stratum,
        stratum_size=sizes[number[chosen]],
        weight=(sizes / taken)[number[chosen]],
        round=rounds[chosen],
        wider=np.where(stratum == WIDER, terms, ""),
        key=" ".join(filter(None, keys)),
    )


def _wider_terms(mentions: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon) -> str:
    """What is suggested for the themes."""
    table = suggest(mentions, articles, lexicon, most=_SUGGESTED * len(lexicon.themes))
    return _BETWEEN.join(table.loc[table["theme"] != "", "expression"].unique())


def _with_terms(articles: pd.DataFrame, terms: str) -> np.ndarray:
    """Whether each sentence holds one of the wider terms."""
    lexicon = read_lexicon({WIDER: list(filter(None, terms.split(_BETWEEN)))})
    return AllSentences(articles, lexicon).times(find_mentions(articles, lexicon))[:, 0] > 0


def rarest(found: np.ndarray) -> np.ndarray:
    """Of each sentence the number of the rarest of the themes that it mentions, the first of those
    that are equally rare; -1 where it mentions none.

    >>> rarest(np.array([[True, True], [True, False], [False, False]])).tolist()
    [1, 0, -1]
    """
    order = np.argsort(found.sum(axis=0), kind="stable")
    first = order[found[:, order].argmax(axis=1)]
    return np.where(found.any(axis=1), first, -1)


def _rows_again(
    text: AllSentences, sample: pd.DataFrame, strata: np.ndarray, sizes: np.ndarray
) -> np.ndarray:
    """The numbers of the sentences of a sample. An error where they are not of the same strata, or
    none is left.
    """
    if len(sample) == text.shape[0]:
        raise CodesError("sample: holds every sentence already; none is left to draw")
    rows = text.rows(sample, "sample")
    texts = sentences_of(text.articles)["text"].to_numpy()
    now = np.column_stack([texts, strata, sizes])[rows]
    if (rows < 0).any() or (now != sample[["text", "stratum", "stratum_size"]]).any(axis=None):
        raise ValueError(
            "sample_for_coding: sample: its strata are of other articles, mentions or another "
            "lexicon; give those that it was drawn with"
        )
    return rows


def _least(sizes: np.ndarray, before: np.ndarray, n: int, labels: list[str]) -> np.ndarray:
    """How many sentences of each stratum are drawn at least, with those `before`. ValueError where
    n is too small.
    """
    for enough in (ENOUGH, _FEWEST):
        wanted = np.where(sizes > LARGE * sizes.sum(), enough, _FEWEST)
        least = np.maximum(before, np.minimum(wanted, sizes))
        needed = (least - before).sum()
        if n >= needed:
            return least
    names = f"{len(labels)} strata ({natural_list(labels, 8)})"
    raise ValueError(
        f"sample_for_coding: {n} sentences are too few for {names}; take {needed} or more"
    )


def allocated(wanted: np.ndarray, least: np.ndarray, most: np.ndarray, n: int) -> np.ndarray:
    """n shared out in proportion to what is wanted, each within its bounds, in whole numbers.

    >>> allocated(np.array([1, 1, 4]), np.array([5, 0, 0]), np.array([9, 9, 9]), 17).tolist()
    [5, 3, 9]
    """
    wanted = np.maximum(wanted, 1e-9)
    turns = np.sort(np.concatenate([least / wanted, most / wanted]))
    filled = [np.clip(turn * wanted, least, most).sum() for turn in turns]
    shares = np.clip(np.interp(n, filled, turns) * wanted, least, most)
    whole = np.floor(shares + 1e-9).astype("int64")
    more = np.argsort(whole - shares, kind="stable")[: min(n, most.sum()) - whole.sum()]
    whole[more] += 1
    return whole
