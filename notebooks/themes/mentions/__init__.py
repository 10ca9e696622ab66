"""The counting rule: articles and a lexicon in, the mentions table out."""
