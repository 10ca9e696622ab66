"""Coded sentences in; how far to trust the counts out.

sampling: which sentences to code
sample_file: those that were drawn, in a file
sheets: what the columns of a sheet are, and what is wrong with one; sample_size: how many
read_codes: filled-in sheets -> the table of codes; code_files: the files they are in; coded_sheet:
  what is coded in a sheet; saved_codes: in a page; coders: whose codes count
all_sentences: the sentences of the articles by number, what they mention, how they are coded
agreement: how far the sheets agree; passes of one language model: how far it agrees with itself
outcomes: on sentences and terms
intervals: coded sentences by stratum and kind -> how many there are in all, and what chance leaves
  open
validity: precision and recall of themes with intervals
estimated_shares: the share of sentences about each theme, by the codes
share_differences: by how much it differs between two years or sources
score_by_label: how many of the articles that people filed under a theme it finds
sensitivity: how counts and ranks move when a term or a rule changes, and who leads then
"""
