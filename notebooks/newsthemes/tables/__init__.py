"""The mentions and articles tables in; counts, rates, intervals and tests out.

counts: how often, by theme, term, article or any column; a column a theme; labels; words and
sentences of articles concordance: every mention with the words beside it, and where in its article
it stands cooccurrence: which themes share sentences, paragraphs or articles, and the test against
chance words: sentences, quotations, tokens, content words and collocations statistics: every
interval and resampling; clusters of articles rates: over time and by source, peaks; periods: the
month, year and so on of a date keyness: which words one part of the articles uses more than another
leave_one_out: what depends on one article or source
"""
