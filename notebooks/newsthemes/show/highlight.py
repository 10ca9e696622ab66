"""Articles and their mentions -> the highlighted article, as HTML that every viewer shows and as
plain text.
"""

import json
from collections.abc import Iterator
from html import escape

import numpy as np
import pandas as pd

from ..lexicon.read import Lexicon
from ..mentions.find import find_mentions
from ..tables.counts import labelled, lexicon_entries
from ..text.files import sha256
from ..text.sentences import paragraph_spans, sentence_spans
from .captions import as_html, without_text
from .colours import group_colours, pale

ARTICLE_DATA = "application/vnd.newsthemes.article+json"
IN_FULL = 10  # articles in the HTML, which a viewer without the page's script shows
MOST_ARTICLES, MOST_TEXT = 50, 1_000_000  # articles and characters in the data


class Reading:
    """Something to read: `html` for viewers that show it, `text` for those that do not; `data` for
    the page's script.
    """

    def __init__(self, html: str, text: str, data: dict | None = None):
        self.html, self.text, self.data = html, text, data

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, object]:
        return {"text/html": self.html, "text/plain": self.text} | (
            {ARTICLE_DATA: self.data} if self.data else {}
        )


def show_text(articles: pd.DataFrame) -> Reading:
    """The articles as they were read, paragraph by paragraph.

    >>> print(show_text(pd.DataFrame({"article": ["a"], "text": ["Talks\\n\\nThey began."]})).html)
    <div class="article"><p>Talks</p>
    <p>They began.</p></div>
    """
    if without_text():
        return _left_out()
    html, plain = [], []
    for title, text in zip(_titles(articles), articles["text"], strict=True):
        paragraphs = [text[start:end] for start, end in paragraph_spans(text)]
        headed = _headed(articles, title, text)
        plain += [str(title)] * headed + paragraphs
        html += [f"<h3>{as_html(title)}</h3>"] * headed + [
            f"<p>{as_html(part)}</p>" for part in paragraphs
        ]
    return Reading('<div class="article">' + "\n".join(html) + "</div>", "\n\n".join(plain))


def highlight(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon | None = None,
    article: str = "",
) -> Reading:
    """The articles with every mention marked: a colour a group, a number a theme, and a legend with
    the counts.

    The numbers are those of the legend, in the lexicon's order. Colours and `title` are inline and
    in hex, since a notebook that was run by a program is shown without style sheets; without any
    style the numbers still say it all. With the `lexicon` that the mentions were found with, the
    output carries what the page's script needs to count again: texts, paragraphs, sentences, themes
    and terms; of many articles those with the most mentions (`most_relevant`). The HTML has the
    first ten of them; with `article`, the id of one, only that. Raises ValueError for a lexicon
    with other themes.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["On trade & Iran."]})
    >>> print(highlight(find_mentions(toy, read_lexicon({"Trade": ["trade"], "Iran": ["Iran"]})), toy).text)
    [1] Trade 1 · [2] Iran 1
    <BLANKLINE>
    On trade[1] & Iran[2].
    """
    if without_text():
        return _left_out()
    held = most_relevant(mentions, articles, article) if lexicon else articles
    full = (
        articles[articles["article"] == article]
        if article
        else held.head(IN_FULL if lexicon else None)
    )
    shown = mentions[mentions["article"].isin(full["article"])] if article else mentions
    legend = _legend(shown)
    marks = labelled(lexicon_entries(mentions)[["group", "theme"]].drop_duplicates()).reset_index(
        drop=True
    )
    numbers = {
        pair: place
        for place, pair in enumerate(zip(marks["group"], marks["theme"], strict=True), 1)
    }
    html, plain = (
        [_legend_html(legend)],
        [" · ".join(f"[{n}] {label} {count}" for n, label, count, *_ in legend)],
    )
    found = dict(list(shown.groupby("article", sort=False)))
    colours = {number: colour for number, _, _, colour in legend}
    names = {number: label for number, label, *_ in legend}
    for article, title, text in zip(full["article"], _titles(full), full["text"], strict=True):
        if _headed(full, title, text):
            html.append(f"<h3>{as_html(title)}</h3>")
            plain.append(str(title))
        spans = []
        if article in found:
            rows = found[article]
            themes = [numbers[pair] for pair in zip(rows["group"], rows["theme"], strict=True)]
            spans = list(zip(rows["start"], rows["end"], themes, strict=True))
        for start, end in paragraph_spans(text):
            pieces = list(_pieces(text, start, end, spans))
            plain.append(
                "".join(piece + "".join(f"[{n}]" for n in ends) for piece, _, ends in pieces)
            )
            html.append(
                "<p>" + "".join(_piece_html(*piece, colours, names) for piece in pieces) + "</p>"
            )
    return Reading(
        "\n".join(html),
        "\n\n".join(plain),
        lexicon and page_data(mentions, held, lexicon, len(articles)),
    )


def _headed(articles: pd.DataFrame, title: str, text: str) -> bool:
    """Whether an article's title stands above it: of several, and where its text does not begin
    with it, cut or not.
    """
    return len(articles) > 1 or (
        "title" in articles and not text.lstrip().startswith(str(title).rstrip(" .…"))
    )


def _left_out() -> Reading:
    return Reading("<p>The article is left out here.</p>", "The article is left out here.")


def _titles(articles: pd.DataFrame) -> pd.Series:
    """What the articles are called: their titles, or their ids where they have none."""
    if "title" not in articles:
        return articles["article"]
    return articles["title"].where(articles["title"].astype(str) != "", articles["article"])


def most_relevant(mentions: pd.DataFrame, articles: pd.DataFrame, first: str = "") -> pd.DataFrame:
    """The articles that a page holds: all, up to 50 of them and 1 MB of text; of more, those with
    the most mentions.

    They stay in their order, but that the one with the id `first` is. At least one is held, however
    long.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": range(60), "text": ["None."] * 20 + ["Trade."] * 40})
    >>> held = most_relevant(find_mentions(toy, read_lexicon({"Trade": ["trade"]})), toy)
    >>> len(held), held["article"].tolist()[:2], held["article"].tolist()[-2:]
    (50, [0, 1], [58, 59])
    """
    sizes = (
        articles["article"]
        .map(mentions["article"].astype(object).value_counts())
        .fillna(0)
        .to_numpy()
    )
    is_first = (articles["article"] == first).to_numpy()
    best = np.argsort(-np.where(is_first, np.inf, sizes), kind="stable")[:MOST_ARTICLES]
    fits = articles["text"].str.len().to_numpy()[best].cumsum() <= MOST_TEXT
    fits[:1] = True
    held = np.sort(best[fits])
    return articles.iloc[held[np.argsort(~is_first[held], kind="stable")]]


def page_data(mentions: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon, total: int) -> dict:
    """What the page's script counts from; spans are code points, and `total` is the number of all
    articles.

    `found` are an article's mentions, those inside longer ones too, as [theme, entry, start, end],
    and a 1 behind those that `nested` drops; None where a theme has a term twice, so that the
    script must find out for which of them each counts.
    """
    if list(dict.fromkeys(entry[:2] for entry in mentions.attrs["lexicon"])) != list(
        lexicon.themes
    ):
        raise ValueError(
            "lexicon: has other themes than the mentions; pass the one that they were found with"
        )
    terms: dict[tuple[str, str], list[dict]] = {theme: [] for theme in lexicon.themes}
    places: dict[tuple[str, str, str], tuple[int, int]] = {}
    numbers = {theme: number for number, theme in enumerate(terms)}
    twice = False
    for entry in lexicon.terms:
        own = terms[entry.group, entry.theme]
        if not entry.excluded:
            twice |= entry[:3] in places
            places[entry[:3]] = numbers[entry.group, entry.theme], len(own)
        marked = {"excluded": entry.excluded, "exact": entry.case == "exact"}
        own.append({"term": entry.term} | {name: True for name, value in marked.items() if value})
    columns = ["article", "group", "theme", "term", "start", "end"]
    counted = set(mentions[columns].itertuples(index=False, name=None))
    found: dict[object, list[list[int]]] = {article: [] for article in articles["article"]}
    for row in find_mentions(articles, lexicon, nested="count")[columns].itertuples(
        index=False, name=None
    ):
        article, *term, start, end = row
        found[article].append([*places[tuple(term)], start, end] + [1] * (row not in counted))
    about = {
        name: articles[name] if name in articles else [""] * len(articles)
        for name in ("date", "source")
    }
    data = {
        "nested": mentions.attrs.get("nested", "drop"),
        "total": total,
        "groups": [
            list(pair)
            for pair in group_colours(list(dict.fromkeys(group for group, _ in terms))).items()
        ],
        "lexicon": [
            {"group": group, "theme": theme, "terms": entries}
            for (group, theme), entries in terms.items()
        ],
        "articles": [
            {
                "article": str(article),
                "title": str(title),
                "date": "" if pd.isna(date) else str(date),
                "source": "" if pd.isna(source) else str(source),
                "text": text,
                "words": len(text.split()),
                "paragraphs": [list(span) for span in paragraph_spans(text)],
                "sentences": [list(span) for span in sentence_spans(text)],
                "found": None if twice else found[article],
            }
            for article, title, date, source, text in zip(
                articles["article"],
                _titles(articles),
                about["date"],
                about["source"],
                articles["text"],
                strict=True,
            )
        ],
    }
    return data | {"key": sha256(json.dumps(data).encode())}


def _legend(mentions: pd.DataFrame) -> list[tuple[int, str, int, str]]:
    """(number, label, mentions, colour) of each theme of the lexicon."""
    entries = lexicon_entries(mentions)[["group", "theme"]].drop_duplicates()
    colours = group_colours(list(dict.fromkeys(entries["group"])))
    sizes = mentions.groupby(["group", "theme"], observed=True).size().to_dict()
    rows = zip(labelled(entries)["label"], entries["group"], entries["theme"], strict=True)
    return [
        (number, label, sizes.get((group, theme), 0), colours[group])
        for number, (label, group, theme) in enumerate(rows, 1)
    ]


def _legend_html(legend: list[tuple[int, str, int, str]]) -> str:
    items = [
        f'<span style="background:{pale(colour)};color:#111111;padding:0 0.3em;white-space:nowrap">'
        f"[{number}] {as_html(label)} {count:,}</span>"
        for number, label, count, colour in legend
    ]
    return '<p class="legend" style="line-height:1.8">' + " ".join(items) + "</p>"


def _pieces(
    text: str, start: int, end: int, spans: list
) -> Iterator[tuple[str, list[int], list[int]]]:
    """The text from start to end, cut wherever a mention starts or ends: piece, themes it is in,
    themes that end there.
    """
    here = [span for span in spans if span[0] < end and span[1] > start]
    cuts = sorted(
        {
            start,
            end,
            *(cut for first, last, _ in here for cut in (first, last) if start < cut < end),
        }
    )
    for left, right in zip(cuts, cuts[1:], strict=False):
        within = [number for first, last, number in here if first <= left and right <= last]
        ends = [number for _, last, number in here if last == right]
        yield text[left:right], within, ends


def _piece_html(piece: str, within: list[int], ends: list[int], colours: dict, names: dict) -> str:
    if not within:
        return as_html(piece)
    title = escape(", ".join(names[number] for number in dict.fromkeys(within)))
    style = f"background:{pale(colours[within[0]])};color:#111111"
    sup = "".join(f"<sup>[{number}]</sup>" for number in ends)
    return f'<mark style="{style}" title="{title}">{as_html(piece)}{sup}</mark>'
