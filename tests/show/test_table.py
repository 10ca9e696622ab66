"""A frame as a table to read and to take away: headers, digits, rows and columns, what stands in
it, and its file.
"""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from newsthemes import concordance, counts, find_mentions, read_lexicon, table
from newsthemes.publish.readonly import readonly
from newsthemes.show.captions import NO_TEXT
from newsthemes.show.headers import HEADERS, header
from newsthemes.show.table import Table, as_read
from newsthemes.text.spreadsheets import rows_of

PACKAGE = Path(header.__code__.co_filename).parents[1]
NAN = float("nan")


def columns(shown):
    """The columns of a table as it is read, by header."""
    soup = BeautifulSoup(shown.html, "html.parser")
    head = [cell.text for cell in soup("th")]
    rows = [[cell.text for cell in row("td")] for row in soup("tr")[1:]]
    return dict(zip(head, (list(column) for column in zip(*rows, strict=True)), strict=True))


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("mentions", 1204, "1,204"),
        ("mentions", np.int64(0), "0"),
        ("year", 1987, "1987"),
        ("line", 1987, "1987"),
        ("per_1000", 57.692, "57.7"),
        ("per_1000", 1234.5, "1,234.5"),
        ("per_1000", 0.8765, "0.88"),
        ("per_1000", 0.29996, "0.30"),
        ("per_1000", 0.0000251, "0.000025"),
        ("per_1000", 0.0, "0"),
        ("share_of_sentences", 0.176, "18 %"),
        ("share_of_sentences", 0.001, "<1 %"),
        ("recall", 0.999, ">99 %"),
        ("precision", 1.0, "100 %"),
        ("precision", 0.0, "0 %"),
        ("p", 0.0004, "<0.001"),
        ("p", 0.0123, "0.012"),
        ("p_all", 0.123, "0.12"),
        ("log_odds", -1.2345, "−1.23"),
        ("kappa", 1.0, "1.00"),
        ("change", 2, "+2"),
        ("change", -1, "−1"),
        ("change", 0, "0"),
        ("change", -0.314, "−31 %"),
        ("change", "gained", "gained"),
        ("thin", True, "yes"),
        ("thin", np.bool_(False), "no"),
        ("date", pd.Timestamp("2023-10-26"), "2023-10-26"),
        ("text", "two\n lines", "two lines"),
        *[("any", empty, "") for empty in (None, NAN, pd.NA, pd.NaT, "")],
    ],
)
def test_a_cell_reads_as_people_write_it(name, value, read):
    assert as_read(value, name) == read


def test_headers_are_those_that_people_use():
    assert [
        header(name)
        for name in ["theme", "mentions", "per_1000", "sentences", "share_of_sentences"]
    ] == [
        "Theme",
        "Mentions",
        "Per 1,000 words",
        "Sentences",
        "Share of sentences",
    ]
    assert all(header(name)[:1] in "pz" or header(name)[:1].isupper() for name in HEADERS)
    assert not any("_" in name for name in HEADERS.values())


def test_every_header_is_of_a_column_that_there_is():
    own = PACKAGE / "show" / "table.py"
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if path != own
    )
    assert [name for name in HEADERS if not re.search(rf"\b{name}\b", code)] == []


def test_no_index_is_shown_but_what_it_says():
    frame = pd.DataFrame({"theme": ["War", "Iran", "War"], "words": [1, 2, 3]})
    assert list(columns(table(frame[frame["words"] > 1]))) == ["Theme", "Words"]
    summed = frame.groupby("theme")["words"].agg(sentences="size", words="sum")
    assert columns(table(summed)) == {
        "Theme": ["Iran", "War"],
        "Sentences": ["1", "2"],
        "Words": ["2", "4"],
    }


def test_what_is_the_same_in_every_row_is_said_once():
    frame = pd.DataFrame(
        {
            "group": ["A", "A"],
            "theme": ["War", "Iran"],
            "coded": True,
            "note": "",
            "articles": 1,
            "rank": 3,
        }
    )
    shown = table(frame)
    assert list(columns(shown)) == ["Theme"]
    assert shown.below == ["The same in every row: Group “A”, Rank 3."]


def test_no_passage_is_named_below_where_pages_without_text_would_keep_it():
    frame = pd.DataFrame(
        {"n": [1, 2], "text": "short", "passage": "short", "note": "x" * 60, "title": "y" * 60}
    )
    assert (
        list(columns(table(frame))) == ["N", "Text", "Passage", "Note"] and table(frame).below == []
    )


def test_the_only_row_and_the_only_column_are_shown():
    one = pd.DataFrame({"theme": ["War"], "mentions": [2], "note": [""], "rate": [NAN]})
    assert columns(table(one)) == {"Theme": ["War"], "Mentions": ["2"]} and table(one).below == []
    assert columns(table(pd.DataFrame({"theme": ["War", "War"]}))) == {"Theme": ["War", "War"]}
    assert list(columns(table(pd.DataFrame({"note": [""], "date": [""]})))) == ["Note"]


def test_the_ends_of_an_interval_are_one_column():
    frame = pd.DataFrame(
        {
            "theme": ["a", "b", "c"],
            "per_1000": [1.92, 0.3, 0],
            "low": [1.09, NAN, 0],
            "high": [2.33, NAN, 0],
        }
    )
    assert columns(table(frame))["95 % interval"] == ["1.1 to 2.3", "", "0 to 0"]
    assert columns(table(frame.assign(low=0.0)))["95 % interval"] == ["0 to 2.3", "0", "0 to 0"]
    assert "95 % interval" not in columns(table(frame.assign(low=NAN, high=NAN)))
    shares = {"precision": [1.0, 1.0], "precision_low": [0.29, 0.4], "precision_high": [1.0, 1.0]}
    shares |= {"recall": [NAN, 0.5], "recall_low": [0.31, 0.2], "recall_high": [1.0, 0.8]}
    assert columns(table(pd.DataFrame(shares))) == {
        "Precision": ["100 %", "100 %"],
        "Precision, 95 % interval": ["29 % to 100 %", "40 % to 100 %"],
        "Recall": ["", "50 %"],
        "Recall, 95 % interval": ["31 % to 100 %", "20 % to 80 %"],
    }


def test_whole_numbers_have_no_point_where_one_is_not_known():
    assert columns(table(pd.DataFrame({"stands_for": [2006.0, NAN]})))["Stands for"] == [
        "2,006",
        "",
    ]
    assert columns(table(pd.DataFrame({"share": [1.0, 0.0]})))["Share of mentions"] == [
        "100 %",
        "0 %",
    ]


ARTICLES = pd.DataFrame(
    {
        "article": ["x1", "x2", "x3"],
        "title": ["Trade talks", "", "Of 2021-01-05"],
        "date": ["2019-01-02", "", "2021-01-05"],
    }
).assign(text=["Trade talks", "No trade", "Iran"])


def test_articles_are_called_by_title_and_date(tmp_path):
    ids, without = ["x3", "x1", "x2", "gone"], ["x1", "x3", "", "A. Source"]
    frame = pd.DataFrame({"article": ids, "without": without, "mentions": [1, 2, 3, 4]})
    shown = table(frame, articles=ARTICLES)
    assert columns(shown) == {
        "Article": ["Of 2021-01-05", "Trade talks", "x2", "gone"],
        "Date": ["2021-01-05", "2019-01-02", "", ""],
        "Left out": ["Trade talks (2019-01-02)", "Of 2021-01-05", "", "A. Source"],
        "Mentions": ["1", "2", "3", "4"],
    }
    assert list(columns(table(frame, columns=["mentions", "article"], articles=ARTICLES))) == [
        "Mentions",
        "Article",
        "Date",
    ]
    shown.save("a", tmp_path)
    assert rows_of((tmp_path / "a.csv").read_bytes())[:2] == [
        ["article", "title", "date", "without", "mentions"],
        ["x3", "Of 2021-01-05", "2021-01-05", "x1", 1],
    ]


def test_a_date_that_the_titles_say_is_said_once_and_an_id_beside_a_title_is_not():
    dated = ARTICLES.assign(title="Address of " + ARTICLES["date"])
    assert columns(table(pd.DataFrame({"article": ["x1", "x3"]}), articles=dated)) == {
        "Article": ["Address of 2019-01-02", "Address of 2021-01-05"]
    }
    assert list(columns(table(ARTICLES))) == ["Article", "Date", "Text"]
    assert list(columns(table(ARTICLES, articles=ARTICLES))) == ["Article", "Date", "Text"]
    assert columns(table(ARTICLES[["article"]], articles=ARTICLES[["article", "text"]])) == {
        "Article": ["x1", "x2", "x3"]
    }


def test_a_concordance_shows_each_match_between_its_sides():
    articles = pd.DataFrame(
        {"article": ["a", "b"], "text": ["Ships of <China> sail.", "US–China talks"]}
    )
    lexicon = read_lexicon({"China": ["China"]})
    shown = table(concordance(find_mentions(articles, lexicon), articles))
    assert list(columns(shown)) == [
        "Article",
        "Words before",
        "Words found",
        "Words after",
    ]  # no places in characters
    assert '<td style="text-align:right' in shown.html and shown.html.count("<mark ") == 2
    assert "Ships of &lt;</td>" in shown.html and ">China</mark></td>" in shown.html
    assert "a | Ships of < | China | > sail." in shown.text


def test_two_sides_are_named_in_the_headers():
    frame = pd.DataFrame({"word": ["tax", "war"], "count_a": [3, 1], "count_b": [0, 2]})
    frame.attrs = {"a": "Labour", "b": "Tory"}
    assert list(columns(table(frame))) == ["Word", "Times, Labour", "Times, Tory"]


HOSTILE = [
    "From $5 to $9 <script>x()</script>",
    "العلاقات بين الصين | *bold* `x`",
    "a\n\nb \u202e31",
]


def test_what_stands_in_a_cell_does_nothing():
    shown = table(pd.DataFrame({"<i>$x$": HOSTILE, "n": [1, 2, 3]}))
    soup = BeautifulSoup(shown.html, "html.parser")
    assert (
        not soup(["script", "style", "i"])
        and "$5" not in shown.html
        and "\u202e" not in shown.html + shown.text
    )
    assert columns(shown)["<i>$x$"] == [HOSTILE[0], HOSTILE[1], "a b [U+202E]31"]
    assert len(soup("bdi")) == 1 and all(cell["scope"] == "col" for cell in soup("th"))
    *head, last = shown.markdown.split("\n")
    assert r"\|" in shown.markdown and len(head) == 4 and last.startswith("| a b")
    assert head[1] == "| :-- | --: |"


def test_numbers_stand_on_the_right_also_on_a_page():
    soup = BeautifulSoup(
        readonly(table(pd.DataFrame({"theme": ["War", "Iran"], "n": [1, None]})).html),
        "html.parser",
    )
    right = [["n" in cell.get("class", []) for cell in row(["th", "td"])] for row in soup("tr")]
    assert right == [[False, True]] * 3  # the class that the page's style sheet puts there


def test_a_page_without_text_has_no_passages():
    suggested = pd.DataFrame(
        {"expression": ["tax", "war"], "passage": ["A tax stands here", "A war stands here"]}
    )
    assert "stands here" not in readonly(table(suggested).html, text=False)


def test_the_rest_of_the_rows_is_counted_and_where_it_is_said(tmp_path):
    frame = pd.DataFrame(
        {"theme": [f"T{number}" for number in range(1204)], "mentions": range(1204)}
    )
    assert len(columns(table(frame))["Theme"]) == 50 and table(frame).below == ["50 of 1,204 rows."]
    assert table(frame, most=None).below == []
    saved = table(frame, most=30).save("2-themes", tmp_path / "tables")
    assert saved.below == ["30 of 1,204 rows; all are in tables/2-themes.csv."]
    assert len(rows_of((tmp_path / "tables" / "2-themes.csv").read_bytes())) == 1205


def test_the_file_has_all_as_code_has_it(tmp_path, monkeypatch):
    monkeypatch.setattr("newsthemes.show.table.Table.save.__defaults__", (tmp_path / "new",))
    frame = pd.DataFrame(
        {
            "theme": ["=1+1", "Ян"],
            "per_1000": [1 / 3, NAN],
            "thin": [True, False],
            "articles": [1, 1],
        }
    )
    table(frame, "5-rates", columns=["theme"])
    data = (tmp_path / "new" / "5-rates.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and b"'=1+1" in data
    assert rows_of(data) == [[*frame], ["=1+1", 1 / 3, "True", 1], ["Ян", "", "False", 1]]


def test_what_holds_of_no_row_is_not_said():
    shown = table(
        pd.DataFrame({"theme": ["War", "Iran"], "coded": False, "answer": "no", "rank": 3})
    )
    assert shown.below == ["The same in every row: Answer “no”, Rank 3."]


def test_no_rows_are_a_sentence_and_no_file(tmp_path):
    (tmp_path / "2-passages.csv").write_text("of other articles")
    empty = counts(find_mentions(ARTICLES, read_lexicon({"T": ["x"]})), ARTICLES).head(0)
    shown = table(empty, columns=["theme"]).save("2-passages", tmp_path)
    assert (shown.html, shown.text, list(tmp_path.iterdir())) == (
        "<p>There is nothing to list.</p>",
        "There is nothing to list.",
        [],
    )
    assert shown.markdown == table(pd.DataFrame()).text == "There is nothing to list."


def test_sixty_themes_with_long_names_are_all_there_and_uncut():
    names = [
        f"{'Donaudampfschifffahrtsgesellschaftskapitän':x<43}{number:02}" for number in range(60)
    ]
    shown = table(pd.DataFrame({"theme": names, "mentions": range(60)}), most=60)
    assert columns(shown)["Theme"] == names
    assert all(
        style in readonly(shown.html) for style in ("min-width:13em", "overflow-wrap:anywhere")
    )


def test_without_text_cells_hold_short_passages_in_every_form_and_file(monkeypatch, tmp_path):
    monkeypatch.setenv(NO_TEXT, "1")
    frame = pd.DataFrame(
        {"text": ["word " * 100] * 2, "passage": ["a sentence", "another"], "mentions": [1, 2]}
    )
    shown = Table(frame).save("1-x", folder=tmp_path)
    forms = [
        shown.html,
        shown.markdown,
        shown.text,
        (tmp_path / "1-x.csv").read_text(encoding="utf-8-sig"),
    ]
    assert all(
        "word word" in form and "word " * 40 not in form and "sentence" not in form
        for form in forms
    )
