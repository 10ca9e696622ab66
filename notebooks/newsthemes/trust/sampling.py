"""Which sentences to code: a random sample of them, in strata."""

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..tables.periods import check_by
from ..text.wording import listed
from .corrected import ENOUGH, LARGE
from .sheets import sentences_of
from .strata import SAMPLE, WIDER, Sentences, Strata, terms_of, wider_terms

# the share of sentences about a theme that is guessed before any is coded: of those that mention
# it, of those with one of the wider terms, of all others
FOUND, BY_WIDER, OTHERS = 0.8, 0.2, 0.03
_WORTH = 20  # coded sentences that a guess counts for, once there are codes
_FEWEST = 5  # sentences of each stratum


@takes_any_form
def sample_for_coding(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    lexicon: Lexicon,
    n: int,
    seed: int = 0,
    by: str | None = None,
    after: pd.DataFrame | None = None,
    sample: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """A random sample of sentences to code, of each stratum as many as serve best.

    A sentence belongs to one stratum: that of the theme it mentions, the rarest where it mentions
    several, so that each theme has sentences of its own; without a mention "wider terms", where it
    holds an expression that `suggest` names for a theme (forms of its terms, and words beside
    them); else "no mention". The wider terms of all themes make one stratum: each stratum takes
    five sentences at least, and most themes have few of these.

    Parameters
    ----------
    articles, mentions, lexicon : many articles, and what `find_mentions` found in them of the
        themes to be coded.
    n : how many sentences to code; all of them where there are no more. Of a stratum of N sentences
        a number is drawn in proportion to N times the root of p(1 - p), summed over themes, and
        five at least; ten, if n allows, where it has more than a tenth of the sentences. p is the
        share about a theme, guessed: 0.8 of those that mention it, 0.03 of others; 0.2 of those
        with a wider term are about one theme more.
    seed : the same seed gives the same sample.
    by : a period or a column of the articles; each of its values has strata of its own.
    after, sample : for a second round the codes so far, and the sample that they are of, with the
        articles, mentions and lexicon that it was drawn with. The strata stay; p is what the codes
        say of the themes that are coded, with the guess worth twenty of them; n sentences more are
        drawn, none of them twice.

    Returns
    -------
    One row a sentence, in the order of the text: `article`, `sentence`, `text`, `stratum`,
    `stratum_size` (how many sentences it has), `weight` (how many of them each drawn one stands
    for), `round` (1, or the round in which it was drawn), `wider` (in the stratum of wider terms
    these), and a column `by`. After a second round it holds the rows of both, with the weights of
    both together: the sheet for it is of `sample[sample["round"] == 2]`.

    Weighted, sums are unbiased (Horvitz and Thompson 1952, Journal of the American Statistical
    Association 47: 663-685), and after a second round nearly so, as its numbers depend on the
    first; shares, ratios of two sums, nearly. The numbers are Neyman's, for several themes at once:
    Cochran 1977, "Sampling techniques", sections 5.5 and 5A.4. Keep this table until the codes are
    in, as sample.tsv beside them, and show no coder its strata: `python3 run.py code` writes both.

    Raises ValueError where n is too small for the strata, and where a second round is not of the
    articles, mentions and lexicon that the sample was drawn with; CodesError where the codes are of
    another sample, or none of them is of its last round.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": range(60), "text": ["Trade."] * 20 + ["Peace."] * 40})
    >>> lexicon = read_lexicon({"Trade": ["trade"]})
    >>> table = sample_for_coding(toy, find_mentions(toy, lexicon), lexicon, 20)
    >>> table.groupby("stratum")["weight"].agg(["size", "first"]).round(2)
                size  first
    stratum
    Trade         10    2.0
    no mention    10    4.0
    """
    if (after is None) != (sample is None) or (by and after is not None):
        raise ValueError(
            "sample_for_coding: a second round takes after= and sample=, both, and keeps the "
            "sample's by="
        )
    check_by("sample_for_coding", articles, by, SAMPLE)
    text = Sentences(articles, lexicon)
    if not text.shape[0]:
        raise ValueError("sample_for_coding: the articles hold no sentence; give some with text")
    found, codes = text.found(mentions), np.full(text.shape, np.nan)
    rounds = np.zeros(text.shape[0], dtype="int64")
    if sample is None:
        terms = wider_terms(articles, lexicon, mentions)
    else:
        drawn = text.drawn(sample)
        codes = text.codes(after, drawn)
        text.check_coded(codes, sample, drawn)
        terms, by, rounds[drawn] = terms_of(sample), text.by_of(sample), sample["round"]
        strata = text.strata_of(sample, drawn, found)
    wider = text.found_wider(terms)
    if sample is None:
        place, labels = text.labels(found, wider, by)
        number, labels = pd.factorize(labels[place], sort=True)
        strata = Strata(number, pd.Index(labels, dtype="str"), np.bincount(number))
    if not strata.known:
        raise ValueError(
            "sample_for_coding: sample: its strata are of other articles, mentions or another "
            "lexicon; give those that it was drawn with"
        )
    own = ~np.isnan(codes).all(axis=0) | (sample is None)
    wanted = _wanted(strata, found[:, own], wider, codes[:, own])
    before = np.bincount(strata.number[rounds > 0], minlength=len(strata.sizes))
    _, part = text.parts(by)
    least = _least(strata, before, np.bincount(part + 1)[part + 1], n)
    taken = allocated(wanted, least, strata.sizes, n + before.sum())
    last = rounds.max(initial=0)
    random = np.random.default_rng([seed, last])
    for place, size in enumerate(taken - before):
        left = np.flatnonzero((strata.number == place) & (rounds == 0))
        rounds[random.choice(left, size, replace=False)] = last + 1
    weight = strata.sizes / np.maximum(taken, 1)
    return _table(text, strata, rounds, weight, terms, by)


def _least(strata: Strata, before: np.ndarray, of_part: np.ndarray, n: int) -> np.ndarray:
    """How many sentences of each stratum are drawn at least, with those `before`; `of_part` is how
    many sentences there are of each one's value of `by`. ValueError where n is too small.
    """
    least = np.maximum(before, np.minimum(_FEWEST, strata.sizes))
    needed = (least - before).sum()
    if n < needed:
        names = f"{len(strata.labels)} strata ({listed(list(strata.labels), 8)})"
        raise ValueError(
            f"sample_for_coding: {n} sentences are too few for {names}; take {needed} or more"
        )
    large = np.unique(strata.number[strata.sizes[strata.number] > LARGE * of_part])
    more = least.copy()
    more[large] = np.maximum(least, np.minimum(ENOUGH, strata.sizes))[large]
    if n >= (more - before).sum():
        least = more
    return least


def _table(
    text: Sentences,
    strata: Strata,
    rounds: np.ndarray,
    weight: np.ndarray,
    terms: str,
    by: str | None,
) -> pd.DataFrame:
    """The sample, of the sentences that have a round."""
    chosen = np.flatnonzero(rounds)
    number = strata.number[chosen]
    table = sentences_of(text.articles).iloc[chosen].reset_index(drop=True)
    table["stratum"] = strata.labels[number]
    table["stratum_size"], table["weight"] = strata.sizes[number], weight[number]
    table["round"] = rounds[chosen]
    table["wider"] = np.where(table["stratum"].str.startswith(WIDER), terms, "")
    if by:
        names, part = text.parts(by)
        table[by] = np.array([*names, ""], dtype=object)[part[chosen]]
    return table


def _wanted(strata: Strata, found: np.ndarray, wider: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Of each stratum what the number of its sentences is in proportion to: its size times the root
    of p(1 - p), of those found and not found apart, summed over themes.
    """
    size = 2 * len(strata.sizes)
    variance = np.zeros(len(strata.sizes))
    beside = (BY_WIDER - OTHERS) / found.shape[1] + OTHERS  # a wider term is of one theme
    for its, code in zip(found.T, codes.T, strict=True):
        cell, coded = 2 * strata.number + its, ~np.isnan(code)
        number = np.bincount(cell, minlength=size)
        guess = np.bincount(cell, np.select([its, wider], [FOUND, beside], OTHERS), size)
        yes = np.bincount(cell[coded], code[coded], size)
        trials = _WORTH + np.bincount(cell[coded], minlength=size)
        share = (_WORTH * guess / np.maximum(number, 1) + yes) / trials
        variance += (number * share * (1 - share)).reshape(-1, 2).sum(axis=1)
    return np.sqrt(strata.sizes * variance)


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
