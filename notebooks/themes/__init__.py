"""Count themes in news articles: which, how often, where, and in which words. The contents page."""

from .articles.near_duplicates import duplicates
from .articles.read import ArticleError, ArticleWarning, accounted, read_articles
from .articles.state_of_the_union import CITE, read_addresses
from .lexicon.edit import rename_theme, save_lexicon, theme_lines, with_lines
from .lexicon.export import write_lexicon
from .lexicon.read import Lexicon, LexiconError, LexiconWarning, parse_lexicon, read_lexicon
from .lexicon.syntax import as_yaml
from .mentions.find import find_mentions
from .review.check import check
from .review.compare import compare, count_changes
from .review.suggest import suggest
from .review.why_zero import why_zero
from .show.explorer.explorer import Explorer, explore
from .show.figures import save_figure
from .show.findings import (
    Finding,
    alt_text,
    caption,
    cooccurrence_finding,
    counts_finding,
    counts_summary,
    dispersion_finding,
    paragraphs_finding,
    provenance,
    terms_finding,
    words_finding,
)
from .show.findings_trends import (
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
from .show.findings_trust import (
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
from .show.highlight import highlight, show_concordance
from .show.plots import plot_cooccurrence, plot_counts, plot_dispersion, plot_paragraphs, plot_shape, plot_words
from .show.plots_keyness import plot_chance, plot_influence, plot_keyness
from .show.plots_trends import plot_rates, plot_sources
from .show.plots_trust import plot_agreement, plot_finds, plot_sensitivity, plot_validity
from .tables.concordance import concordance, dispersion
from .tables.cooccurrence import cooccurrence, meetings, meetings_by_chance
from .tables.counts import counts, labelled
from .tables.keyness import keyness
from .tables.leave_one_out import leave_one_out
from .tables.rates import by_period, peaks, periods, rates, typical_period
from .tables.statistics import MIN_ARTICLES, clopper_pearson, interval, sentences_needed
from .tables.words import expressions, quotations, shape, uncovered
from .text.wording import listed, plural
from .trust.agreement import agreement
from .trust.codes import mark_coded, read_codes
from .trust.coding import CodesError, coding_sheet, sample_for_coding, sentences_of
from .trust.sensitivity import hinges, sensitivity
from .trust.validity import misjudged, term_validity, validity, verdicts

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
