"""Executed notebooks -> the pages of `site/`: each one file that makes no request to anywhere.

`index.html` is the page of the notebook that shows the articles, told as a story (story.py); the
others follow their notebooks.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

import nbformat
from jinja2 import FileSystemLoader
from nbconvert import HTMLExporter

from ..show.captions import as_text
from ..show.explorer.front import EVERYWHERE, PARTS, SCRIPTS, joined, policy, script_data
from ..text.characters import visible
from . import story
from .readonly import highlighted, readonly
from .story import articles_of

TEMPLATE = Path(__file__).with_name("page")
INDEX, METHODS = "index", "methods"
# characters that the script counts anew in no time: what was found in them need not come along
QUICK = 50_000
ONLY_NOTEBOOK = "notebook-only"  # the tag of cells that say what a page's reader cannot do
DISPERSION = re.compile(r"\bplot_dispersion\(")
SHOWN_VERSIONS = ("pandas", "matplotlib", "nltk")
READ, SOLID, MANY = "Read and explore", "How solid?", "Many articles"
IN_HEADER = {
    "4": SOLID,
    "5": MANY,
}  # by the number of the notebook; all others are listed under Methods
RULE = """# Methods

## How is it counted?

1. A theme is a name with terms. Each place where the text uses one of them is a mention.
2. Terms match whole words, in upper or lower case. Short acronyms such as US match in capitals only.
3. White space or one dash may stand between the words of a term; curly and straight quotes are the same.
4. `*` stands for any letters, none included; `?` for exactly one.
5. Within a theme the longest match counts, and no word counts twice. A phrase after `not:` does not count.
6. A mention inside a longer one of another theme is not counted: "war" in "trade war".

The denominator of every rate is all words of the text."""


def made_with() -> str:
    """The versions a page was made with: they stand here, since they differ between Pythons, and
    not in the outputs.
    """
    versions = [f"{name} {version(name)}" for name in SHOWN_VERSIONS]
    return f"Made with Python {platform.python_version()}, {', '.join(versions)}."


def title_of(notebook: nbformat.NotebookNode, otherwise: str) -> str:
    """The first heading of a notebook, without Markdown's marks.

    >>> title_of(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# What *does* it say?")]), "x")
    'What does it say?'
    """
    texts = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    heading = next(
        (found[1] for text in texts if (found := re.search(r"^# +(.+)$", text, re.MULTILINE))),
        otherwise,
    )
    return re.sub(r"[*_`]", "", heading).strip()


def description_of(notebook: nbformat.NotebookNode) -> str:
    """What a notebook says in a sentence or two: its finding (the cell of that tag), else its first
    paragraph.

    >>> cell = nbformat.v4.new_markdown_cell("# One?\\n\\nA look at *the*\\narticle.\\n\\nMore.")
    >>> description_of(nbformat.v4.new_notebook(cells=[cell]))
    'A look at the article.'
    """
    tagged = [cell for cell in notebook.cells if "finding" in cell.metadata.get("tags", [])]
    found = [
        output.get("data", {}).get("text/plain")
        for cell in tagged
        for output in cell.get("outputs", [])
    ]
    texts = (
        part
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for part in cell.source.split("\n\n")
    )
    first = next((text for text in texts if not text.startswith("#")), "")
    return " ".join((next(filter(None, found), "") or re.sub(r"[*_`]", "", first)).split())


def headings(page: str) -> list[tuple[str, str]]:
    """The headings of the second level in a page, as (id, HTML without tags).

    >>> headings('<h2 id="a">Which <em>themes</em>?</h2><h3 id="b">No</h3>')
    [('a', 'Which themes?')]
    """
    found = re.findall(r'<h2 id="([^"]*)">(.*?)</h2>', page, re.DOTALL)
    return [(name, re.sub(r"<[^>]+>", "", heading)) for name, heading in found]


def article_only(markup: str) -> str:
    """What `highlight` shows without its legend, whose counts the bars have, and without what the
    style sheet gives a mark.
    """
    marks = re.sub(r'(<mark style="background:#\w+);color:#\w+;?" title="[^"]*"', r'\1"', markup)
    return re.sub(r'<p class="legend".*?</p>', "", marks, count=1, flags=re.DOTALL)


def page(
    source: str, name: str, text: bool = True, links: Sequence[tuple[str, str]] = (), site: str = ""
) -> str:
    """A notebook's JSON -> its page, by the template in `page/`. Without `text` it holds no
    article, and says so.

    `name` is that of the file without .html; `links` are (name, label) of the site's pages, in
    their order; `site` is what the header calls it: the article's title.
    """
    notebook, style = nbformat.reads(source, as_version=4), joined("page.css")
    notebook.cells = [
        cell for cell in notebook.cells if ONLY_NOTEBOOK not in cell.metadata.get("tags", [])
    ]
    data = articles_of(notebook) if name == INDEX else None
    script = joined(EVERYWHERE, *(SCRIPTS if text and data else ()))
    parts = {
        "style": style,
        "script": script,
        "policy": policy(style, script),
        "text": text,
        "made_with": made_with(),
    }
    parts |= {
        "title": title_of(notebook, name),
        "description": description_of(notebook),
        "name": name,
        "site": site,
    }
    parts |= {
        "header": [(one, label) for one, label in links if label in (READ, SOLID, MANY, "Methods")]
    }
    place = next((place for place, (one, _) in enumerate(links) if one == name), None)
    if place is not None:
        parts |= {
            "previous": links[place - 1] if place else None,
            "next": links[place + 1] if place + 1 < len(links) else None,
        }
    if data:
        articles = [
            one | ({} if len(one["text"]) > QUICK else {"found": None}) for one in data["articles"]
        ]
        terms = [
            [term["term"] if len(term) == 1 else term for term in one["terms"]]
            for one in data["lexicon"]
        ]
        lexicon = [one | {"terms": own} for one, own in zip(data["lexicon"], terms, strict=True)]
        parts |= {"carried": data | {"articles": articles, "lexicon": lexicon}}
        parts |= {
            "title": " ".join(story.title(data).split()),
            "byline": story.byline(data),
            "data": data,
        }
        parts |= {"groups": story.themes(data), "sections": story.sections(notebook)}
        parts |= {
            "lead": story.said_by(notebook, "finding"),
            "where": story.said_by(notebook, DISPERSION),
        }
    exporter = HTMLExporter(
        extra_loaders=[FileSystemLoader([TEMPLATE, PARTS])],
        template_file="page.html.j2",
        filters={
            "readonly": readonly,
            "highlighted": highlighted,
            "data": script_data,
            "headings": headings,
            "article_only": article_only,
        },
    )
    body = exporter.from_notebook_node(notebook, resources={"page": parts})[0]
    return visible(body).rstrip() + "\n"


def site_pages(site: Path, sources: dict[Path, str], text: bool = True) -> dict[Path, bytes]:
    """What `site/` is to hold, by path: `index.html`, a page for each other notebook, and one on
    the methods.

    The index is the notebook that shows the articles, or the first, where none does. There is no
    page without a notebook.
    """
    books = {path: nbformat.reads(source, as_version=4) for path, source in sources.items()}
    first = next(
        (path for path, book in books.items() if articles_of(book)), next(iter(books), None)
    )
    names = {
        path: INDEX if path == first else path.stem
        for path in sorted(books, key=lambda path: path != first)
    }
    labels = {
        path: IN_HEADER.get(path.stem.partition("-")[0], title_of(book, path.stem))
        for path, book in books.items()
    }
    links = [(name, READ if path == first else labels[path]) for path, name in names.items()]
    wanted, data = {}, articles_of(books[first]) if first else None
    title = story.title(data) if data else ""
    if len(books) > 1:
        links.append((METHODS, "Methods"))
        lines = [RULE, "## What else is here?"]
        for path in list(names)[1:]:
            about = as_text(description_of(books[path]))
            lines.append(f"[{as_text(labels[path])}](<{quote(path.stem)}.html>): {about}")
        methods = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_markdown_cell("\n\n".join(lines))]
        )
        wanted[site / f"{METHODS}.html"] = page(
            nbformat.writes(methods), METHODS, text, links, title
        ).encode()
    for path, name in names.items():
        body = page(sources[path], name, text, links, title)
        if first:
            body = body.replace(f'<a href="{quote(first.stem)}.html', f'<a href="{INDEX}.html')
        wanted[site / f"{name}.html"] = body.encode()
    return wanted
