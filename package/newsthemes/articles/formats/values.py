"""What a value is that stands in the place of a text, or of a number."""

from numbers import Integral

from pandas.api.types import is_list_like


def is_whole_number(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def how_to_be_text(value: object) -> str:
    """What to do with a value that stands in the place of a text.

    >>> how_to_be_text(["They", "met"]), how_to_be_text(None)
    ('make one text of its parts: " ".join(parts)', 'fill it, or drop the row')
    """
    if isinstance(value, bytes):
        return 'make it a text: value.decode("utf-8")'
    if is_list_like(value) and not isinstance(value, dict):
        return 'make one text of its parts: " ".join(parts)'
    return "fill it, or drop the row"
