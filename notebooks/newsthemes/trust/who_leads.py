"""Mentions -> who leads: the one place that says so, by mentions and by sentences or articles, and
how solid that is.
"""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from ..lexicon.model import Lexicon
from ..tables.counts import counts, with_sentences
from ..text.characters import visible
from ..text.sentences import paragraph_spans
from ..text.tokens import sentence_counts
from ..text.wording import capital, in_words, listed, plural, share_of, shortened, times
from .sensitivity import AS_IS, first_places, sensitivity

_FEW = 3  # names in a headline; more are counted
_TERM = 30  # characters of a term in a headline


@dataclass(frozen=True)
class Lead:
    """Who leads: a `headline` of at most fourteen words (long names aside) without a full stop, and
    a `detail` of up to two sentences (empty where no theme is named). `groups`: group -> its Lead,
    the first of which is the headline; none where no theme of several groups is named."""

    headline: str
    detail: str
    groups: dict[str, "Lead"]


def lead(mentions: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon | None = None) -> Lead:
    """Who leads the first group of themes, and in `groups` each of the others.

    A theme leads only if it has most mentions and stands in most sentences (with several articles,
    in most articles). With the `lexicon` that the mentions were found with, each term is left out
    in turn, and each theme's `not:` phrases: a lead by mentions that falls without one is said to.
    Raises ValueError for another lexicon, and as `counts` does.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade war. Trade talks. Trade. Iran. Tehran. Tariffs."]})
    >>> lexicon = read_lexicon({"Trade": ["trade", "tariff*"], "Iran": ["Iran", "Tehran"]})
    >>> found = lead(find_mentions(toy, lexicon), toy, lexicon)
    >>> print(found.headline, *found.detail.split(". "), sep="\\n")
    Trade leads, but not without the term “trade”
    Trade has 4 mentions, in 4 of 6 sentences
    Without the term “trade”, Iran has the most mentions.
    """
    table = counts(with_sentences(mentions) if len(articles) == 1 else mentions, articles).astype(
        {"group": object, "theme": object}
    )
    variants = None
    if lexicon is not None:
        variants = sensitivity(
            articles, lexicon, mentions.attrs.get("nested", "drop"), ("term", "not")
        )
        variants = variants.astype({"group": object, "theme": object})
        if (
            variants[variants["variant"] == AS_IS]["mentions"].tolist()
            != table["mentions"].tolist()
        ):
            raise ValueError(
                "lexicon: counts other mentions than these; pass the one that they were found with"
            )
    names = list(dict.fromkeys(table["group"]))
    leads, kept = (
        {},
        tuple(visible(theme) + after for theme in table["theme"] for after in " ,"),
    )  # at a sentence's start
    for group in names:
        scope = f"{visible(group)}: " if group and len(names) > 1 else ""
        own = _Group(group, table, variants, lexicon, mentions, articles)
        told = own.told()
        headline, detail = (text if text.startswith(kept) else capital(text) for text in told)
        leads[group] = Lead(scope + told[0] if scope else headline, detail, {})
    if len(names) > 1 and not table["mentions"].any():
        return Lead(f"None of the {len(table):,} themes is named", "", {})
    return Lead(leads[names[0]].headline, leads[names[0]].detail, leads)


class _Group:
    """One group's themes: which lead by mentions, which by the second measure, and what is told of
    them.
    """

    def __init__(
        self,
        group: str,
        table: pd.DataFrame,
        variants: pd.DataFrame | None,
        lexicon: Lexicon | None,
        mentions: pd.DataFrame,
        articles: pd.DataFrame,
    ):
        self.group, self.lexicon, self.articles = group, lexicon, articles
        self.table = table[table["group"] == group].set_index("theme")
        self.mentions = mentions[(mentions["group"] == group).to_numpy()]
        self.variants = variants if variants is None else variants[variants["group"] == group]
        self.terms = (
            Counter(term[:2] for term in lexicon.terms if not term.excluded)
            if lexicon
            else Counter()
        )
        self.unit = "article" if len(articles) > 1 else "sentence"
        self.total = len(articles) if len(articles) > 1 else int(sentence_counts(articles).sum())
        self.paragraphs = (
            sum(len(paragraph_spans(text)) for text in articles["text"])
            if len(articles) == 1
            else 0
        )
        self.by_mentions, self.by_unit = self._first("mentions"), self._first(f"{self.unit}s")

    def _first(self, measure: str) -> list[str]:
        numbers = self.table[measure]
        return numbers.index[(numbers == numbers.max()) & (numbers > 0)].tolist()

    def told(self) -> tuple[str, str]:
        """The headline and the detail; their first letters small where the words are ours."""
        found, size = self.table[self.table["mentions"] > 0], len(self.table)
        if found.empty:
            one = f"{visible(self.table.index[0])} is never mentioned"
            return (
                one
                if size == 1
                else "neither theme is mentioned"
                if size == 2
                else f"none of the {size:,} themes is mentioned"
            ), ""
        first, *tied = self.by_mentions
        number, units = (
            int(self.table.loc[first, measure]) for measure in ("mentions", f"{self.unit}s")
        )
        name, turns, where = visible(first), self._turns(), self._appear(self.by_unit)
        if len(found) == 1:
            headline = f"{'only ' if size > 1 else ''}{name} is mentioned{',' * (size > 1)} {times(number)}"
            return headline, f"{where}.{self._source()}"
        if self.by_mentions == self.by_unit and tied:
            return (
                f"{names(self.by_mentions)} come first, with {plural(number, 'mention')} each",
                f"{where}.",
            )
        if self.by_mentions == self.by_unit and turns:
            detail = f"{name} has {plural(number, 'mention')}, in {share_of(units, self.total, self.unit)}."
            return (
                f"{name} leads, but {self._but(turns)}",
                f"{detail}{self._in_one(first, number)}{self._depends(turns)}",
            )
        if self.by_mentions == self.by_unit:
            headline = (
                f"{name} leads with {plural(number, 'mention')} in {plural(units, self.unit)}"
            )
            return (
                headline,
                f"{self._next(first)}.{self._in_one(first, number, f' of {name}')}{self._depends(turns)}",
            )
        place = "" if tied else self._in_one(first, number, f" of {name}")
        return self._divided(), f"{self._both()}.{place}{self._depends(turns)}"

    def _divided(self) -> str:
        """Who is mentioned most often, and who in the most sentences, where these are not the
        same.
        """
        most, widest = self.by_mentions, self.by_unit
        alone = " alone" if set(widest) < set(most) else ""
        often = f"{names(most)} {'are' if len(most) > 1 else 'is'} mentioned most often"
        return f"{often}, {names(widest)}{alone} in the most {self.unit}s"

    def _both(self) -> str:
        """The two numbers of those who lead by one of them."""
        most, widest = self.by_mentions, self.by_unit
        if len(most) == len(widest) == 1:
            (mentions, units), (fewer, more) = (
                self.table.loc[one[0], ["mentions", f"{self.unit}s"]] for one in (most, widest)
            )
            has = f"{visible(most[0])} has {plural(int(mentions), 'mention')} in {plural(int(units), self.unit)}"
            return f"{has}; {visible(widest[0])} has {plural(int(fewer), 'mention')} in {plural(int(more), self.unit)}"
        by_mentions = self._most(most, widest, "mentions", ["has", "have"])
        return f"{by_mentions}; {self._most(widest, most, f'{self.unit}s', ['is in', 'are in'])}"

    def _most(self, first: list[str], rivals: list[str], measure: str, verbs: list[str]) -> str:
        """That these come first by a measure, with what, and what those have that come first by the
        other.
        """
        number, others = (
            self.table.loc[first[0], measure],
            [theme for theme in rivals if theme not in first],
        )
        behind = f" to {self.table.loc[others, measure].max():,}" if others else ""
        behind = " each" if len(first) > 1 else behind
        return f"{names(first, 6)} {verbs[len(first) > 1]} the most {measure}, {number:,}{behind}"

    def _appear(self, themes: list[str]) -> str:
        """In how many sentences themes of equal counts appear."""
        units = share_of(int(self.table.loc[themes[0], f"{self.unit}s"]), self.total, self.unit)
        return f"{names(themes, 6)} {'each appear' if len(themes) > 1 else 'appears'} in {units}"

    def _next(self, first: str) -> str:
        """Who follows the leader."""
        rest = self.table["mentions"].drop(first)
        second = rest.index[rest == rest.max()].tolist()
        follow = f"{'follow' if len(second) > 1 else 'follows'} with {plural(int(rest.max()), 'mention')}"
        behind = (
            terms_behind(self.mentions).get((self.group, second[0]), "")
            if self.unit == "article"
            else ""
        )
        behind = "" if len(second) > 1 or visible(second[0]).lower() in behind.lower() else behind
        return f"{names(second, 6)} {follow}{' each' * (len(second) > 1)}{f', {behind}' if behind else ''}"

    def _in_one(self, theme: str, number: int, of: str = "") -> str:
        """How many of a theme's mentions stand in one paragraph, or in one of several articles, as
        a further sentence; empty unless most do.
        """
        kind = "article" if len(self.articles) > 1 else "paragraph"
        own = self.mentions[(self.mentions["theme"] == theme).to_numpy()]
        most = int(own[kind].value_counts().iloc[0])
        if number < 2 or 2 * most <= number or (kind == "paragraph" and self.paragraphs == 1):
            return ""
        every = f"both mentions{of}" if number == 2 else f"all {in_words(number)} mentions{of}"
        some = f"{in_words(most)} of the {in_words(number)} mentions{of}"
        return f" {capital(every if most == number else some)} stand in one {kind}."

    def _turns(self) -> list:
        """The changes after which others have most mentions: those of `sensitivity`, with `after`,
        who, and `most`, how many.

        Without its only term a theme is nothing, which is no news.
        """
        rows = [] if self.variants is None else first_places(self.variants).itertuples()
        turns = [row for row in rows if row.after != row.before]
        return [
            row
            for row in turns
            if row.change == "not" or self.terms[row.changed_group, row.changed_theme] > 1
        ]

    def _but(self, turns: list) -> str:
        """What the lead depends on, as the end of a headline."""
        if len(turns) > 1:
            what = (
                "terms" if all(turn.change == "term" for turn in turns) else "terms or exclusions"
            )
            return f"leaving out {'either' if len(turns) == 2 else 'any'} of {len(turns):,} {what} changes that"
        if turns[0].change == "term":
            return f"not without the term {_quoted(turns[0].term)}"
        pair = turns[0].changed_group, turns[0].changed_theme
        phrases = [term.term for term in self.lexicon.terms if term.excluded and term[:2] == pair]
        what = _quoted(phrases[0]) if len(phrases) == 1 else f"{len(phrases)} phrases"
        return f"only because {visible(pair[1])} excludes {what}"

    def _depends(self, turns: list) -> str:
        """What becomes of a lone leader by mentions without a term, as a further sentence."""
        if self.variants is None or len(self.by_mentions) > 1:
            return ""
        if not turns:
            return (
                " No single term decides who leads by mentions."
                if self.terms[self.group, self.by_mentions[0]] > 1
                else ""
            )
        if len(turns) > 1:
            return f" {without(turns)}, {visible(self.by_mentions[0])} is no longer alone in first place."
        return f" {without(turns)}, {after_change(turns[0].after, turns[0].most)}."

    def _source(self) -> str:
        """The one term that brings all mentions of the only theme, where they are several, as a
        second sentence.
        """
        terms = self.mentions["term"].astype(str).unique()
        return (
            f" Every mention comes from the term {_quoted(terms[0])}."
            if len(terms) == 1 < len(self.mentions)
            else ""
        )


def terms_behind(mentions: pd.DataFrame) -> dict[tuple[str, str], str]:
    """(group, theme) -> the most used of its terms that bring half of its mentions together, at
    most three by name: what a rate is mostly, or only, the rate of. For a term with a wildcard
    stands the word that it finds most.

    >>> toy = pd.DataFrame({"group": "", "theme": "War", "term": ["Russia", "Ukrain*", "Ukrain*"]})
    >>> terms_behind(toy.assign(match=["Russia", "Ukraine", "Ukraine"])), terms_behind(toy.head(1).assign(match="Russia"))
    ({('', 'War'): 'mostly words like “Ukraine”'}, {('', 'War'): 'only “Russia”'})
    """
    behind = {}
    for pair, own in mentions.groupby(["group", "theme"], observed=True, sort=False):
        share = own["term"].astype(str).value_counts(normalize=True).cumsum()
        names = share.index[: (share < 0.5).sum() + 1]
        found = (
            own["match"]
            .astype(str)
            .groupby(own["term"].astype(str))
            .agg(lambda forms: forms.value_counts().index[0])
        )
        words = [
            f"words like “{shortened(found[name], 40)}”"
            if "*" in name
            else f"“{shortened(name, 40)}”"
            for name in names
        ]
        behind[pair] = f"{'only' if len(share) == 1 else 'mostly'} {listed(words, 3)}"
    return behind


def _quoted(term: str) -> str:
    return f"“{shortened(visible(term), _TERM)}”"


def left_out(changes: list) -> list[str]:
    """The terms and `not:` phrases that are left out, each in turn, by name; rows as `hinges` has
    them.
    """
    phrases = "the not: phrases of "
    return [
        _quoted(row.term) if row.change == "term" else phrases + visible(row.changed_theme)
        for row in changes
    ]


def without(changes: list) -> str:
    """The start of a sentence: without which terms or `not:` phrases, each left out in turn; rows
    as `hinges` has them.
    """
    what = left_out(changes)
    terms = all(row.change == "term" for row in changes)
    if len(what) == 1:
        return f"Without {'the term ' * terms}{what[0]}"
    one = "either" if len(what) == 2 else "any one"
    return f"Without {one} of {'the terms ' * terms}{listed(what, last='or')}"


def after_change(themes: list[str], mentions: int) -> str:
    """The end of that sentence: who has the most mentions then, and how many where several have.

    >>> after_change(["Iran"], 4), after_change(["Iran", "Trade"], 1), after_change([], 0)
    ('Iran has the most mentions', 'the themes Iran and Trade have 1 mention each', 'no theme has a
    mention')
    """
    if not themes:
        return "no theme has a mention"
    if len(themes) == 1:
        return f"{visible(themes[0])} has the most mentions"
    return f"{'the themes ' * (len(themes) <= _FEW)}{names(themes)} have {plural(int(mentions), 'mention')} each"


def names(themes: list[str], most: int = _FEW) -> str:
    """Themes by name, and where they are more than so many, their number; several in quotes where
    one has an "and".
    """
    names = [visible(theme) for theme in themes]
    if len(names) > most:
        return f"{in_words(len(names))} themes"
    quote = len(names) > 1 and any(" and " in name for name in names)
    return listed([f"“{name}”" if quote else name for name in names], most)
