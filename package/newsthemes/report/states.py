"""The state of a file: the hash of its bytes, of a notebook that of its cells without outputs
and times, which JupyterLab and nbconvert save at any time.
"""

import json
from pathlib import Path

from ..files.write_files import sha256


def state(name: str, data: bytes) -> str:
    """The state of a file that holds these bytes.

    >>> cell = {"source": ["1"], "outputs": ["1"], "execution_count": 1}
    >>> run, cleared = [{"cells": [cell | {"outputs": shown}]} for shown in (["1"], [])]
    >>> state("a.ipynb", json.dumps(run).encode()) == state("a.ipynb", json.dumps(cleared).encode())
    True
    """
    if name.endswith(".ipynb"):
        try:
            data = _cells(json.loads(data)).encode()
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            pass  # a damaged one is what its bytes are
    return sha256(data)


def state_of(path: Path) -> str | None:
    """The state of a file, or None where there is none."""
    if not path.is_file():
        return None
    return state(path.name, path.read_bytes())


def _cells(notebook: dict) -> str:
    kept = []
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        metadata = {**cell.get("metadata", {})}
        metadata.pop("execution", None)
        shown = {"outputs": [], "execution_count": None, "metadata": metadata}
        kept.append({**cell, "source": source, **shown})
    return json.dumps(kept, sort_keys=True)
