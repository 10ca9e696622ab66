"""Tables in; charts, sentences and highlighted articles out.

chart       Chart; the colours and axes that all charts share; `picture`
marks       what they draw with: rows of themes, labels, bars, points, keys
article     charts of the articles: plot_shape, plot_words
themes      charts of themes: plot_counts, plot_dispersion, plot_paragraphs, plot_cooccurrence
rates       charts of rates: plot_rates, plot_sources
many        further charts of many articles: plot_keyness, plot_meetings, plot_leave_one_out
trust       charts of coded sentences and of ranks
captions    Finding, captions, alternative texts
findings    the sentences that have no chart, with those of findings_many (rates, sources, meetings) and findings_trust
highlight   the highlighted article, to read
table       a frame as a table to read, with headers for people; all of it as CSV
edits       add_terms: a theme with more terms, and which lines that changed
explorer    the themes to edit, in JupyterLab
"""
