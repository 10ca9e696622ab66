"""Bars in columns: one scale, numbers at each, bold where people would see it, too."""

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import newsthemes as nt

ROWS = [
    ("Trade", "AP", 19, 7, 1000),
    ("Trade", "dpa", 1, 1, 500),
    ("War", "AP", 0, 0, 1000),
    ("War", "dpa", 2, 2, 500),
]
SIDE = pd.DataFrame(ROWS, columns=["theme", "source", "mentions", "sentences", "words"])
SIDE = SIDE.assign(group="Issues", per_1000=1000 * SIDE["mentions"] / SIDE["words"])


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


def test_a_column_a_source_on_one_scale():
    ax = nt.plot_side_by_side(SIDE)
    assert [text.get_text() for text in ax.texts] == ["19 (7)", "0", "1 (1)", "2 (2)"]
    assert [text.get_weight() for text in ax.texts] == ["bold", "normal", "normal", "normal"]
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([19, 0, 2, 4])
    heads = [label.get_text() for label in ax.get_xticklabels()]
    assert heads == ["AP\n1,000 words", "dpa\n500 words"]
    first, second = ax.get_xticks()
    assert second > first + 19  # no bar reaches the next column
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Issues", "Trade", "War"]


def test_no_number_covers_the_next_column():
    wide = SIDE.assign(mentions=[1234, 1, 1000, 2000], sentences=[999, 1, 900, 1900])
    ax = nt.plot_side_by_side(wide.assign(per_1000=[40.0, 1, 30, 40]))
    ax.figure.draw_without_rendering()
    second = ax.transData.transform((ax.get_xticks()[1], 0))[0]
    ends = [text.get_window_extent().x1 for text in ax.texts[:2]]
    assert max(ends) <= second


def test_without_a_value_or_a_row():
    assert len(nt.plot_side_by_side(SIDE.assign(source=["AP", "", "AP", ""])).get_xticks()) == 1
    assert nt.plot_side_by_side(SIDE.head(0)).texts[0].get_text() == "none"


def test_more_than_eight_columns_and_other_tables_are_errors():
    many = pd.concat([SIDE.assign(source=f"S{number}") for number in range(9)])
    with pytest.raises(ValueError, match="source has 9 values, eight fit"):
        nt.plot_side_by_side(many)
    with pytest.raises(
        ValueError, match=r'no column .outlet.; give counts\(.*by=\["theme", .outlet.\]\)'
    ):
        nt.plot_side_by_side(SIDE, by="outlet")


def test_the_alternative_text_names_each_column(tmp_path):
    nt.save_to(tmp_path)
    from PIL import Image

    nt.save(nt.plot_side_by_side(SIDE), "5-side")
    alt = Image.open(tmp_path / "5-side.png").text["Description"]
    assert "AP, 1,000 words: Trade 19: 19 (7), War 0: 0; dpa, 500 words: Trade 2: 1 (1)," in alt
