"""Text to sentences, as offsets into the text.

A block of a text (blocks.py) is cut by the decision rule of Punkt (Kiss & Strunk 2006,
"Unsupervised Multilingual Sentence Boundary Detection", Computational Linguistics 32: 485-525) with
fixed tables in the place of trained ones: a period ends a sentence, unless the word before it is an
abbreviation or an initial: then it does only before a frequent sentence starter. NLTK's Punkt
tokenises the text around each mark; here one regular expression finds the marks that white space
follows, and one look at the words on both sides decides. What differs from Punkt is in `_cut`, with
an example each.
"""

import re
from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

import numpy as np

from .abbreviations import BY_LANGUAGE, ENGLISH, ORDINALS, SPEECH_DASHES
from .batches import batches
from .blocks import DASHES, MONTH, Span, block_spans


class _Rules(NamedTuple):
    """What the sentences of a language do not end after."""

    titles: frozenset[str]
    abbreviations: frozenset[str]
    numbered: frozenset[str]
    starter: re.Pattern
    ordinals: bool
    dashes: bool  # a dash begins what somebody says: `Wyszedł. – A co?`
    after_dots: Callable  # all or any: no space before them, a starter behind them


_AFTER_TIME = re.compile(  # `5 p.m. Eastern`, `8 a.m. Beijing time`, `9 a.m. Monday`
    r"(?:[A-Z]{1,3}T|UTC|Central|Eastern|Greenwich|Mountain|Pacific|[MTWFS]\w+day|"
    rf"{MONTH}|\w+(?: local)? time)\b"
)
_WIDE = "。！？｡"
_FINAL = f"?!؟۔।॥;{_WIDE}"  # that end a sentence whatever the word before them
# A mark and what closes with it (quotes, brackets, note numbers; in French a space before), white
# space, which those of Chinese and Japanese do without; ahead: opening quotes, a first letter.
_CANDIDATE = re.compile(
    rf"[.:…{_FINAL}]"
    r"""((?:["'”’“»«›‹)\]}」』）】]|\[\d+\]|[ \xa0\u202f]»(?!\S))*+)"""
    rf"""(?:\s++|(?:(?<=[{_WIDE}」』）】])|(?<=[{_WIDE}]["'”’]))(?!\Z))"""
    r"""(?=(["'“‘«»„‚‹›¿¡(\[{「『（【]*+)(\S?))"""
)
_CREDIT = re.compile(
    r"(?<=[\w.)])\s+(?=(?:Audio|Credit|Illustration|Image|Photo|Photograph|Picture|Video)\Z)"
)
_WORD_BEFORE = re.compile(r"(?:[\w&]|\.(?=\w))*+\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_ORDINAL = re.compile(r"\d{1,3}|[IVX]+")
_BETWEEN = "\n\n"  # texts that are looked at together: they are paragraphs of their own


def sentence_spans(text: str, language: str = "") -> list[Span]:
    """The sentences of a text as (start, end), in order, stripped, each within one paragraph.

    `language` (ISO 639-1) says which abbreviations and marks are known: those of German, French,
    Spanish, Russian, Greek, Turkish and Arabic; for every other, those of English.

    Every character but white space lies in exactly one of them. The time grows in proportion to the
    length; `sentences_in` cuts many texts in a quarter of it.

    >>> text = "Mr. Wang left the U.S. at 5 p.m. Officials said “No. 2 stays.” He did."
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['Mr. Wang left the U.S. at 5 p.m.', 'Officials said “No. 2 stays.”', 'He did.']
    >>> text = "Am 3. Oktober, z. B. in Bonn, war frei. Wer kam?"
    >>> [text[start:end] for start, end in sentence_spans(text, "de")]
    ['Am 3. Oktober, z. B. in Bonn, war frei.', 'Wer kam?']
    """
    _, start, end = sentences_in([text], lambda number: language)
    return list(zip(start.tolist(), end.tolist(), strict=True))


def sentences_in(
    texts: list[str], language: Callable[[int], str], until: np.ndarray | None = None
) -> np.ndarray:
    """The sentences of several texts, text by text, as three rows: the number of the text, start,
    end.

    Of a text they are those that start at a place or before it, if `until` gives one. `language`
    says that of the text with a number; it is asked only if an end depends on it, which few texts
    have.

    >>> sentences_in(["They met. It rained.", "Am 3. Mai."], ["en", "de"].__getitem__)
    array([[ 0,  0,  1],
           [ 0, 10,  0],
           [ 9, 20, 10]])
    """
    sentences = [np.zeros((3, 0), dtype=np.int64)]
    for batch in batches(texts):
        numbers = np.array(batch)
        places = None
        if until is not None:
            places = until[numbers]
        languages = [partial(language, number) for number in batch]
        of_batch = _sentences_of_batch([texts[number] for number in batch], languages, places)
        of_batch[0] = numbers[of_batch[0]]
        sentences.append(of_batch)
    joined = np.concatenate(sentences, axis=1)
    return joined[:, np.argsort(joined[0], kind="stable")]


def _sentences_of_batch(
    texts: list[str], languages: list[Callable[[], str]], until: np.ndarray | None
) -> np.ndarray:
    """The sentences of texts that are joined, as `sentences_in` gives them."""
    joined = _BETWEEN.join(texts)
    sizes = np.array([len(text) + len(_BETWEEN) for text in texts], dtype=np.int64)
    behind = np.cumsum(sizes)  # where the next text begins
    begins = behind - sizes
    limits = behind
    if until is not None:
        limits = begins + until
    behind = behind.tolist()
    limits = limits.tolist()
    numbers = []
    starts = []
    ends = []
    marks = _CANDIDATE.finditer(joined)
    mark = next(marks, None)
    number = 0
    for first, last in block_spans(joined):
        while first >= behind[number]:
            number += 1
        while mark and mark.start() < last:
            if first <= limits[number] and mark.end() < last:
                cut = _cut(joined, first, last, mark, languages[number])
                if cut:
                    numbers.append(number)
                    starts.append(first)
                    ends.append(cut[0])
                    first = cut[1]
            mark = next(marks, None)
        if first <= limits[number]:
            numbers.append(number)
            starts.append(first)
            ends.append(last)
    sentences = np.array([numbers, starts, ends], dtype=np.int64)
    sentences[1:] -= begins[sentences[0]]
    return sentences


@cache
def _rules(language: str) -> _Rules:
    known = BY_LANGUAGE.get(language, ENGLISH)
    lists = {name: frozenset(words.split()) for name, words in known.items()}
    after_dots = all
    if language in BY_LANGUAGE:
        after_dots = any
    starter = _starter(lists.pop("starters"))
    lists["ordinals"] = language in ORDINALS
    lists["dashes"] = language in SPEECH_DASHES
    return _Rules(**lists, starter=starter, after_dots=after_dots)


def _starter(words: frozenset[str]) -> re.Pattern:
    return re.compile(rf"(?i:{'|'.join(sorted(words))})(?![\w.-])")


@cache
def _of_any_language() -> tuple[frozenset[str], re.Pattern]:
    """The words that end no sentence in some language, and what starts one in some."""
    lists = {name: set() for name in ENGLISH}
    for known in (ENGLISH, *BY_LANGUAGE.values()):
        for name, words in known.items():
            lists[name].update(words.split())
    starter = _starter(lists.pop("starters"))
    return frozenset().union(*lists.values()), starter


def _cut(
    text: str, first: int, last: int, mark: re.Match[str], language: Callable[[], str]
) -> Span | None:
    """Where the sentence from `first` ends and where the next starts, if this mark parts them; else
    None.
    """
    at, end = mark.span()
    sign = text[at]
    if sign == ":":
        credit = _CREDIT.search(text, max(first, at - 16), at)  # `The summit Photo: Jane Roe`
        if credit and last - at < 80:
            return credit.span()
        return None
    if _goes_on(text, mark, language):
        return None
    if sign in _FINAL:
        parts = sign != ";" or language() == "el"
    elif sign == "…" or text.endswith((".", "…"), first, at):
        parts = mark[1] or _dots_part(text, first, mark, _rules(language()))
    else:
        parts = _period_parts(text, first, mark, language)
    if not parts:
        return None
    return mark.end(1), end


def _goes_on(text: str, mark: re.Match[str], language: Callable[[], str]) -> bool:
    """Whether what follows a mark starts no sentence."""
    _, opening, letter = mark.groups()
    after = mark.end() + len(opening)
    # `“Why?” he asked`, but `iPhone` starts one
    if letter.islower() and not text[after + 1 : after + 2].isupper():
        return True
    if opening or letter not in f".,;:!?%)]}}{DASHES}…，、；：。！？":
        return False
    speech = letter in DASHES and text[after + 2 : after + 3].isupper()
    return not (speech and _rules(language()).dashes)  # `“We won.” — Jane Roe`


def _dots_part(text: str, first: int, mark: re.Match[str], rules: _Rules) -> bool:
    """Whether dots end a sentence: `Well ... The` is a pause; `[...] The` and `Well... The` end."""
    at, end = mark.span()
    pause = text[max(first, at - 3) : at].rstrip(".")[-1:].isspace()
    return rules.after_dots((not pause, rules.starter.match(text, end + len(mark[2]))))


def _period_parts(text: str, first: int, mark: re.Match[str], language: Callable[[], str]) -> bool:
    """Whether a period that stands alone ends the sentence from `first`."""
    at, end = mark.span()
    _, opening, letter = mark.groups()
    word = _WORD_BEFORE.search(text[max(first, at - 12) : at])[0]
    ordinal = _ORDINAL.fullmatch(word)
    if word.isupper() and word.isalpha():  # `MR. WANG`
        word = word.capitalize()
    if word.isdigit() and len(word) < 4 and at - len(word) <= first + 1:  # `1. Trade`
        return False
    if word in ("a.m", "p.m", "A.M", "P.M") and letter.isupper():  # `until 5 p.m. Officials`
        return not _AFTER_TIME.match(text, end)
    initials = _INITIALS.match(word)
    listed, starter = _of_any_language()
    if not (initials or ordinal or word in listed):
        return True
    if initials and not starter.match(text, end + len(opening)):
        return False
    rules = _rules(language())
    if word in rules.titles or (word in rules.numbered and letter.isdigit()):
        return False
    short = initials or word in rules.abbreviations
    if short or (ordinal and rules.ordinals):  # `am 3. Oktober`
        return rules.starter.match(text, end + len(opening)) is not None
    return True
