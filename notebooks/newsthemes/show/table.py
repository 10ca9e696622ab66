"""A frame -> a table to read, with headers and numbers for people, and all of it as a CSV file to
take away.
"""

import os
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from numbers import Integral, Real
from pathlib import Path

import numpy as np
import pandas as pd

from ..text.characters import visible
from ..text.files import write
from ..text.spreadsheets import csv_of
from ..text.wording import shortened
from .captions import PASSAGE, as_html, as_text, without_text
from .headers import header

TABLES = Path(os.environ.get("NEWSTHEMES_TABLES", "../tables"))
MOST = 50  # rows
EMPTY = "There is nothing to list."
INTERVAL = "95 % interval"
SHORT = 10  # characters that no line break parts, as a date
LONG_WORD = 24  # letters, beyond which a word may be parted
LONG = 60  # from which on a text is a passage
WIDTHS = {
    LONG: 16,
    35: 13,
    20: 8,
}  # characters in a cell, and how many em its column has at least where a screen is narrow

HIDDEN = ("start", "end", "path", "sha256", "encoding")  # unless they are asked for by name
_SHARE = re.compile(r"(?:share|precision|recall)(?:_.*)?|agree|f1|least_alike")
_P, _TWO = re.compile(r"p(?:_all)?"), re.compile(r"log_.*|z|kappa|alpha|position")
_RATE = re.compile(r"per_1000.*|expected|change|low|high")
_YEARS = ("year", "line", "start", "end")  # numbers without a comma
_ARTICLES = (
    "without",
    "without_article",
    "lead_lost",
    "duplicate_group",
)  # columns that name an article in passing
_PASSAGE = ("left", "match", "right", "passage", "text")  # read across
_OWN = ("article", "title", "date")  # of an article: the only one is named in captions
MARK = "background:#ffe9a8;color:#111111"


class Table:
    """A frame to read, as a cell's last line; with a `name`, all of it is also written to
    `tables`/`name`.csv. It shows itself as HTML, with Markdown and text for exports without.

    Parameters
    ----------
    frame : any; what its index says becomes columns. name : as of the pictures, such as "2-themes".
    columns : which are shown, in this order; without it all but places in the text and in the file
        system. Those that are the same in every row are named below instead. most : how many rows
        are shown; None for all.
    articles : the articles table: rows get title and date of their article, also in the file.

    No rows are a sentence, and no file.

    >>> toy = pd.DataFrame({"theme": ["War", "Iran"], "per_1000": [57.692, 0.8765], "thin": [False, True], "articles": [2, 2]})
    >>> print(table(toy).text)
    Theme | Per 1,000 words | Few articles
    War | 57.7 | no
    Iran | 0.88 | yes
    The same in every row: Articles 2.
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        name: str = "",
        columns: Sequence[str] | None = None,
        most: int | None = MOST,
        articles: pd.DataFrame | None = None,
    ):
        named = any(name is not None for name in frame.index.names)
        self.frame = _with_titles(
            frame.reset_index() if named else frame.reset_index(drop=True), articles
        )
        self.frame = _with_short_passages(self.frame) if without_text() else self.frame
        self._saved = ""
        if name:
            self.save(name)
        if frame.empty:
            return
        shown = _shown(self.frame, columns, articles)
        same = _same(shown)
        self._columns = list(
            _columns(shown.drop(columns=same).head(most if most is not None else len(shown)))
        )
        alike = {
            header(name, frame.attrs): _named(shown[name].iloc[0], name)
            for name in same
            if name not in (*_OWN, "coded")
        }
        self._alike = [
            f"{name} {value}"
            for name, value in alike.items()
            if value not in ("", "no") and (name, value) != ("Articles", "1")
        ]

    def save(self, name: str, folder: Path = TABLES) -> "Table":
        """Write all rows and columns, as code has them, to `folder`/`name`.csv; no rows are no
        file. Out: the table itself.
        """
        path = Path(folder) / f"{name}.csv"
        if self.frame.empty:
            path.unlink(missing_ok=True)  # of other articles
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path, csv_of(self.frame))
            self._saved = f"{path.parent.name}/{path.name}"
        return self

    @property
    def below(self) -> list[str]:
        """The sentences below the table."""
        every, shown = len(self.frame), len(self._columns[0].cells)
        kept = f"; all are in {self._saved}" if self._saved else ""
        cut = [f"{shown:,} of {every:,} rows{kept}."] if shown < every else []
        return cut + [f"The same in every row: {', '.join(self._alike)}."] * bool(self._alike)

    @property
    def html(self) -> str:
        if self.frame.empty:
            return f"<p>{EMPTY}</p>"
        head = "".join(
            f'<th scope="col" style="{column.wide}">{as_html(column.header)}</th>'
            for column in self._columns
        )
        rows = "".join(
            f"<tr>{''.join(row)}</tr>\n"
            for row in zip(*(column.html() for column in self._columns), strict=True)
        )
        below = "".join(f"<p>{as_html(line)}</p>" for line in self.below)
        return f"<table><thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table>{below}"

    @property
    def text(self) -> str:
        return (
            "\n".join([*map(" | ".join, self._rows()), *self.below]) if len(self.frame) else EMPTY
        )

    @property
    def markdown(self) -> str:
        if self.frame.empty:
            return EMPTY
        head, *rows = [[as_text(cell) for cell in row] for row in self._rows()]
        rule = ["--:" if column.number else ":--" for column in self._columns]
        lines = [f"| {' | '.join(row)} |" for row in (head, rule, *rows)]
        return "\n\n".join(["\n".join(lines), *map(as_text, self.below)])

    def _rows(self) -> Iterable[Sequence[str]]:
        yield [column.header for column in self._columns]
        yield from zip(*(column.cells for column in self._columns), strict=True)

    def _ipython_display_(self) -> None:
        """Nothing where there is no row: the finding above says so. Else IPython goes on to the
        next.
        """
        if len(self.frame):
            raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, str]:
        return {"text/html": self.html, "text/markdown": self.markdown, "text/plain": self.text}


table = Table  # as a cell says it


class _Column:
    """A column as it is shown: its header, its cells as text, and whether they are numbers."""

    def __init__(self, name: str, header: str, cells: list[str], number: bool):
        self.header, self.cells, self.number = header, [visible(cell) for cell in cells], number
        side, longest = (
            "right" if number or name == "left" else "left",
            max(map(len, cells), default=0),
        )
        together = (number or longest <= SHORT) and any(
            " " in cell or "-" in cell for cell in cells
        )
        long = any(len(word) > LONG_WORD for cell in cells for word in cell.split())
        self._style = (
            f"text-align:{side}"
            + ";white-space:nowrap" * together
            + ";overflow-wrap:anywhere" * long
        )
        least = next((width for length, width in WIDTHS.items() if longest >= length), 0)
        self.wide = f"text-align:{side}" + f";min-width:{least}em" * bool(least)
        self._marked = name == "match"

    def html(self) -> list[str]:
        return [f'<td style="{self._style}">{self._cell(cell)}</td>' for cell in self.cells]

    def _cell(self, cell: str) -> str:
        written = (
            as_html(cell) if cell.isascii() else f"<bdi>{as_html(cell)}</bdi>"
        )  # Arabic stays in its cell's place
        return f'<mark style="{MARK}">{written}</mark>' if self._marked else written


def as_read(value: object, name: str = "") -> str:
    """A cell as people read it, by what its column is: a share in percent, p with three digits,
    logarithms with two.

    >>> [as_read(0.338, "share"), as_read(0.00012, "p"), as_read(1204), as_read(57.69), as_read(0.0031), as_read(None)]
    ['34 %', '<0.001', '1,204', '57.7', '0.0031', '']
    """
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, Real):
        return _number(value, name).replace("-", "−")
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else " ".join(str(value).split())


def _number(value: Real, name: str) -> str:
    sign = "+" if name in ("change", "moved") and value else ""
    if isinstance(value, Integral):
        return str(value) if name in _YEARS else f"{value:{sign},}"
    if name == "change":  # of a rate
        return f"{value:{sign}.0%}".replace("%", " %")
    if _SHARE.fullmatch(name):
        return (
            "<1 %"
            if 0 < value < 0.005
            else ">99 %"
            if 0.995 <= value < 1
            else f"{100 * value:.0f} %"
        )
    if _P.fullmatch(name):
        return "<0.001" if value < 0.001 else f"{value:.{3 if value < 0.1 else 2}f}"
    if _TWO.fullmatch(name):
        return f"{value:,.2f}"
    if value == 0 or not abs(value) < 1:
        return f"{value:,.1f}" if value else "0"
    return f"{Decimal(f'{value:.1e}'):f}"  # two digits that say something


def _columns(shown: pd.DataFrame) -> Iterable[_Column]:
    """The columns to show; a low and a high end become one, of the kind of the column that they
    stand beside.
    """
    names, before = [str(name) for name in shown], ""
    ends = {name for name in names if name.endswith("low") and f"{name[:-3]}high" in names}
    for place, name in enumerate(names):
        if name in ends:
            kind = name[:-3].rstrip("_") or before
            pairs = zip(shown.iloc[:, place], shown[f"{name[:-3]}high"], strict=True)
            cells = [
                " to ".join(filter(None, (as_read(end, kind) for end in pair))) for pair in pairs
            ]
            between = shown.attrs.get("headers", {}).get(name, INTERVAL)
            yield _Column(
                name, between if len(ends) == 1 else f"{header(kind)}, {between}", cells, True
            )
        elif not (name.endswith("high") and f"{name[:-4]}low" in ends):
            values = shown.iloc[:, place]
            known = [value for value in values if isinstance(value, str) or not pd.isna(value)]
            number = bool(known) and all(
                isinstance(value, Real) and not isinstance(value, bool | np.bool_)
                for value in known
            )
            whole = number and not any(kind.fullmatch(name) for kind in (_SHARE, _P, _TWO, _RATE))
            whole = whole and all(value % 1 == 0 for value in known)
            cells = [
                as_read(int(value) if whole and value == value else value, name) for value in values
            ]
            yield _Column(name, header(name, shown.attrs), cells, number)
            before = name


def _same(shown: pd.DataFrame) -> list[str]:
    """The columns that say the same in every row, an interval by both its ends; of one row, those
    that say nothing.
    """
    names = [
        name for name in shown if name not in _PASSAGE and shown[name].nunique(dropna=False) <= 1
    ]
    same = [
        name for name in names if name in _OWN or len(as_read(shown[name].iloc[0], name)) < LONG
    ]
    if len(shown) == 1:
        same = [name for name in same if not as_read(shown[name].iloc[0])]
    partners = {"low": "high", "high": "low"}
    ends = {name: re.sub("(low|high)$", lambda end: partners[end[1]], str(name)) for name in same}
    same = [
        name for name in same if ends[name] == name or ends[name] in same or ends[name] not in shown
    ]
    same = [name for name in same if f"{name}_low" not in shown or f"{name}_low" in same]
    return same if len(same) < shown.shape[1] else same[1:]


def _named(value: object, name: str) -> str:
    return f"“{as_read(value)}”" if isinstance(value, str) and value else as_read(value, name)


def _with_short_passages(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without what would add up to an article: a sentence for each of its words, and all
    but the start of others.
    """
    texts = frame.select_dtypes(exclude=["number", "bool"]).columns
    short = {
        name: [shortened(cell, PASSAGE) if isinstance(cell, str) else cell for cell in frame[name]]
        for name in texts
    }
    return frame.assign(**short | {name: "…" for name in texts if name == "passage"})


def _with_titles(frame: pd.DataFrame, articles: pd.DataFrame | None) -> pd.DataFrame:
    """The frame with the title and the date of each row's article; an article without a title is
    called by its id.
    """
    if articles is None or "article" not in frame:
        return frame
    frame, ids, place = (
        frame.copy(),
        frame["article"].tolist(),
        frame.columns.get_loc("article") + 1,
    )
    for name in ("date", "title"):
        if name in articles and name not in frame:
            known = dict(zip(articles["article"], articles[name], strict=True))
            frame.insert(
                place, name, [known.get(own) or (own if name == "title" else "") for own in ids]
            )
    return frame


def _shown(
    frame: pd.DataFrame, columns: Sequence[str] | None, articles: pd.DataFrame | None
) -> pd.DataFrame:
    """The columns that are asked for, or all but places, with titles and dates in place of the
    articles' ids.
    """
    names = [*columns] if columns else [name for name in frame if name not in HIDDEN]
    if "title" in frame and "article" in names:
        place = names.index("article")
        names[place : place + 1] = [
            name for name in ("title", "date") if name in frame and name not in names
        ]
    if {"title", "date"} <= {*names} and all(map(_dated, frame["title"], frame["date"])):
        names.remove("date")
    passing = [name for name in _ARTICLES if name in names]
    if articles is None or not passing:
        return frame[names]
    told = _with_titles(articles[["article"]], articles).reindex(
        columns=["article", "title", "date"], fill_value=""
    )
    called = {
        own: title if _dated(title, day) else f"{title or own} ({as_read(day)})"
        for own, title, day in told.to_numpy()
    }
    return frame[names].assign(
        **{name: [called.get(own) or own for own in frame[name]] for name in passing}
    )


def _dated(title: object, day: object) -> bool:
    """Whether a title says the date, if there is one."""
    return as_read(day) in str(title)
