"""The pictures of many articles by their labels and positions, and their findings; on nothing, and
on little.
"""

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PolyCollection
from newsthemes import (
    find_mentions,
    findings,
    keyness,
    leave_one_out,
    meetings_by_chance,
    peaks,
    periods,
    plot_keyness,
    plot_leave_one_out,
    plot_meetings,
    plot_rates,
    plot_sources,
    rates,
    read_lexicon,
)
from newsthemes.show.chart import NoChart

LEXICON = read_lexicon(
    {"Issues": {"Trade": ["trade"], "Iran": ["Iran"]}, "Other": {"War": ["war"]}}
)


def made(*texts, **columns):
    columns = {"date": "", "source": ""} | columns
    table = pd.DataFrame(
        {"article": [f"a{n}" for n in range(len(texts))], "text": texts, **columns}
    )
    return table.assign(
        title=table["article"], words=table["text"].str.split().str.len().astype("int64")
    )


def title(chart):
    """The title in the picture, which is the finding."""
    shown = " ".join(chart.ax.get_title(loc="left").split())
    assert shown == chart.finding
    return shown


def told(finding):
    return f"{finding.sentence} {finding.detail}".strip()


def points(ax):
    """(x, y, filled) of every point, from top to bottom."""
    lines = [line for line in ax.lines if line.get_marker() == "o"]
    places = [
        (*place, line.get_markerfacecolor() != "white")
        for line in lines
        for place in line.get_xydata().tolist()
    ]
    return sorted(places, key=lambda place: place[1])


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


MANY = made(
    *["trade x x x"] * 6,
    *["x x x x"] * 6,
    *["trade trade x Iran"] * 12,
    *["x x"] * 2,
    date=["1901"] * 12 + ["1931"] * 12 + ["1941"] * 2,
    party=["A", "B"] * 13,
)
MENTIONS = find_mentions(MANY, LEXICON)
TABLE = rates(MENTIONS, MANY, "decade")


def test_plot_rates_has_a_panel_a_theme_with_gaps_and_thin_points():
    chart = plot_rates(TABLE, MANY)
    ax = chart.ax
    trade, iran = ax.child_axes
    assert [panel.get_title() for panel in ax.child_axes] == ["Trade", "Iran"]
    joined = [line for line in trade.lines if line.get_linestyle() == "-"]
    assert [line.get_xdata().tolist() for line in joined] == [
        [0],
        [3, 4],
    ]  # no line across the gap of two decades
    known, thin = (line for line in trade.lines if line.get_linestyle() == "None")
    assert known.get_xdata().tolist() == [0, 3] and known.get_ydata().tolist() == pytest.approx(
        [125, 500]
    )
    assert thin.get_xdata().tolist() == [4] and thin.get_markerfacecolor() == "white"
    bars = [np.array(path.vertices)[:, 1].tolist() for path in trade.collections[0].get_paths()]
    assert bars[0] == pytest.approx(TABLE[["low", "high"]].iloc[0].tolist())
    assert trade.get_xticklabels()[0].get_text() == "1900s" and iran.get_ylim()[0] == 0
    assert chart.caption.endswith(
        "Nobody has checked what these terms find. Not shown, rare or never mentioned: War."
    )


def test_plot_rates_cuts_long_intervals_and_draws_no_bound_of_nothing():
    texts = (
        ["x x x x"] * 8 + ["trade x x x"] + ["x x x x"] * 7 + ["x x x x", "trade trade x x"] * 20
    )
    dated = made(*texts, date=["1901"] * 8 + ["1911"] * 8 + ["1921"] * 40)
    table = rates(find_mentions(dated, LEXICON), dated, "decade")
    trade = table[table["theme"] == "Trade"].set_index("period")
    assert trade.loc["1910s", "high"] > 1000
    panel = plot_rates(table, dated).ax.child_axes[0]
    bars = [np.array(path.vertices)[:, 1] for path in panel.collections[0].get_paths()]
    assert np.isnan(bars[0]).all() and bars[1][1] == trade.loc["1910s", "high"]
    assert panel.get_ylim()[1] <= 1.12 * 2.5 * 250
    arrow = panel.lines[-1]
    assert (arrow.get_marker(), arrow.get_xdata().tolist()) == ("^", [1]) and arrow.get_ydata()[
        0
    ] < panel.get_ylim()[1]


def test_plot_rates_names_what_it_has_no_room_for():
    chart = plot_rates(TABLE, MANY, most=1)
    assert [panel.get_title() for panel in chart.ax.child_axes] == ["Trade"]
    assert chart.caption.endswith("Not shown, rare or never mentioned: Iran and War.")


def test_plot_sources_has_those_with_most_articles_first():
    parties = MANY.assign(party=["A"] * 14 + ["B"] * 9 + ["C"] * 3)
    chart = plot_sources(rates(MENTIONS, parties, "party"), parties, sources=2)
    trade = chart.ax.child_axes[0]
    assert [label.get_text() for label in trade.get_yticklabels()] == ["A", "B"]
    (known,) = trade.lines
    assert (
        known.get_ydata().tolist() == [0, 1]
        and "1 more, with fewer articles, is in the table." in chart.caption
    )


def sides(size):
    texts = [*["alpha common x y"] * size, *["beta common x y"] * size]
    return made(*texts, side=["A"] * size + ["B"] * size, date="1901")


def sided(size):
    return keyness(sides(size), "side", "A", "B", least=1)


def test_plot_keyness_has_the_words_at_their_log_odds_and_fills_those_beyond_chance():
    table = sided(12)
    table.loc[1, "p_all"] = 0.05
    chart = plot_keyness(table, sides(12))
    assert [label.get_text() for label in chart.ax.get_yticklabels()] == ["alpha", "beta"]
    first, second = table["log_odds"]
    assert points(chart.ax) == [(pytest.approx(first), 0, True), (pytest.approx(second), 1, False)]
    assert [text.get_text() for text in chart.ax.get_legend().texts] == [
        "more in A",
        "more in B",
        "not beyond chance",
    ]
    chance = (
        "Beyond chance: p < 0.05 over all words, with articles assigned to the sides at random."
    )
    assert chart.caption == f"24 articles. n = 3 tested words in 96 words. From 1901. {chance}"


@pytest.mark.parametrize(
    ("size", "p_all", "telling", "said"),
    [
        (
            12,
            [0.01, 0.01],
            2,
            "2 words separate A from B articles beyond chance: “alpha” (A) and “beta” (B)",
        ),
        (12, [0.01, 0.01], 30, "30 words separate A from B articles beyond chance"),
        (12, [0.05, 0.01], 1, "1 word separates A from B articles beyond chance: “beta” (B)"),
        (12, [0.05, 0.9], 0, "No single word clearly sets A and B articles apart"),
        (3, [0.1, 0.1], 0, "Too few articles to tell which words differ beyond chance"),
    ],
)
def test_keyness_finding_is_the_title_however_many_words_are_drawn(size, p_all, telling, said):
    table = sided(size).assign(p_all=p_all)
    table.attrs["telling"] = telling
    for most in (1, 12):
        chart = plot_keyness(table, sides(size), most=most)
        assert (
            title(chart) == said
            and f"; {telling} of {table.attrs['tested']} words beyond chance: " in chart.alt
        )


def test_plot_meetings_fills_what_chance_does_not_explain():
    texts = made(*["Iran trade"] * 10, *["war x"] * 10, *["x y"] * 20)
    chart = plot_meetings(meetings_by_chance(find_mentions(texts, LEXICON), texts), texts)
    assert [label.get_text() for label in chart.ax.get_yticklabels()][0] == "Trade\nIran"
    assert points(chart.ax)[0] == (10, 0, True)
    assert (
        title(chart)
        == "Trade and Iran appear together in 10 articles, 8 more than expected by chance"
    )
    assert chart.caption.startswith(
        "40 articles. n = 3 theme pairs. Grey bars: the middle 95 % of 10,000 simulated collections "
        "whose articles have the same lengths."
    )
    assert ": Trade with Iran 10, by chance " in chart.alt


@pytest.mark.parametrize(
    ("p_all", "count", "said"),
    [
        ([0.01, 0.2], 10, "A and B appear together in 10 articles, 5 more than expected by chance"),
        (
            [0.01, 0.04],
            10,
            "A and B appear together in 10 articles, 5 more than expected by chance. 1 more pair differs from chance",
        ),
        ([0.01, 0.2], 1, "A and B appear together in 1 article, 4 fewer than expected by chance"),
        (
            [0.05, 0.2],
            4,
            "No pair of themes clearly shares more or fewer articles than chance would explain. "
            "Both pairs were tested together",
        ),
        (
            [0.05, 0.2],
            10,
            "No pair of themes clearly shares more or fewer articles than chance would explain. "
            "Both pairs were tested together. One pair lies outside its own 95 % range",
        ),
        ([0.05], 10, "The only pair of themes does not clearly differ from chance"),
        (
            [0.05, *[0.9] * 90],
            10,
            "No pair of themes clearly shares more or fewer articles than chance would explain. "
            "All 91 pairs were tested together. "
            "One pair lies outside its own 95 % range; by chance alone, about five would be expected to",
        ),
    ],
)
def test_shared_articles(p_all, count, said):
    size = len(p_all)
    table = pd.DataFrame(
        {"theme": "A", "other": ["B", "C", *"D" * 89][:size], "count": [count, *[3] * 90][:size]}
    )
    table = table.assign(expected=[5.2, *[3] * 90][:size], low=2, high=5, p_all=p_all)
    table.attrs = {"note": "", "within": None}
    assert told(findings.shared_articles(table)) == said + "."


def test_plot_leave_one_out_names_what_is_left_out():
    texts = made("Iran Iran x x", "trade x x x", "Iran trade x x")
    chart = plot_leave_one_out(leave_one_out(find_mentions(texts, LEXICON), texts), texts)
    ax = chart.ax
    said = [text.get_text() for text in ax.texts if text.get_text() not in ("Issues", "Other")]
    assert said == ["+50 % without\na0", "−50 % without\na0"]
    assert [round(bar.get_width()) for bar in ax.patches] == [50, -50]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Trade", "Iran"]
    assert title(chart) == "Issues: without “a0”, Iran no longer has the highest rate"
    assert (
        chart.alt
        == "Bars of how a rate changes when one article is left out: Trade +50 % without a0; Iran −50 % without a0."
    )


@pytest.mark.parametrize(
    ("texts", "dates", "said"),
    [
        (
            ["trade x"] * 2,
            "",
            "No article has a date that says its decade, so there are no rates over time",
        ),
        (["x"] * 2, "1901", "None of the 3 themes is mentioned"),
        (
            ["trade x"] * 2,
            "1901",
            "All articles with a date are from the 1900s, so no rate can rise or fall",
        ),
        (
            ["trade x", "trade"],
            ["1901", "1931"],
            "No decade that mentions Trade has the 7 articles that a comparison needs",
        ),
        (
            ["trade x"] * 16,
            ["1901"] * 8 + ["1911"] * 8,
            "Trade terms are equally frequent in every decade, at 500 per 1,000 words",
        ),
        (
            ["trade x"] * 8 + ["x x"] * 8,
            ["1901"] * 8 + ["1911"] * 8,
            "Trade terms are most frequent in the 1900s, at 500 per 1,000 words",
        ),
        (
            ["trade" + 3000 * " x", "x"] * 8,
            ["1901", "1911"] * 8,
            "Trade terms are most frequent in the 1900s, at 0.33 per 1,000 words",
        ),
    ],
)
def test_over_time_names_the_peak(texts, dates, said):
    table = made(*texts, date=dates)
    assert findings.over_time(
        rates(find_mentions(table, LEXICON), table, "decade")
    ).title.startswith(said)


@pytest.mark.parametrize(
    ("sources", "named", "rests"),
    [
        (
            ["A"] * 24 + ["B"] * 2,
            "Trade terms are most frequent in the 1930s, with all 24 mentions from A",
            "The rate is 500 per 1,000 words. Without A or the term “trade”, another decade would be highest.",
        ),
        (
            ["A", "B"] * 13,
            "Trade terms are most frequent in the 1930s, at 500 per 1,000 words",
            "It comes from 24 mentions. Without the term “trade”, another decade would be highest.",
        ),
        (
            "",
            "Trade terms are most frequent in the 1930s, at 500 per 1,000 words",
            "It comes from 24 mentions. Without the term “trade”, another decade would be highest.",
        ),
    ],
)
def test_rates_say_what_the_peak_rests_on(sources, named, rests):
    dated = MANY.assign(source=sources)
    table = rates(MENTIONS, dated, "decade")
    chart = plot_rates(table, dated, peaks=peaks(table, MENTIONS, dated))
    assert title(chart) == named and len(named.split()) <= 14
    told, held = rests.rsplit(". ", 1) if ". " in rests else ("", rests)
    again = "The 1930s stay highest in 100 % of random draws of the articles."
    assert chart.detail.endswith(f"{told}. {again} {held}".removeprefix(". "))
    assert (
        title(plot_rates(table, dated))
        == "Trade terms are most frequent in the 1930s, at 500 per 1,000 words"
    )


def test_a_peak_of_many_terms_articles_and_sources_rests_on_none():
    dated = made(
        *["trade tax x x"] * 20,
        *["x x x x"] * 8,
        date=["1901"] * 20 + ["1911"] * 8,
        source=["A", "B"] * 14,
    )
    mentions = find_mentions(dated, read_lexicon({"Trade": ["trade", "tax"]}))
    table = rates(mentions, dated, "decade")
    assert findings.over_time(table, peaks(table, mentions, dated)).details == (
        "It comes from 40 mentions",
        "The 1900s stay highest in 100 % of random draws of the articles",
        "This depends on no single article, source or term",
    )


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (None, "each article as one unit."),
        ("duplicate_group", "each article as one unit, and near duplicates as one."),
        (["party"], "each party as one unit."),
    ],
)
def test_the_caption_says_for_whom_the_intervals_speak(columns, said):
    copies = [*MANY["article"][1:2], *MANY["article"][1:]]  # the first repeats the second
    dated = MANY.assign(duplicate_group=copies, date=[*MANY["date"][1:], ""])
    for by, plot, drawn in (("decade", plot_rates, 25), ("party", plot_sources, 26)):
        chart = plot(rates(MENTIONS, dated, by, cluster=columns), dated)
        assert (
            chart.caption.startswith(f"{drawn} articles. n = ")
            and f" Intervals treat {said}" in chart.caption
        )


@pytest.mark.parametrize(
    ("party", "said"),
    [
        ([""] * 26, "No article says its party, so there is nothing to compare."),
        (["A"] * 26, "All articles have one party, A, so there is nothing to compare."),
        (
            ["A"] * 20 + ["B"] * 6,
            "Too few articles to compare Trade terms by party. Too few articles for an interval: B.",
        ),
        (
            ["A"] * 12 + ["B"] * 14,
            "Trade terms differ by party: 462 and 125 per 1,000 words. "
            "Per 1,000 words, with 95 % intervals: B 462 (396 to 538) and A 125 (62.5 to 250).",
        ),
        (
            ["A", "B"] * 13,
            "Trade terms: no clear difference by party, 300 and 300 per 1,000 words. "
            "Per 1,000 words, with 95 % intervals: A 300 (189 to 477) and B 300 (189 to 477).",
        ),
    ],
)
def test_by_source(party, said):
    assert told(findings.by_source(rates(MENTIONS, MANY.assign(party=party), "party"))) == said


def test_a_collection_has_its_size_time_and_typical_period():
    table = made("trade x", "x", "y y", date=["1901-02-03", "1932", ""], source=["A", "B", ""])
    table["period"] = periods(table, "decade")
    assert findings.collection(table, "decade").sentence == (
        "Three articles (5 words) from two sources, from 1901-02-03 to 1932. A typical decade has one article. "
        "One article has no date that says the decade."
    )
    none = table.assign(period=None, source="")
    assert (
        findings.collection(none, "decade").sentence == "Three articles (5 words), without a date."
    )


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        (["a0", "a1", "a2"], "No article repeats another."),
        (
            ["a0", "a0", "a2"],
            "1 of 3 articles repeats a longer one, which has at least 90 % of their words. The rest hold 3 of 4 mentions.",
        ),
    ],
)
def test_copies(groups, said):
    table = made("trade x trade", "trade", "Iran").assign(
        duplicate_group=groups, least_alike=[1, 0.9, 1]
    )
    assert findings.copies(table, find_mentions(table, LEXICON)).sentence == said


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["trade"], "Nothing can be left out: there is only one article"),
        (["x", "x"], "None of the 3 themes is mentioned"),
        (
            ["trade", "x"],
            # and no resamples of two articles
            "Issues: without a0, Trade no longer has the highest rate",
        ),
        (
            [*["trade x"] * 11, "Iran x x", "war x x"],
            "Issues: Trade has the highest rate, whichever article is left out. "
            "It stays first in 100 % of random draws of the articles. "
            "Of the themes with 10 mentions or more, none has a quarter of its mentions in one article",
        ),
        (
            [*["trade x"] * 3, "trade Iran", *["Iran x"] * 4],
            "Issues: Iran has the highest rate, whichever article is left out. "
            "It stays first in 72 % of random draws of the articles. "
            "No theme has 10 mentions, so none is judged by a single article",
        ),
        (
            [*["trade trade x"] * 8, 9 * "Iran " + "x", "Iran x"],
            "Issues: Trade has the highest rate, whichever article is left out. "
            "It stays first in 72 % of random draws of the articles. "
            "Of the themes with 10 mentions or more, one has a quarter or more of its mentions in one article: Iran (90 %: a8)",
        ),
        (
            [*["x"] * 8, 9 * "war " + 8 * "Iran " + "x", "war Iran Iran trade x"],
            "Issues: Iran has the highest rate, whichever article is left out. "
            "It stays first in 90 % of random draws of the articles. "
            "Of the themes with 10 mentions or more, two each have a quarter or more "
            "of their mentions in one article: Iran (80 %: a8) and War (90 %: a8)",
        ),
    ],
)
def test_without_one(texts, said):
    table = made(*texts)
    assert (
        told(findings.without_one(leave_one_out(find_mentions(table, LEXICON), table)))
        == said + "."
    )


def test_a_theme_without_a_rival_is_judged_by_one_article():
    texts = made(*["x"] * 8, 9 * "war " + "x", "war x")
    lexicon = read_lexicon(
        {"War": ["war"], "A theme with a name of some forty-five letters": ["w"]}
    )
    war = leave_one_out(find_mentions(texts, lexicon), texts).head(1)
    told_of = "Of the themes with 10 mentions or more, one has a quarter or more of its mentions in one article: War (90 %: a8)."
    assert (
        told(findings.without_one(war))
        == f"One theme has a quarter or more of its mentions in one article. {told_of}"
    )


LITTLE = [
    made("trade Iran"),
    made("x"),
    made(*["x"] * 12, date="2020", party="A"),
    made("trade", "war", date=["1", "2020"]),
]


@pytest.mark.parametrize(
    "table", [*LITTLE, MANY, MANY.head(0), MANY.head(9), MANY.assign(party="")]
)
def test_no_picture_and_no_sentence_holds_nan_and_each_leaves_room(table, tmp_path):
    table = table if "party" in table else table.assign(party="A")
    mentions = find_mentions(table, LEXICON)
    over_time, by_party = rates(mentions, table, "year"), rates(mentions, table, "party")
    charts = [
        plot_rates(
            over_time, table, peaks=peaks(over_time, mentions, table) if len(over_time) else None
        ),
        plot_sources(by_party, table),
        plot_keyness(keyness(table, "party", "A", "B", least=1), table),
        plot_meetings(meetings_by_chance(mentions, table), table),
        plot_leave_one_out(leave_one_out(mentions, table), table),
    ]
    for chart in charts:
        if isinstance(chart, NoChart):
            chart.save("5-toy", folder=tmp_path / "none")  # which is not there
            assert chart.finding and "nan" not in chart.finding.lower()
            continue
        said = [
            title(chart),
            chart.alt,
            chart.caption,
            *(text.get_text() for text in chart.ax.texts),
        ]
        assert (
            all(said)
            and not any("nan" in sentence.lower() for sentence in said)
            and len(chart.alt) <= 300
        )
        chart.save("5-toy", folder=tmp_path)  # matplotlib warns where there is no room


def test_alternative_texts_have_the_main_numbers():
    alt = plot_rates(TABLE, MANY).alt
    assert alt.startswith(
        "Small multiples of rates per 1,000 words by decade, one a theme: Trade highest in 1930s, 500.00; Iran "
    )
    assert ": Trade A 3" in plot_sources(rates(MENTIONS, MANY, "party"), MANY).alt


def test_pictures_draw_where_they_are_told():
    ax = plt.figure().add_subplot()
    assert plot_rates(TABLE, MANY, ax=ax).ax is ax and len(ax.child_axes) == 2


def test_a_panel_is_headed_by_what_was_named_and_by_what_that_is_worth():
    worth = pd.DataFrame(
        {"group": "Issues", "theme": ["Trade"], "precision": [0.914], "recall": [0.34], "note": ""}
    )
    for plot, by in ((plot_rates, "decade"), (plot_sources, "party")):
        chart = plot(rates(MENTIONS, MANY, by), MANY, mentions=MENTIONS, validity=worth)
        heads = [(panel.get_title(), panel.texts[0].get_text()) for panel in chart.ax.child_axes]
        assert heads == [
            ("Only “trade”", "Trade: 91 % right, 34 % found"),
            ("Only “Iran”", "Iran: unchecked"),
        ]
        plain = plot(rates(MENTIONS, MANY, by), MANY)
        assert [panel.get_title() for panel in plain.ax.child_axes] == ["Trade", "Iran"]
        assert "Nobody has checked" in plain.caption and "Nobody has checked" not in chart.caption
        uncoded = plot(
            rates(MENTIONS, MANY, by),
            MANY,
            mentions=MENTIONS,
            validity=worth.assign(note="not coded"),
        )
        assert "Nobody has checked" in uncoded.caption
        assert [panel.texts[0].get_text() for panel in uncoded.ax.child_axes] == ["Trade", "Iran"]


def test_no_picture_keeps_an_empty_band_above_its_caption():
    """The key, the lowest of what is drawn, and the caption stand closer than three lines."""
    for chart in (plot_rates(TABLE, MANY), plot_keyness(sided(12).assign(p_all=0.5), sides(12))):
        figure = chart.ax.figure
        caption = figure.supxlabel(chart.caption, fontsize="small")
        figure.canvas.draw()
        gap = chart.ax.get_legend().get_window_extent().y0 - caption.get_window_extent().y1
        assert 0 <= gap < 3 * 9 / 72 * figure.dpi


def test_many_periods_have_a_band_in_the_place_of_lines():
    months = [
        f"{2000 + number // 12}-{number % 12 + 1:02d}" for number in range(72) for _ in range(7)
    ]
    dated = made(*["trade x x x", "x trade trade x"] * 252, date=months)
    chart = plot_rates(rates(find_mentions(dated, LEXICON), dated, "month"), dated)
    assert [isinstance(part, PolyCollection) for part in chart.ax.child_axes[0].collections] == [
        True
    ]


def test_of_sixty_themes_the_largest_are_drawn_and_the_caption_says_so():
    many = read_lexicon({f"T{number}": [f"t{number}"] for number in range(60)})
    words = [f"t{number}" for number in range(60) for _ in range(60 - number)]
    texts = made(*[" ".join(words)] * 8, *["x y"] * 8, date=["1901"] * 8 + ["1911"] * 8)
    found = find_mentions(texts, many)
    chart = plot_leave_one_out(leave_one_out(found, texts, draws=20), texts)
    assert [label.get_text() for label in chart.ax.get_yticklabels()] == [
        f"T{number}" for number in range(20)
    ]
    assert chart.caption.endswith("Shown: the 20 most mentioned of 60 themes; the table has all.")
    chart = plot_rates(rates(found, texts, "decade"), texts)
    assert len(chart.ax.child_axes) == 12 and chart.caption.endswith(
        "mentioned: T12, T13 and 46 more."
    )


def test_the_articles_that_are_compared_are_those_that_say_their_source():
    named = MANY.assign(source=["A", "B"] * (len(MANY) // 2) + ["A"] * (len(MANY) % 2))
    named.loc[named.index[0], "source"] = ""
    detail = findings.by_source(rates(MENTIONS, named, "source"), named).detail
    assert f"These are {len(MANY) - 1} articles" in detail
