"""Files that are compressed with xz or gzip are read like those that are not."""

import gzip
import lzma
import tracemalloc
from pathlib import Path

import pytest

from newsthemes import read_articles
from newsthemes.articles.formats import compressed
from newsthemes.articles.read_articles import ArticleError, ArticleWarning

ROWS = "id,date,source,heading,text\n7-01,2023-10-26,Reuters,Diplomacy,They met in Genève.\n"
ROWS += "7-02,2023-10-27,AP,,The two ministers spoke of trade for six hours and then they left.\n"
FILES = {
    "a.csv.xz": ROWS,
    "b.tsv.gz": ROWS.replace(",", "\t"),
    "c.jsonl.xz": '{"id": "1", "text": "They met."}\n',
    "d.txt.gz": "They met in Genève.",
    "e.html.xz": "<html><title>Talks</title><article>"
    + "<p>They met in Genève.</p>" * 9
    + "</html>",
}
PACKED = {".xz": lzma.compress, ".gz": gzip.compress}


@pytest.mark.parametrize("name", FILES)
def test_a_compressed_file_is_read_like_the_plain_one(tmp_path, name):
    plain, packed = tmp_path / "plain" / Path(name).stem, tmp_path / "packed" / name
    data = FILES[name].encode()
    for path, content in {plain: data, packed: PACKED[packed.suffix](data)}.items():
        path.parent.mkdir()
        path.write_bytes(content)
        (path.parent / "README.md").write_text("What this is.", encoding="utf-8")
    found, expected = read_articles(packed.parent), read_articles(plain)
    own = ["path", "sha256"]
    assert found.drop(columns=own).equals(expected.drop(columns=own))
    assert found["path"][0] == packed.as_posix()


def test_several_streams_in_one_file_are_one_text(tmp_path):
    for ending, packed in PACKED.items():
        path = tmp_path / f"a.txt{ending}"
        path.write_bytes(packed(b"They met. ") + packed(b"They left."))
        assert read_articles(path)["text"][0] == "They met. They left."


@pytest.mark.parametrize("ending", PACKED)
def test_what_would_unpack_to_too_much_is_refused_and_not_unpacked(tmp_path, monkeypatch, ending):
    monkeypatch.setattr(compressed, "MAX_UNZIPPED", 1_000_000)
    path = tmp_path / f"bomb.csv{ending}"
    path.write_bytes(PACKED[ending](bytes(50_000_000)))
    said = r"bomb\.csv\..z: would unpack to more than 1 MB, too much for one file; split it"
    tracemalloc.start()
    try:
        with pytest.raises(ArticleError, match=said):
            read_articles(path)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("ending, kind", [(".xz", "an xz file"), (".gz", "a gzip file")])
def test_a_broken_file_is_named_and_the_rest_is_read(tmp_path, ending, kind):
    whole = PACKED[ending](ROWS.encode() * 50)
    for number, data in enumerate((whole[:-20], whole[:30], whole[:40] + b"?" * 9 + whole[49:])):
        path = tmp_path / f"news{number}.csv{ending}"
        path.write_bytes(data)
        with pytest.raises(ArticleError, match=rf"news{number}\.csv\..z: is {kind} that cannot be"):
            read_articles(path)
    (tmp_path / "a.txt").write_text("They met.", encoding="utf-8")
    with pytest.warns(ArticleWarning, match=rf"(?s)3 left out, .*news0\.csv{ending} is {kind}"):
        assert read_articles(tmp_path)["article"].tolist() == ["a"]
