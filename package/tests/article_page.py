"""The article's page in a browser, as tests of it find their way about it."""

import re

from playwright.sync_api import expect

from newsthemes import find_mentions, write_page

TEXT = """Trade talks </script><script>document.title = "run"</script><img src=x onerror="document.title = 'run'">

Tensions over trade, and the trade war. The US told us of China, and of the South China Sea.

A tension is not tensions. Trade & talks.
"""
THEMES = """
Issues:
  Trade: [trade, trade war]
  The <b>Sea</b>: [South China Sea]
Places:
  China: [China]
  The US: [US]
"""
OWN = "Talks begin\n\nTrade talks with China. Tariffs rise in the US."  # a reader's own text
PHONE = {"width": 360, "height": 740}
KEYS = {"+": "Enter", " ": "Space", "<": "ArrowLeft", ">": "ArrowRight", "~": "Backspace"}


def page_of(path, articles, lexicon, nested="drop"):
    """The page of these articles, in a file."""
    return write_page(articles, lexicon, nested=nested, path=path)


# at one moment: between two questions the page may have drawn another list
COUNTS = """rows => rows.map(row => [
  row.querySelector("bdi").textContent,
  Number(row.querySelector("b").innerText.replaceAll(",", "")),
])"""


def counts(page):
    """What the page counts, by theme."""
    return dict(page.locator(".theme .row").evaluate_all(COUNTS))


def counted(articles, lexicon, nested="drop"):
    """What find_mentions counts, by theme."""
    mentions = find_mentions(articles, lexicon, nested=nested)["theme"].tolist()
    return {theme: mentions.count(theme) for theme in lexicon.themes}


def press(page, name):
    """Press the button of this name; behind a colon it may say more, as Undo does."""
    page.get_by_role("button", name=re.compile(f"^{re.escape(name)}(: .*)?$")).click()


def type_keys(page, keys):
    """Press keys, each a sign."""
    for key in keys:
        page.keyboard.press(KEYS.get(key, key))


def row(page, theme):
    return page.get_by_role("button", name=f"{theme}: ").and_(page.locator(".row"))


def edit(page, theme):
    """Open the terms of a theme; the cursor is at their end."""
    row(page, theme).click()
    if not page.locator("#editor").is_visible():
        press(page, "Edit terms")
    page.get_by_label("Terms, one a line").press("ControlOrMeta+End")


def terms(page, theme, typed):
    """Type terms behind those of a theme."""
    edit(page, theme)
    page.keyboard.type(typed)


def notes(page):
    """What is said of the terms of the theme that is edited."""
    return page.locator("#theme-notes li").all_inner_texts()


def paste(page, text, with_themes=True):
    """Have a text of one's own counted, by the page's themes, too."""
    press(page, "Paste your own article")
    page.get_by_label("Paste an article").fill(text)
    page.get_by_label("Count the themes of this page, too").set_checked(with_themes)
    press(page, "Count it")
    expect(page.locator("#own")).to_be_hidden()


def download(page, name, folder):
    """Press the button that saves a file. Returns the file, in this folder."""
    with page.expect_download() as saved:
        press(page, name)
    file = folder / saved.value.suggested_filename
    saved.value.save_as(file)
    return file


def save_page(page, folder):
    """Save the page, whatever its button says that the copy holds. Returns the file."""
    page.locator("#share summary").click()
    return download(page, page.locator("#save-page").inner_text(), folder)


def save_themes(page, folder):
    """Save themes.yaml. Returns the file."""
    page.locator("#share summary").click()
    return download(page, "Download themes.yaml", folder)


def begin_check(page, name="ann"):
    """ "Check it yourself", from the page to the first sentence."""
    press(page, "Check it yourself")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your name").press("Enter")
    expect(page.locator("#coding")).to_be_visible()


# how many answers the browser keeps, once all that are on their way are written
WRITTEN = """async () => {
  const { openDatabase, ended } = modules;
  const all = (await openDatabase()).transaction("answers").objectStore("answers").count();
  return await ended(all, "onsuccess") && all.result;
}"""

# what the page finds of the codes of each theme: the numbers of the sentences that are right, wrong and
# missed, precision, recall, and the share coded yes
FINDINGS = """() => {
  const { sheet, findingOf } = modules;
  const findings = [...sheet.themes.keys()].map(findingOf).filter(({ coded }) => coded.length);
  return Object.fromEntries(findings.map(({ theme, coded, precision, recall, share }) => {
    const kind = (isFound, sign) => coded.filter(({ code, mention }) => Boolean(mention) === isFound && code === sign).map(({ row }) => row + 1);
    return [sheet.themes[theme].label, [kind(true, "1"), kind(true, "0"), kind(false, "1"), precision, recall, share]];
  }));
}"""
