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


@pytest.mark.parametrize("name, columns", [
    ("Sources.csv", "file,source"), ("SOURCES.CSV", "File,source"), ("sources.csv", "source,filename"),
])  # fmt: skip
def test_sources_are_known_in_capitals_and_by_a_filename(tmp_path, name, columns):
    (tmp_path / "a.txt").write_text("They met.")
    row = {"file": "a.txt", "filename": "a.txt", "source": "AP"}
    cells = ",".join(row[column] for column in columns.casefold().split(","))
    (tmp_path / name).write_text(f"{columns}\n{cells}\n")
    report = read_with_report(tmp_path)
    assert report.articles["source"].tolist() == ["AP"] and not report.doubts


def test_sources_without_a_column_of_files_are_one_doubt(tmp_path):
    (tmp_path / "a.txt").write_text("They met.")
    (tmp_path / "sources.csv").write_text("article,source\na.txt,AP\nb.txt,AP\n")
    [doubt] = read_with_report(tmp_path).doubts
    assert "has no column file (its columns: article and source), so nothing" in doubt.reason


def test_sources_are_in_the_encoding_that_is_named(tmp_path):
    (tmp_path / "a.txt").write_text("They met.", encoding="utf-8")
    (tmp_path / "sources.csv").write_text("file,source\na.txt,Известия\n", encoding="koi8-r")
    assert read_articles(tmp_path, encoding="koi8-r").source[0] == "Известия"


def test_a_file_is_known_however_accents_and_white_space_in_its_name_are_written(tmp_path):
    """Also beside one whose name cannot be read."""
    (tmp_path / "cafe\u0301  1.txt").write_text("They met.")
    (tmp_path / ("a" + "\u0301" * 60 + ".txt")).write_text("They left.")
    (tmp_path / "sources.csv").write_text("file,source\ncaf\u00e9 1.txt,AP\n", encoding="utf-8")
    report = read_with_report(tmp_path)
    assert report.articles["source"].tolist() == ["AP"]
    assert len(report.skipped) == 1 and not report.doubts
