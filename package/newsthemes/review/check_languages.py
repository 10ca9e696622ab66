"""Articles in other letters or other languages than the terms of a lexicon."""

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from ..lexicon.model import Lexicon
from ..text.language_names import NAMES
from ..text.languages import languages_of, scripts_of
from ..text.wording import natural_list, plural

_LEAST = 0.001  # of the articles: a language of fewer may be a mistake in recognizing it
_Finding = tuple[str, str]  # and what to do


def language_findings(lexicon: Lexicon, articles: pd.DataFrame) -> Iterator[_Finding]:
    """What to say of articles without a letter in the scripts of the terms; of articles in
    several languages of the same letters if some terms state none; and of articles in another
    language if all terms state theirs. Each with what to do.

    A language that a term states, itself or for its forms, has terms. Which language the others are
    of is not guessed.

    >>> from newsthemes import read_lexicon
    >>> lexicon = read_lexicon({"War": ["war", "Krieg"]})
    >>> texts = ["О войне.", "This is what the war was about.", "Der Krieg ist nun vorbei."]
    >>> for finding, todo in language_findings(lexicon, pd.DataFrame({"text": texts})):
    ...     print(finding)
    1 of 3 articles: in CYRILLIC letters, and no term is; the terms are in LATIN
    3 articles: 1 in English, 1 in German; a term of one language rarely finds anything in another
    """
    scripts = list(map(scripts_of, articles["text"].tolist()))
    yield from _other_scripts(lexicon, scripts)
    yield from _other_languages(lexicon, scripts, articles)
    yield from _without_terms(lexicon, scripts, articles)


def _scripts_of_terms(lexicon: Lexicon) -> set[str]:
    return set().union(*(scripts_of(entry.term) for entry in lexicon.counted_terms))


def _other_scripts(lexicon: Lexicon, scripts: list[set[str]]) -> Iterator[_Finding]:
    terms = _scripts_of_terms(lexicon)
    unlike = [letters for letters in scripts if letters and not letters & terms]
    if unlike and terms:
        in_texts = natural_list(sorted(set().union(*unlike)))
        in_terms = natural_list(sorted(terms))
        number = f"{len(unlike):,} of {plural(len(scripts), 'article')}"
        yield (
            f"{number}: in {in_texts} letters, and no term is; the terms are in {in_terms}",
            "Add terms in their letters, or leave these articles out",
        )


def _other_languages(
    lexicon: Lexicon, scripts: list[set[str]], articles: pd.DataFrame
) -> Iterator[_Finding]:
    terms = lexicon.counted_terms
    stated = {entry.language or entry.forms for entry in terms}
    if "" not in stated:
        return
    unstated = [scripts_of(entry.term) for entry in terms if not (entry.language or entry.forms)]
    languages = languages_of(articles)
    for script in sorted(set().union(*unstated)):
        times = Counter(
            language
            for language, letters in zip(languages, scripts, strict=True)
            if letters == {script} and language not in stated
        )
        shown = [(name, n) for name, n in times.most_common() if n >= _LEAST * len(scripts)]
        if len(shown) > 1:
            parts = [f"{number:,} in {_name(language)}" for language, number in shown]
            of_all = f"{plural(len(scripts), 'article')}: {', '.join(parts)}"
            example = f"{{term: …, language: {shown[-1][0]}}}"
            yield (
                f"{of_all}; a term of one language rarely finds anything in another",
                f"Give terms in each, such as {example}, or count the languages apart",
            )


def _without_terms(
    lexicon: Lexicon, scripts: list[set[str]], articles: pd.DataFrame
) -> Iterator[_Finding]:
    stated = {entry.language for entry in lexicon.counted_terms}
    if "" in stated or not stated:
        return
    terms = _scripts_of_terms(lexicon)
    languages = languages_of(articles)
    readable = zip(languages, scripts, strict=True)
    times = Counter(language for language, letters in readable if letters & terms)
    in_terms = natural_list(sorted(map(_name, stated)))
    of_all = f"of {plural(len(scripts), 'article')}"
    others = sorted(language for language in times.keys() - stated if language)
    if others:
        number = sum(times[language] for language in others)
        yield (
            f"{number:,} {of_all}: in {natural_list(map(_name, others))}, and no term is; "
            f"the terms are in {in_terms}",
            f"Add terms such as {{term: …, language: {others[0]}}}, or leave these articles out",
        )
    if times[""]:
        yield (
            f"{times['']:,} {of_all}: in no language that is sure, and all terms state theirs "
            f"({in_terms}), so none counts there",
            "Say the language of these articles in a column `language`",
        )


def _name(language: str) -> str:
    """The name of a language in English; its code where we know none."""
    return NAMES.get(language, [language])[0].capitalize()
