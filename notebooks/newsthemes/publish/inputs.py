"""Where the inputs of a run are, as its notebooks have them and in full."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path


def seen_from(folder: Path, path: Path) -> Path:
    """A path as seen from a folder; in full where there is no way from one to the other."""
    try:
        return Path(os.path.relpath(path, folder))
    except ValueError:  # on another drive
        return path.absolute()


def inputs_of(values: Mapping[str, object], folder: Path) -> bytes:
    """What `inputs.json` in the notebooks' folder is to hold: every path among the values, as seen
    from there -> in full.

    >>> json.loads(inputs_of({"articles": [Path("/press")], "nested": "count"}, Path("/out/notebooks")))
    {'../../press': '/press'}
    """
    parts = [
        part
        for value in values.values()
        for part in (value if isinstance(value, list) else [value])
    ]
    paths = {
        seen_from(folder, path).as_posix(): path.absolute().as_posix()
        for path in parts
        if isinstance(path, Path)
    }
    return (json.dumps(paths, indent=1, ensure_ascii=False) + "\n").encode()
