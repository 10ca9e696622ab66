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
    found = _forms(lexicon, texts)
    own = [entry._replace(forms="") for entry in lexicon.terms]
    terms = (*own, *(form for _, form in found))
    term_of_form = np.array([*range(len(own)), *(number for number, _ in found)], dtype=np.int64)
    return terms, term_of_form


def found_forms(lexicon: Lexicon, texts: list[str]) -> dict[str, list[str]]:
    """Each term that asks for its forms, as "ru война" -> those in these texts.

    LexiconError as of `with_forms`.
    """
    found = {n: [] for n, one in enumerate(lexicon.terms) if one.forms}
    if found:
        for number, form in _forms(lexicon, texts):
            found[number].append(form.term)
    terms = lexicon.terms
    return {f"{terms[number].forms} {terms[number].term}": own for number, own in found.items()}


def _forms(lexicon: Lexicon, texts: list[str]) -> list[tuple[int, Term]]:
    words, pairs = set(), set()
    for text in texts:
        own = WORDS.findall(text)
        words.update(own)
        pairs.update(pairwise(own))
    lemmas, found = {}, []
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
            found += [(number, entry._replace(term=form, case="exact")) for form in forms]
    # of terms that share a form, the first by code point has it, wherever they stand in the file
    return sorted(found, key=lambda one: (lexicon.terms[one[0]].term, one[0]))


def _lemmas(words: set[str], language: str) -> Lemmas:
    found = defaultdict(list)
    for word in sorted(words):
        found[lemma(word, language)].append(word)
    return found


def forms_of(entry: Term, lemmas: Lemmas, pairs: set[tuple[str, str]]) -> Iterator[str]:
    """The forms of a term, without itself: of a phrase those whose words follow each other."""
    words = term_words(entry.term)
    found = [()]
    for word in words:
        bases = {fold(word)}
        if len(words) > 1:
            bases.add(lemma(word, entry.forms))
        options = {word, *chain.from_iterable(lemmas.get(base, ()) for base in sorted(bases))}
        found = [
            (*form, option)
            for form in found
            for option in sorted(options)
            if not form or (form[-1], option) in pairs
        ]
    return (" ".join(form) for form in found if list(map(fold, form)) != list(map(fold, words)))
