"""The mentions and articles tables in; counts, rates, intervals and tests out.

counts: how often, by theme, term, article or any column; a column a theme; labels of themes
concordance: every mention with the words beside it, and where in its article it stands
cooccurrence: whether themes share more articles than chance would bring
sentences_and_words: sentences with their tokens, function words, quotations
statistics: every interval and resampling; clusters of articles
rates: over time and by source; periods: the month, year and so on of a date
keyness: which words one part of the articles uses more than another
leave_one_out: what depends on one article or source
"""
