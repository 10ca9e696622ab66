"""Any file of themes in, a Lexicon out; edited, saved and written in the formats of other programs.

model: Lexicon, its terms, what could not be carried over, and the errors that say where, why and
what to do read: themes.yaml, another program's dictionary or a dict -> Lexicon syntax: YAML text ->
nodes, and names and terms -> YAML edit: a theme's lines changed, renamed, added, removed, with all
comments kept; to disk places: where each theme and each of its entries stands in the text export: a
Lexicon -> a file in any format imports/: other programs' dictionaries -> our YAML
"""
