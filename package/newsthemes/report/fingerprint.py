"""What a run depends on. Where that is as it was in the last run, nothing is run again."""

import json
import os
import re
import stat
import sys
from collections.abc import Iterator
from errno import ELOOP, ENOENT, ENOTDIR
from itertools import filterfalse
from pathlib import Path
from types import SimpleNamespace

from ..articles.find_files import IGNORE, SOURCES, files_read, may_be_article
from ..files.manifest import Manifest, results_below
from ..files.read_files import MAX_BYTES
from ..files.write_files import digest, sha256
from . import project
from .inputs import Names, codebook_of, replaced, values_of
from .replace_files import PublishError
from .states import state_of

# not read: notebooks that are none of a run, and what notebooks that are tried by hand write
UNREAD = re.compile(r"(figures/|tables/|[^/]*\.(ipynb|md)$)")
FAILED = "failed:"
Fingerprint = dict[str, str]


def fingerprint(given: SimpleNamespace, out: Path) -> Fingerprint:
    """All that a run reads, or that what it writes depends on.

    Path -> the kind of what is there, where a link leads, the hash of a file that is opened, of a
    notebook that of its cells; and by their names options and packages.
    """
    values, names = values_of(given)
    opened = [*_files(project.PACKAGE)]
    if not given.articles:
        opened += _of_project(given.project)
    for path in filter(None, [values["THEMES"], values.get("CODES")]):
        opened += _files(Path(path))
    opened += filter(None, [codebook_of(values)])
    articles = list(map(Path, values["ARTICLES"]))
    read = {}
    try:
        files = files_read(articles, "recursive" in values.get("READ", {}))
        opened += [
            file for file in files if may_be_article(file) or file.name.lower() in (SOURCES, IGNORE)
        ]
    except ValueError as error:  # reading says it
        read["articles"] = f"{FAILED} {error}"
    opened += filter(Path.is_file, articles)
    for path in articles:
        for file in filterfalse(results_below(path), _files(path)):
            read[file.as_posix()] = _kind(file)
    for file in opened:
        read[file.as_posix()] = f"{_kind(file)} {_content(file)}"
    installed = [path.name for place in sys.path for path in Path(place).glob("*.dist-info")]
    read["packages"] = repr([sys.version, *sorted(installed)])
    read["options"] = repr([values, names, given.no_text, out])
    return read


def _of_project(of: project.Project) -> Iterator[Path]:
    """What its notebooks may read, and they themselves."""
    for file in _files(of.notebooks):
        if not UNREAD.match(file.relative_to(of.notebooks).as_posix()):
            yield file
    yield from of.root.glob("*.py")  # what it claims
    yield from of.notebooks.glob(project.NOTEBOOKS)
    yield from _files(of.seeds)


def stamp_of(read: Fingerprint) -> str:
    """What stands for a fingerprint; nothing does if something could not be looked at."""
    if any(FAILED in value for value in read.values()):
        return ""
    return sha256(json.dumps(read, sort_keys=True).encode())


def is_as_left(out: Path, manifest: Manifest, read: Fingerprint) -> bool:
    """Whether a run would give what the last one gave, and all of it is there."""
    if not manifest.stamp or manifest.stamp != stamp_of(read):
        return False
    if manifest.fonts and manifest.fonts != installed_fonts():
        return False
    written = {**manifest.files, **manifest.kept}
    return all(digest(out / name) == hash_ for name, hash_ in written.items())


def installed_fonts() -> str:
    """The hash of the names of all fonts."""
    from matplotlib.font_manager import findSystemFonts  # takes a third of a second

    return sha256(repr(sorted(findSystemFonts())).encode())


def check_unedited(before: Fingerprint, now: Fingerprint, names: Names) -> None:
    """Raise PublishError, with the names that files were given by, where one is another now."""
    if edited := before.items() ^ now.items():
        problem = "was edited meanwhile; nothing was changed. Run again."
        raise PublishError(f"{replaced(min(edited)[0], names)} {problem}")


def _files(top: Path) -> Iterator[Path]:
    """A file, or all files and links below a folder but for hidden ones and what Python keeps."""
    if not top.is_dir():
        yield top
        return
    for folder, folders, files in os.walk(top):
        folders[:] = [name for name in folders if name != "__pycache__" and name[0] != "."]
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in [*files, *links]:
            if name[0] != ".":
                yield Path(folder, name)


def _kind(path: Path) -> str:
    """What is there, and where a link leads."""
    target = ""
    if path.is_symlink():
        target = f"link to {os.path.realpath(path)}, "
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return f"{target}{_why(error)}"
    return f"{target}{stat.S_IFMT(mode):o}"


def _content(path: Path) -> str:
    """The state of a file that can be opened; of one that is too large to be read its size."""
    if not path.is_file():
        return ""
    size = path.stat().st_size
    if size >= MAX_BYTES:
        return f"{size} bytes"
    try:
        return str(state_of(path))
    except OSError as error:
        return _why(error)


def _why(error: OSError) -> str:
    """Why something is not there for us, and whether it may be another time."""
    if error.errno in (ENOENT, ENOTDIR, ELOOP):  # nothing, a broken link, a loop
        return str(error.strerror)
    return f"{FAILED} {error.strerror}"
