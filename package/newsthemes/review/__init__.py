"""A lexicon and its mentions in; what to change in the lexicon, and what a change did, out.

suggestions: themes and terms to begin with, or to add. It asks names, phrases, repeats (where names
cannot be told), keywords, and for a lexicon other_forms; suggested_yaml: as a file of themes
common_issues: the list that comes with the library, and what articles speak of; boilerplate: what
many texts share; word_forms: forms of one English word
words_of_text: the words of a text; name_runs: those that may be a name, without their titles;
name_words: the lists of words that these rules know
check: what to look at in the terms; why_nothing: why one has no mention, and which longer one holds
it; check_languages: articles in letters that no term has, or in several languages
compare: passages gained, lost and moved by an edit
"""
