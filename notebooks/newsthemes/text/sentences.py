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
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from .abbreviations import BY_LANGUAGE, ENGLISH, ORDINALS, SPEECH_DASHES

Span = tuple[int, int]


class _Rules(NamedTuple):
    """What a language's sentences end with, and what they do not end after."""

    candidate: re.Pattern  # a mark that may end one
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
_CANDIDATE = (
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
_DATE = re.compile(rf"(?:[MTWFS]\w+day,? )?(?:{_MONTH}\.? \d\d?|\d\d? {_MONTH}\.?),? \d{{4}}\Z")
_NAME = r"[A-Z][\w.’'-]*+"
_BYLINE = re.compile(
    rf"(?:By|BY) {_NAME}(?:,? (?:(?:and|AND|al|bin|de|van|von) )?{_NAME}){{1,7}}\Z"
)
_DATELINE = re.compile(
    r"[A-Z][A-Z.’' -]+(?:, [\w. ]{2,30}?)?(?: ?\([A-Z][\w ./-]{1,30}\)|(?<=\d)) ?(?:--?|–|—) ?\S"
)


def paragraph_spans(text: str) -> list[Span]:
    r"""The paragraphs of a text as (start, end): what stands between blank lines, stripped and
    never empty.

    A line that holds nothing but white space is blank.

    >>> paragraph_spans("One.\n \nTwo\nlines.\n")
    [(0, 4), (7, 17)]
    """
    if "\n" not in text:  # as most news items
        return _pieces(text, [0, len(text)])
    return _pieces(text, [0, *(blank.end() for blank in _BLANK_LINES.finditer(text)), len(text)])


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
    rules, blocks, spans = _rules(language), paragraph_spans(text), []
    if "\n" in text:
        blocks = [block for start, end in blocks for block in _blocks(text, start, end)]
    for first, last in blocks:
        for mark in rules.candidate.finditer(text, first, last):
            if cut := _cut(text, first, last, mark, rules):
                spans.append((first, cut[0]))
                first = cut[1]
        spans.append((first, last))
    return spans


@cache
def _rules(language: str) -> _Rules:
    known, marks = BY_LANGUAGE.get(language, ENGLISH), _CANDIDATE
    if language != "el":
        marks = marks.replace(";", "", 1)
    lists = {name: frozenset(words.split()) for name, words in known.items()}
    after_dots = all
    if language in BY_LANGUAGE:
        after_dots = any
    starter = re.compile(rf"(?i:{'|'.join(sorted(lists.pop('starters')))})(?![\w.-])")
    lists["ordinals"] = language in ORDINALS
    lists["dashes"] = language in SPEECH_DASHES
    return _Rules(re.compile(marks), **lists, starter=starter, after_dots=after_dots)


def _pieces(text: str, cuts: list[int]) -> list[Span]:
    """What lies between the cuts, stripped, without the empty pieces."""
    found = []
    for start, end in pairwise(cuts):
        piece = text[start:end]
        left = len(piece.lstrip())
        if left:
            found.append((end - left, start + len(piece.rstrip())))
    return found


def _cut(text: str, first: int, last: int, mark: re.Match[str], rules: _Rules) -> Span | None:
    """Where the sentence from `first` ends and where the next starts, if this mark parts them; else
    None.
    """
    at, end = mark.span()
    closing, opening, letter = mark.groups()
    cut, after = (mark.end(1), end), end + len(opening)
    sign = text[at]
    if sign == ":":
        credit = _CREDIT.search(text, max(first, at - 16), at)  # `The summit Photo: Jane Roe`
        if credit and last - at < 80:
            return credit.span()
        return None
    # `“Why?” he asked`, but `iPhone` starts one
    if letter.islower() and not text[after + 1 : after + 2].isupper():
        return None
    speech = rules.dashes and letter in _DASHES and text[after + 2 : after + 3].isupper()
    if not (opening or speech) and letter in f".,;:!?%)]}}{_DASHES}…，、；：。！？":
        return None  # `“We won.” — Jane Roe`
    if sign in _FINAL:
        return cut
    if sign == "…" or text.endswith((".", "…"), first, at):
        # `Well ... The` is a pause; `[...] The` and `Well... The` end
        pause = text[max(first, at - 3) : at].rstrip(".")[-1:].isspace()
        signs = not pause, rules.starter.match(text, after)
        parts = closing or rules.after_dots(signs)
    else:
        parts = _period_parts(text, first, mark, rules)
    if not parts:
        return None
    return cut


def _period_parts(text: str, first: int, mark: re.Match[str], rules: _Rules) -> bool:
    """Whether a period that stands alone ends the sentence from `first`."""
    at, end = mark.span()
    _, opening, letter = mark.groups()
    word = _WORD_BEFORE.search(text[max(first, at - 12) : at])[0]
    short = rules.ordinals and _ORDINAL.fullmatch(word)  # `am 3. Oktober`
    if word.isupper() and word.isalpha():  # `MR. WANG`
        word = word.capitalize()
    if word.isdigit() and len(word) < 4 and at - len(word) <= first + 1:  # `1. Trade`
        return False
    if word in rules.titles or (word in rules.numbered and letter.isdigit()):
        return False
    if word in ("a.m", "p.m", "A.M", "P.M") and letter.isupper():  # `until 5 p.m. Officials`
        return not _AFTER_TIME.match(text, end)
    if short or word in rules.abbreviations or _INITIALS.match(word):
        return rules.starter.match(text, end + len(opening)) is not None
    return True


def _blocks(text: str, start: int, end: int) -> list[Span]:
    """A paragraph cut at the line ends that are more than soft wraps."""
    lines, cuts, place = text[start:end].split("\n"), [start], start
    widest = max(map(len, lines))
    for before, line in pairwise(lines):
        place += len(before) + 1
        if _parts(before, line, widest):
            cuts.append(place)
    return _pieces(text, [*cuts, end])


def _parts(before: str, line: str, widest: int) -> bool:
    """Whether the end of the line `before` parts sentences, in a paragraph whose longest line has
    `widest` characters.
    """
    new = line.strip()
    old = before.strip()
    item, last_item = _BULLET.match(line), _BULLET.match(before)
    if item:
        # a wrapped `... on May\n15. He`
        doubtful = item["number"] or (item["dash"] and line[item.end()].islower())
        if not doubtful or last_item or old[-1:] in ".:;?!":
            return True
    if new[:1].islower():  # running prose
        return False
    indent = len(line) - len(line.lstrip()) - (len(before) - len(before.lstrip()))
    if last_item:  # what follows an item, if not its soft wrap
        return indent <= 0
    if indent > 1:  # the first line of an indented paragraph
        return True
    if widest > 100 and len(old) < widest / 2:  # the text is not wrapped, so the end is meant
        return True
    return _is_head(old, new)


def _is_head(old: str, new: str) -> bool:
    """Whether a headline in capitals, a byline, a date or a dateline stands alone."""
    if len(old) > 7 and old.isupper() and not new.isupper():
        return True
    if any(rule.match(old) or rule.match(new) for rule in (_BYLINE, _DATE)):
        return True
    return _DATELINE.match(new) is not None
