"""Articles on Dask: the same tables as in pandas, parts that are whole or not there, nothing lost
in silence.
"""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from distributed import Client

import newsthemes as th
from newsthemes import scale
from newsthemes.scale import __main__ as program
from newsthemes.scale import mentions_in_parts as parts
from newsthemes.text.write_files import half_of, locked

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
    (themes,) = (tmp_path / "out").glob("run-*/themes.yaml")
    assert th.read_lexicon(themes).terms == LEXICON.terms
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
    assert articles.npartitions == 3
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


def test_an_id_in_two_parts_counts_once(tmp_path):
    both = [
        as_lines(tmp_path),
        as_lines(tmp_path, ARTICLES.iloc[[3, 2]].assign(text="trade trade"), "more.jsonl"),
    ]
    failed = scale.write_mentions(scale.read_lazily(both, 300), LEXICON, tmp_path / "out")
    assert failed.to_numpy().tolist() == [["03", parts.REPEATED], ["02", parts.REPEATED]]
    same(scale.read_mentions(tmp_path / "out").compute(), MENTIONS)
    same(
        th.counts(
            scale.read_mentions(tmp_path / "out"), scale.read_counted(tmp_path / "out"), LEXICON
        ),
        th.counts(MENTIONS, ARTICLES, LEXICON),
    )


def test_what_cannot_be_counted_is_named_and_the_rest_is_counted(tmp_path):
    lines = as_lines(tmp_path).read_text().splitlines()
    bad = [
        '{"article": "half", "te',
        json.dumps({"article": "none", "text": None}),
        '["a list"]',
        lines[2],
    ]
    bad += ['{"article": "surrogate", "outlet": "a", "text": "trade \\ud800"}']
    (tmp_path / "articles.jsonl").write_text(
        "\n".join([*lines[:7], *bad, "", *lines[7:], lines[0]])
    )
    failed = scale.write_mentions(
        scale.read_lazily(tmp_path / "articles.jsonl", part_bytes=500), LEXICON, tmp_path / "out"
    )
    starts = ['{"article": "half"', "none", '["a list"]', "00", "02", '{"article": "surrogate"']
    assert all(
        a.startswith(start)
        for a, start in zip(sorted(failed["article"]), sorted(starts), strict=True)
    ), failed
    assert failed["error"].ne("").all()
    same(scale.read_mentions(tmp_path / "out").compute(), MENTIONS)
    same(
        th.counts(
            scale.read_mentions(tmp_path / "out"), scale.read_counted(tmp_path / "out"), LEXICON
        ),
        th.counts(MENTIONS, ARTICLES, LEXICON),
    )


def test_a_part_that_fails_keeps_the_older_whole_result(tmp_path, monkeypatch):
    """Until the next one is whole; without an older one the parts that could be counted are it."""
    articles, out = scale.read_lazily(as_lines(tmp_path), 300), tmp_path / "out"
    first, other = th.read_lexicon({"No": ["no"]}), th.read_lexicon({"A": ["a"]})
    whole, missing = parts._write_part, {3}

    def write(table, number, *options):
        if number in missing:
            raise RuntimeError("too much")
        return whole(table, number, *options)

    def ids():
        return scale.read_counted(out).compute()["article"].tolist()

    monkeypatch.setattr(parts, "_write_part", write)
    failed = scale.write_mentions(articles, first, out)
    assert failed.to_numpy().tolist() == [["(all of part 3)", "RuntimeError: too much"]]
    failed = scale.write_mentions(articles, LEXICON, out)  # neither is whole: the newer one
    assert failed["article"].tolist() == ["(all of part 3)"] and len(ids()) < len(ARTICLES)
    missing.clear()
    assert scale.write_mentions(articles, LEXICON, out).empty
    missing.add(2)
    with pytest.raises(
        ValueError, match=r"part 2: RuntimeError: too much; .*out.* keeps its earlier result; fix"
    ):
        scale.write_mentions(articles, other, out)
    same(scale.read_mentions(out).compute(), MENTIONS)
    assert ids() == ARTICLES["article"].tolist()
    missing.clear()
    assert scale.write_mentions(articles, other, out).empty
    same(scale.read_mentions(out).compute(), th.find_mentions(ARTICLES, other))


@pytest.mark.parametrize("part_bytes", [10, 10_000])
@pytest.mark.parametrize("bad", [None, "raises", ["a list"]])
def test_an_id_whose_first_row_cannot_be_counted_counts_by_its_next(
    bad, part_bytes, tmp_path, monkeypatch
):
    def find(articles, *options):
        if (articles["text"] == "raises").any():
            raise RuntimeError("too much")
        return th.find_mentions(articles, *options)

    monkeypatch.setattr(parts, "find_mentions", find)
    rows = [("a", bad), ("a", "trade"), ("b", "Iran"), ("a", "no"), ("b", bad)]
    lines = [json.dumps({"article": article, "text": text}) for article, text in rows]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    articles = scale.read_lazily(tmp_path / "a.jsonl", part_bytes)
    failed = scale.write_mentions(articles, LEXICON, tmp_path / "out")
    assert failed["article"].tolist() == ["a", "a", "b"]
    assert (failed["error"] == parts.REPEATED).tolist() == [False, True, False]
    mentions = scale.read_mentions(tmp_path / "out").compute()
    assert mentions[["article", "match"]].to_numpy().tolist() == [["a", "trade"], ["b", "Iran"]]
    assert scale.read_counted(tmp_path / "out").compute()["article"].tolist() == ["a", "b"]


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


def test_an_article_that_raises_costs_no_other(tmp_path, monkeypatch):
    def find(articles, *options):
        if (articles["article"] == "07").any():
            raise RuntimeError("too much")
        return th.find_mentions(articles, *options)

    monkeypatch.setattr(parts, "find_mentions", find)
    failed = scale.write_mentions(
        scale.read_lazily(as_lines(tmp_path), part_bytes=300), LEXICON, tmp_path / "out"
    )
    assert failed.to_numpy().tolist() == [["07", "RuntimeError: too much"]]
    same(
        scale.read_mentions(tmp_path / "out").compute(),
        th.find_mentions(ARTICLES[ARTICLES["article"] != "07"], LEXICON),
    )


def times(out, kind="part-*.parquet"):
    """When each part was written, by its path."""
    return {path: path.stat().st_mtime_ns for path in sorted(out.glob(f"run-*/*/{kind}"))}


def test_a_killed_run_goes_on_where_it_stopped(tmp_path):
    articles, out = scale.read_lazily(as_lines(tmp_path), part_bytes=300), tmp_path / "out"
    scale.write_mentions(articles, LEXICON, out)
    before = times(out)
    mentions, counted = (
        sorted(path for path in before if path.parent.name == name) for name in parts.TABLES
    )
    counted[1].unlink()  # as if killed between the two files of part 1
    mentions[1].unlink()
    half_of(mentions[1]).write_text("half")
    mentions[3].write_bytes(mentions[3].read_bytes()[:-100])
    same_place = counted[4].read_bytes().replace(b"PAR1", b"PAR2")
    counted[4].write_bytes(same_place)
    scale.write_mentions(articles, LEXICON, out)
    assert list(times(out, "*")) == list(before)
    anew = {path.name for path, time in times(out).items() if time != before[path]}
    assert anew == {mentions[number].name for number in (1, 3, 4)}
    same(scale.read_mentions(out).compute(), MENTIONS)


AGAIN = """import sys
import pandas
pandas.options.mode.string_storage = "python"  # as in conftest.py
from newsthemes import scale
from newsthemes.scale import __main__ as program
from newsthemes.scale import mentions_in_parts as parts
from newsthemes import read_lexicon
from distributed import Client
with Client(processes=False, n_workers=1, dashboard_address=":0"):
    for path in sys.argv[1:]:
        scale.write_mentions(scale.read_lazily(path, 300), read_lexicon({"T": ["trade"]}), path + ".out")
"""


def test_another_process_finds_the_parts_that_are_done(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("Trade.")
    paths = [
        as_parquet(tmp_path),
        as_lines(tmp_path),
        as_packed_lines(tmp_path),
        tmp_path / "texts",
    ]
    for path in paths:
        scale.write_mentions(
            scale.read_lazily(path, 300), th.read_lexicon({"T": ["trade"]}), f"{path}.out"
        )
    before = [times(path.with_name(f"{path.name}.out")) for path in paths]
    os.utime(paths[1], (0, 0))  # changed, as far as one can see without reading it
    subprocess.run([sys.executable, "-c", AGAIN, *map(str, paths)], cwd=NOTEBOOKS, check=True)
    after = [times(path.with_name(f"{path.name}.out")) for path in paths]
    assert [one == other for one, other in zip(before, after, strict=True)] == [
        True,
        False,
        True,
        True,
    ]
    assert not set(before[1]) & set(after[1])


def test_text_files_and_the_sources_beside_them_are_read_anew_when_they_change(tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.txt").write_text("Trade.")
    for number, change in enumerate(
        ["", "file,source\na.txt,Reuters\n", "file,source\na.txt,Xinhua\n"]
    ):
        if change:
            (folder / "sources.csv").write_text(change)
        scale.write_mentions(scale.read_lazily(folder), LEXICON, out)
        assert (
            scale.read_counted(out).compute()["source"].tolist()[0]
            == ["", "Reuters", "Xinhua"][number]
        )


def test_a_file_that_changes_while_it_is_counted_is_not_mixed(tmp_path):
    articles = scale.read_lazily(as_lines(tmp_path), part_bytes=300)
    as_lines(tmp_path, ARTICLES.head(20))
    with pytest.raises(
        ValueError, match=r"articles\.jsonl: was changed after the run had begun; start it again"
    ):
        scale.write_mentions(articles, LEXICON, tmp_path / "out")


def test_a_run_that_fails_leaves_the_result_of_the_last_one(tmp_path, monkeypatch):
    """A disk that fills up in the middle of a run with another lexicon; then there is room
    again.
    """
    articles, out, whole = scale.read_lazily(as_lines(tmp_path), 300), tmp_path / "out", os.fsync
    scale.write_mentions(articles, LEXICON, out)
    other, old = th.read_lexicon({"No": ["no"]}), set(out.rglob("articles/*.parquet"))

    def full(file):
        # threads write parts side by side: one is whole where its articles are there
        if set(out.rglob("articles/*.parquet")) - old:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        whole(file)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(
        OSError, match=r"part-0.*cannot be written \(No space left on device\); make room"
    ):
        scale.write_mentions(articles, other, out)
    monkeypatch.undo()
    same(scale.read_mentions(out).compute(), MENTIONS)
    same(
        th.counts(scale.read_mentions(out), scale.read_counted(out), LEXICON),
        th.counts(MENTIONS, ARTICLES, LEXICON),
    )
    assert not list(out.rglob("*.tmp"))
    (kept,) = {path.parent.parent for path in times(out)} - {
        out / json.loads((out / parts.RESULT).read_text())["run"]
    }
    before = times(out)
    scale.write_mentions(articles, other, out)
    same(scale.read_mentions(out).compute(), th.find_mentions(ARTICLES, other))
    assert list(out.glob("run-*")) == [kept]
    whole = [
        part for part in (kept / "articles").iterdir() if part in before
    ]  # a thread may have written more since
    assert whole and all(times(out)[part] == before[part] for part in whole)


def test_a_damaged_part_is_named_and_done_anew(tmp_path):
    articles, out = scale.read_lazily(as_lines(tmp_path), 300), tmp_path / "out"
    scale.write_mentions(articles, LEXICON, out)
    part = sorted(out.glob("run-*/mentions/*"))[2]
    data, place = part.read_bytes(), part.read_bytes().index(b"trade")
    for damage in (data[:-9], b"", data[:place] + b"trame" + data[place + 5 :]):
        part.write_bytes(damage)
        with pytest.raises(
            ValueError, match=f"{part.name}: cannot be used .*; start the same run again"
        ):
            scale.read_mentions(out).compute()
    scale.write_mentions(articles, LEXICON, out)
    same(scale.read_mentions(out).compute(), MENTIONS)
    (out / parts.RESULT).write_text("{}")
    with pytest.raises(ValueError, match=r"themes-result\.json: names no result"):
        scale.read_counted(out)
    with pytest.raises(ValueError, match=r"names no result \(No such file"):
        scale.read_mentions(tmp_path / "none")


def test_two_runs_into_one_folder(tmp_path):
    articles, out = scale.read_lazily(as_lines(tmp_path)), tmp_path / "out"
    out.mkdir()
    with locked(out), pytest.raises(ValueError, match="out: another run writes into it; wait, or"):
        scale.write_mentions(articles, LEXICON, out)
    assert not os.listdir(out)
    scale.write_mentions(articles, LEXICON, out)
    same(scale.read_mentions(out).compute(), MENTIONS)


def test_nothing_but_own_parts_is_removed(tmp_path):
    """What a user, or Spark, has in the folder for the parts, also under names like ours."""
    articles, out = scale.read_lazily(as_lines(tmp_path), 300), tmp_path / "out"
    scale.write_mentions(articles, LEXICON, out)
    first = next(out.glob("run-*"))
    names = [
        "part-000000.parquet",
        "mentions/part-000000.parquet",
        "articles/part-00007.snappy.parquet",
        "run-mine/a.txt",
    ]
    names += [f"{first.name}/mine.txt", "notes.txt"]
    for name in names:
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text("mine")
    scale.write_mentions(articles, th.read_lexicon({"No": ["no"]}), out)
    assert {path for path in out.rglob("*") if path.is_file() and path.read_bytes() == b"mine"} == {
        out / name for name in names
    }
    assert not list(first.rglob("*.parquet"))


@pytest.mark.parametrize(
    "form",
    ["the folder", "a folder above", "a folder in it", "a link", "a link among the articles"],
)
def test_an_output_folder_that_holds_the_articles_is_refused(form, tmp_path, capsys):
    folder, out = tmp_path / "corpus" / "articles", tmp_path / "out"
    folder.mkdir(parents=True)
    path = folder / "part-000000.parquet"
    ARTICLES.to_parquet(path)
    outs = {
        "the folder": folder,
        "a folder above": folder.parent,
        "a folder in it": folder / "out" / "new",
    }
    if form == "a link":
        (tmp_path / "link").symlink_to(folder.parent)
    if form == "a link among the articles":
        (out / "mentions").mkdir(parents=True)
        path.rename(out / "mentions" / path.name)
        path.symlink_to(out / "mentions" / path.name)
    (tmp_path / "themes.yaml").write_text("Trade: [trade]\n")
    before = sorted(tmp_path.rglob("*"))
    given = outs.get(form, out if form == "a link among the articles" else tmp_path / "link")
    command = [str(folder), "--lexicon", str(tmp_path / "themes.yaml"), "--out", str(given)]
    assert program.main(command) == 1
    assert "holds the articles, or lies in their folder" in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before and len(pd.read_parquet(path)) == len(ARTICLES)


@pytest.mark.parametrize("change", ["lexicon", "themes", "articles", "nested", "sentences"])
def test_parts_of_another_run_are_replaced(change, tmp_path):
    articles, themes = ARTICLES, {"Issues": {"Trade": ["trade"], "US trade": ["US trade"]}}
    how = {"lexicon": th.read_lexicon(themes), "nested": "drop", "sentences": True}
    other = {
        "lexicon": {"lexicon": th.read_lexicon({"No": ["no"]})},
        "themes": {"lexicon": th.read_lexicon(themes | {"Empty": ["war"]})},
        "nested": {"nested": "count"},
        "sentences": {"sentences": False},
    }
    file = as_lines(tmp_path, articles)
    before = how | other.get(change, {})
    scale.write_mentions(scale.read_lazily(file, 300), folder=tmp_path / "out", **before)
    if change == "articles":
        articles = ARTICLES.assign(text="US trade " + ARTICLES["text"])
        file = as_lines(tmp_path, articles)
    scale.write_mentions(scale.read_lazily(file, 300), folder=tmp_path / "out", **how)
    found = th.find_mentions(articles, how["lexicon"], how["nested"])
    same(scale.read_mentions(tmp_path / "out").compute(), found)
    assert "sentences" in scale.read_counted(tmp_path / "out").columns


@pytest.mark.parametrize("name", ["simplemma", "stopwordsiso"])
def test_a_run_is_named_after_the_versions_of_word_lists_too(name, monkeypatch):
    before, found = parts._package(), list(parts.distributions())
    assert parts._package() == before
    others = [SimpleNamespace(name=one.name, version=one.version) for one in found]
    monkeypatch.setattr(parts, "distributions", lambda: others)
    assert parts._package() == before
    for one in others:
        if one.name == name:
            one.version += "1"
    assert parts._package() != before


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


def test_the_command(tmp_path, monkeypatch, capsys, client):
    monkeypatch.setattr(program, "start", lambda *_: Client(client.scheduler.address))
    (tmp_path / "themes.yaml").write_text("Trade: [trade]\n")
    command = [
        str(as_lines(tmp_path)),
        "--lexicon",
        str(tmp_path / "themes.yaml"),
        "--out",
        str(tmp_path / "out"),
    ]
    assert program.main(command) == 0
    assert ["Trade", "20"] == capsys.readouterr().out.splitlines()[1].split()[:2]
    assert program.main([*command, "--no-sentences"]) == 0
    assert ["Trade", "20"] == capsys.readouterr().out.splitlines()[1].split()[:2]
    with open(command[0], "a") as file:
        file.write("no JSON\n")
    assert program.main(command) == 1
    assert "not counted: no JSON" in capsys.readouterr().err
    assert program.main([str(tmp_path / "none"), *command[1:]]) == 1
    assert "no such file" in capsys.readouterr().err


@pytest.mark.parametrize("own", [{}, {"sentences": "many"}])
def test_the_command_without_sentences(own, tmp_path, monkeypatch, capsys, client):
    monkeypatch.setattr(program, "start", lambda *_: Client(client.scheduler.address))
    (tmp_path / "themes.yaml").write_text("Issues: {Trade: [trade]}\n")
    path = as_lines(tmp_path, ARTICLES.assign(**own))
    assert (
        program.main(
            [
                str(path),
                "--lexicon",
                str(tmp_path / "themes.yaml"),
                "--out",
                str(tmp_path / "out"),
                "--no-sentences",
            ]
        )
        == 0
    )
    header, row = (line.split() for line in capsys.readouterr().out.splitlines())
    assert (
        dict(zip(header, row, strict=True)).items() >= {"theme": "Trade", "mentions": "20"}.items()
    )
    assert "sentences" not in scale.read_counted(tmp_path / "out").columns


def test_themes_does_not_import_dask():
    code = "import sys, newsthemes; sys.exit('dask' in sys.modules or 'pyarrow.parquet' in sys.modules)"
    assert not subprocess.run([sys.executable, "-c", code], cwd=NOTEBOOKS).returncode


def test_processes_end_with_their_client():
    with scale.start(workers=1) as started:
        pid = next(iter(started.run(os.getpid).values()))
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
