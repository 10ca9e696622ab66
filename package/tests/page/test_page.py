"""The article's page, from tables alone: what stands there before any script, and what is held."""

import json
import re
from html import unescape

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from newsthemes import (
    estimated_shares,
    find_mentions,
    highlight,
    read_articles,
    read_lexicon,
    sample_for_coding,
    write_page,
)
from newsthemes.page.highlight import random_sample

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


@pytest.fixture(scope="module")
def toy():
    """The page of the article without codes, as it is written and parsed."""
    page = write_page(pd.DataFrame(TOY), LEXICON)
    return page, BeautifulSoup(page, "html.parser")


@pytest.fixture(scope="module")
def checked():
    """The page with codes, parsed."""
    return soup_of(pd.DataFrame(TOY), LEXICON, codes(*SEEN))


def soup_of(*arguments, **options):
    return BeautifulSoup(write_page(*arguments, **options), "html.parser")


def data_of(*arguments, **options):
    """What the page's script counts from."""
    return json.loads(soup_of(*arguments, **options).find(id="article-data").string)


def codes(*rows, theme="Trade"):
    """Coded sentences: (coder, sentence, code)."""
    table = pd.DataFrame(rows, columns=["coder", "sentence", "code"])
    return table.assign(article="a", group="Issues", theme=theme).astype({"code": "Int64"})


def solid(soup):
    """The facts under "How far to trust it" by their names, and the rows of its other table."""
    section = soup.find(id="solid")
    facts = section.find(class_="facts").find_all("tr")
    judged = [row(["th", "td"]) for row in section.select(".scroll tbody tr")]
    return (
        {row.th.text: row.td.get_text("|") for row in facts},
        [[cell.text for cell in row] for row in judged],
    )


def folded(soup):
    """The folded tables by their names, a row a text."""
    tables = {}
    for details in soup.find(id="authors")("details"):
        rows = [row(["th", "td"]) for row in details("tr")]
        tables[details.summary.text] = ["|".join(cell.text for cell in row) for row in rows]
    return tables


def test_the_story_is_mentions_in_its_order(articles):
    soup = soup_of(articles, LEXICON, colors={"Issues": "#990000"})
    assert soup.title.text == soup.h1.text == soup.find(id="title").text == "Talks"
    assert not soup.header
    order = "byline title about explore tools panel source reading solid".split()
    assert [tag["id"] for tag in soup.main(id=True) if tag["id"] in order] == order
    description = soup.find("meta", attrs={"name": "description"})["content"]
    assert description == "Issues · first in mentions (sentences): Trade 4 (3)"
    assert soup.find(class_="group")["style"] == "--colour:#990000"
    assert '"groups":[["Issues","#990000"]]' in str(soup)
    tables = folded(soup)
    counted, *_, about, _ = tables
    assert (counted, about) == ("All counts", "How is it counted?") and len(tables) == 4
    assert tables["All counts"][:2] == [
        "Theme|Mentions|Per 1,000 words|Sentences|Paragraphs|Group", "Trade|4|666.7|3|2|Issues"
    ]  # fmt: skip
    assert tables["Which themes appear together?"][1:] == ["Trade|Iran|1|1.0"]
    [pairs] = [fold for fold in soup("details") if "appear together" in fold.summary.text]
    assert pairs.find("p").text.startswith("Expected if unrelated: how many sentences would")


def test_each_row_of_a_table_has_a_header(checked):
    rows = checked.find(id="authors")("tr")
    assert len([row for row in rows if row.find_parent("tbody")]) == 5
    for row in rows:
        kind = "col" if row.find_parent("thead") else "row"
        assert [head["scope"] for head in row("th")][0] == kind, row


def test_the_page_of_a_chinese_article_says_its_unit(articles):
    chinese = articles.assign(text="王毅外长谈南海问题，南海局势复杂。贸易。")
    soup = soup_of(chinese, {"Sea": ["南海"], "Trade": ["贸易"]})
    assert "Mentions (sentences): Sea 2 (1) · Trade 1 (1)" in str(soup.head)
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
        [part.text for part in row.find(class_="row")(True) if part.text]
        for row in soup(class_="theme")
    ]
    names = [["2 <i>Trade", "2", "<i>Trade", "3", "2"], ["1 Iran", "1", "Iran", "0", "0"]]
    assert rows == [*names, ["3 US", "3", "US", "0", "0"]]
    table = [line.split("|")[0] for line in folded(soup)["All counts"]]
    assert table == ["Theme", "<i>Trade", "Iran", "US"]  # as the bars
    printed = [item["style"] for item in soup(class_="theme")]
    assert printed == ["order:2", "order:1", "order:3"]  # as the numbers
    assert [path["d"] for path in soup("path")] == ["M625 0v9M712 0v9M888 0v9", "", ""]
    assert soup.find(id="where-of").text == "Where"
    dates = {"article": ["a", "b"], "date": ["2021", "2023"], "text": [text, "US trade. Trade"]}
    soup = soup_of(pd.DataFrame(dates), lexicon)
    assert (soup.find(id="where-of").text, soup.path["d"]) == ("", "")  # the script draws them


UNCHECKED = "No person has checked these counts."
MODELS = "By language models, which do not count beside people"
SEEN = [("ann", 1, 1), ("ann", 2, 0), ("ann", 3, 1)]


def test_without_codes_one_line_says_that_nobody_checked(articles, toy):
    for soup in (toy[1], soup_of(articles, LEXICON, codes(("ann", 1, None)))):
        facts, judged = solid(soup)
        assert list(facts) == ["Most mentions, with a term left out"] and judged == []
        assert soup.find(id="solid").p.text == UNCHECKED


def test_the_sha256_of_each_file_is_said_once():
    articles = pd.DataFrame({"article": ["a", "b"], "text": "Trade."})
    for given, shown in ((["12", "12"], "12"), (["12", "34"], "12 and 34")):
        soup = soup_of(articles.assign(sha256=given), LEXICON)
        assert soup.find(string="SHA-256 of the articles").find_next("td").text == shown


@pytest.mark.parametrize(
    ("seen", "by", "row"),  # coded, right, wrong, missed, found, estimated, sheets disagree
    [
        (SEEN, {"Checked by": "ann"}, "3 2 1 0 3 2"),
        ([*SEEN, ("bob", 2, 1)], {"Checked by": "ann · bob"}, "3 2 0 0 3 2 1"),
        ([*SEEN, ("Model-x", 2, 1)], {"Checked by": "ann", MODELS: "Model-x"}, "3 2 1 0 3 2"),
        ([("model-x", *row) for _, *row in SEEN], {MODELS: "model-x"}, "3 2 1 0 3 2"),
    ],
)
def test_who_checked_and_what_of_each_theme(articles, seen, by, row):
    soup = soup_of(articles, LEXICON, codes(*seen))
    facts, [judged] = solid(soup)
    others = {"Most mentions, with a term left out", "Unchecked"}
    split = facts.pop("Trade", "")
    assert ("the coders are split: 1" in split) == (by == {"Checked by": "ann · bob"})
    assert {name: fact for name, fact in facts.items() if name not in others} == by
    assert facts["Unchecked"] == "Iran and Oil" and judged == ["Trade", *row.split()]
    by_nobody = "Checked by" not in by
    assert (UNCHECKED in soup.text) == by_nobody
    finds = json.loads(soup.find(id="article-data").string)["finds"]
    assert (finds == {}) == by_nobody


def test_many_who_checked_are_one_line_with_their_names_behind_it(articles):
    names = [f"<b>Reader {number:02}" for number in range(25)]
    fact = soup_of(articles, LEXICON, codes(*((name, 1, 1) for name in names)))
    fact = fact.find("th", string="Checked by").find_next("td")
    assert [part.text for part in fact.details(recursive=False)] == ["25 coders"]
    assert fact.text == "25 coders" + " · ".join(names)


def test_a_note_stands_in_the_place_of_an_estimated_number(articles):
    soup = soup_of(articles, LEXICON, codes(*SEEN[:2]))
    note = "coded in part, and no sample given: 2 of 3"
    facts, judged = solid(soup)
    assert judged == [["Trade", "2", "1", "1", "0", "3"]] and facts["Trade"] == note
    assert UNCHECKED not in soup.text
    heads = [head.text for head in soup.find(id="solid").select("thead th")][-2:]
    assert heads == ["Missed", "Found"]
    # and where it has none, what precision and recall lack
    facts, _ = solid(soup_of(articles, LEXICON, codes(*SEEN, theme="Oil")))
    assert facts["Oil"].startswith("no match is coded: no precision")


@pytest.mark.parametrize("texts, is_rare", [
    (["Trade.", "Iran.", "Rain.", "Snow."] * 300, False),
    ((["Trade."] + ["Rain."] * 11) * 100, True),
])  # fmt: skip
def test_estimated_numbers_have_their_interval_and_rare_ones_a_limit(texts, is_rare):
    articles = pd.DataFrame({"article": range(1200), "text": texts})
    mentions = find_mentions(articles, LEXICON)
    sample = sample_for_coding(mentions, articles, LEXICON, 210)
    code = sample["text"].eq("Trade.") & (sample.index % 4 > 0)
    coded = sample[["article", "sentence"]].assign(coder="ann", group="Issues", theme="Trade")
    coded["code"] = code.astype("Int64")
    row = estimated_shares(mentions, coded, articles, LEXICON, sample).iloc[0]
    share, low, high = (round(1200 * row[name]) for name in ("share", "low", "high"))
    assert 0 < low < share < high
    _, [judged] = solid(soup_of(articles, LEXICON, coded, sample))
    estimate = [f"{texts.count('Trade.')}", f"{share}", f"{low} to {high}"]
    if is_rare:
        estimate.append(str(round(1200 * row["share_if_5_percent_wrong"])))
    assert judged[-len(estimate) :] == estimate


@pytest.mark.parametrize(("text", "fact"), [
    ("Nothing.", "No theme is mentioned."),
    ("Trade. Trade, tariffs, tariffs.", "No single term changes which theme is mentioned most."),
    ("Trade. Iran.", "With all terms: Trade 1, Iran 1|Without “trade”: Iran 1|Without “Iran”: Trade 1"),
    ("Trade, tariffs. Iran.",
     "With all terms: Trade 2|Without “trade”: Trade 1, Iran 1|Without “tariff*”: Trade 1, Iran 1"),
    ("Trade.", "With all terms: Trade 1|Without “trade”: no mention"),
])  # fmt: skip
def test_the_lead_with_a_term_left_out(articles, text, fact):
    facts, _ = solid(soup_of(articles.assign(text=text), LEXICON))
    assert facts["Most mentions, with a term left out"] == fact


def test_a_name_from_right_to_left_leaves_the_numbers_beside_it_in_their_place():
    articles = pd.DataFrame({"article": ["a"], "title": ["الخبز"], "text": ["الخبز trade"]})
    lexicon = read_lexicon({"الخبز": ["الخبز"]})
    assert soup_of(articles, lexicon).find(id="title")["dir"] == "auto"
    marked = highlight(find_mentions(articles, lexicon), articles, lexicon).html
    legend = BeautifulSoup(marked, "html.parser").p
    assert [name.text for name in legend("bdi")] == ["الخبز"] and legend.text == "[1] الخبز 1"


def test_a_label_is_shown_where_no_title_is_stated_and_is_never_counted(tmp_path):
    (tmp_path / "a.txt").write_text("Iran on trade. Trade again.")
    before = read_articles(tmp_path)
    (tmp_path / "sources.csv").write_text("file,label\na.txt,Trade talks <i>of May\n")
    labelled = read_articles(tmp_path)
    soup = soup_of(labelled, LEXICON)
    assert soup.h1.text == soup.title.text == "Trade talks <i>of May"
    assert soup.find(id="byline").text == (
        "One news article · 5 words · outlet and date not stated · title ours"
    )
    mentions = find_mentions(labelled, LEXICON)
    pd.testing.assert_frame_equal(mentions, find_mentions(before, LEXICON))
    assert labelled["text"].equals(before["text"]) and labelled["title"].tolist() == [""]
    assert "of May" not in highlight(mentions, labelled, LEXICON).text
    titled = soup_of(labelled.assign(title="Talks", source="AP", date="2024-05-01"), LEXICON)
    assert titled.h1.text == "Talks"
    assert titled.find(id="byline").text == "One news article · 5 words · AP · 2024-05-01"
    opening = soup_of(before, LEXICON)
    assert opening.h1.text == "Iran on trade. Trade again."
    assert "ours" not in opening.find(id="byline").text


def test_a_column_of_classes_is_no_label():
    about = {"label": ["true", "true", "Talks"], "opening": ["One", "Two", "Three"], "title": ""}
    articles = pd.DataFrame({"article": [*"abc"], "text": "Trade."} | about)
    heads = soup_of(articles, LEXICON).find(id="texts")("h3")
    assert [head.text for head in heads] == ["a: One", "b: Two", "c: Talks"]


def test_of_several_articles_their_number_span_and_sources_are_said(toy):
    about = {"title": ["A", "B"], "date": ["2021-01-02", None], "source": ["AP", ""]}
    articles = pd.DataFrame({"article": ["a", "b"], "text": ["Trade.", "Trade, Iran."]} | about)
    soup = soup_of(articles, LEXICON)
    assert soup.title.text == "Themes of 2 articles"
    byline = "2 news articles · 3 words · 1 source · 2021-01-02 · source stated by 1 of 2, date by 1 of 2"
    assert soup.find(id="byline").text == byline
    assert not soup.find(id="held")
    # one article needs no list of articles, rates and columns
    assert not toy[1].find(id="titles")
    assert len(str(soup.find_all("script"))) - len(str(toy[1].find_all("script"))) > 8000
    assert [head.text for head in soup.find(id="texts")("h3")] == ["a: A", "b: B"]


def many(letters, number=60):
    """Articles of two years, in which trade is rare at first and frequent later, with a word of so many
    letters in each.
    """
    rows = range(number)
    last = "x" * letters
    return pd.DataFrame(
        {
            "article": [f"a{row:03}" for row in rows],
            "text": ["Iran. " + "Trade. " * (row // 20) + "x " * (row % 7) + last for row in rows],
            "date": [f"{2020 + row // 30}-0{1 + row % 3}-{10 + row % 19}" for row in rows],
            "source": [["AP", "dpa", "", "AP"][row % 4] for row in rows],
        }
    )


def test_of_too_many_articles_a_sample_is_held_and_all_are_counted_and_their_rates_drawn():
    articles = many(letters=60_000)
    sample = random_sample(articles)
    number = len(sample)
    assert 10 < number < 20
    soup = soup_of(articles, LEXICON)
    assert soup.h1.text == "Themes of 60 articles"
    assert soup.find(id="held").text == (
        "The bars and the tables count all 60 articles. To read, search and edit, this page holds "
        f"a random sample of {number}. After an edit, the bars count the sample."
    )
    assert soup.find(id="counts-of").text == "In all 60 articles"
    assert [row.b.text for row in soup(class_="theme")] == ["60", "60", "0"]
    data = json.loads(soup.find(id="article-data").string)
    assert len(data["articles"]) == number and data["counts"] == [60, 60, 0]
    assert data["by_period"] == rates(articles, articles["date"].str[:7])
    assert data["by_source"] == rates(articles, articles["source"].replace("", None))
    assert data["sources"] == 2 and len(data["by_period"]) == 3 * 6
    assert data["periods"] == sample["date"].str[:7].tolist()
    by_year = data_of(articles, LEXICON, period="year")
    assert [row[0] for row in by_year["by_period"]] == ["2020", "2021"] * 3
    assert by_year["strips"].startswith("Per 1,000 words by year, 2020 to 2021. ")
    backwards = data_of(articles[::-1], LEXICON)["articles"][::-1]
    ids = [article["article"] for article in data["articles"]]
    assert [article["article"] for article in backwards] == ids
    without = soup_of(many(letters=1_100_000, number=1), LEXICON, text=False)
    assert not without.find(id="held") and without.find(class_="theme").b.text == "1"


def rates(articles, by):
    """Of each theme of LEXICON: of each value its articles, mentions, and these per 1,000 words."""
    wanted = []
    for word in ("trade", "iran", "oil"):
        numbers = articles["text"].str.lower().str.count(word)
        sums = pd.DataFrame({"articles": 1, "mentions": numbers}).groupby(by).sum()
        words = articles["text"].str.split().str.len().groupby(by).sum()
        sums["rate"] = 1000 * sums["mentions"] / words
        wanted += sums.round(3).reset_index().to_numpy().tolist()
    return wanted


@pytest.mark.parametrize(("dates", "period"), [
    ([f"2020-01-{day:02}" for day in range(1, 29, 3)], ["week"]),  # a month would be one point
    ([f"{year}-01-01" for year in range(1900, 1990)], ["year"]),
    ([f"2020-{1 + day % 12:02}-{1 + day % 28:02}" for day in range(168)], ["month"]),
    ([f"2023-0{month}-15" for month in range(1, 7)] * 2, ["quarter"]),  # and not their year
    (["2020-01-01", "2020-01-02"], []),
    (["", ""], []),
])  # fmt: skip
def test_rates_are_by_the_shortest_period_that_has_enough_articles(dates, period):
    articles = pd.DataFrame({"article": range(len(dates)), "date": dates, "text": "Trade."})
    assert re.findall(r"by (\w+),", data_of(articles, LEXICON)["strips"]) == period


def test_a_gap_between_periods_has_a_place():
    dates = ["2020-01-05"] * 8 + ["2020-02-05"] * 2 + ["2020-04-05"] * 7
    articles = pd.DataFrame({"article": range(17), "date": dates, "text": "Trade."})
    data = data_of(articles, LEXICON, period="month")
    assert data["every_period"] == ["2020-01", "2020-02", "2020-03", "2020-04"]


def test_of_many_sources_those_with_most_articles_are_drawn():
    sources = [f"s{row // 2}" for row in range(80)] + ["s39", None, "s39"]
    articles = pd.DataFrame({"article": range(83), "text": "Trade.", "source": sources})
    data = data_of(articles, LEXICON)
    assert len(data["by_source"]) == 3 * 30 and data["sources"] == 40
    assert data["by_source"][0] == ["s39", 4, 4, 1000] and data["by_period"] == []


def test_the_script_has_what_python_found_and_counts_where_a_term_stands_twice():
    lexicon = {"China": ["China", "US", {"not": "China Sea*"}], "Sea": ["South China Sea"]}
    articles = pd.DataFrame({"article": ["a", "b"], "text": ["China: the South China Sea.", ""]})
    for nested, counts in (("drop", [1, 1]), ("count", [2, 1])):
        data = data_of(articles, lexicon | {"China": ["China"]}, nested=nested)
        places = [[0, 0, 0, 5], [1, 0, 11, 26], [0, 0, 17, 22]]
        assert [article["found"] for article in data["articles"]] == [places, []]
        assert (data["counts"], data["nested"], data["total"]) == (counts, nested, 2)
    terms = data_of(articles, lexicon)["lexicon"][0]["terms"]
    others = [{"term": "US", "exact": True}, {"term": "China Sea*", "excluded": True}]
    assert terms == ["China", *others]
    twice = data_of(articles, {"T": ["Xi", {"term": "Xi", "case": "exact"}]})
    assert [article["found"] for article in twice["articles"]] == [None, None]


def test_themes_without_a_group_stand_under_a_heading_of_their_own(articles):
    lexicon = {"Issues": {"Trade": ["trade"]}, "Iran": ["Iran"]}
    heads = [head.text for head in soup_of(articles, lexicon).find(id="themes")("h2")]
    assert heads == ["Issues", "Without a group"]
    assert not soup_of(articles, {"Iran": ["Iran"]}).find(id="themes").h2


def test_a_page_of_something_is_written_whole_and_its_path_given(articles, toy, tmp_path):
    path = tmp_path / "page.html"
    assert write_page(articles, LEXICON, path=str(path)) == path
    assert path.read_text("utf-8") == toy[0]
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(OSError):
        write_page(articles, LEXICON, path=tmp_path / "none" / "page.html")
    with pytest.raises(ValueError, match="articles: there are none to show"):
        write_page(articles.head(0), LEXICON)


def test_the_policy_allows_pictures_in_the_page_and_styles_and_scripts_that_it_names(articles, toy):
    """A browser reports where it does not name one of the page's own."""
    for page in (toy[0], write_page(articles, LEXICON, text=False)):
        policy = unescape(re.search(r'content="(default-src [^"]*)"', page)[1])
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["default-src"] == "'none'" and rules["img-src"] == "data:"
        named = [*rules["style-src"].split(), *rules["script-src"].split()]
        assert all(re.fullmatch("'sha256-[^']+'", source) for source in named)


@pytest.mark.parametrize("text", [True, False])
def test_hostile_articles_names_and_terms_are_only_shown(text):
    articles = pd.DataFrame({"article": [NASTY], "title": [NASTY], "text": [f"{NASTY} and trade."]})
    coded = codes((NASTY, 1, 1)).assign(
        article=NASTY, theme=" ".join(NASTY.split()), group=" ".join(NASTY.split())
    )
    page = write_page(articles, read_lexicon({NASTY: {NASTY: ["trade"]}}), coded, text=text)
    soup = BeautifulSoup(page, "html.parser")
    kinds = [tag.get("type") for tag in soup("script")]
    with_explorer = ["application/json"] * 4 + ["text/plain"] * 2
    assert kinds == with_explorer * text + [None] and len(soup("style")) == 1
    assert not [tag for tag in soup(True) if any(name.startswith("on") for name in tag.attrs)]
    assert not soup("img") and [link["href"] for link in soup.main("a")] == ["#solid"]
    for tag in soup(style=True):
        assert not re.search(r"url|[(){}]", tag["style"])
    assert soup.title.text.startswith("</script><script>alert(1)</script> <img")
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page)
    read = " ".join(soup.main.text.split())
    assert read.count(" ".join(NASTY.replace("\u202e", "[U+202E]").split())) >= 6


def test_without_text_the_page_holds_no_long_stretch_of_the_article(articles, monkeypatch):
    text = " ".join(f"Of {number} talks on trade nothing is said." for number in range(60))
    stretches = {text[start : start + 200] for start in range(0, len(text) - 200, 20)}
    soups = [soup_of(articles.assign(text=text), LEXICON, text=whole) for whole in (True, False)]
    monkeypatch.setenv("NEWSTHEMES_NO_TEXT", "1")  # as where a run of the notebooks has no text
    soups.append(soup_of(articles.assign(text=text), LEXICON))
    for whole, soup in zip((True, False, False), soups, strict=True):
        read = " ".join(re.sub(r"\[\d+\]", "", soup.get_text()).split())
        read += str(soup.find(id="article-data"))
        shown = {stretch for stretch in stretches if stretch in read}
        assert bool(shown) is whole and bool(soup.find(id="no-text")) is not whole
