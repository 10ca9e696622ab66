"""The contract of a notebook: its cells run on articles of somebody's own, whatever these lack, and keep
apart what is called alike.
"""

import ast
import re
from itertools import chain

import nbformat
import numpy as np
import pandas as pd
import pytest
from PIL import Image

import newsthemes as nt
from cells import NOTEBOOKS, ROOT, code, read_book, run_cells
from commands import sections
from newsthemes.report.inputs import read_inputs
from newsthemes.report.run_notebooks import notebooks_for

TEXTS = {
    "no mention": "Rain fell on the hills.\n\nIt was cold. Nobody went out.",
    "mentions": "Ministers spoke of trade, $5 and tariffs.\n\nTrade talks went on; Iran was out.",
}
THEMES = "A:\n  Trade: [trade, tariff*]\nB:\n  Iran: [Iran]\n  Sport: [football]\n"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_saved_is_shown_and_names_of_ours_are_public(path):
    cells = code(nbformat.read(path, as_version=4))
    for cell in cells:
        assert "from newsthemes" not in cell.source
        *before, last = ast.parse(cell.source).body
        assert "nt.save(" not in "\n".join(map(ast.unparse, before)), cell.source
        if "nt.save(" in cell.source:
            assert ast.unparse(last).startswith("nt.save("), cell.source
    if path is not NOTEBOOKS[0]:
        assert re.search(r'html\.use_mathjax(",| =) False', cells[0].source)


def test_words_beside_a_match_are_not_cut():
    """A concordance has 60 characters on either side; pandas cuts at 50, beside the match."""
    for number, path in enumerate(NOTEBOOKS):
        head, *cells = code(read_book(number))
        if any("nt.concordance(" in cell.source for cell in cells):
            with pd.option_context("display.max_colwidth", 50, "display.precision", 6):
                exec(head.source, {})
                assert pd.get_option("display.max_colwidth") >= 60, path.stem


def own(folder, texts, themes=THEMES):
    """Articles and themes of somebody's own, as settings; without dates and sources, where their texts
    hold none.
    """
    (folder / "press").mkdir()
    (folder / "seeds").symlink_to(ROOT / "seeds")
    for name, text in enumerate(texts):
        (folder / "press" / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "mine.yaml").write_text(themes, encoding="utf-8")
    paths = {"ARTICLES": str(folder / "press"), "THEMES": str(folder / "mine.yaml")}
    return paths | {"EDIT_TERMS": "talks"}


def run_own(folder, settings, *numbers, saving="", **more):
    """Run these notebooks, all of them where none is named, as a run of the project gives them to
    somebody: without the sections for which there is no data; of the others all, or those that save this.
    """
    books = notebooks_for(read_inputs(settings | more))
    for name, book in books.items():
        if not numbers or int(name[0]) in numbers:
            head, *others = map(code_of, sections(book))
            asked = [cells for cells in others if any(saving in cell.source for cell in cells)]
            run_cells([*head, *chain(*asked)], folder, **more)
    return [int(name[0]) for name in books]


def code_of(cells):
    return [cell for cell in cells if cell.cell_type == "code"]


def description(folder, name):
    with Image.open(folder / "figures" / f"{name}.png") as picture:
        return picture.text["Description"]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "number", "there"), [  # one that mentions is the project's own
    ("no mention", 1, [1, 2, 3, 4]),
    ("no mention", 3, [1, 2, 3, 4, 5, 6]),
    ("mentions", 3, [1, 2, 3, 4, 5, 6]),
])  # fmt: skip
def test_they_run_without_dates_sources_and_codes(text, number, there, tmp_path):
    assert run_own(tmp_path, own(tmp_path, [TEXTS[text]] * number)) == there


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS)
def test_sections_that_need_data_run_without_them(text, tmp_path):
    """As in JupyterLab, where nothing is left out; the others run above."""
    settings = own(tmp_path, [TEXTS[text], f"{TEXTS[text]} Once more."])
    chosen = {"THEME": "Trade", "EDIT_THEME": "Trade", "ARTICLE": 0}
    books = notebooks_for(read_inputs(settings))
    there = {cell.id for book in books.values() for cell in book.cells}
    ran = []
    for number in (1, 2, 3):
        head, *others = sections(read_book(number))
        without = [cells for cells in others if not {cell.id for cell in cells} <= there]
        run_cells(code_of(chain(head, *without)), tmp_path, **settings, **chosen)
        ran += without
    assert ran


@pytest.mark.slow
@pytest.mark.parametrize(("text", "coder", "said"), [
    ("no mention", "ann", "Coded by: ann 2 articles"),
    ("mentions", "Model-a", "Coded by: no person, Model-a, model-b 2 articles"),
])  # fmt: skip
def test_codes_of_somebody_else_are_held_against_the_counts(text, coder, said, tmp_path):
    settings = own(tmp_path, [TEXTS[text], f"{TEXTS[text]} Once more."])
    codes = tmp_path / "codes"
    codes.mkdir()
    sheet = nt.sentences(nt.read_articles(settings["ARTICLES"]))[["article", "sentence", "text"]]
    for name, step in ((coder, 2), ("model-b", 3)):
        code_of = (sheet.index % step == 0).astype(int)
        coded = sheet.assign(Trade=code_of, Iran=code_of, Sport=code_of)
        coded.to_csv(codes / f"{name}.csv", index=False)
    run_own(tmp_path, settings, 4, CODES=str(codes))
    for name in ("4-validity", "4-corrected"):
        assert said in description(tmp_path, name)


@pytest.mark.parametrize(("coder", "says"), [
    ("jana", "Coded by people: jana\nCoded by language models: nothing\n"
     "Coded sentences: 2. Coded themes: 1.\n"),
    ("model-a", "Coded by people: nobody\nCoded by language models: model-a\n"
     "To code. Sentences: 3. Themes: 2. Minutes: about 0.\n"),
])  # fmt: skip
def test_what_is_coded_is_told_from_what_is_still_to_code(coder, says, tmp_path, capsys):
    settings = own(tmp_path, ["Trade. Iran. Peace."], "Trade: [trade]\nIran: [Iran]\n")
    sheet = "article,sentence,text,Trade,Iran\n0,1,Trade.,1,\n0,2,Iran.,0,\n0,3,Peace.,,\n"
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes" / f"{coder}.csv").write_text(sheet, encoding="utf-8")
    first = ["imports", "parameters", "read", "read-codes", "coding-time"]
    cells = [cell for cell in code(read_book(4)) if cell.id in first]
    run_cells(cells, tmp_path, CODES=str(tmp_path / "codes"), **settings)
    assert capsys.readouterr().out == says


LATER = "---\ndate: 2020-05-02\n---\nRain fell."
SAME = "A:\n  Sea: [sea, ship]\n  Land: [land, hill]\nB:\n  Sea: [fish]\n"


SEA = ["---\ndate: 2020-01-02\n---\nThe sea and a ship near land. Fish of the sea. A hill. Fish."]


@pytest.mark.slow
@pytest.mark.parametrize(("theme", "matches", "saving"), [
    ("A: Sea", {"sea", "ship"}, "-passages"),
    ("B: Sea", {"fish"}, ""),
    ("A: Land", {"land", "hill"}, "-passages"),
])  # fmt: skip
def test_two_themes_of_one_name_stay_two(theme, matches, saving, tmp_path):
    """In numbers, in tables, and where one of them is asked for."""
    given = {"saving": saving, "THEME": theme, "EDIT_TERMS": []}
    run_own(tmp_path, own(tmp_path, [*SEA * 7, LATER], SAME), 2, 6, **given)
    for name in ("2-passages", "6-passages"):
        listed = pd.read_csv(tmp_path / "tables" / f"{name}.csv")["match"]
        assert set(listed.str.lower()) == matches
    if not saving:
        together = description(tmp_path, "2-together")
        assert "A: Sea + Land 7" in together and "A: Sea + B: Sea 7" in together


@pytest.mark.slow
def test_a_period_of_fewer_than_seven_articles_is_no_peak(tmp_path):
    texts = ["---\ndate: 2020-01-02\n---\nOf the sea."] * 6 + [LATER]
    run_own(tmp_path, own(tmp_path, texts, SAME), 6, THEME="A: Sea")
    assert (tmp_path / "figures" / "6-time.png").exists()
    assert not (tmp_path / "figures" / "6-peak.png").exists()
    assert pd.read_csv(tmp_path / "tables" / "6-passages.csv").empty


@pytest.mark.slow
def test_the_chart_of_sources_says_what_it_is_by(tmp_path):
    settings = own(tmp_path, [])
    rows = [{"text": TEXTS["mentions"], "source": one, "party": one} for one in ["AP", "dpa"] * 12]
    pd.DataFrame(rows).to_csv(tmp_path / "a.csv", index=False)
    run_own(tmp_path, settings, 6, ARTICLES=str(tmp_path / "a.csv"), BY="party")
    assert "by party" in description(tmp_path, "6-sources")


@pytest.mark.slow
def test_words_of_a_peak_are_said_five_times_there_and_starred_if_chance_may_bring_them(tmp_path):
    random, rows = np.random.default_rng(0), []
    words = [f"{one}{other}" for one in "bcdfghkl" for other in ("ale", "ine", "oll", "ump", "ent")]
    for number in range(188):  # of the last quarter eight, all on the theme
        peak = number >= 180
        said = ["Sea" if peak or number % 2 else "Land", *random.choice(words, 12)]
        seldom = number % 2 * peak or number in range(1, 13, 2)
        said += ["storm", "storm"] * peak + ["seldom"] * seldom
        rows.append({"text": " ".join(said), "date": f"2020-{1 + 3 * (number // 60):02}-05"})
    pd.DataFrame(rows).to_csv(tmp_path / "a.csv", index=False)
    settings = own(tmp_path, [], "Sea: [sea]\n")
    articles = {"ARTICLES": str(tmp_path / "a.csv"), "READ": {"language": "en"}}
    run_own(tmp_path, settings, 6, THEME="Sea", PERIOD="quarter", **articles)
    peak = description(tmp_path, "6-peak")
    assert "storm" in peak and "*" not in peak and "seldom" not in peak
    assert "dot: in 8 articles of the peak" in peak


def test_a_theme_can_get_a_color_of_its_own(tmp_path):
    settings = own(tmp_path, [TEXTS["mentions"]])
    del settings["EDIT_TERMS"]
    cells = code(read_book(2))
    [choose] = [cell for cell in cells if cell.id == "choose"]
    choose.source += '\ncolors["Trade"] = "#990000"'
    [last] = [number for number, cell in enumerate(cells, 1) if '"2-where"' in cell.source]
    run_cells(cells[:last], tmp_path, THEME="Trade", **settings)
    assert "Trade" in description(tmp_path, "2-where")
