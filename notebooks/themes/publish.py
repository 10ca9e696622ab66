"""Executes the notebooks in a staging copy, takes over what changed, and builds the pages of `site/`.

`python3 run.py` starts it as `python -m themes.publish [--no-text]` in `notebooks/`. A run that fails or is killed changes
nothing.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
import tempfile
from pathlib import Path

import nbformat

from themes.execute import execute_all, find_notebooks, kernel_environment, make_staging
from themes.outputs import OutputError, check_outputs, keep_pictures, normalised, same_picture, warned

FINDING = re.compile(r"(<!-- finding -->\n).*?(<!-- /finding -->)", re.DOTALL)


class PublishError(Exception):
    """What kept the results from being taken over; says where it stands and what to do."""


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


def write(path: Path, data: bytes) -> None:
    """Write a file under another name first, so that a kill leaves the old one or the new one, never a half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".tmp")
    half.write_bytes(data)
    os.replace(half, path)


def read(path: Path) -> bytes:
    """The bytes of a file, none where there is no file."""
    return path.read_bytes() if path.exists() else b""


def results(root: Path, staging: Path, notebooks: list[Path]) -> dict[Path, bytes | None]:
    """What the committed files are to be, by path: bytes, or None for a figure that its notebook no longer draws."""
    wanted: dict[Path, bytes | None] = {}
    books = [nbformat.read(staging / "notebooks" / path.name, as_version=4) for path in notebooks]
    for path, book in zip(notebooks, books, strict=True):
        text = normalised(book)
        check_outputs(path.name, book, [staging, staging.resolve(), root, Path.home()])
        wanted[path] = keep_pictures(text, path.read_text(encoding="utf-8")).encode()
    for line in dict.fromkeys(line for book in books for line in warned(book)):
        print(line, file=sys.stderr)
    for old in sorted((root / "figures").glob("[0-9]-*")):
        if any(path.name[:2] == old.name[:2] for path in notebooks):
            wanted[old] = None
    for new in sorted(path for path in (staging / "figures").iterdir() if path.is_file()):
        old, data = root / "figures" / new.name, new.read_bytes()
        same = new.suffix == ".png" and old.exists() and same_picture(data, old.read_bytes())
        wanted[old] = old.read_bytes() if same else data
    readme = root / "README.md"
    if readme.exists():
        wanted[readme] = with_finding(readme.read_text(encoding="utf-8"), books).encode()
    return wanted


def take_over(wanted: dict[Path, bytes | None]) -> list[Path]:
    """Write and remove what differs from the files there. Out: the paths that changed."""
    changed = [path for path, data in wanted.items() if data is None or read(path) != data]
    for path in changed:
        data = wanted[path]
        path.unlink() if data is None else write(path, data)
    return changed


def publish(root: Path, text: bool = True) -> list[Path]:
    """Execute the notebooks of `root`, take over what changed, build `site/`. Out: the paths that changed.

    Without `text` the pages do not hold the articles. Notebooks and figures are the same either way.
    Raises PublishError, with nothing changed, where a cell raises or an output may not be committed.
    """
    from themes.pages import site_pages  # takes a second to import, and is not needed where a cell raises

    notebooks = find_notebooks(root / "notebooks")
    with tempfile.TemporaryDirectory(prefix="themes-", ignore_cleanup_errors=True) as folder:
        staging = Path(folder)
        make_staging(root, staging)
        before = {path: path.read_bytes() for path in notebooks}
        staged = [staging / "notebooks" / path.name for path in notebooks]
        if errors := asyncio.run(execute_all(staged, kernel_environment(staging))):
            raise PublishError("\n".join([*errors, "Nothing was changed."]))
        wanted = results(root, staging, notebooks)
    if edited := [path.name for path, data in before.items() if read(path) != data]:
        raise PublishError(f"{', '.join(edited)} was edited meanwhile; nothing was changed. Run again.")
    wanted |= site_pages(root / "site", {path: wanted[path].decode() for path in notebooks}, text)
    return take_over(wanted)


def main() -> int:
    """The command: what changed, what failed, what to open next. Out: the exit status."""
    root = Path(__file__).resolve().parents[2]
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))  # a kill tidies up like Ctrl-C
    try:
        changed = publish(root, text="--no-text" not in sys.argv[1:])
    except (PublishError, OutputError) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or root}: {error.strerror or error}; the results were not taken over.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    names = [path.relative_to(root).as_posix() for path in changed]
    print("Changed: " + ", ".join(names) if names else "Nothing changed since the last run.")
    command = "py" if os.name == "nt" else "python3"
    print(f"Next: open {Path('site', 'index.html')} in a browser, or play with the themes: {command} run.py lab")
    return 0


if __name__ == "__main__":
    sys.exit(main())
