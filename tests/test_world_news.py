"""The shares of notebook 5, and what it says of its terms, counted once more by pandas and `re`, of every
eighth item of the world news.
"""

import re
import shutil
import warnings
from contextlib import chdir

import pandas as pd
import pytest
from matplotlib import pyplot as plt
from ruamel.yaml import YAML

from cells import ROOT, code, read_book
from newsthemes import find_mentions, read_lexicon

NEWS = ROOT / "seeds" / "news" / "world_news.csv.xz"
THEMES = """
Issues:
  South China Sea: [South China Sea, nine-dash line, Spratly*, Paracel*]
  COVID-19: [COVID-19, COVID, coronavirus, pandemic]
  Trade: [trade, tariff*, export control*, not: trade union]
  World: [South China, post-pandemic]
"""
HEADINGS = """theme,heading
South China Sea,South China Sea|Scarborough Shoal
COVID-19,COVID-19
Trade,"(?i)\\btrade (?:war|dispute|negotiation|relations|agreement)|tariff"
"""
# Longest first; a short acronym only in capitals; what `not:` names is matched, and not counted
ISSUES = {
    "South China Sea": r"(?i:south[ -]china[ -]sea|nine[ -]dash[ -]line|spratly\w*|paracel\w*)",
    "COVID-19": r"(?:(?i:covid[ -]19|coronavirus|(?<!post-)pandemic)|COVID)",
    "Trade": r"(?i:(?!trade[ -]union\b)(?:export[ -]control\w*|tariff\w*|trade))",
}
KINDS = ["Armed conflicts and attacks", "Disasters and accidents"]
JUDGED = ["2018", "2019", "2020"]
COUNTED = [*JUDGED, "2021"]  # by hand, which takes its time
pytestmark = pytest.mark.slow


def pattern_of(term):
    """A term as a regular expression: its words, white space or a dash between them."""
    words = [re.escape(word).replace(r"\*", r"\w*") for word in re.split("[ -]", term)]
    found = r"(?:\s|[-\u2010-\u2015])".join(words).replace("'", "['\u2019]")
    if re.fullmatch("[A-Z]{2,5}", term):
        return found
    return f"(?i:{found})"


def spans_of(entries):
    """A function from a text to where it holds a theme's terms, of several the longest; none of what
    `not:` names.
    """
    terms = {entry if isinstance(entry, str) else entry["not"]: entry for entry in entries}
    longest = sorted(terms, key=lambda term: (-len(re.split("[ -]", term)), -len(term)))
    counted = [f"({pattern_of(term)})" for term in longest]
    whole = re.compile(rf"(?<!\w)(?:{'|'.join(counted)})(?!\w)")
    left_out = [not isinstance(terms[term], str) for term in longest]

    def spans(text):
        return [one.span() for one in whole.finditer(text) if not left_out[one.lastindex - 1]]

    return spans


@pytest.fixture(scope="module")
def items():
    """An eighth of the items as pandas reads them, with a column a theme: whether they hold it."""
    items = pd.read_csv(NEWS, dtype=str, keep_default_na=False).iloc[::8]
    items["year"] = items["date"].str[:4]
    items["quarter"] = pd.to_datetime(items["date"]).dt.to_period("Q").astype(str)
    for theme, pattern in ISSUES.items():
        items[theme] = items["text"].str.contains(rf"(?<!\w){pattern}(?!\w)")
    lists = YAML(typ="safe").load(NEWS.with_name("themes.yaml").read_text(encoding="utf-8"))
    finders = {kind: spans_of(entries) for kind, entries in lists.items()}
    for kind in KINDS:
        others = [spans for other, spans in finders.items() if other != kind]
        counted = items.loc[items["year"].isin(COUNTED), "text"]
        found = [holds(text, finders[kind], others) for text in counted]
        items[kind] = pd.Series(found, counted.index)
    return items


def holds(text, spans, others):
    """Whether a text holds a theme, not only in longer mentions of others."""
    own = spans(text)
    longer = [span for other in others if own for span in other(text)]
    return any(
        not any(one <= start and end <= last and last - one > end - start for one, last in longer)
        for start, end in own
    )


def run_on(items, folder, last=None):
    """What the cells of notebook 5 bind, down to this one, of these items and THEMES."""
    news = folder / "seeds" / "news"
    news.mkdir(parents=True)
    (folder / "notebooks").mkdir()
    columns = ["id", "date", "source", "category", "heading", "text"]
    items[columns].to_csv(news / "world_news.csv.xz", index=False)
    (news / "issues.yaml").write_text(THEMES, encoding="utf-8")
    (news / "headings.csv").write_text(HEADINGS, encoding="utf-8")
    shutil.copy(NEWS.with_name("themes.yaml"), news)
    names = {}
    with chdir(folder / "notebooks"), warnings.catch_warnings(action="ignore"):
        for cell in code(read_book(5)):
            exec(compile(cell.source, cell.id, "exec"), names)
            if cell.id == last:
                break
    plt.close("all")
    return names


@pytest.fixture(scope="module")
def ran(items, tmp_path_factory):
    return run_on(items, tmp_path_factory.mktemp("ran"), "table-kinds")


@pytest.mark.parametrize("theme", ISSUES)
def test_a_panel_of_an_issue_is_what_pandas_and_re_say(items, ran, theme):
    shares = items.groupby("quarter")[theme].mean()
    pd.testing.assert_series_equal(ran["shares"][theme], shares, check_names=False)
    filed = items[items["heading"].str.contains(ran["headings"][theme])]
    counted = ran["by_year"].query("theme == @theme").set_index("year")
    years = filed.groupby("year")[theme].agg(["size", "sum"])
    counted = counted.reindex(years.index)[["labelled", "true_positives"]]
    assert counted.to_numpy().tolist() == years.to_numpy().tolist()


@pytest.mark.parametrize("kind", KINDS)
def test_what_editors_filed_and_terms_find_of_a_kind_is_what_pandas_says(items, ran, kind):
    judged = items[items["year"].isin(JUDGED) & (items["category"] != "")]
    found = judged[kind].astype(bool)
    filed = judged["category"] == kind
    rows = ran["kinds_by_year"].query("theme == @kind and '2018' <= year <= '2020'")
    numbers = rows[["labelled", "found", "true_positives"]].sum().tolist()
    assert numbers == [filed.sum(), found.sum(), (found & filed).sum()]


def test_no_term_of_a_kind_is_there_that_only_later_items_support():
    items = pd.read_csv(NEWS, dtype=str).query("date < '2018'").dropna(subset="category")
    articles = items.rename(columns={"id": "article"}).assign(language="en")
    kinds = read_lexicon(NEWS.with_name("themes.yaml"))
    finds = find_mentions(articles, kinds, sentences=False).merge(articles, on="article")
    finds = finds.drop_duplicates(["theme", "term", "article"])
    right = (finds["category"] == finds["theme"]).groupby([finds["theme"], finds["term"]]).mean()
    terms = kinds.table().query("not excluded")
    assert len(right) == len(terms) and (right >= 0.4).all()


def test_no_name_of_an_issue_is_there_that_items_under_its_headings_had_not_before():
    """But for the two that are younger, which have only the word itself."""
    items = pd.read_csv(NEWS, dtype=str, keep_default_na=False).query("date < '2018'")
    articles = items.rename(columns={"id": "article"}).assign(language="en")
    issues = read_lexicon(NEWS.with_name("issues.yaml"))
    headings = pd.read_csv(NEWS.with_name("headings.csv"), index_col="theme")["heading"]
    named = set()
    for theme, heading in headings.items():
        filed = articles[articles["heading"].str.contains(heading)]
        finds = find_mentions(filed, issues, sentences=False).query("theme == @theme")
        named |= {(theme, term) for term in finds["term"]}
    terms = {(entry.theme, entry.term) for entry in issues.terms}
    assert terms - named == {("Tariffs", "tariff*"), ("COVID-19", "COVID-19")}


@pytest.mark.parametrize("query", ["year == '2022'", "year == '2018'", "source == 'Reuters'"])
def test_every_cell_runs_on_one_year_or_one_source(items, query, tmp_path):
    run_on(items.query(query), tmp_path)
    assert (tmp_path / "figures" / "5-issues.png").exists()
