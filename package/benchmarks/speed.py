"""Speed of find_mentions and of the tools one would take instead, side by side in one run, to
benchmarks/speed.md.

    pip install -r requirements.txt -r benchmarks/requirements.txt
    python -m nltk.downloader reuters
    python benchmarks/speed.py [--reuters DIR]

DIR is a data folder of NLTK, with corpora/reuters.zip or corpora/reuters/ in it, where NLTK does
not find it by itself (NLTK_DATA names one, too). scale.md has larger texts and their memory.

Protocol. One process on one core; time is that of the processor, which other work on the machine
hardly changes; the best of five rounds, in which all tools take turns, after two that do not count.
Every round has texts of its own, so that no result can be remembered. Text: the training part of
Reuters-21578, repeated to 17 MB; peers that would take more than about a second a round get the
beginning of it only (column "MB"), and the speed is for that. Ours goes from raw text to the
resolved table of mentions with spans and paragraphs; a peer goes from raw text to a list of its
matches with their places (MWETokenizer: without places; hyperscan: their ends), and neither
paragraphs nor nested terms are resolved. The bare scan finds terms inside of words, too. Lexicons:
one term, ten, scale.yaml, and scale.yaml with words and bigrams of the corpus up to 3,000 terms,
one in ten with a wildcard. Peers without wildcards (all but `re`) get each wildcard term as
what it matches in the corpus, one to three words long. All peers ignore case, also of acronyms,
which ours does not. Phrases across a line break, which are common in this text, are found by ours,
`re` and MWETokenizer only. spaCy remembers how it split a word, and the text repeats.
"""

import argparse
import gc
import os
import platform
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any

from scale import read_reuters
from speed_data import (
    Texts,
    Themes,
    large_lexicon,
    lexicon_of,
    read_themes,
    repeat,
    table_of,
)
from speed_peers import PEERS, without_wildcards

HERE = Path(__file__).resolve().parent
PAGE = HERE / "speed.md"
ROUNDS, SIZE, SECONDS, TERMS = 5, 17, 1.0, 3000
ONE = {"One": ["trade"]}
TEN = {"Ten": "trade,crude,wheat,ships,prime rate,yen,Japan,Taiwan,White House,Kuwait".split(",")}
HEAD = """# Speed

**Scanners in C and Rust are faster than this package, most of all with few terms.** hyperscan and ahocorasick_rs only say
where terms stand; who needs no more should take one of them. One `re` can be faster, too, where there is but one term.

An independent trial measured this on an idle machine, with texts and terms that had played no part in making the package. The
speed of ours, as a share of theirs:

- ahocorasick_rs, a bare scan: 0.15 with 1 term, 0.18 with 10, 0.79 with 200;
- hyperscan: 0.08 to 0.37;
- one `re` with one term: 0.76.

The tables below are of texts that were known while the matcher was written.

What ours does for its time: it finds wildcards and phrases over line ends, keeps the case of acronyms, lets longer terms win
over shorter ones within a theme and across themes, numbers paragraphs, and gives a table of pandas.
"""
OURS = {"ours": False, "ours, with sentence numbers": True}
QUANTEDA = """quanteda (R) 4.3.1 was not run here. Elsewhere, on this text and this kind of machine, it got 2.8 MB/s to counts, and 26 MB/s
with its tokens made before; spaCy got 0.7 MB/s there. These are no ratios of this run."""


def ours(lexicon: Any, sentences: bool = False) -> Callable[[Any], Any]:
    from newsthemes import find_mentions

    return lambda articles: find_mentions(articles, lexicon, sentences=sentences)


def timed(call: Callable[[Any], Any], given: Any) -> tuple[float, int]:
    """How many seconds of the processor a call takes, and how many rows or matches it gives."""
    gc.collect()
    began = time.process_time()
    result = call(given)
    return time.process_time() - began, len(result)


def compare(texts: Texts, themes: Themes) -> str:
    """Ours and all peers with one lexicon, as a table."""
    terms = [term for listed in themes.values() for term in listed]
    plain, lexicon = without_wildcards(terms, texts), lexicon_of(themes)
    tools: dict[str, Callable[[Any], Any]] = {
        name: ours(lexicon, sentences) for name, sentences in OURS.items()
    }
    about = dict.fromkeys(OURS, "–")  # version
    for peer in PEERS:
        try:
            tools[peer.name] = peer.make(terms if peer.wildcards else plain)
            about[peer.name] = version(peer.package) if peer.package else platform.python_version()
        except ImportError:
            about[peer.name] = "not installed"

    def measure(name: str, size: float, mark: str) -> tuple[float, float, int]:
        share = repeat(texts, size, mark)
        took, found = timed(tools[name], table_of(share) if name in OURS else share)
        size = sum(map(len, share)) / 1e6
        return size / took, size, found

    for name in tools:
        measure(name, 0.3, "first")  # compiles and fills caches
    shares = {
        name: min(SIZE, max(0.5, SECONDS * measure(name, 0.3, "second")[0])) for name in tools
    }
    shares.update(dict.fromkeys(OURS, SIZE))  # ours always gets all of it
    best = dict.fromkeys(tools, (0.0, 0.0, 0))
    for number in range(ROUNDS):
        for name in tools:
            best[name] = max(best[name], measure(name, shares[name], str(number)))
    title = "1 term" if len(terms) == 1 else f"{len(terms):,} terms"
    if len(plain) > len(terms):
        title += f" ({len(plain):,} for the peers without wildcards)"
    lines = [
        f"## {title}",
        "",
        "| tool | version | MB | MB/s | matches per MB | speed of ours, as a multiple |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for name, shown in about.items():
        speed, size, found = best.get(name, (0, 0, 0))
        figures = (
            [
                f"{size:.1f}",
                f"{speed:.3g}",
                f"{found / size:,.0f}",
                f"{best['ours'][0] / speed:.2f}",
            ]
            if size
            else [""] * 4
        )
        lines.append(f"| {' | '.join([name, shown, *figures])} |")
    return "\n".join(lines)


def no_cliff(texts: Texts, themes: Themes, many: Themes) -> str:
    """What could be slow and must not be, as a table; the best of several."""
    line = " ".join("".join(repeat(texts, 10.5)).split())[:10_000_000]
    eight = "the bank of england said it had provided"
    cases = {
        "scale.yaml": (themes, lambda mark: repeat(texts, 5, mark)),
        "one term: `trade`": ({"A": ["trade"]}, lambda mark: repeat(texts, 5, mark)),
        "a bare `*`: `the * war`": ({"A": ["the * war"]}, lambda mark: repeat(texts, 5, mark)),
        "two bare `*`: `* war *`": ({"A": ["* war *"]}, lambda mark: repeat(texts, 5, mark)),
        f"eight words: `{eight}`": ({"A": [eight]}, lambda mark: repeat(texts, 5, mark)),
        "scale.yaml, one line of 10 MB": (themes, lambda mark: [line + mark]),
        "scale.yaml, 100,000 empty articles": (themes, lambda mark: [""] * 100_000),
    }
    lines = ["## No cliffs", "", "| case | ms | MB/s |", "|---|--:|--:|"]
    for name, (lexicon, make) in cases.items():
        call = ours(lexicon_of(lexicon))
        articles = [make(str(number)) for number in range(3)]
        took = min(timed(call, table_of(given))[0] for given in articles)
        size = sum(map(len, articles[0])) / 1e6
        lines.append(f"| {name} | {took * 1e3:,.0f} | {f'{size / took:.3g}' if size else ''} |")
    changed = [{**many, "Edit": [f"newterm{letter}"]} for letter in "abc"]
    took = min(timed(ours(lexicon_of(given)), table_of([""]))[0] for given in changed)
    lines.append(f"| {TERMS:,} terms compiled (an empty article) | {took * 1e3:,.0f} | |")
    call = ours(lexicon_of(many))
    for name in ("first", "second", "third"):
        took, _ = timed(call, table_of(repeat(texts, 0.5, name)))
        lines.append(
            f"| {TERMS:,} terms, the {name} 0.5 MB with one lexicon | {took * 1e3:,.0f} | {0.5 / took:.3g} |"
        )
    articles = table_of(repeat(texts, 2, "edit")[:1000])
    for sentences in (False, True):
        ours(lexicon_of(themes), sentences)(articles)
        edits = [
            {**themes, "China": [*themes["China"], f"{word} trade"]}
            for word in ("bilateral", "foreign", "world")
        ]
        took = min(
            timed(lambda edit: ours(lexicon_of(edit), sentences)(articles), edit)[0]  # noqa: B023
            for edit in edits
        )
        name = f"a term added, 1,000 articles, from the dict to the table{', with sentences' if sentences else ''}"
        lines.append(f"| {name} | {took * 1e3:,.0f} | |")
    return "\n".join(lines)


def first_calls() -> str:
    """The first three texts that a new lexicon outside ASCII meets, all terms in each, as a table;
    each lexicon once, as only the first call is the first.
    """
    random = Random(1)
    letters = "абвгдежзиклмнопрстуфхцчшщыэюя"
    words = list(
        dict.fromkeys(
            "".join(random.choices(letters, k=random.randint(4, 11))) for _ in range(TERMS)
        )
    )
    kinds = {
        "words": words,
        "words, wildcards, pairs": [
            (word, f"{word}*", f"{word} {words[-number]}")[number % 3]
            for number, word in enumerate(words)
        ],
    }
    lines = ["## First calls outside ASCII", "", "| terms | call | ms |", "|---|---|--:|"]
    for name, terms in kinds.items():
        call = ours(lexicon_of({"A": terms[::2], "B": terms[1::2]}))
        for number in ("first", "second", "third"):
            text = " ".join(random.choices([term.strip("*") for term in terms], k=2 * TERMS))
            took, _ = timed(call, table_of([text]))
            lines.append(f"| {TERMS:,} Russian {name} | {number} | {took * 1e3:,.0f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reuters", metavar="DIR", help="NLTK's data folder")
    given = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    sys.path.insert(0, str(HERE.parent))
    about = __doc__.strip().split("\n\n")[2:]
    texts = read_reuters(given.reuters)
    themes = read_themes(HERE / "scale.yaml")
    many = large_lexicon(texts, themes, TERMS)
    parts = [compare(texts, lexicon) for lexicon in (ONE, TEN, themes, many)]
    parts += [QUANTEDA, no_cliff(texts, themes, many), first_calls()]
    made = f"The tables: `python benchmarks/speed.py`, {date.today():%d %B %Y}."
    system = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, one core; MB of 1,000,000 characters."
    report = "\n\n".join([HEAD + "\n" + made, system, *parts, *about]) + "\n"
    PAGE.write_text(report, encoding="utf-8", newline="\n")
    print(report)


if __name__ == "__main__":
    main()
