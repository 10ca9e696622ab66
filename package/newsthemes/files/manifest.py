"""What a run wrote into a folder, and from what, in the file `.manifest.json` there."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from .write_files import digest

MANIFEST = ".manifest.json"
NOTHING: Mapping[str, str] = {}


class Manifest(NamedTuple):
    """`files` are the names of a run's files with their hashes: an old and a new one while they are
    being replaced. `kept` are those that the user had changed, with their hashes. `articles` are
    paths as seen from the folder.
    """

    files: Mapping[str, str] = NOTHING
    kept: Mapping[str, str] = NOTHING
    articles: tuple[str, ...] = ()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder; an empty one where there is none, or none that can be read.

    >>> read_manifest(Path("no such folder")).files
    {}
    """
    try:
        known = json.loads((folder / MANIFEST).read_bytes())
        # those of earlier versions said more
        manifest = Manifest(**{name: known[name] for name in Manifest._fields if name in known})
        names = [*manifest.files, *manifest.kept]
        texts = [*manifest.files.values(), *manifest.kept.values(), *manifest.articles]
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return Manifest()
    are_texts = all(isinstance(text, str) for text in texts)
    if are_texts and all(map(_is_inside, names)):
        return manifest
    return Manifest()


def manifest_bytes(manifest: Manifest) -> bytes:
    return json.dumps(manifest._asdict(), indent=1).encode()


def _is_inside(name: str) -> bool:
    """Whether a name is that of a file in or below the folder."""
    path = PurePosixPath(name)
    return bool(path.parts) and name.isprintable() and not {"..", "/"} & {*path.parts}


def results_below(top: Path) -> Callable[[Path], Path | None]:
    """A function that gives, for a file that a run wrote, the folder of its results; else None.

    It is `top` or lies below it, and is known by its own manifest alone.
    """
    results_in = cache(_results_in)

    @cache
    def written_in(place: Path) -> dict[Path, Path]:
        asked = [folder for folder in (place, *place.parents) if top in (folder, *folder.parents)]
        return {path: folder for folder in asked for path in results_in(folder)}

    return lambda file: written_in(file.parent).get(file)


def changed_since(folder: Path) -> list[str]:
    """The names of a run's files in its folder that are there, and not as the run wrote them.

    >>> changed_since(Path("no such folder"))
    []
    """
    manifest = read_manifest(folder)
    there = [name for name in {**manifest.files, **manifest.kept} if (folder / name).is_file()]
    return [name for name in there if not _is_as_written(folder, name, manifest)]


def _results_in(folder: Path) -> list[Path]:
    """What a run wrote into a folder, changed since or not; nothing if no file has its hash: then
    the manifest is of another folder, or made up.
    """
    manifest = read_manifest(folder)
    if not any(_is_as_written(folder, name, manifest) for name in manifest.files):
        return []
    return [folder / name for name in [*manifest.files, *manifest.kept]]


def _is_as_written(folder: Path, name: str, manifest: Manifest) -> bool:
    with suppress(OSError):  # it cannot be opened
        return digest(folder / name) in manifest.files.get(name, "").split()
    return False
