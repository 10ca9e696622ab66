"""The explorer's tables -> the HTML that its widgets show. Whatever comes from an article or a lexicon is escaped."""

from html import escape

import pandas as pd

from ...tables.concordance import concordance
from ...text.wording import plural
from ..captions import as_html
from ..colours import pale
from ..table import table

MOST = 50  # passages on one page
STYLE = """<style>
.themes-explorer textarea { font: 14px/20px monospace !important; padding: 4px !important; white-space: pre; overflow-x: auto }
.themes-explorer.themes-explorer.themes-explorer :focus-visible { outline: 2px solid #0072b2 !important; outline-offset: 1px }
.themes-explorer .widget-html-content { line-height: 1.45 }
.themes-explorer table { border-collapse: collapse; width: 100% }
.themes-explorer td, .themes-explorer th { padding: 2px 8px 2px 0; text-align: left; vertical-align: top }
.themes-explorer .jupyter-button { text-align: left }
.themes-beside { font: 14px/20px sans-serif; padding: 7px 0 0 8px; white-space: nowrap }
.themes-beside > div { height: 20px; overflow: hidden; text-overflow: ellipsis }
.themes-beside > .themes-fault { overflow: visible; white-space: normal; position: relative; z-index: 1 }
.themes-fault bdi { background: #ffffff; color: #b00020 }
</style>"""


def text(value: object) -> str:
    """A text as HTML, its direction kept to itself, and signs that would reverse it written out.

    >>> text("<b> & c")
    '<bdi>&lt;b&gt; &amp; c</bdi>'
    """
    return f"<bdi>{as_html(value)}</bdi>"


def signed(number: int) -> str:
    """A change with its sign; nothing for none.

    >>> signed(2), signed(-1), signed(0)
    (' (+2)', ' (−1)', '')
    """
    return f" ({'+' if number > 0 else '−'}{abs(number)})" if number else ""


def status(message: str, fault: bool = False) -> str:
    """A line that screen readers say when it changes."""
    role = 'role="alert" class="themes-fault"' if fault else 'role="status" aria-live="polite"'
    return f"<div {role}>{text(message)}</div>"


def beside(lines: list[str], counted: dict[int, str], faults: dict[int, str]) -> str:
    """What stands to the right of a theme's lines, line by line: what each counts, or what is wrong with it."""
    rows = []
    for number in range(1, max(len(lines), *faults, 1) + 1):
        fault = faults.get(number, "").strip(" ,:")
        shown = f"✗ {fault}" if fault else counted.get(number, "")
        kind = ' class="themes-fault"' if fault else ""
        rows.append(f'<div{kind} title="{escape(shown)}">{text(shown) if shown else "&nbsp;"}</div>')
    return f'<div class="themes-beside">{"".join(rows)}</div>'


def bar(number: int, change: int, most: int, colour: str) -> str:
    """A bar as long as its number, with the number and the change since the last save behind it."""
    width = 75 * number / max(1, most)
    return (
        f'<div style="display:flex;align-items:center"><div style="width:{width:.1f}%;height:14px;background:{colour}"></div>'
        f'<span style="padding-left:6px;white-space:nowrap">{number:,}{signed(change)}</span></div>'
    )


def passages(theme: str, mentions: pd.DataFrame, articles: pd.DataFrame, first: int) -> str:
    """A page of a theme's concordance, from mention number `first` (from 0) on."""
    if mentions.empty:
        return f"<p>{text(theme)}: no passage.</p>"
    page = mentions.iloc[first : first + MOST]
    place = f"<p>{text(theme)}: {plural(len(mentions), 'passage')}, {first + 1:,} to {first + len(page):,}.</p>"
    columns = ["article", "paragraph", "left", "match", "right", "term"]
    return place + table(concordance(page, articles), columns=columns, articles=articles).html


def changes(rows: pd.DataFrame, by_theme: pd.DataFrame) -> str:
    """What an edit gained, lost and moved: the themes (the index) whose count changed, then the passages, at most `MOST`."""
    if rows.empty:
        return "<p>No passage was gained, lost or moved since the last save.</p>"
    sizes = rows["change"].value_counts()
    summary = ", ".join(f"{sizes.get(kind, 0):,} {kind}" for kind in ("gained", "lost", "moved"))
    changed = by_theme[by_theme["change"] != 0].reset_index()
    counts = table(changed, columns=["theme", "before", "after", "change"]).html if len(changed) else ""
    moved = rows["theme_before"] + " → " + rows["theme"]
    rows = rows.assign(theme=rows["theme"].where(rows["change"] != "moved", moved))
    passages = table(rows, columns=["change", "theme", "term", "text"], most=MOST).html
    return f"<p>Since the last save: {summary}.</p>{counts}<br>{passages}"


def checks(found: pd.DataFrame, notes: list[str]) -> str:
    """What is odd about the lexicon, and what reading it warned of."""
    if found.empty and not notes:
        return "<p>Nothing odd was found.</p>"
    listed = "<ul>" + "".join(f"<li>{text(note)}</li>" for note in notes) + "</ul>" if notes else ""
    columns = ["line", "theme", "term", "mentions", "finding", "todo"]
    return listed + (table(found, columns=columns, most=MOST).html if len(found) else "")


def suggestion(row: pd.Series) -> str:
    """A suggestion with its reason and a passage."""
    number = f"{plural(int(row['count']), 'time')} in {plural(int(row['articles']), 'article')}"
    style = f"background:{pale('#e69f00')};color:#111111;padding:0 0.3em"
    named = f'<span style="{style}">{text(row["expression"])}</span>'
    return f"<p>{named} {number}: {text(row['reason'])}.</p><p>{text(row['passage'])}</p>"
