"""Counts articles beyond one machine's memory, and keeps the mentions in a folder, part by part."""

import sys

import click
from distributed import Client

from ..lexicon.read_lexicon import read_lexicon
from ..tables.counts import counts
from . import read_counted, read_lazily, read_mentions, write_mentions


@click.command()
@click.argument("articles", nargs=-1, required=True)
@click.option("--lexicon", required=True, help="the themes: --lexicon themes.yaml")
@click.option("--out", required=True, help="a folder for the parts, new or of this run")
@click.option("--workers", type=int, help="processes; if not given as many as there are cores")
def main(articles: tuple[str, ...], lexicon: str, out: str, workers: int | None) -> None:
    """Count articles beyond one machine's memory, and keep the mentions in a folder.

    ARTICLES are Parquet or JSON Lines files with a column text, or text files, or folders of these.
    A run that was killed goes on where it stopped when it is started again. The exit status is 1
    where an article was not counted.
    """
    try:
        themes, lazily = read_lexicon(lexicon), read_lazily(articles)
        with Client(n_workers=workers, threads_per_worker=1, dashboard_address=":0"):
            left_out = write_mentions(lazily, themes, out)
        table = counts(read_mentions(out), read_counted(out), themes)
    except (ValueError, OSError) as error:
        raise click.ClickException(str(error)) from None
    print(table.to_string(index=False))
    for article, error in left_out.itertuples(index=False):
        print(f"not counted: {article}: {error}", file=sys.stderr)
    sys.exit(int(len(left_out) > 0))


if __name__ == "__main__":
    main(prog_name="python -m newsthemes.scale")
