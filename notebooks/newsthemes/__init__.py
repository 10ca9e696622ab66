"""Count themes in news articles: which, how often, where, and in which words. What the notebooks
use, room by room.

articles   read_articles: files -> the articles table
lexicon    read_lexicon: any file of themes and their terms -> Lexicon
mentions   find_mentions: articles, lexicon -> the mentions table
tables     what is computed from it: counts, dispersion, cooccurrence, meetings, concordance; of the
           articles: shape, expressions, quotations
review     another choice of terms: suggest, compare, count_changes, why_zero, check
trust      read_codes: coded sheets -> what a reader found; mark_coded; lead: who leads, and how
solid that is show       plot_...: tables -> a Chart; findings: tables -> sentences; table: a frame
to read and to
           take away; highlight, explore, add_terms

Everything else is imported from its room.
"""

# ruff: noqa: F401 (what is imported here is what there is)

import pandas as pd

from .articles.near_duplicates import duplicates
from .articles.read import read_articles
from .lexicon.read import read_lexicon
from .mentions.find import find_mentions
from .review.check import check
from .review.compare import compare, count_changes
from .review.suggest import suggest
from .review.why_zero import reasons_to_read, why_zero
from .show import findings
from .show.add_terms import add_terms
from .show.explorer.explorer import explore
from .show.highlight import highlight, show_text
from .show.plot_article import plot_shape, plot_words
from .show.plot_many import plot_keyness, plot_leave_one_out, plot_meetings
from .show.plot_rates import plot_rates, plot_sources
from .show.plot_themes import plot_cooccurrence, plot_counts, plot_dispersion, plot_paragraphs
from .show.plot_trust import plot_agreement, plot_finds, plot_sensitivity, plot_validity
from .show.table import table
from .tables.concordance import concordance, dispersion
from .tables.cooccurrence import cooccurrence, meetings, meetings_by_chance
from .tables.counts import counts
from .tables.keyness import keyness
from .tables.leave_one_out import leave_one_out
from .tables.passages import (
    article_full_of,
    article_named,
    first_passages,
    latest_passages,
    leading_theme,
    titles,
)
from .tables.periods import periods, typical_period
from .tables.rates import by_period, peaks, rates
from .tables.statistics import interval
from .tables.words import expressions, quotations, shape
from .trust.agreement import agreement
from .trust.codes import mark_coded, read_codes, read_sample
from .trust.coding_sheet import sentences_table
from .trust.sensitivity import hinges, sensitivity
from .trust.validity import misjudged, term_validity, validity, verdicts
from .trust.who_leads import lead

pd.options.display.html.use_mathjax = False  # a headline with two dollar signs is no mathematics

__all__ = sorted(name for name, value in globals().items() if callable(value) or value is findings)
