"""Reads the articles in seeds/, counts their themes, and shows them: `python3 run.py --help` lists
the commands.

It sees to it that .venv holds what is needed, and starts the command there; `options.py` in the
package knows them all.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WHEELS = ROOT / "wheels"
PUBLISH = ROOT / "notebooks" / "newsthemes" / "publish"
OLDEST, NEWEST = (3, 11), (3, 14)
EVERY = 5  # seconds from one line of an install to the next, where no terminal shows them

# What of the user's environment would send an install elsewhere or change a result; proxies,
# indexes, certificates stay
LEFT_OUT = re.compile(
    r"PYTHON|IPYTHON|MPL|MATPLOTLIB|VIRTUAL_ENV|CONDA_PREFIX|JUPYTER_PATH$|COLUMNS$|LINES$"
    r"|PIP_(TARGET|USER|PREFIX|ROOT|PYTHON|REQUIREMENT|EDITABLE|NO_DEPS|DRY_RUN|REPORT|SRC)$"
    r"|PIP_(QUIET|VERBOSE|LOG)$"
    r"|UV_(PYTHON|SYSTEM_PYTHON|PROJECT|WORKING_DIR|TARGET|PREFIX|BREAK_SYSTEM)"
)
NO_NETWORK = re.compile(
    r"name resolution|resolve host|dns error|getaddrinfo|failed to lookup"
    r"|failed to establish a new connection|timed out|network is unreachable|connection refused"
    r"|error sending request|client error \(connect\)|proxyerror",
    re.IGNORECASE,
)


class Problem(Exception):
    """Something that the user can put right; its text says how."""


def environment(environ: dict[str, str] | os._Environ[str] = os.environ) -> dict[str, str]:
    """The environment of everything that is started from here: the user's, without what must not
    leak in.
    """
    kept = {name: value for name, value in environ.items() if not LEFT_OUT.match(name.upper())}
    # PIP_USER=0 overrules `user = true` of a pip.conf, too; UTF-8 is not yet the rule on Windows;
    # .venv's kernels come before those of the same name in the user's home
    kept.update(
        PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1", PYTHONUTF8="1", JUPYTER_PREFER_ENV_PATH="1"
    )
    if not sys.stderr.isatty():
        kept["TQDM_DISABLE"] = "1"  # a progress bar is for a terminal
    return kept


def venv_python() -> Path:
    """Where .venv has its Python."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp(*requirements: str) -> str:
    """What an environment was made from: a hash of these files, of the constraints, and of the
    Python that asks.
    """
    digest = hashlib.sha256(repr((sys.version_info[:2], sys.platform)).encode())
    for name in ("constraints.txt",) + requirements:
        digest.update(name.encode() + b"\0" + (ROOT / name).read_bytes() + b"\0")
    return digest.hexdigest()


def check_python(version: tuple[int, int], uv: str | None) -> None:
    """Raise Problem if this Python is too old and there is no `uv` to bring another one."""
    if version >= OLDEST or uv:
        return
    names = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    there = next((name for name in names if shutil.which(name)), None)
    todo = (
        f"You have one: {there} run.py"
        if there
        else "Install one from https://www.python.org/downloads/, or uv."
    )
    raise Problem(f"this is Python {version[0]}.{version[1]}, and 3.11 to 3.14 is needed.\n{todo}")


def check_writable(folder: Path) -> None:
    """Raise Problem if nothing can be written to `folder`."""
    try:
        with tempfile.TemporaryFile(dir=str(folder)):
            pass
    except OSError as error:
        todo = "Copy the folder to a place of your own and run it there."
        raise Problem(f"{folder} cannot be written to ({error.strerror}).\n{todo}") from None


def explain(output: str) -> str:
    """What to tell the user when an install failed, from the installer's output."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.match("error|×|╰", line, re.IGNORECASE)] or lines
    if WHEELS.is_dir():
        problem = "wheels/ does not hold what is needed for this Python"
        todo = "fill it anew as README says, or remove it."
        return "\n".join([f"{problem}: {todo}"] + errors[-1:])
    if NO_NETWORK.search(output):
        problem = "the packages could not be fetched, the package index does not answer."
        todo = "Connect to the network (HTTPS_PROXY names a proxy) or fill wheels/ as README says;"
        return f"{problem}\n{todo} then run again."
    return "\n".join(
        ["the install failed (it is known to work with Python 3.11 to 3.14):"] + errors[-2:]
    )


def hold() -> tuple[int, ...]:
    """Wait until no other install is under way here, of a run that was killed perhaps; then hold
    the place for ours.

    Returns the file descriptor that holds it, which installers inherit, so that one that outlives
    us goes on holding it.
    """
    try:
        import fcntl
    except ImportError:  # Windows: what is in use there cannot be removed, and the user is told so
        return ()
    place = os.open(str(ROOT), os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("Another install is under way here: waiting for its end ...", flush=True)
        fcntl.flock(place, fcntl.LOCK_EX)
    except OSError:  # a file system without locks
        pass
    return (place,)


def installer(command: list[str], held: tuple[int, ...]) -> None:
    """Run an installer; show its last line, on a terminal at once, else every few seconds. Raises
    Problem if it fails.
    """
    lines = [""]
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns - 1 if terminal else 100
    process = subprocess.Popen(
        command,
        cwd=str(ROOT),
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        pass_fds=held,
        start_new_session=True,
    )
    reader = threading.Thread(target=lambda: lines.extend(process.stdout), daemon=True)
    started = time.monotonic()
    try:
        reader.start()
        while reader.is_alive():
            reader.join(0.2 if terminal else EVERY)
            if reader.is_alive():
                line = f"  {time.monotonic() - started:.0f} s: {how_far(lines)}"[:width].rstrip(
                    ": "
                )
                print(
                    f"\r{line.ljust(width)}" if terminal else line,
                    end="" if terminal else "\n",
                    flush=True,
                )
        status = process.wait()
    finally:
        if process.poll() is None:  # we are stopped here
            end(process)
        reader.join(EVERY)
        if not reader.is_alive():
            process.stdout.close()
        print("\r" + " " * width + "\r" if terminal else "", end="", flush=True)
    if status:
        raise Problem(explain("".join(lines)))


def how_far(lines: list[str]) -> str:
    """How far an installer is, from its output: its last line that is no bar; of the packages, how
    many are in.
    """
    line = next(
        (line.strip() for line in reversed(lines) if line.strip() and "\u2501" not in line), ""
    )
    if not line.startswith("Installing collected packages"):
        return line
    there, total = (
        sum(len(list(folder.glob("*.dist-info"))) for folder in site_packages()),
        line.count(",") + 1,
    )
    return f"Installing packages: {min(there, total)} of {total}"


def site_packages() -> list[Path]:
    """Where .venv has its packages."""
    return list(VENV.glob("Lib/site-packages" if os.name == "nt" else "lib/python3*/site-packages"))


def end(process: subprocess.Popen) -> None:
    """End a process and, other than on Windows, all that it started."""
    if os.name == "nt":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def make_venv(uv: str | None, held: tuple[int, ...]) -> None:
    """Make an empty .venv, in the place of what is there."""
    if not uv and importlib.util.find_spec("ensurepip") is None:
        problem = "this Python came without the module that makes environments, ensurepip."
        todo = "On Debian and Ubuntu: sudo apt install python3-venv. Elsewhere install uv."
        raise Problem(f"{problem}\n{todo} Then run again.")
    try:
        if VENV.is_symlink() or VENV.is_file():
            VENV.unlink()
        elif VENV.exists():
            shutil.rmtree(str(VENV))
    except OSError as error:
        todo = "Close what uses it, JupyterLab perhaps, or remove it yourself; then run again."
        raise Problem(f"{VENV} cannot be made anew ({error.strerror}).\n{todo}") from None
    base = (
        getattr(sys, "_base_executable", None) or sys.executable
    )  # not the Python of the .venv just removed
    if uv:
        wanted = base if sys.version_info[:2] >= OLDEST else ">=3.11,<3.15"
        installer([uv, "venv", "--no-project", "--python", wanted, str(VENV)], held)
    else:
        installer([base, "-m", "venv", str(VENV)], held)


def install(requirements: str, uv: str | None, held: tuple[int, ...]) -> None:
    """Install a requirements file into .venv: from wheels/ if it is there, else from the package
    index.
    """
    python = str(venv_python())
    command = (
        [uv, "pip", "install", "--python", python]
        if uv
        else [python, "-m", "pip", "install", "--no-input"]
    )
    offline = ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() else []
    installer(command + offline + ["-r", str(ROOT / requirements)], held)


def installed(*requirements: str) -> bool:
    """Whether .venv is complete: the stamp of the last of these files is written when all of them
    are in.
    """
    done = VENV / ("installed-" + requirements[-1].replace("/", "-"))
    return (
        venv_python().exists()
        and done.exists()
        and done.read_text(encoding="utf-8") == stamp(*requirements)
    )


def importable() -> None:
    """See to it that .venv's Python imports `newsthemes` from wherever a notebook lies: a run's
    folder may have been moved.
    """
    for folder in site_packages():
        path, names = folder / "newsthemes.pth", f"{ROOT / 'notebooks'}\n"
        if not path.exists() or path.read_text(encoding="utf-8") != names:
            path.write_text(names, encoding="utf-8")


def ensure(*requirements: str) -> None:
    """See to it that .venv holds these requirements files; where the first has changed, all of it
    is made anew.
    """
    if installed(*requirements):
        return importable()
    uv = shutil.which("uv")
    check_python(sys.version_info[:2], uv)
    check_writable(ROOT)
    held = hold()
    try:
        for count, name in enumerate(requirements, start=1):
            if installed(*requirements[:count]):
                continue
            if count == 1:
                print(
                    f"Making .venv with {'uv' if uv else 'pip'}: once, about a minute ...",
                    flush=True,
                )
                make_venv(uv, held)
            else:
                print(f"Installing {name} into .venv ...", flush=True)
            install(name, uv, held)
            done = VENV / ("installed-" + name.replace("/", "-"))
            done.write_text(stamp(*requirements[:count]), encoding="utf-8")
        importable()
    finally:
        for place in held:
            os.close(place)


def start(arguments: list[str], folder: Path) -> int:
    """Go on as the Python of .venv, in the place of this process; on Windows, which lacks that,
    wait for it.
    """
    command = [str(venv_python())] + arguments
    os.chdir(str(folder))
    if os.name == "nt":
        return subprocess.call(command, env=environment())
    if arguments[1].startswith(
        "newsthemes."
    ):  # which lets them come again, when it is ready for them
        load("signals").hold_signals()
    os.execve(command[0], command, environment())


def load(name: str):
    """A module of the package for which, other than for the package, the standard library is
    enough.
    """
    spec = importlib.util.spec_from_file_location(name, str(PUBLISH / (name + ".py")))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test(arguments: list[str]) -> int:
    """Run the tests."""
    ensure("requirements.txt", "tests/requirements.txt")
    subprocess.call(
        [str(venv_python()), str(ROOT / "tests" / "browser.py")], env=environment()
    )  # gets one if need be
    return start(["-m", "pytest"] + arguments, ROOT)


def check_port(arguments: list[str]) -> None:
    """Raise Problem if the port that the user names is taken; where none is named, JupyterLab finds
    a free one.
    """
    named = re.search(r"--(?:ServerApp\.)?port[= ](\d+)", " ".join(arguments))
    with socket.socket() as free:
        if os.name != "nt":
            free.setsockopt(
                socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
            )  # a port given up a moment ago is not taken
        try:
            free.bind(("127.0.0.1", int(named.group(1)) if named else 0))
        except (OSError, OverflowError) as error:
            todo = "Name another one, or none: JupyterLab finds a free one."
            raise Problem(
                f"port {named.group(1)} is taken or not to be had ({error}).\n{todo}"
            ) from None


def main(arguments: list[str]) -> int:
    """Do what the arguments say. Returns the exit status."""
    try:
        options = load("options")
        given = options.parse(arguments)
        fault = options.fault(given)
        if fault:
            raise Problem(fault)
        asked = given.command in options.ASKED
        if not asked or sys.stdout.isatty():
            print(
                options.FIRST_LINES[given.command],
                file=sys.stderr if asked else sys.stdout,
                flush=True,
            )
        if given.command == "test":
            return test(given.rest)
        if given.command == "lab":
            check_port(given.rest)
        with contextlib.redirect_stdout(sys.stderr):  # standard output is for what is asked
            ensure("requirements.txt")
        return start(
            ["-m", "newsthemes.publish.command", os.getcwd()] + arguments, ROOT / "notebooks"
        )
    except (Problem, OSError) as problem:
        message = "".join(
            sign if sign.isprintable() or sign == "\n" else ascii(sign)[1:-1]
            for sign in str(problem)
        )
        print(f"run.py: {message}", file=sys.stderr)  # a file's name does not steer the terminal
        return 1


if __name__ == "__main__":
    sys.exit(load("signals").stoppable(main, sys.argv[1:]))
