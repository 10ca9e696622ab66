"""Count themes in news articles: which, how often, where, and in which words. The contents page."""

from .articles import ArticleError, ArticleWarning, read_articles
from .checks import check
from .codes import mark_coded, read_codes
from .compare import compare, count_changes
from .explorer import Explorer, explore
from .fates import why_zero
from .figures import save_figure
from .findings import (
    Finding,
    alt_text,
    caption,
    cooccurrence_finding,
    counts_finding,
    counts_summary,
    dispersion_finding,
    labelled,
    paragraphs_finding,
    plural,
    provenance,
    terms_finding,
    words_finding,
)
from .lexicon import Lexicon, LexiconError, LexiconWarning, parse_lexicon, read_lexicon
from .lexicon_edit import rename_theme, save_lexicon, theme_lines, with_lines
from .lexicon_tree import as_yaml
from .mentions import find_mentions
from .plots import plot_cooccurrence, plot_counts, plot_dispersion, plot_paragraphs, plot_shape, plot_words
from .reader import highlight, show_concordance
from .sampling import sample_for_coding
from .sheets import CodesError, coding_sheet
from .suggest import suggest
from .tables import concordance, cooccurrence, counts, dispersion, meetings
from .words import expressions, quotations, shape, uncovered

__all__ = [
    "ArticleError",
    "ArticleWarning",
    "CodesError",
    "Explorer",
    "Finding",
    "Lexicon",
    "LexiconError",
    "LexiconWarning",
    "alt_text",
    "as_yaml",
    "caption",
    "check",
    "coding_sheet",
    "compare",
    "concordance",
    "cooccurrence",
    "cooccurrence_finding",
    "count_changes",
    "counts",
    "counts_finding",
    "counts_summary",
    "dispersion",
    "dispersion_finding",
    "explore",
    "expressions",
    "find_mentions",
    "highlight",
    "labelled",
    "mark_coded",
    "meetings",
    "paragraphs_finding",
    "parse_lexicon",
    "plot_cooccurrence",
    "plot_counts",
    "plot_dispersion",
    "plot_paragraphs",
    "plot_shape",
    "plot_words",
    "plural",
    "provenance",
    "quotations",
    "read_articles",
    "read_codes",
    "read_lexicon",
    "rename_theme",
    "sample_for_coding",
    "save_figure",
    "save_lexicon",
    "shape",
    "show_concordance",
    "suggest",
    "terms_finding",
    "theme_lines",
    "uncovered",
    "why_zero",
    "with_lines",
    "words_finding",
]
