"""A page that its reader saved is read back in Python: the themes as they were changed, the codes of
all who coded in it, and the findings that the page shows.
"""

import json
import re
import shutil

import pandas as pd
import pytest
from playwright.sync_api import expect

import newsthemes as nt
from article_page import (
    FINDINGS,
    THEMES,
    begin_check,
    counted,
    counts,
    download,
    page_of,
    press,
    terms,
    type_keys,
)
from browser import address
from newsthemes.files.saved_pages import DAMAGED, data_in
from newsthemes.lexicon.read_lexicon import LexiconError, LexiconWarning, parse_lexicon
from newsthemes.page.script_files import script_data
from newsthemes.trust.sheets import CodesError, CodesWarning

CODES = ["article", "sentence", "theme", "code"]


@pytest.fixture(scope="module")
def mailed(browser, articles, tmp_path_factory):
    """What ann, bob and eve made of one page: their files, and what the page showed each of them."""
    folder = tmp_path_factory.mktemp("mailed")
    sent = page_of(folder / "sent.html", articles, parse_lexicon(THEMES))
    readers = {
        "ann": ("China", "\ntalks\n*ensions\nnot: trade war\n{term: us, case: exact}", "1+2nn"),
        "bob": ("Trade", '\ntalks\n“trade, talks”\n- "it\'s"\n{term: ', "12+n1+n"),
        "eve": ("", "", "nn"),
    }
    seen = {}
    for name, (theme, typed, keys) in readers.items():
        context = browser.new_context()
        page = context.new_page()
        page.goto(sent.as_uri())
        if theme:
            terms(page, theme, typed)
            press(page, "Done")
        begin_check(page, name)
        type_keys(page, keys)
        press(page, "Findings")
        what = "edits and codes" if theme else "codes"
        download(page, f"Save page with my {what}", folder).rename(folder / f"{name}.html")
        download(page, "Save my codes", folder)
        seen[name] = (counts(page), page.evaluate(FINDINGS))
        context.close()
    return folder, seen


def cells(codes):
    return set(codes.dropna(subset="code")[CODES].itertuples(index=False, name=None))


@pytest.mark.filterwarnings("ignore::newsthemes.lexicon.model.LexiconWarning")
@pytest.mark.parametrize("name", ["ann", "bob", "eve"])
def test_lexicon_codes_and_findings_are_those_of_the_page(mailed, articles, name):
    folder, seen = mailed
    theirs, findings = seen[name]
    lexicon = nt.read_lexicon(folder / f"{name}.html")
    assert counted(articles, lexicon) == theirs
    assert (theirs != counted(articles, parse_lexicon(THEMES))) == (name != "eve")
    codes = nt.read_codes(folder / f"{name}.html", articles, lexicon)
    sheet = nt.read_codes(folder / f"{name}.csv", articles, lexicon)
    pd.testing.assert_frame_equal(codes, sheet)
    assert set(codes["coder"]) == {name} and len(cells(codes)) > 2
    judged = nt.validity(nt.find_mentions(articles, lexicon), codes, articles, lexicon)
    judged = judged[judged["sentences"] > 0].set_index("theme")
    numbers = judged[["true_positives", "false_positives", "false_negatives"]]
    sizes = {theme: list(map(len, places)) for theme, (*places, _, _, _) in findings.items()}
    assert dict(zip(numbers.index, numbers.to_numpy().tolist(), strict=True)) == sizes


def test_the_terms_are_read_as_they_were_meant_and_faulty_lines_are_said(mailed, tmp_path):
    folder, _ = mailed
    ann = nt.read_lexicon(folder / "ann.html")
    china = [
        (entry.term, entry.case, entry.excluded) for entry in ann.terms if entry.theme == "China"
    ]
    assert china == [
        ("China", "any", False), ("talks", "any", False), ("*ensions", "any", False),
        ("trade war", "any", True), ("us", "exact", False),
    ]  # fmt: skip
    with pytest.warns(
        LexiconWarning, match=re.escape("bob.html (saved page): Faulty lines left out: '{term:'.")
    ):
        bob = nt.read_lexicon(folder / "bob.html")
    assert [entry.term for entry in bob.terms][2:5] == ["talks", "trade, talks", "it's"]
    nt.save_lexicon(ann, tmp_path / "ann.yaml")
    assert nt.read_lexicon(tmp_path / "ann.yaml").terms == ann.terms


def test_a_class_is_read_at_once_from_a_folder_or_a_list(mailed, articles, tmp_path):
    folder, _ = mailed
    lexicon = parse_lexicon(THEMES)
    pages = [folder / f"{name}.html" for name in ("ann", "bob", "eve")]
    codes = nt.read_codes(pages, articles, lexicon)
    assert list(codes["coder"].unique()) == ["ann", "bob", "eve"]
    for page in pages:
        shutil.copy(page, tmp_path)
    (tmp_path / "code.html").write_text("<!DOCTYPE html><title>Code sentences by hand</title>")
    pd.testing.assert_frame_equal(nt.read_codes(tmp_path, articles, lexicon), codes)


def test_codes_that_came_with_a_page_count_once_and_two_of_a_name_are_told_apart(
    mailed, articles, tmp_path
):
    folder, _ = mailed
    lexicon = parse_lexicon(THEMES)
    text = (folder / "ann.html").read_text(encoding="utf-8")
    mine = re.search(r'id="codes">({[^<]*})<', text)[1]
    theirs = re.search(r'id="codes">({[^<]*})<', (folder / "bob.html").read_text("utf-8"))[1]
    both = mine[:-1] + "," + theirs[1:]
    (tmp_path / "passed on.html").write_text(text.replace(mine, both), encoding="utf-8")
    pages = [folder / "ann.html", tmp_path / "passed on.html"]
    codes = nt.read_codes(pages, articles, lexicon)
    alone = nt.read_codes([folder / "ann.html", folder / "bob.html"], articles, lexicon)
    pd.testing.assert_frame_equal(codes, alone)
    (tmp_path / "other.html").write_text(text.replace(mine, mine.replace('"1"', '"0"')), "utf-8")
    pages = [folder / "ann.html", tmp_path / "other.html", folder / "bob.html"]
    problem = "ann.html and other.html: ann has different codes"
    with pytest.raises(CodesError, match=problem):
        nt.read_codes(pages, articles, lexicon)
    with pytest.warns(CodesWarning, match=f"left out: {problem}"):
        codes = nt.read_codes(pages, articles, lexicon, unfit="skip")
    assert set(codes["coder"]) == {"bob"}
    (tmp_path / "two.html").write_text(
        text.replace(mine, mine[:-1] + "," + mine[1:].replace("ann", "Ann").replace('"1"', '"0"')),
        "utf-8",
    )
    codes = nt.read_codes(tmp_path / "two.html", articles, lexicon)
    assert list(codes["coder"].unique()) == ["ann", "Ann"]


@pytest.fixture
def reader(listen, tmp_path):
    """A function that answers in a page by keys, as somebody at a browser of their own, or goes on at
    that of another page, and saves it. Returns the page and its file.
    """

    def reader(sent, name, keys, file, page=None):
        page = page or listen(address(sent))
        press(page, "Check it yourself")
        if page.get_by_label("Your name").is_visible():
            page.get_by_label("Your name").fill(name)
            page.get_by_label("Your name").press("Enter")
            expect(page.locator("#start")).to_be_hidden()
        type_keys(page, keys)
        if page.locator("#see").is_visible():
            press(page, "Findings")
        saved = download(page, "Save page with my codes", tmp_path).rename(tmp_path / file)
        press(page, "Close")
        return page, saved

    return reader


def test_of_two_saves_of_one_reader_the_later_counts_and_the_other_is_named(
    reader, mailed, articles
):
    sent, lexicon = mailed[0] / "sent.html", parse_lexicon(THEMES)

    def read(*pages):
        return nt.read_codes(pages, articles, lexicon)

    page, first = reader(sent, "ann", "1+n", "first.html")
    _, second = reader(sent, "ann", "<<11+", "second.html", page)
    assert not read(second).equals(read(first))
    for pages in ([first, second], [second, first]):
        with pytest.warns(CodesWarning, match="left out: first.html: .* saved second.html later"):
            codes = read(*pages)
        pd.testing.assert_frame_equal(codes, read(second))
    _, again = reader(sent, "ann", "", "again.html", page)  # with no other codes
    assert cells(read(second, again)) == cells(read(second))
    _, third = reader(first, "ann", "1+", "third.html")  # she goes on in her page, elsewhere
    with pytest.warns(CodesWarning, match="left out: first.html: .* saved third.html later"):
        pd.testing.assert_frame_equal(read(third, first), read(third))
    _, bob = reader(first, "bob", "n", "bob.html")  # to whom it was passed on
    with pytest.warns(CodesWarning, match="left out: bob.html: codes of ann .* second.html later"):
        codes = read(bob, second)
    assert cells(codes[codes["coder"] == "ann"]) == cells(read(second))
    assert "bob" in set(codes["coder"])
    _, other = reader(sent, "ann", "nn1+", "other.html")  # another ann
    old = other.with_name("old.html")  # from before pages said who saved them
    text = second.read_text(encoding="utf-8")
    old.write_text(re.sub(r'id="readers">[^<]*', 'id="readers">{}', text), encoding="utf-8")
    for pages in ([first, other], [first, old]):
        with pytest.raises(CodesError, match=f"{pages[1].name}: ann has different codes"):
            read(*pages)


def test_a_page_that_a_browsers_menu_saved_without_its_last_answers_is_named(
    reader, mailed, articles, tmp_path
):
    page, saved = reader(mailed[0] / "sent.html", "ann", "1+", "saved.html")
    page.goto(address(saved))
    menu = tmp_path / "menu.html"
    menu.write_text(page.content(), encoding="utf-8")  # nothing is new
    codes = nt.read_codes([menu], articles)
    pd.testing.assert_frame_equal(codes, nt.read_codes([saved], articles))
    page, again = reader(saved, "ann", "n", "again.html", page)
    menu.write_text(page.content(), encoding="utf-8")
    todo = "menu.html: was saved by the menu of a browser, .* press Share, then Save page"
    with pytest.warns(CodesWarning, match=todo):
        pd.testing.assert_frame_equal(nt.read_codes([menu], articles), codes)
    page.goto(address(menu))
    page, whole = reader(menu, "ann", "", "whole.html", page)  # which has them
    assert cells(nt.read_codes([whole], articles)) == cells(nt.read_codes([again], articles))


def test_pages_that_each_have_codes_of_one_name_are_named(mailed, articles, tmp_path):
    folder, _ = mailed
    text = (folder / "ann.html").read_text(encoding="utf-8")
    answers = json.loads(re.search(r'id="codes">({[^<]*})<', text)[1])["ann"]
    some = dict([*answers.items()][1:])
    first = dict([*answers.items()][:1])
    for name, part in {"a": some, "b": first, "c": answers}.items():
        page = changed('id="codes">[^<]*', f'id="codes">{json.dumps({"ann": part})}')(text)
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
    pages = [tmp_path / f"{name}.html" for name in "abc"]
    with pytest.warns(CodesWarning, match="a.html and b.html count as one coder, ann: each has"):
        joined = nt.read_codes(pages[:2], articles)
    pd.testing.assert_frame_equal(joined, nt.read_codes(pages, articles))  # c has all of both


def test_a_page_without_codes_does_not_keep_a_class_from_being_read(mailed, articles, tmp_path):
    folder, _ = mailed
    lexicon = parse_lexicon(THEMES)
    text = (folder / "ann.html").read_text(encoding="utf-8")
    without = re.sub(r'id="codes">[^<]*', 'id="codes">{}', text)
    (tmp_path / "edits.html").write_text(without, encoding="utf-8")
    drawn = without.replace("<mark>", '<mark class="pale" data-start="0">')
    (tmp_path / "menu.html").write_text(drawn, encoding="utf-8")
    of_menu = "menu.html: was saved by the menu of a browser, which leaves out codes and changes"
    with pytest.raises(CodesError, match=f"edits.html: holds no codes.*\n{of_menu}"):
        nt.read_codes(tmp_path, articles, lexicon)
    shutil.copy(folder / "bob.html", tmp_path)
    with pytest.warns(CodesWarning) as warned:
        codes = nt.read_codes(tmp_path, articles, lexicon)
    notes = [str(warning.message) for warning in warned]
    assert [note.split(":")[1] for note in notes] == [" edits.html", " menu.html"]
    assert set(codes["coder"]) == {"bob"}


def changed(old, new):
    return lambda page: re.sub(old, lambda _: new, page, count=1)


BROKEN = {
    "cut": (lambda page: page[: page.index('id="codes"')], "holds no codes; open it, press Check"),
    "no JSON": (changed('id="codes">{', 'id="codes">{{'), "is cut or damaged; ask for the page"),
    "no cell": (changed('"0,0":"1"', '"0,99":"1"'), "is cut or damaged; ask for the page"),
    "no code": (changed('"0,0":"1"', '"0,0":"5"'), "is cut or damaged; ask for the page"),
    "no time": (changed('"saved":"2', '"saved":"x'), "is cut or damaged; ask for the page again"),
    "no codes": (changed('id="codes">[^<]*', 'id="codes">{}'), "holds no codes; open it, press"),
    "another text": (
        lambda page: page.replace("Tensions over", "Tensionz over"),
        "has another text now; code it on",
    ),
    "another theme": (
        changed(r'"names":\["Trade"', '"names":["Tirade"'),
        "read codes with the themes",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_page_that_does_not_fit_is_named_and_left_out(mailed, articles, tmp_path, fault):
    folder, _ = mailed
    act, why = BROKEN[fault]
    page = tmp_path / "reader.html"
    page.write_text(act((folder / "ann.html").read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(CodesError, match=f"^reader.html: .*{why}"):
        nt.read_codes([page], articles, parse_lexicon(THEMES))
    if "damaged" not in why:
        with pytest.warns(CodesWarning, match=why):
            codes = nt.read_codes(
                [page, folder / "bob.html"], articles, parse_lexicon(THEMES), "skip"
            )
        assert "bob" in set(codes["coder"])


def test_a_page_that_nobody_saved_by_its_button_holds_no_themes(mailed, tmp_path):
    folder, _ = mailed
    page = tmp_path / "page.html"
    page.write_text("<!DOCTYPE html><title>Talks</title>")
    for path in (folder / "sent.html", page):
        with pytest.raises(LexiconError, match="holds no themes that a reader saved; open it in a"):
            nt.read_lexicon(path)
    text = (folder / "ann.html").read_text(encoding="utf-8")
    page.write_text(text.replace('id="edit">{', 'id="edit">{{'), encoding="utf-8")
    with pytest.raises(LexiconError, match="page.html: is cut or damaged"):
        nt.read_lexicon(page)


def of_parts(file, parts):
    """A page with these data, and nothing else."""
    scripts = (f'<script id="{name}">{script_data(part)}</script>' for name, part in parts.items())
    file.write_text(f"<!doctype html><html>{''.join(scripts)}", encoding="utf-8")
    return file


def parts_of(articles, lexicon):
    """What is read of a page in which ann has coded two sentences."""
    data = data_in(nt.write_page(articles, lexicon))["article-data"]
    return {
        "article-data": {key: data[key] for key in ("sheet", "articles", "lexicon")},
        "edit": {"yaml": lexicon.source, "nested": "drop", "faulty": ["x"]},
        "codes": {"ann": {"0,0": "1", "1,1": "0"}},
        "readers": {"ann": {"id": "1", "saved": "2026-12-02T18:00:00.000Z"}},
    }


@pytest.fixture(scope="module")
def two():
    texts = ["Trade is up. War is not. Both are said."]
    return pd.DataFrame({"article": ["a"], "text": texts})


def test_a_page_is_read_by_its_own_lexicon_whatever_its_themes_are_called(two, tmp_path):
    lexicon = nt.read_lexicon({"A": {"A: War": ["trade"]}, "B": {"A: War": ["war"]}})
    page = of_parts(tmp_path / "a.html", parts_of(two, lexicon))
    codes = nt.read_codes(page, two, lexicon)
    assert codes["theme"].tolist() == ["A: A: War", "B: A: War"] == list(lexicon.themes)


def paths(value, path=()):
    """Where something stands in JSON: the keys that lead there, of a list those of two items."""
    yield path
    items = value.items() if isinstance(value, dict) else []
    if isinstance(value, list):
        items = enumerate(value[:2])
    for key, part in items:
        yield from paths(part, (*path, key))


def replaced(value, path, new):
    if not path:
        return new
    key, *rest = path
    copy = value.copy()
    copy[key] = replaced(value[key], rest, new)
    return copy


def problem_of(page, articles, lexicon):
    """What is said of a page; nothing but our own errors may come out."""
    said = []
    for read in (lambda: nt.read_codes(page, articles, lexicon), lambda: nt.read_lexicon(page)):
        try:
            read()
        except (CodesError, LexiconError) as error:
            said.append(str(error))
    return said


WRONG = [None, True, -1, 5, float("inf"), "", "x", "\ud800", [], ["x"], [[]], {}, {"x": {}}, "9,9"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("part", ["article-data", "edit", "codes", "readers"])
def test_data_of_a_wrong_type_are_an_error_of_ours_or_none(two, tmp_path, part):
    lexicon = parse_lexicon(THEMES)
    parts = parts_of(two, lexicon)
    assert not problem_of(of_parts(tmp_path / "a.html", parts), two, lexicon)
    for path in paths(parts[part]):
        for wrong in WRONG:
            page = of_parts(tmp_path / "a.html", parts | {part: replaced(parts[part], path, wrong)})
            assert all(map(str.strip, problem_of(page, two, lexicon)))


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(
    "part",
    [
        {"codes": {"": {"0,0": "1"}}},
        {"codes": {" ": {"0,0": "1"}}},
        {"codes": {"\ud800": {"0,0": "1"}}},
        {"codes": {"ann": {"0": "1"}}},
        {"codes": {"ann": {"0,0,0": "1"}}},
        {"codes": {"ann": {"0,-1": "1"}}},
        {"codes": {"ann": {"99,0": "1"}}},
        {"readers": {"ann": {"id": "1", "saved": "0001-01-01T00:00+23:00"}}},
        {"edit": {"yaml": "T: [trade]", "faulty": 5}},
        {"edit": {"yaml": "T: [trade]", "faulty": [5]}},
    ],
)
def test_a_page_with_such_data_is_damaged(two, tmp_path, part):
    lexicon = parse_lexicon(THEMES)
    page = of_parts(tmp_path / "a.html", parts_of(two, lexicon) | part)
    [said, *_] = problem_of(page, two, lexicon)
    assert said == f"a.html: {DAMAGED}"
