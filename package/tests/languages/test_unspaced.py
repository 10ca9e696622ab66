"""Articles in scripts without spaces against mentions that were marked by hand."""

import json
import unicodedata

import pandas as pd
import pytest

from commands import run_command
from languages.unspaced import COUNTS, MARKED, THEMES, plain_and_spans
from newsthemes import counts, find_mentions, plot_dots, read_lexicon, write_page
from newsthemes.report.sanitize_html import sanitize_html

LANGUAGES = list(MARKED)


def found_in(language):
    text, spans = plain_and_spans(MARKED[language])
    articles = pd.DataFrame({"article": ["a"], "text": [text]})
    lexicon = read_lexicon(THEMES[language])
    return articles, lexicon, find_mentions(articles, lexicon), spans


@pytest.mark.parametrize("language", LANGUAGES)
def test_mentions_counts_and_their_unit_are_those_that_a_reader_marked(language):
    articles, lexicon, mentions, spans = found_in(language)
    assert list(zip(mentions["start"], mentions["end"], strict=True)) == spans
    table = counts(mentions, articles, lexicon)
    assert dict(zip(table["theme"], table["mentions"], strict=True)) == COUNTS[language]
    kinds = [unicodedata.category(sign)[0] for sign in articles["text"].iloc[0]]
    letters = sum(kind in "LMN" for kind in kinds)
    assert set(table["unit"]) == {"letters"}
    assert table["per_1000"].tolist() == pytest.approx(1000 * table["mentions"] / letters)


def test_the_command_counts_in_the_same_unit(tmp_path, capsys):
    text, _ = plain_and_spans(MARKED["Chinese"])
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(read_lexicon(THEMES["Chinese"]).source, encoding="utf-8")
    given = [str(tmp_path / "a.txt"), "--themes", str(tmp_path / "mine.yaml"), "--format", "json"]
    assert run_command("count", *given) == 0
    assert {row["unit"] for row in json.loads(capsys.readouterr().out)} == {"letters"}


def test_of_words_and_letters_words_have_rates():
    chinese, lexicon, _, _ = found_in("Chinese")
    english = pd.DataFrame({"article": ["b", "c"], "text": ["Trade in 贸易 is up.", "No trade."]})
    both = pd.concat([chinese, english], ignore_index=True).assign(date="2023", source="AP")
    mentions = find_mentions(both, lexicon)
    for by in ("theme", ["year", "theme"]):
        table = counts(mentions, both, lexicon, by)
        assert table["per_1000"].isna().all() and set(table["unit"]) == {"words and letters"}
    table = counts(mentions, both, lexicon, by=["article", "theme"])
    assert table["share_of_sentences"].notna().all()
    rates = table.dropna(subset="per_1000")
    assert {*rates["article"]} == {"b", "c"} == {*table.loc[table["unit"] == "words", "article"]}
    trade = rates.loc[rates["theme"] == "Trade", ["mentions", "words", "per_1000"]]
    assert trade.to_numpy().tolist() == [[1, 5, 200], [0, 2, 0]]
    assert plot_dots(table, "per_1000").get_xlabel() == "mentions per 1,000 words"


def test_a_text_without_a_letter_has_no_say_in_the_unit():
    (_, lexicon, _, _), texts = found_in("Chinese"), ["贸易。", "2024", ""]
    articles = pd.DataFrame({"article": range(3), "text": texts, "date": "2024"})
    mentions = find_mentions(articles, lexicon)
    for by in ("theme", ["year", "theme"]):
        table = counts(mentions, articles, lexicon, by)
        assert set(table["unit"]) == {"letters"} and table["per_1000"].max() == 1000 / 6
    one = articles.iloc[1:]
    assert counts(mentions.head(0), one, lexicon)["per_1000"].tolist() == [0] * len(lexicon.themes)


def test_a_page_of_both_units_draws_no_rates():
    """They do not exist, so the strips show where in the article."""
    articles = pd.DataFrame({"article": range(40), "text": ["Trade is up.", "贸易。"] * 20})
    articles["date"] = ["2023-01-03"] * 20 + ["2023-02-03"] * 20
    lexicon = read_lexicon({"Trade": ["trade", "贸易"]})
    assert "Where in the article shown" in write_page(articles, lexicon, period="month")
    assert "by month, 2023-01 to 2023-02" in write_page(articles.iloc[::2], lexicon, period="month")


@pytest.mark.parametrize(("units", "head"), [
    (["letters", "letters"], "Per 1,000 letters"),
    (["words and letters"] * 2, "Per 1,000 words"),
    (["words", "letters"], "Per 1,000 words"),
])  # fmt: skip
def test_a_table_is_headed_by_the_unit_that_it_says(units, head):
    table = pd.DataFrame({"theme": ["A", "B"], "per_1000": [1.5, 2.5], "unit": units})
    assert f">{head}<" in sanitize_html(table.to_html())


def test_a_chart_of_rates_says_its_unit():
    table = counts(*(found_in("Chinese")[number] for number in (2, 0, 1)))
    assert plot_dots(table, "per_1000").get_xlabel() == "mentions per 1,000 letters"


def test_a_paragraph_has_the_unit_of_its_article():
    text = "南海问题。" * 9 + "\n\nReuters, Beijing\n\n贸易。"
    articles, lexicon = pd.DataFrame({"article": ["a"], "text": [text]}), {"Trade": ["贸易"]}
    table = counts(find_mentions(articles, lexicon), articles, lexicon, by="paragraph")
    assert table["per_1000"].tolist() == [0, 0, 500]
    assert set(table["unit"]) == {"letters"}
