"""Coded sentences in; how far to trust the counts out."""
