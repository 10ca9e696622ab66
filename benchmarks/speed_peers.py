"""The tools that speed.py measures beside ours: each is made from terms, and gives the matches of a
list of texts.

What the maker imports may be missing: it then raises ImportError.
"""

import importlib
import re
from collections.abc import Callable
from typing import NamedTuple

from speed_data import Texts

Run = Callable[[Texts], list]


def spacy(terms: list[str]) -> Run:
    module, matching = importlib.import_module("spacy"), importlib.import_module("spacy.matcher")
    nlp = module.blank("en")
    nlp.max_length = 10**9
    matcher = matching.PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("term", list(nlp.tokenizer.pipe(terms)))
    return lambda texts: [
        (n, *match) for n, doc in enumerate(nlp.pipe(texts)) for match in matcher(doc)
    ]


def mwe_tokenizer(terms: list[str]) -> Run:
    tokenize = importlib.import_module("nltk.tokenize").wordpunct_tokenize
    mwe = importlib.import_module("nltk.tokenize").MWETokenizer(separator=" ")
    wanted = {" ".join(tokenize(term)) for term in terms}
    for term in wanted:
        if " " in term:
            mwe.add_mwe(term.split())

    def run(texts: Texts) -> list:
        found = (
            (n, token)
            for n, text in enumerate(texts)
            for token in mwe.tokenize(tokenize(text.lower()))
        )
        return [pair for pair in found if pair[1] in wanted]

    return run


def alternation(terms: list[str]) -> Run:
    any_of = "|".join(wildcards(term, r"\s+") for term in sorted(terms, key=len, reverse=True))
    regex = re.compile(rf"\b(?:{any_of})(?!\w)", re.IGNORECASE)
    return lambda texts: [
        (n, match[0], *match.span())
        for n, text in enumerate(texts)
        for match in regex.finditer(text)
    ]


def flashtext2(terms: list[str]) -> Run:
    keywords = importlib.import_module("flashtext2").KeywordProcessor(case_sensitive=False)
    keywords.add_keywords_from_iter(terms)
    return lambda texts: [
        (n, *match)
        for n, text in enumerate(texts)
        for match in keywords.extract_keywords_with_span(text)
    ]


def flashtext(terms: list[str]) -> Run:
    keywords = importlib.import_module("flashtext").KeywordProcessor()
    keywords.add_keywords_from_list(terms)
    return lambda texts: [
        (n, *match)
        for n, text in enumerate(texts)
        for match in keywords.extract_keywords(text, span_info=True)
    ]


def pyahocorasick(terms: list[str]) -> Run:
    automaton = importlib.import_module("ahocorasick").Automaton()
    for term in terms:
        automaton.add_word(term, (term, len(term) - 1))
    automaton.make_automaton()

    def run(texts: Texts) -> list:
        result = []
        for n, text in enumerate(map(str.lower, texts)):
            found = (
                (term, last - length, last + 1) for last, (term, length) in automaton.iter(text)
            )
            result += [
                (n, term, start, end) for term, start, end in found if whole_word(text, start, end)
            ]
        return result

    return run


def ahocorasick_rs(terms: list[str]) -> Run:
    find = importlib.import_module("ahocorasick_rs").AhoCorasick(terms).find_matches_as_indexes

    def run(texts: Texts) -> list:
        result = []
        for n, text in enumerate(map(str.lower, texts)):
            found = find(text, overlapping=True)
            result += [
                (n, terms[i], start, end) for i, start, end in found if whole_word(text, start, end)
            ]
        return result

    return run


def whole_word(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum()) and not (
        end < len(text) and text[end].isalnum()
    )


class Peer(NamedTuple):
    """`package` is whose version is shown, `goal` how many times faster ours is to be (None: no
    goal).
    """

    name: str
    package: str
    goal: int | None
    make: Callable[[list[str]], Run]
    wildcards: bool = False


PEERS = [
    Peer("spaCy PhraseMatcher", "spacy", 80, spacy),
    Peer("NLTK MWETokenizer", "nltk", 20, mwe_tokenizer),
    Peer("one `re` alternation", "", 30, alternation, wildcards=True),
    Peer("flashtext2", "flashtext2", 2, flashtext2),
    Peer("flashtext", "flashtext", None, flashtext),
    Peer("pyahocorasick", "pyahocorasick", None, pyahocorasick),
    Peer("ahocorasick_rs", "ahocorasick_rs", None, ahocorasick_rs),
]


def without_wildcards(terms: list[str], texts: Texts) -> list[str]:
    """Lower-case terms; one with * or ? becomes the words of the corpus that it matches."""
    runs = [run.split() for run in re.split(r"[^\w\s]+", " ".join(texts).lower())]
    grams = {
        n: {" ".join(run[i : i + n]) for run in runs for i in range(len(run) - n + 1)}
        for n in (1, 2, 3)
    }
    lines = {n: "\n" + "\n\n".join(sorted(found)) + "\n" for n, found in grams.items()}
    plain = dict.fromkeys(term.lower() for term in terms if not re.search(r"[*?]", term))
    for term in (term.lower() for term in terms if re.search(r"[*?]", term)):
        found = re.findall(rf"\n({wildcards(term)})\n", lines[len(term.split())])
        plain.update(dict.fromkeys(found))
    return list(plain)


def wildcards(term: str, space: str = " ") -> str:
    words = [
        r"\w+" if word == "*" else re.escape(word).replace(r"\*", r"\w*").replace(r"\?", r"\w")
        for word in term.split()
    ]
    return space.join(words)
