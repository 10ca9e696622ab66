"""The mentions and articles tables in; counts, rates, intervals and tests out.

counts: how often, by theme, term, article or any column; labels of themes
wide_counts: the same with a column for each theme
concordance: every mention with the words beside it, and where in its article it stands
cooccurrence: whether themes share more articles than chance would bring
sentences_and_words: sentences with their tokens, function words, quotations
bounds: of shares and rates; interval: rates over the articles, each with its bounds
statistics: clusters of articles, draws, scores, and what else several tests need
rates: over time and by source; periods: the month, year and so on of a date
keyness: which words one part of the articles uses more than another
"""
