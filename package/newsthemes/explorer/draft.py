"""A lexicon in the making: the themes that were saved, an edit of them, what that counts, and how
it is saved. The explorer shows it.
"""

from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pandas as pd

from ..lexicon.edit import Name, check_line, theme_lines, with_lines
from ..lexicon.read_lexicon import Lexicon, LexiconError
from ..lexicon.save_lexicon import save_lexicon
from ..lexicon.syntax import single_spaced
from ..mentions.find import find_mentions
from ..mentions.forms import found_forms
from ..page.highlight import random_sample
from ..review.compare import full_names
from ..tables.keys import theme_counts

# {nested, themes: [number of a saved theme | {group, theme, lines, from: number of what it was}]}
Edit = dict[str, Any]


class Draft:
    """Themes that were `saved`, an `edit` of them (None: none), and the `lexicon` that these make;
    faulty lines are left out.

    `faults` says what keeps it from being saved. `sample` are the articles that the frame counts
    itself, and `forms` what it needs for that: from `found_forms`.
    """

    def __init__(self, articles: pd.DataFrame, lexicon: Lexicon, nested: str = "drop"):
        self.articles, self.saved, self.lexicon = articles, lexicon, lexicon
        self.sample = random_sample(articles)
        self.forms: dict[str, list[str]] = {}
        self.nested = self.given = nested
        self.faults: list[str] = []
        self.names = list(theme_lines(lexicon))  # of the edit's themes
        self._counted = lru_cache(2)(partial(find_mentions, articles))  # the saved, and the edit

    @property
    def mentions(self) -> pd.DataFrame:
        return self._counted(self.lexicon, self.nested)

    @property
    def saved_mentions(self) -> pd.DataFrame:
        return self._counted(self.saved, self.given)

    def take(self, edit: Edit | None) -> str:
        """Make the lexicon of an edit. Returns why there is none; the lexicon is then that of
        before.
        """
        lines, names = theme_lines(self.saved), None
        self.faults, self.nested = [], self.given
        try:
            if edit:
                self.nested = edit["nested"]
                lines, names = self._read(edit["themes"], lines)
            made = with_lines(self.saved, lines, names)
            self.forms = found_forms(made, self.sample["text"].tolist())
        except LexiconError as error:
            self.faults.append(str(error))
            return str(error)
        self.lexicon, self.names = made, list(lines)
        return ""

    def _read(
        self, themes: list[Any], before: dict[Name, list[str]]
    ) -> tuple[dict[Name, list[str]], dict[Name, Name]]:
        """The lines of an edit's themes by their names, and the saved names of those that were
        there.
        """
        saved = list(before)
        lines = {}
        names = {}
        for theme in themes:
            if isinstance(theme, dict):
                name = single_spaced(theme["group"]), single_spaced(theme["theme"])
                old_name = saved[theme["from"]] if "from" in theme else None
                theme_lines_now = self._sound(name[1], theme["lines"])
            else:  # the number of a theme that is as it was
                name = old_name = saved[theme]
                theme_lines_now = before[name]
            if old_name and old_name[0] == name[0]:
                names[old_name] = name
            if name in lines:
                raise LexiconError(
                    f"theme {name[1]}: there is one of that name already; choose another name"
                )
            lines[name] = theme_lines_now
        return lines, names

    def _sound(self, theme: str, lines: list[str]) -> list[str]:
        """The lines that can be read; what is wrong with the others goes to `faults`."""
        sound = []
        for number, line in enumerate(lines, 1):
            try:
                check_line(line, number, theme)
                sound.append(line)
            except LexiconError as error:
                self.faults.append(str(error))
        return sound

    def counts(self) -> list[int]:
        """The mentions of each theme of the edit, in all articles."""
        sizes = theme_counts(self.mentions, self.lexicon).tolist()
        of_names = dict(zip(theme_lines(self.lexicon), sizes, strict=True))
        return [of_names[name] for name in self.names]

    def changes(self) -> tuple[int, int]:
        """How many passages the edit gains and loses."""
        before, now = (
            mentions[["article", "start", "end"]].assign(full_name=full_names(mentions))
            for mentions in (self.saved_mentions, self.mentions)
        )
        sides = before.merge(now, how="outer", indicator=True)["_merge"].value_counts()
        return int(sides["right_only"]), int(sides["left_only"])

    def save(self) -> None:
        """Write the lexicon to its file. LexiconError where something is wrong with the lexicon,
        and where the file is not the one that was read or saved last.
        """
        if self.faults:
            raise LexiconError(self.faults[0])
        path, known = self.saved.path, None
        if not path:
            todo = 'nt.save_lexicon(explorer.lexicon, "themes.yaml") writes them into one'
            raise LexiconError(f"the themes came from no file; in a cell, {todo}")
        if Path(path).exists():
            known = self.saved.sha256
        self.saved = save_lexicon(self.lexicon, path, known)
        self.take(None)
