"""Dictionaries of other programs in, themes out.

- detect_format: which format a file has, and who reads it
- imported_dictionary: what every parser hands its categories and terms to
- lexicoder: Lexicoder
- liwc: LIWC
- quanteda: quanteda's YAML
- theme_and_term: CSV of theme and term
"""
