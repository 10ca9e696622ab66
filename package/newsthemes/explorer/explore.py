"""The explorer in Jupyter: the page's own, in a frame, and what Python answers it. The lexicon in
the making is in draft.py.
"""

from pathlib import Path
from threading import RLock, Thread
from typing import Any

import pandas as pd

from ..files.optional_packages import extra
from ..files.write_files import sha256
from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.edit import theme_lines
from ..lexicon.read_lexicon import Lexicon, LexiconError
from ..lexicon.yaml_themes import settings_above
from ..page.highlight import page_data
from ..page.script_files import frame
from ..plots.save import TAKEN, figures_folder, picture
from ..review.check import check
from ..review.suggestions import suggest
from ..text.wording import plural
from .draft import Draft

Answer = dict[str, Any]
_SUGGESTIONS = 30  # are shown


@accepts_plain_inputs
def explore(
    articles: pd.DataFrame,
    lexicon: Lexicon,
    nested: str = "drop",
    colors: dict[str, str] | None = None,
) -> "Explorer":
    """An explorer of the articles' themes, to be shown as a cell's last line.

    Where the cell is run again, the browser offers the edits that are not yet saved.

    Parameters
    ----------
    articles, lexicon, nested : as for `find_mentions`. The themes are saved to their file, unless
        it was changed since it was read; `save_lexicon` gives those of a dict one.
    colors : group or theme -> color, from `group_colors(lexicon)`.

    Returns
    -------
    An `Explorer`: its `lexicon` and `mentions` are those of the moment, for other cells to go on
    with. ValueError for no articles.
    """
    return Explorer(Draft(articles, lexicon, nested), colors)


class Explorer:
    """A draft of a lexicon, and the frame in which it is edited. An unforeseen error is shown
    there, and kept in `error`.
    """

    def __init__(self, draft: Draft, colors: dict[str, str] | None = None) -> None:
        self.draft, self.colors = draft, colors
        self.error: Exception | None = None
        self._lock = RLock()  # Jupyter may hand over messages while a cell runs
        with extra("page", "The explorer"):
            from .widget import Front
        self.front = Front(page=frame(self._data()))
        self.front.on_msg(self._asked)

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon of the moment, without the lines that cannot be read."""
        with self._lock:
            return self.draft.lexicon

    @property
    def mentions(self) -> pd.DataFrame:
        """The mentions table of the moment."""
        with self._lock:
            return self.draft.mentions

    def _repr_mimebundle_(self, **kwargs: object) -> tuple[dict[str, Any], dict[str, Any]]:
        """The frame where it lives; where it does not, as in a notebook that is only read, a
        picture of it.
        """
        themes = plural(len(self.draft.names), "theme")
        data = {"text/plain": f"An explorer of {themes}; it works while the notebook runs."}
        about: dict[str, Any] = {}
        taken = figures_folder() / TAKEN
        if taken.exists():
            data, about = picture(taken.read_bytes())
        live, *_ = self.front._repr_mimebundle_()
        return live | data, about

    def _data(self) -> Answer:
        """What the frame counts from, with the lines of the saved themes, and the key by which a
        browser keeps an edit of them.
        """
        draft, saved = self.draft, self.draft.saved
        place = Path(saved.path).resolve()
        data = page_data(
            draft.saved_mentions,
            draft.sample,
            saved,
            len(draft.articles),
            draft.given,
            self.colors,
        )
        for theme, lines in zip(data["lexicon"], theme_lines(saved).values(), strict=True):
            theme["lines"] = lines
            if len(theme["lines"]) != len(theme["terms"]):  # one is there twice: the first counts
                data["articles"] = [article | {"found": None} for article in data["articles"]]
        data["key"] = sha256(f"{place}\0{saved.sha256}".encode())
        data["above"] = list(settings_above(saved.source).values())
        return data

    # --- what the frame asks
    # ----------------------------------------------------------------------------------------

    def _asked(self, _: object, message: Answer, buffers: object = None) -> None:
        """Answer a message. What takes long has a thread of its own, so that no edit waits for it,
        and the cell that is run next has the edit.
        """
        if message["kind"] in ("suggestions", "checks"):
            Thread(target=self._answer, args=(message,), daemon=True).start()
        else:
            with self._lock:
                self._answer(message)

    def _answer(self, message: Answer) -> None:
        """Answer a message; Jupyter would put an error where nobody looks."""
        try:
            answer = getattr(self, f"_on_{message['kind']}")(message)
        except LexiconError as error:
            answer = {"said": f"Not saved: {error}."}
        except Exception as error:  # noqa: BLE001 (it is shown, and kept)
            self.error = error
            what = f"{type(error).__name__}: {error}"
            answer = {"error": f"This went wrong, and is kept in explorer.error: {what}"}
        self.front.send(answer | {"number": message.get("number")})

    def _on_edit(self, message: Answer) -> Answer:
        draft = self.draft
        fault = draft.take(message["edit"])
        if fault:
            return {"fault": fault}
        above = settings_above(draft.lexicon.source)
        answer = {"fault": "", "above": [above[n] for n in draft.names], "forms": draft.forms}
        if len(draft.articles) > len(draft.sample):
            gained, lost = draft.changes()
            answer |= {"counts": draft.counts(), "gained": gained, "lost": lost}
        return answer

    def _on_save(self, message: Answer) -> Answer:
        draft = self.draft
        draft.take(message["edit"])
        draft.save()
        data = self._data()
        self.front.page = frame(data)
        base = {name: data[name] for name in ("lexicon", "key", "above", "forms")}
        return {"base": base, "said": f"Saved to {draft.saved.path}."}

    def _of_one_moment(self) -> tuple[pd.DataFrame, pd.DataFrame, Lexicon]:
        """The mentions, the articles and the lexicon, of one moment."""
        with self._lock:
            return self.draft.mentions, self.draft.articles, self.draft.lexicon

    def _on_suggestions(self, _: Answer) -> Answer:
        _, articles, lexicon = self._of_one_moment()
        table = suggest(articles, lexicon).head(_SUGGESTIONS)
        table["said"] = [
            f"{kind}, {plural(mentions, 'mention')}:"
            for kind, mentions in zip(table["kind"], table["mentions"], strict=True)
        ]
        rows = table[["term", "theme", "said", "passage"]].to_dict("records")
        said = "Read the passage before you take one."
        if not rows:
            said = "Nothing is left to suggest."
        return {"rows": rows, "said": said}

    def _on_checks(self, _: Answer) -> Answer:
        table = check(*self._of_one_moment())
        table["said"] = table["finding"] + ". " + table["what_to_do"] + "."
        rows = table["theme term line said".split()].to_dict("records")
        said = ""
        if not rows:
            said = "There is nothing to check."
        return {"rows": rows, "said": said}
