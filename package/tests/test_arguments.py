"""What the public functions take: texts as they are, a dict of themes; and what they say of
arguments that are swapped or of another kind.
"""

import inspect
import re
from itertools import combinations

import pandas as pd
import pytest

import newsthemes as nt

TEXTS = ["Trade is up. Iran sells oil.", "Trade talks with Iran. All is well."]
ARTICLES = pd.DataFrame({"article": ["a", "b"], "date": ["2024-01", "2024-02"], "text": TEXTS})
THEMES = {"Issues": {"Trade": ["trade"], "Iran": ["Iran"]}}
LEXICON = nt.read_lexicon(THEMES)
MENTIONS = nt.find_mentions(ARTICLES, LEXICON)
CELLS = [("x", "a", 1, "Issues", "Trade", 1), ("x", "b", 2, "Issues", "Iran", 0)]
CODES = pd.DataFrame(CELLS, columns=["coder", "article", "sentence", "group", "theme", "code"])
SAMPLE = CODES[["article", "sentence"]].assign(stratum="s", weight=2.0, stratum_size=4)
GIVEN = {"articles": ARTICLES, "lexicon": LEXICON, "codes": CODES, "sample": SAMPLE}
GIVEN |= dict.fromkeys(("mentions", "before", "after"), MENTIONS)
GIVEN |= {"by": "month", "theme": "Trade", "terms": "oil", "n": 4}
GIVEN["counts"] = nt.counts(MENTIONS, ARTICLES, LEXICON)
GIVEN["table"] = nt.sensitivity(ARTICLES, LEXICON)
# what one function calls so, and no other
OWN = {"keyness": {"by": "date", "a": "2024-01", "b": "2024-02"}}
OWN["score_by_label"] = {"labels": {"Trade": "2024"}, "column": "date", "by": "month"}
OWN["counts"] = {"by": None}  # may be left out
OWN["validity"] = {"by": "term"}
OWN["sample_for_coding"] = {"sample": None, "by": None}
OWN["plot_dispersion"] = {"articles": ARTICLES.head(1)}
FUNCTIONS = [getattr(nt, name) for name in nt.__all__]
TABLES = ["articles", "lexicon", "mentions", "before", "after", "codes", "sample", "counts"]


def given(function):
    """Arguments of a function by their names, as many as the tests know."""
    known = GIVEN | OWN.get(function.__name__, {})
    names = inspect.signature(function).parameters
    return {name: known[name] for name in names if known.get(name) is not None}


def of_tables(function):
    return [name for name in given(function) if name in TABLES]


OTHERS = nt.plot_counts, nt.save_lexicon
TAKING = [one for one in FUNCTIONS if of_tables(one) and one not in OTHERS]
SWAPPED = [
    pytest.param(function, one, other, id=f"{function.__name__}-{one}-{other}")
    for function in TAKING
    for one, other in combinations(filter([*TABLES, "by"].__contains__, given(function)), 2)
    if {one, other} != {"before", "after"}
]

# but those that take a column of the articles, or codes
OF_TEXTS = [one for one in TAKING if not {"by", "codes", "sample", "before"} & set(given(one))]
OF_TABLES = [one for one in TAKING if one not in OF_TEXTS]


def called(function, arguments):
    """What the function returns or raises, of a small example."""
    if function is nt.read_codes:
        arguments = {"path": ""} | arguments
    return function(**arguments)


@pytest.mark.parametrize("function", OF_TABLES, ids=lambda one: one.__name__)
def test_the_example_is_taken(function):
    """Those of OF_TEXTS take it below."""
    called(function, given(function))


@pytest.mark.parametrize(("function", "one", "other"), SWAPPED)
def test_swapped_arguments_say_so(function, one, other):
    arguments = given(function)
    arguments[one], arguments[other] = arguments[other], arguments[one]
    with pytest.raises((TypeError, ValueError)) as error:
        called(function, arguments)
    said = str(error.value)
    assert f"{one}:" in said or f"{other}:" in said
    if {one, other} <= {"articles", "lexicon", "mentions"}:
        assert re.search(f"; it belongs in the place of ({one}|{other})$", said)
    assert said.startswith(f"{function.__name__}(") or function is nt.duplicates


def test_the_path_of_a_list_is_no_list():
    with pytest.raises(TypeError, match="lexicon: this is a str, not a lexicon; give a dict"):
        nt.find_mentions("Trade is up.", "themes.yaml")


@pytest.mark.parametrize("function", TAKING, ids=lambda one: one.__name__)
def test_a_mention_that_is_there_twice_is_an_error_that_names_its_row(function):
    parties = pd.DataFrame({"article": ["a", "b", "b"], "party": ["x", "y", "z"]})
    merged = MENTIONS.merge(parties)
    for twice, rows in ((pd.concat([MENTIONS, MENTIONS.head(1)]), "4"), (merged, "3 and 5")):
        for name in {"mentions", "before", "after"} & set(given(function)):
            count = rows.count("and") + 1
            said = (
                rf"{name}: rows that repeat others: {count} \({rows}, counted from 0; the first is "
            )
            said += r"article '[ab]', theme \w+, characters \d+ to \d+\).*\.drop_duplicates\("
            with pytest.raises(ValueError, match=said):
                called(function, given(function) | {name: twice})


def test_who_has_no_lexicon_is_told_what_can_be_given():
    said = r"^find_mentions\(articles, lexicon, nested, sentences\): .*give a dict of themes.*nt.suggest"
    with pytest.raises(TypeError, match=said):
        nt.find_mentions(ARTICLES)


@pytest.mark.parametrize("articles", [
    TEXTS,
    tuple(TEXTS),
    pd.Series(TEXTS),
    pd.DataFrame({"text": TEXTS}),
    TEXTS[0],
    pd.Series(TEXTS, index=["mon", "tue"]),
], ids=["list", "tuple", "series", "frame", "text", "labels"])  # fmt: skip
def test_three_lines_for_texts_as_they_are(articles):
    mentions = nt.find_mentions(articles, THEMES)
    table = nt.counts(mentions, articles, THEMES)
    texts = [articles] if isinstance(articles, str) else TEXTS
    ids = mentions["article"].unique().tolist()
    same = pd.DataFrame({"article": ids, "text": texts})
    pd.testing.assert_frame_equal(mentions, nt.find_mentions(same, LEXICON))
    pd.testing.assert_frame_equal(table, nt.counts(mentions, same, LEXICON))


@pytest.mark.parametrize("function", OF_TEXTS, ids=lambda one: one.__name__)
def test_a_list_and_a_dict_give_what_tables_give(function):
    """The ids of a list are the same in every function, and so are those of a table without ids."""
    plain = {"articles": TEXTS, "lexicon": THEMES, "mentions": nt.find_mentions(TEXTS, THEMES)}
    table = pd.DataFrame({"article": [1, 2], "text": TEXTS})
    full = {"articles": table, "lexicon": LEXICON, "mentions": nt.find_mentions(table, LEXICON)}
    arguments = given(function)
    if function is nt.plot_dispersion:
        plain["articles"], full["articles"] = TEXTS[0], table.head(1)
    names = plain.keys() & arguments
    one = called(function, arguments | {name: plain[name] for name in names})
    other = called(function, arguments | {name: full[name] for name in names})
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other)
    elif isinstance(one, str | dict):
        assert one == other
    else:
        assert type(one) is type(other)
