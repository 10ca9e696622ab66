"""Characters, sentences and words: a text in, spans and words out."""
