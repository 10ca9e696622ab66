"""TABLES.md, written by hand: the columns that it names are those that the functions return."""

import inspect
import re
from pathlib import Path

import pandas as pd
import pytest

import newsthemes as nt
from newsthemes.report.inputs import read_inputs, reading_notes

PAGE = Path(nt.__file__).parents[1] / "TABLES.md"
TEXTS = ["Trade is up. “Iran sells oil.”", "Trade talks with Iran. All is well."] * 4
ARTICLES = pd.DataFrame({"article": list("abcdefgh"), "date": "2024-01", "text": TEXTS})
ARTICLES["source"] = ["A", "B"] * 4
LEXICON = nt.read_lexicon({"Issues": {"Trade": ["trade"], "Iran": ["Iran"]}})
MENTIONS = nt.find_mentions(ARTICLES, LEXICON)
KEYS = {"coder": "x", "article": "a", "sentence": 1, "group": "Issues"}
CODES = pd.DataFrame([KEYS | {"theme": "Trade", "code": 1}, KEYS | {"theme": "Iran", "code": 0}])
FOUND = MENTIONS, ARTICLES, LEXICON
CODED = MENTIONS, CODES, ARTICLES, LEXICON
TABLES = {
    "lexicon": LEXICON.table(),
    "mentions": MENTIONS,
    "counts": nt.counts(*FOUND),
    "side_by_side": nt.side_by_side(*FOUND),
    "only_in": nt.only_in(*FOUND[:2]),
    "concordance": nt.concordance(MENTIONS, ARTICLES),
    "keyness": nt.keyness(ARTICLES, "source", "A", "B"),
    "cooccurrence": nt.cooccurrence(*FOUND),
    "sentences": nt.sentences(ARTICLES),
    "quotations": nt.quotations(ARTICLES),
    "duplicates": nt.duplicates(ARTICLES),
    "suggest": nt.suggest(ARTICLES, LEXICON),
    "compare": nt.compare(MENTIONS, MENTIONS.head(1), ARTICLES),
    "check": nt.check(MENTIONS, ARTICLES, LEXICON),
    "sample": nt.sample_for_coding(MENTIONS, ARTICLES, LEXICON, 16),
    "agreement": nt.agreement(pd.concat([CODES, CODES.assign(coder="y")]), LEXICON),
    "outcomes": nt.outcomes(*CODED),
    "validity": nt.validity(*CODED),
    "estimated_shares": nt.estimated_shares(*CODED),
    "share_differences": nt.share_differences(nt.estimated_shares(*CODED, by="source")),
    "score_by_label": nt.score_by_label(*FOUND, {"Trade": "."}, column="text"),
    "sensitivity": nt.sensitivity(ARTICLES, LEXICON),
    "sample_size": nt.sample_size([0.1], [0.5, 0.95]),
}


def sections():
    """The sections of the page: their name, and the columns that their table names, in order."""
    found = {}
    for section in re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        rows = [line for line in section.splitlines() if line.startswith("| `")]
        names = [re.findall("`([^`]+)`", row.split("|")[1]) for row in rows]
        found[section.split()[0]] = [name for row in names for name in row]
    return found


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("press")
    (folder / "a.txt").write_text("Trade is up.", encoding="utf-8")
    (folder / "x.csv").write_text("article,sentence,text,Trade\na,1,Trade is up.,1\n", "utf-8")
    read = nt.read_articles(folder / "a.txt")
    values = {"ARTICLES": [str(folder / "a.txt")], "THEMES": {"Trade": ["trade"]}}
    notes = {"left-out.csv": reading_notes(read_inputs(values))}
    return (
        TABLES | notes | {"articles": read, "codes": nt.read_codes(folder / "x.csv", read, LEXICON)}
    )


@pytest.mark.parametrize(("name", "columns"), sections().items(), ids=list(sections()))
def test_the_page_names_the_columns_that_there_are(name, columns, tables):
    assert tables[name].columns.tolist() == columns


def test_no_table_is_left_out(tables):
    assert set(tables) == set(sections())
    returned = {name: getattr(nt, name).__annotations__.get("return") for name in nt.__all__}
    given_back = {name for name, kind in returned.items() if "DataFrame" in str(kind)}
    others = {"find_mentions", "read_articles", "read_codes", "sample_for_coding", "save"}
    assert given_back - others <= set(sections())


def test_functions_are_called_on_the_page_as_they_are():
    called = re.findall(r"`nt\.(\w+)\(", PAGE.read_text(encoding="utf-8"))
    assert set(called) <= set(nt.__all__)


def test_the_pages_say_when_keyness_has_no_words():
    least = inspect.signature(nt.keyness).parameters["least"].default
    for page in (PAGE, PAGE.with_name("RECIPES.md")):
        assert f"least={least}" in page.read_text(encoding="utf-8"), page.name
