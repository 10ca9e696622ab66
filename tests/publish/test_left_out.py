"""What the commands say of files that were left out, and the list of all of them."""

import csv
from pathlib import Path

import pytest

from commands import run_command

GIVEN = ["press", "--themes", "mine.yaml"]


@pytest.fixture
def bad_files(place):
    """Names as papers have them, with a comma: a table of 13 rows without a text, and two PDFs."""
    rows = "text,n\n" + ",2\n" * 13 + "Trade.,1\n"
    (place / "press" / "Smith, A.csv").write_text(rows, encoding="utf-8")
    for day in (5, 6):
        (place / "press" / f"Reuters, 2023-01-0{day}.pdf").write_bytes(b"%PDF-1")


def test_ten_of_a_kind_are_named_all_are_listed_and_nothing_is_said_twice(bad_files, capsys):
    assert run_command("count", *GIVEN) == 3
    *ten, last = capsys.readouterr().err.splitlines()
    assert len(ten) == 10 and ten[0].startswith("left out: press/Smith, A.csv, line 2 has no text")
    assert last == "left out: 5 more; all are in left-out.csv"
    with open("left-out.csv", encoding="utf-8-sig", newline="") as file:
        notes = list(csv.DictReader(file))
    files = [(note["kind"], note["path"], note["place"]) for note in notes]
    lines = [("left out", "press/Smith, A.csv", f"line {number}") for number in range(2, 15)]
    pdfs = [("left out", f"press/Reuters, 2023-01-0{day}.pdf", "") for day in (5, 6)]
    assert sorted(files) == sorted(lines + pdfs)
    assert run_command("kwic", *GIVEN) == 3
    assert capsys.readouterr().err == "left out or to look at: as in left-out.csv\n"
    Path("press", "b.txt").write_bytes(b"")  # something new is said, and the list is written anew
    assert run_command("count", *GIVEN) == 3
    assert len(capsys.readouterr().err.splitlines()) == 11
    assert "b.txt" in Path("left-out.csv").read_text(encoding="utf-8")


def test_a_list_of_a_run_is_known_too(bad_files, capsys):
    assert run_command("count", *GIVEN) == 3
    Path("press-themes").mkdir()
    Path("left-out.csv").rename("press-themes/left-out.csv")
    capsys.readouterr()
    assert run_command("count", *GIVEN) == 3
    assert capsys.readouterr().err == "left out or to look at: as in press-themes/left-out.csv\n"
    assert not Path("left-out.csv").exists()


def test_a_file_of_somebody_elses_stays(bad_files, capsys):
    Path("left-out.csv").write_text("mine", encoding="utf-8")
    assert run_command("count", *GIVEN) == 3
    last = "left out: 5 more; left-out.csv is another file; move it, and all are written there"
    assert capsys.readouterr().err.splitlines()[-1] == last
    assert Path("left-out.csv").read_text(encoding="utf-8") == "mine"
