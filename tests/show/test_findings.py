"""The computed sentences, at none, one, several and ties."""

import pandas as pd
import pytest
from newsthemes import counts, find_mentions, findings, lead, read_lexicon
from newsthemes.show.captions import Finding, caption
from newsthemes.show.findings import meet_most

LEXICON = read_lexicon(
    {"Issues": {"Trade": ["trade"], "Iran": ["Iran"]}, "Actors": {"China": ["China"]}}
)


def articles(text):
    return pd.DataFrame(
        {"article": ["a"], "title": ["T"], "text": [text], "words": [len(text.split())]}
    )


def test_who_leads_says_so_of_every_group():
    found = lead(
        find_mentions(articles("trade trade Iran China"), LEXICON),
        articles("trade trade Iran China"),
        LEXICON,
    )
    shown = findings.who_leads(found)
    assert (
        shown.sentence
        == "Issues: Trade is mentioned most often, Trade and Iran in the most sentences."
    )
    each = "Trade has the most mentions, 2 to 1; Trade and Iran are in the most sentences, 1 each."
    assert shown.detail == f"{each} Actors: China is mentioned once."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("peace", "The article uses none of the 3 terms."),
        ("trade trade", "The article uses 1 of 3 terms; “trade” comes twice."),
        ("trade Iran", "The article uses 2 of 3 terms; none comes more than once."),
        ("trade trade Iran", "The article uses 2 of 3 terms; “trade” leads with 2."),
        (
            "trade trade Iran Iran China",
            "The article uses all 3 terms; “trade” and “Iran” lead with 2 each.",
        ),
    ],
)
def test_terms(text, sentence):
    table = counts(find_mentions(articles(text), LEXICON), articles(text), by="term")
    assert findings.terms_used(table, articles(text)).sentence == sentence


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        ([], "No two themes appear together in a sentence"),
        ([("Iran", "Trade", 1)], "Iran and Trade appear together in the only sentence"),
        (
            [("Law and order", "Trade", 1)],
            "“Law and order” and “Trade” appear together in the only sentence",
        ),
        (
            [("a", "b", 2), ("c", "d", 2), ("e", "f", 1)],
            "Two pairs of themes appear together in both sentences each: a with b and c with d",
        ),
        (
            [("a", "b", 1), ("c", "d", 1), ("e", "f", 1)],
            "Three pairs of themes appear together in the only sentence each",
        ),
    ],
)
def test_pairs(pairs, sentence):
    table, number = (
        pd.DataFrame(pairs, columns=["theme", "other", "count"]),
        max([1, *(count for *_, count in pairs)]),
    )
    text = articles(" ".join(["All is well."] * number))
    assert (
        meet_most(table, number) == sentence
        and findings.themes_together(table, text).sentence == f"{sentence}."
    )


def test_provenance_names_the_article_and_the_lexicon():
    one, two = (pd.DataFrame({"article": list("ab")[:n], "sha256": ["0" * 64] * n}) for n in (1, 2))
    assert (
        findings.provenance(one).sentence
        == f"For reproduction: computed from “a” (sha256 {'0' * 16})."
    )
    assert findings.provenance(one, LEXICON).sentence.endswith(
        f"the lexicon (sha256 {LEXICON.sha256[:16]}), nested = drop."
    )
    one.attrs["cite"] = "Texts: a library"
    assert findings.provenance(one).sentence.endswith("). Texts: a library.")
    assert findings.provenance(two).sentence.startswith(
        "For reproduction: computed from 2 articles (joint sha256 "
    )


def test_a_sentence_in_markdown_shows_its_marks():
    shown = Finding("“escalating * tensions” *x* <b> [a](b) $1 a_b")._repr_mimebundle_()
    assert (
        shown["text/markdown"]
        == r"**“escalating \* tensions” \*x\* \<b\> \[a\](b) <span>\$</span>1 a\_b**"
    )
    assert shown["text/plain"] == "“escalating * tensions” *x* <b> [a](b) $1 a_b"


def test_a_caption_counts_the_words_of_the_text():
    articles = pd.DataFrame({"title": ["Visit"], "text": ["Trade talks go on."], "words": [9]})
    assert caption(articles, 1) == "“Visit”. n = 1 mention in 4 words."


def test_articles_need_no_title_and_no_column_of_words():
    plain = articles("trade").drop(columns=["title", "words"])
    assert caption(plain, 1) == "“a”. n = 1 mention in 1 word."
