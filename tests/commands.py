"""A small project, a command as a test runs it, and the themes and articles that
tests/publish/conftest.py writes.
"""

import os
from pathlib import Path

import nbformat

from newsthemes.publish import command
from newsthemes.publish.kernels import new_staging
from newsthemes.publish.run_notebooks import run_project

ROOT = Path(__file__).resolve().parents[1]
THEMES = "Issues:\n  Trade: [trade, tariff*]\n  title: [talks]\nIran: [Iran, Persian Gulf]\nGulf: [Gulf]\n"
SETTINGS = """# settings
ARTICLES = "../seeds"  # a file
THEMES = "../seeds/themes.yaml"
FIGURES = "../figures"
NESTED = "drop"
THEME = "Ours"
ARTICLE = 7
EDIT_THEME = "Ours"
EDIT_TERMS = ["ours"]
PERIOD = "decade"
BY = "ours"
"""
READ = """import newsthemes as nt
from pathlib import Path
nt.save_to(FIGURES)
articles, lexicon = nt.read_articles(ARTICLES), nt.read_lexicon(THEMES)
mentions = nt.find_mentions(articles, lexicon, NESTED)
Path(FIGURES, "1-a.png").write_text("drawn")
nt.save(nt.counts(mentions, articles, lexicon), "1-themes")"""
ONE = ["# One?", SETTINGS, READ, "articles['article'].tolist(), lexicon.themes, NESTED, THEME"]


def run_command(*arguments):
    return command.main(list(arguments))


def notebook(*sources):
    """A notebook of these cells: Markdown where one starts as a heading; settings are tagged."""
    cells = []
    for number, source in enumerate(sources):
        settings = source.startswith("# settings")
        kind = nbformat.v4.new_code_cell
        if source.startswith(("# ", "## ")) and not settings:
            kind = nbformat.v4.new_markdown_cell
        cells.append(kind(source, id=f"cell-{number}"))
        if settings:
            cells[-1].metadata.tags = ["parameters"]
    return nbformat.v4.new_notebook(cells=cells)


def make_project(root, books):
    """A project of these notebooks, with an article and themes; its package is this one."""
    for folder in ("notebooks", "seeds", "figures"):
        (root / folder).mkdir(parents=True)
    for name, sources in books.items():
        nbformat.write(notebook(*sources), root / "notebooks" / name)
    look = (ROOT / "notebooks" / "matplotlibrc").read_bytes()
    (root / "notebooks" / "matplotlibrc").write_bytes(look)
    (root / "seeds" / "ours.txt").write_text("War* and peace talks: war.", encoding="utf-8")
    (root / "seeds" / "themes.yaml").write_text("Ours:\n  War*: [war]\n  Joy: [joy]\n")
    os.symlink(ROOT / "notebooks" / "newsthemes", root / "notebooks" / "newsthemes")
    return root


def publish(root, **how):
    """A run of a project. Returns the paths that changed, and what was said."""
    with new_staging() as staging:
        return run_project(root, staging, **{"text": True, "overwrite": False} | how)
