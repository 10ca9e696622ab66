"""Tables in; charts, highlighted articles and the explorer out.

save            the last line of a cell: a chart or a table to its file, and shown once; save_to
alt_text        the alternative text of a chart, read off its axes
fonts           fonts for letters that the usual one lacks
axes            what the charts are drawn with: axes of a size, labels of rows, numbers
colors          group_colors: a color a group, the same everywhere
plot_bars       bars to the right: plot_bars, plot_counts
plot_dispersion where in one article each theme is mentioned
plot_intervals  dots with their intervals
plot_over_time  shares of articles over time, where a gap is a gap
leaders         which theme is mentioned most, in a sentence
without_text    text in outputs of cells
highlight       the highlighted article, to read
coding          the page on which people code sentences
explorer        the themes to edit, in a page and in Jupyter
"""
