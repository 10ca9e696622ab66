"""A chart shows its finding, and its picture with an alternative text, in a file, in JupyterLab and in every export."""

import io
import re

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbconvert import HTMLExporter, LatexExporter, MarkdownExporter
from PIL import Image
from themes import counts, find_mentions, plot_counts, read_lexicon
from themes.publish.outputs import same_picture
from themes.publish.pages import page
from themes.show.chart import Chart, group_colours

ARTICLES = pd.DataFrame({"article": ["a"], "title": ["T"], "text": ["Iran and trade. Trade!"]})
MENTIONS = find_mentions(ARTICLES, read_lexicon({"Iran": ["Iran"], "Trade": ["trade"]}))
FINDING, ALT = "Trade is mentioned most, twice", "Bar chart of mentions by theme. Trade 2, Iran 1."


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


def test_its_two_outputs_are_the_finding_and_the_picture(notebook):
    finding, shown = (output.data for output in notebook.cells[0].outputs)
    assert finding["text/plain"] == f"{FINDING}." and finding["text/markdown"] == f"**{FINDING}.**"
    assert list(shown) == ["text/html", "image/png", "text/plain"]
    assert shown["text/plain"] == ALT and f'alt="{ALT}"' in shown["text/html"] and shown["image/png"] in shown["text/html"]


@pytest.mark.parametrize(
    ("exporter", "picture"),
    [
        (MarkdownExporter(), rf'<img alt="{ALT}" src="data:image/png;base64,'),
        (HTMLExporter(template_name="lab"), rf'<img alt="{ALT}" src="data:image/png;base64,'),
        # Pandoc, which need not be there, would turn the Markdown into TeX
        (LatexExporter(filters={"convert_pandoc": lambda text, *formats: text}), r"\\adjustimage\{.*\.png\}"),
    ],
    ids=["markdown", "html", "latex"],
)
def test_every_export_keeps_the_finding_and_the_picture_once(exporter, picture, notebook):
    body, resources = exporter.from_notebook_node(notebook)
    assert body.count(f"{FINDING}.") == 1 and len(re.findall(picture, body)) == 1
    assert not isinstance(exporter, LatexExporter) or [name[-4:] for name in resources["outputs"]] == [".png"]


def test_a_page_shows_the_finding_and_the_picture_once(notebook):
    body = page(nbformat.writes(notebook), "x")
    assert body.count(f"<strong>{FINDING}.</strong>") == body.count("<img ") == body.count(f'alt="{ALT}"') == 1


def test_a_picture_of_few_colours_looks_the_same_and_is_a_fraction(chart):
    few, all_colours = chart.png(), io.BytesIO()
    chart.ax.figure.savefig(all_colours, format="png", metadata={"Description": ALT})
    assert same_picture(few, all_colours.getvalue()) and 2 * len(few) < len(all_colours.getvalue())
    with Image.open(io.BytesIO(few)) as image:
        assert tuple(np.asarray(image.convert("RGB"))[0, 0]) == (255, 255, 255)


def test_a_long_alternative_text_is_cut(chart):
    assert Chart(chart.ax, "F", "x" * 400).alt == "x" * 299 + "…"


def test_a_finding_ends_in_one_full_stop(chart):
    for finding in ("It rose", "It rose."):
        with capture_output() as shown:
            Chart(chart.ax, finding, "alt")._ipython_display_()
        assert shown.outputs[0].data["text/plain"] == "It rose."


def test_colours_belong_to_the_group_and_end_in_grey():
    colours = group_colours(list("abcdefghij"))
    assert len(set(colours.values())) == 8 and colours["h"] == colours["j"] == "#7f7f7f"
