"""Five corpora as somebody else might bring them: made of sentences whose themes are known, and of
nothing of the project's.
"""

from __future__ import annotations

import csv
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

# A sentence and the themes of the terms that it holds; {} is filled with a name, so that few
# sentences are alike
SENTENCES = [
    ("The hospital in {} opened a ward for children.", ["Hospitals"]),
    ("Nurses at the clinic of {} asked for shorter shifts.", ["Hospitals", "Staff"]),
    ("A vaccine against measles reached the villages around {}.", ["Vaccines"]),
    ("Doctors in {} vaccinated four thousand pupils in a week.", ["Vaccines", "Staff"]),
    ("The ministry promised a larger budget for {}.", ["Money"]),
    ("Insurers refused to pay for beds in {}.", ["Money", "Hospitals"]),
    ("It rained in {} for most of the afternoon.", []),
    ("A mayor of {} cut a ribbon and left early.", []),
    ("Students from {} played football on the lawn.", []),
    ("“We have waited long enough,” a baker in {} told a reporter.", []),
]
NAMES = "Lisbon Porto Braga Coimbra Évora Faro Setúbal Aveiro Viseu Leiria Beja Guarda Sintra Cascais Tomar".split()
SOURCES = ["Diário “O Norte”", "The Herald, Porto", "Sul & Companhia"]
THEMES = """Care:
  Hospitals: [hospital*, clinic*, beds]
  Vaccines: [vaccine*, vaccinat*]
People and money:
  Staff: [nurse*, doctor*]
  Money: [budget*, pay]
"""


@dataclass
class Corpus:
    """Files in a folder, and what is known of them: `expected`, theme -> sentences that mention
    it.
    """

    name: str
    articles: Path
    themes: Path
    options: list[str] = field(default_factory=list)
    expected: Counter[str] = field(default_factory=Counter)


def sentences(draw: random.Random, number: int) -> list[tuple[str, list[str]]]:
    return [
        (text.format(draw.choice(NAMES)), themes)
        for text, themes in draw.choices(SENTENCES, k=number)
    ]


def article(drawn: list[tuple[str, list[str]]]) -> str:
    """Paragraphs of four sentences."""
    return "\n\n".join(
        " ".join(text for text, _ in drawn[start : start + 4]) for start in range(0, len(drawn), 4)
    )


def title(draw: random.Random) -> str:
    return f"{draw.choice(NAMES)}: $5 and “{draw.choice(['more', 'less', 'none'])}” at $10"


def three_sentences(place: Path, draw: random.Random) -> Corpus:
    drawn = [(SENTENCES[index][0].format("Faro"), SENTENCES[index][1]) for index in (0, 2, 6)]
    (place / "short.txt").write_text(article(drawn), encoding="utf-8")
    return Corpus(
        "one article of three sentences",
        place / "short.txt",
        place / "themes.yaml",
        [],
        counted(drawn),
    )


def coded(place: Path, draw: random.Random) -> Corpus:
    """Twelve text files, and two sheets of which one misses every fifth code."""
    folder, sheets = place / "press", place / "codes"
    folder.mkdir()
    sheets.mkdir()
    rows, every = [], []
    for number in range(12):
        drawn = sentences(draw, 12)
        every += drawn
        (folder / f"{number:02}.txt").write_text(article(drawn), encoding="utf-8")
        rows += [
            (f"{number:02}", place, text, themes) for place, (text, themes) in enumerate(drawn, 1)
        ]
    names = ["Hospitals", "Vaccines", "Staff", "Money"]
    for coder, miss in (("ana", 0), ("rui", 5)):
        with (sheets / f"{coder}.csv").open("w", encoding="utf-8", newline="") as file:
            sheet = csv.writer(file)
            sheet.writerow(["article", "sentence", "text", *names])
            for index, (name, sentence, text, themes) in enumerate(rows):
                missed = miss and index % miss == 0
                sheet.writerow(
                    [
                        name,
                        sentence,
                        text,
                        *(int(theme in themes and not missed) for theme in names),
                    ]
                )
    options = ["--codes", str(sheets)]
    return Corpus("12 with codes", folder, place / "themes.yaml", options, counted(every))


def many(place: Path, draw: random.Random, dated: bool) -> Corpus:
    """Two hundred in a JSON Lines file, with dates over two years and three sources, or without
    either.
    """
    every, path = [], place / "press.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(200):
            drawn = sentences(draw, draw.randint(5, 25))
            every += drawn
            fields = {"title": title(draw), "text": article(drawn)}
            if dated:
                day = date(2019, 1, 1) + timedelta(days=draw.randrange(730))
                fields |= {"date": day.isoformat(), "source": draw.choice(SOURCES)}
            file.write(json.dumps(fields | {"id": f"n{number:03}"}, ensure_ascii=False) + "\n")
    name = "200 with dates and sources" if dated else "200 without dates"
    return Corpus(name, path, place / "themes.yaml", [], counted(every))


def long(place: Path, draw: random.Random) -> Corpus:
    drawn = sentences(draw, 11_500)
    (place / "long.txt").write_text(article(drawn), encoding="utf-8")
    return Corpus(
        "one of 100,000 words", place / "long.txt", place / "themes.yaml", [], counted(drawn)
    )


def counted(drawn: list[tuple[str, list[str]]]) -> Counter[str]:
    return Counter(theme for _, themes in drawn for theme in themes)


MAKERS: list[Callable[[Path, random.Random], Corpus]] = [
    three_sentences,
    coded,
    lambda place, draw: many(place, draw, dated=True),
    lambda place, draw: many(place, draw, dated=False),
    long,
]


def corpora(place: Path, seed: int = 0) -> Iterator[Corpus]:
    """The five, each in a folder of its own below `place`."""
    for number, make in enumerate(MAKERS, 1):
        folder = place / f"corpus-{number}"
        folder.mkdir(parents=True)
        (folder / "themes.yaml").write_text(THEMES, encoding="utf-8")
        yield make(folder, random.Random(seed + number))
