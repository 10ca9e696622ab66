"""Takes over many files at once, all or none, and knows which of a folder's files it wrote.

All are written under other names first; a journal says what they are to become, and by it the next
run puts back what a killed one changed. In the end it is the manifest.
"""

import json
import os
import shutil
from collections.abc import Iterable, Mapping, Set
from contextlib import suppress
from pathlib import Path

from ..text.write_files import (
    digest,
    half_of,
    locked,
    naming,
    put,
    real,
    sha256,
    sync,
    write_unlocked,
)

MANIFEST = ".manifest.json"  # what a run wrote
JOURNAL = ".journal.json"  # what one was about to write when it was killed

HALF_DONE = "some files are new by now and some are not; the next run puts the old ones back"
DAMAGED = "is damaged, so what a killed run changed cannot be put back; the old files are those \
named .*.old.tmp: rename them, and remove it"


class PublishError(ValueError):
    """What kept the results from being taken over; says where it stands and what to do."""


def recover(folder: Path) -> None:
    """Put back what a killed run changed in a folder, and clear away what it left under other
    names.
    """
    if folder.is_dir():
        with locked(folder):
            _undo(folder)


def take_over(
    folder: Path,
    wanted: Mapping[Path, bytes],
    read: Mapping[Path, bytes] | None = None,
    ours: Set[str] = frozenset(),
    overwrite: bool = False,
) -> tuple[list[Path], list[str]]:
    """Bring files of a folder to what is wanted, and remove what the last run wrote and this one
    did not: all or nothing.

    `read` has the files that are written over in any case, as they were read. Another one is
    written over if its hash is in the folder's manifest or in `ours`; else it is kept, and the new
    one written beside it, but for `overwrite`.

    Returns the paths that changed, and a sentence on each file that was kept. Raises, with nothing
    changed, PublishError where a file was edited since it was read, and OSError that names the file
    where one cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        _undo(folder)
        written = _named(folder / MANIFEST, "written")
        ours = {*ours, *written.values()}
        before = {path: sha256(data) for path, data in (read or {}).items()}
        files: dict[Path, bytes | None] = {}
        kept = []
        for path, data in wanted.items():
            to = path
            while not (overwrite or path in before or digest(to) in {None, sha256(data), *ours}):
                to = to.with_name(f"{to.stem}.new{to.suffix}")
            if to != path:
                kept.append(
                    f"{_name(path, folder)} was changed since the last run and is kept; "
                    f"the new one is {to.name} (or say --overwrite)."
                )
            files[to] = data
        gone = [path for path in written_before(folder, ours) if path not in files]
        new = {path: sha256(data) for path, data in files.items()}
        before = {path: digest(path) for path in (*files, *gone)} | before
        files = {path: files.get(path) for path in (*files, *gone) if new.get(path) != before[path]}
        plan = {
            "written": {_name(path, folder): new[path] for path in new if path not in (read or {})},
            "changing": {_name(path, folder): new.get(path) for path in files},
        }
        if files or plan["written"] != written:
            _replace(folder, files, before, plan)
    return list(files), kept


def written_before(folder: Path, ours: Set[str] = frozenset()) -> list[Path]:
    """The files of a folder that the last run wrote and nobody has changed since. Those whose hash
    is in `ours` are a run's, too.
    """
    written = _named(folder / MANIFEST, "written")
    hashes = {*ours, *written.values()}
    return [path for path in _within(folder, written) if digest(path) in hashes]


def _replace(
    folder: Path, files: Mapping[Path, bytes | None], before: Mapping[Path, str | None], plan: dict
) -> None:
    changing = {real(folder / name): new for name, new in plan["changing"].items()}
    try:
        write_unlocked(folder / JOURNAL, json.dumps(plan, indent=1).encode())
        _write_all(folder, files, before)
        os.replace(folder / JOURNAL, folder / MANIFEST)
        sync(folder)
    except BaseException:
        try:
            _restore(folder, changing)
        except OSError as error:
            raise PublishError(f"{error.filename}: {error.strerror}; {HALF_DONE}.") from None
        raise
    with suppress(OSError):  # it is done; what is not cleared away here the next run clears away
        _restore(folder, changing)


def _write_all(
    folder: Path, files: Mapping[Path, bytes | None], before: Mapping[Path, str | None]
) -> None:
    for path, data in files.items():
        _old(real(path)).unlink(missing_ok=True)  # of a killed run whose manifest is gone
        if data is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            put(real(path), data)
    for path in before:
        _check(path, path, before, folder)
    for path, data in files.items():
        with naming(path):
            _swap(real(path), data is None)
    for path in files:  # what was written, or into the old file, in the meantime
        _check(_old(real(path)), path, before, folder)
    for parent in {path.parent for path in files}:
        sync(parent)


def _check(file: Path, path: Path, before: Mapping[Path, str | None], folder: Path) -> None:
    if digest(file) != before[path]:
        name = _name(path, folder)
        raise PublishError(f"{name} was edited meanwhile; nothing was changed. Run again.")


def _swap(path: Path, remove: bool) -> None:
    """The new file in the place of the old one, which stays under another name."""
    if path.exists():
        try:
            os.link(path, _old(path))
        except OSError:  # a file system without links
            shutil.copy2(path, _old(path))
    if remove:
        path.unlink()
    else:
        os.replace(half_of(path), path)


def _undo(folder: Path) -> None:
    """Put back what the journal of a killed run says; without one, clear away what the manifest
    says.
    """
    journal = folder / JOURNAL
    changing = _named(folder / MANIFEST, "changing")
    if journal.exists():
        changing = _named(journal, "changing", strict=True)
    _restore(
        folder, {real(path): changing[_name(path, folder)] for path in _within(folder, changing)}
    )


def _restore(folder: Path, changing: Mapping[Path, str | None]) -> None:
    """The state before, of files and the hashes that they were to have; where the journal has
    become the manifest, only clear away. Killed, it can start again.
    """
    journal = folder / JOURNAL
    undo = journal.exists()
    for path, new in changing.items():
        with naming(path):
            if undo and digest(path) == new:  # else it is the old one still, or the user's by now
                if _old(path).exists():
                    os.replace(_old(path), path)
                else:
                    path.unlink(missing_ok=True)
            for rest in (half_of(path), _old(path)):
                rest.unlink(missing_ok=True)
        if undo and path.parent != folder:
            with suppress(OSError):  # it holds something, or was never made
                path.parent.rmdir()
    for rest in (half_of(journal), journal):
        rest.unlink(missing_ok=True)


def _named(path: Path, part: str, strict: bool = False) -> dict[str, str | None]:
    """The names and hashes in a part of a manifest or journal: none where there is no such file, or
    where it is damaged; with `strict` that raises PublishError.
    """
    try:
        found = json.loads(path.read_bytes()).get(part, {})
        if all(isinstance(each, str | None) for each in found.values()):
            return found
    except FileNotFoundError:
        return {}
    except (ValueError, AttributeError):
        pass
    if strict:
        raise PublishError(f"{path} {DAMAGED}.")
    return {}


def _within(folder: Path, names: Iterable[str]) -> list[Path]:
    """The files of these names, without those that lead out of the folder: somebody else wrote
    them.
    """
    paths = [folder / name for name in names if "\0" not in name]
    return [path for path in paths if real(folder) in real(path).parents and not path.is_dir()]


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _old(path: Path) -> Path:
    return path.with_name(f".{path.name}.old.tmp")
