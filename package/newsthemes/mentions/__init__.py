"""The counting rule: articles and a lexicon in, the mentions table out.

The points are those of RULE.md.

find: find_mentions, step after step: terms and their forms, their places, those that count, a table
forms: the inflected forms of terms that ask for them (point 9)
search: every place where a term stands (points 1 to 4, and the languages of point 9)
words_and_wildcards: the pattern of a term, what may part its words, * and ? in it (points 2 to 4)
edges: where a match may begin and end (point 1)
prefilter/: the speed: what may stand where
overlaps: which places count (points 5 to 7)
places: the places that these files hand on, and the texts they are in
"""
