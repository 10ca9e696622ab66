"""Notebooks -> executed notebooks: two at a time, each in a fresh kernel of this very Python, in a
staging copy.
"""

import asyncio
import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import indent

import nbformat
from jupyter_client import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from ..show.save import RUN, TAKEN
from ..show.without_text import NO_TEXT
from ..text import memo
from .options import NOTEBOOKS
from .take_over import PublishError

AT_ONCE = 2
HOME = "home"  # in a staging folder: what a run needs beside the notebooks, and temporary files
NO_KERNEL = (
    "its kernel did not start, so nothing was changed; is 127.0.0.1 up, by which they are reached, "
    "and are all packages there, or to be installed anew?"
)
# settings that change what a cell shows, and where
USERS_OWN = "PYTHON IPYTHON JUPYTER JPY_ MPL MATPLOTLIB NEWSTHEMES_".split()
USERS_OWN += ["COLUMNS", "LINES"]  # pandas folds wide tables at the width of the terminal


def find_notebooks(folder: Path) -> list[Path]:
    """The notebooks of a folder in their order: those whose names start with a digit and a dash."""
    return sorted(folder.glob(NOTEBOOKS))


@contextmanager
def new_staging(kept: Path | None = None) -> Iterator[Path]:
    """An empty folder that is removed in the end. What this process reads is `kept` for the kernels
    and for later runs; without a folder for it, in the staging folder.
    """
    with tempfile.TemporaryDirectory(prefix="newsthemes-run-") as folder:
        (Path(folder) / HOME).mkdir()
        kept = kept or Path(folder, HOME, "memo")
        kept.mkdir(parents=True, exist_ok=True)
        with memo.kept_in(kept):
            yield Path(folder)


def make_staging(
    root: Path, staging: Path, folders: Sequence[str] = ("notebooks", "seeds")
) -> None:
    """Copy what notebooks read to `staging`; `figures/` starts with the one that none draws, so the
    others are of this time. For articles from elsewhere only `notebooks` are there.
    """
    for name in folders:
        shutil.copytree(root / name, staging / name)
    for name in ("figures", "tables", f"{HOME}/memo"):
        (staging / name).mkdir(parents=True, exist_ok=True)
    if "seeds" in folders and (root / "figures" / TAKEN).exists():
        shutil.copy(root / "figures" / TAKEN, staging / "figures")


def kernel_environment(
    staging: Path, environ: Mapping[str, str] = os.environ, text: bool = True
) -> dict[str, str]:
    """The environment of a kernel: the user's, without the settings that change what a cell shows.

    Without `text` no cell shows an article.

    >>> users = {"PATH": "/bin", "PYTHONSTARTUP": "mine.py", "MPLBACKEND": "agg", "LINES": "9"}
    >>> sorted(kernel_environment(Path("s"), users))
    ['IPYTHONDIR', 'MPLCONFIGDIR', 'NEWSTHEMES_MEMO', 'NEWSTHEMES_RUN', 'OMP_NUM_THREADS',
    'OPENBLAS_NUM_THREADS', 'PATH', 'PYTHONHASHSEED', 'PYTHONUTF8', 'TMPDIR', 'TQDM_DISABLE']
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
    own |= {RUN: "1", "TQDM_DISABLE": "1", "TMPDIR": home}
    own[memo.FOLDER] = environ.get(memo.FOLDER, f"{home}/memo")
    own |= {"IPYTHONDIR": f"{home}/ipython", "MPLCONFIGDIR": f"{home}/matplotlib"}
    # two kernels fill two cores: threads of theirs would wait for each other
    own |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return own | {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}


async def execute_one(path: Path, environment: dict[str, str]) -> str:
    """Execute the notebook at `path` in its own folder and write it back. Returns an error to
    print, or an empty text. Raises PublishError where no kernel starts.
    """
    notebook, reached = nbformat.read(path, as_version=4), []
    # on a shared machine others could read along
    manager = AsyncKernelManager(transport_encryption="auto")
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
        said = f"{error.ename}: {error.evalue}"
    except (RuntimeError, TimeoutError) as error:
        # of nbclient: no kernel came up, or it died (out of memory, perhaps)
        if (task := asyncio.current_task()) and task.cancelling():
            # Ctrl-C, which nbclient takes for the death of its kernel
            raise asyncio.CancelledError from None
        last = log_file.read_text(errors="replace").strip().split("\n")[-1]
        said = f"{error} {last}".rstrip()
        if not reached:
            raise PublishError(f"{path.name}: {NO_KERNEL}\n{said}") from None
    else:
        nbformat.write(notebook, path)
        return ""
    finally:
        atexit.unregister(client._cleanup_kernel)  # of a kernel that is gone it would complain
        if client.kc:
            client.kc.stop_channels()
        await manager.shutdown_kernel(now=True)
    return f"{path.name}, in this cell:\n{indent(reached[-1], '    ')}\n{said}"


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
