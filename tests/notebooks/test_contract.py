"""The contract of a notebook: cells run again, sections go without breaking others, and the code
in them is pandas', Matplotlib's and NLTK's where these have a word for it.
"""

import ast
import builtins
import re
import warnings
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from PIL import Image

import newsthemes as nt
from commands import sections
from newsthemes.articles.read_articles import ArticleWarning
from newsthemes.lexicon.model import LexiconWarning
from newsthemes.site.inputs import NEUTRAL, read_inputs
from newsthemes.site.kernels import find_notebooks
from newsthemes.site.parameters import with_parameters
from newsthemes.site.sections import facts, with_data
from newsthemes.trust.read_codes import CodesWarning
from newsthemes.trust.sheets import sentences_of

ROOT = Path(__file__).resolve().parents[2]
_, *NOTEBOOKS = ALL = find_notebooks(ROOT / "notebooks")

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
each_of_all = pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)


def code(cells):
    return [cell.source for cell in cells if cell.cell_type == "code"]


def code_of(path):
    return "\n".join(code(nbformat.read(path, as_version=4).cells))


def names_in(node):
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


class Names(ast.NodeVisitor):
    """The names that a cell reads from elsewhere, and those that it binds, in the order of the
    statements.
    """

    def __init__(self, source):
        self.reads, self.binds = set(), set()
        for statement in ast.parse(source).body:
            self.visit(statement)

    def visit_Assign(self, node):
        self.visit(node.value)
        for target in node.targets:
            self.visit(target)

    def visit_For(self, node):
        self.visit(node.iter)
        self.visit(node.target)
        for statement in node.body:
            self.visit(statement)

    def visit_Import(self, node):
        self.binds |= {name.asname or name.name.partition(".")[0] for name in node.names}

    visit_ImportFrom = visit_Import

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Store):
            self.binds.add(node.id)
        elif node.id not in self.binds:
            self.reads.add(node.id)

    def visit_Constant(self, node):
        if isinstance(node.value, str):  # a query reads "theme == @THEME"
            self.reads |= {*re.findall(r"@(\w+)", node.value)} - self.binds

    def of_comprehension(self, node):
        inner = set().union(*(names_in(part.target) for part in node.generators))
        self.reads |= names_in(node) - inner - self.binds

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = of_comprehension

    def visit_Lambda(self, node):
        inner = {argument.arg for argument in node.args.args}
        self.reads |= names_in(node.body) - inner - self.binds


BUILTINS = set(dir(builtins))


@each_of_all
def test_a_section_reads_only_what_the_head_or_itself_binds(path):
    head, *others = sections(nbformat.read(path, as_version=4))
    known = set().union(*(Names(source).binds for source in code(head)))
    for section in others:
        bound = known | BUILTINS
        for source in code(section):
            names = Names(source)
            assert names.reads <= bound, (section[0].source.splitlines()[0], names.reads - bound)
            bound |= names.binds
    made = set().union(*(Names(source).binds for part in others for source in code(part)))
    assert not made & known, "a section binds a name of the head"


@each_of_all
def test_no_cell_binds_a_name_that_it_reads_from_elsewhere(path):
    for source in code(nbformat.read(path, as_version=4).cells):
        names = Names(source)
        assert not names.reads & names.binds, source


@each_notebook
def test_the_head_is_settings_and_data(path):
    head = code(sections(nbformat.read(path, as_version=4))[0])
    imports, settings, *_ = head
    assert "import pandas as pd" in imports and "import matplotlib.pyplot as plt" in imports
    assert re.search(r'html\.use_mathjax(",| =) False', imports)
    assert all(name.isupper() for name in Names(settings).binds)


@each_notebook
def test_pandas_and_matplotlib_are_used(path):
    used = code_of(path)
    assert re.search(r"\bplt\.\w+\(", used)
    assert re.search(r"\bpd\.\w+\(|\.(query|groupby|value_counts|nlargest|pivot)\(", used)


def test_the_first_notebook_counts_with_nltk():
    used = code_of(NOTEBOOKS[0])
    assert "nltk.FreqDist(" in used and "nltk.BigramCollocationFinder" in used


def test_notebooks_use_public_names_of_ours():
    used = "\n".join(map(code_of, ALL))
    assert "from newsthemes" not in used
    assert all(name in nt.__all__ for name in re.findall(r"\bnt\.(\w+)", used))


@each_of_all
def test_a_saved_thing_is_the_last_line_of_its_cell(path):
    for source in code(nbformat.read(path, as_version=4).cells):
        if "nt.save(" in source:
            *before, last = ast.parse(source).body
            assert ast.unparse(last).startswith("nt.save("), source
            assert "nt.save(" not in "\n".join(map(ast.unparse, before)), source


def run_here(book, folder, monkeypatch, **settings):
    """Run the cells of a notebook in a fresh namespace, in a folder of its own, beside the seeds
    that cells of the example read.
    """
    (folder / "notebooks").mkdir()
    (folder / "seeds").symlink_to(SEEDS)
    monkeypatch.chdir(folder / "notebooks")
    with_parameters(book, {"FIGURES": str(folder / "figures"), **settings})
    namespace = {}
    with warnings.catch_warnings():
        for kind in (ArticleWarning, CodesWarning, LexiconWarning):  # of what is yours in seeds/
            warnings.simplefilter("ignore", kind)
        for source in code(book.cells):
            exec(compile(source, "cell", "exec"), namespace)
    plt.close("all")


SEEDS = ROOT / "seeds"


TEXTS = {
    "no mention": "Rain fell on the hills.\n\nIt was cold. Nobody went out.",
    "mentions": "Ministers spoke of trade, $5 and tariffs.\n\nTrade talks went on; Iran was out.",
}
THEMES = "A:\n  Trade: [trade, tariff*]\nB:\n  Iran: [Iran]\n  Sport: [football]\n"


def folder_of_articles(folder, text, number):
    """Articles without dates and sources, and themes of somebody's own, as settings."""
    press = folder / "press"
    press.mkdir()
    for name in range(number):
        (press / f"{name}.txt").write_text(TEXTS[text], encoding="utf-8")
    themes = folder / "mine.yaml"
    themes.write_text(THEMES, encoding="utf-8")
    own = {"ARTICLES": str(press), "THEMES": str(themes), "THEME": "Trade", "ARTICLE": 0}
    return NEUTRAL | own | {"EDIT_THEME": "Trade", "EDIT_TERMS": "talks", "PERIOD": "year"}


def with_data_for(path, settings):
    return with_data(nbformat.read(path, as_version=4), facts(read_inputs(settings)))


@pytest.mark.slow
@each_notebook
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("number", [1, 3])
def test_it_runs_without_dates_sources_and_codes(path, text, number, tmp_path, monkeypatch):
    own = folder_of_articles(tmp_path, text, number)
    book = with_data_for(path, own)
    if book is None:
        assert (path.name[0], number) == ("5", 1)  # one article has no fifth notebook
        return
    run_here(book, tmp_path, monkeypatch, **own)


BY_HAND = [(path, text) for path in NOTEBOOKS[:3] for text in TEXTS]
BY_HAND.append((NOTEBOOKS[3], "no mention"))  # its news take ten seconds


@pytest.mark.slow
@pytest.mark.parametrize(("path", "text"), BY_HAND)
def test_sections_that_need_data_run_without_them(path, text, tmp_path, monkeypatch):
    """As in JupyterLab, where nothing is left out: with codes or not."""
    own = folder_of_articles(tmp_path, text, 2)
    run_here(nbformat.read(path, as_version=4), tmp_path, monkeypatch, **own)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "coder", "said"),
    [
        ("no mention", "ann", "coded by ann 2 articles"),
        ("mentions", "Model-a", "coded by no person, at most a language model 2 articles"),
    ],
)
def test_codes_of_somebody_else_are_held_against_the_counts(
    text, coder, said, tmp_path, monkeypatch
):
    own = folder_of_articles(tmp_path, text, 2)
    codes = tmp_path / "codes"
    codes.mkdir()
    lexicon = nt.read_lexicon(own["THEMES"])
    sheet = sentences_of(nt.read_articles(own["ARTICLES"]))
    themes = list(lexicon.themes)
    for name, step in ((coder, 2), ("model-b", 3)):
        coded = sheet.assign(**{theme: (sheet.index % step == 0).astype(int) for theme in themes})
        coded.to_csv(codes / f"{name}.csv", index=False)
    own["CODES"] = str(codes)
    run_here(with_data_for(NOTEBOOKS[3], own), tmp_path, monkeypatch, **own)
    for name in ("4-validity", "4-corrected"):
        with Image.open(tmp_path / "figures" / f"{name}.png") as picture:
            assert said in picture.text["Description"]


SAME = "A:\n  Sea: [sea, ship]\n  Land: [land, hill]\nB:\n  Sea: [fish]\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("theme", "name"), [("A: Sea", "A: Sea"), ("B: Sea", "B: Sea"), ("A: Land", "Land")]
)
def test_two_themes_of_one_name_stay_two(theme, name, tmp_path, monkeypatch):
    """In numbers, in tables, and where one of them is asked for."""
    own = folder_of_articles(tmp_path, "mentions", 0) | {"THEME": theme, "EDIT_TERMS": []}
    text = "The sea and a ship near land. Fish of the sea. A hill. Fish."
    date = "---\ndate: 2020-0{}-01\n---\n"
    for number in (1, 2):
        place = tmp_path / "press" / f"{number}.md"
        place.write_text(date.format(number) + text, encoding="utf-8")
    Path(own["THEMES"]).write_text(SAME, encoding="utf-8")
    saved = {}
    monkeypatch.setattr(nt, "save", lambda thing, name, alt="": saved.update({name: alt}) or thing)
    kept = {"2-passages": [], "5-passages": []}
    show = nt.concordance

    def concordance(mentions, articles):
        kept["2-passages"].append(set(mentions["theme"]))
        return show(mentions, articles)

    monkeypatch.setattr(nt, "concordance", concordance)
    for path in (NOTEBOOKS[1], NOTEBOOKS[4]):
        folder = tmp_path / path.stem
        folder.mkdir()
        run_here(with_data_for(path, own), folder, monkeypatch, **own)
    assert kept["2-passages"] and set().union(*kept["2-passages"]) == {name}
    assert "A: Sea + Land 2" in saved["2-together"] and "A: Sea + B: Sea 2" in saved["2-together"]


def test_words_beside_a_match_are_not_cut():
    """A concordance has 60 characters on either side; pandas cuts at 50, beside the match."""
    for path in ALL:
        if "nt.concordance(" in code_of(path):
            with pd.option_context("display.max_colwidth", 50, "display.precision", 6):
                exec(code(nbformat.read(path, as_version=4).cells)[0], {})
                assert pd.get_option("display.max_colwidth") >= 60, path.stem


@pytest.mark.slow
def test_the_chart_of_sources_says_what_it_is_by(tmp_path, monkeypatch):
    own = folder_of_articles(tmp_path, "mentions", 0) | {"BY": "party"}
    text = TEXTS["mentions"]
    rows = [{"text": text, "source": one, "party": one} for one in ["AP", "dpa"] * 6]
    own["ARTICLES"] = str(tmp_path / "press" / "a.csv")
    pd.DataFrame(rows).to_csv(own["ARTICLES"], index=False)
    saved = {}
    monkeypatch.setattr(
        nt, "save", lambda thing, name, alt="": saved.update({name: thing}) or thing
    )
    run_here(with_data_for(NOTEBOOKS[4], own), tmp_path, monkeypatch, **own)
    assert saved["5-sources"].get_title("left").endswith("by party")


@pytest.mark.slow
def test_words_of_a_peak_are_said_five_times_there_and_hollow_if_chance_may_bring_them(
    tmp_path, monkeypatch
):
    own = folder_of_articles(tmp_path, "mentions", 0) | {"THEME": "Sea", "PERIOD": "quarter"}
    own["READ"] = {"language": "en"}
    Path(own["THEMES"]).write_text("Sea: [sea]\n", encoding="utf-8")
    random, rows = np.random.default_rng(0), []
    words = [f"{one}{other}" for one in "bcdfghkl" for other in ("ale", "ine", "oll", "ump", "ent")]
    for number in range(188):  # of the last quarter eight, all on the theme
        peak = number >= 180
        said = ["Sea" if peak or number % 2 else "Land", *random.choice(words, 12)]
        said += ["storm", "storm"] * peak + ["seldom"] * (
            number % 2 * peak or number in range(1, 13, 2)
        )
        rows.append({"text": " ".join(said), "date": f"2020-{1 + 3 * (number // 60):02}-05"})
    own["ARTICLES"] = str(tmp_path / "press" / "a.csv")
    pd.DataFrame(rows).to_csv(own["ARTICLES"], index=False)
    saved = {}
    monkeypatch.setattr(
        nt, "save", lambda thing, name, alt="": saved.update({name: thing}) or thing
    )
    run_here(with_data_for(NOTEBOOKS[4], own), tmp_path, monkeypatch, **own)
    ax = saved["5-peak"]
    named = [label.get_text() for label in ax.get_yticklabels()]
    hollow = next(line for line in ax.lines if line.get_markeredgecolor() == "#0072b2")
    full = [name for name, x in zip(named, hollow.get_xdata(), strict=True) if np.isnan(x)]
    assert full == ["storm"] and len(named) > 3 and "seldom" not in named
    assert "hollow if chance may bring it" in ax.get_xlabel()
