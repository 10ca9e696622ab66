"""The words of the articles that no term of a lexicon matches, as numbers."""

from functools import cached_property

import numpy as np
import pandas as pd

from ..lexicon.read import Lexicon
from ..mentions.index import array_of
from ..mentions.match import Matcher
from ..text.characters import fold, straight
from ..text.sentences import sentence_spans
from ..text.tokens import is_content, token_pattern

_KNOWN = "\x01"  # stands where a term does


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
