"""What is kept for the kernels of a run: the same result, once; another one as soon as anything
that it depends on differs.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pandas as pd
import pytest

from newsthemes import find_mentions, read_articles, read_lexicon
from newsthemes.articles.read_articles import ArticleWarning
from newsthemes.text import memo as memos
from newsthemes.text.memo import FOLDER, kept_in, memo

THEMES = {"Trade": ["trade", "tariff*"], "Iran": ["Iran"]}


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The names of the results that are kept."""
    folder = tmp_path / "memo"
    folder.mkdir()  # as a run does: one that is gone does not come back
    monkeypatch.setenv(FOLDER, str(folder))
    return lambda: sorted(path.parent.name.split("-")[0] for path in folder.glob("*/result.pickle"))


@pytest.fixture
def press(tmp_path):
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "a.txt").write_text("Trade talks.\n\nTariffs on trade, and Iran.", encoding="utf-8")
    (folder / "b.txt").write_text("All is well.", encoding="utf-8")
    return folder


def test_nothing_is_kept_unasked(press, tmp_path, monkeypatch):
    monkeypatch.delenv(FOLDER, raising=False)
    find_mentions(read_articles(press), read_lexicon(THEMES))
    assert [path.name for path in tmp_path.iterdir()] == ["press"]


def test_a_kept_result_is_the_same(press, kept, monkeypatch):
    first = read_articles(press)
    mentions = find_mentions(first, read_lexicon(THEMES))
    assert kept() == ["_articles", "_mentions"]
    monkeypatch.setattr(
        "newsthemes.articles.read_articles._Reading", None
    )  # neither reads nor matches again
    monkeypatch.setattr("newsthemes.mentions.find.prepare", None)
    again = read_articles(press)
    found = find_mentions(again, read_lexicon(THEMES))
    for one, other in ((first, again), (mentions, found)):
        pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_what_differs_is_read_and_matched_anew(press, kept):
    articles, lexicon = read_articles(press), read_lexicon(THEMES)
    mentions = find_mentions(articles, lexicon)
    fewer = find_mentions(
        articles, read_lexicon(THEMES | {"Trade": ["trade"]})
    )  # another term of the same themes
    assert len(fewer) == len(mentions) - 1
    assert find_mentions(articles, lexicon, sentences=False)["sentence"].isna().all()
    inner = read_lexicon({"Talks": ["trade talks"], "Trade": ["trade"]})
    dropped, counted = (find_mentions(articles, inner, nested=way) for way in ("drop", "count"))
    assert len(counted) == len(dropped) + 1
    assert find_mentions(articles.assign(article=["x", "y"]), lexicon)[
        "article"
    ].unique().tolist() == ["x"]
    assert find_mentions(articles.assign(text=["Iran", ""]), lexicon)["match"].tolist() == ["Iran"]
    (press / "sources.csv").write_text("file,source\na.txt,Daily\n", encoding="utf-8")
    assert read_articles(press)["source"].tolist() == ["Daily", ""]
    before = (press / "b.txt").stat()
    (press / "b.txt").write_text("All is good.", encoding="utf-8")  # as long and old as before
    os.utime(press / "b.txt", ns=(1, before.st_mtime_ns))
    assert read_articles(press)["text"].tolist()[1] == "All is good."
    assert read_articles(press / "b.txt")["article"].tolist() == ["b"]


def test_what_was_used_last_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(memos, "MOST", 2)
    counted = []
    noted = memo(lambda name: (name,))(counted.append)
    folder = tmp_path / "kept" / "of-a-package"
    beside = [tmp_path / "kept" / name / "of-the-user" for name in "xyz"]
    for made in (folder, *beside):
        made.mkdir(parents=True)
    for asked in ("abca", "cab"):
        with kept_in(folder):
            for name in asked:
                noted(name)
                sleep(0.02)
    assert "".join(counted) == "abcb" and all(made.exists() for made in beside)


def test_equal_values_are_the_same_whether_or_not_they_are_one_object(kept):
    text, other = ("".join(["trade", end]) for end in (".", "."))
    assert text is not other
    _joined([text, text])
    _joined([text, other])
    assert kept() == ["_joined"]
    _joined([text + text])
    assert kept() == ["_joined", "_joined"]


def test_warnings_are_given_again(press, kept):
    (press / "c.txt").write_bytes(b"")
    for _ in range(2):
        with pytest.warns(ArticleWarning, match="1 left out"):
            read_articles(press)
    assert kept() == ["_articles"]


def test_errors_are_not_kept(press, kept):
    with pytest.raises(ValueError, match="is given twice"):
        find_mentions(
            pd.DataFrame({"article": ["a", "a"], "text": ["x", "y"]}), read_lexicon(THEMES)
        )
    with pytest.raises(ValueError, match="no such"):
        _failing(1)
    assert kept() == []


@memo(lambda texts: (texts,))
def _joined(texts):
    return "".join(texts)


@memo(lambda number: (number,))
def _failing(number):
    raise ValueError(f"no such {number}")


def test_who_comes_second_waits_for_the_first(kept):
    calls = []

    @memo(lambda number: (number,))
    def slow(number):
        calls.append(number)
        sleep(0.1)
        return 2 * number

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(slow, [4, 4])) == [8, 8]
    assert calls == [4]
