"""Where the inputs of a run are found."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsthemes import read_articles, read_lexicon
from newsthemes.text.write_files import input_path, inputs_file
from newsthemes.trust.read_codes import read_codes


@pytest.fixture
def moved(tmp_path, monkeypatch):
    """A folder of notebooks that is no longer where its inputs are seen from. Returns where they
    are.
    """
    was, now = tmp_path / "was", tmp_path / "now"
    for folder in (was / "press", now):
        folder.mkdir(parents=True)
    (was / "press" / "a.txt").write_text("Trade is up.", encoding="utf-8")
    (was / "mine.yaml").write_text("Trade: [trade]", encoding="utf-8")
    (was / "codes.csv").write_text(
        "article,sentence,text,Trade\na,1,Trade is up.,1\n", encoding="utf-8"
    )
    names = {
        f"../gone/{name}": str(was / name) for name in ("press", "mine.yaml", "codes.csv", "never")
    }
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    (now / "inputs.json").write_bytes(inputs_file(now, names))
    monkeypatch.chdir(now)
    return was


def test_notebooks_find_their_inputs_though_their_folder_was_moved(moved):
    articles, lexicon = read_articles("../gone/press"), read_lexicon("../gone/mine.yaml")
    assert articles["article"].tolist() == ["a"] and read_articles(["../gone/press"])[
        "article"
    ].tolist() == ["a"]
    assert lexicon.path == (moved / "mine.yaml").as_posix()  # which the explorer saves to
    assert read_codes("../gone/codes.csv", articles, lexicon)["code"].tolist() == [1]


@pytest.mark.parametrize("path", ["../was/press", "../gone/never", "../gone/other"])
def test_a_path_stays_where_it_exists_or_nothing_is_known_of_it(moved, path):
    assert input_path(path) == Path(path)


BAD = [None, "{", "[1]", "{}", '{"name": 3}', '{"name": "../../../../x"}', '{"name": "\\u0000"}']


@pytest.mark.parametrize("content", BAD)
def test_a_path_stays_without_a_file_of_inputs(moved, content):
    Path("inputs.json").write_text(content, encoding="utf-8") if content else Path(
        "inputs.json"
    ).unlink()
    assert input_path("../gone/press") == Path("../gone/press")


def test_whoever_gets_the_folder_of_a_run_sees_no_path_of_its_author(moved, tmp_path, monkeypatch):
    written = Path("inputs.json").read_text(encoding="utf-8")
    assert json.loads(written)["reads"][0] == "../gone/press" and str(tmp_path) not in written
    monkeypatch.setenv("HOME", str(tmp_path / "another"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "another"))
    assert input_path("../gone/press") == Path("../gone/press")


def test_a_home_that_cannot_be_written_to_does_not_end_a_run(tmp_path, monkeypatch):
    (tmp_path / "home").write_text("a file")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    assert b"../press" in inputs_file(tmp_path, {"../press": "/press"})


FULL = """
import resource, signal, sys
from pathlib import Path
import newsthemes as nt
from newsthemes.lexicon.edit import save_lexicon
from newsthemes.trust.sheets import write_new
lexicon = nt.read_lexicon({"Trade": [f"term{number}" for number in range(9999)]})
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    if sys.argv[1].endswith(".tsv"):
        write_new(Path(sys.argv[1]), b"0" * 99_999)
    else:
        save_lexicon(lexicon, sys.argv[1])
except ValueError as error:
    sys.exit(str(error))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
@pytest.mark.parametrize("name", ["sample.tsv", "new.yaml"])
def test_a_new_file_for_which_there_is_no_room_is_named_and_not_left_half(tmp_path, name):
    path = tmp_path / name
    done = subprocess.run([sys.executable, "-c", FULL, path], capture_output=True, text=True)
    assert f"{name}: cannot be written (File too large)" in done.stderr.splitlines()[-1]
    assert done.returncode == 1 and list(tmp_path.iterdir()) == []
