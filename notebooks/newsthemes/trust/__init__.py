"""Coded sentences in; how far to trust the counts out.

sampling: which sentences to code; strata: all sentences, and the strata that they are drawn from
sheets: what sheets of codes are about; sentences_to_code: how many
sample_file: which sentences were drawn
read_codes: filled-in sheets -> the table of codes
agreement: how far the sheets agree; passes of one language model: how far it agrees with itself
verdicts: on sentences and terms
validity: precision and recall of themes with intervals
corrected: the share of sentences about each theme, corrected by the codes
corrected_difference: of two themes, periods or sources
recall_by_label: how many of the articles that people filed under a theme it finds
sensitivity: how counts and ranks move when a term or a rule changes, and who leads then
"""
