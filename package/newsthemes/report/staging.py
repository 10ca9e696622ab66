"""The folder in which a run makes all that it writes, beside the temporary files of the system."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..articles.read_once import FOLDER
from .project import Project

STAGING = "newsthemes-staging-"
HOME = "home"  # in a staging folder: what a run needs beside the notebooks, and temporary files


@contextmanager
def new_staging() -> Iterator[Path]:
    """An empty folder, removed in the end. Kernels share in it what one of them has read."""
    with tempfile.TemporaryDirectory(prefix=STAGING, ignore_cleanup_errors=True) as name:
        shared = Path(name, HOME, "shared")
        shared.mkdir(parents=True)
        os.environ[FOLDER] = str(shared)
        try:
            yield Path(name)
        finally:
            os.environ.pop(FOLDER, None)


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
