"""Writes a file whole or not at all: under another name first, forced to the disk, and then
renamed.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where nothing keeps two processes apart
    fcntl = None

UNCHECKED = "unchecked"


class ChangedMeanwhile(Exception):
    """A file has changed since it was read."""


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def digest(path: Path) -> str | None:
    """The hash of a file, or None where there is none."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Lock a folder until the end, or until a kill; others wait. A file system without locks locks
    nothing.
    """
    place = None
    try:
        with suppress(OSError):
            if fcntl:
                # who opens a named pipe waits until somebody writes to it
                place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
                fcntl.flock(place, fcntl.LOCK_EX)
        yield
    finally:
        if place is not None:
            os.close(place)


def write(path: Path, data: bytes, before: str | None = UNCHECKED) -> None:
    """Write a file whole, or leave the old one. A link stays a link; rights are kept, and the owner
    where that is allowed.

    Raises OSError that names the file, and ChangedMeanwhile where its hash is not `before`, if that
    is given: None where there was no file.
    """
    path = real(path)
    with locked(path.parent):
        if before not in (UNCHECKED, digest(path)):
            raise ChangedMeanwhile(path)
        write_unlocked(path, data)


def write_unlocked(path: Path, data: bytes) -> None:
    """Write a file under its other name, and rename it. Errors of the system name the file, not its
    half written copy.
    """
    try:
        write_half(path, data)
        rename_half(path)
    finally:
        remove_half(path)


def write_half(path: Path, data: bytes) -> None:
    """Write what a file is to be under its other name, with the rights that the one there has."""
    half = half_of(path)
    try:
        half.unlink(missing_ok=True)
        with half.open("xb") as file:
            file.write(data)
            if path.exists():
                status = path.stat()
                with suppress(PermissionError, AttributeError):  # another's file; Windows
                    os.chown(half, status.st_uid, status.st_gid)
                half.chmod(stat.S_IMODE(status.st_mode))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None


def rename_half(path: Path) -> None:
    """Give the file that `write_half` wrote its name."""
    try:
        os.replace(half_of(path), path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None


def remove_half(path: Path) -> None:
    with suppress(OSError):
        half_of(path).unlink()


def real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def half_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.tmp")
