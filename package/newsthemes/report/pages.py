"""Executed notebooks -> pages: each one file that makes no request to anywhere.

`index.html` is the article's page, which `write_page` makes from the tables; every notebook has a
page of its own beside it.
"""

import platform
import re
from collections.abc import Iterable, Set
from contextlib import suppress
from functools import partial
from html import unescape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import unquote

import mistune
import nbformat
from jinja2 import FileSystemLoader
from nbconvert import HTMLExporter

from ..page import shell
from ..page.script_files import templates
from ..page.shell import INDEX, METHODS, Link, Site, whole_page
from .claims import Claim, stands_in
from .sanitize_html import sanitize_html

Notebooks = dict[str, nbformat.NotebookNode]  # by the names of their pages
ALONE = Site()
TEMPLATES = Path(__file__).with_name("templates")
# what the numbers come from; the last three decide inflected forms, languages, function words
OUTDATED = (
    "The text of this notebook was written for another article, or for another list of themes, and "
    "some of it no longer holds. Tables and charts are new."
)
USED = ["nltk", "pandas", "numpy", "matplotlib", "simplemma", "py3langid", "stopwordsiso"]
ELSEWHERE = ("http://", "https://", "mailto:")
FINDING = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)  # in bold, at the beginning
LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)  # its attributes, and what it shows


def site_links(
    notebooks: Notebooks, methods: bool = True, outdated: Set[str] = frozenset()
) -> list[Link]:
    """The pages of a site in their order; notebooks with their findings, unless `outdated`."""
    links = [Link(INDEX, "Page")]
    for name, notebook in notebooks.items():
        found = "" if name in outdated else finding(notebook)
        links.append(Link(name, title_and_about(notebook)[0], found))
    if methods:
        links.append(Link(METHODS, "Methods"))
    return links


def site_pages(
    folder: Path,
    notebooks: Notebooks,
    text: bool,
    index: str,
    site: Site,
    known: Set[str] | None = None,
    themes: Set[str] = frozenset(),
    outdated: Set[str] = frozenset(),
) -> dict[Path, bytes]:
    """The pages of a folder, by path: the index, one for each notebook, and the methods, where it
    is said what is known. These name versions, so that they differ between machines.

    Parameters
    ----------
    notebooks : by the names of their pages. text : False for pages without the article.
    index : the HTML of `index.html`, from `write_page` with the links of the site.
    site : its links are those of `site_links`.
    known : what there is (`facts`), of which the methods tell.
    themes : those that lead from tables to the article's page.
    outdated : notebooks whose first paragraph no longer holds.

    Returns
    -------
    The pages as bytes, by their paths.
    """
    wanted = {INDEX: index}
    for name, notebook in notebooks.items():
        wanted[name] = page(notebook, name, text, site, themes, name in outdated)
    if known is not None:
        wanted[METHODS] = _methods(notebooks, text, site, known)
    return {folder / f"{name}.html": body.encode() for name, body in wanted.items()}


def page(
    notebook: nbformat.NotebookNode,
    name: str,
    text: bool = True,
    site: Site = ALONE,
    themes: Set[str] = frozenset(),
    outdated: bool = False,
) -> str:
    """A notebook -> its page, code folded. Without `text` it holds no article, and says so.

    `name` is that of the file without .html; `site` is that of which it is a page; `themes` are
    those in its tables that lead to the index. Prose that is `outdated` stands grey.
    """
    exporter = HTMLExporter(
        extra_loaders=[FileSystemLoader(TEMPLATES)],
        template_file="notebook.html.j2",
        filters={"sanitize_html": partial(sanitize_html, themes=themes), "headings": headings},
    )
    resources = {"text": text, "name": name, "outdated": OUTDATED if outdated else ""}
    main = exporter.from_notebook_node(notebook, resources=resources)[0]
    main = _without_dead_links(main, {link.name for link in site.links})
    title, about = title_and_about(notebook)
    if outdated:
        about = OUTDATED
    return whole_page(main, name, title, about, site=site, text=text)


def _without_dead_links(main: str, names: Set[str]) -> str:
    """The text of a page; links to files that the site does not have, such as a notebook that is
    left out or a README, as plain text.
    """

    def kept(link: re.Match[str]) -> str:
        address = re.search(r'\bhref="([^"]*)"', link[1])
        target = address[1] if address else ""
        file = unquote(unescape(target).partition("#")[0])
        is_there = file.endswith(".html") and file.removesuffix(".html") in names
        if is_there or target.startswith(("#", *ELSEWHERE)) or not names:
            return link[0]
        return link[2]

    return LINK.sub(kept, main)


def _methods(notebooks: Notebooks, text: bool, site: Site, known: Set[str]) -> str:
    """The page that says how is counted here, and what the other pages are about."""
    pages = [(name, *title_and_about(notebook)) for name, notebook in notebooks.items()]
    page = templates(TEMPLATES, shell.TEMPLATES).get_template("methods.html.j2")
    # they differ between machines, and stand in nothing that is committed
    versions = [("newsthemes", version("newsthemes")), ("Python", platform.python_version())]
    for name in USED:
        with suppress(PackageNotFoundError):  # not all are needed
            versions.append((name, version(name)))
    main = page.render(pages=pages, versions=versions, sections=_sections(known))
    about = "How the themes are counted, and what else is here."
    return whole_page(main, METHODS, "Methods", about, site=site, text=text)


def _sections(known: Set[str]) -> list[str]:
    """The sections of methods.md, as HTML, that concern something of what is known."""
    _, *sections = (TEMPLATES / "methods.md").read_text(encoding="utf-8").split("\n## ")
    shown = []
    for section in sections:
        concern = re.search("<!-- if: (.+) -->", section)
        if not concern or known & set(concern[1].split()):
            shown.append(mistune.html(f"## {section}"))
    return shown


def _bare(markdown: str) -> str:
    """Markdown as text in one line: without marks, and of links what they are called."""
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", re.sub(r"[*_`]", "", markdown))
    return " ".join(text.split())


def title_and_about(notebook: nbformat.NotebookNode) -> tuple[str, str]:
    """The first two paragraphs of a notebook as text: its heading, and what it is about.

    >>> cell = nbformat.v4.new_markdown_cell("# *One*?\\n\\nA look at\\n[it](a.html).\\n\\nMore.")
    >>> title_and_about(nbformat.v4.new_notebook(cells=[cell]))
    ('One?', 'A look at it.')
    """
    title, about = map(_bare, _first_two(notebook))
    return title.lstrip("# "), about


def finding(notebook: nbformat.NotebookNode) -> str:
    """The words in bold with which the first paragraph of a notebook begins; else nothing.

    >>> cell = nbformat.v4.new_markdown_cell("# One\\n\\n**It is\\nso.** Not **often**.")
    >>> finding(nbformat.v4.new_notebook(cells=[cell]))
    'It is so.'
    """
    found = FINDING.match(_first_two(notebook)[1])
    return _bare(found[1]) if found else ""


def outdated_by(claims: Iterable[Claim], notebooks: Notebooks) -> set[str]:
    """The names of the notebooks that make one of these claims in their first paragraph."""
    abouts = {name: title_and_about(notebook)[1] for name, notebook in notebooks.items()}
    return {claim.notebook for claim in claims if stands_in(claim, abouts.get(claim.notebook, ""))}


def _first_two(notebook: nbformat.NotebookNode) -> list[str]:
    """The heading of a notebook and its first paragraph, in Markdown."""
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    parts = re.split(r"\n\s*\n", "\n\n".join(texts))
    return [*parts, ""][:2]


def headings(page: str) -> list[tuple[str, str]]:
    """The headings of the second level in a page, as (id, HTML without tags).

    >>> headings('<h2 id="a">Which <em>themes</em>?</h2><h3 id="b">No</h3>')
    [('a', 'Which themes?')]
    """
    pairs = re.findall(r'<h2 id="([^"]*)">(.*?)</h2>', page, re.DOTALL)
    return [(name, re.sub(r"<[^>]+>", "", heading)) for name, heading in pairs]
