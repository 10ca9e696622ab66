"""Folders to run commands in, a small project, a command as a test runs it, and how notebooks are
executed without a kernel.
"""

import ast
import os
import sys
import warnings
from contextlib import chdir
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import nbformat
import pytest
from nbclient import NotebookClient
from PIL import Image

from newsthemes.command import main as command
from newsthemes.command.read_given import values_of
from newsthemes.plots import save
from newsthemes.report import kernels, own_report, run_notebooks
from newsthemes.report.inputs import read_inputs
from newsthemes.report.project import Project
from newsthemes.report.run_notebooks import run_for
from newsthemes.report.staging import new_staging

# seconds: on a machine that has much else to do
kernels.NotebookClient = partial(NotebookClient, startup_timeout=600)
ROOT = Path(__file__).resolve().parents[1]
THEMES = "Issues:\n  Trade: [trade, tariff*]\n  title: [talks]\nIran: [Iran, Persian Gulf]\nGulf: [Gulf]\n"
SETTINGS = """# settings
ARTICLES = "../seeds"  # a file
THEMES = "../seeds/themes.yaml"
FIGURES = "../figures"
NESTED = "drop"
THEME = "Ours"
PERIOD = "year"
BY = "path"
"""
READ = """import newsthemes as nt
from pathlib import Path
from PIL import Image
nt.set_up(FIGURES)
articles, lexicon = nt.read_articles(ARTICLES), nt.read_lexicon(THEMES)
mentions = nt.find_mentions(articles, lexicon, NESTED)
Image.new("L", (4, 4)).save(Path(FIGURES, "1-a.png"))
nt.save(nt.counts(mentions, articles, lexicon), "1-themes")"""
OF_REPORT = SETTINGS.replace("../figures", "figures")
REPORT = ["# Report", OF_REPORT, READ, "NESTED, articles['article'].tolist()"]
ONE = ["# One?", SETTINGS, READ, "articles['article'].tolist(), lexicon.themes, NESTED, THEME"]


def project_at(root):
    """The project that a folder is."""
    return Project(
        root=root,
        notebooks=root / "notebooks",
        seeds=root / "seeds",
        page=root / "docs" / "index.html",
        taken=root / "figures" / "explorer.png",
        program="python3 run.py",
    )


PROJECT = project_at(ROOT / "no-project")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder to be in, with articles and themes; runs keep where these are in a home of its
    own.
    """
    for home in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(home, str(tmp_path / ".home"))
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "a.txt").write_text(
        "Trade talks.\n\nTariffs hit trade.", encoding="utf-8"
    )
    (tmp_path / "press" / "b.txt").write_text("Iran and the Persian Gulf.", encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(THEMES, encoding="utf-8")
    (tmp_path / "mine.lc3").write_text("+Trade\ntrade\ntr?de\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of one notebook, which the commands take for theirs."""
    root = make_project(tmp_path / "project", {"1-one.ipynb": ONE})
    Image.new("L", (4, 4)).save(project_at(root).taken)  # of the project's own article
    take_project(monkeypatch, root)
    return root


@pytest.fixture
def without_kernels(monkeypatch):
    """Notebooks are executed in this process."""
    monkeypatch.setattr(run_notebooks, "execute_all", execute_here)


@pytest.fixture
def not_executed(monkeypatch):
    """Notebooks are what they were."""

    async def execute(paths, environment):
        return []

    monkeypatch.setattr(run_notebooks, "execute_all", execute)


def run_command(*arguments):
    return command.main(list(arguments), PROJECT)


def take_project(monkeypatch, root):
    """Have commands take what lies in a folder for their project, and a small report for that on
    anybody's articles.
    """
    monkeypatch.setattr(sys.modules[__name__], "PROJECT", project_at(root))
    monkeypatch.setattr(own_report, "TEMPLATE", root / "template.ipynb")
    nbformat.write(notebook(*REPORT), own_report.TEMPLATE)


def parameters(book):
    """What the cell of the parameters of a notebook sets."""
    [cell] = [cell for cell in book.cells if "parameters" in cell.metadata.get("tags", [])]
    values = {}
    exec(cell.source, {}, values)
    return values


def notebook(*sources):
    """A notebook of these cells: Markdown where one starts as a heading; settings are tagged."""
    cells = []
    for number, source in enumerate(sources):
        settings = source.startswith("# settings")
        kind = nbformat.v4.new_code_cell
        if source.startswith(("# ", "## ")) and not settings:
            kind = nbformat.v4.new_markdown_cell
        cells.append(kind(source, id=f"cell-{number}"))
        if settings:
            cells[-1].metadata.tags = ["parameters"]
    return nbformat.v4.new_notebook(cells=cells)


def sections(book):
    """The cells above the first heading of the second rank, then those of each section."""
    found = [[]]
    for cell in book.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            found.append([])
        found[-1].append(cell)
    return found


def make_project(root, books):
    """A project of these notebooks, with an article and themes."""
    for folder in ("notebooks", "seeds", "figures"):
        (root / folder).mkdir(parents=True)
    for name, sources in books.items():
        nbformat.write(notebook(*sources), root / "notebooks" / name)
    (root / "seeds" / "ours.txt").write_text("War* and peace talks: war.", encoding="utf-8")
    (root / "seeds" / "themes.yaml").write_text("Ours:\n  War*: [war]\n  Joy: [joy]\n")
    (root / "README.md").write_text("# Toy", encoding="utf-8")
    return root


def asked(root, claims=(), **how):
    """What a run of the project in a folder is asked for."""
    how = {"no_text": False, "overwrite": False} | how
    typed = list(map(str, how.values()))
    project = project_at(root)._replace(claims=claims)
    call = {"project": project, "program": project.program, "typed": typed}
    return SimpleNamespace(articles=[], values={}, **call, **how)


def publish(root, **how):
    """A run of a project. Returns the paths that changed, and what was said."""
    given = asked(root, **how)
    with new_staging() as staging:
        return run_for(read_inputs(*values_of(given)), root, staging, given)


async def execute_here(paths, environment):
    """What `execute_all` does, in this process: each cell shows the value of its last line. Returns
    an error for each notebook that raised one.
    """
    errors = []
    for path in paths:
        book, values = nbformat.read(path, as_version=4), {}
        cells = [cell for cell in book.cells if cell.cell_type == "code"]
        with (
            chdir(path.parent),
            patch.dict(os.environ, environment, clear=True),
            patch.object(save, "_folder", save.figures_folder()),
        ):
            try:
                for cell in cells:
                    run_cell(cell, values)
            except Exception as error:
                errors.append(f"{path.name}: {type(error).__name__}: {error}")
                continue
        print(f"executed: {path.name}")
        nbformat.write(book, path)
    return errors


def run_cell(cell, values):
    """Execute a cell; its warnings and the value of its last line become its outputs."""
    tree = ast.parse(cell.source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    with warnings.catch_warnings(record=True, action="always") as said:
        exec(compile(tree, "cell", "exec"), values)
    cell.outputs = []
    for one in said:
        text = f"/tmp/cell.py:1: {one.category.__name__}: {one.message}\n"
        cell.outputs.append(nbformat.v4.new_output("stream", name="stderr", text=text))
    if last:
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), values)
        data = {"text/plain": repr(value)}
        cell.outputs.append(nbformat.v4.new_output("execute_result", data, execution_count=1))
