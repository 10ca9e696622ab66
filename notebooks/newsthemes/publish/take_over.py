"""Takes over many files at once, all or none, and knows which of a folder's files a run wrote.

What is about to change is first copied to a folder `.before`. It goes when all files are new; where
it is still there, a run was killed, and the next one puts the old files back.
"""

import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ..text.write_files import digest, half_of, locked, real, sha256, write_unlocked

MANIFEST = ".manifest.json"  # what a run wrote
BEFORE, PASSING = ".before", ".before.tmp"  # half made, or done with
KEPT = (
    "was changed since the last run and is kept. Move it away, or say --overwrite, and the new one "
    "is written."
)
USERS = "kept"  # in place of the hash of a file that was changed since
CHANGES = "changes.json"  # in `.before`: name -> hash of the file that it is to be, or null
Files = dict[Path, bytes]


class PublishError(ValueError):
    """What kept the results from being taken over; says where it stands and what to do."""


def recover(folder: Path) -> None:
    """Put back what a killed run changed in a folder."""
    if folder.is_dir():
        with locked(folder):
            _put_back(folder)


def take_over(
    folder: Path,
    wanted: Files,
    overwrite: bool = False,
    stamps: Mapping[str, list[str]] | None = None,
) -> tuple[list[Path], list[str]]:
    """Bring files of a folder to what is wanted, and remove what the last run wrote and this one
    did not: all or nothing.

    A file is written over if its hash is in the folder's manifest; else it is kept, but for
    `overwrite`. `stamps` are for the manifest.

    Returns the paths that changed, and a sentence on each file that was kept. Raises, with nothing
    changed, PublishError where a file is edited meanwhile, and OSError that names the file where
    one cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        _put_back(folder)
        written = manifest_of(folder)["written"]
        ours = {None, *written.values()}
        before = {path: digest(path) for path in wanted}
        new = {path: sha256(data) for path, data in wanted.items()}
        kept = []
        if not overwrite:
            kept = [path for path in wanted if before[path] not in {new[path], *ours}]
        for path in kept:
            del new[path]
        changes = {path: wanted[path] for path in new if before[path] != new[path]}
        gone = [path for path in _unchanged(folder, written) if path not in wanted]
        changes |= dict.fromkeys(gone)
        wrote = {name_in(path, folder): new.get(path, USERS) for path in wanted}
        manifest = {"written": wrote, "stamps": stamps or {}}
        data = json.dumps(manifest, indent=1).encode()
        _replace(folder, changes | {folder / MANIFEST: data}, before)
    return list(changes), [f"{name_in(path, folder)} {KEPT}" for path in kept]


def _unchanged(folder: Path, written: Mapping[str, str]) -> list[Path]:
    """The files of a folder that the last run wrote and nobody has changed since."""
    files = {folder / name: wrote for name, wrote in written.items()}
    paths = [path for path in files if real(folder) in real(path).parents]  # else another's
    return [path for path in paths if path.is_file() and digest(path) == files[path]]


def manifest_of(folder: Path) -> dict[str, dict]:
    """The manifest of a folder: `written`, name -> hash, of all files of the last run, and its
    `stamps`; empty where there is none, or it is damaged.
    """
    manifest = {"written": {}, "stamps": {}}
    with suppress(FileNotFoundError, ValueError):
        manifest |= json.loads((folder / MANIFEST).read_bytes())
    return manifest


def _replace(
    folder: Path, changes: Mapping[Path, bytes | None], before: Mapping[Path, str | None]
) -> None:
    """Write these files, or remove those without data; on an error put the old ones back."""
    passing, hashes = folder / PASSING, {}
    try:
        passing.mkdir()
        for path, data in changes.items():
            name = name_in(path, folder)
            hashes[name] = data and sha256(data)
            if path.exists():
                (passing / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, passing / name)
        write_unlocked(passing / CHANGES, json.dumps(hashes).encode())
        passing.rename(folder / BEFORE)
        for path, data in changes.items():
            if path in before and digest(path) != before[path]:
                name = name_in(path, folder)
                raise PublishError(f"{name} was edited meanwhile; nothing was changed. Run again.")
            if data is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            write_unlocked(real(path), data)
        (folder / BEFORE).rename(passing)
    except BaseException:
        _put_back(folder)
        raise
    shutil.rmtree(passing, ignore_errors=True)


def _put_back(folder: Path) -> None:
    """The files as they were before a run that did not end. Killed, it can start again."""
    shutil.rmtree(folder / PASSING, ignore_errors=True)
    old = folder / BEFORE
    if not old.exists():
        return
    for name, new in json.loads((old / CHANGES).read_bytes()).items():
        path = real(folder / name)
        half_of(path).unlink(missing_ok=True)
        if digest(path) == new:  # else it is the old one still, or the user's by now
            if (old / name).exists():
                shutil.move(old / name, path)
            else:
                path.unlink(missing_ok=True)
        with suppress(OSError):  # it holds something
            path.parent.rmdir()
    old.rename(folder / PASSING)
    shutil.rmtree(folder / PASSING, ignore_errors=True)


def name_in(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()
