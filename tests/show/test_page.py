"""The article's page, from tables alone: what stands there before any script, and what is held."""

import base64
import hashlib
import json
import re
from html import unescape
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from matplotlib.colors import to_rgb

from newsthemes import find_mentions, highlight, read_lexicon
from newsthemes.page.detail_tables import by_paragraph, page_table, provenance, together
from newsthemes.page.reliability import UNCHECKED, per_theme
from newsthemes.page.script_files import PARTS
from newsthemes.page.write_page import page_title, write_page
from newsthemes.plots.colors import PALETTE
from newsthemes.text.characters import visible
from seeds import read_seeds

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
TOY = {"article": ["a"], "title": ["Talks"], "text": ["Trade. Tariffs, trade.\n\nIran and trade."]}
LEXICON = read_lexicon(
    {"Issues": {"Trade": ["trade", "tariff*"], "Iran": ["Iran"], "Oil": ["oil"]}}
)
NASTY = (
    "</script><script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) <!-- \" ' --> "
    "; background: url(//evil.example/x) } \u202e31 $5 \\(x\\) $6 <style>*{display:none}</style> Trade"
)


@pytest.fixture
def articles():
    return pd.DataFrame(TOY)


def soup_of(*arguments, **options):
    return BeautifulSoup(write_page(*arguments, **options), "html.parser")


def codes(*rows, theme="Trade"):
    """Coded sentences: (coder, sentence, code)."""
    table = pd.DataFrame(rows, columns=["coder", "sentence", "code"])
    return table.assign(article="a", group="Issues", theme=theme).astype({"code": "Int64"})


def solid(soup):
    """The facts under "How solid is this?" by their names, and the rows of its other table."""
    section = soup.find(id="solid")
    facts = section.find(class_="facts").find_all("tr")
    judged = [row("td") for row in section.select("tbody tr") if not row.th]
    return (
        {row.th.text: row.td.get_text("|") for row in facts},
        [[cell.text for cell in row] for row in judged],
    )


def test_colors_are_those_of_the_notebook_and_checked(articles):
    soup = soup_of(articles, LEXICON, colors={"Issues": "#990000"})
    assert soup.find(class_="group")["style"] == "--colour:#990000"
    assert '"groups":[["Issues","#990000"]]' in str(soup)
    with pytest.raises(ValueError, match="colors: there is no group 'Isues'"):
        write_page(articles, LEXICON, colors={"Isues": "#990000"})


def test_the_story_is_told_in_its_order(articles):
    page = write_page(articles, LEXICON)
    soup = BeautifulSoup(page, "html.parser")
    assert soup.h1.text == "Most mentioned in Issues: Trade (4 mentions)."
    assert soup.title.text == soup.find(id="title").text == "Talks" and not soup.header
    order = "title byline headline about explore tools panel source reading solid".split()
    assert [tag["id"] for tag in soup.main(id=True) if tag["id"] in order] == order
    folded = [tag.summary.text for tag in soup.find(id="authors")("details")]
    assert folded[:2] == ["All counts", "Mentions by paragraph"] and len(folded) == 5
    assert folded[2:4] == ["Which themes appear together?", "How is it counted?"]
    assert soup.find("meta", attrs={"name": "description"})["content"] == soup.h1.text


def test_the_page_of_a_chinese_article_says_its_unit(articles):
    chinese = articles.assign(text="王毅外长谈南海问题，南海局势复杂。贸易。")
    soup = soup_of(chinese, {"Sea": ["南海"], "Trade": ["贸易"]})
    assert soup.h1.text == "Mentions (sentences): Sea 2 (1), Trade 1 (1)"
    assert "17 letters" in soup.text and "Per 1,000 letters" in soup.text
    assert "word" not in soup.find("table").text


def test_bars_and_places_stand_there_before_any_script():
    text = "x" * 49 + " Trade. Trade <b> and US trade."
    articles = pd.DataFrame({"article": ["a"], "title": ["A & B"], "text": [text]})
    lexicon = read_lexicon(
        {"Issues": {"Iran": ["Iran"], "<i>Trade": ["trade", "US trade"]}, "Places": {"US": ["US"]}}
    )
    soup = soup_of(articles, lexicon)
    rows = [
        [one.text for one in row.find(class_="row")(True) if one.text]
        for row in soup(class_="theme")
    ]
    names = [["2 <i>Trade", "2", "<i>Trade", "3"], ["1 Iran", "1", "Iran", "0"]]
    assert rows == [*names, ["3 US", "3", "US", "0"]]
    assert [one["d"] for one in soup("path")] == ["M625 0v9M712 0v9M888 0v9", "", ""]
    assert soup.find(id="where-of").text == "Where in the text"
    dates = {"article": ["a", "b"], "date": ["2021", "2023"], "text": [text, "US trade. Trade"]}
    soup = soup_of(pd.DataFrame(dates), lexicon)
    assert (soup.find(id="where-of").text, soup.path["d"]) == ("", "")  # the script draws them


def test_without_codes_one_line_says_that_nobody_checked(articles):
    for nothing in (None, codes(), codes(("ann", 1, None))):
        soup = soup_of(articles, LEXICON, nothing)
        facts, judged = solid(soup)
        assert list(facts) == ["With a term left out"] and judged == []
        assert soup.find(id="solid").p.text == UNCHECKED


def test_the_sha256_of_each_file_is_said_once():
    articles = pd.DataFrame({"article": ["a", "b"], "text": "Trade.", "sha256": ["12", "12"]})
    assert dict(provenance(articles, LEXICON, "drop")[:2])["Their SHA-256"] == "12"
    said = dict(provenance(articles.assign(sha256=["12", "34"]), LEXICON, "drop")[:2])
    assert said["Their SHA-256"] == "12 and 34"


MODELS = "By language models, which do not count beside people"
SEEN = [("ann", 1, 1), ("ann", 2, 0), ("ann", 3, 1)]


@pytest.mark.parametrize(
    (
        "seen",
        "by",
        "row",
    ),  # coded, right, wrong, missed, found, corrected, sheets disagree
    [
        (SEEN, {"Checked by": "ann"}, "3 2 1 0 3 2"),
        ([*SEEN, ("bob", 2, 1)], {"Checked by": "ann|bob"}, "3 2 0 0 3 2 1"),
        ([*SEEN, ("Model-x", 2, 1)], {"Checked by": "ann", MODELS: "Model-x"}, "3 2 1 0 3 2"),
        ([("model-x", *row) for _, *row in SEEN], {MODELS: "model-x"}, "3 2 1 0 3 2"),
    ],
)
def test_who_checked_and_what_of_each_theme(articles, seen, by, row):
    soup = soup_of(articles, LEXICON, codes(*seen))
    facts, [judged] = solid(soup)
    said = {"With a term left out", "Unchecked"}
    assert {name: fact for name, fact in facts.items() if name not in said} == by
    assert facts["Unchecked"] == "Iran and Oil" and judged == ["Trade", *row.split()]
    by_nobody = "Checked by" not in by
    assert (UNCHECKED in soup.text) == by_nobody
    finds = json.loads(soup.find(id="article-data").string)["finds"]
    assert (finds == {}) == by_nobody


def test_a_theme_that_is_coded_in_part_has_its_note_in_the_place_of_a_corrected_number(articles):
    soup = soup_of(articles, LEXICON, codes(*SEEN[:2]))
    said = "coded in part, and no sample given: 2 of 3"
    facts, judged = solid(soup)
    assert judged == [["Trade", "2", "1", "1", "0", "3"]] and facts["Trade"] == said
    assert UNCHECKED not in soup.text
    heads = [head.text for head in soup.find(id="solid").select("thead th")][-2:]
    assert heads == ["Missed", "Found"]


def test_what_precision_and_recall_lack_is_said_where_the_corrected_number_has_no_note(articles):
    facts, _ = solid(soup_of(articles, LEXICON, codes(*SEEN, theme="Oil")))
    assert facts["Oil"].startswith("no match is coded: no precision")


def test_corrected_numbers_of_sentences_have_their_interval_or_bounds():
    columns = ["theme", "sentences", "found", "share", "low", "high", "coded", "disputed", "note"]
    rows = [
        ("Trade", 1000, 60, 0.05, 0.04, 0.07, 200, 0, ""),
        ("War", 10_000, 10, np.nan, 0.01, 0.2, 200, 3, "bounds only: so"),
        ("Oil", 1000, 3, np.nan, np.nan, np.nan, 0, 0, "not coded"),
    ]
    outcomes = dict.fromkeys(["true_positives", "false_positives", "false_negatives"], [7, 8, 9])
    table = per_theme(pd.DataFrame(outcomes), pd.DataFrame(rows, columns=columns))
    assert page_table(table)[1] == [
        ["Trade", "200", "7", "7", "7", "60", "50", "40 to 70", ""],
        ["War", "200", "8", "8", "8", "10", "", "100 to 2,000", "3"],
    ]


WITHOUT = "Most mentioned without"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nothing.", "There is no lead."),
        (
            "Trade. Trade, tariffs, tariffs.",
            "No single term changes which theme is mentioned most.",
        ),
        ("Trade. Iran.", f"{WITHOUT} “trade”: Iran (1)|{WITHOUT} “Iran”: Trade (1)"),
        (
            "Trade, tariffs. Iran.",
            f"{WITHOUT} “trade”: Trade, Iran (1)|{WITHOUT} “tariff*”: Trade, Iran (1)",
        ),
        ("Trade.", f"{WITHOUT} “trade”: none (0)"),
    ],
)
def test_the_lead_with_a_term_left_out(articles, text, said):
    facts, _ = solid(soup_of(articles.assign(text=text), LEXICON))
    assert facts["With a term left out"] == said


def test_details_are_tables_for_people(articles):
    mentions = find_mentions(articles, LEXICON)
    assert by_paragraph(mentions).to_numpy().tolist() == [
        [1, 3, "Trade 3"],
        [2, 2, "Iran 1, Trade 1"],
    ]
    pairs = together(mentions, articles, LEXICON)
    assert pairs[["theme", "other", "sentences"]].to_numpy().tolist() == [["Trade", "Iran", 1]]
    assert together(mentions.head(1), articles, LEXICON).empty
    tables = soup_of(articles, LEXICON).find(id="authors")("details")
    heads = [cell.text for cell in tables[0]("th")]
    assert heads == ["Theme", "Mentions", "Per 1,000 words", "Sentences", "Paragraphs", "Group"]
    assert tables[0]("tr")[1].get_text("|") == "Trade|4|666.7|3|2|Issues"
    table = page_table(pd.DataFrame({"share": [0.25, np.nan], "theme": ["A", None], "note": ""}))
    assert table == ([("Share", True), ("Theme", False)], [["0.2", "A"], ["", ""]])


def test_a_name_from_right_to_left_leaves_the_numbers_beside_it_in_their_place():
    articles = pd.DataFrame({"article": ["a"], "title": ["الخبز"], "text": ["الخبز trade"]})
    lexicon = read_lexicon({"الخبز": ["الخبز"]})
    assert soup_of(articles, lexicon).find(id="title")["dir"] == "auto"
    mentions = find_mentions(articles, lexicon)
    marked = highlight(mentions, articles, lexicon)._repr_mimebundle_()["text/html"]
    legend = BeautifulSoup(marked, "html.parser").p
    assert [name.text for name in legend("bdi")] == ["الخبز"] and legend.text == "[1] الخبز 1"


def test_of_several_articles_their_number_span_and_sources_are_said():
    about = {"title": ["A", "B"], "date": ["2021-01-02", None], "source": ["AP", ""]}
    articles = pd.DataFrame({"article": ["a", "b"], "text": ["Trade.", "Trade, Iran."]} | about)
    soup = soup_of(articles, LEXICON)
    assert page_title(articles) == soup.title.text == "Themes of 2 articles"
    assert soup.find(id="byline").text == "3 words · 1 source · 2021-01-02"
    assert "Mentions by paragraph" not in soup.text and not soup.find(id="held")
    assert [head.text for head in soup.find(id="texts")("h3")] == ["A", "B"]


def many(number=60):
    """Articles of two years, in which trade is rare at first and frequent later."""
    rows = range(number)
    return pd.DataFrame(
        {
            "article": [f"a{row:03}" for row in rows],
            "text": ["Iran. " + "Trade. " * (row // 20) + "x " * (row % 7) for row in rows],
            "date": [f"{2020 + row // 30}-0{1 + row % 3}-{10 + row % 19}" for row in rows],
            "source": [["AP", "dpa", "", "AP"][row % 4] for row in rows],
        }
    )


@pytest.mark.parametrize("size, held", [(2000, 7), (100, 1)])
def test_of_too_many_articles_a_sample_is_held_and_all_are_counted(monkeypatch, size, held):
    monkeypatch.setattr("newsthemes.page.highlight.MOST_BYTES", size)
    soup = soup_of(many(), LEXICON)
    assert soup.h1.text == "Level in Issues: Trade, Iran (60 mentions each)."
    assert soup.find(id="held").text == (
        "The headline, the bars and the tables count all 60 articles. To read, search and edit, "
        f"this page holds a random sample of {held}. After an edit, headline and bars count the "
        "sample."
    )
    assert soup.find(id="counts-of").text == "Mentions in all 60 articles"
    assert [row.b.text for row in soup(class_="theme")] == ["60", "60", "0"]
    data = json.loads(soup.find(id="article-data").string)
    assert len(data["articles"]) == len(data["periods"]) == held and data["counts"] == [60, 60, 0]
    without = soup_of(many(), LEXICON, text=False)
    assert not without.find(id="held") and without.find(class_="theme").b.text == "60"


def test_a_page_draws_the_rates_of_all_articles(monkeypatch):
    wanted, articles = {}, many()
    month = articles["date"].str[:7]
    for by, own in (("month", month), ("source", articles["source"].replace("", None))):
        wanted[by] = []
        for word in ("trade", "iran", "oil"):
            numbers = articles["text"].str.lower().str.count(word)
            sums = pd.DataFrame({"articles": 1, "mentions": numbers}).groupby(own).sum()
            sums["rate"] = (
                1000 * sums["mentions"] / articles["text"].str.split().str.len().groupby(own).sum()
            )
            wanted[by] += sums.round(3).reset_index().to_numpy().tolist()
    for size in (2000, 1_000_000):
        monkeypatch.setattr("newsthemes.page.highlight.MOST_BYTES", size)
        data = json.loads(soup_of(articles, LEXICON).find(id="article-data").string)
        assert data["by_period"] == wanted["month"] and data["by_source"] == wanted["source"]
        assert data["sources"] == 2 and len(data["by_period"]) == 3 * 6
    assert data["periods"][:3] == ["2020-01", "2020-02", "2020-03"]
    data = json.loads(soup_of(articles, LEXICON, period="year").find(id="article-data").string)
    assert [row[0] for row in data["by_period"]] == ["2020", "2021"] * 3
    assert data["strips"].startswith("Per 1,000 words by year, 2020 to 2021. ")


def test_a_gap_between_periods_is_a_gap_and_few_articles_set_no_scale():
    dates = ["2020-01-05"] * 8 + ["2020-02-05"] * 2 + ["2020-04-05"] * 7
    texts = ["Trade talks."] * 4 + ["Iran talks."] * 4 + ["Trade."] * 2 + ["Trade talks go on."] * 7
    articles = pd.DataFrame({"article": range(17), "date": dates, "text": texts})
    soup = soup_of(articles, LEXICON, period="month")
    data = json.loads(soup.find(id="article-data").string)
    assert data["every_period"] == ["2020-01", "2020-02", "2020-03", "2020-04"]


def test_of_many_sources_those_with_most_articles_are_drawn():
    sources = [f"s{row // 2}" for row in range(80)] + ["s39", None, "s39"]
    articles = pd.DataFrame({"article": range(83), "text": "Trade.", "source": sources})
    data = json.loads(soup_of(articles, LEXICON).find(id="article-data").string)
    assert len(data["by_source"]) == 3 * 30 and data["sources"] == 40
    assert data["by_source"][0] == ["s39", 4, 4, 1000] and data["by_period"] == []


def test_themes_without_a_group_stand_under_a_heading_of_their_own():
    articles, lexicon = pd.DataFrame(TOY), {"Issues": {"Trade": ["trade"]}, "Iran": ["Iran"]}
    heads = [head.text for head in soup_of(articles, lexicon).find(id="themes")("h2")]
    assert heads == ["Issues", "Without a group"]
    assert not soup_of(articles, {"Iran": ["Iran"]}).find(id="themes").h2


def test_there_is_no_page_of_nothing():
    with pytest.raises(ValueError, match="articles: there are none to show"):
        write_page(pd.DataFrame({"article": [], "text": []}), LEXICON)


def test_the_links_of_a_site_stand_in_its_header_and_foot(articles):
    links = [("index", "Read and explore"), ("1 a", "What?"), ("4-b", "How solid?")]
    soup = soup_of(articles, LEXICON, links=links)
    names = ["Read and explore", "How solid?", "Methods"]
    assert [item.text for item in soup.header("li")] == names
    assert [link["href"] for link in soup.header("a")] == ["#solid", "#counted"]
    assert [link["href"] for link in soup.find(id="site")("a")] == ["1%20a.html", "4-b.html"]
    assert soup.find("a")["href"] == "#explore"


def test_with_a_path_the_page_is_written_whole_and_the_path_given(articles, tmp_path):
    path = tmp_path / "page.html"
    assert write_page(articles, LEXICON, path=str(path)) == path
    assert path.read_text("utf-8") == write_page(articles, LEXICON)
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(OSError):
        write_page(articles, LEXICON, path=tmp_path / "none" / "page.html")


def test_the_policy_names_the_pages_own_style_and_script(articles):
    for text in (True, False):
        page = write_page(articles, LEXICON, text=text)
        policy = unescape(re.search(r'content="(default-src [^"]*)"', page)[1])
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["default-src"] == "'none'" and rules["img-src"] == "data:"
        for tag in ("style", "script"):
            [own] = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
            assert rules[f"{tag}-src"] == f"'sha256-{digest}'"


def test_the_script_finds_the_data_of_the_project():
    articles, lexicon = read_seeds()
    soup = soup_of(articles, lexicon)
    data = json.loads(soup.find(id="article-data").string)
    held = articles[
        articles["article"].astype(str).isin(one["article"] for one in data["articles"])
    ]
    assert [one["text"] for one in data["articles"]] == held["text"].tolist()
    assert json.loads(soup.find(id="edit").string) is None
    assert len(data["articles"][0]["sentences"]) == held["sentences"].iloc[0]
    entries = [
        (one["group"], one["theme"], term["term"], "excluded" in term, "exact" in term)
        for one in data["lexicon"]
        for term in ({"term": term} if isinstance(term, str) else term for term in one["terms"])
    ]
    assert sorted(entries) == sorted(
        (t.group, t.theme, t.term, t.excluded, t.case == "exact") for t in lexicon.terms
    )
    texts = [
        re.sub(r"\[\d+\]|\s", "", text) for text in (soup.find(id="texts").text, *held["text"][:10])
    ]
    assert all(visible(text) in texts[0] for text in texts[1:])


@pytest.mark.parametrize("text", [True, False])
def test_hostile_articles_names_and_terms_are_only_shown(text):
    articles = pd.DataFrame({"article": [NASTY], "title": [NASTY], "text": [f"{NASTY} and trade."]})
    coded = codes((NASTY, 1, 1)).assign(
        article=NASTY, theme=" ".join(NASTY.split()), group=" ".join(NASTY.split())
    )
    page = write_page(articles, read_lexicon({NASTY: {NASTY: ["trade"]}}), coded, text=text)
    soup = BeautifulSoup(page, "html.parser")
    kinds = [tag.get("type") for tag in soup("script")]
    assert kinds == ["application/json"] * 3 * text + [None] and len(soup("style")) == 1
    assert not [tag for tag in soup(True) if any(name.startswith("on") for name in tag.attrs)]
    assert not soup("img") and not soup.main("a")
    for tag in soup(style=True):
        assert not re.search(r"url|[(){}]", tag["style"])
    assert soup.title.text.startswith("</script><script>alert(1)</script> <img")
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page)
    read = " ".join(soup.main.text.split())
    assert read.count(" ".join(NASTY.replace("\u202e", "[U+202E]").split())) >= 6


def test_without_text_the_page_holds_no_long_stretch_of_the_article():
    articles, lexicon = read_seeds()
    text = " ".join(articles["text"].iloc[0].split())
    stretches = {text[start : start + 200] for start in range(0, len(text) - 200, 20)}
    for whole in (True, False):
        soup = soup_of(articles, lexicon, text=whole)
        read = " ".join(re.sub(r"\[\d+\]", "", soup.get_text()).split())
        read += str(soup.find(id="article-data"))
        held = {stretch for stretch in stretches if stretch in read}
        assert bool(held) is whole and bool(soup.find(id="no-text")) is not whole


def test_where_notebooks_hold_no_text_the_page_does_not_either(articles, monkeypatch):
    monkeypatch.setenv("NEWSTHEMES_NO_TEXT", "1")
    assert not soup_of(articles, LEXICON).find(id="texts")


def luminance(channels):
    """By WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return np.dot(linear, [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("color", PALETTE)
def test_the_line_under_a_mark_which_alone_tells_its_group_is_seen(color, scheme):
    style = (PARTS / "page.css").read_text("utf-8")
    paper, ink, share = (
        re.findall(rf"--{name}: (\S+);", style)[scheme]
        for name in ("paper", "ink", "share-of-line")
    )
    assert "var(--colour) var(--share-of-line), var(--ink))" in style
    paper, ink, share = np.array(to_rgb(paper)), np.array(to_rgb(ink)), int(share[:-1]) / 100
    drawn = share * np.array(to_rgb(color)) + (1 - share) * ink
    light, dark = sorted(map(luminance, (drawn, paper)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3
