"""The staging folder of a run: what goes with it, what stays, and what is said where it or its
kernels fail.
"""

import asyncio
import sys
from functools import partial

import nbformat
import pytest
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from nbclient import NotebookClient

from commands import make_project, notebook, project_at, publish
from newsthemes.report import kernels
from newsthemes.report.kernels import execute_all, kernel_environment
from newsthemes.report.replace_files import PublishError
from newsthemes.report.staging import make_staging, new_staging


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A folder for temporary files."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_staging_starts_with_the_one_picture_that_no_notebook_draws(tmp_path):
    root = make_project(tmp_path / "root", {"1-one.ipynb": ["# One"]})
    (root / "figures" / "1-mine.png").write_bytes(b"mine")
    project_at(root).taken.write_bytes(b"taken")
    for project, names in ((project_at(root), ["explorer.png"]), (None, [])):
        with new_staging() as staging:
            make_staging(staging, project)
            assert [path.name for path in (staging / "figures").iterdir()] == names


def test_what_editors_and_people_leave_behind_does_not_end_a_run(tmp_path):
    """Locks, links that lead nowhere or back, and what is hidden."""
    root = make_project(tmp_path / "root", {"1-one.ipynb": ["# One"]})
    for folder in ("seeds", "notebooks"):
        (root / folder / ".#themes.yaml").symlink_to("somebody@somewhere.1234")
        (root / folder / "broken.txt").symlink_to("nowhere.txt")
        (root / folder / "loop").symlink_to(".")
        (root / folder / "itself").symlink_to("itself")
    (root / "notebooks" / ".ipynb_checkpoints").mkdir()
    with new_staging() as staging:
        make_staging(staging, project_at(root))
        names = {path.name for path in (staging / "notebooks").iterdir()}
        assert names == {"1-one.ipynb"}
        assert (staging / "seeds" / "ours.txt").exists()


def test_a_full_disk_is_one_line_that_names_one_file(tmp_path, monkeypatch):
    root = make_project(tmp_path / "root", {"1-one.ipynb": ["# One"]})

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with new_staging() as staging, pytest.raises(OSError, match="No space left") as raised:
        monkeypatch.setattr("shutil.copystat", full)
        make_staging(staging, project_at(root))
    assert len(str(raised.value)) < 400


def test_the_staging_folder_goes_whatever_ends_the_run(temporary):
    with pytest.raises(KeyboardInterrupt), new_staging() as staging:
        (staging / "home" / "mine.txt").write_text("mine")
        assert staging.parent == temporary
        raise KeyboardInterrupt
    assert not any(temporary.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["short", "long" * 25], ids=["sockets", "ports"])
def test_kernels_that_start_at_once_do_not_meet(tmp_path, folder):
    """By sockets, and where their names would be too long, by ports."""
    staging = tmp_path / folder
    (staging / "home").mkdir(parents=True)
    paths = [staging / "1-a.ipynb", staging / "2-a.ipynb"]
    for path in paths:
        nbformat.write(notebook("1 + 1"), path)
    assert asyncio.run(execute_all(paths, kernel_environment(staging))) == []
    outputs = [nbformat.read(path, 4).cells[0].outputs[0]["data"] for path in paths]
    assert outputs == [{"text/plain": "2"}] * 2


@pytest.mark.slow
def test_a_port_that_another_kernel_took_is_tried_again(tmp_path, monkeypatch):
    """The first kernel of each notebook ends as one does whose port is taken."""
    marks = tmp_path / "marks"
    marks.mkdir()
    code = "import os, sys, tempfile\n"
    code += f"first = not os.listdir({str(marks)!r})\n"
    code += f"open(os.path.join({str(marks)!r}, 'started'), 'w').close()\n"
    code += "sys.exit('zmq.error.ZMQError: Address already in use') if first else None\n"
    code += "from ipykernel.kernelapp import launch_new_instance; launch_new_instance()"
    spec = KernelSpec(argv=[sys.executable, "-c", code, "-f", "{connection_file}"])
    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", lambda *_: spec)
    (tmp_path / "home").mkdir()
    path = tmp_path / "1-a.ipynb"
    nbformat.write(notebook("1 + 1"), path)
    assert asyncio.run(execute_all([path], kernel_environment(tmp_path))) == []
    assert nbformat.read(path, 4).cells[0].outputs


@pytest.mark.slow
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
