import pytest

from newsthemes import read_articles
from newsthemes.articles.read_articles import ArticleWarning, read_with_report


def test_sources_say_of_files_what_these_do_not_or_say_wrongly(tmp_path):
    for name, text in {
        "a.txt": "A head\n\nThey met.",
        "b.md": "---\nsource: AP\nlang: de\n---\nIt ended when they left.",
        "c.txt": "Text.",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    head = "file,title,date,source,party,language\n"
    said = "a.txt,Ministers meet,26 October 2023,Reuters,left,\nb.md,,2024-13-01,dpa,,en\nnone.txt,,,,,\n"
    (tmp_path / "sources.csv").write_text(head + said, encoding="utf-8")
    with pytest.warns(ArticleWarning) as caught:
        articles = read_articles(tmp_path)
    assert list(articles.title) == ["Ministers meet", "", ""] and list(articles.source) == [
        "Reuters",
        "dpa",
        "",
    ]
    assert list(articles.date) == ["2023-10-26", "", ""] and articles.party[0] == "left"
    assert articles.language[1] == "en"
    reasons = [note.reason.partition(";")[0] for note in read_with_report(tmp_path).doubts]
    assert reasons == [
        "line 4 names no file beside it (none.txt)",
        "date '2024-13-01' does not name one day, month or year",
    ]
    assert len(caught) == 1 and "sources.csv line 4 names no file beside it (none.txt)" in str(
        caught[0].message
    )
    with pytest.warns(ArticleWarning):
        assert read_articles(tmp_path / "a.txt").date[0] == "2023-10-26"


def test_sources_are_in_the_encoding_that_is_named(tmp_path):
    (tmp_path / "a.txt").write_text("They met.", encoding="utf-8")
    (tmp_path / "sources.csv").write_text("file,source\na.txt,Известия\n", encoding="koi8-r")
    assert read_articles(tmp_path, encoding="koi8-r").source[0] == "Известия"


def test_a_name_in_sources_that_is_too_long_is_said(tmp_path):
    (tmp_path / "a.txt").write_text("They met.", encoding="utf-8")
    (tmp_path / "sources.csv").write_text(
        f"file,source\n{'x' * 300},AP\na.txt,Reuters\n", encoding="utf-8"
    )
    with pytest.warns(ArticleWarning, match=r"line 2 names no file beside it \(x{60}\)"):
        assert list(read_articles(tmp_path).source) == ["Reuters"]
