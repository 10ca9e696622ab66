"""The last line of a cell: what is written, shown and returned."""

import base64
import io
import subprocess
import sys
from datetime import date
from itertools import chain, pairwise
from operator import attrgetter
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.text import Text
from PIL import Image

from newsthemes import (
    find_mentions,
    plot_bars,
    plot_dispersion,
    plot_dots,
    plot_over_time,
    save,
    set_up,
)
from newsthemes.files.csv_files import rows_of
from newsthemes.plots import fonts
from newsthemes.plots.style import STYLE
from newsthemes.plots.without_text import NO_TEXT

TABLE = pd.DataFrame({"theme": ["Trade", "=1+1"], "mentions": [3, 1]})


@pytest.fixture(autouse=True)
def out(tmp_path, monkeypatch):
    InteractiveShell.instance()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("newsthemes.plots.save._folder", Path("figures"))
    return tmp_path


def chart(title="Mentions of each theme"):
    ax = plot_bars(pd.Series({"Trade": 3, "Iran": 1200}))
    ax.set_title(title)
    return ax


def shown(thing, name, alt=None):
    with capture_output() as captured:
        returned = save(thing, name, alt)
    return returned, captured.outputs


@pytest.mark.parametrize("draw", [
    lambda: plot_bars(pd.Series()),
    lambda: plt.subplots()[1],
    lambda: plt.subplots()[1].plot([], [])[0].axes,
    plt.figure,
])  # fmt: skip
def test_of_a_chart_in_which_nothing_is_drawn_there_is_no_picture(out, capsys, draw):
    save(chart(), "2-pairs")
    [file] = out.glob("*/*")
    for title in ("", "Pairs"):
        empty = draw()
        set_title = getattr(empty, "set_title", None) or empty.suptitle
        set_title(title)
        save(empty, "2-pairs", alt="Who has none.")
        assert capsys.readouterr().out.endswith(f"{title or '2-pairs'}: none\n")
        assert not file.exists() and not plt.get_fignums()


def test_a_chart_is_written_shown_once_and_closed(out):
    returned, [output] = shown(chart(), "2-themes")
    alt = "Mentions of each theme. Shown: Trade 3; Iran 1,200."
    png = (out / "figures" / "2-themes.png").read_bytes()
    assert returned is None and not plt.get_fignums()
    assert base64.b64decode(output.data["image/png"]) == png
    assert output.data == {"image/png": output.data["image/png"], "text/plain": alt}
    assert output.metadata["image/png"]["alt"] == alt
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.text["Description"] == alt and picture.mode == "P"
        assert output.metadata["image/png"]["width"] == picture.width // 2
    assert [path.name for path in (out / "figures").iterdir()] == ["2-themes.png"]


def test_what_was_changed_after_drawing_is_in_the_picture(out):
    ax = chart()
    ax.set_title("Who is mentioned?")
    ax.patches[0].set_color("#990000")
    _, [output] = shown(ax, "a")
    assert output.data["text/plain"].startswith("Who is mentioned?. Shown: Trade 3")
    with Image.open(out / "figures" / "a.png") as picture:
        assert (0x99, 0, 0) in {color for _, color in picture.convert("RGB").getcolors(1000)}


LONG = "Trade is named three times, the South China Sea, of which all papers write, once."


def test_a_title_on_the_left_of_a_lone_chart_begins_where_the_labels_do_and_is_wrapped(
    monkeypatch,
):
    written = []
    monkeypatch.setattr(plt, "close", written.append)
    ax = pd.Series({"A long label of a bar": 3}).plot.barh()
    ax.set_title(f"{LONG} {LONG}", loc="left")
    ax.set_xlabel(f"{LONG} {LONG}", loc="left")
    save(ax, "a")
    texts = [text for text in written[0].findobj(Text) if text.get_text().startswith("Trade is")]
    assert len(texts) == 2
    for text in texts:
        assert "\n" in text.get_text()
        assert text.get_window_extent().x0 < ax.bbox.x0 - 50


def test_a_text_that_says_the_same_as_the_title_stays_where_it_was(monkeypatch):
    monkeypatch.setattr(plt, "close", id)
    ax = pd.Series({"A": 3}).plot.barh()
    ax.set_title("Same", loc="left")
    beside = ax.text(1, 0, "Same")
    save(ax, "a")
    assert beside.get_position() == (1, 0)


def test_a_title_in_the_middle_stays_as_it_was_drawn(monkeypatch):
    written = []
    monkeypatch.setattr(plt, "close", written.append)
    ax = pd.Series({"A long label of a bar": 3}).plot.barh(title=LONG)
    save(ax, "a")
    assert ax.get_title() == LONG


@pytest.mark.slow
def test_an_alternative_text_of_ones_own_and_whole():
    _, [output] = shown(chart(), "a", alt="Trade leads")
    assert output.data["text/plain"] == "Trade leads"
    many = plot_bars(pd.Series(range(40), [f"Theme {number}" for number in range(40)]))
    _, [output] = shown(many, "a")
    assert output.data["text/plain"].endswith("Theme 38 38; Theme 39 39.")


def side_by_side(data):
    figure, panels = plt.subplots(1, 2, sharey=True)
    for ax, name in zip(panels, data, strict=True):
        plot_bars(data[name], ax=ax).set_title(name)
    figure.suptitle("Both")
    figure.supxlabel("one and other")
    return figure


def with_colour_bar(data):
    figure, axes = plt.subplot_mosaic([["map"]])
    figure.colorbar(axes["map"].imshow(data), label="mentions")
    return figure


def in_time(data):
    shares = pd.DataFrame({"found": [0.1, 0.3, 0.2], "filed": [0.1, 0.1, np.nan]})
    months = ["2023-01", "2023-02", "2023-03"]
    sizes = pd.Series(50, months)
    return plot_over_time(shares.set_axis(months), sizes)


def in_the_text(data):
    articles = pd.DataFrame({"article": ["a"], "text": ["Trade. Trade. And then no more of it."]})
    themes = {"Trade": ["trade"]}
    return plot_dispersion(find_mentions(articles, themes), articles, themes)


def with_rings_and_intervals(data):
    table = data.assign(theme=["Trade", "War"], low=[0.4, None], high=[2.5, None])
    return plot_dots(table, "a", ring="b", low="low", high="high")


def by_paragraph(data):
    _, ax = plt.subplots()
    ax.bar([1, 2, 3], [0, 3, 1200])
    ax.set_xticks([1, 3])
    ax.set_title("Mentions")
    return ax


def without_labels(data):
    ax = data.plot.barh()
    ax.set_yticks([])
    return ax


OVER_TIME = """Shown: found: 2023-01 to 2023-03, lowest 10% in 2023-01, highest 30% in 2023-02;
    filed: 2023-01 to 2023-03, lowest 10% in 2023-01, highest 10% in 2023-01."""
IN_THE_TEXT = """paragraph; numbers on the right: mentions.
    Shown: Trade 2 (by thirds of the text 2, 0, 0)."""
DOTS = """dot: a; ring, and in brackets: b; line: 95% interval.
    Shown: Trade 1 (30.0), 0.40 to 2.5; War 2 (0.50)."""


@pytest.mark.slow
@pytest.mark.parametrize(("draw", "alt"), [
    (lambda data: data.plot(title="T", ylabel="rate", xlabel="day"), "T. day. rate."),
    (lambda data: data.plot.bar(subplots=True), "a. Shown: x 1; y 2. b. Shown: x 30.0; y 0.50."),
    (lambda data: data.plot.barh(), "Shown: a, x 1; a, y 2; b, x 30.0; b, y 0.50."),
    (without_labels, "a"),
    (by_paragraph, "Mentions. Shown: 1 0; 2 3; 3 1,200."),
    (lambda data: plt.subplots()[1].bar(data.index, data["a"])[0].axes, "Shown: x 1; y 2."),
    (lambda data: plt.subplots()[1].bar(pd.to_datetime(["2023-01", "2023-03"]), data["a"])[0].axes,
     "Shown: 2023-01-01 1; 2023-03-01 2."),
    (lambda data: plt.subplots()[1].plot(data["a"])[0].axes, "a"),  # the name of the file
    (with_colour_bar, "mentions."),
    (side_by_side, "Both. a. Shown: x 1; y 2. b. Shown: x 30.0; y 0.50. one and other."),
    (in_time, OVER_TIME),
    (in_the_text, IN_THE_TEXT),
    (with_rings_and_intervals, DOTS),
])  # fmt: skip
def test_the_alternative_text_is_what_our_charts_show_and_others_are_called(draw, alt, out):
    data = pd.DataFrame({"a": [1, 2], "b": [30, 0.5]}, index=["x", "y"])
    _, [output] = shown(draw(data), "a")
    assert output.data["text/plain"] == " ".join(alt.split())
    assert (out / "figures" / "a.png").exists()


@pytest.mark.parametrize("draw", [
    lambda ax: ax.text(0, 0, "Trade"),
    lambda ax: ax.table([["Trade"]]),
    lambda ax: ax.figure.text(0, 0, "Trade"),
    lambda ax: (ax.imshow([[1]]), ax.set_ylabel("articles in which there is none")),
    lambda ax: (ax.scatter([1], [1]), ax.text(1, 1, "none")),
])  # fmt: skip
def test_texts_and_tables_are_something(out, draw):
    _, ax = plt.subplots()
    draw(ax)
    save(ax, "a")
    assert (out / "figures" / "a.png").exists()


@pytest.mark.parametrize("style", ["default", STYLE])
def test_long_labels_and_titles_are_wrapped_and_none_is_lost(style):
    name = "Military cooperation, exercises and the militarization of the region"
    with plt.style.context(style):
        ax = plot_bars(pd.Series([1, 2], [name, "War"]))
        title = ax.set_title(" ".join(["headline"] * 30))
    figure = ax.figure
    shown(ax, "a")
    assert ax.get_yticklabels()[0].get_text().split() == name.split()
    assert max(map(len, ax.get_yticklabels()[0].get_text().split("\n"))) <= 37
    assert title.get_text().count("headline") == 30 and title.get_text().count("\n") > 3
    box = figure.get_tightbbox()
    beside = 0.08  # inches that the picture has around what is drawn
    assert box.x0 >= -beside and box.x1 <= figure.get_figwidth() + beside


@pytest.mark.slow
@pytest.mark.parametrize("text", ["_left_title", "xaxis.label"])
def test_what_stands_above_and_below_begins_at_the_left_of_its_panel_and_stays_in_it(text):
    figure, panels = plt.subplots(2, 2, figsize=(5, 4), layout="constrained")
    for ax in panels.flat:
        plot_bars(pd.Series([1, 2], ["Trade", "War"]), ax=ax)
        ax.set_title("A title that is far too long for the panel that it stands above", loc="left")
        ax.set_xlabel("Dots: counted\nA source that is far too long for the panel it is below")
    save(figure, "a")
    figure.draw_without_rendering()
    upper, beside, lower, _ = (attrgetter(text)(ax).get_window_extent() for ax in panels.flat)
    labels = [ax.get_yticklabels()[0].get_window_extent() for ax in panels.flat]
    assert upper.x0 == lower.x0 == pytest.approx(labels[0].x0, abs=3)
    assert beside.x0 == pytest.approx(labels[1].x0, abs=3)
    assert upper.x0 < figure.bbox.width / 20 and upper.x1 < beside.x0


def test_letters_that_the_usual_font_lacks_are_drawn_in_one_that_has_them():
    own, other = (fonts.letters_of(*names) for names in ((), ("STIXGeneral",)))
    rare = sorted(other - own)[0]
    _, ax = plt.subplots()
    ax.set_xlabel(f"Rare {rare}")
    fonts.find_fonts(ax.figure)
    # STIX's, or another of this computer
    assert any(rare in fonts.letters_of(name) for name in ax.xaxis.label.get_fontfamily()[1:])
    bars = plt.subplots()[1].bar([f"Rare {rare}"], [1])
    save(bars[0].axes, "a")
    [name] = bars[0].axes.get_xticklabels()
    assert any(rare in fonts.letters_of(family) for family in name.get_fontfamily()[1:])
    ax.text(0, 0, "\U0010fffd")
    with pytest.warns(UserWarning, match="no font of this computer has \U0010fffd: drawn as boxes"):
        shown(ax, "a")


def charted(draw, **options):
    """The figure of axes that a function has drawn on."""
    figure, ax = plt.subplots(**options)
    draw(ax)
    return figure


def heat_map(ax):
    image = ax.imshow(np.arange(12).reshape(4, 3))
    ax.set(title="Mentions", xticks=range(3), xticklabels=["Trade", "Iran", "War"])
    ax.figure.colorbar(image, label="a sentence")


def with_inset(ax):
    ax.plot([1, 2, 3])
    ax.inset_axes([0.1, 0.6, 0.3, 0.3]).plot([3, 2, 1])


def by_hand():
    figure = plt.figure()
    for left in (0.1, 0.6):
        figure.add_axes([left, 0.1, 0.3, 0.8], title=f"From {left}").plot([1, 2])
    return figure


def in_a_panel():
    figure = plt.figure()
    outer = figure.add_gridspec(1, 2)
    for place in (*outer[0].subgridspec(1, 2), outer[1]):
        figure.add_subplot(place, title="Side").plot([1, 2])
    return figure


def subfigures():
    figure = plt.figure()
    left, right = figure.subfigures(1, 2)
    left.subplots().imshow([[1, 2]])
    right.subplots(2)[1].plot([1, 2])
    return figure


XY = pd.DataFrame({"x": [1, 2, 3], "y": [3, 1, 2], "z": [1, 5, 9]})
DAYS = [date(2023, month, 1) for month in (1, 2, 3)]
CHARTS = {
    "colour bar, constrained": lambda: charted(heat_map, layout="constrained"),
    "secondary axis of pandas": lambda: XY.plot(secondary_y="z").figure,
    "image without axis": lambda: charted(lambda ax: (ax.imshow([[1, 2]]), ax.axis("off"))),
    "inset": lambda: charted(with_inset),
    "polar": lambda: charted(lambda ax: ax.bar([0, 1], [1, 2]), subplot_kw={"projection": "polar"}),
    "placed by hand": by_hand,
    "grid in a panel": in_a_panel,
    "subfigures": subfigures,
    "logarithmic, set ticks": lambda: charted(
        lambda ax: (ax.semilogy([1, 1000]), ax.set_yticks([1, 10, 1000])), figsize=(3, 2)
    ),
    "names at both ends": lambda: charted(
        lambda ax: (ax.barh([0, 1], 1), ax.set_yticks([0, 1], ["a", "b"]), ax.set_ylim(1, 0))
    ),
    "text at a date": lambda: charted(
        lambda ax: (ax.scatter([1, 2, 3], DAYS), ax.text(1, DAYS[0], "a"))
    ),
}


def drawn(figure):
    """Of each of the axes its limits, what its numbers are multiplied by, and which others, or
    legends beside them, it covers; the names at its ticks, and whether they are maths; and how wide by their
    height the figure and its axes are.
    """
    figure.draw_without_rendering()
    parts = [*figure.axes, *figure.legends]
    boxes = [part.get_window_extent() for part in parts]
    facts, shapes = [], [figure.bbox.width / figure.bbox.height]
    for ax, box in zip(figure.axes, boxes, strict=False):
        covered = [place for place, other in enumerate(boxes) if box.overlaps(other)]
        times = [axis.get_offset_text().get_text() for axis in (ax.xaxis, ax.yaxis)]
        facts.append((ax.get_xlim(), ax.get_ylim(), times, covered))
        shapes.append(box.width / box.height)
    labels = [[*ax.get_xticklabels(), *ax.get_yticklabels()] for ax in figure.axes]
    texts = [(text.get_text(), text.get_parse_math()) for text in chain.from_iterable(labels)]
    return facts, texts, shapes


@pytest.mark.slow
@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_charts_of_others_are_saved_as_they_were_drawn(draw, out):
    figure = draw()
    facts, texts, shapes = drawn(figure)
    save(figure, "a")
    after, texts_after, shapes_after = drawn(figure)
    assert (out / "figures" / "a.png").exists() and (after, texts_after) == (facts, texts)
    assert shapes_after == pytest.approx(shapes)


def of_unequal_width():
    return plt.subplots(1, 2, width_ratios=[3, 1])[0]


@pytest.mark.parametrize("draw", [by_hand, in_a_panel, of_unequal_width])
def test_a_title_stands_above_its_own_panel(draw):
    figure = draw()
    for ax in figure.axes:
        plot_bars(pd.Series([1, 2], ["Trade", "War"]), ax=ax).set_title("Side")
    save(figure, "a")
    titles = [ax.title.get_window_extent() for ax in figure.axes]
    for title, before, ax in zip(titles[1:], figure.axes, figure.axes[1:], strict=False):
        assert before.bbox.x0 < title.x0 < ax.bbox.x1


@pytest.mark.parametrize("layout", [None, "constrained"])
def test_a_colour_bar_keeps_its_title_and_the_colors_what_they_say(out, layout):
    values = np.arange(60).reshape(6, 10)
    figure, ax = plt.subplots(layout=layout)
    image = ax.imshow(values)
    for (row, column), value in np.ndenumerate(values):
        ax.text(column, row, value, color="white")
    bar = figure.colorbar(image)
    bar.ax.set_title("mentions")
    save(ax, "a")
    title, beside = bar.ax.title.get_window_extent(), bar.ax.bbox
    assert bar.ax.get_title() == "mentions" and sum(title.intervalx) == sum(beside.intervalx)
    with Image.open(out / "figures" / "a.png") as picture:
        seen = {color for _, color in picture.convert("RGB").getcolors(100_000)}
    colors = image.to_rgba(values.ravel(), bytes=True)[:, :3]
    assert set(map(tuple, colors.tolist())) <= seen


def test_in_a_script_no_picture_is_printed(out, capsys, monkeypatch):
    monkeypatch.setattr("IPython.get_ipython", lambda: None)
    save(plot_bars(pd.Series([1], ["Iran"])), "a")
    assert (out / "figures" / "a.png").exists() and capsys.readouterr().out == ""


def test_a_table_is_written_beside_the_figures_and_returned(out):
    set_up(out / "out" / "figures")
    returned, outputs = shown(TABLE, "2-themes")
    assert returned is TABLE and not outputs
    rows = rows_of((out / "out" / "tables" / "2-themes.csv").read_bytes())
    assert rows == [["theme", "mentions"], ["Trade", 3], ["=1+1", 1]]


def test_an_index_is_written_unless_it_only_numbers_the_rows(out):
    def written(table):
        shown(table, "a")
        return rows_of((out / "tables" / "a.csv").read_bytes())

    assert written(TABLE.iloc[[1]])[0] == ["theme", "mentions"]
    assert written(TABLE.set_index("theme")["mentions"])[1:] == [["Trade", 3], ["=1+1", 1]]
    crossed = pd.crosstab(TABLE["theme"], [TABLE["mentions"], TABLE["mentions"] > 1])
    assert written(crossed)[0] == ["theme", "1 False", "3 True"]


def test_without_text_cells_are_cut_in_file_and_output(out, monkeypatch):
    monkeypatch.setenv(NO_TEXT, "1")
    long = pd.DataFrame({"text": ["x" * 400], "tokens": [["x"] * 400], "n": [1]})
    returned, _ = shown(long, "a")
    assert returned["text"].str.len().tolist() == returned["tokens"].str.len().tolist() == [150]
    assert b"x" * 151 not in (out / "tables" / "a.csv").read_bytes()


def test_what_cannot_be_saved_says_so():
    with pytest.raises(
        TypeError, match="a NoneType; give the axes of a chart, or a DataFrame, and"
    ):
        save(None, "a")
    with pytest.raises(ValueError, match="names a folder; set that with set_up"):
        save(TABLE, "figures/a")
    with pytest.raises(ValueError, match="this is written as .csv; change the ending of .x.xlsx"):
        save(TABLE, "x.xlsx")
    said = "written as .png, .svg, .pdf; change the ending of .x.JPG"
    with pytest.raises(ValueError, match=said):
        save(chart(), "x.JPG")


@pytest.mark.slow
def test_svg_and_pdf_are_written_by_the_ending_and_the_same_each_time(out):
    for name in ("x.svg", "x.PDF", "x.png"):
        files = []
        for _ in range(2):
            _, [output] = shown(chart(), name)
            files.append((out / "figures" / name.lower()).read_bytes())
        assert files[0] == files[1] and "image/png" in output.data
    svg = (out / "figures" / "x.svg").read_text()
    assert ">Mentions of each theme</text>" in svg and "<title>Mentions of each theme. Sh" in svg
    shown(TABLE, "y.csv")
    assert sorted(path.name for path in out.glob("*/*")) == ["x.pdf", "x.png", "x.svg", "y.csv"]


def spines(ax):
    return [side for side, spine in ax.spines.items() if spine.get_visible()]


def test_our_charts_have_our_look_at_once_and_keep_what_is_changed():
    with plt.style.context(STYLE):
        ax = chart("Costs of $5 and $6")
    assert spines(ax) == [] and ax.get_title("left") == "Costs of $5 and $6"
    assert {text.get_parse_math() for text in ax.findobj(Text) if text.get_text()} == {False}
    ax.spines["top"].set_visible(True)
    shown(ax, "a")
    assert spines(ax) == ["top"] and ax.get_title("left") == "Costs of $5 and $6"
    assert spines(plot_bars(pd.Series([1]), ax=plt.subplots()[1])) == []


def test_a_title_without_our_style_replaces_another_and_is_no_maths():
    ax = chart("Costs of $5 and $6")
    ax.set_title("Costs of $7 and $8")
    shown(ax, "a")
    written = [text for text in ax.findobj(Text) if "$" in text.get_text()]
    assert [text.get_text() for text in written] == ["Costs of $7 and $8"]
    assert not written[0].get_parse_math() and written[0].get_ha() == "left"


def test_with_our_style_charts_of_ones_own_have_its_look_and_powers_of_ten_are_no_code():
    with plt.style.context(STYLE):
        ax = XY.plot(title="Costs of $5 and $6")
        ax.set_yscale("log")
    shown(ax, "a")
    assert spines(ax) == ["left", "bottom"] and not ax.get_legend().get_frame_on()
    assert ax.get_title("left") == "Costs of $5 and $6"
    written = [text for text in ax.findobj(Text) if "$" in text.get_text()]
    assert len(written) > 1
    for text in written:
        assert text.get_parse_math() == ("mathdefault" in text.get_text())


def test_of_ours_the_figure_is_so_high_that_no_label_covers_another():
    figure, ax = plt.subplots(figsize=(4, 1), layout="constrained")
    plot_bars(pd.Series(range(9), [f"Theme {number}" for number in range(9)]), ax=ax)
    shown(ax, "a")
    labels = [label.get_window_extent() for label in ax.get_yticklabels()]
    for upper, lower in pairwise(labels):
        assert upper.y0 >= lower.y1


def test_a_notebook_is_set_up_with_the_look_of_charts_and_tables_and_the_font_of_ours(out):
    set_up(out / "pictures")
    assert plt.rcParams["axes.titlelocation"] == "left"
    assert findfont(FontProperties()).endswith("Regular.ttf")
    assert not pd.options.display.html.use_mathjax
    long = pd.DataFrame({"text": ["word " * 50]})
    assert "..." not in long.to_html()
    save(chart(), "a")
    assert (out / "pictures" / "a.png").exists()


def test_the_style_alone_brings_its_font():
    """In a fresh Python: here, other tests have brought it."""
    code = "import matplotlib.font_manager as fonts, matplotlib.pyplot as plt\n"
    code += f"plt.style.use({STYLE!r}); print(fonts.findfont(fonts.FontProperties()))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert ended.stdout.strip().endswith("Regular.ttf") and not ended.stderr
