"""Takes over many files at once, all or none, and knows which of a folder's files it wrote.

All are written under other names first; a journal says what they are to become, and by it the next
run puts back what a killed one changed. In the end it is the manifest.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Set
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
        written = load(folder / MANIFEST).get("written", {})
        ours = {*ours, *written.values()}
        before = {path: sha256(data) for path, data in (read or {}).items()}
        files: dict[Path, bytes | None] = {}
        kept = []
        for path, data in wanted.items():
            to = path
            while not (overwrite or path in before or digest(to) in {None, sha256(data), *ours}):
                to = to.with_name(f"{to.stem}.new{to.suffix}")
            if to != path:
                name = path.relative_to(folder).as_posix()
                kept.append(
                    f"{name} was changed since the last run and is kept; "
                    f"the new one is {to.name} (or say --overwrite)."
                )
            files[to] = data
        gone = [
            folder / name
            for name in written
            if folder / name not in files and digest(folder / name) in ours
        ]
        before = {path: digest(path) for path in (*files, *gone)} | before
        new = {path: sha256(data) for path, data in files.items()}
        changed = [path for path in files if new[path] != before[path]] + gone
        plan = {
            "written": {
                path.relative_to(folder).as_posix(): new[path]
                for path in files
                if path not in (read or {})
            },
            "changing": {path.relative_to(folder).as_posix(): new.get(path) for path in changed},
        }
        if changed or plan["written"] != written:
            _replace(folder, {path: files.get(path) for path in changed}, before, plan)
    return changed, kept


def _replace(
    folder: Path, files: Mapping[Path, bytes | None], before: Mapping[Path, str | None], plan: dict
) -> None:
    try:
        write_unlocked(folder / JOURNAL, json.dumps(plan, indent=1).encode())
        for path, data in files.items():
            if data is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                put(real(path), data)
        for path in before:
            _check(path, path, before, folder)
        for path, data in files.items():
            _check(path, path, before, folder)
            with naming(path):
                _swap(real(path), data is None)
        for path in files:  # what was written into the old file in the meantime
            if before[path] is not None:
                _check(_old(real(path)), path, before, folder)
        for parent in {path.parent for path in files}:
            sync(parent)
        os.replace(folder / JOURNAL, folder / MANIFEST)
        sync(folder)
    except BaseException:
        try:
            _undo(folder)
        except OSError as error:
            message = (
                "some files are new by now and some are not; the next run puts the old ones back"
            )
            raise PublishError(f"{error.filename}: {error.strerror}; {message}.") from None
        raise
    with suppress(OSError):  # it is done; what is not cleared away here the next run clears away
        _undo(folder)


def _check(file: Path, path: Path, before: Mapping[Path, str | None], folder: Path) -> None:
    if digest(file) != before[path]:
        name = path.relative_to(folder).as_posix()
        raise PublishError(f"{name} was edited meanwhile; nothing was changed. Run again.")


def _swap(path: Path, remove: bool) -> None:
    """The new file in the place of the old one, which stays under another name."""
    if path.exists():
        try:
            os.link(path, _old(path))
        except OSError:  # a file system without links
            shutil.copy2(path, _old(path))
    path.unlink() if remove else os.replace(half_of(path), path)


def _undo(folder: Path) -> None:
    """By the journal, the state before; where it has become the manifest, only clear away. Killed,
    it can start again.
    """
    journal = folder / JOURNAL
    changing = load(journal if journal.exists() else folder / MANIFEST).get("changing", {})
    for path, new in ((real(folder / name), new) for name, new in changing.items()):
        with naming(path):
            if (
                journal.exists() and digest(path) == new
            ):  # else it is the old one still, or the user's by now
                os.replace(_old(path), path) if _old(path).exists() else path.unlink(
                    missing_ok=True
                )
            for rest in (half_of(path), _old(path)):
                rest.unlink(missing_ok=True)
        if journal.exists() and path.parent != folder:
            with suppress(OSError):  # it holds something, or was never made
                path.parent.rmdir()
    for rest in (half_of(journal), journal):
        rest.unlink(missing_ok=True)


def load(path: Path) -> dict:
    """What a manifest or journal holds; empty where there is none."""
    try:
        return json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}


def _old(path: Path) -> Path:
    return path.with_name(f".{path.name}.old.tmp")
