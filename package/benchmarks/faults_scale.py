"""What newsthemes.scale loses when it is killed, whole or a worker of it, or its disk is full, and
what the next run does, to benchmarks/faults_scale.md.

    pip install -r requirements.txt -r benchmarks/requirements.txt
    python benchmarks/faults_scale.py [--seed 1] [--kills 20]

Protocol. Made-up articles in 24 JSON Lines files, a part each, are counted into a new folder. A run
is killed (SIGKILL) at a moment drawn evenly between its first file and its usual end; "in time" are
those that had not ended. The same run, started again, must end with status 0 and the result of an
undisturbed one, to the last mention; parts that were whole are kept. A full disk is a file system in
memory, of a size drawn below that of a result (Linux, where `unshare` may mount one).
"""

import argparse
import hashlib
import json
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve()
PAGE = HERE.with_suffix(".md")
NOTEBOOKS = HERE.parents[1]
FILES, ARTICLES, WORDS = 24, 100, 600
LEXICON = "T: [peace, '*a*e*', war peace]\nU: [trade]\n"
sys.path.insert(0, str(NOTEBOOKS))


def write_input(folder: Path, rng: random.Random) -> None:
    """The articles and the lexicon."""
    (folder / "in").mkdir()
    for file in range(FILES):
        texts = [
            " ".join(rng.choices(["war", "trade", "peace", "or", "wide", "Tale."], k=WORDS))
            for _ in range(ARTICLES)
        ]
        rows = [
            json.dumps({"article": f"{file}-{number}", "text": text})
            for number, text in enumerate(texts)
        ]
        (folder / "in" / f"{file:02}.jsonl").write_text("\n".join(rows))
    (folder / "themes.yaml").write_text(LEXICON)


def command(folder: Path, out: Path, workers: int = 1) -> list[str]:
    return [sys.executable, str(HERE), "--count", *map(str, (folder, out, workers))]


def count(folder: str, out: str, workers: str) -> None:
    """What is killed: the articles are counted, a part a file."""
    from distributed import Client

    from newsthemes import read_lexicon, scale

    with Client(n_workers=int(workers), threads_per_worker=1, dashboard_address=":0"):
        articles = scale.read_lazily(Path(folder, "in"))
        scale.write_mentions(articles, read_lexicon(Path(folder, "themes.yaml")), out)


def start(*given: object) -> subprocess.Popen:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    return subprocess.Popen(command(*given), cwd=NOTEBOOKS, text=True, **quiet)


def digest(out: Path) -> str:
    """Of every mention and every article of a result; why there is none, where it cannot be read."""
    import dask

    from newsthemes import scale

    try:
        with dask.config.set(scheduler="sync"):
            mentions, counted = scale.read_mentions(out), scale.read_counted(out)
            tables = [mentions.compute(), counted.compute()]
    except Exception as error:  # whatever it is, it is a loss
        return f"{type(error).__name__}: {error}"
    return hashlib.sha256(
        "".join(table.to_csv(index=False) for table in tables).encode()
    ).hexdigest()


def parts(out: Path) -> dict[Path, int]:
    """When each whole part was written: its articles come last."""
    return {part: part.stat().st_mtime_ns for part in out.glob("articles/part-*.parquet")}


def is_writing(out: Path) -> bool:
    return len(parts(out)) < FILES


def kill(run: subprocess.Popen, out: Path, delay: float, worker: bool, rng: random.Random) -> bool:
    """Kill the run, or a worker of it, so many seconds after it began to write. Returns whether it
    still did.
    """
    import psutil

    while run.poll() is None and not (out / "run.json").exists():
        time.sleep(0.005)
    time.sleep(delay)
    in_time = is_writing(out)
    try:
        ours = psutil.Process(run.pid)
        children = ours.children(recursive=True)
        workers = [one for one in children if "spawn_main" in " ".join(one.cmdline())]
        victim = rng.choice(workers) if worker else ours
        victim.kill()
    except (psutil.NoSuchProcess, IndexError):  # it has ended, or has no workers yet or any more
        return False
    return in_time


def killed(
    folder: Path, wanted: str, seconds: float, kills: int, worker: bool, rng: random.Random
) -> Counter:
    """Kill so many runs. Returns what became of them."""
    seen: Counter = Counter()
    for number in range(kills):
        out = folder / f"out-{worker}-{number}"
        run = start(folder, out, 1 + worker)
        seen["in time"] += kill(run, out, rng.uniform(0, seconds), worker, rng)
        run.communicate()
        before = parts(out)
        again = start(folder, out, 1 + worker)
        _, said = again.communicate()
        if again.returncode or digest(out) != wanted:
            seen["wrong"] += 1
            print(f"kill {number}: {again.returncode}, {digest(out)}\n{said}", file=sys.stderr)
        kept = sum(before.get(part) == when for part, when in parts(out).items())
        seen["kept"] += kept
        seen["lost"] += len(before) - kept
        seen["written"] += FILES - kept
        shutil.rmtree(out)
    return seen


def full(folder: Path, wanted: str, disks: int, rng: random.Random) -> Counter | None:
    """Run on so many disks that fill up. None where no such disk can be had."""
    allowed = ["unshare", "-rm", "true"]
    if not shutil.which("unshare") or subprocess.run(allowed, capture_output=True).returncode:
        return None
    seen: Counter = Counter()
    size = sum(path.stat().st_size for path in (folder / "whole").rglob("*.*"))
    disk, log = folder / "disk", folder / "log"
    disk.mkdir()
    for _ in range(disks):
        bytes_there = 100_000 + rng.randrange(int(size * 0.9))
        run = " ".join(f'"{word}"' for word in command(folder, disk))
        script = f'''set -e; mount -t tmpfs -o size={bytes_there} none "{disk}"; cd "{NOTEBOOKS}"
            {run} >/dev/null 2>"{log}" && echo 0 || echo $?
            mount -o remount,size=1g "{disk}"; {run} >/dev/null 2>&1 && echo 0 || echo $?
            "{sys.executable}" "{HERE}" --digest "{disk}"'''
        done = subprocess.run(
            ["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True
        )
        status, again, then = (*done.stdout.splitlines(), "", "", "")[:3]
        said = log.read_text()
        seen["full"] += status != "0"
        seen["named"] += status != "0" and "No space left on device" in said and str(disk) in said
        if (again, then) != ("0", wanted):
            seen["wrong"] += 1
            print(f"disk of {bytes_there}: {done.stdout}{done.stderr}{said}", file=sys.stderr)
    return seen


def sections(seed: int, kills: int) -> list[str]:
    """Markdown: half of so many kills of whole runs, half of workers, a tenth as many full disks."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_input(folder, rng)
        whole = folder / "whole"
        run = start(folder, whole)
        while run.poll() is None and not (whole / "run.json").exists():
            time.sleep(0.005)
        began = time.perf_counter()
        _, said = run.communicate()
        seconds = time.perf_counter() - began
        if run.returncode:
            raise RuntimeError(said)
        wanted = digest(whole)
        rows = []
        for worker, what in {False: "the whole run", True: "one of its two workers"}.items():
            seen = killed(folder, wanted, seconds, kills // 2, worker, rng)
            named = ("in time", "wrong", "kept", "lost", "written")
            rows.append(
                f"| {what} | {kills // 2} | {' | '.join(str(seen[one]) for one in named)} |"
            )
        disks = full(folder, wanted, kills // 10, rng)
    text = "Not run here: no file system in memory can be mounted."
    if disks is not None:
        text = (
            f"{kills // 10} runs on disks smaller than the result: {disks['full']} ended on a full disk, {disks['named']} of "
            f"them named file and reason. With room again, {kills // 10 - disks['wrong']} ended with the right result."
        )
    table = "| killed | runs | in time | next run wrong | parts kept | whole parts lost | parts written then |\n"
    table += "|---|--:|--:|--:|--:|--:|--:|\n"
    return [
        f"## newsthemes.scale, killed\n\n{table}" + "\n".join(rows),
        f"## newsthemes.scale, on a full disk\n\n{text}",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--count", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--digest", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.count:
        count(*given.count)
        return
    if given.digest:
        print(digest(given.digest))
        return
    made = f"Made by `python benchmarks/faults_scale.py --kills {given.kills}`, {date.today():%d %B %Y}."
    system = f"Python {platform.python_version()}, {platform.system()}."
    protocol = __doc__.partition("\n\n")[2].partition("\n\n")[2]
    parts = ["# Kills and full disks, with articles beyond memory", f"{made} {system}"]
    report = "\n\n".join([*parts, *sections(given.seed, given.kills), protocol])
    PAGE.write_text(report, encoding="utf-8", newline="\n")
    print(report)


if __name__ == "__main__":
    main()
