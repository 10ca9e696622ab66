"""The parts of terms, and whether words of a text match them.

A part is what of a term lies in one word of a text: `trad*`, or the `u` and the `s` of `u.s.`.
"""

import re

import numpy as np

from ...text.characters import WORD
from .words import LETTERS, Words, pack

_PART = re.compile(f"(?:{WORD}|[*?])+")


def parts_of(words: list[str]) -> list[str]:
    """The parts of a term, given by its words, as far as it is sure in which word of a text each
    lies: part n in the n-th word after the first. A term that begins with another character, such
    as `€`, has none.

    >>> parts_of(["u.s.", "trad*"]), parts_of(["trade", "*€", "b"]), parts_of(["€", "b"])
    (['u', 's', 'trad*'], ['trade'], [])
    """
    parts = []
    if _PART.match(words[0]):
        for word in words:
            for part in _PART.findall(word):
                if set(part) == {"*"} and part != word:
                    return parts  # beside such a character it may stand for nothing, in no word
                parts.append(part)
    return parts


class Parts:
    """What a word must be to match a part: of many parts, as parallel arrays."""

    def __init__(self, parts: list[str]):
        literals = [re.split(r"\*+", part) for part in parts]
        self.head, self.head_mask = _numbers([some[0] for some in literals])
        self.tail, self.tail_mask = _numbers([some[-1][::-1] for some in literals])
        # the letters that a word has at least, if only one, and whether it may have more
        shortest = [max(len("".join(some)), 1) for some in literals]
        self.shortest = np.array(shortest, dtype=np.int64)
        self.has_star = np.array([len(some) > 1 for some in literals], dtype=bool)

    def match(self, words: Words, word: np.ndarray, part: np.ndarray) -> np.ndarray:
        """Whether each word matches the part, by its first and last letters and their number."""
        match = words.head[word] & self.head_mask[part] == self.head[part]
        likely = np.flatnonzero(match)  # the rest is looked at where the beginning is right
        word, part = word[likely], part[likely]
        end = words.end[word]
        more = end - words.start[word] - self.shortest[part]
        tail = words.before[end] & self.tail_mask[part] == self.tail[part]
        match[likely] = tail & ((more == 0) | self.has_star[part] & (more > 0))
        return match


def is_compared_whole(part: str) -> bool:
    """Whether `Parts.match` looks at every letter of a part, each of a code of its own.

    >>> is_compared_whole("administration"), is_compared_whole("administrat*")
    (True, False)
    """
    literals = re.split(r"\*+", part)
    # those before and behind a star, or both ends of a word
    most = LETTERS if len(literals) == 2 else 2 * LETTERS
    return part.isascii() and len(literals) < 3 and max(map(len, literals)) <= most


def _numbers(literals: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """The first letters of each, packed, and what of the number is not a `?`."""
    known = [bytes(255 * (sign != "?") for sign in some[:LETTERS]) for some in literals]
    mask = np.array([int.from_bytes(some, "little") for some in known], dtype=np.uint64)
    return np.array([*map(pack, literals)], dtype=np.uint64) & mask, mask
