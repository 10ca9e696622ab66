"""A lexicon and its mentions in; what to change in the lexicon, and what a change did, out.

why_zero: why a term has no mention, and what became of every place where a term stands
check: what to look at in the terms
suggest: which words and phrases may be missing
compare: passages gained, lost and moved by an edit, and the counts before and after
"""
