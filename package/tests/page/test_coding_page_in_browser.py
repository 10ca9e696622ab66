"""The coding page as coders use it, and whether `read_codes` reads what they save."""

import json
import re
from types import SimpleNamespace

import pandas as pd
import pytest
from playwright.sync_api import Error, expect

import newsthemes as nt
from article_page import WRITTEN, download, type_keys
from browser import (
    NO_JSON,
    ODD,
    address,
    barriers,
    barriers_in_the_dark,
    first_that_starts,
    steady,
)
from newsthemes.files.csv_files import safe
from newsthemes.lexicon.read_lexicon import parse_lexicon
from newsthemes.page.coding_page import coding_page
from newsthemes.tables.sentences_and_words import sentences_of
from newsthemes.trust.sampling import sample_for_coding

HOSTILE = """Trade </script><script>document.title = "run"</script><img src=x onerror="document.title = 'run'">.

=1+1 is "$5", a 'quoted' $&, and 📈 trade.

قالت الوزيرة إن التجارة مهمة.

-5 degrees; +trade @home."""
PLAIN = "\n\n".join(f"Sentence {n} is on trade." for n in range(16))
LEXICON = parse_lexicon("Issues:\n  Trade: [trade]\n  =Iran, <b>or</b> so: [Iran]\n")
DEFINED = {"Trade": "Buying and\nselling.\n\n- Counts: tariffs."}
N = 20
LABELS = ["Trade", "=Iran, <b>or</b> so"]


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """Articles, and their page in a file."""
    folder = tmp_path_factory.mktemp("coding")
    for name, text in {"007": HOSTILE, "b": PLAIN}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    articles = nt.read_articles([folder / "007.txt", folder / "b.txt"])
    sample = sample_for_coding(nt.find_mentions(articles, LEXICON), articles, LEXICON, 100)
    assert len(sample) == N
    page = folder / "code.html"
    page.write_text(coding_page(articles, LEXICON, sample, DEFINED), encoding="utf-8")
    return SimpleNamespace(articles=articles, sample=sample, page=page)


def begin(page, name="ann", themes=LABELS[:1]):
    """From the start page to the first sentence, by keys alone."""
    page.locator("#start").wait_for()
    page.get_by_label("Your name").focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(name)
    for label in LABELS:
        box = page.locator("#choose").get_by_label(label, exact=True)
        if box.is_checked() != (label in themes):
            box.press("Space")
    page.get_by_label("Your name").press("Enter")
    expect(page.locator("#start")).to_be_hidden()


def progress(page):
    return int(page.locator("#progress").inner_text().split(" of ")[0])


def stop(page):
    """To where codes are saved, and other themes chosen."""
    if page.locator("#see").is_visible():
        page.locator("#see").click()


def to_start(page):
    stop(page)
    page.locator("#to-start").click()


def saved(page, folder):
    """Saves the codes of the page into a folder. Returns the file; the page goes on."""
    stop(page)
    folder.mkdir(exist_ok=True)
    file = download(page, "Save my codes", folder)
    if page.locator("#go-on").is_visible():
        page.locator("#go-on").click()
    return file


def codes_of(path, work, theme="Trade"):
    """What `read_codes` reads, in the order of the page; None for what is not coded."""
    codes = nt.read_codes(path, work.articles, LEXICON)
    codes = codes[codes["theme"] == theme].astype({"code": object})
    sheet = work.sample[["article", "sentence"]].merge(codes, how="left")
    order = data_of(work)["order"]
    return [None if pd.isna(code) else code for code in sheet["code"].iloc[order]]


def data_of(work):
    page = work.page.read_text(encoding="utf-8")
    return json.loads(re.search(r'id="data">(.+?)</script>', page)[1])


@pytest.fixture
def coder(browser, tmp_path):
    """A function that starts a browser with a home of its own, the same each time, and opens a page
    there with the network off.
    """
    opened = []

    def start(path):
        def launch(**how):
            home = tmp_path / "home"
            return browser.browser_type.launch_persistent_context(home, offline=True, **how)

        context = steady(first_that_starts(SimpleNamespace(launch=launch)))
        opened.append(context)
        page = context.new_page()
        page.goto(address(path))
        return page

    yield start
    for context in opened:
        try:
            context.close()
        except Error:  # was killed
            pass


def test_a_browser_that_is_killed_loses_one_answer_at_most(coder, work, tmp_path):
    """The last one, while it is written; keys that follow each other faster than a disk writes are
    no person's.
    """
    page = coder(work.page)
    begin(page)
    type_keys(page, "1010101")
    assert page.evaluate(WRITTEN) >= 7  # it waits for all writes before it
    type_keys(page, " ")
    assert progress(page) == 9
    with pytest.raises(Error):
        page.context.new_cdp_session(page).send("Browser.crash")  # at once, as a kill does
    page = coder(work.page)
    assert page.get_by_label("Your name").input_value() in ("ann", "")
    begin(page)
    assert progress(page) >= 8
    type_keys(page, "1" * (N + 1 - progress(page)))
    codes = codes_of(saved(page, tmp_path / "codes"), work)
    assert codes[:7] == [1, 0, 1, 0, 1, 0, 1] and codes[8:] == [1] * (N - 8)
    assert codes[7] in (None, 1)


def test_what_is_saved_is_a_sheet_that_spreadsheets_open_and_do_not_compute(listen, work, tmp_path):
    page = listen(work.page.as_uri())
    begin(page, "José Müller")
    type_keys(page, "10 ")
    file = saved(page, tmp_path / "codes")
    assert file.name == "José Müller.csv"
    assert codes_of(file, work)[:4] == [1, 0, None, None]
    sheet = safe(work.sample[["article", "sentence", "text"]])
    order = data_of(work)["order"]
    cells = pd.Series("", index=sheet.index)
    cells.iloc[order[:3]] = ["1", "0", "?"]
    sheet = sheet.assign(**{LABELS[0]: cells, f"'{LABELS[1]}": ""})
    expected = sheet.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")
    assert file.read_bytes() == expected


def test_one_theme_is_answered_by_keys_and_clicks_and_answers_are_changed(listen, work, tmp_path):
    page = listen(work.page.as_uri())
    yes, no, unsure = (page.get_by_role("button", name=name) for name in ("Yes", "No", "Unsure"))
    expect(page.get_by_label("Your name")).to_be_focused()
    begin(page)
    focused = "[document.activeElement.id, document.activeElement.getAttribute('aria-labelledby')]"
    assert page.evaluate(focused) == ["coding", "coding-title"]
    assert page.locator("#sentence").get_attribute("aria-live") == "polite"
    sentence = page.locator("#sentence").element_handle()  # the same is read out anew
    before = sentence.inner_text()
    page.keyboard.press("Control+0")
    for _ in range(6):  # a key that is held down
        page.keyboard.down("1")
    page.keyboard.up("1")
    assert progress(page) == 2 and sentence.inner_text() != before
    yes.click()
    type_keys(page, " ")  # after a click a key answers, and presses no button
    no.focus()
    type_keys(page, " ")  # which has the focus
    assert progress(page) == 5
    type_keys(page, "<<")
    assert progress(page) == 3 and unsure.get_attribute("aria-pressed") == "true"
    type_keys(page, "<<")
    assert progress(page) == 1 and yes.get_attribute("aria-pressed") == "true"
    type_keys(page, "0")  # and on to the one after it
    assert progress(page) == 2
    type_keys(page, ">>>>>")  # over answered ones only
    assert progress(page) == 5
    type_keys(page, "<<<<>>1")
    assert codes_of(saved(page, tmp_path / "codes"), work)[:5] == [0, 1, 1, 0, None]
    to_start(page)
    expect(page.get_by_label("Your name")).to_be_focused()


def test_all_themes_of_a_sentence_at_once(listen, work, tmp_path):
    page = listen(work.page.as_uri())
    begin(page, themes=LABELS)
    marks = page.locator("#marks button")

    def pressed():
        return marks.evaluate_all("all => all.map(mark => mark.getAttribute('aria-pressed'))")

    type_keys(page, "+")  # marks nothing, and answers nothing
    assert progress(page) == 1
    type_keys(page, "22+~")  # takes back: no to the first of them
    assert progress(page) == 1 and pressed() == ["false", "mixed"]
    type_keys(page, "1~~")
    assert pressed() == ["false", "true"]
    type_keys(page, "~~~")
    assert pressed() == ["false", "false"]
    type_keys(page, "n1~~")
    assert progress(page) == 1
    expect(page.locator("#settle")).to_have_text("None N")
    type_keys(page, "1+n22N")  # yes to one; none; unsure of the other
    type_keys(page, "111n1<<2>>")  # no after all
    assert progress(page) == 5 and pressed() == ["true", "false"]
    assert page.locator("#verdict").is_hidden()
    marks.nth(1).click()
    page.keyboard.press("Enter")  # after a click a key answers, and presses no button
    file = saved(page, tmp_path / "codes")
    assert codes_of(file, work)[:6] == [1, 0, 0, 0, 1, None]
    assert codes_of(file, work, LABELS[1])[:6] == [0, 0, 0, 0, 1, None]


def test_enter_goes_on_to_the_next_theme_and_at_the_end_saves(listen, work):
    page = listen(work.page.as_uri())
    begin(page)
    type_keys(page, "+" + "0" * (N - 1) + " ")
    expect(page.locator("#done-title")).to_have_text("Trade: all sentences answered")
    expect(page.locator("#done-numbers")).to_have_text("Yes or no: 19. Unsure: 1.")
    expect(page.locator("#done")).to_contain_text("your codes give 6.8%")
    type_keys(page, "0 ")  # answers nothing more
    page.get_by_role("button", name="Ask the unsure ones again").press("Enter")
    expect(page.locator("#progress")).to_have_text("1 of 1")
    type_keys(page, "1+")
    expect(page.locator("#theme")).to_have_text(LABELS[1])
    type_keys(page, "1" * N)
    expect(page.locator("#done-numbers")).to_have_text("Yes or no: 20. Unsure: 0.")
    expect(page.locator("#go-on")).to_be_hidden()
    with page.expect_download() as sheet:
        page.keyboard.press("Enter")
    assert sheet.value.suggested_filename == "ann.csv"


def test_a_second_round_is_saved_as_one_and_read_as_the_same_coders(listen, work, tmp_path):
    codes, names = tmp_path / "codes", []
    for number, rows in enumerate((work.sample.head(12), work.sample.tail(8)), 1):
        path = tmp_path / f"{number}.html"
        of_round = rows.assign(round=number)
        path.write_text(coding_page(work.articles, LEXICON, of_round, DEFINED), encoding="utf-8")
        page = listen(path.as_uri())
        begin(page)
        type_keys(page, "1")
        names.append(saved(page, codes).name)
    assert names == ["ann.csv", "ann round 2.csv"]
    to_start(page)
    expect(page.locator("#form")).to_contain_text(
        "Your answers will be saved as yourname round 2.csv"
    )
    page.locator("#file").set_input_files(codes / names[1])
    expect(page.locator("#coding-message")).to_contain_text("Loaded: ann round 2.csv. Answers: 1.")
    read = nt.read_codes(codes, work.articles, LEXICON)
    assert set(read["coder"]) == {"ann"} and read["code"].notna().sum() == 2


def test_a_sentence_is_shown_as_it_stands_with_those_beside_it_and_no_term(listen, work):
    page = listen(work.page.as_uri())
    begin(page)
    data = data_of(work)
    expect(page.locator("#definition")).to_have_text("Buying and selling. • Counts: tariffs.")
    for row in data["order"]:
        article, number = data["rows"][row]
        texts = sentences_of(work.articles.iloc[[article]])["text"].tolist()
        before, text, after = [" ", *texts, " "][number : number + 3]
        assert page.locator("#sentence").inner_text() == text
        assert page.locator("#before").text_content() == before.strip()
        assert page.locator("#after").text_content() == after.strip()
        direction = page.locator("#sentence").evaluate(
            "element => getComputedStyle(element).direction"
        )
        assert direction == ("rtl" if "التجارة" in text else "ltr")
        assert not page.locator("#coding mark").count()
        type_keys(page, "0")
    page.locator("#go-on").click()
    page.locator("#item summary").click()
    expect(page.locator("#whole .passage")).to_have_text(page.locator("#sentence").inner_text())
    expect(page.locator("#definition")).to_have_text("This theme came without a definition.")
    assert page.title() == "Code sentences by hand"


def test_two_tabs_add_to_the_same_codes(listen, work, tmp_path):
    page = listen(address(work.page))
    begin(page)
    other = page.context.new_page()
    other.goto(address(work.page))
    begin(other, themes=LABELS)
    type_keys(page, "11")
    expect(other.locator("#tabs")).to_be_visible()
    type_keys(other, "2")  # the second theme of the first sentence
    expect(page.locator("#tabs")).to_be_visible()
    type_keys(page, "0")
    for tab in (page, other):
        tab.wait_for_function(f"() => Object.keys({CODING}.answers).length === 4")
    for number, tab in enumerate((page, other)):
        file = saved(tab, tmp_path / f"codes{number}")
        assert codes_of(file, work)[:4] == [1, 1, 0, None]
        assert codes_of(file, work, LABELS[1])[:2] == [1, None]


def test_coders_in_one_browser_have_answers_of_their_own_and_the_last_is_known_again(
    listen, work, tmp_path
):
    page, codes = listen(address(work.page)), tmp_path / "codes"
    begin(page, "ann")
    type_keys(page, "11")
    to_start(page)
    begin(page, "bob")
    assert progress(page) == 1
    type_keys(page, "0")
    assert codes_of(saved(page, codes), work)[:2] == [0, None]
    to_start(page)
    begin(page, "ann")
    saved(page, codes)
    read = nt.read_codes(codes, work.articles, LEXICON).dropna()
    assert read.groupby("coder")["code"].agg(list).to_dict() == {"ann": [1, 1], "bob": [0]}
    to_start(page)
    begin(page, "bob", LABELS[1:])
    page.reload()
    expect(page.get_by_label("Your name")).to_have_value("bob")
    assert not page.get_by_label("Trade").is_checked()
    page.get_by_label("Issues").press("Space")  # all of the group
    page.get_by_label("Issues").press("Space")
    page.get_by_role("button", name="Start").click()  # with no theme nothing is done
    expect(page.locator("#coding-message")).to_have_text("Choose a theme.")


def test_another_spelling_of_a_name_is_said_to_be_another_coder(listen, work):
    page = listen(address(work.page))
    begin(page, "ann")
    type_keys(page, "11")
    page.reload()
    expect(page.locator("#number-chosen")).to_have_text("1 of 2")
    expect(page.locator("#alike")).to_be_empty()
    page.get_by_label("Your name").fill("Ann")
    expect(page.locator("#alike")).to_have_text(
        "ann coded here. To go on with those answers, type that name; Ann is another reader."
    )
    begin(page, "Ann")
    assert progress(page) == 1
    page.reload()
    page.get_by_label("Your name").fill("ann")
    expect(page.locator("#go")).to_have_text("Go on (2 of 20 done)")


def test_codes_of_a_file_go_on_elsewhere(listen, work, tmp_path):
    page = listen(work.page.as_uri())
    begin(page)
    type_keys(page, "10 1")
    file = saved(page, tmp_path / "codes")
    saved_here, table = file.read_bytes(), pd.read_csv(file, dtype=str)
    file = tmp_path / "ann (1).csv"
    for sign, encoding in {",": "utf-8", ";": "utf-8-sig", "\t": "utf-8"}.items():
        table.to_csv(file, sep=sign, index=False, encoding=encoding)
        page = listen(work.page.as_uri())
        page.locator("#file").set_input_files(file)
        expect(page.locator("#coding-message")).to_have_text(
            "Loaded: ann (1).csv. Answers: 4. Cells of another sheet: 0. Empty cells are asked again."
        )
        begin(page)
        assert progress(page) == 5
        assert saved(page, tmp_path / "later").read_bytes() == saved_here
        assert codes_of(tmp_path / "later", work)[:5] == [1, 0, None, 1, None]


FILES = {
    "a,b\n1,2\n": "Not loaded: ann.csv: its first row must begin with article, sentence, text.",
    "article,sentence,text,Trade,Peace\nb,1,Other.,1,\nb,1,Sentence 0 is on trade.,1,0\n": (
        "Loaded: ann.csv. Answers: 1. Cells of another sheet: 2."
    ),
    "article,sentence,text,Trade\nb,1,Sentence 0 is on trade.,1.0\nb,2,Sentence 1 is on trade.,0.0\n": (
        "Loaded: ann.csv. Answers: 2. Cells of another sheet: 0."
    ),
}


def test_a_file_that_does_not_fit_is_said_and_one_that_differs_is_taken_only_when_asked(
    listen, work, tmp_path
):
    page = listen(work.page.as_uri())
    field, message = page.locator("#file"), page.locator("#coding-message")
    begin(page)
    type_keys(page, "1 ")
    file = saved(page, tmp_path / "codes")
    type_keys(page, "<<0")
    to_start(page)
    questions = []
    page.on("dialog", lambda dialog: questions.append(dialog.message) or dialog.dismiss())
    field.set_input_files(file)
    expect(message).to_contain_text("Loaded: ann.csv. Answers: 1.")
    other = file.rename(file.with_name("bob.csv"))
    with page.expect_event("dialog"):
        field.set_input_files(other)
    assert questions == [
        "Answers that are others here: 1. Take those of the file?",
        "The file is named bob.csv. Take it as the codes of ann?",
    ]
    begin(page)
    assert codes_of(saved(page, tmp_path / "codes"), work)[:2] == [0, None]
    page = listen(work.page.as_uri())
    for text, result in FILES.items():
        file.write_text(text, encoding="utf-8")
        page.locator("#file").set_input_files(file)
        expect(page.locator("#coding-message")).to_contain_text(result)


# the state of what a coder does, in the page
CODING = "modules.coding"
PUT_BACK = "Date.now = () => 1e12"  # the clock, to 2001


def kept(page):
    """The answers that are there after a reload, as the page holds them, by cell."""
    page.reload()
    begin(page)
    return page.evaluate(
        f"Object.fromEntries(Object.entries({CODING}.answers).map(([k, [v]]) => [k, v]))"
    )


def test_an_answer_corrected_after_the_clock_was_put_back_is_kept(listen, work, tmp_path):
    page = listen(address(work.page))
    begin(page)
    type_keys(page, "1")
    cell = page.evaluate(f"`${{{CODING}.items[0][0]}},0`")
    file = saved(page, tmp_path / "codes")
    page.evaluate(PUT_BACK)
    type_keys(page, "<0")
    assert kept(page) == {cell: "0"}
    page.evaluate(PUT_BACK)
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#file").set_input_files(file)
    expect(page.locator("#coding-message")).to_contain_text("Loaded: ann.csv. Answers: 1.")
    assert kept(page) == {cell: "1"}
    other = page.context.new_page()
    other.goto(address(work.page))
    other.evaluate(PUT_BACK)
    begin(other)
    type_keys(page, "<0")
    type_keys(other, "< ")
    assert kept(page) == {cell: "?"}
    page.evaluate(PUT_BACK)
    type_keys(page, "1" * (N - 1))
    page.get_by_role("button", name="Ask the unsure ones again").click()
    expect(page.locator("#coding")).to_be_visible()
    assert kept(page)[cell] == "?"


DAMAGE = """async ([place, text]) => {
  const { coding: { store: { key } }, openDatabase, ended } = modules;
  localStorage.removeItem(key);
  const database = await openDatabase();
  const inside = database.transaction("answers", "readwrite").objectStore("answers");
  inside.clear();
  if (place === "localStorage") localStorage.setItem(key, text);
  else Object.entries(JSON.parse(text)).forEach(([cell, value]) => inside.put(value, [key, cell]));
  await ended(inside.transaction, "oncomplete");
}"""
CELLS = [f"{row},{theme}" for row in range(N) for theme in range(2)]
ODD_ANSWERS = [*ODD, *([value, 1] for value in ODD), *(["1", value] for value in ODD if value != 5)]
ODD_CELLS = ["20,0", "0,2", "00,0", "0,0,0", "length,0", "0,length", "constructor", "", "a\0b"]
ODD_ENTRIES = [*ODD, *(["0,0", value] for value in ODD), *([value, ["1", 2]] for value in ODD)]


def at_cells(values):
    return json.dumps(dict(zip(CELLS, values, strict=False)))


DAMAGED = {
    "localStorage": {
        at_cells(ODD_ANSWERS): len(ODD_ANSWERS),
        json.dumps(dict.fromkeys(ODD_CELLS, ["1", 2])): len(ODD_CELLS),
        '{"0,0":null}': 1,
        '{"0,0":null,"0,1":["1","noon"],"1,0":["yes",1],"1,1":5,"2,0":[1],"2,1":["1",1]}': 5,
        "5": 1,
        "[1]": 1,
        '"0,0"': 1,
        "{no JSON": 1,
        "null": 0,
    },
    "indexedDB": {
        at_cells(ODD_ENTRIES): len(ODD_ENTRIES),
        at_cells([cell, ["1", 2]] for cell in ODD_CELLS): len(ODD_CELLS),
        '{"0,0":null,"1,0":["1,0",["1",1]]}': 1,
        '{"0,0":5,"1,0":"text","1,1":[1],"2,0":["2,0",["1",null]],"2,1":{"a":1}}': 5,
    },
}


@pytest.mark.parametrize("place", DAMAGED)
def test_a_damaged_store_opens_and_says_what_it_leaves_out(listen, work, place):
    page = listen(address(work.page))
    begin(page)
    for text, left_out in DAMAGED[place].items():
        page.evaluate(DAMAGE, [place, text])
        answered = text.count('["1",1]')
        assert len(kept(page)) == answered, text
        expect(page.locator("#damaged")).to_be_visible(visible=left_out > 0)
        expect(page.locator("#left-out")).to_have_text(str(left_out))
        type_keys(page, "1")
        stored = page.evaluate(
            f"{CODING}.store.read().then(({{ answers }}) => Object.keys(answers).length)"
        )
        assert stored == answered + 1


def test_an_answer_of_the_last_moment_that_there_is_can_be_corrected(listen, work):
    page = listen(address(work.page))
    begin(page)
    page.evaluate(DAMAGE, ["localStorage", json.dumps({"0,0": ["1", 2**53 - 1]})])
    assert kept(page) == {"0,0": "1"}
    page.evaluate("modules.keep([['0,0', '0']])")
    assert kept(page) == {"0,0": "0"}


READ_CHOICE = """(texts) => texts.map((text) => {
  const { choiceKey, coding, drawStart } = modules;
  localStorage.setItem(choiceKey(), text);
  drawStart([0, 1]);
  return [document.querySelector("#coder").value, ...coding.chosen];
})"""
READABLE = {
    '{"coders":["ann","a/b","__proto__"],"chosen":[1,7]}': ["ann", 1],
    **{json.dumps({"coders": ["ann", value], "chosen": [1, value]}): ["ann", 1] for value in ODD},
}


def test_what_is_kept_of_the_start_page_and_cannot_be_read_is_as_if_it_were_not_there(listen, work):
    page = listen(address(work.page))
    unread = [*NO_JSON, *map(json.dumps, ODD)]
    unread += [json.dumps({"coders": value, "chosen": value}) for value in ODD]
    wanted = dict.fromkeys(unread, ["", 0, 1]) | READABLE
    assert page.evaluate(READ_CHOICE, [*wanted]) == [*wanted.values()]
    for text in (unread[0], unread[-1], [*READABLE][-1]):  # and the page opens with it
        page.evaluate("text => localStorage.setItem(modules.choiceKey(), text)", text)
        page.reload()
        expect(page.get_by_label("Your name")).to_have_value(wanted[text][0])
        page.get_by_label("Your name").fill("zoe")
        page.get_by_role("button", name="Start").click()
        expect(page.locator("#coding")).to_be_visible()


REFUSED = """for (const name of ["localStorage", "indexedDB"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
}"""


def test_where_the_browser_keeps_nothing_the_page_says_so_and_asks_before_it_closes(
    listen, work, tmp_path
):
    page = listen(work.page.as_uri())
    page.add_init_script(REFUSED)
    page.reload()
    begin(page)
    expect(page.locator("#refused")).to_be_visible()
    type_keys(page, "10")
    to_start(page)
    begin(page)
    assert progress(page) == 3
    page.on("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload" and not page.is_closed()
    assert codes_of(saved(page, tmp_path / "codes"), work)[:3] == [1, 0, None]
    with page.expect_event("close"):
        page.close(run_before_unload=True)


NAMES = dict.fromkeys(
    ["..", "ann’", "Ann (", "(Ann)", "a" * 61],
    "Begin with a letter or digit; end with a letter, digit or . _ - ) ]; at most 60 characters.",
)
NAMES |= dict.fromkeys(["a/b", "a/"], "Use letters, digits, spaces and . , _ - ’ ( ) [ ].")
NAMES |= dict.fromkeys(
    ["README", "Readmee", "sources"],
    "Files named readme… or sources are not read as sheets: choose another name.",
)
NAMES |= {"Ann (2)": "A number in brackets marks a copy of a file: write it without them."}
NAMES |= {"": "Type your name.", "model-ann": "model- marks a language model: choose another name."}


def test_a_name_that_makes_no_sheet_is_refused_and_why_is_said(listen, work, tmp_path):
    page = listen(work.page.as_uri())
    name = page.get_by_label("Your name")
    for typed, fault in NAMES.items():
        name.fill(typed)
        name.press("Enter")
        assert name.evaluate("field => field.validationMessage").startswith(fault), typed
        assert page.locator("#start").is_visible()
    names = ["constructor", "Ann O'Brien", "Ana R.", "a" * 60, "Sources B", "Lee, Ann (B) [x]"]
    for typed in names:
        begin(page, typed)
        type_keys(page, "1")
        file = saved(page, tmp_path / typed)
        assert file.name == f"{typed}.csv" and codes_of(file, work)[0] == 1
        assert set(nt.read_codes(file)["coder"]) == {typed}
        to_start(page)
    assert "constructor" in page.evaluate("Object.keys(modules.held)")  # which every object has
    page.locator("#file").set_input_files(file)
    expect(page.locator("#coding-message")).to_contain_text(f"Loaded: {typed}.csv. Answers: 1.")


IN_SIGHT = """sentence => sentence.getBoundingClientRect().bottom
    <= document.querySelector("#answers").getBoundingClientRect().top"""
TARGETS = """[...document.querySelectorAll("button, select, summary, #coder, #file, fieldset label")]
  .filter((target) => target.checkVisibility()).map((target) => target.getBoundingClientRect())"""
BOTTOMS = f"{TARGETS}.map(({{ bottom }}) => bottom)"
SIZES = f"{TARGETS}.map(({{ width, height }}) => Math.min(width, height))"


def test_nothing_keeps_people_out_and_answers_stay_in_sight(listen, work, screenshots):
    page = listen(work.page.as_uri(), bypass_csp=True)
    for width, height in ((390, 640), (1366, 620)):
        page.set_viewport_size({"width": width, "height": height})
        for screen in ("start", "one", "all", "done"):
            if screen != "start":
                begin(page, themes=LABELS if screen == "all" else LABELS[:1])
            if screen == "all":
                expect(page.locator("#marks kbd").first).to_be_visible()
            if screen in ("one", "all"):
                places = page.evaluate(BOTTOMS)
                assert max(places) <= height
                type_keys(page, "1n0")
                assert places == page.evaluate(BOTTOMS)  # under a thumb
                assert page.locator("#sentence").evaluate(IN_SIGHT)
            if screen == "done":
                stop(page)
            assert barriers(page) == []
            if width > 1000:
                assert barriers_in_the_dark(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert min(page.evaluate(SIZES)) >= 44
            if screenshots:
                page.screenshot(path=screenshots / f"code-{screen}-{width}.png")
            if screen != "start":
                to_start(page)


def test_backspace_takes_the_last_answer_back(listen, work, tmp_path):
    page = listen(address(work.page))
    begin(page)
    type_keys(page, "~")  # there is none yet
    assert progress(page) == 1
    type_keys(page, "101~")
    assert progress(page) == 3
    assert page.locator("#verdict [aria-pressed=true]").count() == 0
    type_keys(page, "~?~1")  # `?` answers nothing
    file = saved(page, tmp_path / "codes")
    assert codes_of(file, work)[:4] == [1, None, None, None]
    page.reload()
    begin(page)
    assert progress(page) == 2  # what was taken back is asked again
    type_keys(page, "<0")
    type_keys(page, "~")  # a correction: the answer from before stands again
    assert page.get_by_role("button", name="Yes").get_attribute("aria-pressed") == "true"
    type_keys(page, "1" * N + "~")  # from the last page to the last sentence
    assert progress(page) == N and page.locator("#coding").is_visible()


def test_on_touch_no_keys_are_shown(listen, work):
    size = {"width": 390, "height": 640}
    page = listen(work.page.as_uri(), viewport=size, has_touch=True, is_mobile=True)
    expect(page.locator("#start .keys")).to_be_hidden()
    for themes in (LABELS, LABELS[:1]):
        begin(page, themes=themes)
        assert page.locator("kbd:visible").count() == 0
        stop(page)
        assert page.locator("kbd:visible").count() == 0
        page.locator("#to-start").click()
