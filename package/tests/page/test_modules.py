"""The modules of page/scripts/: what the bundler refuses, and that no module uses a name that it
neither declares nor imports, which a browser says only when it comes to it.
"""

import re

import pytest
import tree_sitter_javascript
from tree_sitter import Language, Parser

from newsthemes.page import modules
from newsthemes.page.script_files import (
    CODING,
    IN_JUPYTER,
    OF_ONE,
    OF_SEVERAL,
    PACKED,
    PUBLISHED,
    READING,
)
from script import calls

PARSER = Parser(Language(tree_sitter_javascript.language()))
SCOPES = {
    "program", "statement_block", "arrow_function", "function_declaration", "function_expression",
    "generator_function_declaration", "method_definition", "for_statement", "for_in_statement", "catch_clause",
}  # fmt: skip
# where a name is declared: the kind of the node, and its parts in which the names stand
DECLARING = {
    "variable_declarator": ["name"],
    "function_declaration": ["parameters"],
    "generator_function_declaration": ["parameters"],
    "arrow_function": ["parameter", "parameters"],
    "function_expression": ["parameters"],
    "method_definition": ["parameters"],
    "for_in_statement": ["left"],
    "catch_clause": ["parameter"],
    "import_specifier": ["name"],
}
# of a browser, or of the language; `modules` is what the bundler makes
KNOWN = {
    "ArrayBuffer", "Array", "Blob", "Boolean", "DataView", "Date", "DecompressionStream", "Error",
    "IDBKeyRange", "Infinity", "Intl", "JSON", "Map", "Math", "MutationObserver", "Number", "Object",
    "Promise", "RegExp", "ResizeObserver", "Response", "Set", "String", "URL", "URLSearchParams",
    "Uint32Array", "Uint8Array", "WeakMap", "addEventListener", "clearTimeout", "confirm", "crypto",
    "decodeURIComponent", "document", "encodeURIComponent", "frameElement", "getComputedStyle",
    "getSelection", "globalThis", "history", "indexedDB", "innerHeight", "localStorage", "location",
    "modules", "navigator", "parent", "parseInt", "performance", "scrollBy", "scrollTo",
    "setTimeout", "visualViewport",
}  # fmt: skip
FILES = [path for path in modules.SCRIPTS.rglob("*.js") if path.name != "widget.js"]


def names_in(pattern):
    """The names that a pattern declares: not its keys, nor what its values are else."""
    if pattern.type in ("identifier", "shorthand_property_identifier_pattern"):
        yield pattern.text.decode()
    parts = pattern.named_children
    if pattern.type in ("assignment_pattern", "object_assignment_pattern"):
        parts = parts[:1]
    for part in parts:
        yield from names_in(part)


def declared(node, scope):
    """The names that are declared in a scope, and not in one within it."""
    if node.type.endswith("function_declaration") and node != scope:
        yield node.child_by_field_name("name").text.decode()
        return
    if node.type in SCOPES and node != scope:
        return
    for field in DECLARING.get(node.type, []):
        for part in node.children_by_field_name(field):
            yield from names_in(part)
    for child in node.named_children:
        yield from declared(child, scope)


def unknown(node, known):
    """The names below a node that are neither known there nor declared."""
    if node.type in SCOPES:
        known = known | {*declared(node, node)}
    name = node.text.decode()
    if node.type in ("identifier", "shorthand_property_identifier") and name not in known:
        yield name
    for child in node.named_children:
        yield from unknown(child, known)


def unknown_in(text):
    tree = PARSER.parse(text.encode()).root_node
    assert not tree.has_error
    return {*unknown(tree, KNOWN)}


@pytest.mark.parametrize("path", FILES, ids=modules.called)
def test_a_module_declares_or_imports_each_name_that_it_uses(path):
    text = path.read_text("utf-8")
    assert unknown_in(text) == set()
    for names in re.findall(r"^import \{([^}]+)\}", text, re.MULTILINE):
        for name in re.findall(r"\w+", names):  # which would be missed
            others = re.sub(rf"\b{name}\b,?", "", names)
            assert unknown_in(text.replace(f"{{{names}}}", f"{{{others}}}", 1)) == {name}


def test_each_module_is_in_a_page():
    pages = [READING, PUBLISHED, OF_ONE, OF_SEVERAL, IN_JUPYTER, CODING, PACKED]
    held = {path for page in pages for path in modules.in_order(page)}
    assert held >= {*FILES}


@pytest.fixture
def write(tmp_path, monkeypatch):
    """A function that writes modules, by their names."""
    monkeypatch.setattr(modules, "SCRIPTS", tmp_path)

    def write(**files):
        for name, text in files.items():
            (tmp_path / f"{name}.js").write_text(text + "\n")

    return write


def test_modules_see_what_they_import_alone_and_packed_ones_what_has_run(write):
    write(
        a="""
// a comment
import {
  b,
  c
} from "./b.js";

const inner = 1;

export const a = inner + b + c();""",
        b="""
const inner = 40; // another
export const b = inner;
export function c() {
  return 1;
}
export class D {}""",
        late='import { b } from "./b.js";\nexport const late = b + 2;',
    )
    script = modules.script_of("a.js")
    assert not re.search("comment|another|  return", script)
    late = modules.script_of("late.js", after=("a.js",))
    assert "inner" not in late
    with calls("a.js", more=late) as call:
        assert call("() => modules.a") == 42
        assert call("() => modules.late") == 42
        assert call("() => typeof inner") == "undefined"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('import b from "./b.js";', "not known here: import b"),
        ('import * as b from "./b.js";', "not known here: import *"),
        ('import { b as c } from "./b.js";', "not known here: import { b as c }"),
        ('import "./b.js";', "not known here: import"),
        ('const b = await import("./b.js");', "not known here: import("),
        ("export default 1;", "not known here: export default"),
        ("export let a = 1;", "not known here: export let"),
        ("export { a };", "not known here: export {"),
        ('export { b } from "./b.js";', "not known here: export {"),
        ('import { b, z } from "./b.js";\nb(z);', "imports z, which b.js does not export"),
        ('import { b } from "./b.js";', "imports b and does not use it"),
        ('import { c } from "./c.js";\nc();', "these import each other: a.js c.js"),
        ('import { b } from "./b.js";\nb();\nexport const d = 1;', "d.js exports d, too"),
    ],
)
def test_what_the_bundler_does_not_know_is_an_error(write, line, fault):
    write(a=line, b="export const b = 1;", c='import { a } from "./a.js";\nexport const c = a;')
    write(d="export const d = 1;")
    with pytest.raises(ValueError, match=re.escape(fault)):
        modules.script_of("d.js", "a.js")
