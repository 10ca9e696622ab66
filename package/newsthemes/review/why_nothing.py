"""Why a term has no mention: which longer term took its places, or where else and how else it
stands. The page says it in the words of why_nothing.json, too.
"""

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container
from dataclasses import replace
from operator import itemgetter
from pathlib import Path

import numpy as np
import pandas as pd

from ..lexicon.model import Lexicon, Term
from ..mentions.find import prepare
from ..mentions.overlaps import without_overlaps
from ..mentions.places import JOIN, Places, begins_of
from ..text.characters import is_acronym
from ..text.languages import languages_of

REASONS = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
EXCLUDED, COVERED, INSIDE = REASONS["excluded"], REASONS["covered"], REASONS["inside"]
OTHER_CASE, ELSEWHERE = REASONS["other_case"], REASONS["elsewhere"]
NOT_IN_THE_TEXT = REASONS["not_in_the_text"]
_NAMES = 3  # so many are named
Span = tuple[int, int, Term]  # from, to, and what stands there
OfThemes = dict[str, list[Span]]
_START, _END, _PLACE = itemgetter(0), itemgetter(1), itemgetter(0, 1)


def why_nothing(
    articles: pd.DataFrame, lexicon: Lexicon, counted: Container[tuple[str, str]]
) -> dict[Term, str]:
    """The terms whose theme and term are not among the `counted`, each with the reason.

    >>> from newsthemes import read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade unions in the South China Sea."]})
    >>> terms = {"Trade": ["trade", {"not": "trade union*"}], "China": ["China", "Xi"]}
    >>> terms["Sea"] = ["South China Sea", "sea"]
    >>> why = why_nothing(toy, read_lexicon(terms), counted=[("Sea", "South China Sea")])
    >>> for entry, reason in why.items():
    ...     print(f"{entry.term}: {reason}")
    trade: taken by a not: phrase (trade union*)
    China: only inside South China Sea
    Xi: not in the text
    sea: covered by South China Sea
    """
    silent = {
        number: entry
        for number, entry in enumerate(lexicon.terms)
        if not entry.excluded and entry[1:3] not in counted
    }
    if not silent:
        return {}
    texts, languages = articles["text"].tolist(), languages_of(articles)
    prepared = prepare(lexicon, texts)
    places = prepared.search.find(texts, languages)
    term_of_form = prepared.term_of_form
    is_silent = np.isin(term_of_form[places.term], list(silent))
    why = {}
    if is_silent.any():
        counted_places = without_overlaps(places, prepared.ranks)
        spans = _spans(places.kept(is_silent), term_of_form, lexicon)
        why = _taken(spans, _spans(counted_places, term_of_form, lexicon), lexicon)
    without_place = [entry for entry in silent.values() if entry not in why]
    why |= _otherwise(without_place, lexicon, texts, languages)
    return {entry: why.get(entry, NOT_IN_THE_TEXT) for entry in silent.values()}


def _taken(spans: list[Span], kept: list[Span], lexicon: Lexicon) -> dict[Term, str]:
    """Of each term with a span what took its spans, by those that are kept of all terms."""
    of_theme: OfThemes = {theme: [] for theme in sorted(lexicon.themes)}
    for span in kept:
        of_theme[span[2].theme].append(span)
    takers: dict[Term, dict[str, dict[str, None]]] = {}
    for span in spans:
        names = takers.setdefault(span[2], {EXCLUDED: {}, COVERED: {}, INSIDE: {}})
        for kind, term in _takers(span, of_theme):
            names[kind][term] = None
    why = {}
    for entry, names in takers.items():
        listings = {kind: ", ".join(list(terms)[:_NAMES]) for kind, terms in names.items()}
        parts = [kind.format(listing) for kind, listing in listings.items() if listing]
        why[entry] = "; ".join(parts)
    return why


def _spans(places: Places, term_of_form: np.ndarray, lexicon: Lexicon) -> list[Span]:
    """Where the terms stand, in the order of the text; `term_of_form` is the term of each form."""
    terms = [lexicon.terms[number] for number in term_of_form[places.term]]
    return sorted(zip(places.start.tolist(), places.end.tolist(), terms, strict=True), key=_PLACE)


def _takers(span: Span, of_theme: OfThemes) -> list[tuple[str, str]]:
    """Why a place of a term is not counted, and the term that this names; empty where it is.

    That is the leftmost span of its own theme that overlaps it, else the longest of another theme
    (of equals the leftmost) that it lies in.
    """
    start, end, entry = span
    for _, _, other in _overlapping(span, of_theme[entry.theme]):
        if other.excluded:
            return [(EXCLUDED, other.term)]
        if other != entry:
            return [(COVERED, other.term)]
    holders = []
    for theme, spans in of_theme.items():
        for first, last, other in _overlapping(span, spans):
            longer = first <= start and end <= last and last - first > end - start
            if longer and theme != entry.theme and not other.excluded:
                holders.append((first - last, first, other.term))
    return [(INSIDE, term) for _, _, term in sorted(holders, key=_PLACE)[:1]]


def _overlapping(span: Span, spans: list[Span]) -> list[Span]:
    """Those of a theme's spans, of which none overlaps another, that overlap this one."""
    start, end, _ = span
    return spans[bisect_right(spans, start, key=_END) : bisect_left(spans, end, key=_START)]


def _otherwise(
    missing: list[Term], lexicon: Lexicon, texts: list[str], languages: list[str]
) -> dict[Term, str]:
    """Of terms that are not in the text as they count: in which other case it has them, or in which
    other languages.
    """
    loosened = [(entry, entry._replace(case="any")) for entry in missing if entry.case == "exact"]
    loosened += [(entry, entry._replace(language="")) for entry in missing if entry.language]
    if not loosened:  # a pass over all texts spared
        return {}
    loose = replace(lexicon, terms=tuple(other for _, other in loosened))
    prepared = prepare(loose, texts)
    term_of_form = prepared.term_of_form
    places = prepared.search.find(texts, languages)
    names_of_term = defaultdict(dict)
    places = places.kept(np.lexsort((places.end, places.start)))
    rows = places.texts(begins_of(texts))
    joined = JOIN.join(texts)
    for start, end, number, row in zip(*places, rows, strict=True):
        entry, other = loosened[term_of_form[number]]
        name = joined[start:end]
        if other.language != entry.language:
            name = languages[row] or REASONS["unknown_language"]
        names_of_term[term_of_form[number]][name] = None
    why = {}
    for number, names in sorted(names_of_term.items()):
        entry, other = loosened[number]
        listing = " and ".join(list(names)[:_NAMES])
        rule = REASONS["capitals" if is_acronym(entry.term) else "exact"].format(entry.term)
        why[entry] = OTHER_CASE.format(listing, rule)
        if other.language != entry.language:
            why[entry] = ELSEWHERE.format(listing, entry.term, entry.language)
    return why
