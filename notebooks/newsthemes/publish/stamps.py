"""What a run reads, and each of its notebooks. They are not run again where that is as it was, and
what they wrote is, too.

The manifest of a folder has hashes of both, as a time does not say what is in a file.
"""

import json
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from glob import glob
from pathlib import Path
from types import SimpleNamespace

from ..articles.find_files import files_read, may_be_article
from ..text.write_files import digest, sha256
from . import options
from .inputs import Names, replaced
from .read_given import values_of
from .take_over import PublishError, manifest_of

# not read: what Python keeps, what notebooks that are tried by hand write, and copies of these
UNREAD = re.compile(r".*(__pycache__|\.ipynb$)|notebooks/(figures/|tables/|[^/]*\.md$)")
RUN = "run"  # its stamp, beside those of notebooks
Read = dict[str, str]


def read_by(given: SimpleNamespace, place: Path) -> Read:
    """The list: all that a run reads, or that what it writes depends on. Path -> hash of the file,
    of a notebook its cells without outputs; and by their names options and packages.
    """
    root, (values, names) = options.ROOT, values_of(given)
    ours = ["constraints.txt"]
    for folder in ("notebooks", "seeds"):
        # as a staging copy has it: links are followed
        ours += glob(f"{folder}/**", root_dir=root, recursive=True)
    paths = [root / name for name in ours if not UNREAD.match(name)]
    named = [*values["ARTICLES"], *(values[name] for name in ("THEMES", "CODES") if name in values)]
    with suppress(ValueError):  # reading says it
        paths += files_read(map(Path, named), "recursive" in values.get("READ", {}))
    readable = [path for path in paths if path.is_file() and os.access(path, os.R_OK)]
    read = {path.as_posix(): str(digest(path)) for path in readable}
    for path in root.glob(f"notebooks/{options.NOTEBOOKS}"):
        read[path.as_posix()] = _cells(json.loads(path.read_bytes()))
    installed = [path.name for place in sys.path for path in Path(place).glob("*.dist-info")]
    read["packages"] = repr([sys.version, *sorted(installed)])
    read["options"] = repr([values, names, given.no_text, place])
    return read


def stamp_of(book: Mapping, read: Read, lexicon: str) -> str:
    """The hash of what a notebook reads: its own cells, and all else but for other notebooks, and
    the lexicon if no cell has `THEMES`, as its setting is called, or the name of its file, which
    is of a kind that holds no articles.
    """
    cells, unread, path = _cells(book), ".ipynb", Path(lexicon)
    if not ("THEMES" in cells or path.name in cells or may_be_article(path)):
        unread = (unread, lexicon)
    return stamp([cells, *(one for one in read.items() if not one[0].endswith(unread))])


def stamp(read: object) -> str:
    return sha256(json.dumps(read).encode())


def wrote_before(out: Path, name: str, stamp: str) -> list[str]:
    """What a notebook, or for RUN the run, wrote the last time, by names of files in the folder;
    nothing where it has another stamp now, or one of them is not as it was.
    """
    manifest = manifest_of(out)
    last, *names = manifest["stamps"].get(name, [None])
    if last != stamp or any(digest(out / one) != manifest["written"].get(one) for one in names):
        return []
    return names


def check_unedited(before: Read, now: Read, names: Names) -> None:
    """Raise PublishError, with the names that files were given by, where a list is another now."""
    if edited := before.items() ^ now.items():
        problem = "was edited meanwhile; nothing was changed. Run again."
        raise PublishError(f"{replaced(min(edited)[0], names)} {problem}")


def memo_of(given: SimpleNamespace, read: Read) -> Path | None:
    """The folder for what this package keeps between runs of the project; none for articles of
    somebody's, which are to be in no folder where nobody looks for them.
    """
    if given.articles:
        return None
    package = [one for one in read.items() if "/newsthemes/" in one[0] or one[0] == "packages"]
    return options.ROOT / ".venv" / "memo" / stamp(package)


def _cells(book: Mapping) -> str:
    made = {"outputs": [], "execution_count": None}
    cells = [{**cell, "source": "".join(cell["source"]), **made} for cell in book["cells"]]
    return json.dumps(cells, sort_keys=True)
