"""The computed sentences, at none, one, several and ties."""

import pandas as pd
import pytest
from themes import counts, find_mentions, findings, read_articles, read_lexicon
from themes.show.findings import Finding, caption, meet_most

LEXICON = read_lexicon({"Issues": {"Trade": ["trade"], "Iran": ["Iran"]}, "Actors": {"China": ["China"]}})


def articles(text):
    return pd.DataFrame({"article": ["a"], "title": ["T"], "text": [text], "words": [len(text.split())]})


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("peace", "In “T” (1 word) none of the 3 themes is mentioned."),
        ("trade", "In “T” (1 word), of “Issues” only Trade is mentioned, once. Of “Actors” none of the themes is mentioned."),
        (
            "trade trade Iran China",
            "In “T” (4 words), of “Issues” Trade is mentioned most, twice. Of “Actors” only China is mentioned, once.",
        ),
        (
            "trade Iran",
            "In “T” (2 words), of “Issues” only Trade and Iran are mentioned, once each. "
            "Of “Actors” none of the themes is mentioned.",
        ),
    ],
)
def test_leading_themes(text, summary):
    table = counts(find_mentions(articles(text), LEXICON), articles(text))
    assert findings.leading_themes(table, articles(text)).sentence == summary


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("peace", "Terms used: 0 of 3."),
        ("trade Iran", "Terms used: 2 of 3. Most: “trade” and “Iran”, once each."),
    ],
)
def test_terms(text, sentence):
    table = counts(find_mentions(articles(text), LEXICON), articles(text), by="term")
    assert findings.terms_used(table).sentence == sentence


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        ([], "No two themes meet in one sentence"),
        ([("Iran", "Trade", 1)], "Most often in one sentence: Iran with Trade, in 1 sentence"),
        (
            [("a", "b", 2), ("c", "d", 2), ("e", "f", 1)],
            "Most often in one sentence: a with b and c with d, in 2 sentences each",
        ),
    ],
)
def test_pairs(pairs, sentence):
    table = pd.DataFrame(pairs, columns=["theme", "other", "count"])
    assert meet_most(table) == sentence and findings.themes_together(table).sentence == f"{sentence}."


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_sizes_of_tables(rows):
    table, s = pd.DataFrame({"change": ["gained", "lost"][:rows]}), "" if rows == 1 else "s"
    for finding, sentence in [
        (findings.articles_read(read_articles([])), "No article was read."),
        (findings.collocations(table), f"{rows} collocation{s}."),
        (findings.quoted_passages(table), f"{rows} passage{s} in quotation marks."),
        (findings.theme_mentions(table, "Iran"), f"Iran: {rows} mention{s}."),
        (findings.suggested(table, table), f"{rows} suggestion{s}, beside {rows} mention{s}."),
        (findings.passages_changed(table), f"Passages: {min(rows, 1)} gained, {rows // 2} lost, 0 moved."),
        (findings.terms_unmatched(dict.fromkeys(range(rows)), LEXICON), f"Terms without a mention: {rows} of 3."),
        (findings.lexicon_checks(table), f"{rows} finding{s}."),
    ]:
        assert finding.sentence == sentence


def test_provenance_names_the_article_and_the_lexicon():
    one, two = (pd.DataFrame({"article": list("ab")[:n], "sha256": ["0" * 64] * n}) for n in (1, 2))
    assert findings.provenance(one).sentence == f"Computed from article a (sha256 {'0' * 16})."
    assert findings.provenance(one, LEXICON).sentence.endswith(f"the lexicon (sha256 {LEXICON.sha256[:16]}), nested = drop.")
    one.attrs["cite"] = "Texts: a library"
    assert findings.provenance(one).sentence.endswith("). Texts: a library.")
    assert findings.provenance(two).sentence.startswith("Computed from 2 articles, of the joined sha256 of all (sha256 ")


def test_a_sentence_in_markdown_shows_its_marks():
    shown = Finding("“escalating * tensions” *x* <b> [a](b) $1 a_b")._repr_mimebundle_()
    assert shown["text/markdown"] == r"**“escalating \* tensions” \*x\* \<b\> \[a\](b) <span>\$</span>1 a\_b**"
    assert shown["text/plain"] == "“escalating * tensions” *x* <b> [a](b) $1 a_b"


def test_a_caption_counts_the_words_of_the_text():
    articles = pd.DataFrame({"title": ["Visit"], "text": ["Trade talks go on."], "words": [9]})
    assert caption(articles, 1) == "“Visit”. n = 1 mention in 4 words."


def test_articles_need_no_title_and_no_column_of_words():
    plain = articles("trade").drop(columns=["title", "words"])
    table = counts(find_mentions(plain, LEXICON), plain)
    assert findings.leading_themes(table, plain).sentence.startswith("In “a” (1 word), of “Issues” only Trade")
    assert caption(plain, 1) == "“a”. n = 1 mention in 1 word."
