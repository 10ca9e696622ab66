"""Articles and their mentions -> the highlighted article, as HTML that every viewer shows and as
plain text; and what the explorer's script counts from.
"""

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from html import escape, unescape
from itertools import pairwise

import numpy as np
import pandas as pd

from ..articles.random_order import random_order
from ..articles.titles import titles
from ..files.write_files import sha256
from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.edit import theme_lines
from ..lexicon.model import Lexicon
from ..mentions.find import find_mentions
from ..mentions.forms import found_forms
from ..plots.colors import PALETTE, colors_of_all, pale, theme_colors
from ..plots.without_text import as_html, without_text
from ..tables.keys import known_rows, theme_counts, theme_numbers, themes_table
from ..text.blocks import paragraph_spans
from ..text.characters import visible
from ..text.languages import languages_of
from ..text.tokens import article_sentences, units, word_counts
from ..text.wording import as_strings

IN_FULL = 10  # articles that are shown at once
# of the articles that a page holds, all together; and of each beside its text: title, places
MOST_BYTES, BESIDE = 1_000_000, 250
LEFT_OUT = "The article is left out here."

_TAG = re.compile("<[^>]*>")  # all that as_html lets stand

Span = tuple[int, int, int]  # of a mention: start, end, number of its theme from 0
Look = tuple[str, str]  # of a theme: its name and the background of its mentions
Spans = dict[tuple[int, int], list[Span]]  # of an article, by its row, and a paragraph


class HtmlView:
    """Parts of HTML to read: `html` for viewers that show it, `text` for those that do not."""

    def __init__(self, parts: list[str]):
        if without_text():
            parts = [f"<p>{LEFT_OUT}</p>"]
        self.parts = parts
        self.html = '<div class="article">' + "\n".join(parts) + "</div>"
        self.text = "\n\n".join(unescape(_TAG.sub("", part)) for part in parts)

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, object]:
        return {"text/html": self.html, "text/plain": self.text}


@accepts_plain_inputs
def show_text(articles: pd.DataFrame) -> HtmlView:
    """The articles as they were read, paragraph by paragraph; of many, the first ten.

    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Talks\\n\\nThey began."]})
    >>> print(show_text(toy).html)
    <div class="article"><p dir="auto">Talks</p>
    <p dir="auto">They began.</p></div>
    """
    return HtmlView(_parts(articles, {}))


@accepts_plain_inputs
def highlight(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    colors: dict[str, str] | None = None,
) -> HtmlView:
    """The articles with every mention marked: a color a group, a number a theme, and a legend with
    the counts.

    Colors and `title` are inline and in hex, since a notebook that was run by a program is shown
    without style sheets; without any style the numbers still say it all.

    Parameters
    ----------
    mentions : from `find_mentions`; those of other articles are left out.
    articles : what is shown; of more than ten, the first ten.
    lexicon : the numbers are the places of its themes.
    colors : from `group_colors`, changed or not.

    Returns
    -------
    A `HtmlView`: a notebook shows it as a cell's last line; `html` and `text` are its two forms.
    ValueError for a mention of a theme that the lexicon does not have.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["On trade & Iran."]})
    >>> lexicon = read_lexicon({"Trade": ["trade"], "Iran": ["Iran"]})
    >>> print(highlight(find_mentions(toy, lexicon), toy, lexicon).text)
    [1] Trade 1 · [2] Iran 1
    <BLANKLINE>
    On trade[1] & Iran[2].
    """
    row = known_rows(mentions, articles)
    here = mentions[row >= 0].assign(row=row[row >= 0])
    here["number"] = theme_numbers(here, lexicon)
    themes = themes_in_order(lexicon, here, colors)
    spans = defaultdict(list)
    columns = "row paragraph start end number".split()
    for article, paragraph, *span in here[columns].itertuples(index=False):
        spans[article, paragraph].append(tuple(span))
    looks = list(zip(themes["theme"], map(pale, themes["color"]), strict=True))
    return HtmlView([_legend(themes), *_parts(articles, spans, looks)])


def _parts(articles: pd.DataFrame, spans: Spans, looks: Sequence[Look] = ()) -> list[str]:
    """The first ten articles in parts, as HTML: titles, and paragraphs with these spans marked.

    A title stands above its article where the text does not begin with it, and where there are
    several: then behind the id, which tables have.
    """
    shown = articles.head(IN_FULL)
    stated = as_strings(shown.reindex(columns=["title"])["title"])
    ids = shown["article"].astype(str)
    parts = []
    for row, (title, text) in enumerate(zip(titles(shown), shown["text"], strict=True)):
        begins = text.lstrip().startswith(stated.iloc[row])
        if len(articles) > 1 and title != ids.iloc[row]:
            title = f"{ids.iloc[row]}: {title}"
        if len(articles) > 1 or not begins:
            parts.append(f'<h3 dir="auto">{as_html(title)}</h3>')
        for number, (start, end) in enumerate(paragraph_spans(text), 1):
            here = spans.get((row, number), [])
            parts.append(f'<p dir="auto">{_with_marks(text, start, end, here, looks)}</p>')
    if len(articles) > IN_FULL:
        parts.append(f"<p>Shown: {IN_FULL} of {len(articles):,} articles.</p>")
    return parts


def _with_marks(text: str, start: int, end: int, spans: list[Span], looks: Sequence[Look]) -> str:
    """The text from start to end as HTML, cut wherever a mention starts or ends; each theme, by its
    number, has a name and a background.
    """
    html = ""
    cuts = {start, end}.union(*(span[:2] for span in spans))
    for left, right in pairwise(sorted(cuts)):
        piece = as_html(text[left:right])
        around = [number for first, last, number in spans if first <= left and right <= last]
        if around:
            ends = [f"<sup>[{number + 1}]</sup>" for _, last, number in spans if last == right]
            style = f"background:{looks[around[0]][1]};color:#111111"
            names = dict.fromkeys(looks[number][0] for number in around)
            title = escape(visible(", ".join(names)))
            piece = f'<mark style="{style}" title="{title}">{piece}{"".join(ends)}</mark>'
        html += piece
    return html


def themes_in_order(
    lexicon: Lexicon, mentions: pd.DataFrame, colors: dict[str, str] | None
) -> pd.DataFrame:
    """A row a theme, in the lexicon's order: `group`, `theme`, `number` (from 1), `mentions`,
    `color`.
    """
    in_hex = colors_of_all(lexicon, colors)
    of_groups = {group: in_hex[group] for group in lexicon.groups.values()}
    themes = themes_table(lexicon)
    themes["number"] = np.arange(len(themes)) + 1
    themes["mentions"] = theme_counts(mentions, lexicon)
    themes["color"] = theme_colors(themes["theme"], themes["group"], of_groups, in_hex)
    return themes


def random_sample(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles that a page holds: all where they take 1 MB of it or less; of more, as many as
    fit, drawn at random. They stay in their order. At least one is held, however long. ValueError
    where there is none.

    Which are drawn depends on what each is called and says, and not on their order.

    >>> toy = pd.DataFrame({"article": range(9), "text": "x" * 300_000})
    >>> random_sample(toy)["article"].tolist(), len(random_sample(toy.head(3)))
    ([2, 7, 8], 3)
    """
    if articles.empty:
        raise ValueError("articles: there are none to show; give one at least")
    drawn = random_order(articles)
    sizes = articles["text"].map(lambda text: len(json.dumps(text)) + BESIDE).to_numpy()
    fitting = (sizes[drawn].cumsum() <= MOST_BYTES).sum()
    return articles.iloc[np.sort(drawn[: max(1, fitting)])]


def page_data(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    total: int,
    nested: str = "drop",
    colors: dict[str, str] | None = None,
) -> dict:
    """What the script of a page counts from; spans are code points.

    Parameters
    ----------
    mentions, lexicon, nested : from `find_mentions`, and what they were found with.
    colors : group or theme -> color, in place of those of `group_colors`.
    articles : those that the page holds. total : the number of all that the mentions are of.

    Returns
    -------
    A dict: `nested`, `total`, `counts` (of each theme in all articles), `groups` (name, color),
    `colors` (of themes that have one of their own), `lexicon`, `forms` (from `found_forms`),
    `themes_key` (of the lexicon, for links), `articles`, `key` (of all this), `names` (the one
    name of each theme), `more_colors` (for groups that a reader adds).
    `found` are an article's mentions, those inside longer ones too, as [theme, entry, start, end];
    None where a theme has a term twice, so that the script must find out for which of them each
    counts. ValueError for mentions of other themes.
    """
    themes = _lexicon_data(lexicon)
    in_hex = colors_of_all(lexicon, colors)
    held = articles_data(articles).assign(found=_found(articles, lexicon))
    data = {
        "nested": nested,
        "total": total,
        "counts": theme_counts(mentions, lexicon).tolist(),
        "groups": [(group, in_hex[group]) for group in dict.fromkeys(lexicon.groups.values())],
        "colors": {theme: in_hex[theme] for theme in lexicon.themes if theme in in_hex},
        "lexicon": themes,
        "forms": found_forms(lexicon, articles["text"].tolist()),
        "themes_key": sha256(json.dumps(themes).encode())[:16],
        "articles": held.to_dict("records"),
    }
    used = in_hex.values()
    colorful = PALETTE[:-2]  # without black and grey
    more = sorted(colorful, key=lambda color: color in used)
    key = sha256(json.dumps(data).encode())[:16]
    return data | {"names": lexicon.themes, "more_colors": more, "key": key}


def _lexicon_data(lexicon: Lexicon) -> list[dict]:
    """The themes, called as in their file, since they are edited, with their terms: as text, or a
    dict where there is something else to say.
    """
    terms: dict[str, list] = {theme: [] for theme in lexicon.themes}
    for entry in lexicon.terms:
        options = {"language": entry.language, "forms": entry.forms}
        options |= {"exact": entry.case == "exact", "excluded": entry.excluded}
        options = {name: value for name, value in options.items() if value}
        term = {"term": entry.term, **options} if options else entry.term
        terms[entry.theme].append(term)
    themes = zip(theme_lines(lexicon), terms.values(), strict=True)
    return [{"group": group, "theme": name, "terms": rows} for (group, name), rows in themes]


def articles_data(articles: pd.DataFrame) -> pd.DataFrame:
    """What a page says of each article, a row, and its text with its parts."""
    table = articles.reindex(columns="article date source text".split()).apply(as_strings)
    table["title"] = titles(articles)
    table["words"] = word_counts(articles)
    table["unit"] = units(articles)
    table["language"] = languages_of(articles)
    table["paragraphs"] = list(map(paragraph_spans, table["text"]))
    table["sentences"] = article_sentences(articles)
    return table


def _found(articles: pd.DataFrame, lexicon: Lexicon) -> list[list[list[int]] | None]:
    """The mentions of each article, as `page_data` has them."""
    terms = lexicon.table()
    terms["entry"] = terms.groupby("theme", sort=False).cumcount()
    keys = ["theme", "term"]
    counted = terms.loc[~terms["excluded"], [*keys, "entry"]]
    if counted.duplicated(keys).any():
        return [None] * len(articles)
    mentions = find_mentions(articles, lexicon, nested="count", sentences=False)
    places = mentions.assign(number=theme_numbers(mentions, lexicon))
    places = places.merge(counted, how="left", on=keys)
    row = known_rows(mentions, articles)
    places = places["number entry start end".split()].to_numpy()
    return [places[row == number].tolist() for number in range(len(articles))]


def _legend(themes: pd.DataFrame) -> str:
    items = [
        f'<span style="background:{pale(row.color)};color:#111111;padding:0 0.3em;'
        f'display:inline-block">[{row.number}] <bdi>{as_html(row.theme)}</bdi> '
        f"{row.mentions:,}</span>"
        for row in themes.itertuples()
    ]
    return '<p class="legend" style="line-height:1.8">' + " · ".join(items) + "</p>"
