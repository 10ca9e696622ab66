"""The mentions table in; counts, rates, intervals, tests out."""
