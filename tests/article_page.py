"""The article's page in a browser, as tests of it find their way about it."""

import re

import pytest
from playwright.sync_api import Error

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


def page_of(path, articles, lexicon, nested="drop"):
    """The page of these articles, in a file."""
    return write_page(articles, lexicon, nested=nested, path=path)


def counts(page):
    """What the page counts, by theme."""
    rows = page.locator(".theme .row").all()
    return {
        row.locator("bdi").text_content(): int(row.locator("b").inner_text().replace(",", ""))
        for row in rows
    }


def counted(articles, lexicon, nested="drop"):
    """What find_mentions counts, by theme."""
    found = find_mentions(articles, lexicon, nested=nested)["theme"].tolist()
    return {theme: found.count(theme) for theme in lexicon.themes}


def press(page, name):
    """Press the button of this name; behind a colon it may say more, as Undo does."""
    page.get_by_role("button", name=re.compile(f"^{re.escape(name)}(: .*)?$")).click()


def row(page, theme):
    return page.get_by_role("button", name=f"{theme}: ")


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
    return page.locator("#theme-notes li").all_inner_texts()


OWN = "Talks begin\n\nTrade talks with China. Tariffs rise in the US."


PASTE = "(text) => openOwn([articleFrom('', text)])"


def crash(page):
    """Ends the browser as a kill does, at once."""
    with pytest.raises(Error):
        page.context.new_cdp_session(page).send("Browser.crash")
