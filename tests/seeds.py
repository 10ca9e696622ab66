"""What lies in seeds/, which may be yours: what its reading warns of is nothing for a test."""

import warnings
from pathlib import Path

from newsthemes import read_articles, read_lexicon

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def read_seeds():
    """The articles that lie in seeds/, and their themes."""
    with warnings.catch_warnings(action="ignore"):
        return read_articles(SEEDS), read_lexicon(SEEDS / "themes.yaml")
