"""The command line: each command is in a file of its name.

`run.py` starts it as `python -m newsthemes.command.main`; an installed package has it as
`newsthemes`.
"""

import os
import sys
import warnings
from functools import cache

import click

from ..lexicon.model import LexiconWarning
from ..report.inputs import as_options
from ..report.project_files import PROGRAM, PROGRAM_NAME
from ..report.replace_files import PublishError
from ..text.characters import visible
from ..trust.sheets import CodesWarning
from .code import code
from .compare import print_changes
from .convert import convert
from .count import count
from .kwic import print_kwic
from .lab import lab
from .options import SAID, Group, tell
from .run import run
from .signals import stoppable
from .suggest import print_suggestions

# where run.py is, it shows its own
HELP = f"""Count the themes of news articles, and show them.

\b
{PROGRAM_NAME} --articles press/ --themes mine.yaml
                                   all notebooks for your own articles, into press-themes/
{PROGRAM_NAME} COMMAND --help      shows the options of a command
"""
COMMANDS = [run, count, print_kwic, print_changes, print_suggestions, convert, code, lab]
BOTH = {"help_option_names": ["-h", "--help"]}
cli = Group(PROGRAM, commands=COMMANDS, help=HELP, context_settings=BOTH)


def main(arguments: list[str]) -> int:
    """A command. Returns the exit status."""
    SAID.clear()
    try:
        with cli.make_context(PROGRAM, arguments, obj=arguments) as context:
            with warnings.catch_warnings():
                warnings.simplefilter("always", LexiconWarning)
                warnings.simplefilter("always", CodesWarning)
                tell_once = cache(tell)
                warnings.showwarning = lambda message, *_: tell_once(str(message))
                status = cli.invoke(context)
        sys.stdout.flush()  # so that a reader who has gone is noticed here
        return status
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.message = visible(error.message)
        error.show()
        return error.exit_code
    except BrokenPipeError:  # the reader closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (ValueError, ImportError, OSError) as error:  # ours; a missing extra; a full disk
        reason = str(error)
        if not isinstance(error, PublishError):  # which shows the cell that raised
            reason = as_options(reason)
        tell(f"{PROGRAM}: {reason}")
    return 1


def console() -> int:
    """The command line, which a signal ends in one line."""
    return stoppable(main, sys.argv[1:])


if __name__ == "__main__":
    sys.exit(console())
