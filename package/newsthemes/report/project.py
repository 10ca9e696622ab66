"""Whose articles a command is about: those of a project that has notebooks of its own, or
somebody's; and what the folder of a run is called and holds.
"""

import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

from .claims import Claim

PACKAGE = Path(__file__).resolve().parents[1]
PROGRAM = "newsthemes"  # as a command is typed where no project has a name for it
NOTEBOOKS = "[0-9]-*.ipynb"  # those of a run
REPORT = "report.ipynb"  # in the folder of a run of somebody's articles
NOTE = "README.md"  # in the folder of a run: what it was made from


class Project(NamedTuple):
    """Articles with notebooks about them, which the commands take where no others are named.

    `root` is the folder of all of it, `notebooks` and `seeds` are folders there, `page` is the
    file of its first page, beside which come those of its notebooks, `taken` is a picture that no
    notebook draws, `program` how its commands are typed, `claims` are what its notebooks say in
    words, `address` is where its pages are published, such as "https://example.org/themes", and
    `preview` the file of a picture beside them, which others show with a link to them.
    """

    root: Path
    notebooks: Path
    seeds: Path
    page: Path
    taken: Path
    program: str
    claims: Sequence[Claim] = ()
    address: str = ""
    preview: str = ""

    @property
    def codes(self) -> Path:
        """The folder for what people coded of its articles."""
        return self.seeds / "codes"


def made_by(given: SimpleNamespace) -> str:
    """The command as it was typed, for the README and the page of what it makes."""
    words = [word for word in given.typed if word != "--overwrite"]
    return " ".join([given.program, *map(_as_typed, words)])


def _as_typed(word: str) -> str:
    """A word of a command, with ~ for the user's home, which no mailed page is to name."""
    option, equals, value = word.partition("=")
    if equals and option.startswith("--"):
        return f"{option} {_as_typed(value)}"
    home = str(Path.home())
    if word == home:
        return "~"
    if word.startswith(os.path.join(home, "")):
        return "~/" + shlex.quote(word[len(home) + 1 :])
    return shlex.quote(word)


def with_codes(given: SimpleNamespace) -> tuple[str, str]:
    """The folder for what readers of the page coded, and the command that reads it."""
    command = made_by(given)
    if "CODES" in given.values:
        return _as_typed(given.values["CODES"]), command
    return "codes", f"{command} --codes codes"
