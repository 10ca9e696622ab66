"""What to look at in a lexicon where articles are in other languages or letters than its terms, and
the inflected forms that stand for a term.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

import pandas as pd

from ..lexicon.model import Lexicon, Term
from ..mentions.forms import lemma
from ..text.characters import fold, term_words
from ..text.languages import scripts_of
from ..text.wording import listed, plural

_FORMS = 20  # of a term, so many are named


def forms_found(lexicon: Lexicon, mentions: pd.DataFrame) -> Iterator[tuple[Term, str, str]]:
    """Of each term with forms those that count, the most frequent first; and a term that is no base
    form. `mentions` have a `key`: group, theme, term.
    """
    taken: dict[tuple, Counter] = defaultdict(Counter)
    asked = {entry[:3] for entry in lexicon.terms if entry.forms}
    for key, match in zip(mentions["key"], mentions["match"], strict=True):
        if key in asked:
            taken[key][" ".join(fold(match).split())] += 1
    for entry in lexicon.terms:
        if entry.forms and not entry.excluded:
            base = lemma(entry.term, entry.forms)
            strange = base != fold(entry.term) and len(taken[entry[:3]]) < 2
            if strange and len(term_words(entry.term)) == 1:
                todo = f"Write {base}, if you mean its forms"
                yield entry, f"Is no base form in {entry.forms}: that is {base}", todo
            words = [f"{word} ({times:,})" for word, times in taken[entry[:3]].most_common()]
            if words:
                todo = f"Leave out what does not mean {entry.theme}, each with - not:"
                yield entry, f"Its forms: {listed(words, _FORMS)}", todo


def without_language(
    lexicon: Lexicon, languages: list[str], sizes: Counter
) -> Iterator[tuple[str, str, str, int, int, str, str]]:
    """The themes all of whose terms have a language, where the articles have another, too: as a row
    of `check`.
    """
    having = Counter(filter(None, languages))
    for theme in lexicon.themes:
        own = [entry for entry in lexicon.terms if entry[:2] == theme and not entry.excluded]
        spoken = {entry.language for entry in own}
        missing = [code for code in sorted(having) if code not in spoken]
        if own and "" not in spoken and missing:
            named = [f"{code} ({plural(having[code], 'article')})" for code in missing]
            todo = f"Add terms with language: {missing[0]}, or leave these articles out"
            finding = f"No term counts in {listed(named)}"
            yield *theme, "", own[0].line, sizes[theme], finding, todo


def other_scripts(lexicon: Lexicon, texts: list[str]) -> str:
    """What to say of articles without a letter in the scripts of the terms; empty where there is no
    such article.

    >>> from newsthemes import read_lexicon
    >>> other_scripts(read_lexicon({"War": ["war", "Krieg"]}), ["О войне.", "The war."])
    '1 of 2 articles: in CYRILLIC letters, and no term is; the terms are in LATIN'
    """
    terms = set().union(*(scripts_of(entry.term) for entry in lexicon.terms if not entry.excluded))
    others = (text for text in texts if not (text.isascii() and "LATIN" in terms))
    unlike = [scripts for scripts in map(scripts_of, others) if scripts and not scripts & terms]
    if not unlike or not terms:
        return ""
    theirs, ours = listed(sorted(set().union(*unlike))), listed(sorted(terms))
    number = f"{len(unlike):,} of {plural(len(texts), 'article')}"
    return f"{number}: in {theirs} letters, and no term is; the terms are in {ours}"
