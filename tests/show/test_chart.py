"""A chart shows its finding, and its picture with an alternative text, in a file, in JupyterLab and
in every export.
"""

import io
import re
import warnings

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import findfont
from nbconvert import HTMLExporter, LatexExporter, MarkdownExporter
from newsthemes import counts, find_mentions, plot_counts, read_lexicon
from newsthemes.publish.outputs import same_picture
from newsthemes.publish.pages import page
from newsthemes.show import chart as chart_module
from newsthemes.show.captions import Sentences
from newsthemes.show.chart import Chart, NoChart, undrawable
from newsthemes.show.colours import group_colours
from PIL import Image

ARTICLES = pd.DataFrame({"article": ["a"], "title": ["T"], "text": ["Iran and trade. Trade!"]})
MENTIONS = find_mentions(ARTICLES, read_lexicon({"Iran": ["Iran"], "Trade": ["trade"]}))
FINDING, ALT = "Trade has the most mentions, 2", "Bar chart of mentions by theme. Trade 2, Iran 1."


@pytest.fixture
def chart():
    yield plot_counts(counts(MENTIONS, ARTICLES), ARTICLES)
    plt.close("all")


@pytest.fixture
def notebook(chart):
    """A notebook whose one cell ends in a chart, as a kernel stores it."""
    InteractiveShell.instance()
    with capture_output() as shown:
        chart._ipython_display_()
    outputs = [nbformat.v4.new_output("display_data", output.data) for output in shown.outputs]
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("chart", outputs=outputs)])


def test_a_saved_chart_holds_its_alternative_text(chart, tmp_path):
    assert chart.save("1-toy", folder=tmp_path) is chart
    assert [path.name for path in tmp_path.iterdir()] == ["1-toy.png"]
    with Image.open(tmp_path / "1-toy.png") as picture:
        assert picture.text["Description"] == chart.alt == ALT
    assert not plt.get_fignums()


def test_a_file_has_the_finding_as_its_title_and_a_cell_has_it_once_as_text(
    chart, monkeypatch, tmp_path
):
    drawn = []
    monkeypatch.setattr(
        RendererAgg, "draw_text", lambda self, gc, x, y, s, *args, **kwargs: drawn.append(s)
    )
    chart.save("1-toy", tmp_path)
    assert FINDING in drawn and chart.caption in drawn
    drawn.clear()
    chart.save("1-toy", tmp_path)  # again, and no title twice
    assert drawn.count(FINDING) == drawn.count(chart.caption) > 0
    drawn.clear()
    with capture_output():
        chart._ipython_display_()
    assert FINDING not in drawn and chart.caption in drawn


@pytest.mark.parametrize("words", [1, 14, 40, 200])
def test_a_title_has_two_lines_and_is_no_smaller_than_ten_points(words):
    figure = plt.figure(figsize=(chart_module.WIDTH, 3), layout="constrained")
    chart_module._set_title(figure, " ".join(["military"] * words))
    title = figure._suptitle
    assert title._get_wrapped_text().count("\n") <= 1 and title.get_fontsize() >= 10
    assert title.get_text().endswith("military" if words < 15 else "military…")
    assert title.get_fontsize() == 12 or words > 1


def test_no_line_of_a_title_begins_with_a_sign():
    for more in range(20):
        figure = plt.figure(figsize=(chart_module.WIDTH, 3))
        chart_module._set_title(
            figure, "n" * 30 + more * "i" + " is named at 6 % of the text, and the last at 97 %"
        )
        assert (
            "\n" in figure._suptitle._get_wrapped_text()
            and "\n%" not in figure._suptitle._get_wrapped_text()
        )
        plt.close(figure)


def test_nothing_to_draw_is_a_sentence_and_no_file(tmp_path):
    empty = NoChart("No theme is named.")
    assert empty.save("1-toy", folder=tmp_path) is empty
    assert not list(tmp_path.iterdir()) and (empty.finding, empty.alt, empty.caption) == (
        "No theme is named",
        "",
        "",
    )
    assert empty._repr_mimebundle_()["text/markdown"] == "**No theme is named.**"


def test_what_no_font_has_is_named_in_the_caption_and_what_another_has_is_drawn():
    _, ax = plt.subplots()
    ax.set_xlabel("\U000f0000 and \u4e2d")
    lost = "Chinese characters and symbols" if undrawable("\u4e2d") else "symbols"
    assert Chart(ax, "F", "alt", "C.").caption == f"C. Not shown, as no font here has them: {lost}."
    rare = next(
        c
        for c in sorted(chart_module._drawn_by(findfont("STIXGeneral")))
        if chart_module._foreign(c) and c.isprintable()
    )
    _, ax = plt.subplots()
    ax.set_xlabel(rare)
    assert undrawable(rare) == "" and Chart(ax, "F", "alt", "C.").caption == "C."
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of a character that it cannot draw
        ax.figure.canvas.draw()


def test_its_two_outputs_are_the_finding_and_the_picture(notebook):
    finding, shown = (output.data for output in notebook.cells[0].outputs)
    assert finding["text/plain"] == f"{FINDING}." and finding["text/markdown"] == f"**{FINDING}.**"
    assert list(shown) == ["text/html", "image/png", "text/plain"]
    assert (
        shown["text/plain"] == ALT
        and f'alt="{ALT}"' in shown["text/html"]
        and shown["image/png"] in shown["text/html"]
    )


@pytest.mark.parametrize(
    ("exporter", "picture"),
    [
        (MarkdownExporter(), rf'<img alt="{ALT}" src="data:image/png;base64,'),
        (HTMLExporter(template_name="lab"), rf'<img alt="{ALT}" src="data:image/png;base64,'),
        # Pandoc, which need not be there, would turn the Markdown into TeX
        (
            LatexExporter(filters={"convert_pandoc": lambda text, *formats: text}),
            r"\\adjustimage\{.*\.png\}",
        ),
    ],
    ids=["markdown", "html", "latex"],
)
def test_every_export_keeps_the_finding_and_the_picture_once(exporter, picture, notebook):
    body, resources = exporter.from_notebook_node(notebook)
    assert body.count(f"{FINDING}.") == 1 and len(re.findall(picture, body)) == 1
    assert not isinstance(exporter, LatexExporter) or [
        name[-4:] for name in resources["outputs"]
    ] == [".png"]


def test_a_page_shows_the_finding_and_the_picture_once(notebook):
    body = page(nbformat.writes(notebook), "x")
    assert (
        body.count(f"<strong>{FINDING}.</strong>")
        == body.count("<img ")
        == body.count(f'alt="{ALT}"')
        == 1
    )


def test_a_picture_of_few_colours_looks_the_same_and_is_a_fraction(chart, monkeypatch):
    monkeypatch.setitem(plt.rcParams, "savefig.dpi", 200)
    few, all_colours = chart.png(), io.BytesIO()  # without a title, as it then is
    chart.ax.figure.savefig(all_colours, format="png", metadata={"Description": ALT})
    assert same_picture(few, all_colours.getvalue()) and 2 * len(few) < len(all_colours.getvalue())
    with Image.open(io.BytesIO(few)) as image:
        assert tuple(np.asarray(image.convert("RGB"))[0, 0]) == (255, 255, 255)


def test_a_long_alternative_text_is_cut(chart):
    assert Chart(chart.ax, "F", "x" * 400).alt == "x" * 299 + "…"


def test_what_more_is_said_stands_behind_the_finding(chart):
    with capture_output() as shown:
        Chart(chart.ax, Sentences("It rose", "It fell *then*"), "alt")._ipython_display_()
    assert shown.outputs[0].data["text/plain"] == "It rose. It fell *then*."
    assert shown.outputs[0].data["text/markdown"] == r"**It rose.** It fell \*then\*."


def test_a_finding_ends_in_one_full_stop(chart):
    for finding in ("It rose", "It rose."):
        with capture_output() as shown:
            Chart(chart.ax, finding, "alt")._ipython_display_()
        assert shown.outputs[0].data["text/plain"] == "It rose."


def test_colours_belong_to_the_group_and_end_in_grey():
    colours = group_colours(list("abcdefghij"))
    assert len(set(colours.values())) == 8 and colours["h"] == colours["j"] == "#7f7f7f"
