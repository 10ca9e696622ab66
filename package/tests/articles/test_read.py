"""Files of every kind -> the articles table."""

import bz2
import hashlib
import io
import os
import re
import sys
import tarfile
import warnings
import wave
import zipfile

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cases import NORMAL_FORMS
from newsthemes.articles import article_reader
from newsthemes.articles import find_files as files
from newsthemes.articles.articles_table import COLUMNS
from newsthemes.articles.read_articles import (
    ArticleError,
    ArticleWarning,
    read_articles,
    read_with_report,
)
from newsthemes.lexicon.syntax import single_spaced

_file = io.BytesIO()
with zipfile.ZipFile(_file, "w") as _archive:
    _archive.writestr("mimetype", "application/epub+zip")
EPUB = _file.getvalue()
# headlines that begin like a dateline
NO_DATELINES = ["EU, China trade fell in 2023 – report", "UK, EU sign deal on May 9 - Macron"]
NO_DATELINES += ["IMF (Washington) – growth slows", "WATCH (Video) - Cats", "EU, G7 – talks go on"]
TEXT = "Ministers meet\n\nThe visit began. “Trade” was the café topic.\n\nIt ended.\n"


@pytest.fixture
def write(tmp_path):
    def _write(name, content=TEXT):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return _write


def test_one_file_is_one_row_with_every_column(write):
    path = write("visit.txt")
    table = read_articles(path)
    sha = hashlib.sha256(path.read_bytes()).hexdigest()
    opening = " ".join(TEXT.split())
    row = ["visit", "Ministers meet", opening, "", "", TEXT, 12, 4, 3, path.as_posix(), sha]
    row += ["en", "utf-8", "words"]
    assert table.iloc[0].to_dict() == dict(zip(COLUMNS, row, strict=True))
    assert list(table.columns) == COLUMNS and table.attrs == {}
    report = read_with_report(path)
    assert (report.skipped, report.doubts) == ([], [])
    pd.testing.assert_frame_equal(report.articles, table)


MARKED = [(b"", "utf-8"), (b"", "utf-8-sig"), (b"", "utf-16"), (b"", "utf-32")]
MARKED += [(b"\xfe\xff", "utf-16-be"), (b"\0\0\xfe\xff", "utf-32-be")]


@pytest.mark.parametrize("mark, encoding", MARKED)
def test_encodings_give_the_same_text(write, mark, encoding):
    assert read_articles(write("a.txt", mark + TEXT.encode(encoding))).text[0] == TEXT


@pytest.mark.parametrize("raw, text", [
    ("a\r\nb\rc\nd", "a\nb\nc\nd"),
    ("a\r\r\nb", "a\n\nb"),
    ("a\u0085b\u2028c\vd", "a\nb\nc\nd"),
    ("a\u2029b", "a\n\nb"),
    ("a\vb", "a\nb"),
    ("end of\n\fpage", "end of\n\fpage"),
    *NORMAL_FORMS,
    ("  kept\t ", "  kept\t "),
])  # fmt: skip
def test_line_ends_and_what_hides_words(write, raw, text):
    assert read_articles(write("a.txt", raw)).text[0] == text
    assert single_spaced(raw) == " ".join(text.split())  # a term


def test_a_nul_in_a_value_is_a_space(write):
    assert read_articles(write("a.jsonl", '{"text": "one\\u0000two"}')).text[0] == "one two"


@pytest.mark.parametrize("text, title", [
    ("Ministers meet\n\nThe visit began.", "Ministers meet"),
    ("\n  Ministers   meet \nBy A. Writer\n\nThe visit began on Monday.", "Ministers meet"),
    ("Will they meet?\n\nThey will.", "Will they meet?"),
    ("They met.\n\nThen they left.", "They met. Then they left."),
    ("One two three four five six seven nine.", "One two three four five six seven nine."),
    ("One two three four five six seven eight", "One two three four five six seven eight"),
    ("Only a headline", "Only a headline"),
    ("The two ministers are to meet\nin the city that they both like\nvery well.",
     "The two ministers are to meet in the city that they both like very well."),
    (" ".join(["long"] * 30) + "\n\nText.", " ".join(["long"] * 15) + " …"),
    ("longer " * 30, " ".join(["longer"] * 14) + " …"),
    ("字" * 300, "字" * 100 + " …"),
    ("By Jane Doe\n\nThe visit\n\nThey met.", "The visit"),
    ("By Jane Doe\n\nPARIS, March 3 (Reuters) - They met.", "They met."),
    ("By Jane Doe", "By Jane Doe"),
    *[(f"{line}\n\nThe visit began.", line) for line in NO_DATELINES],
])  # fmt: skip
def test_without_a_headline_the_title_is_empty_and_the_opening_has_the_first_words(
    write, text, title
):
    article = read_articles(write("a.txt", text)).iloc[0]
    assert (article["title"] or article["opening"]) == title
    assert bool(article["title"]) == ("\n\nThe visit" in text or "Will they" in text)


@pytest.mark.parametrize("content, reason", [
    (b"%PDF-1.7\n%text", "is a PDF"),
    (b"{\\rtf1 text}", "is an RTF file; save it as Word"),
    (b"\xd0\xcf\x11\xe0rest", "is an old Word or Excel file"),
    (b"\x1f\x8brest", "is a gzip file that cannot be read, broken or cut off perhaps"),
    (b"From: <Saved by Blink>", "is a web archive (MHTML)"),
    (EPUB, "is an Excel, Word, EPUB or ZIP file, not text; save what it holds"),
    (b"text\0text", "holds NUL bytes"),
    (b"\x81\x8d\x8f\x81\x01\x02\xfe\x02", "is not UTF-8 text (byte 1); name its encoding (encoding='cp1252'), "
     "or save it as plain text (UTF-8)"),
    (b"\xff\xfea", "is not UTF-16 text"),
    (b"", "is empty"),
    ("…\n* * *", "is empty, without a word"),
    (" \r\n\u2029\ufeff".encode("utf-8-sig"), "is empty"),
    (b"PAR1rest", "is a Parquet file; in Python, pandas.read_parquet makes articles of it"),
])  # fmt: skip
def test_what_is_no_article(write, content, reason):
    path = write("bad.txt", content)
    with pytest.raises(ArticleError) as error:
        read_articles(path)
    assert str(error.value).startswith(f"{path.as_posix()}: {reason}")
    assert "; " in str(error.value) and "\n" not in str(error.value)  # what to do


def made(ending):
    """The bytes of a file without text, by the library that writes such files."""
    file = io.BytesIO()
    if ending == "wav":
        with wave.open(file, "wb") as sound:
            sound.setparams((1, 2, 8000, 0, "NONE", ""))
            sound.writeframes(b"\1\2" * 500)
    elif ending == "tar":
        with tarfile.open(fileobj=file, mode="w") as archive:
            archive.addfile(tarfile.TarInfo("a.txt"))
    else:
        Image.effect_noise((20, 20), 50).convert("RGB").save(file, ending)
    return file.getvalue()


@pytest.mark.parametrize("content, kind", [
    *[(made(ending), "a picture") for ending in ("png", "jpeg", "gif", "tiff", "webp")],
    (made("wav"), "a sound"),
    (b"ID3\x04\0\0", "a sound"),
    (b"\0\0\0\x20ftypisom\0", "a film"),
    (b"\x1aE\xdf\xa3\x9f", "a film"),
    (made("tar"), "an archive"),
    (bz2.compress(b"They met."), "an archive"),
    (b"7z\xbc\xaf\x27\x1c", "an archive"),
])  # fmt: skip
def test_a_folder_of_a_file_without_text_says_what_that_is(write, tmp_path, content, kind):
    write("press/a", content)
    todo = "move it elsewhere, or give the text that it holds as plain text"
    with pytest.raises(ArticleError, match=f"the first, .*/press/a, is {kind}, not text; {todo}"):
        read_articles(tmp_path / "press")


@pytest.mark.parametrize(
    "text", ["ID3 is a tag.", "II*", "GIF and RIFF", "7z files", "BZh9 is one"]
)
def test_a_text_may_begin_like_the_name_of_a_format(write, text):
    assert read_articles(write("a.txt", text))["text"].tolist() == [text]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_refused_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ArticleError, match="a folder, a pipe or a device, not a file"):
        read_articles(tmp_path / "pipe")


def test_too_large_is_refused_before_reading(write):
    path = write("b.txt", b"%PDF-56789")  # its size is the reason, not its bytes
    os.truncate(path, 200_000_001)
    with pytest.raises(ArticleError, match="too much for one file"):
        read_articles(path)


def test_folder_reads_what_lies_directly_in_it_in_natural_order(write, tmp_path):
    for name in "b10.txt B2.md a b٣.txt ٣1 themes.yaml other.YML README.md readme codebook.md .hidden".split():
        write(name)
    write("codes/inner.txt"), write("c.txt", b"")
    report = read_with_report(str(tmp_path))
    assert list(report.articles.article) == ["a", "B2", "b10", "b٣", "٣1"]
    names = ("a", "B2.md", "b10.txt", "b٣.txt", "٣1")
    assert list(report.articles.path) == [f"{tmp_path.as_posix()}/{name}" for name in names]
    assert [note.path.rsplit("/", 1)[1] for note in report.skipped] == ["c.txt", "codes"]


def test_tqdm_decides_whether_its_bar_is_shown(write, tmp_path, monkeypatch):
    """`disable`, even if False, would overrule TQDM_DISABLE, which says that nobody looks."""
    write("a.txt", "Trade.")
    given = []
    monkeypatch.setattr(article_reader, "tqdm", lambda files, **how: given.append(how) or files)
    assert len(read_articles(tmp_path)) == 1
    assert len(given) == 1 and "disable" not in given[0]


def test_bad_files_of_a_folder_are_listed_and_the_rest_is_read(write, tmp_path):
    write("a.txt"), write("b.pdf", b"%PDF-1")
    for number in range(11):
        write(f"c{number}.txt", "")
    said = "(?s)12 left out, .*b.pdf is a PDF .*c0.txt.*left out: 2 more; .*read_with_report"
    with pytest.warns(ArticleWarning, match=said) as caught:
        assert list(read_articles(tmp_path).article) == ["a"]
    assert len(caught) == 1 and caught[0].filename == __file__
    pdf, *empty = map(str, read_with_report(tmp_path).skipped)
    assert "/b.pdf is a PDF that cannot be read, broken or cut off perhaps (Stream has ended" in pdf
    todo = "put the article's text into it, or remove it"
    assert f"/c0.txt is empty, without a word; {todo}" in empty[0] and len(empty) == 11


@pytest.mark.parametrize("names", [[], ["bad.pdf"], ["README.md", "themes.yaml"]])
def test_folder_without_an_article_is_an_error(write, tmp_path, names):
    for name in names:
        write(name, b"%PDF-1")
    with pytest.raises(ArticleError, match="holds no article that can be read"):
        read_articles(tmp_path)


def test_list_keeps_its_order_and_a_bad_member_is_an_error(write, tmp_path):
    z, a, bad = write("z.txt"), write("a.txt"), write("in/bad.txt", "")
    assert list(read_with_report([z, str(a)]).articles.article) == ["z", "a"]
    with pytest.raises(ArticleError, match=r"bad\.txt: is empty"):
        read_articles([z, bad])
    write("in/good.txt")
    with pytest.warns(ArticleWarning, match="1 left out"):
        assert list(read_articles([z, tmp_path / "in"]).article) == ["z", "good"]


def test_ids_of_many_equal_names_take_a_look_or_two_each():
    looks = []

    class Watched(dict):
        def __contains__(self, name):
            looks.append(name)
            return super().__contains__(name)

    taken = Watched()
    names = [files.article_id("visit", taken) for _ in range(500)]
    assert names == ["visit"] + [f"visit-{number}" for number in range(2, 501)]
    assert len(looks) < 1100


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux allows such a name")
def test_a_file_name_that_is_no_text_can_be_stored(tmp_path):
    with open(os.path.join(os.fsencode(tmp_path), b"\xff.txt"), "wb") as file:
        file.write(TEXT.encode())
    row = read_articles(tmp_path).iloc[0]
    assert row.article == "\ufffd" and row.path.endswith("/\ufffd.txt")


def test_patterns_name_files_and_go_into_subfolders(write, tmp_path):
    for name in ("a10.txt", "a2.txt", "b.md", "README.txt", "in/a3.txt", "odd[1].txt"):
        write(name)
    (tmp_path / "in" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert list(read_with_report(tmp_path / "a*.txt").articles.article) == ["a2", "a10"]
    every = read_with_report(f"{tmp_path}/**/*.txt")
    assert list(every.articles.article) == ["a2", "a3", "a10", "odd[1]"]
    assert list(read_articles(tmp_path / "odd[1].txt").article) == ["odd[1]"]
    with pytest.raises(ArticleError, match="fits no file that can be read; check the pattern"):
        read_articles(tmp_path / "*.html")


def test_subfolders_are_named_and_read_where_that_is_asked_for(write, tmp_path):
    for name in ("b.txt", "2024/a.txt", "2024/10/d.txt", "2024/9/d.txt", ".git/x.txt", "void/.x"):
        write(name)
    write("2024/sources.csv", "file,source\na.txt,AP\n")
    write("page.html", "<p>Saved.</p>"), write("page_files/menu.js", "var a;")
    (tmp_path / "2024" / "itself").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "page.html").unlink()
    write("page.html", f"<article><p>{'They met and talked. ' * 40}</p></article>")
    with pytest.warns(ArticleWarning, match="(?s)1 left out, .*2024 is a subfolder"):
        assert list(read_articles(tmp_path).article) == ["b", "page"]
    [note] = read_with_report(tmp_path).skipped
    assert note.path == f"{tmp_path.as_posix()}/2024" and "recursive=True reads" in note.reason
    report = read_with_report(tmp_path, recursive=True)
    assert list(report.articles.article) == ["b", "page", "a", "d", "d-2"]
    assert list(report.articles.path.str[-11:])[3:] == ["024/9/d.txt", "24/10/d.txt"]
    assert list(report.articles.source)[2] == "AP" and not report.skipped


def test_a_folder_of_subfolders_says_so(write, tmp_path):
    write("press/2024/a.txt")
    with pytest.raises(ArticleError, match=r"can be read \(the first, .*2024, is a subf"):
        read_articles(tmp_path / "press")
    assert list(read_articles(tmp_path / "press", recursive=True).article) == ["a"]


def test_folders_that_a_file_names_are_no_part_of_the_articles(write, tmp_path):
    for name in ("a.txt", "codes/ann.csv", "news/b.txt", "more/c.txt", "more/codes/d.txt"):
        write(name)
    write(".articlesignore", "codes/\n news \n")
    report = read_with_report(tmp_path, recursive=True)
    assert list(report.articles.article) == ["a", "c", "d"]
    [note] = read_with_report(tmp_path).skipped
    assert note.path.endswith("/more")
    assert list(read_articles(tmp_path / "news").article) == ["b"]


@pytest.mark.parametrize(
    "text", ["It cost Â£5.", "It is theirs.Â\xa0It’s.", "CafÃ© itâ€™s open, saidâ€”he", "cafÃ©"]
)
def test_texts_that_were_encoded_twice_are_counted_in_one_doubt(write, text):
    report = read_with_report(write("a.csv", "text\nFine.\n" + f'"{text}"\n' * 206))
    [doubt] = map(str, report.doubts)
    said = "a.csv, line 3 seems to be encoded twice, as â€™ for ’: 206 texts of the file; s"
    assert said in doubt


@pytest.mark.parametrize("text", ["AMANHÃ «não» MANHû, £5, Â, Ângela, â, 5 €, 20 °C", "naïve café"])
def test_letters_that_stand_in_languages_are_none(write, text):
    assert not read_with_report(write("a.txt", text)).doubts


def test_a_path_that_is_not_there_is_named_in_full(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = f"{(tmp_path / 'press').as_posix()}: does not exist; check the name and the folder"
    with pytest.raises(ArticleError, match=f"^{re.escape(said)}$"):
        read_articles("press")
    with pytest.raises(ArticleError) as error:
        read_articles("Ministers met.\nThey left. " * 500)
    assert "\n" not in str(error.value) and len(str(error.value)) < 400


def test_a_folder_with_links_ends_and_a_broken_link_is_named(write, tmp_path):
    write("a.txt")
    (tmp_path / "itself").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "knot").symlink_to(tmp_path / "knot")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    with pytest.warns(ArticleWarning, match="2 left out"):
        table = read_articles(tmp_path)
    assert list(table.article) == ["a"]
    gone, knot = map(str, read_with_report(tmp_path).skipped)
    assert gone.endswith("gone.txt does not exist; check the name and the folder")
    assert "knot cannot be opened (Too many levels of symbolic links); check the name" in knot


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to this user"
)
@pytest.mark.parametrize("name", ["shut", "shut/a.txt", "shut/*.txt"])
def test_a_folder_without_permission_is_named(write, tmp_path, name):
    write("shut/a.txt")
    (tmp_path / "shut").chmod(0)
    try:
        with pytest.raises(ArticleError, match="shut"):
            read_articles(tmp_path / name)
    finally:
        (tmp_path / "shut").chmod(0o700)


@pytest.mark.parametrize(
    "ending, text",
    [(".md", "A China visit began"), (".txt", "A _China_ visit [began](http://x/y)")],
)
def test_front_matter_says_title_date_and_source(write, ending, text):
    front = "---\nTitle: Ministers meet\ndate: 2023-10-26T08:00:00Z\nsource: Reuters\nlang: en\ntags: [a, b]\n---\n"
    row = read_articles(write("a" + ending, front + "A _China_ visit [began](http://x/y)")).iloc[0]
    found = row[["title", "date", "source", "language", "tags"]].tolist()
    assert found == ["Ministers meet", "2023-10-26", "Reuters", "en", '["a", "b"]']
    assert row.text == f"Ministers meet\n\n{text}"


@pytest.mark.parametrize("title", ["Rat und Tat: in Europa", "[Exklusiv] Asyl", '"Ja" sagt er'])
def test_a_title_that_is_no_yaml_is_read(write, title):
    path = write("a.txt", f"---\ntitle: {title}\ndate: 2021-03-04\n---\nText.")
    row = read_articles(path)[["title", "date", "text"]].iloc[0]
    assert row.tolist() == [title, "2021-03-04", f"{title}\n\nText."]


@pytest.mark.parametrize(
    "end", ["They met: he left\nand: [\n---\nText.", "They met.\n---\nA.", "Text."]
)
def test_what_only_looks_like_front_matter_stays(write, end):
    assert read_articles(write("a.txt", f"---\n{end}")).text[0] == f"---\n{end}"


@pytest.mark.slow
@settings(deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that an encoding is a guess
        try:
            row = read_articles(path).iloc[0]
        except ArticleError:
            return
    assert not set("\r\v\u0085\u2028\u2029\0") & set(row.text)
    assert row.opening and "\n" not in row.opening + row.title and row.words > 0
    assert row.unit == "letters" or row.words == len(row.text.split())


@pytest.mark.parametrize(("text", "size", "unit"), [
    ("讨论南海问题，5G。", 8, "letters"),
    ("みなみシナかい", 7, "letters"),
    ("Ministers of all countries meet 南海", 6, "words"),
    ("남중국해 문제", 2, "words"),
    ("ทะเลจีนใต้ 2024", 14, "letters"),
    ("ທະເລຈີນໃຕ້", 10, "letters"),
    ("សមុទ្រចិនខាងត្បូង", 17, "letters"),
    ("တောင်တရုတ်ပင်လယ်", 16, "letters"),
])  # fmt: skip
def test_the_length_is_in_words_or_in_letters(write, text, size, unit):
    report = read_with_report([write("en.txt"), write("a.txt", text)])
    assert report.articles[["text", "words", "unit"]].iloc[1].tolist() == [text, size, unit]
    assert (report.skipped, report.doubts) == ([], [])


def test_a_file_given_twice_is_read_once(tmp_path):
    path, link = tmp_path / "a.txt", tmp_path / "link.txt"
    path.write_text("Trade.")
    link.symlink_to(path)
    (tmp_path / "b.txt").write_text("Trade.")  # the same text in another file is another article
    report = read_with_report([path, path, link, tmp_path, tmp_path])
    assert report.articles["article"].tolist() == ["a", "b"]
    assert report.skipped == []


@pytest.mark.parametrize("name", ["themes.yaml", "mine.YML", "mine.dic", "mine.cat", "mine.ykd"])
def test_a_file_of_themes_is_no_article_and_is_named(write, tmp_path, name):
    path = write(f"press/{name}", "Trade:\n  - tariff*\n")
    ending = f"by its ending {path.suffix}; read it with nt.read_lexicon"
    reason = f"{name}:? looks like themes, not an article, {ending}"
    with pytest.raises(ArticleError, match=reason):
        read_articles(path)
    write("press/a.txt")
    report = read_with_report(path.parent)
    assert list(report.articles.article) == ["a"]
    said = [bool(re.search(reason, str(note))) for note in report.skipped]
    beside = path.suffix.lower() in (".yaml", ".yml")  # lies beside the articles, as in seeds/
    assert said == ([] if beside else [True])


def test_a_text_too_long_for_an_article_is_refused_with_what_to_do(write):
    with pytest.raises(ArticleError, match="too many for an article; split it"):
        read_articles(write("a.txt", "They met. " * 2_000_001))


def test_the_language_is_asked_for_stated_or_recognised(write):
    text = "Die Bundesregierung will am Mittwoch über die neuen Zölle beraten, so ein Sprecher."
    page = f'<html lang="en"><body><article><h1>Zölle</h1><p>{text * 9}</p></article></body></html>'
    files = [write("a.txt", text), write("b.html", page), write("c.txt", "Wang Yi.")]
    report = read_with_report(files)
    assert report.articles["language"].tolist() == ["de", "en", ""]
    [doubt] = report.doubts
    assert "says that its language is en, and reads like de" in doubt.reason
    assert set(read_with_report(files, language="fr").articles["language"]) == {"fr"}
    assert not read_with_report(files, language="fr").doubts
    assert set(read_with_report(files, language="nb").articles["language"]) == {"no"}
    with pytest.raises(ValueError, match='language is a code such as "de"'):
        read_articles(files, language="UK English")


def test_a_share_of_languages_that_is_unsure_is_said_with_what_settles_it(write):
    lines = ['"Hallitus esitti tänään uuden lain, jota monet pitävät hyvänä."'] * 13
    report = read_with_report(write("a.csv", "\n".join(["text", *lines, *["Wang Yi."] * 7])))
    assert set(report.articles["language"]) == {"fi", ""}
    [doubt] = map(str, report.doubts)
    assert doubt == "languages: 35% unsure; language='fi' says it"
    other = ['"Die Regierung hat gestern ein neues Gesetz vorgestellt, das viele gut finden."'] * 4
    rows = "\n".join(["text", *lines, *other, *["Wang Yi."] * 7])
    [doubt] = map(str, read_with_report(write("b.csv", rows)).doubts)
    assert doubt == "languages: 29% unsure; a column `language` says that of each"


def test_a_language_that_is_no_code_is_unknown_and_named(write):
    text = "It was not all that they had seen there."
    report = read_with_report([write("a.csv", f"text,language\n{text},UK English\n{text},en_US\n")])
    assert report.articles["language"].tolist() == ["en", "en"]
    [doubt] = report.doubts
    assert "language 'UK English' is no code such as de or pt-BR" in doubt.reason
