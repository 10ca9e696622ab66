"""The command `lab`: the project's notebooks, or a report, in JupyterLab."""

from types import SimpleNamespace

import click

from ..files.optional_packages import extra
from ..report.project import REPORT
from .options import OF_A_RUN, PAGE, Command, check_lone, tell
from .read_given import read_for_run
from .results_folder import out_of
from .themes_given import take_themes

OTHERS = {"ignore_unknown_options": True, "allow_extra_args": True}


@click.command(cls=Command, params=[*OF_A_RUN], context_settings=OTHERS)
@click.argument("rest", nargs=-1, type=click.UNPROCESSED)
def lab(given: SimpleNamespace) -> int:
    """Open the notebooks in JupyterLab; for your own articles the report.

    All other options, and everything after --, go on to JupyterLab.

    \b
    newsthemes lab
    newsthemes lab --articles press/ --themes mine.yaml
    newsthemes lab --no-browser --port 8890
    """
    check_lone(given)
    if given.articles:
        out = out_of(given)
        take_themes(given, out)
        root = out.absolute()
    else:
        root = given.project.root
    print("Starting JupyterLab ...", flush=True)
    with extra(*PAGE):
        from ..report.kernels import find_notebooks
        from ..report.lab import start_lab, write_report

    if not given.articles:
        first, *_ = find_notebooks(given.project.notebooks)
        return start_lab(root, first.relative_to(root).as_posix(), given.rest)
    inputs, status = read_for_run(given)
    for note in write_report(inputs, root):
        tell(note)
    print(f"The report is {root / REPORT}.", flush=True)
    return start_lab(root, REPORT, given.rest) or status
