"""The command line: each command is in a file of its name.

An installed package has it as `newsthemes`; a project starts it with what is its own.
"""

import os
import sys
import warnings
from functools import cache

import click

from ..lexicon.model import LexiconWarning
from ..report.inputs import as_options
from ..report.project import PROGRAM, Project
from ..report.replace_files import PublishError
from ..text.characters import visible
from ..trust.sheets import CodesWarning
from .code import code
from .compare import print_changes
from .convert import convert
from .count import count
from .kwic import print_kwic
from .lab import lab
from .options import Call, Group, tell
from .run import run
from .signals import stoppable
from .suggest import print_suggestions

HELP = """Count the themes of news articles, and show them.

\b
{program} --articles press/ --themes mine.yaml
                                   a report on your own articles, into press-themes/
{program} COMMAND --help      shows the options of a command
"""
COMMANDS = [run, count, print_kwic, print_changes, print_suggestions, convert, code, lab]
BOTH = {"help_option_names": ["-h", "--help"]}


def command_line(program: str) -> Group:
    """All commands of a program that is typed so."""
    text = HELP.format(program=program)
    return Group(program.split()[-1], commands=COMMANDS, help=text, context_settings=BOTH)


def main(arguments: list[str], project: Project | None = None) -> int:
    """A command, for a project where one is given. Returns the exit status."""
    program = project.program if project else PROGRAM
    cli = command_line(program)
    call = Call(arguments, project, program)
    try:
        with cli.make_context(cli.name, arguments, obj=call) as context:
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
        tell(f"{cli.name}: {reason}")
    return 1


def console(project: Project | None = None) -> int:
    """The command line, which a signal ends in one line."""
    return stoppable(main, sys.argv[1:], project)


if __name__ == "__main__":
    sys.exit(console())
