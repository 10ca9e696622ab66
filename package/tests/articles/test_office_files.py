"""PDF and Word files, made here; broken, locked and hostile ones; exports of Nexis and mail."""

import io
import warnings
import zipfile
from email.message import EmailMessage

import docx
import openpyxl
import pandas as pd
import pypdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from newsthemes import read_articles
from newsthemes.articles.formats.detect_reader import read_bytes
from newsthemes.articles.formats.nexis import read_nexis
from newsthemes.articles.formats.pdf import mended
from newsthemes.articles.read_articles import ArticleError, ArticleWarning, read_with_report
from newsthemes.files.read_files import FileError

LINES = [
    "The ministers met in Geneva and spoke of trade and of secu-",
    "rity for six hours.",
    "Then they left.",
]


def pdf(*pages, title=None, password=None):
    """A PDF with these lines on its pages, in Latin letters; a page of None has a picture's box and
    no text.
    """
    writer = pypdf.PdfWriter()
    name, thing = pypdf.generic.NameObject, pypdf.generic.DictionaryObject
    said = {"Type": "Font", "Subtype": "Type1", "BaseFont": "Helvetica"}
    said |= {"Encoding": "WinAnsiEncoding"}
    font = thing({name(f"/{key}"): name(f"/{value}") for key, value in said.items()})
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines or [])
        content = pypdf.generic.StreamObject()
        content.set_data(f"BT /F1 11 Tf 50 780 Td {shown} ET 0 0 9 9 re f".encode("cp1252"))
        page[name("/Contents")] = writer._add_object(content)
        page[name("/Resources")] = thing({name("/Font"): thing({name("/F1"): font})})
    writer.add_metadata({"/Title": title} if title else {})
    if password is not None:
        writer.encrypt(password, "owner", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def word(*paragraphs, title="", change=lambda file: None):
    """A Word file of these paragraphs, changed."""
    file, saved = docx.Document(), io.BytesIO()
    file.core_properties.title = title
    for text in paragraphs:
        file.add_paragraph(text)
    change(file)
    file.save(saved)
    return saved.getvalue()


def test_a_pdf_is_its_text_without_a_date(tmp_path):
    (tmp_path / "a.bin").write_bytes(pdf(["Ministers meet", "", *LINES], title="Ministers meet"))
    row = read_articles(tmp_path / "a.bin").iloc[0]
    assert row[["title", "date"]].tolist() == ["Ministers meet", ""]
    assert "security for six hours." in row.text
    assert read_bytes(pdf(LINES, title="draft7_final.indd"), ".pdf")[0].title == ""


@pytest.mark.parametrize("pages, text", [
    # heads, feet and numbers that recur on most pages; of two pages nothing is a rule
    (["The Paper 1\nOne.\nPage 1", "The Paper 2\nTwo.\nPage 2", "The Paper 3\nThree.\nPage 3"], "One.\n\nTwo.\n\nThree."),
    (["The Paper\nThey met and", "The Paper\nleft.", "The Paper\nIt rained."], "They met and\nleft.\n\nIt rained."),
    (["They met.", "They met."], "They met.\n\nThey met."),
    (["a\nb\nSame\nc\nd", "e\nf\nSame\ng\nh", "i\nj\nSame\nk\nl"], "a\nb\nSame\nc\nd\ne\nf\nSame\ng\nh\ni\nj\nSame\nk\nl"),
    # words cut at line ends, over pages too
    (["of secu-\nrity", "and of inter-", "national trade"], "of security\nand of international trade"),
    (["a well-known man, and well-\nknown"], "a well-known man, and well-known"),
    (["US-\nChina and anti-\nAmerican"], "US-China and anti-American"),
    (["secu\u00ad\nrity and trade"], "security and trade"),
    (["", "  \n\n", "One."], "One."),
    # a short line that ends a sentence ends a paragraph
    (["They met in Geneva and left\nsoon.\nIt rained in the old city, too."], "They met in Geneva and left\nsoon.\n\nIt rained in the old city, too."),
])  # fmt: skip
def test_what_a_page_adds_is_mended(pages, text):
    assert mended(pages) == text


def test_a_page_without_text_is_said(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf(LINES, None, ["It ended."]))
    said = r"1 to look at\n.*a\.pdf has no text on page 2, a picture perhaps"
    with pytest.warns(ArticleWarning, match=said):
        assert read_articles(tmp_path / "a.pdf").text[0].endswith("It ended.")


@pytest.mark.parametrize("data, reason", [
    (pdf(None, None), "is a PDF without text, a scan perhaps; run a text recognition"),
    (pdf(LINES, password="secret"), "is an encrypted PDF; save it without a password"),
    (pdf(LINES)[:200], "is a PDF that cannot be read, broken or cut off perhaps"),
    (b"%PDF-1.7\n", "is a PDF that cannot be read"),
    (word(), "is empty, without a word; put the article's text into it"),
    (word("They met.")[:4000], "is a Word file that cannot be read, broken or cut off"),
])  # fmt: skip
def test_what_cannot_be_read_is_named_with_the_reason(tmp_path, data, reason):
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(ArticleError) as error:
        read_articles(tmp_path / "a")
    assert str(error.value).startswith(f"{(tmp_path / 'a').as_posix()}: {reason}")


def test_a_pdf_that_is_only_locked_against_changes_is_read():
    assert "security" in read_bytes(pdf(LINES, password=""), ".pdf")[0].text


def test_a_word_file_is_its_paragraphs_and_tables():
    def change(file):
        file.paragraphs[0].style = "Title"
        cells = file.add_table(rows=1, cols=2).rows[0].cells
        cells[0].text, cells[1].text = "tariff", "ten percent"

    lines = ["Ministers meet", "They met.\nIn Geneva.", "", "It ended."]
    [document] = read_bytes(word(*lines, change=change), "")
    lines = ["Ministers meet", "They met.\nIn Geneva.", "It ended.", "tariff", "ten percent"]
    assert document.text == "\n\n".join(lines)
    assert document.title == "Ministers meet" and document.date == ""


@pytest.mark.parametrize(
    "title, wanted", [("Ministers met", "Ministers met"), ("template_v2", ""), ("", "")]
)
def test_a_title_of_properties_counts_where_the_text_has_it(title, wanted):
    assert read_bytes(word("Ministers met in Geneva.", title=title), ".docx")[0].title == wanted


def test_tracked_changes_are_read_as_if_accepted():
    inner = (
        '<w:ins w:id="1" w:author="a"><w:r><w:t xml:space="preserve">new </w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="a"><w:r><w:delText>old </w:delText></w:r></w:del>'
        '<w:moveFrom w:id="3" w:author="a"><w:r><w:t>moved </w:t></w:r></w:moveFrom>'
        "<w:hyperlink><w:r><w:t>trade</w:t><w:noBreakHyphen/><w:t>deal</w:t><w:tab/></w:r></w:hyperlink>"
    )
    paragraph = parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>")
    data = word(change=lambda file: file.element.body.insert(0, paragraph))
    assert read_bytes(data, "")[0].text == "new trade-deal\t"


def rezipped(data, part, content):
    """A ZIP file with other content in one of its parts."""
    old, new = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in old.namelist():
            archive.writestr(name, content if name == part else old.read(name))
    return new.getvalue()


HEAD = f"<?xml version='1.0'?>{{}}<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>They met. "
TAIL = "</w:t></w:r></w:p></w:body></w:document>"


def test_a_workbook_inside_a_word_file_is_not_what_is_read():
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    data = io.BytesIO(word("They met."))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/embeddings/a.xlsx", book.getvalue())
    assert read_bytes(data.getvalue(), "")[0].text == "They met."


GROWING = "".join(f"<!ENTITY {new} '{f'&{old};' * 1000}'>" for new, old in ("ba", "cb"))


@pytest.mark.parametrize("content", [
    # entities that grow, an entity that is a file, elements in each other
    HEAD.format(f"<!DOCTYPE x [<!ENTITY a 'war '>{GROWING}]>") + "&c;" * 1000 + TAIL,
    HEAD.format("<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>") + "&f;" + TAIL,
    HEAD.format("") + "<w:r>" * 10_000 + "</w:r>" * 10_000 + TAIL,
])  # fmt: skip
def test_hostile_xml_gives_its_plain_text_or_an_error(content):
    try:
        [document] = read_bytes(rezipped(word("x"), "word/document.xml", content), ".docx")
    except FileError as error:
        assert "is a Word file that cannot be read" in str(error)
    else:
        assert document.text.strip() == "They met."


EXPORT = """\ufeff

Download Request: Selected Items: 1-2

                               1 of 2 DOCUMENTS


                               The Times (London)

                            January 11, 2010 Monday
                                   Edition 1;
                                    Ireland

Ministers meet and
talk

BYLINE: A. Writer

SECTION: NEWS; Pg. 3

LENGTH: 9 words

The ministers met in Geneva
and spoke.

SOURCE: it rained.

LOAD-DATE: January 12, 2010

LANGUAGE: ENGLISH


                    Copyright 2010 Times Newspapers Limited
                              All Rights Reserved

                               2 of 2 DOCUMENTS

                                  Guardian.com

                            January 10, 2010

They left

LENGTH: 1,200 words

Cut off.

                    Copyright 2010 Guardian
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_an_export_as_text_is_its_articles(tmp_path, line_end):
    (tmp_path / "export.txt").write_bytes(EXPORT.replace("\n", line_end).encode())
    articles = read_articles(tmp_path / "export.txt")
    columns = "article title date source text section byline language language_in_file".split()
    first = "Ministers meet and talk\n\nThe ministers met in Geneva\nand spoke."
    first += "\n\nSOURCE: it rained."
    assert articles[columns].iloc[0].tolist() == [
        "export-document-1", "Ministers meet and talk", "2010-01-11", "The Times (London)", first,
        "NEWS; Pg. 3", "A. Writer", "en", "ENGLISH",
    ]  # fmt: skip
    assert articles[columns[:5]].iloc[1].tolist() == [
        "export-document-2", "They left", "2010-01-10", "Guardian.com", "They left\n\nCut off.",
    ]  # fmt: skip


def test_an_export_of_a_weekly_paper_has_its_month_and_that_is_said(tmp_path):
    week = EXPORT.replace("January 10, 2010", "January 4 - 10, 2010")
    (tmp_path / "export.txt").write_text(week, encoding="utf-8")
    with pytest.warns(ArticleWarning, match="'January 4 - 10, 2010' names two days, and 2010-01 w"):
        assert read_articles(tmp_path / "export.txt")["date"].tolist() == ["2010-01-11", "2010-01"]


WORD_EXPORT = """Date and Time: Friday, 5. July 2019 09:31:00 CEST|Documents (2)|1. Ministers meet|
Search Terms: x|Ministers meet|The Guardian(London)|July 1, 2019 Monday 9:20 AM GMT|
|Copyright 2019 G|Section:\xa0NEWS|Length:\xa05 words|Byline:\xa0A. Writer|Body||They met.|And they left.|
Load-Date: July 4, 2019|
End of Document|They left|AP|July 2, 2019 Tuesday|Body|It ended.|Graphic| |A picture|End of Document|
No head|Body|Text|End of Document"""


def test_an_export_as_word_is_its_articles(tmp_path):
    (tmp_path / "a.docx").write_bytes(word(*WORD_EXPORT.split("|")))
    with pytest.warns(ArticleWarning, match="document 3 has no date at its head"):
        articles = read_articles(tmp_path / "a.docx")
    columns = ["title", "source", "date", "text", "section", "byline"]
    assert articles[columns].fillna("").values.tolist() == [
        ["Ministers meet", "The Guardian(London)", "2019-07-01", "Ministers meet\n\nThey met.\n\nAnd they left.", "NEWS", "A. Writer"],
        ["They left", "AP", "2019-07-02", "They left\n\nIt ended.", "", ""],
    ]  # fmt: skip


PARTS = "1 of 2 DOCUMENTS||January 11, 2010|BYLINE: x|Text.|LANGUAGE: X|Copyright 2010".split("|")


@given(st.lists(st.sampled_from(PARTS)))
def test_any_export_is_read_without_an_error(lines):
    assert all(hasattr(part, "place") for part in read_nexis("\n\n".join(lines)))


BOOK = io.BytesIO()
pd.DataFrame({"date": ["2023-10-26"] * 2, "text": ["They met.", "It ended."]}).to_excel(BOOK)
FILES = {"pdf": pdf(LINES, LINES), "word": word("They met.", "It ended."), "excel": BOOK.getvalue()}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
@given(
    places=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=8),
    cut=st.integers(0, 10**6),
)
def test_damaged_files_are_read_or_refused(data, places, cut):
    damaged = bytearray(data)
    for place, byte in places:
        damaged[place % len(data)] = byte
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            read_bytes(bytes(damaged[: cut % (2 * len(data))]), "")
        except FileError as error:
            assert "\n" not in str(error) and "; " in str(error)


MAIL = EmailMessage()
MAIL["Subject"], MAIL["From"] = "Talks in Genève", "Reuters <news@example.org>"
MAIL["Date"] = "Thu, 26 Oct 2023 08:15:00 +0200"
MAIL.set_content("They met; it’s over.\n", cte="quoted-printable")


def test_a_message_is_its_text_and_its_headers_are_not_counted(tmp_path):
    as_html = EmailMessage()
    as_html.set_content(
        "<p>They <b>left</b>.</p><p>It rained.</p>", subtype="html", charset="cp1252"
    )
    as_html.add_attachment(b"%PDF-1", maintype="application", subtype="pdf")
    (tmp_path / "a.eml").write_bytes(bytes(MAIL))
    (tmp_path / "b.EML").write_bytes(bytes(as_html))
    (tmp_path / "c.eml").write_bytes(b"Subject: Talks\n\n")
    report = read_with_report(tmp_path, headlines="drop")
    assert report.articles[["title", "date", "source", "text"]].values.tolist() == [
        ["Talks in Genève", "2023-10-26", "", "They met; it’s over.\n"],
        ["", "", "", "They left.\n\nIt rained."],
    ]
    assert report.articles["from"][0] == "Reuters <news@example.org>"
    [doubt], [left_out] = report.doubts, report.skipped
    assert doubt.reason == "has attachments, which were not read: 1; save them as files"
    assert left_out.path.endswith("c.eml") and left_out.reason.startswith("is empty")
