"""The command `run`: the project's notebooks executed, or the report on somebody's own articles."""

from pathlib import Path
from types import SimpleNamespace

import click

from ..files.optional_packages import extra
from ..report.project import REPORT
from ..report.staging import new_staging
from ..text.characters import visible
from ..text.wording import plural
from .options import OF_A_RUN, PAGE, Command, check_lone, tell
from .read_given import read_for_run
from .results_folder import out_of
from .themes_given import take_themes

WITHOUT_TEXT = (
    "Articles are left out. Titles stay, and passages of at most 150 characters: of a shorter "
    "article that is all."
)


@click.command(cls=Command, params=[*OF_A_RUN])
@click.option(
    "--no-text", is_flag=True, help="no file holds an article, only short passages: --no-text"
)
@click.option(
    "--overwrite",
    is_flag=True,
    help="write also over files that were changed since the last run: --overwrite",
)
def run(given: SimpleNamespace) -> int:
    """Execute the notebooks (the command if none is named).

    For your own articles a report, into a folder of its own.

    \b
    newsthemes --articles press/ --themes mine.yaml
    newsthemes --articles wiki.csv --text-column body --by source --no-text
    """
    check_lone(given)
    if given.articles:
        out = out_of(given)
        place = out.absolute()
        print(visible(f"The results come into {out}."), flush=True)
        take_themes(given, out)
        page = (out / REPORT).with_suffix(".html")
    else:
        place = given.project.root
        page = given.project.page.relative_to(place)
    status = _execute(given, place)
    if given.no_text:
        print(WITHOUT_TEXT)
    print(f"Next: open {visible(str(page))} in a browser.")
    return status


def _execute(given: SimpleNamespace, place: Path) -> int:
    """Execute the notebooks, and say what is new in the folder. Returns the exit status."""
    print("Reading the articles ...", flush=True)
    with extra(*PAGE):
        from ..report.run_notebooks import run_for

    with new_staging() as staging:
        inputs, status = read_for_run(given)
        print("Executing ...", flush=True)
        changed, notes = run_for(inputs, place, staging, given)
    for note in notes:
        tell(note)
    print(f"{plural(len(changed), 'file')} written.")
    return status
