"""The explorer's widgets and where they stand; what they do is in explorer.py. Each has a name for those who cannot see it."""

import ipywidgets as w

from ...text.characters import visible
from .html import STYLE

TABS = ["Counts", "Passages", "Article", "Gained and lost", "Suggestions", "Checks"]


class Widgets:
    """All widgets of an explorer; `root` is the one to show."""

    def __init__(self, articles: list[str], file: str) -> None:
        self.status = w.HTML()
        self._make_left(file)
        self._make_right(articles)
        self.root = w.VBox([w.HTML(STYLE), self.status, w.Box([self.left, self.right], layout=_row(align_items="flex-start"))])
        self.root.add_class("themes-explorer")

    def _make_left(self, file: str) -> None:
        self.themes = w.Select(tooltip="Themes with their mentions", rows=12, layout=_wide())
        self.last_theme, self.next_theme = _steps("theme")
        self.heading = w.HTML(layout=_part())
        self.lines = w.Textarea(tooltip="Terms of the theme, one a line", layout=w.Layout(width="55%", height="auto"))
        self.beside = w.HTML(layout=w.Layout(width="45%"))
        self.name = _text("New name of the theme", "new name")
        self.rename = _button("Rename", "Give the theme this name")
        self.remove = _button("Remove theme", "Take the theme out of the lexicon")
        self.new_name = _text("Name of a theme to add", "another theme")
        self.new_group = w.Combobox(tooltip="Group of the theme to add", placeholder="in group", layout=_part())
        self.add = _button("Add theme", "Add a theme of this name to this group")
        self.save = _button("Save", f"Save to {file or 'a file'}")
        self.back = _button("Back to saved", "Undo everything since the last save")
        rows = [
            [self.name, self.rename, self.remove],
            [self.new_name, self.new_group, self.add],
            [self.save, self.back],
        ]
        side = w.HBox([self.lines, self.beside])
        boxes = [w.HBox(row, layout=_row()) for row in rows]
        head = w.HBox([self.heading, self.last_theme, self.next_theme])
        self.left = w.VBox([self.themes, head, side, *boxes], layout=w.Layout(flex="1 1 26em", min_width="18em"))

    def _make_right(self, articles: list[str]) -> None:
        self.tabs = w.ToggleButtons(options=TABS, tooltips=[f"Show: {tab}" for tab in TABS])
        self.tabs.style.button_width = "auto"
        self.views = {tab: w.HTML() for tab in TABS}
        self.bars = w.VBox()
        self.earlier = _button("Earlier", "The passages before these")
        self.later = _button("Later", "The passages after these")
        places = list(zip(articles, range(len(articles)), strict=True))
        self.article = w.Dropdown(options=places, tooltip="Article to read", layout=_wide())
        self.last_article, self.next_article = _steps("article")
        self.suggestions = w.Select(tooltip="Suggestions", rows=8, layout=_wide())
        self.last_suggestion, self.next_suggestion = _steps("suggestion")
        self.target = w.Combobox(tooltip="Theme that takes the suggestion", ensure_option=True, layout=_part())
        self.take = _button("Take", "Add this expression to the theme")
        self.dismiss = _button("Dismiss for good", "Never suggest this expression again")
        self.again = _button("Look again", "Look for suggestions with the themes as they are now")
        reading = w.HBox([self.article, self.last_article, self.next_article])
        steps = [self.last_suggestion, self.next_suggestion]
        suggesting = w.HBox([*steps, self.target, self.take, self.dismiss, self.again], layout=_row())
        above = {
            "Counts": [self.bars],
            "Passages": [w.HBox([self.earlier, self.later])],
            "Article": [reading] if len(articles) > 1 else [],
            "Suggestions": [self.suggestions, suggesting],
        }
        self.panels = {tab: w.VBox([*above.get(tab, []), self.views[tab]]) for tab in TABS}
        layout = w.Layout(flex="1.6 1 28em", min_width="18em", padding="0 0 0 1em")
        self.right = w.VBox([self.tabs, *self.panels.values()], layout=layout)

    def show_tab(self, shown: str) -> None:
        for tab, panel in self.panels.items():
            panel.layout.display = None if tab == shown else "none"

    def make_bars(self, rows: list[tuple[str, str]]) -> list[tuple[w.Button, w.HTML]]:
        """A button and a bar for each (group, label), below a heading for each group."""
        made, boxes, above = [], [], ""
        left, right = w.Layout(width="45%", margin="0"), w.Layout(width="55%")
        for group, label in rows:
            if group != above:
                boxes.append(w.Label(visible(group), style={"font_weight": "bold"}))
                above = group
            button = w.Button(description=label, tooltip=f"Show the passages of {label}", layout=left)
            made.append((button, w.HTML(layout=right)))
            boxes.append(w.HBox(made[-1], layout=w.Layout(align_items="center")))
        self.bars.children = boxes
        return made


def _wide() -> w.Layout:
    return w.Layout(width="98%")


def _part() -> w.Layout:
    return w.Layout(flex="1 1 6em", width="auto", min_width="5em")


def _row(align_items: str = "center") -> w.Layout:
    return w.Layout(flex_flow="row wrap", align_items=align_items)


def _text(hint: str, shown: str) -> w.Text:
    return w.Text(tooltip=hint, placeholder=shown, layout=_part())


def _steps(what: str) -> tuple[w.Button, w.Button]:
    """To the one before and the next: JupyterLab takes the arrow keys from a list in an output."""
    return tuple(
        w.Button(icon=f"arrow-{way}", tooltip=f"{which} {what}", layout=w.Layout(width="2.6em"))
        for way, which in (("up", "Previous"), ("down", "Next"))
    )


def _button(label: str, hint: str) -> w.Button:
    return w.Button(description=label, tooltip=hint, layout=w.Layout(width="auto"))
