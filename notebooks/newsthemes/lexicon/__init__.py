"""Any file of themes in, a Lexicon out; edited, and saved as YAML.

- model: Lexicon, its terms, what could not be carried over, and the errors that say where, why and
  what to do
- read_lexicon: themes.yaml, another program's dictionary or a dict -> Lexicon
- syntax: YAML text -> nodes, and names and terms -> YAML
- arguments: what a public function is called with, as the tables and the lexicon it works with
- add_terms: terms added to a theme
- yaml_to_terms: the text of themes.yaml -> the terms, checked
- edit, edit_entries: a theme's lines changed, renamed, added, removed, its comments kept; to disk
- yaml_places: where each theme and each of its entries stands in the text
- imports/: other programs' dictionaries -> our YAML
"""
