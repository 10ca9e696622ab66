"""Marks along the text: where each theme is mentioned."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Lexicon
from ..tables.keys import known_rows, theme_counts, themes_table
from ..text.blocks import paragraph_spans
from .colors import FAINT, INK, colors_for, theme_colors
from .style import axes_with_rows, describe, in_style, without_rows

MOST_NUMBERED = 15  # paragraphs whose numbers have room


@accepts_plain_inputs
@in_style()
def plot_dispersion(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    colors: dict[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw where each theme is mentioned, from the start of one article to its end.

    Parameters
    ----------
    mentions, lexicon : from `find_mentions`; mentions of other articles are left out.
    articles : one article.
    colors : group or theme -> color, from `group_colors(lexicon)`.
    ax : the axes to draw into; without them, those of a new figure.

    Returns
    -------
    The axes, without a title: a row for each theme with a mention, in the lexicon's order, a mark a
    mention, their number at the end; every other paragraph is shaded, and up to fifteen are
    numbered. Without a mention they say "none".
    ValueError for several articles: places in several texts have no common scale; and for a mention
    of a theme that the lexicon does not have.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade talks. Trade and Iran."]})
    >>> lexicon = read_lexicon({"Trade": ["trade"], "War": ["war"], "Iran": ["Iran"]})
    >>> ax = plot_dispersion(find_mentions(toy, lexicon), toy, lexicon)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Trade', 'Iran']
    """
    if len(articles) != 1:
        todo = "give one, such as articles.iloc[[0]]"
        raise ValueError(f"plot_dispersion: there are {len(articles):,} articles; {todo}")
    text = articles["text"].iloc[0]
    here = mentions[known_rows(mentions, articles) >= 0]
    rows = themes_table(lexicon)
    rows["times"] = theme_counts(here, lexicon)
    if here.empty:
        return without_rows(ax)
    rows["group"] = pd.Categorical(rows["group"], rows["group"].unique())
    # as plot_counts has them
    rows = rows[rows["times"] > 0].sort_values(["group", "times"], ascending=[True, False])
    themes = rows["theme"].tolist()
    groups = rows["group"].tolist()
    of_groups = colors_for(lexicon.groups.values(), colors, lexicon.themes)
    ax, places = axes_with_rows(ax, themes, groups, of_groups)
    of_themes = theme_colors(themes, groups, of_groups, colors)
    paragraphs = paragraph_spans(text)
    for start, end in paragraphs[::2]:
        ax.axvspan(start / len(text), end / len(text), color=FAINT, alpha=0.45, lw=0, zorder=0)
    words = []
    for theme, color, y in zip(themes, of_themes, places, strict=True):
        x = here.loc[here["theme"] == theme, "start"] / len(text)
        ax.scatter(x, np.full(len(x), y), c=color, marker="|", s=130, linewidths=2.2)
        ax.text(1.02, y, f"{len(x):,}", va="center", color=INK)
        thirds = np.histogram(x, 3, (0, 1))[0]
        words.append(f"{theme} {len(x):,} (by thirds of the text {', '.join(map(str, thirds))})")
    describe(ax, words)
    ax.set_xlim(0, 1)
    if len(paragraphs) <= MOST_NUMBERED:
        middles = [(start + end) / 2 / len(text) for start, end in paragraphs]
        ax.set_xticks(middles, range(1, len(paragraphs) + 1))
        ax.set_xlabel("paragraph; numbers on the right: mentions")
    else:
        ax.set_xticks([0, 0.5, 1], ["start", "middle", "end"])
        ax.set_xlabel("place in the text, every other paragraph shaded; numbers: mentions")
    return ax
