"""Articles on Dask: the same tables as in pandas, parts that are whole or not there, nothing lost
in silence.
"""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from distributed import Client

import newsthemes as th
from newsthemes import scale
from newsthemes.articles.read_articles import read_with_report

pytestmark = pytest.mark.slow

# whatever folder another test has gone to
NOTEBOOKS = Path(__file__).resolve().parents[1]
ISSUES = {"Trade": ["trade", "tariff*"], "Iran": ["Iran"]}
LEXICON = th.read_lexicon({"Issues": ISSUES, "States": {"US": ["US"]}})
TEXTS = ["Trade and the US. Tariffs.", "no", "trade trade\n\nUS trade", "US", "a tariff"] * 5
IDS, DESKS = [f"{n:02}" for n in range(25)], list("bbcbb" * 3 + "aacab" * 2)
ARTICLES = pd.DataFrame({"article": IDS, "desk": DESKS, "text": TEXTS})
ARTICLES["desk"] = ARTICLES["desk"].mask(ARTICLES["desk"] == "b")  # a missing value is one, too
MENTIONS = th.find_mentions(ARTICLES, LEXICON)


@pytest.fixture(scope="module", autouse=True)
def client():
    how = {"n_workers": 1, "threads_per_worker": 2, "dashboard_address": ":0"}
    with Client(processes=False, **how) as started:
        yield started


def as_parquet(folder):
    ARTICLES.to_parquet(folder / "articles.parquet", row_group_size=10)
    return folder / "articles.parquet"


def as_lines(folder, articles=ARTICLES, name="articles.jsonl"):
    articles.to_json(folder / name, orient="records", lines=True)
    return folder / name


def as_packed_lines(folder):
    return as_lines(folder, name="articles.jsonl.gz")


def same(got, wanted):
    pd.testing.assert_frame_equal(got.reset_index(drop=True), wanted, check_dtype=False)


@pytest.mark.parametrize("write", [as_parquet, as_lines, as_packed_lines])
def test_tables_equal_those_of_pandas(write, tmp_path):
    articles = scale.read_lazily(write(tmp_path), part_bytes=300)
    assert articles.npartitions > 1 or write is as_packed_lines
    assert not len(scale.write_mentions(articles, LEXICON, tmp_path / "out"))
    lazily, written = th.find_mentions(articles, LEXICON), scale.read_mentions(tmp_path / "out")
    assert lazily.dtypes[["group", "theme", "term"]].eq("str").all()  # known beforehand
    same(lazily.compute(), MENTIONS)
    same(written.compute(), MENTIONS)
    wanted = th.counts(MENTIONS, ARTICLES, LEXICON)
    same(th.counts(written, scale.read_counted(tmp_path / "out"), LEXICON), wanted)


def test_of_articles_that_were_read_lazily_nothing_is_said_to_be_unread(tmp_path, recwarn):
    titled = ARTICLES.assign(title="A title", text="Shares of &amp;lt;B&amp;gt; rose on trade.")
    articles = scale.read_lazily(as_lines(tmp_path, titled))
    scale.write_mentions(articles, LEXICON, tmp_path / "out")
    assert len(scale.read_mentions(tmp_path / "out")) == len(titled)
    assert [str(warning.message) for warning in recwarn if "nt." in str(warning.message)] == []


@pytest.mark.parametrize(
    "by", ["term", "desk", "article", ["theme", "desk"], ["theme", "paragraph"]]
)
def test_counts_equal_those_of_pandas(by, tmp_path):
    for path in (as_parquet(tmp_path), as_lines(tmp_path)):
        articles = scale.read_lazily(path, part_bytes=300)
        assert articles.npartitions > 1
        for sentences in (True, False):
            wanted = th.find_mentions(ARTICLES, LEXICON, sentences=sentences)
            wanted = th.counts(wanted, ARTICLES, LEXICON, by=by)
            mentions = th.find_mentions(articles, LEXICON, sentences=sentences)
            same(th.counts(mentions, articles, LEXICON, by=by), wanted)


@pytest.mark.parametrize("about", [{}, {"date": ""}])
def test_a_period_that_no_date_says_is_an_error(about, tmp_path):
    articles = scale.read_lazily(as_lines(tmp_path, ARTICLES.assign(**about)), part_bytes=300)
    mentions = th.find_mentions(articles, LEXICON)
    with pytest.raises(ValueError, match="^counts: no article has a date that says its month"):
        th.counts(mentions, articles, LEXICON, by=["theme", "month"])


def test_a_folder_of_files(tmp_path):
    lexicon = th.read_lexicon({"Trade": ["trade", "tariff*"], "Deals": ["US trade"]})
    texts = {"a.txt": "Trade.", "b.txt": "US trade\r\n\r\nIran", "a.md": "tariff", "c.txt": ""}
    for name, text in {**texts, "README.md": "x", "d.html": "<p>Trade, a war.</p>"}.items():
        (tmp_path / name).write_bytes(text.encode())
    articles = scale.read_lazily(tmp_path)
    assert articles.npartitions == 1
    failed = scale.write_mentions(articles, lexicon, tmp_path / "out", nested="count")
    assert failed["article"].tolist() == ["c"] and "is empty" in failed["error"][0]
    read = [tmp_path / name for name in ("a.md", "a.txt", "b.txt", "d.html")]
    wanted = th.find_mentions(th.read_articles(read), lexicon, nested="count")
    assert len(wanted) == 5
    same(scale.read_mentions(tmp_path / "out").compute(), wanted)


def test_the_same_file_twice_is_read_once_and_kinds_go_together(tmp_path):
    path, link = as_lines(tmp_path), tmp_path / "link.jsonl"
    link.symlink_to(path)
    assert len(scale.read_lazily([path, path, link, tmp_path])) == len(ARTICLES)
    (tmp_path / "a.txt").write_text("Trade.")
    assert scale.read_lazily(tmp_path)["article"].compute().tolist()[-1] == "a"


def test_what_read_articles_leaves_out_is_named_and_not_counted(tmp_path):
    texts = ["trade", ["trade", "trade"], 5, {"trade": 1}, None, "", "\ud83d trade"]
    table = pd.DataFrame({"article": list("abcdefg"), "text": texts})
    lines, bad = tmp_path / "articles.jsonl", ['{"article": "half", "te', '["a list"]']
    lines.write_text("\n".join([*map(json.dumps, table.to_dict("records")), *bad]))
    failed = scale.write_mentions(scale.read_lazily(lines), LEXICON, tmp_path / "out")
    read = read_with_report(lines, headlines="drop")
    assert failed["error"].tolist() == [note.reason for note in read.skipped] and len(failed) == 7
    assert failed["article"].tolist()[-2:] == ["articles-0-line-8", "articles-0-line-9"]
    counted = scale.read_counted(tmp_path / "out").compute()
    assert counted["article"].tolist() == read.articles["article"].tolist() == ["a", "g"]
    places = ["article", "start", "end", "match"]
    found = scale.read_mentions(tmp_path / "out").compute()
    same(found[places], th.find_mentions(read.articles, LEXICON)[places])


def test_input_that_cannot_be_counted_at_all(tmp_path):
    with pytest.raises(FileNotFoundError, match="none"):
        scale.read_lazily(tmp_path / "none")
    with pytest.raises(ValueError, match="holds no article"):
        scale.read_lazily(tmp_path)
    (tmp_path / "a.jsonl").write_text('{"n": 1}')
    failed = scale.write_mentions(scale.read_lazily(tmp_path), LEXICON, tmp_path / "out")
    assert "has no column named text" in failed["error"][0]


def parts_of(out):
    """When each part was written, by its path."""
    return {path: path.stat().st_mtime_ns for path in sorted(out.glob("*/part-*.parquet"))}


AGAIN = """import sys
import pandas
pandas.options.mode.string_storage = "python"  # as in conftest.py
from newsthemes import read_lexicon, scale
for path in sys.argv[1:]:
    scale.write_mentions(scale.read_lazily(path, 300), read_lexicon({"T": ["trade"]}), path + ".out")
"""


def test_another_process_writes_the_parts_that_are_missing(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("Trade.")
    paths = [as_parquet(tmp_path), as_lines(tmp_path), as_packed_lines(tmp_path)]
    paths.append(tmp_path / "texts")
    before, after = {}, {}
    for path in paths:
        lexicon, out = th.read_lexicon({"T": ["trade"]}), path.with_name(f"{path.name}.out")
        scale.write_mentions(scale.read_lazily(path, 300), lexicon, out)
        before |= parts_of(out)
    (missing,) = {path for path in before if "jsonl.out/articles/part-000001" in path.as_posix()}
    missing.unlink()  # as if killed between the two files of the part
    with pytest.raises(ValueError, match="missing: 1 of .*start the same run again"):
        scale.read_counted(missing.parents[1])
    subprocess.run([sys.executable, "-c", AGAIN, *map(str, paths)], cwd=NOTEBOOKS, check=True)
    for path in paths:
        after |= parts_of(path.with_name(f"{path.name}.out"))
    anew = {path.name for path, time in after.items() if time != before[path]}
    assert after.keys() == before.keys() and anew == {missing.name}


def test_a_full_disk_is_named_and_the_same_run_goes_on(tmp_path, monkeypatch):
    articles, out, whole = scale.read_lazily(as_lines(tmp_path), 300), tmp_path / "out", os.fsync

    def full(file):
        if list(out.glob("articles/part-*.parquet")):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        whole(file)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=r"No space left on device.*part-0"):
        scale.write_mentions(articles, LEXICON, out)
    monkeypatch.undo()
    kept = parts_of(out)
    scale.write_mentions(articles, LEXICON, out)
    same(scale.read_mentions(out).compute(), MENTIONS)
    done = [path for path in kept if path.parent.name == "articles"]
    assert done and all(parts_of(out)[path] == kept[path] for path in done)
    assert not list(out.rglob("*.tmp"))


@pytest.mark.parametrize("change", ["lexicon", "articles", "nested"])
def test_parts_of_another_run_are_not_mixed_with_these(change, tmp_path):
    file, out = as_lines(tmp_path), tmp_path / "out"
    how = {"lexicon": LEXICON, "nested": "drop"}
    scale.write_mentions(scale.read_lazily(file), folder=out, **how)
    before = parts_of(out)
    if change == "articles":
        os.utime(file, (0, 0))  # changed, as far as one can see without reading it
    others = {"lexicon": th.read_lexicon({"Empty": ["war"]}), "nested": "count"}
    other = how | {name: value for name, value in others.items() if name == change}
    with pytest.raises(ValueError, match="holds another run .*; give another folder"):
        scale.write_mentions(scale.read_lazily(file), folder=out, **other)
    assert parts_of(out) == before


def test_parts_of_another_version_are_not_mixed_with_these(tmp_path):
    articles, out = scale.read_lazily(as_lines(tmp_path), 300), tmp_path / "out"
    scale.write_mentions(articles, LEXICON, out)
    note = json.loads((out / "run.json").read_bytes())
    (out / "run.json").write_text(json.dumps(note | {"code": "another"}))
    with pytest.raises(ValueError, match="another version of newsthemes wrote.; give another"):
        scale.write_mentions(articles, LEXICON, out)


def test_an_id_that_is_given_twice_is_an_error(tmp_path):
    both = [as_lines(tmp_path), as_lines(tmp_path, ARTICLES.iloc[[3]], "more.jsonl")]
    with pytest.raises(ValueError, match="the id '03' is given twice"):
        scale.write_mentions(scale.read_lazily(both, 300), LEXICON, tmp_path / "out")
