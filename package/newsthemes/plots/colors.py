"""The colors of all pictures, pages and tables: that of each group, of a theme that is named, and
ink.
"""

from collections.abc import Iterable

import numpy as np

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Lexicon
from ..text.wording import natural_list

# Okabe and Ito (2008), told apart by the color-blind; without their yellow, which is too pale for
# bars on white.
PALETTE = [
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#cc79a7",
    "#e69f00",
    "#56b4e9",
    "#000000",
    "#7f7f7f",
]
INK = "#222222"  # of text
GREY = "#666666"  # of text that matters less
OTHERS = "#999999"  # of groups without a color
FAINT = "#d9d9d9"
AXIS = "#888888"  # of spines and ticks
PALE = 0.25  # of a color is left in a background


class _Colors(dict):
    """A color for each group, and for the themes that get one; no other key."""

    def __init__(self, groups: dict[str, str], themes: Iterable[str]) -> None:
        super().__init__(groups)
        self.themes = frozenset(themes)

    def __setitem__(self, name: str, color: str) -> None:
        if name not in self and name not in self.themes:
            groups = natural_list(self)
            raise ValueError(f"colors: there is no group or theme {name!r}; groups: {groups}")
        super().__setitem__(name, color)


@accepts_plain_inputs
def group_colors(lexicon: Lexicon) -> dict[str, str]:
    """Returns group -> its color, in hex, in the lexicon's order; from the eighth on all are grey.

    Change one before you draw, and every picture has it: `colors["Issues"] = "#990000"`. A theme
    gets one of its own in the same way: `colors["Trade"] = "#990000"`. ValueError for a group or
    theme that the lexicon does not have.

    >>> from newsthemes import read_lexicon
    >>> themes = {"Issues": {"Trade": ["trade"]}, "Countries": {"Iran": ["Iran"]}}
    >>> group_colors(read_lexicon(themes))
    {'Issues': '#0072b2', 'Countries': '#d55e00'}
    """
    return _Colors(colors_in_order(lexicon.groups.values()), lexicon.themes)


def colors_in_order(groups: Iterable[str]) -> dict[str, str]:
    """The same of groups in their order, each once or more often."""
    names = dict.fromkeys(groups, PALETTE[-1])
    return names | dict(zip(names, PALETTE, strict=False))


def check_colors(
    colors: dict[str, str] | None, groups: Iterable[str], themes: Iterable[str] = ()
) -> None:
    """TypeError where `colors` are no dict; ValueError where they name what is neither among these
    groups nor these themes, while one of these groups has none: a slip of spelling, as some of them
    may not be shown.

    >>> check_colors({"Isues": "#990000"}, ["Issues"])
    Traceback (most recent call last):
    ValueError: colors: there is no group or theme 'Isues'; without a color: Issues
    """
    if colors is None:
        return
    if not isinstance(colors, dict):
        todo = "give one of group or theme -> color, such as group_colors(lexicon)"
        raise TypeError(f"colors: {colors!r} is no dict; {todo}")
    known = {*groups, *themes, *getattr(colors, "themes", ())}
    unknown = [name for name in colors if name not in known]
    # a row of all themes has no group
    missing = [group for group in dict.fromkeys(groups) if group and group not in colors]
    if unknown and (missing or not known & set(colors)):
        wrong = f"there is no group or theme {unknown[0]!r}"
        raise ValueError(f"colors: {wrong}; without a color: {natural_list(missing or [*themes])}")


def colors_for(
    groups: Iterable[str], colors: dict[str, str] | None, themes: Iterable[str] = ()
) -> dict[str, str]:
    """Each of the groups -> the color that is given, and grey where none is; without any, ours.
    `themes` may be named in `colors`, too.

    >>> colors_for(["A", "B"], {"A": "#990000"}), colors_for(["A", "B"], None)
    ({'A': '#990000', 'B': '#999999'}, {'A': '#0072b2', 'B': '#d55e00'})
    """
    check_colors(colors, groups, themes)
    given = colors or {}
    if not any(group in given for group in groups):
        given = colors_in_order(groups)
    return {group: given.get(group, OTHERS) for group in groups}


def theme_colors(
    themes: Iterable[str],
    groups: Iterable[str],
    colors_of_groups: dict[str, str],
    colors: dict[str, str] | None,
) -> list[str]:
    """The color of each theme: its own, if it is named in `colors` and no group is called so, else
    that of its group.

    >>> theme_colors(["Trade", "War"], ["A", "A"], {"A": "#0072b2"}, {"Trade": "#990000"})
    ['#990000', '#0072b2']
    """
    named = {name: color for name, color in (colors or {}).items() if name not in colors_of_groups}
    pairs = zip(themes, groups, strict=True)
    return [named.get(theme, colors_of_groups[group]) for theme, group in pairs]


def colors_of_all(lexicon: Lexicon, colors: dict[str, str] | None) -> dict[str, str]:
    """Group -> its color in hex, of all groups: the one that is given, else ours; and theme -> that
    of each theme which is named in `colors`.

    >>> from newsthemes import read_lexicon
    >>> lexicon = read_lexicon({"Issues": {"Trade": ["trade"]}, "Countries": {"Iran": ["Iran"]}})
    >>> colors_of_all(lexicon, {"Issues": "red", "Iran": "k"})
    {'Issues': '#ff0000', 'Countries': '#d55e00', 'Iran': '#000000'}
    """
    from matplotlib.colors import to_hex  # loaded where it is needed

    ours, given = group_colors(lexicon), colors or {}
    check_colors(colors, ours, lexicon.themes)
    named = {name: color for name, color in given.items() if name in {*ours, *lexicon.themes}}
    return {name: to_hex(color) for name, color in (ours | named).items()}


def pale(color: str) -> str:
    """The color mixed with white, as a background for dark text."""
    from matplotlib.colors import to_hex, to_rgb  # loaded where it is needed

    return to_hex(1 - PALE * (1 - np.array(to_rgb(color))))
