"""Files in, the articles table out."""
