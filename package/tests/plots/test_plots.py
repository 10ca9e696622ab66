"""Every chart: its labels, lengths, colors and numbers, whatever the names, and nothing cut."""

import warnings
from itertools import combinations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

import newsthemes as nt
from newsthemes import (
    find_mentions,
    group_colors,
    plot_bars,
    plot_counts,
    plot_dispersion,
    plot_dots,
    read_lexicon,
    save,
    set_up,
)

NAMES = [
    "Costs of $5 and $6",
    "a_b^c {x} \\frac",
    "“quoted” 'so' \"and so\"",
    "two\nlines",
    "Military cooperation, exercises and the militarization of all",
    "王毅访问华盛顿与布林肯会谈",
    "الشرق الأوسط",
    "_underscore",
]
ISSUES = {"Trade": ["trade"], "War": ["war"]}
LEXICON = read_lexicon({"Issues": ISSUES, "Countries": {"Iran": ["Iran"], "Peru": ["Peru"]}})
ARTICLE = pd.DataFrame({"article": ["a"], "text": ["Iran and trade. Trade!\n\nTrade, Iran."]})
BLUE = group_colors(LEXICON)["Issues"]


pytestmark = pytest.mark.filterwarnings("ignore")  # of letters that no font has


def counts(groups, themes, mentions):
    return pd.DataFrame({"group": groups, "theme": themes, "mentions": mentions})


def labels(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def texts(ax):
    return [text.get_text() for text in ax.texts]


def hexes(patches):
    return [to_hex(patch.get_facecolor()) for patch in patches]


def boxes(ax):
    """Where labels, numbers and titles stand in the picture that was saved."""
    ax.figure.draw_without_rendering()
    low, high = ax.get_xlim()
    below = zip(ax.get_xticks(), ax.get_xticklabels(), strict=False)
    every = [label for x, label in below if low <= x <= high]
    every += [*ax.get_yticklabels(), *ax.texts, ax._left_title, ax.xaxis.label]
    return ax.figure.bbox, [text.get_window_extent() for text in every if text.get_text()]


def test_themes_are_sorted_within_their_group():
    table = counts(["A", "A", "B"], ["Trade", "War", "Iran"], [1, 1200, 3])
    ax = plot_counts(table, {"A": "#990000"})
    assert labels(ax) == ["A", "B", "War", "Trade", "Iran"]
    assert texts(ax) == ["1,200", "1", "3"]
    assert [bar.get_width() for bar in ax.patches] == [1200, 1, 3]
    *of_a, of_b = hexes(ax.patches)
    assert of_a == ["#990000", "#990000"] and of_b != "#990000"
    assert ax.get_xlabel() == "mentions" and not ax.get_title("left")
    places = ax.get_yticks()
    assert places[0] < places[2] < places[3] < places[1] < places[4]


def test_of_many_themes_the_most_mentioned_are_shown_and_counted():
    table = counts("A", [f"T{number}" for number in range(43)], range(43))
    ax = plot_counts(table)
    assert labels(ax)[1:] == [f"T{number}" for number in range(42, 22, -1)]
    assert ax.get_xlabel() == "mentions; 20 of 43 themes"


def test_a_theme_of_several_rows_is_added_up_and_nan_is_no_group():
    table = counts(np.nan, ["Trade", "War", "Trade"], [1, 2, 4]).assign(article=["a", "a", "b"])
    ax = plot_counts(table)
    assert labels(ax) == ["Trade", "War"] and texts(ax) == ["5", "2"]


@pytest.mark.parametrize("value", ["per_1000", "sentences", "articles", "share_of_articles"])
def test_what_cannot_be_added_up_is_refused(value):
    two = pd.DataFrame({"text": ["Trade.", "Trade."], "source": ["AP", "BBC"]})
    lexicon = read_lexicon({"Trade": ["trade"]})
    table = nt.counts(find_mentions(two, lexicon), two, lexicon, by=["theme", "source"])
    with pytest.raises(ValueError, match=f"{value}' cannot be added up; give one row a theme"):
        plot_counts(table, value=value)
    once = table.query("source == 'AP'")
    assert texts(plot_counts(once, value=value)) in (["1"], ["1,000"])
    assert texts(plot_counts(once.assign(**{value: np.nan}), value=value)) == [""]


def test_bars_of_mentions_have_a_column_for_sentences_too():
    table = counts("A", ["Trade", "War"], [5, 1200]).assign(sentences=[4, 2])
    ax = plot_counts(table)
    assert texts(ax) == ["mentions", "1,200", "5", "sentences", "2", "4"]
    head, *numbers = [text.xy[1] for text in ax.texts][:3]
    assert numbers == ax.get_yticks()[1:].tolist() and head < ax.get_yticks()[0]
    assert ax.get_xlabel() == "bars: mentions"
    unknown = table.assign(sentences=pd.array([None, None], "Int64"))
    assert texts(plot_counts(unknown)) == ["1,200", "5"]


def test_a_chart_of_eight_centimetres_has_both_numbers_at_the_bars():
    table = counts("A", ["Trade", "War"], [5, 1200]).assign(sentences=[4, 2])
    figure, ax = plt.subplots(figsize=(3.15, 2), layout="constrained")
    assert texts(plot_counts(table, ax=ax)) == ["1,200 (2)", "5 (4)"]
    assert ax.get_xlabel() == "mentions, in brackets: sentences"
    with warnings.catch_warnings(action="error"):
        figure.draw_without_rendering()


def test_another_column_of_the_counts_is_drawn():
    table = counts("A", ["Trade", "War"], [5, 9]).assign(sentences=[4, 2])
    assert plot_counts(table.assign(a_share=1), value="a_share").get_xlabel() == "a share"
    ax = plot_counts(table, value="sentences")
    assert (labels(ax), texts(ax)) == (["A", "Trade", "War"], ["4", "2"])
    assert ax.get_xlabel() == "sentences"
    with pytest.raises(ValueError, match="no column 'x'"):
        plot_counts(table, value="x")


def test_counts_without_a_mention_and_without_a_theme():
    table = counts("A", ["Trade", "War"], 0)
    assert texts(plot_counts(table)) == ["0", "0"]
    assert texts(plot_counts(table.head(0))) == ["none"]
    with pytest.raises(ValueError, match="no column 'mentions'; give counts"):
        plot_counts(table.drop(columns="mentions"))


def test_bars_keep_their_order_and_take_one_color_or_several():
    values = pd.Series({"Trade": 3, "War": 12})
    assert labels(plot_bars(values)) == ["Trade", "War"]
    assert hexes(plot_bars(values).patches) == [BLUE, BLUE]
    assert hexes(plot_bars(values, "#990000").patches) == ["#990000", "#990000"]
    assert hexes(plot_bars(values, ["#990000", "#009900"]).patches) == ["#990000", "#009900"]


def test_bars_of_pairs_unknown_negative_and_no_values():
    words = plot_bars(pd.Series({("South", "China"): 2, ("peace", "talks"): 1}))
    assert labels(words) == ["South · China", "peace · talks"]
    index = pd.MultiIndex.from_tuples([("A", "Trade"), ("", "War")], names=["group", "theme"])
    assert labels(plot_bars(pd.Series([1, 2], index))) == ["A · Trade", "War"]
    assert texts(plot_bars(pd.Series([0.456, None], ["a", "b"]))) == ["0.46", ""]
    assert plot_bars(pd.Series([-3, 1], ["a", "b"])).get_xlim()[0] < -3
    assert texts(plot_bars(pd.Series(dtype="float64"))) == ["none"]
    with pytest.raises(TypeError, match="plot_bars: this is a table; give a column of it"):
        plot_bars(COUNTED)


def test_places_are_shares_of_the_text():
    mentions = find_mentions(ARTICLE, LEXICON)
    ax = plot_dispersion(mentions, ARTICLE, LEXICON, {"Issues": "#990000"})
    assert labels(ax) == ["Issues", "Countries", "Trade", "Iran"] and texts(ax) == ["3", "2"]
    marks = ax.collections
    length = len(ARTICLE["text"][0])
    assert [x for x, _ in marks[0].get_offsets()] == [9 / length, 16 / length, 24 / length]
    assert to_hex(marks[0].get_edgecolor()[0]) == "#990000"
    assert texts(plot_dispersion(mentions.head(0), ARTICLE, LEXICON)) == ["none"]


def test_places_have_the_order_of_the_counts():
    text = pd.DataFrame({"text": ["Iran. Trade. War and trade, war on trade."]})
    lexicon = read_lexicon({"A": {"War": ["war"], "Trade": ["trade"]}, "B": {"Iran": ["Iran"]}})
    mentions = find_mentions(text, lexicon)
    rows = labels(plot_dispersion(mentions, text, lexicon))
    assert rows == labels(plot_counts(nt.counts(mentions, text, lexicon)))
    assert rows == ["A", "B", "Trade", "War", "Iran"]


def test_places_in_one_article_of_several():
    two = pd.DataFrame({"article": ["a", "b"], "text": ["Trade and war.", "Iran."]})
    mentions = find_mentions(two, LEXICON)
    assert labels(plot_dispersion(mentions, two.iloc[[1]], LEXICON)) == ["Countries", "Iran"]
    with pytest.raises(ValueError, match=r"2 articles; give one, such as articles.iloc\[\[0\]\]"):
        plot_dispersion(mentions, two, LEXICON)
    with pytest.raises(ValueError, match="the lexicon has no theme 'Iran'"):
        plot_dispersion(mentions, two.iloc[[1]], read_lexicon({"Trade": ["trade"]}))


BOUNDS = {"low": "low", "high": "high"}


def test_dots_intervals_and_rows_without_a_value():
    table = counts(["A", "B", np.nan], ["A: Trade", "Iran", "Trade"], 0)
    table = table.assign(precision=[0.9, 0.5, None], low=[0.7, None, None], high=[1, None, None])
    ax = plot_dots(table, "precision", **BOUNDS, colors={"A": "#990000"})
    assert labels(ax) == ["A", "B", "A: Trade", "Iran", "Trade"]
    assert texts(ax) == ["0.90", "0.50", "no value"]
    assert [text.xy[0] for text in ax.texts] == [1, 0.5, 0]  # beside its end
    lines, dots = ax.collections
    assert [segment[:, 0].tolist() for segment in lines.get_segments()] == [[0.7, 1]]
    assert [x for x, _ in dots.get_offsets()][:2] == [0.9, 0.5]
    colors = list(map(to_hex, dots.get_facecolor()))
    assert colors[0] == "#990000" and colors[1] == colors[2] != "#990000"
    assert ax.get_xlabel() == "precision; line: 95% interval"


def test_a_ring_is_joined_to_its_dot_and_both_have_numbers():
    table = pd.DataFrame({"theme": ["Trade", "War", "Iran"], "found": [9, 3, 2]})
    ax = plot_dots(table.assign(coded=[18, 3, None]), "found", ring="coded")
    assert texts(ax) == ["9 (18)", "3 (3)", "2 (no value)"]
    assert [text.xy[0] for text in ax.texts] == [18, 3, 2]
    joined, rings, dots = ax.collections
    segments = [segment[:, 0].tolist() for segment in joined.get_segments()]
    assert segments == [[9, 18], [3, 3]]
    assert [x for x, _ in rings.get_offsets()][:2] == [18, 3]
    assert [x for x, _ in dots.get_offsets()] == [9, 3, 2]
    assert dots.get_zorder() >= rings.get_zorder() > joined.get_zorder()
    assert ax.get_xlabel() == "dot: found; ring, and in brackets: coded"


def test_dots_of_rates_changes_and_nothing():
    rates = pd.DataFrame({"theme": ["Trade"], "per_1000": [3.0], "low": [2], "high": [4]})
    ax = plot_dots(rates, "per_1000")
    assert ax.get_xlabel() == "mentions per 1,000 words" and ax.get_xlim()[0] == 0
    assert plot_dots(rates.assign(change=-1), "change").get_xlim()[0] < -1
    assert texts(plot_dots(rates.assign(per_1000=np.nan), "per_1000")) == ["no value"]
    assert texts(plot_dots(rates.head(0), "per_1000")) == ["none"]
    for columns in ({"value": "recall"}, {"value": "low", "ring": "recall"}):
        with pytest.raises(ValueError, match="no column 'recall'; there are theme"):
            plot_dots(rates, **columns)
    with pytest.raises(ValueError, match="no column 'group'; there are theme"):
        plot_dots(rates, "per_1000", colors={"Issues": "#990000"})


KINDS = ["counts", "bars", "dispersion", "dots"]


def drawn(kind, names, ax=None):
    numbers = range(len(names))
    if kind == "counts":
        return plot_counts(counts(names[4], names, [10**number for number in numbers]), ax=ax)
    if kind == "bars":
        return plot_bars(pd.Series(numbers, names), ax=ax)
    if kind == "dispersion":
        lexicon = read_lexicon({names[4]: {" ".join(name.split()): ["trade"] for name in names}})
        return plot_dispersion(find_mentions(ARTICLE, lexicon), ARTICLE, lexicon, ax=ax)
    table = pd.DataFrame({"theme": names, "recall": numbers, "low": 0, "high": 9})
    return plot_dots(table, "recall", **BOUNDS, ax=ax)


@pytest.mark.slow
@pytest.mark.parametrize("centimeters", [8, 17])
@pytest.mark.parametrize("kind", KINDS)
def test_names_are_shown_as_written_none_is_cut_or_covers_another(kind, centimeters, tmp_path):
    ax = drawn(kind, NAMES)
    ax.figure.set_figwidth(centimeters / 2.54)
    ax.set_title("What the ministers and their spokesmen said of the talks in both capitals")
    shown = {"".join(label.split()) for label in labels(ax)}
    assert shown >= {"".join(name.split()) for name in NAMES}
    assert len({label.get_fontsize() for label in [*ax.get_yticklabels(), *ax.texts]}) == 1
    set_up(tmp_path)
    save(ax, "names")
    picture, found = boxes(ax)
    assert not any(label.get_parse_math() for label in ax.get_yticklabels())
    for box in found:
        assert picture.x0 <= box.x0 and box.x1 <= picture.x1
        assert picture.y0 <= box.y0 and box.y1 <= picture.y1
    for box, other in combinations(found, 2):
        beside = box.x1 <= other.x0 or other.x1 <= box.x0
        assert beside or box.y1 <= other.y0 or other.y1 <= box.y0


@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_draws_into_given_axes(kind):
    _, (_, given) = plt.subplots(1, 2)
    assert drawn(kind, NAMES, given) is given and len(plt.get_fignums()) == 1


def test_a_group_has_the_color_of_its_place_and_the_ninth_is_grey():
    lexicon = read_lexicon({f"G{n}": {"T": [f"t{n}"]} for n in range(10)})
    colors = list(group_colors(lexicon).values())
    assert len(set(colors[:8])) == 8 and set(colors[8:]) == {colors[7]}


COUNTED = counts("Issues", ["Trade", "War"], [3, 1])
MENTIONED = find_mentions(ARTICLE, LEXICON)
DRAWN = [
    lambda colors: plot_counts(COUNTED, colors),
    lambda colors: plot_dots(COUNTED, "mentions", colors=colors),
    lambda colors: plot_dispersion(MENTIONED, ARTICLE, LEXICON, colors),
    lambda colors: nt.highlight(MENTIONED, ARTICLE, LEXICON, colors),
    lambda colors: nt.explore(ARTICLE, LEXICON, colors=colors),
    lambda colors: nt.write_page(ARTICLE, LEXICON, colors=colors),
]


@pytest.mark.parametrize("draw", DRAWN)
def test_colors_that_name_no_group_are_refused(draw):
    said = "colors: 'red' is no dict; give one of group or theme -> color"
    with pytest.raises(TypeError, match=said):
        draw("red")
    with pytest.raises(ValueError, match="no group or theme 'Isues'; without a color: Issues"):
        draw({"Isues": "#990000", "Countries": "#000000"})
    draw({"Issues": "#990000"})
    draw(group_colors(LEXICON))  # of groups that the table does not show, too


def test_a_color_is_set_for_a_group_that_is_there():
    colors = group_colors(LEXICON)
    colors["Issues"] = "#990000"
    with pytest.raises(ValueError, match="no group or theme 'Isues'; groups: Issues and Countries"):
        colors["Isues"] = "#990000"
    assert colors["Issues"] == "#990000" and colors["Countries"] not in ("#990000", BLUE)


def test_a_theme_that_is_named_has_a_color_of_its_own():
    colors = group_colors(read_lexicon({"Issues": ISSUES}))
    colors["Trade"] = "#990000"
    table = pd.DataFrame({"group": "Issues", "theme": ["Trade", "War"], "mentions": [2, 1]})
    for given in [colors, {"Trade": "#990000"}]:
        faces = [to_hex(bar.get_facecolor()) for bar in plot_counts(table, given).patches]
        assert faces == ["#990000", "#0072b2"]
    with pytest.raises(ValueError, match="no group or theme 'Trad'"):
        plot_counts(table, {"Trad": "#990000"})
