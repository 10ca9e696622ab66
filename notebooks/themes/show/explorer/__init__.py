"""The explorer: articles and a lexicon in, widgets out; themes are changed there, and passages gained and lost seen at once.

explorer: what happens when its widgets are used, and what they show; draft: the lexicon in the making, its faults, saving
widgets: the widgets and their layout; html: the tables and bars that they show
"""
