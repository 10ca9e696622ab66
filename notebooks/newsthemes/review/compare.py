"""Two mentions tables -> what an edit of the lexicon changed: passages gained, lost and moved, and
the counts.
"""

from bisect import bisect_right
from collections import Counter

import pandas as pd
from pandas.api.types import union_categoricals

from ..tables.counts import LEXICON_COLUMNS, lexicon_entries
from ..text.sentences import sentence_spans

_SPAN = ["place", "start", "end"]  # the place of the article in their order
_ENTRY = ["group", "theme", "term"]
_PLACE = ["match", "start", "end", "sentence", "paragraph"]
_COLUMNS = ["change", "article", *_ENTRY, *_PLACE, *(f"{key}_before" for key in _ENTRY)]


def compare(
    before: pd.DataFrame, after: pd.DataFrame, articles: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What changed between two mentions tables of the same articles, one row a passage, in the
    order of articles and text.

    Parameters
    ----------
    before, after : from `find_mentions`, with the lexicon before and after an edit.
    articles : where given, each row has its sentence, and its order of articles holds; else that of
        `after`, then `before`.

    Returns
    -------
    `change`: "gained", "lost", or "moved", which is the same span under another theme or term;
    `article`; `group`, `theme`, `term` (of a lost one, before the edit); `match`, `start`, `end`,
    `sentence`, `paragraph` as in the mentions table; `group_before`, `theme_before`, `term_before`,
    of a moved one only, else empty; with `articles` also `text`, the sentence that the passage
    starts in, on one line.

    Raises
    ------
    ValueError where a changed passage is in an article that `articles` does not have.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade talks. Iran’s trade."]})
    >>> before, after = (find_mentions(toy, read_lexicon(themes)) for themes in (
    ...     {"Trade": ["trade"], "Iran": ["Iran"]}, {"Trade": ["trade", "trade talks"], "Asia": ["Iran"]}))
    >>> compare(before, after)[["change", "theme", "match", "start", "theme_before"]]
       change  theme        match  start theme_before
    0    lost  Trade        Trade      0
    1  gained  Trade  Trade talks      0
    2   moved   Asia         Iran     13         Iran
    """
    order = dict.fromkeys(
        [*([] if articles is None else articles["article"]), *after["article"], *before["article"]]
    )
    lost, gained = _changed(before, after, {article: place for place, article in enumerate(order)})
    rows = lost.merge(
        gained,
        on=[*_SPAN, "same", "turn"],
        how="outer",
        suffixes=("_before", ""),
        indicator="change",
    )
    rows["change"] = (
        rows["change"]
        .astype("str")
        .map({"left_only": "lost", "right_only": "gained", "both": "moved"})
    )
    for column in ["article", *_ENTRY, "match", "sentence", "paragraph"]:
        rows[column] = rows[column].where(rows["change"] != "lost", rows[f"{column}_before"])
    for column in _ENTRY:
        rows[f"{column}_before"] = rows[f"{column}_before"].where(rows["change"] == "moved", "")
    rows = rows.sort_values([*_SPAN, "group", "theme", "change"], ignore_index=True)
    rows = rows[_COLUMNS].astype({"paragraph": "int64"})
    return rows if articles is None else rows.assign(text=_sentences(rows, articles))


def count_changes(before: pd.DataFrame, after: pd.DataFrame, by: str = "theme") -> pd.DataFrame:
    """How often before and after: `before`, `after` (mentions) and `change`, their difference, one
    row for each `by`.

    `by` is "group", "theme" or "term"; a theme comes with its group, a term with both. In the order
    of the lexicon after the edit; what it no longer has comes last. `change` is what `compare`
    gained less what it lost, where a moved passage is lost to one theme or term and gained by the
    other. ValueError for another `by`.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade talks. Iran’s trade."]})
    >>> before, after = (find_mentions(toy, read_lexicon(themes)) for themes in (
    ...     {"Trade": ["trade"], "Iran": ["Iran"]}, {"Trade": ["trade", "talks"]}))
    >>> count_changes(before, after)[["theme", "before", "after", "change"]]
       theme  before  after  change
    0  Trade       2      3       1
    1   Iran       1      0      -1
    """
    if by not in LEXICON_COLUMNS:
        raise ValueError(f"by is one of {', '.join(LEXICON_COLUMNS)}, not {by!r}")
    keys = LEXICON_COLUMNS[by]
    rows = pd.concat([lexicon_entries(after), lexicon_entries(before)])
    rows = rows[rows["term"] != ""] if by == "term" else rows
    rows = rows[keys].drop_duplicates(ignore_index=True)
    for name, mentions in {"before": before, "after": after}.items():
        sizes = Counter(mentions[keys].itertuples(index=False, name=None))
        rows[name] = [sizes[key] for key in rows[keys].itertuples(index=False, name=None)]
    return rows.assign(change=rows["after"] - rows["before"])


def _changed(
    before: pd.DataFrame, after: pd.DataFrame, order: dict
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The mentions that only one of the tables has, each with the `place` of its article and its
    `turn` on its span.

    On one span, a theme's own mentions meet first (`same`), then the others in the order of group
    and theme.
    """
    columns = ["article", *_ENTRY, *_PLACE]
    rows = pd.concat([before[columns], after[columns]], keys=["before", "after"])
    rows["place"] = rows["article"].map(order)
    for key in _ENTRY:  # codes are compared many times as fast as names
        rows[key] = union_categoricals([before[key], after[key]])
    rows = rows[~rows.duplicated([*_SPAN, *_ENTRY], keep=False)].astype(
        {key: "str" for key in _ENTRY}
    )
    rows = rows.sort_values(["group", "theme"])
    rows["same"] = rows.duplicated([*_SPAN, "group", "theme"], keep=False)
    side = rows.index.get_level_values(0)
    rows["turn"] = rows.groupby([*_SPAN, "same", side]).cumcount()
    return rows[side == "before"], rows[side == "after"]


def _sentences(rows: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """The sentence that each row starts in, white space single."""
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    if strange := [article for article in rows["article"] if article not in texts]:
        raise ValueError(
            f"article {strange[0]!r} is not among the articles; give those that the mentions were found in"
        )
    spans = {article: sentence_spans(texts[article]) for article in set(rows["article"])}
    found = []
    for article, start in zip(rows["article"], rows["start"], strict=True):
        first, last = spans[article][
            bisect_right(spans[article], start, key=lambda span: span[0]) - 1
        ]
        found.append(" ".join(texts[article][first:last].split()))
    return found
