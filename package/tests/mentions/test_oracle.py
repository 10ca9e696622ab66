"""`find_mentions` against the oracle, on texts and lexicons made to collide, and what must never
change a count.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsthemes import find_mentions, read_lexicon
from oracle import oracle_mentions
from strategies import (
    UNSPACED_PIECES,
    cut_out,
    gaps_and_pieces,
    is_term,
    join,
    short_terms,
    table_of,
    tables,
    unspaced_tables,
)

# two quotes are looked for letter by letter, and that is said
pytestmark = pytest.mark.filterwarnings("ignore:lexicon. Looked for letter by letter")


def rows(mentions):
    return mentions.astype(object).to_numpy().tolist()


def assert_oracle_agrees(articles, themes, nested="drop"):
    lexicon = read_lexicon(themes)
    found = rows(find_mentions(articles, lexicon, nested))
    assert found == oracle_mentions(articles, lexicon, nested)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("made", [tables, unspaced_tables, cut_out])
@given(data=st.data(), nested=st.sampled_from(["drop", "count"]))
def test_the_oracle_agrees(made, data, nested):
    articles, themes = data.draw(made())
    assert_oracle_agrees(articles, themes, nested)


@pytest.mark.slow
def test_the_oracle_agrees_on_every_two_letters_side_by_side():
    letters = [one for one in dict.fromkeys(UNSPACED_PIECES) if one != "?"]
    articles = table_of([f"{one}{other}" for one in [*letters, "a", "."] for other in letters])
    themes = {"T": [{"term": one, "case": "any"} for one in filter(is_term, letters)]}
    found = assert_oracle_agrees(articles, themes)
    assert 1000 < len(found) < 2 * len(articles)


@pytest.mark.slow
@pytest.mark.parametrize("made", [gaps_and_pieces, short_terms])
def test_the_oracle_agrees_on_every_case_of_a_kind(made):
    texts, themes = made()
    assert len(assert_oracle_agrees(table_of(texts), themes, "count")) > 500


LETTERS = "abcdefghijklmnopqrstuvwxyz"
LENGTHS = [1, 2, 3, 7, 8, 9, 15, 16, 17, 24]  # around those of one key and of two
LONG_GAPS = [" ", "-", "\n  ", " " * 8, " " * 9, " " * 8 + "\n", "\n" + " " * 9, "\n" + " " * 9 + "\n", " " * 5 + "-" + " " * 5]  # fmt: skip
LONG_GAPS += [
    "\u00a0" * 9, "\u2028\n", "\u2013", "\u2013 ", "\n\n", ".", ". ", " é ", "é", "\0", "’s ",
]  # fmt: skip


@st.composite
def long_words(draw):
    """The beginning or the ending of the alphabet; often one letter of it is another one."""
    length, kind = draw(st.sampled_from(LENGTHS)), draw(st.sampled_from(["first", "last"]))
    word = LETTERS[:length] if kind == "first" else LETTERS[-length:]
    place = draw(st.integers(0, 2 * length))
    if place >= length:
        return word
    return word[:place] + draw(st.sampled_from(["x", "é", "_", "K", "ſ"])) + word[place + 1 :]


@st.composite
def long_terms(draw):
    """One to three such words, letters of theirs left out for wildcards."""
    words = draw(st.lists(long_words(), min_size=1, max_size=3))
    for number, word in enumerate(words):
        first, last = sorted(draw(st.tuples(st.integers(0, len(word)), st.integers(0, len(word)))))
        inner = draw(st.sampled_from([word[first:last]] * 3 + ["*", "*", "?", "?*"]))
        words[number] = word[:first] + inner + word[last:]
    return draw(st.sampled_from([" ", " ", "-", "'", "."])).join(words)


@pytest.mark.slow
@given(st.data())
def test_the_oracle_agrees_on_long_words_and_gaps(data):
    spelled = long_terms().filter(lambda term: is_term(term) and set(term) - set("*?-' ."))
    terms = data.draw(st.lists(spelled, min_size=1, max_size=4))
    plain = [term.replace("*", "").replace("?", "x") for term in terms]
    spelled = st.sampled_from([term.replace(" ", gap) for term in plain for gap in LONG_GAPS])
    parts = st.tuples(long_words() | spelled, st.sampled_from(LONG_GAPS))
    several = st.lists(parts, max_size=6).map(join)
    texts = data.draw(st.lists(several, min_size=1, max_size=3))
    case = data.draw(st.sampled_from([{}, {"case": "exact"}]))
    themes = {"A": [{"term": term, **case} for term in terms[:2]], "B": terms[1:] or ["b"]}
    assert_oracle_agrees(table_of(texts), themes)


def test_a_long_text_is_looked_at_in_parts_and_nothing_is_lost_where_these_end():
    terms = [LETTERS[:17], f"{LETTERS[:9]}*", f"*{LETTERS[-9:]}", f"{LETTERS[:7]} {LETTERS[-17:]}"]
    themes = read_lexicon({"A": terms[:2], "B": terms[2:]})
    words = [LETTERS[:17], LETTERS[:12], LETTERS, LETTERS[:7], LETTERS[-17:], LETTERS[1:20]]
    text = "".join(word + gap for gap in (" ", "\n" + " " * 9) for word in words) * 2
    before = [(1 << 19) - size for size in range(0, len(text), 5)]
    found = find_mentions([text, *(" " * size + text for size in before)], themes, sentences=False)
    first, *others = (own for _, own in found.groupby("article", sort=False))
    assert len(first) == 20 and len(others) == len(before)
    for own, size in zip(others, before, strict=True):
        assert (own["start"] - size).tolist() == first["start"].tolist()
        assert own["match"].tolist() == first["match"].tolist()


@pytest.mark.slow
@given(tables(most=4), st.randoms())
def test_the_order_of_articles_themes_and_terms_does_not_matter(table, random):
    articles, themes = table
    order = random.sample(range(len(articles)), len(articles))
    one = find_mentions(articles, read_lexicon(themes))
    other = find_mentions(articles.iloc[order], read_lexicon(shuffled(themes, random)))
    places = ["article", "start", "end", "group", "theme", "sentence", "paragraph"]
    assert sorted(rows(one[places])) == sorted(rows(other[places]))
    numbers = other["article"].str[1:].astype(int)
    assert numbers.map(order.index).is_monotonic_increasing


def shuffled(themes, random):
    """A dict of themes, or a list of terms, in another order; so are those within it."""
    if isinstance(themes, list):
        return random.sample(themes, len(themes))
    return {name: shuffled(themes[name], random) for name in random.sample([*themes], len(themes))}
