"""Tables of articles in four formats, and what is wrong with them."""

import io
import json
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsthemes import read_articles
from newsthemes.articles.formats import csv_excel_json as tables
from newsthemes.articles.formats.csv_excel_json import read_csv, read_json
from newsthemes.articles.formats.document import Document
from newsthemes.articles.formats.plain_text import read_markdown
from newsthemes.articles.read_articles import ArticleError, ArticleWarning, read_with_report

TABLE = pd.DataFrame(
    {
        "id": ["one", "two"],
        "headline": ["Ministers meet", "Talks end"],
        "published": ["2023-10-26", "27 October 2023"],
        "outlet": ["Reuters", "AP"],
        "body": ['They met; he said: "Trade, not war".\n\nThen they left.', "It ended."],
        "party": ["left", "right"],
    }
)


def excel(table, **options):
    file = io.BytesIO()
    table.to_excel(file, index=False, **options)
    return file.getvalue()


FORMATS = {
    "a.csv": TABLE.to_csv(index=False).encode("utf-8-sig"),
    "b.csv": TABLE.to_csv(index=False, sep=";").replace("\n", "\r\n").encode("utf-16"),
    "c.tsv": TABLE.to_csv(index=False, sep="\t").encode(),
    "d.jsonl": TABLE.to_json(orient="records", lines=True).encode(),
    "e.txt": TABLE.to_json(orient="records", lines=True).encode(),  # by what it holds
    "f.json": TABLE.to_json(orient="records", indent=2).encode(),
    "g.xlsx": excel(TABLE),
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_table_is_an_article_a_row_and_columns_can_be_named(tmp_path, name):
    (tmp_path / name).write_bytes(FORMATS[name])
    rows = read_articles(tmp_path / name)[["article", "title", "date", "source", "text", "party"]]
    assert rows.values.tolist() == [
        ["one", "Ministers meet", "2023-10-26", "Reuters", f"Ministers meet\n\n{TABLE.body[0]}", "left"],
        ["two", "Talks end", "2023-10-27", "AP", f"Talks end\n\n{TABLE.body[1]}", "right"],
    ]  # fmt: skip
    columns = {"text": "headline", "title": "party", "article": "outlet"}
    rows = read_articles(tmp_path / name, columns=columns)[["text", "title", "article", "body"]]
    assert rows.iloc[0].tolist() == [
        "left\n\nMinisters meet", "left", "Reuters", TABLE.body[0],
    ]  # fmt: skip


@pytest.mark.parametrize(("columns", "error"), [
    ({}, r"a\.csv: has no column named text, .* \(its columns: speech, .*columns={'text': 'NAME'}; themes are read with nt.read_lex"),
    ({"text": "words"}, r"a\.csv: has no column words, in which its text should be \(its columns: sp"),
    ({"titel": "by"}, "columns: there is no 'titel'; it is called 'title' here: {'title': 'by'}"),
    ({"by": "title"}, "columns: there is no 'by'; our name comes first, {'title': 'by'}"),
    ("by", "columns: this is a str; give a dict, {'text': 'NAME'}"),
])  # fmt: skip
def test_a_column_that_is_not_there_is_named(tmp_path, columns, error):
    (tmp_path / "a.csv").write_text("speech,text_de,by\nThey met.,Sie kamen.,A head\n")
    with pytest.raises(ArticleError, match=error):
        read_articles(tmp_path / "a.csv", columns=columns)


HEADERS = [  # a table's columns, and those of its text, title, date and source
    ("titel,datum,quelle,article_text", ["article_text", "titel", "datum", "quelle"]),
    ("headline,BODY,published_at,outlet", ["BODY", "headline", "published_at", "outlet"]),
    ("id,título,fecha,texte", ["texte", "título", "fecha", ""]),
    ("publishedAt,articleBody", ["articleBody", "", "publishedAt", ""]),
    ("date,title,headline,text", ["text", "title", "date", ""]),
]


@pytest.mark.parametrize("header, taken", HEADERS)
def test_usual_names_of_columns_are_known(tmp_path, header, taken):
    row = {name: f"about {name}" for name in header.split(",")} | {taken[2]: "2023-10-26"}
    pd.DataFrame([row]).to_csv(tmp_path / "a.csv", index=False)
    article = read_articles(tmp_path / "a.csv", headlines="drop").iloc[0]
    expected = [row.get(name, "") for name in taken]
    assert article[["text", "title", "date", "source"]].tolist() == expected


def test_of_two_columns_of_texts_the_longer_is_taken_and_that_is_said(tmp_path):
    rows = "text,full_text,content\nThey …,They met in Geneva.,\nIt …,It ended.,\n"
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    doubt = r"a\.csv has its longest texts in full_text, which was taken; to choose another, give columns="
    with pytest.warns(ArticleWarning, match=doubt):
        articles = read_articles(tmp_path / "a.csv")
    assert articles[["text", "text_in_file"]].values.tolist() == [
        ["They met in Geneva.", "They …"],
        ["It ended.", "It …"],
    ]
    chosen = read_articles(tmp_path / "a.csv", columns={"text": "text"})
    assert list(chosen.text) == ["They …", "It …"]


def test_of_columns_that_may_be_dates_the_one_with_most_days_is_taken(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text,data,published\nOne.,x,2023-10-26\nTwo.,y,soon\n", encoding="utf-8")
    report = read_with_report(path)
    assert report.articles[["date", "data"]].values.tolist() == [["2023-10-26", "x"], ["", "y"]]
    [doubt] = map(str, report.doubts)
    assert (
        "line 3 date 'soon' does not name one day, month or year; write it as 2023-10-26" in doubt
    )
    path.write_text("text,data,published\nOne.,2023,2023-10-26\n", encoding="utf-8")
    assert read_articles(path)["date"].tolist() == ["2023-10-26"]


def test_columns_of_the_same_name_as_ours_are_kept_beside_them(tmp_path):
    (tmp_path / "a.csv").write_text("text,words,path\nThey met.,77,x\n", encoding="utf-8")
    row = read_articles(tmp_path / "a.csv").iloc[0]
    found = row[["words", "words_in_file", "path_in_file", "article"]].tolist()
    assert found == [2, "77", "x", "a-line-2"]


@pytest.mark.parametrize("text, read, bad", [
    ("text,date\n,2023-10-26\nx,\n", ["x"], ["line 2 has no text in the column text"]),
    ('text\nfirst\n"broken\nnext one\n', ["first"], ["line 3 has a quote that is not closed"]),
    ('a,text\n1,"fine"\n2,5" pipe\n', ["fine", '5" pipe'], []),
    ('a,text\n1,x\n2,"open\n3,y\n4,z\n', ["x"], ["line 3 has a quote"]),
    ("a,text\n1,one, two\n2,x\n", ["x"], ["line 2 has 3 cells, and the first line 2"]),
    ("a,text\n1\n2,\n3,x\n,,\n\n", ["x"], ["line 2 has no text in the", "line 3 has no text"]),
    ('a,text\n1,"two\nlines"\n2,x\n', ["two\nlines", "x"], []),
    ("a,text\r1,x\r2,y\r", ["x", "y"], []),
])  # fmt: skip
def test_a_bad_line_of_a_csv_is_named_and_the_rest_read(text, read, bad):
    found = read_csv(text)
    assert [part.text for part in found if not part.unread] == read
    unread = [f"{part.place} {part.unread}" for part in found if part.unread]
    assert len(unread) == len(bad) and all(map(str.startswith, unread, bad))


@pytest.mark.parametrize("read, data, error", [
    (read_csv, 'text\n"open', "line 2 has a quote"),
    (read_csv, '"text\nopen', "line 1 has a quote"),
    (read_json, "{\n", "line 1 is not a JSON"),
    (read_json, "[]", "^has no rows; write one for each article$"),
    (tables.read_excel, excel(pd.DataFrame()), "^has no rows; write one for each article$"),
])  # fmt: skip
def test_a_table_without_a_good_row_names_its_first_bad_one(read, data, error):
    with pytest.raises(ArticleError, match=error):
        first = read(data)[0]
        raise ArticleError(f"{first.place} {first.unread}")


@pytest.mark.parametrize(
    "around",
    ['{{"status": "ok", "n": [1], "articles": {}}}', '{{"response": {{"results": {}}}}}', "{}"],
)
def test_the_articles_inside_an_answer_are_read(tmp_path, around):
    rows = [{"source": {"id": None, "name": "Reuters"}, "title": "Talks", "publishedAt": "2023-10-26T08:00:00Z",
             "content": text, "authors": [{"name": "A"}]} for text in ("They met.", "It ended.")]  # fmt: skip
    (tmp_path / "a.json").write_text(around.format(json.dumps(rows)), encoding="utf-8")
    articles = read_articles(tmp_path / "a.json", headlines="drop")
    assert articles["text"].tolist() == ["They met.", "It ended."]
    said = articles.loc[1, ["source", "title", "date"]].tolist()
    assert said == ["Reuters", "Talks", "2023-10-26"]
    (tmp_path / "b.json").write_text(json.dumps(rows[0]), encoding="utf-8")
    assert read_articles(tmp_path / "b.json", headlines="drop")["text"].tolist() == ["They met."]


def test_texts_that_newsapi_cut_off_are_said_and_those_it_removed_left_out(tmp_path):
    texts = ["Talks on trade went on… [+1834 chars]", "They met.\r\n[+20 chars]", "[Removed]"]
    rows = [{"title": "T", "content": text} for text in [*texts, "It ended [+3 chars] there."]]
    (tmp_path / "a.json").write_text(json.dumps({"articles": rows}), encoding="utf-8")
    report = read_with_report(tmp_path / "a.json", headlines="drop")
    kept = ["Talks on trade went on…", "They met.", "It ended [+3 chars] there."]
    assert report.articles["text"].tolist() == kept
    [doubt], [left_out] = report.doubts, report.skipped
    assert "/a.json has 2 texts cut off at the source, as [+1834 chars] says; get" in str(doubt)
    assert "/a.json, row 3 says [Removed] in place of its text; " in str(left_out)
    pd.DataFrame(rows[3:]).to_json(tmp_path / "b.json", orient="records")
    assert not read_with_report(tmp_path / "b.json").doubts


def test_a_bad_line_of_json_lines_is_named_and_the_rest_read(tmp_path):
    lines = ['{"text": "One\u2028.", "n": 1}', '{"text": "Two', '["text"]', '{"text": 5}']
    lines += ['{"text": "half \\ud83d", "n": {"a": [1]}, "a\\ud800": {"b": "c\\ud800"}}\r']
    lines += ["[" * 100_000]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8", newline="")
    report = read_with_report(tmp_path / "a.jsonl")
    one, half = report.articles.to_dict("records")
    assert (one["text"], one["n"]) == ("One\n.", 1)
    assert (half["text"], half["n"], half["a\ufffd"]) == (
        "half \ufffd",
        '{"a": [1]}',
        '{"b": "c\ufffd"}',
    )
    assert [note.place for note in report.skipped] == ["line 2", "line 3", "line 4", "line 6"]


def test_long_articles_and_many_broken_quotes_are_no_hurdle():
    assert len(read_csv("text\n" + "word " * 100_000)[0].text) == 500_000
    found = read_csv("text\n" + '"x"y\n' * 20_000 + "end")  # what stands behind a quote is kept
    assert found[-1].text == "end" and len(found) == 20_001


def test_the_first_sheet_with_texts_is_read_and_dates_are_days(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["notes"])
    sheet = book.create_sheet("articles")
    sheet.append([])
    sheet.append(["text", "date", "year", None])
    sheet.append(["They met.", pd.Timestamp("2023-10-26 08:00").to_pydatetime(), 2023, None])
    sheet.append([None, None, 2024])
    book.save(tmp_path / "a.xlsx")
    with pytest.warns(ArticleWarning, match="row 4 has no text"):
        articles = read_articles(tmp_path / "a.xlsx")
    assert articles.iloc[0][["text", "date", "year"]].tolist() == ["They met.", "2023-10-26", 2023]


def test_all_sheets_and_lists_with_texts_are_read_and_others_named(tmp_path):
    with pd.ExcelWriter(tmp_path / "a.xlsx") as book:
        pd.DataFrame({"text": ["One.", "Two."]}).to_excel(book, sheet_name="2020", index=False)
        pd.DataFrame({"code": [7]}).to_excel(book, sheet_name="codes", index=False)
        pd.DataFrame().to_excel(book, sheet_name="empty", index=False)
        third = pd.DataFrame({"Body": ["Three."], "page": [3]})
        third.to_excel(book, sheet_name="2021 b", index=False)
    lists = {"2020": [{"text": "One."}, {"text": "Two."}], "codes": [{"code": 7}], "empty": []}
    lists |= {"of": {"2021 b": [{"Body": "Three.", "page": 3}]}, "of 2021 b": [{"text": "Four."}]}
    (tmp_path / "a.json").write_text(json.dumps(lists))
    for name, kind, number, more in [("a.xlsx", "sheet", 2, []), ("a.json", "list", 3, ["Four."])]:
        report = read_with_report(tmp_path / name)
        assert report.articles["text"].tolist() == ["One.", "Two.", "Three.", *more]
        assert report.articles["page"].tolist()[2] == 3
        assert report.articles["article"][0].startswith(f"a-{kind}-2020-row-")
        [doubt], [left_out] = report.doubts, report.skipped
        assert doubt.reason == f"holds several {kind}s. Read: {number}. Rows: {3 + len(more)}"
        assert left_out.place == f"{kind} codes"
        assert left_out.reason.startswith("has no column named text, body")


def test_two_columns_of_one_name_are_refused(tmp_path):
    (tmp_path / "a.csv").write_text("text,text\nThey met.,They left.\n")
    with pytest.raises(ArticleError, match="has two columns named text; rename or remove one"):
        read_articles(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("module", "read"), [("openpyxl", tables.read_excel), ("mistune", read_markdown)]
)
def test_what_reads_a_format_is_asked_for(monkeypatch, module, read):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ArticleError, match=r"needs packages .*pip install \"\.\[files\]"):
        read("# They met")


def test_every_row_with_a_doubt_or_left_out_is_listed_with_its_place(tmp_path):
    path = tmp_path / "Smith, A.csv"
    path.write_text("text,date\n" + "One.,soon\n,\n" * 20 + ",5", encoding="utf-8")
    report = read_with_report(path)
    places = [(path.as_posix(), f"line {line}") for line in range(2, 42, 2)]
    assert [note[:2] for note in report.doubts] == places
    assert [note[:2] for note in report.skipped] == [(path.as_posix(), "line 42")]


CELLS = st.text(st.sampled_from('ab,;"\n\r\t |{}[]:\\0'), max_size=12)


@pytest.mark.slow
@given(
    st.lists(CELLS, max_size=8).map("text,".join)
    | st.lists(CELLS, max_size=8).map("\n".join).map("text,date\n".__add__)
)
def test_any_text_is_a_table_or_an_error_of_ours(text):
    for read in (read_csv, read_json):
        try:
            assert all(isinstance(part, Document) for part in read(text))
        except ArticleError as error:
            assert "; " in str(error) or "line" in str(error)


VALUES = st.none() | st.booleans() | st.floats() | CELLS


@given(st.lists(st.dictionaries(st.sampled_from(["text", "date", "id", "x"]), VALUES), min_size=1))
def test_any_objects_are_rows_or_an_error_of_ours(objects):
    try:
        parts = read_json("\n".join(map(json.dumps, objects)))
    except ArticleError:
        return
    assert len(parts) == len(objects)


def test_a_table_of_too_many_rows_is_refused_with_what_to_do(monkeypatch):
    readme = Path(__file__).resolve().parents[2] / "INPUTS.md"
    assert f"up to {tables.MAX_ROWS:,} and" in readme.read_text(encoding="utf-8")
    monkeypatch.setattr(tables, "MAX_ROWS", 2)
    assert len(read_csv("text\n" + "They met.\n" * 2)) == 2
    said = "has more than 2 rows; split it, or .* see .More articles than"
    with pytest.raises(ArticleError, match=said):
        read_csv("text\n" + "They met.\n" * 3)
