"""Count themes in news articles: which, how often, where, and in which words. The contents page."""

from .addresses import CITE, read_addresses
from .agreement import agreement
from .articles import ArticleError, ArticleWarning, accounted, read_articles
from .chance import meetings_by_chance
from .checks import check
from .codes import mark_coded, read_codes
from .compare import compare, count_changes
from .convert import write_lexicon
from .duplicates import duplicates
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
    listed,
    paragraphs_finding,
    plural,
    provenance,
    terms_finding,
    words_finding,
)
from .findings_trends import (
    articles_finding,
    chance_alt,
    chance_finding,
    drawn_from,
    influence_alt,
    influence_finding,
    keyness_alt,
    keyness_finding,
    rates_alt,
    rates_finding,
    sources_alt,
    sources_finding,
)
from .findings_trust import (
    agreement_finding,
    codes_finding,
    drawn_misses_finding,
    interval_finding,
    misjudged_finding,
    rules_finding,
    sensitivity_finding,
    share_text,
    term_validity_finding,
    validity_finding,
)
from .influence import leave_one_out
from .intervals import MIN_ARTICLES, clopper_pearson, interval, sentences_needed
from .keyness import keyness
from .lexicon import Lexicon, LexiconError, LexiconWarning, parse_lexicon, read_lexicon
from .lexicon_edit import rename_theme, save_lexicon, theme_lines, with_lines
from .lexicon_tree import as_yaml
from .mentions import find_mentions
from .plots import plot_cooccurrence, plot_counts, plot_dispersion, plot_paragraphs, plot_shape, plot_words
from .plots_keyness import plot_chance, plot_influence, plot_keyness
from .plots_trends import plot_rates, plot_sources
from .plots_trust import plot_agreement, plot_finds, plot_sensitivity, plot_validity
from .reader import highlight, show_concordance
from .sampling import sample_for_coding
from .sensitivity import hinges, sensitivity
from .sheets import CodesError, coding_sheet, sentences_of
from .suggest import suggest
from .tables import concordance, cooccurrence, counts, dispersion, meetings
from .trends import by_period, peaks, periods, rates, typical_period
from .trust import validity
from .verdicts import misjudged, term_validity, verdicts
from .words import expressions, quotations, shape, uncovered

__all__ = [
    "ArticleError",
    "ArticleWarning",
    "CITE",
    "CodesError",
    "Explorer",
    "Finding",
    "Lexicon",
    "LexiconError",
    "LexiconWarning",
    "MIN_ARTICLES",
    "accounted",
    "agreement",
    "agreement_finding",
    "alt_text",
    "articles_finding",
    "as_yaml",
    "by_period",
    "caption",
    "chance_alt",
    "chance_finding",
    "check",
    "clopper_pearson",
    "codes_finding",
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
    "drawn_from",
    "drawn_misses_finding",
    "duplicates",
    "explore",
    "expressions",
    "find_mentions",
    "highlight",
    "hinges",
    "influence_alt",
    "influence_finding",
    "interval",
    "interval_finding",
    "keyness",
    "keyness_alt",
    "keyness_finding",
    "labelled",
    "leave_one_out",
    "listed",
    "mark_coded",
    "meetings",
    "meetings_by_chance",
    "misjudged",
    "misjudged_finding",
    "paragraphs_finding",
    "parse_lexicon",
    "peaks",
    "periods",
    "plot_agreement",
    "plot_chance",
    "plot_cooccurrence",
    "plot_counts",
    "plot_dispersion",
    "plot_finds",
    "plot_influence",
    "plot_keyness",
    "plot_paragraphs",
    "plot_rates",
    "plot_sensitivity",
    "plot_shape",
    "plot_sources",
    "plot_validity",
    "plot_words",
    "plural",
    "provenance",
    "quotations",
    "rates",
    "rates_alt",
    "rates_finding",
    "read_addresses",
    "read_articles",
    "read_codes",
    "read_lexicon",
    "rename_theme",
    "rules_finding",
    "sample_for_coding",
    "save_figure",
    "save_lexicon",
    "sensitivity",
    "sensitivity_finding",
    "sentences_needed",
    "sentences_of",
    "shape",
    "share_text",
    "show_concordance",
    "sources_alt",
    "sources_finding",
    "suggest",
    "term_validity",
    "term_validity_finding",
    "terms_finding",
    "theme_lines",
    "typical_period",
    "uncovered",
    "validity",
    "validity_finding",
    "verdicts",
    "why_zero",
    "with_lines",
    "words_finding",
    "write_lexicon",
]
