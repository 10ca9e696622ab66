"""Texts -> the names in them, each with what else it is called: short names, acronyms, adjectives
of countries. The page has the same rule.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from ..text.characters import term_words
from ..text.folding import fold
from .name_runs import NameRun, name_runs
from .name_words import name_words
from .words_of_text import WordsOfText, is_short_capitals

NAME = "name"
SHORT_NAME = "short name"
ACRONYM = "acronym"
ADJECTIVE = "adjective"
_WITH_FULL_NAME = 0.25  # of all mentions of a short name, those in articles with a full name
_OF_ONE = 0.9  # of these, those of one name
_PER_ARTICLE = 0.5  # articles with a full name, for each that has the surname alone
_OF_ALL = 0.01  # of all articles, those with a full name
_NO_NAMES = set("jr sr ii iii iv co corp inc llc ltd plc north south east west".split())  # alone
_BEFORE_PLACES = _NO_NAMES | set(
    "northern southern eastern western new old great upper lower saint st. san santa los las el "
    "mount lake fort port".split()
)


class Name(NamedTuple):
    """A name, its terms, each with its kind; and whether it stands behind titles, as people do."""

    name: str
    terms: dict[str, str]
    is_person: bool


@dataclass(slots=True)
class Form:
    """How one form of a name was seen: its spellings, how often it surely was one, how often it
    stood behind a title, behind `the`, and behind `in`.
    """

    spellings: dict[str, int] = field(default_factory=dict)
    mentions: int = 0
    sure: int = 0
    titled: int = 0
    definite: int = 0
    inside: int = 0

    @property
    def is_definite(self) -> bool:
        return 2 * self.definite > self.mentions

    @property
    def is_place(self) -> bool:
        return 5 * self.inside >= self.mentions

    @property
    def usual_spelling(self) -> str:
        times = self.spellings
        return max(times, key=lambda name: (times[name], not name.isupper(), name))

    def see(self, spelling: str, run: NameRun) -> None:
        self.spellings[spelling] = self.spellings.get(spelling, 0) + 1
        self.mentions += 1
        self.sure += run.sure
        self.titled += run.titled
        self.definite += run.definite
        self.inside += run.inside

    def add(self, other: "Form") -> None:
        for spelling, times in other.spellings.items():
            self.spellings[spelling] = self.spellings.get(spelling, 0) + times
        self.mentions += other.mentions
        self.sure += other.sure
        self.titled += other.titled
        self.definite += other.definite
        self.inside += other.inside


Forms = dict[str, Form]  # by key
Short = tuple[str, str, str]  # the key of a short form, that of the full one, its kind


@lru_cache(1 << 16)
def key_of(name: str) -> str:
    """What the spellings of a name have in common.

    >>> key_of("Kim Jong-Un"), key_of("the U.S.")
    ('kim jong un', 'the u.s.')
    """
    return " ".join(term_words(fold(name)))


def names_in(texts: Iterable[WordsOfText]) -> list[Name]:
    """The names of some texts, in the order of the texts.

    A run of capitalized words is one if it stands somewhere else than at the beginning of a
    sentence and is not more frequent in small letters. A short form joins the one full name that it
    belongs to in its article; over several, if that is so for a quarter of its mentions, nine
    tenths of these agree, and it is not a place's, often behind `in`. A surname also joins the one
    full name that all articles have for it, if one article has that for two with the surname alone,
    and one for a hundred.

    >>> from newsthemes.review.words_of_text import words_of_text
    >>> text = "He met Wang Yi. Wang left China for the United States (US). The Chinese press"
    >>> for name in names_in([words_of_text(text)]):
    ...     print(name.name, name.terms)
    Wang Yi {'Wang Yi': 'name', 'Wang': 'short name'}
    China {'China': 'name', 'Chinese': 'adjective'}
    United States {'United States': 'name', 'US': 'acronym'}
    """
    texts = list(texts)
    articles = [_forms(text) for text in texts]
    all_forms = defaultdict(Form)
    for forms in articles:
        for key, form in forms.items():
            all_forms[key].add(form)
    known = _known(all_forms, texts)
    all_forms, *articles = (
        {key: form for key, form in forms.items() if key in known}
        for forms in (all_forms, *articles)
    )
    joined, kinds = _joined_by_vote(articles, all_forms)
    small = {word.letters for text in texts for word in text.words if not word.capital}
    joined |= _surnames(articles, all_forms, joined, small)
    members = defaultdict(list)
    for key in all_forms:
        members[_full(key, joined)].append(key)
    return [_name(full, keys, all_forms, kinds) for full, keys in members.items()]


def _joined_by_vote(
    articles: list[Forms], all_forms: Forms
) -> tuple[dict[str, str], dict[str, str]]:
    """The short forms whose articles agree on a full name, each with it, long ones first; and the
    kind of each short form. An article has as many votes as mentions of the short form.
    """
    votes = defaultdict(Counter)
    joined = {key: full for key, full in _full_names(all_forms).items() if key != full}
    kinds = dict.fromkeys(joined, NAME)
    for forms in articles:
        for short, full, kind in _short_forms(forms):
            votes[short][full] += forms[short].mentions
            kinds.setdefault(short, kind)
    for short in sorted(votes, key=lambda key: (-key.count(" "), key)):
        fulls = Counter()
        for full, mentions in votes[short].items():
            fulls[joined.get(full, full)] += mentions
        [(full, most)] = fulls.most_common(1)
        enough = fulls.total() >= _WITH_FULL_NAME * all_forms[short].mentions
        is_of_person = kinds[short] == SHORT_NAME and short not in name_words().country_names
        if len(articles) > 1 and is_of_person and all_forms[short].is_place:
            continue
        if enough and most >= _OF_ONE * fulls.total():
            joined[short] = full
    return joined, kinds


def _surnames(
    articles: list[Forms], all_forms: Forms, joined: dict[str, str], small: set[str]
) -> dict[str, str]:
    """The other short forms that are the surname in one full name alone, each with it; if enough
    articles have that.
    """
    places = defaultdict(set)
    for number, forms in enumerate(articles):
        for key in forms:
            places[key].add(number)
    by_end = _by_end(set(_full_names(all_forms).values()))
    surnames = {}
    for short in all_forms.keys() - joined.keys() - small:
        fulls = {joined.get(full, full) for full in _fulls_of(short, by_end, all_forms)}
        if len(fulls) == 1:
            [full] = fulls
            alone = len(places[short] - places[full])
            enough = len(places[full]) >= max(_PER_ARTICLE * alone, _OF_ALL * len(articles))
            if enough and _is_surname(all_forms[short], all_forms[full], small):
                surnames[short] = full
    return surnames


def _is_surname(short: Form, full: Form, small: set[str]) -> bool:
    """Whether a full name may be a given name, initials and the surname: that is not behind `in`,
    and the first word is no country, no acronym, not as `New`, and not there in `small` letters.
    """
    given, *others = full.usual_spelling.split(" ")
    if not others or others[-1] not in short.spellings:
        return False
    lists = name_words()
    key = key_of(given)
    is_place = short.is_place or key in _BEFORE_PLACES
    countries = (lists.countries, lists.adjectives, lists.country_names)
    is_country = any(key in forms for forms in countries)
    is_word = not small.isdisjoint(key.split(" "))
    is_acronym = is_short_capitals(given) or is_short_capitals(others[-1])
    has_initials = all(len(word.strip(".")) == 1 for word in others[:-1])
    return has_initials and not (is_place or is_country or is_word or is_acronym)


def _full(key: str, joined: dict[str, str]) -> str:
    """What a form is short for in the end; of two that are short for each other the other one."""
    path = {key}
    while joined.get(key, key) not in path:
        key = joined[key]
        path.add(key)
    return key


def _name(full: str, keys: list[str], all_forms: Forms, kinds: dict[str, str]) -> Name:
    """A name with its terms, the most frequent short form first; a country may stand there by other
    names alone.
    """
    name = name_words().countries.get(full, full)
    terms = {}
    for key in sorted(keys, key=lambda key: (key != full, -all_forms[key].mentions, key)):
        term = all_forms[key].usual_spelling
        terms[term] = kinds.get(key, SHORT_NAME)
        if key == full:
            name = term
            terms[term] = ACRONYM if is_short_capitals(term) else NAME
    return Name(name, terms, any(all_forms[key].titled for key in keys))


def _known(all_forms: Forms, texts: list[WordsOfText]) -> set[str]:
    """The keys that are names: they surely were one somewhere, and are not more frequent in small
    letters. What stands only at beginnings is one if it is a country's, or the first or last word
    of another.
    """
    small = Counter(
        word.letters for text in texts for word in text.words if word.letters in all_forms
    )
    names = {key for key, form in all_forms.items() if form.sure and small[key] <= form.sure}
    lists = name_words()
    for countries in (lists.countries, lists.adjectives, lists.country_names):
        names |= all_forms.keys() & countries.keys()
    ends = {word for key in names for word in (key.split(" ")[0], key.split(" ")[-1])}
    return names | {key for key in all_forms.keys() & ends if not small[key]}


def _forms(text: WordsOfText) -> Forms:
    """What may be a name in one text."""
    runs = name_runs(text)
    alone = {key_of(text.between(run.first, run.last)) for run in runs if run.sure}
    forms = defaultdict(Form)
    for run in runs:
        for part in _parts(text, run, alone):
            name = text.between(part.first, part.last)
            key = key_of(name)
            shouted = name.isupper() and " " in name
            if len(name) > 1 and not shouted and key not in _NO_NAMES:
                forms[key].see(name, part)
    return forms


def _parts(text: WordsOfText, run: NameRun, alone: set[str]) -> Iterator[NameRun]:
    """`Macron of France` are two names, `the Bank of England` is one, and `Beware of Iran` has one;
    `US-China` are two, if both are there by themselves.
    """
    words = text.words[run.first : run.last + 1]
    for number, word in enumerate(words[1:-1], 1):
        if word.letters != "of" or not words[number + 1].capital:
            continue
        rest = run._replace(
            first=run.first + number + 1, titled=False, definite=False, inside=False
        )
        before = run._replace(last=run.first + number - 1)
        is_name = key_of(text.between(before.first, before.last)) in alone
        if is_name or (number > 1 and not run.definite):
            yield before
            yield rest
            return
        if words[0].begins and not run.definite:
            yield rest
            return
    if len(words) == 1:
        parts = key_of(words[0].letters).split(" ")
        if len(parts) > 1 and alone.issuperset(parts):
            return
    yield run


def _short_forms(forms: Forms) -> Iterator[Short]:
    """Of each form in an article the one full name there that it is short for, if there is one; of
    an adjective its country, if that is there or not.
    """
    lists = name_words()
    full_names = _full_names(forms)
    fulls = sorted(set(full_names.values()))
    by_end = _by_end(fulls)
    for short, form in forms.items():
        if short in lists.adjectives:
            yield short, key_of(lists.adjectives[short]), ADJECTIVE
        elif short in lists.country_names:
            kind = ACRONYM if is_short_capitals(form.usual_spelling) else SHORT_NAME
            yield short, key_of(lists.country_names[short]), kind
        elif full_names.get(short, short) != short:
            yield short, full_names[short], NAME
        else:
            yield from _only(short, _initials_of(form, fulls), ACRONYM)
            yield from _only(short, _fulls_of(short, by_end, forms), SHORT_NAME)


def _by_end(fulls: Iterable[str]) -> dict[str, set[str]]:
    """The names by their first word, and by their last."""
    by_end = defaultdict(set)
    for full in fulls:
        words = full.split(" ")
        by_end[words[0]].add(full)
        by_end[words[-1]].add(full)
    return by_end


def _fulls_of(short: str, by_end: dict[str, set[str]], forms: Forms) -> list[str]:
    """The full names that a name may be short for."""
    words = short.split(" ")
    others = by_end.get(words[0], set()) | by_end.get(words[-1], set())
    return [full for full in sorted(others) if _is_short(short, full, forms)]


def _only(short: str, fulls: list[str], kind: str) -> Iterator[Short]:
    """The full name, if there is one alone."""
    if len(fulls) == 1:
        yield short, fulls[0], kind


def _full_names(forms: Forms) -> dict[str, str]:
    """Of each name of several words the one that stands for it: `Donald Trump` for `Donald J.
    Trump`.
    """
    full_names = {}
    for key in forms:
        words = key.split(" ")
        if len(words) == 1 or key in name_words().adjectives:
            continue
        full_names[key] = key
        ends = f"{words[0]} {words[-1]}"
        if ends in forms and all(len(word.strip(".")) == 1 for word in words[1:-1]):
            full_names[key] = ends
    return full_names


def _initials_of(form: Form, fulls: list[str]) -> list[str]:
    """The names whose initials an acronym has, those of `of` and the like among them or not."""
    spelling = form.usual_spelling
    if not is_short_capitals(spelling):
        return []
    letters = spelling.replace(".", "").lower()
    names = []
    for full in fulls:
        words = full.split(" ")
        all_initials = "".join(word[0] for word in words)
        initials = "".join(word[0] for word in words if word not in name_words().connectors)
        if letters in (all_initials, initials):
            names.append(full)
    return names


def _is_short(short: str, full: str, forms: Forms) -> bool:
    """Whether a name is the last words of another, as a surname is; or its first, as surnames of
    East Asia are. No country is short for another name, and what has an article is not a person's.
    """
    lists = name_words()
    if short in lists.countries or forms[short].is_definite or forms[full].is_definite:
        return False
    if full.endswith(f" {short}"):
        word_before = full.removesuffix(f" {short}").split(" ")[-1]
        return word_before not in lists.connectors - lists.of_people
    return full.startswith(f"{short} ") and short.split(" ")[0] in lists.surnames_first
