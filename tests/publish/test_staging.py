"""The staging folder of a run: what goes with it, what stays, and what is said where it or its
kernels fail.
"""

import asyncio
import sys
from functools import partial

import pytest
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from nbclient import NotebookClient

from commands import make_project, publish
from newsthemes.publish import kernels
from newsthemes.publish.take_over import PublishError
from newsthemes.text.memo import kept_in, memo


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A folder for temporary files."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_a_kernel_that_outlives_its_run_does_not_bring_its_folder_back(tmp_path):
    doubled = memo(lambda number: (number,))(lambda number: 2 * number)
    with kept_in(tmp_path / "gone" / "memo"), pytest.raises(FileNotFoundError):
        doubled(2)
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize(
    "code, within, why",
    [
        ("raise OSError(28, 'No space left on device')", 600, "OSError: [Errno 28] No space left"),
        ("import time; time.sleep(999)", 1, "Kernel didn't respond in 1 seconds"),
    ],
)
def test_where_no_kernel_starts_one_line_says_so(temporary, monkeypatch, capfd, code, within, why):
    spec = KernelSpec(argv=[sys.executable, "-c", code])
    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", lambda *_: spec)
    client = partial(NotebookClient, startup_timeout=within)
    monkeypatch.setattr(kernels, "NotebookClient", client)
    started, start = [], AsyncKernelManager.start_kernel

    async def watched(manager, **how):
        started.append(manager)
        await start(manager, **how)

    monkeypatch.setattr(AsyncKernelManager, "start_kernel", watched)
    root = make_project(temporary.parent / "root", {f"{n}-a.ipynb": ["# A", "1"] for n in "12345"})
    with pytest.raises(PublishError, match=r"-a.ipynb: its kernel did not start") as raised:
        publish(root)
    assert why in str(raised.value) and capfd.readouterr() == ("", "")
    assert not any(temporary.iterdir()) and len(started) < 5  # the others are not tried
    assert not any(asyncio.run(manager.is_alive()) for manager in started)
