"""What a lexicon may be missing: forms of its terms, words and pairs beside its themes, and those
of no theme.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain, product
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..mentions.find import every_place, find_mentions
from ..tables.concordance import passage
from ..tables.counts import LEXICON_COLUMNS, article_rows, entries_of
from ..tables.sentences_and_words import tokens_of, uses
from ..tables.statistics import log_likelihood
from ..text.characters import fold, straight, term_words
from ..text.languages import languages_of, main_language, stem
from ..text.memo import memo

_TWICE = 2  # a word or a pair that is no name
_OFTEN = 3  # sentences, to be sure
# log-likelihood (chi-squared, one degree of freedom): by chance once in twenty, once in a thousand
_LIKELY, _SURE = 3.84, 10.83
_LOOKED_AT = 500  # pairs, the best ones


class _Idea(NamedTuple):
    """An expression, by the numbers of its words; where it may belong and why; the token at which
    it is shown.
    """

    words: tuple[int, ...]
    theme: tuple[str, str]
    reason: str
    token: int


@takes_any_form
def suggest(
    articles: pd.DataFrame, lexicon: Lexicon, mentions: pd.DataFrame | None = None, most: int = 20
) -> pd.DataFrame:
    """What the lexicon may be missing in these articles, at most `most` expressions, best first.

    Four kinds share the room, in this order: words, and pairs, that share their stems with a term
    (Snowball), most frequent first; words that appear in the sentences of a theme surely
    more often than chance would bring (in three or more; log-likelihood above 10.83: Dunning 1993,
    as NLTK has it), most striking first; collocations of content words (twice or more, or
    capitalized), and then words (twice or more; names, capitalized inside a sentence, first).
    Collocations and names stand first where a theme's sentences have them, by the same measure
    above 3.84, in half of their sentences or more; the others belong to no theme, and their order
    is that of their count times log((articles + 10) / articles that have it), after Spärck Jones
    1972. What a term or `not:` phrase matches, counted or not, is not suggested, and no stem comes
    twice, except among the forms of a term. Function words are those of each article's language,
    stems those of the language that most articles have.

    Columns: `expression` (as it is spelled most often), `group`, `theme` (where it may belong, or
    empty), `count`, `articles`, `reason`, `passage` (one place, cut as in `concordance`).
    `mentions` are found here where not given. ValueError where they are of another lexicon.

    >>> from newsthemes import read_lexicon
    >>> text = "Traders trade. Human rights? A trader said: human rights."
    >>> toy = pd.DataFrame({"article": ["a"], "text": [text]})
    >>> table = suggest(toy, read_lexicon({"Trade": ["trade", "traders"]}))
    >>> table[["expression", "theme", "count", "reason"]]
         expression  theme  count                         reason
    0        trader  Trade      1  shares its stem with `traders`
    1  human rights             2            belongs to no theme
    """
    if mentions is None:
        mentions = find_mentions(articles, lexicon)
    return _suggested(articles, lexicon, mentions, most)


def _depends_on(
    articles: pd.DataFrame, lexicon: Lexicon, mentions: pd.DataFrame, most: int
) -> tuple:
    columns = [articles["article"], articles["text"]]
    columns += [mentions[name] for name in ("article", "group", "theme", "start")]
    told = [column.tolist() for column in columns], languages_of(articles)
    return *told, lexicon.terms, lexicon.themes, most


@memo(_depends_on)
def _suggested(
    articles: pd.DataFrame, lexicon: Lexicon, mentions: pd.DataFrame, most: int
) -> pd.DataFrame:
    words = _Unclaimed(articles, lexicon)
    beside = _Beside(words, mentions, articles, lexicon)
    ideas = _picked([_same_stem(words, lexicon), *_expressions(words, beside, most)], words, most)
    kinds = dict.fromkeys(
        ["expression", "group", "theme", "count", "articles", "reason", "passage"], "str"
    )
    kinds |= {"count": "int64", "articles": "int64"}
    return pd.DataFrame([_row(idea, words) for idea in ideas], columns=list(kinds)).astype(kinds)


class _Unclaimed:
    """The content words of the articles that no term or `not:` phrase touches, and that are no term
    in another case.
    """

    def __init__(self, articles: pd.DataFrame, lexicon: Lexicon):
        self.texts = articles["text"].tolist()
        self.text = "\0".join(self.texts)  # no term reaches across a NUL
        self.offsets = np.cumsum([0, *(len(text) + 1 for text in self.texts)])
        languages = languages_of(articles)
        taken = every_place(lexicon, self.texts, languages)[2][:2]
        self.language = main_language(languages) or "en"
        known = {fold(entry.term) for entry in lexicon.terms}
        self.tokens = tokens_of(self.texts, languages, taken, known)
        self.word, self.names = self.tokens.word, self.tokens.names
        self.next = self.tokens.following()
        self.own = np.flatnonzero(self.word >= 0)
        self._of_word = pd.Series(self.own).groupby(self.word[self.own]).indices

    def places(self, words: tuple[int, ...]) -> np.ndarray:
        """The tokens at which a word stands, or the first of two, one directly after the other."""
        found = self.own[self._of_word[words[0]]]
        if len(words) > 1:
            found = found[self.next[found] == words[1]]
        return found

    def spelled(self, place: int, words: int) -> str:
        here = slice(place, place + words)
        spans = zip(self.tokens.start[here], self.tokens.end[here], strict=True)
        return " ".join(straight(self.text[start:end]) for start, end in spans)


def _row(idea: _Idea, words: _Unclaimed) -> tuple:
    places, size, tokens = words.places(idea.words), len(idea.words), words.tokens
    spelled = Counter(words.spelled(place, size) for place in places)
    # of equals, the one in lower case
    expression = max(spelled, key=lambda spelling: (spelled[spelling], spelling))
    article = tokens.article[idea.token]
    start, end = tokens.start[idea.token], tokens.end[idea.token + size - 1]
    offset = words.offsets[article]
    shown = passage(words.texts[article], start - offset, end - offset)
    articles = len(pd.unique(tokens.article[places]))
    return expression, *idea.theme, len(places), articles, idea.reason, shown


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
            stems = {stem(words.names[word], words.language) for word in idea.words}
            if kind == 0 or not stems & seen:
                picked[kind].append(idea)
                seen |= stems
                waiting.append((kind, ideas))
                break
    return list(chain.from_iterable(picked))


def _same_stem(words: _Unclaimed, lexicon: Lexicon) -> Iterator[_Idea]:
    by_stem: dict[str, list[int]] = defaultdict(list)
    for word, name in enumerate(words.names):
        by_stem[stem(name, words.language)].append(word)
    found: dict[tuple[int, ...], tuple[int, _Idea]] = {}
    for entry in lexicon.terms:
        parts = term_words(fold(entry.term))
        stems = [stem(part.strip("*?"), words.language) for part in parts]
        if entry.excluded or len(stems) > 2:
            continue
        for form in product(*(by_stem.get(one, ()) for one in stems)):
            if len(places := words.places(form)):
                reason = f"shares its stem with `{entry.term}`"
                idea = _Idea(form, entry[:2], reason, int(places[0]))
                found.setdefault(form, (len(places), idea))
    yield from (idea for _, idea in sorted(found.values(), key=lambda one: (-one[0], one[1].token)))


class _Beside:
    """The sentences of each theme, and which of them an expression stands in."""

    def __init__(
        self,
        words: _Unclaimed,
        mentions: pd.DataFrame,
        articles: pd.DataFrame,
        lexicon: Lexicon,
    ):
        themes, number = entries_of(mentions, lexicon, LEXICON_COLUMNS["theme"])
        self.themes = [("", ""), *themes.itertuples(index=False, name=None)]  # the first: none
        self.words, self.sentence = words, words.tokens.sentence
        self.size = max(1, self.sentence.max(initial=-1) + 1)
        self.held = np.zeros((self.size, len(self.themes)), dtype=bool)
        offsets = words.offsets[article_rows(mentions, articles)]
        starts = offsets + mentions["start"].to_numpy("int64")
        tokens = np.searchsorted(words.tokens.start, starts, side="right") - 1
        self.held[self.sentence[tokens], number + 1] = True

    def evidence(self, number: np.ndarray, token: np.ndarray, size: int) -> pd.DataFrame:
        """Of each of `size` expressions, which stand at these tokens, the theme that it stands
        beside most strikingly: `theme` (its number, 0 for none), `score` (log-likelihood, of the
        sentences that hold the expression, the theme, both, and all), `both`, and `sentences` (that
        hold the expression).
        """
        pair = pd.unique(number * self.size + self.sentence[token])  # faster than NumPy's
        number, held = pair // self.size, self.held[pair % self.size]
        both = np.array([np.bincount(number, own, size) for own in held.T])
        alone, sizes = np.bincount(number, minlength=size), self.held.sum(axis=0)[:, None]
        score = log_likelihood(both, sizes - both, alone, self.size - alone)
        score[both < _OFTEN] = score[both < _OFTEN].clip(max=_SURE)
        score[(both * self.size <= sizes * alone) | (score <= _LIKELY)] = 0
        score[(score <= _SURE) & (2 * both < alone)] = 0  # so little is chance
        best, rows = score.argmax(axis=0), np.arange(size)
        columns = {"theme": best, "score": score[best, rows], "both": both[best, rows]}
        return pd.DataFrame({**columns, "sentences": alone})

    def ideas(self, forms: list[tuple[int, ...]], evidence: pd.DataFrame) -> Iterator[_Idea]:
        for form, row in zip(forms, evidence.itertuples(), strict=True):
            places, theme = self.words.places(form), self.themes[row.theme]
            beside = places[self.held[self.sentence[places], row.theme]]
            reason = "belongs to no theme"
            if row.theme:
                of = f"{row.both:,.0f} of {row.sentences:,} sentences"
                reason = f"appears beside {theme[1]} in {of} (log-likelihood {row.score:,.1f})"
            yield _Idea(form, theme, reason, int(np.append(beside, places)[0]))


def _expressions(words: _Unclaimed, beside: _Beside, most: int) -> list[Iterator[_Idea]]:
    """Words that surely stand beside a theme; collocations, names of two words among them; other
    words, names first.
    """
    size = max(1, len(words.names))
    single = _weighed(words.word[words.own], words.tokens.article[words.own], len(words.texts))
    alone = single["count"].sort_index().to_numpy()  # of each word
    evidence = beside.evidence(words.word[words.own], words.own, len(words.names))
    sure = evidence[evidence["score"] > _SURE].sort_values("score", ascending=False, kind="stable")
    others = evidence.loc[single.index[single["count"] >= _TWICE]]
    others = others[others["score"] <= _SURE].copy()
    capital = np.array([letters[0].isupper() for letters in words.tokens.spellings], dtype=bool)
    capital = capital[words.tokens.spelling]
    inside = np.diff(words.tokens.sentence, prepend=-1) == 0
    names = np.bincount(words.word[words.own], (capital & inside)[words.own], size)
    others["name"] = 2 * names[others.index] > alone[others.index]
    others.loc[~others["name"], ["theme", "score"]] = 0
    others = others.sort_values(["name", "score"], ascending=False, kind="stable")

    first = words.own[words.next[words.own] >= 0]
    codes = words.word[first] * size + words.next[first]
    pairs = _weighed(codes, words.tokens.article[first], len(words.texts))
    named = codes[capital[first] & capital[first + 1]]
    pairs = pairs[(pairs["count"] >= _TWICE) | pairs.index.isin(named)].head(_LOOKED_AT)
    one, other = np.divmod(pairs.index.to_numpy(), size)
    both, of_one, of_other = pairs["count"].to_numpy(), alone[one], alone[other]
    tokens = len(words.word) + len(pd.unique(words.tokens.sentence))  # and each sentence's end
    score = log_likelihood(both, of_other - both, of_one, tokens - of_one)
    pairs = pairs[(score > _SURE) & (both * tokens > of_one * of_other)]
    row = pairs.index.get_indexer(codes)
    together = beside.evidence(row[row >= 0], first[row >= 0], len(pairs))
    together = together.sort_values("score", ascending=False, kind="stable")
    forms = [divmod(int(pairs.index[number]), size) for number in together.index]
    others = others.drop(chain.from_iterable(forms[:most]), errors="ignore")
    return [
        beside.ideas([(int(word),) for word in sure.index], sure),
        beside.ideas(forms, together),
        beside.ideas([(int(word),) for word in others.index], others),
    ]


def _weighed(codes: np.ndarray, article: np.ndarray, articles: int) -> pd.DataFrame:
    """For each code its `count` and `weight`, which is less for what stands in many articles; the
    weightiest first.
    """
    code, count, having = uses(codes, article)
    table = pd.DataFrame(
        {"count": count, "weight": count * np.log((articles + 10) / having)}, index=code
    )
    return table.sort_values("weight", ascending=False, kind="stable")
