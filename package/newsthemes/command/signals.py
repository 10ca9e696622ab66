"""Signals that end a command: it tidies up, says so in one line, and ends with the exit status of
shells, 128 + the signal.

`run.py` lets them wait until the command is ready for them.
"""

import logging
import signal
import sys
from collections.abc import Callable

STOPS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def _stop(number: int, frame: object) -> None:
    for stop in STOPS:  # a closed terminal sends several, and tidying up goes on
        signal.signal(stop, signal.SIG_IGN)
    # it would report each task that ends with this
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    sys.unraisablehook = lambda _: None  # as would each coroutine that ends while its kernel starts
    raise KeyboardInterrupt(number)


def stoppable(main: Callable[..., int], *arguments: object) -> int:
    """Run a command. Returns its exit status, or that of the signal which ended it."""
    for stop in STOPS:
        # ignored: for nohup, in the background
        if signal.getsignal(stop) != signal.SIG_IGN or stop == signal.SIGTERM:
            signal.signal(stop, _stop)
    try:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
        return main(*arguments)
    except KeyboardInterrupt as stopped:
        number = signal.Signals(*stopped.args)
        print(f"stopped by {number.name}; no result was left half written.", file=sys.stderr)
        return 128 + number
