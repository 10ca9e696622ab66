"""The explorer: themes to edit, and at once what that counts, finds, gains and loses. Its state is in draft.py."""

import asyncio
import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

import ipywidgets as w
import pandas as pd
from PIL import Image

from ...lexicon.edit import Name, ProtectedError, entry_terms
from ...lexicon.read import Lexicon, LexiconError
from ...lexicon.syntax import as_yaml
from ...review.check import check
from ...review.compare import compare, count_changes
from ...review.suggest import suggest
from ...review.why_zero import why_zero
from ...tables.counts import labelled
from ...text.wording import plural
from ..chart import FIGURES, TAKEN, picture
from ..colours import group_colours
from ..highlight import highlight
from . import html
from .draft import Draft
from .widgets import Widgets

PAUSE = 0.1  # seconds without a key, after which what was typed is counted
LONG = 0.2  # seconds: suggestions that took longer are not looked for again at every key
MOST_SUGGESTED = 20


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
    """A draft of a lexicon, shown in widgets and edited with them. An unforeseen error is shown, and kept in `error`."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.widgets = Widgets([str(article) for article in draft.articles["article"]], draft.path)
        self.error: Exception | None = None
        self._setting = False  # whether values change since they are set here
        self._warned = False  # whether the last action was to save, and the file is protected
        self._waiting: asyncio.TimerHandle | None = None
        self._suggested: pd.DataFrame | None = None  # the suggestions that are left,
        self._suggested_for, self._suggesting = "", 0.0  # the sha256 of their lexicon, and the seconds that they took
        self._bars: dict[Name, tuple[w.Button, w.HTML]] = {}
        self._tabs = {"Counts": self._show_bars, "Passages": self._passages, "Article": self._article}
        self._tabs |= {"Gained and lost": self._changes, "Suggestions": self._suggestions, "Checks": self._checks}
        self._connect()
        self._choose(next(iter(draft.lines)))
        self.announce(f"{plural(len(draft.mentions), 'mention')} of {plural(len(draft.lines), 'theme')}.")

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
            with Image.open(io.BytesIO(png)) as image:
                shown = picture(png, image.info.get("Description", ""))
            note = "A picture of the explorer: it works where this notebook runs, <code>python3 run.py lab</code>."
            shown["text/html"] += f"<p>{note}</p>"
        return shown | {kind: data for kind, data in self.widgets.root._repr_mimebundle_().items() if kind != "text/plain"}

    def announce(self, message: str, fault: bool = False) -> None:
        """Show a message, which screen readers say."""
        self.widgets.status.value = html.status(message, fault)

    def _connect(self) -> None:
        pressed = {"rename": self._rename, "remove": self._remove, "add": self._add, "save": self._save, "back": self._back}
        pressed |= {"earlier": partial(self._turn, -html.MOST), "later": partial(self._turn, html.MOST)}
        pressed |= {"take": self._take, "dismiss": self._dismiss, "again": self._look_again}
        for name, chooser in {"theme": "themes", "article": "article", "suggestion": "suggestions"}.items():
            pressed |= {f"last_{name}": partial(self._step, chooser, -1), f"next_{name}": partial(self._step, chooser, 1)}
        for name, action in pressed.items():
            getattr(self.widgets, name).on_click(lambda _, action=action: self._do(action))
        changed = {"lines": self._typed, "themes": self._choose}
        changed |= dict.fromkeys(("tabs", "article", "suggestions"), self._show)
        for name, action in changed.items():
            getattr(self.widgets, name).observe(lambda _, action=action: self._setting or self._do(action), "value")

    def _do(self, action: Callable[[], None]) -> None:
        """An action and what goes wrong with it, which Jupyter would put where nobody looks."""
        try:
            if action != self._typed:
                self._count_now()
            self._warned = self._warned and action == self._save
            action()
        except LexiconError as error:
            self.announce(str(error), fault=True)
        except Exception as error:
            self.error = error
            message = f"Unexpected {type(error).__name__}: {error}. In a cell, raise explorer.error shows where."
            self.announce(message, fault=True)

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
        before = len(self.draft.mentions)
        self.draft.edit(self._chosen, self.widgets.lines.value.split("\n"))
        self._show()
        if faults := self.draft.faults.get(self._chosen):
            number, fault = next(iter(faults.items()))
            self.announce(f"Line {number}{fault}. What is shown is from before.", fault=True)
        else:
            own, after = self._counts.loc[self._chosen, "after"], len(self.draft.mentions)
            total = f"{after:,}{html.signed(after - before)}"
            self.announce(f"{self._chosen[1]}: {plural(own, 'mention')}. All themes: {total}.")

    def _add(self) -> None:
        self._choose(self.draft.add(self.widgets.new_group.value, self.widgets.new_name.value))
        self.widgets.new_name.value = ""
        self.widgets.lines.focus()
        self.announce(f"Added {self._chosen[1]}; type its terms, one a line.")

    def _rename(self) -> None:
        before = self._chosen[1]
        self._choose(self.draft.rename(self._chosen, self.widgets.name.value))
        self.announce(f"{before} is now {self._chosen[1]}.")

    def _remove(self) -> None:
        removed = self._chosen
        self.draft.remove(removed)
        self._choose(next(iter(self.draft.lines)))
        self.announce(f"Removed {removed[1]}. Back to saved undoes that, and everything else since the last save.")

    def _back(self) -> None:
        changed = self.draft.back()
        self._choose(self._chosen if self._chosen in self.draft.lines else next(iter(self.draft.lines)))
        self.announce(f"{self.draft.path} was changed on disk and is read anew." if changed else "Back to what was saved.")

    def _save(self) -> None:
        if not self.draft.changed:
            self.announce("Nothing has changed since the last save.")
            return
        try:
            self.draft.save(protected=self._warned)
        except ProtectedError as error:
            self._warned = True
            reason = str(error).partition(";")[0]
            self.announce(f"Not saved: {reason}. Press Save again to write over it all the same.", fault=True)
            return
        self._show()
        self.announce(f"Saved to {self.draft.path}.")

    # --- choices ----------------------------------------------------------------------------------------------------

    def _choose(self, name: Name | None = None) -> None:
        self._chosen = name or self.widgets.themes.value
        self._first = 0  # number of the first passage shown
        self._show(lines=True)

    def _step(self, chooser: str, by: int) -> None:
        widget = getattr(self.widgets, chooser)
        if widget.options:
            widget.index = min(max(0, (widget.index or 0) + by), len(widget.options) - 1)
            self.announce(widget.label)

    def _turn(self, passages: int) -> None:
        self._first = max(0, self._first + passages)
        self._show()

    def _show_passages_of(self, name: Name) -> None:
        self.widgets.tabs.value = "Passages"
        self._choose(name)
        self.widgets.later.focus()  # the bar that had it is out of sight now

    def _take(self) -> None:
        expression, target = self.widgets.suggestions.value, self.widgets.target.value
        name = next(iter(self._counts.index[self._counts["label"] == target]), None)
        if name is None:
            raise LexiconError("Choose the theme that is to take it, or add one first.")
        if expression:
            lines = [line for line in self.draft.lines[name] if line.strip()]
            self.draft.edit(name, [*lines, as_yaml(expression)])
            self._suggested = self._suggested[self._suggested["expression"] != expression]
            self._choose(name)
            self.announce(f"{expression} is a term of {name[1]} now.")

    def _dismiss(self) -> None:
        if expression := self.widgets.suggestions.value:
            self.draft.dismiss(expression)
            self._suggested = self._suggested[self._suggested["expression"] != expression]
            self._show()
            kept = f"; kept in {self.draft.dismissed_path.as_posix()}" if self.draft.dismissed_path else ""
            self.announce(f"{expression} is not suggested again{kept}.")

    def _look_again(self) -> None:
        self._suggested = None
        self._show()

    # --- what is shown ----------------------------------------------------------------------------------------------

    def _show(self, lines: bool = False) -> None:
        """Bring what can be seen up to date; with `lines` the chosen theme's lines too, which else are the user's."""
        self._setting = True
        try:
            counted = labelled(count_changes(self.draft.saved_mentions, self.draft.mentions)).set_index(["group", "theme"])
            self._counts = counted[counted.index.isin(self.draft.lines)]
            self._show_themes()
            if lines:
                self.widgets.lines.value = "\n".join(self.draft.lines[self._chosen])
                self.widgets.name.value = self._chosen[1]
                self.widgets.new_group.options = list(dict.fromkeys(group for group, _ in self.draft.lines if group))
            self._show_beside()
            tab = self.widgets.tabs.value
            self.widgets.show_tab(tab)
            self.widgets.views[tab].value = self._tabs[tab]()
        finally:
            self._setting = False

    def _show_themes(self) -> None:
        widgets, options = self.widgets, []
        for row in self._counts.itertuples():
            mark = "✗ " if row.Index in self.draft.faults else ""
            options.append((f"{mark}{row.label}: {row.after:,}{html.signed(row.change)}", row.Index))
        with widgets.themes.hold_sync():
            if options != list(widgets.themes.options):
                widgets.themes.options = options
            widgets.themes.value = self._chosen
        group, theme = self._chosen
        where = f" in {html.text(group)}" if group else ""
        widgets.heading.value = f"<b>{html.text(theme)}</b>{where}: its terms, one a line"

    def _show_beside(self) -> None:
        """What each line of the chosen theme counts, or what is wrong with it."""
        lines, faults = self.widgets.lines.value.split("\n"), self.draft.faults.get(self._chosen, {})
        sizes, why, shown = self._own_mentions()["term"].value_counts(), None, {}
        for number, line in enumerate(lines, 1):
            if not line.strip() or number in faults:
                continue
            terms = [term for term in entry_terms(line) if not term.excluded]
            count = int(sum(sizes.get(term.term, 0) for term in terms))
            shown[number] = f"{count:,}" if terms else "left out"
            if terms and not count:
                why = why_zero(self.draft.lexicon, self.draft.articles, self.draft.nested) if why is None else why
                reason = why.get((*self._chosen, terms[0].term))
                shown[number] = f"0, {reason}" if reason else "not counted yet" if faults else "0, stands above already"
        self.widgets.beside.value = html.beside(lines, shown, faults)
        self.widgets.lines.rows = max(4, len(lines) + 1)

    def _own_mentions(self) -> pd.DataFrame:
        mentions, (group, theme) = self.draft.mentions, self._chosen
        return mentions[(mentions["group"] == group) & (mentions["theme"] == theme)]

    def _show_bars(self) -> str:
        if list(self._bars) != list(self._counts.index):
            made = self.widgets.make_bars([(name[0], label) for name, label in self._counts["label"].items()])
            self._bars = dict(zip(self._counts.index, made, strict=True))
            for name, (button, _) in self._bars.items():
                button.on_click(lambda _, name=name: self._do(partial(self._show_passages_of, name)))
        colours = group_colours(list(self.draft.mentions["group"].cat.categories))
        most = self._counts["after"].max()
        for row in self._counts.itertuples():
            colour = colours.get(row.Index[0], "#7f7f7f")
            self._bars[row.Index][1].value = html.bar(row.after, row.change, most, colour)
        return ""

    def _passages(self) -> str:
        rows = self._own_mentions()
        self._first = min(self._first, max(0, (len(rows) - 1) // html.MOST * html.MOST))
        return html.passages(self._chosen[1], rows, self.draft.articles, self._first)

    def _article(self) -> str:
        first, mentions = self.widgets.article.value or 0, self.draft.mentions
        article = self.draft.articles.iloc[first : first + 1]
        return highlight(mentions[mentions["article"].isin(article["article"])], article).html

    def _changes(self) -> str:
        rows = compare(self.draft.saved_mentions, self.draft.mentions, self.draft.articles)
        return html.changes(rows, self._counts)

    def _checks(self) -> str:
        return html.checks(check(self.draft.lexicon, self.draft.articles, self.draft.mentions), self.draft.notes)

    def _suggestions(self) -> str:
        """The list of suggestions, and the chosen one's reason and passage, and the theme that it may belong to."""
        draft, widgets = self.draft, self.widgets
        if self._suggested is None or draft.lexicon.sha256 != self._suggested_for and self._suggesting < LONG:
            begin = perf_counter()
            found = suggest(draft.articles, draft.lexicon, draft.mentions, most=MOST_SUGGESTED + len(draft.dismissed))
            self._suggested = found[~found["expression"].isin(draft.dismissed)].head(MOST_SUGGESTED)
            self._suggested_for, self._suggesting = draft.lexicon.sha256, perf_counter() - begin
        rows = self._suggested.set_index("expression", drop=False)
        labels = (
            rows["expression"] + rows["count"].map(": {:,}".format) + rows["theme"].map(lambda theme: theme and f" → {theme}")
        )
        kept = widgets.suggestions.value
        with widgets.suggestions.hold_sync():
            widgets.suggestions.options = list(zip(labels, rows.index, strict=True))
            widgets.suggestions.value = kept if kept in rows.index else next(iter(rows.index), None)
        widgets.take.disabled = widgets.dismiss.disabled = rows.empty
        widgets.target.options = self._counts["label"].tolist()
        if rows.empty:
            return "<p>Nothing is left to suggest.</p>"
        row = rows.loc[widgets.suggestions.value]
        name = (row["group"], row["theme"])
        widgets.target.value = self._counts.loc[name if name in self.draft.lines else self._chosen, "label"]
        return html.suggestion(row)
