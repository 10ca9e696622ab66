"""The counting rule: articles and a lexicon in, the mentions table out.

find: find_mentions, step by step: a lexicon is prepared, its places found, those that count kept
forms: the inflected forms of terms that ask for them (point 9)
places: every place where a term stands (points 1 to 4): candidates, and the pattern of a term
edges: where a match may begin and end (point 1)
words_and_wildcards: the pattern of a term, * and ? in it (points 2 to 4)
overlaps: which places count (points 5 to 7)
prefilter/: the speed: what may stand where
"""
