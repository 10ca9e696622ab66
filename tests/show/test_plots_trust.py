"""The pictures of trust by their labels, lengths and positions, and their findings; on nothing, and on odd tables."""

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from themes import (
    agreement,
    agreement_finding,
    codes_finding,
    drawn_misses_finding,
    find_mentions,
    interval,
    interval_finding,
    misjudged,
    misjudged_finding,
    plot_agreement,
    plot_finds,
    plot_sensitivity,
    plot_validity,
    read_codes,
    read_lexicon,
    rules_finding,
    sample_for_coding,
    save_figure,
    sensitivity,
    sensitivity_finding,
    term_validity,
    term_validity_finding,
    validity,
    validity_finding,
    verdicts,
)

LEXICON = read_lexicon({"Issues": {"Trade": ["trade"], "Iran": ["Iran"]}, "Other": {"War": ["war"]}})
TEXT = "Trade. Trade is his craft. Exports. Iran.\n\nWar. Trade war. Peace. War. War. War."
ARTICLES = pd.DataFrame({"article": ["a"], "title": ["T"], "text": [TEXT], "words": [14]})
MENTIONS = find_mentions(ARTICLES, LEXICON)
SHEETS = {"Trade": ("1010010000", "1010000000"), "War": ("0000110111", "0000100111")}


def coded(sheets=SHEETS, article="a"):
    rows = [
        (coder, article, sentence, "Other" if theme == "War" else "Issues", theme, pd.NA if code == "." else int(code))
        for theme, codes in sheets.items()
        for coder, column in zip("xyz", codes, strict=False)
        for sentence, code in enumerate(column, 1)
    ]
    codes = pd.DataFrame(rows, columns=["coder", "article", "sentence", "group", "theme", "code"])
    codes["group"] = pd.Categorical(codes["group"], ["Issues", "Other"])
    codes["theme"] = pd.Categorical(codes["theme"], ["Trade", "Iran", "War"])
    return codes.astype({"code": "Int64"})


CODES = coded()


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


def labels(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def bars(ax):
    """(row, left end, right end) of every bar."""
    rows = dict(zip(ax.get_yticks(), labels(ax), strict=True))
    return [(rows[bar.get_y() + bar.get_height() / 2], bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches]


def beside(ax):
    return [text.get_text() for text in ax.texts if text.get_ha() == "right"]


def title(ax):
    return ax.get_title(loc="left")


def test_plot_finds():
    ax = plot_finds(validity(MENTIONS, CODES, ARTICLES))
    assert labels(ax) == ["Trade", "Iran", "War"]
    # Trade: sentence 1 right, 2 wrong, 6 disputed, 3 missed; war: 5, 8, 9, 10 right, 6 disputed.
    assert bars(ax) == [("Trade", 0, 1), ("War", 0, 4), ("Trade", 1, 2), ("Trade", 2, 3), ("War", 4, 5), ("Trade", -1, 0)]
    assert beside(ax) == ["3 mentions", "1 mention, not coded", "5 mentions"]
    assert title(ax) == "The coders confirm 5 of 8 matches, reject 1 and split on 2. The count misses 1 sentence"
    assert [text.get_text() for text in ax.get_legend().texts][-1] == "disputed (coders divided)"
    ax = plot_finds(validity(MENTIONS, CODES[CODES["coder"] == "x"], ARTICLES))
    assert len(ax.get_legend().texts) == 3


def test_plot_agreement():
    ax = plot_agreement(agreement(CODES))
    assert labels(ax) == ["Trade", "War"]
    assert bars(ax) == [("Trade", 0, 2), ("War", 0, 4), ("Trade", 2, 3), ("War", 4, 5)]
    assert beside(ax) == ["both 2, only x 1, neither 7", "alpha 0.81"]
    assert title(ax) == "The coders disagree on 2 of 20 judgements"


def test_a_theme_that_a_coder_sees_in_every_sentence_has_its_numbers():
    table = agreement(coded({"Trade": ("1" * 10, "1111111100"), "War": ("1111110000", "1111100000")}))
    assert table["alpha"].iloc[0] < 0
    assert beside(plot_agreement(table)) == ["both 8, only x 2", "alpha 0.81"]
    assert agreement_finding(table) == "The coders disagree on 3 of 20 judgements. Krippendorff’s alpha within themes is 0.58"


def test_plot_agreement_of_three_coders():
    few = coded({"War": ("1100000000", "1000000000", "1000000000")})
    assert beside(plot_agreement(agreement(few))) == ["all 1, some 1, none 8"]


def test_plot_validity():
    ax = plot_validity(validity(MENTIONS, CODES, ARTICLES))
    assert labels(ax) == ["Trade", "Iran", "War"]
    points = [line.get_xdata()[0] for line in ax.lines if len(line.get_xdata()) == 1]
    assert points == [0.5, 1, 0.5, 1]
    ends = [tuple(np.round(line.get_xdata(), 2)) for line in ax.lines if len(line.get_xdata()) == 2]
    assert ends == [(0.01, 0.99), (0.4, 1), (0.01, 0.99), (0.4, 1)]
    assert [text.get_text() for text in ax.texts if "n" in text.get_text() and text.xy[0] > 1] == [
        *["n = 2", "not coded", "n = 4"],
        *["n = 2", "not coded", "n = 4"],
    ]


def test_plot_sensitivity():
    articles = pd.DataFrame({"article": ["a"], "text": ["a a aa b b c"]})
    lexicon = read_lexicon({"G": {"A": ["a", "aa"], "B": ["b"], "C": ["c"]}, "H": {"Z": ["z", "b b"]}})
    ax = plot_sensitivity(sensitivity(articles, lexicon, nested="count"))
    assert labels(ax) == ["A", "B", "C"]
    columns = [label.get_text() for label in ax.get_xticklabels()]
    grid = {(labels(ax)[text.xy[1]], columns[text.xy[0]]): text.get_text() for text in ax.texts}
    assert [grid[theme, "as it is"] for theme in "ABC"] == ["1", "2", "3"]
    assert columns[1] == "without “a”" and [grid[theme, "without “a”"] for theme in "ABC"] == ["2↓", "1↑", "2↑"]
    assert [grid[theme, "without “b”"] for theme in "ABC"] == ["1", "3↓", "2↑"]
    assert "without “aa”" not in columns or grid["A", "without “aa”"] == "1"
    nested = "mentions inside longer ones not counted"
    assert [grid[theme, nested] for theme in "ABC"] == ["1", "3↓", "2↑"]
    few = plot_sensitivity(sensitivity(articles, lexicon, nested="count"), most=1)
    assert len(few.get_xticklabels()) == 2 and "changes more move a rank" in few.get_xlabel()


NOTHING = coded({})
BLANK = coded({"Trade": ("..........", ".........."), "War": ("..........",)})
ALONE = coded({"Trade": ("1010010000",)})
APART = coded({"Trade": ("10........", "..10......")})
ZEROS = coded({theme: ("0" * 10, "0" * 10) for theme in SHEETS})
ONES = coded({theme: ("1" * 10, "1" * 10) for theme in SHEETS})
UNSEEN = find_mentions(ARTICLES, read_lexicon({"Issues": {"Trade": ["z"]}, "Other": {"War": ["z z"]}}))
THREE = coded({"War": ("1111110000", "1111100000", "1111000000")})


@pytest.mark.parametrize("codes", [NOTHING, BLANK, ALONE, APART, ZEROS, ONES, THREE])
@pytest.mark.parametrize("mentions", [MENTIONS, UNSEEN])
def test_no_picture_and_no_sentence_holds_nan_and_each_leaves_room(codes, mentions, tmp_path):
    table, agreed = validity(mentions, codes, ARTICLES), agreement(codes)
    wrong, terms = misjudged(mentions, codes, ARTICLES), term_validity(mentions, codes, ARTICLES)
    said = [misjudged_finding(wrong), term_validity_finding(terms), validity_finding(table), agreement_finding(agreed)]
    for ax in (plot_finds(table), plot_validity(table), plot_agreement(agreed)):
        said += [title(ax), *(text.get_text() for text in ax.texts)]
        save_figure(ax, "1-toy", "A caption.", "alt", folder=tmp_path)  # matplotlib warns where there is no room
    assert all(said) and not any("nan" in sentence.lower() for sentence in said)


@pytest.mark.parametrize("text", ["", "nothing of it", "trade"])
def test_ranks_of_nothing_still_say_so(text, tmp_path):
    articles = pd.DataFrame({"article": ["a"], "text": [text]})
    ax = plot_sensitivity(sensitivity(articles, LEXICON))
    assert title(ax) and "nan" not in title(ax)
    save_figure(ax, "1-toy", "A caption.", "alt", folder=tmp_path)


def test_pictures_draw_where_they_are_told():
    ax = plt.figure().add_subplot()
    assert plot_finds(validity(MENTIONS, CODES, ARTICLES), ax=ax) is ax
    assert plot_agreement(agreement(NOTHING), ax=ax) is ax


# ---- findings


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (NOTHING, "How far coders agree cannot be said: not coded"),
        (ALONE, "How far coders agree cannot be said: a single coder: nobody to agree with"),
        (APART, "How far coders agree cannot be said: no sentence that two coders have coded"),
        (ZEROS, "The coders agree on all 20 judgements (seen in 0 sentences: too few for a coefficient)"),
        (
            coded({"Trade": ("1111110000", "1111110000"), "War": ("1111110000", "1111100000")}),
            "The coders disagree on 1 of 20 judgements. Krippendorff’s alpha within themes is 0.90, lowest for War (0.81)",
        ),
    ],
)
def test_agreement_finding(codes, said):
    assert agreement_finding(agreement(codes)) == said


def test_passes_of_a_model_are_called_repeatable_and_not_reliable():
    said = "Passes of one model show repeatability, not reliability"
    passes = CODES.assign(coder=CODES["coder"].map({"x": "model-one", "y": "model-two"}))
    people = CODES.assign(coder=CODES["coder"].map({"x": "maria", "y": "john"}))
    mixed = CODES.assign(coder=CODES["coder"].map({"x": "maria", "y": "model-two"}))
    assert agreement_finding(agreement(passes)).endswith(f". {said}")
    assert agreement_finding(agreement(passes)).startswith("2 passes of a language model disagree on 2 of 20 judgements")
    assert agreement_finding(agreement(mixed)).startswith("People and a language model disagree on 2 of 20")
    assert all(said not in agreement_finding(agreement(codes)) for codes in (people, mixed))
    legends = [plot_agreement(agreement(codes)).get_legend().get_title().get_text() for codes in (passes, people)]
    assert [said in legend for legend in legends] == [True, False]


@pytest.mark.parametrize(
    ("codes", "said", "wrong", "terms"),
    [
        (
            NOTHING,
            "No theme is coded, so nothing can be said about matches and misses",
            "0 false finds and 0 misses",
            "No term has a match in the coded sentences",
        ),
        (
            CODES,
            "The coders confirm 5 of 8 matches, reject 1 and split on 2. The count misses 1 sentence",
            "1 false find and 1 miss; most in Trade (2)",
            "The coders confirm every match of 0 of 2 terms and split on matches of 2. "
            "Wrong at least half the time: “trade” (1 of 2)",
        ),
        (
            coded({"Trade": ("1", "0")}),
            "The coders split on the only match. The count misses no sentence that they agree on",
            "0 false finds and 0 misses",
            "The coders confirm every match of 0 of 1 term and split on matches of 1",
        ),
        (
            coded({"Trade": ("0..1", "0..0")}),
            "The coders reject the only match. The count misses no sentence that they agree on; on 1 more they split",
            "1 false find and 0 misses; most in Trade (1)",
            "The coders confirm every match of 0 of 1 term. Wrong at least half the time: “trade” (1 of 1)",
        ),
    ],
)
def test_findings_of_validity(codes, said, wrong, terms):
    assert validity_finding(validity(MENTIONS, codes, ARTICLES)) == said
    assert misjudged_finding(misjudged(MENTIONS, codes, ARTICLES)) == wrong
    assert term_validity_finding(term_validity(MENTIONS, codes, ARTICLES)) == terms


def test_the_finding_of_a_sample_has_the_lowest_and_the_highest_share():
    articles = pd.DataFrame({"article": range(40), "text": ["Trade."] * 10 + ["War."] * 10 + ["Peace."] * 20})
    mentions = find_mentions(articles, LEXICON)
    sample = sample_for_coding(articles, mentions, 40)
    codes = sample.assign(coder="x", group="Issues", theme="Trade", code=(sample["article"] < 5).astype(int))
    one = validity_finding(validity(mentions, codes, articles, sample=sample))
    assert one == "50% of matches are right and 100% of relevant sentences are found"
    war = codes.assign(group="Other", theme="War", code=(sample["article"] > 9).astype(int))
    two = validity_finding(validity(mentions, pd.concat([codes, war]), articles, sample=sample))
    assert two == "As few as 50% of matches are right (Trade) and as few as 33% of relevant sentences are found (War)"


def test_where_no_miss_was_drawn_table_finding_and_chart_have_a_bound():
    articles = pd.DataFrame({"article": range(400), "text": ["Trade."] * 20 + ["Peace."] * 380})
    mentions = find_mentions(articles, read_lexicon({"Trade": ["trade"]}))
    sample = sample_for_coding(articles, mentions, 40)
    codes = sample.assign(coder="x", group="", theme="Trade", code=(sample["article"] < 20).astype(int))
    table = validity(mentions, codes, articles, sample=sample)
    bound = f"at least {table['recall_low'].iloc[0]:.0%}"
    assert table["note"].tolist() == ["too few misses drawn: recall has bounds and no estimate"]
    assert validity_finding(table) == (
        f"100% of matches are right. Too few misses were drawn to estimate recall: Trade {bound}"
    )
    ax = plot_validity(table)
    assert [text.get_text() for text in ax.texts if text.xy[0] > 1] == ["n = 20", f"n = 20, {bound}"]
    assert [line.get_marker() for line in ax.lines if len(line.get_xdata()) == 1] == ["o"]


@pytest.mark.parametrize(
    ("text", "terms", "rules"),
    [
        (
            "trade trade Iran",
            "Issues: Trade is mentioned most, but that hangs on “trade” (without it: Iran)",
            "Issues: Trade is mentioned most under every counting rule tried",
        ),
        (
            "trade tariff tariff tariff Iran",
            "Issues: Trade is mentioned most, whichever single term is left out",
            "Issues: Trade is mentioned most under every counting rule tried",
        ),
        (
            "trade Iran iran iran",
            "Issues: Trade and Iran are mentioned most, but that hangs on “trade” (without it: Iran) "
            "and “Iran” (without it: Trade)",
            "Issues: Trade and Iran are mentioned most, but not under every counting rule (capitals never matter: Iran)",
        ),
        ("War", "Issues: none of the themes is mentioned", "Issues: none of the themes is mentioned"),
    ],
)
def test_findings_of_sensitivity(text, terms, rules):
    themes = {"Trade": ["trade", "tariff", "tariff tariff"], "Iran": [{"term": "Iran", "case": "exact"}]}
    lexicon = read_lexicon({"Issues": themes, "Other": {"War": ["war"]}})
    table = sensitivity(pd.DataFrame({"article": ["a"], "text": [text]}), lexicon)
    assert sensitivity_finding(table) == terms and rules_finding(table) == rules


def test_interval_finding():
    texts = pd.DataFrame({"article": range(20), "text": ["trade trade a b"] * 10 + ["trade trade trade Iran"] * 10})
    table = interval(find_mentions(texts, LEXICON), texts)
    assert interval_finding(table).startswith("Trade has the highest rate, 625.00 per 1,000 words (5")
    assert interval_finding(interval(MENTIONS, ARTICLES)).startswith("No interval: a single article")
    same = texts.head(10)
    assert "; no interval: the same rate" in interval_finding(interval(find_mentions(same, LEXICON), same))


def test_a_table_without_a_theme_has_a_title():
    ax = plot_validity(validity(MENTIONS, CODES, ARTICLES).head(0))
    assert title(ax) == "No theme is coded, so nothing can be said about matches and misses" and not ax.patches


def test_drawn_misses_stand_for_as_many_as_their_strata_say():
    strata = ["Trade", "Iran", "no mention", "no mention"]
    sample = pd.DataFrame({"article": "a", "sentence": [1, 2, 3, 7], "stratum": strata, "weight": [2.0, 3.4, 50.0, 50.0]})
    judged = verdicts(MENTIONS, coded({"Trade": ("1111111111",), "War": ("1100000000",)}), ARTICLES)
    said = "4 misses were drawn: 2 among sentences drawn without a mention (each stands for 50) "
    said += "and 2 among those drawn with one (each stands for 2 to 3)"
    assert drawn_misses_finding(judged, sample) == said
    without, other = judged["sentence"] == 3, judged["sentence"] == 1
    said = "1 miss was drawn: 1 among sentences drawn without a mention (each stands for 50)"
    assert drawn_misses_finding(judged[without], sample) == said
    assert drawn_misses_finding(judged[other], sample) == ("1 miss was drawn: 1 among those drawn with one (each stands for 2)")
    assert drawn_misses_finding(judged[judged["outcome"] == "true find"], sample) == "No miss was drawn"
    assert drawn_misses_finding(judged.head(0), sample) == "Nothing is coded, so no miss is known"


def test_codes_finding_of_a_sample():
    sample = pd.DataFrame({"article": "a", "sentence": [1, 2, 3, 4], "stratum": ["Trade", "Iran", "no mention", "no mention"]})
    some = CODES[(CODES["sentence"] <= 3) & (CODES["theme"] == "Trade")]
    said = "2 coders (x and y): 3 of 4 sentences and 1 of 2 themes are coded. Not coded: Iran. "
    assert codes_finding(some, ARTICLES, LEXICON, sample) == said + "A blank sheet: `coding_sheet(…, sample=…)`."


def test_codes_finding_names_what_is_missing(tmp_path):
    assert codes_finding(CODES, ARTICLES, LEXICON) == (
        "2 coders (x and y): 10 of 10 sentences and 2 of 3 themes are coded. Not coded: Iran. "
        "A blank sheet: `python3 run.py sheet`."
    )
    every = pd.concat([CODES, coded({"Iran": ("0" * 10,)})])
    assert codes_finding(every, ARTICLES, LEXICON) == "2 coders (x and y): 10 of 10 sentences and 3 of 3 themes are coded."
    for path in (tmp_path, tmp_path / "none"):
        none = read_codes(path, ARTICLES, LEXICON, unfit="skip")
        said = codes_finding(none, ARTICLES, LEXICON)
        assert said.startswith("Nothing of this is coded by hand. Left out: ") and said.endswith("run.py sheet`.")
        assert validity(MENTIONS, none, ARTICLES)["note"].tolist() == ["not coded"] * 3
        assert labels(plot_finds(validity(MENTIONS, none, ARTICLES))) == ["Trade", "Iran", "War"]
        assert title(plot_agreement(agreement(none)))
