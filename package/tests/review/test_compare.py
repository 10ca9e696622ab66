"""What an edit of the lexicon changed, on toy texts and as a property."""

import tracemalloc

import pandas as pd
import pytest
from hypothesis import given, settings

from newsthemes import compare, find_mentions, read_lexicon
from strategies import tables

ARTICLES = pd.DataFrame(
    {"article": ["b", "a", 7], "text": ["Trade\ntalks. Iran.\n\nTrade.", "An Iran trade.", "War."]}
)
ENTRY = ["group", "theme", "term"]


def found(themes, **options):
    return find_mentions(ARTICLES, read_lexicon(themes), **options)


def tuples(table, columns):
    return list(table[columns].itertuples(index=False, name=None))


@pytest.mark.parametrize(("before", "after", "expected"), [
    ({"T": ["trade"]}, {"T": ["trade"]}, []),
    ({"T": ["trade"]}, {"U": ["war"]},
     ["b lost T Trade", "b lost T Trade", "a lost T trade", "7 gained U War"]),
    ({"T": ["trade"]}, {"T": ["trad*"]},
     ["b moved T<T Trade", "b moved T<T Trade", "a moved T<T trade"]),
    ({"T": ["Iran"]}, {"G": {"T": ["Iran"]}}, ["b moved T<T Iran", "a moved T<T Iran"]),
    # a longer term where a shorter one stood: the theme still counts the place
    ({"T": ["trade"]}, {"T": ["trade", "Iran trade"]}, ["a moved T<T Iran trade"]),
    ({"T": ["Iran", "trade"]}, {"T": ["Iran trade"]},
     ["b lost T Trade", "b lost T Iran", "b lost T Trade", "a moved T<T Iran trade", "a lost T trade"]),
    ({"T": ["trade"]}, {"U": ["Iran trade"]},
     ["b lost T Trade", "b lost T Trade", "a gained U Iran trade", "a lost T trade"]),
    # within one span: a theme's own mention first, then the others in order, what is left is
    # gained or lost
    ({"A": ["war"], "B": ["war"]}, {"B": ["war*"], "C": ["war"]},
     ["7 moved B<B War", "7 moved C<A War"]),
    ({"A": ["war"]}, {"B": ["war"], "C": ["war"]}, ["7 moved B<A War", "7 gained C War"]),
    ({"A": ["war"], "B": ["war"]}, {"A": ["war"]}, ["7 lost B War"]),
])  # fmt: skip
def test_gained_lost_and_moved(before, after, expected):
    table = compare(found(before), found(after), ARTICLES)
    said = []
    for row in table.itertuples():
        moved = f"{row.theme}<{row.theme_before}".rstrip("<")
        said.append(f"{row.article} {row.change} {moved} {' '.join(row.match.split())}")
    assert said == expected


def test_the_table_in_full():
    before = found({"G": {"Trade": ["trade talks"], "War": ["war"]}})
    table = compare(before, found({"Trade": ["trade *"], "Iran": ["Iran"]}), ARTICLES)
    columns = "change article group theme term match start end sentence paragraph".split()
    assert table.columns.tolist()[:10] == columns
    assert ["|".join(map(str, row)) for row in table.itertuples(index=False)] == [
        "moved|b||Trade|trade *|Trade\ntalks|0|11|1|1|G|Trade|trade talks|0|11|Trade talks.",
        "gained|b||Iran|Iran|Iran|13|17|2|1||||<NA>|<NA>|Iran.",
        "gained|a||Iran|Iran|Iran|3|7|1|1||||<NA>|<NA>|An Iran trade.",
        "lost|7|G|War|war|War|0|3|1|1||||<NA>|<NA>|War.",
    ]
    numbers = table.dtypes[["start", "end", "sentence", "paragraph"]].astype(str)
    assert numbers.tolist() == ["int64", "int64", "Int64", "int64"]


def test_a_theme_stays_itself_where_another_gets_its_name():
    """Then it is called behind its group."""
    before = found({"A": {"T": ["trade", "Iran"]}})
    after = found({"A": {"T": ["trad*", "Iran"]}, "B": {"T": ["war"]}})
    table = compare(before, after, ARTICLES)
    columns = ["change", "theme", "term", "theme_before", "term_before"]
    assert tuples(table, columns) == [
        *[("moved", "A: T", "trad*", "T", "trade")] * 3, ("gained", "B: T", "war", "", ""),
    ]  # fmt: skip


def test_an_article_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="there is no article 7"):
        compare(found({"T": ["trade"]}), found({"T": ["trade", "war"]}), ARTICLES.head(2))


def test_memory_grows_with_the_mentions_of_an_article_and_not_with_their_square():
    article = pd.DataFrame({"article": ["a"], "text": ["Trade talks. " * 1500]})
    before, after = (find_mentions(article, {"T": [term]}) for term in ("trade", "trade talks"))
    tracemalloc.start()
    try:
        changes = compare(before, after, article)
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()
    assert changes["change"].tolist() == ["moved"] * 1500


def test_nothing_and_no_sentence_numbers():
    none = found({"T": ["nothing"]})
    nothing = compare(none, none, ARTICLES)
    something = compare(none, found({"T": ["war"]}), ARTICLES)
    assert nothing.empty and nothing.columns.tolist() == something.columns.tolist()
    with pytest.raises(ValueError, match="find them with sentences=True"):
        compare(none, found({"T": ["war"]}, sentences=False), ARTICLES)


@pytest.mark.slow
@settings(max_examples=25)
@given(tables(), tables())
def test_what_was_lost_and_gained_leads_to_the_mentions_after(table, other):
    before = find_mentions(table[0], read_lexicon(table[1]))
    after = find_mentions(table[0], read_lexicon(other[1]))
    changes = compare(before, after, table[0])
    span, of_before = ["article", "start", "end"], [f"{key}_before" for key in ENTRY]
    moved = changes[changes["change"] == "moved"]
    gone = tuples(changes[changes["change"] == "lost"], span + ENTRY)
    gone += tuples(moved, ["article", "start_before", "end_before", *of_before])
    come = tuples(changes[changes["change"] != "lost"], span + ENTRY)
    old, new = (tuples(mentions, span + ENTRY) for mentions in (before, after))
    assert set(gone) <= set(old)
    assert sorted((set(old) - set(gone)) | set(come)) == sorted(new)


def test_mentions_that_went_through_csv_compare_the_same():
    before, after = found({"T": ["trade"]}), found({"G": {"T": ["trade"]}, "Iran": ["Iran"]})
    through = before.assign(group=float("nan"))
    wanted = compare(before, after, ARTICLES)
    pd.testing.assert_frame_equal(compare(through, after, ARTICLES), wanted, check_dtype=False)
