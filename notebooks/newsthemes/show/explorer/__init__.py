"""The explorer: articles and a lexicon in; themes are changed by hand, in a page or in Jupyter, and
counted at once.

page/: its template, style and scripts; front: what a page, or the frame in Jupyter, is made of
draft: in Jupyter, the lexicon in the making, and saving; explorer: the widget, and what Python
answers it
"""
