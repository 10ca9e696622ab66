"""Dictionaries of other programs in, themes out."""
