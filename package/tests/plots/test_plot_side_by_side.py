"""Bars in columns: one scale, numbers at each, bold where people would see it, too."""

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
SIDE = SIDE.assign(
    group="Issues", differs=["dpa", "", "", ""], per_1000=1000 * SIDE["mentions"] / SIDE["words"]
)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def lefts(ax):
    """Where the heads begin."""
    return [text.get_position()[0] for text in ax.texts if "words" in text.get_text()]


def test_a_column_a_source_on_one_scale():
    ax = nt.plot_side_by_side(SIDE)
    ap = ["AP\n1,000 words", "19 (7)", "0"]
    assert texts(ax) == [*ap, "dpa\n500 words", "1 (1)", "2 (2)"]
    assert [text.get_text() for text in ax.texts if text.get_weight() == "bold"] == ["19 (7)"]
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([19, 0, 2, 4])
    first, second = lefts(ax)
    assert second > first + 19  # no bar reaches the next column
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == ["Issues", "", "", "Trade", "War"]


def test_further_columns_stand_below_on_the_same_scale():
    many = pd.concat([SIDE.assign(source=SIDE["source"] + str(number)) for number in range(4)])
    ax = nt.plot_side_by_side(many)
    ax.figure.draw_without_rendering()
    places = lefts(ax)
    assert places[:3] == places[3:6] and places[:2] == places[6:]
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels.count("Trade") == labels.count("Issues") == 3
    heights = [text.get_position()[1] for text in ax.texts if "words" in text.get_text()]
    assert heights[0] == heights[2] < heights[3] == heights[5] < heights[6]
    ends = [text.get_window_extent() for text in ax.texts]
    assert not any(one.overlaps(other) for at, one in enumerate(ends) for other in ends[:at])
    assert ax.figure.get_figwidth() == pytest.approx(5.6)


def test_no_number_covers_the_next_column():
    wide = SIDE.assign(mentions=[1234, 1, 1000, 1200], sentences=[999, 1, 900, 900])
    three = pd.concat([wide, wide.iloc[[0, 2]].assign(source="AFP")])
    ax = nt.plot_side_by_side(three.assign(per_1000=[40.0, 1, 30, 40, 40, 30]))
    ax.figure.draw_without_rendering()
    first, second, third = lefts(ax)
    assert first == third < second  # there is no room for three
    ends = [text.get_window_extent().x1 for text in ax.texts[:3]]
    assert max(ends) <= ax.transData.transform((second, 0))[0]


OUTLETS = [
    "The Washington Post",
    "Frankfurter Allgemeine Zeitung",
    "Süddeutsche Zeitung",
    "Neue Zürcher Zeitung",
    "The New York Times",
]


@pytest.mark.parametrize("words", [900, 12_345, 98_765_432])
@pytest.mark.parametrize(
    ("mentions", "sentences"), [(1, 1), (19, 12), (123, 99), (1234, 999), (99999, None)]
)
@pytest.mark.parametrize("number", [1, 2, 3, 5])
def test_no_head_and_no_bold_number_covers_another_column(number, mentions, sentences, words):
    cells = {"mentions": mentions, "sentences": sentences, "words": words, "differs": "more"}
    outlets = pd.concat([SIDE.head(1).assign(source=name, **cells) for name in OUTLETS[:number]])
    themes = ["Military ties and militarization", "Common ground and stability of the region"]
    side = pd.concat([outlets.assign(theme=theme, per_1000=40) for theme in themes])
    ax = nt.plot_side_by_side(side)
    ax.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.texts]
    assert not any(one.overlaps(other) for at, one in enumerate(boxes) for other in boxes[:at])
    lines = [ax.transData.transform((left, 0))[0] for left in lefts(ax)]
    for text, box in zip(ax.texts, boxes, strict=True):
        ends = [line for line in lines if line > box.x0 + 1] + [ax.figure.bbox.x1]
        assert box.x1 <= min(ends), text.get_text()


def test_what_has_no_length_in_words_has_no_bar():
    ax = nt.plot_side_by_side(
        SIDE.assign(**SIDE[["words", "per_1000"]].where(SIDE["source"] == "AP"))
    )
    assert texts(ax) == ["AP\n1,000 words", "19 (7)", "0", "dpa\nnot in words", "1 (1)", "2 (2)"]
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([19, 0, 0, 0])


def test_without_a_value_or_a_row():
    assert len(lefts(nt.plot_side_by_side(SIDE.assign(source=["AP", "", "AP", ""])))) == 1
    assert nt.plot_side_by_side(SIDE.head(0)).texts[0].get_text() == "none"


def test_another_table_is_an_error():
    said = r"no column .outlet.; give side_by_side\(mentions, articles, lexicon, by=.outlet.\)"
    with pytest.raises(ValueError, match=said):
        nt.plot_side_by_side(SIDE, by="outlet")


def test_the_alternative_text_names_each_column(tmp_path):
    nt.set_up(tmp_path)
    from PIL import Image

    nt.save(nt.plot_side_by_side(SIDE), "5-side")
    alt = Image.open(tmp_path / "5-side.png").text["Description"]
    assert "AP, 1,000 words: Trade 19: 19 (7), War 0: 0; dpa, 500 words: Trade 2: 1 (1)," in alt
