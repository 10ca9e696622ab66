"""What the functions take and return by which data enter and leave: not run, but read by ty."""

from pathlib import Path
from typing import assert_type

import pandas as pd

import newsthemes as nt
from newsthemes.lexicon.model import Lexicon


def calls() -> None:
    texts = ["They met.", "It rained."]
    themes = {"Peace": ["met"]}

    articles = nt.read_articles(Path("press"), columns={"text": "body"}, headlines="drop")
    assert_type(articles, pd.DataFrame)
    nt.read_articles(["a.txt", "b.txt"], recursive=True, language="de")
    nt.read_articles([{"text": "They met.", "page": 3}])
    nt.read_articles(articles["text"], html=False)

    lexicon = nt.read_lexicon("themes.yaml", encoding="cp1252")
    assert_type(lexicon, Lexicon)
    nt.read_lexicon({"Issues": {"Trade": ["trade", {"term": "US", "case": "any"}]}})
    nt.read_lexicon(lexicon.table())

    mentions = nt.find_mentions(articles, lexicon, nested="count", sentences=False)
    assert_type(mentions, pd.DataFrame)
    nt.find_mentions("They met.", themes)
    nt.find_mentions(texts, themes)

    assert_type(nt.counts(mentions, articles, lexicon, by=["theme", "year"]), pd.DataFrame)
    nt.counts(mentions, texts, themes, by="term")

    page = nt.write_page(articles, lexicon, links=[("index", "Page")], path=Path("page.html"))
    assert_type(page, str | Path)
    nt.write_page(texts, themes, text=False, colors={"Peace": "#123456"})
