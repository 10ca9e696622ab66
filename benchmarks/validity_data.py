"""The labelled articles of validity.py: Reuters-21578 in NLTK's layout, and blurbs of Wikipedia's
Current Events.
"""

import gzip
import importlib
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def read_reuters(folder: str | None) -> dict[str, Any]:
    """The parts "training" and, where it is there, "test": tables of `article`, `text` and `topics`
    (a set).

    `folder` holds training/, test/ and cats.txt, or is a data folder of NLTK, or a zip file;
    without one, NLTK's own search path is looked through. Empty where there is no training part.
    """
    import pandas as pd

    root = next(_roots(folder), None)
    if root is None:
        return {}
    if not (root / "cats.txt").is_file():
        raise SystemExit(f"{root / 'cats.txt'} is not there; it names each article's topics")
    lines = (root / "cats.txt").read_text(encoding="latin-1").splitlines()
    topics = {name: set(rest) for name, *rest in map(str.split, filter(str.strip, lines))}
    parts = {}
    for part in ("training", "test"):
        rows = [
            (f"{part}/{path.name}", _text(path), topics.get(f"{part}/{path.name}"))
            for path in _articles(root / part)
        ]
        known = [row for row in rows if row[2] is not None]
        if len(known) < len(rows):
            print(
                f"{len(rows) - len(known)} articles of {part}/ are not in cats.txt, and left out",
                file=sys.stderr,
            )
        if known:
            parts[part] = pd.DataFrame(known, columns=["article", "text", "topics"])
    return parts


def _roots(folder: str | None) -> Iterator[Any]:
    """Folders, also inside zip files, that hold training/."""
    for name in [folder] if folder else importlib.import_module("nltk").data.path:
        for path in (
            Path(name) / "corpora" / "reuters.zip",
            Path(name) / "reuters.zip",
            Path(name),
        ):
            if path.is_file() and zipfile.is_zipfile(path):
                inside = (zipfile.Path(path, "reuters/"), zipfile.Path(path))
                yield from (root for root in inside if _articles(root / "training"))
        for path in (Path(name) / "corpora" / "reuters", Path(name) / "reuters", Path(name)):
            if _articles(path / "training"):
                yield path


def _articles(folder: Any) -> list[Any]:
    """An article is a file whose name is a number; in the order of these."""
    found = [path for path in folder.iterdir() if path.name.isdecimal()] if folder.is_dir() else []
    return sorted(found, key=lambda path: int(path.name))


def _text(path: Any) -> str:
    return path.read_bytes().decode("latin-1").replace("\r\n", "\n")


def read_events(path: str) -> Any:
    """A table of `article`, `text`, `date`, `topics` (a set) from JSON Lines, gzipped or not.

    A line is {"date": "2015-01-01", "text": …, "themes": ["taiwan", …]}; SystemExit names the line
    that is not.
    """
    import pandas as pd

    if not Path(path).is_file():
        raise SystemExit(f"{path} is not there; --events names a file of blurbs")
    data = Path(path).read_bytes()
    lines = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8").split("\n")
    rows = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            rows.append(json.loads(line))
            if missing := {"date", "text", "themes"} - rows[-1].keys():
                raise SystemExit(f"{path}, line {number}: there is no {', '.join(sorted(missing))}")
    names = [
        f"{row['date']} ({number})" for number, row in enumerate(rows, 1)
    ]  # an `id` may be missing, or there twice
    table = pd.DataFrame(
        {
            "article": names,
            "text": [row["text"] for row in rows],
            "date": [row["date"] for row in rows],
        }
    )
    return table.assign(topics=[set(row["themes"]) for row in rows])
