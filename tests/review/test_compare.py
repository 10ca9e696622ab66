"""What an edit of the lexicon changed, on toy texts and as a property."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsthemes import compare, find_mentions, read_lexicon
from strategies import tables

pytestmark = pytest.mark.filterwarnings("ignore::newsthemes.lexicon.read_lexicon.LexiconWarning")
ARTICLES = pd.DataFrame(
    {"article": ["b", "a", 7], "text": ["Trade\ntalks. Iran.\n\nTrade.", "An Iran trade.", "War."]}
)
ENTRY = ["group", "theme", "term"]


def found(themes, **options):
    return find_mentions(ARTICLES, read_lexicon(themes), **options)


def rows(table):
    return table.astype(object).to_numpy().tolist()


def tuples(table, columns):
    return list(table[columns].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"T": ["trade"]}, {"T": ["trade"]}, []),
        (
            {"T": ["trade"]},
            {"U": ["war"]},
            ["b lost T Trade", "b lost T Trade", "a lost T trade", "7 gained U War"],
        ),
        (
            {"T": ["trade"]},
            {"T": ["trad*"]},
            ["b moved T<T Trade", "b moved T<T Trade", "a moved T<T trade"],
        ),
        ({"T": ["Iran"]}, {"G": {"T": ["Iran"]}}, ["b moved T<T Iran", "a moved T<T Iran"]),
        # a longer term where a shorter one stood is another passage
        (
            {"T": ["trade"]},
            {"T": ["trade", "Iran trade"]},
            ["a gained T Iran trade", "a lost T trade"],
        ),
        # within one span: a theme's own mention first, then the others in order, what is left is
        # gained or lost
        (
            {"A": ["war"], "B": ["war"]},
            {"B": ["war*"], "C": ["war"]},
            ["7 moved B<B War", "7 moved C<A War"],
        ),
        ({"A": ["war"]}, {"B": ["war"], "C": ["war"]}, ["7 moved B<A War", "7 gained C War"]),
        ({"A": ["war"], "B": ["war"]}, {"A": ["war"]}, ["7 lost B War"]),
    ],
)
def test_gained_lost_and_moved(before, after, expected):
    table = compare(found(before), found(after), ARTICLES)
    moves = [
        f"{theme}<{old}" if old else theme
        for theme, old in zip(table["theme"], table["theme_before"], strict=True)
    ]
    said = zip(
        table["article"],
        table["change"],
        moves,
        [" ".join(match.split()) for match in table["match"]],
        strict=True,
    )
    assert [
        f"{article} {change} {theme} {match}" for article, change, theme, match in said
    ] == expected


def test_the_table_in_full():
    before, after = (
        found({"G": {"Trade": ["trade talks"], "War": ["war"]}}),
        found({"Trade": ["trade *"], "Iran": ["Iran"]}),
    )
    table = compare(before, after, ARTICLES)
    assert table.columns.tolist()[:10] == [
        "change",
        "article",
        *ENTRY,
        "match",
        "start",
        "end",
        "sentence",
        "paragraph",
    ]
    assert rows(table) == [
        [
            "moved",
            "b",
            "",
            "Trade",
            "trade *",
            "Trade\ntalks",
            0,
            11,
            1,
            1,
            "G",
            "Trade",
            "trade talks",
            "Trade talks.",
        ],
        ["gained", "b", "", "Iran", "Iran", "Iran", 13, 17, 2, 1, "", "", "", "Iran."],
        ["gained", "a", "", "Iran", "Iran", "Iran", 3, 7, 1, 1, "", "", "", "An Iran trade."],
        ["lost", 7, "G", "War", "war", "War", 0, 3, 1, 1, "", "", "", "War."],
    ]
    assert (
        table[["start", "end", "paragraph"]].dtypes.eq("int64").all()
        and table["sentence"].dtype == "Int64"
    )


def test_an_article_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="article 7 is not among the articles"):
        compare(found({"T": ["trade"]}), found({"T": ["trade", "war"]}), ARTICLES.head(2))


def test_nothing_and_no_sentence_numbers():
    none = found({"T": ["nothing"]})
    nothing, something = (
        compare(none, none, ARTICLES),
        compare(none, found({"T": ["war"]}), ARTICLES),
    )
    assert nothing.empty and nothing.columns.tolist() == something.columns.tolist()
    with pytest.raises(ValueError, match="find them with sentences=True"):
        compare(none, found({"T": ["war"]}, sentences=False), ARTICLES)


@pytest.mark.slow
@given(tables(), tables(), st.sampled_from(["drop", "count"]))
def test_gains_less_losses_are_the_difference_of_the_counts(table, other, nested):
    articles = table[0]
    lexicons = [read_lexicon(themes) for themes in (table[1], other[1])]
    before, after = (find_mentions(articles, lexicon, nested=nested) for lexicon in lexicons)
    changes = compare(before, after, articles)
    gained, lost, moved = (
        changes[changes["change"] == change] for change in ("gained", "lost", "moved")
    )
    for keys in (ENTRY[:2], ENTRY):
        gains = tuples(pd.concat([gained, moved]), keys)
        losses = tuples(lost, keys) + tuples(moved, [f"{key}_before" for key in keys])
        was, now = (tuples(table, keys) for table in (before, after))
        for entry in {*was, *now}:
            difference = now.count(entry) - was.count(entry)
            assert difference == gains.count(entry) - losses.count(entry)
    assert len(after) - len(before) == len(gained) - len(lost)


@pytest.mark.slow
@given(tables(), tables())
def test_taking_away_what_was_lost_and_adding_what_was_gained_gives_the_mentions_after(
    table, other
):
    before, after = (
        find_mentions(table[0], read_lexicon(themes)) for themes in (table[1], other[1])
    )
    changes = compare(before, after, table[0])
    span, of_before = ["article", "start", "end"], [f"{key}_before" for key in ENTRY]
    moved = changes[changes["change"] == "moved"]
    gone = tuples(changes[changes["change"] == "lost"], span + ENTRY) + tuples(
        moved, span + of_before
    )
    come = tuples(changes[changes["change"] != "lost"], span + ENTRY)
    old, new = (tuples(mentions, span + ENTRY) for mentions in (before, after))
    assert set(gone) <= set(old)
    assert sorted((set(old) - set(gone)) | set(come)) == sorted(new)
    assert set(tuples(moved, span)) <= set(tuples(before, span)) & set(tuples(after, span))


def test_mentions_that_went_through_csv_compare_the_same():
    before, after = found({"T": ["trade"]}), found({"G": {"T": ["trade"]}, "Iran": ["Iran"]})
    through = before.assign(group=float("nan"))
    pd.testing.assert_frame_equal(
        compare(through, after, ARTICLES), compare(before, after, ARTICLES), check_dtype=False
    )
