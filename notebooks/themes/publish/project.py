"""Executes the notebooks in a staging copy, takes over what changed, and builds the pages of `site/`.

`python3 run.py` starts it as `python -m themes.publish.project [--no-text] [--overwrite]` in `notebooks/`. A run that fails
changes nothing; what one changed that was killed, the next one puts back.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import warnings
from base64 import b64decode
from contextlib import suppress
from functools import cache, partial
from pathlib import Path

import nbformat

from ..articles.read import ArticleError, read_articles
from ..text.files import digest, sha256
from .execute import execute_all, find_notebooks, kernel_environment, make_staging, new_staging
from .options import MANIFEST
from .outputs import EMBEDDED_PNG, OutputError, check_outputs, keep_pictures, normalised, same_picture, warned
from .results import PublishError, recover, take_over
from .stopping import stoppable

FINDING = re.compile(r"(<!-- finding -->\r?\n).*?(<!-- /finding -->)", re.DOTALL)


def with_finding(readme: str, notebooks: list[nbformat.NotebookNode]) -> str:
    """README's text with what the cell tagged `finding` shows as Markdown between the markers; else as it was.

    >>> shown = nbformat.v4.new_output("display_data", {"text/markdown": "Trade comes first."})
    >>> cell = nbformat.v4.new_code_cell("", outputs=[shown], metadata={"tags": ["finding"]})
    >>> with_finding("<!-- finding -->\\n<!-- /finding -->", [nbformat.v4.new_notebook(cells=[cell])])
    '<!-- finding -->\\nTrade comes first.\\n<!-- /finding -->'
    """
    tagged = [cell for book in notebooks for cell in book.cells if "finding" in cell.metadata.get("tags", [])]
    shown = [output.get("data", {}).get("text/markdown") for cell in tagged for output in cell.get("outputs", [])]
    found = "\n".join(text.strip() for text in shown if text)
    return FINDING.sub(lambda match: f"{match[1]}{found}\n{match[2]}", readme) if found else readme


def results(root: Path, staging: Path, read: dict[Path, bytes]) -> dict[Path, bytes]:
    """What the notebooks that were `read`, README and the figures are to be, by path."""
    wanted = {}
    books = {path: nbformat.read(staging / "notebooks" / path.name, as_version=4) for path in read if path.suffix == ".ipynb"}
    given = cache(partial(said_in, root / "seeds"))
    for path, book in books.items():
        text = normalised(book)
        check_outputs(path.name, book, [staging, staging.resolve(), root, Path.home()], given)
        wanted[path] = keep_pictures(text, read[path].decode()).encode()
    for line in dict.fromkeys(line for book in books.values() for line in warned(book)):
        print(line, file=sys.stderr)
    for new in sorted(path for path in (staging / "figures").iterdir() if path.is_file()):
        old, data = root / "figures" / new.name, new.read_bytes()
        same = new.suffix == ".png" and old.exists() and same_picture(data, old.read_bytes())
        wanted[old] = old.read_bytes() if same else data
    for readme in read.keys() - books.keys():
        wanted[readme] = with_finding(read[readme].decode(), list(books.values())).encode()
    return wanted


def said_in(seeds: Path) -> str:
    """What the articles and themes themselves say."""
    with warnings.catch_warnings(), suppress(ArticleError):
        warnings.simplefilter("ignore")
        articles = read_articles(seeds)
        return "\n".join([*articles["title"], *articles["text"], (seeds / "themes.yaml").read_text(encoding="utf-8")])
    return ""


def publish(root: Path, text: bool = True, overwrite: bool = False) -> tuple[list[Path], list[str]]:
    """Execute the notebooks of `root`, take over what changed, build `site/`.

    Without `text` the pages do not hold the articles. Notebooks and figures are the same either way. A file of `figures/` or
    `site/` that is not as a run wrote it is kept, but for `overwrite`. Out: the paths that changed, and a sentence on each
    file that was kept. Raises PublishError, with nothing changed, where a cell raises or an output may not be committed.
    """
    from .pages import site_pages  # takes a second to import, and is not needed where a cell raises

    recover(root)
    notebooks = find_notebooks(root / "notebooks")
    read = {path: path.read_bytes() for path in (*notebooks, root / "README.md") if path.exists()}
    with new_staging() as staging:
        make_staging(root, staging)
        staged = [staging / "notebooks" / path.name for path in notebooks]
        if errors := asyncio.run(execute_all(staged, kernel_environment(staging))):
            raise PublishError("\n".join([*errors, "Nothing was changed."]))
        wanted = results(root, staging, read)
    pages = site_pages(root / "site", {path: wanted[path].decode() for path in notebooks}, text)
    # Figures go with their notebooks wherever git takes both: the pictures inside are those that a run, or JupyterLab, drew
    drawn = {b64decode(match) for path in notebooks for match in EMBEDDED_PNG.findall(read[path].decode())}
    ours = {sha256(data) for data in drawn}
    if not (root / MANIFEST).exists():  # pages of a time before there was one are known by their names alone
        ours |= {digest(path) for path in pages}
    return take_over(root, wanted | pages, read, ours, overwrite)


def main() -> int:
    """The command: what changed, what failed, what to open next. Out: the exit status."""
    root = Path(__file__).resolve().parents[3]
    try:
        changed, kept = publish(root, "--no-text" not in sys.argv[1:], "--overwrite" in sys.argv[1:])
    except (PublishError, OutputError) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or root}: {error.strerror or error}; nothing was changed.", file=sys.stderr)
        return 1
    for sentence in kept:
        print(sentence, file=sys.stderr)
    names = [path.relative_to(root).as_posix() for path in changed]
    print("Changed: " + ", ".join(names) if names else "Nothing changed since the last run.")
    command = "py" if os.name == "nt" else "python3"
    print(f"Next: open {Path('site', 'index.html')} in a browser, or play with the themes: {command} run.py lab")
    return 0


if __name__ == "__main__":
    sys.exit(stoppable(main))
