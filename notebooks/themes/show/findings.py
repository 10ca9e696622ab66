"""Tables -> the sentences that say what they show: findings, captions and alternative texts, all computed."""

import hashlib
import re
from html import escape

import pandas as pd

from ..lexicon.read import Lexicon
from ..tables.cooccurrence import meetings
from ..tables.counts import labelled
from ..text.characters import visible
from ..text.tokens import word_counts
from ..text.wording import listed, plural, times

_MATHS = re.compile(r"[$\\]")  # what MathJax takes for the start of mathematics, unless it stands in a tag of its own


def as_text(text: str) -> str:
    r"""The text with a backslash before every mark of Markdown and HTML: whatever stands in it is shown and does nothing.

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
    """A sentence as a cell's output: bold where Markdown is shown, plain where it is not."""

    def __init__(self, sentence: str):
        self.sentence = sentence

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, str]:
        return {"text/markdown": f"**{as_text(self.sentence)}**", "text/plain": self.sentence}


def groups(table: pd.DataFrame) -> list[str]:
    """The groups of a table, in the lexicon's order, only those that it has rows of."""
    present = set(table["group"])
    return [group for group in table["group"].cat.categories if group in present]


def _first(names: pd.Series, numbers: pd.Series) -> tuple[list[str], str]:
    """The most frequent of several names, ties and all, and how often."""
    most = numbers.max()
    first = names[(numbers == most).to_numpy()].tolist()
    return first, times(int(most)) + (" each" if len(first) > 1 else "")


def most_frequent(names: pd.Series, numbers: pd.Series) -> str:
    """The most frequent of several names, ties and all, with how often.

    >>> most_frequent(pd.Series(["China", "US", "visit"]), pd.Series([8, 8, 6]))
    'China and US, 8 times each'
    """
    first, often = _first(names, numbers)
    return f"{listed(first)}, {often}"


def leaders(table: pd.DataFrame) -> str:
    """Of the themes in a table of counts: which has, or share, the most mentions.

    >>> leaders(pd.DataFrame({"group": "", "theme": ["Trade", "Iran", "Taiwan"], "mentions": [3, 3, 1]}))
    'Trade and Iran are mentioned most, 3 times each'
    """
    found = labelled(table)[(table["mentions"] > 0).to_numpy()]
    if found.empty:
        return "none of the themes is mentioned"
    first, often = _first(found["label"], found["mentions"])
    verb = "are" if len(first) > 1 else "is"
    if len(first) == len(found):
        return f"only {listed(first)} {verb} mentioned, {often}"
    return f"{listed(first)} {verb} mentioned most, {often}"


def counts_finding(table: pd.DataFrame) -> str:
    """The finding of a table of counts by theme: which of the first group's are mentioned most."""
    first, *others = groups(table)
    sentence = leaders(table[table["group"] == first])
    if not table["mentions"].any():
        return f"None of the {plural(len(table), 'theme')} is mentioned"
    return f"{first}: {sentence}" if first and others else sentence[:1].upper() + sentence[1:]


def counts_summary(table: pd.DataFrame, articles: pd.DataFrame) -> str:
    """The finding of a table of counts by theme in two sentences: who leads the first group, and who each of the others."""
    what = f"In “{articles['title'].iloc[0]}”" if len(articles) == 1 else f"In {plural(len(articles), 'article')}"
    where = f"{what} ({plural(int(articles['words'].sum()), 'word')})"
    if not table["mentions"].any():
        return f"{where} none of the {plural(len(table), 'theme')} is mentioned."
    first, *others = [(f"of “{g}” " if g else "") + leaders(table[table["group"] == g]) for g in groups(table)]
    second = "; ".join(others)
    return f"{where}, {first}." + (f" {second[:1].upper()}{second[1:]}." if second else "")


def terms_finding(table: pd.DataFrame) -> str:
    """The finding of a table of counts by term: how many are used, and which most."""
    used = table[table["mentions"] > 0]
    size = f"Terms used: {len(used):,} of {len(table):,}"
    return f"{size}. Most: {most_frequent('“' + used['term'].astype(str) + '”', used['mentions'])}" if len(used) else size


def words_finding(table: pd.DataFrame) -> str:
    """The finding of a table of expressions: the most frequent content words."""
    words = table[table["kind"] == "word"]
    if words.empty:
        return "There is no content word"
    return f"Most frequent content words: {most_frequent('“' + words['expression'] + '”', words['count'])}"


def paragraphs_finding(table: pd.DataFrame) -> str:
    """The finding of counts by theme and paragraph: which paragraph holds most of the first group's mentions."""
    if table.empty:
        return "There is no paragraph"
    first = groups(table)[0]
    by_paragraph = table[table["group"] == first].groupby("paragraph")["mentions"].sum()
    total = int(by_paragraph.sum())
    name = f" of “{first}”" if first else ""
    if not total:
        return f"No paragraph has a mention{name}"
    most = by_paragraph[by_paragraph == by_paragraph.max()]
    if total == 1:
        return f"The one mention{name} stands in paragraph {most.index[0]}"
    where = "Paragraphs " if len(most) > 1 else "Paragraph "
    have = f"have {most.iloc[0]} each" if len(most) > 1 else f"has {most.iloc[0]}"
    return f"{where}{listed([str(number) for number in most.index])} {have} of the {total:,} mentions{name}"


def dispersion_finding(table: pd.DataFrame) -> str:
    """The finding of a dispersion: over which part of the article the first group's mentions are spread."""
    if table.empty:
        return "None of the themes is mentioned"
    first = groups(table)[0]  # the first that is mentioned
    positions = table.loc[table["group"] == first, "position"]
    name = f"“{first}”" if first else "the themes"
    if len(positions) == 1:
        return f"The one mention of {name} stands at {positions.iloc[0]:.0%} of its text"
    return f"Mentions of {name} stand between {positions.min():.0%} and {positions.max():.0%} of " + (
        "the text" if table["article"].nunique() == 1 else "their texts"
    )


def cooccurrence_finding(square: pd.DataFrame, within: str = "sentence") -> str:
    """The finding of a co-occurrence table: which two themes meet most."""
    pairs = meetings(square)
    if pairs.empty:
        return f"No two themes meet in one {within}"
    most = pairs[pairs["count"] == pairs["count"].iloc[0]]
    names = listed([f"{theme} with {other}" for theme, other in zip(most["theme"], most["other"], strict=True)], most=2)
    each = " each" if len(most) > 1 else ""
    return f"Most often in one {within}: {names}, in {plural(int(most['count'].iloc[0]), within)}{each}"


def caption(articles: pd.DataFrame, number: int, unit: str = "mention") -> str:
    """What a picture is drawn from: article, unit and n.

    >>> caption(pd.DataFrame({"title": ["Wang’s visit"], "words": [419]}), 103)
    '“Wang’s visit”. n = 103 mentions in 419 words.'
    """
    what = f"“{articles['title'].iloc[0]}”" if len(articles) == 1 else plural(len(articles), "article")
    return f"{what}. n = {plural(number, unit)} in {plural(int(word_counts(articles).sum()), 'word')}."


def alt_text(kind: str, table: pd.DataFrame, value: str = "mentions") -> str:
    """The alternative text of a picture: what kind it is, then every number in it, group by group.

    Of a table by paragraph, zeros are left out; where a column `coded` says so, a theme is marked as not coded.

    >>> toy = pd.DataFrame({"group": pd.Categorical(["A", "A"]), "theme": ["Trade", "Iran"], "mentions": [3, 0]})
    >>> alt_text("Bar chart of mentions by theme", toy)
    'Bar chart of mentions by theme. A: Trade 3, Iran 0.'
    """
    table = labelled(table[table[value] > 0] if "paragraph" in table else table)
    if "paragraph" in table:
        table["label"] += " (paragraph " + table["paragraph"].astype(str) + ")"
    if "coded" in table:
        table["label"] += table["coded"].map({True: "", False: " (not coded)"})
    parts = []
    for group in groups(table):
        rows = table[table["group"] == group].sort_values(value, ascending=False, kind="stable")
        names = ", ".join(f"{label} {number}" for label, number in zip(rows["label"], rows[value], strict=True))
        parts.append(f"{group}: {names}" if group else names)
    return ". ".join([kind, *(parts or ["No mentions"])]) + "."


def provenance(articles: pd.DataFrame, lexicon: Lexicon | None = None, nested: str = "drop") -> str:
    """What a notebook was computed from: the articles and the lexicon with their sha256, and the counting option."""
    if len(articles) == 1:
        what, digest = f"article {articles['article'].iloc[0]}", articles["sha256"].iloc[0]
    else:
        what = plural(len(articles), "article") + ", of the joined sha256 of all"
        digest = hashlib.sha256("".join(articles["sha256"]).encode()).hexdigest()
    line = f"Computed from {what} (sha256 {digest[:16]})"
    if lexicon is not None:
        line += f" and the lexicon (sha256 {lexicon.sha256[:16]}), nested = {nested}"
    return line + "."
