"""The commands `code` and `sheet`: the page, or the table, on which sentences are coded."""

import shlex
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import click
import pandas as pd

from ..lexicon.edit import theme_lines, with_lines
from ..lexicon.model import Lexicon
from ..mentions.find import find_mentions
from ..show.coding.codebook import definitions
from ..show.coding.coding_page import coding_page
from ..text.encodings import decode
from ..text.wording import plural
from ..text.write_files import digest, write
from ..trust.coding_sheet import coding_sheet
from ..trust.read_codes import read_codes
from ..trust.sample_file import SAMPLE_FILE, read_sample, write_round, write_sample
from ..trust.sampling import sample_for_coding
from ..trust.sheets import KEYS, labels_of
from .options import ARTICLES, FILE, LEXICON, READING, RUN, Command, new_file, taking, tell
from .read_given import LEFT_OUT, name_left_out, read_all, read_themes

NEXT = """Open it in a browser, or mail it. Each coder saves a file NAME.csv. Put these files into a
folder, with sample.tsv, which says how the sentences were drawn: seeds/codes/ for the project's own
article, or a folder that a run of your own articles takes by --codes: --codes codes/"""
ONE_MORE = """Open it in a browser, or mail it. Each coder saves one file more, named by its round.
Put these files beside the first ones; the sample.tsv there now holds the sentences of all
rounds."""

HOW_TO_CODE = """Write 1 where a sentence is about the theme, 0 where it is not, and nothing where
you cannot decide. Then save it as CSV (UTF-8) under your name,"""
AFTER = click.option(
    "--after",
    type=click.Path(exists=True, file_okay=False),
    metavar="DIR",
    help="a second round: the folder of the codes so far and their sample.tsv, to which sentences "
    "are added where the codes say that they help most: --after codes/",
)


@click.command(cls=Command)
@taking(ARTICLES, LEXICON)
@click.option(
    "--sample",
    type=click.IntRange(1),
    default=200,
    metavar="N",
    help="how many sentences, drawn at random, 200 if not given: --sample 400",
)
@AFTER
@click.option(
    "--theme",
    "themes_coded",
    multiple=True,
    metavar="NAME",
    help="only this theme, or several, each by an option of its own: --theme Trade --theme Iran; "
    "with --after those coded so far",
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
    python3 run.py code --articles press/ --themes mine.yaml --after codes/ --sample 100
    """
    lexicon, report = read_themes(given), read_all(given)
    articles, page, defined, missing = report.articles, Path(given.out), {}, []
    drawn = _drawn(given, articles, lexicon, given.themes_coded)
    lexicon, new, todo = drawn.lexicon, drawn.new, NEXT
    if given.codebook:
        themes = list(labels_of(lexicon))
        written = decode(Path(given.codebook).read_bytes(), encoding=given.encoding)[0]
        defined = definitions(written, themes)
        missing = [theme for theme in themes if theme not in defined]
        if missing:
            tell(f"{given.codebook}: no definition of {', '.join(missing)}")
    data = coding_page(articles, lexicon, new, defined).encode()
    if not given.after:  # before the page, so that there is none without its sample
        write_sample(drawn.sample, page)
    write(page, data)
    if given.after:
        write_round(drawn.sample, Path(given.after), drawn.before)
        todo = ONE_MORE
    print(f"{page}: sentences {len(new):,}, themes {len(lexicon.themes):,}.\n{todo}")
    status = name_left_out(report, lexicon)
    if missing:
        status = LEFT_OUT
    return status


@click.command(cls=Command)
@click.argument("new", metavar="[FILE]", default="sheet.csv", callback=new_file)
@taking(ARTICLES, LEXICON, READING)
@click.option(
    "--sample",
    type=click.IntRange(min=1),
    metavar="N",
    help="so many sentences, drawn at random, not all: --sample 200",
)
@AFTER
def sheet(given: SimpleNamespace) -> int:
    """Write a blank sheet to code sentences by hand.

    With --sample, sample.tsv beside it says which sentences were drawn: keep it with the sheets.

    \b
    python3 run.py sheet
    python3 run.py sheet mine.csv --articles press/ --themes mine.yaml --sample 200
    python3 run.py sheet more.csv --articles press/ --themes mine.yaml --after codes/ --sample 100
    """
    if given.after and not given.sample:
        raise click.UsageError("--after: say how many sentences more: --sample 100")
    lexicon, report = read_themes(given), read_all(given)
    articles, path, new, kept = report.articles, Path(given.new), None, ""
    if given.sample:
        drawn = _drawn(given, articles, lexicon)
        lexicon, new, kept = drawn.lexicon, drawn.new, f"; keep {SAMPLE_FILE} with it"
        if not given.after:  # before the sheet, so that there is none without its sample
            write_sample(drawn.sample, path)
    blank = coding_sheet(articles, lexicon, path, new)
    if given.after:
        write_round(drawn.sample, Path(given.after), drawn.before)
    themes = plural(len(blank.columns) - len(KEYS), "theme")
    print(f"{path}: {plural(len(blank), 'sentence')} and {themes}, all cells empty.")
    again = ["--articles", *(given.articles or ["press/"]), "--codes", given.after or "codes/"]
    if given.themes:
        again += ["--themes", given.themes]
    named = f"yourname.csv, in seeds/codes/ for the next {RUN}"
    if given.articles:
        named = "yourname.csv, in a folder codes/"
    if given.after:
        named = f"yourname round {new['round'].max()}.csv, in {given.after}"
    print(f"{HOW_TO_CODE} {named}{kept}.\nA run of your own articles takes the folder by --codes:")
    print(f"  {RUN} {shlex.join(again)}")
    return name_left_out(report, lexicon)


class Round(NamedTuple):
    """A round of coding: the themes that are coded in it, the sentences of it and of those before,
    and of a further one the hash of the sample.tsv that it goes on from.
    """

    lexicon: Lexicon
    sample: pd.DataFrame
    before: str | None

    @property
    def new(self) -> pd.DataFrame:
        return self.sample[self.sample["round"] == self.sample["round"].max()]


def _drawn(
    given: SimpleNamespace, articles: pd.DataFrame, lexicon: Lexicon, themes: Sequence[str] = ()
) -> Round:
    """Sentences drawn to be coded by these themes; where none is named by all, or with --after by
    those coded so far. click.UsageError where that folder has no sample.
    """
    mentions, codes, first, before = find_mentions(articles, lexicon), None, None, None
    if given.after:
        before, first = digest(Path(given.after, SAMPLE_FILE)), read_sample(given.after)
        if first is None:
            problem = f"--after: there is no {SAMPLE_FILE} in {given.after}"
            todo = "put that there which was written with the first one"
            raise click.UsageError(f"{problem}; {todo}")
        codes = read_codes(given.after, articles, lexicon).dropna(subset="code")
        themes = themes or codes["theme"].unique().tolist()
        codes = codes[codes["theme"].isin(themes)]
    coded = lexicon
    if themes:
        coded = _only(lexicon, themes)
    if codes is None:  # else strata stay as they are, by all themes
        lexicon = coded
        mentions = mentions[mentions["theme"].isin([theme for _, theme in coded.themes])]
    sample = sample_for_coding(mentions, articles, lexicon, given.sample, first)
    return Round(coded, sample, before)


def _only(lexicon: Lexicon, themes: Sequence[str]) -> Lexicon:
    """The lexicon without other themes; click.UsageError for one that it does not have."""
    lines = theme_lines(lexicon)
    known = [name for _, name in lines]
    for theme in themes:
        if theme not in known:
            raise click.UsageError(f"--theme: there is no {theme!r}, but {', '.join(known)}")
    return with_lines(lexicon, {pair: lines[pair] for pair in lines if pair[1] in themes})
