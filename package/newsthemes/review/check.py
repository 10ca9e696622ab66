"""What to look at in a lexicon, as the articles show it: each term with what was found and what to
do.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import chain

import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Lexicon, Term
from ..tables.keys import article_rows, entries_of
from ..tables.sentences_and_words import usual_spelling
from ..text.characters import UNSPACED
from ..text.folding import fold
from ..text.languages import WORDS, languages_of, main_language
from ..text.wording import natural_list, plural
from .check_languages import language_findings
from .names import key_of
from .other_forms import stems_of
from .why_nothing import ELSEWHERE, EXCLUDED, INSIDE, NOT_IN_THE_TEXT, OTHER_CASE, why_nothing

_ALIKE = 0.82  # as difflib has it: `bugdet` is 0.83 like `budget`, `talks` 0.8 like `takes`
_TERMS, _WORDS = 6, 20  # so many are named in one finding
_ENDINGS = "(?:d|e|ed|es|ing|s)"
# of several reasons the first counts
_TODO = {
    ELSEWHERE: "Leave out its language, if these are meant",
    OTHER_CASE: "Write {{term: {}, case: any}}, if these are meant",
    INSIDE: 'Read these passages; nested="count" would count them',
    EXCLUDED: "Narrow the not: phrase, or delete the term",
}
# Of letters in a row, as a term: what is found inside other words, and what is missed
_SCRIPTS = (
    (
        re.compile(rf"[\u0e01-\u0e3a\u0e40-\u0e4e]{{1,3}}|[{UNSPACED}]"),
        "So few letters of a script without spaces stand inside other words, too",
        "Read its passages; write longer terms, or a line “not: word” for each such word",
    ),
    (
        re.compile(r".*[\uac00-\ud7a3]"),
        "Korean words take endings, and with one the term is not found",
        "Write it with * at its end",
    ),
)
_Row = tuple[Term, str, str]  # finding and what to do


@accepts_plain_inputs
def check(mentions: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """What to look at in the terms, most serious first: `group`, `theme`, `term`, `line`,
    `finding`, `what_to_do`.

    In this order: terms that stand in the text and have no mention, with the reason (a `not:`
    phrase, mentions of other themes, their case, their language); terms whose passages another
    theme counts too; what terms with wildcards match beyond inflections of their own letters, and
    those that ask for inflected forms; terms too short for their script, or in need of a `*`;
    articles in letters that no term has, in several languages, though not every term states one, or
    in a language that no term is of (without a theme); and, one row a theme, terms that are not in
    the text (the first six with the word that they may be a slip of). A term that others of its
    theme always cover is not among them: nothing is lost by it. Terms that make up most of a theme
    are found by `sensitivity`. `line` is the term's in themes.yaml, or the first's. ValueError for
    mentions of another lexicon.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Let us trade with the traders."]})
    >>> lexicon = read_lexicon({"US": ["US"], "Trade": ["trad*", "tariff"]})
    >>> for row in check(find_mentions(toy, lexicon), toy, lexicon).itertuples():
    ...     print(f"{row.term} (line {row.line}): {row.finding}. {row.what_to_do}.")
    US (line 2): Never counted: only as us, and US counts in capitals. Write {term: US, case:
    any}, if these are meant. trad* (line 4): Matches traders (1) and trade (1). Add a line “not:
    word” for each word that does not mean Trade.
     (line 5): Not in the text: tariff. Check the spelling; other articles may have it.
    """
    entries_of(mentions, lexicon, ["theme", "term"])  # an error, if it is another lexicon
    mentions = mentions.assign(key=list(zip(mentions["theme"], mentions["term"], strict=True)))
    texts = articles["text"].tolist()
    why = why_nothing(articles, lexicon, set(mentions["key"]))
    rows = list(_never_counted(why))
    rows += _in_two_themes(lexicon, mentions)
    rows += _matches(lexicon, mentions, articles)
    rows += _of_script(lexicon)
    table = [(*entry[:3], entry.line, finding, todo) for entry, finding, todo in rows]
    table += [("", "", "", 0, *finding) for finding in language_findings(lexicon, articles)]
    table += _not_in_the_text(lexicon, texts, why)
    columns = ["group", "theme", "term", "line", "finding", "what_to_do"]
    return pd.DataFrame(table, columns=columns).astype("str").astype({"line": "int64"})


def _never_counted(why: dict[Term, str]) -> Iterator[_Row]:
    """The terms that are in the text in some way, and have no mention, nor are covered by others
    alone.
    """
    for entry, reason in why.items():
        for kind, todo in _TODO.items():
            if kind.partition("{")[0] in reason:
                finding = f"Never counted: {' '.join(reason.split())}"
                yield entry, finding, todo.format(entry.term)
                break


def _in_two_themes(lexicon: Lexicon, mentions: pd.DataFrame) -> Iterator[_Row]:
    """Terms whose passages are those of another theme too, named at the later of the two."""
    span = ["article", "start", "end"]
    twice = mentions.loc[mentions.duplicated(span, keep=False), [*span, "key"]]
    pairs = twice.merge(twice, on=span, suffixes=("", "_other"))
    terms = lexicon.counted_terms
    place = {entry[1:3]: number for number, entry in enumerate(terms)}
    shared = Counter(zip(pairs["key"].map(place), pairs["key_other"].map(place), strict=True))
    for (later, earlier), count in sorted(shared.items()):
        if earlier < later:
            other = terms[earlier]
            where = f"“{other.term}” of {other.theme} (line {other.line})"
            finding = f"Also counted for {where}: {plural(count, 'passage')}"
            yield terms[later], finding, "Delete one, if only one theme is meant"


def _matches(lexicon: Lexicon, mentions: pd.DataFrame, articles: pd.DataFrame) -> Iterator[_Row]:
    """What terms match that ask for their forms, or have a wildcard that takes more than these;
    what is no inflection first. Words are written as the articles write them most often.
    """
    languages = languages_of(articles)
    spellings = defaultdict(lambda: defaultdict(Counter))  # of each term, by the folded word
    languages_of_term = defaultdict(Counter)  # of the articles where it stands
    rows = article_rows(mentions, articles).tolist()
    places = zip(mentions["key"], mentions["match"], rows, strict=True)
    for (key, match, row), times in Counter(places).items():
        match = " ".join(match.split())
        spellings[key][fold(match)][match] += times
        languages_of_term[key][languages[row]] += times
    main = main_language(languages) or "en"
    for entry in lexicon.counted_terms:
        key = entry[1:3]
        words = {word: forms.total() for word, forms in spellings[key].items()}
        of_articles = main_language(languages_of_term[key].elements())
        language = entry.language or entry.forms or of_articles or main
        odd = {word for word in words if not _is_form(word, entry.term, language)}
        if odd or entry.forms and set(words) - {fold(entry.term)}:
            order = sorted(words, key=lambda word: (word not in odd, -words[word], word))
            names = [f"{usual_spelling(spellings[key][word])} ({words[word]:,})" for word in order]
            todo = f"Add a line “not: word” for each word that does not mean {entry.theme}"
            yield entry, f"Matches {natural_list(names, _WORDS)}", todo


def _is_form(match: str, term: str, language: str) -> bool:
    """Whether a match has the stems of its term, or the `*` at its end took an English ending:
    `candidat*` in candidates, but not `organi*` in organism, which has the stem of organization.
    """
    if stems_of(match, language) == stems_of(term, language):
        return True
    beginning = key_of(term).removesuffix("*")
    return language == "en" and re.fullmatch(re.escape(beginning) + _ENDINGS, match) is not None


def _of_script(lexicon: Lexicon) -> Iterator[_Row]:
    for entry in lexicon.counted_terms:
        for letters, finding, todo in _SCRIPTS:
            if letters.fullmatch(entry.term):
                yield entry, finding, todo


def _not_in_the_text(lexicon: Lexicon, texts: list[str], why: dict[Term, str]) -> Iterator[tuple]:
    """One row a theme: what an article does not say is rarely a mistake, and should not drown the
    rest. What differs from a word of the articles by a slip is named with it.
    """
    terms_of_theme = defaultdict(list)
    for entry, reason in why.items():
        if reason == NOT_IN_THE_TEXT:
            terms_of_theme[entry.theme].append(entry)
    words = _other_words(texts, lexicon)
    for theme, entries in terms_of_theme.items():
        names = [_with_nearest(entry.term, words) for entry in entries[:_TERMS]]
        names += [entry.term for entry in entries[_TERMS:]]
        finding = f"Not in the text: {natural_list(names, _TERMS)}"
        todo = "Check the spelling; other articles may have it"
        yield lexicon.groups[theme], theme, "", entries[0].line, finding, todo


def _other_words(texts: list[str], lexicon: Lexicon) -> set[str]:
    """The words of the texts that are no terms, folded."""
    parts = set(chain.from_iterable(map(str.split, texts)))  # few: most stand there often
    words = {fold(word) for part in parts for word in WORDS.findall(part)}
    return words - {fold(entry.term) for entry in lexicon.terms}


def _with_nearest(term: str, words: set[str]) -> str:
    """A term that is one word, with the word of the same first letter that is most like it."""
    folded = fold(term)
    if WORDS.fullmatch(folded):
        near = [word for word in words if word[0] == folded[0] and abs(len(word) - len(folded)) < 2]
        for word in get_close_matches(folded, near, 1, _ALIKE):
            return f"{term} (but {word} is)"
    return term
