"""Any file of themes in, a Lexicon out; and back."""
