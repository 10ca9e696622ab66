"""The rule as notebook 2 writes it by hand, against `find_mentions`; and precision and recall of
notebook 4, computed once more by these patterns and plain pandas.
"""

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import newsthemes as nt

ROOT = Path(__file__).resolve().parents[2]
BOOK = nbformat.read(ROOT / "notebooks" / "2-its-themes.ipynb", as_version=4)
CELLS = {cell.id: cell.source for cell in BOOK.cells}
NEWS = ROOT / "seeds" / "news"
pytestmark = pytest.mark.skipif(
    not (ROOT / "seeds" / "000_4d4a409eb79944d2.txt").exists(), reason="seeds/ has other articles"
)


def run_cells(*ids, **names):
    names |= {"re": re, "pd": pd, "nt": nt}
    for cell in ids:
        exec(compile(CELLS[cell], cell, "exec"), names)
    return names


def test_the_count_by_hand_is_that_of_find_mentions(monkeypatch, tmp_path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path / "notebooks")
    ids = "parameters", "read", "choose", "patterns", "by-hand-sentence", "table-by-hand"
    names = run_cells(*ids)
    both = names["both"]
    assert len(both) == len(names["lexicon"].themes)
    assert both["by_hand"].tolist() == both["find_mentions"].tolist()
    assert both["by_hand"].sum() > both["without_nested"].sum()
    assert ("Trade", "trade disputes") in [row[:2] for row in names["rows"]]


@pytest.mark.slow
def test_precision_and_recall_of_kinds_of_news_are_those_of_plain_pandas():
    news = pd.read_csv(NEWS / "world_news.csv.xz", dtype=str).rename(columns={"id": "article"})
    news = news[news["date"].str[:4].isin(["2018", "2019", "2020"]) & news["category"].notna()]
    news = news.assign(language="en").iloc[::4]
    one = nt.sentences(news).groupby("article").size() == 1
    items = news[news["article"].map(one)].reset_index(drop=True)
    kinds = nt.read_lexicon(NEWS / "themes.yaml")
    codes = items.merge(pd.DataFrame(kinds.themes, columns=["group", "theme"]), how="cross")
    codes["code"] = (codes["category"] == codes["theme"]).astype(int)
    codes = codes.assign(coder="editors", sentence=1)
    table = nt.validity(nt.find_mentions(items, kinds), codes, items, kinds).set_index("theme")
    found = found_by(run_cells("patterns", lexicon=kinds)["patterns"], items["text"])
    for kind in ("Armed conflicts and attacks", "Disasters and accidents"):
        filed = items["category"] == kind
        right = (found[kind] & filed).sum()
        row = table.loc[kind]
        assert (row["matched"], row["about"]) == (found[kind].sum(), filed.sum())
        assert row["precision"] == right / found[kind].sum()
        assert row["recall"] == right / filed.sum()


def found_by(patterns, texts):
    """Which texts hold each theme, by the patterns, but for matches that lie wholly inside a longer
    one of another theme.
    """
    found = {theme: [] for theme in patterns}
    for text in texts:
        spans = [
            (theme, *match.span())
            for theme, pattern in patterns.items()
            for match in pattern.finditer(text)
            if not match.lastindex
        ]
        outer = {
            theme
            for theme, start, end in spans
            if not any(
                other != theme and begin <= start and end <= last and last - begin > end - start
                for other, begin, last in spans
            )
        }
        for theme, rows in found.items():
            rows.append(theme in outer)
    return pd.DataFrame(found)
