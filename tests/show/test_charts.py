"""Whatever a title, a theme, a source or a coder is called, every picture shows it as it is
written.
"""

import re
import warnings

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import newsthemes as th
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.mathtext import MathTextParser
from newsthemes.lexicon.read import LexiconWarning
from newsthemes.show.chart import Chart
from newsthemes.tables.counts import labelled

PLOTS = sorted(name for name in dir(th) if name.startswith("plot_"))
NASTY = [
    *(
        "$5 and $10",
        "$$",
        r"$\frac{1}$",
        r"cost \$5 $_$",
        "$",
        "a_b^c",
        "{x}",
        "100% #1 & more",
        "</script>",
        "<b>",
        "peace 😀",
    ),
    *(
        "שלום עולם",
        "two\nlines",
        "a\ttab",
        "\x1b[31mred \u202e",
        "a very long name " * 30,
        "x" * 500,
    ),
]


@pytest.fixture(scope="module")
def tables():
    """The arguments of each plot: tables of articles, groups, themes, terms, sources and coders of
    these names.
    """
    names = [
        labelled(pd.DataFrame({"group": "", "theme": [" ".join(name.split())]}))["label"][0]
        for name in NASTY
    ]
    groups = {names[0]: names[:12], names[1]: names[12:]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LexiconWarning)  # of terms without a letter
        lexicon = th.read_lexicon(
            {group: {name: [f"war {name}"] for name in own} for group, own in groups.items()}
        )
    text = ". ".join(f"War {name}" for name in names)
    texts = [f"{text}. War {name}.\n\n{text}." for name in names] * 2 + [
        f"{word} peace." for word in ("alpha", "beta") * 12
    ]
    articles = pd.DataFrame(
        {"article": [f"{n} {NASTY[n % len(NASTY)]}" for n in range(len(texts))], "text": texts}
    )
    articles["source"] = [NASTY[n % 3] for n in range(len(texts))]
    articles = articles.assign(
        title=NASTY[0],
        date=["1901", "1911"] * (len(texts) // 2),
        words=articles["text"].str.split().str.len(),
    )
    mentions, one = th.find_mentions(articles, lexicon), articles.head(1)
    found, where = mentions[mentions["article"].isin(one["article"])], one["article"].iloc[0]
    cells = [
        (coder, where, n, *pair, n % 2)
        for coder in NASTY[:2]
        for pair in lexicon.themes
        for n in (1, 2, 3)
    ]
    codes = pd.DataFrame(
        cells, columns=["coder", "article", "sentence", "group", "theme", "code"]
    ).astype({"code": "Int64"})
    valid = th.validity(found, codes, one)
    words = th.keyness(articles, "source", *NASTY[:2], most=8, least=1)
    return {
        "plot_agreement": (th.agreement(codes), one),
        "plot_meetings": (th.meetings_by_chance(mentions, articles), articles),
        "plot_cooccurrence": (pd.DataFrame(1, index=names, columns=names), articles),
        "plot_counts": (th.counts(mentions, articles), articles),
        "plot_dispersion": (th.dispersion(found, one), one),
        "plot_finds": (valid, one),
        "plot_leave_one_out": (th.leave_one_out(mentions, articles), articles),
        "plot_keyness": (words.assign(word=names[: len(words)]), articles),
        "plot_paragraphs": (th.counts(found, one, by=["theme", "paragraph"]), one),
        "plot_rates": (th.rates(mentions, articles, "decade"), articles),
        "plot_sensitivity": (th.sensitivity(one, lexicon), one),
        "plot_shape": (th.shape(one), one),
        "plot_sources": (th.rates(mentions, articles, "source"), articles),
        "plot_validity": (valid, one),
        "plot_words": (
            pd.DataFrame({"kind": "word", "expression": NASTY, "count": range(len(NASTY), 0, -1)}),
            one,
        ),
    }


@pytest.fixture
def written(monkeypatch):
    """The lines that matplotlib writes into a picture; none may be read as mathematics, be it to
    measure it.
    """
    lines = []

    def draw_text(self, gc, x, y, s, *args, **kwargs):
        lines.append(s)

    def parse(self, s, *args, **kwargs):
        raise AssertionError(f"{s} is read as mathematics")

    monkeypatch.setattr(RendererAgg, "draw_text", draw_text)
    monkeypatch.setattr(MathTextParser, "parse", parse)
    yield lines
    plt.close("all")


def drawn(plot, given, **options):
    """The axes of a plot, of a table or of several arguments."""
    return getattr(th, plot)(*given, **options).ax


@pytest.mark.parametrize("plot", PLOTS)
def test_names_are_written_as_they_are_and_leave_room(plot, tables, written):
    drawn(plot, tables[plot]).figure.canvas.draw()  # matplotlib warns where there is no room
    lines = "\n".join(written)
    assert plot == "plot_shape" or [name for name in NASTY[:12] if name not in lines] == []
    assert not re.search("[\t\x1b\u202e]", lines) and len(max(written, key=len)) < 130


def test_a_caption_is_written_as_it_is(tables, written):
    caption = r"“$5 and $10 \$ $$”. n = 3."
    Chart(drawn("plot_shape", tables["plot_shape"]), "Finding", "alt", caption).png()
    assert caption in written


def test_a_figure_that_is_drawn_later_and_in_a_style_of_its_own_keeps_its_names(tables, written):
    ax = drawn(
        "plot_words", tables["plot_words"], ax=plt.figure(layout="constrained").add_subplot()
    )
    ax.set_xlim(0, 99)
    with plt.rc_context({"text.parse_math": True, "font.size": 6}):
        ax.figure.canvas.draw()
    assert [name for name in NASTY[:12] if name not in written] == []


def test_a_long_name_keeps_what_is_said_of_it(written):
    names = ["Military ties and militarization", "Iran"]
    table = pd.DataFrame(
        {
            "group": pd.Categorical([""] * 2),
            "theme": names,
            "mentions": [1, 1],
            "coded": [False, True],
        }
    )
    articles = pd.DataFrame({"title": ["T"], "text": [""]})
    th.plot_counts(table, articles).ax.figure.canvas.draw()
    assert {"Military ties and", "militarization (unchecked)", "Iran"} <= set(written)
