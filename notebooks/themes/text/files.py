"""Writes files whole or not at all, one or many at once, and knows which of a folder's files it wrote.

A file is written under another name, forced to the disk, and then renamed. Of many, all are written so first; a journal
says what they are to become, and by it the next run puts back what a killed one changed. In the end it is the manifest.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from pathlib import Path

from ..publish.options import JOURNAL, MANIFEST

try:
    import fcntl
except ImportError:  # Windows, where nothing keeps two processes apart
    fcntl = None

UNCHECKED = "unchecked"


class PublishError(Exception):
    """What kept the results from being taken over; says where it stands and what to do."""


class ChangedMeanwhile(Exception):
    """A file is no longer the one that was read."""


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def digest(path: Path) -> str | None:
    """The hash of a file, or None where there is none."""
    return sha256(path.read_bytes()) if path.exists() else None


@contextmanager
def locked(folder: Path, wait: bool = True) -> Iterator[bool]:
    """Hold a folder until the end, or until a kill. Out: False where, without `wait`, another process holds it."""
    place, held = None, wait
    try:
        with suppress(OSError):  # held by another, or a file system without locks
            if fcntl:
                place = os.open(folder, os.O_RDONLY)
                fcntl.flock(place, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
                held = True
        yield held
    finally:
        if place is not None:
            os.close(place)


def write(path: Path, data: bytes, before: str | None = UNCHECKED) -> None:
    """Write a file whole, or leave the old one. A link stays a link; rights are kept, and the owner where that is allowed.

    Raises OSError that names the file, and ChangedMeanwhile where its hash is not `before`, if that is given.
    """
    path = _real(path)
    with locked(path.parent):
        if before not in (UNCHECKED, digest(path)):
            raise ChangedMeanwhile(path)
        _write(path, data)


def protection(path: Path) -> str:
    """Why a file should not be written over unasked, though its folder lets us: empty where nothing is in the way."""
    if not path.exists():
        return ""
    found = path.stat()
    if not found.st_mode & stat.S_IWUSR or not os.access(path, os.W_OK):
        return "is read-only"
    return "belongs to another user" if os.name != "nt" and os.geteuid() not in (0, found.st_uid) else ""


def recover(folder: Path) -> None:
    """Put back what a killed run changed in a folder, and clear away what it left under other names."""
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
    """Bring files of a folder to what is wanted, and remove what the last run wrote and this one did not: all or nothing.

    `read` has the files that are written over in any case, as they were read. Another one is written over if its hash is in
    the folder's manifest or in `ours`; else it is kept, and the new one written beside it, but for `overwrite`.

    Out: the paths that changed, and a sentence on each file that was kept. Raises, with nothing changed, PublishError where a
    file was edited since it was read, and OSError that names the file where one cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        _undo(folder)
        written = _load(folder / MANIFEST).get("written", {})
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
                    f"{name} was changed since the last run and is kept; the new one is {to.name} (or say --overwrite)."
                )
            files[to] = data
        gone = [folder / name for name in written if folder / name not in files and digest(folder / name) in ours]
        before = {path: digest(path) for path in (*files, *gone)} | before
        new = {path: sha256(data) for path, data in files.items()}
        changed = [path for path in files if new[path] != before[path]] + gone
        plan = {
            "written": {_name(folder, path): new[path] for path in files if path not in (read or {})},
            "changing": {_name(folder, path): new.get(path) for path in changed},
        }
        if changed or plan["written"] != written:
            _replace(folder, {path: files.get(path) for path in changed}, before, plan)
    return changed, kept


def _replace(folder: Path, files: Mapping[Path, bytes | None], before: Mapping[Path, str | None], plan: dict) -> None:
    try:
        _write(folder / JOURNAL, json.dumps(plan, indent=1).encode())
        for path, data in files.items():
            if data is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                _put(_real(path), data)
        for path in before:
            _check(path, path, before, folder)
        for path, data in files.items():
            _check(path, path, before, folder)
            with _naming(path):
                _swap(_real(path), data is None)
        for path in files:  # what was written into the old file in the meantime
            if before[path] is not None:
                _check(_old(_real(path)), path, before, folder)
        for parent in {path.parent for path in files}:
            _sync(parent)
        os.replace(folder / JOURNAL, folder / MANIFEST)
        _sync(folder)
    except BaseException:
        try:
            _undo(folder)
        except OSError as error:
            message = "some files are new by now and some are not; the next run puts the old ones back"
            raise PublishError(f"{error.filename}: {error.strerror}; {message}.") from None
        raise
    with suppress(OSError):  # it is done; what is not cleared away here the next run clears away
        _undo(folder)


def _check(file: Path, path: Path, before: Mapping[Path, str | None], folder: Path) -> None:
    if digest(file) != before[path]:
        raise PublishError(f"{_name(folder, path)} was edited meanwhile; nothing was changed. Run again.")


def _swap(path: Path, remove: bool) -> None:
    """The new file in the place of the old one, which stays under another name."""
    if path.exists():
        try:
            os.link(path, _old(path))
        except OSError:  # a file system without links
            shutil.copy2(path, _old(path))
    path.unlink() if remove else os.replace(_half(path), path)


def _undo(folder: Path) -> None:
    """By the journal, the state before; where it has become the manifest, only clear away. Killed, it can start again."""
    journal = folder / JOURNAL
    changing = _load(journal if journal.exists() else folder / MANIFEST).get("changing", {})
    for path, new in ((_real(folder / name), new) for name, new in changing.items()):
        with _naming(path):
            if journal.exists() and digest(path) == new:  # else it is the old one still, or the user's by now
                os.replace(_old(path), path) if _old(path).exists() else path.unlink(missing_ok=True)
            for rest in (_half(path), _old(path)):
                rest.unlink(missing_ok=True)
        if journal.exists() and path.parent != folder:
            with suppress(OSError):  # it holds something, or was never made
                path.parent.rmdir()
    for rest in (_half(journal), journal):
        rest.unlink(missing_ok=True)


def _load(path: Path) -> dict:
    try:
        return json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}


def _write(path: Path, data: bytes) -> None:
    try:
        _put(path, data)
        with _naming(path):
            os.replace(_half(path), path)
            _sync(path.parent)
    except BaseException:
        with suppress(OSError):
            _half(path).unlink(missing_ok=True)
        raise


def _put(path: Path, data: bytes) -> None:
    """Write the file under its other name, with the rights that the one there has."""
    half = _half(path)
    with _naming(path):
        half.unlink(missing_ok=True)
        with half.open("xb") as file:
            file.write(data)
            if path.exists():
                found = path.stat()
                with suppress(PermissionError, AttributeError):  # another's file; Windows
                    os.chown(half, found.st_uid, found.st_gid)
                half.chmod(stat.S_IMODE(found.st_mode))
            file.flush()
            os.fsync(file.fileno())


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """An error of the system with the file's own name, where it has none or that of the half written one."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None


def _sync(folder: Path) -> None:
    with suppress(OSError):  # Windows opens no folders
        place = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _half(path: Path) -> Path:
    return path.with_name(f".{path.name}.tmp")


def _old(path: Path) -> Path:
    return path.with_name(f".{path.name}.old.tmp")


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()
