"""The counting rule once more, as slowly and plainly as can be: one character after the other, and
no regular expression.

It stands here only to be compared with `find_mentions`; point by point it follows RULE.md.
"""

import unicodedata
from functools import cache

import simplemma
from fontTools.unicodedata import script

from newsthemes import sentences

WHITE_SPACE = [
    *range(0x9, 0xE), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F,
    0x205F, 0x3000,
]  # fmt: skip
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015"
# CaseFolding.txt, status S, of Unicode 15.1
SINGLE = {"\u1fd3": "\u0390", "\u1fe3": "\u03b0", "\ufb05": "\ufb06"}
SCRIPTS = {"Hani", "Hira", "Kana", "Thai", "Laoo", "Khmr", "Mymr"}
SHARED = "\u3006\u302a\u302b\u302c\u302d\u3031\u3032\u3033\u3034\u3035\u303c\u3099\u309a\u30fc\uff70\uff9e\uff9f"
GAP = "between two words"
RUN = "a * that is a word of its own"


@cache
def is_word(character):
    return character == "_" or unicodedata.category(character)[0] in "LMN"


@cache
def is_unspaced(character):
    """Whether it belongs to a script that puts no space between words."""
    return is_word(character) and (script(character) in SCRIPTS or character in SHARED)


def may_part(one, other):
    """Whether a match may begin or end between two characters that both belong to words."""
    if not is_unspaced(one) and not is_unspaced(other):
        return False
    if one in "เแโใไ" + "ເແໂໃໄ" + "\u1039\u17d2":
        return False
    return unicodedata.category(other)[0] != "M" and other not in "ะาำๅ" + "ະາຳ"


@cache
def fold(character):
    if character in SINGLE:
        return SINGLE[character]
    if len(character.casefold()) == 1:
        return character.casefold()
    return character.lower() if len(character.lower()) == 1 else character


def lemma(word, language):
    """Its base form, folded; a word in capitals is looked up as a name."""
    spelled = word.capitalize() if word.isupper() else word
    return "".join(map(fold, simplemma.lemmatize(spelled, lang=language)))


@cache
def straight(character):
    return "'" if character in "‘’‚‛" else '"' if character in "“”„‟" else character


def words_of(term):
    words = [""]
    for character in term:
        if ord(character) in WHITE_SPACE or character in DASHES:
            words.append("")
        else:
            words[-1] += character
    return [word for word in words if word]


@cache
def elements_of(term):
    """A term as a list: its characters, `*` and `?` among them, a GAP between words, and RUN."""
    elements = []
    for word in words_of(term):
        elements.append(GAP)
        elements += [RUN] if word.strip("*") == "" else list(word)
    return elements[1:]


@cache
def length_of(term):
    """Words; of scripts without spaces each character is one."""
    length = 0
    for word in words_of(term):
        before = "国"
        for character in word:
            if is_unspaced(character) or is_unspaced(before):
                length += 1
            before = character
    return length


def ends_of(element, text, at, case, unspaced):
    """Every place up to which this element can reach from the place `at`; `unspaced`: of a term
    with letters of scripts without spaces.
    """
    if element == GAP:
        ends, end = [at + 1] if at < len(text) and text[at] in DASHES else [], at
        while end < len(text) and ord(text[end]) in WHITE_SPACE:
            end += 1
            if text[at:end].count("\n") <= 1:
                ends.append(end)
        return ends
    if element == "*" or element == RUN:
        ends, end = [at] if element == "*" else [], at
        while end < len(text) and is_word(text[end]) and not is_unspaced(text[end]):
            end += 1
            ends.append(end)
        return ends
    if at == len(text):
        return []
    one, other = straight(text[at]), straight(element)
    if element == "?":
        return [at + 1] if is_word(one) and (unspaced or not is_unspaced(one)) else []
    return [at + 1] if one == other or (case == "any" and fold(one) == fold(other)) else []


def matches_of(entry, text):
    """Every (start, end) of the text that the term matches, wherever it is."""
    unspaced = any(map(is_unspaced, entry.term))
    elements = elements_of(entry.term)
    for start in range(len(text)):
        places = {start}
        for element in elements:
            if not places:
                break
            ends = [ends_of(element, text, at, entry.case, unspaced) for at in places]
            places = {end for reached in ends for end in reached}
        for end in places:
            if stands_alone(text, start, end):
                yield start, end


def forms_of(entry, text):
    """The entry once for each form of its term in the text, as it is spelled there."""
    if not entry.forms:
        return
    words = "".join(character if is_word(character) else " " for character in text).split()
    own = words_of(entry.term)
    folded = ["".join(map(fold, word)) for word in own]
    bases = [{word} for word in folded]
    if len(own) > 1:
        for base, spelled in zip(bases, own, strict=True):
            base.add(lemma(spelled, entry.forms))
    seen = set()
    for place in range(len(words) - len(own) + 1):
        form = words[place : place + len(own)]
        each = zip(own, form, bases, strict=True)
        same = [word == one or lemma(one, entry.forms) in base for word, one, base in each]
        if all(same) and ["".join(map(fold, one)) for one in form] != folded:
            if tuple(form) not in seen:
                seen.add(tuple(form))
                yield entry._replace(term=" ".join(form), case="exact")


def stands_alone(text, start, end):
    """Whether what is before and after this part of the text may be there."""
    if start > 0 and is_word(text[start - 1]) and not may_part(text[start - 1], text[start]):
        return False
    return end == len(text) or not is_word(text[end]) or may_part(text[end - 1], text[end])


def mentions_of(text, entries):
    """Points 5 and 6: what one theme takes of a text, as (start, end, entry), without what its
    `not:` phrases took.
    """
    return [mention for mention in spans_of(text, entries) if not mention[2].excluded]


def spans_of(text, entries):
    """The same, and what its `not:` phrases took."""
    candidates = []
    for entry in entries:
        for spelled in [entry, *forms_of(entry, text)]:
            wildcard = "*" in spelled.term or "?" in spelled.term
            first = (not entry.excluded, wildcard, spelled is not entry)
            same_span = (*first, -len(spelled.term), spelled.term, entry.term)
            for start, end in matches_of(spelled, text):
                candidates.append((-length_of(spelled.term), start, -end, same_span, entry))
    taken = []
    for _, start, minus_end, _, entry in sorted(candidates, key=lambda candidate: candidate[:4]):
        if all(-minus_end <= first or last <= start for first, last, _ in taken):
            taken.append((start, -minus_end, entry))
    return taken


def starts_of(articles):
    """Of each article, by its id: the start of each sentence, and the number of its paragraph."""
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    starts = {article: [] for article in texts}
    end = dict.fromkeys(texts, 0)
    for row in sentences(articles).itertuples():
        start = texts[row.article].index(row.text, end[row.article])
        end[row.article] = start + len(row.text)
        starts[row.article].append((start, row.paragraph))
    return starts


def oracle_mentions(articles, lexicon, nested):
    """The rows of the mentions table, each a list of its nine columns."""
    rows, starts = [], starts_of(articles)
    for article in articles.to_dict("records"):
        found, text, language = [], article["text"], article.get("language", "")
        for theme in lexicon.themes:
            own = [entry for entry in lexicon.terms if entry.theme == theme]
            found += mentions_of(text, [entry for entry in own if entry.language in ("", language)])
        found.sort(key=lambda mention: (mention[0], mention[1], mention[2].theme))
        for start, end, entry in found:
            longer = [span for span in found if span[1] - span[0] > end - start]
            inside = any(first <= start and end <= last for first, last, _ in longer)
            if nested == "count" or not inside:
                before = [
                    paragraph for first, paragraph in starts[article["article"]] if first <= start
                ]
                match = [entry.term, text[start:end], start, end]
                place = [len(before), before[-1]]
                rows.append([article["article"], entry.group, entry.theme, *match, *place])
    return rows
