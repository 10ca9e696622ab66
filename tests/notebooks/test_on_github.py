"""The highlighted article as GitHub shows it: without styles and scripts, each mention is marked, and
says which theme it is of.
"""

from collections import defaultdict
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

import newsthemes as nt
from github import as_on_github
from newsthemes.articles.as_articles import as_articles
from newsthemes.text.sentences import paragraph_spans
from seeds import read_seeds

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def ten_minutes():
    """The text and the themes that the first three cells of code make."""
    cells = nbformat.read(NOTEBOOKS / "0-ten-minutes.ipynb", as_version=4).cells
    names = {}
    for source in [cell.source for cell in cells if cell.cell_type == "code"][1:3]:
        exec(source, names)
    articles = as_articles(names["text"])
    return articles, nt.read_lexicon(names["themes"])


def example():
    """The article of the project, and its themes."""
    articles, lexicon = read_seeds()
    return articles.head(1), lexicon


def read(paragraph):
    """The text of a paragraph; the places of its characters that are marked; and the numbers that
    stand at a place.
    """
    text, marked, numbers = "", set(), defaultdict(set)
    for piece in paragraph.find_all(string=True):
        if piece.find_parent("sup"):
            numbers[len(text)].add(piece)
            continue
        if piece.find_parent("mark"):
            marked.update(range(len(text), len(text) + len(piece)))
        text += piece
    return text, marked, numbers


@pytest.mark.parametrize(
    ("name", "given"), [("0-ten-minutes", ten_minutes), ("2-its-themes", example)]
)
def test_each_mention_is_marked_and_says_which_theme_it_is_of(name, given):
    articles, lexicon = given()
    outputs = [
        output.get("data", {})
        for cell in nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells
        for output in cell.get("outputs", [])
    ]
    [place] = [place for place, data in enumerate(outputs) if "<mark" in data.get("text/html", "")]
    assert "image/png" in outputs[place + 1] or name == "0-ten-minutes"
    html = as_on_github(outputs[place]["text/html"])
    assert "style" not in html and "class" not in html
    legend, *paragraphs = BeautifulSoup(html, "html.parser")("p")
    [text] = articles["text"]
    spans, shown = paragraph_spans(text), list(map(read, paragraphs))
    assert [one for one, *_ in shown] == [text[start:end] for start, end in spans]
    mentions = nt.find_mentions(articles, lexicon)
    for mention in mentions.itertuples():
        _, marked, numbers = shown[mention.paragraph - 1]
        begin = spans[mention.paragraph - 1][0]
        assert set(range(mention.start - begin, mention.end - begin)) <= marked, mention
        number = lexicon.themes.index(mention.theme) + 1
        assert f"[{number}]" in numbers[mention.end - begin], mention
        assert f"[{number}]" in legend.text and mention.theme in legend.text
    every = [number for _, _, numbers in shown for place in numbers.values() for number in place]
    assert len(every) == len(mentions)
