"""Reading that all notebooks of one run share, as web pages and PDFs take long.

The environment variable NEWSTHEMES_SHARED names the folder, in the staging folder of the run.
Without it, as in the user's own Jupyter, nothing is kept.
"""

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..files.write_files import locked, sha256

FOLDER = "NEWSTHEMES_SHARED"


def read_once(states: Callable[[], object], read: Callable[[], Any]) -> Any:
    """What `read` returns. Who comes first reads, and others wait for it.

    `states` returns all that the result depends on, or None where nothing is to be shared.
    """
    folder = os.environ.get(FOLDER)
    depends_on = states() if folder else None
    if depends_on is None:
        return read()
    place = Path(folder, sha256(repr(depends_on).encode()))
    place.mkdir(exist_ok=True)  # the folder of a run that is gone does not come back
    file = place / "articles.pickle"
    with locked(place):
        if not file.exists():
            articles = read()
            half = place / "half"
            with half.open("wb") as pickled:
                pickle.dump(articles, pickled, pickle.HIGHEST_PROTOCOL)
            half.replace(file)
            return articles
    with file.open("rb") as pickled:
        return pickle.load(pickled)
