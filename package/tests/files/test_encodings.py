"""Texts in the encodings of news files, with and without a mark."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsthemes import read_articles
from newsthemes.articles.read_articles import ArticleError, ArticleWarning
from newsthemes.files.encodings import decode
from newsthemes.files.read_files import FileError

TEXTS = {
    "French": """Les ministres se sont réunis à Genève, où ils ont parlé d’économie, de sécurité et d’énergie. « Nous sommes
        prêts à négocier », a déclaré le président après la réunion. Les élections européennes auront lieu l’été prochain.""",
    "German": """Die Minister haben sich in Zürich getroffen und über Außenhandel, Zölle und Sicherheit gesprochen. „Wir müssen
        künftig mehr für die Verteidigung ausgeben“, erklärte der Kanzler. Über die Höhe der Zölle wurde nicht gesprochen.""",
    "Russian": """Министры встретились в Женеве и говорили о торговле, безопасности и энергии. Президент заявил, что страна
        готова к переговорам. Новые санкции были объявлены на следующий день после встречи.""",
    "Polish": """Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni rozumem i
        sumieniem i powinni postępować wobec innych w duchu braterstwa. Każdy człowiek ma prawo do życia i wolności.""",
    "Greek": """Οι υπουργοί συναντήθηκαν στη Γενεύη και μίλησαν για το εμπόριο, την ασφάλεια και την ενέργεια. Ο πρόεδρος
        δήλωσε ότι η χώρα είναι έτοιμη για διαπραγματεύσεις με όλους τους γείτονες.""",
    "Arabic": """يولد جميع الناس أحرارا متساوين في الكرامة والحقوق. وقد وهبوا عقلا وضميرا وعليهم أن يعامل بعضهم بعضا بروح
        الإخاء. لكل إنسان حق التمتع بكافة الحقوق والحريات الواردة في هذا الإعلان دون أي تمييز.""",
    "Chinese": "外交部长王毅将于本周访问美国，双方将讨论贸易、安全和能源问题。总统表示，国家已准备好进行谈判。" * 3,
    "Japanese": "外務大臣は今週アメリカを訪問し、貿易や安全保障、エネルギーの問題について話し合う予定です。" * 3,
    "Korean": "외교부 장관은 이번 주 미국을 방문하여 무역과 안보, 에너지 문제를 논의할 예정이다. 대통령은 준비되었다고 말했다." * 3,
}  # fmt: skip
TOLD = """French=cp1252 German=cp1252 Russian=cp1251 Russian=koi8_r Russian=iso8859_5 Polish=cp1250
    Greek=iso8859_7 Arabic=cp1256 Chinese=gb18030 Chinese=big5 Japanese=cp932 Japanese=euc_jp
    Korean=cp949 German=mac_roman Russian=cp866""".split()


@pytest.mark.parametrize("language, encoding", [each.split("=") for each in TOLD])
def test_an_encoding_that_nothing_names_is_told_from_the_text(language, encoding):
    text = TEXTS[language]
    if encoding in ("iso8859_7", "gb18030", "big5"):
        text = text.encode(encoding, "ignore").decode(encoding)
    found, name = decode(text.encode(encoding))
    assert found == text and name.endswith("guessed")


# but UTF-16 without a space or a Latin letter, which has no NUL byte
SURE = [*product(["French", "Arabic", "Chinese"], ["utf-8", "utf-32-le", "utf-32-be"])]
SURE += product(["French", "Arabic", "Korean"], ["utf-16-le", "utf-16-be"])
SURE += [("Japanese", "iso2022_jp_2"), ("Korean", "iso2022_kr")]  # escape sequences name them


@pytest.mark.parametrize(("language", "encoding"), SURE)
def test_what_bytes_say_of_themselves_is_no_guess(language, encoding):
    assert decode(TEXTS[language].encode(encoding)) == (TEXTS[language], encoding)


def test_bad_bytes_in_utf8_are_marked_and_the_rest_is_kept():
    data = TEXTS["French"].encode()
    one = TEXTS["French"] + "\ufffd", "utf-8 with 1 bad byte, unsure"
    assert decode(data + "é".encode()[:1]) == one
    text, name = decode(data.replace("« ".encode(), b"\x93").replace(" »".encode(), b"\x94"))
    assert name == "utf-8 with 2 bad bytes, unsure" and "\ufffdNous" in text and "énergie" in text


@pytest.mark.parametrize("data", [
    bytes(range(1, 32)) * 4 + b"\xff\xfe\x81",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    b"GIF89a\x01\0\x01\0\x80",
    b"This text ends in a NUL.\0",
])  # fmt: skip
def test_what_is_no_text_is_refused(data):
    with pytest.raises(FileError):
        decode(data)


@pytest.mark.parametrize("text", ["They met and then left.", "Café au lait", "They met." * 9])
def test_a_nul_behind_a_text_makes_it_no_utf_16(text):
    with pytest.raises(FileError, match="holds NUL bytes"):
        decode(text.encode() + b"\0")
    assert decode(text.encode("utf-16-le")) == (text, "utf-16-le")


def test_a_guess_is_said_and_an_unsure_one_warned_of(tmp_path):
    (tmp_path / "a.txt").write_bytes(TEXTS["French"].encode("cp1252"))
    assert read_articles(tmp_path / "a.txt").encoding[0] == "cp1252, guessed"
    (tmp_path / "b.txt").write_bytes("Nur ein schöner Tag".encode("mac_roman"))
    said = r"(?s)1 to look at.*b\.txt may be misread \(.*, unsure\); look at its accents"
    with pytest.warns(ArticleWarning, match=said):
        table = read_articles(tmp_path / "b.txt")
    assert table.encoding[0].endswith(", unsure")


def test_an_encoding_that_is_named_takes_the_place_of_the_guess(tmp_path):
    for name, encoding in (("a", "iso8859_2"), ("b", "utf-8"), ("c", "utf-16")):
        (tmp_path / f"{name}.txt").write_bytes(f"żołądź i cło {name}".encode(encoding))
    table = read_articles(tmp_path, encoding="iso8859_2")
    assert table["text"].tolist() == [f"żołądź i cło {name}" for name in "abc"]
    assert table["encoding"].tolist() == ["iso8859_2", "utf-8", "utf-16"]
    with pytest.raises(ArticleError, match=r"a\.txt: is not ASCII text \(byte 1\)"):
        read_articles(tmp_path / "a.txt", encoding="ascii")
    for none in ("klingon", "hex"):  # of no file's fault: none is left out for it
        with pytest.raises(ValueError, match=f"^encoding: Python knows none of the name '{none}';"):
            read_articles(tmp_path, encoding=none)


@pytest.mark.parametrize("length", range(6, 12))
def test_latin_letters_alone_do_not_look_like_utf32(length):
    text = ("Zölle und\n" * 2)[:length]
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize("name", ["hex", "no-such-thing", "utf-16", "utf-8"])
def test_what_a_head_names_wrongly_is_passed_over(name):
    text = f'<meta charset="{name}">{TEXTS["French"]}'
    assert decode(text.encode("cp1252")) == (text, "cp1252, guessed")


@pytest.mark.parametrize("language, named, read_as", [
    ("Russian", "koi8-r", "koi8-r"),
    ("French", "iso-8859-1", "cp1252"),  # as browsers take it
])  # fmt: skip
def test_what_a_head_names_is_no_guess(language, named, read_as):
    text = f'<?xml version="1.0" encoding="{named}"?>{TEXTS[language]}'
    assert decode(text.encode(read_as)) == (text, read_as)


UTF_16 = st.text(max_size=60).map(lambda text: text.encode("utf-16-le", "replace"))


@pytest.mark.slow
@given(st.binary(max_size=200) | UTF_16)
def test_any_bytes_become_text_or_an_error_of_ours(data):
    try:
        text, name = decode(data)
    except FileError:
        return
    assert "\0" not in text and name
