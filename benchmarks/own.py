"""Somebody else's articles from files to pages: what the run takes, and whether anything in it is
the project's.

    python benchmarks/own.py [--keep FOLDER] [--large]

Five corpora (own_corpora.py) are run through `run.py --articles`, each in a process of its own. Of
each output it is asked:

- foreign: words of the project's own outputs that are in this one, though neither in the input nor
in the package's own words;
- figures: whether one is nearly blank;
- again: whether the notebooks give the same outputs when the folder was moved and they are executed
there;
- count: whether the table of themes is that of `run.py count`, and its sentences as many as were
  written into the articles.

`--large` adds 10,000 articles of 3,000 characters (own_data.py), of which time, memory and pages
are measured.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
from PIL import Image

from own_corpora import Corpus, corpora

ROOT = Path(__file__).resolve().parent.parent
WORD = re.compile(r"[^\W\d_]{3,}|\d{4,}")
PICTURE = re.compile(r"iVBORw0KGgo[A-Za-z0-9+/=]+")
COLOUR = re.compile(r"#[0-9a-f]{6}\b")
BLANK = 0.005  # of a figure's pixels are not white
EXAMPLE, PARAMETERS = "example", "parameters"
COMMENT = re.compile(r"#.*")
AGAIN = """
import sys, nbformat
from nbclient import NotebookClient
from pathlib import Path
path = Path(sys.argv[1])
book = nbformat.read(path, as_version=4)
NotebookClient(book, timeout=None, resources={"metadata": {"path": str(path.parent)}}).execute()
nbformat.write(book, sys.argv[2])
"""


def words(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(COLOUR.sub("", text))}


def outputs(book: nbformat.NotebookNode) -> list[dict]:
    """What a notebook's cells show, without pictures."""
    shown = [output for cell in book.cells for output in cell.get("outputs", [])]
    texts = [
        {kind: text for kind, text in output.get("data", {}).items() if kind.startswith("text/")}
        for output in shown
    ]
    return [*texts, *({"text": output["text"]} for output in shown if "text" in output)]


def spoken(book: nbformat.NotebookNode) -> str:
    shown = PICTURE.sub("", json.dumps(outputs(book), ensure_ascii=False))
    return shown.replace("\\n", " ")


def projects_own() -> set[str]:
    """Words that only the project's articles, themes and codes bring into its notebooks."""
    books = [
        nbformat.read(path, as_version=4)
        for path in sorted((ROOT / "notebooks").glob("[0-9]-*.ipynb"))
    ]
    cells = [cell for book in books for cell in book.cells]
    tagged = {
        tag: [cell.source for cell in cells if tag in cell.metadata.get("tags", [])]
        for tag in (EXAMPLE, PARAMETERS)
    }
    own = [*tagged[EXAMPLE], *(COMMENT.sub("", source) for source in tagged[PARAMETERS])]
    generic = [
        cell.source
        for cell in cells
        if not {EXAMPLE, PARAMETERS} & set(cell.metadata.get("tags", []))
    ]
    generic += [comment for source in tagged[PARAMETERS] for comment in COMMENT.findall(source)]
    package = (ROOT / "notebooks" / "newsthemes").rglob("*")
    code = [
        path.read_text(encoding="utf-8")
        for path in package
        if path.suffix in {".py", ".js", ".j2", ".css"}
    ]
    return (
        words(" ".join([*own, *map(spoken, books)]))
        - words(" ".join(generic))
        - words(" ".join(code))
    )


def run(corpus: Corpus, out: Path) -> tuple[float, float, str]:
    """Seconds, MB at most of any of its processes, and what it printed."""
    command = [
        sys.executable,
        "run.py",
        "--articles",
        str(corpus.articles),
        "--themes",
        str(corpus.themes),
    ]
    before = time.perf_counter()
    with tempfile.TemporaryFile("w+") as printed:
        command += ["--out", str(out), *corpus.options]
        process = subprocess.Popen(command, cwd=ROOT, stdout=printed, stderr=printed)
        _, status, usage = os.wait4(process.pid, 0)  # with all that it started and waited for
        seconds = time.perf_counter() - before
        printed.seek(0)
        if status:
            raise SystemExit(
                f"{corpus.name}: status {os.waitstatus_to_exitcode(status)}\n{printed.read()}"
            )
        return seconds, usage.ru_maxrss / 1024, printed.read()


def foreign(corpus: Corpus, out: Path, own: set[str]) -> set[str]:
    """The project's words in an output, but for those of the input."""
    files = [
        corpus.themes,
        *(corpus.articles.rglob("*") if corpus.articles.is_dir() else [corpus.articles]),
    ]
    given = words(
        " ".join(path.read_text(encoding="utf-8") for path in files if path.is_file())
        + " ".join(corpus.options)
    )
    shown = [path for path in out.rglob("*") if path.suffix in {".ipynb", ".html", ".md", ".csv"}]
    texts = [
        re.sub(
            r"iVBORw0KGgo[A-Za-z0-9+/=]+|<(?:style|script).*?</(?:style|script)>",
            "",
            path.read_text("utf-8"),
            flags=re.S,
        )
        for path in shown
    ]
    found = (words(" ".join(texts)) & own) - given - words(str(out)) - words(str(corpus.articles))
    return {
        word for word in found if not word.isdigit()
    }  # of 100,000 words, a place may be the number of a year


def blank(out: Path) -> list[str]:
    """The figures that show next to nothing."""
    found = []
    for path in sorted((out / "figures").glob("*.png")):
        with Image.open(io.BytesIO(path.read_bytes())) as image:
            if (np.asarray(image.convert("L")) < 250).mean() < BLANK:
                found.append(path.name)
    return found


def again(out: Path) -> list[str]:
    """The notebooks that give something else when the folder lies elsewhere."""
    moved = out.with_name(f"{out.name}-moved")
    shutil.move(out, moved)
    differ = []
    for path in sorted((moved / "notebooks").glob("*.ipynb")):
        with tempfile.NamedTemporaryFile(suffix=".ipynb") as new:
            own = {**os.environ, "TQDM_DISABLE": "1"}
            done = subprocess.run(
                [sys.executable, "-c", AGAIN, path, new.name],
                cwd=path.parent,
                env=own,
                capture_output=True,
            )
            same = done.returncode == 0 and outputs(nbformat.read(new.name, 4)) == outputs(
                nbformat.read(path, 4)
            )
        if not same:
            differ.append(path.name)
    shutil.move(moved, out)
    return differ


def miscounted(corpus: Corpus, out: Path) -> list[str]:
    """The themes whose numbers differ between the run's table, `count`, and what was written into
    the articles.
    """
    command = [
        sys.executable,
        "run.py",
        "count",
        str(corpus.articles),
        "--themes",
        str(corpus.themes),
        "--format",
        "csv",
    ]
    counted = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    tables = [pd.read_csv(io.StringIO(counted)), pd.read_csv(out / "tables" / "2-themes.csv")]
    columns = ["mentions", "sentences"]
    one, two = (table.set_index("theme")[columns].sort_index() for table in tables)
    wrong = set(one.index[(one != two.reindex(one.index)).any(axis=1)])
    return sorted(
        wrong
        | {theme for theme, number in one["sentences"].items() if number != corpus.expected[theme]}
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--keep", type=Path, help="a new folder for corpora and outputs, to look at"
    )
    parser.add_argument("--large", action="store_true", help="10,000 articles, too")
    given = parser.parse_args()
    place = given.keep or Path(tempfile.mkdtemp(prefix="own-"))
    own = projects_own()
    rows = []
    for corpus in corpora(place):
        out = place / f"{corpus.articles.parent.name}-themes"
        seconds, memory, _ = run(corpus, out)
        pages = max(path.stat().st_size for path in (out / "site").glob("*.html"))
        row = {
            "corpus": corpus.name,
            "seconds": round(seconds),
            "MB": round(memory),
            "largest page, KB": round(pages / 1024),
        }
        row |= {
            "notebooks": len(list((out / "notebooks").glob("*.ipynb"))),
            "figures": len(list((out / "figures").glob("*.png"))),
        }
        found = {"foreign words": sorted(foreign(corpus, out, own)), "blank figures": blank(out)}
        found |= {"differ when moved": again(out), "miscounted": miscounted(corpus, out)}
        rows.append(
            row | {name: ", ".join(map(str, what)) or "none" for name, what in found.items()}
        )
        print(rows[-1], flush=True)
    if given.large:
        from own_data import many_articles, write_jsonl

        folder = place / "large"
        folder.mkdir()
        write_jsonl(many_articles(), folder / "press.jsonl")
        corpus = Corpus(
            "10,000 of 3,000 characters", folder / "press.jsonl", ROOT / "seeds" / "themes.yaml"
        )
        seconds, memory, _ = run(corpus, folder / "out")
        pages = max(path.stat().st_size for path in (folder / "out" / "site").glob("*.html"))
        rows.append(
            {
                "corpus": corpus.name,
                "seconds": round(seconds),
                "MB": round(memory),
                "largest page, KB": round(pages / 1024),
            }
        )
        print(rows[-1], flush=True)
    write(rows)
    if not given.keep:
        shutil.rmtree(place)


def write(rows: list[dict]) -> None:
    """The page: a row a corpus."""
    table = pd.DataFrame(rows, dtype=object).fillna("")
    lines = [
        "| " + " | ".join(map(str, line)) + " |"
        for line in [table.columns, ["---"] * table.shape[1], *table.to_numpy()]
    ]
    head = f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores. `python benchmarks/own.py --large`"
    text = (
        f"# Somebody else's articles\n\n{__doc__.split(chr(10), 4)[4].strip()}\n\n{head}\n\n"
        + "\n".join(lines)
        + "\n"
    )
    (ROOT / "benchmarks" / "own.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
