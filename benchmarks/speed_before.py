"""Speed of find_mentions beside that of another checkout of the project, in turns in one run, to
the last section of benchmarks/speed.md.

    git worktree add ../before COMMIT
    python benchmarks/speed_before.py ../before COMMIT [--reuters DIR]

Protocol: time is that of the processor, the best of three rounds, in each of which a process of
either checkout measures every case; texts and lexicons are those of speed.py, 5 MB of Reuters.
"""

import argparse
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import speed
from speed_data import large_lexicon, lexicon_of, read_reuters, read_themes, repeat, table_of

ROUNDS, SIZE = 3, 5
BEFORE = "## Before and after"
WHY = """The first count of a text with sentence numbers, or with terms of a language, now also recognises its language, about 0.1 s a MB of
short English articles: with few terms that is most of the time. A second count of the same texts takes it from memory, and articles
with a column `language` need none of it."""


def cases(reuters: str | None) -> dict[str, float]:
    """What each case takes in this process, in milliseconds."""
    texts, themes = read_reuters(reuters), read_themes(speed.HERE / "speed.yaml")
    size = sum(map(len, themes.values()))
    lexicons = {"1 term": speed.ONE, "10 terms": speed.TEN, f"{size} terms": themes}
    lexicons["3,000 terms"] = large_lexicon(texts, themes, speed.TERMS)
    took = {}
    for name, terms in lexicons.items():
        for ending, sentences in (("", False), (", with sentence numbers", True)):
            call = speed.ours(lexicon_of(terms), sentences)
            call(table_of(repeat(texts, 0.3, "first")))  # compiles and fills caches
            given = table_of(repeat(texts, SIZE, name + ending))
            took[f"{SIZE} MB of Reuters, {name}{ending}"] = 1000 * speed.timed(call, given)[0]
    for line in speed.first_calls().split("\n")[4:]:
        name, number, spent = [cell.strip() for cell in line.strip("|").split("|")]
        took[f"{name}, {number} call"] = float(spent.replace(",", ""))
    return took


def measured(root: Path, reuters: str | None) -> dict[str, float]:
    """The same in a process of its own, with the package of a checkout."""
    given = ["--root", str(root), *(["--reuters", reuters] if reuters else [])]
    done = subprocess.run([sys.executable, __file__, *given], check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("before", type=Path, nargs="?", help="the other checkout")
    parser.add_argument("commit", nargs="?", help="what it is called")
    parser.add_argument("--reuters", metavar="DIR", help="NLTK's data folder")
    parser.add_argument("--root", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.root:
        sys.path.insert(0, str(given.root / "notebooks"))
        print(json.dumps(cases(given.reuters)))
        return
    roots = {"now": speed.HERE.parent, "before": given.before}
    best: dict[str, dict[str, float]] = {name: {} for name in roots}
    for _ in range(ROUNDS):
        for name, root in roots.items():
            for case, spent in measured(root.resolve(), given.reuters).items():
                best[name][case] = min(spent, best[name].get(case, spent))
    lines = ["| case | ms now | ms before | now, as a share of before |", "|---|--:|--:|--:|"]
    for case, now in best["now"].items():
        before = best["before"][case]
        lines.append(f"| {case} | {now:,.0f} | {before:,.0f} | {now / before:.2f} |")
    made = f"`python benchmarks/speed_before.py ../before {given.commit}`, {date.today():%d %B %Y}."
    about = __doc__.strip().split("\n\n")[-1]
    page = speed.PAGE.read_text(encoding="utf-8").partition(f"\n{BEFORE}")[0]
    section = "\n\n".join([f"{BEFORE} {given.commit}", made, "\n".join(lines), WHY, about])
    speed.PAGE.write_text(f"{page}\n{section}\n", encoding="utf-8", newline="\n")
    print(section)


if __name__ == "__main__":
    main()
