"""The command `code`: the page on which sentences are coded."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import click
import pandas as pd

from ..files.write_files import digest, write
from ..lexicon.model import Lexicon
from ..page.codebook import read_codebook
from ..page.coding_page import coding_page
from ..trust.read_codes import read_codes
from ..trust.sample_file import SAMPLE_FILE, read_sample, write_sample
from ..trust.sampling import sample_for_coding
from .options import ARTICLES, FILE, LEXICON, MORE, READING, Command, new_file
from .read_given import read_given

NEXT = """Open it in a browser, or mail it. Each coder saves a file, NAME.csv, or one more for each
round. Put these files into a folder, with sample.tsv, which says how the sentences of all rounds
were drawn; a run reads it by --codes: --codes codes/"""


@click.command(cls=Command, params=[MORE, ARTICLES, LEXICON, *READING])
@click.option(
    "--sample",
    type=click.IntRange(1),
    default=200,
    help="how many sentences, drawn at random, 200 if not given: --sample 400",
)
@click.option(
    "--after",
    type=click.Path(exists=True, file_okay=False, writable=True),
    help="a second round: the folder of the codes so far and their sample.tsv, to which sentences "
    "of the same strata are added, none twice: --after codes/",
)
@click.option(
    "--theme",
    "themes_coded",
    multiple=True,
    help="only this theme, or several, each by an option of its own: --theme Trade --theme Iran; "
    "with --after those coded so far",
)
@click.option(
    "--by",
    help="draw as many sentences of each value of a column, or each week, month, quarter or year, "
    "so that their shares can be compared, 30 or more of each: --by year, --by source",
)
@click.option(
    "--codebook",
    type=FILE,
    help="a text with a definition of each theme below its name as a Markdown heading (## Trade), "
    "or behind it in bold (**Trade.** Buying and ...); the page says which have none: "
    "--codebook codebook.md",
)
@click.option(
    "--out",
    default="code.html",
    callback=new_file,
    help="the page to write; sample.tsv is written beside it: --out trade.html",
)
def code(given: SimpleNamespace) -> int:
    """Write a page to code sentences by hand.

    One file, to be opened or mailed, on a computer or a phone. It shows one sentence at a time with
    the definition of the theme, and works without a network.

    \b
    newsthemes code --codebook seeds/codebook.md
    newsthemes code --articles press/ --themes mine.yaml --sample 200
    newsthemes code --articles press/ --themes mine.yaml --codebook codebook.md
    newsthemes code --articles press/ --themes mine.yaml --sample 400 --by year
    newsthemes code --articles press/ --themes mine.yaml --after codes/ --sample 100
    """
    page = Path(given.out)
    inputs, status = read_given(given)
    articles = inputs.articles
    record, before = page.with_name(SAMPLE_FILE), None
    if given.after:
        record = Path(given.after, SAMPLE_FILE)
        before = digest(record)
    lexicon, sample = _drawn(given, *inputs[:3])
    new = sample[sample["round"] == sample["round"].max()]
    defined = {}
    if given.codebook:
        defined = read_codebook(given.codebook, lexicon, given.encoding)
    data = coding_page(articles, lexicon, new, defined).encode()
    page.parent.mkdir(parents=True, exist_ok=True)
    write_sample(sample, record, before)  # first, so that no page is without its sample
    write(page, data)
    themes = f"themes {len(lexicon.themes):,}, definitions {len(defined):,}"
    print(f"{page}: sentences {len(new):,}, {themes}.\n{NEXT}")
    return status


def _drawn(
    given: SimpleNamespace, articles: pd.DataFrame, lexicon: Lexicon, mentions: pd.DataFrame
) -> tuple[Lexicon, pd.DataFrame]:
    """The themes to code, those named, or else all, or with --after those coded so far; and the
    sentences drawn for them in all rounds. click.UsageError where there is no sample.tsv that a
    further round goes on from.
    """
    themes, first = given.themes_coded, None
    if given.after:
        first = read_sample(given.after)
        if first is None:
            problem = f"--after: there is no {SAMPLE_FILE} in {given.after}"
            todo = "put that there which was written with the first one"
            raise click.UsageError(f"{problem}; {todo}")
        codes = read_codes(given.after, articles, lexicon).dropna(subset="code")
        themes = themes or codes["theme"].unique().tolist()
    coded = lexicon
    if themes:
        themes = {lexicon.theme_named(name, "--theme") for name in themes}
        coded = replace(
            lexicon,
            groups={theme: lexicon.groups[theme] for theme in lexicon.themes if theme in themes},
            terms=tuple(term for term in lexicon.terms if term.theme in themes),
        )
    if not given.after:  # else strata stay as they are, by all themes
        lexicon = coded
        mentions = mentions[mentions["theme"].isin(coded.themes)]
    sample = sample_for_coding(mentions, articles, lexicon, given.sample, first, by=given.by)
    return coded, sample
