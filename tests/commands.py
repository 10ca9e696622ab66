"""A command as a test runs it, and the themes and the notebook of the folders that
tests/publish/conftest.py makes.
"""

import os

from newsthemes.publish import command

THEMES = "Issues:\n  Trade: [trade, tariff*]\n  title: [talks]\nIran: [Iran, Persian Gulf]\nGulf: [Gulf]\n"
FIRST = [
    '# a comment\narticles = "../seeds"  # a file\nlexicon = "../seeds/themes.yaml"\nnested = "drop"',
    "import newsthemes as th\nfrom pathlib import Path\nfound = th.read_articles(articles)\n"
    "Path('../figures/1-a.png').write_text('drawn')\n"
    "found['article'].tolist(), th.read_lexicon(lexicon).themes, nested",
]


def run_command(*arguments):
    return command.main([os.getcwd(), *arguments])
