"""What names of files seem to say of their articles: proposed, and never used unseen."""

import gzip

import pytest

from newsthemes.articles.file_names import day_and_word, proposed_sources
from newsthemes.articles.read_articles import read_with_report
from newsthemes.files.csv_files import csv_of

NAMES = [
    ("2024-03-09-guardian-tariffs", "2024-03-09", "guardian"),
    ("2024_03_09_Guardian", "2024-03-09", "Guardian"),
    ("20240309", "2024-03-09", ""),
    ("steel-guardian-2024.03.09", "2024-03-09", "guardian"),
    ("ap20240309", "2024-03-09", "ap"),
    ("26-03-2024 Известия", "2024-03-26", "Известия"),
    ("03-26-2024 ap", "2024-03-26", "ap"),
    ("09.03.2024 ap", "2024-03-09", "ap"),  # with dots, the day is first everywhere
    ("2024-03-09 (2024-03-09) ap", "2024-03-09", "ap"),
    ("2024-03-09 Zeitu\u0308ng", "2024-03-09", "Zeitüng"),  # as macOS writes it
    ("2024-03-09-12-guardian", "2024-03-09", ""),
    ("2024-03-09-page2", "2024-03-09", ""),
    ("1900-01-01-ap", "1900-01-01", "ap"),
    ("1899-12-31-ap", "", ""),
    ("09-03-2024-ap", "", ""),
    ("2024-02-30-ap", "", ""),
    ("2024-03_09-ap", "", ""),
    ("2024-03-09-to-2024-03-12-ap", "", ""),
    ("20240309123000-ap", "", ""),
    ("1202403091-ap", "", ""),
    ("2024-03-ap", "", ""),
    ("guardian", "", ""),
]


@pytest.mark.parametrize(("name", "date", "word"), NAMES)
def test_a_name_holds_one_day_and_a_word_beside_it(name, date, word):
    assert day_and_word(name) == (date, word)


def write(folder, *names, text="They met."):
    for name in names:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def offered(folder):
    table = proposed_sources(read_with_report(folder, recursive=True).articles)
    return table.to_numpy().tolist()


def test_of_words_those_that_two_files_share_are_sources(tmp_path):
    write(tmp_path, "2024-03-08-ap.txt", "2024-03-09-ap.txt", "2024-03-10-trade.txt", "notes.txt")
    assert offered(tmp_path) == [
        ["2024-03-08-ap.txt", "2024-03-08", "ap"],
        ["2024-03-09-ap.txt", "2024-03-09", "ap"],
        ["2024-03-10-trade.txt", "2024-03-10", ""],
    ]


def test_what_an_article_states_is_not_proposed(tmp_path):
    """Its date of itself; sources where none states one."""
    write(tmp_path, "2024-03-08-ap.md", text="---\ndate: 2020-01-01\n---\nThey met.")
    write(tmp_path, "2024-03-09-ap.md")
    assert offered(tmp_path) == [
        ["2024-03-08-ap.md", "", "ap"],
        ["2024-03-09-ap.md", "2024-03-09", "ap"],
    ]
    write(tmp_path, "other.md", text="---\nsource: dpa\n---\nThey met.")
    assert offered(tmp_path) == [["2024-03-09-ap.md", "2024-03-09", ""]]


def test_of_a_file_with_several_articles_nothing_is_proposed(tmp_path):
    write(tmp_path, "2024-03-09-ap.csv", text="text\nThey met.\nThey left.\n")
    assert offered(tmp_path) == []


def test_of_several_folders_that_with_most_is_proposed_and_none_with_a_table(tmp_path):
    write(tmp_path, "a/2024-03-08.txt", "b/2024-03-09.txt", "b/2024-03-10.txt")
    assert [row[0] for row in offered(tmp_path)] == ["2024-03-09.txt", "2024-03-10.txt"]
    write(tmp_path, "b/Sources.csv", text="file,title\n2024-03-09.txt,Talks\n")
    assert [row[0] for row in offered(tmp_path)] == ["2024-03-08.txt"]


@pytest.mark.parametrize("encoding", [None, "cp1252"])
def test_a_proposal_is_read_where_it_is_moved_to(tmp_path, encoding):
    """Also of names that a spreadsheet would compute, with an accent beside its letter, and two spaces."""
    names = [
        "@  zeitu\u0308ng 2024-03-08.txt",
        "= zeitüng 2024-03-09.txt",
        "2024-03-10 zeitüng.txt.gz",
    ]
    write(tmp_path, *names[:2])
    (tmp_path / names[2]).write_bytes(gzip.compress(b"They met."))
    table = proposed_sources(read_with_report(tmp_path).articles)
    (tmp_path / "sources.csv").write_bytes(csv_of(table))
    report = read_with_report(tmp_path, encoding=encoding)
    assert sorted(report.articles["date"]) == ["2024-03-08", "2024-03-09", "2024-03-10"]
    assert set(report.articles["source"]) == {"zeitüng"} and not report.doubts
    assert offered(tmp_path) == []
