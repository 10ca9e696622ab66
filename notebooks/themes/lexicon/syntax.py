"""YAML text -> nodes that know their lines; what does not fit is said in plain English."""

import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, ComposerError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from ..text.characters import DASH

ENTRY_KEYS = ("term", "not", "case")
MAX_TERM = 1000  # characters
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")  # half characters among them


class LexiconError(ValueError):
    """Themes that cannot be counted: says where, why, and what to do."""


def short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def quoted(text: str) -> str:
    return short("'" + text.replace("'", "''") + "'")


def say(name: str, line: int | None, message: str, theme: str = "", term: str | None = None) -> str:
    where = [short(name), f"line {line}" if line else "", f"theme {short(theme)}" if theme else ""]
    where.append("" if term is None else f"term {short(repr(term))}")
    said = f"{', '.join(filter(None, where))}: {message}"
    return "".join(c if c.isprintable() else "\ufffd" for c in said)  # so that it stays one line


def term_fault(text: str) -> str:
    """Why a term, its white space single, cannot be counted, and what to do; empty where it can.

    >>> term_fault("trade"), term_fault("* -")
    ('', 'would match anything; add letters to the *, ? and dashes')
    """
    if not text:
        return "an empty term; delete the line, or quote a term that starts with #"
    if len(text) > MAX_TERM:
        return f"has over {MAX_TERM:,} characters; shorten it"
    if CONTROL.search(text):
        return "holds a control character; delete it"
    if not re.sub(rf"[*?\s{DASH}]", "", text):
        return "would match anything; add letters to the *, ? and dashes"
    return ""


class _Composer(Composer):
    """Refuses what would make a term of one place the term of another: aliases, anchors, tags."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.parser.peek_event()
        if event.anchor is not None or event.ctag is not None:
            raise ComposerError(None, None, "alias, anchor or tag", event.start_mark)
        return super().compose_node(parent, index)


def compose(text: str, name: str) -> Node | None:
    """The nodes of YAML text. Nodes know their lines and hold scalars as they are spelled, so no resolver is needed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer, yaml.max_depth = _Composer, 50
    try:
        return yaml.compose(text)
    except Exception as error:  # on odd text ruamel raises AssertionError, OverflowError and others too
        raise LexiconError(_syntax(text, name, error)) from None


def is_nothing(node: Node) -> bool:
    """No value at all, or an empty mapping."""
    return not node.value and (isinstance(node, MappingNode) or node.style is None)


def is_sub_theme(node: Node) -> bool:
    """A mapping in a theme's list that is no entry: names with lists or mappings."""
    if not isinstance(node, MappingNode) or not node.value:
        return False
    return all(key.value not in ENTRY_KEYS and not isinstance(value, ScalarNode) for key, value in node.value)


def _syntax(text: str, name: str, error: Exception) -> str:
    """In plain English, what made ruamel.yaml stop; its own text runs over many lines."""
    context, problem = (str(getattr(error, key, None) or "") for key in ("context", "problem"))
    opened = "quoted scalar" in context or "flow" in context
    marks = [getattr(error, key, None) for key in ("context_mark", "problem_mark")]
    mark = next(filter(None, marks if opened else marks[::-1]), None)
    if mark is None:
        position = getattr(error, "position", None)
        line = None if position is None else text.count("\n", 0, position) + 1
        return say(name, line, "holds a character or directive that YAML does not allow; delete it")
    lines = text.split("\n")[: mark.line + 1]
    line, theme = lines[-1], ""
    for above in reversed(lines):  # the nearest key above is the theme, in every usual layout
        key = re.match(r"""\s*(?:- +(?=[^#]*:\s*(?:$|[\[{])))?['"]?([^'"#{[\s-].*?)['"]?:(?:\s|$)""", above)
        if key and key[1] not in ENTRY_KEYS:
            theme = key[1]
            break
    if re.match(r"[ -]*\t", line):
        return say(name, mark.line + 1, "a tab stands in the indentation; indent with spaces", theme)
    if special := re.search(r"(?:^\s*|[-:,]\s+|[\[{,]\s*)([*&!%@`|>][^,\]}]*)", line):
        term = re.sub(r"\s+#.*", "", special[1]).strip()
        message = f"a term that starts with {term[0]} must stand in quotes: {quoted(term)}"
        return say(name, mark.line + 1, message, theme, term)
    reasons = {
        "maximum depth": "nested too deeply; give groups, themes, terms",
        "quoted scalar": "a quote opens here and never closes; close it, or use the other kind of quotes",
        "flow": "a bracket opens here; check its commas, that it closes, and quote terms with signs",
        "mapping values": "a colon too many; put a term that holds ': ' in quotes, or mend the indentation",
        "another document": "a second document starts; keep one, and delete the line ---",
    }
    otherwise = "does not fit the lines above; indent alike, start each term with '- ', quote terms with signs in them"
    message = next((reason for sign, reason in reasons.items() if sign in context + problem), otherwise)
    return say(name, mark.line + 1, message, theme)
