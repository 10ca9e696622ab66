"""What is said of options before a kernel starts, and how they reach reading and publishing."""

import csv
import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from commands import project_at, run_command
from newsthemes.command.read_given import values_of
from newsthemes.lexicon.read_lexicon import read_lexicon
from newsthemes.report import inputs as read_inputs
from newsthemes.report import run_notebooks as publish
from newsthemes.report.inputs import NEUTRAL
from newsthemes.report.project import made_by, with_codes
from newsthemes.report.sections import facts

WIKI = """title,date,source,author,text
One,2019-01-05,Herald,,Trade is up.
Two,2019-02-05,Post,,Iran sells oil.
"""
PAPERS = "paper,desk,blank,text\nHerald,Politics,,Trade is up.\nPost,World,,Iran sells oil.\n"
SHEET = "article,sentence,text,Trade\na,1,{},{}\n"


@pytest.fixture
def inputs(place, monkeypatch):
    """More articles and themes, and no kernel. Returns what `run_for` is given, as a list."""
    for name in ("empty", "junk"):
        (place / name).mkdir()
    (place / "junk" / "a.txt").write_bytes(b"")
    texts = {"wiki.csv": WIKI, "papers.csv": PAPERS, "none.yaml": "Trade: []\nIran: [not: Iran]\n"}
    texts |= {"bad.yaml": "Trade: [a\n", "no.yaml": ""}
    texts |= {
        "fits-not/ann.csv": SHEET.format("War.", 1),
        "blank/ann.csv": SHEET.format("Trade talks.", ""),
        "no-sheet/mine.txt": "",
    }
    for name, text in texts.items():
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")
    asked = []
    monkeypatch.setattr(
        publish, "run_for", lambda *arguments, **how: asked.append((*arguments, how)) or ([], [])
    )
    return asked


TO_DO = {  # words of what to do, where it is not the same each time
    "wiki.csv --by sourc": ["'source'"],
    "wiki.csv --by month": ["--period month"],
    "press --by source": ["sources.csv"],
    "papers.csv --by source": ["--source-column", "'paper' and 'desk'"],
    "papers.csv --by outlet": ["'source'"],
    "press --codes no-sheet": ["mine.txt"],
}


@pytest.mark.parametrize(
    "arguments, says",
    [
        (["empty"], "empty: holds no article"),
        (["junk"], "junk: holds no article"),
        (["press", "--themes", "none.yaml"], "none.yaml: holds no term"),
        (["press", "--themes", "no.yaml"], "no.yaml: holds no themes"),
        (["press", "--themes", "bad.yaml"], "bad.yaml, line "),
        (["press", "--period", "month"], "--period: no article has a date"),
        (["wiki.csv", "--by", "sourc"], "--by: the articles have no column 'sourc'"),
        (["wiki.csv", "--by", "author"], "--by author: no article"),
        (["wiki.csv", "--by", "month"], "--by month: is no column, but a period"),
        (["press", "--by", "source"], "--by source: no article"),
        (["papers.csv", "--by", "source"], "--by source: no article"),
        (["papers.csv", "--by", "outlet"], "--by: the articles have no column 'outlet'"),
        (["press", "--codes", "fits-not"], "--codes fits-not: no sentence is coded"),
        (["press", "--codes", "blank"], "--codes blank: no sentence is coded"),
        (["press", "--codes", "no-sheet"], "--codes no-sheet: no sentence is coded"),
    ],
)
def test_what_can_be_checked_is_checked_before_a_kernel_starts(inputs, arguments, says, capsys):
    themes = [] if "--themes" in arguments else ["--themes", "mine.yaml"]
    assert run_command("run", "--articles", *arguments, *themes) == 1
    out, err = capsys.readouterr()
    [error] = err.splitlines()
    assert error.startswith(f"run.py: {says}") and out.endswith(" ...\n")
    assert all(word in error for word in TO_DO.get(" ".join(arguments), []))
    assert not inputs and not list(Path().glob("*-themes"))


def test_a_column_with_one_value_is_said_to_compare_nothing(inputs, capsys):
    Path("press/sources.csv").write_text("file,source\na.txt,AP\n", encoding="utf-8")
    assert run_command(*GIVEN["run"], "--by", "source") == 0
    said = (
        "nothing to compare, as there is 1 value (AP, stated by 1 of 2 articles); state others in"
    )
    assert capsys.readouterr().err.startswith(
        f"--by source: {said} the column source of a table, or"
    )
    assert len(inputs) == 1


def test_what_a_run_is_given_reaches_the_notebooks_by_the_names_of_their_parameters(inputs, capsys):
    articles = "--articles wiki.csv --articles press".split()
    given = "--themes mine.yaml --nested count --period month --by source".split()
    assert (
        run_command("run", *articles, *given, *READING.replace("-column b", "-column text").split())
        == 0
    )
    [(read, out, _, asked, *_)] = inputs
    assert out == Path("wiki-themes").absolute() and not asked.no_text
    here = Path.cwd().as_posix()
    assert read.values == NEUTRAL | {
        "ARTICLES": [f"{here}/wiki.csv", f"{here}/press"], "THEMES": f"{here}/mine.yaml",
        "NESTED": "count", "PERIOD": "month", "BY": "source",
        "READ": {
            "encoding": "cp1252", "headlines": "drop", "recursive": True, "day_first": True,
            "language": "de", "columns": {"text": "text"},
        },
    }  # fmt: skip
    assert list(read.names.values()) == ["wiki.csv", "press", "mine.yaml", ""]
    assert list(read.articles["date"]) == ["2019-01-05", "2019-02-05", "", ""]


def test_the_note_of_a_run_names_the_command_without_what_makes_no_other_results(inputs):
    given = ["run", "--articles", "press", "--themes", "mine.yaml"]
    assert run_command(*given, "--overwrite", "--no-text") == 0
    [(_, _, _, asked, *_)] = inputs
    assert made_by(asked) == f"python3 {' '.join(['run.py', *given])} --no-text"


def test_the_page_names_the_command_that_takes_its_readers_codes(inputs):
    Path(".home/my press").mkdir(parents=True)
    Path(".home/my press/a.txt").write_text("Trade.", encoding="utf-8")
    Path("sheets").mkdir()
    Path("sheets/ann.csv").write_text(SHEET.format("Trade.", 1), encoding="utf-8")
    press = f"{Path.home()}/my press"
    assert run_command("--articles", press, "--themes", "mine.yaml") == 0
    assert run_command(f"--articles={press}", "--themes=mine.yaml", "--codes", "sheets") == 0
    command = "python3 run.py --articles ~/'my press' --themes mine.yaml --codes"
    assert [with_codes(asked) for _, _, _, asked, *_ in inputs] == [
        ("codes", f"{command} codes"),
        ("sheets", f"{command} sheets"),
    ]


def test_where_no_themes_are_given_the_articles_suggest_them(inputs, capsys):
    text = "Maria Cole spoke on steel tariffs. Steel tariffs rose, Maria Cole said."
    Path("press/a.txt").write_text(text, encoding="utf-8")
    assert run_command("run", "--articles", "press") == 0
    place = Path("press-themes/themes.yaml")
    told = capsys.readouterr().out
    assert f"so the articles suggest them.\nEdit {place}, and run it again:\n" in told
    assert "run.py run --articles press --themes press-themes/themes.yaml\n" in told
    assert {"Maria Cole", "Trade"} <= set(read_lexicon(place).themes)


def test_the_common_issues_are_copied_into_the_results(inputs, capsys):
    Path("press/a.txt").write_text("Tariffs, and a trade union.", encoding="utf-8")
    assert run_command("run", "--articles", "press", "--themes", "issues") == 0
    place = Path("press-themes/issues.yaml")
    assert f"The common issues are in {place}: cut it, and add to it.\n" in capsys.readouterr().out
    assert place.read_text(encoding="utf-8") == read_lexicon("issues").source
    place.write_text("Trade: [trade]", encoding="utf-8")
    assert run_command("run", "--articles", "press", "--themes", "issues") == 2
    error = capsys.readouterr().err
    assert f"{place} is there, and other than the common issues; name it with --themes" in error
    assert place.read_text(encoding="utf-8") == "Trade: [trade]"


def test_the_common_issues_stand_beside_what_the_articles_suggested(inputs, capsys):
    assert run_command("run", "--articles", "press") == 0
    suggested = Path("press-themes/themes.yaml").read_bytes()
    assert run_command("run", "--articles", "press", "--themes", "issues") == 0
    assert Path("press-themes/themes.yaml").read_bytes() == suggested
    assert run_command("run", "--articles", "press") == 0
    assert "so the themes are those in press-themes/themes.yaml" in capsys.readouterr().out


def test_a_list_that_was_edited_is_never_written_over(inputs, capsys):
    place = Path("press-themes/themes.yaml")
    place.parent.mkdir()
    place.write_text("Trade: [trade]", encoding="utf-8")  # a first run was ended
    assert run_command("run", "--articles", "press") == 0
    assert f"so the themes are those in {place}.\n" in capsys.readouterr().out
    assert place.read_text(encoding="utf-8") == "Trade: [trade]"


def test_suggested_themes_are_not_written_where_a_link_leads(inputs, capsys):
    Path("press-themes").mkdir()
    Path("press-themes/themes.yaml").symlink_to("../elsewhere.yaml")
    assert run_command("run", "--articles", "press") == 1
    assert "it does not exist" in capsys.readouterr().err
    assert not Path("elsewhere.yaml").exists()


@pytest.mark.parametrize("command", ["count", "kwic", "code"])
def test_a_command_without_a_folder_asks_for_themes(inputs, capsys, command):
    more = ["--sample", "2"] * (command == "code")
    assert run_command(command, "--articles", "press", *more) == 2
    said = "name the themes with --themes; python3 run.py suggest press > mine.yaml writes some"
    assert said in " ".join(capsys.readouterr().err.split())


def test_the_article_of_the_project_is_counted_by_its_themes(inputs, project, capsys):
    assert run_command("count") == 0 and not capsys.readouterr().err


@pytest.mark.slow
def test_what_is_wrong_with_the_input_is_said_once(place, project, without_kernels, capsys):
    """Though the cells read it again."""
    Path("press/c.txt").write_bytes(b"")
    Path("mine.yaml").write_text("Trade: [trade, Zölle]", encoding="cp1252")
    assert run_command("run", "--articles", "press", "--themes", "mine.yaml") == 3
    out, err = capsys.readouterr()
    assert [err.count(word) for word in ("mine.yaml", "press/c.txt", "Warning")] == [1, 1, 0]
    assert " files written.\n" in out


def test_codes_that_fit_in_part_are_named_and_the_run_goes_on(inputs, capsys):
    text = SHEET.format("Trade talks.", 1) + "a,2,War.,1\na,9,War.,0\n"
    Path("codes").mkdir()
    Path("codes/ann.csv").write_text(text, encoding="utf-8")
    assert run_command(*GIVEN["run"], "--codes", "codes") == 3
    said = "left out: ann.csv, row 3: sentence 2 of article 'a' is not there, or has another"
    assert capsys.readouterr().err.startswith(said)
    assert "codes" in inputs[0][0].names.values() and "codes" in facts(inputs[0][0])


@pytest.mark.parametrize(
    "options, told",
    [
        ([], set()),
        (["--no-text", "--overwrite"], {"no_text", "overwrite"}),
    ],
)
def test_a_run_without_articles_is_that_of_the_project(inputs, project, options, told, capsys):
    assert run_command("run", *options) == 0
    [(read, out, _, asked, *_)] = inputs
    switched = {name for name, on in vars(asked).items() if on is True}
    assert out == project and switched == told
    assert read.values["CODES"] == "" and len(read.articles) == 1
    said, err = capsys.readouterr()
    assert said.endswith("\nNext: open docs/index.html in a browser.\n")
    assert not err and "come into" not in said


GIVEN = {
    "run": ["run", "--articles", "press", "--themes", "mine.yaml"],
    "count": ["count", "press", "--themes", "mine.yaml"],
    "kwic": ["kwic", "press", "--themes", "mine.yaml"],
    "compare": ["compare", "mine.yaml", "few.yaml", "--articles", "press"],
    "code": ["code", "--articles", "press", "--themes", "mine.yaml"],
}


READING = "--encoding cp1252 --headlines drop --recursive --day-first --language de --text-column b"


@pytest.mark.parametrize("name", ["run", "count", "kwic", "compare", "code"])
def test_what_is_said_of_reading_reaches_the_reader(inputs, name, capsys):
    Path("few.yaml").write_text("Trade: [trade]\n", encoding="utf-8")
    Path("press/old").mkdir()
    Path("press/old/c.csv").write_bytes("b,date\nÀ Genève,03/04/2023\n".encode("cp1252"))
    run_command(*GIVEN[name], "--recursive")
    assert "left out: press/old/c.csv" in capsys.readouterr().err
    more = ["--out", "more.html"] * (name == "code")
    run_command(*GIVEN[name], *READING.split(), *more)
    assert "press/old" not in capsys.readouterr().err


@pytest.mark.parametrize("name", ["run", "count", "kwic"])
def test_what_is_left_out_raises_the_status(inputs, name, capsys):
    given = [name, "--articles", "press", "--themes"]
    assert run_command(*given, "mine.yaml") == 0
    assert run_command(*given, "mine.lc3") == 3  # tr?de
    Path("press", "old").mkdir()
    Path("press", "old", "c.csv").write_text("text,date\nTrade.,03/04/2023\n", encoding="utf-8")
    capsys.readouterr()
    assert run_command(*given, "mine.yaml") == 3
    assert "left out: press/old is a subfolder" in capsys.readouterr().err
    assert run_command(*given, "mine.yaml", "--recursive", "--day-first") == 0
    assert not capsys.readouterr().err
    Path("press", "c.txt").write_bytes(b"")
    assert run_command(*given, "mine.yaml", "--recursive") == 3


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


def test_what_a_full_disk_says_is_one_line(inputs, monkeypatch, capsys):
    def full(*_, **__):
        raise OSError(28, "No space left on device", "x.csv")

    monkeypatch.setattr(read_inputs, "read_with_report", full)
    assert run_command(*GIVEN["count"]) == 1
    assert capsys.readouterr().err.endswith("run.py: [Errno 28] No space left on device: 'x.csv'\n")
    assert run_command("count", "press", "--themes", "none.yaml") == 1


def test_sheets_beside_the_article_of_the_project_are_taken(tmp_path):
    given = SimpleNamespace(articles=[], values={}, project=project_at(tmp_path))
    assert "CODES" not in values_of(given)[0]
    (tmp_path / "seeds" / "codes").mkdir(parents=True)
    values, _ = values_of(given)
    assert values["CODES"] == f"{tmp_path.as_posix()}/seeds/codes"
