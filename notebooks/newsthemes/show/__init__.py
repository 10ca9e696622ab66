"""Tables in; charts, sentences and highlighted articles out.

chart         Chart and the axes that all charts share; `picture`; colours: those of the groups
plot_marks    what they draw with: rows of themes, labels, bars, points, keys
plot_article  charts of the articles: plot_shape, plot_words
plot_themes   charts of themes: plot_counts, plot_dispersion, plot_paragraphs, plot_cooccurrence
plot_rates    charts of rates: plot_rates, plot_sources
plot_many     further charts of many articles: plot_keyness, plot_meetings, plot_leave_one_out
plot_trust    charts of coded sentences and of ranks
captions      Finding, captions, alternative texts
findings      the sentences that have no chart, with those of findings_many (rates, sources,
meetings) and findings_trust highlight     the highlighted article, to read table         a frame as
a table to read; all of it as CSV; headers: what people call its columns add_terms     a theme with
more terms, and which lines that changed explorer      the themes to edit, in a page and in Jupyter
"""
