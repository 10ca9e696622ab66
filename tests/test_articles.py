"""Files of every kind -> the articles table."""

import hashlib
import json
import os
import sys
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from themes import articles as module
from themes.articles import COLUMNS, ArticleError, ArticleWarning, plain_text, read_articles

TEXT = "Ministers meet\n\nThe visit began. “Trade” was the café topic.\n\nIt ended.\n"


@pytest.fixture
def write(tmp_path):
    def _write(name, content=TEXT):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return _write


def test_one_file_is_one_row_with_every_column(write):
    path = write("visit.txt")
    table = read_articles(path)
    assert list(table.columns) == COLUMNS
    assert table.iloc[0].to_dict() == {
        "article": "visit",
        "title": "Ministers meet",
        "date": "",
        "source": "",
        "text": TEXT,
        "words": 12,
        "sentences": 4,
        "paragraphs": 3,
        "path": path.as_posix(),
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }
    assert table.attrs["skipped"] == []


def test_no_articles_is_an_empty_table_of_the_same_types(write):
    assert read_articles([]).dtypes.to_dict() == read_articles(write("a.txt")).dtypes.to_dict()
    assert len(read_articles([])) == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_give_the_same_text(write, encoding):
    assert read_articles(write("a.txt", TEXT.encode(encoding))).text[0] == TEXT


@pytest.mark.parametrize("mark, encoding", [(b"\xfe\xff", "utf-16-be"), (b"\0\0\xfe\xff", "utf-32-be")])
def test_big_endian_with_a_mark(mark, encoding):
    assert plain_text(mark + TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize(
    "raw, text",
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\r\r\nb", "a\n\nb"),
        ("a\u0085b\u2028c\vd", "a\nb\nc\nd"),
        ("a\u2029b", "a\n\nb"),
        ("end of\n\fpage", "end of\n\fpage"),
        ("cafe\u0301", "caf\u00e9"),
        ("  kept\t ", "  kept\t "),
    ],
)
def test_line_ends_and_accents(write, raw, text):
    assert read_articles(write("a.txt", raw)).text[0] == text


@pytest.mark.parametrize(
    "text, title",
    [
        ("Ministers meet\n\nThe visit began.", "Ministers meet"),
        ("\n  Ministers   meet \nBy A. Writer\n\nThe visit began on Monday.", "Ministers meet"),
        ("Will they meet?\n\nThey will.", "Will they meet?"),
        ("They met.\n\nThen they left.", "They met. Then they left."),
        ("One two three four five six seven eight nine.", "One two three four five six seven eight …"),
        ("One two three four five six seven eight", "One two three four five six seven eight"),
        ("Only a headline", "Only a headline"),
        (
            "The two ministers are to meet\nin the city that they both like\nvery well.",
            "The two ministers are to meet in the …",
        ),
        (" ".join(["long"] * 30) + "\n\nText.", "long long long long long long long long …"),
        ("字" * 300, "字" * 100 + " …"),
    ],
)
def test_title_is_the_headline_or_the_first_words(write, text, title):
    assert read_articles(write("a.txt", text)).title[0] == title


@pytest.mark.parametrize(
    "content, reason",
    [
        (b"%PDF-1.7\n%text", "is a PDF"),
        (b"PK\x03\x04rest", "is a Word"),
        (b"{\\rtf1 text}", "is an RTF"),
        (b"text\0text", "holds NUL bytes"),
        ("schön".encode("latin-1"), "is not UTF-8 text (byte 4)"),
        (b"\xff\xfea", "is not UTF-16 text"),
        (b"", "is empty"),
        ("…\n* * *", "is empty, without a word"),
        (" \r\n\u2029\ufeff".encode("utf-8-sig"), "is empty"),
    ],
)
def test_what_is_no_article(write, content, reason):
    path = write("bad.txt", content)
    with pytest.raises(ArticleError) as error:
        read_articles(path)
    assert str(error.value).startswith(f"{path.as_posix()}: {reason}")
    assert "; " in str(error.value) and "\n" not in str(error.value)  # what to do


def test_missing_file_and_text_given_for_a_path(tmp_path):
    for path in (tmp_path / "none.txt", "Ministers met.\nThey left. " * 500, "a\0b"):
        with pytest.raises(ArticleError) as error:
            read_articles(path)
        assert "\n" not in str(error.value) and len(str(error.value)) < 400


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_refused_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ArticleError, match="no regular file"):
        read_articles(tmp_path / "pipe")


def test_too_large_is_refused_before_reading(write, monkeypatch):
    monkeypatch.setattr(module, "MAX_BYTES", 10)
    assert len(read_articles(write("a.txt", "123456789"))) == 1
    with pytest.raises(ArticleError, match="too much for one article"):
        read_articles(write("b.txt", b"%PDF-56789"))  # its size is the reason, not its bytes


def test_folder_reads_what_lies_directly_in_it_in_natural_order(write, tmp_path):
    for name in ("b10.txt", "B2.md", "a", "b٣.txt", "٣1", "themes.yaml", "other.YML", "README.md", "readme", ".hidden"):
        write(name)
    write("codes/inner.txt")
    table = read_articles(str(tmp_path))
    assert list(table.article) == ["a", "B2", "b10", "b٣", "٣1"]
    assert list(table.path) == [f"{tmp_path.as_posix()}/{name}" for name in ("a", "B2.md", "b10.txt", "b٣.txt", "٣1")]


def test_bad_files_of_a_folder_are_listed_and_the_rest_is_read(write, tmp_path):
    write("a.txt"), write("b.pdf", b"%PDF-1"), write("c.txt", "")
    with pytest.warns(ArticleWarning) as caught:
        table = read_articles(tmp_path)
    assert list(table.article) == ["a"]
    skipped = json.loads(json.dumps(table.attrs["skipped"]))
    assert [(s["path"], s["reason"].split(";")[0]) for s in skipped] == [
        (f"{tmp_path.as_posix()}/b.pdf", "is a PDF, not a text file"),
        (f"{tmp_path.as_posix()}/c.txt", "is empty, without a word"),
    ]
    assert len(caught) == 1 and "b.pdf is a PDF" in str(caught[0].message) and "c.txt" in str(caught[0].message)
    assert caught[0].filename == __file__


@pytest.mark.parametrize("names", [[], ["bad.pdf"], ["README.md", "themes.yaml"]])
def test_folder_without_an_article_is_an_error(write, tmp_path, names):
    for name in names:
        write(name, b"%PDF-1")
    with pytest.raises(ArticleError, match="holds no article that can be read"):
        read_articles(tmp_path)


def test_list_keeps_its_order_and_a_bad_member_is_an_error(write, tmp_path):
    z, a, bad = write("z.txt"), write("a.txt"), write("in/bad.txt", "")
    assert list(read_articles([z, str(a)]).article) == ["z", "a"]
    with pytest.raises(ArticleError, match=r"bad\.txt: is empty"):
        read_articles([z, bad])
    write("in/good.txt")
    with pytest.warns(ArticleWarning, match="1 left out"):
        assert list(read_articles([z, tmp_path / "in"]).article) == ["z", "good"]


def test_ids_are_unique_whatever_their_case(write):
    names = ("visit.txt", "visit-2.txt", "one/Visit.md", "two/visit.txt")
    table = read_articles([write(name) for name in names])
    assert list(table.article) == ["visit", "visit-2", "Visit-3", "visit-4"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux allows such a name")
def test_a_file_name_that_is_no_text_can_be_stored(tmp_path):
    with open(os.path.join(os.fsencode(tmp_path), b"\xff.txt"), "wb") as file:
        file.write(TEXT.encode())
    row = read_articles(tmp_path).iloc[0]
    assert row.article == "?" and row.path.encode("utf-8").endswith(b"/?.txt")


@settings(deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            row = read_articles(path).iloc[0]
        except ArticleError:
            return
    assert not set("\r\v\u0085\u2028\u2029\0") & set(row.text)
    assert row.title and "\n" not in row.title and row.words == len(row.text.split()) > 0
