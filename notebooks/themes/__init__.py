"""Count themes in news articles: which, how often, where, and in which words. What the notebooks use, room by room.

articles   read_articles: files -> the articles table
lexicon    read_lexicon: any file of themes and their terms -> Lexicon
mentions   find_mentions: articles, lexicon -> the mentions table
tables     what is computed from it: counts, dispersion, cooccurrence, meetings, concordance; of the articles: shape,
           expressions, quotations
review     another choice of terms: suggest, compare, count_changes, why_zero, check
trust      read_codes: coded sheets -> what a reader found; mark_coded
show       plot_...: tables -> a Chart; findings: tables -> sentences; highlight, show_concordance, explore, add_terms

Everything else is imported from its room.
"""

from .articles.near_duplicates import duplicates
from .articles.read import read_articles
from .articles.state_of_the_union import CITE, read_addresses
from .lexicon.read import read_lexicon
from .mentions.find import find_mentions
from .review.check import check
from .review.compare import compare, count_changes
from .review.suggest import suggest
from .review.why_zero import why_zero
from .show import findings
from .show.article import plot_shape, plot_words
from .show.edits import add_terms
from .show.explorer.explorer import explore
from .show.figures import provenance, save_figure
from .show.findings import Finding, caption
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
from .show.plots_keyness import plot_chance, plot_influence, plot_keyness
from .show.plots_trends import plot_rates, plot_sources
from .show.plots_trust import plot_agreement, plot_finds, plot_sensitivity, plot_validity
from .show.themes import plot_cooccurrence, plot_counts, plot_dispersion, plot_paragraphs
from .tables.concordance import concordance, dispersion
from .tables.cooccurrence import cooccurrence, meetings
from .tables.counts import counts, labelled
from .tables.keyness import keyness
from .tables.leave_one_out import leave_one_out
from .tables.rates import by_period, peaks, periods, rates, typical_period
from .tables.statistics import clopper_pearson, interval, sentences_needed
from .tables.words import expressions, quotations, shape
from .text.wording import listed, plural
from .trust.agreement import agreement
from .trust.codes import mark_coded, read_codes
from .trust.coding import sample_for_coding, sentences_of
from .trust.sensitivity import hinges, sensitivity
from .trust.validity import misjudged, term_validity, validity, verdicts

__all__ = [
    "add_terms",
    "check",
    "compare",
    "concordance",
    "cooccurrence",
    "count_changes",
    "counts",
    "dispersion",
    "explore",
    "expressions",
    "find_mentions",
    "findings",
    "highlight",
    "mark_coded",
    "meetings",
    "plot_cooccurrence",
    "plot_counts",
    "plot_dispersion",
    "plot_paragraphs",
    "plot_shape",
    "plot_words",
    "quotations",
    "read_articles",
    "read_codes",
    "read_lexicon",
    "shape",
    "show_concordance",
    "suggest",
    "why_zero",
]
__all__ += [
    "CITE",
    "Finding",
    "agreement",
    "agreement_finding",
    "articles_finding",
    "by_period",
    "caption",
    "chance_alt",
    "chance_finding",
    "clopper_pearson",
    "codes_finding",
    "drawn_from",
    "drawn_misses_finding",
    "duplicates",
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
    "meetings_by_chance",
    "misjudged",
    "misjudged_finding",
    "peaks",
    "periods",
    "plot_agreement",
    "plot_chance",
    "plot_finds",
    "plot_influence",
    "plot_keyness",
    "plot_rates",
    "plot_sensitivity",
    "plot_sources",
    "plot_validity",
    "plural",
    "provenance",
    "rates",
    "rates_alt",
    "rates_finding",
    "read_addresses",
    "rules_finding",
    "sample_for_coding",
    "save_figure",
    "sensitivity",
    "sensitivity_finding",
    "sentences_needed",
    "sentences_of",
    "share_text",
    "sources_alt",
    "sources_finding",
    "term_validity",
    "term_validity_finding",
    "typical_period",
    "validity",
    "validity_finding",
    "verdicts",
]
