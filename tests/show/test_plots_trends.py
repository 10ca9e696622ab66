"""The pictures of many articles by their labels and positions, and their findings; on nothing, and on little."""

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from themes import (
    articles_finding,
    chance_alt,
    chance_finding,
    drawn_from,
    find_mentions,
    influence_alt,
    influence_finding,
    keyness,
    keyness_alt,
    keyness_finding,
    leave_one_out,
    meetings_by_chance,
    peaks,
    periods,
    plot_chance,
    plot_influence,
    plot_keyness,
    plot_rates,
    plot_sources,
    rates,
    rates_alt,
    rates_finding,
    read_lexicon,
    save_figure,
    sources_alt,
    sources_finding,
)

LEXICON = read_lexicon({"Issues": {"Trade": ["trade"], "Iran": ["Iran"]}, "Other": {"War": ["war"]}})


def made(*texts, **columns):
    columns = {"date": "", "source": ""} | columns
    table = pd.DataFrame({"article": [f"a{n}" for n in range(len(texts))], "text": texts, **columns})
    return table.assign(title=table["article"], words=table["text"].str.split().str.len().astype("int64"))


def title(ax):
    return " ".join(ax.get_title(loc="left").split())


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
    ax = plot_rates(TABLE)
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
    panel = plot_rates(table).child_axes[0]
    bars = [np.array(path.vertices)[:, 1] for path in panel.collections[0].get_paths()]
    assert np.isnan(bars[0]).all() and bars[1][1] == trade.loc["1910s", "high"]
    assert panel.get_ylim()[1] <= 1.12 * 2.5 * 250


def test_plot_rates_names_what_it_has_no_room_for():
    ax = plot_rates(TABLE, most=1)
    assert [panel.get_title() for panel in ax.child_axes] == ["Trade"]
    assert "Rarer: Iran." in " ".join(ax.get_legend().get_title().get_text().split())


def test_plot_sources_has_those_with_most_articles_first():
    ax = plot_sources(rates(MENTIONS, MANY.assign(party=["A"] * 14 + ["B"] * 9 + ["C"] * 3), "party"), sources=2)
    trade = ax.child_axes[0]
    assert [label.get_text() for label in trade.get_yticklabels()] == ["A", "B"]
    known, thin = trade.lines
    assert known.get_ydata().tolist() == [0, 1] and not len(thin.get_ydata())
    assert "1 more, with fewer articles" in " ".join(ax.get_legend().get_title().get_text().split())


def sided(size):
    texts = [*["alpha common x y"] * size, *["beta common x y"] * size]
    return keyness(made(*texts, side=["A"] * size + ["B"] * size), "side", "A", "B", least=1)


def test_plot_keyness_has_the_words_at_their_log_odds_and_fills_those_beyond_chance():
    table = sided(12)
    table.loc[1, "p_all"] = 0.05
    ax = plot_keyness(table)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["alpha", "beta"]
    points = [line for line in ax.lines if line.get_marker() == "o"]
    assert [line.get_xdata()[0] for line in points] == pytest.approx(table["log_odds"].tolist())
    assert [line.get_markerfacecolor() == "white" for line in points] == [False, True]


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
    assert keyness_finding(table) == said
    for most in (1, 12):
        assert title(plot_keyness(table, most=most)) == said
    assert f"Beyond chance: {min(telling, 2)} of 2." in keyness_alt(table)


def test_plot_chance_fills_what_chance_does_not_explain():
    texts = made(*["Iran trade"] * 10, *["war x"] * 10, *["x y"] * 20)
    ax = plot_chance(meetings_by_chance(find_mentions(texts, LEXICON), texts))
    assert [label.get_text() for label in ax.get_yticklabels()][0] == "Trade\nIran"
    points = [line for line in ax.lines if line.get_marker() == "o"]
    assert points[0].get_xdata()[0] == 10 and points[0].get_markerfacecolor() != "white"
    assert title(ax) == "Trade and Iran share 10 articles, 8 more than expected by chance"


@pytest.mark.parametrize(
    ("p_all", "count", "said"),
    [
        ([0.01, 0.2], 10, "A and B share 10 articles, 5 more than expected by chance"),
        ([0.01, 0.04], 10, "A and B share 10 articles, 5 more than expected by chance; 1 more pair is beyond chance"),
        ([0.01, 0.2], 1, "A and B share 1 article, 4 fewer than expected by chance"),
        ([0.05, 0.2], 10, "No pair of themes shares more or fewer articles than chance would bring"),
    ],
)
def test_chance_finding(p_all, count, said):
    table = pd.DataFrame({"theme": ["A", "A"], "other": ["B", "C"], "count": [count, 3], "expected": [5.2, 3], "p_all": p_all})
    table.attrs = {"note": "", "within": None}
    assert chance_finding(table) == said


def test_plot_influence_names_what_is_left_out():
    texts = made("Iran Iran x x", "trade x x x", "Iran trade x x")
    ax = plot_influence(leave_one_out(find_mentions(texts, LEXICON), texts))
    said = [text.get_text() for text in ax.texts if text.get_text() not in ("Issues", "Other")]
    assert said == ["+50% without a0", "-50% without a0", "nothing to leave out"]
    assert [round(bar.get_width()) for bar in ax.patches] == [50, -50]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Trade", "Iran", "War"]
    assert title(ax) == "Iran leads, but not without a0"


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
    assert rates_finding(rates(find_mentions(table, LEXICON), table, "decade")).startswith(said)


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (["A"] * 26, ", 24 of 24 from one source, A. Without A or the term “trade” it is lost; it is the peak in 100 %"),
        (["A", "B"] * 13, " per 1,000 words. Without the term “trade” it is lost; it is the peak in 100 % of draws"),
        ("", " per 1,000 words. Without the term “trade” it is lost; it is the peak in 100 % of draws of articles"),
    ],
)
def test_rates_finding_says_what_the_peak_rests_on(sources, said):
    dated = MANY.assign(source=sources)
    table = rates(MENTIONS, dated, "decade")
    said = f"Mentions of Trade peak in the 1930s, at 500.0{said}" if said.startswith(" per") else said
    found = rates_finding(table, peaks(table, MENTIONS, dated))
    assert said in found and found.endswith("1 of 3 decades has fewer than 7 articles. 2 decades have none")
    assert len(rates_finding(table).split()) <= 14  # a title


def test_a_peak_of_many_terms_articles_and_sources_rests_on_none():
    dated = made(*["trade tax x x"] * 20, *["x x x x"] * 8, date=["1901"] * 20 + ["1911"] * 8, source=["A", "B"] * 14)
    mentions = find_mentions(dated, read_lexicon({"Trade": ["trade", "tax"]}))
    table = rates(mentions, dated, "decade")
    found = rates_finding(table, peaks(table, mentions, dated))
    assert found.endswith(
        "per 1,000 words. No single article, source or term makes it; it is the peak in 100 % of draws of articles"
    )


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (None, "Lines: 95 % intervals. Each article counts once."),
        ("duplicate_group", "Lines: 95 % intervals. Each article counts once. Near duplicates count once."),
        (["party"], "Lines: 95 % intervals. Each party counts once, not each article."),
    ],
)
def test_the_caption_says_for_whom_the_intervals_speak(columns, said):
    dated = MANY.assign(duplicate_group=MANY["article"])
    assert drawn_from(rates(MENTIONS, dated, "decade", cluster=columns)) == said


@pytest.mark.parametrize(
    ("party", "said"),
    [
        ([""] * 26, "Nothing to compare: 0 values of party"),
        (["A"] * 26, "Nothing to compare: 1 value of party"),
        (["A"] * 20 + ["B"] * 6, "Trade: too few articles to tell two apart. 1 of 2 is thin"),
        (
            ["A"] * 12 + ["B"] * 14,
            "B 461.5 and A 125.0; not all 95 % intervals overlap",
        ),
        (["A", "B"] * 13, "A 300.0 and B 300.0; the 95 % intervals overlap"),
    ],
)
def test_sources_finding(party, said):
    assert (
        sources_finding(rates(MENTIONS, MANY.assign(party=party), "party")).removeprefix("Mentions of Trade per 1,000 words: ")
        == said
    )


def test_articles_finding():
    table = made("trade x", "x", "y y", date=["1901-02-03", "1932", ""], source=["A", "B", ""])
    table["period"] = periods(table, "decade")
    assert articles_finding(table, "decade") == (
        "3 articles (5 words) from 2 sources, 1901-02-03 to 1932: 2 decades, a typical one with 1 article; "
        "1 without a date that says the decade"
    )
    assert articles_finding(table.assign(period=None, source=""), "decade") == "3 articles (5 words), none with a date"


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["trade"], "Nothing can be left out: 1 article"),
        (["x", "x"], "None of the themes of the first group is mentioned"),
        (
            ["trade", "x"],
            "Trade leads, but not without a0; it leads in 74 % of draws of articles. Trade rests on a single article, a0",
        ),
        (
            ["trade x x x", "trade Iran x x", "trade x x x", "trade x x x", "trade x x x"],
            "Trade leads whichever article is left out; it leads in 100 % of draws of articles. "
            "Iran rests on a single article, a1",
        ),
        (
            ["trade x", "Iran x", "Iran trade", "war x"],
            "Trade and Iran lead, but not without a0 and a1; they lead in 63 % and 62 % of draws of articles. "
            "War rests on a single article, a3. One article moves the rate by 25% or more: Trade (-33% without a0) and "
            "Iran (-33% without a1)",
        ),
    ],
)
def test_influence_finding(texts, said):
    table = made(*texts)
    assert influence_finding(leave_one_out(find_mentions(table, LEXICON), table)) == said


def test_influence_finding_names_what_the_picture_rounds_up():
    table = made("trade", "trade", "war x")
    moved = leave_one_out(find_mentions(table, LEXICON), table)
    assert "Trade (-25% without" in influence_finding(moved.assign(change=-0.247))
    assert "or more" not in influence_finding(moved.assign(change=-0.244))


LITTLE = [made("trade Iran"), made("x"), made(*["x"] * 12, date="2020", party="A"), made("trade", "war", date=["1", "2020"])]


@pytest.mark.parametrize("table", [*LITTLE, MANY, MANY.head(0), MANY.head(9), MANY.assign(party="")])
def test_no_picture_and_no_sentence_holds_nan_and_each_leaves_room(table, tmp_path):
    table = table if "party" in table else table.assign(party="A")
    mentions = find_mentions(table, LEXICON)
    over_time, by_party = rates(mentions, table, "year"), rates(mentions, table, "party")
    words, met = keyness(table, "party", "A", "B", least=1), meetings_by_chance(mentions, table)
    moved = leave_one_out(mentions, table)
    said = [rates_alt(over_time), sources_alt(by_party), keyness_alt(words), chance_alt(met), influence_alt(moved)]
    said += [rates_finding(over_time), sources_finding(by_party), keyness_finding(words)]
    said += [chance_finding(met), influence_finding(moved)]
    axes = [plot_rates(over_time), plot_sources(by_party), plot_keyness(words), plot_chance(met), plot_influence(moved)]
    for ax in axes:
        said += [title(ax), *(text.get_text() for text in ax.texts)]
        save_figure(ax, "5-toy", "A caption.", "alt", folder=tmp_path)  # matplotlib warns where there is no room
    assert all(said) and not any("nan" in sentence.lower() for sentence in said)


def test_alternative_texts_have_the_numbers():
    assert rates_alt(TABLE).startswith(
        "Small multiples of rates per 1,000 words by decade, one a theme. Trade: first 1900s, highest 1930s 500.00. Iran: "
    )
    assert rates_alt(TABLE).endswith("War: never.")
    assert "Trade: A 3" in sources_alt(rates(MENTIONS, MANY, "party"))
    assert influence_alt(leave_one_out(MENTIONS, MANY)).startswith(
        "Bars of how a rate changes when one article is left out: Trade "
    )


def test_pictures_draw_where_they_are_told():
    ax = plt.figure().add_subplot()
    assert plot_rates(TABLE, ax=ax) is ax and len(ax.child_axes) == 2
