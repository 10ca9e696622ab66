"""Notebooks -> executed notebooks: two at a time, each in a fresh kernel of this very Python, in a
staging copy.
"""

import asyncio
import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from textwrap import indent

import nbformat
from jupyter_client import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from ..articles.read_once import FOLDER
from ..files.write_files import locked
from ..plots.save import RUN_VARIABLE, TAKEN
from ..plots.without_text import NO_TEXT
from .project_files import NOTEBOOKS
from .replace_files import PublishError

AT_ONCE = 2
STAGING = "newsthemes-staging-"  # earlier versions, which lock nothing, have other names
HOME = "home"  # in a staging folder: what a run needs beside the notebooks, and temporary files
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


@contextmanager
def new_staging() -> Iterator[Path]:
    """An empty folder, removed in the end; what killed runs of the same user left goes first.
    Kernels share in it what one of them has read.
    """
    _remove_left()
    with ExitStack() as locks:
        staging = _locked_folder(locks)
        try:
            (staging / HOME / "shared").mkdir(parents=True)
            with _environment({FOLDER: str(staging / HOME / "shared")}):
                yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _locked_folder(locks: ExitStack) -> Path:
    """A new folder, which stays locked until the locks are given back."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=STAGING))
        locks.enter_context(locked(folder))
        if folder.exists():  # else another run removed it before it was locked
            return folder


def _remove_left() -> None:
    """Remove the staging folders of this user that no process has locked."""
    for folder in Path(tempfile.gettempdir()).glob(f"{STAGING}*"):
        with suppress(OSError, AttributeError):  # it has just gone; Windows has no user ids
            if folder.stat().st_uid == os.getuid() and not folder.is_symlink():
                with locked(folder, wait=False) as is_locked:
                    if is_locked:
                        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    os.environ.update(variables)
    try:
        yield
    finally:
        for name in variables:
            del os.environ[name]


def make_staging(root: Path, staging: Path, with_seeds: bool = True) -> None:
    """A copy of the notebooks in `staging`, with a link to the seeds where they read these, and
    folders for what they write. `figures/` starts with the one that none draws.

    Raises OSError that names a file.
    """
    try:
        shutil.copytree(root / "notebooks", staging / "notebooks", ignore=_not_copied)
    except shutil.Error as error:  # of many files; of a full disk all
        source, _, reason = error.args[0][0]
        raise OSError(f"{source} cannot be copied to {staging}: {reason}") from None
    for name in ("figures", "tables", HOME):
        (staging / name).mkdir(exist_ok=True)
    if with_seeds:
        try:
            (staging / "seeds").symlink_to(root / "seeds", target_is_directory=True)
        except OSError:  # Windows, where not everybody may make links
            shutil.copytree(root / "seeds", staging / "seeds", ignore=_not_copied)
        if (root / "figures" / TAKEN).exists():
            shutil.copy(root / "figures" / TAKEN, staging / "figures")


def _not_copied(folder: str, names: list[str]) -> list[str]:
    """What is hidden, leads nowhere or back into the notebooks, and what Python keeps."""
    left_out = []
    here = Path(os.path.realpath(folder))
    for name in names:
        path = Path(folder, name)
        leads_back = path.is_symlink() and here.is_relative_to(os.path.realpath(path))
        if name.startswith((".", "__pycache__")) or leads_back or not path.exists():
            left_out.append(name)
    return left_out


def kernel_environment(
    staging: Path, environ: Mapping[str, str] = os.environ, text: bool = True
) -> dict[str, str]:
    """The environment of a kernel: the user's, without the settings that change what a cell shows.

    Without `text` no cell shows an article.

    >>> users = {"PATH": "/bin", "PYTHONSTARTUP": "mine.py", "MPLBACKEND": "agg", "LINES": "9"}
    >>> sorted(kernel_environment(Path("s"), users))
    ['IPYTHONDIR', 'MPLCONFIGDIR', 'NEWSTHEMES_RUN', 'OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS',
    'PATH', 'PYTHONHASHSEED', 'PYTHONUTF8', 'TMPDIR', 'TQDM_DISABLE']
    """
    own = {
        name: value
        for name, value in environ.items()
        if not name.upper().startswith(tuple(USERS_OWN))
    }
    if not text:
        own[NO_TEXT] = "1"
    # a progress bar, with its times, would be an output; articles are read and matched once
    home = str(staging / HOME)
    own |= {RUN_VARIABLE: "1", "TQDM_DISABLE": "1", "TMPDIR": home}
    if FOLDER in environ:
        own[FOLDER] = environ[FOLDER]
    own |= {"IPYTHONDIR": f"{home}/ipython", "MPLCONFIGDIR": f"{home}/matplotlib"}
    # two kernels fill two cores: threads of theirs would wait for each other
    own |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return own | {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}


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
