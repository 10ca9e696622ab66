"""Sentence boundaries and speed: ours against NLTK's Punkt, blingfire and pysbd, in one run, to
benchmarks/sentences.md.

    pip install -r benchmarks/requirements.txt
    python benchmarks/sentences.py DIR

DIR holds the gold sentences, files named gold_*.jsonl with one line a document: {"doc": name,
"text": text, "sents": [[start, end], ...]}, offsets in characters. We use the news articles of GUM
and all of PUD, from the public repositories UD_English-GUM (CC BY) and UD_English-PUD (CC BY-SA) of
Universal Dependencies (https://github.com/UniversalDependencies). They can be built from the `#
text` lines of each `# newdoc`: an empty line before `# newpar`, a space between the others.

Protocol. A boundary is the last character of a sentence, white space left aside; F1 is over all
boundaries of a file. "In paragraphs": every splitter gets one paragraph at a time, and the ends of
paragraphs, which all then find, do not count. "Whole texts": every splitter gets the text of a
document at once, and only the end of the text does not count. Speed: characters per second over the
whole texts of all files, repeated to 2 million characters (slow splitters to fewer, see SLOW), the
best of five, as a multiple of untrained Punkt's. Ours gets all texts at once, as the package does;
"text by text" each alone, as the others.
"""

import importlib
import json
import platform
import sys
import time
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

Spans = Iterable[tuple[int, int]]
Splitter = Callable[[str], Spans]
LENGTH, REPEATS = 2_000_000, 5
SLOW = {"pysbd": 10}  # times less text than the others: it would take minutes


def ours() -> Splitter:
    return importlib.import_module("newsthemes.text.sentences").sentence_spans


def punkt() -> Splitter:
    return importlib.import_module("nltk.tokenize.punkt").PunktSentenceTokenizer().span_tokenize


def blingfire() -> Splitter:
    split = importlib.import_module("blingfire").text_to_sentences_and_offsets
    return lambda text: split(text)[1]


def pysbd() -> Splitter:
    segmenter = importlib.import_module("pysbd").Segmenter(
        language="en", clean=False, char_span=True
    )
    return lambda text: [(span.start, span.end) for span in segmenter.segment(text)]


OURS = "ours"
# Name, maker, the package whose version is shown ("" for this repository).
SPLITTERS = [
    (OURS, ours, ""),
    ("ours, text by text", ours, ""),
    ("Punkt, untrained", punkt, "nltk"),
    ("blingfire", blingfire, "blingfire"),
    ("pysbd", pysbd, "pysbd"),
]


def read_gold(path: Path) -> list[dict]:
    return [
        json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def ends(text: str, spans: Spans, offset: int = 0) -> set[int]:
    """Where sentences end in the text, trailing white space left aside."""
    stripped = (
        (start + offset, text[start + offset : end + offset].rstrip()) for start, end in spans
    )
    return {start + len(piece) for start, piece in stripped if piece.strip()}


def f1(split: Splitter, documents: list[dict], whole: bool) -> float:
    from newsthemes.text.blocks import paragraph_spans

    right = found = wanted = 0
    for document in documents:
        text = document["text"]
        pieces = [(0, len(text.rstrip()))] if whole else paragraph_spans(text)
        free = {end for _, end in pieces}
        got = (
            set().union(*(ends(text, split(text[start:end]), start) for start, end in pieces))
            - free
        )
        gold = ends(text, document["sents"]) - free
        right, found, wanted = right + len(got & gold), found + len(got), wanted + len(gold)
    return 200 * right / (found + wanted) if found + wanted else 100.0


def together(texts: list[str]) -> object:
    """Ours of many texts, as the package cuts them."""
    sentences = importlib.import_module("newsthemes.text.sentences")
    return sentences.sentences_in(texts, lambda number: "")


def one_by_one(split: Splitter) -> Callable[[list[str]], object]:
    return lambda texts: [list(split(text)) for text in texts]


def speed(split_all: Callable[[list[str]], object], texts: list[str], length: int) -> float:
    """Characters per second, the best of REPEATS."""
    size = sum(map(len, texts))
    times = max(1, length // size)
    best = float("inf")
    for _ in range(REPEATS):
        began = time.perf_counter()
        split_all(texts * times)
        best = min(best, time.perf_counter() - began)
    return size * times / best


def main(folder: Path) -> str:
    files = sorted(folder.glob("gold_*.jsonl"))
    if not files:
        raise SystemExit(
            f"{folder}: no gold_*.jsonl here. See the head of {Path(__file__).name} for what they are."
        )
    gold = {path.stem.removeprefix("gold_"): read_gold(path) for path in files}
    texts = [document["text"] for documents in gold.values() for document in documents]
    columns = [(name, whole) for whole in (False, True) for name in gold]
    heads = [
        f"{name.replace('_', ' ')}, {'whole texts' if whole else 'in paragraphs'}"
        for name, whole in columns
    ]
    lines = [
        "| splitter | version | " + " | ".join(heads) + " | speed |",
        "|---|---|" + "--:|" * (len(heads) + 1),
    ]
    base = speed(one_by_one(punkt()), texts, LENGTH)
    for name, make, package in SPLITTERS:
        try:
            split = make()
        except ImportError:
            lines.append(f"| {name} | not installed |" + " |" * (len(heads) + 1))
            continue
        scores = " | ".join(f"{f1(split, gold[column], whole):.1f}" for column, whole in columns)
        split_all = one_by_one(split)
        if name == OURS:
            split_all = together
        ratio = speed(split_all, texts, LENGTH // SLOW.get(name, 1)) / base
        lines.append(
            f"| {name} | {version(package) if package else '–'} | {scores} | {ratio:.2g} × |"
        )
    sizes = "; ".join(
        f"{name}: {len(d)} documents, {sum(len(x['sents']) for x in d)} sentences"
        for name, d in gold.items()
    )
    return "\n\n".join(
        [
            "# Sentence boundaries",
            f"F1 in percent, and speed as a multiple of untrained Punkt's. {sizes}. Python {platform.python_version()}.",
            "\n".join(lines),
            "Made by `python benchmarks/sentences.py DIR`, after `pip install -r benchmarks/requirements.txt`.",
            *__doc__.split("\n\n")[2:],
        ]
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(
            "Usage: python benchmarks/sentences.py DIR (the folder of the gold_*.jsonl files)"
        )
    report = main(Path(sys.argv[1]))
    (HERE / "sentences.md").write_text(report, encoding="utf-8", newline="\n")
    print(report)
