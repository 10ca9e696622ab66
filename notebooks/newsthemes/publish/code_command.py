"""The command `code`, which writes the page on which sentences are coded."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import click

from ..lexicon.edit import theme_lines, with_lines
from ..lexicon.model import Lexicon
from ..mentions.find import find_mentions
from ..show.coding.codebook import definitions
from ..show.coding.coding_page import coding_page
from ..text.encodings import decode
from ..text.write_files import write
from ..trust.sample_file import write_sample
from ..trust.sampling import sample_for_coding
from ..trust.sheets import labels_of
from .options import ARTICLES, FILE, LEXICON, READING, Command, new_file, taking, tell
from .read_given import LEFT_OUT, name_left_out, read_all, read_themes

NEXT = """Open it in a browser, or mail it. Each coder saves a file NAME.csv. Put these files into a
folder, with sample.tsv, which says how the sentences were drawn: seeds/codes/ for the project's own
article, or a folder that a run of your own articles takes by --codes: --codes codes/"""


@click.command(cls=Command)
@taking(ARTICLES, LEXICON)
@click.option(
    "--sample",
    type=click.IntRange(1),
    default=200,
    metavar="N",
    help="how many sentences, drawn at random, 200 if not given: --sample 400",
)
@click.option(
    "--theme",
    "themes_coded",
    multiple=True,
    metavar="NAME",
    help="only this theme, or several, each by an option of its own: --theme Trade --theme Iran",
)
@click.option(
    "--codebook",
    type=FILE,
    metavar="PATH",
    help="a text with a definition of each theme below its name as a Markdown heading (## Trade), "
    "or behind it in bold (**Trade.** Buying and ...): --codebook codebook.md",
)
@click.option(
    "--out",
    default="code.html",
    metavar="FILE",
    callback=new_file,
    help="the page to write; sample.tsv is written beside it: --out trade.html",
)
@READING
def code(given: SimpleNamespace) -> int:
    """Write a page to code sentences by hand.

    One file, to be opened or mailed, on a computer or a phone. It shows one sentence at a time with
    the definition of the theme, and works without a network.

    \b
    python3 run.py code --codebook seeds/codes/README.md
    python3 run.py code --articles press/ --themes mine.yaml --sample 200
    python3 run.py code --articles press/ --themes mine.yaml --codebook codebook.md
    """
    lexicon, report = read_themes(given), read_all(given)
    articles, page, defined, missing = report.articles, Path(given.out), {}, []
    mentions = find_mentions(articles, lexicon)
    if given.themes_coded:
        lexicon = _only(lexicon, given.themes_coded)
        mentions = mentions[mentions["theme"].isin(given.themes_coded)]
    if given.codebook:
        themes = list(labels_of(lexicon))
        defined = definitions(decode(Path(given.codebook).read_bytes())[0], themes)
        missing = [theme for theme in themes if theme not in defined]
        if missing:
            tell(f"{given.codebook}: no definition of {', '.join(missing)}")
    sample = sample_for_coding(articles, mentions, lexicon, given.sample)
    write_sample(sample, page)
    write(page, coding_page(articles, lexicon, sample, defined).encode())
    print(f"{page}: sentences {len(sample):,}, themes {len(lexicon.themes):,}.\n{NEXT}")
    status = name_left_out(report, lexicon)
    if missing:
        status = LEFT_OUT
    return status


def _only(lexicon: Lexicon, themes: Sequence[str]) -> Lexicon:
    """The lexicon without other themes; click.UsageError for one that it does not have."""
    lines = theme_lines(lexicon)
    known = [name for _, name in lines]
    for theme in themes:
        if theme not in known:
            raise click.UsageError(f"--theme: there is no {theme!r}, but {', '.join(known)}")
    return with_lines(lexicon, {pair: lines[pair] for pair in lines if pair[1] in themes})
