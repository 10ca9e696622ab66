"""The words that the rule of names and phrases knows: lists in name_words.json, which the page
reads, too.
"""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

WORD_LISTS = Path(__file__).with_suffix(".json")
_PLAIN = [
    "only_before_names",
    "of_people",
    "calendar",
    "surnames_first",
    "noun_capitals",
    "empty_words",
    "everyday_words",
    "nouns_in_ed_or_ly",
]


class NameWords(NamedTuple):
    """Lists of words, in small letters but for countries.

    `titles` stand before names; those `only_before_names` are a surname elsewhere; `connectors`
    join the parts of a name, those `of_people` their names;
    `surnames_first` are of languages that begin with the surname; `noun_capitals` are languages
    that write all nouns with one; `empty_words` say nothing of what an English text is about,
    `everyday_words` nothing without another word, nor do their forms;
    `nouns_in_ed_or_ly` name things, as few English words do that end so;
    `no_edge`: no Chinese word begins or ends with such a letter; `adjectives` and `country_names`
    -> the country.
    """

    titles: frozenset[str]
    only_before_names: frozenset[str]
    connectors: frozenset[str]
    of_people: frozenset[str]
    calendar: frozenset[str]
    surnames_first: frozenset[str]
    noun_capitals: frozenset[str]
    empty_words: frozenset[str]
    everyday_words: frozenset[str]
    nouns_in_ed_or_ly: frozenset[str]
    no_edge: frozenset[str]
    adjectives: dict[str, str]
    country_names: dict[str, str]
    countries: dict[str, str]  # in small letters -> as it is spelled


@cache
def name_words() -> NameWords:
    """All lists, from their file.

    >>> name_words().adjectives["russians"], name_words().country_names["u.k."]
    ('Russia', 'United Kingdom')
    """
    lists = json.loads(WORD_LISTS.read_text(encoding="utf-8"))
    adjectives = _country_of(lists["adjectives"])
    plurals = {f"{form}s": country for form, country in adjectives.items()}
    return NameWords(
        **{name: frozenset(lists[name].split()) for name in _PLAIN},
        titles=frozenset(lists["titles"].split(", ")),
        connectors=frozenset(lists["connectors"].split(", ")),
        no_edge=frozenset(lists["no_edge"]),
        adjectives=adjectives | plurals,
        country_names=_country_of(lists["country_names"]),
        countries={name.lower(): name for name in lists["adjectives"]},
    )


def _country_of(forms_of_countries: dict[str, str]) -> dict[str, str]:
    """Countries with their forms -> each form, in small letters, with its country."""
    return {
        form: country
        for country, forms in forms_of_countries.items()
        for form in forms.lower().split(", ")
    }
