"""A lexicon and its mentions in; what to change in the lexicon, and what a change did, out.

suggest: which words and phrases may be missing
check: what to look at in the terms; why_nothing: why one has no mention; check_languages: articles
in letters that no term has
compare: passages gained, lost and moved by an edit, and the counts before and after
"""
