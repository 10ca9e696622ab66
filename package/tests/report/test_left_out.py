"""What the commands say of files that were left out, and the list that a run makes of all of them."""

from commands import run_command
from newsthemes.report.inputs import read_inputs, reading_notes


def test_ten_of_a_kind_are_named_and_a_run_lists_all(place, capsys):
    """Names as papers have them, with a comma: a table of 13 rows without a text, and a PDF."""
    rows = "text,n\n" + ",2\n" * 13 + "Trade.,1\n"
    (place / "press" / "Smith, A.csv").write_text(rows, encoding="utf-8")
    (place / "press" / "Reuters, 2023-01-05.pdf").write_bytes(b"%PDF-1")
    assert run_command("count", "press", "--themes", "mine.yaml") == 3
    *ten, last = capsys.readouterr().err.splitlines()
    assert len(ten) == 10 and ten[0].startswith("left out: press/Smith, A.csv, line 2 has no text")
    assert last == "left out: 4 more; a run of them lists all in left-out.csv"
    values = {"ARTICLES": f"{place}/press", "THEMES": "mine.yaml"}
    notes = reading_notes(read_inputs(values, {f"{place}/": ""}))
    lines = [("left out", "press/Smith, A.csv", f"line {number}") for number in range(2, 15)]
    pdf = ("left out", "press/Reuters, 2023-01-05.pdf", "")
    found = notes[["kind", "path", "place"]].itertuples(index=False, name=None)
    assert sorted(found) == sorted([*lines, pdf])
