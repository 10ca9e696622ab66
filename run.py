"""Counts the themes of news articles, and shows them.

python3 run.py                   runs the notebooks on seeds/; draws figures/, makes docs/
python3 run.py --articles press/ --themes mine.yaml       a report on articles of your own
python3 run.py count press/      prints how often themes are mentioned; kwic: each mention
python3 run.py compare A.yaml B.yaml --articles press/    what another lexicon finds
python3 run.py suggest press/    themes that the articles suggest: > mine.yaml
python3 run.py convert OLD NEW   another program's lexicon as YAML; code: to code by hand
python3 run.py lab               opens the notebooks in JupyterLab
python3 run.py test              runs the tests; what follows goes on to pytest
python3 run.py COMMAND --help    shows the options of a command
"""

import sys

try:
    import hashlib
    import os
    import shutil
    import signal
    import subprocess
    from contextlib import suppress
    from pathlib import Path
except KeyboardInterrupt:
    sys.exit(130)

ROOT = Path(__file__).resolve().parent
VENV, OLD, WHEELS = ROOT / ".venv", ROOT / ".venv-old", ROOT / "wheels"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
UNFINISHED = VENV / "unfinished"  # is there while an installer works, or when one was killed
COMMANDS = ("run", "count", "kwic", "compare", "suggest", "convert", "code", "lab", "test")
MODULE = "newsthemes.command.main"
FIRST, OF_TESTS = "requirements.txt", "package/tests/requirements.txt"
LISTS = (FIRST, "constraints.txt", "package/pyproject.toml")
THIS = sys._base_executable  # not that of .venv, which may be replaced
RIGHT = (3, 11) <= sys.version_info[:2] < (3, 15)  # else uv brings another Python
# What would send an install elsewhere or change a result; proxies, indexes, certificates stay
LEFT_OUT = """PYTHON IPYTHON MPL MATPLOTLIB JUPYTER_PATH COLUMNS LINES VIRTUAL_ENV CONDA_PREFIX
    PIP_TARGET PIP_USER PIP_PREFIX PIP_ROOT
    UV_PYTHON UV_SYS UV_PROJECT UV_TARGET UV_PREFIX UV_VENV"""
# PIP_USER=0 overrules a pip.conf; UTF-8 is not yet the rule on Windows; our kernel comes first
OURS = {"PIP_USER": "0", "PYTHONUTF8": "1", "JUPYTER_PREFER_ENV_PATH": "1"}


def environment(environ=os.environ):
    """The user's environment, without what must not leak in."""
    left_out = tuple(LEFT_OUT.split())
    kept = {name: value for name, value in environ.items() if not name.upper().startswith(left_out)}
    if not sys.stderr.isatty():
        kept["TQDM_DISABLE"] = "1"  # a progress bar is for a terminal
    return dict(kept, **OURS)


def works(*command):
    """Run an installer in our folder: in the user's it might take settings that lie there. Returns
    whether it worked. One that outlives us goes on holding the lock, a file that stays open.
    """
    how = {"stdin": subprocess.DEVNULL, "stdout": sys.stderr, "close_fds": False, "cwd": str(ROOT)}
    return subprocess.call([*map(str, command)], env=environment(), **how) == 0


def uv_in(path=None):
    """Where uv is, or None; one in the current folder is not taken."""
    found = shutil.which("uv", path=path)
    return found if found and os.path.isabs(found) else None


def is_usable():
    """Whether .venv is whole, open to this user, and of the Python that runs this, if that is a
    right one.
    """
    try:
        if UNFINISHED.exists() or not os.access(str(PYTHON), os.X_OK):
            return False
        lines = (VENV / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except OSError:  # there is none, or a link leads into another user's home
        return False
    this = " = {}.{}.".format(*sys.version_info)
    return not RIGHT or any(line.startswith("version") and this in line for line in lines)


def new_venv(uv):
    """Make .venv, in which the marker is. Returns whether that worked."""
    if not uv:
        return works(THIS, "-I", "-m", "venv", VENV)
    python = THIS if RIGHT else ">=3.11,<3.15"
    return works(uv, "venv", "--no-project", "--allow-existing", "--python", python, VENV)


def add(name, uv):
    """Add what a requirements file names to .venv, or update it there; what the user added stays.
    Returns whether that worked.
    """
    packages = next(VENV.glob("[lL]ib/**/site-packages"))
    pip = [PYTHON, "-I", "-m", "pip", "install"]
    offline = ["--no-index", "--find-links", WHEELS] if WHEELS.is_dir() else []
    if not uv and not (packages / "pip").exists():  # uv made this .venv
        works(PYTHON, "-I", "-m", "ensurepip")
    if not uv and not offline and works(*pip, "-qq", "uv"):  # many times faster than pip
        uv = uv_in(str(PYTHON.parent))
    pip = [uv, "pip", "install", "--python", PYTHON] if uv else pip
    return works(*pip, *offline, "-r", ROOT / name)


def imports(module):
    """Whether the Python of .venv can import a module; Ctrl-C ends that without a word."""
    quiet = "import signal; signal.signal(signal.SIGINT, signal.SIG_DFL)"
    return works(PYTHON, "-I", "-c", f"{quiet}; import {module}")


def remove(folder):
    """Remove a folder, or a link to one."""
    if folder.is_symlink():
        folder.unlink()
    shutil.rmtree(str(folder), ignore_errors=True)


def install(name, module):
    """Install a requirements file, into a new .venv where there is none that is usable. If that
    fails, or the module that it is for cannot be imported, .venv is what it was.
    """
    uv = uv_in()
    if sys.version_info < (3, 11) and not uv:
        todo = "Take 3.11 to 3.14, of https://www.python.org/downloads/, or install uv."
        sys.exit(f"run.py: this Python is too old.\n{todo}")
    if not os.access(str(ROOT), os.W_OK):
        sys.exit(f"run.py: {ROOT} cannot be written to.\nCopy it to a place of your own.")
    print(f"Installing {name} into .venv: a few minutes ...", file=sys.stderr, flush=True)
    anew = not is_usable()
    if anew:
        if os.path.lexists(str(VENV)) and not os.path.lexists(str(OLD)):
            VENV.rename(OLD)
        remove(VENV)  # of an install that was killed
        VENV.mkdir()
    UNFINISHED.touch()
    installed = (not anew or new_venv(uv)) and add(name, uv) and imports(module)
    UNFINISHED.unlink()
    if anew and not installed:
        shutil.rmtree(str(VENV))
        if os.path.lexists(str(OLD)):
            OLD.rename(VENV)
    if not installed:
        needed = "Python 3.11 to 3.14; the network (HTTPS_PROXY) or packages in a folder wheels/"
        sys.exit(f"run.py: the install failed, see above.\nIt needs {needed}.")
    remove(OLD)


def ensure(name, module):
    """See to it that .venv holds a requirements file, as its stamp says, which is written last, and
    with it the module that needs it.
    """
    stamp = VENV / ("installed-" + name.replace("/", "-"))
    with open(str(ROOT / "run.py")) as place:
        os.set_inheritable(place.fileno(), True)  # two installs wait for each other
        with suppress(ImportError, OSError):  # Windows; a file system without locks
            import fcntl

            fcntl.flock(place, fcntl.LOCK_EX)
        made_from = [(ROOT / each).read_bytes() for each in (*LISTS, name)]
        made_from.append(str(ROOT))  # .venv finds the library by this path
        digest = hashlib.sha256(repr(made_from).encode()).hexdigest()
        if not (is_usable() and stamp.exists() and stamp.read_text() == digest):
            install(name, module)
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
    ensure(FIRST, MODULE)
    command = ["-P", str(ROOT / "project.py"), *arguments]
    if name == "test":
        ensure(OF_TESTS, "pytest")
        browser = [str(PYTHON), "package/tests/browser.py"]
        subprocess.call(browser, env=environment(), cwd=str(ROOT))
        os.chdir(str(ROOT))
        places = "testpaths=tests package/tests package/newsthemes"
        settings = ["-c", "package/pyproject.toml", "--rootdir", ".", "-o", places]
        command = ["-m", "pytest", *settings, *rest]
    elif os.name != "nt":  # they come again when the command is ready for them
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    if os.name == "nt":
        return subprocess.call([str(PYTHON), *command], env=environment())
    os.execve(str(PYTHON), [str(PYTHON), *command], environment())


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):  # of an install; the next one begins anew
        sys.exit(main(sys.argv[1:]))
    sys.exit(130)
