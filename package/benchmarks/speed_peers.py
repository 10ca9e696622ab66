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


def bare_scan(terms: list[str]) -> Run:
    """Where the terms stand, and nothing else: inside of words, too, none over another."""
    find = importlib.import_module("ahocorasick_rs").AhoCorasick(terms).find_matches_as_indexes
    return lambda texts: [
        (n, *match) for n, text in enumerate(map(str.lower, texts)) for match in find(text)
    ]


def hyperscan(terms: list[str]) -> Run:
    """Whole words; ends only, as where a match starts costs more."""
    module = importlib.import_module("hyperscan")
    patterns = [rf"\b{re.escape(term)}\b".encode() for term in terms]
    database = module.Database()
    database.compile(patterns, list(range(len(terms))), len(terms), module.HS_FLAG_CASELESS)

    def run(texts: Texts) -> list:
        result: list = []

        def found(term: int, start: int, end: int, flags: int, n: int) -> None:
            result.append((n, term, end))

        for n, text in enumerate(texts):
            database.scan(text.encode(), match_event_handler=found, context=n)
        return result

    return run


def whole_word(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum()) and not (
        end < len(text) and text[end].isalnum()
    )


class Peer(NamedTuple):
    """`package` is whose version is shown."""

    name: str
    package: str
    make: Callable[[list[str]], Run]
    wildcards: bool = False


PEERS = [
    Peer("hyperscan", "hyperscan", hyperscan),
    Peer("ahocorasick_rs, a bare scan", "ahocorasick_rs", bare_scan),
    Peer("ahocorasick_rs, whole words", "ahocorasick_rs", ahocorasick_rs),
    Peer("pyahocorasick", "pyahocorasick", pyahocorasick),
    Peer("one `re` alternation", "", alternation, wildcards=True),
    Peer("flashtext2", "flashtext2", flashtext2),
    Peer("flashtext", "flashtext", flashtext),
    Peer("NLTK MWETokenizer", "nltk", mwe_tokenizer),
    Peer("spaCy PhraseMatcher", "spacy", spacy),
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
