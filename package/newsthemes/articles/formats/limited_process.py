"""Readers whose libraries cannot be stopped: in a process of their own, with a limit of time, of
memory, and of what a file may become.

One process serves all files, and a new one takes its place where a file ended it. It imports no
more of this package than the readers, needs no terminal, and ends with the process that started it,
also where that was killed.
"""

import atexit
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from ...files.read_files import FileError
from .compressed import most_of
from .dates import begin_file
from .document import ArticleError, Document

# of a processor: what can be read must not depend on what else a machine does
SECONDS, SECONDS_PER_MB = 20, 5
MEMORY = 1_000_000_000  # bytes
LATE = -getattr(signal, "SIGPROF", 0)  # how a process ends that a timer ends; Windows has none

# the child finds what we find, and imports no more of this package than the readers
_CHILD = """import sys
sys.path[:] = sys.argv[1:]
from newsthemes.articles.formats.limited_process import serve
serve()"""
# what libraries would reserve for each core counts as memory
_SPARING = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
}
Read = TypeVar("Read")
_lock = threading.Lock()
# by the process that started it: after a fork another needs its own
_children: dict[int, subprocess.Popen] = {}


def read_apart(reader: Callable[..., Read], content: bytes | str, *more: object) -> Read:
    """What `reader(content, *more)` returns or raises; `reader` is a function of a module that can
    be imported.

    FileError also where it takes more than 20 seconds of a processor and 5 for each MB, or, on
    Linux, 1 GB of memory; ArticleError where its texts are together longer than a file of its size
    has them.

    >>> from newsthemes.articles.formats.plain_text import read_text
    >>> read_apart(read_text, "They met.")[0].text
    'They met.'
    """
    seconds = SECONDS + SECONDS_PER_MB * len(content) / 1e6
    request = reader, seconds, MEMORY, content, *more
    with _lock:
        answer = _asked(request, seconds)
        if answer is None:  # again: earlier files may have filled the first
            answer = _asked(request, seconds)
    if answer is None:
        much = f"takes more than {MEMORY / 1e9:g} GB of memory to read, or ends its reader"
        raise FileError(f"{much}; split it, or save it as plain text")
    if isinstance(answer, ValueError):
        raise answer
    return answer


def _asked(request: tuple, seconds: float) -> object:
    """The child's answer; None where it has none, and has ended."""
    child = _children.get(os.getpid()) or _started()
    try:
        pickle.dump(request, child.stdin)
        child.stdin.flush()
        return pickle.load(child.stdout)
    except (OSError, EOFError, pickle.UnpicklingError):
        stop()
        if child.returncode != LATE:
            return None
        long = f"takes more than {seconds:.0f} seconds to read, too long for an article"
        return FileError(f"{long}; save it as plain text")
    except BaseException:  # Ctrl-C: its answer would be taken for that to the next request
        stop()
        raise


def _started() -> subprocess.Popen:
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, *sys.path, str(Path(__file__).parents[3])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | _SPARING,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    return _children.setdefault(os.getpid(), child)


@atexit.register
def stop() -> None:
    """End the process of the readers, where there is one; the next file starts another."""
    if child := _children.pop(os.getpid(), None):
        child.kill()
        # closes its pipes, though it has not read all, and waits for its end
        with suppress(OSError), child:
            pass


def serve() -> None:
    """In the child: answer requests until their end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for those who wait for the answer
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a library prints
    while True:
        try:
            reader, seconds, memory, *arguments = pickle.load(requests)
        except EOFError:
            return
        begin_file()
        _limit(seconds, memory)
        try:
            answer = reader(*arguments)
            most = most_of(arguments[0])
            if characters(answer) > most:
                much = f"has more than {most / 1e6:,.0f} million characters in its texts"
                todo = "see what stands there again and again, or split it"
                raise ArticleError(f"{much}, too many for a file of its size; {todo}")
        except ValueError as error:
            answer = error
        _limit(0, memory)
        pickle.dump(answer, answers)
        answers.flush()


def characters(value: object) -> int:
    """Those of all texts in what a reader returns, a text as often as it stands there: many cells
    of a workbook may be one text of its file.

    >>> characters([Document(text="They met.", more={"page": 3, "party": "A"})] * 2)
    20
    """
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Document):
        value = [getattr(value, name) for name in Document.__slots__]
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, (list, tuple)):
        return sum(map(characters, value))
    return 0


def _limit(seconds: float, memory: int) -> None:
    """End the process beyond these, even inside a library that does not return; 0 seconds lift the
    limit of time. Windows has neither, and macOS none of memory.
    """
    with suppress(ImportError, ValueError, OSError):  # the last two: a limit below ours
        import resource

        signal.setitimer(signal.ITIMER_PROF, seconds)
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
