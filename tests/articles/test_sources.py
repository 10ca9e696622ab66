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
    said += f"{'x' * 300},,,AP,,\n"
    (tmp_path / "sources.csv").write_text(head + said, encoding="utf-8")
    report = read_with_report(tmp_path)
    assert report.articles[["title", "date", "source"]].values.tolist() == [
        ["Ministers meet", "2023-10-26", "Reuters"], ["", "", "dpa"], ["", "", ""],
    ]  # fmt: skip
    assert report.articles.party[0] == "left" and report.articles.language[1] == "en"
    unknown, too_long, date = map(str, report.doubts)
    assert "sources.csv line 4 names no file beside it (none.txt); " in unknown
    assert f"sources.csv line 5 names no file beside it ({'x' * 60}); " in too_long
    assert "date '2024-13-01' does not name one day, month or year; " in date
    with pytest.warns(ArticleWarning, match="names no file beside it"):
        assert read_articles(tmp_path / "a.txt").date[0] == "2023-10-26"


def test_sources_are_in_the_encoding_that_is_named(tmp_path):
    (tmp_path / "a.txt").write_text("They met.", encoding="utf-8")
    (tmp_path / "sources.csv").write_text("file,source\na.txt,Известия\n", encoding="koi8-r")
    assert read_articles(tmp_path, encoding="koi8-r").source[0] == "Известия"
