"""Charts of the articles themselves, by their labels, lengths and sentences."""

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from newsthemes import expressions, plot_shape, plot_words, shape
from newsthemes.show.chart import Chart, NoChart

ONE = pd.DataFrame(
    {"article": ["a"], "title": ["T"], "text": ["Iran and trade. Trade!\n\nTrade, war, Iran."]}
)
TWO = pd.DataFrame(
    {"article": ["a", "b"], "text": ["Iran and trade. Trade!", "Trade. War in Iran."]}
)


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


def test_one_article_has_a_bar_a_sentence():
    chart = plot_shape(shape(ONE), ONE)
    assert [bar.get_height() for bar in chart.ax.patches[-3:]] == [3, 1, 3]
    assert (
        chart.finding
        == "The article has three sentences in two paragraphs; the longest sentence has three words"
    )
    assert (
        chart.alt == "Bar chart of the words in each sentence, in the order of the text: 3; 1; 3."
    )
    assert chart.caption == "“T”. n = 3 sentences in 7 words."


def test_several_articles_have_a_bar_a_length():
    chart = plot_shape(shape(TWO), TWO)
    assert [bar.get_height() for bar in chart.ax.patches] == [2, 0, 2]
    assert chart.finding == "A typical sentence in the two articles has two words"
    assert (
        chart.alt
        == "Histogram of the words in a sentence, from 1 to 3; half of the sentences have 1 to 3 words."
    )
    assert chart.caption == "2 articles. n = 4 sentences in 8 words."


def test_long_articles_have_bars_too_and_rare_lengths_are_told():
    articles = ONE.assign(text="One two three. " * 400 + "Word " * 900 + ".")
    chart = plot_shape(shape(articles), articles)
    assert len(chart.ax.patches) < 50 and chart.finding.startswith(
        "The article has 401 sentences in one paragraph"
    )
    assert chart.caption.endswith(" Not shown: 1 longer sentence, the longest of 901 words.")


def test_words_have_a_bar_each():
    chart = plot_words(expressions(ONE), ONE, most=2)
    assert [label.get_text() for label in chart.ax.get_yticklabels()] == ["Trade", "Iran"]
    assert chart.finding == "“Trade” is the most common content word, 3 times"
    assert chart.alt == "Bar chart of the most frequent of 3 content words: Trade 3; Iran 2."
    assert chart.caption.startswith(
        "“T”. n = 6 content words in 7 words. English function words are left out."
    )


@pytest.mark.parametrize("text", ["", "of the"])
def test_charts_of_nothing_say_so(text):
    articles = ONE.assign(text=text)
    assert (
        plot_words(expressions(articles), articles).finding
        == f"There is no word{' but function words' if text else ''}"
    )
    assert isinstance(plot_words(expressions(articles), articles), NoChart)
    assert isinstance(plot_shape(shape(articles), articles), Chart if text else NoChart)


def test_a_long_article_has_a_short_alternative_text():
    articles = ONE.assign(text="One two three. " * 400)
    assert len(plot_shape(shape(articles), articles).alt) <= 300
