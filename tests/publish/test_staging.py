"""The staging folder of a run: what goes with it, what stays, and what is said where it or its
kernels fail.
"""

import asyncio
import os
import shutil
import sys
import tempfile
from types import SimpleNamespace

import pytest

from commands import make_project, publish, run_command
from newsthemes.publish import kernels, run_notebooks
from newsthemes.publish.kernels import MARKER, STAGING, kernel_environment, new_staging
from newsthemes.publish.take_over import PublishError
from newsthemes.text.memo import kept_in, memo
from newsthemes.text.write_files import locked


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A folder for temporary files."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def marked(folder):
    folder.mkdir(parents=True)
    (folder / MARKER).touch()
    return folder


@pytest.mark.skipif(os.name == "nt", reason="Windows has no locks, and nothing is cleared away")
def test_only_a_real_folder_of_ours_with_the_marker_that_nobody_holds_goes(temporary):
    killed, held, linked = (
        marked(folder)
        for folder in (
            temporary / f"{STAGING}killed",
            temporary / f"{STAGING}held",
            temporary.parent / "linked",
        )
    )
    (killed / "seeds").mkdir()
    (linked / "mine").mkdir()
    (temporary / f"{STAGING}link").symlink_to(linked)
    (temporary / f"{STAGING}mine").mkdir()
    (temporary / f"{STAGING}mine" / "thesis.txt").write_text("mine")
    (temporary / f"{STAGING}file").write_text("mine")
    os.mkfifo(temporary / f"{STAGING}pipe")
    if os.geteuid() == 0:
        os.chown(marked(temporary / f"{STAGING}another-users"), 12345, 12345)
    before = {path for path in temporary.rglob("*") if killed not in (path, *path.parents)}
    with locked(held), new_staging() as staging:
        assert staging.parent == temporary and not killed.exists()
    assert set(temporary.rglob("*")) == before and (linked / "mine").exists()


def test_where_clearing_away_is_killed_the_next_run_goes_on(temporary, monkeypatch):
    def killed(folder):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt), new_staging():
        patch.setattr(shutil, "rmtree", killed)
    assert any(temporary.iterdir())
    with new_staging():
        pass
    assert not any(temporary.iterdir())


def test_temporary_files_of_a_run_and_its_kernels_lie_in_its_folder(temporary):
    with new_staging() as staging:
        for folder in (tempfile.gettempdir(), kernel_environment(staging)["TMPDIR"]):
            assert os.path.isdir(folder) and os.path.commonpath([staging, folder]) == str(staging)
    assert tempfile.gettempdir() == str(temporary)


def test_a_kernel_that_outlives_its_run_does_not_bring_its_folder_back(tmp_path):
    doubled = memo(lambda number: (number,))(lambda number: 2 * number)
    with kept_in(tmp_path / "gone" / "memo"), pytest.raises(FileNotFoundError):
        doubled(2)
    assert not any(tmp_path.iterdir())


def test_of_a_full_disk_is_said_what_to_do_whatever_failed(temporary, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=5))
    with pytest.raises(PublishError, match=f"^{temporary}: the disk is full; .* TMPDIR."):
        with new_staging():
            raise shutil.Error([("a", "b", "[Errno 28] No space left on device: 'a' -> 'b'")])
    assert not any(temporary.iterdir())


@pytest.mark.parametrize(
    "code, why",
    [
        ("raise OSError(28, 'No space left on device')", "(OSError: [Errno 28] No space left"),
        ("import time; time.sleep(99)", "(Kernel didn't respond in 1 seconds)"),
    ],
)
def test_where_no_kernel_starts_one_line_says_so(temporary, monkeypatch, capfd, code, why):
    argv = {"argv": [sys.executable, "-c", code], "display_name": "x", "language": "python"}
    monkeypatch.setattr(kernels, "get_kernel_dict", lambda: argv)
    monkeypatch.setattr(kernels, "STARTS_WITHIN", 1)
    started, start = [], kernels.OwnPython.start_kernel

    async def watched(manager, **how):
        started.append(manager)
        await start(manager, **how)

    monkeypatch.setattr(kernels.OwnPython, "start_kernel", watched)
    root = make_project(temporary.parent / "root", {f"{n}-a.ipynb": ["# A", "1"] for n in "12345"})
    with pytest.raises(PublishError, match=r"-a.ipynb: its kernel did not start") as raised:
        publish(root)
    assert why in str(raised.value) and capfd.readouterr() == ("", "")
    assert not any(temporary.iterdir()) and len(started) < 5  # the others are not tried
    assert not any(asyncio.run(manager.is_alive()) for manager in started)


def test_an_error_without_a_file_is_said_without_a_gap(place, monkeypatch, capsys):
    def fail():
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(kernels, "new_staging", fail)
    assert run_command("run") == 1
    assert capsys.readouterr().err == "run.py: No usable temporary directory found\n"


@pytest.fixture
def quick(project, monkeypatch):
    """Notebooks of a project that are not executed."""

    async def execute(paths, environment):
        return []

    monkeypatch.setattr(run_notebooks, "execute_all", execute)


def test_a_path_with_both_kinds_of_quotes_is_not_written_in_full(place, quick):
    name = 'it\'s "new"'
    (place / "press").rename(place / name)
    assert run_command("--articles", name, "--themes", "mine.yaml", "--out", "out") == 0
    files = [path for path in (place / "out").rglob("*") if path.is_file()]
    assert any(path.suffix == ".html" for path in files)
    assert not [path for path in files if str(place).encode() in path.read_bytes()]


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
@pytest.mark.parametrize("bad", ["articles", "out", "here"])
def test_a_name_that_is_no_utf8_is_named(place, quick, bad, monkeypatch, capsys):
    name = os.fsdecode(b"caf\xe9")
    if bad == "here":
        (place / name).mkdir()
        for given in ("press", "mine.yaml"):
            (place / given).rename(place / name / given)
        monkeypatch.chdir(place / name)
    articles, out = "press", "out"
    if bad == "articles":
        articles = str((place / "press").rename(place / name).relative_to(place))
    if bad == "out":
        out = name
    assert run_command("--articles", articles, "--themes", "mine.yaml", "--out", out) == 1
    assert "no UTF-8, which no page can hold; rename it\n" in capsys.readouterr().err
    assert not os.path.exists(out)
