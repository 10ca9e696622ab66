"""The staging folder of a run: what goes with it, what stays, and what is said where it or its
kernels fail.
"""

import asyncio
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import nbformat
import pytest
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from nbclient import NotebookClient

from commands import make_project, notebook, project_at, publish
from newsthemes.files.write_files import locked
from newsthemes.report import kernels
from newsthemes.report.kernels import execute_all, kernel_environment
from newsthemes.report.replace_files import PublishError
from newsthemes.report.staging import STAGING, make_staging, new_staging


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


def lock_and_wait(temporary):
    """A process that has a staging folder, until it is killed."""
    code = "import sys, tempfile, time; from newsthemes.report.staging import new_staging\n"
    code += f"tempfile.tempdir = {str(temporary)!r}\n"
    code += "with new_staging() as staging: print(staging, flush=True); time.sleep(600)"
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(kernels.__file__).parents[2])},
    )
    return process, Path(process.stdout.readline().strip())


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such locks")
def test_what_a_killed_run_left_goes_with_the_next_and_what_a_running_one_has_stays(temporary):
    of_user = {f"{STAGING}{name}" for name in ("mine", "mine-too", "a1b2c3d4", "a1b2c3d4-e5f6a7b8")}
    for name in of_user:
        (temporary / name).mkdir()
        (temporary / name / "mine.txt").write_text("mine")
    running, used = lock_and_wait(temporary)
    killed, left = lock_and_wait(temporary)
    killed.kill()
    killed.communicate()
    assert left.exists()
    with new_staging() as staging:
        assert not left.exists() and used.exists() and staging.exists()
    running.terminate()
    running.communicate()
    with new_staging():
        assert not used.exists()
    assert {path.parent.name for path in temporary.glob("*/mine.txt")} == of_user
    assert {path.name for path in temporary.iterdir()} == of_user


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such locks")
def test_wherever_a_run_is_killed_the_next_leaves_nothing(temporary):
    """At the first steps that make or rename a folder."""
    code = "import os, sys, tempfile; from newsthemes.report.staging import new_staging\n"
    code += f"tempfile.tempdir = {str(temporary)!r}\n"
    code += "steps = ['os.mkdir', 'os.rename']\n"
    code += "left = [int(sys.argv[1])]\n"
    code += "def hook(event, _):\n"
    code += "    if event in steps:\n"
    code += "        left[0] -= 1\n"
    code += "        if not left[0]: os.kill(os.getpid(), 9)\n"
    code += "sys.addaudithook(hook)\n"
    code += "with new_staging(): pass"
    environment = os.environ | {"PYTHONPATH": str(Path(kernels.__file__).parents[2])}
    for step in ("1", "2", "3"):
        ended = subprocess.run([sys.executable, "-c", code, step], env=environment)
        with new_staging():
            pass
        assert ended.returncode == -9 and not any(temporary.iterdir()), step


def test_a_folder_that_another_run_took_for_one_that_was_left_is_made_again(temporary, monkeypatch):
    locked_at = []

    def removed_at_first(folder):
        locked_at.append(folder)
        if len(locked_at) == 1:
            folder.rmdir()
        return locked(folder)

    monkeypatch.setattr("newsthemes.report.staging.locked", removed_at_first)
    with new_staging() as staging:
        assert staging.exists() and staging == locked_at[1] != locked_at[0]


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
