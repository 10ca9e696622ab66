"""quanteda's YAML where a category has terms beside its own categories: they stand under `__`.

Its other files are read as they stand: they cannot be told from ours, but for `convert`.
"""

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from ...text.characters import is_acronym
from ..edit import theme_lines, with_lines
from ..model import Lexicon
from ..syntax import compose, is_nothing, line_of
from ..yaml_themes import pairs
from .imported_dictionary import ImportedDictionary, Path


def read_quanteda(text: str, dictionary: ImportedDictionary) -> None:
    """What stands under `__` goes to the category that it stands in.

    >>> dictionary = ImportedDictionary("a.yml", "quanteda", wildcards="*?")
    >>> read_quanteda("PEOPLE:\\n  __: [people]\\n  ELITE: [elite*]\\n", dictionary)
    >>> dictionary.themes()
    {('', 'PEOPLE'): ['people'], ('', 'PEOPLE/ELITE'): ['elite*']}
    """
    _walk(compose(text, dictionary.name), (), dictionary)


def _walk(node: Node | None, path: Path, dictionary: ImportedDictionary) -> None:
    if isinstance(node, MappingNode):
        for name, _, value in pairs(dictionary.name, node, ""):
            inner = path
            if name != "__":
                inner = (*path, name)
            _walk(value, inner, dictionary)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            _walk(item, path, dictionary)
    elif node and not is_nothing(node):
        dictionary.add(path, node.value, line_of(node))


def as_quanteda(lexicon: Lexicon) -> Lexicon:
    """The lexicon of one of its other files: capitals count in any case, as they do there.

    >>> from ..read_lexicon import parse_lexicon
    >>> as_quanteda(parse_lexicon("T:\\n- US")).source
    'T:\\n- {term: US, case: any}'
    """
    lines = theme_lines(lexicon)
    for entries in lines.values():
        for number, line in enumerate(entries):
            if is_acronym(line.strip("'\"")):
                entries[number] = f"{{term: {line}, case: any}}"
    return with_lines(lexicon, lines)
