"""A lexicon and its mentions in; what to change out."""
