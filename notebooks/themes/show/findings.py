"""Tables -> the sentences that say what they show: the findings that have no chart, each as a cell's output.

And what charts and findings share: `Finding`, the names that lead, a caption, an alternative text.
"""

import hashlib
import re
from html import escape

import pandas as pd

from ..articles.read import accounted
from ..lexicon.read import Lexicon
from ..tables.counts import labelled
from ..text.characters import visible
from ..text.tokens import word_counts
from ..text.wording import listed, plural, times

ALT = 300  # characters of an alternative text: the numbers are in the table beside the picture
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


def meet_most(pairs: pd.DataFrame) -> str:
    """Which two themes meet most: `pairs` is `meetings(cooccurrence(mentions))`.

    >>> meet_most(pd.DataFrame({"theme": ["Iran"], "other": ["Trade"], "count": [2]}))
    'Most often in one sentence: Iran with Trade, in 2 sentences'
    """
    if pairs.empty:
        return "No two themes meet in one sentence"
    most = pairs[pairs["count"] == pairs["count"].iloc[0]]
    names = listed([f"{theme} with {other}" for theme, other in zip(most["theme"], most["other"], strict=True)], most=2)
    each = " each" if len(most) > 1 else ""
    return f"Most often in one sentence: {names}, in {plural(int(most['count'].iloc[0]), 'sentence')}{each}"


def caption(articles: pd.DataFrame, number: int, unit: str = "mention") -> str:
    """What a picture is drawn from: article, unit and n.

    >>> caption(pd.DataFrame({"title": ["Wang’s visit"], "words": [419]}), 103)
    '“Wang’s visit”. n = 103 mentions in 419 words.'
    """
    return f"{_named(articles)}. n = {plural(number, unit)} in {plural(int(word_counts(articles).sum()), 'word')}."


def _named(articles: pd.DataFrame) -> str:
    """One article by its title, or by its id where it has none; several by their number."""
    name = "title" if "title" in articles else "article"
    return f"“{articles[name].iloc[0]}”" if len(articles) == 1 else plural(len(articles), "article")


def alt_text(kind: str, table: pd.DataFrame, most: int = 5) -> str:
    """The alternative text of a picture of mentions: what kind it is, then the largest numbers in it, group by group.

    As many as fit, at most `most` of each group. Of a table by paragraph, zeros are left out; where a column `coded` says so, a
    theme is marked as not coded.

    >>> toy = pd.DataFrame({"group": pd.Categorical(["A", "A"]), "theme": ["Trade", "Iran"], "mentions": [3, 0]})
    >>> alt_text("Bar chart of mentions by theme", toy), alt_text("Bar chart", toy, most=1)
    ('Bar chart of mentions by theme. A: Trade 3, Iran 0.', 'Bar chart. A: Trade 3 and 1 more.')
    """
    rows = labelled(table[table["mentions"] > 0] if "paragraph" in table else table)
    rows = rows.sort_values("mentions", ascending=False, kind="stable")
    if "paragraph" in rows:
        rows["label"] += " (paragraph " + rows["paragraph"].astype(str) + ")"
    if "coded" in rows:
        rows["label"] += rows["coded"].map({True: "", False: " (not coded)"})
    parts = []
    for group in groups(rows):
        own = rows[rows["group"] == group]
        shown = [f"{label} {number:,}" for label, number in zip(own["label"], own["mentions"], strict=True)][:most]
        more = f" and {len(own) - most:,} more" if len(own) > most else ""
        parts.append((f"{group}: " if group else "") + ", ".join(shown) + more)
    said = ". ".join([kind, *(parts or ["No mentions"])]) + "."
    return said if len(said) <= ALT or most == 1 else alt_text(kind, table, most - 1)


def articles_read(articles: pd.DataFrame) -> Finding:
    """How many articles were read from how many files, and what was left out. `articles` is from `read_articles`."""
    return Finding(accounted(articles) + ".")


def collocations(table: pd.DataFrame) -> Finding:
    """How many there are: rows of `expressions(articles)`."""
    return Finding(plural(len(table), "collocation") + ".")


def quoted_passages(table: pd.DataFrame) -> Finding:
    """How many passages are quoted: `quotations(articles)`."""
    return Finding(f"{plural(len(table), 'passage')} in quotation marks.")


def leading_themes(table: pd.DataFrame, articles: pd.DataFrame) -> Finding:
    """Who leads the first group, and who each of the others: `counts(mentions, articles)`, in two sentences."""
    where = f"In {_named(articles)} ({plural(int(word_counts(articles).sum()), 'word')})"
    if not table["mentions"].any():
        return Finding(f"{where} none of the {plural(len(table), 'theme')} is mentioned.")
    first, *others = [(f"of “{g}” " if g else "") + leaders(table[table["group"] == g]) for g in groups(table)]
    second = "; ".join(others)
    return Finding(f"{where}, {first}." + (f" {second[:1].upper()}{second[1:]}." if second else ""))


def terms_used(table: pd.DataFrame) -> Finding:
    """How many terms are used, and which most: `counts(mentions, articles, by="term")`."""
    used = table[table["mentions"] > 0]
    most = f" Most: {most_frequent('“' + used['term'].astype(str) + '”', used['mentions'])}." if len(used) else ""
    return Finding(f"Terms used: {len(used):,} of {len(table):,}.{most}")


def themes_together(pairs: pd.DataFrame) -> Finding:
    """Which two themes meet most: `meetings(cooccurrence(mentions))`."""
    return Finding(meet_most(pairs) + ".")


def theme_mentions(table: pd.DataFrame, theme: str) -> Finding:
    """How often a theme is mentioned: `concordance(mentions, articles)` of its mentions."""
    return Finding(f"{theme}: {plural(len(table), 'mention')}.")


def suggested(table: pd.DataFrame, mentions: pd.DataFrame) -> Finding:
    """How much the lexicon may be missing: `suggest(articles, lexicon, mentions)`."""
    return Finding(f"{plural(len(table), 'suggestion')}, beside {plural(len(mentions), 'mention')}.")


def passages_changed(table: pd.DataFrame) -> Finding:
    """How many passages an edit gained, lost and moved: `compare(before, after)`."""
    sizes = [f"{(table['change'] == kind).sum():,} {kind}" for kind in ("gained", "lost", "moved")]
    return Finding(f"Passages: {', '.join(sizes)}.")


def terms_unmatched(why: dict, lexicon: Lexicon) -> Finding:
    """How many terms find nothing: `why_zero(lexicon, articles)`."""
    size = sum(not term.excluded for term in lexicon.terms)
    return Finding(f"Terms without a mention: {len(why):,} of {size:,}.")


def lexicon_checks(table: pd.DataFrame) -> Finding:
    """How much there is to look at: `check(lexicon, articles, mentions)`."""
    return Finding(plural(len(table), "finding") + ".")


def provenance(articles: pd.DataFrame, lexicon: Lexicon | None = None, nested: str = "drop") -> Finding:
    """What a notebook was computed from: the articles and the lexicon with their sha256, and the counting option."""
    if len(articles) == 1:
        what, digest = f"article {articles['article'].iloc[0]}", articles["sha256"].iloc[0]
    else:
        what = plural(len(articles), "article") + ", of the joined sha256 of all"
        digest = hashlib.sha256("".join(articles["sha256"]).encode()).hexdigest()
    line = f"Computed from {what} (sha256 {digest[:16]})"
    if lexicon is not None:
        line += f" and the lexicon (sha256 {lexicon.sha256[:16]}), nested = {nested}"
    return Finding(line + ".")
