"""Articles in other letters than the terms of a lexicon."""

from ..lexicon.model import Lexicon
from ..text.languages import scripts_of
from ..text.wording import natural_list, plural


def other_scripts(lexicon: Lexicon, texts: list[str]) -> str:
    """What to say of articles without a letter in the scripts of the terms; empty where there is no
    such article.

    >>> from newsthemes import read_lexicon
    >>> other_scripts(read_lexicon({"War": ["war", "Krieg"]}), ["О войне.", "The war."])
    '1 of 2 articles: in CYRILLIC letters, and no term is; the terms are in LATIN'
    """
    terms = set().union(*(scripts_of(entry.term) for entry in lexicon.counted_terms))
    others = (text for text in texts if not (text.isascii() and "LATIN" in terms))
    unlike = [scripts for scripts in map(scripts_of, others) if scripts and not scripts & terms]
    if not unlike or not terms:
        return ""
    in_texts = natural_list(sorted(set().union(*unlike)))
    in_terms = natural_list(sorted(terms))
    number = f"{len(unlike):,} of {plural(len(texts), 'article')}"
    return f"{number}: in {in_texts} letters, and no term is; the terms are in {in_terms}"
