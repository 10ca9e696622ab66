"""Several texts or outlets side by side: in which is a theme mentioned more, and what has only one
of them.
"""

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Lexicon
from ..text.tokens import word_counts
from .concordance import passage
from .counts import MEASURES, counts
from .keys import THEME, article_rows, theme_numbers
from .periods import check_by, values_by
from .statistics import safe_divide

MOST_COLUMNS = 8  # that fit side by side
# standard errors beyond which two rates differ clearly
OF_TEXTS = 1.75  # of single texts: people's marks order the two alike
OF_SEVERAL = 2.6  # of several articles a column: chance seldom makes such a difference


@accepts_plain_inputs
def side_by_side(
    mentions: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon, by: str = "source"
) -> pd.DataFrame:
    """How often each theme is mentioned in each of a few texts or outlets, and where it is so much
    more often than in another that it is worth a word. That is said of these articles: never of an
    outlet's habits.

    Parameters
    ----------
    mentions, articles, lexicon : as in `counts`.
    by : "article", "source", another column of the articles, or a period. Of more than eight values
        the seven with most words stay, and all others are counted as one.

    Returns
    -------
    The table of `counts(..., by=["theme", by])`, with a column `differs`: the values of `by` that
    mention the theme at a much lower rate, joined by ", "; else empty. A row without words, or
    without a value, is not compared. ValueError for what `by` cannot be.

    A rate is much lower if the logarithm of the ratio of the two, each with half a mention more, is
    more than so many times its standard error, the root of the sum of 1 / (mentions + 1/2). Of
    single texts that is 1.75 times: people's marks ordered all 45 such pairs alike on which
    that was chosen, and 53 of 56 where the limit was chosen on four events and tried on the
    fifth. Of two texts drawn at random 8.4% of the themes differ so, too. If a value has
    several articles, the error grows with how much the theme's mentions vary between articles
    of one value (quasi-Poisson: Wedderburn 1974, Biometrika 61: 439-447), and it is 2.6 times:
    of pairs of outlets to which articles were dealt at random, 0.4% to 3.0% differ so
    (benchmarks/side_by_side.md).

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a", "b"], "text": ["Trade. " * 9, "Rain. " * 9]})
    >>> lexicon = read_lexicon({"Trade": ["trade"]})
    >>> table = side_by_side(find_mentions(toy, lexicon), toy, lexicon, by="article")
    >>> table[["theme", "article", "mentions", "differs"]]
       theme article  mentions differs
    0  Trade       a         9       b
    1  Trade       b         0
    """
    check_by("side_by_side", articles, by, [*THEME, *MEASURES, "differs"])
    values = values_by(articles, by)
    names = values.dropna().drop_duplicates()
    if by != "article":  # those stand in the order of the table
        names = names.sort_values()
    names = names.tolist()
    if len(names) > MOST_COLUMNS:
        words = pd.Series(word_counts(articles), articles.index)
        most = words.groupby(values).sum().nlargest(MOST_COLUMNS - 1).index
        others = f"others: {len(names) - len(most):,}"
        values = values.astype(object).where(values.isin(most) | values.isna(), others)
        names = [*(name for name in names if name in most), others]
    column = pd.Categorical(values, names)
    side = counts(mentions, articles.assign(column=column), lexicon, ["theme", "column"])
    side = side.rename(columns={"column": by}).astype({by: object})
    spread, limit = _spread(mentions, articles, lexicon, values)
    spread = dict(zip(lexicon.themes, spread, strict=True))
    more = side["mentions"].to_numpy(dtype="float64") + 0.5
    log_rate = np.log(safe_divide(more, side["words"].to_numpy(dtype="float64")))
    of_row = side[by].astype("str").fillna("").to_numpy()
    log_rate[of_row == ""] = np.nan
    differs = np.full(len(side), "", dtype=object)
    for theme, rows in side.groupby("theme", sort=False).indices.items():
        ratio = log_rate[rows][:, None] - log_rate[rows]
        variance = spread[theme] * (1 / more[rows][:, None] + 1 / more[rows])
        for row, lower in zip(rows, ratio > limit * np.sqrt(variance), strict=True):
            differs[row] = ", ".join(of_row[rows][lower])
    return side.assign(differs=pd.Series(differs, side.index, dtype="str"))


def _spread(
    mentions: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon, values: pd.Series
) -> tuple[np.ndarray, float]:
    """Of each theme how many times as much its mentions vary, from article to article of one value,
    as by chance: Pearson's statistic by its degrees of freedom, 1 at least. And after how many
    standard errors a difference is told.
    """
    words = word_counts(articles)
    number, names = pd.factorize(values)  # -1: none
    free = (number >= 0).sum() - len(names)
    if not free:
        return np.ones(len(lexicon.themes)), OF_TEXTS
    row = article_rows(mentions, articles)
    theme = theme_numbers(mentions, lexicon)
    times = pd.DataFrame({"theme": theme, "row": row, "value": number[row]}).query("value >= 0")
    times = times.value_counts().rename("times").reset_index()
    of_value = pd.Series(words).groupby(number).sum()
    rate = times.groupby(["theme", "value"])["times"].transform("sum")
    expected = rate * words[times["row"]] / times["value"].map(of_value)
    # articles without a mention add what is expected of them, and all that is expected are all
    statistic = (times["times"] ** 2 / expected - times["times"]).groupby(times["theme"]).sum()
    spread = statistic.reindex(range(len(lexicon.themes)), fill_value=0) / free
    return spread.clip(lower=1).to_numpy(), OF_SEVERAL


@accepts_plain_inputs
def only_in(mentions: pd.DataFrame, articles: pd.DataFrame, by: str = "source") -> pd.DataFrame:
    """The themes that some values of a column of the articles have and the others have not.

    Parameters
    ----------
    mentions, articles : from `find_mentions`, and what they were found in. Articles without a value
        are left out.
    by : the column, or a period, such as "source", "article", "year".

    Returns
    -------
    A row a theme that not all have: `group`, `theme`, `only_in` and `not_in` (values, joined by
    ", "), `mentions`, `passage` (the first, with the words beside it); those that one alone has
    come first, the most mentioned on top.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"text": ["Trade and war.", "On trade."], "source": ["A", "B"]})
    >>> mentions = find_mentions(toy, read_lexicon({"Trade": ["trade"], "War": ["war"]}))
    >>> only_in(mentions, toy)[["theme", "only_in", "not_in", "passage"]]
      theme only_in not_in         passage
    0   War       A      B  Trade and war.
    """
    check_by("only_in", articles, by)
    values = values_by(articles, by)
    values = values.astype("str").where(values.notna())
    all_values = values.dropna().unique()
    row = article_rows(mentions, articles)
    placed = mentions.assign(row=row, value=values.to_numpy()[row]).dropna(subset="value")
    texts = articles["text"].tolist()
    rows = []
    for (group, theme), of_theme in placed.groupby(THEME, sort=False, dropna=False):
        is_in = np.isin(all_values, of_theme["value"])
        if is_in.all():
            continue
        first = of_theme.iloc[0]
        with_it = ", ".join(all_values[is_in])
        without_it = ", ".join(all_values[~is_in])
        words = passage(texts[first["row"]], first["start"], first["end"])
        rows.append((is_in.sum(), group, theme, with_it, without_it, len(of_theme), words))
    names = ["columns", *THEME, "only_in", "not_in", "mentions", "passage"]
    table = pd.DataFrame(rows, columns=names)
    table = table.sort_values(["columns", "mentions"], ascending=[True, False], kind="stable")
    return table.drop(columns="columns").reset_index(drop=True)
