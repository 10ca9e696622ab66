"""Kills at counted steps and full disks: what was lost, and what was put back, to
benchmarks/faults.md.

    python benchmarks/faults.py [--kills 200] [--without-rollback]

Protocol. A toy project of two notebooks, or the folder that a run of one's own articles writes,
stands in one of two states, and holds a file of the user's. A command that leads to the other state
is ended by SIGKILL just before its n-th step; the steps are those at which Python opens a file to
write, renames, links, removes, or makes and removes a folder (of `count`, which writes nothing, so that old is new,
also those at which it opens one to read), counted in a whole run before; n goes evenly from the
first to the last. In the swap of new files for old ones each rename is a step. The
notebooks are not executed: their outputs, figures and tables are prepared.
Of a run, what it changed is then put back alone, by `recover`, without the run that would write it
anew: the folder must be all old or all new, to the last byte. `convert` must have
written the whole file or none, and Save one of the two lexicons. Lost are files that are in neither
state or are gone; left are hidden copies after that. `--without-rollback` takes the putting back out
of the code, and must end with losses. For full disks, files are taken over on a disk that holds only
some of them (needs the right to mount one; else it is left out).
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import nbformat

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "notebooks"), str(HERE.parent / "tests")]

from commands import ONE, make_project, run_command  # noqa: E402
from newsthemes import read_lexicon  # noqa: E402
from newsthemes.lexicon.edit import theme_lines, with_lines  # noqa: E402
from newsthemes.lexicon.save_lexicon import save_lexicon  # noqa: E402
from newsthemes.publish import project_files, run_notebooks, take_over  # noqa: E402

SWAP, READING = "swap", "reading"
STEPS = {"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir"}
TEXTS = ["Trade. " * 50, "Iran. " * 50]
THEMES = "Issues:\n  Trade: [trade]\n  Iran: [Iran]\n"
FREE = range(40, 640, 30)  # KB of a disk on which 8 files of 64 KB are written
Files = dict[str, bytes]


async def prepared(paths: list[Path], environment: dict[str, str]) -> list[str]:
    """What stands for the execution: outputs, figures and tables that say what the article does."""
    for path in paths:
        text = (project_files.ROOT / "seeds" / "ours.txt").read_text()
        book = nbformat.read(path, 4)
        book.cells[-1].outputs = [nbformat.v4.new_output("stream", text=text)]
        nbformat.write(book, path)
        (path.parents[1] / "tables").mkdir(exist_ok=True)
        for letter in "abcd":
            (path.parents[1] / "figures" / f"{path.stem}-{letter}.svg").write_text(text * 999)
            (path.parents[1] / "tables" / f"{path.stem}-{letter}.csv").write_text(
                f'"text"\n"{text}"\n'
            )
    return []


def is_step(event: str, arguments: tuple, kind: str) -> bool:
    """Whether Python is about to take a step that changes files, that of a swap, or one of
    reading.
    """
    if kind == SWAP:
        return event in ("os.link", "os.rename")
    if event != "open":
        return event in STEPS
    return kind == READING or bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def in_child(command: Callable[[], object], kill_at: int = 0, kind: str = "") -> int:
    """Run a command in a child process, and kill it just before its n-th step of a kind. Returns
    how many it took, or -1 where it was killed.
    """
    read, write = os.pipe()
    child = os.fork()
    if child:
        os.close(write)
        with os.fdopen(read) as said:
            steps = said.read()
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return -1
        if not steps:
            raise SystemExit("a command failed")
        return int(steps)
    count = 0

    def hook(event: str, arguments: tuple) -> None:
        nonlocal count
        if is_step(event, arguments, kind):
            count += 1
            if kill_at and count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    if kill_at:
        os.dup2(quiet, 2)
    sys.addaudithook(hook)
    try:
        command()
        os.write(write, str(count).encode())
    finally:
        os._exit(0)


def evenly(steps: int, kills: int) -> Iterable[int]:
    """So many numbers from 1 to `steps`, evenly."""
    return (1 + (number * steps) // kills for number in range(kills))


def tree(folder: Path, out: Path) -> Files:
    """What may not be lost, by name: the files of a run's folder but for hidden ones and the
    articles.
    """
    found = (path for path in out.rglob("*") if path.is_file() and not path.is_symlink())
    names = {path.relative_to(folder).as_posix(): path for path in found}
    kept = {
        name: path
        for name, path in names.items()
        if not name.startswith(("seeds/", "tmp/", ".before", ".venv/"))
    }
    return {
        name: path.read_bytes()
        for name, path in kept.items()
        if path.name[0] != "." and not name.startswith("notebooks/newsthemes")
    }


def judge(seen: Counter, found: Files, old: Files, new: Files) -> None:
    """Note which state was found, and what was lost."""
    seen["kills"] += 1
    seen["old"] += found == old
    seen["new"] += found == new
    for name in old.keys() & new.keys():
        seen["lost"] += found.get(name) not in (old[name], new[name])
    if found not in (old, new):
        seen["lost"] += 1


def kills_of_runs(arguments: list[str], out: str, kills: int, kind: str = "") -> Counter:
    """Kill runs that lead from one state to the other and back."""
    seen: Counter = Counter()
    with tempfile.TemporaryDirectory() as place:
        root = make_project(Path(place, "project"), {"1-one.ipynb": ONE, "2-two.ipynb": ONE})
        (root / "seeds" / "themes.yaml").write_text(THEMES)
        (root / "tmp").mkdir()
        tempfile.tempdir = str(root / "tmp")  # of staging copies
        project_files.ROOT, folder, article = root, root / out, root / "seeds" / "ours.txt"
        os.chdir(root / "seeds")

        def run() -> None:
            if run_command(*arguments):
                raise SystemExit(1)

        states = []
        for text in [*TEXTS, *TEXTS]:
            article.write_text(text)
            steps = in_child(run, kind=kind)
            (folder / "site" / "mine.html").write_text("mine")
            states.append(tree(root, folder))
        assert states[:2] == states[2:] and states[0] != states[1]
        now = 1
        for step in evenly(steps, kills):
            article.write_text(TEXTS[1 - now])
            if in_child(run, step, kind=kind) >= 0:
                seen["not killed"] += 1  # it took fewer steps this time
                now = 1 - now
                continue
            seen["mixed"] += tree(root, folder) not in states
            in_child(lambda: take_over.recover(folder))
            judge(seen, tree(root, folder), states[now], states[1 - now])
            shutil.rmtree(root / "tmp")  # the staging copy: the next run clears it away
            (root / "tmp").mkdir()
            seen["left"] += len([*folder.rglob("*.tmp"), *folder.glob(".before*")])
            if tree(root, folder) not in states:  # lost: the next kill begins with a state again
                article.write_text(TEXTS[now])
                in_child(lambda: run_command(*arguments, "--overwrite"))
            elif tree(root, folder) == states[1 - now]:
                now = 1 - now
        tempfile.tempdir = None
        os.chdir(HERE)
    return seen


def kills_of_command(arguments: list[str], made: str, kills: int) -> Counter:
    """Kill a command that makes one new file, or none."""
    seen: Counter = Counter()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "a.txt").write_text(TEXTS[0])
        (folder / "mine.yaml").write_text(THEMES)
        (folder / "mine.lc3").write_text("+Trade\ntrade\ntariffs\n")
        os.chdir(folder)

        def run() -> None:
            if run_command(*arguments):
                raise SystemExit(1)

        kind = "" if made else READING
        old = {path.name: path.read_bytes() for path in folder.iterdir()}
        steps = in_child(run, kind=kind)
        new = {path.name: path.read_bytes() for path in folder.iterdir()}
        for step in evenly(steps, kills):
            Path(made or "none").unlink(missing_ok=True)
            if in_child(run, step, kind=kind) >= 0:
                seen["not killed"] += 1
                continue
            files = {path.name: path.read_bytes() for path in folder.iterdir()}
            hidden = [name for name in files if name[0] == "."]
            judge(seen, {name: files[name] for name in files if name not in hidden}, old, new)
            seen["left"] += len(hidden)
            for name in hidden:
                (folder / name).unlink()
        os.chdir(HERE)
    return seen


def kills_of_save(kills: int) -> Counter:
    """Kill the saving of a lexicon over its file."""
    seen: Counter = Counter()
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "themes.yaml")
        path.write_text(THEMES)
        old = read_lexicon(path)
        new = with_lines(old, theme_lines(old) | {("", "Oil"): ["oil"]})
        steps = in_child(lambda: save_lexicon(new, path, old.sha256))
        for step in evenly(steps, kills):
            path.write_text(THEMES)
            in_child(lambda: save_lexicon(new, path, old.sha256), step)
            found = {path.name: path.read_bytes()}
            judge(seen, found, {path.name: old.source.encode()}, {path.name: new.source.encode()})
            seen["left"] += len(os.listdir(place)) - 1
            for hidden in Path(place).glob(".*"):
                hidden.unlink()
    return seen


def full_disks() -> str:
    seen: Counter = Counter()
    with tempfile.TemporaryDirectory() as place:
        for free in FREE:
            mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", place]
            if subprocess.run(mount, capture_output=True).returncode:
                return "Full disks: not run, as none could be mounted here."
            try:
                folder = Path(place, "out")
                old = {folder / f"{number}.txt": b"old" for number in range(8)}
                take_over.take_over(folder, old)
                filler = shutil.disk_usage(place).free - free * 1024
                Path(place, "filler").write_bytes(b"0" * max(0, filler))
                new = {path: bytes([65 + number]) * 65536 for number, path in enumerate(old)}
                states = {"old": old, "new": new}
                try:
                    take_over.take_over(folder, new)
                    end = "new"
                except OSError as error:
                    end = "old"
                    seen["named"] += bool(error.filename)
                seen[end] += 1
                seen["lost"] += {path: path.read_bytes() for path in old} != states[end]
                seen["left"] += len([*folder.rglob("*.tmp"), *folder.rglob(".before*")])
            finally:
                subprocess.run(["umount", place], check=True)
    return (
        f"{len(FREE)} disks with {FREE[0]} to {FREE[-1]} KB left, for 8 files of 64 KB: {seen['new']} took all the new files; "
        f"{seen['old']} were full and kept all the old ones, and {seen['named']} of these messages named a file. "
        f"In {seen['lost']} cases something was lost, and {seen['left']} temporary files stayed."
    )


def main(kills: int, command: str) -> tuple[str, int]:
    """The report, and how much was lost."""
    run_notebooks.execute_all = prepared
    run = ["run", "--articles", "ours.txt", "--themes", "themes.yaml", "--out", "../own"]
    count = ["count", "a.txt", "--themes", "mine.yaml"]
    few = kills // 10
    seen = {
        "`run.py`": kills_of_runs(["run"], ".", few),
        "`run.py`, in the swap": kills_of_runs(["run"], ".", kills - 7 * few, SWAP),
        "`run.py --articles`": kills_of_runs(run, "own", few),
        "`run.py --articles`, in the swap": kills_of_runs(run, "own", 2 * few, SWAP),
        "`count`": kills_of_command(count, "", few),
        "`convert`": kills_of_command(["convert", "mine.lc3", "new.yaml"], "new.yaml", few),
        "Save": kills_of_save(few),
    }
    columns = ["kills", "mixed", "old", "new", "lost", "left"]
    heads = ["killed", "kills", "mixed after the kill", "then all old", "all new", "lost", "left"]
    rows = [[name, *(one[column] for column in columns)] for name, one in seen.items()]
    table = [heads, ["---"] + ["--:"] * len(columns), *rows]
    parts = [
        "# Kills and full disks",
        f"{sum(one['kills'] for one in seen.values())} kills. Python {platform.python_version()}, {platform.system()}.",
        "\n".join(f"| {' | '.join(map(str, row))} |" for row in table),
        full_disks(),
        f"Made by `{command}`.",
        *__doc__.split("\n\n")[2:],
    ]
    return "\n\n".join(parts), sum(one["lost"] for one in seen.values())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--without-rollback", action="store_true")
    given = parser.parse_args()
    if given.without_rollback:
        take_over._put_back = lambda folder: shutil.rmtree(folder / take_over.BEFORE, True)
    report, lost = main(given.kills, f"python benchmarks/faults.py --kills {given.kills}")
    print(report)
    if not given.without_rollback:
        (HERE / "faults.md").write_text(report, encoding="utf-8", newline="\n")
    sys.exit(lost > 0)
