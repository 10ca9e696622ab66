"""Which language a text is in, by its function words, and where these do not tell, by a model."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

import numpy as np
import pandas as pd
import stopwordsiso

from .characters import WORD
from .language_names import CODES as CODES_OF_NAMES
from .language_names import NAMES

# ISO 639-1, but for `na`, Nauru: in a table it says that something is not available
_CODES = """aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv
    cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu
    hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg
    li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my nb nd ne ng nl nn no nr nv ny oc oj om or os pa
    pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th
    ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu""".split()
_NORWEGIAN = ("nb", "nn")  # one language here, `no`: a text does not tell them apart
_STATED = re.compile("([a-z]{2})(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|[0-9]{3}))?")
WORDS = re.compile(rf"{WORD}+")
# What may be a mark, or a letter of another script than Latin
_BEYOND = re.compile("[\u0300-\u1fff\u20d0-\u20ff\u2c00-\U0010ffff]")
_LOOKED_AT = 2000  # characters of a text; with 5,000, none of 890 longer ones was told otherwise
_LEAST = 0.05  # of the words that are function words of a language
_FEWEST = 2  # such words
_TIMES = 1.5  # as many as of the next language
_MUCH = 0.1  # of the letters
_SURE = 0.7  # of the model


@lru_cache(1 << 17)
def stem(word: str, language: str) -> str:
    """The stem of a word by Snowball; the word, where it knows nothing of the language.

    >>> stem("traders", "en"), stem("войны", "ru"), stem("wojny", "pl")
    ('trader', 'войн', 'wojny')
    """
    from nltk.stem import SnowballStemmer  # loaded where it is needed

    name = NAMES.get(language_code(language), [""])[0]
    if name not in SnowballStemmer.languages:
        return word
    return SnowballStemmer(name).stem(word)


@cache
def _languages_of_words() -> dict[str, list[tuple[int, float]]]:
    """The languages of each function word, as numbers of `_codes`, each with its part: a word that
    several have counts for a part in each.
    """
    languages = defaultdict(list)
    for number, code in enumerate(_codes()):
        for word in {word.lower() for word in stopwordsiso.stopwords(code)}:
            if re.fullmatch(r"\w+", word) and not word.isdigit():
                languages[word].append(number)
    return {
        word: [(number, 1 / len(numbers)) for number in numbers]
        for word, numbers in languages.items()
    }


@cache
def _codes() -> list[str]:
    return sorted(stopwordsiso.langs())


def language_of(text: str) -> str:
    """The language of a text (ISO 639-1), empty where it is not sure.

    It is the one whose function words make up the most, if they are a twentieth of the words or
    more, and half as many again as those of the next; a word that several languages have counts for
    a part in each. Where that is not sure, py3langid says it, if it gives one language .7 or more.

    >>> [language_of(text) for text in ("Они были там вчера.", "Wang Yi", "Το Πεκίνο")]
    ['ru', '', 'el']
    """
    text = text[:_LOOKED_AT]
    return _by_words(text) or _by_model(text)


@lru_cache(1 << 13)  # at most 16 MB of ASCII, and 33 MB of most other texts
def _by_model(text: str) -> str:
    language, confidence = _model().classify(text)
    if confidence < _SURE:
        return ""
    return language_code(language)


@cache
def _model():
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # .4 seconds, and seldom needed

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(filter(language_code, model.labels))
    model.nb_ptc = np.ascontiguousarray(model.nb_ptc)  # by rows, as it is asked: half the time
    return model


def scripts_of(text: str) -> set[str]:
    """The scripts that a tenth of the letters of a text are of, or more.

    >>> sorted(scripts_of("Wang Yi (王毅) und 習近平")), scripts_of("2024")
    (['CJK', 'LATIN'], set())
    """
    text = text[:_LOOKED_AT]
    if not _BEYOND.search(text) and any(map(str.isalpha, text)):
        return {"LATIN"}
    letters, scripts = Counter(filter(str.isalpha, text)), Counter()
    for letter, times in letters.items():
        scripts[re.split("[ -]", unicodedata.name(letter, ""))[0]] += times
    return {script for script, times in scripts.items() if times >= _MUCH * letters.total()}


def _by_words(text: str) -> str:
    """The language of a text by its function words; empty where these do not tell."""
    words = re.findall(r"\w+", text.lower())
    scores = [0.0] * len(_codes())
    for parts in filter(None, map(_languages_of_words().get, words)):
        for language, part in parts:
            scores[language] += part
    second, most = sorted(scores)[-2:]
    if most < max(_FEWEST, _LEAST * len(words), _TIMES * second):
        return ""
    return _codes()[scores.index(most)]


@lru_cache(1 << 10)
def language_code(stated: str) -> str:
    """The code of a language (ISO 639-1) as it is stated: by a code, alone or with a script and a
    region, or by its name; `no` for both written forms of Norwegian; empty for all else.

    >>> [language_code(stated) for stated in ("de-AT", "pt_BR", "nb", "English", "UK English")]
    ['de', 'pt', 'no', 'en', '']
    """
    stated = stated.strip().lower()
    if stated in CODES_OF_NAMES:
        return CODES_OF_NAMES[stated]
    parts = _STATED.fullmatch(stated)
    if not parts or parts[1] not in _CODES:
        return ""
    if parts[1] in _NORWEGIAN:
        return "no"
    return parts[1]


def languages_of(articles: pd.DataFrame) -> list[str]:
    """The language of each article: the code that its column `language` states; without one, what
    its text is recognised as; empty where it is not sure.

    >>> languages_of(pd.DataFrame({"text": ["Ja.", "Τον Μάιο."], "language": ["de-DE", ""]}))
    ['de', 'el']
    """
    language = language_in(articles["text"].tolist(), stated_languages(articles))
    return list(map(language, range(len(articles))))


def language_in(texts: list[str], stated: list[object]) -> Callable[[int], str]:
    """A function that says the language of the text in a row, as `languages_of` does; it is looked
    at when it is asked for.

    >>> language_in(["Ja.", "Τον Μάιο."], ["de-DE", ""])(1)
    'el'
    """
    return cache(lambda row: language_code(str(stated[row])) or language_of(texts[row]))


def stated_languages(articles: pd.DataFrame) -> list[object]:
    """What the column `language` says, if there is one."""
    return articles.get("language", pd.Series("", articles.index)).tolist()


def main_language(languages: Iterable[str]) -> str:
    """The language that most of the articles have, of equals the first; empty where it is not sure
    of most.

    >>> main_language(["", "de", "en", "de"]), main_language([])
    ('de', '')
    """
    times = Counter(languages)
    return max(sorted(times), key=times.get, default="")
