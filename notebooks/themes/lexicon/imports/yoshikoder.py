"""Yoshikoder .ykd and Lexicoder .lcd: XML of categories (cnode) that hold patterns (pnode) and categories."""

from collections.abc import Mapping
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from ..model import LexiconError, located
from .foreign import MAX_DEPTH, Foreign, Path, weight_fault


def read_xml(text: str, found: Foreign) -> None:
    """Read a dictionary; a document type, and with it every entity but XML's own five, is refused before it is looked at.

    Where a file of Lexicoder's own style gives terms spaces at their ends, a missing one is a `*`: there, a space is the end
    of a word, and ` ECONOM` its beginning. (Yoshikoder's terms are whole words.)

    >>> found = Foreign("a.ykd", "Yoshikoder")
    >>> read_xml('<dictionary><cnode name="Trade"><pnode name="tariff*"/></cnode></dictionary>', found)
    >>> found.themes()
    {('', 'Trade'): ['tariff*']}
    """
    (_, root, first_line, settings), *nodes = _nodes(text, found.name)
    if root != "dictionary":
        message = f"is XML of another kind (<{root}>), not a dictionary of Yoshikoder or Lexicoder; check the file"
        raise LexiconError(located(found.name, first_line, message))
    terms = [values.get("name", "") for _, element, _, values in nodes if element == "pnode"]
    spaced = settings.get("style") == "Lexicoder" and any(term != term.strip() for term in terms)
    if spaced:
        found.notes.append("A term without a space at one of its ends goes on there: ` ECONOM` was read as ECONOM*.")
    for path, element, line, values in nodes:
        name, score = values.get("name", ""), values.get("score", "").strip()
        if element == "cnode":
            found.open((*path, name), line)
        elif element != "pnode":
            found.leave(line, name or element, f"<{element}> is not known", path)
        elif settings.get("patternengine", "substring") != "substring":
            found.leave(line, name or element, "is a pattern of another kind, not words with *", path)
        elif score and (reason := weight_fault(score)):
            found.leave(line, name, reason, path)
        else:
            found.add(path, _with_wildcards(name) if spaced else name, line)


def _with_wildcards(term: str) -> str:
    """
    >>> _with_wildcards(" ECONOM"), _with_wildcards(" FULL EMPLOYMENT ")
    ('ECONOM*', 'FULL EMPLOYMENT')
    """
    before = "" if term[:1] in (" ", "*", "") else "*"
    after = "" if term[-1:] in (" ", "*", "") else "*"
    return before + term.strip() + after


def _nodes(text: str, name: str) -> list[tuple[Path, str, int, dict[str, str]]]:
    """The elements: the category they lie in, name, line, attributes."""
    parser = expat.ParserCreate("utf-8")
    nodes: list[tuple[Path, str, int, dict[str, str]]] = []
    open_: list[Path] = [()]  # the category of each open element

    def start(element: str, values: dict[str, str]) -> None:
        if len(open_) > MAX_DEPTH + 1:
            message = f"is nested deeper than {MAX_DEPTH} categories; flatten it there"
            raise LexiconError(located(name, parser.CurrentLineNumber, message))
        nodes.append((open_[-1], element, parser.CurrentLineNumber, values))
        open_.append((*open_[-1], values.get("name", "")) if element == "cnode" else open_[-1])

    def refuse(*_: object) -> None:
        message = "declares a document type or entities, which no dictionary needs; delete the declaration"
        raise LexiconError(located(name, parser.CurrentLineNumber, message))

    parser.StartElementHandler, parser.EndElementHandler = start, lambda _: open_.pop()
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        message = f"is not well-formed XML ({expat.ErrorString(error.code)}); correct it or save it anew"
        raise LexiconError(located(name, error.lineno, message)) from None
    return nodes


def write_xml(themes: Mapping[Path, list[str]]) -> str:
    """
    >>> print(write_xml({("G", "T"): ["trade"]}))
    <?xml version="1.0" encoding="UTF-8"?>
    <dictionary style="050805" patternengine="substring">
    <cnode name="G" desc=""><cnode name="T" desc="">
    <pnode name="trade"/>
    </cnode></cnode>
    </dictionary>
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<dictionary style="050805" patternengine="substring">']
    for path, terms in themes.items():
        lines.append("".join(f'<cnode name={quoteattr(name)} desc="">' for name in path))
        lines += [f"<pnode name={quoteattr(term)}/>" for term in terms]
        lines.append("</cnode>" * len(path))
    return "\n".join([*lines, "</dictionary>"]) + "\n"
