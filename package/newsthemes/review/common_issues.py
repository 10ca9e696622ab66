"""English texts -> the common issues of news that they speak of, each by the terms that occur in
them.
"""

import re
from collections import Counter
from dataclasses import replace
from functools import cache

import pandas as pd

from ..lexicon.model import Lexicon, Term
from ..lexicon.read_lexicon import ISSUES_NAME, read_lexicon
from ..mentions.find import mentions_in
from ..text.wording import plural

# from benchmarks/issues.md
JUDGED = (
    "Judged once, before its last changes, on 14,323 items of world news, 2018 to 2020, that "
    "people had filed: of the 12 issues that had a section there, 64% of the finds were filed so, "
    "and 67% of what was filed was found."
)
_SHARE = 0.01  # of the mentions of an issue: what brings fewer is left out, of many articles


@cache
def common_issues() -> Lexicon:
    """The list that comes with the library."""
    return read_lexicon(ISSUES_NAME)


@cache
def issue_definitions() -> dict[str, list[str]]:
    """What each issue counts and what not, as the list has it above its terms.

    >>> issue_definitions()["Trade"][0]
    'Counts: buying and selling between countries, tariffs, quotas, trade agreements and disputes.'
    """
    above = re.findall(r"((?:  # .*\n)+)  (\S.*):\n", common_issues().source)
    return {theme: re.findall("# (.*)", comments) for comments, theme in above}


def about_general(lexicon: Lexicon) -> list[str]:
    """What is to be said of the themes that come from the common issues: those of the list, and of
    a suggested one, above which still stands what they count. Nothing without them.

    >>> about_general(common_issues())[0]
    '24 of 24 themes. A list in English to begin with, made for no articles: cut it, add to it.'
    >>> about_general(read_lexicon({"Trade": ["trade"]}))
    []
    """
    comments = set(re.findall("# (Counts: .*)", lexicon.source))
    number = 0
    for theme, group in lexicon.groups.items():
        definition = issue_definitions().get(theme.removeprefix(f"{group}: "), [])
        number += not comments.isdisjoint(definition)
    if not number:
        return []
    number_of_all = plural(len(lexicon.themes), "theme")
    begin = "A list in English to begin with, made for no articles: cut it, add to it."
    return [f"{number:,} of {number_of_all}. {begin}", JUDGED]


def issues_in(articles: pd.DataFrame) -> list[Term]:
    """The terms of common issues that occur in English articles, by issue, the most frequent first;
    behind them the `not:` phrases that occur.

    >>> from newsthemes.articles.as_articles import as_articles
    >>> for term in issues_in(as_articles("Trade, tariffs, and a trade secret.")):
    ...     print(term.theme, term.term, term.excluded)
    Trade trade False
    Trade tariff* False
    Trade trade secret* True
    """
    issues = common_issues()
    plain = replace(issues, terms=tuple(term._replace(excluded=False) for term in issues.terms))
    occurring = mentions_in(articles, plain, "count", sentences=False)
    occurring = set(zip(occurring["theme"], occurring["term"], strict=True))
    mentions = mentions_in(articles, issues, "count", sentences=False)
    times = Counter(zip(mentions["theme"], mentions["term"], strict=True))
    totals = Counter(mentions["theme"])
    found = []
    for theme in filter(totals.__contains__, issues.themes):
        terms = [term for term in issues.terms if term.theme == theme]
        least = _SHARE * totals[theme]
        counted = [term for term in terms if times[theme, term.term] > least]
        counted.sort(key=lambda term: -times[term.theme, term.term])
        excluded = [term for term in terms if term.excluded and (theme, term.term) in occurring]
        found += [*counted, *excluded]
    return found


def is_in_no_issue(terms: list[str], issues: list[Term]) -> list[bool]:
    """Whether the issues find nothing in each term.

    >>> is_in_no_issue(["trade talks", "badger"], list(common_issues().terms))
    [False, True]
    """
    table = pd.DataFrame({"article": range(len(terms)), "text": terms})
    lexicon = Lexicon(tuple(issues), {term.theme: term.group for term in issues}, "")
    found = set(mentions_in(table, lexicon, "count", sentences=False)["article"])
    return [number not in found for number in range(len(terms))]
