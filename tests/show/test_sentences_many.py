"""The computed sentences on many articles and on trust of toy inputs, in sentences_many.txt, to be
read.

Whoever changes a sentence runs `python -m pytest tests/show/test_sentences_many.py --accept` and
reads what differs.
"""

from pathlib import Path

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import newsthemes as th
import pandas as pd
import pytest
from newsthemes import findings
from newsthemes.show.findings_many import WORDS
from newsthemes.trust.codes import who_coded

FILE = Path(__file__).with_name("sentences_many.txt")
LONG = "A theme whose name runs on to forty-five letters"[:45]
THEMES = {"Issues": {"Trade": ["trade", "tariff*"], "Iran": ["Iran"]}, "Other": {"War": ["war"]}}
LEXICON, ONE_THEME = th.read_lexicon(THEMES), th.read_lexicon({"Trade": ["trade"]})
LONG_NAMES = th.read_lexicon({"Issues": {LONG: ["trade", "tariff*"], LONG[::-1].strip(): ["Iran"]}})


def made(*texts, **columns):
    columns = {"date": "", "source": ""} | columns
    table = pd.DataFrame(
        {"article": [f"a{number}" for number in range(len(texts))], "text": texts}, dtype="str"
    ).assign(**columns)
    return table.assign(
        title="Title of " + table["article"],
        words=table["text"].str.split().str.len().astype("int64"),
    )


DATES, PAPERS = ["1901"] * 12 + ["1911"] * 12, ["The Times, London", "The Post"] * 12
PEAK = ["trade x x x"] * 12 + ["trade tariffs x Iran"] * 12
CASES = {  # name -> articles and lexicon
    "no article": (made(), LEXICON),
    "one article": (made("trade and Iran", date="1901", source="A"), LEXICON),
    "two articles, no dates": (made("trade", "x"), LEXICON),
    "nothing found": (made(*["x y"] * 24, date=DATES, source=PAPERS), LEXICON),
    "one theme": (made(*["trade x"] * 12, *["x x"] * 12, date=DATES, source=PAPERS), ONE_THEME),
    "one period and one source": (
        made(*["trade x", "Iran x"] * 12, date="1901", source="The Times, London"),
        LEXICON,
    ),
    "a peak": (made(*PEAK, date=DATES, source=PAPERS), LEXICON),
    "a peak of one source": (made(*PEAK, date=DATES, source=["A"] * 12 + ["B"] * 12), LEXICON),
    "a tie": (made(*["trade Iran x"] * 24, date=DATES, source=PAPERS), LEXICON),
    "thin": (made("trade", "trade x", date=["1901", "1911"], source=["A", "B"]), LEXICON),
    "some without a source": (
        made(*PEAK, date=DATES, source=["A"] * 10 + [""] * 4 + ["B"] * 10),
        LEXICON,
    ),
    "themes that meet": (
        made(*["trade Iran"] * 10, *["war x"] * 10, *["x y"] * 20, date="1901"),
        LEXICON,
    ),
    "1,000 articles": (
        made(
            *["trade x", "Iran trade"] * 500, date=["1901", "1911"] * 500, source=["A", "B"] * 500
        ),
        LEXICON,
    ),
    "names of 45 letters": (made(*PEAK, date=DATES, source=[LONG, LONG.upper()] * 12), LONG_NAMES),
}
MANY = {  # of mentions, articles and lexicon
    "over_time": lambda m, a, x: findings.over_time(th.rates(m, a, "decade")),
    "plot_rates": lambda m, a, x: rates_drawn(m, a, th.rates(m, a, "decade")),
    "plot_sources": lambda m, a, x: th.plot_sources(th.rates(m, a, "source"), a),
    "plot_keyness": lambda m, a, x: th.plot_keyness(keyness_of(a), a),
    "plot_meetings": lambda m, a, x: th.plot_meetings(th.meetings_by_chance(m, a, draws=100), a),
    "plot_leave_one_out": lambda m, a, x: th.plot_leave_one_out(
        th.leave_one_out(m, a, draws=100), a
    ),
    "without_one, of a source": lambda m, a, x: findings.without_one(
        th.leave_one_out(m, a, unit="source", draws=100)
    ),
    "plot_sensitivity": lambda m, a, x: th.plot_sensitivity(th.sensitivity(a, x), a),
    "other_rules": lambda m, a, x: findings.other_rules(th.sensitivity(a, x)),
    "unchecked": lambda m, a, x: findings.unchecked(a),
}


def rates_drawn(mentions, articles, table):
    return th.plot_rates(
        table, articles, peaks=th.peaks(table, mentions, articles, draws=100), mentions=mentions
    )


def keyness_of(articles):
    sides = [*dict.fromkeys(articles["source"].replace("", None).dropna()), "", ""][:2]
    return th.keyness(articles, "source", *sides, least=1, draws=100)


TEXT = made("Trade is up. Trade is his craft. Exports fell. Iran.\n\nWar. Peace.")
FOUND = th.find_mentions(TEXT, LEXICON)


def coded(**sheets):
    """Codes of Trade, and of War: a string a coder, a character a sentence, the themes parted by a
    stroke.
    """
    rows = [
        (
            coder.replace("_", "-"),
            "a0",
            sentence,
            "Issues" if theme == "Trade" else "Other",
            theme,
            int(code),
        )
        for coder, sheet in sheets.items()
        for theme, codes in zip(("Trade", "War"), sheet.split("|"), strict=False)
        for sentence, code in enumerate(codes, 1)
        if code != "."
    ]
    table = pd.DataFrame(rows, columns=["coder", "article", "sentence", "group", "theme", "code"])
    table["group"] = pd.Categorical(table["group"], FOUND["group"].cat.categories)
    table["theme"] = pd.Categorical(table["theme"], FOUND["theme"].cat.categories)
    return table.astype({"sentence": "int64", "code": "Int64"})


SHEETS = {
    "nobody": coded(),
    "one person": coded(maria="101000|000010"),
    "one person, one sentence": coded(maria="1"),
    "two people": coded(maria="101000|000010", john="111000|000010"),
    "two people who agree": coded(maria="110000|000010", john="110000|000010"),
    "two passes of a model": coded(model_first="101000|000010", model_second="100000|000011"),
    "a person and a model": coded(maria="101000|000010", model_first="101000|000110"),
    "nothing right": coded(maria="001000"),
    "nothing there": coded(maria="..0..0"),
}
CODED = {
    "who_coded": lambda codes, table: findings.Finding(who_coded(table.attrs["coders"])),
    "checked": lambda codes, table: findings.checked(table),
    "plot_finds": lambda codes, table: th.plot_finds(table, TEXT),
    "plot_validity": lambda codes, table: th.plot_validity(table, TEXT),
    "plot_validity, worse than elsewhere": lambda codes, table: th.plot_validity(
        table,
        TEXT,
        beside=table.assign(precision=1.0, recall=1.0, precision_high=1.0).assign(recall_high=1.0),
    ),
    "plot_agreement": lambda codes, table: th.plot_agreement(th.agreement(codes, draws=100), TEXT),
}


def said(shown):
    """What a chart or a finding shows as text."""
    plt.close("all")
    caption = f"  [{shown.caption}]" if getattr(shown, "caption", "") else ""
    sentence = shown.sentence if hasattr(shown, "sentence") else f"{shown.finding}."
    return f"{sentence} {shown.detail}".strip() + caption


@pytest.fixture(scope="module")
def lines():
    """(what gives a sentence, case, sentence) of all."""
    found = {
        case: th.find_mentions(articles, lexicon) for case, (articles, lexicon) in CASES.items()
    }
    many = [
        (name, case, said(give(found[case], *CASES[case])))
        for name, give in MANY.items()
        for case in CASES
    ]
    tables = {case: th.validity(FOUND, codes, TEXT) for case, codes in SHEETS.items()}
    return many + [
        (name, case, said(give(SHEETS[case], tables[case])))
        for name, give in CODED.items()
        for case in SHEETS
    ]


def test_the_sentences_are_those_that_were_read(lines, request):
    names = dict.fromkeys(name for name, *_ in lines)
    parts = [
        "".join(f"  {case}: {text}\n" for name, case, text in lines if name == one) for one in names
    ]
    text = "\n".join(f"{name}\n{part}" for name, part in zip(names, parts, strict=True))
    if request.config.getoption("--accept"):
        FILE.write_text(text, encoding="utf-8")
    assert text == FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "mark",
    [
        "nan",
        "None",
        "True",
        "False",
        "  ",
        " ,",
        "..",
        " 1 mentions",
        " 1 sentences",
        "0 articles.",
    ],
)
def test_no_sentence_holds_what_is_no_word(lines, mark):
    sentences = [text.partition("  [")[0] for *_, text in lines]
    assert not [sentence for sentence in sentences if mark in sentence.replace("None of", "")]


def test_a_title_has_at_most_fourteen_words(lines):
    titles = [
        text.partition("  [")[0].partition(". ")[0]
        for name, _, text in lines
        if name.startswith("plot_")
    ]
    assert not [title for title in titles if len(title.replace("%", "").split()) > WORDS + 2]
