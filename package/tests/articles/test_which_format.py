"""What a file is, by what it holds and by its name."""

import pytest

from newsthemes import read_articles
from newsthemes.articles.read_articles import ArticleError, ArticleWarning, read_with_report


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.docx", "a.doc", "a.PDF"])
def test_a_text_that_is_named_like_a_workbook_is_refused(tmp_path, name):
    (tmp_path / name).write_text("title;text\nTalks;They met.\n", encoding="utf-8")
    refused = rf"{name}: is text, and not what its ending \{name[1:].lower()} says"
    with pytest.raises(ArticleError, match=refused):
        read_articles(tmp_path / name)
    page = f"<html><body><article><p>{'They met and talked. ' * 40}</p></article></body></html>"
    (tmp_path / name).write_text(page, encoding="utf-8")  # as Word and old systems save them
    assert read_articles(tmp_path / name)["text"][0].startswith("They met")


def test_columns_that_are_named_for_what_is_no_table_are_said(tmp_path):
    (tmp_path / "a.txt").write_text("They met.", encoding="utf-8")
    (tmp_path / "b.csv").write_text("body\nThey left.\n", encoding="utf-8")
    with pytest.warns(ArticleWarning, match=r"a\.txt is no table, so no column of it was taken; "):
        read_articles(tmp_path / "a.txt", columns={"text": "body"})
    [doubt] = read_with_report(tmp_path, columns={"text": "body"}).doubts
    assert doubt.path.endswith("a.txt")
