"""Of a table of codes those that count: a person's before a language model's, each cell once."""

import pandas as pd

from ..lexicon.model import Lexicon, LexiconError
from .sheets import CELL, CodesError


def of_model(coder: str) -> bool:
    """Whether a sheet is a pass of a language model: its name begins with "model-".

    >>> of_model("Model-first"), of_model("maria")
    (True, False)
    """
    return str(coder).lower().startswith("model-")


def of_people(codes: pd.DataFrame) -> pd.DataFrame:
    """The codes of people; if no person has coded anything, those of language models."""
    models = codes["coder"].map(of_model).astype(bool)
    return codes[~models | models.all()]


def decided(codes: pd.DataFrame) -> pd.DataFrame:
    """Of a table of codes the rows that hold one; CodesError for a cell coded twice, or no 0 and
    no 1.
    """
    done = codes.dropna(subset="code")
    wrong = done[~done["code"].isin([0, 1]) | done.duplicated(CELL)]
    for row in wrong.head(1).itertuples():
        sentence = f"sentence {row.sentence} of article {row.article!r}"
        where = f"coder {row.coder}, {sentence}, theme {row.theme}"
        raise CodesError(f"{where}: coded twice, or not 0 and not 1 ({row.code}); keep one 0 or 1")
    return done.astype({"code": "int64"})


def themes_of(codes: pd.DataFrame, lexicon: Lexicon) -> list[int]:
    """Of each row of codes the place of its theme in the lexicon, from 0; CodesError for one that
    the lexicon does not have.
    """
    numbers = {}
    for name in codes["theme"].unique():
        try:
            numbers[name] = lexicon.themes.index(lexicon.theme_named(name, "codes"))
        except LexiconError as error:
            todo = "read them with `read_codes(path, articles, lexicon)`, which says where"
            todo += ', or leave them out: codes[codes["theme"].isin(lexicon.themes)]'
            raise CodesError(f"{error}; {todo}") from None
    return codes["theme"].map(numbers).tolist()
