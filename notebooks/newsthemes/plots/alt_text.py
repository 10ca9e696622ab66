"""The alternative text of a chart, for those who do not see it."""

from matplotlib.figure import Figure

from .style import SHOWN

_SIDES = ["left", "center", "right"]  # of axes, where a title stands


def alt_text(figure: Figure) -> str:
    """Returns the titles and labels of the figure and its axes; and of a chart of ours what it
    shows, which the function that drew it has kept.

    >>> import pandas as pd
    >>> from newsthemes import plot_bars
    >>> ax = plot_bars(pd.Series({"Trade": 3, "Iran": 1200}))
    >>> _ = ax.set(title="Mentions", xlabel="in 2023")
    >>> alt_text(ax.figure)
    'Mentions. in 2023. Shown: Trade 3; Iran 1,200.'
    """
    parts = [figure.get_suptitle()]
    for ax in figure.axes:
        parts += [*map(ax.get_title, _SIDES), ax.get_xlabel(), ax.get_ylabel()]
        if ax.get_label().startswith(SHOWN):
            parts.append(ax.get_label())
    parts += [figure.get_supxlabel(), figure.get_supylabel()]
    texts = [" ".join(part.split()) for part in parts if part]
    return "".join(f"{text.rstrip('.')}. " for text in texts).rstrip()
