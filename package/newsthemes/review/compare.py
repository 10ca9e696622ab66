"""Two mentions tables -> what an edit of the lexicon changed: passages gained, lost and moved."""

import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import full_name
from ..tables.keys import TERM, article_rows, with_sentences
from ..tables.sentences_and_words import sentences_of

_SPAN = ["place", "start", "end"]  # the place of the article in their order
_PLACE = "match start end sentence paragraph".split()
_BEFORE = [f"{key}_before" for key in TERM]
_SPAN_BEFORE = ["start_before", "end_before"]
_COLUMNS = ["change", "article", *TERM, *_PLACE, *_BEFORE, *_SPAN_BEFORE]


@accepts_plain_inputs
def compare(before: pd.DataFrame, after: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """What changed between two mentions tables of the same articles, one row a passage, in the
    order of articles and text.

    Parameters
    ----------
    before, after : from `find_mentions`, with the lexicon before and after an edit.
    articles : those that both were found in; their order holds.

    Returns
    -------
    `change`: "gained", "lost", or "moved", which is the same span under another theme or term (a
    theme that is `A: War` since another group has a `War`, too, is the same), or a span of the same
    theme that overlaps with one from before (`trade`, now `trade talks`);
    `article`; `group`, `theme`, `term` (of a lost one, before the edit); `match`, `start`, `end`,
    `sentence`, `paragraph` as in the mentions table; `group_before`, `theme_before`, `term_before`,
    of a moved one only, else empty, and so `start_before`, `end_before`; `text`, the sentence that
    the passage starts in, on one line.

    Raises
    ------
    ValueError where a changed passage is in an article that `articles` does not have, or has no
    sentence.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade talks. Iran’s trade."]})
    >>> lexicon = read_lexicon({"Trade": ["trade"], "Iran": ["Iran"]})
    >>> edited = read_lexicon({"Trade": ["trade", "trade talks"], "Asia": ["Iran"]})
    >>> changes = compare(find_mentions(toy, lexicon), find_mentions(toy, edited), toy)
    >>> changes[["change", "theme", "match", "start", "theme_before"]]
      change  theme        match  start theme_before
    0  moved  Trade  Trade talks      0        Trade
    1  moved   Asia         Iran     13         Iran
    """
    lost, gained = _changed(before, after, articles)
    meet = [*_SPAN, "same", "turn"]
    kinds = {"left_only": "gained", "both": "moved"}
    gained = gained.merge(
        lost[[*meet, *TERM]], on=meet, how="left", suffixes=("", "_before"), indicator="change"
    )
    moved = pd.MultiIndex.from_frame(gained.loc[gained["change"] == "both", meet])
    lost = lost[~pd.MultiIndex.from_frame(lost[meet]).isin(moved)].assign(change="lost")
    gained["change"] = gained["change"].astype("str").map(kinds)
    for name in _SPAN_BEFORE:
        span = gained[name.removesuffix("_before")].astype("Int64")
        gained[name] = span.where(gained["change"] == "moved")
    gained, lost = _overlapping(gained, lost.reset_index(drop=True))
    rows = pd.concat([gained, lost]).fillna(dict.fromkeys(_BEFORE, ""))
    rows = rows.sort_values([*_SPAN, "group", "theme", "change"], ignore_index=True)
    rows = rows[_COLUMNS].astype({"sentence": "Int64", "paragraph": "int64"})
    changed = articles[articles["article"].isin(rows["article"])]
    texts = sentences_of(changed).set_index(["article", "sentence"])["text"]
    places = zip(rows["article"], with_sentences(rows)["sentence"], strict=True)
    return rows.assign(text=[texts[place] for place in places])


def _overlapping(gained: pd.DataFrame, lost: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Those gained, moved where a lost one of the same theme overlaps; and the lost ones without
    these. Each meets one other at most, in the order of the text.
    """
    new = gained[gained["change"] == "gained"].rename_axis("row").reset_index()
    old = lost[["place", "full_name", "start", "end"]].rename_axis("row_old").reset_index()
    old = old.rename(columns={"start": "start_old", "end": "end_old"})
    # a theme's mentions do not overlap: only the first that ends behind a start may meet it
    pairs = pd.merge_asof(
        new.sort_values("start"),
        old.sort_values("end_old"),
        left_on="start",
        right_on="end_old",
        by=["place", "full_name"],
        direction="forward",
        allow_exact_matches=False,
    )
    pairs = pairs[pairs["start_old"] < pairs["end"]].drop_duplicates("row_old")
    gained.loc[pairs["row"], "change"] = "moved"
    for name in [*_BEFORE, *_SPAN_BEFORE]:
        of_lost = lost.loc[pairs["row_old"], name.removesuffix("_before")]
        gained.loc[pairs["row"], name] = of_lost.to_numpy()
    return gained, lost.drop(index=pairs["row_old"])


def _changed(
    before: pd.DataFrame, after: pd.DataFrame, articles: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The mentions that only one of the tables has, each with the `place` of its article and its
    `turn` on its span.

    On one span, a theme's own mentions meet first (`same`), then the others in the order of their
    themes.
    """
    columns = ["article", *TERM, *_PLACE]
    rows = pd.concat([before[columns], after[columns]], keys=["before", "after"])
    rows["group"] = rows["group"].fillna("")
    rows["full_name"] = full_names(rows)
    rows = rows[~rows.duplicated(["article", "start", "end", "full_name", "term"], keep=False)]
    rows = rows.assign(place=article_rows(rows, articles)).sort_values("full_name")
    rows["same"] = rows.duplicated([*_SPAN, "full_name"], keep=False)
    side = rows.index.get_level_values(0)
    rows["turn"] = rows.groupby([*_SPAN, "same", side]).cumcount()
    return rows[side == "before"], rows[side == "after"]


def full_names(rows: pd.DataFrame, ending: str = "") -> list[str]:
    """The theme of each row behind its group: the same before and after an edit, even if it shares
    its name with another by then.
    """
    return list(map(full_name, rows[f"group{ending}"], rows[f"theme{ending}"]))
