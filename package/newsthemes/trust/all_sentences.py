"""All sentences of the articles by number: which themes they mention, and how they are coded."""

import warnings

import numpy as np
import pandas as pd

from ..lexicon.model import Lexicon, full_name
from ..tables.keys import article_rows, known_rows, theme_numbers, with_sentences
from ..text.tokens import sentence_counts
from .coders import decided, of_people, themes_of
from .sheets import CodesError, CodesWarning

BETWEEN = "; "  # names in a cell of a sample


class AllSentences:
    """The sentences of the articles, numbered from 0 in the order of the text (rows), and the
    lexicon's themes (columns).
    """

    def __init__(self, articles: pd.DataFrame, lexicon: Lexicon):
        # as objects, ids are found in half the time, and texts are read once
        self.articles = articles.astype({"article": object, "text": object})
        self.lexicon, self.numbers = lexicon, sentence_counts(self.articles)
        self.before = np.cumsum(self.numbers) - self.numbers
        self.article = np.repeat(np.arange(len(self.articles)), self.numbers)
        self.shape = len(self.article), len(lexicon.themes)

    def rows(self, table: pd.DataFrame, name: str) -> np.ndarray:
        """Of each row of a table with `article` and `sentence` the number of its sentence; -1, and
        a CodesWarning, where the article is not there. CodesError where the sentence is not.
        """
        row, sentence = known_rows(table, self.articles), table["sentence"].to_numpy("int64")
        elsewhere = row < 0
        lost = (sentence < 1) | (sentence > np.append(self.numbers, 0)[row])
        for first in table[lost & ~elsewhere].head(1).itertuples():
            where = f"sentence {first.sentence} of article {first.article!r}"
            raise CodesError(f"{name}: there is no {where}; give the articles that they are of")
        if elsewhere.any():
            articles = table.loc[elsewhere, "article"].nunique()
            problem = f"left out: rows of the {name}: {elsewhere.sum():,}; "
            problem += f"articles that are not there: {articles:,}"
            warnings.warn(problem, CodesWarning, stacklevel=5)
        return np.where(elsewhere, -1, np.append(self.before, 0)[row] + sentence - 1)

    def id_of(self, row: np.ndarray | int) -> tuple:
        """The article and the number in it of a sentence, or of several."""
        article = self.article[row]
        return self.articles["article"].to_numpy()[article], row - self.before[article] + 1

    def mentioned(self, mentions: pd.DataFrame) -> np.ndarray:
        """Whether each sentence has a mention of each theme."""
        theme = theme_numbers(with_sentences(mentions), self.lexicon)
        article_rows(mentions, self.articles)  # an error where one is not there
        mentioned = np.zeros(self.shape, dtype=bool)
        mentioned[self.rows(mentions, "mentions"), theme] = True
        return mentioned

    def sheets(self, codes: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Of each sentence and theme how many sheets say 1, how many have coded it, and how many
        are unsure of it: those of people, if there are any.
        """
        yes, coded, unsure = np.zeros((3, *self.shape), dtype="int64")
        done = of_people(self._placed(decided(codes)))
        place = done["row"], done["theme"]
        np.add.at(yes, place, done["code"])
        np.add.at(coded, place, 1)
        unanswered = codes[codes["code"].isna() & codes["coder"].isin(done["coder"])]
        unanswered = self._placed(unanswered)
        np.add.at(unsure, (unanswered["row"], unanswered["theme"]), 1)
        return yes, coded, unsure

    def _placed(self, codes: pd.DataFrame) -> pd.DataFrame:
        """The codes with the numbers of their sentences and themes, of articles that are there."""
        theme = themes_of(codes, self.lexicon)
        return codes.assign(row=self.rows(codes, "codes"), theme=theme).query("row >= 0")


def names_in_sample(lexicon: Lexicon) -> np.ndarray:
    """What a sample calls the themes: the same, whether another group has a theme of the name."""
    return np.array([full_name(group, theme) for theme, group in lexicon.groups.items()], object)


def themes_named(cells: pd.Series, lexicon: Lexicon) -> np.ndarray:
    """Which themes (columns) each cell of a sample (rows) names.

    >>> from newsthemes import read_lexicon
    >>> lexicon = read_lexicon({"Trade": ["trade"], "War": ["war"]})
    >>> themes_named(pd.Series(["War; Trade", "War", ""]), lexicon).tolist()
    [[True, True], [False, True], [False, False]]
    """
    cells = BETWEEN + cells.fillna("") + BETWEEN
    names = BETWEEN + names_in_sample(lexicon) + BETWEEN
    return np.array([cells.str.contains(name, regex=False) for name in names], bool).T
