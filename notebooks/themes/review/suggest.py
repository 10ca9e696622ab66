"""What a lexicon may be missing: forms of its terms, words beside its themes, words and pairs that no theme takes."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import chain, product
from typing import NamedTuple

import numpy as np
import pandas as pd
from nltk.collocations import BigramAssocMeasures
from nltk.stem import SnowballStemmer

from ..lexicon.read import Lexicon
from ..mentions.find import find_mentions
from ..mentions.keys import array_of
from ..mentions.match import Matcher
from ..tables.concordance import passage
from ..text.characters import fold, straight, term_words
from ..text.sentences import is_content, sentence_spans, token_pattern

_TWICE = 2  # a word or a pair that no theme takes
_OFTEN, _SURE = 3, 10.83  # sentences; log-likelihood, by chance once in a thousand (chi-squared, one degree of freedom)
_LOOKED_AT = 500  # pairs, the best ones
_KNOWN = "\x01"  # stands where a term does
_STEMMER = SnowballStemmer("english")


class _Idea(NamedTuple):
    """An expression, by the numbers of its words; where it may belong and why; the token at which it is shown."""

    words: tuple[int, ...]
    theme: tuple[str, str]
    reason: str
    token: int


def suggest(articles: pd.DataFrame, lexicon: Lexicon, mentions: pd.DataFrame | None = None, most: int = 20) -> pd.DataFrame:
    """What the lexicon may be missing in these articles, at most `most` expressions, best first.

    Four kinds share the room and stand in this order: words, and pairs, that share their stems with a term (Snowball,
    English), most frequent first; words that stand in the sentences of a theme more often than chance has it (in three or
    more; log-likelihood above 10.83: Dunning 1993, as NLTK has it), most striking first; collocations of content words that no
    theme takes (twice or more, or capitalized; the same measure), and then such words (twice or more), both by count times
    log((articles + 10) / those that have it), after Spärck Jones 1972. What a term or `not:` phrase matches, counted or not,
    is no suggestion, and but for the forms of a term no stem comes twice.

    Columns: `expression` (as it is spelled most often), `group`, `theme` (where it may belong, or empty), `count`,
    `articles`, `reason`, `passage` (one place, cut as in `concordance`). `mentions` are found here where not given.

    >>> from themes import read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Traders trade. Human rights? A trader said: human rights."]})
    >>> suggest(toy, read_lexicon({"Trade": ["trade", "traders"]}))[["expression", "theme", "count", "reason"]]
         expression  theme  count                         reason
    0        trader  Trade      1  shares its stem with `traders`
    1  human rights             2            no theme takes it
    """
    mentions = find_mentions(articles, lexicon, sentences=False) if mentions is None else mentions
    words = Unclaimed(articles, lexicon)
    ideas = _picked([_same_stem(words, lexicon), _beside(words, mentions), *_of_no_theme(words)], words, most)
    kinds = {"expression": "str", "group": "str", "theme": "str", "count": "int64", "articles": "int64"}
    kinds |= {"reason": "str", "passage": "str"}
    return pd.DataFrame([_row(idea, words) for idea in ideas], columns=list(kinds)).astype(kinds)


class Unclaimed:
    """Every token of the articles in its order: content words that no term or `not:` phrase touches, and breaks.

    `names` are the different words, folded; of each token `word` is the number of its name, -1 for a break (all that is no
    such word; one ends every sentence); `sentence` and `article` number its place from 0; `tokens` are as the text spells
    them, and `capital` says which start with a capital. A word that is a term but for its case (`us`, `US`) is known too.

    >>> from themes import read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Traders and trade. A trader’s trade-off."]})
    >>> words = Unclaimed(toy, read_lexicon({"Trade": ["trade"]}))
    >>> words.names, words.word.tolist()
    (['traders', 'trader'], [0, -1, -1, -1, -1, -1, 1, -1, -1, -1, -1])
    """

    def __init__(self, articles: pd.DataFrame, lexicon: Lexicon):
        self.texts = articles["text"].tolist()
        self.row = {article: row for row, article in enumerate(articles["article"])}
        spans = [sentence_spans(text) for text in self.texts]
        self.offsets = np.cumsum([0, *(len(text) + 1 for text in self.texts)])
        self.sentences = [(row, start, end) for row, own in enumerate(spans) for start, end in own]
        self.starts = np.array([self.offsets[row] + start for row, start, _ in self.sentences], dtype=np.int64)
        self.text = _without_known("\0".join(self.texts), lexicon)
        self._token = token_pattern(self.text, _KNOWN)
        find, at = self._token.findall, self.offsets.tolist()
        found = [[*find(self.text, at[row] + start, at[row] + end), ""] for row, start, end in self.sentences]
        self.tokens = [token for tokens in found for token in tokens]
        self.sentence = np.repeat(np.arange(len(found)), [len(tokens) for tokens in found])
        self.article = np.array([row for row, _, _ in self.sentences], dtype=np.int64)[self.sentence]
        codes, spellings = pd.factorize(np.array(self.tokens, dtype=object))
        folded = [fold(spelling) for spelling in spellings]
        known = {fold(entry.term) for entry in lexicon.terms}
        own = (name for name in folded if is_content(name) and _KNOWN not in name and name not in known)
        self.names = list(dict.fromkeys(own))
        number = {name: place for place, name in enumerate(self.names)}
        self.word = np.array([number.get(name, -1) for name in folded], dtype=np.int64)[codes]
        self.capital = np.array([spelling[:1].isupper() for spelling in spellings], dtype=bool)[codes]

    @cached_property
    def _order(self) -> tuple[np.ndarray, np.ndarray]:
        order = np.argsort(self.word, kind="stable")
        return order, np.searchsorted(self.word[order], np.arange(len(self.names) + 1))

    def places(self, words: tuple[int, ...]) -> np.ndarray:
        """The tokens at which these words stand, one directly after the other."""
        order, firsts = self._order
        found = order[firsts[words[0]] : firsts[words[0] + 1]]
        for step, word in enumerate(words[1:], 1):
            found = found[self.word[found + step] == word]  # there is a next token: a break ends every sentence
        return found

    def sentence_of(self, article: pd.Series, start: pd.Series) -> np.ndarray:
        """The number of the sentence that each place lies in."""
        place = self.offsets[article.map(self.row).to_numpy(dtype=np.int64)] + start.to_numpy(dtype=np.int64)
        return np.searchsorted(self.starts, place, side="right") - 1

    def span(self, token: int, words: int = 1) -> tuple[int, int, int]:
        """Where a token and those after it, so many words, stand: the row of the article, start, end."""
        number = self.sentence[token]
        row, start, end = self.sentences[number]
        offset = int(self.offsets[row])
        hits = list(self._token.finditer(self.text, offset + start, offset + end))
        first = token - int(np.searchsorted(self.sentence, number))
        return row, hits[first].start() - offset, hits[first + words - 1].end() - offset


def _without_known(text: str, lexicon: Lexicon) -> str:
    """The text with curly quotes made straight, and a mark for every character at which a term or `not:` phrase stands."""
    found = Matcher(lexicon).find(text)
    edges = np.zeros(len(text) + 1, dtype=np.int64)
    np.add.at(edges, found.start, 1)
    np.add.at(edges, found.end, -1)
    letters = array_of(straight(text)).copy()
    letters[np.cumsum(edges[:-1]) > 0] = ord(_KNOWN)
    return (
        letters.tobytes().decode("latin-1")
        if letters.dtype == np.uint8
        else letters.tobytes().decode("utf-32-le", "surrogatepass")
    )


def _row(idea: _Idea, words: Unclaimed) -> tuple:
    places, size = words.places(idea.words), len(idea.words)
    spelled = Counter(" ".join(words.tokens[place : place + size]) for place in places.tolist())
    expression = max(spelled, key=lambda spelling: (spelled[spelling], spelling))  # of equals, the one in lower case
    row, start, end = words.span(idea.token, size)
    shown = passage(words.texts[row], start, end)
    return expression, *idea.theme, len(places), len(np.unique(words.article[places])), idea.reason, shown


def _picked(kinds: list[Iterator[_Idea]], words: Unclaimed, most: int) -> list[_Idea]:
    """The best of each kind in turn, until there is no more room; near-duplicates are passed over."""
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


def _same_stem(words: Unclaimed, lexicon: Lexicon) -> Iterator[_Idea]:
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
                idea = _Idea(form, entry[:2], f"shares its stem with `{entry.term}`", int(places[0]))
                found.setdefault(form, (len(places), idea))
    yield from (idea for _, idea in sorted(found.values(), key=lambda one: (-one[0], one[1].token)))


def _beside(words: Unclaimed, mentions: pd.DataFrame) -> Iterator[_Idea]:
    """Counted in sentences: those that hold the word, the theme, both, and all."""
    by_theme = mentions.groupby(["group", "theme"], observed=True)
    themes, size = list(by_theme.groups), len(words.sentences)
    held = np.zeros((size, len(themes)), dtype=bool)
    held[words.sentence_of(mentions["article"], mentions["start"]), by_theme.ngroup()] = True
    own = np.flatnonzero(words.word >= 0)
    pairs, first = np.unique(words.word[own] * size + words.sentence[own], return_index=True)
    word, sentence, token = words.word[own[first]], words.sentence[own[first]], own[first]
    alone, sizes = np.bincount(word, minlength=len(words.names)), held.sum(axis=0)
    together = np.zeros((len(themes), len(words.names)), dtype=np.int64)
    for theme in range(len(themes)):
        together[theme] = np.bincount(word[held[sentence, theme]], minlength=len(words.names))
    likely = (together >= _OFTEN) & (together * size > sizes[:, None] * alone)
    ideas = []
    for theme, number in np.argwhere(likely).tolist():
        both, total = int(together[theme, number]), int(alone[number])
        score = BigramAssocMeasures.likelihood_ratio(both, (total, int(sizes[theme])), size)
        if score > _SURE:
            ideas.append((-score, number, theme, both, total))
    for score, number, theme, both, total in sorted(ideas):
        reason = f"stands beside {themes[theme][1]} in {both:,} of {total:,} sentences (log-likelihood {-score:,.1f})"
        yield _Idea((number,), themes[theme], reason, int(token[(word == number) & held[sentence, theme]][0]))


def _of_no_theme(words: Unclaimed) -> tuple[Iterator[_Idea], Iterator[_Idea]]:
    """Collocations, names of two words among them, and words."""
    size, tokens = max(1, len(words.names)), len(words.word)
    own = np.flatnonzero(words.word >= 0)
    first = own[words.word[own + 1] >= 0]  # there is a next one: a break ends every sentence
    codes = words.word[first] * size + words.word[first + 1]
    pairs = _weighed(codes, words.article[first], len(words.texts))
    named = codes[words.capital[first] & words.capital[first + 1]]
    single = _weighed(words.word[own], words.article[own], len(words.texts))
    counts, together = np.bincount(words.word[own], minlength=size).tolist(), []
    for pair, count in pairs["count"][(pairs["count"] >= _TWICE) | pairs.index.isin(named)].head(_LOOKED_AT).items():
        one, other = divmod(pair, size)
        score = BigramAssocMeasures.likelihood_ratio(count, (counts[one], counts[other]), tokens)
        if score > _SURE and count * tokens > counts[one] * counts[other]:
            together.append((one, other))
    alone = [(word,) for word in single.index[single["count"] >= _TWICE]]
    return tuple(
        (_Idea(form, ("", ""), "no theme takes it", int(words.places(form)[0])) for form in forms)
        for forms in (together, alone)
    )


def _weighed(codes: np.ndarray, article: np.ndarray, articles: int) -> pd.DataFrame:
    """For each code its `count` and `weight`, which is less for what stands in many articles; the weightiest first."""
    unique, inverse, count = np.unique(codes, return_inverse=True, return_counts=True)
    having = np.bincount(np.unique(inverse * articles + article) // max(1, articles), minlength=len(unique))
    table = pd.DataFrame({"count": count, "weight": count * np.log((articles + 10) / having)}, index=unique)
    return table.sort_values("weight", ascending=False, kind="stable")
