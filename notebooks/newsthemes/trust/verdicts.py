"""Mentions and coded sentences -> what the count says of each sentence and theme beside what the
sheets say, and how many of the matches of each term are right.
"""

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..tables.counts import LEXICON_COLUMNS, entries_of
from ..tables.statistics import divided, summed
from .read_codes import decided, no_sentence, themes_of
from .sheets import checked_mentions, sentences_of

RIGHT, WRONG, MISSED = "true positive", "false positive", "false negative"
DISPUTED = "disputed"
SENTENCE, THEME = ["article", "sentence"], ["group", "theme"]


@takes_any_form
def verdicts(
    mentions: pd.DataFrame, codes: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon
) -> pd.DataFrame:
    """Every coded sentence and theme: what the count says beside what the sheets say.

    Parameters
    ----------
    mentions, articles, lexicon : from `find_mentions`, and what they were found in and with.
    codes : from `read_codes`. Where several sheets code a cell, most of them decide; half and half
        is disputed.

    Returns
    -------
    One row a theme and sentence that is coded, in the order of lexicon and text: `group`, `theme`,
    `article`, `sentence`, `outcome` ("true positive", "false positive", "false negative", "true
    negative", "disputed"), `found` (it has a mention), `terms` (that found it), `codes` (how many
    sheets say 1, of how many), `text`.

    Raises
    ------
    CodesError for codes of a theme, an article or a sentence that is not there; ValueError for
    mentions of a theme that is not, and for mentions without the numbers of their sentences.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade is up. Exports fell. All is well."]})
    >>> coded = pd.DataFrame({"coder": "x", "article": "a", "sentence": [1, 2, 3]})
    >>> coded = coded.assign(group="", theme="Trade", code=[1, 1, 0])
    >>> lexicon = read_lexicon({"Trade": ["trade"]})
    >>> table = verdicts(find_mentions(toy, lexicon), coded, toy, lexicon)
    >>> table[["sentence", "outcome", "terms", "codes"]]
       sentence         outcome  terms   codes
    0         1   true positive  trade  1 of 1
    1         2  false negative         1 of 1
    2         3   true negative         0 of 1
    """
    done = decided(codes).astype({"article": object})
    cells = done.groupby([*THEME, *SENTENCE], sort=False)["code"].agg(["sum", "count"])
    table = _in_order(cells.reset_index(), articles, lexicon)
    found = checked_mentions(mentions, lexicon).sort_values("start", kind="stable")
    found = found[[*THEME, *SENTENCE, "term"]].drop_duplicates()
    terms = found.groupby([*THEME, *SENTENCE], sort=False)["term"].agg(", ".join)
    table = table.merge(terms.rename("terms").reset_index(), how="left", on=[*THEME, *SENTENCE])
    table["found"] = table["terms"].notna()
    seen = table["sum"] / table["count"]
    cases = [seen == 0.5, table["found"] & (seen > 0.5), table["found"], seen > 0.5]
    table["outcome"] = np.select(cases, [DISPUTED, RIGHT, WRONG, MISSED], "true negative")
    table["codes"] = table["sum"].astype(str) + " of " + table["count"].astype(str)
    table["terms"] = table["terms"].fillna("")
    texts = dict.fromkeys([*THEME, "outcome", "terms", "codes", "text"], "str")
    return table[[*THEME, *SENTENCE, "outcome", "found", "terms", "codes", "text"]].astype(texts)


def _in_order(cells: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """The coded cells with their sentences' text, theme by theme in the lexicon's order. CodesError
    for what is not there.
    """
    place = {pair: number for number, pair in enumerate(lexicon.themes)}
    themes = [place[pair] for pair in themes_of(cells, lexicon)]
    cells = cells.assign(theme_order=np.array(themes, dtype="int64"))
    sentences = sentences_of(articles[articles["article"].isin(cells["article"])])
    known = sentences.reset_index(names="order").astype({"article": object})
    table = cells.merge(known, how="left", on=SENTENCE)
    lost = table[table["order"].isna()]
    if len(lost):
        raise no_sentence(lost)
    return table.sort_values(["theme_order", "order"], ignore_index=True)


@takes_any_form
def term_validity(
    mentions: pd.DataFrame, codes: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon
) -> pd.DataFrame:
    """Per term: how many of its matches are right.

    Parameters
    ----------
    mentions, codes, articles, lexicon : as in `verdicts`, and so are the errors.

    Returns
    -------
    A row a term, in the lexicon's order: `group`, `theme`, `term`; `sentences` that it matches and
    that are decided, of them `true_positives` and `false_positives`; `disputed_found`, those beside
    them on which the sheets are divided; `precision`, NaN where there is no such sentence; and of
    the sentences those that only this term matches, `only_true_positives` and
    `only_false_positives`: what leaving it out would lose and spare. A sentence that was missed
    belongs to no term.
    """
    table = verdicts(mentions, codes, articles, lexicon).astype({"article": object})
    columns = [*THEME, "term", *SENTENCE]
    found = checked_mentions(mentions, lexicon)[columns].drop_duplicates()
    found = found.merge(table, on=[*THEME, *SENTENCE])
    right, wrong = found["outcome"] == RIGHT, found["outcome"] == WRONG
    only = found["terms"] == found["term"]
    numbers = {
        "sentences": right | wrong,
        "true_positives": right,
        "false_positives": wrong,
        "disputed_found": ~(right | wrong),
        "only_true_positives": only & right,
        "only_false_positives": only & wrong,
    }
    result, entry = entries_of(found, lexicon, LEXICON_COLUMNS["term"])
    sums = summed(np.column_stack(list(numbers.values())), entry, len(result))
    result[list(numbers)] = sums.astype("int64")
    result.insert(7, "precision", divided(result["true_positives"], result["sentences"]))
    return result
