"""Any file of themes in, a Lexicon out; edited, and saved as YAML.

- model: Lexicon, its terms, what could not be carried over, a theme by its name; the errors that
  say where, why and what to do
- read_lexicon: themes.yaml, another program's dictionary or a dict -> Lexicon; lexicon_files: the
  bytes of a file, by the format that it has
- syntax: YAML text -> nodes, and names and terms -> YAML; whether the case of a term counts
- yaml_themes, yaml_to_terms: nodes -> every theme, where it stands, and its terms, checked
- arguments: what a public function is called with, as the tables and the lexicon it works with
- edit, yaml_spans: themes and their lines changed, renamed, added, removed; comments are kept
- add_terms: terms added to a theme
- save_lexicon: to disk
- imports/: other programs' dictionaries -> our YAML
"""
