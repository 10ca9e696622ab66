"""A title that is a finding stands for as long as its numbers do: with any number of the condition
beside it another one, the picture has its label.
"""

import ast
import re
import warnings
from contextlib import chdir

import matplotlib.pyplot as plt
import pytest

import newsthemes as nt
from cells import NOTEBOOKS, OURS, ROOT, code, read_book

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not OURS, reason="another article or list stands in the place of ours"),
]
FINDING = "finding if "
DIGITS = re.compile(r"\d+(?:\.\d+)?")


def conditions(tree):
    """What decides between finding and label: the test itself, or what is assigned to its name."""
    titles = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.IfExp) and ast.unparse(node.body) == "finding"
    ]
    [title] = titles
    found = [title.test]
    for node in ast.walk(tree):
        targets = [*getattr(node, "targets", []), getattr(node, "target", None)]
        if any(isinstance(one, ast.Name) and one.id == "is_so" for one in targets):
            found.append(node.value)
    return found


def expected(tree):
    """The numbers, and the texts with a number, that the condition expects."""
    nodes = [node for one in conditions(tree) for node in ast.walk(one)]
    constants = [node for node in nodes if isinstance(node, ast.Constant)]
    return [node for node in constants if re.search(r"\d", str(node.value))]


def other(value):
    if isinstance(value, str):
        return f"1{value}"
    return value + 1


def title_of(tree, names, monkeypatch):
    """The title that the picture has when its cell is saved."""
    titles = []

    def save(chart, name, alt=None):
        title = chart.get_suptitle() if hasattr(chart, "get_suptitle") else chart.get_title("left")
        titles.append(title)

    with monkeypatch.context() as patched:
        patched.setattr(nt, "save", save, raising=False)
        exec(compile(tree, "cell", "exec"), dict(names))
    plt.close("all")
    return titles[0]


@pytest.mark.parametrize("number", range(len(NOTEBOOKS)))
def test_a_finding_is_no_title_if_one_of_its_numbers_is_another(number, tmp_path, monkeypatch):
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    (tmp_path / "notebooks").mkdir()
    names = {}
    pictures = 0
    with chdir(tmp_path / "notebooks"), warnings.catch_warnings(action="ignore"):
        for cell in code(read_book(number)):
            if FINDING in cell.source:
                pictures += 1
                finding = title_of(ast.parse(cell.source), names, monkeypatch)
                wanted = expected(ast.parse(cell.source))
                numbers = {number for one in wanted for number in DIGITS.findall(str(one.value))}
                assert wanted and {*DIGITS.findall(finding)} <= numbers, cell.source
                for place in range(len(wanted)):
                    tree = ast.parse(cell.source)
                    constant = expected(tree)[place]
                    constant.value = other(constant.value)
                    assert title_of(tree, names, monkeypatch) != finding, ast.unparse(tree)
            exec(compile(cell.source, cell.id, "exec"), names)
    assert pictures
