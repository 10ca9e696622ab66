"""The folder in which a run makes all that it writes, beside the temporary files of the system."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from ..articles.read_once import FOLDER
from ..files.write_files import locked, sha256
from .project import Project

STAGING = "newsthemes-staging-"
HOME = "home"  # in a staging folder: what a run needs beside the notebooks, and temporary files


@contextmanager
def new_staging() -> Iterator[Path]:
    """An empty folder, removed in the end; what killed runs of the same user left goes first.
    Kernels share in it what one of them has read.
    """
    remove_left_staging()
    with ExitStack() as locks:
        staging = _locked_folder(locks)
        shared = staging / HOME / "shared"
        try:
            shared.mkdir(parents=True)
            os.environ[FOLDER] = str(shared)
            yield staging
        finally:
            os.environ.pop(FOLDER, None)
            shutil.rmtree(staging, ignore_errors=True)


def name_of_staging(token: str) -> str:
    """A name that shows by its end that this program gave it."""
    return f"{STAGING}{token}-{sha256(token.encode())[:8]}"


def _locked_folder(locks: ExitStack) -> Path:
    """A new folder, which stays locked until the locks are given back."""
    while True:
        folder = Path(tempfile.gettempdir(), name_of_staging(token_hex(4)))
        folder.mkdir(0o700)  # no other user reads it
        locks.enter_context(locked(folder))
        if folder.exists():  # else another run removed it before it was locked
            return folder


def remove_left_staging() -> None:
    """Remove the staging folders of this user that no process has locked."""
    for folder in Path(tempfile.gettempdir()).glob(f"{STAGING}*"):
        token = folder.name.removeprefix(STAGING).partition("-")[0]
        if folder.name != name_of_staging(token):  # a folder of the user's
            continue
        with suppress(OSError, AttributeError):  # it has just gone; Windows has no user ids
            if folder.stat().st_uid == os.getuid() and not folder.is_symlink():
                with locked(folder, wait=False) as is_locked:
                    if is_locked:
                        shutil.rmtree(folder, ignore_errors=True)


def make_staging(staging: Path, project: Project | None = None) -> None:
    """Folders in `staging` for notebooks and what they write; of a project a copy of all that lies
    among its notebooks, a link to what they read, and the figure that none draws.

    Raises OSError that names a file.
    """
    if project:
        _copy_project(project, staging)
    for name in ("notebooks", "figures", "tables", HOME):
        (staging / name).mkdir(exist_ok=True)
    if project and project.taken.exists():
        shutil.copy(project.taken, staging / "figures")


def _copy_project(project: Project, staging: Path) -> None:
    try:
        shutil.copytree(project.notebooks, staging / "notebooks", ignore=_not_copied)
    except shutil.Error as error:  # of many files; of a full disk all
        source, _, reason = error.args[0][0]
        raise OSError(f"{source} cannot be copied to {staging}: {reason}") from None
    seeds = staging / project.seeds.name
    try:
        seeds.symlink_to(project.seeds, target_is_directory=True)
    except OSError:  # Windows, where not everybody may make links
        shutil.copytree(project.seeds, seeds, ignore=_not_copied)


def _not_copied(folder: str, names: list[str]) -> list[str]:
    """What is hidden, leads nowhere or back into the notebooks, and what Python keeps."""
    left_out = []
    here = Path(os.path.realpath(folder))
    for name in names:
        path = Path(folder, name)
        leads_back = path.is_symlink() and here.is_relative_to(os.path.realpath(path))
        if name.startswith((".", "__pycache__")) or leads_back or not path.exists():
            left_out.append(name)
    return left_out
