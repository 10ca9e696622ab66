"""Counts articles beyond one machine's memory, and keeps the mentions in a folder, part by part.

    python -m newsthemes.scale ARTICLES ... --lexicon themes.yaml --out FOLDER [--workers N]
    [--scheduler tcp://host:8786]

ARTICLES are Parquet or JSON Lines files with the columns `article` and `text`, or text files, or
folders of these. A run that was killed goes on where it stopped when it is started again. The exit
status is 1 where an article was not counted.
"""

import argparse
import sys
from pathlib import Path

from ..articles.read_articles import ArticleError
from ..lexicon.read_lexicon import LexiconError, read_lexicon
from ..tables.counts import counts
from .mentions_in_parts import read_counted, read_mentions, start, write_mentions
from .read_lazily import input_files, read_lazily


def _check_apart(given: list[str], out: str) -> None:
    """ValueError where the folder for the parts holds the articles, or is in a folder of theirs."""
    folder = Path(out).resolve()
    for path in map(Path.resolve, (*map(Path, given), *input_files(given))):
        if folder == path or folder in path.parents or path in folder.parents:
            raise ValueError(
                f"--out {out}: holds the articles, or lies in their folder ({path}); give another "
                "folder"
            )


def main(arguments: list[str] | None = None) -> int:
    """The command: the counts by theme, what was not counted. Returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m newsthemes.scale", description=__doc__.split("\n")[0]
    )
    parser.add_argument(
        "articles", nargs="+", help="Parquet or JSON Lines files, text files, or folders of these"
    )
    parser.add_argument("--lexicon", required=True, help="themes.yaml")
    parser.add_argument("--out", required=True, help="the folder for the parts, kept to go on from")
    parser.add_argument(
        "--workers", type=int, help="processes; as many as there are cores without it"
    )
    parser.add_argument(
        "--scheduler", default="", help="tcp://host:8786 of a Dask cluster that exists"
    )
    parser.add_argument("--nested", choices=["drop", "count"], default="drop")
    parser.add_argument(
        "--no-sentences", action="store_true", help="do not number sentences: three times as fast"
    )
    given = parser.parse_args(arguments)
    try:
        _check_apart(given.articles, given.out)
        lexicon, articles = read_lexicon(given.lexicon), read_lazily(given.articles)
        with start(given.scheduler, given.workers):
            failed = write_mentions(
                articles, lexicon, given.out, given.nested, not given.no_sentences
            )
        mentions, counted = read_mentions(given.out), read_counted(given.out)
        print(counts(mentions, counted, lexicon).to_string(index=False))
    except (ArticleError, LexiconError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    for article, error in failed.itertuples(index=False):
        print(f"not counted: {article}: {error}", file=sys.stderr)
    return int(len(failed) > 0)


if __name__ == "__main__":
    sys.exit(main())
