"""Articles in other languages than English: which one it is, its sentences, its function words."""

import pandas as pd
import pytest

import newsthemes as nt
from newsthemes.text import languages
from newsthemes.text.abbreviations import BY_LANGUAGE
from newsthemes.text.function_words import function_words
from newsthemes.text.languages import (
    language_code,
    language_of,
    languages_of,
    scripts_of,
    stem,
)
from newsthemes.text.sentences import sentence_spans
from spoken import LANGUAGES, marked, mentions_in, plain, sentences_in

SHORT = {
    "en": "The ministers met in Geneva and spoke of trade. They said that it would take more time.",
    "de": "Die Bundesregierung will am Mittwoch über die neuen Zölle beraten, so ein Sprecher.",
    "nl": "Het was de eerste keer dat er over de toekomst van het land werd gesproken, zei hij.",
    "fr": "On a parlé du commerce et de la guerre. Il me semble que la situation est très grave.",
    "es": "No me parece que la situación sea grave, dijo. A pesar de todo, no he visto nada.",
    "pt": "As conversas trataram do comércio e da guerra, mas não houve acordo entre eles.",
    "ru": "Министры встретились в Женеве и говорили о торговле и о войне.",
    "uk": "Міністри зустрілися в Києві й говорили про торгівлю та про її майбутнє.",
    "ar": "اجتمع الوزراء في جنيف وتحدثوا عن التجارة وعن الحرب التي بدأت قبل عام.",
    "fa": "وزیران در ژنو با هم دیدار کردند و درباره تجارت و جنگ سخن گفتند.",
    "he": "השרים נפגשו בז'נבה.",
    "zh": "王毅外长谈南海问题，南海局势复杂。",
    "ja": "外相は南シナ海の問題について話した。",
    "ko": "외교부 장관이 무역 문제를 논의했다.",
    "th": "รัฐมนตรีพบกันที่เจนีวา",
    "be": "Ён быў там.",
    "sr": "Рекао је да ће доћи.",
    "mk": "Веќе нема време.",
    "hi": "मंत्री जिनेवा में मिले और व्यापार के बारे में बात की, लेकिन यह नहीं कहा कि वे क्या करेंगे।",
}


HEADLINES = [
    ("en", "A car bomb kills two."),
    ("en", "A car bomb kills six people and injures 16 others."),  # `six` is French, too
    ("en", "Somalia declares a state of emergency due to swarms of desert locusts."),  # `due`: it
    ("fi", "Hallitus esitti uuden lain"),
    ("no", "Regjeringen foreslår ny lov"),
    ("pl", "Rząd przedstawił nową ustawę"),
    ("tr", "Hükümet yeni yasayı sundu"),
]


@pytest.mark.parametrize(("language", "text"), [*SHORT.items(), *HEADLINES])
def test_a_sentence_or_a_headline_tells_its_language(language, text):
    assert language_of(text) == language


FEW = ["", "Wang Yi", "1. 2. 3.", "Zölle. Zölle."]
FEW += ["They would have been theirs. " + "Beijing Xinhua. " * 50]  # fewer than a twentieth


@pytest.mark.parametrize("text", FEW)
def test_too_few_words_are_unsure(text):
    assert language_of(text) == ""


def test_the_model_is_asked_once_for_a_text_of_which_it_sees_no_more_than_is_looked_at():
    asked, begin = languages._by_model.cache_info, "Beijing Xinhua. " * 400
    before = asked().misses
    assert language_of(begin) == language_of(begin + "and longer") == language_of(begin)
    assert asked().misses == before + 1


def test_a_script_of_few_letters_is_none_of_a_text():
    assert scripts_of("The ministers met Wang Yi (王) in Geneva.") == {"LATIN"}


def test_the_column_says_it_and_what_says_no_code_is_recognised():
    stated = ["de-CH", "German", "", None, "fr"]
    articles = pd.DataFrame({"text": [SHORT["de"]] * 5, "language": stated})
    assert languages_of(articles) == ["de", "de", "de", "de", "fr"]
    assert languages_of(articles[["text"]]) == ["de"] * 5


CODES = [("EN", "en"), ("en_GB", "en"), ("zh-Hant-TW", "zh"), ("es-419", "es"), (" de ", "de")]
CODES += [("nb", "no"), ("nn-NO", "no"), ("no", "no")]
NO_CODES = ["NA", "UK English", "No info", "in English", "N/A", "in", "en, de", "de/fr", "xx", ""]


@pytest.mark.parametrize(("stated", "code"), [*CODES, *[(stated, "") for stated in NO_CODES]])
def test_a_language_is_stated_by_its_whole_code(stated, code):
    assert language_code(stated) == code


def test_norwegian_is_one_language():
    text = "Regjeringen vet ikke hvordan det blir, og hvorfor noen sier nei etter møtet."
    articles = pd.DataFrame({"text": [text] * 3, "language": ["nb", "nn", ""]})
    assert languages_of(articles) == ["no"] * 3
    assert function_words("nb") == function_words("nn") == function_words("no") > {"ikke"}
    assert stem("møtet", "nb") == stem("møtet", "no") == "møt"
    for code in ("no", "nb", "nn"):
        lexicon = nt.read_lexicon({"X": [{"term": "møtet", "language": code}]})
        assert len(nt.find_mentions(articles, lexicon)) == 3


def f1(found, wanted):
    return 2 * len(found & wanted) / (len(found) + len(wanted))


DOUBTFUL = "See 3. For this. It is z.B. Here. Ask M. Au revoir; Τι. В стр. 4 it ends. – And? Yes."


@pytest.mark.parametrize("language", [*LANGUAGES, "fi"])
@pytest.mark.parametrize("column", [["article", "text", "language"], ["article", "text"]])
def test_a_mention_is_in_the_sentence_of_this_number_in_every_language(language, column):
    text = f"{DOUBTFUL}\n{SHORT.get(language, '')}\n{DOUBTFUL}"
    articles = pd.DataFrame({"article": ["a"], "text": [text], "language": [language]})[column]
    words = sorted({word for word in languages.WORDS.findall(text)})
    mentions = nt.find_mentions(articles, {"T": [{"term": word, "case": "any"} for word in words]})
    ends = nt.sentences(articles)["text"].map(lambda own: len(languages.WORDS.findall(own)))
    expected = [number for number, size in enumerate(ends, 1) for _ in range(size)]
    assert mentions["sentence"].tolist() == expected and max(expected) > 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_of_own_texts(language):
    text, wanted = plain(marked(language)), sentences_in(language)
    ends = {text.find(sentence) + len(sentence) for sentence in wanted}
    assert language_of(text) == language and len(ends) == len(wanted)
    least = {"el": 0.97}.get(language, 1)  # `κ.λπ.` before a name is taken to go on
    assert f1({end for _, end in sentence_spans(text, language)}, ends) >= least


@pytest.mark.parametrize(("language", "text", "sentences"), [
    ("de", "Er kam am 3. Oktober. Sie blieb.", 2),
    ("de", "Er wurde Zweiter im Lauf Nr. 3. Dann ging er.", 2),
    ("de", "Am 3. 10. 2023 sprach Dr. Weiß, z. B. Bauern.", 1),
    ("de", "Er ging. »Warum?«, fragte sie. „Nein.“ Er schwieg.", 4),
    ("fr", "« Pourquoi ? » Il partit. « Non. » Elle resta.", 4),
    ("fr", "M. Le Pen, av. J.-C., etc. Le soir vint.", 2),
    ("es", "¿Por qué? ¡No! EE. UU. El Sr. Gil vino.", 4),
    ("ru", "В 2022 г. Россия, т. е. А. С. Пушкин и др. Он ушёл.", 2),
    ("ru", "Он помог им. Потом ушёл в институт им. Плеханова, на пр. Мира.", 2),
    ("ru", "Там чай, кофе и пр. Он ушёл.", 2),
    ("el", "Γιατί; Δεν ξέρω.", 2),
    ("pl", "Wyszedł dokąd? - A co? – Nic – powiedział. — To nic.", 4),
    ("hu", "Kétszer is. — Mikor? Akkor – mondta.", 3),
    ("no", "Han vant. - Nei. «Jo.» - kanskje.", 3),
    ("en", "Why; The end. - We won.", 1),
    ("ar", "لماذا؟ لا أعرف.", 2),
    ("ur", "وہ آیا۔ میں گیا۔", 2),
    ("hi", "वह आया। मैं गया॥ अंत", 3),
    ("zh", "他说：“你好。”我走了！真的？！是。", 4),
    ("ja", "「行こう。」彼は言った。「え？」", 3),
])  # fmt: skip
def test_marks_and_abbreviations_of_a_language(language, text, sentences):
    assert len(sentence_spans(text, language)) == sentences


def test_abbreviations_end_nothing_and_starters_begin_something():
    for language, words in BY_LANGUAGE.items():
        title = words["titles"].split()[0]
        assert len(sentence_spans(f"Xy {title}. Xyz", language)) == 1, language
        for starter in words["starters"].split()[:1]:
            short = words["abbreviations"].split()[0]
            assert len(sentence_spans(f"Xy {short}. {starter} xyz", language)) == 2, language


@pytest.mark.parametrize("language", LANGUAGES)
def test_mentions_of_own_texts(language):
    wanted = mentions_in(language)
    themes = {}
    for theme, match, _ in wanted:
        themes.setdefault(theme, {})[match] = None
    lexicon = {theme: list(matches) for theme, matches in themes.items()}
    found = nt.find_mentions(plain(marked(language)), nt.read_lexicon(lexicon))
    assert list(found[["theme", "match", "start"]].itertuples(index=False, name=None)) == wanted


def test_function_words_are_those_of_each_article():
    texts = [SHORT["de"], SHORT["en"], "The die."]
    articles = pd.DataFrame({"article": list("abc"), "text": texts})
    assert {"die", "über"} <= function_words("de")
    german = pd.DataFrame({"article": list("abc"), "text": [SHORT["de"]] * 3})
    lexicon = {"X": ["nothing"]}
    assert "über" not in " ".join(nt.suggest(german, lexicon)["term"])
    side = articles.assign(side=["A", "B", "B"])
    keys = nt.keyness(side, "side", "A", "B", least=1)["word"].tolist()
    assert "zölle" in keys and "die" in keys and "über" not in keys and "the" not in keys
