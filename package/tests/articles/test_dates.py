import math

import pandas as pd
import pytest

from newsthemes import caption, counts, find_mentions, read_articles, write_page
from newsthemes.articles.formats.csv_excel_json import read_csv
from newsthemes.articles.formats.dates import day, day_first
from newsthemes.articles.read_articles import read_with_report

IN_WORDS = """26 de outubro de 2023, 26 octobre 2023, Donnerstag 26. Oktober 2023 14:05, 26 de octubre
    de 2023, 26 ottobre 2023, 26 oktober 2023, 26 października 2023, 26 октября 2023 г., 26 жовтня
    2023, 26. lokakuuta 2023, 2023. október 26., 26 Ekim 2023, 26 Οκτωβρίου 2023, 2023年10月26日,
    2023년 10월 26일, 26 أكتوبر 2023"""
NO_DAY = """26 listopada 2023,3 days ago 2019,5 Mai 1023,1/12/2016 г.,5/10/2023,2024-02-30,31 June
    2023,20223-10-26,26.10.23,0023-10-26,October 2023,2023,yesterday,"""


@pytest.mark.parametrize("text, wanted", [
    ("2023-10-26", "2023-10-26"),
    ("20231026", "2023-10-26"),
    ("2023/10/26", "2023-10-26"),
    ("2023-10-26T23:30:00-05:00", "2023-10-26"),
    ("26.10.2023", "2023-10-26"),
    ("October 26, 2023", "2023-10-26"),
    ("Oct. 26th, 2023, 8:15 PM", "2023-10-26"),
    ("26 October 2023", "2023-10-26"),
    ("26-Oct-2023", "2023-10-26"),
    ("January 11, 2010 Monday", "2010-01-11"),
    ("Thu, 26 Oct 2023 08:15:00 GMT", "2023-10-26"),
    ("10/26/2023", "2023-10-26"),
    (pd.Timestamp("2023-10-26 08:00"), "2023-10-26"),
    *[(text.strip(), "2023-10-26") for text in IN_WORDS.split(",")],
    *[(text, "") for text in NO_DAY.split(",")],
    *[(value, "") for value in (None, math.nan, pd.NaT, 45225, "October 26, 20223")],
])  # fmt: skip
def test_dates_in_many_shapes(text, wanted):
    assert day(text) == wanted


@pytest.mark.parametrize("values, wanted, date", [
    (["5/10/2023", "26/10/2023"], True, "2023-10-05"),
    (["5/10/2023", "10/26/2023"], False, "2023-05-10"),
    (["5/10/2023"], None, ""),
    (["13/1/2023", "1/13/2023"], None, "2023-01-13"),
])  # fmt: skip
def test_a_column_tells_whether_its_days_come_first(values, wanted, date):
    assert day_first(values) == wanted
    table = "text,date\n" + "\n".join(f"They met.,{value}" for value in values)
    assert read_csv(table)[0].date == date


MONTHS = ["2026-04", "2026/4", "04/2026", "4.2026", "April 2026", "APR. 2026", "April, 2026"]
MONTHS += ["2026 April", "abril de 2026", "avril 2026", "апрель 2026 г.", "2026年4月", "Nisan 2026"]


@pytest.mark.parametrize(
    "stated, wanted",
    [
        *[(stated, "2026-04") for stated in MONTHS],
        ("März 2026", "2026-03"),
        ("mai 2024", "2024-05"),
        *[(stated, "2026") for stated in ("2026", 2026, 2026.0, " 2026 ")],
    ],
)
def test_a_date_that_names_only_a_month_or_a_year_is_kept_and_is_no_doubt(stated, wanted):
    table = pd.DataFrame({"text": ["They met."], "date": pd.Series([stated], dtype=object)})
    report = read_with_report(table)
    assert report.articles["date"].tolist() == [wanted] and not report.doubts


@pytest.mark.parametrize(
    "stated",
    ["2026-13", "13/2026", "2023-24", "20264", "2026.1", "April-May 2026"]
    + [
        "Spring 2026",
        "in 2026",
        "T 2026",
        "listopad 2026",
        "April",
        "April 26",
        "Q2 2026",
        "202311",
    ],
)
def test_what_names_no_one_month_or_year_is_a_doubt_that_says_what_to_write(stated):
    report = read_with_report([{"text": "They met.", "date": stated}])
    assert report.articles["date"].tolist() == [""]
    [doubt] = report.doubts
    todo = "does not name one day, month or year; write it as 2023-10-26, 2023-10 or 2023"
    assert doubt.reason == f"date {stated!r} {todo}"


OF_OCTOBER = """12-14 October 2023;12–14 October 2023;12 - 14 October 2023;12/14 October 2023;12 to 14
    October 2023;12 and 14 October 2023;12th-14th October 2023;October 12-14, 2023;October 12 - 14,
    2023;Oct. 12–14, 2023;October 12 to 14, 2023;October 12 & 13, 2023;12 October - 14 October 2023;
    2023-10-12 to 2023-10-14;12.10.2023 - 14.10.2023;12.-14. Oktober 2023;Thursday-Friday, 12-13
    October 2023"""


@pytest.mark.parametrize("stated, wanted", [
    *[(" ".join(text.split()), "2023-10") for text in OF_OCTOBER.split(";")],
    ("March 1-3, 2023", "2023-03"),
    ("1-3 March 2023", "2023-03"),
    ("30 September - 2 October 2023", "2023"),
])  # fmt: skip
def test_of_two_days_the_month_or_year_of_both_is_taken_and_that_is_said(stated, wanted):
    report = read_with_report([{"text": "They met.", "date": stated}])
    assert report.articles["date"].tolist() == [wanted]
    todo = f"names two days, and {wanted} was taken; write the day that counts"
    assert [doubt.reason for doubt in report.doubts] == [f"date {stated!r} {todo}"]


@pytest.mark.parametrize("stated, said", [
    ("30 December 2023 - 2 January 2024", "does not name one day, month or year; write it as"),
    ("October 12, 14 2023", "does not name one day"),
    ("2203-04-01", "has a year before 1400 or after 2100; write it as 2023-10-26"),
    ("5 Mai 1023", "has a year before 1400"),
    ("5200", "has a year before 1400 or after 2100"),
    ("3.4.23", "has a year of two digits; write it as 2023-10-26"),
    (45000, "is a number, perhaps 2023-03-15 as Excel counts days; format its cells as dates"),
    ("12/10/2023 - 14/10/2023", "may have its day or its month first; day_first=True says the day"),
])  # fmt: skip
def test_what_is_said_of_a_date_that_is_not_read(stated, said):
    report = read_with_report([{"text": "They met.", "date": stated}])
    assert report.articles["date"].tolist() == [""]
    [doubt] = report.doubts
    assert doubt.reason.startswith(f"date {str(stated)!r} {said}")


@pytest.mark.parametrize("stated", ["26 Oct 2023 12-14", "Oct 26 2023, 8-9 pm", "26.10.2023 8-9"])
def test_hours_are_no_days(stated):
    assert day(stated) == "2023-10-26"


def test_the_column_with_days_is_that_of_the_dates():
    table = pd.DataFrame({"text": ["One.", "Two.", "Three."], "data": [1500, 1600, 1700]})
    table["date"] = ["2023-10-26", "", ""]
    assert read_articles(table)["date"].tolist() == ["2023-10-26", "", ""]


def test_articles_of_a_month_or_a_year_are_counted_in_these_and_in_nothing_shorter():
    dates = ["2026-04-17", "April 2026", "2026", ""]
    articles = read_articles([{"text": f"Trade {date}.", "date": date} for date in dates])
    lexicon = {"Trade": ["trade"]}
    mentions = find_mentions(articles, lexicon)
    for period, wanted in {
        "week": {"2026-04-13/2026-04-19": 1},
        "month": {"2026-04": 2},
        "quarter": {"2026Q2": 2},
        "year": {"2026": 3},
    }.items():
        counted = counts(mentions, articles, lexicon, by=period).dropna(subset=period)
        assert dict(zip(counted[period], counted["mentions"], strict=True)) == wanted
    assert caption(articles[1:2]).endswith("2026-04")
    assert "2026 to 2026-04-17" in write_page(articles, lexicon)


@pytest.mark.parametrize(("of_months", "wanted"), [(0, "week"), (2, "week"), (30, "month")])
def test_the_period_of_a_page_is_one_that_nearly_all_dates_say(of_months, wanted):
    days = [f"2026-0{month}-{day:02}" for month in (3, 4) for day in range(1, 29)]
    articles = pd.DataFrame({"date": days + ["2026-04"] * of_months})
    articles["text"] = [f"Trade {number}." for number in range(len(articles))]
    assert f"words by {wanted}, " in write_page(articles, {"Trade": ["trade"]})


PAGE = (
    "<head><meta name=date content='{}'></head><article><p>" + "They met. " * 80 + "</p></article>"
)


@pytest.mark.parametrize("name, content, at", [
    ("a.csv", "text,date\nThey met.,{}\n", "a.csv, line 2 date"),
    ("a.md", "---\ndate: {}\n---\nThey met.", "a.md date"),
    ("a.html", PAGE, "a.html date"),
    ("sources.csv", "file,date\nb.txt,{}\n", "b.txt date"),
])  # fmt: skip
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
    assert (
        "date 'soon' does not name one day, month or year; write it as 2023-10-26" in doubt.reason
    )


def test_a_table_tells_whether_its_days_come_first_and_that_comes_first(tmp_path):
    (tmp_path / "a.csv").write_text("text,date\nOne.,03/04/2023\nTwo.,03/14/2023\n")
    (tmp_path / "b.txt").write_text("They met.")
    (tmp_path / "c.txt").write_text("They left.")
    said = "file,Published\nb.txt,03/04/2024\nc.txt,26/03/2024\n"
    (tmp_path / "sources.csv").write_text(said)
    report = read_with_report(tmp_path, day_first=True)
    dates = ["2023-03-04", "2023-03-14", "2024-04-03", "2024-03-26"]
    assert report.articles["date"].tolist() == dates and not report.doubts
    assert read_with_report(tmp_path).articles.equals(report.articles)
