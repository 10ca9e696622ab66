"""What a run wrote into a folder, and from what, in the file `.manifest.json` there."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

MANIFEST = ".manifest.json"
NOTHING: Mapping[str, str] = {}


class Manifest(NamedTuple):
    """`files` are the names of a run's files with their hashes: an old and a new one while they are
    being replaced. `kept` are those that the user had changed, with their hashes. `articles` are
    paths as seen from the folder, `messages` what the run told, `status` is its exit status.
    `fonts` is the hash of the fonts there were, if letters were missing in them. `stamp` stands for
    all that the run depended on; without it the next run makes everything again.
    """

    files: Mapping[str, str] = NOTHING
    kept: Mapping[str, str] = NOTHING
    articles: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    status: int = 0
    fonts: str = ""
    stamp: str = ""

    def half_replaced(self) -> bool:
        """Whether a run ended while it replaced files."""
        return any(" " in hashes for hashes in self.files.values())


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder; an empty one where there is none, or none that can be read.

    >>> read_manifest(Path("no such folder")).files
    {}
    """
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_bytes()))
        names = [*manifest.files, *manifest.kept]
        texts = [*manifest.files.values(), *manifest.kept.values()]
        texts += [*manifest.articles, *manifest.messages, manifest.fonts, manifest.stamp]
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return Manifest()
    are_texts = all(isinstance(text, str) for text in texts)
    if are_texts and isinstance(manifest.status, int) and all(map(_is_inside, names)):
        return manifest
    return Manifest()


def manifest_bytes(manifest: Manifest) -> bytes:
    return json.dumps(manifest._asdict(), indent=1).encode()


def _is_inside(name: str) -> bool:
    """Whether a name is that of a file in or below the folder."""
    path = PurePosixPath(name)
    return bool(path.parts) and name.isprintable() and not {"..", "/"} & {*path.parts}


def without_results(files: Iterable[Path]) -> Iterator[Path]:
    """The files but for those that a run wrote: their pages and tables are no articles."""
    written = {}
    for file in files:
        folder = file.parent
        if folder not in written:
            written[folder] = _written_in(folder.resolve())
        if file.name not in written[folder]:
            yield file


def _written_in(folder: Path) -> set[str]:
    """The names of a folder's files that the manifest there, or of a folder above, has."""
    names = set()
    for above in [folder, *folder.parents]:
        paths = [above / name for name in read_manifest(above).files]
        names |= {path.name for path in paths if path.parent == folder}
    return names
