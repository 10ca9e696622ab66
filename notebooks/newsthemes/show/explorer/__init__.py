"""The explorer: articles and a lexicon in; themes are changed by hand, in a page or in Jupyter, and
counted at once.

frontend/: its template, style and scripts
frontend_files: what a page, or the frame in Jupyter, is made of
draft: in Jupyter, the lexicon in the making, and saving
front: the widget; explore: what it shows, and what Python answers it
"""
