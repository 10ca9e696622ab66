"""The package as others get it: built, and used where nothing of its extras is installed."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import newsthemes

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "newsthemes"
REPORT = PACKAGE / "report" / "report.ipynb"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEWSTHEMES = """import sys; from importlib.metadata import entry_points
[one] = entry_points(group="console_scripts", name="newsthemes"); sys.exit(one.load()())"""
BUILD = """import sys; from flit_core import buildapi
buildapi.build_wheel(sys.argv[1]); buildapi.build_sdist(sys.argv[1])"""
THREE_LINES = """import newsthemes as nt

articles = nt.read_articles("press/a.txt")
mentions = nt.find_mentions(articles, nt.read_lexicon("mine.yaml"))
print(nt.counts(mentions, articles, nt.read_lexicon("mine.yaml"))["mentions"].tolist())
for needs in ("nt.explore(articles, lexicon)", "nt.write_page(articles, lexicon)", "import newsthemes.scale"):
    try:
        exec(needs, {"nt": nt, "articles": articles, "lexicon": nt.read_lexicon("mine.yaml")})
    except ImportError as error:
        print(error)
"""


def test_every_public_name_has_a_caller():
    """In the report, a document, the page or a command."""
    lines = []
    imported = set()
    for cell in json.loads(REPORT.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            lines += cell["source"]
    for page in ROOT.glob("*.md"):
        if page.name != "CHANGELOG.md":
            text = page.read_text(encoding="utf-8")
            lines += re.findall(r"(?m)^ {4}.*|`nt\.\w+\(.*?`", text)
    files = [
        path for room in ("page", "report", "command") for path in PACKAGE.glob(f"{room}/*.py")
    ]
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                imported |= {name.name for name in node.names}
    called = set(re.findall(r"\bnt\.(\w+)", "\n".join(lines)))
    assert set(newsthemes.__all__) - called - imported == set()


def closure(requirements):
    """The names of the installed distributions that these requirements bring along."""
    found, open_ones = set(), list(requirements)
    while open_ones:
        one = Requirement(open_ones.pop())
        if one.name not in found and (not one.marker or one.marker.evaluate({"extra": ""})):
            found.add(one.name)
            open_ones += distribution(one.name).requires or []
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder with wheel and sdist."""
    out = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-c", BUILD, str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return out


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """The Python of an environment that holds the wheel and the packages of its core alone."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, symlinks=True)
    [packages] = place.glob("lib/python3*/site-packages")
    for name in closure(PROJECT["dependencies"]):
        found = distribution(name)
        tops = {file.parts[0] for file in found.files} - {"..", "__pycache__"}
        for top in tops:
            link = packages / top
            if not link.exists():
                link.symlink_to(found.locate_file(top))
    [wheel] = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    (place / "press").mkdir()
    (place / "press" / "a.txt").write_text("Trade talks. Tariffs hit trade.", encoding="utf-8")
    (place / "press" / "b.pdf").write_bytes(b"%PDF-1.4 ")
    (place / "mine.yaml").write_text("Trade: [trade, tariff*]\n", encoding="utf-8")
    return place


def use(place, *arguments):
    environ = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    environ["TQDM_DISABLE"] = "1"  # its bar shows where a machine has much else to do
    command = [str(place / "bin" / "python"), "-P", "-c", *arguments]
    return subprocess.run(
        command, cwd=place, env=environ, capture_output=True, encoding="utf-8", check=False
    )


def test_the_wheel_holds_the_package_and_what_its_commands_take(built):
    [wheel], [sdist] = built.glob("*.whl"), built.glob("newsthemes-*.tar.gz")
    inside = set(zipfile.ZipFile(wheel).namelist())
    files = {path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.*")}
    assert {name for name in files if "__pycache__" not in name} <= inside
    assert sdist.stat().st_size < 5e6


pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")


@pytest.mark.slow
def test_the_package_works_without_an_extra_and_names_the_one_that_is_missing(installed):
    shown = use(installed, THREE_LINES)
    assert not shown.stderr
    counted, *needed = shown.stdout.splitlines()
    assert counted == "[3]"
    assert [re.sub(" needs packages .*, run pip install", ":", line) for line in needed] == [
        'The explorer: ".[page]"', 'A page: ".[page]"', 'newsthemes.scale: ".[scale]"',
    ]  # fmt: skip


@pytest.mark.slow
def test_the_command_counts_and_names_the_extra_of_a_file_that_it_leaves_out(installed):
    shown = use(installed, NEWSTHEMES, "count", "press", "--themes", "mine.yaml")
    assert shown.returncode == 3 and "Trade" in shown.stdout
    needs = "which needs packages that are not installed: in the folder of newsthemes, run"
    assert shown.stderr == f'left out: press/b.pdf is a PDF, {needs} pip install ".[files]"\n'


@pytest.mark.slow
def test_the_commands_of_the_notebooks_name_theirs(installed):
    shown = use(installed, NEWSTHEMES, "run", "--articles", "press/a.txt", "--themes", "mine.yaml")
    assert shown.returncode == 1 and ".[page]" in shown.stderr
    shown = use(installed, NEWSTHEMES, "--help")
    assert shown.returncode == 0 and shown.stdout.startswith("Usage: newsthemes ")
    assert "run.py" not in shown.stdout
