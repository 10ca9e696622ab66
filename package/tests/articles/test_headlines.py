"""One rule for headlines in every format: they are part of the text, or left out of it."""

import io
import json

import pandas as pd
import pytest
from test_office_files import pdf, word

from newsthemes import find_mentions, read_articles, read_lexicon
from newsthemes.articles.formats.document import Document
from newsthemes.articles.headlines import place_headline
from newsthemes.articles.notes import ArticleWarning

TITLE = "Ministers speak of trade"
BODY = "The ministers of the two countries met in Geneva.\n\nThen they spoke of trade, and left."
ROW = {"id": "a", "title": TITLE, "date": "2023-10-26", "source": "AP", "text": BODY}
NEXIS = f"""
                               1 of 1 DOCUMENTS

                              The Times (London)

                           October 26, 2023 Thursday

{TITLE}

LENGTH: 16 words

{BODY}

LOAD-DATE: October 27, 2023
"""


def excel():
    file = io.BytesIO()
    pd.DataFrame([ROW]).to_excel(file, index=False)
    return file.getvalue()


PARAGRAPHS = "".join(f"<p>{part} {'It rained in Geneva. ' * 9}</p>" for part in BODY.split("\n\n"))
PAGE = (
    "<!DOCTYPE html><html><head><title>{}</title></head><body><article>{}</article></body></html>"
)
LINES = [TITLE, "", *BODY.split("\n\n")]
FORMATS = {
    "a.txt": f"{TITLE}\n\n{BODY}\n".encode(),
    "front.txt": f"---\ntitle: {TITLE}\n---\n{BODY}".encode(),
    "a.md": f"# {TITLE}\n{BODY}\n".encode(),
    "a.csv": pd.DataFrame([ROW]).to_csv(index=False).encode(),
    "a.json": json.dumps([ROW], indent=1).encode(),
    "a.xlsx": excel(),
    "a.docx": word(*LINES),
    "nexis.txt": NEXIS.encode(),
    "a.pdf": pdf(LINES),
    "titled.pdf": pdf(LINES, title=TITLE),
    "a.html": PAGE.format(TITLE, f"<h1>{TITLE}</h1>{PARAGRAPHS}").encode(),
    "above.html": PAGE.format(TITLE, PARAGRAPHS).encode(),
}
LEXICON = read_lexicon({"Trade": ["trade"]})


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_article_has_the_same_mentions_in_every_format(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(FORMATS[name])
    for headlines, number in (("keep", 2), ("drop", 1)):
        articles = read_articles(path, headlines=headlines)
        text = articles.text[0]
        assert articles.title[0] == TITLE and text.startswith(TITLE) == (headlines == "keep")
        mentions = find_mentions(articles, LEXICON)
        assert len(mentions) == number
        spans = zip(mentions["start"], mentions["end"], mentions["match"], strict=True)
        assert all(text[start:end] == match for start, end, match in spans)
        if headlines == "keep":
            assert mentions[["sentence", "paragraph"]].iloc[0].tolist() == [1, 1]
        assert articles.words[0] == len(text.split())


@pytest.mark.parametrize(("title", "text", "kept", "dropped"), [
    ("", "They met.", "They met.", "They met."),  # first words are no headline
    ("They met", "They met. They left.", "They met. They left.", "They met. They left."),
    ("They met and …", "They met and left.", "They met and left.", "They met and left."),
    ("MINISTERS MEET", "Ministers meet!\n\nIn Rome.", "Ministers meet!\n\nIn Rome.", "In Rome."),
    ("Trade", "Trader left.", "Trade\n\nTrader left.", "Trader left."),
    ("Iran", "By A. Writer\n\nIn Rome.", "Iran\n\nBy A. Writer\n\nIn Rome.", "By A. Writer\n\nIn Rome."),
    ("İstanbul zirvesi", "İstanbul zirvesi\n\nBugün.", "İstanbul zirvesi\n\nBugün.", "Bugün."),
    ("* * *", "In Rome.", "* * *\n\nIn Rome.", "In Rome."),
    ("In Rome", "In Rome", "In Rome", "In Rome"),  # nothing else would be left
])  # fmt: skip
def test_a_title_stands_before_a_text_that_does_not_begin_with_it(
    tmp_path, title, text, kept, dropped
):
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": title, "text": text}))
    found = [read_articles(tmp_path, headlines=way).text[0] for way in ("keep", "drop")]
    assert found == [kept, dropped]


@pytest.mark.parametrize(("title", "source", "expected"), [
    ("Ministers meet - BBC News", {"id": "bbc-news", "name": "BBC News"}, "Ministers meet"),
    ("Ministers meet | bbc news", "BBC News", "Ministers meet"),
    ("Ministers meet – Le Monde (Paris)", "Le Monde (Paris)", "Ministers meet"),
    # of another, or no suffix
    ("Ministers meet - BBC News", "AP", "Ministers meet - BBC News"),
    ("Ministers meet - BBC News", "", "Ministers meet - BBC News"),
    ("Ministers meet BBC News", "BBC News", "Ministers meet BBC News"),
    ("Ministers meet non-AP", "AP", "Ministers meet non-AP"),
    ("BBC News", "BBC News", "BBC News"),
])  # fmt: skip
def test_the_source_behind_a_title_is_no_headline(tmp_path, title, source, expected):
    row = {"title": title, "source": source, "text": "They spoke of trade, and left."}
    (tmp_path / "a.json").write_text(json.dumps([row]))
    articles = read_articles(tmp_path)
    assert articles.title.tolist() == [expected]
    assert articles.text.tolist() == [f"{expected}\n\n{row['text']}"]


@pytest.mark.parametrize("first", ["Ministers meet", "Ministers meet - BBC News"])
def test_a_headline_with_a_source_is_found_in_the_text(tmp_path, first):
    row = {
        "title": "Ministers meet - BBC News",
        "source": "BBC News",
        "text": f"{first}\n\nIn Rome.",
    }
    (tmp_path / "a.json").write_text(json.dumps([row]))
    found = [read_articles(tmp_path, headlines=way).text[0] for way in ("keep", "drop")]
    assert found == [row["text"], "In Rome."]


def test_what_sources_csv_says_is_a_headline_where_the_text_has_none(tmp_path):
    (tmp_path / "a.txt").write_text("Ministers meet\n\nThey spoke.")
    (tmp_path / "b.txt").write_text("They spoke.")
    (tmp_path / "sources.csv").write_text("file,title\na.txt,Talks\nb.txt,Talks\n")
    assert read_articles(tmp_path).text.tolist() == [
        "Ministers meet\n\nThey spoke.",
        "Talks\n\nThey spoke.",
    ]
    with pytest.warns(ArticleWarning, match="b repeats a"):
        assert read_articles(tmp_path, headlines="drop").text.tolist() == ["They spoke."] * 2


def test_articles_that_were_written_and_read_again_are_the_same(tmp_path):
    texts = ["Ministers meet\n\nThey spoke.", "They spoke.", "They " * 30, "Talks: they met"]
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text)
    articles = read_articles(tmp_path)
    articles.to_csv(tmp_path / "all.csv", index=False)
    assert read_articles(tmp_path / "all.csv").text.tolist() == articles.text.tolist() == texts


def test_another_way_with_headlines_is_refused(tmp_path):
    with pytest.raises(ValueError, match='headlines is "keep" or "drop", not \'no\''):
        read_articles(tmp_path, headlines="no")


def test_a_headline_is_looked_for_in_no_time():
    for text in ("a" + " " * 400_000 + "b", "a" + "\n" * 400_000, "a " * 200_000, "\n.\n" * 99_999):
        for title in ("a b a", "a a a a b", ""):
            place_headline(Document(text, title=title), None, "drop")
