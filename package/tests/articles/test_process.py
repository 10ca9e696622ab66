"""Readers in a process apart: what takes too long or too much ends, and the next file is read."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from newsthemes import read_articles
from newsthemes.articles.formats import limited_process as process
from newsthemes.articles.formats.plain_text import read_text
from newsthemes.articles.read_articles import ArticleWarning
from newsthemes.files.read_files import FileError

pytestmark = pytest.mark.slow

PACKAGE = Path(process.__file__).parents[3]


def reads():
    return process.read_apart(read_text, "They met.")[0].text == "They met."


def test_what_takes_too_long_is_ended_and_the_next_file_read(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(process, "SECONDS", 0.3)
        late = "takes more than 0 seconds to read, too long for an article; save it as"
        with pytest.raises(FileError, match=late):  # the loop is in C, and holds Python's lock
            process.read_apart(re.match, "(a|a)*b", "a" * 60)
    assert reads()


@pytest.mark.skipif(sys.platform != "linux", reason="no limit of memory on this system")
def test_what_takes_too_much_memory_is_refused_and_the_next_file_read(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(process, "MEMORY", 300_000_000)
        with pytest.raises(FileError, match="takes more than 0.3 GB of memory to read"):
            process.read_apart(bytes.center, b"a", 10**9)
    assert reads()


def test_one_process_reads_all_and_another_takes_its_place():
    assert reads()
    child = process._children[os.getpid()]
    assert reads() and process._children[os.getpid()] is child
    child.kill(), child.wait()
    assert reads() and process._children[os.getpid()] is not child


def test_an_interrupted_read_leaves_no_answer_behind(monkeypatch):
    def interrupted(file):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(process.pickle, "load", interrupted)
        with pytest.raises(KeyboardInterrupt):
            process.read_apart(read_text, "They left.")
    assert reads()


def test_a_hostile_page_of_a_folder_is_named_and_the_others_read(tmp_path, monkeypatch):
    paragraph = "<p>The ministers met in Geneva and spoke of trade for six hours.</p>"
    good = f"<html><body><article>{paragraph * 5}"
    for name, page in (("a", good), ("b", "<html><body>" + "<p>x" * 50_000), ("c", good)):
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
    # 0.2 seconds for it, and all others have theirs
    monkeypatch.setattr(process, "SECONDS_PER_MB", (0.2 - process.SECONDS) / 0.2)
    with pytest.warns(ArticleWarning, match="b.html takes more than 0 seconds to read"):
        assert list(read_articles(tmp_path).article) == ["a", "c"]


def test_the_process_ends_with_the_one_that_started_it():
    code = "import os; from newsthemes.articles.formats import limited_process as process, plain_text as text; process.subprocess.DEVNULL = None"
    # as one that is killed, without a farewell
    code += "; process.read_apart(text.read_text, 'a'); os._exit(0)"
    env = os.environ | {"PYTHONPATH": str(PACKAGE)}
    # the child has its standard error, which ends when the last process that holds it has ended
    subprocess.run(
        [sys.executable, "-c", code], env=env, stderr=subprocess.PIPE, check=True, timeout=600
    )


@pytest.mark.skipif(not process.LATE, reason="no timer of the processor on this system")
def test_a_reader_that_waits_for_a_processor_is_not_ended(monkeypatch):
    monkeypatch.setattr(process, "SECONDS", 1)
    # which takes two seconds by the clock, and none of a processor
    assert process.read_apart(subprocess.getoutput, "sleep 2; echo read") == "read"
