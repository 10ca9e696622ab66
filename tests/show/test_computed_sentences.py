"""The computed sentences of toy inputs, in sentences.txt, to be read: does each sound right at 0,
1, 2, 1,000 and in a tie?

Whoever changes a sentence runs `pytest tests/show/test_computed_sentences.py --accept` and reads
what differs in the file.
"""

from pathlib import Path

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import newsthemes as th
import pandas as pd
import pytest
from newsthemes import findings
from newsthemes.review.check import NOTHING_LOST
from newsthemes.trust import coding_sheet as coding

FILE = Path(__file__).with_name("sentences.txt")
TERMS = {"Trade": ["trade", "tariff*"], "Iran": ["Iran", "Tehran"], "Law and order": ["police"]}
ONE_GROUP = th.read_lexicon({"Issues": TERMS})
TWO_GROUPS = th.read_lexicon(
    {"Issues": TERMS, "Countries": {"China": ["China"], "Japan": ["Japan"]}}
)
ONE_THEME, NO_GROUP = th.read_lexicon({"Trade": ["trade", "tariff*"]}), th.read_lexicon(TERMS)


def articles(*texts):
    return pd.DataFrame(
        {"article": [f"a{number}" for number in range(len(texts))], "title": "T", "text": texts}
    )


NONE, EMPTY = articles("Peace. All is well."), articles("")
ONCE = articles("Peace and trade.")
TWICE = articles("Trade is up.\n\nThe trade is good. Peace.")
TIE = articles("Trade and Iran. China.\n\nPeace.")
SPLIT = articles("Trade trade tariffs tariffs. Iran. Tehran.\n\nJapan.")
THOUSAND = articles(
    "\n\n".join(["Trade, tariffs and Iran.", *["Tariffs and trade with the police."] * 500])
)
SEVERAL = articles("Trade tariffs. Trade.", "Trade and Iran. Police.", "Peace.")
TEXTS = {
    "nothing found": NONE,
    "no text": EMPTY,
    "one mention": ONCE,
    "two mentions": TWICE,
    "a tie": TIE,
    "two leaders": SPLIT,
    "a thousand": THOUSAND,
    "three articles": SEVERAL,
}


def said(shown):
    """What a chart or a finding shows as text."""
    plt.close("all")
    caption = f"  [{shown.caption}]" if getattr(shown, "caption", "") else ""
    sentence = shown.sentence if hasattr(shown, "sentence") else f"{shown.finding}."
    return f"{sentence} {shown.detail}".strip() + caption


def of_texts(show, lexicon=TWO_GROUPS):
    """A sentence for each toy text: `show` gets its mentions, the articles and the lexicon."""
    return lambda: {
        name: said(show(th.find_mentions(text, lexicon), text, lexicon))
        for name, text in TEXTS.items()
    }


def of_tables(show, cases):
    """A sentence for each case, the arguments of `show`."""
    return lambda: {name: said(show(*given)) for name, given in cases.items()}


def led(mentions, articles, lexicon):
    return findings.who_leads(th.lead(mentions, articles, lexicon))


def rows(columns, *values):
    return pd.DataFrame(list(values), columns=columns)


def pairs(*counted):
    return rows(["theme", "other", "count"], *counted)


def changed(**sizes):
    return pd.DataFrame({"change": [kind for kind, size in sizes.items() for _ in range(size)]})


def words(*counted):
    return rows(
        ["expression", "kind", "count", "log_likelihood"],
        *((f"{a} {b}", "collocation", n, x) for a, b, n, x in counted),
    )


def read(number, **notes):
    table = pd.DataFrame({"article": range(number)})
    table.attrs = {
        name: [{"path": f"in/{path}", "reason": reason} for path, reason in those]
        for name, those in notes.items()
    }
    return table


def judged(**outcomes):
    table = rows(["article", "sentence", "theme", "outcome"])
    for theme, numbers in outcomes.items():
        kinds = ["miss"] * numbers[0] + ["false find"] * numbers[1] + ["true find"] * numbers[2]
        own = pd.DataFrame(
            {
                "article": "a0",
                "sentence": range(1, len(kinds) + 1),
                "theme": theme,
                "outcome": kinds,
            }
        )
        table = pd.concat([table, own])
    return table.assign(group="", find=True)


def drawn(outcomes, strata):
    """Judgements and the sample that they were drawn in: a sentence a stratum."""
    sample = pd.DataFrame(
        {"article": "a0", "sentence": range(1, len(strata) + 1), "stratum": strata}
    )
    weights = [
        50.0 if stratum == coding.NONE else 2.0 + place for place, stratum in enumerate(strata)
    ]
    return judged(Trade=outcomes), sample.assign(weight=weights)


def validated(*terms):
    columns = ["term", "finds", "true_finds", "false_finds", "disputed_finds"]
    return rows(
        columns,
        *((name, right + wrong, right, wrong, split) for name, right, wrong, split in terms),
    )


def checks(look, told):
    rows_of = (
        [("ties", "Read them")] * look
        + [("trade", NOTHING_LOST)] * (told // 2)
        + [("", "Check it")] * (told - told // 2)
    )
    return rows(["term", "todo"], *rows_of).assign(line=84, theme="Trade")


def rated(*rates):
    return rows(
        ["group", "theme", "per_1000", "low", "high", "note"], *(("", *rate) for rate in rates)
    )


def coded(*coders, themes=("Trade", "Iran", "Law and order")):
    cells = [
        (coder, "a0", n, "", theme, 1) for coder in coders for theme in themes for n in (1, 2, 3)
    ]
    return rows(["coder", "article", "sentence", "group", "theme", "code"], *cells)


def collected(number, sources=("",), periods=(None,), date=""):
    """So many articles, their sources and periods in turn."""
    table = pd.DataFrame({"words": [10] * number, "date": date})
    for name, values in (("source", sources), ("period", periods)):
        table[name] = [values[place % len(values)] for place in range(number)]
    return table


def alike(*longest):
    table = pd.DataFrame(
        {"article": [f"a{place}" for place in range(len(longest))], "duplicate_group": longest}
    )
    return table.assign(least_alike=0.9), pd.DataFrame({"article": table["article"]})


QUOTED = ["article", "quotation"]
SENTENCES = {  # name -> what gives {case: sentence}
    "who leads, of two groups": of_texts(led),
    "who leads, of one group": of_texts(led, ONE_GROUP),
    "who leads, without groups": of_texts(led, NO_GROUP),
    "who leads, of one theme": of_texts(led, ONE_THEME),
    "plot_counts without a lead": of_texts(lambda m, a, x: th.plot_counts(th.counts(m, a), a)),
    "plot_counts, partly coded": of_texts(
        lambda m, a, x: th.plot_counts(th.counts(m, a).assign(coded=[True] * 2 + [False]), a),
        NO_GROUP,
    ),
    "plot_dispersion": of_texts(lambda m, a, x: th.plot_dispersion(th.dispersion(m, a), a)),
    "plot_paragraphs": of_texts(
        lambda m, a, x: th.plot_paragraphs(th.counts(m, a, by=["theme", "paragraph"]), a)
    ),
    "plot_cooccurrence": of_texts(lambda m, a, x: th.plot_cooccurrence(th.cooccurrence(m), a)),
    "plot_shape": of_texts(lambda m, a, x: th.plot_shape(th.shape(a), a)),
    "plot_words": of_texts(lambda m, a, x: th.plot_words(th.expressions(a), a)),
    "terms_used": of_texts(lambda m, a, x: findings.terms_used(th.counts(m, a, by="term"), a)),
    "mentioned": of_texts(lambda m, a, x: findings.mentioned(m, a, "Trade")),
    "unused": of_texts(lambda m, a, x: findings.unused(th.why_zero(x, a), x)),
    "lexicon_checks": of_texts(lambda m, a, x: findings.lexicon_checks(th.check(x, a, m))),
    "lexicon_checks, of many": of_tables(
        findings.lexicon_checks,
        {
            f"{look} to look at, {told} to know": (checks(look, told),)
            for look, told in (
                (0, 0),
                (0, 1),
                (0, 21),
                (1, 0),
                (1, 1),
                (2, 0),
                (4, 21),
                (1000, 1000),
            )
        },
    ),
    "quoted_passages": of_tables(
        findings.quoted_passages,
        {
            "none": (rows(QUOTED), NONE),
            "one": (rows(QUOTED, ("a0", "dangerous actions")), NONE),
            "two": (rows(QUOTED, ("a0", "x"), ("a0", "y")), NONE),
            "1,000 in many": (rows(QUOTED, *[("a0", "x")] * 999, ("a1", "y")), SEVERAL),
        },
    ),
    "articles_read": of_tables(
        findings.articles_read,
        {
            "none": (read(0, skipped=[("c.txt", "is empty, without a word")]),),
            "one": (read(1),),
            "two": (read(2, doubts=[("a.txt", "has no date; say it")]),),
            "1,000": (read(1000, skipped=[(f"{n}.pdf", "is a scan") for n in range(9)]),),
        },
    ),
    "collocations": of_tables(
        findings.collocations,
        {
            "none": (words(),),
            "one": (words(("common", "ground", 2, 25.8)),),
            "two": (words(("common", "ground", 2, 25.8), ("South", "China", 3, 2.1)),),
            "a tie": (words(("common", "ground", 2, 25.8), ("South", "China", 3, 25.8)),),
            "1,000": (words(*[("common", f"ground{n}", 2, 1000 - n) for n in range(1000)]),),
            "1,000 and a tie": (
                words(*[("common", f"ground{n}", 2 + (n < 2), 1000 - n) for n in range(1000)]),
            ),
        },
    ),
    "themes_together": of_tables(
        findings.themes_together,
        {
            "none": (pairs(), TWICE),
            "one": (pairs(("Iran", "Trade", 1)), TWICE),
            "of many": (pairs(("Law and order", "Trade", 500), ("Iran", "Trade", 1)), THOUSAND),
            "a tie": (pairs(("Iran", "Trade", 2), ("War", "Oil", 2)), TWICE),
            "a tie of three": (pairs(*[("Iran", f"Trade {n}", 2) for n in range(3)]), TWICE),
        },
    ),
    "suggested": of_tables(
        findings.suggested,
        {
            f"{own} of a theme, {rest} of none": (
                pd.DataFrame({"theme": ["Trade"] * own + [""] * rest}),
            )
            for own, rest in ((0, 0), (0, 1), (0, 2), (1, 0), (2, 1), (2, 1000))
        },
    ),
    "passages_changed": of_tables(
        findings.passages_changed,
        {
            ", ".join(f"{size} {kind}" for kind, size in sizes.items()) or "none": (
                changed(**sizes),
            )
            for sizes in (
                {},
                {"gained": 1},
                {"gained": 2},
                {"lost": 1},
                {"moved": 1},
                {"gained": 2, "lost": 1},
                {"gained": 1000, "lost": 1, "moved": 2},
            )
        },
    ),
    "codes": of_tables(
        findings.codes,
        {
            "nobody": (coded(), TWICE, NO_GROUP),
            "one": (coded("x"), TWICE, NO_GROUP),
            "two, in part": (coded("x", "y", themes=["Trade"]), TWICE, NO_GROUP),
            "one theme": (coded("x", "y", themes=["Trade"]), TWICE, ONE_THEME),
            "one coder did less": (
                pd.concat([coded("x"), coded("y", "z").query("sentence < 2")]),
                TWICE,
                NO_GROUP,
            ),
            "a sample": (
                coded("x", themes=["Trade"]),
                TWICE,
                NO_GROUP,
                pd.DataFrame({"stratum": ["Trade"] * 3}),
            ),
            "a sample, in part": (
                coded("x", themes=["Trade"]),
                TWICE,
                NO_GROUP,
                pd.DataFrame({"stratum": ["Iran", *["Trade"] * 9]}),
            ),
        },
    ),
    "misjudgements": of_tables(
        findings.misjudgements,
        {
            "nothing judged": (judged(),),
            "no mistake": (judged(Trade=(0, 0, 2)),),
            "no mistake, one disputed": (
                judged(Trade=(0, 0, 2)).replace({"outcome": {"true find": "disputed"}}),
            ),
            "one miss": (judged(Trade=(1, 0, 2)),),
            "one wrong": (judged(Trade=(0, 1, 2)),),
            "one theme": (judged(Trade=(2, 1, 2)),),
            "a tie": (judged(Trade=(1, 1, 0), Iran=(2, 0, 0)),),
            "1,000": (judged(Trade=(1000, 2, 0), Iran=(2, 0, 0)),),
        },
    ),
    "drawn_misses": of_tables(
        findings.drawn_misses,
        {
            "nothing judged": (judged(), drawn((1, 0, 0), ["Trade"])[1]),
            "none": drawn((0, 0, 1), ["Trade"]),
            "one": drawn((1, 0, 0), [coding.NONE]),
            "two of a kind": drawn((2, 0, 0), ["Trade"] * 2),
            "two kinds": drawn((3, 0, 0), [coding.NONE, "Trade", "Trade"]),
        },
    ),
    "wrong_terms": of_tables(
        findings.wrong_terms,
        {
            "no match": (validated(("trade", 0, 0, 0)),),
            "one, right": (validated(("trade", 2, 0, 0)),),
            "one, disputed": (validated(("trade", 0, 0, 1)),),
            "one, wrong": (validated(("trade", 0, 1, 0)),),
            "one, sometimes wrong": (validated(("trade", 2, 1, 0)),),
            "many": (
                validated(
                    *[(f"t{n}", 2, 0, 0) for n in range(1000)], ("us", 1, 3, 0), ("oil", 1, 0, 1)
                ),
            ),
        },
    ),
    "highest_rate": of_tables(
        findings.highest_rate,
        {
            "nothing": (rated(),),
            "no interval": (rated(("Trade", 2.0, None, None, "a single article")),),
            "one": (rated(("Trade", 2.0, 1.5, 2.5, ""), ("Iran", 1.0, 0.5, 1.5, "")),),
            "none for the highest": (
                rated(("Trade", 2.0, None, None, "few articles"), ("Iran", 1.0, 0.5, 1.5, "")),
            ),
        },
    ),
    "collection": of_tables(
        findings.collection,
        {
            "none": (collected(0), "year"),
            "one": (collected(1), "year"),
            "one, dated": (collected(1, ["AP"], ["1901"], "1901-02-03"), "year"),
            "two": (collected(2, ["AP", "dpa"], ["1901", None], "1901-02-03"), "year"),
            "1,000": (collected(1000, ["AP"], ["1901", "1902"], "1901-02-03"), "year"),
        },
    ),
    "copies": of_tables(
        findings.copies,
        {"none": alike("a0", "a1"), "one": alike("a0", "a0"), "two": alike("a0", "a0", "a0")},
    ),
    "needed": of_tables(
        findings.needed, {"0.2": (0.2,), "0.1": (0.1,), "0.97": (0.97,), "0.99": (0.99,)}
    ),
    "add_terms": of_tables(
        lambda *given: th.add_terms(*given).finding,
        {
            "one": (NO_GROUP, "Trade", ["oil"]),
            "two, a new theme": (NO_GROUP, "Oil", ["oil", "gas"]),
            "none": (NO_GROUP, "", rows(["expression", "theme"])),
        },
    ),
    "narrow_themes": of_tables(
        findings.narrow_themes,
        {
            str(shares): (pd.DataFrame({"share": shares}),)
            for shares in ([0.2, 0.3], [0.5], [0.6, 0.1, 0.2], [1.0, 0.7])
        },
    ),
}


def written():
    """The file: what gives a sentence, and below it each case with its sentence."""
    parts = [
        name + "\n" + "".join(f"  {case}: {text}\n" for case, text in give().items())
        for name, give in SENTENCES.items()
    ]
    return "\n".join(parts)


def test_the_sentences_are_those_that_were_read(request):
    text = written()
    if request.config.getoption("--accept"):
        FILE.write_text(text, encoding="utf-8")
    assert text == FILE.read_text(encoding="utf-8")


def test_a_title_has_at_most_fourteen_words():
    titles = [
        line.split(": ", 1)[1]
        for part in FILE.read_text(encoding="utf-8").split("\n\n")
        if part.startswith("plot_")
        for line in part.splitlines()[1:]
    ]
    assert titles and not [
        title for title in titles if len(title.partition(".  [")[0].replace(" %", "%").split()) > 14
    ]


@pytest.mark.parametrize(
    "mark", ["nan", "None", "True", "False", "  ", " ,", "..", " 1 mentions", " 1 sentences"]
)
def test_no_sentence_holds_what_is_no_word(mark):
    sentences = [
        line.partition(": ")[2].partition("  [")[0]
        for line in FILE.read_text(encoding="utf-8").splitlines()
    ]
    assert not [sentence for sentence in sentences if mark in sentence.replace("None of", "")]
