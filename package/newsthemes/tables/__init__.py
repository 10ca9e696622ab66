"""The mentions and articles tables in; counts and tests out.

counts: how often, by theme, term, article, period or any column
keys: which article, theme and term a mention is of
concordance: every mention with the words beside it, and a passage on one line
cooccurrence: how often two themes meet, and how often they would if unrelated
keyness: which words one part of the articles uses more than another
sentences_and_words: sentences with their tokens, quotations, content words
side_by_side: which outlets differ, and what only one of them has
periods: the month, quarter and so on of a date
statistics: scores, and how rows change places at random
"""
