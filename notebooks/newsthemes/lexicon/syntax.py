"""What a name and a term may be, as YAML and as nodes that know their lines; what does not fit is
said in plain English.
"""

import re
import unicodedata
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, ComposerError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..text.characters import DASH, is_acronym
from ..text.wording import shortened
from .model import LexiconError, located

ENTRY_KEYS = ("term", "not", "case")
MAX_TERM = 1000  # characters
CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)  # half characters among them
_PLAIN = re.compile(
    r"[^\W_](?:[\w .()/+&’'*?-]*[\w.()/+&’'*?-])?"
)  # needs no quotes, in braces neither


def single_spaced(text: str) -> str:
    """A name, term or line as the lexicon takes it: NFC, white space single.

    >>> single_spaced("  South  China\\tSea ")
    'South China Sea'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def default_case(term: str) -> str:
    """The case of a term that does not say (point 2 of the counting rule): "exact" or "any"."""
    return "exact" if is_acronym(term) else "any"


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


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def as_yaml(text: str) -> str:
    """A name or term as YAML, in quotes where it needs them.

    >>> as_yaml("trade union*"), as_yaml("*.com"), as_yaml("it's: so")
    ('trade union*', "'*.com'", "'it''s: so'")
    """
    return text if _PLAIN.fullmatch(text) else quoted(text)


def entry_line(term: str, case: str | None = None, excluded: bool = False) -> str:
    """An entry of a theme in YAML, behind its dash.

    >>> entry_line("ART", "any"), entry_line("trade union*", excluded=True)
    ('{term: ART, case: any}', 'not: trade union*')
    """
    key = "not" if excluded else "term"
    if case:
        return f"{{{key}: {as_yaml(term)}, case: {case}}}"
    return f"not: {as_yaml(term)}" if excluded else as_yaml(term)


class _Composer(Composer):
    """Refuses what would make a term of one place the term of another: aliases, anchors, tags."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.parser.peek_event()
        if event.anchor is not None or event.ctag is not None:
            raise ComposerError(None, None, "alias, anchor or tag", event.start_mark)
        return super().compose_node(parent, index)


def compose(text: str, name: str) -> Node | None:
    """The nodes of YAML text. Nodes know their lines and hold scalars as they are spelled, so no
    resolver is needed.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer, yaml.max_depth = _Composer, 50
    try:
        return yaml.compose(text)
    except (
        Exception
    ) as error:  # on odd text ruamel raises AssertionError, OverflowError and others too
        raise LexiconError(_syntax(text, name, error)) from None


def line_of(node: Node) -> int:
    return node.start_mark.line + 1


def is_nothing(node: Node) -> bool:
    """No value at all, or an empty mapping."""
    return not node.value and (isinstance(node, MappingNode) or node.style is None)


def theme_items(value: Node) -> list[tuple[Node, bool]]:
    """What a theme holds, and whether each is an entry of its own, not a mapping of sub-themes."""
    if isinstance(value, SequenceNode):
        return [(item, not is_sub_theme(item)) for item in value.value]
    return [] if is_nothing(value) else [(value, not isinstance(value, MappingNode))]


def is_sub_theme(node: Node) -> bool:
    """A mapping in a theme's list that is no entry: names with lists or mappings."""
    if not isinstance(node, MappingNode) or not node.value:
        return False
    return all(
        key.value not in ENTRY_KEYS and not isinstance(value, ScalarNode)
        for key, value in node.value
    )


def _syntax(text: str, name: str, error: Exception) -> str:
    """In plain English, what made ruamel.yaml stop; its own text runs over many lines."""
    context, problem = (str(getattr(error, key, None) or "") for key in ("context", "problem"))
    opened = "quoted scalar" in context or "flow" in context
    marks = [getattr(error, key, None) for key in ("context_mark", "problem_mark")]
    mark = next(filter(None, marks if opened else marks[::-1]), None)
    if mark is None:
        position = getattr(error, "position", None)
        line = None if position is None else text.count("\n", 0, position) + 1
        return located(
            name, line, "holds a character or directive that YAML does not allow; delete it"
        )
    lines = text.split("\n")[: mark.line + 1]
    line, theme = lines[-1], ""
    for above in reversed(lines):  # the nearest key above is the theme, in every usual layout
        key = re.match(
            r"""\s*(?:- +(?=[^#]*:\s*(?:$|[\[{])))?['"]?([^'"#{[\s-].*?)['"]?:(?:\s|$)""", above
        )
        if key and key[1] not in ENTRY_KEYS:
            theme = key[1]
            break
    if re.match(r"[ -]*\t", line):
        return located(
            name, mark.line + 1, "the line is indented with a tab; indent with spaces", theme
        )
    if special := re.search(r"(?:^\s*|[-:,]\s+|[\[{,]\s*)([*&!%@`|>][^,\]}]*)", line):
        term = re.sub(r"\s+#.*", "", special[1]).strip()
        message = (
            f"a term that starts with {term[0]} must stand in quotes: {shortened(quoted(term))}"
        )
        return located(name, mark.line + 1, message, theme, term)
    reasons = {
        "maximum depth": "nested too deeply; give groups, themes, terms",
        "quoted scalar": "a quote opens here and never closes; close it, or use the other kind of quotes",
        "flow": "a bracket opens here; check its commas, that it closes, and quote terms with signs",
        "mapping values": "a colon too many; put a term that holds ': ' in quotes, or correct the indentation",
        "another document": "a second document starts; keep one, and delete the line ---",
    }
    otherwise = "does not fit the lines above; indent alike, start each term with '- ', quote terms with signs in them"
    message = next(
        (reason for sign, reason in reasons.items() if sign in context + problem), otherwise
    )
    return located(name, mark.line + 1, message, theme)
