"""Signals that end a command: it tidies up, says so in one line, and ends with the exit status of
shells, 128 + the signal.

Standard library only, and of Python 3.8: run.py, too, ends like this.
"""

from __future__ import annotations

import logging
import signal
import sys
from typing import Callable

STOPS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


class Stopped(KeyboardInterrupt):
    """A signal has come; its number."""


def _stop(number: int, frame: object) -> None:
    for each in STOPS:
        signal.signal(
            each, signal.SIG_IGN
        )  # a closed terminal sends several, and tidying up goes on
    logging.getLogger("asyncio").setLevel(
        logging.CRITICAL
    )  # it would report each task that ends with this
    sys.unraisablehook = lambda _: None  # as would each coroutine that ends while its kernel starts
    raise Stopped(number)


def hold_signals() -> None:
    """Let signals wait until `stoppable`, in this process or in one that takes its place."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)


def stoppable(main: Callable[..., int], *arguments: object) -> int:
    """Run a command. Returns its exit status, or that of the signal which ended it."""
    for each in STOPS:
        if (
            signal.getsignal(each) != signal.SIG_IGN or each == signal.SIGTERM
        ):  # ignored: for nohup, in the background
            signal.signal(each, _stop)
    try:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
        return main(*arguments)
    except Stopped as stopped:
        number = signal.Signals(stopped.args[0])
        print(
            f"run.py: stopped by {number.name}; no result was left half written.", file=sys.stderr
        )
        return 128 + number
