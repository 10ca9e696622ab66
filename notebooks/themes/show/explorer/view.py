"""A draft of a lexicon -> what the explorer's widgets show of it: the lists, and the tab that is open."""

from collections.abc import Callable
from time import perf_counter

import ipywidgets as w
import pandas as pd

from ...lexicon.edit import Name, entry_terms
from ...review.check import check
from ...review.compare import compare, count_changes
from ...review.suggest import suggest
from ...review.why_zero import why_zero
from ...tables.counts import labelled
from ...text.wording import plural
from ..highlight import highlight
from ..plots import group_colours
from . import html
from .draft import Draft
from .widgets import Widgets

LONG = 0.2  # seconds: suggestions that took longer are not looked for again at every key
MOST_SUGGESTED = 20


class View:
    """Sets the widgets' values; `setting` is true while it does, and `suggested` the suggestions that are left."""

    def __init__(self, draft: Draft, widgets: Widgets, on_bar: Callable[[Name], None]) -> None:
        self.draft, self.widgets, self.on_bar = draft, widgets, on_bar
        self.setting = False
        self.first = 0  # number of the first passage shown
        self.suggested: pd.DataFrame | None = None
        self._suggested_for = ""  # the sha256 of the lexicon they were found for
        self._suggesting = 0.0  # seconds that it took
        self._bars: dict[Name, tuple[w.Button, w.HTML]] = {}
        self._tabs = {
            "Counts": self._show_counts,
            "Passages": self._show_passages,
            "Article": self._show_article,
            "Gained and lost": self._show_changes,
            "Suggestions": self._show_suggestions,
            "Checks": self._show_checks,
        }

    def show(self, chosen: Name, lines: bool = False) -> None:
        """Bring what can be seen up to date; with `lines` the chosen theme's lines too, which else are the user's."""
        self.chosen = chosen
        self.setting = True
        try:
            counted = labelled(count_changes(self.draft.saved_mentions, self.draft.mentions))
            known = [pair in self.draft.lines for pair in zip(counted["group"], counted["theme"], strict=True)]
            self.counts = counted[known]
            self._show_themes(lines)
            self._show_beside()
            self.widgets.show_tab(self.widgets.tabs.value)
            self._tabs[self.widgets.tabs.value]()
        finally:
            self.setting = False

    def counted(self, name: Name, before: pd.DataFrame) -> str:
        """What an edit of a theme changed, as a sentence."""
        row = self._row(name)
        after = self.draft.mentions
        more = html.signed(len(after) - len(before))
        return f"{name[1]}: {plural(int(row['after']), 'mention')}. All themes: {len(after):,}{more}."

    def _row(self, name: Name) -> pd.Series:
        return self.counts[(self.counts["group"] == name[0]) & (self.counts["theme"] == name[1])].iloc[0]

    def turn(self, pages: int) -> None:
        self.first = max(0, self.first + pages * html.MOST)

    def _show_themes(self, lines: bool) -> None:
        widgets, options = self.widgets, []
        for row in self.counts.itertuples():
            mark = "✗ " if (row.group, row.theme) in self.draft.faults else ""
            options.append((f"{mark}{row.label}: {row.after:,}{html.signed(row.change)}", (row.group, row.theme)))
        if options != list(widgets.themes.options):
            with widgets.themes.hold_sync():
                widgets.themes.options = options
                widgets.themes.value = self.chosen
        elif widgets.themes.value != self.chosen:
            widgets.themes.value = self.chosen
        group, theme = self.chosen
        where = f" in {html.text(group)}" if group else ""
        widgets.heading.value = f"<b>{html.text(theme)}</b>{where}: its terms, one a line"
        if lines:
            widgets.lines.value = "\n".join(self.draft.lines[self.chosen])
            widgets.name.value = theme
            widgets.new_group.options = [name for name in dict.fromkeys(group for group, _ in self.draft.lines) if name]

    def _show_beside(self) -> None:
        """What each line of the chosen theme counts, or what is wrong with it."""
        group, theme = self.chosen
        lines, faults = self.widgets.lines.value.split("\n"), self.draft.faults.get(self.chosen, {})
        rows = self.draft.mentions[(self.draft.mentions["group"] == group) & (self.draft.mentions["theme"] == theme)]
        sizes, why, said = rows["term"].value_counts(), None, {}
        for number, line in enumerate(lines, 1):
            if not line.strip() or number in faults:
                continue
            terms = [term for term in entry_terms(line) if not term.excluded]
            count = int(sum(sizes.get(term.term, 0) for term in terms))
            said[number] = f"{count:,}" if terms else "left out"
            if terms and not count:
                why = why_zero(self.draft.lexicon, self.draft.articles, self.draft.nested) if why is None else why
                reason = why.get((group, theme, terms[0].term))
                said[number] = f"0, {reason}" if reason else "not counted yet" if faults else "0, stands above already"
        self.widgets.beside.value = html.beside(lines, said, faults)
        self.widgets.lines.rows = max(4, len(lines) + 1)

    # --- the tabs ---------------------------------------------------------------------------------------------------

    def _show_counts(self) -> None:
        names = list(zip(self.counts["group"], self.counts["theme"], strict=True))
        if list(self._bars) != names:
            made = self.widgets.make_bars(list(zip(self.counts["group"], self.counts["label"], strict=True)))
            self._bars = dict(zip(names, made, strict=True))
            for name, (button, _) in self._bars.items():
                button.on_click(lambda _, name=name: self.on_bar(name))
        colours = group_colours(list(self.draft.mentions["group"].cat.categories))
        most = self.counts["after"].max()
        for row in self.counts.itertuples():
            shown = html.bar(row.after, row.change, most, colours.get(row.group, "#7f7f7f"))
            self._bars[row.group, row.theme][1].value = shown

    def _show_passages(self) -> None:
        mentions = self.draft.mentions
        rows = mentions[(mentions["group"] == self.chosen[0]) & (mentions["theme"] == self.chosen[1])]
        self.first = min(self.first, max(0, (len(rows) - 1) // html.MOST * html.MOST))
        self.widgets.views["Passages"].value = html.passages(self.chosen[1], rows, self.draft.articles, self.first)

    def _show_article(self) -> None:
        first, mentions = self.widgets.article.value or 0, self.draft.mentions
        article = self.draft.articles.iloc[first : first + 1]
        own = mentions[mentions["article"].isin(article["article"])]
        self.widgets.views["Article"].value = highlight(own, article).html

    def _show_changes(self) -> None:
        rows = compare(self.draft.saved_mentions, self.draft.mentions, self.draft.articles)
        self.widgets.views["Gained and lost"].value = html.changes(rows, self.counts)

    def _show_checks(self) -> None:
        found = check(self.draft.lexicon, self.draft.articles, self.draft.mentions)
        self.widgets.views["Checks"].value = html.checks(found, self.draft.notes)

    # --- the suggestions --------------------------------------------------------------------------------------------

    def _show_suggestions(self) -> None:
        current = self.draft.lexicon.sha256
        if self.suggested is None or current != self._suggested_for and self._suggesting < LONG:
            start = perf_counter()
            most = MOST_SUGGESTED + len(self.draft.dismissed)
            found = suggest(self.draft.articles, self.draft.lexicon, self.draft.mentions, most=most)
            self.suggested = found[~found["expression"].isin(self.draft.dismissed)].head(MOST_SUGGESTED)
            self._suggested_for, self._suggesting = current, perf_counter() - start
        self._list_suggestions()
        self.show_suggestion()

    def _list_suggestions(self) -> None:
        widgets, rows = self.widgets, self.suggested
        options = [
            (f"{expression}: {count:,}" + (f" → {theme}" if theme else ""), expression)
            for expression, count, theme in zip(rows["expression"], rows["count"], rows["theme"], strict=True)
        ]
        kept = widgets.suggestions.value
        with widgets.suggestions.hold_sync():
            widgets.suggestions.options = options
            left = rows["expression"].tolist()
            widgets.suggestions.value = kept if kept in left else next(iter(left), None)
        widgets.take.disabled = widgets.dismiss.disabled = not options
        widgets.target.options = self.counts["label"].tolist()

    @property
    def target(self) -> Name | None:
        """The theme that is to take the suggestion."""
        rows = self.counts[self.counts["label"] == self.widgets.target.value]
        return None if rows.empty else (rows["group"].iloc[0], rows["theme"].iloc[0])

    def drop_suggestion(self, expression: str) -> None:
        """Take one out of the list."""
        self.suggested = self.suggested[self.suggested["expression"] != expression]

    def show_suggestion(self) -> None:
        """The chosen suggestion's reason and passage, and the theme that it may belong to; else the one being edited."""
        rows = self.suggested[self.suggested["expression"] == self.widgets.suggestions.value]
        view = self.widgets.views["Suggestions"]
        if rows.empty:
            view.value = "<p>Nothing is left to suggest.</p>"
            return
        row = rows.iloc[0]
        name = (row["group"], row["theme"]) if (row["group"], row["theme"]) in self.draft.lines else self.chosen
        self.widgets.target.value = self._row(name)["label"]
        view.value = html.suggestion(row)
