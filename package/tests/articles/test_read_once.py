"""What all notebooks of one run share: what was read, once; read anew as soon as anything that it
depends on differs.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pandas as pd
import pytest

from newsthemes import read_articles
from newsthemes.articles.read_articles import ArticleWarning
from newsthemes.articles.read_once import FOLDER, read_once


@pytest.fixture
def shared(tmp_path, monkeypatch):
    """The folder for what is shared."""
    folder = tmp_path / "shared"
    folder.mkdir()  # as a run does
    monkeypatch.setenv(FOLDER, str(folder))
    return folder


@pytest.fixture
def press(tmp_path):
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "a.txt").write_text("Trade talks.\n\nTariffs on trade, and Iran.", encoding="utf-8")
    (folder / "b.txt").write_text("All is well.", encoding="utf-8")
    return folder


def read_times(shared):
    return len(list(shared.glob("*/articles.pickle")))


def test_nothing_is_kept_unasked(press, tmp_path, monkeypatch):
    monkeypatch.delenv(FOLDER, raising=False)
    read_articles(press)
    assert [path.name for path in tmp_path.iterdir()] == ["press"]


def test_what_was_read_is_the_same(press, shared):
    first, again = read_articles(press), read_articles(press)
    pd.testing.assert_frame_equal(first, again, check_exact=True)
    assert read_times(shared) == 1


def test_what_differs_is_read_anew(press, shared):
    read_articles(press)
    (press / "sources.csv").write_text("file,source\na.txt,Daily\n", encoding="utf-8")
    assert read_articles(press)["source"].tolist() == ["Daily", ""]
    before = (press / "b.txt").stat()
    (press / "b.txt").write_text("All is good.", encoding="utf-8")  # as long and old as before
    os.utime(press / "b.txt", ns=(1, before.st_mtime_ns))
    assert read_articles(press)["text"].tolist()[1] == "All is good."
    assert read_articles(press / "b.txt")["article"].tolist() == ["b"]
    assert read_articles(press, language="de")["language"].tolist() == ["de", "de"]
    assert read_times(shared) == 5


def test_warnings_are_given_again(press, shared):
    (press / "c.txt").write_bytes(b"")
    for _ in range(2):
        with pytest.warns(ArticleWarning, match="1 left out"):
            read_articles(press)
    assert read_times(shared) == 1


def test_errors_are_not_kept(press, shared):
    for path in (press / "none.txt", press / "*.pdf"):
        for _ in range(2):
            with pytest.raises(ValueError):
                read_articles(path)
    assert read_times(shared) == 0


def test_who_comes_second_waits_for_the_first(shared):
    calls = []

    def slow():
        calls.append(1)
        sleep(0.1)
        return "read"

    with ThreadPoolExecutor(2) as pool:
        results = [pool.submit(read_once, lambda: "the same", slow) for _ in range(2)]
    assert [result.result() for result in results] == ["read", "read"] and calls == [1]


def test_a_kernel_that_outlives_its_run_does_not_bring_its_folder_back(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER, str(tmp_path / "gone" / "shared"))
    with pytest.raises(FileNotFoundError):
        read_once(lambda: "it", lambda: "read")
    assert not any(tmp_path.iterdir())
