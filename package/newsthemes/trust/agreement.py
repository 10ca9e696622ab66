"""Coded sentences -> how far the sheets agree. Each is of a coder, or a pass of a language model,
which is no coder: passes of one model show how far it agrees with itself.
"""

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Lexicon
from ..tables.keys import THEME, themes_table
from ..tables.statistics import safe_divide
from ..text.wording import plural
from .coders import decided, of_people, themes_of

MIN_CODED = 5  # sentences coded 1, below which a coefficient says nothing
ALL = "all themes"
_COLUMNS = "sentences coded both only_first only_second neither agree kappa alpha note".split()


@accepts_plain_inputs
def agreement(codes: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Per theme that somebody has coded, and in the last row over all of these: how far the sheets
    agree.

    Parameters
    ----------
    codes : from `read_codes`, of any number of sheets; cells that are not coded are left out, and
        sheets of language models, if a person has coded anything.
    lexicon : whose themes are the rows, in its order.

    Returns
    -------
    `group`, `theme`; `sentences` that two sheets or more have coded; `coded`, those to which one
    says yes; `both`, `only_first`, `only_second`, `neither` (the sheets by their names; of more
    than two, `both` is all, and the only ones are left out); `agree`, the share of equal pairs;
    Cohen's `kappa` (1960, Educational and Psychological Measurement 20: 37-46), for two sheets;
    Krippendorff's `alpha` (2011, "Computing Krippendorff's Alpha-Reliability"). `note` says why
    a coefficient is NaN. Both are of the coded sentences: if more of them mention a theme than
    in the text, as in a sample, they are higher than in the text for a rare theme. Between
    passes of one model all this is the agreement of the model with itself.

    In the last row alpha is within themes: all disagreements by those that chance would bring to
    each theme; kappa is not given there.

    Raises CodesError for a theme that the lexicon does not have, and a cell coded twice.

    >>> from newsthemes import read_lexicon
    >>> toy = pd.DataFrame({"coder": list("aaabbb"), "article": "x", "sentence": [1, 2, 3] * 2})
    >>> toy = toy.assign(group="", theme="War", code=[1, 0, 0, 1, 1, 0])
    >>> table = agreement(toy, read_lexicon({"War": ["war"]}))
    >>> table[["theme", "both", "only_first", "only_second", "neither"]].head(1)
      theme  both  only_first  only_second  neither
    0   War     1           0            1        1
    """
    done = of_people(decided(codes))
    unit = done.groupby(["article", "sentence"], sort=False).ngroup()
    done = done.assign(theme=themes_of(done, lexicon), unit=unit)
    cells = done.pivot(index=["theme", "unit"], columns="coder", values="code")
    cells = cells[cells.count(axis=1) > 1]
    theme = cells.index.get_level_values("theme")
    last = pd.DataFrame([("", ALL)], columns=THEME)
    asked = sorted(done["theme"].unique())
    themes = pd.concat([themes_table(lexicon).iloc[asked], last], ignore_index=True)
    rows = [_row(cells[theme == at]) for at in asked]
    table = themes.join(pd.DataFrame([*rows, _row(cells)], columns=_COLUMNS))
    table.loc[len(rows), "kappa"] = np.nan
    if len(cells.columns) > 2:
        table = table.drop(columns=["only_first", "only_second"])
    return table


def _row(cells: pd.DataFrame) -> tuple:
    """The values of _COLUMNS, from the codes of themes and sentences (rows) by coders (columns),
    of which every row has two or more.
    """
    ones, sheets = cells.sum(axis=1), cells.count(axis=1)
    zeros = sheets - ones
    coded = int((ones > 0).sum())
    only_first = only_second = 0
    if len(cells.columns) == 2:
        first, second = cells.iloc[:, 0], cells.iloc[:, 1]
        only_first, only_second = (first > second).sum(), (second > first).sum()
    pairs = (sheets * (sheets - 1)).sum()
    agree = float(safe_divide(pairs - 2 * (ones * zeros).sum(), pairs))
    alpha, kappa = _alpha(ones, zeros), np.nan
    note = _note(len(cells), coded, alpha)
    if note:
        alpha = np.nan
    elif len(cells.columns) == 2:
        yes = cells.mean()
        by_chance = yes.prod() + (1 - yes).prod()
        kappa = float(safe_divide(agree - by_chance, 1 - by_chance))
    both, neither = (zeros == 0).sum(), (ones == 0).sum()
    return len(cells), coded, both, only_first, only_second, neither, agree, kappa, alpha, note


def _alpha(ones: pd.Series, zeros: pd.Series) -> float:
    """Krippendorff's alpha, from how many coders say 1 and 0 of each theme and sentence: all
    disagreement by what chance would bring theme by theme.
    """
    differ = 2 * ones * zeros / (ones + zeros - 1)
    ones, zeros = (codes.groupby(level="theme").sum() for codes in (ones, zeros))
    expected = 2 * ones * zeros / (ones + zeros - 1)
    return float(1 - safe_divide(differ.sum(), expected.sum()))


def _note(size: int, coded: int, alpha: float) -> str:
    """Why there is no coefficient; empty where there is one."""
    if not size:
        return "no sentence that two sheets have coded"
    if coded < MIN_CODED:
        return f"seen in {plural(coded, 'sentence')}: too few for a coefficient"
    if np.isnan(alpha):
        return "seen in every sentence: nothing to tell apart, so no coefficient"
    return ""
