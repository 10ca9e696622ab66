"""run.py from outside, in a small tree that lies beside it: what it installs and keeps, what it leaves
of the user's settings, and what it hands over to. No network: packages come from wheels/.
"""

import ast
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from types import SimpleNamespace

import pytest

from newsthemes.command.main import COMMANDS

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
SPEC = importlib.util.spec_from_file_location("run", ROOT / "run.py")
run = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(run)

NO_UV = str(ROOT / "seeds")  # a PATH with no program
UV = shutil.which("uv", path=os.pathsep.join([os.environ["PATH"], os.path.dirname(sys.executable)]))
INSTALLERS = {"pip": NO_UV} | ({"uv": os.path.dirname(UV)} if UV else {})
QUICK = [*INSTALLERS.values()][-1]
# where it is run.py that is tested, and not the installer; pip takes seconds for a new environment
BY_ONE = pytest.mark.parametrize("made", [[*INSTALLERS][-1]], indirect=True)
CHANGED = [([*INSTALLERS][0], "requirements.txt"), ([*INSTALLERS][-1], "constraints.txt")]
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such locks and scripts")
# what run.py starts in the tree: it tells what it was given and can see
COMMAND = """import importlib, json, newsthemes, os, sys
from importlib.util import find_spec
versions = {name: importlib.import_module(name).VERSION for name in ("toy", "mine") if find_spec(name)}
facts = {"arguments": sys.argv[1:], "folder": os.getcwd(), "library": newsthemes.__file__, "python": sys.version_info[:2]}
print(json.dumps(facts | {"versions": versions, "environment": dict(os.environ)}))
"""


LIBRARY = """[project]
name = "newsthemes"
version = "1"
description = "The library beside"
dependencies = [{}]

[build-system]
requires = ["flit_core"]
build-backend = "flit_core.buildapi"
"""
MODULE = """import sys
VERSION = "{}"
if __name__ == "__main__":
    print(*sys.argv[1:])
"""
# two digits: a module of the same second and size would be taken from Python's cache
NEWEST = "10"


def wheel(folder, name, version="1", script=None):
    """A package of one module, which knows its version, as a wheel; or of one script."""
    about = f"{name}-{version}.dist-info"
    files = {f"{name}.py": MODULE.format(version)}
    if script:
        files = {f"{name}-{version}.data/scripts/{name}": script}
    files[f"{about}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    files[f"{about}/WHEEL"] = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{about}/RECORD"] = "".join(f"{file},,\n" for file in [*files, f"{about}/RECORD"])
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as packed:
        for file, text in files.items():
            entry = zipfile.ZipInfo(file)
            entry.external_attr = 0o100755 << 16  # a script can be started
            packed.writestr(entry, text)


def backend(folder):
    """A wheel of the installed package that builds the library."""
    installed = distribution("flit_core")
    name = f"flit_core-{installed.version}-py3-none-any.whl"
    with zipfile.ZipFile(folder / name, "w") as packed:
        for file in installed.files:
            if file.parts[0].startswith("flit_core") and file.suffix != ".pyc":
                packed.write(file.locate(), str(file))


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def tree(root):
    """A project of run.py, one command, the library beside it, and wheels of what these need."""
    write(root / "run.py", (ROOT / "run.py").read_text(encoding="utf-8"))
    write(root / "constraints.txt", "")
    write(root / "requirements.txt", "-c constraints.txt\ntoy\n-e ./package\n")
    write(root / "package" / "tests" / "requirements.txt", "-c ../../constraints.txt\npytest\n")
    write(root / "package" / "tests" / "browser.py", "print('a browser')")
    write(root / "package" / "pyproject.toml", LIBRARY.format(""))
    write(root / "package" / "newsthemes" / "__init__.py", "")
    write(root / "package" / "newsthemes" / "command" / "main.py", "")
    write(root / "project.py", COMMAND)
    (root / "wheels").mkdir()
    backend(root / "wheels")
    wheel(root / "wheels", "toy")
    wheel(root / "wheels", "pytest")
    return root


def start(root, *arguments, path=NO_UV, first="", python=sys.executable, cwd=None, **environ):
    """Run run.py with these arguments, after lines of Python. Returns how it ended."""
    code = f"import runpy, sys; sys.path.remove(''); sys.argv = sys.argv[1:]\n{first}\nrunpy.run_path(sys.argv[0], run_name='__main__')"
    kept = {
        "UV_CACHE_DIR": str(root.parent / "cache"),
        "UV_OFFLINE": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    return subprocess.run(
        [python, "-c", code, str(root / "run.py"), *arguments],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | kept | {"PATH": path} | environ,
        cwd=cwd,
    )


def facts(root, *arguments, **options):
    """What the command tells, and whether something was installed before."""
    ended = start(root, *arguments, **options)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout) | {"installed": "Installing" in ended.stderr}


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A tree in which nothing is installed."""
    return tree(tmp_path_factory.mktemp("empty") / "a project")


@pytest.fixture(scope="module")
def made_by(tmp_path_factory):
    """A function: what an installer gives, made once."""

    @cache
    def made_by(installer):
        root = tree(tmp_path_factory.mktemp("made") / "a project")
        path = INSTALLERS[installer]
        assert facts(root, path=path)["versions"] == {"toy": "1"}
        [packages] = (root / ".venv").glob("[lL]ib/**/site-packages")
        wheel(root.parent, "mine")
        with zipfile.ZipFile(root.parent / "mine-1-py3-none-any.whl") as packed:
            packed.extractall(packages)
        return root, path

    return made_by


@pytest.fixture(params=INSTALLERS)
def made(request, made_by):
    """A tree with a .venv to which the user has added a package, and the PATH it was made with."""
    return made_by(request.param)


@pytest.fixture
def project(made, tmp_path):
    """A copy of it, in another place."""
    root = shutil.copytree(made[0], tmp_path / "copy", symlinks=True)
    return root, made[1]


def test_run_py_is_of_python_3_8_and_its_standard_library():
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(source, feature_version=(3, 8))))
    imported = {
        alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names
    }
    imported |= {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    assert imported <= sys.stdlib_module_names


def test_run_py_knows_the_commands_and_adds_test():
    assert list(run.COMMANDS) == [*(command.name for command in COMMANDS), "test"]
    assert all(name in run.__doc__ for name in run.COMMANDS)


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["help"], ["test", "--help"]])
def test_help_installs_nothing(empty, arguments):
    shown = start(empty, *arguments)
    assert shown.returncode == 0 and not shown.stderr and "python3 run.py lab" in shown.stdout
    assert not (empty / ".venv").exists()


READ_ONLY = "import os; os.access = lambda path, mode: False"


INTERRUPTED = """import os, signal
class Finder:
    def find_spec(name, *_):
        if name == "subprocess":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder)"""


@POSIX
def test_ctrl_c_while_it_imports_ends_it_without_a_word(empty):
    ended = start(empty, "count", first=INTERRUPTED)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


@pytest.mark.parametrize(
    ("command", "first", "status", "says"),
    [
        ("cuont", "", 2, "run.py: there is no command 'cuont', but run, count, kwic, "),
        ("count", "sys.version_info = (3, 8, 1)", 1, "is too old.\nTake 3.11 to 3.14"),
        ("count", READ_ONLY, 1, "cannot be written to.\nCopy"),
    ],
)
def test_where_nothing_is_installed_it_says_what_to_do(empty, command, first, status, says):
    shown = start(empty, command, "press", first=first)
    assert (shown.returncode, shown.stdout) == (status, "") and says in shown.stderr
    assert not (empty / ".venv").exists()


@BY_ONE
@pytest.mark.parametrize("arguments", [[], ["--no-text"], ["count", "a b.txt", "--wide"]])
def test_a_command_goes_on_in_the_python_of_venv_with_what_it_was_given(made, arguments):
    told = facts(made[0], *arguments, path=made[1])
    assert told["arguments"] == arguments and told["folder"] == os.getcwd()
    assert not told["installed"] and told["python"] == list(sys.version_info[:2])


@BY_ONE
def test_a_python_that_is_too_old_starts_what_is_there(made):
    assert facts(made[0], first="sys.version_info = (3, 8, 1)")["versions"]["toy"] == "1"


LEFT_OUT = "PYTHONPATH PYTHONHOME PIP_TARGET PIP_PREFIX MPLBACKEND VIRTUAL_ENV UV_PYTHON UV_VENV_CLEAR".split()
KEPT = "HTTPS_PROXY PIP_INDEX_URL PIP_CERT PIP_CONSTRAINT UV_INDEX_URL SSL_CERT_FILE".split()


@BY_ONE
def test_of_the_users_settings_those_stay_that_change_no_result(made):
    given = dict.fromkeys([*LEFT_OUT[2:], *KEPT, "PIP_USER"], "x")  # not those of this very Python
    seen = facts(made[0], "count", path=made[1], **given)["environment"]
    assert {name for name in given if seen.get(name) == "x"} == set(KEPT)
    assert seen["PIP_USER"] == "0" and seen["PATH"] == made[1]


@pytest.mark.parametrize("terminal", [True, False])
def test_a_terminal_alone_gets_a_progress_bar(monkeypatch, terminal):
    monkeypatch.setattr(sys, "stderr", SimpleNamespace(isatty=lambda: terminal))
    shown = run.environment(dict.fromkeys(LEFT_OUT, "x"))
    assert ("TQDM_DISABLE" in shown) is not terminal and not {*LEFT_OUT} & {*shown}


@BY_ONE
def test_before_pytest_starts_it_is_seen_to_that_there_is_a_browser(project):
    """What the user added stays when the tests bring packages."""
    root, path = project
    for _ in range(2):
        shown = start(root, "test", "-k", "x", path=path)
        assert shown.returncode == 0 and shown.stdout.startswith("a browser\n-c package/")
        assert shown.stdout.endswith(" -k x\n")
    assert "Installing" not in shown.stderr
    assert facts(root, path=path)["versions"] == {"toy": "1", "mine": "1"}
    assert (ROOT / "package" / "tests" / "browser.py").exists()


@BY_ONE
def test_a_copy_of_the_project_takes_its_own_library_and_not_that_of_the_first(project):
    root, path = project
    for installed in (True, False):
        told = facts(root, path=path)
        assert Path(told["library"]).is_relative_to(root) and told["installed"] == installed


@BY_ONE
def test_what_the_library_needs_is_installed(project):
    root, path = project
    facts(root, path=path)
    wheel(root / "wheels", "late")
    write(root / "package" / "pyproject.toml", LIBRARY.format("'late'"))
    assert facts(root, path=path)["installed"]
    assert subprocess.run([own(root), "-c", "import late"]).returncode == 0


@pytest.mark.parametrize(("made", "file"), CHANGED, indirect=["made"])
def test_a_change_is_installed_once_and_what_the_user_added_stays(project, file):
    root, path = project
    wheel(root / "wheels", "toy", NEWEST)
    with (root / file).open("a", encoding="utf-8") as lines:
        lines.write(f"toy=={NEWEST}  # the newest\n")
    for installed in (True, False):
        told = facts(root, path=path)
        assert told["versions"] == {"toy": NEWEST, "mine": "1"} and told["installed"] == installed


def own(root):
    """The Python of its .venv."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def sees_mine(root):
    return subprocess.run([own(root), "-c", "import mine"], capture_output=True).returncode == 0


def made_by_another_python(root):
    settings = root / ".venv" / "pyvenv.cfg"
    write(
        settings, re.sub(r"(?m)^(version\w*) = 3\.\d+", r"\1 = 3.99", settings.read_text("utf-8"))
    )


def by_this_python(root):
    assert (root / ".venv" / "pyvenv.cfg").exists()


@BY_ONE
@pytest.mark.parametrize("environment", [by_this_python, made_by_another_python])
def test_a_failed_install_says_why_leaves_what_was_there_and_is_tried_again(project, environment):
    """Another Python gets an environment of its own."""
    root, path = project
    environment(root)
    before = {file: file.read_bytes() for file in (root / ".venv").glob("*") if file.is_file()}
    with (root / "requirements.txt").open("a", encoding="utf-8") as lines:
        lines.write("late\n")
    shown = start(root, "count", path=path)
    assert (shown.returncode, shown.stdout) == (1, "")
    assert re.search("(distribution found for|Because) late", shown.stderr)  # pip; uv
    assert shown.stderr.endswith("or packages in a folder wheels/.\n")
    after = {file: file.read_bytes() for file in (root / ".venv").glob("*") if file.is_file()}
    assert after == before and not (root / ".venv-old").exists()
    assert sees_mine(root)
    wheel(root / "wheels", "late")
    told = facts(root, path=path)
    assert told["installed"] and sees_mine(root) == (environment is by_this_python)
    assert not facts(root, path=path)["installed"] and not (root / ".venv-old").exists()


def test_after_a_first_install_that_failed_nothing_is_left(tmp_path):
    root = tree(tmp_path / "project")
    (root / "wheels" / "toy-1-py3-none-any.whl").unlink()
    assert start(root, "count", path=QUICK).returncode == 1
    assert not [*root.glob(".venv*")]


@pytest.mark.parametrize("installer", INSTALLERS)
def test_nothing_that_lies_in_the_current_folder_is_run(tmp_path, installer):
    root = tree(tmp_path / "my project")
    here = tmp_path / "my folder"
    for name in ("pip", "venv", "ensurepip", "string", "json", "toy"):
        write(here / f"{name}.py", "open('was run', 'w'); VERSION = 'of the folder'")
    write(here / "uv", f"#!/bin/sh\n: > '{here}/was run'\n").chmod(0o755)
    first_here = os.pathsep.join([".", INSTALLERS[installer]])
    for path in (INSTALLERS[installer], first_here):
        told = facts(root, "count", path=path, cwd=here)
        assert told["versions"] == {"toy": "1"} and told["folder"] == str(here)
        assert not (here / "was run").exists()
        shutil.rmtree(root / ".venv")


def test_what_the_command_cannot_import_is_not_installed(tmp_path):
    root = tree(tmp_path / "project")
    command = root / "package" / "newsthemes" / "command" / "main.py"
    write(command, "import late")
    ended = start(root, "count", path=QUICK)
    assert ended.returncode == 1 and "No module named 'late'" in ended.stderr
    assert "the install failed, see above" in ended.stderr and not [*root.glob(".venv*")]
    write(command, "")
    assert facts(root, path=QUICK)["installed"]


# a home of another user, in which nothing can be looked at; root could
CLOSED = """import os
def stat(path, *more, whole=os.stat, follow_symlinks=True, **how):
    if follow_symlinks and os.path.realpath(path).startswith({home!r}):
        raise PermissionError(13, "Permission denied", str(path))
    return whole(path, *more, follow_symlinks=follow_symlinks, **how)
os.stat = stat
"""


@POSIX
@BY_ONE
@pytest.mark.parametrize("leads", [".venv", ".venv/bin/python"])
def test_an_environment_that_leads_into_another_users_home_is_made_anew(project, tmp_path, leads):
    root, path = project
    home = tmp_path / "home"
    home.mkdir()
    if leads == ".venv":
        (root / leads).rename(home / "theirs")
    else:
        (root / leads).unlink()
        write(home / "theirs", "a Python")
    (root / leads).symlink_to(home / "theirs")
    told = facts(root, path=path, first=CLOSED.format(home=str(home)))
    assert told["installed"] and told["versions"] == {"toy": "1"}
    assert (home / "theirs").exists() and not (root / ".venv").is_symlink()
    assert not os.path.lexists(root / ".venv-old") and not facts(root, path=path)["installed"]


# an installer that makes a part of .venv and then kills run.py
KILLS = """#!{python}
import os, signal, subprocess, sys
if sys.argv[1] == "venv":
    subprocess.run(["{python}", "-m", "venv", "--without-pip", sys.argv[-1]])
if sys.argv[1] == "{step}":
    os.kill(os.getppid(), signal.SIGKILL)
"""


@POSIX
@pytest.mark.parametrize("step", ["venv", "pip"])
def test_an_install_that_was_killed_is_made_anew(tmp_path, step):
    root = tree(tmp_path / "project")
    write(tmp_path / "bin" / "uv", KILLS.format(python=sys.executable, step=step)).chmod(0o755)
    assert start(root, "count", path=str(tmp_path / "bin")).returncode == -9
    assert (root / ".venv" / "pyvenv.cfg").exists()
    assert facts(root, path=QUICK)["versions"] == {"toy": "1"}


@POSIX
@BY_ONE
def test_an_update_that_was_killed_is_made_anew(project):
    root, path = project
    write(root.parent / "bin" / "uv", KILLS.format(python=sys.executable, step="pip")).chmod(0o755)
    with (root / "requirements.txt").open("a", encoding="utf-8") as lines:
        lines.write("# a comment\n")
    assert start(root, "count", path=str(root.parent / "bin")).returncode == -9
    assert facts(root, path=path, python=own(root))["versions"] == {"toy": "1"}
    assert not facts(root, path=path, python=own(root))["installed"]


@BY_ONE
def test_pip_is_put_into_venv_where_uv_has_made_it(project):
    wheel(project[0] / "wheels", "toy", NEWEST)
    write(project[0] / "requirements.txt", f"toy=={NEWEST}\n")
    assert facts(project[0], path=NO_UV)["versions"] == {"toy": NEWEST, "mine": "1"}


UV_ITSELF = "#!python\nimport sys\nprint('uv was used:', *sys.argv[1:3], file=sys.stderr)\n"


@POSIX
@pytest.mark.parametrize("made", ["pip"], indirect=True)
def test_uv_is_put_into_venv_where_it_is_not_there(project, tmp_path):
    root, _ = project
    (root / "wheels").rename(tmp_path / "index")
    wheel(tmp_path / "index", "uv", script=UV_ITSELF)
    write(root / "requirements.txt", "toy  # a change\n")
    shown = start(root, "count", PIP_NO_INDEX="1", PIP_FIND_LINKS=str(tmp_path / "index"))
    assert shown.returncode == 0 and "uv was used: pip install" in shown.stderr


@POSIX
def test_two_installs_wait_for_each_other(tmp_path):
    root = tree(tmp_path / "project")
    command = [sys.executable, str(root / "run.py"), "count"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    both = [subprocess.Popen(command, env=os.environ | {"PATH": QUICK}, **pipes) for _ in range(2)]
    shown = [process.communicate() for process in both]
    assert [json.loads(out)["versions"] for out, _ in shown] == [{"toy": "1"}] * 2
    assert sum(b"Installing" in errors for _, errors in shown) == 1
