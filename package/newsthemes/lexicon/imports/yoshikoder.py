"""Yoshikoder .ykd and Lexicoder .lcd: XML of categories (cnode) that hold patterns (pnode) and
categories.
"""

from ...files.optional_packages import extra
from ..model import LexiconError, located
from .imported_dictionary import ImportedDictionary, weight_fault


def read_xml(text: str, dictionary: ImportedDictionary) -> None:
    """Read a dictionary; entities that it declares are not read.

    Where a file of Lexicoder's own style gives terms spaces at their ends, a missing one is a `*`:
    there, a space is the end of a word, and ` ECONOM` its beginning. (Yoshikoder's terms are whole
    words.)

    >>> dictionary = ImportedDictionary("a.ykd", "Yoshikoder")
    >>> trade = '<cnode name="Trade"><pnode name="tariff*"/></cnode>'
    >>> read_xml(f"<dictionary>{trade}</dictionary>", dictionary)
    >>> dictionary.themes()
    {('', 'Trade'): ['tariff*']}
    """
    root = _root(text, dictionary.name)
    terms = [node.get("name", "") for node in root.iter("pnode")]
    spaced = root.get("style") == "Lexicoder" and any(term != term.strip() for term in terms)
    if spaced:
        dictionary.notes.append(
            "A term without a space at one of its ends goes on there: "
            "` ECONOM` was read as ECONOM*."
        )
    for node in root.iterdescendants("*"):
        name, score = node.get("name", ""), node.get("score", "").strip()
        path = tuple(above.get("name", "") for above in node.iterancestors("cnode"))[::-1]
        fault = ""
        if root.get("patternengine", "substring") != "substring":
            fault = "is a pattern of another kind, not words with *"
        elif score:
            fault = weight_fault(score)
        if node.tag == "pnode":
            term = name
            if spaced:
                term = _with_wildcards(name)
            dictionary.add(path, term, node.sourceline, fault, name)
        elif node.tag != "cnode":
            dictionary.leave(node.sourceline, name or node.tag, f"<{node.tag}> is not known")


def _with_wildcards(term: str) -> str:
    """
    >>> _with_wildcards(" ECONOM"), _with_wildcards(" FULL EMPLOYMENT ")
    ('ECONOM*', 'FULL EMPLOYMENT')
    """
    words = term.strip()
    if term[:1] not in (" ", "*", ""):
        words = f"*{words}"
    if term[-1:] not in (" ", "*", ""):
        words = f"{words}*"
    return words


def _root(text: str, name: str):
    """The outermost element of a dictionary."""
    with extra("files", f"{name} is XML, which", LexiconError):
        from lxml import etree  # on first use: most dictionaries are not XML

    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        wrong = f"is not well-formed XML ({error.msg.partition(',')[0]})"
        todo = "correct it or save it anew"
        raise LexiconError(located(name, error.lineno, f"{wrong}; {todo}")) from None
