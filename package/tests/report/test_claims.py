"""What a project says in words, after its themes were edited: a run tells what is no longer so, and
ends well.
"""

import nbformat
import pandas as pd
import pytest

import commands
from commands import make_project, project_at, publish
from newsthemes.command.main import main
from newsthemes.plots.save import save, set_up
from newsthemes.report.claims import Claim, read_tables

LEADS = "War is named twice, joy never."
WORDS = "The article has five words."
CELLS = [
    "# One",
    f"## {LEADS}",
    """import newsthemes as nt
nt.set_up("../figures")
articles, lexicon = nt.read_articles("../seeds"), nt.read_lexicon("../seeds/themes.yaml")
counts = nt.counts(nt.find_mentions(articles, lexicon), articles, lexicon)
nt.save(counts, "1-themes")""",
    """ours = counts.query("group == 'Ours'").set_index("theme")["mentions"]
ax = nt.plot_bars(ours)
ax.set_title("Mentions of each theme")
nt.save(ax, "1-themes")""",
]
OTHER = ["# Two", "2"]


def themes_of(tables):
    return tables["1-themes"].set_index("theme")["mentions"]


CLAIMS = [
    Claim("1-one", LEADS, lambda all: themes_of(all)[["War", "Joy"]].tolist() == [2, 0]),
    Claim("1-one", WORDS, lambda all: (all["1-themes"]["words"] == 5).all()),
    Claim("1-one", "A sentence that was struck out.", lambda all: False),
    Claim("4-gone", "Of a notebook that is not there.", lambda all: False),
]


@pytest.fixture
def executed(monkeypatch):
    """The names of the notebooks that were executed, in this process."""
    names = []

    async def execute(paths, environment):
        names.extend(path.name for path in paths)
        return await commands.execute_here(paths, environment)

    monkeypatch.setattr(commands.run_notebooks, "execute_all", execute)
    return names


@pytest.mark.parametrize(("themes", "wrong"), [
    ("Ours:\n  War: [war]\n  Joy: [joy]\n", []),
    ("Ours:\n  Wars: [war]\n  Joy: [joy]\n", [LEADS]),  # renamed
    ("Ours:\n  Joy: [joy]\n", [LEADS]),
    ("Ours:\n  War: [war]\n  Joy: [joy]\n  Peace: [peace]\n", []),
    ("Ours:\n  War: [war, talks]\n  Joy: [joy]\n", [LEADS]),
    ("Theirs:\n  War: [war]\n  Joy: [joy]\n", []),  # the chart has nothing to show
    ("Theirs:\n  Peace: [peace]\n", [LEADS]),
])  # fmt: skip
def test_a_run_tells_what_is_no_longer_so_and_ends_well(tmp_path, executed, capsys, themes, wrong):
    root = make_project(tmp_path, {"1-one.ipynb": CELLS, "2-two.ipynb": OTHER})
    (root / "seeds" / "themes.yaml").write_text(themes, encoding="utf-8")
    assert main(["run"], project_at(root)._replace(claims=CLAIMS)) == 0
    told = [line for line in capsys.readouterr().err.splitlines() if "no longer" in line]
    assert told == [f"no longer so: 1-one: {text}" for text in wrong]
    assert executed == ["1-one.ipynb", "2-two.ipynb"]
    book = nbformat.read(root / "notebooks" / "1-one.ipynb", as_version=4)
    assert LEADS in book.cells[1].source  # nobody's words are changed


def test_a_page_whose_first_paragraph_no_longer_holds_says_so_and_the_menu_leaves_it_out(
    tmp_path, executed
):
    heads = {
        "1-one": "# One\n\n**War leads.** Not by far.",
        "2-two": "# Two\n\n**Joy is rare.**\n\nBy how much?",
    }
    books = {f"{name}.ipynb": [head, CELLS[2]] for name, head in heads.items()}
    root = make_project(tmp_path, books)
    wrong = {"1-one": "War leads.", "2-two": "By how much?"}
    publish(root, claims=[Claim(*one, lambda all: False) for one in wrong.items()])
    pages = {path.stem: path.read_text(encoding="utf-8") for path in root.glob("docs/*.html")}
    marked = [name for name, page in pages.items() if "written for another article" in page]
    assert marked == ["1-one"]
    assert "Joy is rare." in pages["index"] and "War leads." not in pages["index"]


def test_what_another_file_says_is_told_too(tmp_path, executed):
    root = make_project(tmp_path, {"2-two.ipynb": OTHER})
    claims = [Claim("README.md", "Toy", lambda all: all["1-themes"].empty)]
    changed, notes = publish(root, claims=claims)
    assert notes == ["no longer so: README.md: Toy"] and executed == ["2-two.ipynb"]


def test_a_table_without_rows_is_none(tmp_path):
    set_up(tmp_path / "figures")
    save(pd.DataFrame(), "1-empty")
    save(pd.DataFrame({"theme": ["Trade"]}), "1-themes")
    assert [*read_tables(tmp_path / "tables")] == ["1-themes"]
