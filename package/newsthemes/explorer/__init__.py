"""The explorer in Jupyter: themes are edited, and the counts follow.

- explore: what `nt.explore` returns, and what it tells its frame: suggestions and checks, too
- draft: the themes as they are edited, what they count, how they are saved
- widget: the frame that holds the page; its scripts are in page/scripts/
"""
