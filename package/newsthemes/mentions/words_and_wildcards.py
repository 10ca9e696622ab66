"""A term letter by letter: what stands in a text for it."""

import re
from functools import cached_property

from ..lexicon.model import Term
from ..text.characters import DASH, SPACE, UNSPACED, WORD, is_unspaced, term_words
from ..text.folding import fold, straight

# What may stand between the words of a phrase. Each white space is matched in one way only: in two,
# a term of fifty words would be tried in 2**50.
BETWEEN_WORDS = rf"(?:[{SPACE}]+(?:\n[{SPACE}]*)?|\n[{SPACE}]*|[{DASH}])"
_SPACED = rf"(?:(?![{UNSPACED}]){WORD})"  # a letter of other scripts


class SpelledTerm:
    """A term as the words that a text has to spell."""

    def __init__(self, term: Term):
        self.exact = term.case == "exact"  # compared with the text as it is spelled, else folded
        self.unspaced = is_unspaced(term.term)
        self.folded = term_words(fold(term.term))
        self.words = self.folded
        if self.exact:
            self.words = term_words(straight(term.term))

    @cached_property
    def pattern(self) -> re.Pattern:
        """The regular expression of the whole term, its place as the first group; whether it may
        stand there is for `may_stand` to say.
        """
        letter = WORD if self.unspaced else _SPACED
        body = BETWEEN_WORDS.join(_word_pattern(word, letter) for word in self.words)
        before = ""
        if letter == _SPACED and self.words[0][0] in "*?":
            before = f"(?<!{letter})"  # else a long word would be gone through from each letter
        return re.compile(f"{before}(?=({body}))")


def _word_pattern(word: str, letter: str) -> str:
    """The regular expression of a word; the time it takes grows as the text does, whatever the
    word.
    """
    if set(word) == {"*"}:
        return letter + "+"
    first, *others = re.split(r"(?:\\\*)+", re.escape(word).replace(r"\?", letter))
    # Before a further `*` the leftmost place of a literal is as good as any other: once found, none
    # is tried again.
    inner = [f"(?>{letter}*?{literal})" for literal in others[:-1]]
    last = [f"{letter}*{literal}" for literal in others[-1:]]
    return "".join([first, *inner, *last])
