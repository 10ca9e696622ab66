"""Yoshikoder .ykd and Lexicoder .lcd: XML of categories (cnode) that hold patterns (pnode) and
categories.
"""

import re
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from ..model import LexiconError, located
from .foreign import Foreign, Path, weight_fault


def read_xml(text: str, found: Foreign) -> None:
    """Read a dictionary; a document type, and with it every entity but XML's own five, is refused
    before it is looked at.

    Where a file of Lexicoder's own style gives terms spaces at their ends, a missing one is a `*`:
    there, a space is the end of a word, and ` ECONOM` its beginning. (Yoshikoder's terms are whole
    words.)

    >>> found = Foreign("a.ykd", "Yoshikoder")
    >>> read_xml('<dictionary><cnode name="Trade"><pnode name="tariff*"/></cnode></dictionary>', found)
    >>> found.themes()
    {('', 'Trade'): ['tariff*']}
    """
    root = _root(text, found.name)
    terms = [node.get("name", "") for node in root.iter("pnode")]
    spaced = root.get("style") == "Lexicoder" and any(term != term.strip() for term in terms)
    if spaced:
        found.notes.append(
            "A term without a space at one of its ends goes on there: ` ECONOM` was read as ECONOM*."
        )
    for node in root.iterdescendants("*"):
        name, score = node.get("name", ""), node.get("score", "").strip()
        path = tuple(above.get("name", "") for above in node.iterancestors("cnode"))[::-1]
        fault = weight_fault(score) if score else ""
        if root.get("patternengine", "substring") != "substring":
            fault = "is a pattern of another kind, not words with *"
        if node.tag == "cnode":
            found.open((*path, name), node.sourceline)
        elif node.tag == "pnode":
            found.add(path, _with_wildcards(name) if spaced else name, node.sourceline, fault, name)
        else:
            found.leave(node.sourceline, name or node.tag, f"<{node.tag}> is not known", path)


def _with_wildcards(term: str) -> str:
    """
    >>> _with_wildcards(" ECONOM"), _with_wildcards(" FULL EMPLOYMENT ")
    ('ECONOM*', 'FULL EMPLOYMENT')
    """
    before = "" if term[:1] in (" ", "*", "") else "*"
    after = "" if term[-1:] in (" ", "*", "") else "*"
    return before + term.strip() + after


def _root(text: str, name: str):
    """The outermost element of a dictionary."""
    from lxml import etree  # on first use: most dictionaries are not XML

    if declared := re.search("<!(?:DOCTYPE|ENTITY)", text):
        message = "declares a document type or entities, which no dictionary needs; delete the declaration"
        raise LexiconError(located(name, text.count("\n", 0, declared.start()) + 1, message))
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), etree.XMLParser(encoding="utf-8"))
    except etree.XMLSyntaxError as error:
        message = (
            f"is not well-formed XML ({error.msg.partition(',')[0]}); correct it or save it anew"
        )
        raise LexiconError(located(name, error.lineno, message)) from None
    if root.tag != "dictionary":
        message = f"is XML of another kind (<{root.tag}>), not a dictionary of Yoshikoder or Lexicoder; check the file"
        raise LexiconError(located(name, root.sourceline, message))
    return root


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
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<dictionary style="050805" patternengine="substring">',
    ]
    for path, terms in themes.items():
        lines.append("".join(f'<cnode name={quoteattr(name)} desc="">' for name in path))
        lines += [f"<pnode name={quoteattr(term)}/>" for term in terms]
        lines.append("</cnode>" * len(path))
    return "\n".join([*lines, "</dictionary>"]) + "\n"
