"""The counting rule: articles and a lexicon in, the mentions table out.

index: the words of a text and the terms of a lexicon as numbers, so that numpy finds which meet
match: every place where a term stands (points 1 to 4)
overlaps: which of these places count (points 5 to 7)
find: find_mentions, the mentions table
"""
