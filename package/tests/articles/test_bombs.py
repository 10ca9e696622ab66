"""Small files that would take all memory or have no end: each is read or refused by name, in less
than 1 GB more than the reading needs and 20 seconds of a processor.
"""

import gzip
import io
import json
import lzma
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from test_office_files import HEAD, TAIL, rezipped, word

resource = pytest.importorskip("resource")  # Windows has no such limits

needs_proc = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux' /proc")
pytestmark = [pytest.mark.slow, needs_proc]

READ = """import json, os, resource, sys
sys.path.insert(0, sys.argv[1])
from newsthemes.articles.formats.limited_process import stop
from newsthemes.articles.read_articles import read_with_report
from newsthemes.trust.read_codes import read_sheets
[size] = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmSize")]
limit = 1024 * int(size) + 1_000_000_000

def read(path):
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    try:
        if "codes-" in path:
            codes, misfits, notes = read_sheets(path)
            return len(codes), misfits + notes
        report = read_with_report(path)
        return len(report.articles), [str(note) for note in report.skipped + report.doubts]
    except ValueError as error:
        return 0, [str(error)]

for path in sys.argv[2:]:
    if os.fork() == 0:
        print(json.dumps([path, *read(path)]), flush=True)
        stop()
        os._exit(0)
    os.wait()
"""
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
MARKS = "e" + "\u0301" * 160_000
ALIASES = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
)


def workbook():
    book, saved = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["text"])
    book.save(saved)
    sheet = b"<worksheet><sheetData>" + b" " * 300_000_000 + b"</sheetData></worksheet>"
    return rezipped(saved.getvalue(), "xl/worksheets/sheet1.xml", sheet)


def shared():
    """A workbook of 2,998 cells that all are the one text of its file."""
    book, saved = openpyxl.Workbook(), io.BytesIO()
    book.save(saved)
    cells = "".join(f'<row r="{n}"><c t="s"><v>{int(n > 1)}</v></c></row>' for n in range(1, 3000))
    sheet = f"<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>".encode()
    texts = f"<sst {MAIN}><si><t>text</t></si><si><t>{'war ' * 250_000}</t></si></sst>".encode()
    kinds = zipfile.ZipFile(saved).read("[Content_Types].xml")
    kinds = kinds.replace(b"theme+xml", b"spreadsheetml.sharedStrings+xml")
    data = rezipped(saved.getvalue(), "[Content_Types].xml", kinds)
    data = rezipped(data, "xl/theme/theme1.xml", texts)
    return rezipped(data, "xl/worksheets/sheet1.xml", sheet)


def letter():
    body = HEAD.format("") + " " * 50_000_000 + TAIL
    return rezipped(word("They met."), "word/document.xml", body)


def columns(names, rows):
    return (",".join(["text", *names]) + "\n" + "a\n" * rows).encode()


# name -> the bytes, how many articles are read, and what is said
BOMBS = {
    "spaces.json.xz": (lambda: lzma.compress(b"[" + b" " * 20_000_000 + b"]"), 0, "100 times"),
    "lines.csv.gz": (lambda: gzip.compress(b"text\n" + b"\n" * 90_000_000, 1), 0, "100 times"),
    "big.txt.gz": (lambda: gzip.compress(b"war " * 60_000_000, 1), 0, "would unpack to more"),
    "empty-columns.csv": (lambda: columns([""] * 5000, 7000), 7000, ""),
    "columns.csv": (lambda: columns([f"c{n}" for n in range(5000)], 7000), 0, "cells"),
    "more-columns.csv": (lambda: columns([f"c{n}" for n in range(20_000)], 1), 0, "columns"),
    "lines.csv": (lambda: b"text\n" + b"\n" * 6_000_000, 0, "lines"),
    "quote.csv": (lambda: b'text\n"' + b"a\n" * 2_000_000, 0, "quote that is not closed"),
    "keys.jsonl": (
        lambda: "\n".join(json.dumps({"text": "a", f"k{n}": n}) for n in range(20_000)).encode(),
        0,
        "columns",
    ),
    "deep.json": (lambda: b"[" * 100_000, 0, "deep.json"),
    "deep.html": (lambda: b"<html><body>" + b"<div>" * 200_000 + b"war", 0, "deep.html"),
    "marks.txt": (lambda: MARKS.encode(), 0, "marks on one letter"),
    "marks.csv": (lambda: f"text\n{MARKS}\nWar.\n".encode(), 1, "line 2 has more than 50 accents"),
    "marked-day.csv": (lambda: f"text,date\nA.,{MARKS}\nB.,2024\n".encode(), 1, "line 2 has more"),
    "marks.md": (lambda: f"---\ntitle: {MARKS[:15000]}\n---\nWar.".encode(), 0, "marks.md"),
    "aliases.md": (lambda: f"---\n{ALIASES}\n---\nWar.".encode(), 0, "aliases in its front matter"),
    "lines.txt": (lambda: b"a\n" * 3_000_000, 0, "1,000,000 lines"),
    "sheet.xlsx": (workbook, 0, "sheet.xlsx"),
    "shared.xlsx": (shared, 0, "has more than 10 million characters in its texts, too many"),
    "letter.docx": (letter, 0, "letter.docx"),
    "dates.csv": (
        lambda: ("text,date\n" + "".join(f"War.,so {n} tak\n" for n in range(2000))).encode(),
        2000,
        "does not name",
    ),
}


def far_cells():
    """A workbook with two cells, the first and the last that there can be."""
    book, saved = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "article"
    book.active["XFD1048576"] = 1
    book.save(saved)
    return saved.getvalue()


def page(articles, themes, coders):
    """A page that was saved with a code of each coder, and no more of it than is read."""
    data = {
        "article-data": {
            "articles": [{"article": "a", "text": "War.", "sentences": [[0, 4]] * articles}],
            "lexicon": [{"group": "", "theme": f"t{number}"} for number in range(themes)],
        },
        "codes": {f"c{number}": {"0,0": "1"} for number in range(coders)},
    }
    parts = (f'<script id="{name}">{json.dumps(part)}</script>' for name, part in data.items())
    return f"<!doctype html><html>{''.join(parts)}".encode()


CODES = {
    "codes-cells.xlsx": (far_cells, 0, "row 1: must begin with article"),
    "codes-shared.xlsx": (shared, 0, "cannot be read: takes more than 1 GB of memory"),
    "codes-columns.csv": (
        lambda: (
            f"article,sentence,text,{','.join(map(str, range(100_000)))}\na,1,War.,1\n".encode()
        ),
        0,
        "row 1: has more than 10,000 columns",
    ),
    "codes-row.csv": (
        lambda: (
            f"article,sentence,text,{','.join(map(str, range(9000)))}\na,1,War.,{'1,' * 9000}".encode()
        ),
        9000,
        "",
    ),
    "codes-coders.html": (lambda: page(200, 50, 3000), 3000, ""),
    "codes-themes.html": (lambda: page(100_000, 20_000, 1), 1, ""),
}
BOMBS |= CODES

SOURCES = {
    "rows": (b"a.txt,Reuters\n" * 100_001, "sources.csv has more than 100,000 rows"),
    "marks": (f"a.txt,{MARKS}\n".encode(), "sources.csv line 2 has more than 50 accents"),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """How many articles are read of each file or folder under limits, and what is said: each in a
    process of its own, which all start from one.
    """
    folder = tmp_path_factory.mktemp("bombs")
    for name, (make, *_) in BOMBS.items():
        (folder / name).write_bytes(make())
    for name, (rows, _) in SOURCES.items():
        (folder / name).mkdir()
        (folder / name / "a.txt").write_text("War.")
        (folder / name / "sources.csv").write_bytes(b"file,source\n" + rows)
    package = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", READ, str(package), *map(str, folder.iterdir())]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=True)
    read = map(json.loads, ended.stdout.splitlines())
    return {Path(path).name: (number, " ".join(notes)) for path, number, notes in read}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_or_refused_within_limits(found, name):
    _, number, says = BOMBS[name]
    assert name in found, "it ended its reader"
    read, notes = found[name]
    assert read == number and says in notes and (number or name in notes)


@pytest.mark.parametrize("name", SOURCES)
def test_a_table_of_sources_is_one_of_a_folder(found, name):
    read, notes = found[name]
    assert read == 1 and SOURCES[name][1] in notes
