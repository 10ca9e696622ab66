"""The explorer: themes to edit, and at once what that counts, finds, gains and loses. Its state is in draft.py."""

import asyncio
import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd
from PIL import Image

from ...lexicon.edit import Name, ProtectedError
from ...lexicon.read import Lexicon, LexiconError
from ...lexicon.syntax import as_yaml
from ...text.wording import plural
from ..figures import FIGURES, TAKEN, Figure
from .draft import Draft
from .html import status
from .view import View
from .widgets import Widgets

PAUSE = 0.1  # seconds without a key, after which what was typed is counted


def explore(articles: pd.DataFrame, lexicon: Lexicon, path: str | Path | None = None, nested: str = "drop") -> "Explorer":
    """An explorer of the articles' themes, to be shown as a cell's last line.

    Parameters
    ----------
    articles, lexicon, nested : as for `find_mentions`.
    path : the file to save the themes to; that of the lexicon where it is not given.

    Returns
    -------
    An `Explorer`: its `lexicon` and `mentions` are those of the moment, for other cells to go on with. Raises LexiconError
    where the list of dismissed suggestions beside the file cannot be read.
    """
    return Explorer(Draft(articles, lexicon, path, nested))


class Explorer:
    """What happens when an explorer's widgets are used. An error that nobody foresaw is said, and kept in `error`."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.error: Exception | None = None
        self._warned = False  # that the file is protected: whoever presses Save next knows it
        self.widgets = Widgets([str(article) for article in draft.articles["article"]], draft.path)
        self._chosen = next(iter(draft.lines))
        self._waiting: asyncio.TimerHandle | None = None
        self.view = View(draft, self.widgets, self._show_passages_of)
        self._connect()
        self._choose(self._chosen)
        self.say(f"{plural(len(draft.mentions), 'mention')} of {plural(len(draft.lines), 'theme')}.")

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon of the moment; where a theme's lines are wrong, with its last right ones."""
        self._count_now()
        return self.draft.lexicon

    @property
    def mentions(self) -> pd.DataFrame:
        """The mentions table of the moment."""
        self._count_now()
        return self.draft.mentions

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, str]:
        """The widgets where they live; where they do not, as in a notebook that is only read, a picture of them."""
        shown = {"text/plain": f"An explorer of {plural(len(self.draft.lines), 'theme')}; it works while the notebook runs."}
        if (FIGURES / TAKEN).exists():
            png = (FIGURES / TAKEN).read_bytes()
            with Image.open(io.BytesIO(png)) as picture:
                shown = Figure(png, picture.info.get("Description", ""))._repr_mimebundle_()
            note = "A picture of the explorer: it works where this notebook runs, <code>python3 run.py lab</code>."
            shown["text/html"] += f"<p>{note}</p>"
        return shown | {kind: data for kind, data in self.widgets.root._repr_mimebundle_().items() if kind != "text/plain"}

    def say(self, message: str, fault: bool = False) -> None:
        """Show and announce a message."""
        self.widgets.status.value = status(message, fault)

    def _connect(self) -> None:
        widgets = self.widgets
        actions = {"rename": self._rename, "remove": self._remove, "add": self._add, "save": self._save, "back": self._back}
        actions |= {"earlier": partial(self._turn, -1), "later": partial(self._turn, 1)}
        actions |= {"take": self._take, "dismiss": self._dismiss, "again": self._look_again}
        for name, chooser in {"theme": "themes", "article": "article", "suggestion": "suggestions"}.items():
            actions |= {f"last_{name}": partial(self._step, chooser, -1), f"next_{name}": partial(self._step, chooser, 1)}
        for name, action in actions.items():
            getattr(widgets, name).on_click(lambda _, action=action: self._do(action))
        watched = {"lines": self._typed, "themes": self._choose}
        watched |= {"tabs": self._show, "article": self._show, "suggestions": self.view.show_suggestion}
        for name, action in watched.items():
            getattr(widgets, name).observe(lambda _, action=action: self.view.setting or self._do(action), "value")

    def _do(self, action: Callable[[], None]) -> None:
        """An action and what goes wrong with it, which Jupyter would put where nobody looks."""
        try:
            if action != self._typed:
                self._count_now()
            warned, self._warned = self._warned, False
            action(warned) if action == self._save else action()
        except LexiconError as error:
            self.say(str(error), fault=True)
        except Exception as error:
            self.error = error
            self.say(f"Unexpected {type(error).__name__}: {error}. In a cell, raise explorer.error shows where.", fault=True)

    # --- edits ------------------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        if self._waiting:
            self._waiting.cancel()
        try:
            self._waiting = asyncio.get_running_loop().call_later(PAUSE, self._do, self._count_now)
        except RuntimeError:  # no loop runs, as in a script
            self._count()

    def _count_now(self) -> None:
        """Count what was typed and waits to be counted."""
        if self._waiting:
            self._waiting.cancel()
            self._count()

    def _count(self) -> None:
        self._waiting = None
        before = self.draft.mentions
        self.draft.edit(self._chosen, self.widgets.lines.value.split("\n"))
        self._show()
        if faults := self.draft.faults.get(self._chosen):
            number, fault = next(iter(faults.items()))
            self.say(f"Line {number}{fault}. What is shown is from before.", fault=True)
        else:
            self.say(self.view.counted(self._chosen, before))

    def _add(self) -> None:
        self._choose(self.draft.add(self.widgets.new_group.value, self.widgets.new_name.value))
        self.widgets.new_name.value = ""
        self.widgets.lines.focus()
        self.say(f"Added {self._chosen[1]}; type its terms, one a line.")

    def _rename(self) -> None:
        before = self._chosen[1]
        self._choose(self.draft.rename(self._chosen, self.widgets.name.value))
        self.say(f"{before} is now {self._chosen[1]}.")

    def _remove(self) -> None:
        name = self._chosen
        self.draft.remove(name)
        self._choose(next(iter(self.draft.lines)))
        self.say(f"Removed {name[1]}. Back to saved undoes that, and everything else since the last save.")

    def _back(self) -> None:
        changed = self.draft.back()
        self._choose(self._chosen if self._chosen in self.draft.lines else next(iter(self.draft.lines)))
        self.say(f"{self.draft.path} was changed on disk and is read anew." if changed else "Back to what was saved.")

    def _save(self, warned: bool) -> None:
        if not self.draft.changed:
            self.say("Nothing has changed since the last save.")
            return
        try:
            self.draft.save(protected=warned)
        except ProtectedError as error:
            self._warned = True
            self.say(f"Not saved: {str(error).partition(';')[0]}. Press Save again to write over it all the same.", fault=True)
            return
        self._show()
        self.say(f"Saved to {self.draft.path}.")

    def _show(self) -> None:
        self.view.show(self._chosen)

    def _choose(self, name: Name | None = None) -> None:
        self._chosen = name or self.widgets.themes.value
        self.view.first = 0
        self.view.show(self._chosen, lines=True)

    def _step(self, chooser: str, by: int) -> None:
        widget = getattr(self.widgets, chooser)
        if widget.options:
            widget.index = min(max(0, (widget.index or 0) + by), len(widget.options) - 1)
            self.say(widget.label)

    def _turn(self, pages: int) -> None:
        self.view.turn(pages)
        self._show()

    def _show_passages_of(self, name: Name) -> None:
        self.widgets.tabs.value = "Passages"
        self._choose(name)
        self.widgets.later.focus()  # the bar that had it is out of sight now

    def _take(self) -> None:
        expression, name = self.widgets.suggestions.value, self.view.target
        if name is None:
            raise LexiconError("Choose the theme that is to take it, or add one first.")
        if expression:
            lines = [line for line in self.draft.lines[name] if line.strip()]
            self.draft.edit(name, [*lines, as_yaml(expression)])
            self.view.drop_suggestion(expression)
            self._choose(name)
            self.say(f"{expression} is a term of {name[1]} now.")

    def _dismiss(self) -> None:
        if expression := self.widgets.suggestions.value:
            self.draft.dismiss(expression)
            self.view.drop_suggestion(expression)
            self._show()
            kept = f"; kept in {self.draft.dismissed_path.as_posix()}" if self.draft.dismissed_path else ""
            self.say(f"{expression} is not suggested again{kept}.")

    def _look_again(self) -> None:
        self.view.suggested = None
        self._show()
