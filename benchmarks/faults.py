"""Kills at random moments and full disks: what was lost, and what the next run did, to
benchmarks/faults.md.

    python benchmarks/faults.py [--kills 40] [--seed 0]

Protocol. A toy project of two notebooks, or a folder of its own that a run writes for given
articles, stands in one of two states, and holds a file of the user's. A run that leads to the other
state is ended by SIGKILL: every other time at a moment drawn from the time that a run takes, else
within 30 ms after it began to take over its results. Then it runs again, to its end. For Save, a
process adds one theme after the other to a themes.yaml and saves each, until it is killed. Lost are
files that are in neither state, that are the user's and changed, and themes that Save had reported
as saved; left are files *.tmp, staging copies and kernels after the next run. For full disks, files
are taken over on a disk that holds only some of them (needs the right to mount one; else it is left
out).
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
NOTEBOOKS = HERE.parent / "notebooks"
sys.path.insert(0, str(NOTEBOOKS))

HEAD = "import sys; from pathlib import Path; from newsthemes.publish import command, options, signals; "
RUN = HEAD + "options.ROOT = Path({root!r}); sys.exit(signals.stoppable(command.main, []))"
OWN = HEAD + (
    "options.ROOT = Path({root!r}); "
    "sys.exit(signals.stoppable(command.main, ['run', '--articles', 'seeds', '--out', 'own']))"
)
GIVEN = 'ARTICLES = "../seeds"'
CELL = """text = open(f"{{ARTICLES}}/a.txt").read()
for letter in "abcd":
    open(f"../figures/{number}-{{letter}}.svg", "w").write(text * 9999)
text"""
SAVE = """
import sys
from newsthemes import read_lexicon
from newsthemes.lexicon.edit import save_lexicon, theme_lines, with_lines
path, lexicon = sys.argv[1], read_lexicon(sys.argv[1])
while True:
    name = f"Theme {len(lexicon.themes)}"
    old = lexicon.sha256
    lexicon = save_lexicon(with_lines(lexicon, theme_lines(lexicon) | {("", name): [f"term{len(lexicon.themes)}"]}), path, old)
    print(len(lexicon.themes), flush=True)
"""
FREE = range(40, 640, 30)  # KB of a disk on which 8 files of 64 KB are written


def project(root: Path) -> None:
    import nbformat

    for name in ("notebooks", "seeds", "figures"):
        (root / name).mkdir(parents=True)
    for number in (1, 2):
        cells = [nbformat.v4.new_code_cell(GIVEN, id="given", metadata={"tags": ["parameters"]})]
        cells.append(nbformat.v4.new_code_cell(CELL.format(number=number), id="one"))
        nbformat.write(
            nbformat.v4.new_notebook(cells=cells), root / "notebooks" / f"{number}-one.ipynb"
        )
    (root / "notebooks" / "matplotlibrc").write_text("")
    shutil.copy(HERE.parent / "seeds" / "themes.yaml", root / "seeds")


def tree(folder: Path) -> dict[str, bytes]:
    """What the next run may not leave other than it was, by name."""
    found = (path for path in folder.rglob("*") if path.is_file() and "seeds" not in path.parts)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in found
        if path.name[0] != "."
    }


def kernels(place: Path) -> int:
    """The processes that still know the folder for temporary files, and have not ended within some
    seconds.
    """
    for _ in range(50):
        time.sleep(0.1)
        found = 0
        for entry in Path("/proc").glob("[0-9]*/environ"):
            try:
                found += str(place).encode() in entry.read_bytes()
            except OSError:  # another's, or gone
                continue
        if not found:
            break
    return found


def kills_of_runs(code: str, out: str, kills: int, draw: random.Random) -> Counter:
    seen: Counter = Counter()
    with tempfile.TemporaryDirectory() as place:
        root, temporary = Path(place, "project"), Path(place, "tmp")
        temporary.mkdir()
        project(root)
        folder, article = root / out, root / "seeds" / "a.txt"
        command = [sys.executable, "-c", code.format(root=str(root))]
        settings = {
            "env": {**os.environ, "TMPDIR": str(temporary)},
            "cwd": NOTEBOOKS,
            "stderr": subprocess.PIPE,
        }

        def run(text: str) -> subprocess.Popen:
            article.write_text(text)
            return subprocess.Popen(command, stdout=subprocess.DEVNULL, **settings)

        def whole(text: str) -> dict[str, bytes]:
            process = run(text)
            _, said = process.communicate()
            if process.returncode:
                raise SystemExit(said.decode())
            return tree(folder)

        texts = ["Trade.", "Iran."]
        whole(texts[0])
        (folder / "site" / "mine.html").write_text("mine")
        begun = time.monotonic()
        states = {text: whole(text) for text in (texts[1], texts[0])}
        length = (time.monotonic() - begun) / 2
        for number in range(kills):
            old, new = states[texts[number % 2]], states[texts[1 - number % 2]]
            process, start, wait = (
                run(texts[1 - number % 2]),
                time.monotonic(),
                draw.uniform(0, length),
            )
            if number % 2:
                while process.poll() is None and not (folder / ".journal.json").exists():
                    time.sleep(0.0005)
                time.sleep(draw.uniform(0, 0.03))
            else:
                time.sleep(wait)
            if process.poll() is not None:
                continue  # it came too late
            process.kill()
            process.communicate()
            found = tree(folder)
            at = "new" if found == new else "old" if found == old else "mixed"
            seen[f"after the kill {at}"] += 1
            seen["lost"] += sum(
                data not in (old.get(name), new.get(name)) for name, data in found.items()
            )
            seen["lost"] += sum(name not in found for name in old.keys() & new.keys())
            again = whole(texts[1 - number % 2])
            seen["next run right"] += again == new
            seen["left"] += len([*folder.rglob("*.tmp"), *temporary.glob("newsthemes-*")])
            seen["left"] += kernels(temporary) if os.name == "posix" else 0
            print(number + 1, at, f"{time.monotonic() - start:.1f} s", file=sys.stderr)
    return seen


def kills_of_save(kills: int, draw: random.Random) -> Counter:
    from newsthemes import read_lexicon
    from newsthemes.lexicon.edit import save_lexicon

    seen: Counter = Counter()
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "themes.yaml")
        for _ in range(kills):
            path.write_text("Trade: [trade]\n")
            process = subprocess.Popen(
                [sys.executable, "-c", SAVE, path], cwd=NOTEBOOKS, stdout=subprocess.PIPE
            )
            first = process.stdout.readline()
            time.sleep(draw.uniform(0, 0.3))
            process.kill()
            saved = int((first + process.communicate()[0]).split()[-1])
            lexicon = read_lexicon(path)
            seen["after the kill " + ("new" if len(lexicon.themes) > saved else "old")] += 1
            seen["lost"] += len(lexicon.themes) < saved
            save_lexicon(lexicon, path, lexicon.sha256)
            seen["next run right"] += read_lexicon(path) == lexicon
            seen["left"] += len(os.listdir(place)) - 1
    return seen


def full_disks() -> str:
    from newsthemes.publish.take_over import take_over

    seen: Counter = Counter()
    with tempfile.TemporaryDirectory() as place:
        for free in FREE:
            if subprocess.run(
                ["mount", "-t", "tmpfs", "-o", "size=1m", "none", place], capture_output=True
            ).returncode:
                return "Full disks: not run, as none could be mounted here."
            try:
                folder = Path(place, "out")
                old = {folder / f"{number}.txt": b"old" for number in range(8)}
                take_over(folder, old)
                filler = shutil.disk_usage(place).free - free * 1024
                Path(place, "filler").write_bytes(b"0" * max(0, filler))
                new = {path: bytes([65 + number]) * 65536 for number, path in enumerate(old)}
                try:
                    take_over(folder, new)
                    end = "new"
                except OSError as error:
                    end = "old"
                    seen["named"] += bool(error.filename)
                seen[end] += 1
                seen["lost"] += {path: path.read_bytes() for path in old} != {
                    "old": old,
                    "new": new,
                }[end]
                seen["left"] += len([*folder.rglob("*.tmp"), *folder.rglob(".journal*")])
            finally:
                subprocess.run(["umount", place], check=True)
    return (
        f"{len(FREE)} disks with {FREE[0]} to {FREE[-1]} KB left, for 8 files of 64 KB: {seen['new']} took all the new files; "
        f"{seen['old']} were full and kept all the old ones, and {seen['named']} of these messages named a file. "
        f"In {seen['lost']} cases something was lost, and {seen['left']} temporary files stayed."
    )


def row(name: str, seen: Counter) -> str:
    states = [seen[f"after the kill {state}"] for state in ("old", "mixed", "new")]
    cells = [name, sum(states), *states, seen["next run right"], seen["lost"], seen["left"]]
    return f"| {' | '.join(map(str, cells))} |"


def main(seed: int, kills: int) -> str:
    draw = random.Random(seed)
    runs, own = kills * 2 // 5, kills * 3 // 10
    saves = kills - runs - own
    rows = [
        row("`run.py`", kills_of_runs(RUN, ".", runs, draw)),
        row("`run.py --articles`", kills_of_runs(OWN, "own", own, draw)),
        row("Save", kills_of_save(saves, draw)),
    ]
    columns = [
        "what was killed",
        "kills",
        "all old",
        "some new",
        "all new",
        "next run right",
        "lost",
        "left",
    ]
    head = f"| {' | '.join(columns)} |\n|---|{'--:|' * (len(columns) - 1)}"
    parts = [
        "# Kills and full disks",
        f"{kills} kills, seed {seed}; those that came after the end of a run do not count.\n"
        f"Python {platform.python_version()}, {platform.system()}.",
        "\n".join([head, *rows]),
        "The columns in the middle are what the files were right after the kill; the next run puts back what was some new.",
        full_disks(),
    ]
    try:
        from faults_scale import sections
    except ImportError:
        pass
    else:
        parts += sections(seed, kills)
    return "\n\n".join(
        [
            *parts,
            f"Made by `python benchmarks/faults.py --kills {kills} --seed {seed}`.",
            *__doc__.split("\n\n")[2:],
        ]
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--kills", type=int, default=40, help="40 take some ten minutes; all of them: --kills 200"
    )
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    report = main(given.seed, given.kills)
    (HERE / "faults.md").write_text(report, encoding="utf-8", newline="\n")
    print(report)
