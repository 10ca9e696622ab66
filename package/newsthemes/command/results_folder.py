"""The folder that a run writes: its name, and whether it may be written to."""

from pathlib import Path
from types import SimpleNamespace

import click

from ..files.manifest import MANIFEST, read_manifest
from ..files.write_files import half_of
from ..lexicon.read_lexicon import ISSUES_FILE
from ..report.inputs import paths_seen_from
from ..text.wording import natural_list
from .options import check_writable
from .themes_given import THEMES_FILE

OLD_FOLDERS = ("site/", "notebooks/")  # of versions that made six notebooks


def out_of(given: SimpleNamespace) -> Path:
    """The folder that a run writes, by the name of the first of the articles, where the command is
    given. BadParameter where it holds what no run has written, or cannot be written.

    >>> paths = ["texts/press/", "../wiki.csv"]
    >>> [out_of(SimpleNamespace(out=None, articles=[path])).name for path in paths]
    ['press-themes', 'wiki-themes']
    """
    first = Path(given.articles[0]).absolute()
    name = first.stem
    if first.is_dir():
        name = first.name
    out = Path(given.out or f"{name}-themes")
    if _is_others(out):
        problem = "is there already and not of an earlier run; give a folder elsewhere with --out"
        raise click.BadParameter(f"{out}: {problem}", param_hint="--out")
    manifest = read_manifest(out)
    overwrite = getattr(given, "overwrite", None)  # which not every command has
    todo = "give another folder with --out"
    if overwrite is not None:
        todo += ", or replace them with --overwrite"
    is_old = any(name.startswith(OLD_FOLDERS) for name in {**manifest.files, **manifest.kept})
    if is_old and not overwrite:
        problem = "holds the results of an earlier version, in other folders"
        raise click.BadParameter(f"{out}: {problem}; {todo}", param_hint="--out")
    last = manifest.articles
    full = [Path(path).absolute().as_posix() for path in given.articles]
    if last and not overwrite and set(last) != set(paths_seen_from(out.absolute(), full)):
        problem = f"holds the results of {natural_list(last)}, seen from there"
        raise click.BadParameter(f"{out}: {problem}; {todo}", param_hint="--out")
    check_writable(str(out), "--out")
    return out


def _is_others(out: Path) -> bool:
    """Whether something is there that no run has made."""
    # without a manifest where a first run was killed
    for name in (MANIFEST, half_of(Path(MANIFEST)).name):
        if (out / name).exists():
            return False
    if out.is_dir():
        return any(path.name not in (THEMES_FILE, ISSUES_FILE.name) for path in out.iterdir())
    return out.exists()
