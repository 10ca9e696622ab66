"""The computed sentences, at none, one, several and ties."""

import pandas as pd
import pytest
from themes import (
    Finding,
    caption,
    counts,
    counts_finding,
    counts_summary,
    find_mentions,
    paragraphs_finding,
    read_lexicon,
    terms_finding,
)

LEXICON = read_lexicon({"Issues": {"Trade": ["trade"], "Iran": ["Iran"]}, "Actors": {"China": ["China"]}})


def articles(text):
    return pd.DataFrame({"article": ["a"], "title": ["T"], "text": [text], "words": [len(text.split())]})


@pytest.mark.parametrize(
    ("text", "finding", "summary"),
    [
        ("peace", "None of the 3 themes is mentioned", "In “T” (1 word) none of the 3 themes is mentioned."),
        (
            "trade",
            "Issues: only Trade is mentioned, once",
            "In “T” (1 word), of “Issues” only Trade is mentioned, once. Of “Actors” none of the themes is mentioned.",
        ),
        (
            "trade trade Iran China",
            "Issues: Trade is mentioned most, twice",
            "In “T” (4 words), of “Issues” Trade is mentioned most, twice. Of “Actors” only China is mentioned, once.",
        ),
        (
            "trade Iran",
            "Issues: only Trade and Iran are mentioned, once each",
            "In “T” (2 words), of “Issues” only Trade and Iran are mentioned, once each. "
            "Of “Actors” none of the themes is mentioned.",
        ),
    ],
)
def test_counts(text, finding, summary):
    table = counts(find_mentions(articles(text), LEXICON), articles(text))
    assert counts_finding(table) == finding
    assert counts_summary(table, articles(text)) == summary


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("China", "No paragraph has a mention of “Issues”"),
        ("China\n\ntrade", "The one mention of “Issues” stands in paragraph 2"),
        ("trade trade\n\nIran", "Paragraph 1 has 2 of the 3 mentions of “Issues”"),
        ("trade\n\nIran", "Paragraphs 1 and 2 have 1 each of the 2 mentions of “Issues”"),
    ],
)
def test_paragraphs(text, finding):
    table = counts(find_mentions(articles(text), LEXICON), articles(text), by=["theme", "paragraph"])
    assert paragraphs_finding(table) == finding


def test_terms():
    table = counts(find_mentions(articles("trade Iran"), LEXICON), articles("trade Iran"), by="term")
    assert terms_finding(table) == "Terms used: 2 of 3. Most: “trade” and “Iran”, once each"


def test_a_sentence_in_markdown_shows_its_marks():
    shown = Finding("“escalating * tensions” *x* <b> [a](b) $1 a_b")._repr_mimebundle_()
    assert shown["text/markdown"] == r"**“escalating \* tensions” \*x\* \<b\> \[a\](b) <span>\$</span>1 a\_b**"
    assert shown["text/plain"] == "“escalating * tensions” *x* <b> [a](b) $1 a_b"


def test_a_caption_counts_the_words_of_the_text():
    articles = pd.DataFrame({"title": ["Visit"], "text": ["Trade talks go on."], "words": [9]})
    assert caption(articles, 1) == "“Visit”. n = 1 mention in 4 words."
