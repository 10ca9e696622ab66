"""Terms with inflected forms -> plain terms, one for each form.

A form is a word of the articles, as they spell it, whose lemma by simplemma is the term. So a term
stands for its forms only where it is written in its base form; of a phrase each word counts in its
base form, too, since the words of a phrase agree: `торговая война`.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import PurePath

import numpy as np

from ..files.optional_packages import extra
from ..lexicon.model import Lexicon, LexiconError, Term, located
from ..text.characters import term_words
from ..text.folding import fold
from ..text.languages import WORDS

Lemmas = dict[str, list[str]]  # a folded lemma -> the words that have it, as they are spelled


@lru_cache(1 << 18)
def lemma(word: str, language: str) -> str:
    """The base form of a word, folded. ValueError for a language that simplemma does not know.

    >>> lemma("Sanktionen", "de"), lemma("ВОЙНЫ", "ru")
    ('sanktion', 'война')
    """
    with extra("forms", "A term with forms"):
        import simplemma  # loaded where it is needed
    if word.isupper():
        word = word.capitalize()
    try:
        return fold(simplemma.lemmatize(word, lang=language))
    except ValueError:
        todo = "simplemma does not know this language; write them out"
        raise ValueError(f"forms {language}: {todo}") from None


def with_forms(lexicon: Lexicon, texts: list[str]) -> tuple[tuple[Term, ...], np.ndarray]:
    """Point 9: the lexicon's terms with every form of theirs that these texts have as a term of its
    own, which counts as it is spelled and keeps its `forms`, as no other does; and of each the
    number of the term in the lexicon whose form it is.

    LexiconError for forms of a language that simplemma does not know.

    >>> from newsthemes import read_lexicon
    >>> lexicon = read_lexicon({"War": [{"term": "война", "forms": "ru"}]})
    >>> terms, term_of_form = with_forms(lexicon, ["До войны. О войнах."])
    >>> [entry.term for entry in terms], term_of_form.tolist()
    (['война', 'войнах', 'войны'], [0, 0, 0])
    """
    base_terms = [entry._replace(forms="") for entry in lexicon.terms]
    forms = _forms(lexicon, texts)
    numbers = [*range(len(base_terms)), *(number for number, _ in forms)]
    terms = (*base_terms, *(form for _, form in forms))
    return terms, np.array(numbers, dtype=np.int64)


def found_forms(lexicon: Lexicon, texts: list[str]) -> dict[str, list[str]]:
    """Each term that asks for its forms, as "ru война" -> those in these texts.

    LexiconError as of `with_forms`.
    """
    terms = lexicon.terms
    forms = {number: [] for number, entry in enumerate(terms) if entry.forms}
    if forms:
        for number, form in _forms(lexicon, texts):
            forms[number].append(form.term)
    return {f"{terms[number].forms} {terms[number].term}": forms[number] for number in forms}


def _forms(lexicon: Lexicon, texts: list[str]) -> list[tuple[int, Term]]:
    words, pairs = set(), set()
    for text in texts:
        in_order = WORDS.findall(text)
        words.update(in_order)
        pairs.update(pairwise(in_order))
    lemmas = {}
    numbered_forms = []
    for number, entry in enumerate(lexicon.terms):
        if entry.forms:
            try:
                if entry.forms not in lemmas:
                    lemmas[entry.forms] = _lemmas(words, entry.forms)
                forms = forms_of(entry, lemmas[entry.forms], pairs)
            except ValueError as error:
                name = PurePath(lexicon.path).name
                message = located(name, entry.line, str(error), entry.theme, entry.term)
                raise LexiconError(message) from None
            numbered_forms += [(number, entry._replace(term=form, case="exact")) for form in forms]
    # of terms that share a form, the first by code point has it, wherever they stand in the file
    return sorted(numbered_forms, key=lambda pair: (lexicon.terms[pair[0]].term, pair[0]))


def _lemmas(words: set[str], language: str) -> Lemmas:
    lemmas = defaultdict(list)
    for word in sorted(words):
        lemmas[lemma(word, language)].append(word)
    return lemmas


def forms_of(entry: Term, lemmas: Lemmas, pairs: set[tuple[str, str]]) -> Iterator[str]:
    """The forms of a term, without itself: of a phrase those whose words follow each other."""
    words = term_words(entry.term)
    forms = [()]
    for word in words:
        bases = {fold(word)}
        if len(words) > 1:
            bases.add(lemma(word, entry.forms))
        options = {word, *chain.from_iterable(lemmas.get(base, ()) for base in sorted(bases))}
        forms = [
            (*form, option)
            for form in forms
            for option in sorted(options)
            if not form or (form[-1], option) in pairs
        ]
    return (" ".join(form) for form in forms if list(map(fold, form)) != list(map(fold, words)))
