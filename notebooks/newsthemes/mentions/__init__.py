"""The counting rule: articles and a lexicon in, the mentions table out.

find: find_mentions, step by step: a lexicon is prepared, its places found, those that count kept
forms: the inflected forms of terms that ask for them (point 9)
places: every place where a term stands (points 1 to 4), from anchors over runs to letters
anchors, lookup: which words of a text are looked at, by one run of each term
runs, index: the runs of terms and the words of a text as numbers, so that NumPy compares them
stretches: the same for scripts without spaces
words_and_wildcards: a term letter by letter, * and ? among them (points 2 to 4)
edges: where a match may begin and end (point 1)
overlaps: which places count (points 5 to 7)
"""
