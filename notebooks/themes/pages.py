"""Executed notebooks -> the pages of `site/`: each one file that makes no request to anywhere."""

from __future__ import annotations

import html
import platform
import re
from importlib.metadata import version
from pathlib import Path

import nbformat
from jinja2 import DictLoader
from nbconvert import HTMLExporter

SHOWN_VERSIONS = ("pandas", "matplotlib", "nltk")
# nbconvert's own template without the scripts that it would fetch: MathJax, Mermaid, RequireJS
TEMPLATE = """{% extends 'lab/index.html.j2' %}
{% block html_head_js %}{% endblock %}
{% block html_head_js_mathjax %}{% endblock %}
{% block html_head_js_mermaidjs %}{% endblock %}
{% block jupyter_widgets %}{% endblock %}
{% block body_footer %}<footer style="margin: 2em; font-size: small; color: #555">{{ nb.metadata.made_with }}</footer>
{{ super() }}{% endblock %}"""

INDEX = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Themes of an article</title>
<style>body {{ font: 1.1rem/1.6 sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }}</style>
</head>
<body>
<main>
<h1>Themes of an article</h1>
<ol>
{links}
</ol>
</main>
</body>
</html>
"""


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


def page(text: str, name: str) -> tuple[str, str]:
    """A notebook's text -> its title and its page."""
    notebook = nbformat.reads(text, as_version=4)
    notebook.metadata.update(title=title_of(notebook, name), made_with=made_with())
    exporter = HTMLExporter(extra_loaders=[DictLoader({"page.html.j2": TEMPLATE})], template_file="page.html.j2")
    exporter.exclude_input_prompt = exporter.exclude_output_prompt = True
    return notebook.metadata.title, exporter.from_notebook_node(notebook)[0].rstrip() + "\n"


def site_pages(site: Path, texts: dict[Path, str]) -> dict[Path, bytes | None]:
    """What `site/` is to hold, by path: a page a notebook and a list of them; None for a page of no notebook."""
    wanted: dict[Path, bytes | None] = dict.fromkeys(site.glob("*.html"))
    links = []
    for path, text in texts.items():
        title, body = page(text, path.stem)
        wanted[site / f"{path.stem}.html"] = body.encode()
        links.append(f'<li><a href="{path.stem}.html">{html.escape(title)}</a></li>')
    wanted[site / "index.html"] = INDEX.format(links="\n".join(links)).encode()
    return wanted
