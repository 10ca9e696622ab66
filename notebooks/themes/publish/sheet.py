"""Writes a blank sheet for the articles and themes in seeds/.

`python3 run.py sheet` starts it as `python -m themes.blank_sheet` in `notebooks/`.
"""

import sys
from pathlib import Path

from ..articles.read import ArticleError, read_articles
from ..lexicon.read import LexiconError, read_lexicon
from ..trust.sheets import KEYS, CodesError, coding_sheet
from .stopping import stoppable


def main(arguments: list[str]) -> int:
    """The command: a blank sheet for what lies in seeds/. Out: the exit status."""
    seeds, path = Path(__file__).resolve().parents[3] / "seeds", Path(*arguments)
    try:
        sheet = coding_sheet(read_articles(seeds), read_lexicon(seeds / "themes.yaml"), path)
    except (ArticleError, CodesError, LexiconError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{path}: {len(sheet):,} sentences, {len(sheet.columns) - len(KEYS)} themes, all empty.")
    print("seeds/codes/README.md says how to fill it in; then save it there under your name, as CSV (UTF-8).")
    return 0


if __name__ == "__main__":
    sys.exit(stoppable(main, sys.argv[1:]))
