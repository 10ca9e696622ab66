"""What the page says and draws from its counts, `show/explorer/page/draw.js` and `view.js`."""

import pytest
from newsthemes.show.explorer.front import joined
from py_mini_racer import MiniRacer


@pytest.fixture(scope="module")
def js():
    """Calls a function of the scripts, as lean as they stand in a page."""
    with MiniRacer() as engine:
        engine.eval(
            joined("draw.js", "view.js", "share.js").replace(
                "document.documentElement.cloneNode(true)", "null"
            )
        )
        yield lambda function, *values: engine.call(f"({function})", *values)


@pytest.mark.parametrize(
    "scope, themes, said",
    [
        ("Issues: ", [], "Issues: no theme is mentioned."),
        ("", [("Trade", 0, 0)], "No theme is mentioned."),
        ("Issues: ", [("Trade", 1, 1)], "Issues: Trade leads with 1 mention in 1 sentence."),
        ("", [("Trade", 12, 3), ("Iran", 4, 2)], "Trade leads with 12 mentions in 3 sentences."),
        (
            "Issues, with your changes: ",
            [("Trade", 6, 2), ("Iran", 4, 4)],
            "Issues, with your changes: Trade is mentioned most often (6), Iran in the most sentences (4).",
        ),
        (
            "",
            [("Trade", 3, 2), ("Iran", 3, 2), ("Oil", 0, 0)],
            "Trade and Iran come first, with 3 mentions each.",
        ),
        (
            "",
            [("Trade", 3, 2), ("Iran", 3, 1)],
            "Trade and Iran are mentioned most often (3), Trade alone in the most sentences (2).",
        ),
        (
            "",
            [("Trade", 4, 2), ("Iran", 3, 2)],
            "Trade is mentioned most often (4), Trade and Iran in the most sentences (2).",
        ),
        (
            "",
            [(name, 1, 1) for name in "ABCDEF"],
            "A, B, C, D and 2 more come first, with 1 mention each.",
        ),
    ],
)
def test_a_leader_is_called_one_where_mentions_and_sentences_agree(js, scope, themes, said):
    rows = [{"label": label, "count": count, "spread": spread} for label, count, spread in themes]
    assert js("leadOf", scope, rows, "sentence") == said


@pytest.mark.parametrize(
    "place, number", [(0, 0), (2, 0), (3, -1), (5, 1), (8, -1), (9, 2), (10, -1)]
)
def test_the_span_that_holds_a_place(js, place, number):
    assert (
        js("spanAt", [[0, 3], [5, 8], [9, 10]], place) == number and js("spanAt", [], place) == -1
    )


@pytest.mark.parametrize(
    "dates, periods",
    [
        (["1965-01-02", "1966-01-02"], ["1965", "1966"]),
        (["1965-01-02", "1965-02-02"], ["1965-01", "1965-02"]),
        (["1965-01-02", "1965-01-03"], ["1965-01-02", "1965-01-03"]),
        (
            [f"{year}-01-01" for year in range(1900, 1932)],
            ["1900s"] * 10 + ["1910s"] * 10 + ["1920s"] * 10 + ["1930s"] * 2,
        ),
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
