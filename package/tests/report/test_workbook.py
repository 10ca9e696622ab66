"""The tables that a run takes over: the CSV files of the notebooks, and one workbook of them."""

import io
from datetime import datetime

import numpy as np
import openpyxl
import pandas as pd

from newsthemes.files.csv_files import csv_of, rows_of
from newsthemes.report import workbook as tables
from newsthemes.report.workbook import collected, workbook

NAN = float("nan")
FRAME = pd.DataFrame(
    {
        "term": ["=1+1", "2024", "#N/A", "@x\x07", "-5"],
        "date": ["2023-10-26", "", "1e5", "NA", "TRUE"],
        "mentions": pd.array([1204, 0, 3, None, 5], "Int64"),
        "per_1000": [0.5, NAN, -1.25, np.inf, 3.0],
        "thin": [True, False, True, False, True],
    }
)


def read(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_sheet_holds_what_its_file_does_and_its_header_stays():
    sheet = read(workbook({"2-themes.csv": csv_of(FRAME)}))["2-themes"]
    assert sheet.freeze_panes == "A2" and 20 <= sheet.column_dimensions["A"].width < 21
    expected = [[None if cell == "" else cell for cell in row] for row in rows_of(csv_of(FRAME))]
    expected[4][0], expected[4][3] = "@x_x0007_", "inf"  # what a sheet cannot hold
    assert [[cell.value for cell in row] for row in sheet] == expected
    kinds = {"term": "s", "date": "s", "mentions": "n", "per_1000": "n", "thin": "s"}
    for head, *cells in sheet.columns:
        assert {cell.data_type for cell in cells if cell.value not in (None, "inf")} == {
            kinds[head.value]
        }


def test_every_name_of_a_file_gives_a_sheet():
    """Excel takes 31 characters, not all signs, and no name twice in another case."""
    long = "2-terms-of-a-theme-by-source-and-month"
    names = [long, f"{long}-too", "3-a", "3-A", "4-what? [all]: 1*2", "'quoted'", "5-" + "😀" * 31]
    sheets = read(workbook({f"{name}.csv": csv_of(pd.DataFrame({"n": [name]})) for name in names}))
    assert [sheet["A2"].value for sheet in sheets] == names


def test_the_same_tables_give_the_same_bytes():
    first = workbook({"a.csv": csv_of(FRAME)})
    made = read(first).properties
    assert made.created == made.modified == datetime(2000, 1, 1)
    assert workbook({"a.csv": csv_of(FRAME)}) == first
    assert workbook({"a.csv": csv_of(FRAME.head(2))}) != first


def test_of_a_long_table_the_sheet_says_where_it_is(monkeypatch):
    monkeypatch.setattr(tables, "ROWS", 3)
    for rows, shown in ((3, [["n"], [0], [1], [2]]), (4, [["4 rows are in a.csv"]])):
        sheet = read(workbook({"a.csv": csv_of(pd.DataFrame({"n": range(rows)}))}))["a"]
        assert [[cell.value for cell in row] for row in sheet] == shown


def test_what_is_collected_are_the_tables_that_have_rows(tmp_path):
    assert collected(tmp_path) == {} == collected(tmp_path / "none")
    (tmp_path / "2-b.csv").write_bytes(csv_of(FRAME))
    (tmp_path / "1-a.csv").write_bytes(csv_of(FRAME))
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "3-none.csv").write_bytes(csv_of(FRAME[:0]))  # a table without a row
    assert collected(tmp_path) == dict.fromkeys(["1-a.csv", "2-b.csv"], csv_of(FRAME))


def test_a_text_keeps_its_spaces_and_marks():
    texts = ["  two  ", "a\nb", "<b> & \"c\" 'd'", "&amp;", "é😀", "inf"]
    sheet = read(workbook({"a.csv": csv_of(pd.DataFrame({" <n>": texts}))}))["a"]
    assert [cell.value for cell in sheet["A"]] == [" <n>", *texts]
