"""Charts of themes by their labels, lengths and positions; never by pixels."""

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from themes import (
    cooccurrence,
    counts,
    dispersion,
    find_mentions,
    mark_coded,
    plot_cooccurrence,
    plot_counts,
    plot_dispersion,
    plot_paragraphs,
    read_lexicon,
)
from themes.show.chart import PALETTE
from themes.tables.counts import labelled

TEXT = "Iran and trade. Trade!\n\nTrade, war, Iran."
ARTICLES = pd.DataFrame({"article": ["a"], "title": ["T"], "text": [TEXT]})
LEXICON = read_lexicon({"Issues": {"Iran": ["Iran"], "Trade": ["trade"]}, "Other": {"War": ["war"], "Peace": ["peace"]}})
MENTIONS = find_mentions(ARTICLES, LEXICON)
PARAGRAPH = ["theme", "paragraph"]


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


def labels(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def test_plot_counts():
    chart = plot_counts(counts(MENTIONS, ARTICLES), ARTICLES)
    ax = chart.ax
    assert labels(ax) == ["Trade", "Iran", "War", "Peace"]
    assert [bar.get_width() for bar in ax.patches] == [3, 2, 1, 0]
    assert [text.get_text() for text in ax.texts] == ["3", "2", "1", "0", "Issues", "Other"]
    assert chart.finding == "Issues: Trade is mentioned most, 3 times"
    assert chart.alt == "Bar chart of mentions by theme. Issues: Trade 3, Iran 2. Other: War 1, Peace 0."
    assert chart.caption == "“T”. n = 6 mentions in 7 words."
    colours = [matplotlib.colors.to_hex(bar.get_facecolor()) for bar in ax.patches]
    assert colours == [PALETTE[0], PALETTE[0], PALETTE[1], PALETTE[1]]


def test_plot_dispersion():
    chart = plot_dispersion(dispersion(MENTIONS, ARTICLES), ARTICLES)
    ax = chart.ax
    assert labels(ax) == ["Iran", "Trade", "War", "Peace"]
    rows = dict(zip(ax.get_yticks(), labels(ax), strict=True))
    marks = [(rows[y], round(x * 41)) for x, y in ax.collections[0].get_offsets()]
    assert sorted(marks) == [("Iran", 0), ("Iran", 36), ("Trade", 9), ("Trade", 16), ("Trade", 24), ("War", 31)]
    assert chart.finding == "Mentions of “Issues” stand between 0% and 88% of the text"
    assert chart.alt.endswith("Issues: 5 marks from 0% to 88%; Other: 1 mark from 76% to 76%.")
    assert chart.caption == "“T”. n = 6 mentions in 7 words."


def test_plot_paragraphs():
    chart = plot_paragraphs(counts(MENTIONS, ARTICLES, by=PARAGRAPH), ARTICLES)
    ax = chart.ax
    rows = dict(zip(ax.get_yticks(), labels(ax), strict=True))
    cells = {(rows[text.xy[1]], text.xy[0]): text.get_text() for text in ax.texts if text.get_text().isdigit()}
    assert cells == {("Iran", 1): "1", ("Iran", 2): "1", ("Trade", 1): "2", ("Trade", 2): "1", ("War", 2): "1"}
    assert chart.alt.startswith("Grid of mentions, theme by paragraph, the darker the more. Issues: Trade (paragraph 1) 2, ")


def test_plot_cooccurrence():
    chart = plot_cooccurrence(cooccurrence(MENTIONS), ARTICLES)
    ax = chart.ax
    assert labels(ax) == ["Trade", "War"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["Iran", "Trade"]
    assert {text.xy: text.get_text() for text in ax.texts} == {(0, 1): "2", (0, 2): "1", (1, 2): "1"}
    assert "Peace" in ax.get_xlabel()
    assert chart.finding == "Most often in one sentence: Iran with Trade, in 2 sentences"
    assert chart.alt.endswith("the darker the more: Iran with Trade 2, Iran with War 1 and Trade with War 1.")
    assert chart.caption == "“T”. n = 3 sentences in 7 words."


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("peace", "None of the 3 themes is mentioned"),
        ("trade", "Issues: only Trade is mentioned, once"),
        ("trade trade Iran China", "Issues: Trade is mentioned most, twice"),
        ("trade Iran", "Issues: only Trade and Iran are mentioned, once each"),
    ],
)
def test_the_finding_of_counts(text, finding):
    articles = pd.DataFrame({"article": ["a"], "title": ["T"], "text": [text]})
    lexicon = read_lexicon({"Issues": {"Trade": ["trade"], "Iran": ["Iran"]}, "Actors": {"China": ["China"]}})
    assert plot_counts(counts(find_mentions(articles, lexicon), articles), articles).finding == finding


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("war", "No paragraph has a mention of “Issues”"),
        ("war\n\ntrade", "The one mention of “Issues” stands in paragraph 2"),
        ("trade trade\n\nIran", "Paragraph 1 has 2 of the 3 mentions of “Issues”"),
        ("trade\n\nIran", "Paragraphs 1 and 2 have 1 each of the 2 mentions of “Issues”"),
    ],
)
def test_the_finding_of_paragraphs(text, finding):
    articles = pd.DataFrame({"article": ["a"], "title": ["T"], "text": [text]})
    table = counts(find_mentions(articles, LEXICON), articles, by=PARAGRAPH)
    assert plot_paragraphs(table, articles).finding == finding


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("nothing", "None of the themes is mentioned"),
        ("a war", "The one mention of “Other” stands at 40% of its text"),
        ("trade Iran", "Mentions of “Issues” stand between 0% and 60% of the text"),
    ],
)
def test_the_finding_of_a_dispersion(text, finding):
    articles = pd.DataFrame({"article": ["a"], "title": ["T"], "text": [text]})
    assert plot_dispersion(dispersion(find_mentions(articles, LEXICON), articles), articles).finding == finding


def charts(articles, lexicon):
    """All charts of themes, of one article."""
    mentions = find_mentions(articles, lexicon)
    return [
        plot_counts(counts(mentions, articles), articles),
        plot_dispersion(dispersion(mentions, articles), articles),
        plot_paragraphs(counts(mentions, articles, by=PARAGRAPH), articles),
        plot_cooccurrence(cooccurrence(mentions), articles),
    ]


@pytest.mark.parametrize("text", ["", "nothing of it", "trade", TEXT])
def test_the_title_is_the_finding_and_charts_of_nothing_have_one(text):
    for chart in charts(pd.DataFrame({"article": ["a"], "title": ["T"], "text": [text]}), LEXICON):
        assert chart.ax.get_title(loc="left") == chart.finding
        assert chart.finding and chart.alt and "nan" not in chart.finding + chart.alt + chart.caption


def test_themes_that_nobody_coded_are_marked():
    codes = pd.DataFrame({"group": ["Issues"], "theme": ["Iran"], "code": [1]})
    chart = plot_counts(mark_coded(counts(MENTIONS, ARTICLES), codes), ARTICLES)
    assert labels(chart.ax) == ["Trade (not coded)", "Iran", "War (not coded)", "Peace (not coded)"]
    assert "Issues: Trade (not coded) 3, Iran 2." in chart.alt
    assert labelled(counts(MENTIONS, ARTICLES).head(0))["label"].dtype == "str"  # so that a mark can be added to none


def test_many_themes_have_a_short_alternative_text():
    lexicon = read_lexicon({f"Group {g}": {f"{g} theme number {n}": [f"w{g}{n}"] for n in range(30)} for g in range(4)})
    articles = ARTICLES.assign(text=" ".join(f"w{g}{n}" for g in range(4) for n in range(30)))
    for chart in charts(articles, lexicon):
        assert len(chart.alt) <= 300 and chart.alt.endswith(".")


def test_plots_draw_where_they_are_told_and_show_nothing():
    ax = plt.figure().add_subplot()
    assert plot_counts(counts(MENTIONS, ARTICLES), ARTICLES, ax=ax).ax is ax


@pytest.mark.parametrize("themes", [{"Trade": ["trade"]}, {"Issues": {"Trade": ["trade"]}}])
def test_a_single_theme_leaves_room_for_its_picture(themes):
    for chart in charts(ARTICLES, read_lexicon(themes)):
        chart.png()  # matplotlib warns where there is no room
