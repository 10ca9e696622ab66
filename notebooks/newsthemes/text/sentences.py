"""Text to paragraphs and sentences, as offsets into the text.

Within a paragraph, headlines, bylines, datelines and bullets on lines of their own are split off;
any other single line end is a soft wrap. What is left is cut by the decision rule of Punkt (Kiss &
Strunk 2006, "Unsupervised Multilingual Sentence Boundary Detection", Computational Linguistics 32:
485-525) with fixed tables in the place of trained ones: a period ends a sentence, unless the word
before it is an abbreviation or an initial: then it does only before a frequent sentence starter.
NLTK's Punkt tokenises the text around each mark; here one regular expression finds the marks that
white space follows, and one look at the words on both sides decides. What differs from Punkt is in
`_cut`, with an example each.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple

from .abbreviations import BY_LANGUAGE, ENGLISH, ORDINALS, SPEECH_DASHES
from .bylines import BYLINE, DATELINE

Span = tuple[int, int]


class _Rules(NamedTuple):
    """What the sentences of a language do not end after."""

    titles: frozenset[str]
    abbreviations: frozenset[str]
    numbered: frozenset[str]
    starter: re.Pattern
    ordinals: bool
    dashes: bool  # a dash begins what somebody says: `Wyszedł. – A co?`
    after_dots: Callable  # all or any: no space before them, a starter behind them


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = rf"(?:{_MONTHS}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
_AFTER_TIME = re.compile(  # `5 p.m. Eastern`, `8 a.m. Beijing time`, `9 a.m. Monday`
    r"(?:[A-Z]{1,3}T|UTC|Central|Eastern|Greenwich|Mountain|Pacific|[MTWFS]\w+day|"
    rf"{_MONTH}|\w+(?: local)? time)\b"
)
_BLANK_LINES = re.compile(r"\n\s*\n")
# A mark and what closes with it (quotes, brackets, note numbers; in French a space before), white
# space, which those of Chinese and Japanese do without; ahead: opening quotes, a first letter.
_DASHES = "-–—"
_WIDE = "。！？｡"
_FINAL = f"?!؟۔।॥;{_WIDE}"  # that end a sentence whatever the word before them
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
_BULLET = re.compile(
    r"\s*(?:[•‣▪●◦·*]|(?P<dash>[-–—])|(?P<number>\(?(?:\d{1,2}|[a-z])[.)]))\s+(?=\S)"
)
_DATE = rf"(?:[MTWFS]\w+day,? )?(?:{_MONTH}\.? \d\d?|\d\d? {_MONTH}\.?),? \d{{4}}"
_HEAD = re.compile(rf"(?:{BYLINE}|{_DATE})\Z")
_DATELINE = re.compile(DATELINE)


def paragraph_spans(text: str) -> list[Span]:
    r"""The paragraphs of a text as (start, end): what stands between blank lines, stripped and
    never empty.

    A line that holds nothing but white space is blank.

    >>> paragraph_spans("One.\n \nTwo\nlines.\n")
    [(0, 4), (7, 17)]
    """
    if "\n" not in text:  # as most news items
        spans = [_stripped(text, 0, len(text))]
    else:
        cuts = [0, *(blank.end() for blank in _BLANK_LINES.finditer(text)), len(text)]
        spans = [_stripped(text, start, end) for start, end in pairwise(cuts)]
    return [(start, end) for start, end in spans if start < end]


def sentence_spans(text: str, language: str = "") -> list[Span]:
    """The sentences of a text as (start, end), in order, stripped, each within one paragraph.

    `language` (ISO 639-1) says which abbreviations and marks are known: those of German, French,
    Spanish, Russian, Greek, Turkish and Arabic; for every other, those of English.

    Every character but white space lies in exactly one of them. The time grows in proportion to the
    length.

    >>> text = "Mr. Wang left the U.S. at 5 p.m. Officials said “No. 2 stays.” He did."
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['Mr. Wang left the U.S. at 5 p.m.', 'Officials said “No. 2 stays.”', 'He did.']
    >>> text = "Am 3. Oktober, z. B. in Bonn, war frei. Wer kam?"
    >>> [text[start:end] for start, end in sentence_spans(text, "de")]
    ['Am 3. Oktober, z. B. in Bonn, war frei.', 'Wer kam?']
    """
    return list(sentences_in(text, lambda: language))


def sentences_in(text: str, language: Callable[[], str]) -> Iterator[Span]:
    """The sentences of a text, one by one. Its language is asked for only if an end depends on it,
    which few texts have.

    >>> text = "They met. Am 3. Mai."
    >>> [text[start:end] for start, end in sentences_in(text, lambda: "de")]
    ['They met.', 'Am 3. Mai.']
    """
    marks = _CANDIDATE.finditer(text)
    mark = next(marks, None)
    for first, last in _blocks(text):
        while mark and mark.start() < last:
            cut = mark.end() < last and _cut(text, first, last, mark, language)
            if cut:
                yield first, cut[0]
                first = cut[1]
            mark = next(marks, None)
        yield first, last


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


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return end - len(piece.lstrip()), start + len(piece.rstrip())


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
    if opening or letter not in f".,;:!?%)]}}{_DASHES}…，、；：。！？":
        return False
    speech = letter in _DASHES and text[after + 2 : after + 3].isupper()
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


def _blocks(text: str) -> Iterable[Span]:
    """The paragraphs of a text, cut at the line ends that are more than soft wraps."""
    paragraphs = paragraph_spans(text)
    if "\n" not in text:
        return paragraphs
    return chain.from_iterable(_blocks_in(text, start, end) for start, end in paragraphs)


def _blocks_in(text: str, start: int, end: int) -> Iterator[Span]:
    lines = text[start:end].split("\n")
    widest = max(map(len, lines))
    place = start  # where the line begins
    for before, line in pairwise(lines):
        place += len(before) + 1
        if _parts(before, line, widest):
            yield _stripped(text, start, place)
            start = place
    yield _stripped(text, start, end)


def _parts(before: str, line: str, widest: int) -> bool:
    """Whether the end of the line `before` parts sentences, in a paragraph whose longest line has
    `widest` characters.
    """
    new = line.lstrip()
    prose = new[:1].islower()
    if prose and new[1:2] not in (".", ")"):  # it goes on after a soft wrap
        return False
    old = before.lstrip()
    indent = len(line) - len(new) - (len(before) - len(old))
    last_item = _BULLET.match(old)
    if indent > 1 and not prose and not last_item:  # the first line of an indented paragraph
        return True
    new, old = new.rstrip(), old.rstrip()
    item = _BULLET.match(new)
    if item:
        # a wrapped `... on May\n15. He`
        doubtful = item["number"] or (item["dash"] and new[item.end()].islower())
        if not doubtful or last_item or old[-1:] in ".:;?!":
            return True
    if prose:
        return False
    if last_item:  # what follows an item, if not its soft wrap
        return indent <= 0
    if widest > 100 and len(old) < widest / 2:  # the text is not wrapped, so the end is meant
        return True
    return _is_head(old, new)


def _is_head(old: str, new: str) -> bool:
    """Whether a headline in capitals, a byline, a date or a dateline stands alone."""
    if len(old) > 7 and old.isupper() and not new.isupper():
        return True
    return bool(_HEAD.match(old) or _HEAD.match(new) or _DATELINE.match(new))
