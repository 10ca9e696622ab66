"""Which sentences to code: a random sample of them, in strata."""

import warnings

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.read_lexicon import Lexicon, read_lexicon
from ..mentions.find import find_mentions
from ..tables.periods import check_by, values_by
from ..tables.sentences_and_words import sentences_of
from ..text.wording import natural_list
from .all_sentences import BETWEEN, AllSentences, names_in_sample, themes_named
from .intervals import ENOUGH, LARGE
from .sheets import CodesError, CodesWarning, as_typed
from .wider_terms import wider_terms

MENTION = "mention"  # the stratum of sentences that mention a theme, if they are drawn by a column
WIDER = "wider terms"  # that of sentences that have them and no mention
NONE = "no mention"
# the share of sentences about a theme that is guessed
FOUND = 0.8  # of those that mention it
BY_WIDER = 0.2  # of those with one of the wider terms
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

    A sentence is of the stratum of the rarest theme it mentions; or of "wider terms", if it holds a
    word that may tell of a theme (one of the stem of a term, or often beside the theme); else of
    "no mention". With `by` there are three within each value: "mention", of any theme, "wider
    terms" and "no mention".

    Parameters
    ----------
    mentions, articles, lexicon : what `find_mentions` found, in what, of which themes.
    n : how many sentences; all where there are no more. Each stratum gets a number in proportion to
        its size times the root of p(1 - p), p the guessed share about a theme: .8 of what mentions
        it, .2 of what has one of its wider terms, .03 of others (Cochran 1977, "Sampling
        techniques", 5.5); at least five, or ten of a large stratum.
    sample : for a second round that of the first, to which n sentences are added.
    seed : the same seed gives the same sample.
    by : a column of `articles`, or a period such as "year", whose values are to be compared: each
        gets as many sentences, 30 or more; articles without a value are one part of their own.

    Returns
    -------
    A row a sentence: `article`, `sentence`, `text`, `by` (the value, or empty), `stratum`,
    `stratum_size`, `weight` (how many it stands for), `round`, `wider` (the wider terms), `themes`
    (for which it was drawn), `found` (those it mentions). Keep it as sample.tsv beside the codes.

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
    has_mention = text.times(mentions) > 0
    names = names_in_sample(lexicon)
    is_asked = np.ones(len(names), dtype=bool)
    rounds = np.zeros(text.shape[0], dtype="int64")
    if sample is None:
        terms = BETWEEN.join(wider_terms(mentions, articles, lexicon))
    else:
        terms = max(sample["wider"].fillna(""))
        if "themes" in sample:  # perhaps some of those that the lexicon has
            is_asked = themes_named(sample["themes"].head(1), lexicon)[0]
    has_mention &= is_asked
    wider = _with_terms(text.articles, terms)
    own = np.array([*lexicon.themes, ""], dtype=object)[rarest(has_mention)]
    mention = np.where(by, MENTION, own)
    stratum = np.select([has_mention.any(axis=1), wider], [mention, WIDER], NONE)
    drawn_from = sentences_of(text.articles).assign(by="", stratum=stratum)
    if by:
        values = values_by(articles, by).astype(object).map(str, na_action="ignore").fillna("")
        drawn_from["by"] = values.to_numpy()[text.article]
    number = drawn_from.groupby(["by", "stratum"]).ngroup().to_numpy()
    strata = drawn_from[["by", "stratum"]].groupby(number).first()
    sizes = np.bincount(number)
    drawn_from["stratum_size"] = sizes[number]
    if sample is not None:
        rounds[_rows_again(text, sample, drawn_from, has_mention)] = sample["round"]
    before = np.bincount(number[rounds > 0], minlength=len(sizes))
    beside = (BY_WIDER - OTHERS) / is_asked.sum() + OTHERS  # a wider term is of one theme
    guess = np.where(has_mention, FOUND, np.where(wider, beside, OTHERS)[:, None])
    variance = np.bincount(number, (guess * (1 - guess))[:, is_asked].sum(axis=1))
    strata = strata.assign(size=sizes, before=before, wanted=np.sqrt(sizes * variance))
    totals = _taken(strata, n, by)
    last = rounds.max()
    random = np.random.default_rng([seed, last])
    for place, more in enumerate(totals - before):
        rest = np.flatnonzero((number == place) & (rounds == 0))
        rounds[random.choice(rest, more, replace=False)] = last + 1
    rows = np.flatnonzero(rounds)
    table = drawn_from.iloc[rows].reset_index(drop=True)
    return table.assign(
        weight=(sizes / totals)[number[rows]],
        round=rounds[rows],
        wider=np.where(table["stratum"] == WIDER, terms, ""),
        themes=BETWEEN.join(names[is_asked]),
        found=[BETWEEN.join(names[mentioned]) for mentioned in has_mention[rows]],
    )


def _with_terms(articles: pd.DataFrame, terms: str) -> np.ndarray:
    """Whether each sentence holds one of the wider terms."""
    lexicon = read_lexicon({WIDER: list(filter(None, terms.split(BETWEEN)))})
    return AllSentences(articles, lexicon).times(find_mentions(articles, lexicon))[:, 0] > 0


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
    if len(sample) == text.shape[0]:
        raise CodesError("sample: holds every sentence already; none is left to draw")
    rows = text.rows(sample, "sample")
    texts = ["text", "by", "stratum"]
    now = drawn_from.iloc[rows]
    before = sample.assign(by=sample.get("by", ""))
    if not (before["by"] != "").any():  # else its strata have no names of themes
        before["stratum"] = before["stratum"].replace(text.lexicon.spellings)
    found = has_mention[rows]
    is_edited = "found" in sample and (themes_named(sample["found"], text.lexicon) != found).any()
    same = now[texts].map(as_typed).to_numpy() == before[texts].map(as_typed).to_numpy()
    same_size = now["stratum_size"].to_numpy() == before["stratum_size"].to_numpy()
    if is_edited or (rows < 0).any() or not same.all() or not same_size.all():
        raise ValueError(
            "sample_for_coding: sample: its strata are of other articles, mentions or another "
            "lexicon, or by another column; give those that it was drawn with"
        )
    return rows


def _taken(strata: pd.DataFrame, n: int, by: str | None) -> np.ndarray:
    """How many sentences of each stratum are drawn in all, with those `before`: of each value of
    `by` as many, in which strata share by what is `wanted`. ValueError where n is too small, and a
    CodesWarning where it is for shares.
    """
    size = strata["size"]
    before = strata["before"]
    values = strata.groupby("by", sort=False)
    is_large = size > LARGE * values["size"].transform("sum")
    fewest = FEWEST_OF_VALUE if by else 0
    needed = {}
    for enough in (ENOUGH, FEWEST):
        wanted = np.where(is_large, enough, FEWEST)
        strata["least"] = np.maximum(before, np.minimum(wanted, size))
        all_of = values["size"].sum()
        least = np.maximum(values["least"].sum(), np.minimum(fewest, all_of))
        needed[enough] = least.sum() - before.sum()
        if n >= needed[enough]:
            break
    else:
        names = f"{len(strata)} strata ({natural_list(strata['stratum'], 8)})"
        if by:
            values_in_words = natural_list([value or "none" for value in least.index], 8)
            names = f"{len(least)} values of {by} ({values_in_words})"
        raise ValueError(
            f"sample_for_coding: {n} sentences are too few for {names}; "
            f"take {needed[FEWEST]} or more"
        )
    numbers = allocated(np.ones(len(least)), least.to_numpy(), all_of.to_numpy(), n + before.sum())
    shares = [
        allocated(*rows[["wanted", "least", "size"]].to_numpy().T, number)
        for (_, rows), number in zip(values, numbers, strict=True)
    ]
    totals = np.concatenate(shares).astype("int64")
    if (totals[is_large] < size[is_large].clip(upper=ENOUGH)).any():
        problem = f"{n} sentences are too few to correct shares by them"
        todo = f"take {needed[ENOUGH]} or more"
        warnings.warn(f"sample: {problem}; {todo}", CodesWarning, stacklevel=4)
    return totals


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
