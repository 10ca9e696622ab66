"""What a name and a term may be, as YAML and as nodes that know their lines, and whether a term's
capitals count; what does not fit is said in plain English.
"""

import re
from collections.abc import Mapping
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, ComposerError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..text.characters import DASH, is_acronym, is_unspaced
from ..text.normal_form import STACKED, normal_form, stacked
from ..text.wording import shortened
from .model import LexiconError, located

ENTRY_KEYS = ("term", "not", "case")
SETTINGS = ("language", "forms")  # of an entry, or of all below them; each is a code
NONE: Mapping[str, str] = {}
MAX_TERM = 1000  # characters
MAX_TERMS = 200_000  # of a file; they take half a minute
TOO_MANY = f"has more than {MAX_TERMS:,} terms, too many to be read; split it, or leave some out"
UNENDED = (
    "has a * in a script without spaces, where no word ends; write the words out, or ? for a letter"
)
# half characters among them
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# What nobody means letter for letter; the page has it in rule/lines.js: trade|tariff, Ben[ -]Gvir,
# [a-z], [Tt]rade, trade.*, \bwar, /war/, tariff(s)?, (?i)war. And what is: [sic], U.S.*, C++, :|
REGEX = re.compile(
    r"[^\s|] ?\| ?[^\s|]|[^\s\[\]]\[[^\[\]]{2,}\][^\s\[\]]|\[\^?(?:\S-\S)+\]|\[(\S)\1\]\S"
    r"|(?:^|\s|[^.\s]{2})\.[*+]|\\[bdsw.()|+*?\[\]]|^/[^/]{2,}/i?$|\)\?|\(\?[:=!<i]",
    re.IGNORECASE,
)
NO_EXCLUDED = (
    "is no phrase to leave out; write not: and a space, without quotes; in a table, excluded: true"
)
SEVERAL = "holds several terms; write each as a term of its own"
# what a term cannot hold, as the page's rule/lines.js has it
_FAULTS = {
    CONTROL: "holds a control character; delete it",
    re.compile(rf"^[*?\s{DASH}]*$"): "would match anything; add letters to the *, ? and dashes",
    REGEX: "is no regular expression; give each word a line, with * for any letters, ? for one",
    re.compile("^not ?:", re.IGNORECASE): NO_EXCLUDED,
    re.compile(r";\s|,\s.*[*?]|[*?].*,\s"): SEVERAL,
}
# needs no quotes, in braces neither
_PLAIN = re.compile(r"[^\W_](?:[\w .()/+&’'*?-]*[\w.()/+&’'*?-])?")


def single_spaced(text: str) -> str:
    """A name, term or line as the lexicon takes it: in the normal form, white space
    single.

    >>> single_spaced("  South  China\\tSea ")
    'South China Sea'
    """
    return " ".join(normal_form(text).split())


def default_case(term: str) -> str:
    """The case of a term that does not say (point 2 of the counting rule): "exact" or "any"."""
    if is_acronym(term):
        return "exact"
    return "any"


def term_fault(text: str) -> str:
    """Why a term, its white space single, cannot be counted, and what to do; empty where it can.

    >>> term_fault("trade"), term_fault("* -")
    ('', 'would match anything; add letters to the *, ? and dashes')
    """
    if not text:
        return "an empty term; delete the line, or quote a term that starts with #"
    if len(text) > MAX_TERM:
        return f"has over {MAX_TERM:,} characters; shorten it"
    if stacked(text):
        return STACKED
    for pattern, fault in _FAULTS.items():
        if pattern.search(text):
            return fault
    if text == text.lower() and text.count(", ") > 1:  # Bureau of Alcohol, Tobacco, Firearms is one
        return SEVERAL
    if "*" in text and is_unspaced(text):
        return UNENDED
    return ""


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def as_yaml(text: str) -> str:
    """A name or term as YAML, in quotes where it needs them.

    >>> as_yaml("trade union*"), as_yaml("*.com"), as_yaml("it's: so")
    ('trade union*', "'*.com'", "'it''s: so'")
    """
    if _PLAIN.fullmatch(text):
        return text
    return quoted(text)


def entry_line(term: str, settings: Mapping[str, str] = NONE, excluded: bool = False) -> str:
    """An entry of a theme in YAML, behind its dash, with the `settings` of its case, language,
    forms.

    >>> entry_line("ART", {"case": "any"}), entry_line("trade union*", excluded=True)
    ('{term: ART, case: any}', 'not: trade union*')
    """
    entry = as_yaml(term)
    if excluded:
        entry = f"not: {entry}"
    elif settings:
        entry = f"term: {entry}"
    if settings:
        more = "".join(f", {name}: {value}" for name, value in settings.items())
        entry = f"{{{entry}{more}}}"
    return entry


class _Composer(Composer):
    """Refuses what would make a term of one place the term of another: aliases, anchors, tags."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.parser.peek_event()
        if event.anchor is not None or event.ctag is not None:
            raise ComposerError(None, None, "alias, anchor or tag", event.start_mark)
        return super().compose_node(parent, index)


def plain_text(source: str) -> str:
    """A file's text without its byte order mark, and with every line end as a line feed."""
    return source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def compose(text: str, name: str) -> Node | None:
    """The nodes of YAML text. Nodes know their lines and hold scalars as they are spelled, so no
    resolver is needed.
    """
    text = plain_text(text)
    if text.count("\n") + text.count(",") > 2 * MAX_TERMS:  # some are of names and comments
        raise LexiconError(located(name, None, TOO_MANY))
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer, yaml.max_depth = _Composer, 50
    try:
        return yaml.compose(text)
    except Exception as error:  # on odd text AssertionError, OverflowError and others too
        raise LexiconError(_syntax(text, name, error)) from None


def line_of(node: Node) -> int:
    return node.start_mark.line + 1


def fail(
    file: str | None, node: Node, message: str, theme: str = "", term: str | None = None
) -> NoReturn:
    raise LexiconError(located(file, line_of(node), message, theme, term))


def is_nothing(node: Node) -> bool:
    """No value at all, or an empty mapping."""
    return not node.value and (isinstance(node, MappingNode) or node.style is None)


def items_of(value: Node) -> list[Node]:
    """The members of a list; what is not one is its own only member, if it is anything."""
    if isinstance(value, SequenceNode):
        return value.value
    if is_nothing(value):
        return []
    return [value]


def is_setting(key: Node, value: Node) -> bool:
    """Whether a key says something of all terms below it: `forms: ru`."""
    return key.value in SETTINGS and isinstance(value, ScalarNode)


def settings_of(value: Node) -> dict[str, str]:
    """What a mapping, or an item of a list, says of all terms in it: `forms` -> `ru`."""
    settings = {}
    if isinstance(value, SequenceNode):
        for item in filter(is_settings, value.value):
            settings |= settings_of(item)
    elif isinstance(value, MappingNode):
        for key, code in value.value:
            if is_setting(key, code):
                settings[key.value] = code.value
    return settings


def is_settings(node: Node) -> bool:
    """A mapping in a theme's list that is about the whole list."""
    if not isinstance(node, MappingNode) or not node.value:
        return False
    return all(is_setting(key, value) for key, value in node.value)


def is_sub_theme(node: Node) -> bool:
    """A mapping in a theme's list that is no entry: names with lists or mappings."""
    if not isinstance(node, MappingNode) or not node.value:
        return False
    return all(
        key.value not in ENTRY_KEYS and not isinstance(value, ScalarNode)
        for key, value in node.value
    )


_REASONS = {  # by a sign in ruamel's message
    "maximum depth": "nested too deeply; give groups, themes, terms",
    "quoted scalar": "a quote opens here and never closes; "
    "close it, or use the other kind of quotes",
    "flow": "a bracket opens here; check its commas, that it closes, and quote terms with signs",
    "mapping values": "a colon too many; "
    "put a term that holds ': ' in quotes, or correct the indentation",
    "another document": "a second document starts; keep one, and delete the line ---",
    "": "does not fit the lines above; "
    "indent alike, start each term with '- ', quote terms with signs in them",
}
_KEY = re.compile(r"""\s*(?:- +(?=[^#]*:\s*(?:$|[\[{])))?['"]?([^'"#{[\s-].*?)['"]?:(?:\s|$)""")
_SIGN_FIRST = re.compile(r"(?:^\s*|[-:,]\s+|[\[{,]\s*)([*&!%@`|>][^,\]}]*)")


def _syntax(text: str, name: str, error: Exception) -> str:
    """In plain English, what made ruamel.yaml stop; its own text runs over many lines."""
    context, problem = (str(getattr(error, key, None) or "") for key in ("context", "problem"))
    marks = [getattr(error, key, None) for key in ("problem_mark", "context_mark")]
    if "quoted scalar" in context or "flow" in context:  # what opened there never closes
        marks.reverse()
    mark = marks[0] or marks[1]
    if mark is None:
        line, position = None, getattr(error, "position", None)
        if position is not None:
            line = text.count("\n", 0, position) + 1
        character = "holds a character or directive that YAML does not allow; delete it"
        return located(name, line, character)
    lines = text.split("\n")[: mark.line + 1]
    line, theme, number = lines[-1], _theme_above(lines), mark.line + 1
    if re.match(r"[ -]*\t", line):
        message = "the line is indented with a tab; indent with spaces"
        return located(name, number, message, theme)
    if special := _SIGN_FIRST.search(line):
        term = re.sub(r"\s+#.*", "", special[1]).strip()
        todo = f"must stand in quotes: {shortened(quoted(term))}"
        return located(name, number, f"a term that starts with {term[0]} {todo}", theme, term)
    sign = next(sign for sign in _REASONS if sign in context + problem)
    return located(name, number, _REASONS[sign], theme)


def _theme_above(lines: list[str]) -> str:
    """The nearest key above the end of these lines, which is the theme in every usual layout."""
    for line in reversed(lines):
        key = _KEY.match(line)
        if key and key[1] not in ENTRY_KEYS:
            return key[1]
    return ""
