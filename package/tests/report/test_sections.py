"""Which sections of a notebook have data."""

import re

import nbformat
import pandas as pd
import pytest

from newsthemes.report.inputs import Inputs, read_inputs
from newsthemes.report.run_notebooks import (
    NO_DATES,
    NO_WORDS,
    OTHER_UNIT,
    OTHER_WORDS,
    left_out,
    notebooks_for,
)
from newsthemes.report.sections import facts, with_data

BOOK = """
# One
code one
## Two | needs-dates
code two
### Three
code three
### Four | needs-sources
code four
## Five
code five | needs-codes
code example | example
code six
### Seven | needs-codes needs-dates
code seven
# Eight | needs-several
code eight
## Nine
code nine
"""


def notebook(text):
    cells = []
    for line in text.strip().splitlines():
        source, _, tags = line.partition(" | ")
        make = (
            nbformat.v4.new_markdown_cell if source.startswith("#") else nbformat.v4.new_code_cell
        )
        cells.append(make(source, metadata={"tags": tags.split()} if tags else {}))
    return nbformat.v4.new_notebook(cells=cells)


ALWAYS = "One one Five six"
CASES = [
    ("", ALWAYS),
    ("dates", "One one Two two Three three Five six"),
    ("sources", ALWAYS),
    ("codes", "One one Five five six"),
    ("codes example", "One one Five five example six"),
    ("codes several", "One one Five five six Eight eight Nine nine"),
    ("codes dates", "One one Two two Three three Five five six Seven seven"),
]


@pytest.mark.parametrize(("known", "expected"), CASES)
def test_a_heading_stands_for_its_section_and_a_cell_for_itself(known, expected):
    cells = with_data(notebook(BOOK), set(known.split())).cells
    assert [cell.source.split()[1] for cell in cells] == expected.split()


def test_the_first_heading_stands_for_the_whole_notebook():
    book = notebook("# One | needs-several\ncode one\n## Two\ncode two")
    assert with_data(book, set()) is None and len(with_data(book, {"several"}).cells) == 4


FACTS = [
    ({"article": ["a"], "date": ["2020"], "source": ["AP"]}, None, ""),
    (
        {"article": ["a", "b"], "date": ["2020", "2020"], "source": ["AP", "AP"]},
        None,
        "several few side",
    ),
    (  # of one period, which makes no chart over time
        {"article": ["a", "b", "c"], "date": ["2026", "2026-03", "2026-03-02"], "source": "AP"},
        None,
        "several few side",
    ),
    (
        {"article": ["a", "b", "c"], "date": ["2020", "", "2021"], "source": ["AP", "", ""]},
        None,
        "several few side dates",
    ),
    ({"article": ["a", "b"], "source": ["AP", "dpa"]}, None, "several few side sources"),
    ({"article": list("abcdefghi"), "source": list("ABCDEFGHI")}, None, "several side sources"),
    ({"article": list("abcdefghi"), "source": "AP"}, None, "several"),
    ({"article": ["a"]}, {"coder": ["m", "m"], "code": [1, None]}, "codes"),
    ({"article": ["a"]}, {"coder": ["m", "n"], "code": [1, 0]}, "codes coders"),
    ({"article": ["a"]}, {"coder": ["m", "model-n"], "code": [1, 0]}, "codes"),
    ({"article": ["a"]}, {"coder": ["m", "n"], "code": [1, None]}, "codes"),
    ({"article": ["a"]}, {"coder": ["m"], "code": [None]}, ""),
]
SAMPLE = pd.DataFrame({"article": ["a"], "sentence": [1]})


@pytest.mark.parametrize(("articles", "codes", "expected"), FACTS)
def test_what_there_is(articles, codes, expected):
    articles = pd.DataFrame({"date": "", "source": "", "text": ""} | articles)
    mentions = pd.DataFrame(columns=["theme"])
    inputs = Inputs(articles, None, mentions, codes and pd.DataFrame(codes))
    assert facts(inputs) == {*expected.split(), "unit"}
    coded = codes is not None and "codes" in expected
    assert ("sample" in facts(inputs._replace(sample=SAMPLE))) == coded
    assert "mentions" in facts(inputs._replace(mentions=pd.DataFrame({"theme": ["Trade"]})))


def test_articles_are_compared_by_any_column_and_an_edit_is_known_by_its_setting():
    parties = pd.DataFrame({"article": ["a", "b"], "party": ["X", "Y"], "date": "", "text": ""})
    values = {"BY": "party", "EDIT_TERMS": "tariffs"}
    assert {"sources", "edit"} <= facts(Inputs(parties, None, parties[:0], values=values))


GERMAN = "Die Lage ist ernst, so der Minister. Es gibt Streit um Zölle, und das seit Jahren. " * 5
GEORGIAN = "მინისტრები შეხვდნენ თბილისში და ისაუბრეს ვაჭრობის შესახებ. Zölle. " * 5
CHINESE = "南海问题，贸易。" * 60
ONE = "1 of 8 articles, 7"


@pytest.mark.parametrize(
    "texts, language, said",
    [
        ([GERMAN], None, []),
        ([GEORGIAN], None, [NO_WORDS]),
        ([CHINESE], None, [NO_WORDS]),
        (["Zoll 3"], None, [NO_WORDS]),
        (["Zoll 3"], "en", []),
        # of several, those that are left out are named
        (
            [*[GERMAN] * 7, CHINESE],
            None,
            [OTHER_WORDS.format(ONE), OTHER_UNIT.format(ONE), NO_DATES],
        ),
        ([GERMAN, GERMAN, "Zoll 3"], None, [OTHER_WORDS.format("1 of 3 articles, 2"), NO_DATES]),
        ([f"2023-10-26 {GERMAN}", GERMAN], None, []),
    ],
)
def test_what_is_left_out_is_said_and_is_not_there(texts, language, said, tmp_path):
    assert "sources.csv" in NO_DATES and "--date-column" in NO_DATES  # of files, and of a table
    dates = "".join(f"{number}.txt,2023-10-26\n" for number in range(9) if NO_DATES not in said)
    (tmp_path / "sources.csv").write_text("file,date\n" + dates, encoding="utf-8")
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text("Zoll: [Zölle, Zoll, 贸易]", encoding="utf-8")
    values = {"ARTICLES": f"{tmp_path}", "THEMES": f"{tmp_path}/mine.yaml"}
    inputs = read_inputs(values | {"READ": {"language": language}})
    assert left_out(inputs) == said
    books = notebooks_for(inputs)
    assert "".join(name[0] for name in books) == "1234" + "56" * (len(texts) > 1)
    cells = {cell.id for book in books.values() for cell in book.cells}
    assert {"plot-words", "table-pairs", "table-suggestions"} <= cells or NO_WORDS in said
    assert "text" in cells and not (NO_WORDS in said and "plot-words" in cells)


def test_without_an_edit_notebook_3_speaks_of_none(tmp_path):
    (tmp_path / "a.txt").write_text(GERMAN, encoding="utf-8")
    values = {"ARTICLES": [f"{tmp_path}/a.txt"], "THEMES": {"Zoll": ["Zölle"]}}
    book = notebooks_for(read_inputs(values))["3-change-the-themes.ipynb"]
    texts = [cell.source for cell in book.cells if cell.cell_type == "markdown"]
    assert not [text for text in texts if "3-edited" in text or "gets another term" in text]
    assert "*Writes* the tables" in "".join(texts)


@pytest.mark.parametrize("number", [1, 3])
def test_notebooks_name_no_file_of_the_project_but_notebooks_that_are_there(number, tmp_path):
    for name in range(number):
        (tmp_path / f"{name}.txt").write_text(GERMAN, encoding="utf-8")
    values = {"ARTICLES": [f"{tmp_path}"], "THEMES": {"Zoll": ["Zölle"]}}
    books = notebooks_for(read_inputs(values))
    cells = [cell for book in books.values() for cell in book.cells]
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    targets = re.findall(r"\]\(([^)]*)\)", text)
    files = {target for target in targets if not target.startswith("https://")}
    assert files and files <= {*books}
    assert not [cell.source for cell in cells if "seeds" in cell.source]  # the project's articles
