"""Count themes in news articles: which, how often, where, and in which words.

articles   read_articles: files -> the articles table (a list of texts will do);
           duplicates: the same story twice
lexicon    read_lexicon: any file of themes and their terms -> Lexicon (a dict will do); add_terms,
           save_lexicon
mentions   find_mentions: articles, lexicon -> the mentions table
tables     what is computed from it: counts, concordance, rates, differences, keyness,
           meetings_by_chance; of the articles: sentences, quotations; function_words of a language
review     another choice of terms: suggest, compare, check
trust      sentences to code: sample_for_coding; coded ones: read_codes, agreement, validity,
           verdicts, corrected, recall_by_label; terms: sensitivity
show       plot_...: tables -> Axes; save; group_colors, leaders; highlight, explore,
           write_page
"""

# ruff: noqa: F401 (what is imported here is what there is)

from typing import TYPE_CHECKING

from .articles.near_duplicates import duplicates
from .articles.read_articles import read_articles
from .lexicon.add_terms import add_terms
from .lexicon.edit import save_lexicon
from .lexicon.read_lexicon import read_lexicon
from .mentions.find import find_mentions
from .review.check import check
from .review.compare import compare
from .review.suggest import suggest
from .show.colors import group_colors
from .show.highlight import highlight, show_text
from .show.leaders import leaders
from .tables.concordance import concordance
from .tables.cooccurrence import meetings_by_chance
from .tables.counts import counts
from .tables.differences import differences
from .tables.keyness import keyness
from .tables.rates import rates
from .tables.sentences_and_words import quotations, sentences
from .text.languages import function_words
from .trust.agreement import agreement
from .trust.corrected import corrected
from .trust.read_codes import read_codes
from .trust.recall_by_label import recall_by_label
from .trust.sampling import sample_for_coding
from .trust.sensitivity import sensitivity
from .trust.sentences_to_code import sentences_to_code
from .trust.validity import validity
from .trust.verdicts import verdicts

if TYPE_CHECKING:  # for editors; what runs is `__getattr__`
    from .show.explorer.explore import explore
    from .show.page import write_page
    from .show.plot_bars import plot_bars, plot_counts
    from .show.plot_dispersion import plot_dispersion
    from .show.plot_intervals import plot_intervals
    from .show.save import save, save_to

# What draws and edits, by its module: it loads Matplotlib and Jupyter's widgets, at its first use
_LATER = {
    "explore": "explorer.explore",
    "plot_bars": "plot_bars",
    "plot_counts": "plot_bars",
    "plot_dispersion": "plot_dispersion",
    "plot_intervals": "plot_intervals",
    "save": "save",
    "save_to": "save",
    "write_page": "page",
}

__all__ = sorted([*_LATER, *(name for name, value in globals().items() if callable(value))])


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".show.{_LATER[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
