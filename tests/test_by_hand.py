"""The rule as notebook 2 writes it by hand, against `find_mentions`."""

from cells import code, read_book, run_cells

TEXT = """Trade disputes over the South China Sea slow US-China trade talks, and us trade unions wait.

Trade, tariffs and a trade war: China talks. The states’ trade-offs are tariffication."""
THEMES = """
Trade: [trade, trade disputes, tariff*, not: trade union*]
China: [China, US-China trade]
Sea: [South China Sea]
US: [US]
Peace: [peace]
"""
CELLS = ["imports", "parameters", "read", "choose", "patterns", "by-hand-sentence", "table-by-hand"]


def test_the_count_by_hand_is_that_of_find_mentions(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(THEMES, encoding="utf-8")
    settings = {"ARTICLES": str(tmp_path / "a.txt"), "THEMES": str(tmp_path / "mine.yaml")}
    cells = [cell for cell in code(read_book(2)) if cell.id in CELLS]
    names = run_cells(cells, tmp_path, THEME="Trade", **settings)
    compared = names["compared"]
    assert compared["by_hand"].tolist() == compared["find_mentions"].tolist()
    assert compared["by_hand"].tolist() == [7, 3, 1, 1, 0]
    assert compared["by_hand"].sum() > compared["without_nested"].sum()
    of_sentence = names["find_by_hand"](names["sentence"])
    assert "Trade disputes" in of_sentence.query("theme == 'Trade'")["match"].tolist()
