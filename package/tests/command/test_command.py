"""The commands for the user's own articles and themes: their options, what they print and write,
and their exit status.
"""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import click
import nbformat
import pytest

from commands import parameters, run_command
from newsthemes import read_articles, read_lexicon
from newsthemes.command import main as command
from newsthemes.command.results_folder import out_of
from newsthemes.files.manifest import MANIFEST, Manifest, manifest_bytes, read_manifest
from newsthemes.report.own_report import SUGGESTED
from newsthemes.report.replace_files import replace_files

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]

# ---- options


@pytest.mark.parametrize("name", [each.name for each in command.COMMANDS])
def test_help_explains_every_option_with_an_example(name, capsys):
    assert run_command(name, "--help") == run_command("-h") == run_command("--help") == 0
    shown, *all_commands = capsys.readouterr().out.partition("Usage: run.py [OPTIONS]")
    assert f"\n  {name} " in all_commands[1].partition("Commands:")[2]
    assert f"\n  python3 run.py {name} " in shown.replace("run.py --art", "run.py run --art")
    assert "Exit status: 0 done" in shown and shown.startswith(f"Usage: run.py {name} ")
    for option in command.command_line("run.py").commands[name].params:
        if isinstance(option, click.Option):
            assert option.opts[0] in option.help.partition(": ")[2], option.name


@pytest.mark.parametrize(
    "arguments, says",
    [
        (["--codes", "press"], "write python3 run.py --codes press --articles press/ with your"),
        (["lab", "--out", "new"], "write python3 run.py lab --out new --articles press/ with your"),
        (["cuont", "press"], "No such command 'cuont'."),
        (["--artikles", "press"], "No such option '--artikles'"),
        (["count", "--format", "xml"], "'xml' is not one of 'table', 'csv', 'json'"),
        (["count", "press", "--by", "theme", "month"], "'month' does not exist"),
        (["run", "--articles", "press/a.doc"], "'press/a.doc' does not exist"),
        (["run", "--articles", "press", "mine.yaml"], "unexpected extra argument (mine.yaml)"),
        (["run", "--articles", "press", "--themes", "press"], "'press' is a directory"),
        (["run", "--articles", "press", "--codes", "nix"], "'nix' does not exist"),
        (["run", "--articles", "press", "--codes", "mine.yaml"], "'mine.yaml' is a file"),
        (["run", "--articles", "press", "--out", "."], ".: is there already and not of an earlier"),
        (["lab", "--articles", "press", "--out", "mine.yaml"], "mine.yaml: is there already"),
        (["compare", "mine.yaml", "mine.yaml"], "Missing option '--articles'"),
        (["convert", "mine.lc3", "mine.yaml"], "mine.yaml: there is such a file already"),
        (["code", "--sample", "0"], "0 is not in the range x>=1"),
    ],
)
def test_wrong_options_and_paths_end_with_status_2_and_the_reason(place, arguments, says, capsys):
    before = sorted(place.rglob("*"))
    assert run_command(*arguments) == 2
    out, err = capsys.readouterr()
    assert says in err and not out and sorted(place.rglob("*")) == before


@pytest.mark.parametrize(
    "arguments, names",
    [
        (["run", "--articles", "press"], ["--out", "press-themes"]),
        (["run", "--articles", "press", "--themes", "mine.yaml"], ["--out", "press-themes"]),
        (["lab", "--articles", "press", "--themes", "mine.yaml"], ["--out", "press-themes"]),
        (["code", "press", "--themes", "mine.yaml"], ["--out", "code.html"]),
        (["code", "press", "--themes", "mine.yaml", "--out", "a/b.html"], ["--out", "a/b.html"]),
        (["convert", "mine.lc3", "new.yaml"], ["NEW", "new.yaml"]),
    ],
)
def test_a_folder_that_cannot_be_written_is_named_before_anything_is_read(
    place, capsys, monkeypatch, arguments, names
):
    before = sorted(place.rglob("*"))
    monkeypatch.setattr(os, "access", lambda path, mode, **how: not mode & os.W_OK)
    assert run_command(*arguments) == 2
    out, err = capsys.readouterr()
    option, name = names
    says = f"{name}: no file can be written into {place}; give a place where you may write"
    assert option in err and says in err and not out
    assert sorted(place.rglob("*")) == before


def test_a_second_round_of_coding_needs_a_folder_that_can_be_written(place, capsys, monkeypatch):
    Path("codes").mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: path != "codes" or not mode & os.W_OK)
    assert run_command("code", "press", "--themes", "mine.yaml", "--after", "codes") == 2
    assert "'codes' is not writable" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["run", "lab", "count", "kwic", "code"])
def test_an_installed_package_has_no_articles_and_says_so(place, name, capsys):
    assert command.main([name]) == 2
    assert f"name your articles: newsthemes {name} --articles press/" in capsys.readouterr().err


# ---- count


def test_articles_that_no_term_counts_in_are_named(place, capsys):
    Path("press/c.txt").write_text("Le commerce est de retour, et ils en sont heureux.", "utf-8")
    Path("of-one.yaml").write_text("Trade: [{term: trade, language: en}]\n", "utf-8")
    assert run_command("count", "press", "--themes", "of-one.yaml", "--language", "fr") == 0
    says = "to look at: 3 of 3 articles: in French, and no term is; the terms are in English. Add "
    assert capsys.readouterr().err.startswith(says)


def test_doubts_are_named_beside_what_was_left_out(place, capsys):
    (place / "press" / "c.jsonl").write_text(
        '{"body": "Iran", "date": "yesterday"}\n{"text": "trade\n', encoding="utf-8"
    )
    assert run_command("count", "press", "--themes", "mine.yaml") == 3
    left_out, look_at = capsys.readouterr().err.splitlines()
    assert left_out.startswith("left out: press/c.jsonl, line 2 is not a JSON object")
    assert look_at.startswith("to look at: press/c.jsonl, line 1 date 'yesterday' does not name")


REMOVED = "has HTML, as 1 text of the table, which was removed (<p> and </p>)"
UNSURE = "may have its day or its month first; --day-first says the day"


@pytest.mark.parametrize(
    "name, text, says",
    [
        ("c.csv", "text,date\nTrade.,04/03/2026\n", f"c.csv, line 2 date '04/03/2026' {UNSURE}"),
        ("c.csv", "text\n<p>Trade.</p>\n", f"c.csv, line 2 {REMOVED}"),
        ("sub/c.txt", "Trade.", "sub is a subfolder, and was not read; --recursive reads it"),
        ("c.csv", "text,language\nTrade.,?\n", "; --language de says it of all"),
        ("c.csv", "speech\nTrade.\n", '--text-column "NAME"; themes are named with --themes'),
        ("c.csv", "text,body\nTrade.,No\n", 'to choose another, give --text-column "NAME"'),
    ],
)
def test_what_to_do_is_said_in_options_of_the_command(place, name, text, says, capsys):
    (place / "press" / name).parent.mkdir(exist_ok=True)
    (place / "press" / name).write_text(text, encoding="utf-8")
    run_command("count", "press/", "--themes", "mine.yaml")
    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines if "press/" in line and line.endswith(says)], lines
    assert not [line for line in lines if "//" in line]


def test_counts_by_several_keys_and_a_file_that_is_named_twice_is_read_once(place, capsys):
    given = "count press --articles press/b.txt --themes mine.yaml --format json"
    assert run_command(*given.split(), "--by", "paragraph,theme") == 0
    names = ["article", "paragraph", "theme", "mentions"]
    shown = json.loads(capsys.readouterr().out)
    found = {tuple(row[name] for name in names) for row in shown if row["mentions"]}
    assert found == {
        ("a", 1, "Trade", 1), ("a", 1, "title", 1), ("a", 2, "Trade", 2), ("b", 1, "Iran", 2),
    }  # fmt: skip


def test_issues_are_themes_that_come_with_the_library(place, capsys):
    (place / "issues").mkdir()  # a folder of this name is none
    assert run_command("count", "press", "--themes", "issues", "--format", "csv") == 0
    assert '"Issues","Trade",' in capsys.readouterr().out
    assert run_command("convert", "issues", "own.yaml") == 0
    assert (place / "own.yaml").read_text(encoding="utf-8") == read_lexicon("issues").source


@pytest.mark.parametrize(
    "arguments, says",
    [
        (["press", "--by", "party"], "--by: the articles have no column 'party'; there are "),
        (
            ["press", "--by", "themes"],
            "--by: the articles have no column 'themes' (did you mean 'theme'?)",
        ),
        (["press", "--by", "month"], "--by: no article has a date that says its month"),
        (["press/c.txt"], "press/c.txt: is empty"),
        (["press", "--themes", "press/a.txt"], "a.txt, line 1: "),
        (["press", "--language", "Klingon"], "language is a code such as"),
    ],
)
def test_what_cannot_be_counted_ends_with_the_reason(place, arguments, says, capsys):
    if "press/c.txt" in arguments:
        (place / "press" / "c.txt").write_bytes(b"")
    assert run_command("count", "--themes", "mine.yaml", *arguments) == 1
    out, err = capsys.readouterr()
    assert err.startswith(f"run.py: {says}") and not out


def test_a_reader_that_closed_the_pipe_gets_no_complaint(place):
    lines = "import sys; from newsthemes.command.main import main; sys.exit(main(sys.argv[1:]))"
    arguments = ["count", "press", "--themes", "mine.yaml", "--format", "csv"]
    process = subprocess.Popen(
        [sys.executable, "-c", lines, *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT), "TQDM_DISABLE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait()


MARK = "\ufeff"
HOSTILE = "\x1b]0;x\x07\u202e\x9b2J"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_nothing_in_a_name_steers_the_terminal(place, capsys, monkeypatch):
    # which draws a bar on a slow machine
    monkeypatch.setattr("newsthemes.articles.article_reader.tqdm", lambda files, **_: files)
    (place / "press" / f"{HOSTILE}.txt").write_text("trade", encoding="utf-8")
    (place / "press" / f"{HOSTILE}\r.json").write_text("{", encoding="utf-8")
    for arguments in (["press", "--by", "article"], [f"press/{HOSTILE}\r.json"]):
        assert run_command("count", *arguments, "--themes", "mine.yaml")
        said = "".join(capsys.readouterr())
        assert not set("\x1b\x07\x9b\u202e\r") & set(said)


def test_csv_is_not_computed_by_a_spreadsheet(place, capsys):
    names = ["=HYPERLINK(1)", "+cmd", "-2+3", "@SUM(A1)", "-5"]
    rows = [json.dumps({"text": "Iran", "side": name, "id": name}) for name in names]
    (place / "press" / "c.jsonl").write_text("\n".join(rows), encoding="utf-8")
    given = "count press/c.jsonl --themes mine.yaml --by side --format csv".split()
    assert run_command(*given) == 0
    shown = csv.reader(io.StringIO(capsys.readouterr().out.removeprefix(MARK)))
    assert {row[0] for row in shown} == {"side", *(f"'{name}" for name in names[:4]), "-5"}


def test_csv_opens_in_excel(place, capsys):
    given = "press", "--themes", "mine.yaml"
    compare = ["compare", "mine.yaml", "mine.yaml", "--articles", "press"]
    for words in (["count", *given], ["kwic", *given], compare):
        assert run_command(*words, "--format", "csv") == 0
        assert capsys.readouterr().out.startswith(f'{MARK}"')
        for form in ("json", "table"):
            assert run_command(*words, "--format", form) == 0
            assert MARK not in capsys.readouterr().out


# ---- convert


def test_convert_writes_yaml_and_lists_what_was_lost(place, capsys):
    assert run_command("convert", "mine.lc3", "new.yaml") == 3
    out, err = capsys.readouterr()
    assert out == "new.yaml: 1 term, 1 left out.\n"
    assert "\nmine.lc3, line 3, tr?de: its ? is a wildcard here" in err
    written = (place / "new.yaml").read_text(encoding="utf-8")
    assert written == "# From mine.lc3 (Lexicoder).\nTrade:\n  - trade\n"


def test_convert_reads_the_encoding_that_is_named(place):
    (place / "pl.yaml").write_bytes("T: [żołądź]".encode("iso8859_2"))
    assert run_command("convert", "pl.yaml", "new.yaml", "--encoding", "iso8859_2") == 0
    assert "żołądź" in (place / "new.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("before, after", [
    ("T: [US, u.s.]\n", "T:\n  - {term: US, case: any}\n  - u.s.\n"),
    ("T:\n  - 'US'  # here\n  - S:\n      - EU\n",
     "T:\n  - {term: 'US', case: any}  # here\n  - S:\n      - {term: EU, case: any}\n"),
    ("T:\n- {term: US, case: exact}\n", "T:\n- {term: US, case: exact}\n"),
])  # fmt: skip
def test_convert_takes_yaml_for_quantedas_where_case_does_not_matter(place, before, after):
    (place / "q.yml").write_text(before, encoding="utf-8")
    assert run_command("convert", "q.yml", "new.yaml") == 0
    assert (place / "new.yaml").read_text(encoding="utf-8") == after


# ---- suggest


def test_suggest_prints_themes_that_count_reads(place, capsys):
    (place / "met.txt").write_text("He met Wang Yi. Wang left Oslo.", encoding="utf-8")
    assert run_command("suggest", "met.txt") == 0
    out, err = capsys.readouterr()
    assert not err and out.startswith("# Themes that the articles suggest. ")
    assert out.endswith(
        "\n\nNames:\n  # He met Wang Yi. Wang left Oslo.\n  Wang Yi:\n    - Wang Yi  # name, 1\n"
        "    - Wang  # short name, 1\n\n"
        "  # He met Wang Yi. Wang left Oslo.\n  Oslo:\n    - Oslo  # name, 1\n"
    )
    (place / "own.yaml").write_text(out, encoding="utf-8")
    assert run_command("count", "met.txt", "--themes", "own.yaml", "--format", "csv") == 0
    assert '"Names","Wang Yi",2,' in capsys.readouterr().out
    assert "# Common issues of news, such as trade and health, are not among them" in out
    (place / "trade.txt").write_text("Tariffs, and trade, they say.", encoding="utf-8")
    assert run_command("suggest", "trade.txt") == 0
    assert "# The issues are those of a general list" in capsys.readouterr().out
    assert run_command("suggest", "met.txt", "--most", "1") == 0
    assert "Oslo:" not in capsys.readouterr().out


def test_suggest_says_what_was_left_out_and_when_there_is_nothing(place, capsys):
    (place / "press" / "c.txt").write_bytes(b"")
    (place / "press" / "met.txt").write_text("He met Wang Yi.", encoding="utf-8")
    assert run_command("suggest", "press") == 3
    out, err = capsys.readouterr()
    assert "Wang Yi:" in out and "left out: press/c.txt" in err
    (place / "of.txt").write_text("of the", encoding="utf-8")
    assert run_command("suggest", "of.txt") == 1
    said = "run.py: the articles suggest no theme; name a list with --themes, or give longer articles\n"
    assert capsys.readouterr() == ("", said)


# ---- run


def test_a_run_of_ones_own_writes_its_folder_and_leaves_the_project_alone(
    place, project, without_kernels, capsys
):
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    (place / "press" / "c.txt").write_bytes(b"")
    (place / "press" / "d.txt").write_bytes((place / "press" / "a.txt").read_bytes())
    arguments = ["--articles", "press", "--themes", "mine.yaml", "--nested", "count"]
    assert run_command(*arguments) == 3
    out, err = capsys.readouterr()
    assert out.startswith(
        "The results come into press-themes.\nReading the articles ...\nExecuting"
    )
    assert out.endswith("written.\nNext: open press-themes/report.html in a browser.\n")
    assert err.startswith("left out: press/c.txt is empty") and err.count("c.txt") == 1
    new = place / "press-themes"
    written = {path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file()}
    assert written == {
        ".manifest.json", "README.md", "report.ipynb", "report.html", "index.html", "methods.html",
        "figures/1-a.png", "tables/1-themes.csv", "tables/tables.xlsx", "left-out.csv",
    }  # fmt: skip
    book = nbformat.read(new / "report.ipynb", as_version=4)
    assert parameters(book) == {
        "ARTICLES": ["../press"], "THEMES": "../mine.yaml", "FIGURES": "figures",
        "NESTED": "count", "THEME": "Ours", "PERIOD": "date", "BY": "article",
    }  # fmt: skip
    shown = book.cells[-1].outputs[-1]["data"]["text/plain"]
    assert shown == "('count', ['a', 'b', 'd'])"
    note = (new / "README.md").read_text(encoding="utf-8")
    index = (new / "index.html").read_text(encoding="utf-8")
    again = f"python3 run.py {' '.join(arguments)} --codes codes"
    assert f"into the folder codes and run: <code>{again}</code>" in index
    notes = (new / "left-out.csv").read_text(encoding="utf-8")
    assert '"left out","press/c.txt","","is empty' in notes
    assert '"counted, repeats another","press/d.txt","","d repeats most of a"' in notes
    label = "left out: 1 · counted, repeats another: 1 · listed in left-out.csv"
    assert f"Articles: 3 · {label}" in note and f"<td>3 articles · {label}" in index
    assert "python3 run.py --articles press --themes mine.yaml" in note and "`newsthemes`" in note
    assert "mentions (sentences): Trade" in note
    for name in written:
        data = (new / name).read_bytes()
        assert str(place).encode() not in data and b"War*" not in data
    pages = [path.read_text(encoding="utf-8") for path in new.glob("*.html")]
    assert not any("c.txt" in text or "1 left out" in text for text in pages)
    assert "Tariffs hit" in (new / "index.html").read_text(encoding="utf-8")
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_days_in_names_of_files_are_offered_and_count_once_they_are_moved(
    place, project, without_kernels, capsys
):
    press, out = place / "press", place / "press-themes"
    for number, path in enumerate(sorted(press.iterdir()), 8):
        path.rename(press / f"2024-03-0{number}-ap-{path.name}")
    arguments = ["--articles", "press", "--themes", "mine.yaml"]
    assert run_command(*arguments) == 0
    said = "do not (dates: 2, sources: 2, articles: 2). press-themes/sources.csv proposes"
    assert said in capsys.readouterr().err
    assert said in (out / "README.md").read_text(encoding="utf-8")
    assert "sources.csv" in read_manifest(out).files
    articles = read_articles(press)
    assert set(articles["date"] + articles["source"]) == {""}
    (out / "sources.csv").rename(press / "sources.csv")
    assert run_command(*arguments) == 0
    assert "sources.csv" not in capsys.readouterr().err + " ".join(os.listdir(out))
    assert read_articles(press)["date"].tolist() == ["2024-03-08", "2024-03-09"]


def test_readme_says_that_the_articles_suggested_the_themes(
    place, project, without_kernels, capsys
):
    text = "Maria Cole spoke on steel tariffs. Steel tariffs rose, Maria Cole said."
    (place / "press" / "a.txt").write_text(text, encoding="utf-8")
    readme = place / "press-themes" / "README.md"
    assert run_command("--articles", "press") == 0
    said = SUGGESTED.format("themes.yaml")
    assert said in readme.read_text(encoding="utf-8")
    assert run_command("--articles", "press", "--themes", "mine.yaml") == 0
    assert "suggested" not in readme.read_text(encoding="utf-8")


def test_what_was_added_to_the_folder_of_a_run_stays_but_for_overwrite(
    place, project, not_executed, capsys
):
    arguments = ["run", "--articles", "press", "--themes", "mine.yaml"]
    assert run_command(*arguments) == 0
    new, name = place / "press-themes", "report.ipynb"
    written, mine = (new / name).read_bytes(), {"README.md": b"mine", "notes.html": b"mine"}
    book = nbformat.read(project / "template.ipynb", 4)
    book.cells[0].source += "\n\nOf a later version."
    nbformat.write(book, project / "template.ipynb")
    for added in [*mine, name]:
        (new / added).write_bytes(b"mine")
    assert run_command(*arguments) == 0
    assert f"{name} was changed since the last run and is kept" in capsys.readouterr().err
    assert {added: (new / added).read_bytes() for added in mine} == mine
    assert (new / name).read_bytes() == b"mine"
    assert "Of a later version." in (new / "report.html").read_text(encoding="utf-8")
    assert run_command(*arguments, "--overwrite") == 0
    assert len((new / name).read_bytes()) > len(written)
    assert (new / "notes.html").read_bytes() == b"mine" != (new / "README.md").read_bytes()


@pytest.mark.parametrize("name, edited", [("mine.yaml", "Trade: [so]\n"), ("press/new.txt", "So.")])
def test_an_input_that_is_edited_while_the_notebooks_run_ends_the_run(
    place, project, without_kernels, capsys, name, edited
):
    book = nbformat.read(project / "template.ipynb", 4)
    edit = f"\nPath({str(place / name)!r}).write_text({edited!r})"
    book.cells[2].source += edit
    nbformat.write(book, project / "template.ipynb")
    assert run_command("run", "--articles", "press", "--themes", "mine.yaml") == 1
    said = f"run.py: {name} was edited meanwhile; nothing was changed. Run again."
    assert capsys.readouterr().err.splitlines()[-1] == said
    assert not (place / "press-themes").exists()


def test_results_of_an_earlier_version_stay_but_for_overwrite(place, project, not_executed, capsys):
    new = place / "press-themes"
    names = ["site/index.html", "notebooks/1-the-article.ipynb", "figures/1-words.png"]
    replace_files(new, {new / name: b"old" for name in names}, Manifest())
    (new / "notebooks" / "mine.ipynb").write_bytes(b"mine")
    arguments = ["run", "--articles", "press", "--themes", "mine.yaml"]
    assert run_command(*arguments) == 2
    said = "press-themes: holds the results of an earlier version, in other folders; give another"
    err = capsys.readouterr().err
    assert said in err and "--out" in err and "--overwrite" in err
    assert {(new / name).read_bytes() for name in names} == {b"old"}
    assert run_command(*arguments, "--overwrite") == 0
    assert not any((new / name).exists() for name in names) and (new / "report.html").exists()
    assert (new / "notebooks" / "mine.ipynb").read_bytes() == b"mine" and not (
        new / "site"
    ).exists()


@pytest.mark.parametrize("kept", ["site/index.html", "notebooks/1-the-article.ipynb"])
def test_results_of_an_earlier_version_are_known_by_what_was_edited_in_them(place, kept, capsys):
    out = place / "press-themes"
    out.mkdir()
    (out / MANIFEST).write_bytes(manifest_bytes(Manifest(kept={kept: "hash"})))
    assert run_command("run", "--articles", "press", "--themes", "mine.yaml") == 2
    assert "holds the results of an earlier version" in capsys.readouterr().err


@pytest.mark.parametrize("left", [MANIFEST, f".{MANIFEST}.tmp"])
def test_a_folder_whose_first_run_was_killed_is_taken(place, left):
    (place / "new" / left).mkdir(parents=True)
    assert out_of(SimpleNamespace(articles=["press"], out="new")) == Path("new")
