"""Executed notebooks -> the pages of `site/`: each one file that makes no request to anywhere."""

from __future__ import annotations

import base64
import hashlib
import json
import platform
import re
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

import nbformat
from jinja2 import FileSystemLoader
from nbconvert import HTMLExporter

from ..show.captions import as_text
from ..show.highlight import ARTICLE_DATA
from ..text.characters import visible
from .readonly import highlighted, readonly

TEMPLATE = Path(__file__).with_name("page")
INDEX = "index"
CODE_SCRIPT = "code.js"  # last, as page.js keeps a copy of the page as it was sent
SCRIPTS = ("rule.js", "edit.js", "reading.js", "row.js", "page.js", CODE_SCRIPT)
SHOWN_VERSIONS = ("pandas", "matplotlib", "nltk")


def made_with() -> str:
    """The versions a page was made with: they stand here, since they differ between Pythons, and not in the outputs."""
    versions = [f"{name} {version(name)}" for name in SHOWN_VERSIONS]
    return f"Made with Python {platform.python_version()}, {', '.join(versions)}."


def title_of(notebook: nbformat.NotebookNode, otherwise: str) -> str:
    """The first heading of a notebook, without Markdown's marks.

    >>> title_of(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# What *does* it say?")]), "x")
    'What does it say?'
    """
    texts = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    heading = next((found[1] for text in texts if (found := re.search(r"^# +(.+)$", text, re.MULTILINE))), otherwise)
    return re.sub(r"[*_`]", "", heading).strip()


def description_of(notebook: nbformat.NotebookNode) -> str:
    """What a notebook says in a sentence or two: its finding (the cell of that tag), else its first paragraph.

    >>> cell = nbformat.v4.new_markdown_cell("# One?\\n\\nA look at *the*\\narticle.\\n\\nMore.")
    >>> description_of(nbformat.v4.new_notebook(cells=[cell]))
    'A look at the article.'
    """
    tagged = [cell for cell in notebook.cells if "finding" in cell.metadata.get("tags", [])]
    found = [output.get("data", {}).get("text/plain") for cell in tagged for output in cell.get("outputs", [])]
    texts = (part for cell in notebook.cells if cell.cell_type == "markdown" for part in cell.source.split("\n\n"))
    first = next((text for text in texts if not text.startswith("#")), "")
    return " ".join((next(filter(None, found), "") or re.sub(r"[*_`]", "", first)).split())


def headings(page: str) -> list[tuple[str, str]]:
    """The headings of the second level in a page, as (id, HTML without tags).

    >>> headings('<h2 id="a">Which <em>themes</em>?</h2><h3 id="b">No</h3>')
    [('a', 'Which themes?')]
    """
    found = re.findall(r'<h2 id="([^"]*)">(.*?)</h2>', page, re.DOTALL)
    return [(name, re.sub(r"<[^>]+>", "", heading)) for name, heading in found]


def script_data(value: object) -> str:
    """JSON that can stand in a <script>: in ASCII, and no `<` in it.

    >>> script_data({"text": "</script>"})
    '{"text":"\\\\u003c/script>"}'
    """
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


def lean(text: str) -> str:
    """A style sheet or script without indentation and lines of comment: a page has 100 KB, and its files stay readable.

    >>> lean("// why\\nif (a) {\\n  b();\\n}\\n")
    'if (a) {\\nb();\\n}\\n'
    """
    return re.sub(r"^ *(?://.*\n|/\*.*\*/\n)?", "", text, flags=re.MULTILINE)


def joined(*names: str) -> str:
    """Files of the template, one after the other."""
    return "".join(lean((TEMPLATE / name).read_text(encoding="utf-8")) for name in names)


def policy(style: str, script: str) -> str:
    """The Content-Security-Policy: nothing but this style, this script and pictures that are in the page."""

    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" if text else "'none'"

    return (
        f"default-src 'none'; img-src data:; script-src {digest(script)}; style-src {digest(style)}; "
        "style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    )


def page(source: str, name: str, text: bool = True) -> str:
    """A notebook's JSON -> its page, by the template in `page/`. Without `text` it holds no article, and says so."""
    notebook, style = nbformat.reads(source, as_version=4), joined("page.css")
    script = joined(*(SCRIPTS if text and ARTICLE_DATA in source else [CODE_SCRIPT])) if name != INDEX else ""
    parts = {"style": style, "script": script, "policy": policy(style, script), "text": text, "made_with": made_with()}
    parts |= {"title": title_of(notebook, name), "description": description_of(notebook)}
    exporter = HTMLExporter(
        extra_loaders=[FileSystemLoader(TEMPLATE)],
        template_file="page.html.j2",
        filters={"readonly": readonly, "highlighted": highlighted, "data": script_data, "headings": headings},
    )
    body = exporter.from_notebook_node(notebook, resources={"page": parts})[0]
    return visible(body).rstrip() + "\n"


def site_pages(site: Path, sources: dict[Path, str], text: bool = True) -> dict[Path, bytes]:
    """What `site/` is to hold, by path: a page a notebook and a list of them."""
    wanted, links = {}, ["# Themes of an article"]
    for path, source in sources.items():
        wanted[site / f"{path.stem}.html"] = page(source, path.stem, text).encode()
        notebook = nbformat.reads(source, as_version=4)
        title, description = as_text(title_of(notebook, path.stem)), as_text(description_of(notebook))
        links.append(f"## [{title}](<{quote(path.stem)}.html>)\n\n{description}")
    index = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("\n\n".join(links))])
    wanted[site / f"{INDEX}.html"] = page(nbformat.writes(index), INDEX, text).encode()
    return wanted
