"""What share of the articles that people filed under a theme does it find?"""

import numpy as np
import pandas as pd
import pytest

from newsthemes import find_mentions, read_lexicon, score_by_label

LEXICON = read_lexicon({"Issues": {"Trade": ["trade"], "Iran": ["Iran"]}, "War": ["war"]})
LABELS = {"Iran": "Iran", "Trade": "[Tt]ariff|[Tt]rade"}


def filed(texts, headings, **columns):
    articles = pd.DataFrame({"article": range(len(texts)), "text": texts, "heading": headings})
    articles = articles.assign(**columns)
    return find_mentions(articles, LEXICON), articles, LEXICON


def test_articles_are_counted_once_and_themes_come_in_the_lexicons_order():
    found = filed(["Trade, trade.", "Duties.", "Iran.", "War."], ["Trade", "Tariffs", "Iran", ""])
    table = score_by_label(*found, LABELS)
    assert table["theme"].tolist() == ["Trade", "Iran"]
    assert table[["labelled", "found"]].to_numpy().tolist() == [[2, 1], [1, 1]]
    assert table["recall"].tolist() == [0.5, 1]
    assert table[["found", "precision"]].to_numpy().tolist() == [[1, 1], [1, 1]]


def test_by_year_and_by_a_column():
    dates = ["2020-01-01", "2020-05-01", "2021"]
    dated = filed(["Trade.", "x", "Trade."], ["Trade"] * 3, date=dates)
    by_year = score_by_label(*dated, LABELS, by="year")[["year", "labelled", "found"]]
    assert by_year.to_numpy().tolist() == [["2020", 2, 1], ["2021", 1, 1]]
    sourced = filed(["Trade.", "x"], ["Trade"] * 2, source=["AP", "Xinhua"])
    assert score_by_label(*sourced, LABELS, by="source")["recall"].tolist() == [1, 0]


YEARLY = [  # year, text, heading
    ("2019", "Duties.", "Trade"),
    ("2020", "Trade.", "Trade"),
    ("2020", "Trade.", "War"),
    ("2021", "Trade.", "War"),
    ("2022", "Iran.", "War"),
]


def test_a_year_in_which_nothing_is_labelled_counts_what_is_found():
    dates, texts, headings = zip(*YEARLY, strict=True)
    dated = filed(texts, headings, date=list(dates))
    numbers = ["labelled", "found", "true_positives"]
    by_year = score_by_label(*dated, LABELS, by="year").set_index("year")
    assert by_year[numbers].T.to_dict("list") == {
        "2019": [1, 0, 0],
        "2020": [1, 2, 1],
        "2021": [0, 1, 0],
    }
    assert by_year["precision"]["2021"] == 0 and np.isnan(by_year["recall"]["2021"])
    [whole] = score_by_label(*dated, LABELS)[numbers].to_numpy().tolist()  # no heading names Iran
    assert whole == by_year[numbers].sum().tolist() == [2, 3, 1]


def test_without_labels_the_table_is_empty_and_has_its_columns():
    table = score_by_label(*filed(["x"], [""]), {}, by="year")
    assert table.empty and {"theme", "year", "recall"} <= set(table)


def test_what_is_not_there_is_named():
    found = filed(["Trade."], ["Trade"])
    with pytest.raises(ValueError, match=r"no theme 'Traed' \(did you mean 'Trade'\?\); it has "):
        score_by_label(*found, {"Traed": "x"})
    with pytest.raises(ValueError, match="section"):
        score_by_label(*found, LABELS, column="section")


def test_another_theme_does_not_find_it_and_a_missing_heading_is_no_label():
    table = score_by_label(*filed(["Iran.", "Trade."], ["Trade", np.nan]), LABELS | {"War": "nan"})
    assert table[["theme", "labelled", "found"]].to_numpy().tolist() == [["Trade", 1, 0]]


def test_precision_is_of_what_is_filed_at_all():
    texts, filed_under = ["Trade."] * 5 + ["x"], ["Trade", "Trade", "War", "", np.nan, "Trade"]
    (row,) = score_by_label(*filed(texts, filed_under), {"Trade": "Trade"}).itertuples()
    assert (row.labelled, row.true_positives, row.found) == (3, 2, 3)
    assert (row.recall, row.precision) == (2 / 3, 2 / 3)
    none = score_by_label(*filed(["x"], ["Trade"]), {"Trade": "Trade"})
    assert none["recall"].item() == 0 and np.isnan(none["precision"].item())
