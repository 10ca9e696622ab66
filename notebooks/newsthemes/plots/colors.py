"""The colors of all pictures, pages and tables: that of each group, and ink."""

from collections.abc import Iterable

import numpy as np

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.read_lexicon import Lexicon
from ..text.wording import natural_list

# Okabe and Ito (2008), told apart by the color-blind; without their yellow, which is too pale for
# bars on white.
PALETTE = "#0072b2 #d55e00 #009e73 #cc79a7 #e69f00 #56b4e9 #000000 #7f7f7f".split()

INK, GREY = "#222222", "#666666"  # of text
OTHERS = "#999999"  # of groups without a color
FAINT = "#d9d9d9"
AXIS = "#888888"  # of spines and ticks
PALE = 0.25  # of a color is left in a background


class _Colors(dict):
    """A color for each group, and no other key."""

    def __setitem__(self, group: str, color: str) -> None:
        if group not in self:
            groups = natural_list(list(self))
            raise ValueError(f"colors: there is no group {group!r}; there are {groups}")
        super().__setitem__(group, color)


@accepts_plain_inputs
def group_colors(lexicon: Lexicon) -> dict[str, str]:
    """Returns group -> its color, in hex, in the lexicon's order; from the eighth on all are grey.

    Change one before you draw, and every picture has it: `colors["Issues"] = "#990000"`. ValueError
    for a group that the lexicon does not have.

    >>> from newsthemes import read_lexicon
    >>> themes = {"Issues": {"Trade": ["trade"]}, "Countries": {"Iran": ["Iran"]}}
    >>> group_colors(read_lexicon(themes))
    {'Issues': '#0072b2', 'Countries': '#d55e00'}
    """
    return _Colors(colors_in_order(lexicon.groups.values()))


def colors_in_order(groups: Iterable[str]) -> dict[str, str]:
    """The same of groups in their order, each once or more often."""
    names = dict.fromkeys(groups, PALETTE[-1])
    return names | dict(zip(names, PALETTE, strict=False))


def check_colors(colors: dict[str, str] | None, groups: Iterable[str]) -> None:
    """TypeError where `colors` are no dict; ValueError where they name a group that is not among
    these, while one of these has none: a slip of spelling, as some of them may not be shown.

    >>> check_colors({"Isues": "#990000"}, ["Issues"])
    Traceback (most recent call last):
    ValueError: colors: there is no group 'Isues'; without a color: Issues
    """
    if colors is None:
        return
    if not isinstance(colors, dict):
        todo = "give one of group -> color, such as group_colors(lexicon)"
        raise TypeError(f"colors: {colors!r} is no dict; {todo}")
    unknown = [group for group in colors if group not in set(groups)]
    # a row of all themes has no group
    missing = [group for group in dict.fromkeys(groups) if group and group not in colors]
    if unknown and missing:
        wrong = f"there is no group {unknown[0]!r}; without a color: {natural_list(missing)}"
        raise ValueError(f"colors: {wrong}")


def colors_for(groups: Iterable[str], colors: dict[str, str] | None) -> dict[str, str]:
    """Each of the groups -> the color that is given, and grey where none is; without any, ours.

    >>> colors_for(["A", "B"], {"A": "#990000"}), colors_for(["A", "B"], None)
    ({'A': '#990000', 'B': '#999999'}, {'A': '#0072b2', 'B': '#d55e00'})
    """
    check_colors(colors, groups)
    given = colors or colors_in_order(groups)
    return {group: given.get(group, OTHERS) for group in groups}


def colors_of_all(lexicon: Lexicon, colors: dict[str, str] | None) -> dict[str, str]:
    """Group -> its color in hex, of all groups: the one that is given, else ours.

    >>> from newsthemes import read_lexicon
    >>> lexicon = read_lexicon({"Issues": {"Trade": ["trade"]}, "Countries": {"Iran": ["Iran"]}})
    >>> colors_of_all(lexicon, {"Issues": "red"})
    {'Issues': '#ff0000', 'Countries': '#d55e00'}
    """
    from matplotlib.colors import to_hex  # loaded where it is needed

    ours, given = group_colors(lexicon), colors or {}
    check_colors(colors, ours)
    return {group: to_hex(given.get(group, color)) for group, color in ours.items()}


def pale(color: str) -> str:
    """The color mixed with white, as a background for dark text."""
    from matplotlib.colors import to_hex, to_rgb  # loaded where it is needed

    return to_hex(1 - PALE * (1 - np.array(to_rgb(color))))
