import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

from newsthemes.text.abbreviations import ENGLISH
from newsthemes.text.blocks import paragraph_spans
from newsthemes.text.sentences import sentence_spans, sentences_in

LONG = "The ministers of both countries met for talks on trade, on Taiwan and on the war in Ukraine, and stayed for dinner."


def cut(text, spans):
    return [text[start:end] for start, end in spans]


SENTENCES = {
    "plain": ("He came. She left! Why? Nobody knows.", ["He came.", "She left!", "Why?", "Nobody knows."]),
    "marks after an abbreviation": ("The U.S.? Wang left Apple Inc! Li won.", ["The U.S.?", "Wang left Apple Inc!", "Li won."]),
    "no mark at the end": ("He came. She left", ["He came.", "She left"]),
    "runs of marks": ("What?! No!!! Yes.", ["What?!", "No!!!", "Yes."]),
    "closing quotes and brackets": ("“We won.” (He did.) So.", ["“We won.”", "(He did.)", "So."]),
    "straight quotes": ("\"We won.\" 'We did.' So.", ['"We won."', "'We did.'", "So."]),
    "opening quotes": ("He left. “We won.”", ["He left.", "“We won.”"]),
    "note numbers": ("He left.[12] She stayed.", ["He left.[12]", "She stayed."]),
    "no space, no end": ("See www.un.org for 3.5 more.", ["See www.un.org for 3.5 more."]),
    "uncased script": ("He left. 王毅 stayed.", ["He left.", "王毅 stayed."]),
    "space before the mark": ("He left . She stayed .", ["He left .", "She stayed ."]),
    # abbreviations
    "title": ("Mr. Wang met Gen. Li and Sen. Xu.", ["Mr. Wang met Gen. Li and Sen. Xu."]),
    "title, even before a starter": ("He met Dr. No. She left.", ["He met Dr. No.", "She left."]),
    "title in capitals": ("MR. WANG MET GEN. LI.", ["MR. WANG MET GEN. LI."]),
    "versus": ("It is Kramer vs. Kramer.", ["It is Kramer vs. Kramer."]),
    "abbreviation, name": ("The U.S. Senate and Apple Inc. Chief Cook.", ["The U.S. Senate and Apple Inc. Chief Cook."]),
    "abbreviation, starter": ("He left the U.S. The war went on.", ["He left the U.S.", "The war went on."]),
    "abbreviation, quoted starter": ("He left the U.S. “We won.”", ["He left the U.S.", "“We won.”"]),
    "starter in capitals": ("HE LEFT THE U.S. THE WAR WENT ON.", ["HE LEFT THE U.S.", "THE WAR WENT ON."]),
    "company, starter": ("He runs Apple Inc. It grew.", ["He runs Apple Inc.", "It grew."]),
    "month, number": ("On Jan. 5 he left.", ["On Jan. 5 he left."]),
    "month, starter": ("He left in Jan. She stayed.", ["He left in Jan.", "She stayed."]),
    "only as spelled": ("He fell ill. Officials left.", ["He fell ill.", "Officials left."]),
    "no starter, an initial": ("He read A. A. Milne.", ["He read A. A. Milne."]),
    "no starter, a compound": ("The U.S. All-Star team won.", ["The U.S. All-Star team won."]),
    "initial": ("George W. Bush left.", ["George W. Bush left."]),
    "initial, starter": ("He has a Plan B. The talks go on.", ["He has a Plan B.", "The talks go on."]),
    "initials": ("J.D. Vance met K.C. Maurer.", ["J.D. Vance met K.C. Maurer."]),
    "number sign": ("He is No. 10 on p. 7.", ["He is No. 10 on p. 7."]),
    "the word no": ("He said no. Officials left.", ["He said no.", "Officials left."]),
    "time, capital": ("It ends at 5 p.m. Officials left.", ["It ends at 5 p.m.", "Officials left."]),
    "time, zone": ("It ends at 5 p.m. EST on Monday.", ["It ends at 5 p.m. EST on Monday."]),
    "time, day": ("It ends at 5 p.m. Monday.", ["It ends at 5 p.m. Monday."]),
    "time, month": ("It ends at 5 p.m. March 3.", ["It ends at 5 p.m. March 3."]),
    "time, place": ("It ends at 5 p.m. Beijing time.", ["It ends at 5 p.m. Beijing time."]),
    # what joins on
    "lower case": ("“Why?” he asked. Yahoo! said so.", ["“Why?” he asked.", "Yahoo! said so."]),
    "but iPhone": ("He left. iPhone sales fell.", ["He left.", "iPhone sales fell."]),
    "dash": ("“We won.” — Jane Roe", ["“We won.” — Jane Roe"]),
    "more marks": ("He waited . . . and left.", ["He waited . . . and left."]),
    "ellipsis, name": ("He met... Wang… Li.", ["He met... Wang… Li."]),
    "ellipsis, starter": ("He waited... Then he left… She stayed.", ["He waited...", "Then he left…", "She stayed."]),
    "pause": ("He saw ... The Hague.", ["He saw ... The Hague."]),
    "left out": ("He won [...] Ozone fell.", ["He won [...]", "Ozone fell."]),
    # lines
    "soft wrap": ("The talks went\non. They met\nWang Yi.", ["The talks went\non.", "They met\nWang Yi."]),
    "soft wrap after an abbreviation": ("He met Mr.\nWang in the U.S.\nThe end.", ["He met Mr.\nWang in the U.S.", "The end."]),
    "soft wrap at 15. He": ("He left on May\n15. He came back.", ["He left on May\n15.", "He came back."]),
    "soft wrap, dash": ("The talks\n- which failed - are over.", ["The talks\n- which failed - are over."]),
    "blank line": ("A headline\n\nHe left\n \t\nand won", ["A headline", "He left", "and won"]),
    "Windows": ("A headline\r\n\r\nHe left\r\nWang.", ["A headline", "He left\r\nWang."]),
    "headline in capitals": ("TRADE TALKS OPEN\nWang left.", ["TRADE TALKS OPEN", "Wang left."]),
    "capitals, two lines": ("TRADE TALKS\nOPEN TODAY\nWang left.", ["TRADE TALKS\nOPEN TODAY", "Wang left."]),
    "headline over a long line": (f"Talks begin\n{LONG}", ["Talks begin", LONG]),
    "soft wrap over a long line": (f"Talks begin\nin which {LONG}", [f"Talks begin\nin which {LONG}"]),
    "soft wrap of a long line": (f"{LONG[:-1]} with\nWang Yi.", [f"{LONG[:-1]} with\nWang Yi."]),
    "soft wrap after capitals": ("US\nChina talks go on.", ["US\nChina talks go on."]),
    "byline": ("Talks begin\nBy Jane Roe and Li Wei\nWang left.", ["Talks begin", "By Jane Roe and Li Wei", "Wang left."]),
    "date": ("Talks begin\nMonday, May 18, 2015\nWang left.", ["Talks begin", "Monday, May 18, 2015", "Wang left."]),
    "date, day first": ("Talks begin\n18 Sept. 2015\nWang left.", ["Talks begin", "18 Sept. 2015", "Wang left."]),
    "dateline": ("Talks begin\nBEIJING, Oct 26 (Reuters) - It did.", ["Talks begin", "BEIJING, Oct 26 (Reuters) - It did."]),
    "indented": ("  Talks begin\n      Wang left\n  Beijing", ["Talks begin", "Wang left\n  Beijing"]),
    "bullets": ("Topics:\n- trade\n- Taiwan\n• war", ["Topics:", "- trade", "- Taiwan", "• war"]),
    "bullets in lower case": ("- trade\n  - tariffs\n- war", ["- trade", "- tariffs", "- war"]),
    "bullet, wrapped": ("* Wang met\n  Joe Biden\n* Li", ["* Wang met\n  Joe Biden", "* Li"]),
    "after the bullets": ("- trade\n- Taiwan\nWang left.", ["- trade", "- Taiwan", "Wang left."]),
    "a paragraph whose lines are all indented": ("  He met the\n  Minister. So\n    Next.", ["He met the\n  Minister.", "So", "Next."]),
    "numbers": ("1. Trade\n2. Taiwan\n(3) War", ["1. Trade", "2. Taiwan", "(3) War"]),
    "credit": ("The summit Photo: Jane Roe.", ["The summit", "Photo: Jane Roe."]),
    "credit far from the end": (f"He saw the Photo: {LONG}", [f"He saw the Photo: {LONG}"]),
}  # fmt: skip


@pytest.mark.parametrize("text, expected", SENTENCES.values(), ids=SENTENCES)
def test_sentences(text, expected):
    assert cut(text, sentence_spans(text)) == expected


@pytest.mark.parametrize("text, expected", [
    ("", []),
    (" \n\t\n ", []),
    ("\n\n One \n\n\n  Two\nlines  ", ["One", "Two\nlines"]),
    ("One\n \u3000\t\nTwo", ["One", "Two"]),
    ("One\nTwo\n", ["One\nTwo"]),
])  # fmt: skip
def test_paragraphs(text, expected):
    assert cut(text, paragraph_spans(text)) == expected


MARKS = [*"aAbZ1. ?!\n\"'`’“”…,:;()[]-–—*•\t\r。", "\u2029", "\x00", "\ud800", "\n\n"]
MARKS += ["U.S. ", "Image: ", "By A B\n", "1. ", "\n  ", " " * 50]
TEXTS = st.lists(st.one_of(st.sampled_from(MARKS), st.characters()), max_size=40).map("".join)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_every_character_lies_in_one_sentence_of_its_paragraph(text):
    for spans in (paragraph_spans(text), sentence_spans(text)):
        inside = [index for start, end in spans for index in range(start, end)]
        assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
        assert inside == sorted(set(inside))
        assert {index for index, char in enumerate(text) if not char.isspace()} <= set(inside)
    paragraphs = paragraph_spans(text)
    assert all("\n\n" not in text[start:end] for start, end in paragraphs)
    for start, end in sentence_spans(text):
        assert any(first <= start and end <= last for first, last in paragraphs)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_a_paragraph_is_cut_the_same_in_any_company(one, two):
    both = cut(text := f"{one}\n\n{two}", sentence_spans(text))
    assert both == cut(one, sentence_spans(one)) + cut(two, sentence_spans(two))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.sampled_from(["en", "de"]), st.integers(0, 60)), max_size=5))
def test_texts_that_are_cut_together_are_cut_as_each_alone(several):
    texts, languages, until = map(list, zip(*several, strict=True)) if several else ([], [], [])
    alone = list(map(sentence_spans, texts, languages))
    together = sentences_in(texts, languages.__getitem__)
    assert together.T.tolist() == [[n, *span] for n, spans in enumerate(alone) for span in spans]
    begun = sentences_in(texts, languages.__getitem__, np.array(until, dtype=int))[:2].T.tolist()
    assert begun == [[n, first] for n, first, _ in together.T.tolist() if first <= until[n]]


def test_the_language_of_a_text_is_asked_for_only_where_an_end_depends_on_it():
    asked = []
    sentences_in(
        ["Wang left. Li won.", "Am 3. Mai.", "He left the U.S. The war goes on."],
        lambda n: asked.append(n) or "en",
    )
    assert set(asked) == {1, 2}


PUNKT = PunktParameters()
PUNKT.abbrev_types = {word.lower() for word in ENGLISH["abbreviations"].split()} | {"u.s"}
PUNKT.sent_starters = {word.lower() for word in ENGLISH["starters"].split()}
WORDS = "Inc. Jan. U.S. Wang The It left trade war. Iran. won! why? 3.5 2018.".split()


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1).map(" ".join))
def test_the_decisions_are_those_of_punkt_with_our_tables(text):
    punkt = [text[start:end] for start, end in PunktSentenceTokenizer(PUNKT).span_tokenize(text)]
    joined = [punkt[0]]
    for sentence in punkt[1:]:  # the one repair that these words need: a lower-case start joins on
        if sentence[0].islower():
            joined[-1] += f" {sentence}"
        else:
            joined.append(sentence)
    assert cut(text, sentence_spans(text)) == joined


PIECES = ["word ", ".", "\n", " ", '"', '."', ". ", "A. ", "\n ", "A", "Image: ", "- a\n", "By A ", ".[1"]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_in_proportion_to_the_length(piece):
    text = piece * (300_000 // len(piece))  # if it grew with the square, this would take minutes
    assert sum(end - start for start, end in sentence_spans(text)) <= len(text)
