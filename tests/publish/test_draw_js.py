"""What the page says and draws from its counts, `show/explorer/page/draw.js` and `view.js`."""

import pytest
from py_mini_racer import MiniRacer
from themes.show.explorer.front import joined


@pytest.fixture(scope="module")
def js():
    """Calls a function of the scripts, as lean as they stand in a page."""
    with MiniRacer() as engine:
        engine.eval(joined("draw.js", "view.js", "share.js").replace("document.documentElement.cloneNode(true)", "null"))
        yield lambda function, *values: engine.call(f"({function})", *values)


@pytest.mark.parametrize(
    "group, themes, said",
    [
        ("Issues", [], "No theme of Issues is named."),
        ("", [("Trade", 0, 0)], "No theme is named."),
        ("Issues", [("Trade", 1, 1)], "Trade leads Issues, with one mention in one sentence."),
        ("", [("Trade", 12, 3), ("Iran", 4, 2)], "Trade leads, with 12 mentions in three sentences."),
        (
            "Issues",
            [("Trade", 6, 2), ("Iran", 4, 4)],
            "No theme leads Issues: first comes Trade by mentions (6), Iran by sentences (4).",
        ),
        (
            "Issues",
            [("Trade", 3, 2), ("Iran", 3, 2), ("Oil", 0, 0)],
            "No theme leads Issues: first come Trade and Iran by mentions (3 each), Trade and Iran by sentences (2 each).",
        ),
        (
            "",
            [(name, 1, 1) for name in "ABCDEF"],
            "No theme leads: first come A, B, C, D and 2 more by mentions (1 each), "
            "A, B, C, D and 2 more by sentences (1 each).",
        ),
    ],
)
def test_a_leader_is_called_one_where_mentions_and_sentences_agree(js, group, themes, said):
    rows = [{"label": label, "count": count, "sentences": sentences} for label, count, sentences in themes]
    assert js("leadOf", group, rows) == said


@pytest.mark.parametrize("place, number", [(0, 0), (2, 0), (3, -1), (5, 1), (8, -1), (9, 2), (10, -1)])
def test_the_span_that_holds_a_place(js, place, number):
    assert js("spanAt", [[0, 3], [5, 8], [9, 10]], place) == number and js("spanAt", [], place) == -1


@pytest.mark.parametrize(
    "dates, periods",
    [
        (["1965-01-02", "1966-01-02"], ["1965", "1966"]),
        (["1965-01-02", "1965-02-02"], ["1965-01", "1965-02"]),
        (["1965-01-02", "1965-01-03"], ["1965-01-02", "1965-01-03"]),
        ([f"{year}-01-01" for year in range(1900, 1932)], ["1900s"] * 10 + ["1910s"] * 10 + ["1920s"] * 10 + ["1930s"] * 2),
    ],
)
def test_periods_are_as_long_as_the_dates_are_far_apart(js, dates, periods):
    assert list(js("(dates) => dates.map(periodOf(dates))", dates)) == periods


def test_a_field_of_a_table_is_quoted_where_it_must_be(js):
    assert [js("csvField", value) for value in ("a b", 'a "b"', "a,b", "a\nb", 7)] == [
        "a b",
        '"a ""b"""',
        '"a,b"',
        '"a\nb"',
        "7",
    ]
