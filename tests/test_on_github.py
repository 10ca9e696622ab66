"""The highlighted article as GitHub shows it: without styles and scripts, each mention is marked, and
says which theme it is of.
"""

import re
from collections import defaultdict

import pytest
from bs4 import BeautifulSoup

import newsthemes as nt
from cells import NOTEBOOKS, code, read_book
from github import as_on_github
from seeds import read_seeds


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


def test_each_mention_is_marked_and_says_which_theme_it_is_of():
    articles, lexicon = example()
    shown = [output for cell in code(read_book(1)) for output in cell.outputs]
    outputs = [output.get("data", {}) for output in shown]
    pages = [data.get("text/html", "") for data in outputs]
    [page] = [page for page in pages if 'class="article"' in page]
    html = as_on_github(page)
    assert "style" not in html and "class" not in html
    legend, *paragraphs = BeautifulSoup(html, "html.parser")("p")
    [text] = articles["text"]
    spans = [one.span() for one in re.finditer(r"(?s)\S.*?(?=\s*(?:\n\s*\n|\Z))", text)]
    shown = list(map(read, paragraphs))
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


def words(text):
    """Its words, numbers and marks like `Iran[2]`; of what pandas cut (...) nothing."""
    return set(re.findall(r"\w+(?:\[\d+\])*", re.sub(r"\S+\.\.\.|…\S+|\S+…", "", text)))


@pytest.mark.parametrize("number", range(len(NOTEBOOKS)))
def test_without_styles_scripts_and_unknown_attributes_the_outputs_say_the_same(number):
    outputs = [one.get("data", {}) for cell in code(read_book(number)) for one in cell.outputs]
    outputs = [output for output in outputs if "text/html" in output]
    assert outputs
    for output in outputs:
        soup = BeautifulSoup(as_on_github(output["text/html"]), "html.parser")
        shown = " ".join([soup.get_text(" "), *(picture["alt"] for picture in soup("img"))])
        plain = re.sub(r"^Empty DataFrame\nColumns: |\nIndex: (?=\[)", "", output["text/plain"])
        assert words(plain) <= words(shown) | words(soup.get_text())
