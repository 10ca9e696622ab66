"""What became of every place where a term stands, and why a term has no mention."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.model import Lexicon, Term
from ..mentions.find import check_articles, check_nested, every_place
from ..mentions.match import Candidates, Matcher
from ..mentions.overlaps import Ranks, without_overlaps
from ..text.characters import is_acronym
from ..text.languages import languages_of
from ..text.memo import memo

Key = tuple[str, str, str]  # group, theme, term
NOT_IN_THE_TEXT, ELSEWHERE = "not in the text", "only in articles in "
_NAMES = 3  # so many are named


@memo(lambda lexicon, texts, languages: (lexicon.terms, texts, languages))
def outcomes(lexicon: Lexicon, texts: list[str], languages: list[str]) -> pd.DataFrame:
    """Every candidate of every counted term (points 1 to 4 of the counting rule) and what points 5
    to 7 made of it.

    One row a candidate, in the order of the texts and of their characters. `term` is its number in
    the lexicon; `start` and `end` are code points in the texts joined by one character; `taker` is
    the number of the entry of its own theme, a `not:` phrase or another term, that took it, else
    -1: the leftmost, where there are several; `inside` is the number of the term of the longest
    mention of another theme that it lies in (ties: the leftmost, then the first theme), else -1.
    With `nested="drop"` a candidate counts where both are -1, with "count" where `taker` is. (But
    for one that overlaps the one before it of the same term: points 5 and 6 leave it out, and both
    are -1 too.)

    >>> from newsthemes import read_lexicon
    >>> lexicon = read_lexicon({"Trade": ["trade", "trade war"], "Iran": ["Iran trade"]})
    >>> outcomes(lexicon, ["Trade war. Iran trade."], ["en"])
       start  end  term  taker  inside
    0      0    5     0      1      -1
    1      0    9     1     -1      -1
    2     11   21     2     -1      -1
    3     16   21     0     -1       2
    """
    plain, owner, found = every_place(lexicon, texts, languages)
    kept = without_overlaps(found, Ranks(plain), drop_excluded=False)
    found, kept = (one._replace(term=owner[one.term]) for one in (found, kept))
    ranks = Ranks(lexicon)
    own = ~ranks.excluded[found.term]
    order = np.lexsort((found.term[own], found.end[own], found.start[own]))
    found = Candidates(*(column[own][order] for column in found))
    counted = ~ranks.excluded[kept.term]
    taker = _takers(found, kept, ranks)
    inside = _holders(found, Candidates(*(column[counted] for column in kept)), ranks)
    return pd.DataFrame(
        {**found._asdict(), "taker": taker, "inside": np.where(taker < 0, inside, -1)}
    )


@takes_any_form
def why_zero(lexicon: Lexicon, articles: pd.DataFrame, nested: str = "drop") -> dict[Key, str]:
    """(group, theme, term) -> why it has no mention, for every term that has none; `nested` as in
    `find_mentions`.

    Errors are those of `find_mentions`.

    >>> from newsthemes import read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade unions in the South China Sea."]})
    >>> terms = {"Trade": ["trade", {"not": "trade union*"}], "China": ["China", "Xi"]}
    >>> terms["Sea"] = ["South China Sea", "sea"]
    >>> for (_, _, term), reason in why_zero(read_lexicon(terms), toy).items():
    ...     print(f"{term}: {reason}")
    trade: taken by a not: phrase (trade union*)
    China: only inside South China Sea
    Xi: not in the text
    sea: covered by South China Sea
    """
    check_nested(nested)
    check_articles(articles)
    texts, languages = articles["text"].tolist(), languages_of(articles)
    found = outcomes(lexicon, texts, languages)
    kept = found["taker"] < 0
    if nested == "drop":
        kept &= found["inside"] < 0
    counted = {lexicon.terms[number][:3] for number in found["term"][kept].unique()}
    return reasons(lexicon, texts, languages, found, counted)


def reasons(
    lexicon: Lexicon,
    texts: list[str],
    languages: list[str],
    found: pd.DataFrame,
    counted: Collection[Key],
) -> dict[Key, str]:
    """`why_zero` from the `outcomes` of the terms in the texts, for the terms that are not among
    the counted.
    """
    zero = [
        number
        for number, entry in enumerate(lexicon.terms)
        if not entry.excluded and entry[:3] not in counted
    ]
    excluded, covered, nested = "taken by a not: phrase ({})", "covered by {}", "only inside {}"
    others: dict[int, dict[str, list[str]]] = {
        number: {excluded: [], covered: [], nested: []} for number in zero
    }
    once = found[found["term"].isin(zero)].drop_duplicates(["term", "taker", "inside"])
    for term, taker, inside in once[["term", "taker", "inside"]].itertuples(index=False):
        if taker >= 0 and lexicon.terms[taker].excluded:
            others[term][excluded].append(lexicon.terms[taker].term)
        elif taker >= 0:
            others[term][covered].append(lexicon.terms[taker].term)
        elif inside >= 0:
            others[term][nested].append(lexicon.terms[inside].term)
    missing = [lexicon.terms[number] for number in zero if not any(others[number].values())]
    otherwise = _in_another_case(missing, lexicon, texts, languages)
    otherwise |= _in_another_language(missing, lexicon, texts, languages)
    why: dict[Key, str] = {}
    for number, names in others.items():
        entry = lexicon.terms[number]
        parts = [
            kind.format(", ".join(list(dict.fromkeys(terms))[:_NAMES]))
            for kind, terms in names.items()
            if terms
        ]
        why.setdefault(entry[:3], "; ".join(parts) or otherwise.get(entry, NOT_IN_THE_TEXT))
    return why


def _in_another_case(
    entries: list[Term], lexicon: Lexicon, texts: list[str], languages: list[str]
) -> dict[Term, str]:
    """Of terms that are not in the text as they are spelled: how it spells them, where only their
    case differs.
    """
    exact = [entry for entry in entries if entry.case == "exact"]
    if not exact:  # a pass over all texts spared
        return {}
    loose = Lexicon(
        tuple(entry._replace(case="any") for entry in exact), lexicon.themes, lexicon.source
    )
    text = "\0".join(texts)
    spelled: dict[Term, dict[str, None]] = defaultdict(dict)
    found = Matcher(loose).find_in(texts, languages)
    for start, end, term in sorted(zip(*map(list, found), strict=True)):
        spelled[exact[term]][text[start:end]] = None
    why = {}
    for entry, spellings in spelled.items():
        rule = f"the case of {entry.term} is exact"
        if is_acronym(entry.term):
            rule = f"{entry.term} counts in capitals"
        why[entry] = f"only as {' and '.join(list(spellings)[:_NAMES])}, and {rule}"
    return why


def _in_another_language(
    entries: list[Term], lexicon: Lexicon, texts: list[str], languages: list[str]
) -> dict[Term, str]:
    """Of terms of a language that are not in its articles: in which ones they are."""
    spoken = [entry for entry in entries if entry.language]
    if not spoken:
        return {}
    anywhere = replace(lexicon, terms=tuple(entry._replace(language="") for entry in spoken))
    found = outcomes(anywhere, texts, languages)
    ends = np.cumsum([len(text) + 1 for text in texts])
    article = np.searchsorted(ends, found["start"], side="right")
    others: dict[Term, dict[str, None]] = defaultdict(dict)
    for number, row in zip(found["term"], article.tolist(), strict=True):
        others[spoken[number]][languages[row] or "an unknown language"] = None
    return {
        entry: f"{ELSEWHERE}{' and '.join(list(names)[:_NAMES])}, "
        f"and {entry.term} counts in {entry.language} alone"
        for entry, names in others.items()
    }


def _takers(found: Candidates, kept: Candidates, ranks: Ranks) -> np.ndarray:
    """For each candidate the leftmost span kept in its theme that overlaps it and is of another
    term.
    """
    order = np.lexsort((kept.start, ranks.theme[kept.term]))
    start, end, term = (np.append(column[order], -1) for column in kept)
    theme = np.append(ranks.theme[kept.term[order]], -1)
    own = ranks.theme[found.term]
    place = np.searchsorted((theme[:-1] << 40) + end[:-1], (own << 40) + found.start, side="right")
    while True:
        overlaps = (theme[place] == own) & (start[place] < found.end)
        itself = overlaps & (term[place] == found.term)
        if not itself.any():
            return np.where(overlaps, term[place], -1)
        place = place + itself


def _holders(found: Candidates, mentions: Candidates, ranks: Ranks) -> np.ndarray:
    """For each candidate the term of the longest mention that it lies in and that is longer than
    it.
    """
    holder, longest = np.full(len(found.start), -1), found.end - found.start
    first = np.zeros(len(found.start), dtype=np.int64)  # where the holder starts
    of_theme = ranks.theme[mentions.term]
    # mentions of a theme do not overlap, so at most one of them holds a candidate
    for theme in np.unique(of_theme):
        start, end, term = (column[of_theme == theme] for column in mentions)
        order = np.argsort(start)
        at = order[np.searchsorted(start[order], found.start, side="right") - 1]
        size = np.where((start[at] <= found.start) & (found.end <= end[at]), end[at] - start[at], 0)
        better = (size > longest) | ((size == longest) & (holder >= 0) & (start[at] < first))
        for column, value in ((holder, term[at]), (longest, size), (first, start[at])):
            column[better] = value[better]
    return holder
