"""The rooms of the package: a file imports from its own room and from those above it, and every
room says what it is for.
"""

import ast
import re
from pathlib import Path

import newsthemes

PACKAGE = Path(newsthemes.__file__).parent
ROOMS = [
    "text", "files", "articles", "lexicon", "mentions", "tables", "review", "trust", "plots",
    "page", "explorer", "report", "command", "scale",
]  # fmt: skip


def imported(path):
    """The rooms, or modules beside them, that a file imports from."""
    inside = path.relative_to(PACKAGE).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = list(inside[: len(inside) - node.level + 1])
            base += filter(None, (node.module or "").split("."))
            yield from [base[0]] if base else [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("newsthemes."):
            yield node.module.split(".")[1]


def test_a_file_imports_from_its_own_room_and_those_above():
    wrong = []
    for path in sorted(PACKAGE.glob("*/**/*.py")):
        room = path.relative_to(PACKAGE).parts[0]
        below = ROOMS[ROOMS.index(room) + 1 :]
        wrong += [(path.as_posix(), other) for other in imported(path) if other in below]
    assert not wrong


def test_every_folder_is_a_room_and_lists_its_files():
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == set(ROOMS)
    for path in PACKAGE.glob("**/*/__init__.py"):
        listed = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        files = {file.stem for file in path.parent.glob("*.py")} - {"__init__"}
        assert files <= set(re.findall(r"\w+", listed)), path


def test_no_two_public_functions_of_the_package_share_a_name():
    files = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            defined = isinstance(node, (ast.FunctionDef, ast.ClassDef))
            if defined and not node.name.startswith("_") and node.name != "main":
                files.setdefault(node.name, []).append(path.relative_to(PACKAGE).as_posix())
    assert {name: places for name, places in files.items() if len(places) > 1} == {}
