"""How right counting is in other languages, against the words that people cut by hand, to
benchmarks/languages.md.

    python benchmarks/languages.py TREEBANKS

TREEBANKS is a folder of treebanks as they come from github.com/UniversalDependencies, such as
UD_Chinese-GSDSimp/; of each its test part is taken. They are not part of this project.

Protocol. The terms are the nouns and names (NOUN, PROPN) that the treebank has three times or more,
as they are spelled. Each sentence is an article, all terms are one theme, and the counting rule
finds them in the sentences as they stand. A mention is right where the treebank has a word with
exactly these letters at exactly this place, whatever its part of speech.
"""

import argparse
import platform
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas as pd

HERE = Path(__file__).resolve().parent
PAGE = HERE / "languages.md"
sys.path.insert(0, str(HERE.parent / "notebooks"))

from newsthemes import find_mentions, read_lexicon  # noqa: E402

LEAST = 3  # times in the treebank
# language -> folder of the treebank, letters of the shortest term
TREEBANKS = {
    "Chinese, 2 letters and more": ("UD_Chinese-GSDSimp", 2),
    "Chinese, all terms": ("UD_Chinese-GSDSimp", 1),
    "Japanese, 2 letters and more": ("UD_Japanese-GSD", 2),
    "Japanese, all terms": ("UD_Japanese-GSD", 1),
    "Thai, 4 letters and more": ("UD_Thai-TUD", 4),
    "Thai, all terms": ("UD_Thai-TUD", 1),
    "Thai (other texts), 4 letters and more": ("UD_Thai-PUD", 4),
    "Thai (other texts), all terms": ("UD_Thai-PUD", 1),
}
HEAD = """# Other languages

Counts against words that people cut by hand, in scripts that put no space between words. **A term of a single letter in Chinese or
Japanese, or of fewer than four in Thai, stands inside of many longer words, and should not be used alone**; `check` names it.
"""


class Word(NamedTuple):
    start: int
    end: int
    form: str
    kind: str  # the universal part of speech


class Sentence(NamedTuple):
    text: str
    words: list[Word]


def read_treebank(folder: Path) -> list[Sentence]:
    """The sentences of the test part of a treebank, in CoNLL-U."""
    [path] = folder.glob("*-ud-test.conllu")
    sentences = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        text, words = "", []
        for line in block.split("\n"):
            fields = line.split("\t")
            if line.startswith("#") or not fields[0].isdigit():
                continue
            start, text = len(text), text + fields[1]
            words.append(Word(start, len(text), fields[1], fields[3]))
            if "SpaceAfter=No" not in fields[9]:
                text += " "
        sentences.append(Sentence(text, words))
    return sentences


def terms_of(sentences: list[Sentence], shortest: int) -> list[str]:
    """The nouns and names that are there `LEAST` times or more."""
    found = Counter(
        word.form for one in sentences for word in one.words if word.kind in ("NOUN", "PROPN")
    )
    return sorted(
        form
        for form, count in found.items()
        if count >= LEAST and len(form) >= shortest and any(map(str.isalpha, form))
    )


def precision_and_recall(sentences: list[Sentence], terms: list[str]) -> tuple[float, float, int]:
    """Of the mentions of the terms: the share that are words of the treebank, the share of these
    that are found, and their number.
    """
    wanted = set(terms)
    gold = {
        (number, word.start, word.end)
        for number, one in enumerate(sentences)
        for word in one.words
        if word.form in wanted
    }
    articles = pd.DataFrame(
        {"article": range(len(sentences)), "text": [one.text for one in sentences]}
    )
    lexicon = read_lexicon({"T": [{"term": term, "case": "exact"} for term in terms]})
    mentions = find_mentions(articles, lexicon, sentences=False)
    found = set(mentions[["article", "start", "end"]].itertuples(index=False, name=None))
    right = len(found & gold)
    return right / len(found), right / len(gold), len(gold)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("treebanks", type=Path)
    given = parser.parse_args()
    lines = [
        "| language | treebank | terms | words | precision | recall | F1 |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for language, (name, shortest) in TREEBANKS.items():
        sentences = read_treebank(given.treebanks / name)
        terms = terms_of(sentences, shortest)
        precision, recall, words = precision_and_recall(sentences, terms)
        f1 = 2 * precision * recall / (precision + recall)
        figures = f"{precision:.3f} | {recall:.3f} | {f1:.3f}"
        lines.append(f"| {language} | {name} | {len(terms):,} | {words:,} | {figures} |")
    made = f"`python benchmarks/languages.py TREEBANKS`, {date.today():%d %B %Y}; Python {platform.python_version()}."
    about = __doc__.strip().split("\n\n")[2:]
    report = "\n\n".join([HEAD.strip(), made, "\n".join(lines), *about]) + "\n"
    PAGE.write_text(report, encoding="utf-8", newline="\n")
    print(report)


if __name__ == "__main__":
    main()
