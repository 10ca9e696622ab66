"""Changes between two runs, kills, and full disks: what was stale and what was lost, to
benchmarks/faults.md.

    python benchmarks/faults.py [--kills 150] [--real 10]

Changes. A project of two small notebooks is run, and so are somebody's articles. Then one thing is
changed (benchmarks/faults_changes.py has them all). A run into the same folder is compared, file by
file and in what it tells, with a fresh run of a copy of the same inputs, and one more run must find
nothing to do. Then the change is taken back, but for the results, and a run must give what the first
one gave. Stale is what differs. A file of the results that the user changed is kept by design: it
must be as the user left it, and the others are compared; a figure that looks as it did stays, too.
"Results changed" counts the changes by which a fresh run gives something else; the others must not
break anything.

Kills. A run that leads from one state to another is ended by SIGKILL just before its n-th step. The
steps are those at which Python opens a file to write, renames, links, removes, or makes and removes a
folder (of `count`, which writes nothing, also those at which it opens one to read), counted in a whole
run before; n goes evenly from the first to the last, and for half of the kills of runs through the
renames of results alone. Each file must then be the old or the new one, to the last byte, and the
inputs and the user's file must be there. The next run, without anything else, must give what a fresh
one gives, and leave nothing hidden and no staging folder. `convert` must have written the whole file
or none, and Save one of the two lexicons; a hidden copy that they left is replaced by the next. Lost
are files that are in neither state or are gone; left are hidden files and staging folders.

Full disks. Files are replaced on a disk that holds only some of the new ones (needs the right to mount
one; else it is left out).

Each run is a process, which imports the project's own copy of the package and executes the notebooks
in itself, without kernels. With `--real` the command runs the project's own notebooks, in a copy, in
kernels, for its article: after some changes, and killed at random moments, half of these after the
first of the results was written.
"""

from __future__ import annotations

import argparse
import importlib
import io
import json
import os
import platform
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops

import faults_changes as changes
from faults_changes import Change

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent / "tests"
# what takes long is imported before processes fork; the package is not, as each has its own
SLOW = ["jinja2", "matplotlib.pyplot", "mistune", "nbclient", "nbconvert", "nh3", "nltk", "pandas"]
SLOW += ["pygments.lexers", "xlsxwriter"]
for name in SLOW:
    importlib.import_module(name)
os.environ["TQDM_DISABLE"] = "1"  # a progress bar, with its times, would be told

MANIFEST = ".manifest.json"
KEPT = "was changed since the last run and is kept"
STARTED = "Starting the notebooks"
DONE = (0, 3)
USERS = "site/mine.html"  # a file of the user's among the results
CHANGING, RENAMES, READING = "changing", "renames", "reading"
STEPS = {"os.rename", "os.link", "os.symlink", "os.remove", "os.mkdir", "os.rmdir"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
FREE = range(40, 640, 30)  # KB of a disk on which 8 files of 64 KB are written
Files = dict[str, bytes]


# ---- a command in a process of its own


class Ended(NamedTuple):
    """A process that ended: its exit status, -9 where it was killed; what it said; its steps."""

    status: int
    out: str
    err: str
    steps: int = 0


def in_child(place: Path, task: Callable[[], int], kill_at: int = 0, kind: str = CHANGING) -> Ended:
    """Do something in a place, in a process that is killed just before its n-th step of a kind."""
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder, name) for name in ("out", "err", "steps")]
        files = [os.open(name, os.O_CREAT | os.O_WRONLY) for name in names]
        child = os.fork()
        if not child:
            status = 70
            try:
                os.dup2(files[0], 1)
                os.dup2(files[1], 2)
                enter(place)
                steps = watched_steps(str(place), kill_at, kind)
                status = task()
                os.write(files[2], str(len(steps)).encode())
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(status)
        _, wait_status = os.waitpid(child, 0)
        for file in files:
            os.close(file)
        out, err, steps = [name.read_text(errors="replace") for name in names]
    return Ended(os.waitstatus_to_exitcode(wait_status), out, err, int(steps or 0))


def enter(place: Path) -> None:
    """Be where the command is given, with the project's copy of the package."""
    os.chdir(place)
    tempfile.tempdir = str(place.parent / "tmp")
    sys.path[:0] = map(str, [place / "packages", place / "project" / "package", TESTS])
    from commands import execute_here
    from newsthemes.report import run_notebooks

    run_notebooks.execute_all = execute_here


def watched_steps(place: str, kill_at: int, kind: str) -> list[str]:
    """A list to which this process's steps of a kind go; it is killed just before the n-th."""
    steps = []

    def hook(event: str, arguments: tuple) -> None:
        if is_step(event, arguments, kind, place):
            steps.append(event)
            if len(steps) == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return steps


def is_step(event: str, arguments: tuple, kind: str, place: str) -> bool:
    """Whether Python is about to take a step of a kind."""
    if kind == RENAMES:  # of results
        return event == "os.rename" and str(arguments[1]).startswith(place)
    if event != "open":
        return event in STEPS
    return kind == READING or bool(arguments[2] & WRITES)


def command(*arguments: str) -> Callable[[], int]:
    """A command, for `in_child`."""

    def task() -> int:
        from newsthemes.command import main as command

        return command.main([*arguments])

    return task


# ---- a kind of run


class Run(NamedTuple):
    """A kind of run: its arguments, its folder, a change that leads to another state, for kills,
    and whether there are kernels.
    """

    name: str
    articles: list[str]
    others: list[str]
    out: str
    lead: Change
    real: bool = False

    def arguments(self, more: list[str]) -> list[str]:
        """With what a change has it told besides, or instead."""
        articles = [] if "--articles" in more else self.articles
        return ["run", *articles, *self.others, *more]

    def __call__(self, place: Path, more: Iterable[str] = (), **how: object) -> Ended:
        arguments = self.arguments([*more])
        if not self.real:
            return in_child(place, command(*arguments), **how)
        process = start(place, arguments)
        out, err = process.communicate()
        return Ended(process.returncode, out, err)


def start(place: Path, arguments: list[str]) -> subprocess.Popen:
    """The command itself, of the copy of the project."""
    environment = os.environ | {
        "PYTHONPATH": str(place / "project" / "package"),
        "TMPDIR": str(place.parent / "tmp"),
        "TQDM_DISABLE": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "newsthemes.command.main", *arguments],
        cwd=place,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


SEEDS = "project/seeds"
OF_PROJECT = Run(
    name="`run.py`",
    articles=[],
    others=[],
    out="project",
    lead=changes.both(
        changes.edit(f"{SEEDS}/ours.txt", "peace", "trade war"),
        changes.move(f"{SEEDS}/ours.txt", f"{SEEDS}/theirs.txt"),
    ),
)
OF_ARTICLES = Run(
    name="`run.py --articles`",
    articles=["--articles", "press"],
    others=["--themes", "mine.yaml", "--codes", "codes", "--out", "out"],
    out="out",
    lead=changes.both(
        changes.edit("press/a.txt", "Iran", "Tariffs"),
        changes.move("press/b.txt", "press/d.txt"),
    ),
)
ARTICLE = f"{SEEDS}/000_4d4a409eb79944d2.txt"
REAL = Run(
    name="`run.py --articles`",
    articles=["--articles", ARTICLE],
    others=["--themes", f"{SEEDS}/themes.yaml", "--out", "out"],
    out="out",
    lead=changes.edit(ARTICLE, "Ukraine", "Taiwan"),
    real=True,
)


# ---- folders


def copy(old: Path, new: Path) -> Path:
    """A copy with its links, pipes and times."""
    shutil.rmtree(new, ignore_errors=True)
    subprocess.run(["cp", "-a", str(old), str(new)], check=True)
    return new


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def written_paths(place: Path, out: str) -> list[Path]:
    """All that is made where a run writes."""
    if out != "project":
        return [place / out]
    return [place / out / name for name in ("site", "docs", "figures", MANIFEST)]


def fresh_copy(place: Path, out: str) -> Path:
    """A copy of a place in which nothing was run."""
    new = copy(place, place.with_name("fresh"))
    for path in written_paths(new, out):
        remove(path)
    if out == "project":
        (new / out / "figures").mkdir()
    return new


def take_back(place: Path, before: Path, out: str) -> None:
    """Put back what was there before, but for the results."""
    new = copy(before, place.with_name("back"))
    for path in written_paths(new, out):
        remove(path)
        now = place / path.relative_to(new)
        if now.exists():
            now.rename(path)
    shutil.rmtree(place)
    new.rename(place)


def results(folder: Path) -> Files:
    """All files of a folder by name, without seeds, the package, and what lies in a project."""
    others = ("package/newsthemes/", "seeds/", "project/")
    files = {}
    for top, _, names in os.walk(folder, followlinks=True):
        for path in [Path(top, name) for name in names]:
            name = path.relative_to(folder).as_posix()
            if path.is_file() and not name.startswith(others):
                files[name] = path.read_bytes()
    return files


def staging_folders(place: Path) -> list[str]:
    return [path.name for path in place.with_name("tmp").glob("newsthemes-*")]


# ---- how two runs differ


def differences(made: Files, fresh: Files, before: Files, mine: set[str]) -> list[str]:
    """The names of the files that differ, but for those of the user's that stayed as they were
    before: they are kept, or look the same, or no run writes them.
    """
    kept = about(made).get("kept", {})
    stayed = set()
    differ = []
    for name in sorted(made.keys() | fresh.keys() - {MANIFEST}):
        if made.get(name) == fresh.get(name) or name == MANIFEST:
            continue
        may_stay = name in kept or name not in fresh or look_alike(made.get(name), fresh[name])
        if name in mine and may_stay and made.get(name) == before.get(name):
            stayed.add(name)
        else:
            differ.append(name)
    if about(made, stayed) != about(fresh, stayed):
        differ.append(MANIFEST)
    return differ


def about(files: Files, but_for: set[str] = frozenset()) -> dict[str, object]:
    """What the manifest says, but for its stamp and for some files."""
    manifest = json.loads(files.get(MANIFEST, b"{}"))
    if but_for:
        manifest.pop("kept", None)
    hashes = manifest.get("files", {})
    return manifest | {
        "stamp": "",
        "files": {name: hash_ for name, hash_ in hashes.items() if name not in but_for},
    }


def look_alike(one: bytes | None, other: bytes) -> bool:
    """Whether two pictures look the same: a run lets the one that is there stay."""
    with suppress(OSError, ValueError, TypeError):
        pictures = [Image.open(io.BytesIO(data)).convert("L") for data in (one, other)]
        _, most = ImageChops.difference(*pictures).getextrema()
        return most <= 12
    return False


def told(ended: Ended) -> list[str]:
    """What was told on standard error, but for the files that were kept; and the exit status."""
    lines = [line for line in ended.err.splitlines() if KEPT not in line]
    return [*lines, f"exit status {ended.status}"]


def compare_telling(made: Ended, fresh: Ended) -> list[str]:
    return [f"told: {line}" for line in set(told(made)) ^ set(told(fresh))]


# ---- changes


def check_change(
    run: Run, base: Path, kind: str, change: Change, back: bool = True
) -> tuple[Counter, list[str]]:
    """Make a change after a run, run again, and compare; with `back` also once it is taken back.
    Returns what was seen, and what is wrong.
    """
    seen = Counter(changes=1)
    place = copy(base, base.with_name("place"))
    first = results(place / run.out)
    more = change(place) or []
    out = more[more.index("--out") + 1] if "--out" in more else run.out
    before = results(place / out)
    mine = {name for name in before.keys() | first if before.get(name) != first.get(name)}
    made = run(place, more)
    after = results(place / out)
    fresh_place = fresh_copy(place, out)
    fresh = run(fresh_place, more)
    wanted = results(fresh_place / out)
    seen["unseen"] = made.status in DONE and STARTED not in made.out
    if made.status not in DONE:
        seen["refused"] = fresh.status in DONE
        seen["failed"] = not seen["refused"]
        wrong = [name for name in after if after[name] != before.get(name)]
        if seen["refused"] and (kind not in changes.REFUSED or not made.err):
            wrong.append(f"refused: {made.err}")
        if seen["failed"]:
            wrong += compare_telling(made, fresh)
    else:
        seen["changed"] = bool(differences(wanted, first, {}, set()))
        wrong = differences(after, wanted, before, mine) + compare_telling(made, fresh)
        seen["kept"] = bool(mine & about(after)["kept"].keys())
        again = run(place, [option for option in more if option != "--again"])
        if STARTED in again.out or again.err != made.err:
            wrong.append(f"not settled: {again.out}{again.err}")
    if kind in changes.CHANGES[changes.UNSEEN] and not seen["unseen"]:
        wrong.append("was seen")
    if back:
        before = results(place / run.out)
        take_back(place, base, run.out)
        ended = run(place, ["--overwrite"] if kind == changes.OF_OTHERS else [])
        after = results(place / run.out)
        wrong += [f"back: {name}" for name in differences(after, first, before, mine)]
        if ended.status not in DONE:
            wrong.append(f"back: {ended.err}")
    wrong += [f"left: {name}" for name in staging_folders(place)]
    seen["stale"] = bool(wrong)
    return seen, wrong


# ---- kills


def evenly(steps: int, kills: int) -> Iterable[int]:
    """So many numbers from 1 to `steps`, evenly."""
    return (1 + (number * steps) // kills for number in range(kills))


def is_hidden(name: str) -> bool:
    return name.rpartition("/")[2].startswith(".")


def visible(files: Files) -> Files:
    return {name: data for name, data in files.items() if not is_hidden(name)}


def judge(seen: Counter, found: Files, old: Files, new: Files) -> list[str]:
    """Note which state was found. Returns the names of what was lost."""
    seen["kills"] += 1
    seen["old"] += found == old
    seen["new"] += found == new
    seen["mixed"] += found not in (old, new)
    lost = [name for name in old.keys() & new.keys() if name not in found]
    for name, data in found.items():
        if data not in (old.get(name), new.get(name)):
            lost.append(name)
    seen["lost"] += len(lost)
    return lost


class States(NamedTuple):
    """A place before a run that is killed, and the results then and after it."""

    before: Path
    old: Files
    new: Files


def states_of(run: Run, base: Path, is_first: bool) -> States:
    before = copy(base, base.with_name("before"))
    if is_first:
        remove(before / run.out)
    else:
        changes.write(f"{run.out}/{USERS}", "mine")(before)
    old = results(before / run.out)
    run.lead(before)
    place = fresh_copy(before, run.out)
    assert run(place).status in DONE
    new = results(place / run.out)
    if not is_first:
        new[USERS] = b"mine"
    return States(before, old, new)


def inputs(place: Path) -> list[Files]:
    return [results(place / name) for name in ("press", "codes", "project/seeds")]


def check_kill(run: Run, states: States, kill: Callable[[Path], Ended], seen: Counter) -> list[str]:
    """Kill a run, and run again. Returns what is wrong."""
    place = copy(states.before, states.before.with_name("place"))
    if kill(place).status != -signal.SIGKILL:
        seen["not killed"] += 1
        return []
    found = visible(results(place / run.out))
    lost = judge(seen, found, visible(states.old), visible(states.new))
    if inputs(place) != inputs(states.before):
        lost.append("an input")
    ended = run(place)
    after = results(place / run.out)
    stale = differences(after, states.new, {}, set())
    if ended.status not in DONE:
        stale.append(ended.err)
    if STARTED in run(place).out:
        stale.append("not settled")
    left = [name for name in after if is_hidden(name) and name != MANIFEST]
    left += staging_folders(place)
    seen["stale"] += bool(stale or left)
    seen["left"] += len(left)
    for folder in staging_folders(place):
        remove(place.with_name("tmp") / folder)
    wrong = {"lost": lost, "next run": stale, "left": left}
    return [f"{what}: {name}" for what, names in wrong.items() for name in names]


def kills_of_run(run: Run, base: Path, kills: int, is_first: bool = False) -> Counter:
    """Kill runs that lead from one state to another, half of them in the renames of results."""
    seen = Counter()
    states = states_of(run, base, is_first)
    for kind in (CHANGING, RENAMES):
        steps = run(copy(states.before, base.with_name("place")), kind=kind).steps
        for step in evenly(steps, kills // 2):
            wrong = check_kill(run, states, partial(run, kill_at=step, kind=kind), seen)
            tell(f"{run.name}, killed before step {step} of {steps} ({kind})", wrong)
    return seen


def kills_of_task(name: str, base: Path, task: Callable[[], int], kind: str, kills: int) -> Counter:
    """Kill what writes one file, or none."""
    seen = Counter()
    place = copy(base, base.with_name("place"))
    old = results(place)
    ended = in_child(place, task, kind=kind)
    assert ended.status in DONE, ended
    new = results(place)
    for step in evenly(ended.steps, kills):
        place = copy(base, base.with_name("place"))
        in_child(place, task, step, kind)
        found = results(place)
        left = found.keys() - old.keys() - new.keys()
        seen["left"] += len(left)
        lost = judge(seen, {file: found[file] for file in found.keys() - left}, old, new)
        tell(f"{name}, killed before step {step}", lost)
    return seen


def save() -> int:
    """Save a theme more in a lexicon."""
    from newsthemes import read_lexicon
    from newsthemes.lexicon.edit import theme_lines, with_lines
    from newsthemes.lexicon.save_lexicon import save_lexicon

    path = Path("mine.yaml")
    lexicon = read_lexicon(path)
    more = with_lines(lexicon, theme_lines(lexicon) | {("", "Oil"): ["oil"]})
    save_lexicon(more, path, lexicon.sha256)
    return 0


# ---- full disks


def full_disks() -> int:
    """Replace files on disks that hold some of the new ones, and print what was seen. Returns how
    much was lost.
    """
    from newsthemes.files.manifest import Manifest
    from newsthemes.report.replace_files import replace_files

    seen = Counter()
    with tempfile.TemporaryDirectory() as place:
        for free in FREE:
            mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", place]
            if subprocess.run(mount, capture_output=True).returncode:
                print("Full disks: not run, as none could be mounted here.")
                return 0
            try:
                folder = Path(place, "out")
                old = {folder / f"{number}.txt": b"old" for number in range(8)}
                replace_files(folder, old, Manifest())
                filler = shutil.disk_usage(place).free - free * 1024
                Path(place, "filler").write_bytes(b"0" * max(0, filler))
                new = {path: bytes([65 + number]) * 65536 for number, path in enumerate(old)}
                states = {"old": old, "new": new}
                end = "new"
                try:
                    replace_files(folder, new, Manifest())
                except OSError as error:
                    end = "old"
                    seen["named"] += bool(error.filename)
                seen[end] += 1
                seen["lost"] += {path: path.read_bytes() for path in old} != states[end]
                seen["left"] += len([*folder.rglob("*.tmp")])
            finally:
                subprocess.run(["umount", place], check=True)
    print(
        f"{len(FREE)} disks with {FREE[0]} to {FREE[-1]} KB left, for 8 files of 64 KB: {seen['new']} "
        f"took all the new files; {seen['old']} were full and kept all the old ones, and "
        f"{seen['named']} of these messages named a file. In {seen['lost']} cases something was "
        f"lost, and {seen['left']} temporary files stayed."
    )
    return seen["lost"]


# ---- the project's own notebooks, in kernels

NOTEBOOK = "notebooks/1-the-visit.ipynb"
REAL_CHANGES = {
    "term": changes.edit(f"{SEEDS}/themes.yaml", "- Kyiv", "- tensions"),
    "article": changes.edit(ARTICLE, "visit", "journey"),
    "cell": changes.edit(f"project/{NOTEBOOK}", "plot_counts(by_theme", "plot_counts(by_theme[:6]"),
    "option": changes.told("--nested", "count"),
    "figure removed": changes.remove("out/figures/2-themes.png"),
    "manifest cut off": changes.cut("out/.manifest.json"),
    "theme renamed": changes.edit(f"{SEEDS}/themes.yaml", "War in Ukraine:", "The war:"),
    "figure cut off": changes.cut("out/figures/2-themes.png"),
    "cell of the results": changes.edit(f"out/{NOTEBOOK}", "nt.save_to", "nt . save_to"),
    "one more article": changes.both(
        changes.write("more/two.txt"),
        changes.told("--articles", ARTICLE, "--articles", "more", "--overwrite"),
    ),
}


def make_real(root: Path) -> tuple[Path, float]:
    """A copy of the project with its own notebooks after a run, and how many seconds that took."""
    place = root / "place"
    remove(place)
    (place / "project").mkdir(parents=True)
    for name in ("notebooks", "package", "seeds", "run.py", "constraints.txt"):
        copy(HERE.parent / name, place / "project" / name)
    started = time.monotonic()
    ended = REAL(place)
    assert ended.status in DONE, ended
    return copy(place, root / "base"), time.monotonic() - started


def killed_at_random(place: Path, seconds: float) -> Ended:
    """A run that is killed within so many seconds; with none, soon after it began to write."""
    manifest = place / REAL.out / MANIFEST
    before = manifest.read_bytes()
    process = start(place, REAL.arguments([]))
    if not seconds:
        while process.poll() is None and manifest.read_bytes() == before:
            time.sleep(0.001)
    time.sleep(random.uniform(0, seconds or 0.5))
    process.kill()
    out, err = process.communicate()
    return Ended(process.returncode, out, err)


def kills_in_kernels(base: Path, kills: int, seconds: float) -> Counter:
    seen = Counter()
    states = states_of(REAL, base, is_first=False)
    for number in range(kills):
        most = seconds * (number % 2)
        wrong = check_kill(REAL, states, partial(killed_at_random, seconds=most), seen)
        tell(f"in kernels, killed within {most or 'the last'} seconds", wrong)
    return seen


# ---- all


def tell(kind: str, wrong: list[str]) -> None:
    if wrong:
        print(ascii(f"{kind}: {wrong}"), file=sys.stderr, flush=True)


def table(first: str, columns: dict[str, str], rows: dict[str, Counter]) -> str:
    """Markdown, with the sums of several rows."""
    lines = [[first, *columns.values()], ["---", *["--:"] * len(columns)]]
    total = {"all": sum(rows.values(), Counter())} if len(rows) > 1 else {}
    for name, seen in {**rows, **total}.items():
        lines.append([name, *(str(seen[column]) for column in columns)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def check_changes(run: Run, base: Path, group: str, kinds: dict[str, Change]) -> Counter:
    """Make the changes of a group, each by itself."""
    seen = Counter()
    back = not run.real and group not in ("results", "folders")
    for kind, change in kinds.items():
        found, wrong = check_change(run, base, kind, change, back)
        seen += found
        tell(f"{run.name}, {group}, {kind}", wrong)
    return seen


def check_kills(base: Path, kills: int) -> dict[str, Counter]:
    few = kills // 10
    rows = {
        OF_PROJECT.name: kills_of_run(OF_PROJECT, base, 4 * few),
        OF_ARTICLES.name: kills_of_run(OF_ARTICLES, base, 4 * few),
        f"{OF_ARTICLES.name}, the first": kills_of_run(OF_ARTICLES, base, 2 * few, is_first=True),
    }
    tasks = {
        "`count`": (command("count", "press/a.txt", "--themes", "mine.yaml"), READING),
        "`convert`": (command("convert", "mine.lc3", "new.yaml"), CHANGING),
        "Save": (save, CHANGING),
    }
    for name, (task, kind) in tasks.items():
        rows[name] = kills_of_task(name, base, task, kind, few)
    return rows


SEEN = {
    "changes": "changes",
    "changed": "results changed",
    "kept": "a file kept",
    "failed": "failed, as a fresh one",
    "refused": "refused",
    "unseen": "nothing to do",
    "stale": "stale",
}
FOUND = {
    "kills": "kills",
    "old": "all old",
    "new": "all new",
    "mixed": "old and new",
    "lost": "lost",
    "stale": "next run stale",
    "left": "left",
}


def main(kills: int, real: int, only: str) -> int:
    """Check all, and write the report. Returns the exit status."""
    groups = [(OF_ARTICLES, group, kinds) for group, kinds in changes.CHANGES.items()]
    groups += [(OF_PROJECT, group, kinds) for group, kinds in changes.OF_PROJECT.items()]
    groups = [group for group in groups if only in f"{group[0].name}, {group[1]}"]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        (root / "tmp").mkdir()
        changes.make_place(root / "place")
        for run in (OF_PROJECT, OF_ARTICLES):
            ended = run(root / "place")
            assert ended.status in DONE, ended
        base = copy(root / "place", root / "base")
        changed = {
            f"{run.name}, {group}": check_changes(run, base, group, kinds)
            for run, group, kinds in groups
        }
        killed = check_kills(base, kills) if kills else {}
        disks = in_child(base, full_disks)
        if real:
            base, seconds = make_real(root)
            kinds = dict([*REAL_CHANGES.items()][:real])
            groups.append((REAL, "in kernels", kinds))
            changed[f"{REAL.name}, in kernels"] = check_changes(REAL, base, "in kernels", kinds)
            killed[f"{REAL.name}, in kernels"] = kills_in_kernels(base, real, seconds)
    parts = [
        "# Changes, kills and full disks",
        f"Python {platform.python_version()}, {platform.system()}. "
        f"Made by `python benchmarks/faults.py --kills {kills} --real {real}`.",
        table("what is changed", SEEN, changed),
        table("what is killed", FOUND, killed),
        disks.out.strip(),
        *__doc__.strip().split("\n\n")[2:],
        "The changes:",
        "\n".join(f"- {run.name}, {group}: {'; '.join(kinds)}." for run, group, kinds in groups),
    ]
    report = "\n\n".join(parts) + "\n"
    print(report)
    if not only:
        (HERE / "faults.md").write_text(report, encoding="utf-8", newline="\n")
    wrong = [seen["stale"] + seen["lost"] for seen in [*changed.values(), *killed.values()]]
    return int(any(wrong) or disks.status != 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=150, help="of runs; of commands some more")
    parser.add_argument("--real", type=int, default=0, help="changes, and kills, in kernels")
    parser.add_argument("--only", default="", help="one group of changes; no page is written")
    asked = parser.parse_args()
    sys.exit(main(asked.kills, asked.real, asked.only))
