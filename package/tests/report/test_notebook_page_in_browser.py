"""The page of a notebook as a reader opens it: from a file, with the network off."""

import nbformat
import pytest
from playwright.sync_api import expect

from browser import barriers, barriers_in_the_dark
from newsthemes.report.pages import page

HEAD = "# One?\n\n**It is so.** Why?"


@pytest.fixture
def notebook(tmp_path):
    """The page of a notebook with two cells of code."""
    cells = [nbformat.v4.new_markdown_cell(HEAD)]
    cells += [nbformat.v4.new_code_cell(f"show({number})") for number in range(2)]
    path = tmp_path / "1-one.html"
    path.write_text(page(nbformat.v4.new_notebook(cells=cells), "1-one"), encoding="utf-8")
    return path.as_uri()


def code(shown):
    return [shown.get_by_text(f"show({number})") for number in range(2)]


def test_code_opens_cell_by_cell_and_all_at_once(listen, notebook):
    shown = listen(notebook)
    first, second = code(shown)
    expect(first).to_be_hidden()
    shown.get_by_text("code", exact=True).first.click()
    expect(first).to_be_visible()
    expect(second).to_be_hidden()
    shown.get_by_role("button", name="show all code").click()
    expect(second).to_be_visible()
    assert barriers(shown) == barriers_in_the_dark(shown) == []
    shown.get_by_role("button", name="hide all code").click()
    for one in code(shown):
        expect(one).to_be_hidden()
    expect(shown.get_by_role("button")).to_have_text("show all code")


def test_without_scripts_code_can_be_opened_and_no_button_is_dead(listen, notebook):
    shown = listen(notebook, java_script_enabled=False)
    shown.get_by_text("code", exact=True).first.click()
    expect(code(shown)[0]).to_be_visible()
    expect(shown.get_by_role("button")).to_have_count(0)


def test_on_paper_the_name_of_the_notebook_stands_for_its_code(listen, notebook):
    shown = listen(notebook)
    where = shown.get_by_text("code: 1-one.ipynb")
    expect(where).to_be_hidden()
    shown.get_by_role("button", name="show all code").click()
    shown.emulate_media(media="print")
    expect(where).to_be_visible()
    for one in [*code(shown), shown.get_by_text("hide all code")]:
        expect(one).to_be_hidden()
