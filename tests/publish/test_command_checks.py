"""What is said of options before a kernel starts, and how they reach reading and publishing."""

import csv
import io
from pathlib import Path

import pytest

from commands import run_command
from newsthemes.articles.read_articles import read_with_report
from newsthemes.lexicon.read_lexicon import read_lexicon
from newsthemes.publish import inputs as read_inputs
from newsthemes.publish import lab, options, print_commands, read_given, write_commands
from newsthemes.publish import run_notebooks as publish
from newsthemes.publish.inputs import NEUTRAL
from newsthemes.publish.sections import facts

WIKI = """title,date,source,author,text
One,2019-01-05,Herald,,Trade is up.
Two,2019-02-05,Post,,Iran sells oil.
"""
SHEET = "article,sentence,text,Trade\na,1,{},{}\n"


@pytest.fixture
def inputs(place, monkeypatch):
    """More articles and themes, and no kernel. Returns what `run_for` is given, as a list."""
    for name in ("empty", "junk"):
        (place / name).mkdir()
    (place / "junk" / "a.txt").write_bytes(b"")
    texts = {
        "wiki.csv": WIKI,
        "none.yaml": "Trade: []\nIran: [not: Iran]\n",
        "bad.yaml": "Trade: [a\n",
        "no.yaml": "",
    }
    texts |= {
        "fits-not.csv": SHEET.format("War.", 1),
        "blank.csv": SHEET.format("Trade talks.", ""),
        "wiki.jsonl": WIKI,
    }
    for name, text in texts.items():
        (place / name).write_text(text, encoding="utf-8")
    asked = []
    monkeypatch.setattr(
        publish, "run_for", lambda *arguments, **how: asked.append((*arguments, how)) or ([], [])
    )
    return asked


@pytest.mark.parametrize("name", ["run", "lab"])
@pytest.mark.parametrize(
    "arguments, says",
    [
        (["empty"], "empty: holds no article that can be read; put articles into it"),
        (["junk"], "junk: holds no article that can be read (the first, junk/a.txt, is empty"),
        (
            ["press", "--themes", "none.yaml"],
            "none.yaml: holds no term, so there is nothing to count",
        ),
        (["press", "--themes", "no.yaml"], "no.yaml: holds no themes"),
        (["press", "--themes", "bad.yaml"], "bad.yaml, line "),
        (
            ["press", "--period", "month"],
            "--period month: no article has a date that says its month; name the column",
        ),
        (
            ["wiki.csv", "--by", "sourc"],
            "--by sourc: the articles have no such column; there are article, title, date, source, ",
        ),
        (["wiki.csv", "--by", "author"], "--by author: no article has anything in that column"),
        (["press", "--by", "source"], "--by source: no article has anything in that column"),
        (
            ["wiki.csv", "--cluster", "athor"],
            "--cluster athor: the articles have no such column; there are article, title, date, ",
        ),
        (
            ["press", "--codes", "fits-not.csv"],
            "--codes fits-not.csv: no sentence is coded yet that fits these articles and themes; left",
        ),
        (["press", "--codes", "blank.csv"], "--codes blank.csv: no sentence is coded yet"),
    ],
)
def test_what_can_be_checked_is_checked_before_a_kernel_starts(
    inputs, name, arguments, says, capsys
):
    themes = [] if "--themes" in arguments else ["--themes", "mine.yaml"]
    assert run_command(name, "--articles", *arguments, *themes) == 1
    out, err = capsys.readouterr()
    [error] = err.splitlines()
    assert error.startswith(f"run.py: {says}") and out.endswith(" ...\n")
    assert not inputs and not list(Path().glob("*-themes"))


def test_what_a_run_is_given_reaches_the_notebooks_by_the_names_of_their_parameters(inputs, capsys):
    articles = "--articles wiki.csv --articles press".split()
    given = "--themes mine.yaml --nested count --period month --by source --encoding cp1252".split()
    assert run_command("run", *articles, *given, "--cluster", "author") == 1  # an empty column
    assert run_command("run", *articles, *given, "--cluster", "month") == 0
    [(read, out, _, made_by, how)] = inputs
    assert out == Path("wiki-themes").absolute() and how == {"text": True, "overwrite": False}
    here = Path.cwd().as_posix()
    assert read.values == NEUTRAL | {
        "ARTICLES": [f"{here}/wiki.csv", f"{here}/press"], "THEMES": f"{here}/mine.yaml",
        "NESTED": "count", "PERIOD": "month", "BY": "source", "CLUSTER": "month",
        "ENCODING": "cp1252",
    }  # fmt: skip
    assert list(read.names.values()) == ["wiki.csv", "press", "mine.yaml"]
    assert list(read.articles["date"]) == ["2019-01-05", "2019-02-05", "", ""]
    assert made_by.startswith(
        "python3 run.py run --articles wiki.csv --articles press --themes mine.yaml "
    )


def test_a_column_is_known_by_the_name_that_it_had_in_the_table(inputs, capsys):
    Path("own.csv").write_text("body,outlet,author\nTrade.,Post,Ann\nIran.,Herald,Bo\n")
    given = ["own.csv", "--themes", "mine.yaml", "--text-column", "body"]
    assert run_command("run", "--articles", *given, "--by", "outlet") == 0
    assert inputs[0][0].values["BY"] == "source"
    for by in ("outlet", "source"):
        capsys.readouterr()
        assert run_command("count", *given, "--by", f"{by},group", "--format", "csv") == 0
        assert '"source","group"' in capsys.readouterr().out
    given = ["own.csv", "--themes", "mine.yaml", "--source-column", "author"]
    capsys.readouterr()
    assert run_command("count", *given, "--by", "author,outlet", "--format", "csv") == 0
    assert '"source","outlet"' in capsys.readouterr().out


@pytest.mark.parametrize("name", ["run", "count", "kwic"])
def test_subfolders_are_left_out_or_read_by_every_command(inputs, name, capsys):
    Path("press", "old").mkdir()
    Path("press", "old", "c.csv").write_text("text,date\nTrade.,03/04/2023\n", encoding="utf-8")
    given = [name, "--articles", "press", "--themes", "mine.yaml"]
    assert run_command(*given) == 3
    assert "left out: press/old is a subfolder" in capsys.readouterr().err
    assert run_command(*given, "--recursive", "--day-first") == 0
    assert not capsys.readouterr().err
    if name == "run":
        read = inputs[1][0]
        assert list(read.articles["date"]) == ["", "", "2023-04-03"]
        assert read.values["RECURSIVE"] is True and read.values["DAY_FIRST"] is True


def test_where_no_themes_are_given_it_is_said_whose_are_used(inputs, capsys):
    assert run_command("run", "--articles", "press") == 0
    said = "No --themes are given, so these are the project's own, from seeds/themes.yaml.\n"
    assert said in capsys.readouterr().err
    assert list(inputs[0][0].names.values()) == ["press", f"{options.SEEDS.as_posix()}/themes.yaml"]


@pytest.mark.parametrize("name", ["count", "kwic"])
def test_that_the_themes_of_the_project_are_counted_is_said(inputs, name, capsys):
    for given, says in ([], True), (["--themes", "mine.yaml"], False):
        assert run_command(name, "--articles", "press", *given) == 0
        assert (capsys.readouterr().err == f"{read_given.OUR_THEMES}\n") == says
    assert run_command(name) == 0 and not capsys.readouterr().err


@pytest.mark.parametrize("name", ["run", "count", "kwic", "code", "compare"])
def test_the_columns_of_a_table_and_its_encoding_reach_every_command(
    inputs, name, monkeypatch, capsys
):
    asked = []

    def read(paths, *settings):
        asked.append(settings)
        return read_with_report(paths, settings[0])

    monkeypatch.setattr(read_inputs, "read_with_report", read)
    lexicons = ["mine.yaml", "mine.yaml"] if name == "compare" else ["--themes", "mine.yaml"]
    columns = ["--text-column", "body", "--date-column", "day", "--encoding", "cp1252"]
    assert run_command(name, "--articles", "press", *columns, *lexicons) == 0
    assert asked == [("cp1252", {"text": "body", "date": "day"}, "keep", False, False, None)]
    if name == "run":
        assert inputs[0][0].values["COLUMNS"] == {"text": "body", "date": "day"}


def test_what_is_wrong_with_the_input_is_said_once(inputs, monkeypatch, capsys):
    notes = [
        "ArticleWarning: 1 left out",
        "LexiconWarning: mine.yaml",
        "CodesWarning: left out: mine.csv",
        "a.md was changed since the last run and is kept",
    ]
    monkeypatch.setattr(publish, "run_for", lambda *arguments, **how: ([Path("a")], notes))
    Path("press/c.txt").write_bytes(b"")
    Path("mine.yaml").write_text("Trade: [trade, Zölle]", encoding="cp1252")
    assert run_command("run", "--articles", "press", "--themes", "mine.yaml") == 3
    out, err = capsys.readouterr()
    assert [line.split(" ")[0] for line in err.splitlines()] == ["mine.yaml", "left", "a.md"]
    assert "1 file written.\n" in out


def test_codes_that_fit_in_part_are_named_and_the_run_goes_on(inputs, capsys):
    text = SHEET.format("Trade talks.", 1) + "a,2,War.,1\na,9,War.,0\n"
    Path("mine.csv").write_text(text, encoding="utf-8")
    assert (
        run_command("run", "--articles", "press", "--themes", "mine.yaml", "--codes", "mine.csv")
        == 3
    )
    assert capsys.readouterr().err.startswith(
        "left out: mine.csv, row 3: sentence 2 of article 'a' is not there, or has another text now"
    )
    assert "mine.csv" in inputs[0][0].names.values() and "codes" in facts(inputs[0][0])


SAMPLE = "article\tsentence\ttext\tstratum\tstratum_size\tweight\tround\n"


def test_a_sample_of_other_articles_ends_the_run_before_a_kernel_starts(inputs, capsys):
    Path("mine.csv").write_text(SHEET.format("Trade talks.", 1), encoding="utf-8")
    rows = "a\t1\tTrade talks.\tTrade\t2\t1\t1\n{}\tWar.\tTrade\t2\t1\t1\n"
    given = ["--articles", "press", "--themes", "mine.yaml", "--codes", "mine.csv"]
    Path("sample.tsv").write_text(SAMPLE + rows.format("a\t7"), encoding="utf-8")
    assert run_command("run", *given) == 1 and not inputs
    said = "--codes mine.csv: sample.tsv: there is no sentence 7 of article 'a'; give the articles"
    assert said in capsys.readouterr().err
    Path("sample.tsv").write_text(SAMPLE + rows.format("gone\t1"), encoding="utf-8")
    run_command("run", *given)  # its article may be left out here
    said = "left out: 1 rows of the --codes mine.csv: sample.tsv, of 1 articles that are not there"
    assert said in capsys.readouterr().err and inputs


@pytest.mark.parametrize(
    "option, told",
    [([], {}), (["--no-text"], {"text": False}), (["--overwrite"], {"overwrite": True})],
)
def test_a_run_without_articles_is_that_of_the_project(inputs, option, told, capsys):
    assert run_command("run", *option) == 0
    [(read, project, _, _, how)] = inputs
    assert project == options.ROOT and how == {"text": True, "overwrite": False} | told
    assert read.values["CODES"] == f"{project.as_posix()}/seeds/codes" and len(read.articles) == 1
    said, err = capsys.readouterr()
    assert said.endswith("\nNext: open site/index.html in a browser.\n") or option[:1] == [
        "--no-text"
    ]
    assert not err and "come into" not in said


GIVEN = {
    "run": ["run", "--articles", "press", "--themes", "mine.yaml"],
    "count": ["count", "press", "--themes", "mine.yaml"],
    "kwic": ["kwic", "press", "--themes", "mine.yaml"],
    "compare": ["compare", "mine.yaml", "few.yaml", "--articles", "press"],
    "code": ["code", "--articles", "press", "--themes", "mine.yaml"],
    "convert": ["convert", "mine.lc3", "new.yaml"],
}


@pytest.mark.parametrize("name", ["run", "count", "kwic", "compare", "code"])
@pytest.mark.parametrize(
    "option, number, value",
    [
        (["--encoding", "cp1252"], 0, "cp1252"),
        (["--headlines", "drop"], 2, "drop"),
        (["--recursive"], 3, True),
        (["--day-first"], 4, True),
        (["--language", "de"], 5, "de"),
    ],
)
def test_each_option_of_reading_reaches_the_reader(
    inputs, monkeypatch, name, option, number, value
):
    how, asked = [None, None, "keep", False, False, None], []
    how[number] = value
    Path("few.yaml").write_text("Trade: [trade]\n", encoding="utf-8")

    def read(paths, *given):
        asked.append(list(given))
        return read_with_report(paths, *given)

    monkeypatch.setattr(read_inputs, "read_with_report", read)
    run_command(*GIVEN[name], *option)
    assert [[*each[:1], each[1] or None, *each[2:]] for each in asked] == [how]


@pytest.mark.parametrize("name", ["run", "count", "compare", "convert"])
def test_the_encoding_reaches_the_reader_of_themes(inputs, monkeypatch, name):
    asked = []
    Path("few.yaml").write_text("Trade: [trade]\n", encoding="utf-8")

    def read(path, encoding=None):
        asked.append(encoding)
        return read_lexicon(path, encoding)

    for module in (read_inputs, print_commands, write_commands):
        monkeypatch.setattr(module, "read_lexicon", read)
    run_command(*GIVEN[name], "--encoding", "cp1252")
    assert asked and set(asked) == {"cp1252"}


@pytest.mark.parametrize("nested, found", [("drop", 0), ("count", 1)])
def test_nested_mentions_are_counted_by_every_command_that_is_told_to(
    inputs, capsys, nested, found
):
    Path("few.yaml").write_text("Iran: [Iran, Persian Gulf]\n", encoding="utf-8")
    assert run_command(*GIVEN["run"], "--nested", nested) == 0
    assert (inputs[0][0].mentions["theme"] == "Gulf").sum() == found
    for name in ("count", "kwic", "compare"):
        capsys.readouterr()
        assert run_command(*GIVEN[name], "--nested", nested, "--format", "csv") == 0
        rows = csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff")))
        of_gulf = [row for row in rows if "Gulf" in (row["theme"], row.get("theme_before"))]
        assert sum(int(row.get("mentions", 1)) for row in of_gulf) == found


def test_entries_and_articles_left_out_raise_the_status_of_a_run_and_a_lab(inputs, monkeypatch):
    monkeypatch.setattr(lab, "start_lab", lambda *_: 0)
    monkeypatch.setattr(lab, "write_notebooks", lambda *_: [])
    for name in ("run", "lab"):
        own = [name, "--articles", "press", "--out", name, "--themes"]
        assert run_command(*own, "mine.yaml") == 0
        assert run_command(*own, "mine.lc3") == 3  # tr?de
    Path("press", "c.txt").write_bytes(b"")
    assert [run_command(*own, "mine.yaml"), run_command(*GIVEN["run"])] == [3, 3]


def test_what_a_full_disk_says_is_one_line(inputs, monkeypatch, capsys):
    def full(*_):
        raise OSError(28, "No space left on device", "x.csv")

    monkeypatch.setattr(read_inputs, "read_with_report", full)
    assert run_command(*GIVEN["count"]) == 1
    assert capsys.readouterr().err.endswith("run.py: x.csv: No space left on device\n")
    assert run_command("count", "press", "--themes", "none.yaml") == 1
