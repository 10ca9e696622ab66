"""Charts of themes by their labels, lengths and positions; never by pixels."""

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.text import Text
from newsthemes import (
    cooccurrence,
    counts,
    dispersion,
    find_mentions,
    lead,
    mark_coded,
    plot_cooccurrence,
    plot_counts,
    plot_dispersion,
    plot_paragraphs,
    read_lexicon,
)
from newsthemes.show.chart import NoChart
from newsthemes.show.colours import PALETTE
from newsthemes.tables.counts import labelled

TEXT = "Iran and trade. Trade!\n\nTrade, war, Iran."
ARTICLES = pd.DataFrame({"article": ["a"], "title": ["T"], "text": [TEXT]})
LEXICON = read_lexicon(
    {
        "Issues": {"Iran": ["Iran"], "Trade": ["trade"]},
        "Other": {"War": ["war"], "Peace": ["peace"]},
    }
)
MENTIONS = find_mentions(ARTICLES, LEXICON)
PARAGRAPH = ["theme", "paragraph"]


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


def labels(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def articles_of(text):
    return pd.DataFrame({"article": ["a"], "title": ["T"], "text": [text]})


def test_plot_counts():
    chart = plot_counts(counts(MENTIONS, ARTICLES), ARTICLES)
    ax = chart.ax
    assert labels(ax) == ["Trade", "Iran", "War", "Peace"]
    assert [bar.get_width() for bar in ax.patches] == [3, 2, 1, 0]
    assert [text.get_text() for text in ax.texts] == ["3", "2", "1", "0", "Issues", "Other"]
    assert (chart.finding, chart.detail) == ("Issues: Trade has the most mentions, 3", "")
    assert (
        chart.alt
        == "Bar chart of mentions by theme. Issues: Trade 3, Iran 2. Other: War 1, Peace 0."
    )
    assert chart.caption == "“T”. n = 6 mentions in 7 words."
    colours = [matplotlib.colors.to_hex(bar.get_facecolor()) for bar in ax.patches]
    assert colours == [PALETTE[0], PALETTE[0], PALETTE[1], PALETTE[1]]


def test_who_leads_is_the_title_of_the_counts():
    found = lead(MENTIONS, ARTICLES, LEXICON)
    chart = plot_counts(counts(MENTIONS, ARTICLES), ARTICLES, lead=found)
    assert chart.finding == found.headline == "Issues: Trade leads with 3 mentions in 3 sentences"
    assert chart.detail == found.detail and "Other: only War is mentioned, once." in chart.caption


def test_plot_dispersion():
    chart = plot_dispersion(dispersion(MENTIONS, ARTICLES), ARTICLES)
    ax = chart.ax
    assert labels(ax) == ["Iran", "Trade", "War", "Peace"]
    rows = dict(zip(ax.get_yticks(), labels(ax), strict=True))
    marks = [(rows[y], round(x * 41)) for x, y in ax.collections[0].get_offsets()]
    assert sorted(marks) == [
        ("Iran", 0),
        ("Iran", 36),
        ("Trade", 9),
        ("Trade", 16),
        ("Trade", 24),
        ("War", 31),
    ]
    assert chart.finding == "Issues: mentions run from the start to 88 % of the text"
    assert chart.alt.endswith("Issues: 5 marks from 0 % to 88 %; Other: 1 mark at 76 %.")
    assert chart.caption == "“T”. n = 6 mentions in 7 words."


def test_plot_paragraphs():
    chart = plot_paragraphs(counts(MENTIONS, ARTICLES, by=PARAGRAPH), ARTICLES)
    ax = chart.ax
    rows = dict(zip(ax.get_yticks(), labels(ax), strict=True))
    cells = {
        (rows[text.xy[1]], text.xy[0] + 1): text.get_text()
        for text in ax.texts
        if text.get_text().isdigit()
    }
    assert cells == {
        ("Iran", 1): "1",
        ("Iran", 2): "1",
        ("Trade", 1): "2",
        ("Trade", 2): "1",
        ("War", 2): "1",
    }
    assert [label.get_text() for label in ax.get_xticklabels()] == ["1", "2"]
    assert chart.alt.startswith(
        "Grid of mentions, theme by paragraph. Issues: Trade (paragraph 1) 2, "
    )


def test_many_paragraphs_share_columns():
    articles = articles_of("\n\n".join(["trade"] * 100))
    ax = plot_paragraphs(
        counts(find_mentions(articles, LEXICON), articles, by=PARAGRAPH), articles
    ).ax
    assert (
        sorted(int(text.get_text()) for text in ax.texts if text.get_text().isdigit())
        == [2] + [7] * 14
    )
    assert ax.get_xlabel() == "paragraphs, 7 a column, named by the first"
    assert [label.get_text() for label in ax.get_xticklabels()][:3] == ["1", "15", "29"]


def test_plot_cooccurrence():
    chart = plot_cooccurrence(cooccurrence(MENTIONS), ARTICLES)
    ax = chart.ax
    assert labels(ax) == ["Trade", "War"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["Iran", "Trade"]
    assert {text.xy: text.get_text() for text in ax.texts} == {
        (0, 1): "2",
        (0, 2): "1",
        (1, 2): "1",
    }
    assert chart.finding == "Iran and Trade appear together in 2 of 3 sentences"
    assert chart.alt.endswith(
        "hold two themes: Iran with Trade 2; Iran with War 1; Trade with War 1."
    )
    assert (
        chart.caption
        == "“T”. n = 3 sentences in 7 words. In no sentence with another theme: Peace."
    )


def test_names_below_stay_apart_where_they_begin_alike():
    names = [f"The theme of this long and windy name, number {n} of 3" for n in (1, 2, 3)]
    articles = articles_of("a b c.")
    lexicon = read_lexicon(dict(zip(names, [["a"], ["b"], ["c"]], strict=True)))
    ax = plot_cooccurrence(cooccurrence(find_mentions(articles, lexicon)), articles).ax
    below = [label.get_text() for label in ax.get_xticklabels()]
    assert (
        below == [f"The theme of …windy name, number {n} of 3" for n in (1, 2)]
        and max(map(len, below)) <= 40
    )


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("peace", "Issues: none of the 2 themes is mentioned"),
        ("trade", "Issues: only Trade is mentioned, once"),
        ("trade trade Iran China", "Issues: Trade has the most mentions, 2"),
        ("trade Iran", "Issues: Trade and Iran have the most mentions, 1 each"),
    ],
)
def test_the_finding_of_counts(text, finding):
    lexicon = read_lexicon(
        {"Issues": {"Trade": ["trade"], "Iran": ["Iran"]}, "Actors": {"China": ["China"]}}
    )
    articles = articles_of(text)
    assert (
        plot_counts(counts(find_mentions(articles, lexicon), articles), articles).finding == finding
    )


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("nothing", "None of the themes is mentioned"),
        ("war", "Other: the only mention stands in paragraph 1"),
        ("war\n\ntrade", "Issues: the only mention stands in paragraph 2"),
        ("war\n\ntrade trade", "Issues: both mentions stand in paragraph 2"),
        ("trade trade\n\nIran", "Issues: paragraph 1 leads with 2 of 3 mentions"),
        ("trade\n\nIran", "Issues: paragraphs 1 and 2 lead with 1 of 2 mentions each"),
        ("\n\n".join(["trade"] * 5), "Issues: no paragraph leads; five hold 1 of 5 mentions each"),
    ],
)
def test_the_finding_of_paragraphs(text, finding):
    articles = articles_of(text)
    table = counts(find_mentions(articles, LEXICON), articles, by=PARAGRAPH)
    assert plot_paragraphs(table, articles).finding == finding


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("nothing", "None of the themes is mentioned"),
        ("a war", "Other: the only mention of War stands at 40 % of the text"),
        ("trade Iran", "Issues: mentions run from the start to 60 % of the text"),
    ],
)
def test_the_finding_of_a_dispersion(text, finding):
    articles = articles_of(text)
    assert (
        plot_dispersion(dispersion(find_mentions(articles, LEXICON), articles), articles).finding
        == finding
    )


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
def test_the_title_is_the_finding_and_what_shows_nothing_is_a_sentence(text):
    for chart in charts(articles_of(text), LEXICON):
        assert (
            isinstance(chart, NoChart)
            or chart.ax.get_title(loc="left").replace("\xa0", " ") == chart.finding
            and chart.alt
        )
        assert chart.finding and "nan" not in chart.finding + chart.alt + chart.caption
        assert isinstance(chart, NoChart) or "trade" in text
    assert not plt.get_fignums() or "trade" in text


def test_places_in_several_articles_are_not_drawn_together():
    articles = pd.DataFrame({"article": ["a", "b"], "title": ["T", "T"], "text": [TEXT, TEXT]})
    mentions = find_mentions(articles, LEXICON)
    for chart in (
        plot_dispersion(dispersion(mentions, articles), articles),
        plot_paragraphs(counts(mentions, articles, by=PARAGRAPH), articles),
    ):
        assert chart.finding == "Places are shown in one article at a time, not in 2"


def test_themes_that_nobody_coded_are_marked():
    codes = pd.DataFrame({"group": ["Issues"], "theme": ["Iran"], "code": [1]})
    chart = plot_counts(mark_coded(counts(MENTIONS, ARTICLES), codes), ARTICLES)
    assert labels(chart.ax) == ["Trade (unchecked)", "Iran", "War (unchecked)", "Peace (unchecked)"]
    assert "Issues: Trade (unchecked) 3, Iran 2." in chart.alt
    assert chart.caption.endswith(
        "in 7 words. “Unchecked” themes have not been verified by a reader."
    )
    none = plot_counts(mark_coded(counts(MENTIONS, ARTICLES), codes.assign(theme="?")), ARTICLES)
    assert labels(none.ax)[0] == "Trade" and none.caption.endswith(
        "No reader has checked these counts."
    )
    assert (
        labelled(counts(MENTIONS, ARTICLES).head(0))["label"].dtype == "str"
    )  # so that a mark can be added to none


def test_of_many_themes_the_largest_are_drawn_and_the_others_told():
    lexicon = read_lexicon(
        {f"Theme {n:02} with a name of some forty-five letters": [f"w{n}"] for n in range(60)}
    )
    articles = articles_of(". ".join(f"The w{n} and w{n + 1}" for n in range(47)) + " w5.")
    counted, places, grid, meet = charts(articles, lexicon)
    for chart in (counted, places, grid):
        assert len(labels(chart.ax)) == 20 and chart.caption.endswith(
            " Not shown: 40 more themes, 12 of them without a mention."
        )
        assert chart.caption.startswith("“T”. n = 95 mentions")
    assert labels(counted.ax)[0] == "Theme 05 with a name of\nsome forty-five letters" and not [
        t for t in labels(counted.ax) if "…" in t
    ]
    assert (
        len(labels(meet.ax)) == 19
        and "Not shown: 28 more themes, which meet fewer." in meet.caption
    )


def test_many_themes_have_a_short_alternative_text():
    lexicon = read_lexicon(
        {f"Group {g}": {f"{g} theme number {n}": [f"w{g}{n}"] for n in range(30)} for g in range(4)}
    )
    articles = ARTICLES.assign(text=" ".join(f"w{g}{n}" for g in range(4) for n in range(30)))
    for chart in charts(articles, lexicon):
        assert len(chart.alt) <= 300 and chart.alt.endswith(".")


def test_no_text_is_smaller_than_seven_points_as_saved():
    for chart in charts(ARTICLES, LEXICON):
        chart.png("Title")
        assert (
            min(text.get_fontsize() for text in chart.ax.figure.findobj(Text) if text.get_text())
            >= 7
        )


def test_plots_draw_where_they_are_told_and_show_nothing():
    ax = plt.figure().add_subplot()
    assert plot_counts(counts(MENTIONS, ARTICLES), ARTICLES, ax=ax).ax is ax


@pytest.mark.parametrize("themes", [{"Trade": ["trade"]}, {"Issues": {"Trade": ["trade"]}}])
def test_a_single_theme_leaves_room_for_its_picture(themes):
    for chart in charts(ARTICLES, read_lexicon(themes)):
        assert isinstance(chart, NoChart) or chart.png()  # matplotlib warns where there is no room
