"""quanteda's YAML where a category has terms beside its own categories: they stand under `__`.

Its other files are read as they stand.
"""

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..model import LexiconError, located
from ..syntax import compose, is_nothing, line_of
from .foreign import Foreign, Path


def read_quanteda(text: str, found: Foreign) -> None:
    """What stands under `__` goes to the category that it stands in.

    >>> found = Foreign("a.yml", "quanteda", wildcards="*?", case=None)
    >>> read_quanteda("PEOPLE:\\n  __: [people]\\n  ELITE: [elite*]\\n", found)
    >>> found.themes()
    {('', 'PEOPLE'): ['people'], ('', 'PEOPLE/ELITE'): ['elite*']}
    """
    root = compose(text, found.name)
    if not isinstance(root, MappingNode):
        raise LexiconError(
            located(found.name, 1, "holds no categories; write each as a name and a colon")
        )
    _walk(root, (), found)


def _walk(node: Node, path: Path, found: Foreign) -> None:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                message = "a list or mapping in place of a name; give each category a name"
                raise LexiconError(located(found.name, line_of(key), message))
            inner = path
            if key.value != "__":
                inner = (*path, key.value)
            _walk(value, inner, found)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            _walk(item, path, found)
    elif not is_nothing(node):
        found.add(path, node.value, line_of(node))
