"""Articles in other languages or letters than the terms of a lexicon."""

from collections import Counter
from collections.abc import Iterator

from ..lexicon.model import Lexicon
from ..text.languages import scripts_of
from ..text.wording import listed, plural


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
