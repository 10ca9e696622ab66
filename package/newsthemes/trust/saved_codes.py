"""A page that its reader saved -> what is coded in it by "Check it yourself"."""

from datetime import UTC, datetime
from typing import Any

from ..files.encodings import decode
from ..files.saved_pages import DAMAGED, data_in, lacks_answers, saved_by_browser
from ..lexicon.model import one_names
from .sheets import CODES, Coded, CodesError, as_typed

_NO_CODES = (
    "holds no codes; open it, press Check it yourself, answer, and save the page with your codes"
)
_BY_A_MENU = (
    "was saved by the menu of a browser, which leaves out {}; open it in that browser, press "
    "Share, then Save page"
)


def codes_in_page(content: bytes, name: str) -> Coded:
    """What all who coded in a page said; `name` is that of the file. CodesError where its data are
    damaged.
    """
    page = decode(content, "utf-8")[0]
    try:
        coded = _coded(data_in(page))
    except (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError):
        raise CodesError(f"{name}: {DAMAGED}") from None
    lack = ""
    if not coded.cells:
        lack = _NO_CODES
        if saved_by_browser(page):
            lack = _BY_A_MENU.format("codes and changes")
    elif lacks_answers(page):
        lack = _BY_A_MENU.format("the last answers")
    return coded._replace(lack=lack)


def _coded(data: dict[str, Any]) -> Coded:
    cells: list[tuple] = []
    if not data.get("codes"):
        return Coded([], cells)
    of_page = data["article-data"]
    # a page that was saved before the names were in it has them in its lexicon
    parts = [(theme["group"], theme["theme"]) for theme in of_page["lexicon"]]
    themes = list(map(as_typed, of_page.get("names") or one_names(parts)))
    for coder, answers in data["codes"].items():
        if not coder.strip():
            raise ValueError(coder)
        of_reader = data.get("readers", {}).get(coder)
        reader = f"{of_page['sheet']} {of_reader['id']}" if of_reader else ""
        saved = _in_utc(of_reader["saved"]) if of_reader else ""
        by_place = {tuple(map(int, place.split(","))): code for place, code in answers.items()}
        for (row, theme), code in sorted(by_place.items()):
            if code not in CODES or row < 0 or theme < 0:
                raise ValueError(code)
            if code:
                cells.append((coder, reader, saved, row, themes[theme], code))
    # as the page's script numbers them
    places = [
        (article, number)
        for article in of_page["articles"]
        for number in range(len(article["sentences"]))
    ]
    sentences = []
    for row in sorted({cell[3] for cell in cells}):
        article, number = places[row]
        start, end = article["sentences"][number]
        text = as_typed(article["text"][start:end])
        sentences.append((row, as_typed(article["article"]), number + 1, text))
    return Coded(sentences, cells)


def _in_utc(time: str) -> str:
    """
    >>> _in_utc("2026-12-02T18:00:00.5+01:00")
    '2026-12-02 17:00:00.500000'
    """
    saved = datetime.fromisoformat(time)
    if not saved.tzinfo:
        raise ValueError(time)
    return f"{saved.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
