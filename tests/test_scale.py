"""Articles on Dask: the same tables as in pandas, parts that are whole or not there, nothing lost
in silence.
"""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from distributed import Client

import newsthemes as th
from newsthemes import scale
from newsthemes.scale import __main__ as program
from newsthemes.text.write_files import locked

pytestmark = pytest.mark.slow

NOTEBOOKS = (
    Path(__file__).resolve().parents[1] / "notebooks"
)  # whatever folder another test has gone to
LEXICON = th.read_lexicon(
    {"Issues": {"Trade": ["trade", "tariff*"], "Iran": ["Iran"]}, "States": {"US": ["US"]}}
)
TEXTS = ["Trade and the US. Tariffs.", "no", "trade trade\n\nUS trade", "", "a tariff"] * 5
ARTICLES = pd.DataFrame(
    {
        "article": [f"{n:02}" for n in range(25)],
        "outlet": list("bbcbb" * 3 + "aacab" * 2),
        "text": TEXTS,
    }
)
MENTIONS = th.find_mentions(ARTICLES, LEXICON)


@pytest.fixture(scope="module", autouse=True)
def client():
    with Client(
        processes=False, n_workers=1, threads_per_worker=2, dashboard_address=":0"
    ) as started:
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
    same(lazily.compute(), MENTIONS)
    same(written.compute(), MENTIONS)
    assert th.read_lexicon(tmp_path / "out" / "themes.yaml").terms == LEXICON.terms
    for by in ["theme", "term", "group", "outlet", "article", ["theme", "outlet"]]:
        wanted = th.counts(MENTIONS, ARTICLES, LEXICON, by=by)
        same(th.counts(lazily, articles, LEXICON, by=by), wanted)
        same(th.counts(written, scale.read_counted(tmp_path / "out"), LEXICON, by=by), wanted)
    same(
        th.counts(lazily, articles, LEXICON, by=["theme", "paragraph"]),
        th.counts(MENTIONS, ARTICLES, LEXICON, by=["theme", "paragraph"]),
    )


def test_columns_are_known_before_anything_is_found(tmp_path):
    mentions = th.find_mentions(scale.read_lazily(as_parquet(tmp_path)), LEXICON)
    assert mentions.dtypes[["group", "theme", "term"]].eq("str").all()
    assert mentions.columns.tolist() == MENTIONS.columns.tolist()


def test_nested_and_sentences_are_passed_on(tmp_path):
    lexicon = th.read_lexicon({"Sea": ["South China Sea"], "China": ["China"]})
    articles = pd.DataFrame({"article": ["a", "b"], "text": ["South China Sea. China.", "none"]})
    lazily = scale.read_lazily(as_lines(tmp_path, articles), part_bytes=30)
    mentions = th.find_mentions(lazily, lexicon, nested="count", sentences=False)
    same(mentions.compute(), th.find_mentions(articles, lexicon, nested="count", sentences=False))
    assert th.counts(mentions, lazily, lexicon)["sentences"].isna().all()


def test_missing_values_are_one_of_their_own(tmp_path):
    articles = ARTICLES.assign(outlet=ARTICLES["outlet"].mask(ARTICLES["outlet"] == "b"))
    lazily = scale.read_lazily(as_lines(tmp_path, articles), part_bytes=300)
    for by in ("outlet", ["theme", "outlet"]):
        for sentences in (True, False):
            mentions = th.find_mentions(articles, LEXICON, sentences=sentences)
            wanted = th.counts(mentions, articles, LEXICON, by=by)
            same(
                th.counts(
                    th.find_mentions(lazily, LEXICON, sentences=sentences), lazily, LEXICON, by=by
                ),
                wanted,
            )
            assert wanted["outlet"].isna().any() and wanted["articles"].sum() > 9


def test_a_folder_of_files(tmp_path):
    for name, text in {
        "a.txt": "Trade.",
        "b.txt": "US trade\r\n\r\nIran",
        "a.md": "tariff",
        "c.txt": "",
        "README.md": "x",
    }.items():
        (tmp_path / name).write_bytes(text.encode())
    articles = scale.read_lazily(tmp_path, part_bytes=10)
    assert articles.npartitions == 1
    failed = scale.write_mentions(articles, LEXICON, tmp_path / "out")
    assert failed["article"].tolist() == ["c"] and "is empty" in failed["error"][0]
    whole = th.find_mentions(
        th.read_articles([tmp_path / name for name in ("a.md", "a.txt", "b.txt")]), LEXICON
    )
    same(scale.read_mentions(tmp_path / "out").compute(), whole)


def test_the_same_file_twice_is_read_once(tmp_path):
    path, link = as_lines(tmp_path), tmp_path / "link.jsonl"
    link.symlink_to(path)
    assert len(scale.read_lazily([path, path, link, tmp_path])) == len(ARTICLES)


def test_a_text_that_is_no_string_is_named_and_not_counted(tmp_path):
    texts = ["trade", ["trade", "trade"], 5, 2.5, True, {"trade": 1}, None]
    table = pd.DataFrame({"article": list("abcdefg"), "text": texts})
    failed = scale.write_mentions(
        scale.read_lazily(as_lines(tmp_path, table)), LEXICON, tmp_path / "out"
    )
    assert failed["article"].tolist() == list("bcdefg")
    spelled = ['["trade", "trade"]', "5", "2.5", "true", '{"trade": 1}', "null"]
    assert failed["error"].tolist() == [
        f"the text is {text}, which is no string; leave it out, or quote it" for text in spelled
    ]
    assert scale.read_counted(tmp_path / "out").compute()["article"].tolist() == ["a"]
    assert len(scale.read_mentions(tmp_path / "out").compute()) == 1
    bad = scale.read_lazily(as_lines(tmp_path, table.iloc[1:], "bad.jsonl"))
    assert len(scale.write_mentions(bad, LEXICON, tmp_path / "none")) == 6
    assert scale.read_counted(tmp_path / "none").compute().empty


def times(out, kind="part-*.parquet"):
    """When each part was written, by its path."""
    return {path: path.stat().st_mtime_ns for path in sorted(out.glob(f"run-*/*/{kind}"))}


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "no such file"),
        ({"a.txt": "x", "b.jsonl": "{}"}, "several kinds"),
        ({"a.jsonl": '{"id": 1}'}, "no column"),
    ],
)
def test_input_that_cannot_be_counted_at_all(files, says, tmp_path):
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(ValueError, match=says):
        scale.write_mentions(scale.read_lazily(tmp_path), LEXICON, tmp_path / "out")


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
    paths = [
        as_parquet(tmp_path),
        as_lines(tmp_path),
        as_packed_lines(tmp_path),
        tmp_path / "texts",
    ]
    before = {}
    for path in paths:
        lexicon, out = th.read_lexicon({"T": ["trade"]}), path.with_name(f"{path.name}.out")
        scale.write_mentions(scale.read_lazily(path, 300), lexicon, out)
        before |= parts_of(out)
    (missing,) = {path for path in before if "jsonl.out/articles/part-000001" in path.as_posix()}
    missing.unlink()  # as if killed between the two files of the part
    with pytest.raises(ValueError, match="missing: 1 of .*start the same run again"):
        scale.read_counted(missing.parents[1])
    subprocess.run([sys.executable, "-c", AGAIN, *map(str, paths)], cwd=NOTEBOOKS, check=True)
    after = {
        path: time
        for path in paths
        for path, time in parts_of(path.with_name(f"{path.name}.out")).items()
    }
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


def test_a_folder_with_anything_else_in_it_is_refused(tmp_path):
    articles, out = scale.read_lazily(as_lines(tmp_path)), tmp_path / "out"
    (out / "articles").mkdir(parents=True)
    (out / "articles" / "part-000000.parquet").write_text("mine")
    with pytest.raises(ValueError, match="out: holds other files; give a new folder"):
        scale.write_mentions(articles, LEXICON, out)
    assert (out / "articles" / "part-000000.parquet").read_text() == "mine"
    with locked(tmp_path), pytest.raises(ValueError, match="another process writes into it; wait"):
        scale.write_mentions(articles, LEXICON, tmp_path)
    with pytest.raises(ValueError, match="holds no run"):
        scale.read_mentions(tmp_path)


@pytest.mark.parametrize("change", ["lexicon", "articles", "nested", "sentences"])
def test_parts_of_another_run_are_not_mixed_with_these(change, tmp_path):
    file, out = as_lines(tmp_path), tmp_path / "out"
    how = {"lexicon": LEXICON, "nested": "drop", "sentences": True}
    scale.write_mentions(scale.read_lazily(file), folder=out, **how)
    before = parts_of(out)
    if change == "articles":
        os.utime(file, (0, 0))  # changed, as far as one can see without reading it
    others = {"lexicon": th.read_lexicon({"Empty": ["war"]}), "nested": "count", "sentences": False}
    other = how | {name: value for name, value in others.items() if name == change}
    with pytest.raises(ValueError, match="holds another run .*; give another folder"):
        scale.write_mentions(scale.read_lazily(file), folder=out, **other)
    assert parts_of(out) == before


def test_an_id_that_is_given_twice_is_an_error(tmp_path):
    both = [as_lines(tmp_path), as_lines(tmp_path, ARTICLES.iloc[[3]], "more.jsonl")]
    with pytest.raises(ValueError, match="the id '03' is given twice; give each article an id"):
        scale.write_mentions(scale.read_lazily(both, 300), LEXICON, tmp_path / "out")


def test_what_cannot_be_counted_is_named_and_the_rest_is_counted(tmp_path):
    lines = as_lines(tmp_path).read_text().splitlines()
    bad = ['{"article": "half", "te', '["a list"]']
    (tmp_path / "articles.jsonl").write_text("\n".join([*lines[:7], *bad, "", *lines[7:]]))
    articles = scale.read_lazily(tmp_path / "articles.jsonl", 500)
    failed = scale.write_mentions(articles, LEXICON, tmp_path / "out")
    assert failed["article"].tolist() == [line[:60] for line in bad]
    assert failed["error"].str.startswith("this line is no JSON object").all()
    mentions, counted = scale.read_mentions(tmp_path / "out"), scale.read_counted(tmp_path / "out")
    same(mentions.compute(), MENTIONS)
    same(th.counts(mentions, counted, LEXICON), th.counts(MENTIONS, ARTICLES, LEXICON))


@pytest.mark.parametrize("half", ["\\ud83d", "\\uD83D"])
def test_half_a_character_is_counted_as_read_articles_does(half, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"article": "a", "title": "{half}", "text": "trade {half} trade"}}\n')
    assert scale.write_mentions(scale.read_lazily(path), LEXICON, tmp_path / "out").empty
    places = ["start", "end", "match"]
    read = th.find_mentions(th.read_articles(path, headlines="drop"), LEXICON)
    same(scale.read_mentions(tmp_path / "out").compute()[places], read[places])


def test_the_command(tmp_path, monkeypatch, client):
    monkeypatch.setattr(program, "start", lambda *_: Client(client.scheduler.address))
    (tmp_path / "themes.yaml").write_text("Issues: {Trade: [trade]}\n")
    themes = ["--lexicon", str(tmp_path / "themes.yaml"), "--out"]

    def run(file, out, *more):
        return CliRunner().invoke(program.main, [str(file), *themes, str(tmp_path / out), *more])

    path = as_lines(tmp_path, ARTICLES.assign(sentences="many"))
    for out, more in {"out": [], "fast": ["--no-sentences"]}.items():
        header, row = (line.split() for line in run(path, out, *more).stdout.splitlines())
        assert dict(zip(header, row, strict=True))["mentions"] == "20"
    assert "sentences" not in scale.read_counted(tmp_path / "fast").columns
    with path.open("a") as file:
        file.write("no JSON\n")
    ended = run(path, "more")
    assert ended.exit_code == 1 and "not counted: no JSON: this line" in ended.stderr
    ended = run(tmp_path / "none", "more")
    assert ended.exit_code == 1 and "no such file" in ended.stderr


def test_themes_does_not_import_dask():
    code = "import sys, newsthemes; sys.exit('dask' in sys.modules or 'pyarrow.parquet' in sys.modules)"
    assert not subprocess.run([sys.executable, "-c", code], cwd=NOTEBOOKS).returncode


def test_processes_end_with_their_client():
    with scale.start(workers=1) as started:
        pid = next(iter(started.run(os.getpid).values()))
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
