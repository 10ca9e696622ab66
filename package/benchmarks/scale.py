"""write_mentions on one and on two processes, and when things go wrong, in one run, to
benchmarks/scale.md.

    pip install -r requirements.txt -r benchmarks/requirements.txt
    python -m nltk.downloader reuters
    python benchmarks/scale.py [--reuters DIR] [--megabytes 1000]

DIR is a data folder of NLTK, with corpora/reuters.zip or corpora/reuters/ in it, where NLTK does
not find it by itself. It needs twice the megabytes of disk for temporary files, and two cores.

Protocol. The training part of Reuters-21578 is repeated to JSON Lines files of 50 MB, each article
with an id of its own. Each run reads them, finds the mentions of scale.yaml's terms with sentence
numbers, writes them to Parquet, a file a partition, and counts words and sentences of each article;
workers are processes with one thread, started before the clock. Time is that of the clock on the
wall, the best of the rounds in which one worker and two take turns. Memory is the largest resident
size of any worker's process. What one expects to change nothing is held against the table of counts
of the first run, and its mentions.
"""

import argparse
import hashlib
import json
import os
import platform
import signal
import sys
import tempfile
import threading
import time
from importlib.metadata import version
from itertools import cycle
from pathlib import Path
from typing import Any

import nltk

HERE = Path(__file__).resolve().parent
FILE_BYTES, ROUNDS = 50_000_000, 2
LONG = 19_000_000  # characters; above 20 million no text is taken for an article
sys.path.insert(0, str(HERE.parent))


def read_reuters(folder: str | None) -> list[str]:
    """The articles of the training part."""
    if folder:
        nltk.data.path.insert(0, folder)
    reuters = nltk.corpus.reuters
    try:
        names = [name for name in reuters.fileids() if name.startswith("training/")]
    except LookupError:
        raise SystemExit(
            "Reuters is not there: python -m nltk.downloader reuters, or --reuters DIR (NLTK's data folder)"
        ) from None
    return [reuters.raw(name).replace("\r\n", "\n") for name in names]


def write_articles(texts: list[str], folder: Path, megabytes: int) -> tuple[list[Path], int]:
    """JSON Lines files of the articles again and again. Returns their paths, the number of
    articles.
    """
    paths, source, number = [], cycle(texts), 0
    for file in range(max(1, megabytes * 1_000_000 // FILE_BYTES)):
        path = folder / f"articles-{file:03}.jsonl"
        with path.open("w", encoding="utf-8") as out:
            while out.tell() < min(FILE_BYTES, megabytes * 1_000_000):
                out.write(json.dumps({"article": f"a{number}", "text": next(source)}) + "\n")
                number += 1
        paths.append(path)
    return paths, number


def peak() -> int:
    import resource  # not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (
        1 if sys.platform == "darwin" else 1024
    )


def kill_one(client: Any, folder: Path, parts: int) -> None:
    """SIGKILL for a worker when a third of the parts is there."""
    pids = list(client.run(os.getpid).values())
    while len(list(folder.glob("articles/part-*.parquet"))) < parts // 3:
        time.sleep(0.05)
    os.kill(pids[0], signal.SIGKILL)


def run(paths: list[Path], workers: int, kill: bool = False) -> dict[str, Any]:
    """One run in a folder of its own: seconds, peak memory of a worker in bytes, what was found."""
    from distributed import Client

    from newsthemes import counts, read_lexicon, scale

    lexicon = read_lexicon(HERE / "scale.yaml")
    one_each = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": ":0"}
    with tempfile.TemporaryDirectory() as name, Client(**one_each) as client:
        client.run(lambda: __import__("newsthemes"))
        articles = scale.read_lazily(paths)
        if kill:
            threading.Thread(
                target=kill_one, args=(client, Path(name), articles.npartitions), daemon=True
            ).start()
        began = time.perf_counter()
        scale.write_mentions(articles, lexicon, name)
        took = time.perf_counter() - began
        largest = max(client.run(peak).values())
        mentions, counted = scale.read_mentions(name), scale.read_counted(name)
        table = counts(mentions, counted, lexicon)
        digest = hashlib.sha256()
        for number in range(
            mentions.npartitions
        ):  # whatever the partitions, in the order of the articles
            part = mentions.get_partition(number).compute()
            digest.update(part.to_csv(index=False, header=False).encode())
        seen = hashlib.sha256(table.to_csv().encode() + digest.digest()).hexdigest()
    return {
        "seconds": took,
        "peak": largest,
        "seen": seen,
        "mentions": int(table["mentions"].sum()),
    }


def odd_inputs(paths: list[Path], folder: Path, plain: dict[str, Any]) -> list[str]:
    """Rows of a table: what was odd, and what became of it."""
    same = {True: "same counts, same mentions", False: "**DIFFERENT**"}
    killed = run(paths, 2, kill=True)
    outcome = same[killed["seen"] == plain["seen"]]
    rows = [("a worker killed (SIGKILL) when a third was done", outcome, killed)]
    long, text = folder / "long.jsonl", paths[0].read_text(encoding="utf-8")
    words = " ".join(json.loads(line)["text"] for line in text.splitlines())
    long.write_text(json.dumps({"article": "long", "text": (words * 2)[:LONG]}) + "\n")
    large = run([*paths, long], 2)
    more = large["mentions"] - plain["mentions"]
    rows.append(
        (f"one article of {LONG / 1e6:.0f} MB more", f"counted: {more:,} mentions more", large)
    )
    return [
        f"| {what} | {outcome} | {result['peak'] / 1e6:,.0f} |" for what, outcome, result in rows
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reuters", metavar="DIR", help="NLTK's data folder")
    parser.add_argument("--megabytes", type=int, default=1000)
    given = parser.parse_args()
    texts = read_reuters(given.reuters)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths, number = write_articles(texts, folder, given.megabytes)
        small = run(paths[: max(1, len(paths) // 4)], 2)
        runs: dict[int, list[dict[str, Any]]] = {1: [], 2: []}
        for _ in range(ROUNDS):
            for workers, results in runs.items():
                results.append(run(paths, workers))
        odd = odd_inputs(paths, folder, runs[1][0])
    best = {
        workers: min(result["seconds"] for result in results) for workers, results in runs.items()
    }
    peaks = {
        workers: max(result["peak"] for result in results) / 1e6
        for workers, results in runs.items()
    }
    equal = len({result["seen"] for results in runs.values() for result in results}) == 1
    same = "the same counts and the same mentions" if equal else "**DIFFERENT COUNTS OR MENTIONS**"
    megabytes = sum([FILE_BYTES] * len(paths)) / 1e6
    minutes = 4000 / megabytes * best[2] / 60
    versions = ", ".join(
        f"{package} {version(package)}" for package in ("dask", "distributed", "pandas", "pyarrow")
    )
    report = f"""# Scale

Made by `python benchmarks/scale.py{f" --megabytes {given.megabytes}" * (given.megabytes != 1000)}`.

Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores; {versions}.

{megabytes:,.0f} MB in {number:,} articles, {runs[1][0]["mentions"]:,} mentions.

| workers | MB/s | ratio | largest worker, MB |
|--:|--:|--:|--:|
| 1 | {megabytes / best[1]:.3g} | 1 × | {peaks[1]:,.0f} |
| 2 | {megabytes / best[2]:.3g} | {best[1] / best[2]:.2f} × (goal: 1.8 ×) | {peaks[2]:,.0f} (goal: below 1,500) |

On a quarter of the data the largest of two workers has {small["peak"] / 1e6:,.0f} MB. All runs give {same}.

With two workers:

| what is odd | what becomes of it | largest worker, MB |
|---|---|--:|
{chr(10).join(odd)}

Reckoned from this, not measured: a million articles of 4,000 characters, 4 GB, take two such cores {minutes:.2g} minutes.
Not run: a cluster of several machines, other systems than this one.

{chr(10).join(__doc__.strip().split(chr(10))[6:])}
"""
    (HERE / "scale.md").write_text(report, encoding="utf-8", newline="\n")
    print(report)


if __name__ == "__main__":
    main()
