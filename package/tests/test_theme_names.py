"""A theme has one name, in every table: two groups may have a theme called the same."""

import pandas as pd
import pytest

import newsthemes as nt
from newsthemes.page.counts_label import counts_label

TEXT = "War at the front. Trade, trade and war. Troops at the front; trade of war."
ARTICLES = pd.DataFrame({"article": range(12), "text": TEXT, "heading": "x", "title": "x"})
SAME = {"A": {"War": ["war"], "Trade": ["trade"]}, "B": {"War": ["front", "peace"]}}
SAME["War"] = ["troop*"]
LEXICON = nt.read_lexicon(SAME)
NAMES = {"A: War": 3, "Trade": 3, "B: War": 2, "War": 1}  # -> how often each article has it
MENTIONS = nt.find_mentions(ARTICLES, LEXICON)
CELLS = [("x", 0, 1, "A: War", 1), ("x", 0, 1, "B: War", 1), ("x", 0, 3, "War", 0)]
CODES = pd.DataFrame(CELLS, columns=["coder", "article", "sentence", "theme", "code"])
GIVEN = MENTIONS, CODES, ARTICLES, LEXICON
BEFORE = MENTIONS.query("theme == 'Trade'")
LABELS = dict.fromkeys(NAMES, "x")
TABLES = {
    "mentions": lambda: MENTIONS,
    "lexicon": LEXICON.table,
    "counts": lambda: nt.counts(MENTIONS, ARTICLES, LEXICON),
    "counts by term": lambda: nt.counts(MENTIONS, ARTICLES, LEXICON, ["article", "term"]),
    "concordance": lambda: nt.concordance(MENTIONS, ARTICLES),
    "compare": lambda: nt.compare(BEFORE, MENTIONS, ARTICLES),
    "cooccurrence": lambda: nt.cooccurrence(MENTIONS, ARTICLES, LEXICON),
    "outcomes": lambda: nt.outcomes(*GIVEN),
    "validity": lambda: nt.validity(*GIVEN),
    "validity of terms": lambda: nt.validity(*GIVEN, by="term"),
    "estimated_shares": lambda: nt.estimated_shares(*GIVEN),
    "agreement": lambda: nt.agreement(CODES, LEXICON).head(-1),
    "sensitivity": lambda: nt.sensitivity(ARTICLES, LEXICON),
    "score_by_label": lambda: nt.score_by_label(MENTIONS, ARTICLES, LEXICON, LABELS),
    "check": lambda: nt.check(MENTIONS, ARTICLES, LEXICON),
}
FEWER = {
    "concordance": 4,
    "compare": 3,
    "agreement": 3,
    "cooccurrence": 3,
    "outcomes": 3,
    "check": 1,
}


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_the_one_name_of_a_theme_and_its_group(name):
    table = TABLES[name]()
    named = set(table["theme"])
    assert named <= set(NAMES) and len(named) == FEWER.get(name, 4)
    if "group" in table:
        assert table["group"].tolist() == table["theme"].map(LEXICON.groups).tolist()


def test_numbers_are_of_each_theme():
    size = len(ARTICLES)
    expected = {theme: size * number for theme, number in NAMES.items()}
    assert MENTIONS.groupby("theme").size().to_dict() == expected
    table = nt.counts(MENTIONS, ARTICLES, LEXICON).set_index("theme")
    assert table["mentions"].to_dict() == expected
    pairs = nt.cooccurrence(MENTIONS, ARTICLES, LEXICON)
    assert len(pairs) == 6 and set(pairs["count"]) == {size}
    judged = nt.validity(*GIVEN).set_index("theme")
    assert judged["true_positives"].to_dict() == {"A: War": 1, "Trade": 0, "B: War": 1, "War": 0}
    assert judged.loc["War", "false_positives"] == 1
    variants = nt.sensitivity(ARTICLES, LEXICON, changes=("term",))
    assert "B: War without “front”" in set(variants["variant"])
    assert set(variants.query("group == 'B'")["leader_before"]) == {"B: War"}


def test_charts_and_the_text_say_which_theme_is_meant():
    table = nt.counts(MENTIONS, ARTICLES, LEXICON)
    rows = ["A", "B", "A: War", "Trade", "B: War", "War"]
    one = ARTICLES.head(1)
    for ax in (nt.plot_counts(table), nt.plot_dispersion(MENTIONS, one, LEXICON)):
        assert [label.get_text() for label in ax.get_yticklabels() if label.get_text()] == rows
    ax = nt.plot_dots(table, "per_1000")
    assert [label.get_text() for label in ax.get_yticklabels()] == list(NAMES)
    legend = "[1] A: War 3 · [2] Trade 3 · [3] B: War 2 · [4] War 1"
    assert nt.highlight(MENTIONS, one, LEXICON).text.startswith(legend)
    assert counts_label(table) == "A · mentions (sentences): A: War 36 (36) · Trade 36 (24)"


def test_what_is_missing_is_suggested_for_the_one_theme():
    table = nt.suggest(["The front moved, and other fronts did."], SAME)
    row = table.set_index("term").loc["fronts"]
    assert (row["theme"], row["kind"]) == ("B: War", "spelling")
