"""Meetings that chance explains, that it does not, and that length or time explains."""

import numpy as np
import pandas as pd
import pytest

from newsthemes import find_mentions, meetings_by_chance, read_lexicon
from newsthemes.tables import cooccurrence
from newsthemes.tables.cooccurrence import _by_draws, _chances, _cut_by_length, _drawn, _log_odds
from newsthemes.tables.statistics import ALPHA

LEXICON = read_lexicon({"Issues": {"Iran": ["Iran"], "Oil": ["oil"]}, "War": ["war"]})


def met(texts, **columns):
    table = pd.DataFrame(
        {"article": [f"a{n}" for n in range(len(texts))], "text": texts, **columns}
    )
    within = next(iter(columns), None)
    return meetings_by_chance(
        find_mentions(table, LEXICON), table, LEXICON, within=within
    ).set_index(["theme", "other"])


def test_themes_that_always_meet_do_so_beyond_chance():
    row = met(["Iran oil"] * 10 + ["x y"] * 30).loc[("Iran", "Oil")]
    assert row["count"] == 10 and row["expected"] == pytest.approx(10 * 10 / 40, abs=0.3)
    assert row["low"] <= row["expected"] <= row["high"] < 10 and row["p_all"] == pytest.approx(
        1 / 10_001
    )


def test_themes_that_never_meet_do_so_beyond_chance():
    row = met(["Iran y"] * 20 + ["x oil"] * 20).loc[("Iran", "Oil")]
    assert (
        row["count"] == 0 and row["expected"] == pytest.approx(10, abs=0.3) and row["p_all"] < 0.01
    )


def test_long_articles_explain_meetings():
    long = "Iran oil " + "x " * 500
    row = met([long] * 20 + ["x y"] * 20).loc[("Iran", "Oil")]
    assert (
        row["count"] == 20 and row["expected"] == pytest.approx(20, abs=0.01) and row["p_all"] == 1
    )


def test_a_common_time_explains_meetings():
    texts = ["Iran oil"] * 20 + ["x y"] * 20
    assert met(texts).loc[("Iran", "Oil"), "p_all"] < 0.01
    assert met(texts, period=["1980s"] * 20 + ["1880s"] * 20).loc[("Iran", "Oil"), "p_all"] == 1


def test_articles_without_a_period_are_drawn_together():
    texts = ["Iran oil"] * 20 + ["x y"] * 20
    assert met(texts, period=[None] * 40)["p_all"].tolist() == met(texts)["p_all"].tolist()


def test_equal_lengths_are_never_parted_so_that_order_does_not_matter():
    texts = ["Iran oil"] * 15 + ["Iran x", "x oil"] * 5 + ["x y"] * 20
    one, other = met(texts), met(texts[::-1])
    assert one.loc[("Iran", "Oil"), "expected"] == pytest.approx(
        other.loc[("Iran", "Oil"), "expected"], rel=0.03
    )


def simulated(seed, sizes, periods=1, pair=0.0, themes=8):
    """Mentions, articles (with `words`, without texts) and lexicon: each theme has a frequency and a slope
    in time, and is mentioned the more the longer the article is; `pair` is the share of articles in
    which the second theme copies the first."""
    random = np.random.default_rng(seed)
    articles = pd.DataFrame(
        {"article": range(len(sizes)), "words": np.round(3000 * np.exp(sizes)).astype(int)}
    )
    articles["period"] = np.sort(np.arange(len(sizes)) % periods)
    trend = random.normal(0, 1, themes) * np.linspace(-1.5, 1.5, periods)[:, None] * (periods > 1)
    rate = np.exp(random.normal(-0.7, 0.7, themes) + trend[articles["period"]] + sizes[:, None])
    held = random.random(rate.shape) < 1 - np.exp(-rate)
    held[:, 1] = np.where(random.random(len(sizes)) < pair, held[:, 0], held[:, 1])
    row, theme = np.nonzero(held)
    mentions = pd.DataFrame(
        {"article": row, "group": "", "theme": [f"T{number}" for number in theme]}
    )
    return (
        mentions,
        articles,
        read_lexicon({f"T{number}": [f"t{number}"] for number in range(themes)}),
    )


def humps(seed, size, trend=False):
    """Logarithms of lengths, some short and some ten times as long; with `trend`, the long ones
    come later.
    """
    random = np.random.default_rng(seed)
    later = np.linspace(0, 1, size) if trend else np.full(size, 0.5)
    return np.where(random.random(size) < later, 1.2, -1.2) + random.normal(0, 0.35, size)


# few articles of two-humped lengths; many; periods of four articles each; long articles come later
@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "periods", "trend"),
    [(30, 1, False), (120, 1, False), (96, 24, False), (120, 12, True)],
)
def test_pairs_by_chance_alone_are_rarely_called_more(size, periods, trend):
    found = 0
    for seed in range(60):
        tables = simulated(seed, humps(seed, size, trend), periods)
        found += (
            meetings_by_chance(*tables, within="period", draws=200, seed=seed)["p_all"] < ALPHA
        ).any()
    assert (
        found <= 8
    )  # of 60; one in twenty is what 0.05 promises, and more than 8 come once in 150 times


@pytest.mark.slow
def test_a_real_pair_is_found_where_length_and_time_explain_the_others():
    found = 0
    for seed in range(20):
        tables = simulated(seed, humps(seed, 240, trend=True), 24, pair=0.4)
        rows = meetings_by_chance(*tables, within="period", draws=200, seed=seed).query(
            "p_all < 0.05"
        )
        found += rows[["theme", "other"]].values.tolist() == [["T0", "T1"]]
    assert found >= 12


def test_no_seed_decides():
    tables = simulated(3, humps(3, 120), pair=0.3)
    p = [meetings_by_chance(*tables, seed=seed).loc[0, "p_all"] for seed in range(3)]
    assert 0.01 < min(p) and max(p) - min(p) < 0.01


def test_a_draw_has_as_many_articles_as_there_are_by_their_odds():
    odds, number = np.log([[1.0, 1], [2, 1], [3, 1]]), np.array([2, 0])
    chances, share = _chances(odds, number)
    ways = {(0, 1): 2, (0, 2): 3, (1, 2): 6}  # which two, and the product of their odds
    assert share[:, 0] == pytest.approx(
        [sum(w for pair, w in ways.items() if row in pair) / 11 for row in range(3)]
    )
    drawn = _drawn(chances, number, np.random.default_rng(0), 5000)
    assert (drawn.sum(axis=1) == number).all() and drawn[:, :, 0].mean(axis=0) == pytest.approx(
        share[:, 0], abs=0.03
    )


def test_of_a_large_stratum_each_article_is_drawn_alone_with_the_same_meetings(monkeypatch):
    held = np.random.default_rng(0).random((300, 2)) < [0.3, 0.1]
    odds = np.log(held.mean(axis=0) / (1 - held.mean(axis=0))) + np.zeros(held.shape)
    strata, pair, found = np.zeros(300, dtype=int), (np.array([0]), np.array([1])), []
    for largest in (300, 299):
        monkeypatch.setattr(cooccurrence, "_LARGEST", largest)
        random = np.random.default_rng(1)
        excess, _, drawn = _by_draws(held, strata, odds, pair, 2000, random)
        found.append((excess, drawn.std(), drawn.mean()))
    (excess, spread, mean), alone = found
    assert alone[0] == pytest.approx(excess) and alone[1] == pytest.approx(spread, rel=0.06)
    assert abs(mean) < 0.2 and abs(alone[2]) < 0.2


def test_lengths_explain_meetings_of_many_articles_whatever_their_law(monkeypatch):
    random, size = np.random.default_rng(0), np.repeat([10, 20, 30, 40, 50, 60], 100)
    often = np.where(size % 20 == 0, 0.8, 0.1)
    held = (random.random((600, 2)) < often[:, None]).tolist()
    words = [["Iran"] * iran + ["oil"] * oil for iran, oil in held]
    texts = [" ".join(own + ["x"] * (n - len(own))) for own, n in zip(words, size, strict=True)]
    monkeypatch.setattr(cooccurrence, "_LARGEST", 100)
    assert met(texts).loc[("Iran", "Oil"), "p_all"] > 0.05


def test_a_theme_of_few_days_has_odds_that_are_as_likely_as_it_is():
    held, words = np.zeros((3000, 1)), np.random.default_rng(0).integers(20, 60, 3000)
    held[2900:2980] = 1
    waves = np.cos(np.pi * np.outer((np.arange(3000) + 0.5) / 3000, 1 + np.arange(12)))
    strata = _cut_by_length(words, np.zeros(3000, dtype=int))
    share = 1 / (1 + np.exp(-_log_odds(held, words, strata, waves)))
    assert share.sum() == pytest.approx(80, rel=0.02) and share[:2000].max() < 0.01


def test_few_articles_have_their_meetings_and_a_note():
    table = met(["Iran oil"] * 8 + ["Iran war"])
    assert table["count"].tolist() == [8, 1, 0] and table["expected"].isna().all()
    assert set(table["note"]) == {"the test needs 10 articles and has 9"} and table.attrs == {}


@pytest.mark.parametrize("texts", [["Iran"] * 12, []])
def test_without_two_themes_there_is_no_pair(texts):
    table = pd.DataFrame({"article": range(len(texts)), "text": pd.Series(texts, dtype="str")})
    found = meetings_by_chance(find_mentions(table, LEXICON), table, LEXICON)
    assert found.empty and {"p_all", "note"} <= set(found.columns)


def test_the_odds_are_those_of_the_regression_with_a_column_for_each_period():
    random = np.random.default_rng(0)
    held, words, strata = (
        random.random((60, 2)) < 0.3,
        random.integers(50, 500, 60),
        random.integers(0, 7, 60),
    )
    log = np.log(words)
    log = (log - log.mean()) / log.std()
    design = np.column_stack([np.ones(60), log, log**2, np.eye(7)[strata]])
    penalty = np.array([1e-3, 0.1, 0.1, *[0.25] * 7])
    odds = _log_odds(held.astype(float), words, strata, np.empty((60, 0)))
    for theme in range(2):
        weights = np.linalg.lstsq(design, odds[:, theme], rcond=None)[0]
        assert design @ weights == pytest.approx(odds[:, theme])  # it is of the model's form
    weights = np.zeros(10)
    for _ in range(50):
        share = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (held[:, 0] - share) - penalty * weights
        weights += np.linalg.solve(
            (design.T * share * (1 - share)) @ design + np.diag(penalty), slope
        )
    assert odds[:, 0] == pytest.approx(design @ weights)


def test_of_very_many_articles_fewer_draws_are_taken(monkeypatch):
    least = {40 * 3000: 3000, 1: 500}
    for most, draws in least.items():
        monkeypatch.setattr(cooccurrence, "_DRAWN", most)
        table = met(["Iran oil"] * 10 + ["x y"] * 30)
        assert table["p_all"].iloc[0] == pytest.approx(1 / (draws + 1))


def false_pairs(made, repeats=20, **settings):
    """How often a pair of themes that have nothing to do with each other is named."""
    themes, names = ("Iran", "oil", "war"), 0
    for seed in range(repeats):
        random = np.random.default_rng(seed)
        held, table = made(random)
        texts = [" ".join(np.where(row, themes, "x")) for row in held]  # of one length
        table = table.assign(article=range(len(table)), text=texts)
        found = meetings_by_chance(
            find_mentions(table, LEXICON), table, LEXICON, draws=199, **settings
        )
        names += (found["p_all"] < ALPHA).any()
    return names


def authors(random):
    who = np.arange(120) % 15
    chances = 1 / (1 + np.exp(-random.normal(-0.5, 4, (15, 3))[who]))
    return random.random((120, 3)) < chances, pd.DataFrame({"author": who})


def trend(random):
    place = np.linspace(-1, 1, 120)[:, None]
    chances = 1 / (1 + np.exp(0.5 - 3 * place * random.choice([-1, 1], 3)))
    dates = (pd.Timestamp("2015-01-01") + pd.to_timedelta(range(0, 1200, 10), "D")).strftime(
        "%Y-%m-%d"
    )
    return random.random((120, 3)) < chances, pd.DataFrame({"date": dates})


@pytest.mark.slow
def test_habits_of_authors_are_no_meeting_of_themes():
    assert false_pairs(authors) > 6 and false_pairs(authors, cluster="author") <= 3


@pytest.mark.slow
def test_a_trend_over_dates_is_no_meeting_of_themes():
    assert false_pairs(trend) <= 3
    assert false_pairs(lambda random: (trend(random)[0], pd.DataFrame(index=range(120)))) > 15


def test_the_order_of_time_is_all_that_the_trend_takes_from_dates():
    texts = ["Iran oil"] * 15 + ["Iran x", "x oil"] * 5 + ["x y"] * 20
    years = [str(year) for year in range(1900, 1945)]
    other = [str(year) for year in range(1955, 2000)]
    tables = [
        pd.DataFrame({"article": range(45), "text": texts, "date": d}) for d in (years, other)
    ]
    one, two = (
        meetings_by_chance(find_mentions(table, LEXICON), table, LEXICON, draws=50)
        for table in tables
    )
    pd.testing.assert_frame_equal(one, two)


def test_themes_that_meet_do_so_whatever_their_authors():
    table = pd.DataFrame({"article": range(60), "text": ["Iran oil", "x y", "x", "y z"] * 15})
    table["author"] = np.arange(60) // 2
    found = meetings_by_chance(find_mentions(table, LEXICON), table, LEXICON, cluster="author")
    assert found.loc[0, ["theme", "other"]].tolist() == ["Iran", "Oil"] and found["p_all"][0] < 0.01


def test_no_number_is_expected_below_zero():
    themes = ["oil"] * 5 + ["x"] * 10 + ["Iran"] * 5  # in the shortest and in the longest
    texts = [theme + " x" * size for theme, size in zip(themes, range(5, 205, 10), strict=True)]
    assert (met(texts)["expected"] >= 0).all()
