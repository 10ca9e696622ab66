"""What the project's prose, docstrings and messages link or name is there: files, modules, public
names, commands and their options. What benchmarks import is there, too.
"""

import ast
import re
import runpy
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from pkgutil import resolve_name
from urllib.parse import unquote

import nbformat
import pytest
from project import PROJECT

import newsthemes
from newsthemes.command.main import COMMANDS
from newsthemes.report.kernels import find_notebooks

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "package"
PACKAGE = LIBRARY / "newsthemes"
NAMED = {command.name: command for command in COMMANDS}
FOLDERS = ["benchmarks", "docs", "figures", "notebooks", "package", "seeds", "tests"]
BENCHMARKS = sorted((LIBRARY / "benchmarks").glob("*.py"))
FILES = [*ROOT.glob("*.md"), *(ROOT / "notebooks").glob("*.ipynb"), LIBRARY / "pyproject.toml"]
FILES += [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.md")]
FILES += BENCHMARKS
FILES += PACKAGE.rglob("*.py")
MADE = ["notebooks/figures", "notebooks/tables", "seeds/codes"]  # by a notebook, by a coder
for book in (ROOT / "notebooks").glob("*.ipynb"):  # a chart with nothing in it has no file
    saved = re.findall(r'"nt\.save\(.*\\"(\d-[\w-]+)\\"', book.read_text(encoding="utf-8"))
    MADE += [f"figures/{name}.png" for name in saved]
# of pip, papermill, JupyterLab and nbconvert; a user's file
OTHERS = ["pip", "--cwd", "--no-browser", "--port", "--to", "--output", "mine.py"]
# of git, by which the library could be taken out, and where it lay before
OTHERS += ["--path", "--path-rename", "notebooks/newsthemes"]
OTHERS += ["notebooks/RECIPES.md", "notebooks/TABLES.md"]
LINK = r"\]\(([^)\s#:]+)(?:#[^)]*)?\)"
KINDS = {
    "path": rf"(?<![\w./-])((?:{'|'.join(FOLDERS)})/[\w./-]*\w|[\w/-]+\.(?:py|js))\b",
    "name": r"\b(newsthemes\.[\w.:]*\w)",
    "module": r"\bpython3? -m ([\w.]*\w)",
    "public": r"\bnt\.(\w+)",
    "command": r"(?:\brun\.py|`newsthemes|(?m:^ {4}newsthemes)) (\S[^`\n#]*)",
    "option": r"(?<![\w-])(--[a-z][\w-]+)",
    "section": r'("[^"\n]+" in [\w/]+\.md)',
}
# in the docstring of a room, the names of its files and folders
LISTED = r"(?m)(?:^(?:- )?|; )((?:\w+, )*\w+)/?(?:: | {2,})"
MISSING = object()


def names(path):
    """The names that a file gives, each with its kind."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = nbformat.reads(text, as_version=4).cells
        text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    if path.suffix in (".md", ".ipynb"):
        yield from (("link", name) for name in re.findall(LINK, text))
    if path.suffix == ".py":
        nodes = list(ast.walk(ast.parse(text)))
        if path.name == "__init__.py" and path.parent != PACKAGE:
            for listed in re.findall(LISTED, ast.get_docstring(nodes[0])):
                yield from (("listed", name) for name in listed.split(", "))
        strings = [node.value for node in nodes if isinstance(node, ast.Constant)]
        imports = [node for node in nodes if isinstance(node, ast.ImportFrom)]
        strings += [f"{node.module}.{each.name}" for node in imports for each in node.names]
        text = "\n".join(filter(lambda value: isinstance(value, str), strings))
    for kind, pattern in KINDS.items():
        if path.name != "CHANGELOG.md" or kind == "path":  # it tells of names that are gone
            yield from ((kind, name) for name in re.findall(pattern, text))


# Matplotlib's names of the style, by its package and as a file
STYLES = ["newsthemes.plots.newsthemes", "newsthemes.mplstyle"]


def is_there(kind, name, path, config):
    """Whether what a file names is there, seen from the file or from the root."""
    if kind == "link":
        return (path.parent / name).exists()
    if kind == "listed":
        return any(path.parent.glob(f"{name}*"))
    if kind == "path":
        near = [ROOT / name, LIBRARY / name, path.parent / name, *PACKAGE.rglob(name.lstrip("/"))]
        return name in MADE or any(place.exists() for place in near)
    if kind == "name" and (PACKAGE.parent / f"{name.replace('.', '/')}.mplstyle").exists():
        return True
    if kind == "name":
        if (PACKAGE / "plots" / "newsthemes.mplstyle").exists() and name in STYLES:
            return True
        try:
            return resolve_name(name) is not None
        except (ImportError, AttributeError):
            return False
    if kind == "module":
        spec = find_spec(name)
        runs = spec and (not spec.submodule_search_locations or find_spec(f"{name}.__main__"))
        return runs is not None
    if kind == "public":
        return hasattr(newsthemes, name)
    if kind == "option":
        sources = [path.read_text(encoding="utf-8") for path in BENCHMARKS]
        known = any(has_option(command, name, config) for command in [*NAMED, "test"])
        return known or any(f'"{name}"' in source for source in sources)
    if kind == "section":
        title, _, page = name[1:].partition('" in ')
        return f"# {title}\n" in (LIBRARY / page).read_text(encoding="utf-8")
    command, *words = name.split()
    if not re.fullmatch(r"[a-z]+", command):  # such as --articles, or COMMAND
        command, words = "run", [command, *words]
    options = [re.match(r"[\w-]*", word)[0] for word in words if word.startswith("--")]
    return command in [*NAMED, "test"] and all(
        has_option(command, each, config) for each in options if each not in OTHERS
    )


def has_option(command, option, config):
    if command == "test":
        return config.getoption(option, MISSING) is not MISSING
    options = [each for param in NAMED[command].params for each in param.opts]
    return option in [*options, "--help"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_is_linked_or_named_is_there(path, pytestconfig):
    given = sorted({each for each in names(path) if each[1] not in OTHERS})
    assert not [each for each in given if not is_there(*each, path, pytestconfig)]


def test_readme_links_each_notebook_and_its_page_where_that_is_published():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    wanted = []
    for path in find_notebooks(PROJECT.notebooks):
        wanted.append(f"](notebooks/{path.name})")
        if PROJECT.address:
            wanted.append(f"]({PROJECT.address.rstrip('/')}/{path.stem}.html)")
    assert [link for link in wanted if link not in readme] == []


def test_links_in_pages_lead_to_parts_that_are_there():
    pages = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.html")}
    parts = {name: re.findall(r'\bid="?([^"\s>]+)', page) for name, page in pages.items()}
    for name, page in pages.items():
        for file, part in re.findall(r'<a\b[^>]*href="([\w.-]*)#([^"]+)"', page):
            assert unquote(unescape(part)) in parts[file or name], (name, part)


@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.name)
def test_benchmarks_can_be_started(path, monkeypatch):
    """As far as the packages are there that benchmarks/requirements.txt brings."""
    monkeypatch.syspath_prepend(path.parent)
    try:
        runpy.run_path(str(path))
    except ModuleNotFoundError as missing:
        ours = ["newsthemes", *[each.stem for each in BENCHMARKS]]
        assert missing.name.partition(".")[0] not in ours
