"""Counts the themes of news articles, and shows them.

python3 run.py                   runs the notebooks on seeds/; draws figures/, makes site/
python3 run.py --articles press/ --themes mine.yaml       the same for articles of your own
python3 run.py count press/      prints how often themes are mentioned; kwic: each mention
python3 run.py compare A.yaml B.yaml --articles press/    what another lexicon finds
python3 run.py convert OLD NEW   another program's lexicon as YAML; code: to code by hand
python3 run.py lab               opens the notebooks in JupyterLab
python3 run.py test              runs the tests; what follows goes on to pytest
python3 run.py COMMAND --help    shows the options of a command
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV, WHEELS = ROOT / ".venv", ROOT / "wheels"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
COMMANDS = ("run", "count", "kwic", "compare", "convert", "code", "lab", "test")
FIRST, OF_TESTS = "requirements.txt", "tests/requirements.txt"
# What would send an install elsewhere or change a result; proxies, indexes, certificates stay
LEFT_OUT = "PYTHON IPYTHON MPL MATPLOTLIB JUPYTER_PATH COLUMNS LINES VIRTUAL_ENV CONDA_PREFIX "
LEFT_OUT += (
    "PIP_TARGET PIP_USER PIP_PREFIX PIP_ROOT UV_PYTHON UV_SYS UV_PROJECT UV_TARGET UV_PREFIX"
)
# PIP_USER=0 overrules a pip.conf; UTF-8 is not yet the rule on Windows; our kernel comes first
OURS = {"PIP_USER": "0", "PYTHONUTF8": "1", "JUPYTER_PREFER_ENV_PATH": "1", "UV_VENV_CLEAR": "1"}


def environment(environ=os.environ):
    """The user's environment, without what must not leak in."""
    left_out = tuple(LEFT_OUT.split())
    kept = {name: value for name, value in environ.items() if not name.upper().startswith(left_out)}
    if not sys.stderr.isatty():
        kept["TQDM_DISABLE"] = "1"  # a progress bar is for a terminal
    return dict(kept, **OURS)


def installer(*command):
    """Run an installer. One that outlives us goes on holding the lock, a file that stays open."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": sys.stderr, "close_fds": False}
    if subprocess.call(command, env=environment(), **streams):
        needed = "Python 3.11 to 3.14; the network (HTTPS_PROXY) or packages in a folder wheels/"
        sys.exit(f"run.py: the install failed, see above.\nIt needs {needed}.")


def install(name):
    """Install a requirements file, the first one into a new .venv, which finds `newsthemes`."""
    uv = shutil.which("uv")
    if sys.version_info < (3, 11) and not uv:
        todo = "Take 3.11 to 3.14, of https://www.python.org/downloads/, or install uv."
        sys.exit(f"run.py: this Python is too old.\n{todo}")
    if not os.access(str(ROOT), os.W_OK):
        sys.exit(f"run.py: {ROOT} cannot be written to.\nCopy it to a place of your own.")
    print(f"Installing {name} into .venv, once: a few minutes ...", file=sys.stderr, flush=True)
    venv, pip = [sys.executable, "-m", "venv", "--clear"], [str(PYTHON), "-m", "pip", "install"]
    if uv:
        venv = [uv, "venv", "--no-project", "--python", ">=3.11,<3.15"]
    if name == FIRST:
        installer(*venv, str(VENV))
    offline = ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() else []
    if not uv and not offline:  # it installs many times faster than pip
        subprocess.call([*pip, "-qq", "uv"], env=environment(), stdout=sys.stderr, close_fds=False)
        uv = shutil.which("uv", path=str(PYTHON.parent))
    pip = [uv, "pip", "install", "--python", str(PYTHON)] if uv else pip
    installer(*pip, *offline, "-r", str(ROOT / name))
    for folder in [*VENV.glob("lib/python3*/site-packages"), *VENV.glob("Lib/site-packages")]:
        notebooks = os.path.relpath(str(ROOT / "notebooks"), str(folder))
        (folder / "newsthemes.pth").write_text(notebooks)


def ensure(name):
    """See to it that .venv holds a requirements file, as its stamp says, which is written last."""
    with open(str(ROOT / "run.py")) as place:
        os.set_inheritable(place.fileno(), True)  # two installs wait for each other
        with suppress(ImportError, OSError):  # Windows; a file system without locks
            import fcntl

            fcntl.flock(place, fcntl.LOCK_EX)
        stamp = VENV / ("installed-" + name.replace("/", "-"))
        made_from = [(ROOT / each).read_bytes() for each in ("constraints.txt", FIRST, name)]
        digest = hashlib.sha256(repr((sys.version_info[:2], made_from)).encode()).hexdigest()
        if not (PYTHON.exists() and stamp.exists() and stamp.read_text() == digest):
            install(name)
            stamp.write_text(digest)


def main(arguments):
    """Do what the arguments say. Returns the exit status."""
    name, rest = (arguments or ["run"])[0], arguments[1:]
    if name in ("-h", "--help", "help") or [name, *rest] == ["test", "--help"]:
        print(__doc__)
        return 0
    if not name.startswith("-") and name not in COMMANDS:
        print(f"run.py: there is no command {name!r}, but {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    ensure(FIRST)
    command = ["-P", "-m", "newsthemes.publish.command", *arguments]
    if name == "test":
        ensure(OF_TESTS)
        subprocess.call([str(PYTHON), "tests/browser.py"], env=environment(), cwd=str(ROOT))
        os.chdir(str(ROOT))
        command = ["-m", "pytest", *rest]
    elif os.name != "nt":  # they come again when the command is ready for them
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    if os.name == "nt":
        return subprocess.call([str(PYTHON), *command], env=environment())
    os.execve(str(PYTHON), [str(PYTHON), *command], environment())


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):  # of an install; the next one begins anew
        sys.exit(main(sys.argv[1:]))
    sys.exit(130)
