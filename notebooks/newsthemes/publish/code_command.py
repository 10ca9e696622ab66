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
    so_far = _so_far(given.after, articles, lexicon)
    coded = _only(lexicon, given.themes_coded or so_far.themes)
    sample = _drawn(given.sample, articles, lexicon, coded, so_far)
    if given.codebook:
        themes = list(labels_of(coded))
        written = decode(Path(given.codebook).read_bytes(), encoding=given.encoding)[0]
        defined = definitions(written, themes)
        missing = [theme for theme in themes if theme not in defined]
        if missing:
            tell(f"{given.codebook}: no definition of {', '.join(missing)}")
    new, todo = _last_round(sample), NEXT
    data = coding_page(articles, coded, new, defined).encode()
    if not given.after:  # before the page, so that there is none without its sample
        write_sample(sample, page)
    write(page, data)
    if given.after:
        write_round(sample, Path(given.after), so_far.sha256)
        todo = ONE_MORE
    print(f"{page}: sentences {len(new):,}, themes {len(coded.themes):,}.\n{todo}")
    status = name_left_out(report, coded)
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
        so_far = _so_far(given.after, articles, lexicon)
        coded = _only(lexicon, so_far.themes)
        sample = _drawn(given.sample, articles, lexicon, coded, so_far)
        lexicon, new, kept = coded, _last_round(sample), f"; keep {SAMPLE_FILE} with it"
        if not given.after:  # before the sheet, so that there is none without its sample
            write_sample(sample, path)
    blank = coding_sheet(articles, lexicon, path, new)
    if given.after:
        write_round(sample, Path(given.after), so_far.sha256)
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


class SoFar(NamedTuple):
    """What a second round goes on from: the codes that say something, the themes of these, their
    sample, and the hash of its file. Of a first round there is nothing.
    """

    codes: pd.DataFrame | None = None
    themes: Sequence[str] = ()
    sample: pd.DataFrame | None = None
    sha256: str | None = None


def _so_far(folder: str | None, articles: pd.DataFrame, lexicon: Lexicon) -> SoFar:
    """What is in a folder of codes; click.UsageError where it has no sample."""
    if not folder:
        return SoFar()
    before, sample = digest(Path(folder, SAMPLE_FILE)), read_sample(folder)
    if sample is None:
        problem = f"--after: there is no {SAMPLE_FILE} in {folder}"
        raise click.UsageError(f"{problem}; put that there which was written with the first one")
    codes = read_codes(folder, articles, lexicon).dropna(subset="code")
    return SoFar(codes, codes["theme"].unique().tolist(), sample, before)


def _drawn(
    number: int, articles: pd.DataFrame, lexicon: Lexicon, coded: Lexicon, so_far: SoFar
) -> pd.DataFrame:
    """A sample of sentences to code by the themes of `coded`, with those of the rounds before."""
    mentions, codes = find_mentions(articles, lexicon), so_far.codes
    names = [theme for _, theme in coded.themes]
    if codes is None:
        lexicon, mentions = coded, mentions[mentions["theme"].isin(names)]
    else:
        codes = codes[codes["theme"].isin(names)]
    return sample_for_coding(articles, mentions, lexicon, number, after=codes, sample=so_far.sample)


def _last_round(sample: pd.DataFrame) -> pd.DataFrame:
    return sample[sample["round"] == sample["round"].max()]


def _only(lexicon: Lexicon, themes: Sequence[str]) -> Lexicon:
    """The lexicon of these themes alone, of all where none is named; click.UsageError for one that
    it does not have.
    """
    if not themes:
        return lexicon
    lines = theme_lines(lexicon)
    known = [name for _, name in lines]
    for theme in themes:
        if theme not in known:
            raise click.UsageError(f"--theme: there is no {theme!r}, but {', '.join(known)}")
    return with_lines(lexicon, {pair: lines[pair] for pair in lines if pair[1] in themes})
