"""Our counts against labels that people gave, beside a regular expression and a trained classifier,
to benchmarks/validity.md.

    pip install -r requirements.txt -r benchmarks/requirements.txt
    python -m nltk.downloader reuters
    python benchmarks/validity.py [--reuters DIR] [--events FILE] [--write] [--json] [--errors
    THEME]

DIR holds training/, test/ where it is there, and cats.txt, or is a data folder of NLTK with
corpora/reuters.zip; without it NLTK's own search path is looked through. FILE is JSON Lines,
gzipped or not, one blurb a line: {"id": "…", "date": "2015-01-31", "text": "…", "themes":
["taiwan", …]}, from https://en.wikipedia.org/wiki/Portal:Current_events, the themes being read off
the headings that its editors filed a blurb under: ukraine_war, taiwan, south_china_sea,
us_china_trade_war, trade_policy, gaza_war, north_korea. The report is printed; --write also puts it
into benchmarks/validity.md, where the section on the test part is kept unless DIR holds one. --json
prints the figures of ours as JSON and nothing else. --errors prints the false finds and the misses
of a topic or theme, in each part that DIR holds, with what was found in them.

Protocol, Reuters-21578 (ModApte split). The lexicon is reuters.yaml. From mentions to a topic: a
core term gives an article 3 points, a supporting one 1, and twice that in the title; the article
has the topic where its points reach a + b for each 100 words. a and b are chosen for each topic,
for the best F1 in articles that are not those it is judged on: for the training part in five folds,
for the test part in all of the training part. The regular expression is the topic's bare word, at
least twice in the article; it has nothing to choose. The support vector machine (scikit-learn:
TF-IDF of words, LinearSVC) is trained on the same articles as our a and b are chosen in, one for
each topic, its cut chosen by cross-validation inside them. In brackets: 95 % percentile intervals
from 2,000 bootstrap samples of articles, the same samples for all, so that differences are paired;
the choice of a and b is not drawn again. Macro F1 is the mean over topics. The lexicon was written
by reading in the training part, so the figures for that part flatter it, where those for the test
part do not.

Protocol, Current Events. The lexicon is events.yaml. A blurb has a theme where the theme is
mentioned; where the theme has several lists, each of them. A blurb is filed under one heading and
may speak of more than that, so recall is what can be trusted, and precision is a lower bound. Naive
is the plain name, or `tariff*` where the plain name is never found. In brackets: 95 %
Clopper-Pearson intervals.
"""

import argparse
import hashlib
import json
import platform
import re
import sys
import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from validity_data import read_events, read_reuters
from validity_labels import (
    Labels,
    LinearSVM,
    Threshold,
    bare_words,
    cross_validated,
    points,
    themes_found,
    truth,
)
from validity_report import events_table, figures, reuters_table, table

HERE = Path(__file__).resolve().parent
WORDS = {
    "trade": "trade",
    "crude": "crude",
    "ship": "ship",
    "grain": "grain",
    "interest": "interest",
    "money-fx": "currency",
}
TOPICS = list(WORDS)
THEMES = {  # theme in events.yaml: its label in FILE, its plain name
    "South China Sea": ("south_china_sea", "South China Sea"),
    "Taiwan": ("taiwan", "Taiwan*"),
    "Ukraine": ("ukraine_war", "Ukrain*"),
    "North Korea": ("north_korea", "North Korea*"),
    "Gaza": ("gaza_war", "Gaza*"),
    "Trade policy": ("trade_policy", "tariff*"),
    "US-China trade war": ("us_china_trade_war", "tariff*"),
}
READ = "## What the errors are"  # from here on validity.md is written by hand, and kept
TEST = re.compile(
    "<!-- test part -->.*?<!-- /test part -->", re.DOTALL
)  # kept by a run that does not hold the test part
FOOTNOTE = """On trade, Joachims (1998, Text Categorization with Support Vector Machines) reports break-even points of
precision and recall on the test part: naive Bayes 52, Rocchio 77, decision trees 59, k-nearest neighbours 78, support vector
machine 79."""


def lexicon_of(themes: Any) -> Any:
    from newsthemes import read_lexicon

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a term that two themes have in common is no mistake here
        return read_lexicon(themes)


def reuters_found(parts: dict[str, Any], peers: bool) -> dict[str, dict[str, Labels]]:
    """For each part, method by method, which articles have which topic; the training part by
    cross-validation.
    """
    training = parts["training"]
    wanted, given = truth(training, TOPICS), reuters_points(training)
    found = {"training": {"ours": cross_validated(Threshold, given, wanted)}}
    if "test" in parts:
        found["test"] = {
            "ours": Threshold().fit(given, wanted).predict(reuters_points(parts["test"]))
        }
    if peers:
        texts = training["text"].to_numpy()
        found["training"]["SVM"] = cross_validated(LinearSVM, texts, wanted)
        if "test" in parts:
            found["test"]["SVM"] = (
                LinearSVM().fit(texts, wanted).predict(parts["test"]["text"].to_numpy())
            )
        for part, articles in parts.items():
            found[part]["regex"] = bare_words(articles, WORDS)
    return found


def reuters_points(articles: Any) -> tuple[np.ndarray, np.ndarray]:
    """What a threshold looks at: points, articles x topics, and words."""
    return points(articles, lexicon_of(HERE / "reuters.yaml"), TOPICS), articles[
        "text"
    ].str.split().str.len().to_numpy()


def events_found(events: Any) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """For each theme the blurbs in which ours finds it, and those that the editors filed there."""
    wanted = truth(events, [label for label, _ in THEMES.values()])
    return themes_found(events, lexicon_of(HERE / "events.yaml")), dict(
        zip(THEMES, wanted.T, strict=True)
    )


def as_json(parts: dict[str, Any], events: Any) -> str:
    result: dict[str, dict] = {"reuters": {}, "events": {}}
    for part, found in (reuters_found(parts, peers=False) if parts else {}).items():
        columns = zip(TOPICS, found["ours"].T, truth(parts[part], TOPICS).T, strict=True)
        result["reuters"][part] = {topic: figures(ours, people) for topic, ours, people in columns}
    if events is not None:
        found, wanted = events_found(events)
        for (
            theme,
            people,
        ) in wanted.items():  # under the theme's name, and under the file's label for it
            result["events"] |= dict.fromkeys(
                [theme, THEMES[theme][0]], figures(found[theme], people)
            )
    return json.dumps(result)


def errors(theme: str, parts: dict[str, Any], events: Any) -> str:
    """False finds and misses: id, beginning of the text, what was found. Of Reuters part by part,
    the training part cross-validated.
    """
    if theme in TOPICS and parts:
        lexicon, column = lexicon_of(HERE / "reuters.yaml"), TOPICS.index(theme)
        found = reuters_found(parts, peers=False)
        judged = {
            name: (part, found[name]["ours"][:, column], truth(part, [theme])[:, 0])
            for name, part in parts.items()
        }
    elif theme in THEMES and events is not None:
        lexicon = lexicon_of(HERE / "events.yaml")
        judged = {"events": (events, *(labels[theme] for labels in events_found(events)))}
    else:
        raise SystemExit(
            f"--errors {theme}: give one of {', '.join([*TOPICS, *THEMES])}, the latter with --events FILE"
        )
    return "\n".join(
        line for name, part in judged.items() for line in listed(name, theme, lexicon, *part)
    )


def listed(
    part: str, theme: str, lexicon: Any, articles: Any, found: np.ndarray, wanted: np.ndarray
) -> list[str]:
    from newsthemes import find_mentions

    mentions = find_mentions(articles, lexicon, sentences=False)
    mentions = mentions[(mentions["group"] == theme) | (mentions["theme"] == theme)]
    matches = mentions.groupby("article")["match"].agg(
        lambda found: ", ".join(" ".join(match.split()) for match in found)
    )
    lines = []
    for name, wrong in (("False finds", found & ~wanted), ("Misses", wanted & ~found)):
        lines.append(f"{name}, {part}: {wrong.sum()}")
        for row in articles[wrong].itertuples():
            lines.append(
                f"- {row.article}: {' '.join(row.text.split())[:250]} ({matches.get(row.article, 'nothing found')})"
            )
    return lines


def report(parts: dict[str, Any], events: Any, page: str = "") -> str:
    """The page; of a run without the test part, with the section on it that `page` has."""
    names = ("reuters.yaml", "events.yaml")
    digests = ", ".join(
        f"{name} {hashlib.sha256((HERE / name).read_bytes()).hexdigest()[:12]}" for name in names
    )
    command = f"python benchmarks/validity.py{' --events FILE' * (events is not None)} --write"
    lines = [
        "# Validity",
        f"Made by `{command}`, up to the page on the errors, which is written by hand.",
    ]
    lines.append(
        f"Python {platform.python_version()}, scikit-learn {version('scikit-learn')}; sha256 of {digests}."
    )
    found = reuters_found(parts, peers=True) if parts else {}
    for part, name in (("test", "the test part"), ("training", "the training part, in five folds")):
        size = f"{len(parts[part]):,} articles" if part in parts else "not there in this run"
        section = f"## Reuters-21578, {name}: {size}"
        if part in parts:
            section += f"\n\n{reuters_table(found[part], truth(parts[part], TOPICS), TOPICS)}"
        if part == "test":
            kept = TEST.search(page) if part not in parts else None
            section = kept[0] if kept else f"<!-- test part -->\n\n{section}\n\n<!-- /test part -->"
        lines.append(section)
    if parts:
        chosen = (
            Threshold()
            .fit(reuters_points(parts["training"]), truth(parts["training"], TOPICS))
            .chosen
        )
        rows = [
            [topic, f"`{WORDS[topic]}`", a, f"{b:g}"]
            for topic, (a, b) in zip(TOPICS, chosen, strict=True)
        ]
        lines += [
            FOOTNOTE,
            table(
                [
                    "topic",
                    "regex: at least twice",
                    "ours: points (a)",
                    "and for each 100 words (b)",
                ],
                rows,
            ),
        ]
    if events is not None:
        ours, wanted = events_found(events)
        naive = {
            theme: (term, themes_found(events, lexicon_of({theme: [term]}))[theme])
            for theme, (_, term) in THEMES.items()
        }
        months = ", ".join(map(str, sorted({int(date[5:7]) for date in events["date"]})))
        lines.append(
            f"## Current Events, {min(events['date'])} to {max(events['date'])}: {len(events):,} blurbs"
        )
        lines += [
            f"Months of the year that are in the file: {months}.",
            events_table(ours, naive, wanted),
        ]
    return "\n\n".join([*lines, "## Protocol", *__doc__.strip().split("\n\n")[2:]]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--reuters", metavar="DIR", help="training/, test/ and cats.txt, or NLTK's data folder"
    )
    parser.add_argument("--events", metavar="FILE", help="blurbs of Wikipedia's Current Events")
    parser.add_argument("--write", action="store_true", help="put the report into validity.md, too")
    parser.add_argument("--json", action="store_true", help="only the figures of ours, as JSON")
    parser.add_argument(
        "--errors", metavar="THEME", help="only the false finds and the misses of a topic or theme"
    )
    given = parser.parse_args()
    sys.path.insert(0, str(HERE.parent / "notebooks"))
    events = read_events(given.events) if given.events else None
    parts = read_reuters(given.reuters)
    if not parts and (given.reuters or events is None):
        where = f" in {given.reuters}" if given.reuters else ""
        raise SystemExit(
            f"Reuters is not there{where} (training/ or reuters.zip): python -m nltk.downloader reuters"
        )
    if given.errors:
        print(errors(given.errors, parts, events))
    elif given.json:
        print(as_json(parts, events))
    else:
        path = HERE / "validity.md"
        page = path.read_text(encoding="utf-8") if path.is_file() else ""
        text = report(parts, events, page)
        if given.write:
            _, mark, kept = page.partition(READ)
            path.write_text(
                f"{text}\n{mark}{kept}" if mark else text, encoding="utf-8", newline="\n"
            )
        print(text)


if __name__ == "__main__":
    main()
