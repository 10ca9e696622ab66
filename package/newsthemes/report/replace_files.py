"""Replaces the files of a folder by those of a run.

After a kill old and new files lie side by side, and the manifest has the hashes of both, so that
the next run replaces both.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ..files.manifest import MANIFEST, Manifest, manifest_bytes, read_manifest
from ..files.write_files import (
    digest,
    locked,
    real,
    remove_half,
    rename_half,
    sha256,
    write_half,
    write_unlocked,
)
from .states import state, state_of

Files = dict[Path, bytes]
States = Mapping[Path, str | None]
UNKNOWN: States = {}
KEPT = (
    "was changed since the last run and is kept. Move it away, or say --overwrite, and the new one "
    "is written."
)
EDITED = "was edited while the results were written, and is kept. Run again."


class PublishError(ValueError):
    """What kept the results from being written; says where it stands and what to do."""


def replace_files(
    folder: Path,
    wanted: Files,
    manifest: Manifest,
    overwrite: bool = False,
    states_read: States = UNKNOWN,
) -> tuple[list[Path], list[Path]]:
    """Bring files of a folder to what is wanted, and remove what the last run wrote and this one
    did not.

    Parameters
    ----------
    wanted : paths in the folder -> what is to be there.
    manifest : what is to be said of this run; its files are filled in.
    overwrite : also write over files that no run wrote; else they are kept.
    states_read : of some wanted files what `state_of` gave when they were read.

    Returns
    -------
    The paths that changed, and those that were edited in the last moment and are kept.

    Raises
    ------
    PublishError where a file is not as it was read, a folder or a link is in its way, or a link
    leads out of the folder, and OSError that names the file where one cannot be written: nothing
    was changed. PublishError where one cannot be renamed: some are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        last = read_manifest(folder)
        left = [folder / name for name in last.files]  # perhaps of a run that was killed
        _remove_halves(path for path in left if is_inside(path, folder))
        states = {path: state_of(path) for path in wanted}
        for path, state_then in states_read.items():
            if states[path] != state_then:
                problem = "was edited meanwhile; nothing was changed. Run again."
                raise PublishError(f"{name_in(path, folder)} {problem}")
        kept = {}
        if not overwrite:
            kept = {path: digest(path) for path in _of_user(folder, wanted, states, last)}
        new = {path: data for path, data in wanted.items() if path not in kept}
        _check_places(folder, new)
        hashes = {name_in(path, folder): sha256(data) for path, data in new.items()}
        changes = {path: data for path, data in new.items() if digest(path) != sha256(data)}
        gone = [path for path in _unchanged(folder, last) if path not in wanted]
        if changes or gone:
            _write_halves(folder, changes, last, hashes)
        try:
            edited = _rename_halves(folder, changes, states)
        finally:
            _remove_halves(changes)
        for path in gone:
            path.unlink(missing_ok=True)
            with suppress(OSError):  # something else is in it
                path.parent.rmdir()
        for path in edited:
            del hashes[name_in(path, folder)]
        kept_hashes = {name_in(path, folder): str(hash_) for path, hash_ in kept.items()}
        done = manifest._replace(files=hashes, kept=kept_hashes)
        write_unlocked(folder / MANIFEST, manifest_bytes(done))
    return [path for path in [*changes, *gone] if path not in edited], edited


def name_in(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def is_inside(path: Path, folder: Path) -> bool:
    """Whether a path is in a folder, wherever links lead."""
    return real(folder) in real(path).parents


def _of_user(folder: Path, wanted: Files, states: States, last: Manifest) -> list[Path]:
    """The files that no run wrote and that hold more than new ones would, but for outputs."""
    found = []
    for path, data in wanted.items():
        written = last.files.get(name_in(path, folder), "").split()
        is_free = states[path] in (None, state(path.name, data))
        if not is_free and digest(path) not in written:
            found.append(path)
    return found


def _check_places(folder: Path, paths: Iterable[Path]) -> None:
    """Raise PublishError where a folder is in the way of a file, or a link leads out of the folder
    or makes two files one.
    """
    names = {}
    for path in paths:
        name = name_in(path, folder)
        other = names.setdefault(real(path), name)
        problem = ""
        if path.is_dir():
            problem = "is a folder, and a file is to be written there; move it away."
        elif not is_inside(path, folder):
            problem = f"leads to {real(path)}, outside of {folder}; remove the link."
        elif other != name:
            problem = f"and {other} are one file, by a link; remove the link."
        if problem:
            raise PublishError(f"{name} {problem} Nothing was changed.")


def _unchanged(folder: Path, last: Manifest) -> list[Path]:
    """The files of a folder that the last run wrote and nobody has changed since."""
    found = []
    for name, hashes in last.files.items():
        path = folder / name
        if is_inside(path, folder) and digest(path) in hashes.split():
            found.append(path)
    return found


def _write_halves(folder: Path, changes: Files, last: Manifest, hashes: Mapping[str, str]) -> None:
    """Write the manifest with old and new hashes, and each new file under its other name. If that
    fails, none of it stays.
    """
    during = dict(last.files)
    for name, hash_ in hashes.items():
        during[name] = f"{during.get(name, '')} {hash_}".strip()
    try:
        write_unlocked(folder / MANIFEST, manifest_bytes(Manifest(during, articles=last.articles)))
        for path, data in changes.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_half(real(path), data)
    except BaseException:
        _remove_halves(changes)
        with suppress(OSError):  # the disk may be full
            write_unlocked(folder / MANIFEST, manifest_bytes(last))
        raise


def _rename_halves(folder: Path, changes: Files, states: States) -> list[Path]:
    """Give the new files their names. Returns those whose old file was edited meanwhile, which is
    kept.
    """
    edited = []
    for number, path in enumerate(changes):
        if state_of(path) != states[path]:
            edited.append(path)
            continue
        try:
            rename_half(real(path))
        except OSError as error:
            problem = f"{name_in(path, folder)} could not be written ({error.strerror})"
            count = f"{number} of {len(changes)} files are new"
            raise PublishError(f"{problem}; {count}. Run again.") from None
    return edited


def _remove_halves(paths: Iterable[Path]) -> None:
    for path in paths:
        remove_half(real(path))
