"""The rates of notebook 5, computed once more by plain pandas and `re`."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import newsthemes as nt

NEWS = Path(__file__).resolve().parents[2] / "seeds" / "news" / "world_news.csv.xz"
THEMES = {
    "South China Sea": ["South China Sea", "Spratly*", "Paracel*", "nine-dash line"],
    "COVID-19": ["COVID-19", "COVID", "coronavirus", "pandemic"],
    "Trade": ["trade", "trade war*", "tariff*", {"not": "trade union*"}],
}
# Longest first; a short acronym only in capitals; what `not:` names is matched, and not counted
FOUND = {
    "South China Sea": r"(?i:(south[ -]china[ -]sea|nine[ -]dash[ -]line|spratly\w*|paracel\w*))",
    "COVID-19": r"((?i:covid[ -]19|coronavirus|pandemic)|COVID)",
    "Trade": r"(?i:trade[ -]union\w*|(trade[ -]war\w*|tariff\w*|trade))",
}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not NEWS.exists(), reason="seeds/ has other articles"),
]


@pytest.fixture(scope="module")
def items():
    """The items as pandas reads them, with their words, and a column of mentions a theme."""
    items = pd.read_csv(NEWS, dtype=str, keep_default_na=False)
    items["year"], items["words"] = items["date"].str[:4], items["text"].str.split().str.len()
    for theme, pattern in FOUND.items():
        whole = re.compile(rf"(?<!\w){pattern}(?!\w)")
        items[theme] = [sum(map(bool, whole.findall(text))) for text in items["text"]]
    return items


@pytest.fixture(scope="module")
def tables():
    articles, lexicon = nt.read_articles(NEWS), nt.read_lexicon(THEMES)
    return nt.find_mentions(articles, lexicon), articles, lexicon


def rate(part, theme):
    return 1000 * part[theme].sum() / part["words"].sum()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("by, column, value", [
    ("year", "period", "2020"),
    ("year", "period", "2022"),
    ("source", "source", "Reuters"),
    ("source", "source", "Al Jazeera"),
])  # fmt: skip
def test_a_rate_is_what_pandas_and_re_say(items, tables, theme, by, column, value):
    table = nt.rates(*tables, by=by, cluster="date")
    row = table[(table["theme"] == theme) & (table[column] == value)].squeeze()
    part = items[items[by] == value]
    assert (row["articles"], row["mentions"]) == (len(part), part[theme].sum())
    assert np.isclose(row["per_1000"], rate(part, theme))


def test_pairs_are_what_a_crosstab_says(items, tables):
    pairs = nt.meetings_by_chance(*tables, within="month").set_index(["theme", "other"])["count"]
    held = items[list(THEMES)] > 0
    for (one, other), count in pairs.items():
        assert count == (held[one] & held[other]).sum()


def test_recall_by_heading_is_what_pandas_says(items, tables):
    labels = {"South China Sea": "South China Sea", "COVID-19": "COVID-19"}
    table = nt.recall_by_label(*tables, labels, by="year", cluster="date")
    for row in table.itertuples():
        named = items[
            items["heading"].str.contains(labels[row.theme]) & (items["year"] == row.year)
        ]
        assert (row.labelled, row.found) == (len(named), (named[row.theme] > 0).sum())
