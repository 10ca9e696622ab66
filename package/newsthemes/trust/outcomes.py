"""Mentions and coded sentences -> what the count says of each sentence and theme beside what the
sheets say, and how many of the matches of each term are right.
"""

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Lexicon
from ..tables.keys import TERM, entries_of, theme_numbers, themes_table
from ..tables.sentences_and_words import sentences_of
from ..tables.statistics import safe_divide
from .all_sentences import AllSentences
from .sheets import KEYS

RIGHT, WRONG, MISSED = "true positive", "false positive", "false negative"
TIED = "tied"


@accepts_plain_inputs
def outcomes(
    mentions: pd.DataFrame, codes: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon
) -> pd.DataFrame:
    """Every coded sentence and theme: what the count says beside what the sheets say.

    Parameters
    ----------
    mentions, articles, lexicon : from `find_mentions`, and what they were found in and with.
    codes : from `read_codes`. Where several sheets code a cell, most of them decide; half and half
        is tied. Those of language models count only where no person has coded anything.

    Returns
    -------
    One row a theme and sentence that is coded, in the order of lexicon and text: `group`, `theme`,
    `article`, `sentence`, `outcome` ("true positive", "false positive", "false negative", "true
    negative", "tied"), `terms` (that found it), `codes` (how many sheets say 1, of how many),
    `share_yes` (that share: the nearer to .5, the more they differ), `text`.

    Raises
    ------
    CodesError for codes of a theme, an article or a sentence that is not there; ValueError for
    mentions of a theme that is not, and for mentions without the numbers of their sentences.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade is up. Exports fell. All is well."]})
    >>> coded = pd.DataFrame({"coder": "x", "article": "a", "sentence": [1, 2, 3]})
    >>> coded = coded.assign(group="", theme="Trade", code=[1, 1, 0])
    >>> lexicon = read_lexicon({"Trade": ["trade"]})
    >>> table = outcomes(find_mentions(toy, lexicon), coded, toy, lexicon)
    >>> table[["sentence", "outcome", "terms", "codes"]]
       sentence         outcome  terms   codes
    0         1   true positive  trade  1 of 1
    1         2  false negative         1 of 1
    2         3   true negative         0 of 1
    """
    table = _judged(mentions, codes, articles, lexicon)
    sentences = sentences_of(articles[articles["article"].isin(table["article"])])
    table = table.merge(sentences.astype({"article": object}), how="left", on=KEYS[:2])
    return table.assign(terms=table["terms"].map(", ".join))


def _judged(
    mentions: pd.DataFrame, codes: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon
) -> pd.DataFrame:
    """The table of `outcomes`, without the text, and with lists of terms."""
    text = AllSentences(articles, lexicon)
    yes, sheets, _ = text.sheets(codes)
    has_mention = text.mentioned(mentions)
    theme, row = np.nonzero(sheets.T)
    table = themes_table(lexicon).take(theme).reset_index(drop=True)
    table["article"], table["sentence"] = text.id_of(row)
    yes = yes[row, theme]
    sheets = sheets[row, theme]
    has_mention = has_mention[row, theme]
    share = yes / sheets
    cases = [share == 0.5, has_mention & (share > 0.5), has_mention, share > 0.5]
    table["outcome"] = np.select(cases, [TIED, RIGHT, WRONG, MISSED], "true negative")
    places = mentions.sort_values("start").assign(row=lambda rows: text.rows(rows, "mentions"))
    places = places.assign(theme=theme_numbers(places, lexicon))
    places = places.drop_duplicates(["theme", "row", "term"])
    terms = places.groupby(["theme", "row"])["term"].agg(list).to_dict()
    table["terms"] = [terms.get(place, []) for place in zip(theme, row, strict=True)]
    table["codes"] = list(map("{} of {}".format, yes, sheets))
    table["share_yes"] = share
    return table


def term_validity(
    mentions: pd.DataFrame, codes: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon
) -> pd.DataFrame:
    """Per term: how many of its matches are right, as `validity` with by="term" returns it."""
    cases = _judged(mentions, codes, articles, lexicon)
    only = cases["terms"].map(len) == 1
    right = cases["outcome"] == RIGHT
    wrong = cases["outcome"] == WRONG
    numbers = {
        "sentences": right | wrong,
        "true_positives": right,
        "false_positives": wrong,
        "only_true_positives": only & right,
        "only_false_positives": only & wrong,
    }
    cases = cases.assign(**numbers).explode("terms").rename(columns={"terms": "term"})
    cases = cases.dropna(subset="term")
    result, entry = entries_of(cases, lexicon, TERM)
    sums = cases[list(numbers)].astype(int).groupby(entry).sum()
    result = result.join(sums.reindex(result.index, fill_value=0))
    result.insert(6, "precision", safe_divide(result["true_positives"], result["sentences"]))
    return result
