"""Notebooks -> executed notebooks: two at a time, each in a fresh kernel of this very Python, in a
staging copy.
"""

import asyncio
import atexit
import os
from collections.abc import Mapping
from pathlib import Path
from textwrap import indent

import nbformat
from jupyter_client import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from ..articles.read_once import FOLDER
from ..plots.without_text import NO_TEXT
from .project import NOTEBOOKS
from .replace_files import PublishError
from .staging import HOME

AT_ONCE = 2
LONGEST_SOCKET = 90  # bytes of a name; systems allow some 104, and a number is added
STARTS = 3  # two kernels may choose one port
PORT_TAKEN = "Address already in use"
NO_KERNEL = (
    "its kernel did not start, so nothing was changed; are all packages there, or to be installed "
    "anew?"
)
# settings that change what a cell shows, and where
USERS_OWN = ["PYTHON", "IPYTHON", "JUPYTER", "JPY_", "MPL", "MATPLOTLIB", "NEWSTHEMES_"]
USERS_OWN += ["COLUMNS", "LINES"]  # pandas folds wide tables at the width of the terminal


def find_notebooks(folder: Path) -> list[Path]:
    """The notebooks of a folder in their order: those whose names start with a digit and a dash."""
    return sorted(folder.glob(NOTEBOOKS))


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """The notebook at a path. PublishError with its name where it is damaged."""
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except (ValueError, KeyError, TypeError, AttributeError, nbformat.ValidationError) as error:
        reason = str(error).strip().split("\n")[0][:100]
        problem = f"is damaged and cannot be read as a notebook ({reason})"
        todo = "take back an earlier version of it, or move it away"
        raise PublishError(f"notebooks/{path.name}: {problem}; {todo}") from None
    return notebook


def kernel_environment(
    staging: Path,
    environ: Mapping[str, str] = os.environ,
    text: bool = True,
) -> dict[str, str]:
    """The environment of a kernel: the user's, without the settings that change what a cell shows.

    Without `text` no cell shows an article.

    >>> users = {"PATH": "/bin", "PYTHONSTARTUP": "mine.py", "MPLBACKEND": "agg", "LINES": "9"}
    >>> sorted(kernel_environment(Path("s"), users))
    ['IPYTHONDIR', 'MPLCONFIGDIR', 'OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS',
    'PATH', 'PYTHONHASHSEED', 'PYTHONUTF8', 'TMPDIR', 'TQDM_DISABLE']
    """
    home = str(staging / HOME)
    kept = {
        name: value
        for name, value in environ.items()
        if name == FOLDER or not name.upper().startswith(tuple(USERS_OWN))
    }
    if not text:
        kept[NO_TEXT] = "1"
    return kept | {
        "TMPDIR": home,
        "IPYTHONDIR": f"{home}/ipython",
        "MPLCONFIGDIR": f"{home}/matplotlib",
        "TQDM_DISABLE": "1",  # a progress bar, with its times, would be an output
        # two kernels fill two cores: threads of theirs would wait for each other
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
    }


def kernel_manager(path: Path, home: Path) -> AsyncKernelManager:
    """The manager of a notebook's kernel. It is reached by sockets in `home` that no other user can
    open, and where the system has none, or their names would be too long, by ports.
    """
    sockets = home / f"kernel-{path.stem[:20]}"
    connection = str(sockets.with_suffix(".json"))
    if os.name == "nt" or len(os.fsencode(sockets)) > LONGEST_SOCKET:
        # on a shared machine others could read along
        return AsyncKernelManager(connection_file=connection, transport_encryption="auto")
    return AsyncKernelManager(connection_file=connection, transport="ipc", ip=str(sockets))


async def execute_one(path: Path, environment: dict[str, str]) -> str:
    """Execute the notebook at `path` in its own folder and write it back. Returns an error to
    print, or an empty text. Raises PublishError where no kernel starts.
    """
    notebook = nbformat.read(path, as_version=4)
    for _ in range(STARTS):
        executed, error = await _execute_in_kernel(notebook, path, environment)
        if executed or PORT_TAKEN not in error:
            break
    if not executed:
        raise PublishError(f"{path.name}: {NO_KERNEL}\n{error}")
    if error:
        return f"{path.name}, in this cell:\n{indent(executed[-1], '    ')}\n{error}"
    nbformat.write(notebook, path)
    return ""


async def _execute_in_kernel(
    notebook: nbformat.NotebookNode, path: Path, environment: dict[str, str]
) -> tuple[list[str], str]:
    """Execute a notebook in a kernel of its own. Returns the cells that it has begun, and an error;
    none, and its reason, where the kernel did not start.
    """
    reached = []
    manager = kernel_manager(path, Path(environment["TMPDIR"]))
    client = NotebookClient(
        notebook,
        km=manager,
        iopub_timeout=600,
        raise_on_iopub_timeout=True,
        shutdown_kernel="immediate",
        coalesce_streams=True,
        record_timing=False,
        store_widget_state=False,
        on_cell_execute=lambda cell, cell_index: reached.append(cell.source),
    )
    log_file = path.with_suffix(".log")
    try:
        with log_file.open("wb") as log:
            await manager.start_kernel(env=environment, cwd=str(path.parent), stderr=log)
        await client.async_execute()
    except CellExecutionError as error:
        return reached, f"{error.ename}: {error.evalue}"
    except (RuntimeError, TimeoutError) as error:
        # of nbclient: no kernel came up, or it died (out of memory, perhaps)
        if (task := asyncio.current_task()) and task.cancelling():
            # Ctrl-C, which nbclient takes for the death of its kernel
            raise asyncio.CancelledError from None
        last = log_file.read_text(errors="replace").strip().split("\n")[-1]
        return reached, f"{error} {last}".rstrip()
    finally:
        atexit.unregister(client._cleanup_kernel)  # of a kernel that is gone it would complain
        if client.kc:
            client.kc.stop_channels()
        await manager.shutdown_kernel(now=True)
    return reached, ""


async def execute_all(paths: list[Path], environment: dict[str, str]) -> list[str]:
    """Execute notebooks, two at a time, all of them even where one fails. Returns an error for
    each that failed.
    """

    def refuse(*_: object) -> None:
        raise RuntimeError

    # nbclient's own handler would end one kernel on Ctrl-C and wait for the others: asyncio's ends
    # them all
    asyncio.get_running_loop().add_signal_handler = refuse  # type: ignore[method-assign]
    places = asyncio.Semaphore(AT_ONCE)

    async def in_turn(path: Path) -> str:
        async with places:
            error = await execute_one(path, environment)
        print(f"{'failed' if error else 'executed'}: {path.name}", flush=True)
        return error

    # The last, on many articles, takes longest, so that it begins first
    errors = await asyncio.gather(*map(in_turn, paths[::-1]))
    return list(filter(None, errors[::-1]))
