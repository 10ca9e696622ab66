"""The page's script, `rule.js`, every mention that it finds in texts, and whether it finds what `find_mentions` finds."""

import pandas as pd

from newsthemes import find_mentions
from newsthemes.show.explorer.frontend_files import PARTS

SCRIPT = (
    (PARTS / "rule.js").read_text("utf-8")
    + """
const articlesOf = (texts) => texts.map((text) => articleOf(text));
function findMentions(texts, lexicon, nested) {
  const all = (text, article) => mentionsIn(text, lexicon, nested).map((one) => ({ article, ...one }));
  return articlesOf(texts).flatMap(all);
}"""
)


def themes_of(lexicon):
    """A lexicon as the page has it."""
    entries = {theme: [] for theme in lexicon.themes}
    for group, theme, term, case, excluded, *_ in lexicon.terms:
        entries[group, theme].append({"term": term, "excluded": excluded, "exact": case == "exact"})
    return [
        {"group": group, "theme": theme, "terms": terms}
        for (group, theme), terms in entries.items()
    ]


def agree(js, texts, lexicon, nested):
    """True where both find the same; pytest shows the first row in which they differ."""
    page = themes_of(lexicon)
    found = []
    for row in js("findMentions", texts, page, nested):
        theme = page[row["theme"]]
        term = theme["terms"][row["entry"]]["term"]
        found.append(
            [row["article"], theme["group"], theme["theme"], term, row["start"], row["end"]]
        )
    mentions = find_mentions(
        pd.DataFrame({"article": range(len(texts)), "text": texts}), lexicon, nested=nested
    )
    rows = (
        mentions[["article", "group", "theme", "term", "start", "end"]]
        .astype(object)
        .to_numpy()
        .tolist()
    )
    assert found == rows
    return bool(rows)
