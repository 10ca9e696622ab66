"""What newsthemes.scale loses when it is killed, whole or a worker of it, or its disk is full:
nothing, and what the next run does.

    pip install -r requirements.txt -r benchmarks/requirements.txt
    python benchmarks/faults_scale.py [--seed 1] [--kills 20]

Protocol. Made-up articles in 24 JSON Lines files, a part each, are counted with two lexicons by
turns, into one folder. A run is killed (SIGKILL) at a moment drawn evenly between its first file
and the usual time of its result; "in time" are those that had none yet. Then the folder must hold
the result of the run before, or that of the killed one, to the last mention; and the same run,
started again, must end with status 0 and its own result; parts that were whole are kept. A full
disk is a file system in memory, of a size drawn between that of the older result and of both
(Linux, where `unshare` may mount one).
"""

import argparse
import hashlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve()
NOTEBOOKS = HERE.parents[1] / "notebooks"
FILES, ARTICLES, WORDS = 24, 100, 600
LEXICONS = {"a": "T: [war, trade, w*r t*de]\n", "b": "T: [peace, '*a*e*', war peace]\nU: [trade]\n"}
sys.path.insert(0, str(NOTEBOOKS))


def write_input(folder: Path, rng: random.Random) -> None:
    """The articles and the two lexicons."""
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
    for name, lexicon in LEXICONS.items():
        (folder / f"{name}.yaml").write_text(lexicon)


def command(folder: Path, lexicon: str, out: Path, workers: int = 1) -> list[str]:
    given = [
        "--lexicon",
        str(folder / f"{lexicon}.yaml"),
        "--out",
        str(out),
        "--workers",
        str(workers),
    ]
    return [sys.executable, "-m", "newsthemes.scale", str(folder / "in"), *given]


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


def whole_parts(out: Path) -> dict[Path, int]:
    """The time of each part of which both tables are there."""
    parts = out.glob("run-*/articles/part-*.parquet")
    return {
        part: part.stat().st_mtime_ns
        for part in parts
        if (part.parents[1] / "mentions" / part.name).exists()
    }


def is_written(out: Path) -> bool:
    """Whether a run has its folder there, beside that of the result."""
    return len(list(out.glob("run-*"))) > 1


def wait_and_kill(
    run: subprocess.Popen, out: Path, delay: float, worker: bool, rng: random.Random
) -> bool:
    """Kill the run, or a worker of it, so many seconds after it began to write. Returns whether it
    still did.
    """
    import psutil

    while run.poll() is None and not is_written(out):
        time.sleep(0.005)
    time.sleep(delay)
    in_time = is_written(out)
    try:
        ours = psutil.Process(run.pid)
        workers = [
            one for one in ours.children(recursive=True) if "spawn_main" in " ".join(one.cmdline())
        ]
        victim = rng.choice(workers) if worker else ours
        victim.kill()
    except (psutil.NoSuchProcess, IndexError):  # it has ended, or has no workers yet or any more
        return False
    return in_time


def killed(
    folder: Path,
    wanted: dict[str, str],
    seconds: float,
    kills: int,
    worker: bool,
    rng: random.Random,
) -> Counter:
    """Kill so many runs, each over the result of the other lexicon. Returns what became of them."""
    seen: Counter = Counter()
    out = folder / "out"
    for number in range(kills):
        old, new = ("a", "b") if digest(out) == wanted["a"] else ("b", "a")
        run = start(folder, new, out, 1 + worker)
        seen["killed"] += wait_and_kill(run, out, rng.uniform(0, seconds), worker, rng)
        _, said = run.communicate()
        now, before = digest(out), whole_parts(out)
        seen["the older result"] += now == wanted[old]
        seen["its own result"] += now == wanted[new]
        if now not in (wanted[old], wanted[new]) or (worker and run.returncode):
            seen["lost"] += 1
            print(f"kill {number}: status {run.returncode}, {now}\n{said}", file=sys.stderr)
        again = start(folder, new, out, 1 + worker)
        _, said = again.communicate()
        if again.returncode or digest(out) != wanted[new]:
            seen["next wrong"] += 1
            print(
                f"after kill {number}: status {again.returncode}, {digest(out)}\n{said}",
                file=sys.stderr,
            )
        parts = whole_parts(out)
        kept = sum(before.get(part) == when for part, when in parts.items())
        seen["kept"] += kept
        seen["anew"] += len(parts) - kept
    return seen


def full(folder: Path, wanted: dict[str, str], disks: int, rng: random.Random) -> Counter | None:
    """Run on so many disks that fill up, over an older result. None where no such disk can be
    had.
    """
    if (
        not shutil.which("unshare")
        or subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode
    ):
        return None
    seen: Counter = Counter()
    sizes = {
        name: sum(path.stat().st_size for path in (folder / name).rglob("*.*")) for name in LEXICONS
    }
    disk, log = folder / "disk", folder / "log"
    disk.mkdir()
    for _ in range(disks):
        size = int(sizes["a"] * 1.1) + 200_000 + rng.randrange(int(sizes["b"] * 0.9))
        look = f'"{sys.executable}" "{HERE}" --digest "{disk}"'
        run = " ".join(f'"{word}"' for word in command(folder, "b", disk))
        script = f'''set -e; mount -t tmpfs -o size={size} none "{disk}"; cp -r "{folder}/a/." "{disk}"; cd "{NOTEBOOKS}"
            {run} >/dev/null 2>"{log}" && echo 0 || echo $?; {look}
            mount -o remount,size=1g "{disk}"; {run} >/dev/null 2>&1 && echo 0 || echo $?; {look}'''
        done = subprocess.run(
            ["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True
        )
        status, now, again, then = (*done.stdout.splitlines(), "", "", "", "")[:4]
        said = log.read_text()
        seen["full"] += status != "0"
        seen["named"] += status != "0" and "No space left on device" in said and str(disk) in said
        seen["lost"] += now != wanted["b" if status == "0" else "a"]
        seen["next wrong"] += (again, then) != ("0", wanted["b"])
        if now != wanted["b" if status == "0" else "a"] or (again, then) != ("0", wanted["b"]):
            print(f"disk of {size} bytes: {done.stdout}{done.stderr}{said}", file=sys.stderr)
    return seen


def sections(seed: int, kills: int) -> list[str]:
    """Markdown: half of so many kills of whole runs, half of workers, and a tenth as many full
    disks.
    """
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_input(folder, rng)
        wanted, seconds = {}, 0.0
        for lexicon in LEXICONS:
            run, out = start(folder, lexicon, folder / lexicon), folder / lexicon
            while run.poll() is None and not any(out.glob("run-*")):
                time.sleep(0.005)
            began = time.perf_counter()
            status = run.wait()
            seconds = time.perf_counter() - began
            if status:
                raise RuntimeError(run.stderr.read())
            wanted[lexicon] = digest(out)
        shutil.copytree(folder / "a", folder / "out")
        half = kills // 2
        rows = []
        for worker, what, count in (
            (False, "the whole run", kills - half),
            (True, "one of its two workers", half),
        ):
            seen = killed(folder, wanted, seconds, count, worker, rng)
            rows.append(
                f"| {what} | {count} | {seen['killed']} | {seen['the older result']} | {seen['its own result']} | "
                f"{seen['lost']} | {seen['next wrong']} | {seen['kept']} | {seen['anew']} |"
            )
        disks = full(folder, wanted, kills // 10, rng)
    text = "Not run here: no file system in memory can be mounted."
    if disks is not None:
        text = (
            f"{kills // 10} runs over an older result, on disks of a size drawn between one and two results: {disks['full']} "
            f"ended on a full disk, {disks['named']} of them named file and reason; {disks['lost']} lost a result. With room "
            f"again, {kills // 10 - disks['next wrong']} of {kills // 10} ended with the right one."
        )
    table = "| killed | runs | in time | then: the older result | its own | lost | next run wrong | parts kept | anew |\n"
    table += "|---|--:|--:|--:|--:|--:|--:|--:|--:|\n"
    return [
        f"## newsthemes.scale, killed\n\n{table}" + "\n".join(rows),
        f"## newsthemes.scale, on a full disk\n\n{text}",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--digest", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    print(digest(given.digest) if given.digest else "\n\n".join(sections(given.seed, given.kills)))


if __name__ == "__main__":
    main()
