"""The pictures of trust by their labels, lengths and positions, and their findings; on nothing, and
on odd tables.
"""

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from newsthemes import (
    agreement,
    find_mentions,
    findings,
    interval,
    plot_agreement,
    plot_finds,
    plot_sensitivity,
    plot_validity,
    read_codes,
    read_lexicon,
    sensitivity,
    term_validity,
    validity,
    verdicts,
)
from newsthemes.show.chart import NoChart
from newsthemes.show.findings_trust import SHEET
from newsthemes.show.table import Table
from newsthemes.trust.coding_sheet import sample_for_coding

LEXICON = read_lexicon(
    {"Issues": {"Trade": ["trade"], "Iran": ["Iran"]}, "Other": {"War": ["war"]}}
)
TEXT = "Trade. Trade is his craft. Exports. Iran.\n\nWar. Trade war. Peace. War. War. War."
ARTICLES = pd.DataFrame({"article": ["a"], "title": ["T"], "text": [TEXT], "words": [14]})
MENTIONS = find_mentions(ARTICLES, LEXICON)
SHEETS = {"Trade": ("1010010000", "1010000000"), "War": ("0000110111", "0000100111")}


def coded(sheets=SHEETS, article="a"):
    rows = [
        (
            coder,
            article,
            sentence,
            "Other" if theme == "War" else "Issues",
            theme,
            pd.NA if code == "." else int(code),
        )
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
    return [
        (rows[bar.get_y() + bar.get_height() / 2], bar.get_x(), bar.get_x() + bar.get_width())
        for bar in ax.patches
    ]


def beside(ax):
    return [text.get_text() for text in ax.texts if text.get_ha() == "right"]


def told(finding):
    return f"{finding.sentence} {finding.detail}".strip()


def title(chart):
    """The title in the picture, which is the finding."""
    assert chart.ax.get_title(loc="left").replace("\xa0", " ") == chart.finding
    return chart.finding


def test_plot_finds():
    chart = plot_finds(validity(MENTIONS, CODES, ARTICLES), ARTICLES)
    ax = chart.ax
    assert labels(ax) == ["Trade", "Iran", "War"]
    # Trade: sentence 1 right, 2 wrong, 6 disputed, 3 missed; war: 5, 8, 9, 10 right, 6 disputed.
    assert bars(ax) == [
        ("Trade", 0, 1),
        ("War", 0, 4),
        ("Trade", 1, 2),
        ("Trade", 2, 3),
        ("War", 4, 5),
        ("Trade", -1, 0),
    ]
    assert beside(ax) == ["3 mentions", "1 mention, not coded", "5 mentions"]
    assert title(chart) == "Two coders confirm 5 of 8 matches and reject one"
    assert chart.alt.endswith(
        " coders disagree: Trade 1, 1, 1, 1; Iran 0, 0, 0, 0; War 4, 0, 0, 1."
    )
    told = "They disagree with each other on two matches. Leaving out both, precision and recall are 83 %. "
    told += "In one case they see a theme that no term finds. One theme is unchecked."
    assert chart.caption == "“T”. n = 20 cases (10 sentences × 2 themes). Checked by two coders."
    assert chart.detail == told
    assert [text.get_text() for text in ax.get_legend().texts][-1] == "coders disagree"
    ax = plot_finds(validity(MENTIONS, CODES[CODES["coder"] == "x"], ARTICLES), ARTICLES).ax
    assert [text.get_text() for text in ax.get_legend().texts] == [
        "found, and right",
        "found, but wrong",
        "missed",
    ]


def test_plot_agreement():
    chart = plot_agreement(agreement(CODES), ARTICLES)
    ax = chart.ax
    assert labels(ax) == ["Trade", "War"]
    assert bars(ax) == [("Trade", 0, 2), ("War", 0, 4), ("Trade", 2, 3), ("War", 4, 5)]
    assert beside(ax) == ["both 2, only x 1, neither 7", "alpha 0.81"]
    assert title(chart) == "Two coders disagree on 2 of 20 cases"
    assert chart.alt.endswith(": Trade 2 and 1; War 4 and 1.") and chart.caption.startswith(
        "“T”. n = 20 cases (10 sentences × 2 themes)"
    )


def test_a_theme_that_a_coder_sees_in_every_sentence_has_its_numbers():
    table = agreement(
        coded({"Trade": ("1" * 10, "1111111100"), "War": ("1111110000", "1111100000")})
    )
    assert table["alpha"].iloc[0] < 0
    assert beside(plot_agreement(table, ARTICLES).ax) == ["both 8, only x 2", "alpha 0.81"]
    assert findings.coders_agree(table).details == (
        "Krippendorff’s alpha, agreement corrected for chance within themes, is 0.58",
    )


def test_plot_agreement_of_three_coders():
    few = coded({"War": ("1100000000", "1000000000", "1000000000")})
    assert beside(plot_agreement(agreement(few), ARTICLES).ax) == ["all 1, some 1, none 8"]


def test_plot_validity():
    chart = plot_validity(validity(MENTIONS, CODES, ARTICLES), ARTICLES)
    ax = chart.ax
    assert labels(ax) == ["Trade", "War"] and "1 theme is unchecked." in chart.caption
    points = [
        line.get_xdata()[0]
        for line in ax.lines
        if len(line.get_xdata()) == 1 and not np.isnan(line.get_xdata()[0])
    ]
    assert points == [0.5, 1, 0.5, 1]
    ends = [tuple(np.round(line.get_xdata(), 2)) for line in ax.lines if len(line.get_xdata()) == 2]
    ends = [pair for pair in ends if not np.isnan(pair).any()]
    assert ends == [(0.01, 0.99), (0.4, 1), (0.01, 0.99), (0.4, 1)]
    assert [text.get_text() for text in ax.texts if "n" in text.get_text() and text.xy[0] > 1] == [
        *["n = 2", "n = 4"] * 2,
    ]
    assert ": Trade precision 50 % (1 to 99 %), recall 50 % (1 to 99 %); War " in chart.alt


def test_plot_sensitivity():
    articles = pd.DataFrame({"article": ["a"], "title": ["T"], "text": ["a a aa b b c"]})
    lexicon = read_lexicon(
        {"G": {"A": ["a", "aa"], "B": ["b"], "C": ["c"]}, "H": {"Z": ["z", "b b"]}}
    )
    chart = plot_sensitivity(sensitivity(articles, lexicon, nested="count"), articles)
    ax = chart.ax
    assert (
        chart.alt == "Grid of ranks by mentions, with all terms and in 4 variants: A 1; B 2; C 3."
    )
    assert labels(ax) == ["A", "B", "C"]
    columns = [label.get_text().replace("\n", " ") for label in ax.get_xticklabels()]
    grid = {(labels(ax)[text.xy[1]], columns[text.xy[0]]): text.get_text() for text in ax.texts}
    assert [grid[theme, "all terms"] for theme in "ABC"] == ["1", "2", "3"]
    assert columns[1] == "without “a”" and [grid[theme, "without “a”"] for theme in "ABC"] == [
        "2↓",
        "1↑",
        "2↑",
    ]
    assert [grid[theme, "without “b”"] for theme in "ABC"] == [
        "1",
        "0",
        "2↑",
    ]  # what is not named has no rank
    assert "without “aa”" not in columns or grid["A", "without “aa”"] == "1"
    nested = "mentions inside longer ones not counted"
    assert [grid[theme, nested] for theme in "ABC"] == ["1", "0", "2↑"]
    assert [text.get_text() for text in ax.get_legend().texts] == [
        "higher than with all terms",
        "lower than with all terms",
    ]
    assert ax.get_legend().get_title().get_text() == "G: rank by mentions"
    few = plot_sensitivity(sensitivity(articles, lexicon, nested="count"), articles, most=1)
    assert len(few.ax.get_xticklabels()) == 2 and "3 more changes move a rank too." in few.caption


NOTHING = coded({})
BLANK = coded({"Trade": ("..........", ".........."), "War": ("..........",)})
ALONE = coded({"Trade": ("1010010000",)})
APART = coded({"Trade": ("10........", "..10......")})
ZEROS = coded({theme: ("0" * 10, "0" * 10) for theme in SHEETS})
ONES = coded({theme: ("1" * 10, "1" * 10) for theme in SHEETS})
UNSEEN = find_mentions(
    ARTICLES, read_lexicon({"Issues": {"Trade": ["z"]}, "Other": {"War": ["z z"]}})
)
THREE = coded({"War": ("1111110000", "1111100000", "1111000000")})


@pytest.mark.parametrize("codes", [NOTHING, BLANK, ALONE, APART, ZEROS, ONES, THREE])
@pytest.mark.parametrize("mentions", [MENTIONS, UNSEEN])
def test_no_picture_and_no_sentence_holds_nan_and_each_leaves_room(codes, mentions, tmp_path):
    table, agreed = validity(mentions, codes, ARTICLES), agreement(codes)
    judged, terms = verdicts(mentions, codes, ARTICLES), term_validity(mentions, codes, ARTICLES)
    said = [
        findings.misjudgements(judged).sentence,
        findings.wrong_terms(terms).sentence,
        findings.coders_agree(agreed).sentence,
    ]
    said += [Table(table).text, Table(agreed).text]
    for chart in (
        plot_finds(table, ARTICLES),
        plot_validity(table, ARTICLES),
        plot_agreement(agreed, ARTICLES),
    ):
        if isinstance(chart, NoChart):
            said.append(chart.finding)
            continue
        said += [
            title(chart),
            chart.alt,
            chart.caption,
            *(text.get_text() for text in chart.ax.texts),
        ]
        chart.save("1-toy", folder=tmp_path)  # matplotlib warns where there is no room
        assert len(chart.alt) <= 300 and chart.alt and chart.finding
    assert not any("nan" in sentence.lower() for sentence in said)


@pytest.mark.parametrize("text", ["", "nothing of it", "trade"])
def test_ranks_of_nothing_still_say_so(text, tmp_path):
    articles = pd.DataFrame({"article": ["a"], "title": ["T"], "text": [text]})
    chart = plot_sensitivity(sensitivity(articles, LEXICON), articles)
    assert chart.finding and "nan" not in chart.finding
    chart.save("1-toy", folder=tmp_path)


def test_pictures_draw_where_they_are_told():
    ax = plt.figure().add_subplot()
    assert plot_finds(validity(MENTIONS, CODES, ARTICLES), ARTICLES, ax=ax).ax is ax
    assert plot_agreement(agreement(CODES), ARTICLES, ax=ax).ax is ax


# ---- findings


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (NOTHING, "Nobody has coded this, so there is no agreement to measure"),
        (ALONE, "One person, x, has coded this, so there is no agreement to measure"),
        (APART, "No sentence was coded twice, so there is no agreement to measure"),
        (
            ZEROS,
            "Two coders agree on all 20 cases. There is no coefficient, as so few sentences are about a theme",
        ),
        (
            coded({"Trade": ("1111110000", "1111110000"), "War": ("1111110000", "1111100000")}),
            "Two coders disagree on 1 of 20 cases. "
            "Krippendorff’s alpha, agreement corrected for chance within themes, is 0.90. "
            "Of the two themes with enough sentences, it is lowest for War, 0.81",
        ),
    ],
)
def test_coders_agree(codes, said):
    assert told(findings.coders_agree(agreement(codes))) == said + "."


def test_of_passes_of_a_model_it_says_that_no_person_has_checked():
    said = "No person has checked this"
    passes = CODES.assign(coder=CODES["coder"].map({"x": "model-one", "y": "model-two"}))
    people = CODES.assign(coder=CODES["coder"].map({"x": "maria", "y": "john"}))
    mixed = CODES.assign(coder=CODES["coder"].map({"x": "maria", "y": "model-two"}))
    assert (
        findings.coders_agree(agreement(passes)).title
        == "Two passes of a language model disagree on 2 of 20 cases"
    )
    both = findings.coders_agree(agreement(mixed))
    assert both.title == "The coders disagree on 2 of 20 cases"
    assert both.details[-1] == "The coders are one person, maria, and one pass of a language model"
    captions = [
        plot_agreement(agreement(codes), ARTICLES).detail for codes in (passes, people, mixed)
    ]
    assert [said in caption for caption in captions] == [True, False, False]


@pytest.mark.parametrize(
    ("codes", "said", "wrong", "terms"),
    [
        (
            NOTHING,
            "Nobody has checked these counts yet",
            "Nobody has checked these counts yet.",
            "No term has a match in the coded sentences.",
        ),
        (
            CODES,
            "Two coders confirm 5 of 8 matches and reject one",
            "The terms miss one case and one match is wrong, all in Trade.",
            "Coders disagree on matches of “trade” and “war”. At least half of the matches are wrong for “trade” (1 of 2).",
        ),
        (
            coded({"Trade": ("1", "0")}),
            "Two coders disagree on the only match",
            "The terms miss no case, and no match is wrong.",
            "Coders disagree on matches of “trade”.",
        ),
        (
            coded({"Trade": ("0..1", "0..0")}),
            "Two coders reject the only match",
            "One match is wrong.",
            "At least half of the matches are wrong for “trade” (1 of 1).",
        ),
    ],
)
def test_findings_of_validity(codes, said, wrong, terms):
    assert plot_finds(validity(MENTIONS, codes, ARTICLES), ARTICLES).finding == said
    assert findings.misjudgements(verdicts(MENTIONS, codes, ARTICLES)).sentence == wrong
    assert findings.wrong_terms(term_validity(MENTIONS, codes, ARTICLES)).sentence == terms


def test_the_finding_of_a_sample_has_the_lowest_shares():
    articles = pd.DataFrame(
        {"article": range(40), "text": ["Trade."] * 10 + ["War."] * 10 + ["Peace."] * 20}
    )
    mentions = find_mentions(articles, LEXICON)
    sample = sample_for_coding(articles, mentions, 40)
    codes = sample.assign(
        coder="x", group="Issues", theme="Trade", code=(sample["article"] < 5).astype(int)
    )
    one = plot_validity(validity(mentions, codes, articles, sample=sample), articles)
    assert title(one) == "Precision is 50 % and recall 100 %"
    assert labels(one.ax) == ["Trade"] and one.caption.startswith(
        "40 articles. n = 40 drawn sentences. Checked by one person, x."
    )
    war = codes.assign(group="Other", theme="War", code=(sample["article"] > 9).astype(int))
    elsewhere = validity(mentions, pd.concat([codes, war]), articles, sample=sample)
    two = "Precision is 50 to 100 % and recall 33 to 100 %"
    assert title(plot_validity(elsewhere, articles)) == two
    here = elsewhere.assign(precision=1.0, recall=1.0)
    assert title(plot_validity(elsewhere, articles, beside=here)) == two  # one of them is equal
    lower = plot_validity(elsewhere.assign(precision=0.4, recall=0.3), articles, beside=here)
    assert (
        title(lower) == "All estimates are lower than in the text that the terms were written for"
    )
    assert (
        "In that text, precision and recall are 100 %, which rest on " in lower.detail
        and "sentences a theme." in lower.detail
    )
    beside_marks = plot_validity(elsewhere, articles, beside=here.assign(recall=0.9)).ax
    marks = [line.get_xdata()[0] for line in beside_marks.lines if line.get_marker() == "|"]
    assert marks == [1.0, 1.0, 0.9, 0.9] and beside_marks.get_legend().texts[
        -1
    ].get_text().startswith("the same in the text")
    assert "|" not in [line.get_marker() for line in plot_validity(elsewhere, articles).ax.lines]
    for mixed in (here.assign(recall=0.5), elsewhere, here.assign(recall=np.nan, precision=np.nan)):
        assert title(plot_validity(elsewhere, articles, beside=mixed)) == two


def test_where_no_miss_was_drawn_finding_and_chart_have_a_bound():
    articles = pd.DataFrame({"article": range(400), "text": ["Trade."] * 20 + ["Peace."] * 380})
    mentions = find_mentions(articles, read_lexicon({"Trade": ["trade"]}))
    sample = sample_for_coding(articles, mentions, 40)
    codes = sample.assign(
        coder="x", group="", theme="Trade", code=(sample["article"] < 20).astype(int)
    )
    table = validity(mentions, codes, articles, sample=sample)
    bound = f"at least {100 * table['recall_low'].iloc[0]:.0f} %"
    assert table["note"].tolist() == ["too few misses drawn: recall has bounds and no estimate"]
    chart = plot_validity(table, articles)
    assert title(chart) == "Precision is 100 %"
    assert chart.detail.endswith(f"Too few misses were drawn to estimate recall: Trade {bound}.")
    assert [text.get_text() for text in chart.ax.texts if text.xy[0] > 1] == [
        "n = 20",
        f"n = 20, {bound}",
    ]
    drawn = [
        line
        for line in chart.ax.lines
        if len(line.get_xdata()) == 1 and not np.isnan(line.get_xdata()[0])
    ]
    assert [line.get_marker() for line in drawn] == ["o"]


@pytest.mark.parametrize(
    ("text", "terms", "rules"),
    [
        (
            "trade trade Iran",
            "Issues: without the term “trade”, Iran has the most mentions.",
            "No other counting rule tried changes a count.",
        ),
        (
            "trade tariff tariff tariff Iran",
            "Issues: Trade has the most mentions, whichever single term is left out.",
            "No other counting rule tried changes a count.",
        ),
        (
            "trade Iran iran iran",
            "Who has the most mentions depends on each of two terms. "
            "Without the term “trade”, Iran has the most mentions. Without the term “Iran”, Trade has the most mentions.",
            "Ignoring capitals changes 1 of 3 counts and the first place in Issues. "
            "In Issues, if capitals never matter, Iran has the most mentions.",
        ),
        (
            "trade Iran x",
            "Who has the most mentions depends on each of two terms. "
            "Without the term “trade”, Iran has the most mentions. Without the term “Iran”, Trade has the most mentions.",
            "No other counting rule tried changes a count.",
        ),
        (
            "trade tariff Iran",
            "Issues: without either “trade” or “tariff”, Trade is no longer alone in first place. "
            "Without the term “trade”, the themes Trade and Iran have 1 mention each. "
            "Without the term “tariff”, the themes Trade and Iran have 1 mention each.",
            "No other counting rule tried changes a count.",
        ),
        (
            "trade trade trade tariff tariff x tariff Iran iran",
            "Issues: Trade has the most mentions, whichever single term is left out.",
            "Ignoring capitals changes 1 of 3 counts, the other rules none; in Issues, Trade still has the most mentions.",
        ),
        ("War", *["No theme that is mentioned has a rival, so there is no lead to test."] * 2),
    ],
)
def test_findings_of_sensitivity(text, terms, rules):
    themes = {
        "Trade": ["trade", "tariff", "tariff tariff"],
        "Iran": [{"term": "Iran", "case": "exact"}],
    }
    lexicon = read_lexicon({"Issues": themes, "Other": {"War": ["war"]}})
    table = sensitivity(pd.DataFrame({"article": ["a"], "text": [text]}), lexicon)
    assert (
        told(findings.without_terms(table)) == terms and told(findings.other_rules(table)) == rules
    )


def test_the_highest_rate_has_its_interval():
    texts = pd.DataFrame(
        {"article": range(20), "text": ["trade trade a b"] * 10 + ["trade trade trade Iran"] * 10}
    )
    table = interval(find_mentions(texts, LEXICON), texts)
    assert findings.highest_rate(table).sentence.startswith(
        "Trade has the highest rate, 625 per 1,000 words (95 % interval 5"
    )
    assert (
        findings.highest_rate(interval(MENTIONS, ARTICLES)).sentence
        == "No interval can be given: there is a single article."
    )
    same = texts.head(10)
    assert (
        "; no interval: the same rate"
        in findings.highest_rate(interval(find_mentions(same, LEXICON), same)).sentence
    )


def test_a_table_without_a_theme_has_a_title():
    chart = plot_validity(validity(MENTIONS, CODES, ARTICLES).head(0), ARTICLES)
    assert chart.finding == "Nobody has checked these counts yet"


def test_drawn_misses_stand_for_as_many_as_their_strata_say():
    strata = ["Trade", "Iran", "no mention", "no mention"]
    sample = pd.DataFrame(
        {
            "article": "a",
            "sentence": [1, 2, 3, 7],
            "stratum": strata,
            "weight": [2.0, 3.4, 50.0, 50.0],
        }
    )
    judged = verdicts(MENTIONS, coded({"Trade": ("1111111111",), "War": ("1100000000",)}), ARTICLES)
    said = "In the sample, the terms miss four cases: 2 in sentences without any mention (each represents 50 sentences) "
    said += "and 2 in sentences that mention another theme (each represents 2 to 3 sentences)."
    assert findings.drawn_misses(judged, sample).sentence == said
    without, other = judged["sentence"] == 3, judged["sentence"] == 1
    said = "In the sample, the terms miss one case in sentences without any mention (each represents 50 sentences)."
    assert findings.drawn_misses(judged[without], sample).sentence == said
    assert findings.drawn_misses(judged[other], sample).sentence == (
        "In the sample, the terms miss one case in sentences that mention another theme (each represents 2 sentences)."
    )
    right = judged[judged["outcome"] == "true find"]
    assert findings.drawn_misses(right, sample).sentence == "In the sample, the terms miss no case."
    assert (
        findings.drawn_misses(judged.head(0), sample).sentence
        == "Nobody has checked these counts yet."
    )


def test_codes_of_a_sample():
    sample = pd.DataFrame(
        {
            "article": "a",
            "sentence": [1, 2, 3, 4],
            "stratum": ["Trade", "Iran", "no mention", "no mention"],
        }
    )
    some = CODES[(CODES["sentence"] <= 3) & (CODES["theme"] == "Trade")]
    said = "Two coders (x and y) coded 3 of 4 drawn sentences for 1 of 3 themes; the other two are unchecked. "
    said += "“coding_sheet(…, sample=…)” writes a blank sheet."
    assert findings.codes(some, ARTICLES, LEXICON, sample).sentence == said


def test_codes_say_what_is_missing(tmp_path):
    assert findings.codes(CODES, ARTICLES, LEXICON).sentence == (
        f"Two coders (x and y) coded all 10 sentences for 2 of 3 themes. Not coded: Iran. “{SHEET}” writes a blank sheet."
    )
    every = pd.concat([CODES, coded({"Iran": ("0" * 10,)})])
    assert (
        findings.codes(every, ARTICLES, LEXICON).sentence
        == "Two coders (x and y) coded all 10 sentences for all 3 themes."
    )
    for path in (tmp_path, tmp_path / "none"):
        none = read_codes(path, ARTICLES, LEXICON, unfit="skip")
        found = findings.codes(none, ARTICLES, LEXICON)
        assert (
            found.sentence == "Nobody has checked these counts yet; here is how."
            and f"“{SHEET}” writes" in found.detail
        )
        assert "Left out: " in found.detail
        assert validity(MENTIONS, none, ARTICLES)["note"].tolist() == ["not coded"] * 3
        for chart in (
            plot_finds(validity(MENTIONS, none, ARTICLES), ARTICLES),
            plot_agreement(agreement(none), ARTICLES),
        ):
            assert (
                chart.finding.startswith("Nobody has c")
                and not chart.save("4-toy", tmp_path / "none").alt
            )
