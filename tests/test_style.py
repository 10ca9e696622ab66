"""What the next reader pays for: the size of the package, and choices packed into expressions."""

import ast
import io
import tokenize
from pathlib import Path

import newsthemes

PACKAGE = Path(newsthemes.__file__).parent
# A limit that is only lowered; the goal is 92,500
MOST_TOKENS = 92_575
MOST_CHOICES = 100  # `a if b else c`
SILENT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
SILENT |= {tokenize.ENCODING, tokenize.ENDMARKER}
SOURCES = {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}


def docstrings(tree):
    """Where the docstrings of a file begin."""
    kinds = ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef
    for node in ast.walk(tree):
        if isinstance(node, kinds) and ast.get_docstring(node, clean=False) is not None:
            yield node.body[0].lineno, node.body[0].col_offset


def tokens(source):
    """How many there are. An f-string is one on every Python: 3.12 and later take it apart."""
    left_out = set(docstrings(ast.parse(source)))
    number, depth = 0, 0
    for one in tokenize.generate_tokens(io.StringIO(source).readline):
        name = tokenize.tok_name[one.type]
        if not depth:
            number += one.type not in SILENT and one.start not in left_out
        depth += (name == "FSTRING_START") - (name == "FSTRING_END")
    return number


def test_the_package_stays_small():
    assert sum(map(tokens, SOURCES.values())) <= MOST_TOKENS


def test_choices_are_statements():
    nodes = [node for source in SOURCES.values() for node in ast.walk(ast.parse(source))]
    assert sum(isinstance(node, ast.IfExp) for node in nodes) <= MOST_CHOICES


def is_text(node):
    return isinstance(node, ast.JoinedStr) or isinstance(getattr(node, "value", None), str)


def test_no_text_is_multiplied_by_a_condition():
    for path, source in SOURCES.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
                choices = ast.Compare, ast.BoolOp
                sides = [node.left, node.right]
                packed = any(map(is_text, sides)) and any(isinstance(s, choices) for s in sides)
                assert not packed, f"{path}:{node.lineno}"
