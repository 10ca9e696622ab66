"""Inflected forms and languages against gold words: ours on Universal Dependencies, to
benchmarks/languages_forms.md.

    pip install -r benchmarks/requirements.txt
    python benchmarks/languages_forms.py DIR

DIR holds test parts of treebanks of Universal Dependencies (https://universaldependencies.org), files
named xx_name-ud-test.conllu, xx the code of the language. We use de_gsd, ru_gsd, tr_imst, el_gdt,
fi_tdt, uk_iu, fr_pud, es_pud, ar_pud, he_htb, ko_gsd for forms, and these and en_pud, de_pud, ru_pud,
pt_pud, nl_lassysmall, hu_szeged, no_bokmaal, pl_pdb, ja_gsd, zh_gsdsimp, th_pud for languages and sentences.

Protocol. Forms: a term is a lemma that three nouns or names (NOUN, PROPN) have or more, as the treebank
spells it; right are the words with that lemma. A term by itself, a term with `*` behind it, and a term
with `forms`, each found by `find_mentions` in the whole text, a line a sentence; F1 over all terms
together. A match that is a part of a gold word with another lemma (`China` in `US-China`) is left aside: the
counting rule finds it with and without forms. So are, in lemmas, a `#`, which parts a Finnish compound, and the vowel signs of
Arabic. Languages: pieces of 1, 3 and 10
sentences one after the other; right, not sure, wrong, in percent. Sentences: every 20 joined by a space; F1
is over the last characters of all but the last one; the peers know the language where they have it.
"""

import importlib
import sys
import warnings
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
FORMS = "de_gsd ru_gsd tr_imst el_gdt fi_tdt uk_iu fr_pud es_pud ar_pud he_htb ko_gsd".split()
warnings.simplefilter("ignore")  # of terms that look like mistakes
GOALS = {"de": 0.97, "ru": 0.97, "tr": 0.95, "el": 0.94, "fi": 0.93}
LEAST = 3  # words of a lemma
DOCUMENT = 20  # sentences


def read(path: Path) -> list[tuple[str, list[list[str]]]]:
    """The sentences: text, and the rows of its words."""
    found: list[tuple[str, list[list[str]]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("# text = "):
            found.append((" ".join(line[9:].split()), []))
        elif len(cells) == 10 and "." not in cells[0]:
            found[-1][1].append(cells)
    return found


class Gold(NamedTuple):
    """A text, a sentence a line; where its words begin and end; and of each lemma where those begin that have it."""

    text: str
    spans: set[tuple[int, int]]
    lemmas: dict[str, set[int]]


def gold(sentences: list[tuple[str, list[list[str]]]]) -> Gold:
    places: dict[str, set[int]] = defaultdict(set)
    spelled: dict[str, Counter] = defaultdict(Counter)
    spans, offset = set(), 0
    for text, words in sentences:
        at = start = last = 0
        for number, form, lemma, kind, *_ in words:
            # `3-4 zum`, then `3 zu` and `4 dem`: parts of a word begin where it does
            if "-" in number or int(number) > last:
                start = text.index(form, at)
                at = start + len(form)
                spans.add((offset + start, offset + at))
            if "-" in number:
                last = int(number.split("-")[1])
            if kind in ("NOUN", "PROPN") and any(map(str.isalpha, lemma)):
                name = "".join(c for c in lemma if c != "#" and not "\u064b" <= c <= "\u0652")
                places[name.casefold()].add(offset + start)
                spelled[name.casefold()][name] += 1
        offset += len(text) + 1
    names = {spelled[name].most_common(1)[0][0]: own for name, own in places.items()}
    kept = {
        name: own for name, own in names.items() if len(own) >= LEAST and not set("*?") & set(name)
    }
    return Gold("\n".join(text for text, _ in sentences), spans, kept)


def f1(known: Gold, language: str, way: str) -> float:
    nt = importlib.import_module("newsthemes")
    more = {"alone": {}, "with *": {}, "with forms": {"forms": language}}[way]
    star = "*" if way == "with *" else ""
    names = dict(enumerate(known.lemmas))
    terms = {n: name if name.endswith(".") else name + star for n, name in names.items()}  # no .*
    themes = {f"t{n}": [{"term": term, "case": "any", **more}] for n, term in terms.items()}
    table = nt.find_mentions([known.text], nt.read_lexicon(themes), nested="count", sentences=False)
    right = found = 0
    for theme, start, end in zip(table["theme"], table["start"], table["end"], strict=True):
        hit = start in known.lemmas[names[int(theme[1:])]]
        right += hit
        found += hit or (start, end) in known.spans
    return 2 * right / (found + sum(map(len, known.lemmas.values())))


def forms_table(folder: Path) -> list[str]:
    lines = [
        "| treebank | terms | words | alone | with * | with forms | goal |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name in FORMS:
        known = gold(read(folder / f"{name}-ud-test.conllu"))
        language, scores = name[:2], []
        for way in ("alone", "with *", "with forms"):
            try:
                scores.append(f"{f1(known, language, way):.3f}")
            except ValueError:  # simplemma does not know the language
                scores.append("–")
        words = sum(map(len, known.lemmas.values()))
        goal = GOALS.get(language, "")
        lines.append(
            f"| {name} | {len(known.lemmas):,} | {words:,} | {' | '.join(scores)} | {goal} |"
        )
    return lines


def languages_table(folder: Path) -> list[str]:
    language_of = importlib.import_module("newsthemes.text.languages").language_of
    lines = ["| treebank | 1 sentence | 3 sentences | 10 sentences |", "|---|--:|--:|--:|"]
    for path in sorted(folder.glob("*-ud-test.conllu")):
        texts, cells = [text for text, _ in read(path)], []
        for size in (1, 3, 10):
            pieces = [
                " ".join(texts[at : at + size]) for at in range(0, len(texts) - size + 1, size)
            ]
            told = Counter(language_of(piece) for piece in pieces)
            right, unsure = told[path.name[:2]], told[""]
            wrong = len(pieces) - right - unsure
            cells.append(" / ".join(f"{100 * n / len(pieces):.1f}" for n in (right, unsure, wrong)))
        lines.append(f"| {path.name.split('-')[0]} | {' | '.join(cells)} |")
    return lines


def splitters(language: str) -> dict:
    ours = importlib.import_module("newsthemes.text.sentences").sentence_spans
    punkt = importlib.import_module("nltk.tokenize.punkt").PunktSentenceTokenizer()
    found = {"ours": lambda text: ours(text, language), "Punkt": punkt.span_tokenize}
    try:
        segmenter = importlib.import_module("pysbd").Segmenter(
            language, clean=False, char_span=True
        )
        found["pysbd"] = lambda text: [(one.start, one.end) for one in segmenter.segment(text)]
    except (ImportError, ValueError):  # not installed, or not this language
        pass
    return found


def score(split, texts: list[str], wanted: list[set[int]]) -> float:
    right = found = due = 0
    for text, gold_ends in zip(texts, wanted, strict=True):
        spans = split(text)
        got = {start + len(text[start:end].rstrip()) for start, end in spans} - {len(text)}
        right, found, due = right + len(got & gold_ends), found + len(got), due + len(gold_ends)
    return 200 * right / (found + due)


def sentences_table(folder: Path) -> list[str]:
    sys.path.insert(0, str(HERE.parent / "tests"))
    spoken = importlib.import_module("spoken")
    lines = ["| text | sentences | ours | Punkt, untrained | pysbd |", "|---|--:|--:|--:|--:|"]
    rows = [(f"own, {code}", code, [spoken.sentences_in(code)]) for code in spoken.LANGUAGES]
    for path in sorted(folder.glob("*-ud-test.conllu")):
        texts = [text for text, _ in read(path)]
        documents = [texts[at : at + DOCUMENT] for at in range(0, len(texts), DOCUMENT)]
        rows.append((path.name.split("-")[0], path.name[:2], documents))
    for name, language, documents in rows:
        wanted = []
        for document in documents:
            ends = [sum(map(len, document[: n + 1])) + n for n in range(len(document) - 1)]
            wanted.append(set(ends))
        texts = [" ".join(document) for document in documents]
        scores = {who: score(split, texts, wanted) for who, split in splitters(language).items()}
        cells = [
            f"{scores[who]:.1f}" if who in scores else "–" for who in ("ours", "Punkt", "pysbd")
        ]
        lines.append(f"| {name} | {sum(map(len, documents)):,} | {' | '.join(cells)} |")
    return lines


def main(folder: Path) -> str:
    parts = [
        "# Languages and inflected forms",
        "## Inflected forms: F1 of nouns and names",
        "\n".join(forms_table(folder)),
        "Korean has no forms: simplemma does not know it, and what joins on to a word is written out as terms.\n"
        "In Arabic and Hebrew an article or a preposition joins on to the word: some of these words are found, and\n"
        "the others are written out as terms. French and Spanish lack what their treebanks take for the lemma of a\n"
        "name or an ending, and take verbs of the same letters for nouns.",
        "## Which language? Right / not sure / wrong, percent of the pieces",
        "\n".join(languages_table(folder)),
        "## Where do sentences end? F1 in percent",
        "\n".join(sentences_table(folder)),
        "Our own texts (tests/languages/) were written with the rules in mind; the treebanks were not. Thai has\n"
        "no mark at the end of a sentence, so nothing is found there.",
        "Made by `python benchmarks/languages_forms.py DIR`.",
        *__doc__.split("\n\n")[2:],
    ]
    return "\n\n".join(parts)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("Usage: python benchmarks/languages_forms.py DIR (of the treebanks)")
    report = main(Path(sys.argv[1]))
    (HERE / "languages_forms.md").write_text(report, encoding="utf-8", newline="\n")
    print(report)
