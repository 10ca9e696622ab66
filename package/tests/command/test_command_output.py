"""What count, kwic and compare print."""

import csv
import io
import json
from pathlib import Path

import pytest

from commands import run_command

DATED = [
    {"title": "Rose", "date": "2019-01-05", "text": "Zen free trade rose. Iran sells."},
    {"title": "Fell", "date": "2019-02-28", "text": "An old trade fell."},
    {"title": "None", "text": "My new tariffs."},
]
BARE = ["--headlines", "drop"]  # the texts alone
OLD = "Issues:\n  Trade: [trade, tariff*]\n  Talks: [talks]\nIran: [Iran]\n"


@pytest.fixture
def dated(place):
    """Articles with dates but one, and two lexicons."""
    (place / "dated.jsonl").write_text("\n".join(map(json.dumps, DATED)), encoding="utf-8")
    (place / "old.yaml").write_text(OLD, encoding="utf-8")


def rows_of(capsys, *arguments):
    assert run_command(*arguments, "--format", "csv") == 0
    out, err = capsys.readouterr()
    assert not err
    return list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))


def test_a_period_goes_with_other_keys_and_gives_way_to_a_column_of_its_name(dated, place, capsys):
    found = rows_of(capsys, "count", "dated.jsonl", "--themes", "old.yaml", "--by", "theme,month")
    assert [row["month"] for row in found[::3]] == ["2019-01", "2019-02", ""]
    assert [row["mentions"] for row in found] == list("101100100")
    (place / "own.csv").write_text("text,month\nTrade,May\n", encoding="utf-8")
    rows = rows_of(capsys, "count", "own.csv", "--themes", "old.yaml", "--by", "month")
    assert [row["month"] for row in rows] == ["May"]


@pytest.mark.parametrize(
    "sort, beside",
    [
        ("article", ["Zen free trade rose", "An old trade fell", "My new tariffs."]),
        ("left", ["Zen free trade rose", "My new tariffs.", "An old trade fell"]),
        ("right", ["My new tariffs.", "An old trade fell", "Zen free trade rose"]),
    ],
)
def test_a_concordance_is_sorted_from_the_match_outwards(dated, capsys, sort, beside):
    given = f"kwic dated.jsonl --themes old.yaml --theme Trade --sort {sort}"
    found = rows_of(capsys, *given.split(), *BARE)
    shown = [row["left"] + row["match"] + row["right"] for row in found]
    assert [text[: len(part)] for text, part in zip(shown, beside, strict=True)] == beside
    columns = "title date source article group theme term left match right sentence"
    assert list(found[0]) == columns.split()


def test_as_text_the_match_stands_in_the_middle(dated, capsys):
    assert run_command("kwic", "dated.jsonl", "--themes", "old.yaml", *BARE) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[2].split() == ["An", "old", "trade", "fell.", "Trade", "dated-line-2"]
    matches = ("trade", "Iran", "trade", "tariffs")
    assert len({row.index(match) for row, match in zip(rows, matches, strict=True)}) == 1
    assert run_command("kwic", "press/a.txt", "--themes", "old.yaml", "--theme", "Iran") == 0
    assert capsys.readouterr().out == "No mention.\n"


def test_of_two_themes_of_one_name_the_one_that_is_meant_is_printed(dated, place, capsys):
    two = "A:\n  Trade: [trade]\n  Iran: [Iran]\nB:\n  Trade: [tariff*]\n"
    (place / "two.yaml").write_text(two, encoding="utf-8")
    given = ["kwic", "dated.jsonl", "--themes", "two.yaml", *BARE, "--theme"]
    for name, theme in {"B: Trade": "B: Trade", "A: Iran": "Iran", "Iran": "Iran"}.items():
        assert {row["theme"] for row in rows_of(capsys, *given, name)} == {theme}
    assert run_command(*given, "Trade") == 1
    said = "--theme: several themes have the name 'Trade'; write A: Trade or B: Trade\n"
    assert capsys.readouterr().err == f"run.py: {said}"


def test_a_theme_that_is_not_there_is_said_with_what_may_be_meant(dated, capsys):
    assert run_command("kwic", "press", "--themes", "old.yaml", "--theme", "Trdae") == 1
    said = "--theme: the lexicon has no theme 'Trdae' (did you mean 'Trade'?); it has Trade, Talks "
    assert capsys.readouterr().err == f"run.py: {said}and Iran\n"


NEW = "Issues:\n  Commerce: [trade, tariff*]\n  Talks: [talks, sells]\nGulf: [Persian Gulf]\n"


def test_another_lexicon_gains_and_loses_theme_by_theme(dated, place, capsys):
    (place / "new.yaml").write_text(NEW, encoding="utf-8")
    arguments = ["compare", "old.yaml", "new.yaml", "--articles", "dated.jsonl"]
    assert run_command(*arguments, "--format", "json") == 0
    shown = json.loads(capsys.readouterr().out)
    found = rows_of(capsys, *arguments)
    assert [(row["change"], row["theme"], row["theme_before"], row["match"], row["title"]) for row in found] == [
        ("moved", "Commerce", "Trade", "trade", "Rose"), ("lost", "Iran", "", "Iran", "Rose"),
        ("gained", "Talks", "", "sells", "Rose"), ("moved", "Commerce", "Trade", "trade", "Fell"),
        ("moved", "Commerce", "Trade", "tariffs", "None"),
    ]  # fmt: skip
    assert found == [{name: str(value) for name, value in row.items()} for row in shown]
    assert run_command(*arguments) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[1:4] == [
        ["moved", "Issues", "Commerce", "Issues", "Trade", "3"],
        ["lost", "Iran", "1"],
        ["gained", "Issues", "Talks", "1"],
    ]


OTHER_IRAN = OLD.replace("Talks:", "Iran: [Gulf]\n  Talks:")  # then Trade's group has an Iran, too


@pytest.mark.parametrize(
    "new", [OLD, OLD.replace("tariff*", "tariffs"), OLD + "Gulf: [Gulf]\n", OTHER_IRAN]
)
def test_where_nothing_changed_it_says_so(dated, place, capsys, new):
    (place / "new.yaml").write_text(new, encoding="utf-8")
    assert run_command("compare", "old.yaml", "new.yaml", "--articles", "dated.jsonl") == 0
    assert capsys.readouterr().out == "The two lexicons find the same passages.\n"
    assert rows_of(capsys, "compare", "old.yaml", "new.yaml", "--articles", "dated.jsonl") == []


@pytest.mark.slow
def test_counts_by_language_come_with_their_caution(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    texts = {"a": "Die Lage ist ernst, und so sagte es auch der Rat.", "b": "О войне и о мире."}
    for name, text in texts.items():
        Path(f"{name}.txt").write_text(text, encoding="utf-8")
    themes = "War:\n- {term: война, forms: ru}\n- {term: Rat, language: de}\n"
    Path("mine.yaml").write_text(themes, encoding="utf-8")
    by_language = ["--themes", "mine.yaml", "--by", "language", "--format", "csv"]
    assert run_command("count", "a.txt", "b.txt", *by_language) == 0
    said = capsys.readouterr()
    rows = [line[:2] for line in csv.reader(io.StringIO(said.out.lstrip("\ufeff")))]
    assert rows == [["language", "mentions"], ["de", "1"], ["ru", "1"]]
    assert said.err.startswith("Between languages compare the shares of articles")
    Path("mine.yaml").write_text("War: [война]", encoding="utf-8")
    assert run_command("count", "a.txt", "b.txt", "--themes", "mine.yaml") == 0
    assert capsys.readouterr().err == (
        "to look at: 1 of 2 articles: in LATIN letters, and no term is; the terms are in CYRILLIC. "
        "Add terms in their letters, or leave these articles out\n"
    )
    Path("b.txt").write_text("It was said that the council was against it.", encoding="utf-8")
    Path("mine.yaml").write_text("War: [council]", encoding="utf-8")
    assert run_command("count", "a.txt", "b.txt", "--themes", "mine.yaml") == 0
    assert capsys.readouterr().err.startswith("to look at: 2 articles: 1 in German, 1 in English; ")
