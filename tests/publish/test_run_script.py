"""run.py: what it installs, what it leaves of the user's settings, and what it hands over to. No
network, no new environment.
"""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from newsthemes.publish.command import cli

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("run", ROOT / "run.py")
run = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(run)


def command(*arguments, root=ROOT, **environ):
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", **environ}
    return subprocess.run(
        [sys.executable, str(root / "run.py"), *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment,
    )


def test_run_py_is_of_python_3_8_and_its_standard_library():
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(source, feature_version=(3, 8))))
    imported = {
        alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names
    }
    imported |= {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    assert imported <= sys.stdlib_module_names


def test_run_py_knows_the_commands_and_adds_test():
    assert list(run.COMMANDS) == [*cli.commands, "test"]
    assert all(name in run.__doc__ for name in run.COMMANDS)


@pytest.fixture
def clone(tmp_path):
    """A tree that has a run.py and no .venv, in which nothing can be installed."""
    (tmp_path / "run.py").write_bytes((ROOT / "run.py").read_bytes())
    (tmp_path / "wheels").mkdir()
    for name in ("requirements.txt", "constraints.txt"):
        (tmp_path / name).write_text("no-such-package\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["help"], ["test", "--help"]])
def test_help_installs_nothing(clone, arguments):
    shown = command(*arguments, root=clone)
    assert shown.returncode == 0 and not shown.stderr and "python3 run.py lab" in shown.stdout
    assert not (clone / ".venv").exists()


def test_what_is_no_command_installs_nothing(clone):
    shown = command("cuont", "press", root=clone)
    assert (shown.returncode, shown.stdout) == (2, "") and not (clone / ".venv").exists()
    assert shown.stderr.startswith("run.py: there is no command 'cuont', but run, count, kwic, ")


def test_a_failed_install_says_why_and_what_to_do_and_has_no_stamp(clone):
    shown = command("count", root=clone)
    assert (shown.returncode, shown.stdout) == (1, "")
    assert re.search("(distribution found for|Because) no-such-package", shown.stderr)  # pip; uv
    assert shown.stderr.endswith("or packages in a folder wheels/.\n")
    assert (clone / ".venv").exists() and not list((clone / ".venv").glob("installed-*"))


@pytest.mark.parametrize(
    "where, says",
    [("sys", "this Python is too old.\nTake 3.11 to 3.14"), ("os", "cannot be written to.\nCopy")],
)
def test_where_nothing_can_be_installed_it_says_what_to_do(made, monkeypatch, where, says):
    old = SimpleNamespace(version_info=(3, 8), exit=sys.exit)
    if where == "os":
        monkeypatch.setattr(run.os, "access", lambda path, mode: False)
    else:
        monkeypatch.setattr(run, "sys", old)
        monkeypatch.setattr(run, "shutil", SimpleNamespace(which=lambda name, path=None: None))
    with pytest.raises(SystemExit, match=says):
        run.ensure("requirements.txt")


LEFT_OUT = "PYTHONPATH PYTHONHOME PIP_TARGET PIP_PREFIX MPLBACKEND VIRTUAL_ENV UV_PYTHON".split()
KEPT = "PATH HTTPS_PROXY PIP_INDEX_URL PIP_CERT PIP_CONSTRAINT UV_INDEX_URL SSL_CERT_FILE".split()


@pytest.mark.parametrize("terminal", [True, False])
def test_of_the_users_settings_those_stay_that_change_no_result(monkeypatch, terminal):
    monkeypatch.setattr(run.sys, "stderr", SimpleNamespace(isatty=lambda: terminal))
    given = dict.fromkeys([*LEFT_OUT, *KEPT, "PIP_USER"], "x")
    shown = run.environment(given)
    assert {name for name in given if shown.get(name) == "x"} == set(KEPT)
    assert shown["PIP_USER"] == "0" and ("TQDM_DISABLE" in shown) is not terminal


@pytest.fixture(autouse=True)
def _where_it_was(monkeypatch):
    """run.py goes to the folder of what it starts; the next test begins where this one did."""
    monkeypatch.chdir(Path.cwd())


@pytest.fixture
def made(monkeypatch, tmp_path):
    """A tree in which run.py only writes down what it would start. Returns that list."""
    done = []
    (tmp_path / "tests").mkdir()
    for name in ("requirements.txt", "constraints.txt", "tests/requirements.txt", "run.py"):
        (tmp_path / name).write_text("pandas\n", encoding="utf-8")
    python = tmp_path / ".venv" / "bin" / "python"
    places = {"ROOT": tmp_path, "VENV": tmp_path / ".venv", "WHEELS": tmp_path / "wheels"}
    for name, path in (places | {"PYTHON": python}).items():
        monkeypatch.setattr(run, name, path)
    monkeypatch.setattr(run.shutil, "which", lambda name, path=None: None)

    def call(command, **options):
        done.append([word.replace(f"{tmp_path}/", "") for word in command])
        if "venv" in command:
            shutil.rmtree(run.VENV, ignore_errors=True)
            (run.VENV / "lib" / "python3.11" / "site-packages").mkdir(parents=True)
            python.parent.mkdir()
            python.write_text("")
        return 0

    monkeypatch.setattr(run.subprocess, "call", call)
    return done


VENV = [sys.executable, "-m", "venv", "--clear", ".venv"]
PIP = [".venv/bin/python", "-m", "pip", "install", "-r"]
UV = [*PIP[:-1], "-qq", "uv"]
BY_UV = ["uv", "pip", "install", "--python", ".venv/bin/python", "-r", "requirements.txt"]
FIRST, TESTS = [*PIP, "requirements.txt"], [*PIP, "tests/requirements.txt"]


def test_what_is_installed_is_not_installed_again(made):
    run.ensure("requirements.txt")
    run.ensure("requirements.txt")
    assert made == [VENV, UV, FIRST]
    for _ in range(2):
        run.ensure("requirements.txt")
        run.ensure("tests/requirements.txt")
    assert made == [VENV, UV, FIRST, UV, TESTS]


@pytest.mark.parametrize("change", ["requirements.txt", "constraints.txt", "Python"])
def test_changed_requirements_constraints_or_python_make_all_anew(made, monkeypatch, change):
    run.ensure("requirements.txt")
    run.ensure("tests/requirements.txt")
    if change == "Python":
        monkeypatch.setattr(run.sys, "version_info", (3, 99))
    else:
        (run.ROOT / change).write_text("polars\n", encoding="utf-8")
    run.ensure("requirements.txt")
    run.ensure("tests/requirements.txt")
    assert made == [VENV, UV, FIRST, UV, TESTS] * 2


def test_a_venv_left_half_made_is_made_anew(made, monkeypatch):
    call = run.subprocess.call

    def killed(command, **options):
        call(command, **options)
        if command[-1].endswith("requirements.txt"):
            raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(run.subprocess, "call", killed)
        run.ensure("requirements.txt")
    run.ensure("requirements.txt")
    assert made == [VENV, UV, FIRST] * 2


@pytest.mark.skipif(os.name == "nt", reason="it lies elsewhere on Windows")
def test_the_python_of_venv_finds_the_package_though_the_project_is_moved(made):
    run.ensure("requirements.txt")
    [path] = run.VENV.rglob("newsthemes.pth")
    there = path.parent / path.read_text(encoding="utf-8")
    assert there.resolve() == run.ROOT / "notebooks" and str(run.ROOT) not in path.read_text()


def test_wheels_beside_run_py_are_installed_from_without_an_index(made):
    run.WHEELS.mkdir()
    run.ensure("requirements.txt")
    assert made[1] == [*PIP[:-1], "--no-index", "--find-links", "wheels", "-r", "requirements.txt"]


def test_uv_is_used_where_it_is_there(made, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name, path=None: "uv")
    run.ensure("requirements.txt")
    assert made == [["uv", "venv", "--no-project", "--python", ">=3.11,<3.15", ".venv"], BY_UV]


def test_uv_is_put_into_venv_where_it_is_not_there(made, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name, path=None: path and "uv")
    run.ensure("requirements.txt")
    assert made == [VENV, UV, BY_UV]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such locks")
def test_two_installs_wait_for_each_other(made, monkeypatch):
    import fcntl

    def call(command, **options):
        with open(run.ROOT / "run.py") as other, pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return made.append("held")

    monkeypatch.setattr(run.subprocess, "call", call)
    (run.VENV / "bin").mkdir(parents=True)
    run.ensure("requirements.txt")
    assert made == ["held"] * 3


def test_before_pytest_starts_it_is_seen_to_that_there_is_a_browser(monkeypatch):
    done = []
    monkeypatch.setattr(run, "ensure", done.append)
    monkeypatch.setattr(run.subprocess, "call", lambda command, **options: done.append(command[1:]))
    monkeypatch.setattr(run.os, "execve", lambda path, command, _: done.append(command[1:]))
    run.main(["test", "-k", "x"])
    browser, pytest_ = ["tests/browser.py"], ["-m", "pytest", "-k", "x"]
    assert done[:2] == ["requirements.txt", "tests/requirements.txt"]
    assert done[2] == browser and done[-1] == pytest_ and (ROOT / browser[0]).exists()


@pytest.mark.parametrize(
    "arguments",
    [[], ["--no-text"], ["run", "--overwrite"], ["count", "a b.txt", "--wide"], ["lab"]],
)
def test_a_command_goes_on_in_the_python_of_venv_with_what_it_was_given(
    made, monkeypatch, arguments
):
    started, here = [], Path.cwd()
    monkeypatch.setattr(run.signal, "pthread_sigmask", lambda how, stops: None)
    monkeypatch.setattr(run.os, "execve", lambda path, command, _: started.append(command))
    run.main(arguments)
    python = str(run.PYTHON)
    assert started == [[python, "-P", "-m", "newsthemes.publish.command", *arguments]]
    assert made == [VENV, UV, FIRST] and Path.cwd() == here
