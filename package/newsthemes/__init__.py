"""Count themes in news articles: which, how often, where, and in which words.

articles   read_articles: files -> the articles table (a list of texts will do);
           duplicates: the same story twice
lexicon    read_lexicon: any file of themes and their terms -> Lexicon (a dict will do); add_terms,
           save_lexicon
mentions   find_mentions: articles, lexicon -> the mentions table
tables     what is computed from it: counts, concordance, keyness, cooccurrence; of
           the articles: sentences, quotations; of a language: function_words, stem
review     another choice of terms: suggest, compare, check
trust      sentences to code: sample_for_coding; coded ones: read_codes, agreement, validity,
           outcomes, estimated_shares, share_differences, score_by_label; terms: sensitivity
plots      plot_...: tables -> Axes; save; group_colors, caption
page       highlight, write_page; explorer: explore
"""

import re
from importlib import import_module
from pathlib import Path

_STUB = Path(__file__).with_suffix(".pyi").read_text(encoding="utf-8")
_MODULES = {name: module for module, name in re.findall(r"^from (\S+) import (\w+)", _STUB, re.M)}

__all__ = sorted(_MODULES)


def __getattr__(name: str) -> object:
    """A name, its module loaded at its first use, so that a count loads no more than it needs."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name], __name__), name)


def __dir__() -> list[str]:
    return __all__
