"""Articles on Dask: the same tables as in pandas, parts that are whole or not there, nothing lost in silence."""

import json
import os
import subprocess
import sys

import pandas as pd
import pytest
import themes as th
from distributed import Client
from themes import scale

LEXICON = th.read_lexicon({"Issues": {"Trade": ["trade", "tariff*"], "Iran": ["Iran"]}, "States": {"US": ["US"]}})
TEXTS = ["Trade and the US. Tariffs.", "no", "trade trade\n\nUS trade", "", "a tariff"] * 5
ARTICLES = pd.DataFrame({"article": [f"{n:02}" for n in range(25)], "outlet": list("bbcbb" * 3 + "aacab" * 2), "text": TEXTS})
MENTIONS = th.find_mentions(ARTICLES, LEXICON)


@pytest.fixture(scope="module", autouse=True)
def client():
    with Client(processes=False, n_workers=1, threads_per_worker=2, dashboard_address=":0") as started:
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
    assert written.compute().attrs == MENTIONS.attrs
    for by in ["theme", "term", "group", "outlet", "article", ["theme", "outlet"]]:
        wanted = th.counts(MENTIONS, ARTICLES, by=by)
        same(th.counts(lazily, articles, by=by), wanted)
        same(th.counts(written, scale.read_counted(tmp_path / "out"), by=by), wanted)
    same(th.counts(lazily, articles, by=["theme", "paragraph"]), th.counts(MENTIONS, ARTICLES, by=["theme", "paragraph"]))


def test_categories_are_known_before_anything_is_found(tmp_path):
    mentions = th.find_mentions(scale.read_lazily(as_parquet(tmp_path)), LEXICON)
    assert list(mentions.dtypes["theme"].categories) == ["Trade", "Iran", "US"]
    assert mentions.columns.tolist() == MENTIONS.columns.tolist()


def test_nested_and_sentences_are_passed_on(tmp_path):
    lexicon = th.read_lexicon({"Sea": ["South China Sea"], "China": ["China"]})
    articles = pd.DataFrame({"article": ["a", "b"], "text": ["South China Sea. China.", "none"]})
    lazily = scale.read_lazily(as_lines(tmp_path, articles), part_bytes=30)
    mentions = th.find_mentions(lazily, lexicon, nested="count", sentences=False)
    same(mentions.compute(), th.find_mentions(articles, lexicon, nested="count", sentences=False))
    assert th.counts(mentions, lazily)["sentences"].isna().all()


def test_missing_values_are_one_of_their_own(tmp_path):
    articles = ARTICLES.assign(outlet=ARTICLES["outlet"].mask(ARTICLES["outlet"] == "b"))
    lazily = scale.read_lazily(as_lines(tmp_path, articles), part_bytes=300)
    for by in ("outlet", ["theme", "outlet"]):
        for sentences in (True, False):
            mentions = th.find_mentions(articles, LEXICON, sentences=sentences)
            wanted = th.counts(mentions, articles, by=by)
            same(th.counts(th.find_mentions(lazily, LEXICON, sentences=sentences), lazily, by=by), wanted)
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
    assert articles.npartitions == 3
    failed = scale.write_mentions(articles, LEXICON, tmp_path / "out")
    assert failed["article"].tolist() == ["c"] and "is empty" in failed["error"][0]
    whole = th.find_mentions(th.read_articles([tmp_path / name for name in ("a.md", "a.txt", "b.txt")]), LEXICON)
    same(scale.read_mentions(tmp_path / "out").compute(), whole)


def test_the_same_file_twice_is_read_once(tmp_path):
    path = as_lines(tmp_path)
    assert len(scale.read_lazily([path, path])) == len(ARTICLES)


def test_what_cannot_be_counted_is_named_and_the_rest_is_counted(tmp_path):
    lines = as_lines(tmp_path).read_text().splitlines()
    bad = ['{"article": "half", "te', json.dumps({"article": "none", "text": None}), '["a list"]', lines[2]]
    bad += ['{"article": "surrogate", "outlet": "a", "text": "trade \\ud800"}']
    (tmp_path / "articles.jsonl").write_text("\n".join([*lines[:7], *bad, "", *lines[7:], lines[0]]))
    failed = scale.write_mentions(scale.read_lazily(tmp_path / "articles.jsonl", part_bytes=500), LEXICON, tmp_path / "out")
    starts = ['{"article": "half"', "none", '["a list"]', "00", "02", '{"article": "surrogate"']
    assert all(a.startswith(start) for a, start in zip(sorted(failed["article"]), sorted(starts), strict=True)), failed
    assert failed["error"].ne("").all()
    same(scale.read_mentions(tmp_path / "out").compute(), MENTIONS)
    same(th.counts(scale.read_mentions(tmp_path / "out"), scale.read_counted(tmp_path / "out")), th.counts(MENTIONS, ARTICLES))


def test_an_article_that_raises_costs_no_other(tmp_path, monkeypatch):
    def find(articles, *options):
        if (articles["article"] == "07").any():
            raise RuntimeError("too much")
        return th.find_mentions(articles, *options)

    monkeypatch.setattr(scale, "find_mentions", find)
    failed = scale.write_mentions(scale.read_lazily(as_lines(tmp_path), part_bytes=300), LEXICON, tmp_path / "out")
    assert failed.to_numpy().tolist() == [["07", "RuntimeError: too much"]]
    same(scale.read_mentions(tmp_path / "out").compute(), th.find_mentions(ARTICLES[ARTICLES["article"] != "07"], LEXICON))


def test_a_killed_run_goes_on_where_it_stopped(tmp_path):
    articles, out = scale.read_lazily(as_lines(tmp_path), part_bytes=300), tmp_path / "out"
    scale.write_mentions(articles, LEXICON, out)
    parts = sorted(out.glob("*/part-*"))
    (out / "articles" / "part-000001.parquet").unlink()  # as if killed between the two files of part 1
    (out / "mentions" / "part-000002.parquet.tmp").write_text("half")
    before = {path: path.stat().st_mtime_ns for path in parts if path.exists()}
    scale.write_mentions(articles, LEXICON, out)
    assert sorted(out.glob("*/*")) == parts
    assert [path.name for path, time in before.items() if path.stat().st_mtime_ns != time] == ["part-000001.parquet"]
    same(scale.read_mentions(out).compute(), MENTIONS)


@pytest.mark.parametrize("change", ["lexicon", "articles", "nested"])
def test_parts_of_another_run_are_replaced(change, tmp_path):
    old = ARTICLES if change != "articles" else pd.concat([ARTICLES, ARTICLES.assign(article="x" + ARTICLES["article"])])
    lexicon = LEXICON if change != "lexicon" else th.read_lexicon({"No": ["no"]})
    scale.write_mentions(scale.read_lazily(as_lines(tmp_path, old), 300), lexicon, tmp_path / "out", change[:0] or "drop")
    nested = "count" if change == "nested" else "drop"
    scale.write_mentions(scale.read_lazily(as_lines(tmp_path), 300), LEXICON, tmp_path / "out", nested)
    same(scale.read_mentions(tmp_path / "out").compute(), th.find_mentions(ARTICLES, LEXICON, nested))


@pytest.mark.parametrize(
    ("files", "says"),
    [({}, "no such file"), ({"a.txt": "x", "b.jsonl": "{}"}, "several kinds"), ({"a.jsonl": '{"id": 1}'}, "no column")],
)
def test_input_that_cannot_be_counted_at_all(files, says, tmp_path):
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(ValueError, match=says):
        scale.write_mentions(scale.read_lazily(tmp_path), LEXICON, tmp_path / "out")


def test_the_command(tmp_path, monkeypatch, capsys, client):
    monkeypatch.setattr(scale, "start", lambda *_: Client(client.scheduler.address))
    (tmp_path / "themes.yaml").write_text("Trade: [trade]\n")
    command = [str(as_lines(tmp_path)), "--lexicon", str(tmp_path / "themes.yaml"), "--out", str(tmp_path / "out")]
    assert scale.main(command) == 0
    assert ["Trade", "20"] == capsys.readouterr().out.splitlines()[1].split()[:2]
    assert scale.main([*command, "--no-sentences"]) == 0
    assert ["Trade", "20"] == capsys.readouterr().out.splitlines()[1].split()[:2]
    with open(command[0], "a") as file:
        file.write("no JSON\n")
    assert scale.main(command) == 1
    assert "not counted: no JSON" in capsys.readouterr().err
    assert scale.main([str(tmp_path / "none"), *command[1:]]) == 1
    assert "no such file" in capsys.readouterr().err


def test_themes_does_not_import_dask():
    code = "import sys, themes; sys.exit('dask' in sys.modules or 'pyarrow.parquet' in sys.modules)"
    assert not subprocess.run([sys.executable, "-c", code], cwd="notebooks").returncode


def test_processes_end_with_their_client():
    with scale.start(workers=1) as started:
        pid = next(iter(started.run(os.getpid).values()))
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
