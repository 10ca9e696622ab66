"""The explorer's widgets and where they stand; what they do is in explorer.py. Each has a name for those who cannot see it."""

import ipywidgets as w

from ...text.characters import visible
from .html import STYLE

TABS = ["Counts", "Passages", "Article", "Gained and lost", "Suggestions", "Checks"]
WIDE, PART = {"width": "98%"}, {"flex": "1 1 6em", "width": "auto", "min_width": "5em"}
ROW = {"flex_flow": "row wrap", "align_items": "center"}


class Widgets:
    """All widgets of an explorer; `root` is the one to show."""

    def __init__(self, articles: list[str], file: str) -> None:
        self.status = w.HTML()
        sides = w.Box([self._make_left(file), self._make_right(articles)], layout=ROW | {"align_items": "flex-start"})
        self.root = w.VBox([w.HTML(STYLE), self.status, sides])
        self.root.add_class("themes-explorer")

    def _make_left(self, file: str) -> w.VBox:
        self.themes = w.Select(tooltip="Themes with their mentions", rows=12, layout=WIDE)
        self.last_theme, self.next_theme = _steps("theme")
        self.heading = w.HTML(layout=PART)
        self.lines = w.Textarea(tooltip="Terms of the theme, one a line", layout={"width": "55%", "height": "auto"})
        self.beside = w.HTML(layout={"width": "45%"})
        self.name = w.Text(tooltip="New name of the theme", placeholder="new name", layout=PART)
        self.rename = _button("Rename", "Give the theme this name")
        self.remove = _button("Remove theme", "Take the theme out of the lexicon")
        self.new_name = w.Text(tooltip="Name of a theme to add", placeholder="another theme", layout=PART)
        self.new_group = w.Combobox(tooltip="Group of the theme to add", placeholder="in group", layout=PART)
        self.add = _button("Add theme", "Add a theme of this name to this group")
        self.save = _button("Save", f"Save to {file or 'a file'}")
        self.back = _button("Back to saved", "Undo everything since the last save")
        rows = [
            w.HBox([self.heading, self.last_theme, self.next_theme]),
            w.HBox([self.lines, self.beside]),
            w.HBox([self.name, self.rename, self.remove], layout=ROW),
            w.HBox([self.new_name, self.new_group, self.add], layout=ROW),
            w.HBox([self.save, self.back], layout=ROW),
        ]
        return w.VBox([self.themes, *rows], layout={"flex": "1 1 26em", "min_width": "18em"})

    def _make_right(self, articles: list[str]) -> w.VBox:
        self.tabs = w.ToggleButtons(options=TABS, tooltips=[f"Show: {tab}" for tab in TABS], style={"button_width": "auto"})
        self.views = {tab: w.HTML() for tab in TABS}
        self.bars = w.VBox()
        self.earlier = _button("Earlier", "The passages before these")
        self.later = _button("Later", "The passages after these")
        places = list(zip(articles, range(len(articles)), strict=True))
        self.article = w.Dropdown(options=places, tooltip="Article to read", layout=WIDE)
        self.last_article, self.next_article = _steps("article")
        self.suggestions = w.Select(tooltip="Suggestions", rows=8, layout=WIDE)
        self.last_suggestion, self.next_suggestion = _steps("suggestion")
        self.target = w.Combobox(tooltip="Theme that takes the suggestion", ensure_option=True, layout=PART)
        self.take = _button("Take", "Add this expression to the theme")
        self.dismiss = _button("Dismiss for good", "Never suggest this expression again")
        self.again = _button("Look again", "Look for suggestions with the themes as they are now")
        reading = w.HBox([self.article, self.last_article, self.next_article])
        suggesting = [self.last_suggestion, self.next_suggestion, self.target, self.take, self.dismiss, self.again]
        above = {
            "Counts": [self.bars],
            "Passages": [w.HBox([self.earlier, self.later])],
            "Article": [reading] if len(articles) > 1 else [],
            "Suggestions": [self.suggestions, w.HBox(suggesting, layout=ROW)],
        }
        self.panels = {tab: w.VBox([*above.get(tab, []), self.views[tab]]) for tab in TABS}
        layout = {"flex": "1.6 1 28em", "min_width": "18em", "padding": "0 0 0 1em"}
        return w.VBox([self.tabs, *self.panels.values()], layout=layout)

    def show_tab(self, shown: str) -> None:
        for tab, panel in self.panels.items():
            panel.layout.display = None if tab == shown else "none"

    def make_bars(self, rows: list[tuple[str, str]]) -> list[tuple[w.Button, w.HTML]]:
        """A button and a bar for each (group, label), below a heading for each group."""
        made, boxes, above = [], [], ""
        left, right = w.Layout(width="45%", margin="0"), w.Layout(width="55%")  # shared by all: each is a message
        for group, label in rows:
            if group != above:
                boxes.append(w.Label(visible(group), style={"font_weight": "bold"}))
                above = group
            button = w.Button(description=label, tooltip=f"Show the passages of {label}", layout=left)
            made.append((button, w.HTML(layout=right)))
            boxes.append(w.HBox(made[-1], layout={"align_items": "center"}))
        self.bars.children = boxes
        return made


def _steps(what: str) -> tuple[w.Button, w.Button]:
    """To the one before and the next: JupyterLab takes the arrow keys from a list in an output."""
    return tuple(
        w.Button(icon=f"arrow-{way}", tooltip=f"{which} {what}", layout={"width": "2.6em"})
        for way, which in (("up", "Previous"), ("down", "Next"))
    )


def _button(label: str, hint: str) -> w.Button:
    return w.Button(description=label, tooltip=hint, layout={"width": "auto"})
