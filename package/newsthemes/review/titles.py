"""The titles in a run of capitalized words, such as `President`, which are no part of a name. The
page has the same rule.
"""

from collections.abc import Iterator

from .name_words import name_words
from .words_of_text import Word


def parts_without_titles(
    words: list[Word], first: int, last: int
) -> Iterator[tuple[int, int, bool]]:
    """The parts of a run between titles, each with whether it stands behind one."""
    begin = first
    place = first
    titled = False
    while place <= last:
        size = _title(words, place, last)
        if not size:
            place += 1
            continue
        if begin < place:
            yield begin, place - 1, titled
        titled = True
        place += size
        begin = place
    if begin <= last:
        yield begin, last, titled


def _title(words: list[Word], place: int, last: int) -> int:
    """How many words from this one on are a title."""
    for size in (3, 2, 1):
        part = " ".join(word.small for word in words[place : place + size])
        if place + size <= last + 1 and part in name_words().titles:
            is_surname = place == last and part in name_words().only_before_names
            return 0 if is_surname or _is_in_surname(words, place) else size
    return 0


def _is_in_surname(words: list[Word], place: int) -> bool:
    """Whether a word with a capital before this one is what surnames begin with: `Le Maire`."""
    if not place or not words[place].joins:
        return False
    before = words[place - 1]
    is_inside = before.capital and not before.begins
    return is_inside and before.small in name_words().connectors


def is_end_of_title(words: list[Word], first: int, last: int) -> bool:
    """Whether a run is the end of a title in small letters: `secretary of State`."""
    for begin in (first - 2, first - 1):
        part = " ".join(word.small for word in words[max(0, begin) : last + 1])
        if begin >= 0 and part in name_words().titles:
            return True
    return False
