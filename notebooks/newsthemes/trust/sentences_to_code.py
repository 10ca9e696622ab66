"""How many sentences to code."""

from collections.abc import Sequence

import pandas as pd

from ..tables.bounds import sentences_needed


def sentences_to_code(widths: Sequence[float], shares: Sequence[float]) -> pd.DataFrame:
    """Returns how many sentences to code (`sentences_needed`): a row a width of the interval, a
    column a share that one expects.

    >>> sentences_to_code([0.2], [0.5, 0.95])
      interval_width  sentences_if_50%  sentences_if_95%
    0            20%               104                33
    """
    table = {"interval_width": [f"{width:.0%}" for width in widths]}
    for share in shares:
        table[f"sentences_if_{share:.0%}"] = [sentences_needed(width, share) for width in widths]
    return pd.DataFrame(table)
