"""Which sections of the report have data, and that they run with no more than that."""

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from commands import run_command
from newsthemes.report.inputs import Inputs, read_inputs
from newsthemes.report.own_report import (
    NO_DATES,
    NO_WORDS,
    NOT_ENGLISH,
    OTHER_UNIT,
    TEMPLATE,
    left_out,
    report_for,
)
from newsthemes.report.sections import chosen_by, facts, with_data

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
    ("sources", ALWAYS),
    ("codes", "One one Five five six"),
    ("codes several", "One one Five five six Eight eight Nine nine"),
    ("codes dates", "One one Two two Three three Five five six Seven seven"),
]


@pytest.mark.parametrize(("known", "expected"), CASES)
def test_a_heading_stands_for_its_section_and_a_cell_for_itself(known, expected):
    cells = with_data(notebook(BOOK), set(known.split())).cells
    assert [cell.source.split()[1] for cell in cells] == expected.split()


DAYS = [f"2020-01-{day:02}" for day in range(1, 29)]
FACTS = [
    ({"article": ["a"], "date": ["2020"], "source": ["AP"]}, None, "one"),
    ({"article": ["a", "b"], "date": "2020", "source": "AP"}, None, "side few-sides"),
    ({"article": ["a", "b", "c"], "date": ["2020", "", "2021"]}, None, "side few-sides dates"),
    ({"article": ["a", "b"], "source": ["AP", "dpa"]}, None, "side few-sides"),
    ({"article": list("abcdefghi"), "source": list("ABCDEFGHI")}, None, "side"),
    ({"article": list("abcdefghi"), "source": "AP"}, None, ""),
    ({"article": range(28), "date": DAYS}, None, "dates"),  # weeks of seven: four
    ({"article": range(196), "date": DAYS * 7}, None, "dates"),
    (
        {"article": range(80), "date": [f"{2010 + n % 8}-02" for n in range(80)]},
        None,
        "line",
    ),
    (
        {"article": range(16), "date": [f"{2010 + n % 8}-02" for n in range(16)]},
        None,
        "dates",
    ),
    ({"article": ["a"]}, {"coder": ["m", "m"], "code": [1, None]}, "one codes"),
    ({"article": ["a"]}, {"coder": ["m", "n"], "code": [1, 0]}, "one codes coders"),
    ({"article": ["a"]}, {"coder": ["m", "model-n"], "code": [1, 0]}, "one codes"),
    ({"article": ["a"]}, {"coder": ["m", "n"], "code": [1, None]}, "one codes"),
    ({"article": ["a"]}, {"coder": ["m"], "code": [None]}, "one"),
]
SAMPLE = pd.DataFrame({"article": ["a"], "sentence": [1]})


@pytest.mark.parametrize(("articles", "codes", "expected"), FACTS)
def test_what_there_is(articles, codes, expected):
    articles = pd.DataFrame({"date": "", "source": "", "text": ""} | articles)
    inputs = Inputs(articles, None, None, codes and pd.DataFrame(codes))
    several = {"several"} if len(articles) > 1 else set()
    assert facts(inputs) == {*expected.split(), *several}
    coded = "codes" in expected
    inputs = inputs._replace(sample=SAMPLE)
    assert ("sample" in facts(inputs)) == coded


CHOSEN = [
    ({"party": ["X", "Y"]}, {}, ("article", "date")),
    ({"party": ["X", "Y"]}, {"BY": "party"}, ("party", "date")),
    ({"source": ["AP", "dpa"]}, {"BY": "party"}, ("source", "date")),
    ({"source": "AP"}, {"PERIOD": "year"}, ("article", "year")),
    ({"source": "AP", "article": range(9)}, {}, ("source", "date")),
    (
        {"article": range(40), "date": [f"{year}-01-31" for year in range(1900, 1940)]},
        {},
        ("source", "year"),
    ),
]


@pytest.mark.parametrize(("columns", "values", "expected"), CHOSEN)
def test_what_is_compared_and_by_which_dates(columns, values, expected):
    articles = pd.DataFrame({"article": ["a", "b"]} | {"date": "", "text": ""} | columns)
    chosen = chosen_by(Inputs(articles, None, None, values={"BY": "source"} | values))
    assert (chosen["BY"], chosen["PERIOD"]) == expected


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
            [OTHER_UNIT.format(ONE), NO_DATES],
        ),
        ([GERMAN, GERMAN, "Zoll 3"], None, [NO_DATES]),
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
    cells = {cell.id for cell in report_for(inputs).cells}
    assert ("table-suggestions" in cells) == (NO_WORDS not in said)
    assert "table-passages" in cells


@pytest.mark.parametrize(("themes", "said"), [("issues", [NOT_ENGLISH]), ("mine.yaml", [])])
def test_articles_of_another_language_are_named_beside_the_common_issues(themes, said, place):
    (place / "press" / "b.txt").write_text(f"{GERMAN}\n2023-10-26", encoding="utf-8")
    inputs = read_inputs({"ARTICLES": [f"{place}/press"], "THEMES": themes})
    named = f"1 of {len(inputs.articles)} articles, b"
    lines = [line for line in left_out(inputs) if line not in (NO_DATES, NO_WORDS)]
    assert lines == [line.format(named) for line in said]


ONE_TEXT = ["Ministers spoke of trade, $5 and tariffs.\n\nTrade talks went on; Iran was out."]
DATED = [f"---\ndate: 20{n:02}-05-02\n---\n{ONE_TEXT[0]} {n}." for n in range(8)]
THEMES = "A:\n  Trade: [trade, tariff*]\n  Sea: [sea]\nB:\n  Iran: [Iran]\n  Sea: [fish]\n"
SHEET = 'article,sentence,text,Trade,Iran\n0,1,"Ministers spoke of trade, $5 and tariffs.",1,0\n'
SHEET += "0,2,Trade talks went on; Iran was out.,1,\n"
OWN = [
    (ONE_TEXT, [], "themes where"),
    (["Rain fell on the hills."], [], "themes"),
    (ONE_TEXT * 3, [], "themes side"),
    (DATED[:3], [], "themes side"),
    ([text for text in DATED for _ in range(7)], [], "themes time"),
    (ONE_TEXT, ["ann"], "themes where validity"),
    (ONE_TEXT, ["ann", "bob"], "themes where validity"),
    (ONE_TEXT, ["model-a"], "themes where validity"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("texts", "coders", "drawn"), OWN)
def test_a_report_runs_with_what_there_is(texts, coders, drawn, place, without_kernels):
    """Without dates, sources, codes or mentions; with themes of one name."""
    for path in [*Path("press").iterdir()]:
        path.unlink()
    Path("codes").mkdir()
    for number, text in enumerate(texts):
        Path("press", f"{number}.md").write_text(text, encoding="utf-8")
    for name in coders:
        Path("codes", f"{name}.csv").write_text(SHEET, encoding="utf-8")
    Path("mine.yaml").write_text(THEMES, encoding="utf-8")
    codes = ["--codes", "codes"] * bool(coders)
    assert run_command("--articles", "press", "--themes", "mine.yaml", *codes) in (0, 3)
    out = Path("press-themes")
    figures = {path.stem for path in out.glob("figures/*")}
    assert figures == set(drawn.split())
    assert ("dates.csv" in {path.name for path in out.glob("tables/*")}) == (texts == DATED[:3])
    assert {"report.html", "index.html", "methods.html"} <= {path.name for path in out.iterdir()}


@pytest.mark.slow
@pytest.mark.parametrize("texts", [DATED[:3], [text for text in DATED for _ in range(7)]])
def test_a_theme_may_be_called_as_a_column(texts, place, without_kernels):
    for path in [*Path("press").iterdir()]:
        path.unlink()
    for number, text in enumerate(texts):
        Path("press", f"{number}.md").write_text(text, encoding="utf-8")
    themes = "".join(
        f"{name}: [trade]\n" for name in ("date", "year", "articles", "theme", "group")
    )
    Path("mine.yaml").write_text(themes, encoding="utf-8")
    assert run_command("--articles", "press", "--themes", "mine.yaml") == 0


@pytest.mark.slow
def test_what_only_some_sources_mention_is_a_table_though_many_are_not_shown(
    place, without_kernels
):
    for number in range(9):
        text = f"---\nsource: {number} Times\n---\n{ONE_TEXT[0]}" + " The sea." * (number == 3)
        Path("press", f"{number}.md").write_text(text, encoding="utf-8")
    Path("mine.yaml").write_text(THEMES, encoding="utf-8")
    assert run_command("--articles", "press", "--themes", "mine.yaml", "--by", "source") == 0
    assert "3 Times" in Path("press-themes", "tables", "only.csv").read_text(encoding="utf-8")
    book = nbformat.read(Path("press-themes", "report.ipynb"), as_version=4)
    assert "table-only" not in {cell.id for cell in book.cells}


def test_no_sentence_of_the_report_has_a_number_and_every_title_is_a_label():
    book = nbformat.read(TEMPLATE, as_version=4)
    for cell in book.cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"(?<!SHA-)\b\d", cell.source), cell.source
        tags = cell.metadata.get("tags", [])
        assert all(tag.startswith("needs-") or tag == "parameters" for tag in tags)
        assert "finding=" not in cell.source
