"""What a run finds beside its articles."""

from newsthemes.report.inputs import codebook_of


def test_the_codebook_among_the_articles_is_that_of_the_page(tmp_path):
    (tmp_path / "press").mkdir()
    values = {"ARTICLES": [f"{tmp_path}/a.txt", f"{tmp_path}/press"]}
    assert codebook_of(values) is None
    book = tmp_path / "press" / "codebook.md"
    book.write_text("**Trade.** Buying.")
    assert codebook_of(values) == codebook_of({"ARTICLES": [f"{tmp_path}/press"]}) == book
