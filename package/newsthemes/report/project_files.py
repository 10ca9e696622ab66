"""Where the project is, and what the folder of a run is called and holds."""

import os
import shlex
from pathlib import Path
from types import SimpleNamespace

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parents[1]
PROGRAM_NAME = "python3 run.py"
IN_CHECKOUT = (ROOT / "run.py").exists()
if not IN_CHECKOUT:  # installed: the wheel brings notebooks and themes
    ROOT = PACKAGE / "project"
    PROGRAM_NAME = "newsthemes"
elif os.name == "nt":
    PROGRAM_NAME = "py run.py"
PROGRAM = PROGRAM_NAME.split()[-1]
NOTEBOOKS = "[0-9]-*.ipynb"  # those of a run
NOTE = "README.md"  # in the folder of a run: what it was made from


def made_by(given: SimpleNamespace) -> str:
    """The command as it was typed, for the README and the page of what it makes."""
    words = [word for word in given.typed if word not in ("--overwrite", "--again")]
    return " ".join([PROGRAM_NAME, *map(_as_typed, words)])


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
    if not given.articles:
        return "seeds/codes", command
    if "CODES" in given.values:
        return _as_typed(given.values["CODES"]), command
    return "codes", f"{command} --codes codes"
