"""The command `convert`: a lexicon of another program as our YAML."""

from types import SimpleNamespace

import click

from ..lexicon.imports.quanteda import as_quanteda
from ..lexicon.read_lexicon import ISSUES_FILE, read_lexicon
from ..lexicon.save_lexicon import save_lexicon
from ..text.wording import plural
from .options import ENCODING, THEMES, Command, new_file, tell
from .read_given import DONE, LEFT_OUT


@click.command(cls=Command, params=[ENCODING])
@click.argument("old", type=THEMES)
@click.argument("new", callback=new_file)
def convert(given: SimpleNamespace) -> int:
    """Turn a lexicon of another program into our YAML.

    What cannot be carried over is listed. YAML is taken as quanteda's, where case does not matter:
    US becomes {term: US, case: any}.

    \b
    .yaml  quanteda     .csv  theme and term     .dic, .dicx  LIWC     .lc3  Lexicoder

    \b
    newsthemes convert mine.lc3 mine.yaml
    newsthemes convert mine.dic mine.yaml --encoding cp1252
    newsthemes convert issues mine.yaml    (common issues of news, as they come with the library)
    """
    lexicon = read_lexicon(given.old, given.encoding)
    if given.old.endswith((".yml", ".yaml")) and given.old != ISSUES_FILE.as_posix():
        lexicon = as_quanteda(lexicon)
    save_lexicon(lexicon, given.new)
    for entry in lexicon.skipped:
        tell(f"{given.old}, {entry}")
    summary = f"{given.new}: {plural(len(lexicon.terms), 'term')}"
    if lexicon.skipped:
        print(f"{summary}, {len(lexicon.skipped):,} left out.")
        return LEFT_OUT
    print(f"{summary}.")
    return DONE
