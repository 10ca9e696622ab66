"""The explorer: change themes, see passages gained and lost."""
