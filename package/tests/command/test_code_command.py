"""The command `code`: what it writes, and what it says of a codebook."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

import newsthemes as nt
from commands import run_command
from newsthemes.command import code as command
from newsthemes.tables.sentences_and_words import sentences_of

THEMES = "Issues:\n  Trade: [trade, tariff*, not: trade union*]\nIran: [Iran]\n"
GIVEN = ["code", "--articles", "press", "--themes", "mine.yaml"]
CODEBOOK = """# Codebook

**Trade.** Buying and selling
between countries.

- Counts: tariffs.

## Iraq

Another country.
"""


@pytest.fixture
def press(tmp_path, monkeypatch):
    """A folder with 40 sentences of two articles, and themes."""
    (tmp_path / "press").mkdir()
    lines = [f"Sentence {n} is on trade." if n % 4 else f"Iran is in line {n}." for n in range(20)]
    for name in "ab":
        text = "\n\n".join(line.replace("line", f"line {name}") for line in lines)
        (tmp_path / "press" / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(THEMES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def data_in(path):
    """What the page's script reads."""
    page = Path(path).read_text(encoding="utf-8")
    return json.loads(re.search(r'id="data">(.+?)</script>', page)[1])


def asked_in(data):
    """The sentences of a page, as [article, number, text]."""
    texts = {
        (row.article, row.sentence): row.text
        for row in sentences_of(pd.DataFrame(data["articles"])).itertuples()
    }
    keys = [(data["articles"][place]["article"], number + 1) for place, number in data["rows"]]
    return [[*key, texts[key]] for key in keys]


def test_it_writes_the_sentences_of_a_sample_which_read_codes_reads(press, capsys):
    assert run_command(*GIVEN, "--sample", "12") == 0
    said = capsys.readouterr()
    assert said.out.startswith("code.html: sentences 12, themes 2, definitions 0.\n")
    assert "12 sentences are too few to correct shares by them" in said.err
    data, sample = data_in("code.html"), nt.read_codes(f"{press}/sample.tsv")
    drawn = sample[["article", "sentence", "text"]].to_numpy().tolist()
    assert asked_in(data) == drawn and len(drawn) == 12
    assert sorted(sample["stratum"].unique()) == ["Iran", "Trade"]


def test_the_order_is_random_and_the_same_in_every_page(press):
    assert run_command(*GIVEN) == run_command(*GIVEN, "--out", "again.html") == 0
    assert Path("code.html").read_bytes() == Path("again.html").read_bytes()
    order = data_in("code.html")["order"]
    assert sorted(order) == list(range(40)) != order
    assert any(one < 20 for one in order[:10]) and any(one >= 20 for one in order[:10])


def test_a_theme_has_its_definition_if_there_is_one_and_nothing_of_a_count(press, capsys):
    (press / "book.md").write_text(CODEBOOK, encoding="utf-8")
    assert run_command(*GIVEN, "--codebook", "book.md") == 0
    shown = capsys.readouterr()
    assert (
        shown.out.startswith("code.html: sentences 40, themes 2, definitions 1.\n")
        and not shown.err
    )
    trade = "Buying and selling between countries.\n\n• Counts: tariffs."
    none = "This theme came without a definition."
    assert data_in("code.html")["themes"] == [
        {"label": "Trade", "group": "Issues", "definition": trade},
        {"label": "Iran", "group": "", "definition": none},
    ]
    assert set(data_in("code.html")) == {"key", "articles", "rows", "order", "themes", "round"}
    page = Path("code.html").read_text(encoding="utf-8")
    assert not re.search('tariff[*]|stratum|weight"', page)


def test_of_two_themes_of_one_name_each_has_its_own_definition_and_is_coded(press, capsys):
    two = "A:\n  Sea: [trade]\n  Land: [line]\nB:\n  Sea: [Iran]\n"
    (press / "mine.yaml").write_text(two, encoding="utf-8")
    (press / "book.md").write_text("## B: Sea\n\nWater.\n\n## A: Land\n\nSoil.\n", encoding="utf-8")
    chosen = ["--theme", "B: Sea", "--theme", "A: Land"]
    assert run_command(*GIVEN, "--codebook", "book.md", *chosen) == 0
    assert data_in("code.html")["themes"] == [
        {"label": "Land", "group": "A", "definition": "Soil."},
        {"label": "B: Sea", "group": "B", "definition": "Water."},
    ]
    assert run_command(*GIVEN, "--theme", "Sea", "--out", "new/code.html") == 1
    said = "--theme: several themes have the name 'Sea'; write A: Sea or B: Sea"
    assert said in capsys.readouterr().err


def test_a_codebook_is_in_the_encoding_that_is_named(press):
    (press / "book.md").write_bytes("## Trade\n\nТорг".encode("koi8-r"))
    run_command(*GIVEN, "--codebook", "book.md", "--encoding", "koi8-r")
    assert data_in("code.html")["themes"][0]["definition"] == "Торг"


def test_another_definition_keeps_the_answers_and_another_sentence_does_not(press):
    (press / "book.md").write_text(CODEBOOK, encoding="utf-8")
    run_command(*GIVEN)
    run_command(*GIVEN, "--codebook", "book.md", "--out", "book.html")
    run_command(*GIVEN, "--sample", "12", "--out", "press/few.html")
    first, second, third = map(data_in, ("code.html", "book.html", "press/few.html"))
    assert first["key"] == second["key"] != third["key"]


def first_round():
    """Draws it into the folder codes. Returns its sample, and what somebody coded."""
    Path("codes").mkdir()
    assert (
        run_command(*GIVEN, "--theme", "Trade", "--sample", "12", "--out", "codes/code.html") == 0
    )
    first = nt.read_codes("codes/sample.tsv")
    return first, first[["article", "sentence", "text"]].assign(Trade=first["text"].str.len() % 2)


def test_a_second_round_asks_other_sentences_and_adds_them_to_the_sample(press, capsys):
    assert run_command(*GIVEN, "--after", "press") == 2
    assert "--after: there is no sample.tsv in press; put that there" in capsys.readouterr().err
    assert not Path("code.html").exists()
    first, sheet = first_round()
    capsys.readouterr()
    again = [*GIVEN, "--after", "codes", "--sample", "10"]
    assert run_command(*again) == 1  # and nothing is written
    assert "codes: holds no sheet (.csv, .tsv or .xlsx)" in capsys.readouterr().err
    sheet.to_csv("codes/ann.csv", index=False)
    assert run_command(*again) == 0
    assert capsys.readouterr().out.startswith("code.html: sentences 10, themes 1, definitions 0.\n")
    data, both = data_in("code.html"), nt.read_codes("codes/sample.tsv")
    new = both[both["round"] == 2]
    key = ["article", "sentence", "text"]
    assert asked_in(data) == new[key].to_numpy().tolist()
    assert (data["round"], len(both)) == (2, 22)
    assert both[both["round"] == 1][key].to_numpy().tolist() == first[key].to_numpy().tolist()
    assert not both.duplicated(key[:2]).any() and round(both["weight"].sum()) == 40
    assert run_command(*again, "--out", "more.html") == 0
    assert data_in("more.html")["round"] == 3


@pytest.mark.parametrize("size", ["10", "14"])
def test_of_two_rounds_drawn_at_once_one_is_written_and_the_other_refused(
    press, size, capsys, monkeypatch
):
    first_round()[1].to_csv("codes/ann.csv", index=False)
    again, done = [*GIVEN, "--after", "codes", "--sample"], []
    Path("codebook.md").write_text(CODEBOOK, encoding="utf-8")

    def meanwhile(*_):
        """Goes between the reading of the sample and its writing."""
        done.append(run_command(*again, size, "--out", "other.html"))
        return {}

    monkeypatch.setattr(command, "read_codebook", meanwhile)
    assert run_command(*again, "10", "--codebook", "codebook.md", "--out", "first.html") == 1
    said = "sample.tsv: another round was drawn meanwhile, and nothing is written; run this again"
    assert said in capsys.readouterr().err
    assert done == [0] and not Path("first.html").exists()
    both = nt.read_codes("codes/sample.tsv")
    new = both.loc[both["round"] == 2, ["article", "sentence", "text"]]
    assert asked_in(data_in("other.html")) == new.to_numpy().tolist() and len(new) == int(size)
    assert run_command(*again, "10") == 0 and data_in("code.html")["round"] == 3


def test_a_page_of_another_sample_goes_into_another_folder_which_is_made(press, capsys):
    assert run_command(*GIVEN, "--sample", "12") == 0
    sample, other = Path("sample.tsv").read_bytes(), [*GIVEN, "--sample", "14", "--out"]
    assert run_command(*other, "more.html") == 1
    said = "sample.tsv: belongs to another page; write this one into another folder, such as --out"
    assert said in capsys.readouterr().err
    assert Path("sample.tsv").read_bytes() == sample and not Path("more.html").exists()
    assert run_command(*other, "new/round2/trade.html") == 0
    assert {path.name for path in Path("new/round2").iterdir()} == {"sample.tsv", "trade.html"}


@pytest.mark.parametrize(("name", "status"), [("code.html", 2), ("sample.tsv", 1)])
def test_no_file_is_written_over(press, name, status, capsys):
    (press / name).write_text("mine", encoding="utf-8")
    before = sorted(press.rglob("*"))
    assert run_command(*GIVEN) == status
    assert f"{name}: " in capsys.readouterr().err
    assert (press / name).read_text() == "mine" and sorted(press.rglob("*")) == before


def test_sentences_are_drawn_by_a_column_and_the_sample_says_of_which_value(press, capsys):
    dates = "file,date\na.txt,2023-04-01\nb.txt,2024-05-01\n"
    (press / "press" / "sources.csv").write_text(dates, encoding="utf-8")
    assert run_command(*GIVEN, "--sample", "30", "--by", "year") == 1
    said = "30 sentences are too few for 2 values of year (2023 and 2024); take 40 or more"
    assert said in capsys.readouterr().err and not Path("sample.tsv").exists()
    assert run_command(*GIVEN, "--sample", "40", "--by", "year") == 0
    sample = nt.read_codes("sample.tsv")
    assert sample.groupby("by")["article"].unique().map(list).to_dict() == {
        "2023": ["a"],
        "2024": ["b"],
    }
    assert run_command(*GIVEN, "--by", "yeer", "--out", "more.html") == 1
    assert "there is no column 'yeer'" in capsys.readouterr().err.replace(
        "the articles have", "there is"
    )
