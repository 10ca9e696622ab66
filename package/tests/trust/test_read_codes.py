"""Sheets made, spoiled and read: a toy article of three sentences, two themes."""

import os
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsthemes import find_mentions, read_codes, read_lexicon, validity
from newsthemes.files.csv_files import safe
from newsthemes.files.read_files import FileError
from newsthemes.page.codebook import read_codebook
from newsthemes.tables.sentences_and_words import sentences_of
from newsthemes.trust.coded_sheet import codes_in_sheet
from newsthemes.trust.read_codes import read_sheets
from newsthemes.trust.sample_file import read_sample
from newsthemes.trust.sheets import CodesError, CodesWarning

LEXICON = read_lexicon({"Issues": {"Trade": ["trade"]}, "War": ["war"]})
TEXT = "Trade is up, “they” say. =War is not.\n\nAll is well."
ARTICLES = pd.DataFrame({"article": ["a"], "text": [TEXT]})
SHEET = """article,sentence,text,Trade,War
a,1,"Trade is up, “they” say.",1,0
a,2,'=War is not.,0,1
a,3,All is well.,,0
"""
ROWS = [[1, "Trade", 1], [1, "War", 0], [2, "Trade", 0], [2, "War", 1], [3, "War", 0]]


def rows(codes):
    table = codes[["sentence", "theme", "code"]].astype(object)
    return table.where(table.notna(), "?").to_numpy().tolist()


def written(folder, text, name="ann.csv", encoding="utf-8", newline="\n"):
    path = folder / name
    path.write_bytes(text.replace("\n", newline).encode(encoding))
    return path


@pytest.mark.parametrize(("change", "how"), [
    (lambda text: text, {}),
    (lambda text: text, {"encoding": "utf-8-sig", "newline": "\r\n"}),
    (lambda text: text, {"newline": "\r"}),
    (lambda text: text.replace("'=War", "=War"), {}),
    (lambda text: text.replace(",", ";").replace("up; “", "up, “"), {}),
    (lambda text: text.replace(",", "\t").replace("up\t “", "up, “"), {"encoding": "utf-16", "name": "ann.TSV"}),
    (lambda text: text.replace(",", "\t").replace("up\t “", "up, “"), {"name": "ann.tsv"}),
    (lambda text: text.replace(",1\n", ", 1 \n") + ",,,,\n\n", {}),
    (lambda text: text.replace("\n", ",,\n"), {"name": "ann.Csv"}),
    (lambda text: text.replace("a,1,", '"a","1",'), {}),
    (lambda text: text.replace(",1,0\n", ",1.0,0.0\n").replace(",0,1\n", ",0.0,1\n"), {}),
])  # fmt: skip
def test_what_spreadsheets_make_of_it_is_read(tmp_path, change, how):
    written(tmp_path, change(SHEET), **how)
    codes = read_codes(tmp_path, ARTICLES, LEXICON)
    assert rows(codes) == ROWS
    assert codes["group"].unique().tolist() == ["Issues", ""] and set(codes["article"]) == {"a"}
    assert codes.dtypes[["group", "theme", "code"]].astype(str).tolist() == ["str", "str", "Int64"]


def test_a_code_that_is_unsure_is_kept_and_a_cell_without_any_is_not(tmp_path):
    path = written(tmp_path, SHEET.replace("well.,,0", "well.,?,"))
    assert rows(read_codes(path, ARTICLES, LEXICON)) == [*ROWS[:4], [3, "Trade", "?"]]


def excel(folder, *sheets, name="ann.xlsx"):
    """A workbook of these sheets, each a list of rows."""
    book = openpyxl.Workbook()
    for number, lines in enumerate(sheets):
        sheet = book.active if not number else book.create_sheet()
        for line in lines:
            sheet.append(line)
    book.save(folder / name)
    return folder / name


KEYS = ["article", "sentence", "text"]
TEXTS = ["Trade is up, “they” say.", "'=War is not.", "All is well."]


@pytest.mark.parametrize("codes", [
    [[1, 0], [0, 1], [None, 0]],
    [[1.0, 0.0], [0.0, 1.0], [None, 0.0]],
    [["1.0", " 0 "], ["0", "1"], [" ", 0]],
])  # fmt: skip
def test_a_sheet_of_excel_says_what_its_cells_say(tmp_path, codes):
    lines = [["a", place, text, *codes[place - 1]] for place, text in enumerate(TEXTS, 1)]
    path = excel(tmp_path, [[*KEYS, "Trade", "War"], *lines[:2], [], lines[2]], [])
    assert rows(read_codes(path, ARTICLES, LEXICON)) == ROWS
    lines[0][3] = "yes"
    path = excel(tmp_path, [[*KEYS, "Trade", "War"], *lines])
    with pytest.raises(
        CodesError, match="ann.xlsx, row 2: sentence 1 of article 'a' has 'yes' for"
    ):
        read_codes(path, ARTICLES, LEXICON)


@pytest.mark.parametrize("lines, said", [
    ([[KEYS, ["a", 1, "x"]]] * 2, "ann.xlsx: has 2 sheets with cells; save each as a file"),
    ([[["article", "text"]]], "ann.xlsx, row 1: must begin with article, sentence, text"),
    ([[]], "ann.xlsx, row 1: must begin with article, sentence, text"),
    ([[[*KEYS, "War", "War "]]], "ann.xlsx, row 1: two columns have the name 'War'; delete one"),
])  # fmt: skip
def test_a_workbook_that_is_no_sheet_is_named(tmp_path, lines, said):
    excel(tmp_path, *lines)
    with pytest.raises(CodesError) as error:
        read_codes(tmp_path, ARTICLES, LEXICON)
    assert str(error.value).startswith(said)


@pytest.mark.parametrize("data", [b"", SHEET.encode(), b"PK\x03\x04 cut off"])
def test_a_broken_workbook_is_named(tmp_path, data):
    (tmp_path / "ann.xlsx").write_bytes(data)
    with pytest.raises(CodesError, match="ann.xlsx: cannot be read: .* save it as CSV"):
        read_codes(tmp_path)


def test_a_workbook_needs_the_extra_and_says_which(tmp_path, monkeypatch):
    excel(tmp_path, [KEYS])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(FileError, match=r"is an Excel file, .*run pip install \"\.\[files\]\""):
        codes_in_sheet((tmp_path / "ann.xlsx").read_bytes(), "ann.xlsx", "ann")


IN_2 = "row 2: sentence 1 of article 'a'"
IN_4 = "row 4: sentence 3 of article 'a'"
ZIP = "cannot be read: is an Excel, Word, EPUB or ZIP file, not text; save it as CSV"


@pytest.mark.parametrize(("old", "new", "said"), [
    (",1,0\n", ",yes,0\n", "row 2: sentence 1 of article 'a' has 'yes' for Trade; write 1, 0, ? or nothing, or delete a column"),
    ("well.,,0", "well.,,2", f"{IN_4} has '2' for War"),
    ("well.,,0", "well.,,-1", f"{IN_4} has '-1' for War"),
    ("a,3,All is well.", "a,2,'=War is not.", "row 4: sentence 2 of article 'a' has a row already"),
    ("a,3", "a,three", "row 4: sentence three of article 'a' is no number"),
    ("a,3", "a,", "row 4: sentence  of article 'a' is no number"),
    ("a,3", "a,4", "row 4: sentence 4 of article 'a' is not there, or has another text now"),
    ("a,3", "b,3", "row 4: sentence 3 of article 'b' is of no article"),
    ("All is well.", "All was well.", f"{IN_4} is not there, or has another text now"),
    ("Trade,War", "Traid,War", "row 1: the lexicon has no theme 'Traid'"),
    ("Trade,War", "War,War", "row 1: two columns have the name 'War'; delete one"),
    ("Trade,War", "War,War ", "row 1: two columns have the name 'War'; delete one"),
    ("Trade,War", ",War", f"{IN_2} has '1' in a column without a name; check the commas, or"),
    ("well.,,0", "well.,,0,1", f"{IN_4} has '1' in a column without a name"),
    (",1,0\n", ",,1,0\n", f"{IN_2} has '0' in a column without a name"),
    ("say.\"", "say.", "row 2: has a quote that is not closed"),
    ("article,sentence", "sentence,article", "row 1: must begin with article, sentence, text"),
    (SHEET, "", "row 1: must begin with"),
    (SHEET, "PK\x03\x04", ZIP),
    ("“they” say.", '"they" say.', "row 2: sentence 1 of article 'a' is not there, or"),
])  # fmt: skip
def test_what_does_not_fit_is_named_with_file_and_row(tmp_path, old, new, said):
    assert old in SHEET
    with pytest.raises(CodesError) as error:
        read_codes(written(tmp_path, SHEET.replace(old, new, 1)), ARTICLES, LEXICON)
    assert str(error.value).removeprefix("ann.csv, ").removeprefix("ann.csv: ").startswith(said)


LONG = "x" * 5000


@pytest.mark.parametrize(("old", "new"), [
    ("a,3", f"a,{LONG}"),
    ("a,3,All is well.,,0", f"{LONG},3,All is well.,,2"),
    ("Trade,War", f"{LONG},{LONG}"),
    ("Trade,War\na,1,\"Trade is up, “they” say.\",1", f"{LONG},War\na,1,x,2"),
    ("well.,,0", f"well.,,0,{LONG}"),
    ("a,3", f"{LONG},3"),
    ("Trade,War", f"{LONG},War"),
])  # fmt: skip
def test_of_a_long_cell_the_beginning_is_named(tmp_path, old, new):
    assert old in SHEET
    with pytest.raises(CodesError) as error:
        read_codes(written(tmp_path, SHEET.replace(old, new)), ARTICLES, LEXICON)
    assert "xxx…" in str(error.value) and len(str(error.value)) < 250


def test_a_sheet_saved_in_the_old_encoding_of_windows_is_refused(tmp_path):
    said = r"ann.csv: cannot be read: is not UTF-8 text \(byte \d+\); save it as CSV \(UTF-8\)"
    with pytest.raises(CodesError, match=said):
        read_codes(written(tmp_path, SHEET, encoding="cp1252"), ARTICLES, LEXICON)


def test_what_does_not_fit_can_be_skipped_and_a_warning_says_so(tmp_path):
    text = SHEET.replace("Trade,War", "Traid,War").replace("All is", "All was")
    with pytest.warns(CodesWarning) as warned:
        codes = read_codes(written(tmp_path, text), ARTICLES, LEXICON, unfit="skip")
    assert rows(codes) == [[1, "War", 0], [2, "War", 1]] and not codes.attrs
    (note,) = [str(warning.message) for warning in warned]
    assert note.startswith("left out: ann.csv, row 1: ") and warned[0].filename == __file__
    with pytest.raises(CodesError, match="(?s)^ann.csv, row 1: .*\nann.csv, row 4: [^\n]*$"):
        read_codes(tmp_path, ARTICLES, LEXICON)
    written(tmp_path, text + "".join(f"a,{n},All was well.,1,0\n" for n in range(9, 14)))
    with pytest.raises(CodesError, match=r"\n\(and 2 more\)$"):
        read_codes(tmp_path, ARTICLES, LEXICON)


def test_of_many_columns_that_are_of_no_theme_all_are_counted(tmp_path):
    text = SHEET.replace("Trade,War", "Trade,War,a,b,c,d,e,f,g").replace(
        ",1,0\n", ",1,0" + ",1" * 7 + "\n"
    )
    with pytest.raises(CodesError, match=r"has no theme 'e'.*\n\(and 2 more\)$"):
        read_codes(written(tmp_path, text), ARTICLES, LEXICON)


def test_without_a_path_there_are_no_codes_and_nothing_to_complain_of(tmp_path):
    assert read_codes("", ARTICLES, LEXICON, unfit="skip").empty and read_codes("").empty
    with pytest.warns(CodesWarning, match="holds no sheet"):
        assert read_codes(tmp_path, unfit="skip").empty


def test_a_folder_is_a_coder_a_sheet_and_nothing_else(tmp_path):
    written(tmp_path, "# the codebook", "README.md")
    with pytest.raises(CodesError, match="holds no sheet"):
        read_codes(tmp_path)
    written(tmp_path, SHEET, "b10.csv")
    written(tmp_path, SHEET.replace(",1,0", ",0,0"), "b2.csv")
    codes = read_codes(tmp_path)
    assert codes["coder"].unique().tolist() == ["b2", "b10"] and len(codes) == 10
    assert set(codes["group"]) == {""} and set(codes["theme"]) == {"Trade", "War"}
    with pytest.raises(CodesError, match="none.csv: cannot be read: it does not exist"):
        read_codes(tmp_path / "none.csv")
    with pytest.raises(CodesError, match=r"s\*.html: cannot be read: it does not exist"):
        read_codes(tmp_path / "s*.html")


NOTHING = ["README.md", "readme.txt", "codebook.md", "themes.yaml", "code.html", "desktop.ini"]
NOTHING += [".#ann.csv", ".~lock.ann.csv#", "~$ann.xlsx", "sample.tsv", ".git/ann.csv"]
NOTHING += ["round2/sample.tsv", "round2/code.html"]
NO_SHEET = "is no .csv, .tsv or .xlsx, so it is not read; save it as one if it is a sheet, or move"


def test_what_may_be_somebodys_sheet_and_is_not_read_is_named(tmp_path):
    for name in NOTHING:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        written(tmp_path, SAMPLE, name)
    with pytest.raises(CodesError, match=r"holds no sheet \(\.csv, \.tsv or \.xlsx\); code some"):
        read_codes(tmp_path)
    (tmp_path / "sample.tsv").unlink()
    written(tmp_path, SHEET)
    assert rows(read_codes(tmp_path, ARTICLES, LEXICON)) == ROWS
    (tmp_path / "sub").mkdir()
    named = {"bob.ods": NO_SHEET, "bob.xls": NO_SHEET, "bob": NO_SHEET, "notes.txt": NO_SHEET}
    named |= {"sub/bob.csv": "files in subfolders are not read; move sheets up beside the others"}
    for name, why in named.items():
        file = written(tmp_path, SHEET, name)
        said = f"{name.replace('bob.csv', '')}: {why}"
        with pytest.raises(CodesError) as error:
            read_codes(tmp_path, ARTICLES, LEXICON)
        assert str(error.value).startswith(said)
        with pytest.warns(CodesWarning) as warned:
            codes = read_codes(tmp_path, ARTICLES, LEXICON, unfit="skip")
        assert str(warned[0].message).startswith(f"left out: {said}") and rows(codes) == ROWS
        file.unlink()


COPIES = ["ann(12).csv", "Ann-1.csv", "Ann.tsv", "ann (1).xlsx"]


@pytest.mark.parametrize("copy", COPIES)
def test_a_second_copy_of_a_coders_sheet_is_no_second_coder(tmp_path, copy):
    written(tmp_path, SHEET)
    written(tmp_path, SHEET, copy)
    with pytest.raises(CodesError) as error:
        read_codes(tmp_path, unfit="skip")
    said = f"{copy}: looks like a second copy of ann.csv, which is no second coder; keep"
    assert str(error.value).startswith(said)


def test_two_coders_with_the_same_many_codes_are_named(tmp_path):
    answers = [row % 3 % 2 for row in range(50)]
    texts = ["article,sentence,text,Trade"]
    texts += [f"a,{row},Trade {row}.,{code}" for row, code in enumerate(answers, 1)]
    for name in ("ann.csv", "ann - Copy.csv"):
        written(tmp_path, "\n".join(texts), name)
    with pytest.warns(CodesWarning, match="^ann - Copy and ann have the same 50 codes; if one is"):
        read_codes(tmp_path)
    texts[50] = f"a,50,Trade 50.,{1 - answers[-1]}"
    written(tmp_path, "\n".join(texts), "ann - Copy.csv")
    assert len(read_codes(tmp_path)) == 100  # and no warning, which would be an error


def test_a_coder_is_named_as_the_first_copy_and_the_first_round(tmp_path):
    lines = SHEET.splitlines(keepends=True)
    written(tmp_path, "".join(lines[:3]), "ann (1).csv")
    written(tmp_path, lines[0] + lines[3], "Ann round 2.csv")
    written(tmp_path, SHEET, "b-2.csv")
    codes = read_codes(tmp_path, ARTICLES, LEXICON)
    assert codes.groupby("coder").size().to_dict() == {"ann": 5, "b-2": 5}
    assert rows(codes[codes["coder"] == "ann"]) == ROWS


def test_a_sentence_in_two_sheets_of_a_coder_is_an_error_at_once(tmp_path):
    written(tmp_path, SHEET)
    written(tmp_path, SHEET, "ann round 2.csv")
    with pytest.raises(CodesError, match="coder ann, sentence 1 of article 'a'.*: coded twice"):
        read_codes(tmp_path, ARTICLES, LEXICON, unfit="skip")


def test_codes_of_a_sentence_that_was_not_drawn_are_named_with_file_and_row(tmp_path):
    head = SAMPLE.partition("\n")[0]
    sample = f"{head}\na\t1\tNA\tTrade\t1\t1\t1\n"
    (tmp_path / "sample.tsv").write_text(sample, encoding="utf-8")
    assert read_sample(tmp_path)["text"].tolist() == ["NA"]
    written(tmp_path, SHEET.replace("well.,,0", "well.,,"))
    said = r"ann.csv, row 3: sentence 2 of article 'a' is not in sample.tsv; put the sheet beside"
    with pytest.raises(CodesError, match=said):
        read_codes(tmp_path, ARTICLES, LEXICON)
    with pytest.warns(CodesWarning, match=said):
        codes = read_codes(tmp_path, ARTICLES, LEXICON, unfit="skip")
    assert rows(codes) == ROWS[:2]


def test_ids_that_are_numbers_are_those_of_the_articles(tmp_path):
    articles = ARTICLES.assign(article=7)
    path = written(tmp_path, SHEET.replace("a,", "7,"))
    assert set(read_codes(path, articles, LEXICON)["article"]) == {7}


NONE = "the lexicon has no theme 'Trade'"
TWO = "several themes have the name 'Trade'; write I: Trade or J: Trade;"


@pytest.mark.parametrize(("themes", "known", "left_out"), [
    ({"Issues": {"Trade": ["tariff*"]}, "War": ["peace"]}, ["Trade", "War"], ""),  # other terms
    ({"Issues": {"Commerce": ["trade"]}, "War": ["war"]}, ["War"], NONE),
    ({"War": ["war"]}, ["War"], NONE),
    ({"I": {"Trade": ["a"]}, "J": {"Trade": ["b"]}, "War": ["war"]}, ["War"], TWO),
])  # fmt: skip
def test_codes_are_of_themes_whatever_their_terms(tmp_path, themes, known, left_out):
    lexicon = read_lexicon(themes)
    codes, unfit, _ = read_sheets(written(tmp_path, SHEET), ARTICLES, lexicon)
    assert list(dict.fromkeys(codes["theme"])) == known
    assert len(unfit) == bool(left_out) and all(left_out in line for line in unfit)
    table = validity(find_mentions(ARTICLES, lexicon), codes, ARTICLES, lexicon)
    assert table.loc[table["note"] != "not coded", "theme"].tolist() == known


def test_columns_name_a_theme_or_its_group_and_name(tmp_path):
    lexicon = read_lexicon({"I": {"Trade": ["a"], "War": ["b"]}, "J": {"Trade": ["c"]}})
    sheet = SHEET.replace("Trade,War", "J: Trade,I: War")
    codes = read_codes(written(tmp_path, sheet), ARTICLES, lexicon)
    assert codes["theme"].unique().tolist() == ["J: Trade", "War"]
    assert codes["group"].unique().tolist() == ["J", "I"]
    plain = read_codes(tmp_path / "ann.csv")
    mentions = find_mentions(ARTICLES, lexicon)
    given = [validity(mentions, one, ARTICLES, lexicon) for one in (codes, plain)]
    pd.testing.assert_frame_equal(*given)
    with pytest.raises(CodesError, match="two columns are of the theme 'War'; delete one"):
        read_codes(written(tmp_path, SHEET.replace("Trade,War", "I: War,War")), ARTICLES, lexicon)


SAMPLE = """article\tsentence\ttext\tstratum\tstratum_size\tweight\tround
a\t1\tNé “1”\tTrade\t5\t2.5\t1
"""


@pytest.mark.parametrize("data, says", [
    (SAMPLE.replace("\t", ",").encode(), r"cannot be read .*article"),
    (SAMPLE.encode("cp1252"), "cannot be read"),
    (b"", "cannot be read"),
    (b"article\na\tb\nc\td\te\n", "cannot be read"),
    (SAMPLE.replace("\tround", "").replace("\t1\n", "\n").encode(), r"cannot be read .*round"),
    (SAMPLE.replace("2.5", "2,5").encode(), r"cannot be read .*2,5"),
    (SAMPLE.replace("\t1\n", f"\t{10**20}\n").encode(), "cannot be read .*Overflow"),
])  # fmt: skip
def test_a_sample_that_cannot_be_read_is_named_with_what_to_do(tmp_path, data, says):
    (tmp_path / "sample.tsv").write_bytes(data)
    with pytest.raises(CodesError, match=rf"sample\.tsv[:,] {says}.*; put back the file"):
        read_sample(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_sample_of_a_sheet_lies_beside_it_in_any_unicode(tmp_path, encoding):
    (tmp_path / "sample.tsv").write_bytes(SAMPLE.encode(encoding))
    (tmp_path / "ann.csv").write_text("", encoding="utf-8")
    for path in (tmp_path, tmp_path / "ann.csv"):
        assert read_sample(path)[["text", "weight"]].values.tolist() == [["Né “1”", 2.5]]


ANY = st.text(st.sampled_from(list("ab .,;\"'=+-@\t\n\u2028é“ 1")), max_size=25)


@pytest.mark.slow
@given(ANY, ANY.filter(lambda name: any(map(str.isalnum, name))), st.data())
def test_any_text_and_any_name_come_back_from_a_sheet(tmp_path_factory, text, name, data):
    lexicon = read_lexicon({" ".join(name.split()): ["a"]})
    articles = pd.DataFrame({"article": ["=1", "b"], "text": [text, "b"]})
    folder = tmp_path_factory.mktemp("sheets")
    sheet = sentences_of(articles).assign(**{theme: "1" for theme in lexicon.themes})
    safe(sheet).to_csv(folder / "ann.csv", index=False, encoding="utf-8-sig")
    codes, keys = read_codes(folder, articles, lexicon), ["article", "sentence"]
    assert codes[keys].to_numpy().tolist() == sheet[keys].to_numpy().tolist()
    assert list(lexicon.themes) == codes["theme"].unique().tolist()


def test_numbers_that_pandas_wrote_as_decimals_are_read(tmp_path):
    texts = ["Trade is up. War is not.", "It rained."]
    articles = pd.DataFrame({"article": ["1", "2"], "text": texts})
    rows = [(1, 1, "Trade is up.", 1), (1, 2, "War is not.", 0), (None,) * 4]
    sheet = pd.DataFrame(rows, columns=[*KEYS, "Trade"])
    sheet.to_csv(tmp_path / "ann.csv", index=False)
    codes = read_codes(tmp_path, articles, {"Trade": ["trade"]})
    assert codes[["article", "sentence", "code"]].values.tolist() == [["1", 1, 1], ["1", 2, 0]]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no such files")
@pytest.mark.parametrize("name", ["ann.csv", "ann.xlsx", "ann.html", "codebook.md"])
def test_a_pipe_and_a_file_without_end_are_refused(tmp_path, name):
    path = tmp_path / name
    for make in (lambda: path.symlink_to("/dev/zero"), lambda: os.mkfifo(path)):
        make()
        with pytest.raises(CodesError, match=f"{name}: cannot be read: it is a folder, a pipe or"):
            read_codebook(path, LEXICON) if path.suffix == ".md" else read_codes(path)
        path.unlink()
