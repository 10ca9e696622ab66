"""A page that its reader saved -> the codes of "Check it yourself", as sheets."""

from collections import Counter
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..files.saved_pages import DAMAGED, data_in
from ..lexicon.model import full_name
from .sheets import KEYS, CodesError, as_typed


class SavedSheet(NamedTuple):
    """A sheet, its coder, and of a page who they are: an id of this page and reader, and when they
    saved it; empty where it does not say.
    """

    coder: str
    rows: pd.DataFrame
    reader: str = ""
    saved: str = ""


def sheets_in(page: str, name: str) -> list[SavedSheet]:
    """Of each who coded in a page a sheet: `article`, `sentence`, `text`, then the themes.

    `name` is that of the file. CodesError where its data are damaged.
    """
    try:
        data = data_in(page)
        if not data.get("codes"):
            return []
        keys = _sentences(data["article-data"]["articles"])
        themes = _theme_names(data["article-data"]["lexicon"])
        sheets = []
        for coder, answers in data["codes"].items():
            codes = pd.DataFrame(_grid(answers, len(keys), len(themes)), columns=themes)
            sheet = SavedSheet(coder, keys.join(codes))
            if of_reader := data.get("readers", {}).get(coder):
                reader = f"{data['article-data']['sheet']} {of_reader['id']}"
                saved = pd.Timestamp(of_reader["saved"]).tz_convert("UTC")
                sheet = sheet._replace(reader=reader, saved=f"{saved:%Y-%m-%d %H:%M:%S.%f}")
            sheets.append(sheet)
        return sheets
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        raise CodesError(f"{name}: {DAMAGED}") from None


def _sentences(articles: list[dict]) -> pd.DataFrame:
    """The sentences of a page, as its script numbers them."""
    rows = []
    for article in articles:
        text = article["text"]
        for number, (start, end) in enumerate(article["sentences"], 1):
            rows.append((as_typed(article["article"]), number, as_typed(text[start:end])))
    return pd.DataFrame(rows, columns=KEYS)


def _theme_names(lexicon: list[dict]) -> list[str]:
    """The one name of each theme of a page."""
    names = []
    times = Counter(theme["theme"] for theme in lexicon)
    for theme in lexicon:
        name = theme["theme"]
        if times[name] > 1:
            name = full_name(theme["group"], name)
        names.append(as_typed(name))
    return names


def _grid(answers: dict[str, str], sentences: int, themes: int) -> np.ndarray:
    """A code for each sentence and theme, from those of a page by `row,theme`."""
    grid = np.full((sentences, themes), "", object)
    for cell, code in answers.items():
        row, theme = map(int, cell.split(","))
        if code not in ("", "0", "1", "?") or row < 0 or theme < 0:
            raise ValueError(code)
        grid[row, theme] = code
    return grid
