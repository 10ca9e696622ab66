"""Modules of the page's scripts in V8: what they export, every mention that they find in texts, and whether it is what
`find_mentions` finds."""

from contextlib import contextmanager

import pandas as pd
from py_mini_racer import MiniRacer

from newsthemes import find_mentions
from newsthemes.page.modules import script_of

RULE = ("rule/mentions.js", "rule/why.js", "rule/lines.js")
FIND = """
const articlesOf = (texts) => texts.map((text) => articleOf(text));
function findMentions(texts, lexicon, nested) {
  const all = (text, article) => mentionsIn(text, lexicon, nested).map((one) => ({ article, ...one }));
  return articlesOf(texts).flatMap(all);
}"""


@contextmanager
def calls(*modules, more=""):
    """A function that calls one that modules export, or one written on the spot, with values."""
    with MiniRacer() as engine:
        engine.eval(script_of(*modules))
        engine.eval("Object.assign(globalThis, modules);" + more)
        yield lambda function, *values, **limit: engine.call(f"({function})", *values, **limit)


def themes_of(lexicon):
    """A lexicon as the page has it."""
    entries = {theme: [] for theme in lexicon.themes}
    for _, theme, term, case, excluded, *_ in lexicon.terms:
        entries[theme].append({"term": term, "excluded": excluded, "exact": case == "exact"})
    return [{"theme": theme, "terms": terms} for theme, terms in entries.items()]


def agree(js, texts, lexicon, nested):
    """True where both find the same; pytest shows the first row in which they differ."""
    page, rows = themes_of(lexicon), []
    for row in js("findMentions", texts, page, nested):
        theme = page[row["theme"]]
        place = [theme["terms"][row["entry"]]["term"], row["start"], row["end"]]
        rows.append([row["article"], theme["theme"], *place])
    articles = pd.DataFrame({"article": range(len(texts)), "text": texts})
    columns = ["article", "theme", "term", "start", "end"]
    mentions = find_mentions(articles, lexicon, nested=nested)[columns].astype(object)
    assert rows == mentions.to_numpy().tolist()
    return bool(rows)
