"""A DataFrame, a Series, a list of texts or dicts: read like a CSV with the same rows."""

import json
import re
import warnings

import numpy as np
import pandas as pd
import pytest

import newsthemes as nt
from commands import run_command
from newsthemes.articles.read_articles import ArticleError, ArticleWarning, read_with_report
from newsthemes.lexicon.read_lexicon import parse_lexicon

LEXICON = {"Trade": ["trade", "tariff*"], "Talks": ["talks"]}
DATES = ["2024-1-5", "05.01.2024", "5 Jan 2024", "20240105", "1704412800", "1704412800000"]
DATES += ["2024-01-05 23:30:00+01:00", "5 janvier 2024", "2024-02-05", "someday", ""]
DATES += ["2024-03-05T09:00:00Z"]
LANGUAGES = ["English", "eng", "en-GB", "", "Klingon", "en", "Deutsch"]
TEXTS = [
    "Trade rose in May, and the ministers said that they were glad of it.",
    "<p>See <a href='https://example.org/trade'>more</a> on tariffs.</p><p>It rained, they said.</p>",
    "The ministers met. They spoke of trade &amp; tariffs for six hours.",
    "It rained on Monday, and nobody spoke of anything at all.",
]


def corpus():
    """200 rows with all that a table of somebody's may have."""
    rows = []
    for number in range(200):
        row = {"id": str(1000 + number), "headline": "", "body": TEXTS[number % 4]}
        row["date"] = DATES[number % len(DATES)]
        row["language"] = LANGUAGES[number % len(LANGUAGES)]
        row["outlet"] = ["AP", "Reuters"][number % 2]
        if number % 3:
            row["headline"] = f"Talks on day {number}"
        rows.append(row)
    rows[7]["headline"] = "<div class='head'>Trade talks</div>"
    rows[20] = dict(rows[19])  # a copy
    rows[30]["id"] = rows[29]["id"]  # another text under the same id
    rows[40]["body"] = ""
    return rows


def as_csv(rows, folder):
    pd.DataFrame(rows).to_csv(folder / "rows.csv", index=False)
    return folder / "rows.csv"


def as_json(rows, folder):
    (folder / "rows.json").write_text(json.dumps(rows), encoding="utf-8")
    return folder / "rows.json"


FORMS = {"CSV": as_csv, "JSON": as_json}
FORMS |= {"frame": lambda rows, folder: pd.DataFrame(rows), "dicts": lambda rows, folder: rows}


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    return {name: read_with_report(form(corpus(), folder)) for name, form in FORMS.items()}


def said(report):
    """The notes without the file and with one word for the place."""
    notes = [f"{note.place} {note.reason}" for note in [*report.skipped, *report.doubts]]
    # the first line of a CSV names the columns
    return [re.sub(r"line (\d+)", lambda found: f"row {int(found[1]) - 1}", note) for note in notes]


@pytest.mark.parametrize("form", ["JSON", "frame", "dicts"])
def test_the_same_rows_give_the_same_articles_and_words(read, form):
    expected, report = read["CSV"], read[form]
    of_file = ["path", "sha256", "encoding"]
    articles = report.articles.drop(columns=of_file)
    pd.testing.assert_frame_equal(articles, expected.articles.drop(columns=of_file))
    assert said(report) == said(expected)


def test_what_is_in_that_corpus(read):
    report = read["frame"]
    mentions = nt.find_mentions(report.articles, LEXICON)
    by_month = nt.counts(mentions, report.articles, LEXICON, by=["theme", "month"])
    assert by_month["month"].dropna().unique().tolist() == ["2024-01", "2024-02", "2024-03"]
    page = nt.write_page(report.articles, LEXICON)
    assert "2024-01-05 to 2024-03-05" in page and "&lt;p&gt;" not in page
    articles = report.articles.set_index("article")
    assert len(articles) == 198 and "1019-2" not in articles.index and "1029-2" in articles.index
    assert set(articles["date"]) == {"2024-01-05", "2024-02-05", "2024-03-05", ""}
    assert articles.loc["1003", ["title", "opening"]].tolist() == ["", articles.loc["1003", "text"]]
    assert articles.loc["1007", "text"] == f"Trade talks\n\n{TEXTS[3]}"
    assert articles.loc["1001", "text"].endswith("See more on tariffs.\n\nIt rained, they said.")
    assert {"en", "de"} <= set(articles["language"])
    text = "\n".join(said(report))
    for words in [
        "row 21 (1019) is a copy of row 20, with the same id, and counts once",
        "row 31 (1029) has the id 1029 of another article, and is called 1029-2",
        "row 41 (1040) has no text in the column body",
        "row 10 (1009) date 'someday' does not name one day",
        "language 'Klingon' is no code",
        "row 2 (1001) has HTML, as 101 texts of the table, which was removed (<p>, <a href='https://example.org/trade'>, </a> and ",
        "dates: without one: 32 of 198 articles, which are in no chart over time",
    ]:
        assert words in text


def test_the_table_of_the_user_is_not_changed():
    table = pd.DataFrame(corpus())
    before = table.copy(deep=True)
    with pytest.warns(ArticleWarning):
        nt.read_articles(table)
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize(("table", "ids", "texts"), [
    (pd.Series({"a": "They met."}), ["a"], ["They met."]),
    (pd.DataFrame({"text": ["They met."]}, index=["x"]), ["x"], ["They met."]),
    (pd.DataFrame({"text": ["They met."], "title": [None]}), [0], ["They met."]),
    ([{"id": 5, "text": "They met."}, {"page": 7}], [5], ["They met."]),
    (("They met.",), [1], ["They met."]),
])  # fmt: skip
def test_every_form_has_ids_and_texts(table, ids, texts):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArticleWarning)
        articles = nt.read_articles(table)
    assert articles["article"].tolist() == ids and articles["text"].tolist() == texts


@pytest.mark.parametrize("value", [
    pd.Timestamp("2024-01-05 23:30", tz="Asia/Tokyo"), pd.Timestamp("2024-01-05").date(),
    20240105, 20240105.0, 1704412800,
])  # fmt: skip
def test_a_date_of_any_type_is_a_day(value):
    table = pd.DataFrame({"text": ["They met."], "date": pd.Series([value], dtype=object)})
    assert nt.read_articles(table)["date"].tolist() == ["2024-01-05"]


@pytest.mark.parametrize(("table", "where"), [
    (pd.DataFrame({"id": ["a1", "a2"], "text": ["They met.", ""]}), "row 2 (a2)"),
    (pd.DataFrame({"text": ["They met.", ""]}, index=["a1", "a2"]), "row 2 (a2)"),
    (pd.DataFrame({"text": ["They met.", ""]}), "row 2 (1)"),  # as pandas has it
    ([{"id": "a1", "text": "They met."}, {"id": "a2", "text": ""}], "row 2 (a2)"),
    (["They met.", ""], "row 2"),
])  # fmt: skip
def test_what_is_said_of_a_row_names_its_id_or_label(table, where):
    [left_out] = read_with_report(table).skipped
    assert str(left_out).startswith(f"{where} has no text")


@pytest.mark.parametrize("text, wanted", [
    ("<Mark Resources Inc> and <U> rose.", "<Mark Resources Inc> and <U> rose."),
    ("AT&amp;T, <Smith> and <Mark Resources Inc> fell.", "AT&T, <Smith> and <Mark Resources Inc> fell."),
    ("<P>They met.<P>They <B>left</B>.<BR>", "They met.\n\nThey left."),
    ("<center>They</center> <o:p>met</o:p> <td nowrap>here</td>", "They met\n\nhere"),
    ("They met.<br/>They left <img src=x>.", "They met.\nThey left ."),
])  # fmt: skip
def test_html_is_removed_and_names_in_angle_brackets_are_kept(text, wanted):
    report = read_with_report([{"text": text}])
    assert report.articles["text"].tolist() == [wanted]
    assert bool(report.doubts) == (text != wanted)


def test_html_false_leaves_the_markup():
    table = pd.DataFrame({"text": ["<p>They met.</p>"]})
    assert nt.read_articles(table, html=False)["text"].tolist() == ["<p>They met.</p>"]


@pytest.mark.parametrize(("given", "words"), [
    ([], "there is nothing to read: name a file or folder, or give texts"),
    ("", "there is nothing to read"),
    ([""], "there is nothing to read"),
    (["nowhere/a.txt", "b.txt"], "does not exist"),
    ("They met on Monday", "if it is a text, give it in a list"),
    ("https://example.org/a", "nothing is fetched from the web: save the page"),
    ({"text": "They met."}, "give a list of dicts, one an article"),
    ([{"tweet": "They met."}], "its columns: tweet.*columns={'text': 'NAME'}"),
    (pd.DataFrame([["a", "b"]], columns=["text", "text"]), "has two columns named text"),
    (pd.DataFrame({"text": []}), "has no rows"),
    (b"They met.", "this is a bytes, not articles; name a file or folder, or give texts in a list"),
    (nt.read_lexicon(LEXICON), "this is a Lexicon, not articles; name a file"),
    ([["They", "met"]], r"and no text or dict; make one text of its parts: "),
    ([{"text": b"They met."}], r"has no text in the column text; make it a text: value.decode"),
    (pd.Series([["They", "met"]]), r"has no text in the column text; make one text of its parts"),
    (pd.DataFrame({"text": [5, None]}), r"row 1 \(0\) has no text in the column text"),
])  # fmt: skip
def test_what_is_no_article_is_an_error_that_says_what_to_do(given, words):
    with pytest.raises(ArticleError, match=words):
        nt.read_articles(given)


def test_a_table_that_was_not_read_is_taken_as_it_is_and_said_once():
    table = pd.DataFrame(
        {"article": ["a"], "title": ["Trade talks"], "text": ["<p>No trade o\ufb03ce.</p>"]}
    )
    table = table.assign(date="05.01.2024", language="klingon")
    before = table.copy(deep=True)
    with pytest.warns(ArticleWarning) as told:
        mentions = nt.find_mentions(table, LEXICON)
    [warning] = told
    assert str(warning.message).splitlines() == [
        "articles is taken as it is; nt.read_articles(articles) reads it like a file",
        "  titles that are not in the text, and are not counted: 1 of 1",
        "  texts with HTML, whose tags and addresses are counted: 1 of 1",
        "  texts with soft hyphens, ligatures or other signs that hide words: 1 of 1",
        "  dates that are not written as 2024-01-31: 1 ('05.01.2024')",
        "  languages that are not known: 1 ('klingon')",
    ]
    assert mentions["match"].tolist() == ["trade"] and warning.filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        nt.find_mentions(table, LEXICON)
    pd.testing.assert_frame_equal(table, before)
    said = r"1 date of 1 not written .*nt\.read_articles\(articles\)"
    with pytest.raises(ValueError, match=said):
        nt.counts(mentions, table, LEXICON, by="month")


@pytest.mark.parametrize("table, note", [
    ({"published_on": ["2024-01-05"], "outlet": "AP"}, "columns that reading takes by other names: date from published_on and source from outlet"),
    ({"source": ["BBC News", "BBC NEWS"]}, "sources that are counted apart, though spelled alike: BBC News / BBC NEWS"),
    ({"when": ["soon"], "source": ["AP"]}, ""),
    ({"when": pd.array([pd.NA], dtype="Int64"), "vector": [np.zeros(2)]}, ""),
])  # fmt: skip
def test_a_table_that_was_not_read_has_its_columns_and_sources_said(table, note):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        nt.find_mentions(pd.DataFrame({"text": "They met."} | table), LEXICON)
    assert [str(one.message).splitlines()[1:] for one in told] == ([[f"  {note}"]] if note else [])


@pytest.mark.parametrize("name", ["published_on", "timestamp", "Publié le", "date_time"])
def test_a_column_of_dates_is_taken_or_named(name):
    report = read_with_report(pd.DataFrame({"text": ["They met."], name: ["2024-01-05"]}))
    assert (report.articles["date"].tolist() == ["2024-01-05"]) != (len(report.doubts) == 1)


def test_what_may_be_date_and_source_is_said_with_what_was_taken():
    row = {"id": 7, "Body": "They met.", "when": "5/1/2024", "news_outlet": "AP", "party": "x"}
    date, source = map(str, read_with_report([row]).doubts)
    rest = "(taken: text from Body and article from id; not taken: when, news_outlet and party)"
    todo = "may be it: columns={'date': 'when'}"
    assert date == f"has no column called date; when {todo} {rest}"
    assert source.startswith("has no column called source; news_outlet may be it: columns={'so")
    assert not read_with_report([{"text": "They met.", "party": "x", "page": 3}]).doubts


@pytest.mark.parametrize("columns, said", [
    ({"body": "text"}, "there is no 'body'; our name comes first, {'text': 'body'}"),
    ({"published": "when"}, "there is no 'published'; it is called 'date' here: {'date': 'when'}"),
    ({"party": "x"}, "there is no 'party'; give the columns of text, title, date"),
    ({"source": "Party"}, "has no column Party, .*; write it party"),
])  # fmt: skip
def test_a_wrong_name_of_a_column_says_what_to_write(columns, said):
    with pytest.raises(ArticleError, match=said):
        nt.read_articles([{"text": "They met.", "party": "x"}], columns=columns)


def test_sources_spelled_alike_and_repeated_texts_are_said_on_reading():
    sources = ["CNN", "cnn", "Cnn", "AP", "BBC News", "BBC  NEWS", "", None]
    rows = [{"text": f"Trade {row // 2}.", "source": each} for row, each in enumerate(sources)]
    assert [str(doubt) for doubt in read_with_report(rows).doubts] == [
        "sources: counted apart, though spelled alike: CNN / cnn / Cnn and BBC News / BBC NEWS; write each in one way",
    ]  # fmt: skip
    said = (
        "0 left out, 1 to look at, 4 with the text of another\n.*\n  counted, repeats another: 2 "
    )
    with pytest.warns(ArticleWarning, match=f"{said}repeats 1\n.* 4 repeats 3\n"):
        nt.read_articles(rows)
    assert not read_with_report(rows[::2]).repeats


@pytest.mark.parametrize("dates, strays", [
    (["2023-05-01", "2024", "", "2098-06-02", "1970-01-01"], "1970-01-01 of 5 and 2098-06-02 of 4"),
    (["2014", "2024-05-01"], None),  # two eras
    (["2023-05-01", "", None], None),
    (["1998"] * 15 + ["2019"] * 5, None),  # more than a few
    (["1998"] * 19 + ["2019"], "2019 of 20"),
    (["2024"] * 3 + ["1970-01-01"] * 2, "1970-01-01 of 4 and 1970-01-01 of 5"),
])  # fmt: skip
def test_dates_far_from_all_others_or_in_the_future_are_said_on_reading(dates, strays):
    rows = [{"text": f"Text {row}.", "date": each} for row, each in enumerate(dates)]
    doubts = [str(doubt) for doubt in read_with_report(rows).doubts]
    said = [doubt for doubt in doubts if "misprints" in doubt]
    assert len(said) == bool(strays)
    assert not strays or f"10 years from all others: {strays}; correct" in said[0]


def test_a_language_that_is_not_known_is_an_error_where_terms_are_of_one():
    table = pd.DataFrame({"text": ["Der Handel ruht."], "language": ["Deutsch (CH)"]})
    lexicon = {"Trade": ["Handel"]}
    with pytest.warns(ArticleWarning, match="languages that are not known"):
        assert len(nt.find_mentions(table, lexicon)) == 1
    of_german = parse_lexicon("Trade: [{term: Handel, language: de}]")
    with pytest.raises(ValueError, match=r"'Deutsch \(CH\)' is not known, and some terms count"):
        nt.find_mentions(table, of_german)
    assert len(nt.find_mentions(table.assign(language="Deutsch"), of_german)) == 1


def test_mentions_of_other_texts_are_an_error_wherever_both_are_given():
    texts = pd.DataFrame({"article": ["a"], "text": ["They say that trade rose."]})
    mentions = nt.find_mentions(texts, LEXICON)
    cleaned = texts.assign(text="They say trade rose.")
    for function in [
        lambda: nt.concordance(mentions, cleaned),
        lambda: nt.counts(mentions, cleaned, LEXICON),
        lambda: nt.highlight(mentions, cleaned, LEXICON),
        lambda: nt.plot_dispersion(mentions, cleaned, LEXICON),
    ]:
        with pytest.raises(ValueError, match="article 'a' has ' rose' where they have 'trade'"):
            function()


@pytest.mark.parametrize(("files", "words", "options"), [
    ({"a.csv": "text,created_at\nThey met.,2024-01-05"}, "'created_at' may have them: columns={'date': 'created_at'}", '--date-column "created_at"\n'),
    ({"2024-01-05-talks.txt": "They met."}, r"the files' names have them: .*str\.extract", "into sources.csv\n"),
    ({"a.txt": "They met."}, "give their dates", "give their dates\n"),
])  # fmt: skip
def test_where_there_is_no_date_it_is_said_where_one_may_be(
    tmp_path, capsys, files, words, options
):
    (tmp_path / "press").mkdir()
    for name, text in files.items():
        (tmp_path / "press" / name).write_text(text, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text("Trade: [trade]", encoding="utf-8")
    themes = ["--themes", str(tmp_path / "mine.yaml")]
    assert run_command("count", str(tmp_path / "press"), *themes, "--by", "month") == 1
    assert capsys.readouterr().err.endswith(options)
    articles = read_with_report(tmp_path / "press").articles
    mentions = nt.find_mentions(articles, {"Trade": ["trade"]})
    with pytest.raises(ValueError, match=words):
        nt.only_in(mentions, articles, by="month")
