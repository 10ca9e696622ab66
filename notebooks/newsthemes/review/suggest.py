"""What a lexicon may be missing: forms of its terms, words beside its themes, words and pairs that
belong to no theme.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, product
from typing import NamedTuple

import numpy as np
import pandas as pd
from nltk.stem import SnowballStemmer

from ..lexicon.read import Lexicon
from ..mentions.find import find_mentions
from ..mentions.match import Matcher
from ..tables.concordance import passage
from ..tables.counts import article_rows
from ..tables.statistics import log_likelihood
from ..tables.words import tokens_of, uses
from ..text.characters import fold, straight, term_words

_TWICE = 2  # a word or a pair that belongs to no theme
_OFTEN, _SURE = (
    3,
    10.83,
)  # sentences; log-likelihood, by chance once in a thousand (chi-squared, one degree of freedom)
_LOOKED_AT = 500  # pairs, the best ones
_STEMMER = SnowballStemmer("english")


class _Idea(NamedTuple):
    """An expression, by the numbers of its words; where it may belong and why; the token at which
    it is shown.
    """

    words: tuple[int, ...]
    theme: tuple[str, str]
    reason: str
    token: int


def suggest(
    articles: pd.DataFrame, lexicon: Lexicon, mentions: pd.DataFrame | None = None, most: int = 20
) -> pd.DataFrame:
    """What the lexicon may be missing in these articles, at most `most` expressions, best first.

    Four kinds share the room, in this order: words, and pairs, that share their stems with a term
    (Snowball, English), most frequent first; words that appear in the sentences of a theme more
    often than chance would bring (in three or more; log-likelihood above 10.83: Dunning 1993, as
    NLTK has it), most striking first; collocations of content words that belong to no theme (twice
    or more, or capitalized; the same measure), and then such words (twice or more), both by count
    times log((articles + 10) / articles that have it), after Spärck Jones 1972. What a term or
    `not:` phrase matches, counted or not, is not suggested, and no stem comes twice, except among
    the forms of a term.

    Columns: `expression` (as it is spelled most often), `group`, `theme` (where it may belong, or
    empty), `count`, `articles`, `reason`, `passage` (one place, cut as in `concordance`).
    `mentions` are found here where not given.

    >>> from newsthemes import read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Traders trade. Human rights? A trader said: human rights."]})
    >>> suggest(toy, read_lexicon({"Trade": ["trade", "traders"]}))[["expression", "theme", "count", "reason"]]
         expression  theme  count                         reason
    0        trader  Trade      1  shares its stem with `traders`
    1  human rights             2            belongs to no theme
    """
    mentions = find_mentions(articles, lexicon, sentences=False) if mentions is None else mentions
    words = _Unclaimed(articles, lexicon)
    ideas = _picked(
        [_same_stem(words, lexicon), _beside(words, mentions, articles), *_of_no_theme(words)],
        words,
        most,
    )
    kinds = {
        "expression": "str",
        "group": "str",
        "theme": "str",
        "count": "int64",
        "articles": "int64",
    }
    kinds |= {"reason": "str", "passage": "str"}
    return pd.DataFrame([_row(idea, words) for idea in ideas], columns=list(kinds)).astype(kinds)


class _Unclaimed:
    """The content words of the articles that no term or `not:` phrase touches, and that are no term
    in another case.
    """

    def __init__(self, articles: pd.DataFrame, lexicon: Lexicon):
        self.texts = articles["text"].tolist()
        self.text = "\0".join(self.texts)  # no term reaches across a NUL
        self.offsets = np.cumsum([0, *(len(text) + 1 for text in self.texts)])
        taken = Matcher(lexicon).find(self.text)[:2]
        self.tokens = tokens_of(
            self.texts, taken, known={fold(entry.term) for entry in lexicon.terms}
        )
        self.word, self.names, self.next = (
            self.tokens.word,
            self.tokens.names,
            self.tokens.following(),
        )
        self.own = np.flatnonzero(self.word >= 0)
        self._of_word = pd.Series(self.own).groupby(self.word[self.own]).indices

    def places(self, words: tuple[int, ...]) -> np.ndarray:
        """The tokens at which a word stands, or the first of two, one directly after the other."""
        found = self.own[self._of_word[words[0]]]
        return found[self.next[found] == words[1]] if len(words) > 1 else found

    def spelled(self, place: int, words: int) -> str:
        starts, ends = (
            self.tokens.start[place : place + words],
            self.tokens.end[place : place + words],
        )
        return " ".join(
            straight(self.text[start:end]) for start, end in zip(starts, ends, strict=True)
        )


def _row(idea: _Idea, words: _Unclaimed) -> tuple:
    places, size, tokens = words.places(idea.words), len(idea.words), words.tokens
    spelled = Counter(words.spelled(place, size) for place in places)
    expression = max(
        spelled, key=lambda spelling: (spelled[spelling], spelling)
    )  # of equals, the one in lower case
    article = tokens.article[idea.token]
    start, end = (
        side - words.offsets[article]
        for side in (tokens.start[idea.token], tokens.end[idea.token + size - 1])
    )
    shown = passage(words.texts[article], start, end)
    return (
        expression,
        *idea.theme,
        len(places),
        len(np.unique(tokens.article[places])),
        idea.reason,
        shown,
    )


def _picked(kinds: list[Iterator[_Idea]], words: _Unclaimed, most: int) -> list[_Idea]:
    """The best of each kind in turn, until there is no more room; near-duplicates are passed
    over.
    """
    picked: list[list[_Idea]] = [[] for _ in kinds]
    seen: set[str] = set()
    waiting = list(enumerate(kinds))
    while waiting and sum(map(len, picked)) < most:
        kind, ideas = waiting.pop(0)
        for idea in ideas:
            stems = {_stem(words.names[word]) for word in idea.words}
            if kind == 0 or not stems & seen:
                picked[kind].append(idea)
                seen |= stems
                waiting.append((kind, ideas))
                break
    return list(chain.from_iterable(picked))


@lru_cache(maxsize=1 << 17)
def _stem(word: str) -> str:
    return _STEMMER.stem(word)


def _same_stem(words: _Unclaimed, lexicon: Lexicon) -> Iterator[_Idea]:
    by_stem: dict[str, list[int]] = defaultdict(list)
    for word, name in enumerate(words.names):
        by_stem[_stem(name)].append(word)
    found: dict[tuple[int, ...], tuple[int, _Idea]] = {}
    for entry in lexicon.terms:
        stems = [_stem(part.strip("*?")) for part in term_words(fold(entry.term))]
        if entry.excluded or len(stems) > 2:
            continue
        for form in product(*(by_stem.get(stem, ()) for stem in stems)):
            if len(places := words.places(form)):
                idea = _Idea(
                    form, entry[:2], f"shares its stem with `{entry.term}`", int(places[0])
                )
                found.setdefault(form, (len(places), idea))
    yield from (idea for _, idea in sorted(found.values(), key=lambda one: (-one[0], one[1].token)))


def _beside(words: _Unclaimed, mentions: pd.DataFrame, articles: pd.DataFrame) -> Iterator[_Idea]:
    """Counted in sentences: those that hold the word, the theme, both, and all."""
    by_theme = mentions.groupby(["group", "theme"], observed=True)
    themes, size = list(by_theme.groups), words.tokens.sentence.max(initial=-1) + 1
    held = np.zeros((size, len(themes)), dtype=bool)
    starts = words.offsets[article_rows(mentions, articles)] + mentions["start"].to_numpy("int64")
    tokens = np.searchsorted(words.tokens.start, starts, side="right") - 1
    held[words.tokens.sentence[tokens], by_theme.ngroup()] = True
    pairs, first = np.unique(
        words.word[words.own] * size + words.tokens.sentence[words.own], return_index=True
    )
    (word, sentence), token = divmod(pairs, max(1, size)), words.own[first]
    alone, sizes = np.bincount(word, minlength=len(words.names)), held.sum(axis=0)
    together = np.zeros((len(themes), len(words.names)), dtype=np.int64)
    for theme, holds in enumerate(held.T):
        together[theme] = np.bincount(word[holds[sentence]], minlength=len(words.names))
    likely = (together >= _OFTEN) & (together * size > sizes[:, None] * alone)
    theme, number = np.nonzero(likely)
    both, total = together[theme, number], alone[number]
    score = log_likelihood(both, sizes[theme] - both, total, size - total)
    for place in np.lexsort((theme, number, -score)):
        if score[place] > _SURE:
            pair, one = themes[theme[place]], number[place]
            reason = f"appears beside {pair[1]} in {both[place]:,} of {total[place]:,} sentences"
            shown = token[(word == one) & held[sentence, theme[place]]][0]
            yield _Idea(
                (int(one),), pair, f"{reason} (log-likelihood {score[place]:,.1f})", int(shown)
            )


def _of_no_theme(words: _Unclaimed) -> tuple[Iterator[_Idea], Iterator[_Idea]]:
    """Collocations, names of two words among them, and words."""
    size, tokens = (
        max(1, len(words.names)),
        len(words.word) + len(np.unique(words.tokens.sentence)),
    )  # and its end
    first = words.own[words.next[words.own] >= 0]
    codes = words.word[first] * size + words.next[first]
    pairs = _weighed(codes, words.tokens.article[first], len(words.texts))
    capital = np.array([letters[0].isupper() for letters in words.tokens.spellings], dtype=bool)[
        words.tokens.spelling
    ]
    named = codes[capital[first] & capital[first + 1]]
    single = _weighed(words.word[words.own], words.tokens.article[words.own], len(words.texts))
    pairs = pairs[(pairs["count"] >= _TWICE) | pairs.index.isin(named)].head(_LOOKED_AT)
    one, other = np.divmod(pairs.index.to_numpy(), size)
    both, of_one, of_other = (
        column.to_numpy()
        for column in (pairs["count"], single["count"][one], single["count"][other])
    )
    score = log_likelihood(both, of_other - both, of_one, tokens - of_one)
    sure = (score > _SURE) & (both * tokens > of_one * of_other)
    together = list(zip(one[sure].tolist(), other[sure].tolist(), strict=True))
    alone = [(word,) for word in single.index[single["count"] >= _TWICE]]
    return tuple(
        (_Idea(form, ("", ""), "belongs to no theme", int(words.places(form)[0])) for form in forms)
        for forms in (together, alone)
    )


def _weighed(codes: np.ndarray, article: np.ndarray, articles: int) -> pd.DataFrame:
    """For each code its `count` and `weight`, which is less for what stands in many articles; the
    weightiest first.
    """
    code, count, having = uses(codes, article)
    table = pd.DataFrame(
        {"count": count, "weight": count * np.log((articles + 10) / having)}, index=code
    )
    return table.sort_values("weight", ascending=False, kind="stable")
