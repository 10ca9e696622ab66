"""Near duplicates: what is one story, against a plain comparison of every pair."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from themes import duplicates

WORDS = [f"word{number}" for number in range(200)]
STORY = " ".join(WORDS)


def grouped(texts, **options):
    table = pd.DataFrame({"article": [f"a{number}" for number in range(len(texts))], "text": texts}).astype("str")
    return duplicates(table, **options)["duplicate_group"].tolist()


@pytest.mark.parametrize(
    "text, same",
    [
        (STORY, True),
        (STORY.upper().replace(" ", ", ") + ".", True),
        (f"Another headline\n\n{STORY} (AP)", True),
        (" ".join(WORDS[:120]), True),  # cut from its end
        (" ".join(WORDS[:90]), False),
        (STORY.replace("word100", "edited").replace("word50", "edited"), True),
        (" ".join(word if number % 4 else "edited" for number, word in enumerate(WORDS)), False),
        (" ".join(reversed(WORDS)), False),
        (" ".join(f"other{number}" for number in range(200)) + " " + " ".join(WORDS[:30]), False),  # a quotation in common
    ],
)
def test_what_is_one_story(text, same):
    assert grouped([STORY, "Something else.", text]) == ["a0", "a1", "a0" if same else "a2"]


def test_what_is_alike_by_way_of_a_third_is_one_group():
    texts = [" ".join(WORDS[start : start + 120]) for start in (0, 60, 30)]
    assert grouped(texts[:2]) == ["a0", "a1"] and grouped(texts) == ["a0", "a0", "a0"]


@pytest.mark.parametrize(
    "texts, groups", [([], []), (["", "", "…"], ["a0", "a1", "a2"]), (["One.", "one", "two"], ["a0", "a0", "a2"])]
)
def test_short_and_empty_texts(texts, groups):
    assert grouped(texts) == groups


@pytest.mark.parametrize("alike", [0, 1.1, -1])
def test_a_share_that_is_none_is_refused(alike):
    with pytest.raises(ValueError, match="alike is a share above 0"):
        grouped(["a"], alike=alike)


def test_a_thousand_copies_and_what_all_have_in_common_take_no_time():
    notice = " ".join(f"notice{number}" for number in range(40))
    texts = [f"{STORY} copy{number}" for number in range(1000)]
    texts += [" ".join(f"text{number}x{place}" for place in range(200)) + f" {notice}" for number in range(1000)]
    groups = grouped(texts)
    assert set(groups[:1000]) == {"a0"} and len(set(groups[1000:])) == 1000


def plainly(texts, alike):
    """Every pair compared, group by group."""
    sets = []
    for text in texts:
        words = re.findall(r"\w+", text.casefold())
        length = min(5, len(words))
        sets.append({tuple(words[at : at + length]) for at in range(len(words) - length + 1) if length})
    groups = list(range(len(texts)))
    for one in range(len(texts)):
        for other in range(one):
            both, either = sets[one] & sets[other], sets[one] | sets[other]
            if either and len(both) / len(either) >= alike:
                old, new = max(groups[one], groups[other]), min(groups[one], groups[other])
                groups = [new if group == old else group for group in groups]
    return [f"a{group}" for group in groups]


PIECES = st.sampled_from(["a b c d e f g h i j", "k l m n o p q r", "s t u", "v", ""])
TEXTS = st.lists(st.lists(PIECES, max_size=4).map(" ".join), max_size=7)


@given(TEXTS, st.sampled_from([0.2, 0.5, 0.8, 1.0]))
def test_the_groups_are_those_of_comparing_every_pair(texts, alike):
    assert grouped(texts, alike=alike) == plainly(texts, alike)


@given(TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_does_not_matter(texts, random):
    order = random.sample(range(len(texts)), len(texts))
    before, after = grouped(texts), grouped([texts[at] for at in order])
    for one in range(len(texts)):
        for other in range(len(texts)):
            assert (after[one] == after[other]) == (before[order[one]] == before[order[other]])
