"""Generated articles and lexicons, made to collide: for tests that hold one implementation against
another.
"""

from functools import cache
from itertools import product

import pandas as pd
from hypothesis import strategies as st

from newsthemes import read_lexicon

# What words are made of. Several fold to each other, or look as if they did.
PIECES = """
    A B ab US us NATO 1 _ . & $ ' ’ " “ \\ [ ( ^ | + é É ι 🙂 🇨🇳 i I İ ı ß ẞ ss SS σ ς Σ ﬁ fi ﬅ ﬆ st ſ s S K k 中 国 中国 한 か
    ا ب ש ा क 𝒜 𐐀 𐐨 ǅ ǆ ŉ ᾈ ᾀ ² Ⅷ ⅷ ٣ Ⓐ ⓐ · … ‿ μ µ θ ϑ Ω Ω""".split()
PIECES += [
    "e\u0301", "i\u0307", "\u0301", "\u20dd", "\U000e0100", "\u0345", "\ufe0f", "👩\u200d🔬",
    "\u212a",
]  # fmt: skip
PIECES += ["\u200b", "\u200c", "\u200d", "\u00ad", "\u2060", "\ufeff", "\u200f"]
# Of scripts without spaces: letters, marks, digits, vowels that no cut parts from their consonant
UNSPACED_PIECES = """
    中 国 中国 南海 南 海 𠀀 𠀁 〇 々 〆 か が き カ ｶ ﾞ ー ｰ 〼 ก ข น ะ า ำ ๅ เ แ โ ใ ไ ็ ่ ๆ ๑ ก่ เก ກ ະ າ ຳ ເ ໄ ່ ໑ ក ខ ្ ា ១ က ခ ္ ်
    ာ ၁ 5 G 5G 網 x _ é 한 ? ? ⺀ ฿""".split()
UNSPACED_PIECES += ["\u3099", "\u309a", "\u302a", "\u0301", "\u0345", "\ufe0f", "\U000e0100"]
UNSPACED_PIECES += ["\u200b"]
UNSPACED_GAPS = [
    "", "", "", "", " ", "-", "。", "、", "・", "，", "「", "」", "\u3000", "\n", "ー", "a",
]  # fmt: skip
GAPS = [
    "\n", "\r\n", "\r", "\n\n", " \n ", "\n \n", "\u00a0\n", "  ", "\t", "\u0085", "\u00a0",
    "\u202f", "\u2009", "\u3000",
]  # fmt: skip
GAPS += [
    "\u2028", "\u2029", "\u1680", "\x0b", "\x0c", "–", "—", "\u2011", "\u2010", "\u2015", "--",
    " - ", "- ", " -", "-\n",
]  # fmt: skip
LETTERS = st.characters()
GAPS += ["\u2212", ", ", ". ", "/", "’s ", "'s-", " (", "…", "", "\u200b", "\x1f", "\x00"]


@st.composite
def tables(draw, most=2):
    """Articles and a lexicon of one small alphabet, so that terms match often and get in each
    other's way.
    """
    pieces = ["a", "b", *draw(st.lists(st.sampled_from(PIECES), max_size=3))]
    gaps = [" ", "-", *draw(st.lists(st.sampled_from(GAPS), max_size=3))]
    words = st.lists(st.sampled_from(pieces), min_size=1, max_size=2).map("".join)
    texts = st.lists(st.tuples(words, st.sampled_from(gaps)), max_size=10).map(join)
    signs = st.sampled_from([*pieces, *pieces, "*", "?"])
    patterns = st.lists(signs, min_size=1, max_size=3).map("".join)
    parts = st.tuples(patterns | st.sampled_from([*pieces, "*"]), st.sampled_from([" ", "-", "–"]))
    terms = st.lists(parts, min_size=1, max_size=3).map(join).filter(is_term)
    themes = themes_of(terms)
    lexicon = draw(themes | themes.map(lambda inner: {"G": inner, "B": ["a b", "b*"]}))
    texts = draw(st.lists(texts, min_size=1, max_size=most))
    return table_of(texts), lexicon


@st.composite
def unspaced_tables(draw, most=3):
    """The same in scripts without spaces, with Latin letters, digits, marks and signs among them."""
    pieces = draw(st.lists(st.sampled_from(UNSPACED_PIECES), min_size=2, max_size=5))
    gaps = draw(st.lists(st.sampled_from(UNSPACED_GAPS), min_size=2, max_size=4))
    spelled = st.lists(st.tuples(st.sampled_from(pieces), st.sampled_from(gaps)), max_size=12)
    texts = draw(st.lists(spelled.map(join), min_size=1, max_size=most))
    parts = st.tuples(st.sampled_from(pieces), st.sampled_from(["", "", "", *gaps[:1], "*"]))
    terms = st.lists(parts, min_size=1, max_size=4).map(join).filter(is_term)
    return table_of(texts), draw(themes_of(terms))


@st.composite
def cut_out(draw, most=1, letters=LETTERS):
    """Any text, and terms that are cut out of it, with wildcards and without."""
    text = draw(st.text(letters, max_size=30))
    start, length = draw(st.integers(0, len(text))), draw(st.sampled_from([1, 4, 9]))
    term = "".join(filter(str.isprintable, text[start : start + length]))
    terms = [one for one in (term, term + "*", "*" + term, "?" + term) if is_term(one)] or ["a"]
    themes = {f"T{number}": [one] for number, one in enumerate(terms)}
    themes["E"] = [{"term": terms[0], "case": "exact"}]
    return table_of([text, text.upper(), text.lower()]), themes


def gaps_and_pieces():
    """Every gap between two words, and every piece at both sides of one."""
    others = ["", " ", "-", "\n", "\n\n", "\u200b"]
    texts = [f"a{gap}{other}b" for gap in [*GAPS, " ", "-"] for other in others]
    texts += [text for piece in PIECES for text in (f"{piece}a", f"a{piece}", piece)]
    pieces = enumerate(filter(is_term, PIECES))
    each = {f"T{number}": [{"term": piece, "case": "any"}] for number, piece in pieces}
    return texts, {"Gap": ["a b"], "One": ["a", "a?"], **each}


def short_terms():
    """Every short word, and every short term with stars."""
    spelled = ["".join(one) for size in range(1, 6) for one in product("ab*", repeat=size)]
    text = " ".join(word for word in spelled if "*" not in word)
    return [text], {term: [term] for term in spelled if set(term) != {"*"}}


@cache
def is_term(spelled):
    """Whether a lexicon takes it."""
    try:
        return bool(read_lexicon({"T": [{"term": spelled}]}))
    except ValueError:
        return False


def themes_of(terms):
    """Themes of these terms, in any case, some of them `not:` phrases."""
    cases = st.sampled_from([{}, {}, {"case": "exact"}, {"case": "any"}])
    keys = st.sampled_from(["term", "not"])
    entries = terms | st.builds(lambda key, term, case: {key: term, **case}, keys, terms, cases)
    several = st.lists(entries, min_size=1, max_size=4)
    return st.dictionaries(st.sampled_from("ABC"), several, min_size=1, max_size=3)


def table_of(texts):
    ids = [f"a{number}" for number in range(len(texts))]
    return pd.DataFrame({"article": ids, "text": list(texts)})


def articles(*texts):
    return table_of(texts)


def join(pairs):
    return "".join(part + gap for part, gap in pairs)
