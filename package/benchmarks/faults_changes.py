"""What benchmarks/faults.py runs, and the changes that it makes after a run: a table by what is
changed.

A change is a function of the place where all lies. It may return further arguments of the command.
"""

import codecs
import io
import lzma
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
from PIL import Image

HERE = Path(__file__).resolve().parent
CODE = HERE.parent / "newsthemes"
Change = Callable[[Path], list[str] | None]

# ---- a project of two small notebooks, and somebody's articles

SETTINGS = """# settings
ARTICLES = "../seeds"
THEMES = "../seeds/themes.yaml"
FIGURES = "../figures"
CODES = "../seeds/codes"
READ = {}
NESTED = "drop"
THEME = "Trade"
ARTICLE = 0
PERIOD = "year"
BY = "source"
"""
READING = """import hashlib
from pathlib import Path
import pandas as pd
import newsthemes as nt
from PIL import Image
nt.save_to(FIGURES)
articles = nt.read_articles(ARTICLES, **READ)
lexicon = nt.read_lexicon(THEMES, READ.get("encoding"))
mentions = nt.find_mentions(articles, lexicon, NESTED)
codes = nt.read_codes(CODES, articles, lexicon, unfit="skip")
seen = [articles.drop(columns="path"), mentions, codes]
text = "".join(table.to_csv() for table in seen)
bits = int(hashlib.sha256(text.encode()).hexdigest(), 16)"""
# each is black or white by one bit of what was read, and one belongs to each article
DRAWING = """for number, name in enumerate([*"abcdefgh", *articles["article"]]):
    shade = 255 * (bits >> number % 256 & 1)
    Image.new("L", (8, 8), shade).save(Path(FIGURES, f"NUMBER-{number}.png"))
    nt.save(pd.DataFrame({name: [shade]}), f"NUMBER-{name.encode().hex()}")"""
COUNTING = """nt.save(nt.counts(mentions, articles, lexicon), "NUMBER-themes")
text, THEME, ARTICLE, PERIOD, BY"""
ITEMS = """import helper
helper.NAME, pd.read_csv("../seeds/news/items.csv")["text"].tolist()"""
TALKS = "Trade talks of tariffs and trade unions."
SHEET = "article,sentence,text,Trade,Iran\n"
ENGLISH = "This is what they have and it was there before we were."  # so that it is sure
MORE = f"Another word on trade. {ENGLISH}\n"
IRAN = "Iran: [Iran, Persian Gulf]\n"
GULF = "Gulf: [Gulf]\n"
NLTK = "Name: nltk\nVersion: 9.9\n"
UNSEEN = "not read"  # the group of changes after which a run has nothing to do
PRESS = {
    "press/a.txt": f"Tariffs again\n\n{TALKS} Iran waits. {ENGLISH}\n",
    "press/b.txt": f"The Persian Gulf is calm. No trade is there. {ENGLISH}\n",
    "press/c.csv": "text,title,date,source,body,headline,published,outlet\n"
    f"Trade fell. {ENGLISH},The Fall,03/04/2023,AP,Iran spoke. {ENGLISH},A Speech,2024-05-06,Wire\n"
    f"Trade rose. {ENGLISH},The Rise,05/04/2023,BBC,Iran left. {ENGLISH},An Exit,2024-07-08,Post\n",
    "press/sources.csv": "file,date,source,party\na.txt,2023-01-02,Reuters,left\nb.txt,2022-03-04,AFP,right\n",
    "press/old/x.txt": f"Old trade. {ENGLISH}\n",
    "elsewhere/one.txt": f"One more word on trade. {ENGLISH}\n",
    "elsewhere/two.txt": f"Two words on Iran. {ENGLISH}\n",
    "mine.yaml": """# mine
Issues:
  Trade: [trade, tariff*, not: trade union*]
  Calm: [calm]
"""
    f"{IRAN}{GULF}",
    "codes/ann.csv": f"{SHEET}a,2,{TALKS},1,0\n",
    "codes/bob.csv": f"{SHEET}a,2,{TALKS},1,1\n",
    "mine.lc3": "+Trade\ntrade\ntariffs\n",
}
PROJECT = {
    "run.py": "",
    "constraints.txt": "nltk==3.10.4\n",
    "README.md": "# Toy\n",
    "notebooks/helper.py": "NAME = 'helper'\n",
    "seeds/ours.txt": f"War and trade\n\nTrade and peace. War again. {ENGLISH}\n",
    "seeds/themes.yaml": "Ours:\n  Trade: [trade]\n  War: [war*]\n",
    "seeds/codes/ann.csv": "article,sentence,text,Trade,War\nours,2,Trade and peace.,1,0\n",
    "seeds/news/items.csv": "text\nAn item.\n",
}


def make_place(place: Path) -> None:
    """Make the project, with a copy of the package, and the articles, themes and codes."""
    files = PRESS | {f"project/{name}": text for name, text in PROJECT.items()}
    for name, text in files.items():
        write(name, text)(place)
    (place / "press" / "link.txt").symlink_to("../elsewhere/one.txt")
    shutil.copytree(CODE, place / "project" / "package" / "newsthemes")
    for number, more in (("1", []), ("2", [ITEMS])):
        sources = [SETTINGS, READING, DRAWING, COUNTING, *more]
        cells = [nbformat.v4.new_markdown_cell(f"# Notebook {number}?", id="title")]
        for index, source in enumerate(sources):
            source = source.replace("NUMBER", number)
            cells.append(nbformat.v4.new_code_cell(source, id=f"cell-{index}"))
        cells[1].metadata.tags = ["parameters"]
        for cell in cells[5:]:
            cell.metadata.tags = ["example"]
        book = nbformat.v4.new_notebook(cells=cells)
        nbformat.write(book, place / "project" / "notebooks" / f"{number}-toy.ipynb")


# ---- what a change does


def write(name: str, content: str | bytes = MORE) -> Change:
    def change(place: Path) -> None:
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    return change


def edit(name: str, old: str, new: str) -> Change:
    def change(place: Path) -> None:
        data = (place / name).read_bytes()
        assert old.encode() in data, (name, old)
        (place / name).write_bytes(data.replace(old.encode(), new.encode()))

    return change


def cut(name: str) -> Change:
    """A file of which the second half is gone."""

    def change(place: Path) -> None:
        os.truncate(place / name, (place / name).stat().st_size // 2)

    return change


def add(name: str, more: str) -> Change:
    def change(place: Path) -> None:
        (place / name).write_bytes((place / name).read_bytes() + more.encode())

    return change


def edit_unseen(name: str, old: str, new: str) -> Change:
    """An edit to the same size that leaves the time of the file as it was."""

    def change(place: Path) -> None:
        status = (place / name).stat()
        edit(name, old, new)(place)
        os.utime(place / name, ns=(status.st_atime_ns, status.st_mtime_ns))

    return change


def recode(name: str, encoding: str, mark: bytes = b"") -> Change:
    def change(place: Path) -> None:
        text = (place / name).read_text(encoding="utf-8")
        (place / name).write_bytes(mark + text.encode(encoding))

    return change


def remove(*names: str) -> Change:
    def change(place: Path) -> None:
        for name in names:
            path = place / name
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()

    return change


def move(old: str, new: str, *arguments: str) -> Change:
    def change(place: Path) -> list[str]:
        (place / new).parent.mkdir(exist_ok=True)
        (place / old).rename(place / new)
        return [*arguments]

    return change


def copy(old: str, new: str) -> Change:
    def change(place: Path) -> None:
        shutil.copy2(place / old, place / new)

    return change


def link(name: str, target: str, hard: bool = False) -> Change:
    def change(place: Path) -> None:
        path = place / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        if hard:
            path.hardlink_to(place / target)
        else:
            path.symlink_to(target)

    return change


def touch(name: str) -> Change:
    return lambda place: os.utime(place / name, (1, 1))


def pipe(name: str) -> Change:
    return lambda place: os.mkfifo(place / name)


def both(*changes: Change) -> Change:
    def change(place: Path) -> list[str]:
        arguments = []
        for each in changes:
            arguments += each(place) or []
        return arguments

    return change


def told(*arguments: str) -> Change:
    return lambda place: [*arguments]


def cells(name: str, change_cells: Callable[[list], object]) -> Change:
    """A change of the cells of a notebook."""

    def change(place: Path) -> None:
        book = nbformat.read(place / name, 4)
        change_cells(book.cells)
        nbformat.write(book, place / name)

    return change


def picture(name: str, shade: int) -> Change:
    """A picture that differs in its bytes; what it looks like is `shade` lighter."""

    def change(place: Path) -> None:
        with Image.open(place / name) as image:
            lighter = image.convert("L").point(lambda value: abs(value - shade))
        data = io.BytesIO()
        lighter.save(data, "png", compress_level=0)
        (place / name).write_bytes(data.getvalue())

    return change


ONE = "project/notebooks/1-toy.ipynb"
TWO = "project/notebooks/2-toy.ipynb"
PACKAGE = "project/package/newsthemes"
TEMPLATE = f"{PACKAGE}/report/templates/notebook.html.j2"
MANIFEST = "out/.manifest.json"
PAGE = "<html><head><title>T</title></head><body><p>Trade on a page, and Iran.</p></body></html>"
CODED = f"{SHEET}a,2,{TALKS},0,0\n"
SAMPLE = "article\tsentence\ttext\tstratum\tstratum_size\tweight\tround\n"
SAMPLE += f"a\t2\t{TALKS}\tall\t5\t5.0\t1\n"

# ---- after a run of somebody's articles, into the folder out

OF_OTHERS = "one more of --articles"  # whose results only --overwrite replaces

CHANGES: dict[str, dict[str, Change]] = {
    "articles": {
        "edited": edit("press/a.txt", "Iran", "Tariffs"),
        "edited to the same size and time": edit_unseen("press/a.txt", "Iran", "Irun"),
        "added": write("press/d.txt"),
        "removed": remove("press/b.txt"),
        "renamed": move("press/b.txt", "press/d.txt"),
        "case of the name": move("press/b.txt", "press/B.txt"),
        "all removed": remove("press"),
        "another encoding": recode("press/a.txt", "utf-16"),
        "BOM": recode("press/a.txt", "utf-8", codecs.BOM_UTF8),
        "CRLF": edit("press/a.txt", "\n", "\r\n"),
        "emptied": write("press/b.txt", ""),
        "made a link to another": link("press/b.txt", "a.txt"),
        "link retargeted": link("press/link.txt", "../elsewhere/two.txt"),
        "target of a link edited": edit("elsewhere/one.txt", "trade", "Iran"),
        "broken link": link("press/d.txt", "nowhere"),
        "loop": link("press/loop", "."),
        "link to itself": link("press/d.txt", "d.txt"),
        "hard link": link("press/d.txt", "press/a.txt", hard=True),
        "pipe": pipe("press/d.txt"),
        "subfolder with a file": write("press/new/y.txt"),
        "file in a subfolder": write("press/old/y.txt"),
        "file in a subfolder edited, and read": both(
            edit("press/old/x.txt", "Old", "New"), told("--recursive")
        ),
        "subfolder emptied": remove("press/old/x.txt"),
        "link to a folder": link("press/folder", "../elsewhere"),
        "folder became a link": both(move("press", "texts"), link("press", "texts")),
        "Markdown": write("press/d.md", "# Trade\n\nIran *trade*.\n"),
        "HTML": write("press/d.html", PAGE),
        "CSV": write("press/d.csv", "text,title\nTrade in a row.,Row\n"),
        "CSV edited": edit("press/c.csv", "Trade rose", "Iran rose"),
        "JSON": write("press/d.json", '[{"text": "Trade in JSON."}]'),
        "xz": write("press/d.txt.xz", lzma.compress(b"Trade, compressed.")),
        "front matter": write("press/b.txt", "---\ntitle: Talks\ndate: 2021-02-03\n---\nTrade.\n"),
        "called *.ipynb": write("press/d.ipynb", "Trade."),
        "name that is not UTF-8": write("press/\udcff.txt", "Trade."),
        "name with signs": write("press/it's [a] %20 & <b>.txt", "Trade."),
    },
    "sources.csv": {
        "edited": edit("press/sources.csv", "Reuters", "BBC"),
        "further column": edit("press/sources.csv", "party", "wing"),
        "removed": remove("press/sources.csv"),
        "emptied": write("press/sources.csv", ""),
        "added in a subfolder": both(
            write("press/old/sources.csv", "file,source\nx.txt,Old\n"), told("--recursive")
        ),
        "a link": both(
            move("press/sources.csv", "elsewhere/sources.csv"),
            link("press/sources.csv", "../elsewhere/sources.csv"),
            edit("elsewhere/sources.csv", "AFP", "dpa"),
        ),
    },
    "themes": {
        "term added": edit("mine.yaml", "[trade,", "[trade, talks,"),
        "term removed": edit("mine.yaml", "trade, tariff*", "trade"),
        "theme added": add("mine.yaml", "New: [waits]\n"),
        "theme removed": edit("mine.yaml", "  Calm: [calm]\n", ""),
        "theme renamed": edit("mine.yaml", "Calm:", "Quiet:"),
        "theme that codes name renamed": edit("mine.yaml", "Trade:", "Commerce:"),
        "group renamed": edit("mine.yaml", "Issues", "Matters"),
        "order": edit("mine.yaml", f"{IRAN}{GULF}", f"{GULF}{IRAN}"),
        "comment": edit("mine.yaml", "# mine", "# ours"),
        "not:": edit("mine.yaml", ", not: trade union*", ""),
        "case": edit("mine.yaml", "[trade,", "[{term: Trade, case: exact},"),
        "a link": both(
            move("mine.yaml", "yours.yaml"),
            link("mine.yaml", "yours.yaml"),
            edit("yours.yaml", "calm", "waits"),
        ),
        "a mistake": edit("mine.yaml", "[Gulf]", "[Gulf"),
        "removed": remove("mine.yaml"),
        "another file": told("--themes", "mine.lc3"),
    },
    "codes": {
        "edited": write("codes/ann.csv", CODED),
        "sheet added": write("codes/eve.csv", CODED),
        "sheet removed": remove("codes/bob.csv"),
        "sheet in a subfolder": write("codes/old/eve.csv", CODED),
        "sheet that does not fit": write("codes/eve.csv", CODED.replace("a,2", "z,2")),
        "sample.tsv": write("codes/sample.tsv", SAMPLE),
        "all removed": remove("codes/ann.csv", "codes/bob.csv"),
        "a link": both(
            move("codes", "sheets"), link("codes", "sheets"), write("sheets/ann.csv", CODED)
        ),
    },
    "options": {
        "--nested": told("--nested", "count"),
        "--period": told("--period", "month"),
        "--by": told("--by", "party"),
        "--headlines": told("--headlines", "drop"),
        "--language": told("--language", "de"),
        "--day-first": told("--day-first"),
        "--recursive": told("--recursive"),
        "--encoding": told("--encoding", "cp1252"),
        "--no-text": told("--no-text"),
        "--text-column": told("--text-column", "body"),
        "--title-column": told("--title-column", "headline"),
        "--date-column": told("--date-column", "published"),
        "--again": told("--again"),
        "--overwrite": told("--overwrite"),
        OF_OTHERS: told("--articles", "press", "--articles", "elsewhere", "--overwrite"),
    },
    "notebooks": {
        "cell edited": edit(ONE, "text, THEME, ARTICLE", "THEME, ARTICLE"),
        "Markdown edited": edit(ONE, "# Notebook 1?", "# What?"),
        "tag": cells(ONE, lambda all: all[-1].metadata.update(tags=["needs-sample"])),
        "cell removed": cells(ONE, lambda all: all.pop()),
        "parameter": edit(ONE, 'FIGURES = \\"../figures\\"', 'FIGURES = \\"../figures/\\"'),
        "new": copy(ONE, "project/notebooks/3-new.ipynb"),
        "removed": remove(TWO),
        "renamed": move(TWO, "project/notebooks/4-other.ipynb"),
        "damaged": cut(ONE),
        "a cell that raises": edit(ONE, "text, THEME, ARTICLE", "1 / 0"),
        "a module beside them": write("project/notebooks/other.py", "1\n"),
    },
    "package": {
        "a template": edit(TEMPLATE, "<", "<!-- new --><"),
        "a module": edit(f"{PACKAGE}/report/run_notebooks.py", "holds every", "has every"),
        "a module of the cells": edit(f"{PACKAGE}/articles/article_reader.py", "was not", "is not"),
        "a new file": write(f"{PACKAGE}/new.py", "1\n"),
        "packages installed": write("packages/nltk-9.9.dist-info/METADATA", NLTK),
        "constraints.txt": write("project/constraints.txt", "nltk==9.9\n"),
    },
    "results": {
        "README edited": add("out/README.md", "Mine.\n"),
        "cell of a notebook edited": edit("out/notebooks/1-toy.ipynb", "text, THEME", "THEME"),
        "outputs of a notebook cleared": cells(
            "out/notebooks/1-toy.ipynb", lambda all: all[-1].outputs.clear()
        ),
        "notebook cut off": cut("out/notebooks/1-toy.ipynb"),
        "figure painted over": picture("out/figures/1-0.png", 128),
        "figure saved anew": picture("out/figures/1-0.png", 0),
        "figure a shade lighter": picture("out/figures/1-0.png", 5),
        "figure cut off": cut("out/figures/1-0.png"),
        "figure became a folder": both(
            remove("out/figures/1-0.png"), write("out/figures/1-0.png/a.txt")
        ),
        "table edited": add("out/tables/1-themes.csv", "mine\n"),
        "workbook edited": add("out/tables/tables.xlsx", "mine"),
        "page edited": add("out/site/1-toy.html", "mine"),
        "page cut off": cut("out/site/index.html"),
        "page a link to a copy": both(
            move("out/site/index.html", "copy.html"), link("out/site/index.html", "../../copy.html")
        ),
        "page a link to another": link("out/site/1-toy.html", "2-toy.html"),
        "figure removed": remove("out/figures/1-0.png"),
        "page removed": remove("out/site/index.html"),
        "folder of pages removed": remove("out/site"),
        "folder of pages a link": both(move("out/site", "pages"), link("out/site", "../pages")),
        "all but the manifest removed": both(
            move(MANIFEST, "manifest"), remove("out"), move("manifest", MANIFEST)
        ),
        "all removed": remove("out"),
        "manifest removed": remove(MANIFEST),
        "manifest cut off": cut(MANIFEST),
        "manifest odd": write(MANIFEST, '{"files": 5, "stamp": []}'),
        "manifest with another stamp": edit(MANIFEST, '"stamp": "', '"stamp": "0'),
        "half of a file left": both(write("out/.README.md.tmp"), remove("out/README.md")),
    },
    "folders": {
        "results moved": move("out", "out-2", "--out", "out-2"),
        "results moved deeper": move("out", "deeper/out", "--out", "deeper/out"),
        "results a link": both(move("out", "out-2"), link("out", "out-2")),
        "articles moved": move("press", "texts", "--articles", "texts"),
        "articles moved, --overwrite": move("press", "texts", "--articles", "texts", "--overwrite"),
    },
    UNSEEN: {
        "article touched": touch("press/a.txt"),
        "hidden file": write("press/.a.txt"),
        "hidden folder": write("press/.git/a.txt"),
        "lock of an editor": link("press/.#a.txt", "somebody@somewhere.1234"),
        "file beside the articles": write("other.txt"),
        "seeds of the project": write("project/seeds/more.txt"),
        "notebook beside those of the project": write("project/notebooks/mine.ipynb", "{}"),
        "what was drawn by hand": write("project/notebooks/figures/1-0.png"),
        "outputs of a notebook": cells(ONE, lambda all: all[-1].update(execution_count=9)),
        "cache of Python": write(f"{PACKAGE}/__pycache__/new.cpython-311.pyc"),
        "results touched": touch("out/README.md"),
        "file of the user's among the results": write("out/site/new.html"),
    },
}
# where a fresh run does something, and this one says what is in its way
REFUSED = ["manifest removed", "results moved deeper", "articles moved"]
REFUSED += ["figure became a folder", "page of the project a link to another"]

# ---- after a run in the project itself

SEEDS = "project/seeds"
OF_PROJECT: dict[str, dict[str, Change]] = {
    "seeds": {
        "article edited": edit(f"{SEEDS}/ours.txt", "peace", "war"),
        "article added": write(f"{SEEDS}/more.txt"),
        "term": edit(f"{SEEDS}/themes.yaml", "[war*]", "[war*, peace]"),
        "theme of the notebooks renamed": edit(f"{SEEDS}/themes.yaml", "Trade:", "Commerce:"),
        "codes edited": edit(f"{SEEDS}/codes/ann.csv", "1,0", "0,1"),
        "news": edit(f"{SEEDS}/news/items.csv", "An item", "Another item"),
        "broken link": link(f"{SEEDS}/more.txt", "nowhere"),
        "--no-text": told("--no-text"),
    },
    "notebooks": {
        "cell edited": edit(ONE, "text, THEME, ARTICLE", "ARTICLE"),
        "parameter": edit(ONE, 'PERIOD = \\"year\\"', 'PERIOD = \\"month\\"'),
        "other articles": edit(ONE, '\\"../seeds\\"', '\\"../seeds/ours.txt\\"'),
        "outputs cleared": cells(ONE, lambda all: [cell.update(outputs=[]) for cell in all[1:]]),
        "new": copy(ONE, "project/notebooks/3-new.ipynb"),
        "renamed": move(TWO, "project/notebooks/4-other.ipynb"),
        "damaged": cut(ONE),
        "a cell that raises": edit(ONE, "text, THEME, ARTICLE", "1 / 0"),
        "what they import": edit("project/notebooks/helper.py", "'helper'", "'other'"),
    },
    "package": {
        "a template": edit(TEMPLATE, "<", "<!-- new --><"),
        "packages installed": write("packages/nltk-9.9.dist-info/METADATA", NLTK),
    },
    "results": {
        "figure saved anew": picture("project/figures/1-0.png", 0),
        "figure cut off": cut("project/figures/1-0.png"),
        "figure removed": remove("project/figures/1-0.png"),
        "page edited": add("project/docs/index.html", "mine"),
        "page of the project a link to another": link("project/site/1-toy.html", "2-toy.html"),
        "folder of pages removed": remove("project/site"),
        "manifest removed": remove("project/.manifest.json"),
    },
}
