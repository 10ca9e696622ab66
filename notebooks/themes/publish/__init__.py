"""Notebooks in; their outputs, figures and pages out."""
