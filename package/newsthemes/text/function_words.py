"""The function words of languages, which say nothing of what a text is about: those of the file
beside this one, which the page reads, too; of other languages those of stopwordsiso.
"""

import json
from functools import cache
from pathlib import Path

import stopwordsiso

from .languages import language_code

FUNCTION_WORDS = Path(__file__).with_suffix(".json")


@cache
def listed_words() -> dict[str, frozenset[str]]:
    """Those of the file, by language, in lower case.

    >>> sorted(listed_words())
    ['de', 'en', 'es', 'fr', 'it', 'nl', 'pt', 'ru']
    """
    lists = json.loads(FUNCTION_WORDS.read_text(encoding="utf-8"))
    return {language: frozenset(words.split()) for language, words in lists.items()}


@cache
def function_words(language: str) -> frozenset[str]:
    """The function words of a language (ISO 639-1), in lower case; none where there is no list.

    Those of English are ours. Those of others come from stopwordsiso, which also has frequent words
    that name things, such as `Jahr` or `белый`.

    >>> "the" in function_words("en"), "die" in function_words("de"), len(function_words("ka"))
    (True, True, 0)
    """
    if language == "en":
        return listed_words()["en"]
    language = language_code(language)
    if not stopwordsiso.has_lang(language):
        return frozenset()
    return frozenset(map(str.lower, stopwordsiso.stopwords(language)))
