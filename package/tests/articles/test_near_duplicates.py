"""Near duplicates: what is one story, against a plain comparison of every pair."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsthemes import duplicates
from strategies import articles

WORDS = [f"word{number}" for number in range(200)]
STORY = " ".join(WORDS)


def grouped(texts):
    return duplicates(articles(*texts))["duplicate_group"].tolist()


@pytest.mark.parametrize("text, same", [
    (STORY, True),
    (STORY.upper().replace(" ", ", ") + ".", True),
    (f"Another headline\n\n{STORY} (AP)", True),
    (" ".join(WORDS[:120]), True),  # cut from its end
    (" ".join(WORDS[80:140]), True),  # a short report inside a longer one
    (" ".join(WORDS[80:120]), True),  # of fewer than 80 words, but every one of them
    (" ".join([*WORDS[80:110], *"of another thing altogether in ten words or so".split()]), False),
    (STORY.replace("word100", "edited").replace("word50", "edited"), True),
    (" ".join(word if number % 5 else "edited" for number, word in enumerate(WORDS)), True),
    (" ".join(word if number % 3 else "edited" for number, word in enumerate(WORDS)), False),
    (" ".join(reversed(WORDS)), False),
    (" ".join([*(f"other{number}" for number in range(200)), *WORDS[:30]]), False),  # a quotation
])  # fmt: skip
def test_what_is_one_story(text, same):
    groups = grouped([STORY, "Something else.", text])
    assert (groups[0] == groups[2]) == same and groups[1] == "a1"


@pytest.mark.parametrize(("edits", "found"), [(0.1, 20), (0.2, 16)])
def test_scattered_edits(edits, found):
    draw = random.Random(0)
    stories = [[f"s{number}w{place}" for place in range(400)] for number in range(20)]
    edited = [
        [word if draw.random() > edits else f"{word}x" for word in story] for story in stories
    ]
    groups = grouped([" ".join(words) for words in stories + edited])
    assert sum(groups[number] == groups[number + 20] for number in range(20)) >= found


def test_a_group_is_its_longest_article_and_what_is_like_that_one():
    places = ((0, 120), (60, 121), (30, 122))
    texts = [" ".join(WORDS[start : start + length]) for start, length in places]
    # The second is in the third by 92 of its 121 words, the first by 90 of 120; the first and the
    # second share 60.
    assert grouped(texts) == ["a2", "a2", "a2"]
    chain = [" ".join(WORDS[start : start + 100 - start // 30]) for start in (0, 30, 60, 90)]
    # each is like the next, and the first not like the last
    assert grouped(chain) == ["a0", "a0", "a2", "a2"]


@pytest.mark.parametrize(
    "texts, groups",
    [([], []), (["", "", "…"], ["a0", "a1", "a2"]), (["One.", "one", "two"], ["a0", "a0", "a2"])],
)
def test_short_and_empty_texts(texts, groups):
    assert grouped(texts) == groups


@pytest.mark.slow
def test_a_thousand_copies_and_what_all_have_in_common_take_no_time():
    notice = " ".join(f"notice{number}" for number in range(40))
    texts = [f"{STORY} copy{number}" for number in range(1000)]
    for number in range(1000):
        own = " ".join(f"text{number}x{place}" for place in range(200))
        texts.append(f"{own} {notice}")
    groups = grouped(texts)
    assert len(set(groups[:1000])) == 1 and len(set(groups[1000:])) == 1000


def plainly(texts):
    """Every article against every group's first, the longest articles first."""
    words = [re.findall(r"\w+", text.casefold()) for text in texts]
    runs = [[tuple(each[at : at + 3]) for at in range(max(1, len(each) - 2))] for each in words]
    groups, firsts = list(range(len(texts))), []
    for at in sorted(groups, key=lambda at: (-len(words[at]), words[at])):
        best, most = at, 0.9  # all these texts are short
        for first in firsts:
            shared = [place for place, run in enumerate(runs[at]) if run in runs[first]]
            covered = {place + step for place in shared for step in range(len(runs[at][0]))}
            share = len(covered) / len(words[at]) if words[at] else 0
            if share > most or (share == most and best == at):
                best, most = first, share
        groups[at] = best
        firsts += [at] if best == at else []
    return [f"a{group}" for group in groups]


PIECES = st.sampled_from(["a b c d e f g h i j", "k l m n o p q r", "s t u", "v", ""])
TEXTS = st.lists(st.lists(PIECES, max_size=4).map(" ".join), max_size=7)


@given(TEXTS)
def test_the_groups_are_those_of_comparing_every_pair(texts):
    for group, plain in zip(grouped(texts), plainly(texts), strict=True):
        assert (texts[int(group[1:])].split() == texts[int(plain[1:])].split()) or group == plain
