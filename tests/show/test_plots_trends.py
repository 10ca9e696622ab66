"""The pictures of many articles by their labels and positions, and their findings; on nothing, and on little."""

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from themes import (
    find_mentions,
    findings,
    keyness,
    leave_one_out,
    leave_one_out_finding,
    meetings_by_chance,
    meetings_finding,
    peaks,
    periods,
    plot_keyness,
    plot_leave_one_out,
    plot_meetings,
    plot_rates,
    plot_sources,
    rates,
    rates_finding,
    read_lexicon,
    sources_finding,
)

LEXICON = read_lexicon({"Issues": {"Trade": ["trade"], "Iran": ["Iran"]}, "Other": {"War": ["war"]}})


def made(*texts, **columns):
    columns = {"date": "", "source": ""} | columns
    table = pd.DataFrame({"article": [f"a{n}" for n in range(len(texts))], "text": texts, **columns})
    return table.assign(title=table["article"], words=table["text"].str.split().str.len().astype("int64"))


def title(chart):
    """The title in the picture, which is the finding."""
    shown = " ".join(chart.ax.get_title(loc="left").split())
    assert shown == chart.finding
    return shown


def points(ax):
    """(x, y, filled) of every point, from top to bottom."""
    lines = [line for line in ax.lines if line.get_marker() == "o"]
    places = [(*place, line.get_markerfacecolor() != "white") for line in lines for place in line.get_xydata().tolist()]
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
    ax = plot_rates(TABLE, MANY).ax
    trade, iran = ax.child_axes
    assert [panel.get_title() for panel in ax.child_axes] == ["Trade", "Iran"]
    joined = [line for line in trade.lines if line.get_linestyle() == "-"]
    assert [line.get_xdata().tolist() for line in joined] == [[0], [3, 4]]  # no line across the gap of two decades
    known, thin = (line for line in trade.lines if line.get_linestyle() == "None")
    assert known.get_xdata().tolist() == [0, 3] and known.get_ydata().tolist() == pytest.approx([125, 500])
    assert thin.get_xdata().tolist() == [4] and thin.get_markerfacecolor() == "white"
    bars = [np.array(path.vertices)[:, 1].tolist() for path in trade.collections[0].get_paths()]
    assert bars[0] == pytest.approx(TABLE[["low", "high"]].iloc[0].tolist())
    assert trade.get_xticklabels()[0].get_text() == "1900s" and iran.get_ylim()[0] == 0
    assert "Never mentioned: War." in ax.get_legend().get_title().get_text()


def test_plot_rates_cuts_long_intervals_and_draws_no_bound_of_nothing():
    texts = ["x x x x"] * 8 + ["trade x x x"] + ["x x x x"] * 7 + ["x x x x", "trade trade x x"] * 20
    dated = made(*texts, date=["1901"] * 8 + ["1911"] * 8 + ["1921"] * 40)
    table = rates(find_mentions(dated, LEXICON), dated, "decade")
    trade = table[table["theme"] == "Trade"].set_index("period")
    assert trade.loc["1910s", "high"] > 1000
    panel = plot_rates(table, dated).ax.child_axes[0]
    bars = [np.array(path.vertices)[:, 1] for path in panel.collections[0].get_paths()]
    assert np.isnan(bars[0]).all() and bars[1][1] == trade.loc["1910s", "high"]
    assert panel.get_ylim()[1] <= 1.12 * 2.5 * 250


def test_plot_rates_names_what_it_has_no_room_for():
    ax = plot_rates(TABLE, MANY, most=1).ax
    assert [panel.get_title() for panel in ax.child_axes] == ["Trade"]
    assert "Rarer: Iran." in " ".join(ax.get_legend().get_title().get_text().split())


def test_plot_sources_has_those_with_most_articles_first():
    parties = MANY.assign(party=["A"] * 14 + ["B"] * 9 + ["C"] * 3)
    ax = plot_sources(rates(MENTIONS, parties, "party"), parties, sources=2).ax
    trade = ax.child_axes[0]
    assert [label.get_text() for label in trade.get_yticklabels()] == ["A", "B"]
    known, thin = trade.lines
    assert known.get_ydata().tolist() == [0, 1] and not len(thin.get_ydata())
    assert "1 more, with fewer articles" in " ".join(ax.get_legend().get_title().get_text().split())


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
    assert [text.get_text() for text in chart.ax.get_legend().texts] == ["more in A", "more in B", "within chance"]
    assert chart.caption == "24 articles. n = 3 tested words in 96 words. From 1901."


@pytest.mark.parametrize(
    ("size", "p_all", "telling", "said"),
    [
        (12, [0.01, 0.01], 2, "2 words separate A from B beyond chance: “alpha” (A) and “beta” (B)"),
        (12, [0.01, 0.01], 30, "30 words separate A from B beyond chance, led by “alpha” (A) and “beta” (B)"),
        (12, [0.05, 0.01], 1, "1 word separates A from B beyond chance: “beta” (B)"),
        (12, [0.05, 0.9], 0, "No word separates A from B beyond chance"),
        (3, [0.1, 0.1], 0, "No word can be tested: articles of A: 3, of B: 3; too few, as p cannot fall below 0.10"),
    ],
)
def test_keyness_finding_is_the_title_however_many_words_are_drawn(size, p_all, telling, said):
    table = sided(size).assign(p_all=p_all)
    table.attrs["telling"] = telling
    for most in (1, 12):
        chart = plot_keyness(table, sides(size), most=most)
        assert title(chart) == said and f"; beyond chance: {telling} of {table.attrs['tested']} words: " in chart.alt


def test_plot_meetings_fills_what_chance_does_not_explain():
    texts = made(*["Iran trade"] * 10, *["war x"] * 10, *["x y"] * 20)
    chart = plot_meetings(meetings_by_chance(find_mentions(texts, LEXICON), texts), texts)
    assert [label.get_text() for label in chart.ax.get_yticklabels()][0] == "Trade\nIran"
    assert points(chart.ax)[0] == (10, 0, True)
    assert title(chart) == "Trade and Iran share 10 articles, 8 more than expected by chance"
    assert chart.caption.startswith(
        "40 articles. n = 3 theme pairs in 80 words. Chance: articles alike in length, drawn 10,000 times."
    )
    assert ": Trade with Iran 10, by chance " in chart.alt


@pytest.mark.parametrize(
    ("p_all", "count", "said"),
    [
        ([0.01, 0.2], 10, "A and B share 10 articles, 5 more than expected by chance"),
        ([0.01, 0.04], 10, "A and B share 10 articles, 5 more than expected by chance. 1 more pair is beyond chance"),
        ([0.01, 0.2], 1, "A and B share 1 article, 4 fewer than expected by chance"),
        ([0.05, 0.2], 10, "No pair of themes shares more or fewer articles than chance would bring"),
    ],
)
def test_meetings_finding(p_all, count, said):
    table = pd.DataFrame({"theme": ["A", "A"], "other": ["B", "C"], "count": [count, 3], "expected": [5.2, 3], "p_all": p_all})
    table.attrs = {"note": "", "within": None}
    assert meetings_finding(table).sentence == said + "."


def test_plot_leave_one_out_names_what_is_left_out():
    texts = made("Iran Iran x x", "trade x x x", "Iran trade x x")
    chart = plot_leave_one_out(leave_one_out(find_mentions(texts, LEXICON), texts), texts)
    ax = chart.ax
    said = [text.get_text() for text in ax.texts if text.get_text() not in ("Issues", "Other")]
    assert said == ["+50% without a0", "-50% without a0", "nothing to leave out"]
    assert [round(bar.get_width()) for bar in ax.patches] == [50, -50]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Trade", "Iran", "War"]
    assert title(chart) == "Iran leads, but not without a0"
    assert chart.alt == "Bars of how a rate changes when one article is left out: Trade +50% without a0; Iran -50% without a0."


@pytest.mark.parametrize(
    ("texts", "dates", "said"),
    [
        (["trade x"] * 2, "", "No article has a date that says its decade, so nothing can be said about time"),
        (["x"] * 2, "1901", "None of the themes of the first group is mentioned"),
        (["trade x", "trade"], ["1901", "1931"], "Every decade that names Trade is thin, with fewer than 7 articles"),
        (["trade x"] * 16, ["1901"] * 8 + ["1911"] * 8, "Mentions of Trade peak in the 1900s and the 1910s, at 500.0"),
        (["trade x"] * 8 + ["x x"] * 8, ["1901"] * 8 + ["1911"] * 8, "Mentions of Trade peak in the 1900s, at 500.0 per"),
        (["trade" + 3000 * " x"] * 8, ["1901"] * 8, "Mentions of Trade peak in the 1900s, at 0.33 per 1,000 words"),
    ],
)
def test_rates_finding_names_the_peak(texts, dates, said):
    table = made(*texts, date=dates)
    assert rates_finding(rates(find_mentions(table, LEXICON), table, "decade")).title.startswith(said)


@pytest.mark.parametrize(
    ("sources", "named", "rests"),
    [
        (
            ["A"] * 26,
            "Mentions of Trade peak in the 1930s, most of them from A",
            "The peak, 500.0 per 1,000 words, holds 24 mentions, 24 of them from A. Without A or the term “trade” it is lost.",
        ),
        (
            ["A", "B"] * 13,
            "Mentions of Trade peak in the 1930s, at 500.0 per 1,000 words",
            "Without the term “trade” it is lost.",
        ),
        ("", "Mentions of Trade peak in the 1930s, at 500.0 per 1,000 words", "Without the term “trade” it is lost."),
    ],
)
def test_rates_say_what_the_peak_rests_on(sources, named, rests):
    dated = MANY.assign(source=sources)
    table = rates(MENTIONS, dated, "decade")
    chart = plot_rates(table, dated, peaks=peaks(table, MENTIONS, dated))
    assert title(chart) == named and len(named.split()) <= 14
    assert chart.caption.endswith(f" {rests} It is the peak in 100 % of draws of articles.")
    assert title(plot_rates(table, dated)) == "Mentions of Trade peak in the 1930s, at 500.0 per 1,000 words"


def test_a_peak_of_many_terms_articles_and_sources_rests_on_none():
    dated = made(*["trade tax x x"] * 20, *["x x x x"] * 8, date=["1901"] * 20 + ["1911"] * 8, source=["A", "B"] * 14)
    mentions = find_mentions(dated, read_lexicon({"Trade": ["trade", "tax"]}))
    table = rates(mentions, dated, "decade")
    assert rates_finding(table, peaks(table, mentions, dated)).details == (
        "No single article, source or term makes it",
        "It is the peak in 100 % of draws of articles",
    )


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (None, "each article counts once."),
        ("duplicate_group", "each article counts once, near duplicates as one."),
        (["party"], "each party counts once, not each article."),
    ],
)
def test_the_caption_says_for_whom_the_intervals_speak(columns, said):
    dated = MANY.assign(duplicate_group=MANY["article"], date=[*MANY["date"][1:], ""])
    for by, plot, drawn in (("decade", plot_rates, 25), ("party", plot_sources, 26)):
        chart = plot(rates(MENTIONS, dated, by, cluster=columns), dated)
        assert chart.caption.startswith(f"{drawn} articles. n = ") and f" Lines: 95 % intervals; {said}" in chart.caption


@pytest.mark.parametrize(
    ("party", "said"),
    [
        ([""] * 26, "Nothing to compare: 0 values of party."),
        (["A"] * 26, "Nothing to compare: 1 value of party."),
        (
            ["A"] * 20 + ["B"] * 6,
            "Too few articles to compare mentions of Trade by party. 1 of 2 has too few articles for an interval.",
        ),
        (
            ["A"] * 12 + ["B"] * 14,
            "Mentions of Trade differ by party. B 461.5 and A 125.0 per 1,000 words; not all of their 95 % intervals overlap.",
        ),
        (
            ["A", "B"] * 13,
            "Mentions of Trade do not clearly differ by party. "
            "A 300.0 and B 300.0 per 1,000 words; their 95 % intervals overlap.",
        ),
    ],
)
def test_sources_finding(party, said):
    assert sources_finding(rates(MENTIONS, MANY.assign(party=party), "party")).sentence == said


def test_a_collection_has_its_size_time_and_typical_period():
    table = made("trade x", "x", "y y", date=["1901-02-03", "1932", ""], source=["A", "B", ""])
    table["period"] = periods(table, "decade")
    assert findings.collection(table, "decade").sentence == (
        "Three articles (5 words) from two sources, from 1901-02-03 to 1932. A typical decade has one article. "
        "One article has no date that says the decade."
    )
    none = table.assign(period=None, source="")
    assert findings.collection(none, "decade").sentence == "Three articles (5 words), without a date."


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
    table = made("trade x trade", "trade", "Iran").assign(duplicate_group=groups, least_alike=[1, 0.9, 1])
    assert findings.copies(table, find_mentions(table, LEXICON)).sentence == said


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["trade"], "Nothing can be left out: 1 article"),
        (["x", "x"], "None of the themes of the first group is mentioned"),
        (
            ["trade", "x"],
            "Trade leads, but not without a0. It leads in 74 % of draws of articles. Trade rests on a single article, a0",
        ),
        (
            ["trade x x x", "trade Iran x x", "trade x x x", "trade x x x", "trade x x x"],
            "Trade leads whichever article is left out. It leads in 100 % of draws of articles. "
            "Iran rests on a single article, a1",
        ),
        (
            ["trade x", "Iran x", "Iran trade", "war x"],
            "Trade and Iran lead, but not without a0 and a1. They lead in 63 % and 62 % of draws of articles. "
            "War rests on a single article, a3. One article moves the rate by 25% or more: Trade (-33% without a0) and "
            "Iran (-33% without a1)",
        ),
    ],
)
def test_leave_one_out_finding(texts, said):
    table = made(*texts)
    assert leave_one_out_finding(leave_one_out(find_mentions(table, LEXICON), table)).sentence == said + "."


def test_leave_one_out_finding_names_what_the_picture_rounds_up():
    table = made("trade", "trade", "war x")
    moved = leave_one_out(find_mentions(table, LEXICON), table)
    assert "Trade (-25% without" in leave_one_out_finding(moved.assign(change=-0.247)).sentence
    assert "or more" not in leave_one_out_finding(moved.assign(change=-0.244)).sentence


LITTLE = [made("trade Iran"), made("x"), made(*["x"] * 12, date="2020", party="A"), made("trade", "war", date=["1", "2020"])]


@pytest.mark.parametrize("table", [*LITTLE, MANY, MANY.head(0), MANY.head(9), MANY.assign(party="")])
def test_no_picture_and_no_sentence_holds_nan_and_each_leaves_room(table, tmp_path):
    table = table if "party" in table else table.assign(party="A")
    mentions = find_mentions(table, LEXICON)
    over_time, by_party = rates(mentions, table, "year"), rates(mentions, table, "party")
    charts = [
        plot_rates(over_time, table, peaks=peaks(over_time, mentions, table) if len(over_time) else None),
        plot_sources(by_party, table),
        plot_keyness(keyness(table, "party", "A", "B", least=1), table),
        plot_meetings(meetings_by_chance(mentions, table), table),
        plot_leave_one_out(leave_one_out(mentions, table), table),
    ]
    for chart in charts:
        said = [title(chart), chart.alt, chart.caption, *(text.get_text() for text in chart.ax.texts)]
        assert all(said) and not any("nan" in sentence.lower() for sentence in said) and len(chart.alt) <= 300
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
