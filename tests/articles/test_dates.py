import math

import pandas as pd
import pytest

from newsthemes import read_articles
from newsthemes.articles.formats.csv_excel_json import read_csv
from newsthemes.articles.formats.dates import day, day_first
from newsthemes.articles.read_articles import read_with_report

IN_WORDS = """26 de outubro de 2023, 26 octobre 2023, Donnerstag 26. Oktober 2023 14:05, 26 de octubre
    de 2023, 26 ottobre 2023, 26 oktober 2023, 26 października 2023, 26 октября 2023 г., 26 жовтня
    2023, 26. lokakuuta 2023, 2023. október 26., 26 Ekim 2023, 26 Οκτωβρίου 2023, 2023年10月26日,
    2023년 10월 26일, 26 أكتوبر 2023"""
NO_DAY = """26 listopada 2023,3 days ago 2019,5 Mai 1023,1/12/2016 г.,5/10/2023,2024-02-30,31 June
    2023,20223-10-26,26.10.23,0023-10-26,October 2023,2023,yesterday,"""


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("2023-10-26", "2023-10-26"),
        ("20231026", "2023-10-26"),
        ("2023/10/26", "2023-10-26"),
        ("2023-10-26T23:30:00-05:00", "2023-10-26"),
        ("26.10.2023", "2023-10-26"),
        ("October 26, 2023", "2023-10-26"),
        ("Oct. 26th, 2023, 8:15 PM", "2023-10-26"),
        ("26 October 2023", "2023-10-26"),
        ("26-Oct-2023", "2023-10-26"),
        ("Thursday, October 26, 2023", "2023-10-26"),
        ("January 11, 2010 Monday", "2010-01-11"),
        ("Thu, 26 Oct 2023 08:15:00 GMT", "2023-10-26"),
        ("10/26/2023", "2023-10-26"),
        ("26/10/2023", "2023-10-26"),
        (pd.Timestamp("2023-10-26 08:00"), "2023-10-26"),
        *[(text.strip(), "2023-10-26") for text in IN_WORDS.split(",")],
        *[(text, "") for text in NO_DAY.split(",")],
        *[(value, "") for value in (None, math.nan, pd.NaT, 45225, "October 26, 20223")],
    ],
)
def test_dates_in_many_shapes(text, wanted):
    assert day(text) == wanted


@pytest.mark.parametrize(
    "values, wanted",
    [
        (["5/10/2023", "26/10/2023"], True),
        (["5/10/2023", "10/26/2023"], False),
        (["5/10/2023"], None),
        (["13/1/2023", "1/13/2023"], None),
    ],
)
def test_a_column_tells_whether_its_days_come_first(values, wanted):
    assert day_first(values) == wanted
    table = "text,date\n" + "\n".join(f"They met.,{value}" for value in values)
    assert (
        read_csv(table)[0].date
        == {True: "2023-10-05", False: "2023-05-10", None: day(values[0])}[wanted]
    )


PAGE = (
    "<head><meta name=date content='{}'></head><article><p>" + "They met. " * 80 + "</p></article>"
)


@pytest.mark.parametrize(
    "name, content, at",
    [
        ("a.csv", "text,date\nThey met.,{}\n", "a.csv, line 2 date"),
        ("a.md", "---\ndate: {}\n---\nThey met.", "a.md date"),
        ("a.html", PAGE, "a.html date"),
        ("sources.csv", "file,date\nb.txt,{}\n", "b.txt date"),
    ],
)
def test_a_date_of_two_days_is_said_and_read_where_it_is_said_how(tmp_path, name, content, at):
    (tmp_path / "b.txt").write_text("They left.", encoding="utf-8")
    (tmp_path / name).write_text(content.format("03/04/2023"), encoding="utf-8")
    report = read_with_report(tmp_path)
    assert set(report.articles["date"]) == {""}
    [doubt] = map(str, report.doubts)
    assert f"/{at} '03/04/2023' may have its day or its month first; " in doubt
    assert "day_first=True says the day" in doubt
    report = read_with_report(tmp_path, day_first=True)
    assert "2023-04-03" in set(report.articles["date"]) and not report.doubts
    (tmp_path / name).write_text(content.format("soon"), encoding="utf-8")
    [doubt] = read_with_report(tmp_path, day_first=True).doubts
    assert "date 'soon' does not name one day; write it as 2023-10-26" in doubt.reason


def test_a_table_beside_the_files_tells_whether_its_days_come_first(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("They met.", encoding="utf-8")
    said = "file,Published\na.txt,03/04/2024\nb.txt,26/03/2024\n"
    (tmp_path / "sources.csv").write_text(said, encoding="utf-8")
    report = read_with_report(tmp_path)
    assert list(report.articles["date"]) == ["2024-04-03", "2024-03-26"] and not report.doubts


def test_what_a_column_tells_itself_comes_first(tmp_path):
    (tmp_path / "a.csv").write_text(
        "text,date\nOne.,03/04/2023\nTwo.,03/14/2023\n", encoding="utf-8"
    )
    dates = read_articles(tmp_path / "a.csv", day_first=True)["date"]
    assert list(dates) == ["2023-03-04", "2023-03-14"]
