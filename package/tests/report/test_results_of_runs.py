"""What a run wrote is no article, and stays where another run would write."""

import json
import warnings
from pathlib import Path

import pytest

import newsthemes as nt
from commands import run_command
from newsthemes.files.manifest import MANIFEST
from newsthemes.files.write_files import sha256


def write(name, text="other"):
    def change(root):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)

    return change


@pytest.mark.slow
def test_results_of_a_run_are_no_articles_of_the_next(place, project, without_kernels, capsys):
    """Though they lie in the folder that is read, and one was edited."""
    (place / "press" / "out").mkdir()
    given = ["--articles", "press", "--recursive", "--themes", "mine.yaml"]
    run, out = ["run", *given, "--out", "press/out"], place / "press" / "out"
    for again in range(2):
        assert run_command(*run) == 0
        assert ("press/out holds files that a run wrote" in capsys.readouterr().err) == again
    table = out / "tables" / "1-themes.csv"
    for edited in range(3):
        assert run_command("count", *given, "--by", "article", "--format", "csv") == 0
        told, err = capsys.readouterr()
        assert {line.split(",")[0] for line in told.splitlines()[1:]} == {'"a"', '"b"'}
        since = "; changed since: tables/1-themes.csv" * bool(edited)
        assert f"not read: press/out holds files that a run wrote: 7{since}\n" in err
        table.write_text(f"text,title\nTrade talks {edited // 2}.,Mine\n")
        assert run_command(*run) == 0  # which keeps it
        err = capsys.readouterr().err
        assert "tables/1-themes.csv was changed since the last run and is kept" in err
    (out / "mine.txt").write_text("Trade.")  # that one is
    with pytest.warns(UserWarning, match="not read: press/out holds files that a run"):
        assert [*nt.read_articles("press", recursive=True)["article"]] == ["a", "b", "mine"]
    with pytest.raises(ValueError, match="index.html: is a page with counts"):
        nt.read_articles("press/out/index.html")


@pytest.mark.parametrize("pattern", ["press/*/*.*", "press/../press/**/*.*", "press/out", "press"])
def test_what_a_run_wrote_is_known_by_its_hash(place, pattern):
    """And by the manifest in that folder alone, of which one file has its hash."""
    hashes = {name: sha256(name.encode()) for name in ("a.txt", "b.txt")}
    for name in hashes:
        write(f"press/out/{name}", name)(place)
    write("press/out/c.txt", "Trade.")(place)
    others = {
        f"{folder}{name}": hash_
        for name, hash_ in hashes.items()
        for folder in ("out/", "press/out/")
    }
    write(MANIFEST, json.dumps({"files": others}))(place)

    def read():
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            articles = nt.read_articles(pattern, recursive=True)
        found = [path for path in articles["path"] if "out" in path]
        return [Path(path).name for path in found], "".join(str(each.message) for each in told)

    told = "press/out holds files that a run wrote"
    for files, names, says in [
        ({"a.txt": "x", "b.txt": "y"}, ["a.txt", "b.txt", "c.txt"], ""),
        (hashes, ["c.txt"], f"{told}: 2"),
        ({**hashes, "b.txt": "y", "gone.txt": "z"}, ["c.txt"], f"{told}: 2; changed since: b.txt"),
        ({"../out/a.txt": hashes["a.txt"]}, ["a.txt", "b.txt", "c.txt"], ""),
    ]:
        write(f"press/out/{MANIFEST}", json.dumps({"files": files}))(place)
        assert read()[0] == names and (says in read()[1] if says else told not in read()[1])


@pytest.mark.slow
def test_results_of_other_articles_are_not_replaced(place, project, without_kernels, capsys):
    for year in ("2023", "2024"):
        (place / year / "press").mkdir(parents=True)
        (place / year / "press" / "a.txt").write_text(f"Trade in {year}.")
    themes = ["--themes", "mine.yaml"]
    assert run_command("run", "--articles", "2023/press", *themes) == 0
    before = (place / "press-themes" / "index.html").read_bytes()
    for name in ("run", "lab"):
        capsys.readouterr()
        assert run_command(name, "--articles", "2024/press", *themes) == 2
        err = capsys.readouterr().err
        assert "press-themes: holds the results of ../2023/press" in err and "--out" in err
    assert (place / "press-themes" / "index.html").read_bytes() == before
    assert run_command("run", "--articles", f"{place}/2023/press/", *themes) == 0
    assert run_command("run", "--articles", "2024/press", *themes, "--overwrite") == 0
    assert (place / "press-themes" / "index.html").read_bytes() != before
