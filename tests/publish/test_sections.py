"""Which sections of a notebook have data."""

from pathlib import Path

import nbformat
import pandas as pd
import pytest

from newsthemes.publish.inputs import Inputs, read_inputs
from newsthemes.publish.run_notebooks import finding, left_out, notebooks_for
from newsthemes.publish.sections import facts, with_data

ROOT = Path(__file__).resolve().parents[2]
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
    ("dates sources", "One one Two two Three three Four four Five six"),
    ("sources", ALWAYS),
    ("codes", "One one Five five six"),
    ("codes several", "One one Five five six Eight eight Nine nine"),
    ("codes dates", "One one Two two Three three Five five six Seven seven"),
]


@pytest.mark.parametrize(("known", "expected"), CASES)
def test_a_heading_stands_for_its_section_and_a_cell_for_itself(known, expected):
    cells = with_data(notebook(BOOK), set(known.split())).cells
    assert [cell.source.split()[1] for cell in cells] == expected.split()


@pytest.mark.parametrize(("terms", "known"), [([], set()), ("tariffs", {"edit"})])
def test_an_edit_is_known_by_its_setting(terms, known):
    articles = pd.DataFrame({"article": ["a"], "text": ["Trade."]})
    inputs = Inputs(articles, None, articles, values={"BY": "source", "EDIT_TERMS": terms})
    assert facts(inputs) & {"edit"} == known


def test_the_first_heading_stands_for_the_whole_notebook():
    book = notebook("# One | needs-several\ncode one\n## Two\ncode two")
    assert with_data(book, {"one"}) is None and len(with_data(book, {"several"}).cells) == 4


FACTS = [
    ({"article": ["a"]}, None, "one"),
    ({"article": ["a"], "date": ["2020"], "source": ["AP"]}, None, "one"),
    ({"article": ["a", "b"], "date": ["2020", "2020"], "source": ["AP", "AP"]}, None, "several"),
    (
        {"article": ["a", "b", "c"], "date": ["2020", "", "2021"], "source": ["AP", "", ""]},
        None,
        "several dates",
    ),
    ({"article": ["a", "b"], "source": ["AP", "dpa"]}, None, "several sources"),
    ({"article": ["a"]}, {"coder": ["m", "m"], "code": [1, None]}, "one codes"),
    ({"article": ["a"]}, {"coder": ["m", "n"], "code": [1, 0]}, "one codes coders"),
    ({"article": ["a"]}, {"coder": ["m", "n"], "code": [1, None]}, "one codes"),
    ({"article": ["a"]}, {"coder": ["m"], "code": [None]}, "one"),
]
SAMPLE = pd.DataFrame({"article": ["a"], "sentence": [1]})


@pytest.mark.parametrize(("articles", "codes", "expected"), FACTS)
def test_what_there_is(articles, codes, expected):
    articles, mentions = pd.DataFrame(articles).assign(text=""), pd.DataFrame(columns=["theme"])
    inputs = Inputs(articles, None, mentions, codes and pd.DataFrame(codes))
    assert facts(inputs) == {*expected.split(), "unit"}
    coded = codes is not None and "codes" in expected
    assert ("sample" in facts(inputs._replace(sample=SAMPLE))) == coded
    assert "mentions" in facts(inputs._replace(mentions=pd.DataFrame({"theme": ["Trade"]})))


def test_articles_are_compared_by_any_column():
    parties = pd.DataFrame({"article": ["a", "b"], "party": ["X", "Y"], "text": ""})
    assert "sources" in facts(Inputs(parties, None, parties[:0], values={"BY": "party"}))


def test_cells_of_the_example_go_where_it_is_another():
    book = notebook("# One\ncode one | example\n## Ours | example\ncode two\n## Three\ncode three")
    for known, left in ((set(), "One Three three"), ({"example"}, "One one Ours two Three three")):
        cells = with_data(book, known).cells
        assert [cell.source.split()[1] for cell in cells] == left.split()


GERMAN = "Die Lage ist ernst, so der Minister. Es gibt Streit um Zölle, und das seit Jahren. " * 5
GEORGIAN = "მინისტრები შეხვდნენ თბილისში და ისაუბრეს ვაჭრობის შესახებ. Zölle. " * 5


def test_what_language_the_articles_are_in():
    every, chinese = {"unit", "word-list"}, "南海问题，贸易。" * 60
    for texts, expected in (
        ([GERMAN], every),
        ([GEORGIAN], {"unit"}),
        (["Wang Yi."], {"unit"}),
        ([chinese], {"unit"}),
        ([GERMAN, chinese], set()),
    ):
        articles = pd.DataFrame({"article": range(len(texts)), "text": texts})
        known = facts(Inputs(articles, None, pd.DataFrame()))
        assert known & every == expected


def test_what_is_left_out_for_the_language_is_named_by_a_heading(tmp_path):
    for name, text in {"a": GERMAN, "b": "南海问题，贸易。" * 60}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text("Zoll: [Zölle, 贸易]", encoding="utf-8")
    inputs = read_inputs({"ARTICLES": str(tmp_path), "THEMES": f"{tmp_path}/mine.yaml"})
    *lines, last = left_out(inputs)
    assert lines and all(line.endswith("?") for line in lines)
    assert last.startswith("No article has a date")
    book = notebooks_for(inputs, "run.py")["5-many-articles.ipynb"]
    assert not {cell.id for cell in book.cells} & {"plot-time", "plot-kinds", "plot-peak"}


OF_LISTS = ["1-the-article", "1-the-article", "3-change-the-themes"]  # 5 is of several


@pytest.mark.parametrize("text", [GEORGIAN, "南海问题，贸易。" * 60])
def test_what_needs_a_language_is_left_out_and_named(text, tmp_path):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text("Zoll: [Zölle, 贸易]", encoding="utf-8")
    values = {"ARTICLES": f"{tmp_path}/a.txt", "THEMES": f"{tmp_path}/mine.yaml"}
    inputs = read_inputs(values)
    books = notebooks_for(inputs, "run.py")
    assert "".join(name[0] for name in books) == "1234"
    cells = {cell.id for book in books.values() for cell in book.cells}
    assert not cells & {"plot-words", "table-pairs", "table-suggestions"}
    assert "text" in cells
    said = "Left out for the articles' language: "
    lines = [line.removeprefix(said).partition(", ") for line in left_out(inputs)]
    assert all(heading for _, _, heading in lines)
    assert [name for name, _, _ in lines] == OF_LISTS
    assert "mentioned" in finding(inputs)


def test_a_language_that_is_not_sure_can_be_said(tmp_path):
    (tmp_path / "mine.yaml").write_text("Zoll: [Zoll]", encoding="utf-8")
    (tmp_path / "a.csv").write_text("text\nZoll 3\n", encoding="utf-8")
    values = {"ARTICLES": f"{tmp_path}/a.csv", "THEMES": f"{tmp_path}/mine.yaml"}
    assert "--language en" in left_out(read_inputs(values))[-1]
    assert left_out(read_inputs(values | {"LANGUAGE": "en"})) == []


def test_articles_without_any_date_are_named(tmp_path):
    (tmp_path / "mine.yaml").write_text("Zoll: [Zoll]", encoding="utf-8")
    for dates, said in {",": True, "2023-10-26,": False}.items():
        rows = f"date,text\n{dates}Zoll und mehr\n,Noch ein Zoll\n"
        (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
        values = {"ARTICLES": f"{tmp_path}/a.csv", "THEMES": f"{tmp_path}/mine.yaml"}
        lines = left_out(read_inputs(values | {"LANGUAGE": "de"}))
        assert any("--date-column" in line for line in lines) == said


@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_is_left_out_where_there_is_a_list(language, tmp_path):
    seeds, german = ROOT / "seeds", tmp_path / "a.txt"
    german.write_text(GERMAN, encoding="utf-8")
    articles = {"en": seeds, "de": german}[language]
    inputs = read_inputs({"ARTICLES": str(articles), "THEMES": str(seeds / "themes.yaml")})
    assert left_out(inputs) == [] and inputs.articles["language"].tolist() == [language]
