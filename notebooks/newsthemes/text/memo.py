"""Results that are kept in a folder, for kernels and later runs that ask for the same: articles are
read and matched once.

The folder is the one that the environment variable NEWSTHEMES_MEMO names; without it, as in the
user's own Jupyter, nothing is kept. A result's name is a hash of all that it depends on, so that
another article, term or option never finds it.
"""

import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

from .write_files import locked, sha256

FOLDER = "NEWSTHEMES_MEMO"
MOST = 400  # a run of the project has some 130


def memo(depends_on: Callable[..., tuple | None]) -> Callable[[Callable], Callable]:
    """Keep what a function returns. `depends_on` takes the same arguments, and returns all that the
    result depends on, as numbers and texts in tuples and lists, or None where nothing is to be
    kept.

    Who asks first computes, and others wait. Warnings are not kept: warn outside of the function.
    """

    def decorated(function: Callable) -> Callable:
        @wraps(function)
        def kept(*arguments: Any, **named: Any) -> Any:
            folder, needed = os.environ.get(FOLDER), None
            if folder:
                needed = depends_on(*arguments, **named)
            if needed is None:
                return function(*arguments, **named)
            # equal values are written alike, whether or not they are one object
            place = Path(folder) / f"{function.__name__}-{sha256(repr(needed).encode())}"
            place.mkdir(exist_ok=True)  # the folder of a run that is gone does not come back
            os.utime(place)  # what was used last stays
            file = place / "result.pickle"
            with locked(place):  # until the one who computes it is done, or killed
                if not file.exists():
                    result, half = function(*arguments, **named), place / "half"
                    with half.open("wb") as kept_as:  # in no second copy in memory
                        pickle.dump(result, kept_as, pickle.HIGHEST_PROTOCOL)
                    half.replace(file)
                    return result
            with file.open("rb") as kept_as:
                return pickle.load(kept_as)

        return kept

    return decorated


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """Keep results in this folder meanwhile; of those that are there, the last MOST used ones."""
    places = [file.parent for file in folder.parent.glob("*/*/result.pickle")]
    for place in sorted(places, key=os.path.getmtime)[:-MOST]:
        shutil.rmtree(place)
    os.environ[FOLDER] = str(folder)
    try:
        yield
    finally:
        del os.environ[FOLDER]
