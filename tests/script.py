"""The page's script, `rule.js`, every mention that it finds in texts, and whether it finds what `find_mentions` finds."""

import pandas as pd

from newsthemes import find_mentions
from newsthemes.page.script_files import PARTS

SCRIPT = (PARTS / "rule.js").read_text("utf-8")
SCRIPT += """
const articlesOf = (texts) => texts.map((text) => articleOf(text));
function findMentions(texts, lexicon, nested) {
  const all = (text, article) => mentionsIn(text, lexicon, nested).map((one) => ({ article, ...one }));
  return articlesOf(texts).flatMap(all);
}"""


def themes_of(lexicon):
    """A lexicon as the page has it."""
    entries = {theme: [] for theme in lexicon.themes}
    for _, theme, term, case, excluded, *_ in lexicon.terms:
        entries[theme].append({"term": term, "excluded": excluded, "exact": case == "exact"})
    return [{"theme": theme, "terms": terms} for theme, terms in entries.items()]


def agree(js, texts, lexicon, nested):
    """True where both find the same; pytest shows the first row in which they differ."""
    page, found = themes_of(lexicon), []
    for row in js("findMentions", texts, page, nested):
        theme = page[row["theme"]]
        place = [theme["terms"][row["entry"]]["term"], row["start"], row["end"]]
        found.append([row["article"], theme["theme"], *place])
    articles = pd.DataFrame({"article": range(len(texts)), "text": texts})
    columns = ["article", "theme", "term", "start", "end"]
    mentions = find_mentions(articles, lexicon, nested=nested)[columns].astype(object)
    assert found == mentions.to_numpy().tolist()
    return bool(found)
