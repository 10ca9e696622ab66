"""Plots by their labels, lengths and positions; never by pixels."""

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from themes import (
    alt_text,
    cooccurrence,
    counts,
    dispersion,
    expressions,
    find_mentions,
    plot_cooccurrence,
    plot_counts,
    plot_dispersion,
    plot_paragraphs,
    plot_shape,
    plot_words,
    read_lexicon,
    save_figure,
    shape,
)
from themes.show.plots import PALETTE, group_colours

ARTICLES = pd.DataFrame({"article": ["a"], "text": ["Iran and trade. Trade!\n\nTrade, war, Iran."]})
LEXICON = read_lexicon({"Issues": {"Iran": ["Iran"], "Trade": ["trade"]}, "Other": {"War": ["war"], "Peace": ["peace"]}})
MENTIONS = find_mentions(ARTICLES, LEXICON)


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


def labels(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def test_plot_counts():
    ax = plot_counts(counts(MENTIONS, ARTICLES))
    assert labels(ax) == ["Trade", "Iran", "War", "Peace"]
    assert [bar.get_width() for bar in ax.patches] == [3, 2, 1, 0]
    assert [text.get_text() for text in ax.texts] == ["3", "2", "1", "0", "Issues", "Other"]
    assert ax.get_title(loc="left") == "Issues: Trade is mentioned most, 3 times"
    colours = [matplotlib.colors.to_hex(bar.get_facecolor()) for bar in ax.patches]
    assert colours == [PALETTE[0], PALETTE[0], PALETTE[1], PALETTE[1]]


def test_plot_dispersion():
    ax = plot_dispersion(dispersion(MENTIONS, ARTICLES))
    assert labels(ax) == ["Iran", "Trade", "War", "Peace"]
    rows = dict(zip(ax.get_yticks(), labels(ax), strict=True))
    marks = [(rows[y], round(x * 41)) for x, y in ax.collections[0].get_offsets()]
    assert sorted(marks) == [("Iran", 0), ("Iran", 36), ("Trade", 9), ("Trade", 16), ("Trade", 24), ("War", 31)]


def test_plot_paragraphs():
    ax = plot_paragraphs(counts(MENTIONS, ARTICLES, by=["theme", "paragraph"]))
    rows = dict(zip(ax.get_yticks(), labels(ax), strict=True))
    cells = {(rows[text.xy[1]], text.xy[0]): text.get_text() for text in ax.texts if text.get_text().isdigit()}
    assert cells == {("Iran", 1): "1", ("Iran", 2): "1", ("Trade", 1): "2", ("Trade", 2): "1", ("War", 2): "1"}


def test_plot_cooccurrence():
    ax = plot_cooccurrence(cooccurrence(MENTIONS))
    assert labels(ax) == ["Trade", "War"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["Iran", "Trade"]
    assert {text.xy: text.get_text() for text in ax.texts} == {(0, 1): "2", (0, 2): "1", (1, 2): "1"}
    assert "Peace" in ax.get_xlabel()


def test_plot_shape_and_words():
    assert [bar.get_height() for bar in plot_shape(shape(ARTICLES)).patches[-3:]] == [3, 1, 3]
    assert labels(plot_words(expressions(ARTICLES))) == ["Trade", "Iran", "war"]


@pytest.mark.parametrize("text", ["", "nothing of it", "trade"])
def test_plots_of_nothing_still_say_so(text):
    articles = pd.DataFrame({"article": ["a"], "text": [text]})
    mentions = find_mentions(articles, LEXICON)
    for plot, table in [
        (plot_counts, counts(mentions, articles)),
        (plot_dispersion, dispersion(mentions, articles)),
        (plot_paragraphs, counts(mentions, articles, by=["theme", "paragraph"])),
        (plot_cooccurrence, cooccurrence(mentions)),
        (plot_shape, shape(articles)),
        (plot_words, expressions(articles)),
    ]:
        title = plot(table).get_title(loc="left")
        assert title and "nan" not in title


def test_plots_draw_where_they_are_told_and_show_nothing():
    ax = plt.figure().add_subplot()
    assert plot_counts(counts(MENTIONS, ARTICLES), ax=ax) is ax


def test_colours_belong_to_the_group_and_end_in_grey():
    colours = group_colours(list("abcdefghij"))
    assert len(set(colours.values())) == 8 and colours["h"] == colours["j"] == "#7f7f7f"


def test_save_figure_holds_its_alternative_text(tmp_path):
    from PIL import Image

    table = counts(MENTIONS, ARTICLES)
    alt = alt_text("Bar chart", table)
    assert alt == "Bar chart. Issues: Trade 3, Iran 2. Other: War 1, Peace 0."
    figure = save_figure(plot_counts(table), "1-toy", "A caption.", alt, folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["1-toy.png"]
    with Image.open(tmp_path / "1-toy.png") as picture:
        assert picture.text["Description"] == alt
    bundle = figure._repr_mimebundle_()
    assert f'alt="{alt}"' in bundle["text/html"] and bundle["text/plain"] == alt
    assert not plt.get_fignums()


@pytest.mark.parametrize("themes", [{"Trade": ["trade"]}, {"Issues": {"Trade": ["trade"]}}])
def test_a_single_theme_leaves_room_for_its_picture(themes, tmp_path):
    mentions = find_mentions(ARTICLES, read_lexicon(themes))
    grid = counts(mentions, ARTICLES, by=["theme", "paragraph"])
    for ax in (
        plot_counts(counts(mentions, ARTICLES)),
        plot_dispersion(dispersion(mentions, ARTICLES)),
        plot_paragraphs(grid),
        plot_cooccurrence(cooccurrence(mentions)),
    ):
        save_figure(ax, "1-toy", "A caption.", "alt", folder=tmp_path)  # matplotlib warns where there is no room
