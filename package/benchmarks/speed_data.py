"""The texts and the lexicons of speed.py, but for Reuters', which scale.py reads."""

import importlib
import random
import re
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

Texts = list[str]
Themes = dict[str, list[str]]


def repeat(texts: Texts, megabytes: float, mark: str = "") -> Texts:
    """The texts again and again up to a size; each ends in `mark`, so that no two calls give the
    same.
    """
    result, left = [], megabytes * 1e6
    while left > 0:
        for text in texts:
            result.append(f"{text} {mark}")
            left -= len(result[-1])
            if left <= 0:
                break
    return result


def megabytes(texts: Texts) -> float:
    return sum(map(len, texts)) / 1e6


def large_lexicon(texts: Texts, small: Themes, size: int) -> Themes:
    """The small lexicon with words and bigrams of middling frequency, dealt out over its themes;
    always the same ones.
    """
    words = re.findall("[a-z]{2,}", " ".join(texts).lower())
    pool = [word for word, _ in Counter(words).most_common(6000)[150:] if len(word) > 2]
    pairs = [
        " ".join(pair)
        for pair, _ in Counter(zip(words, words[1:], strict=False)).most_common(8000)[200:]
    ]
    pairs = [pair for pair in pairs if min(map(len, pair.split())) > 2]
    rng = random.Random(1)
    seen = dict.fromkeys(term.lower() for terms in small.values() for term in terms)
    result = {theme: list(terms) for theme, terms in small.items()}
    for number, term in enumerate(rng.sample(pool, 2000) + rng.sample(pairs, 1500)):
        last = term.split()[-1]
        if number % 9 == 0 and len(last) > 4:
            term = (
                term.removesuffix(last)
                + (last[:-2] + "*", "*" + last[2:], last[:2] + "*" + last[-2:])[number % 4 % 3]
            )
        if term not in seen:
            seen[term] = None
            result[rng.choice(list(small))].append(term)
        if len(seen) == size:
            break
    return result


def read_themes(path: Path) -> Themes:
    """A lexicon file as a dict, for tools that know no themes."""
    return importlib.import_module("ruamel.yaml").YAML(typ="safe", pure=True).load(path)


def lexicon_of(themes: Themes) -> Any:
    from newsthemes import read_lexicon

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a term that two themes have in common is no mistake here
        return read_lexicon(themes)


def table_of(texts: Texts) -> Any:
    import pandas as pd

    return pd.DataFrame({"article": range(len(texts)), "text": texts})
