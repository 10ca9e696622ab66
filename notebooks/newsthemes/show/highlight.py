"""Articles and their mentions -> the highlighted article, as HTML that every viewer shows and as
plain text; and what the explorer's script counts from.
"""

import json
from collections.abc import Iterator
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.model import Term
from ..lexicon.read_lexicon import Lexicon
from ..mentions.find import find_mentions
from ..mentions.forms import found_forms
from ..tables.counts import entries_of, known_rows, labelled
from ..text.languages import languages_of
from ..text.sentences import paragraph_spans
from ..text.tokens import article_sentences, units, word_counts
from ..text.write_files import sha256
from .axes import names_of
from .colors import colors_of_all, pale
from .without_text import as_html, without_text

IN_FULL = 10  # articles that are shown at once
# of the articles that a page holds, all together; and of each beside its text: title, places
MOST_BYTES, BESIDE = 1_000_000, 250
LEFT_OUT = "The article is left out here."
THEME = ["group", "theme"]
TERM = [*THEME, "term"]

Span = tuple[int, int, int]  # of a mention: start, end, number of its theme
Part = tuple[str, str]  # of a reading: as HTML, as text
Piece = tuple[str, list[int], list[int]]  # text, the themes that it is in, those that end there


class Reading:
    """Something to read: `html` for viewers that show it, `text` for those that do not."""

    def __init__(self, html: str, text: str):
        self.html, self.text = html, text

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, object]:
        return {"text/html": self.html, "text/plain": self.text}


@takes_any_form
def show_text(articles: pd.DataFrame) -> Reading:
    """The articles as they were read, paragraph by paragraph; of many, the first ten.

    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Talks\\n\\nThey began."]})
    >>> print(show_text(toy).html)
    <div class="article"><p dir="auto">Talks</p>
    <p dir="auto">They began.</p></div>
    """
    return _reading(_parts(articles, {}))


@takes_any_form
def highlight(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    colors: dict[str, str] | None = None,
) -> Reading:
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
    A `Reading`: a notebook shows it as a cell's last line; `html` and `text` are its two forms.
    ValueError for a mention of a theme that the lexicon does not have.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["On trade & Iran."]})
    >>> lexicon = read_lexicon({"Trade": ["trade"], "Iran": ["Iran"]})
    >>> print(highlight(find_mentions(toy, lexicon), toy, lexicon).text)
    [1] Trade 1 · [2] Iran 1
    <BLANKLINE>
    On trade[1] & Iran[2].
    """
    themes = themes_in_order(lexicon, _of(articles, mentions), colors)
    plain = " · ".join(
        f"[{row.number}] {row.label} {row.mentions:,}" for row in themes.itertuples()
    )
    return _reading([(_legend_html(themes), plain), *_marked(mentions, articles, lexicon, colors)])


def marked_html(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    colors: dict[str, str] | None = None,
) -> str:
    """The first ten articles with every mention marked, without the legend."""
    return "\n".join(html for html, _ in _marked(mentions, articles, lexicon, colors))


def _of(articles: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """The mentions of these articles, with their ids as the articles have them."""
    row = known_rows(mentions, articles)
    ids = articles["article"].array.take(row[row >= 0])
    return mentions[row >= 0].assign(article=ids)


def _marked(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    colors: dict[str, str] | None = None,
) -> list[Part]:
    """The parts of the articles, with their mentions marked."""
    known = _of(articles, mentions)
    themes = themes_in_order(lexicon, known, colors)
    numbers = theme_numbers(known, lexicon) + 1
    spans: dict[object, list[Span]] = {}
    for article, rows in known.assign(number=numbers).groupby("article", sort=False):
        spans[article] = list(zip(rows["start"], rows["end"], rows["number"], strict=True))

    return _parts(articles, spans, themes)


def _parts(
    articles: pd.DataFrame, spans: dict[object, list[Span]], themes: pd.DataFrame | None = None
) -> list[Part]:
    """The first ten articles in parts: titles, and paragraphs with these mentions marked."""
    parts, shown = [], articles.head(IN_FULL)
    for article, title, text in zip(shown["article"], titles(shown), shown["text"], strict=True):
        if _headed(shown, title, text):
            parts.append((f'<h3 dir="auto">{as_html(title)}</h3>', title))
        for start, end in paragraph_spans(text):
            pieces = list(_pieces(text, start, end, spans.get(article, [])))
            html = "".join(_piece_html(piece, themes) for piece in pieces)
            plain = "".join(piece + _marks(ends) for piece, _, ends in pieces)
            parts.append((f'<p dir="auto">{html}</p>', plain))
    if len(articles) > IN_FULL:
        more = f"Shown: {IN_FULL} of {len(articles):,} articles."
        parts.append((f"<p>{more}</p>", more))
    return parts


def _reading(parts: list[Part]) -> Reading:
    if without_text():
        return Reading(f"<p>{LEFT_OUT}</p>", LEFT_OUT)
    html, plain = ([part[form] for part in parts] for form in (0, 1))
    return Reading('<div class="article">' + "\n".join(html) + "</div>", "\n\n".join(plain))


def _headed(articles: pd.DataFrame, title: str, text: str) -> bool:
    """Whether an article's title stands above it: of several, and where its text does not begin
    with it, cut or not.
    """
    if len(articles) > 1:
        return True
    return "title" in articles and not text.lstrip().startswith(title.rstrip(" .…"))


def titles(articles: pd.DataFrame) -> list[str]:
    """What the articles are called: their titles, or their ids where they have none.

    >>> titles(pd.DataFrame({"article": ["a", "b"], "title": ["Talks", None]}))
    ['Talks', 'b']
    """
    ids = articles["article"].astype(str)
    if "title" not in articles:
        return ids.tolist()
    named = names_of(articles["title"])
    return named.where(named != "", ids).tolist()


def theme_numbers(mentions: pd.DataFrame, lexicon: Lexicon) -> np.ndarray:
    """Of each mention the place of its theme in the lexicon, from 0. ValueError for a theme that is
    not there.
    """
    return entries_of(mentions, lexicon, THEME)[1]


def themes_in_order(
    lexicon: Lexicon, mentions: pd.DataFrame, colors: dict[str, str] | None = None
) -> pd.DataFrame:
    """A row a theme, in the lexicon's order: `group`, `theme`, `label`, `number` (from 1),
    `mentions`, `color`.
    """
    in_hex = colors_of_all(lexicon, colors)
    themes = labelled(pd.DataFrame(list(lexicon.themes), columns=THEME, dtype=object))
    themes["number"] = np.arange(len(themes)) + 1
    themes["mentions"] = np.bincount(theme_numbers(mentions, lexicon), minlength=len(themes))
    themes["color"] = themes["group"].map(in_hex)
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
    ids, texts = articles["article"], articles["text"]
    carried = [json.dumps([str(one), text]) for one, text in zip(ids, texts, strict=True)]
    lots = [sha256(one.encode()) for one in carried]
    drawn = np.argsort(lots)
    sizes = np.array([len(one) + BESIDE for one in carried])
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
    colors : group -> color, in place of those of `group_colors`.
    articles : those that the page holds. total : the number of all that the mentions are of.

    Returns
    -------
    A dict: `nested`, `total`, `counts` (of each theme in all articles), `groups` (name, color),
    `lexicon`, `forms` (from `found_forms`), `themes_key` (of the lexicon, for links), `articles`,
    `key` (of all this).
    `found` are an article's mentions, those inside longer ones too, as [theme, entry, start, end];
    None where a theme has a term twice, so that the script must find out for which of them each
    counts. ValueError for mentions of other themes.
    """
    data = {
        "nested": nested,
        "total": total,
        "counts": themes_in_order(lexicon, mentions)["mentions"].tolist(),
        "groups": list(colors_of_all(lexicon, colors).items()),
        "lexicon": _lexicon_data(lexicon),
        "forms": found_forms(lexicon, articles["text"].tolist()),
        "themes_key": sha256(json.dumps(_lexicon_data(lexicon)).encode())[:16],
        "articles": _articles_data(articles, _found(articles, lexicon)),
    }
    return data | {"key": sha256(json.dumps(data).encode())[:16]}


def _lexicon_data(lexicon: Lexicon) -> list[dict]:
    """The themes with their terms: as text, or a dict where there is something else to say."""
    terms: dict[tuple[str, str], list] = {pair: [] for pair in lexicon.themes}
    for entry in lexicon.terms:
        exact = entry.case == "exact"
        said = {"language": entry.language, "forms": entry.forms, "exact": exact}
        said = {name: one for name, one in said.items() if one}
        if entry.excluded:
            said["excluded"] = True
        own: Any = entry.term
        if said:
            own = {"term": entry.term} | said
        terms[entry.group, entry.theme].append(own)
    return [{"group": group, "theme": theme, "terms": own} for (group, theme), own in terms.items()]


def _found(articles: pd.DataFrame, lexicon: Lexicon) -> dict[object, list[list[int]] | None]:
    """The mentions of each article, as `page_data` has them."""
    terms = pd.DataFrame(lexicon.terms, columns=Term._fields)
    terms["entry"] = terms.groupby(THEME, sort=False).cumcount()
    counted = terms.loc[~terms["excluded"], [*TERM, "entry"]]
    if counted.duplicated(TERM).any():
        return dict.fromkeys(articles["article"])
    every = find_mentions(articles, lexicon, nested="count", sentences=False)
    every = every.assign(number=theme_numbers(every, lexicon)).merge(counted, how="left", on=TERM)
    found: dict[object, list[list[int]] | None] = {name: [] for name in articles["article"]}
    places = every[["article", "number", "entry", "start", "end"]]
    for article, *place in places.itertuples(index=False):
        found[article].append(place)
    return found


def _articles_data(articles: pd.DataFrame, found: dict) -> list[dict]:
    table = articles.reindex(columns=["article", "date", "source", "text"]).apply(names_of)
    table.insert(1, "title", titles(articles))
    rows, lengths = table.to_dict("records"), word_counts(articles).tolist()
    return [
        row
        | {
            "words": length,
            "unit": unit,
            "language": language,
            "paragraphs": [list(span) for span in paragraph_spans(row["text"])],
            "sentences": list(map(list, spans)),
            "found": found[article],
        }
        for article, language, row, length, unit, spans in zip(
            articles["article"],
            languages_of(articles),
            rows,
            lengths,
            units(articles),
            article_sentences(articles),
            strict=True,
        )
    ]


def _legend_html(themes: pd.DataFrame) -> str:
    items = [
        f'<span style="background:{pale(row.color)};color:#111111;padding:0 0.3em;'
        f'display:inline-block">[{row.number}] <bdi>{as_html(row.label)}</bdi> '
        f"{row.mentions:,}</span>"
        for row in themes.itertuples()
    ]
    return '<p class="legend" style="line-height:1.8">' + " ".join(items) + "</p>"


def _pieces(text: str, start: int, end: int, spans: list[Span]) -> Iterator[Piece]:
    """The text from start to end, cut wherever a mention starts or ends."""
    here = [span for span in spans if span[0] < end and span[1] > start]
    places = {place for first, last, _ in here for place in (first, last)}
    cuts = sorted({start, end, *(place for place in places if start < place < end)})
    for left, right in zip(cuts, cuts[1:], strict=False):
        within = [number for first, last, number in here if first <= left and right <= last]
        ends = [number for _, last, number in here if last == right]
        yield text[left:right], within, ends


def _piece_html(piece: Piece, themes: pd.DataFrame | None) -> str:
    text, within, ends = piece
    if not within:
        return as_html(text)
    labels = [themes["label"].iloc[number - 1] for number in dict.fromkeys(within)]
    style = f"background:{pale(themes['color'].iloc[within[0] - 1])};color:#111111"
    title = escape(", ".join(labels))
    sup = "".join(f"<sup>{_marks([number])}</sup>" for number in ends)
    return f'<mark style="{style}" title="{title}">{as_html(text)}{sup}</mark>'


def _marks(numbers: list[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)
