"""What charts and findings are written with: a finding as a cell's output, captions, alternative
texts, names of groups.
"""

import os
import re
from html import escape

import pandas as pd

from ..tables.counts import labelled
from ..text.characters import visible
from ..text.tokens import word_counts
from ..text.wording import capital, plural

# an environment variable: set, no output holds an article, and of its passages short ones only
NO_TEXT = "NEWSTHEMES_NO_TEXT"
PASSAGE = 150  # characters that a cell of a table has at most then
ALT = 300  # characters of an alternative text: the numbers are in the table beside the picture
_MATHS = re.compile(
    r"[$\\]"
)  # what MathJax takes for the start of mathematics, unless it stands in a tag of its own


def without_text() -> bool:
    """Whether outputs are to do without the articles."""
    return bool(os.environ.get(NO_TEXT))


def as_text(text: str) -> str:
    r"""The text with a backslash before every mark of Markdown and HTML: whatever stands in it is
    shown and does nothing.

    >>> print(as_text("tariff* <b> [x](y) $5"))
    tariff\* \<b\> \[x\](y) <span>\$</span>5
    """
    marked = re.sub(r"([\\`*_\[\]<>&~$|!#])", r"\\\1", text)
    return re.sub(r"\\[$\\]", r"<span>\g<0></span>", marked)


def as_html(text: object) -> str:
    """The same as HTML, signs that would reverse it written out.

    >>> print(as_html("<b> $5"))
    &lt;b&gt; <span>$</span>5
    """
    return _MATHS.sub(r"<span>\g<0></span>", escape(visible(str(text))))


class Finding:
    """A sentence as a cell's output, and in `detail` what more there is to say: the sentence bold
    where Markdown is shown.
    """

    def __init__(self, sentence: str, detail: str = ""):
        self.sentence, self.detail = sentence, detail

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, str]:
        markdown = f"**{as_text(self.sentence)}** {as_text(self.detail)}"
        return {
            "text/markdown": markdown.strip(),
            "text/plain": f"{self.sentence} {self.detail}".strip(),
        }


def groups(table: pd.DataFrame) -> list[str]:
    """The groups of a table, in the lexicon's order, only those that it has rows of."""
    present = set(table["group"])
    return [group for group in table["group"].cat.categories if group in present]


def scoped(scope: str, sentence: str) -> str:
    """A sentence behind the name of a group, or, where there is none, with a capital at its
    start.
    """
    return f"{scope}{sentence}" if scope else capital(sentence)


def caption(
    articles: pd.DataFrame, number: int, unit: str = "mention", more: str = "", words: bool = True
) -> str:
    """What a picture is drawn from: article, unit and n, with `more` on them.

    >>> caption(pd.DataFrame({"title": ["Wang’s visit"], "words": [419]}), 103)
    '“Wang’s visit”. n = 103 mentions in 419 words.'
    """
    of = f" in {plural(int(word_counts(articles).sum()), 'word')}" * words
    return f"{named(articles)}. n = {plural(number, unit)}{more}{of}."


def named(articles: pd.DataFrame) -> str:
    """One article by its title, or by its id where it has none; several by their number."""
    name = "title" if "title" in articles else "article"
    return f"“{articles[name].iloc[0]}”" if len(articles) == 1 else plural(len(articles), "article")


def alt_text(kind: str, table: pd.DataFrame, most: int = 5) -> str:
    """The alternative text of a picture of mentions: what kind it is, then the largest numbers in
    it, group by group.

    As many as fit, at most `most` of each group. Of a table by paragraph, zeros are left out; where
    a column `coded` says so, a theme is marked as unchecked.

    >>> toy = pd.DataFrame({"group": pd.Categorical(["A", "A"]), "theme": ["Trade", "Iran"], "mentions": [3, 0]})
    >>> alt_text("Bar chart of mentions by theme", toy), alt_text("Bar chart", toy, most=1)
    ('Bar chart of mentions by theme. A: Trade 3, Iran 0.', 'Bar chart. A: Trade 3 and 1 more.')
    """
    rows = labelled(table[table["mentions"] > 0] if "paragraph" in table else table)
    rows = rows.sort_values("mentions", ascending=False, kind="stable")
    if "paragraph" in rows:
        rows["label"] += " (paragraph " + rows["paragraph"].astype(str) + ")"
    if "coded" in rows:
        rows["label"] += rows["coded"].map({True: "", False: " (unchecked)"})
    parts = []
    for group in groups(rows):
        own = rows[rows["group"] == group]
        shown = [
            f"{label} {number:,}"
            for label, number in zip(own["label"], own["mentions"], strict=True)
        ][:most]
        more = f" and {len(own) - most:,} more" if len(own) > most else ""
        parts.append((f"{group}: " if group else "") + ", ".join(shown) + more)
    said = ". ".join([kind, *(parts or ["No mentions"])]) + "."
    return said if len(said) <= ALT or most == 1 else alt_text(kind, table, most - 1)


class Sentences(Finding):
    """Several sentences as a cell's output; the first, `title`, is that of a chart."""

    def __init__(self, title: str, *details: str):
        super().__init__(f"{title}.", " ".join(f"{detail}." for detail in details))
        self.title, self.details = title, details


def described(kind: str, parts: list[str], most: int = 300) -> str:
    """An alternative text: the kind of chart, then as many of its parts as there is room for, and
    how many there are more.

    >>> described("Bars", []), described("Bars", ["Trade 3"]), described("Bars", ["Trade 30", "Iran 20", "Peace talks 9"], 36)
    ('Bars: nothing to draw.', 'Bars: Trade 3.', 'Bars: Trade 30; 2 more in the table.')
    """
    for number in range(len(parts), 0, -1):
        more = [f"{len(parts) - number:,} more in the table"] if number < len(parts) else []
        if len(text := f"{kind}: {'; '.join([*parts[:number], *more])}.") <= most:
            return text
    return (
        f"{kind}: {plural(len(parts), 'row')} in the table."
        if parts
        else f"{kind}: nothing to draw."
    )


def dates(articles: pd.DataFrame) -> str:
    """The first and the last date of the articles, as a sentence of a caption; empty where none has
    a date.

    >>> dates(pd.DataFrame({"date": ["1947-01-06", "", "2026-02-24T21:00"]}))
    'From 1947-01-06 to 2026-02-24.'
    """
    known = articles["date"].astype(str).str[:10] if "date" in articles else pd.Series(dtype=str)
    known = known[known != ""]
    return f"From {' to '.join(dict.fromkeys([known.min(), known.max()]))}." if len(known) else ""
