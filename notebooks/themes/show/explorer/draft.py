"""A lexicon in the making: what was saved, what was changed since, and what that counts. The explorer shows it."""

import warnings
from pathlib import Path

import pandas as pd
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from ...lexicon.edit import Name, entry_terms, rename_theme, save_lexicon, theme_lines, with_lines
from ...lexicon.read import Lexicon, LexiconError, LexiconWarning, read_lexicon
from ...lexicon.syntax import as_yaml, single_spaced
from ...mentions.find import find_mentions
from ...text.files import ChangedMeanwhile, digest, protection, write

_HEAD = "# Suggestions of the explorer that nobody needs to see again. Delete a line to see it again."


class Draft:
    """Themes to edit. `lexicon` and `mentions` are the last that could be read, `lines` what was typed, right or wrong.

    `faults` holds, for each theme, the number of a line (from 1) and what is wrong with it; `notes` what reading the lexicon
    warns of. Methods raise LexiconError, and change nothing, where an edit cannot be. `path` is the file to save to, that of
    the lexicon where it is not given.
    """

    def __init__(self, articles: pd.DataFrame, lexicon: Lexicon, path: str | Path | None = None, nested: str = "drop"):
        self.articles, self.nested = articles, nested
        self.path = Path(path).as_posix() if path else lexicon.path
        self.saved, self.saved_mentions = lexicon, find_mentions(articles, lexicon, nested)
        self.dismissed = read_dismissed(self.dismissed_path)
        self._start()

    def back(self) -> bool:
        """Back to what was saved, and where the file was changed on disk since, to that. Returns whether it was."""
        if changed := self.changed_on_disk:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", LexiconWarning)
                saved = read_lexicon(self.path)
            self.saved, self.saved_mentions = saved, find_mentions(self.articles, saved, self.nested)
        self._start()
        return changed

    def _start(self) -> None:
        self.base = self.lexicon = self.saved  # the base: as saved, with the new names of its themes
        self.mentions = self.saved_mentions
        self.lines = theme_lines(self.saved)
        self._good = dict(self.lines)
        self.faults: dict[Name, dict[int, str]] = {}
        self.notes: list[str] = []

    @property
    def changed(self) -> bool:
        """Whether there is something to save."""
        elsewhere = not self.path or self.path != self.saved.path
        return elsewhere or self.lexicon.source != self.saved.source or bool(self.faults)

    @property
    def changed_on_disk(self) -> bool:
        """Whether the file is no longer the one that was read or saved."""
        own = self.path and self.path == self.saved.path
        return bool(own) and digest(Path(self.path)) not in (None, self.saved.sha256)

    def edit(self, name: Name, lines: list[str]) -> None:
        """Give a theme other lines. Where some are wrong they go to `faults`, and the theme's last right ones count on."""
        self.lines[name] = lines
        self.faults.pop(name, None)
        for number, line in enumerate(lines, 1):
            try:
                if line.strip():
                    entry_terms(line, number, name[1])
            except LexiconError as error:
                self.faults.setdefault(name, {})[number] = str(error).removeprefix(f"line {number}, theme {name[1]}")
        if name not in self.faults:
            try:
                self._take(self.base, self._good | {name: lines})
            except LexiconError as error:  # of the theme as a whole
                self.faults[name] = {max(1, len(lines)): f": {error}"}

    def add(self, group: str, theme: str) -> Name:
        """A new theme without terms. Returns its name as the lexicon has it."""
        name = self._unused(group, theme)
        self._take(self.base, self._good | {name: []})
        self.lines[name] = []
        return name

    def rename(self, name: Name, new: str) -> Name:
        """Another name for a theme, and with it for its sub-themes. Returns it as the lexicon has it."""
        names = {name: self._unused(name[0], new)}
        base, before = self.base, theme_lines(self.base)
        if name in before:
            base = rename_theme(base, name, new)
            names = dict(zip(before, theme_lines(base), strict=True))
        self._take(base, {names.get(key, key): lines for key, lines in self._good.items()})
        self.lines = {names.get(key, key): lines for key, lines in self.lines.items()}
        self.faults = {names.get(key, key): found for key, found in self.faults.items()}
        return names[name]

    def _unused(self, group: str, theme: str) -> Name:
        name = single_spaced(group), single_spaced(theme)
        if name in self.lines:
            raise LexiconError(f"theme {name[1]}: there is one of that name already; choose another name")
        return name

    def remove(self, name: Name) -> None:
        self._take(self.base, {key: lines for key, lines in self._good.items() if key != name})
        self.lines.pop(name)
        self.faults.pop(name, None)

    def save(self, protected: bool = False) -> None:
        """Write the lexicon to its file, where nothing is wrong with it and the file is still the one that was read.

        Raises ProtectedError where the file is read-only, or another user's, and not even so to be written: `protected`.
        """
        for (_, theme), found in self.faults.items():
            number, fault = next(iter(found.items()))
            raise LexiconError(f"not saved: theme {theme}, line {number}{fault}")
        if not self.path:
            raise LexiconError('not saved: the themes came from no file; name one, explore(…, path="themes.yaml")')
        if self.changed_on_disk:
            todo = "Back to saved reads it anew, without your changes: copy these first"
            raise LexiconError(f"not saved: {self.path} was changed on disk since it was read. {todo}")
        expected = self.saved.sha256 if self.saved.path == self.path else None
        self.saved = self.base = self.lexicon = save_lexicon(self.lexicon, self.path, expected, protected)
        self.saved_mentions = self.mentions

    @property
    def dismissed_path(self) -> Path | None:
        """Beside themes.yaml and in sight: it can be read, mended and passed on, and the lexicon's sha256 stays."""
        path = Path(self.path)
        return path.with_name(f"{path.stem}-dismissed.yaml") if self.path else None

    def dismiss(self, expression: str) -> None:
        """Suggest it no more: kept in `dismissed_path`, or, without a file, as long as this draft."""
        if path := self.dismissed_path:
            before, dismissed = digest(path), read_dismissed(path)  # others may have added to it
            if obstacle := protection(path):
                raise LexiconError(f"{path.as_posix()}: {obstacle}; give it to yourself to write, or delete it")
            old = path.read_bytes().decode() if before else ""
            lines = old.splitlines() if old.startswith(("#", "- ")) else [_HEAD, *_items(dismissed)]
            try:
                write(path, "\n".join([*lines, *_items([expression]), ""]).encode(), before)
            except ChangedMeanwhile:
                raise LexiconError(f"{path.as_posix()}: was changed this very moment; dismiss {expression} again") from None
            except OSError as error:
                raise LexiconError(f"{path.as_posix()}: cannot be written ({error.strerror}); check rights and space") from None
            self.dismissed = dismissed
        self.dismissed.append(expression)

    def _take(self, base: Lexicon, good: dict[Name, list[str]]) -> None:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", LexiconWarning)
            lexicon = with_lines(base, good)
        if lexicon.source != self.lexicon.source:
            self.notes = [str(warning.message) for warning in caught]
            self.mentions = find_mentions(self.articles, lexicon, self.nested)
        self.base, self.lexicon, self._good = base, lexicon, good


def _items(expressions: list[str]) -> list[str]:
    return [f"- {as_yaml(expression)}" for expression in expressions]


def read_dismissed(path: Path | None) -> list[str]:
    """The expressions that are not to be suggested. Raises LexiconError where the file is not a list of texts."""
    if path is None or not path.exists():
        return []
    try:
        found = YAML(typ="base", pure=True).load(path) or []
    except (OSError, UnicodeDecodeError, YAMLError):
        found = None
    if not isinstance(found, list) or not all(isinstance(expression, str) for expression in found):
        raise LexiconError(
            f"{path.as_posix()}: is not a list of expressions; write a line '- expression' for each, or delete it"
        )
    return found
