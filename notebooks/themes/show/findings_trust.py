"""Tables of trust -> the sentences that say what they show. `findings` hands them on, and charts share them."""

import pandas as pd

from ..tables.counts import labelled
from ..tables.statistics import sentences_needed
from ..text.characters import visible
from ..text.wording import capital, listed, percent, plural, share_of
from ..trust.agreement import MIN_CODED
from ..trust.codes import of_model, who_coded
from ..trust.coding import sentences_of
from ..trust.sensitivity import AS_IS, first_places
from ..trust.validity import SAMPLED
from .captions import Sentences
from .findings_many import as_title, silent

REPEATED = "Passes of one model show repeatability, not reliability"
NOTHING_CODED = "Nobody has checked these counts yet"
SHEET = "python3 run.py sheet --articles … --themes …"
WIDTH = 0.2  # of an interval of precision


def coders_agree(table: pd.DataFrame) -> Sentences:
    """On how many judgements the coders disagree, how far that is from chance, and on which theme they agree least:
    `agreement(codes)`. A theme of which some coder sees every sentence is not named: its alpha is 0 or below anyway.
    """
    every, coders = table.iloc[-1], table.attrs["coders"]
    who = _subject(coders)
    if len(coders) < 2:
        return Sentences(f"{who} has coded this, so there is no agreement to measure")
    if not every["sentences"]:
        return Sentences("No sentence was coded twice, so there is no agreement to measure")
    differ = int(every["sentences"] - every["both"] - every["neither"])
    number = plural(every["sentences"], "judgement")
    every_one = f"agree on all {number}" if every["sentences"] > 1 else "agree on the only judgement"
    verb = f"disagree on {differ:,} of {number}" if differ else every_one
    title = as_title(f"{who} {verb}", f"The coders {verb}")
    passes = [REPEATED] * (sum(map(of_model, coders)) > 1)
    passes += [f"The coders are {who_coded(coders)}"] * title.startswith("The coders")
    if pd.isna(every["alpha"]):
        few = every["coded"] < MIN_CODED
        why = "so few sentences are about a theme" if few else "every sentence is about every theme"
        return Sentences(title, f"There is no coefficient, as {why}", *passes)
    bounds = f" ({every['alpha_low']:.2f} to {every['alpha_high']:.2f})" if every["alpha_low"] <= every["alpha"] else ""
    alpha = f"Krippendorff’s alpha, their agreement beyond chance, is {every['alpha']:.2f}{bounds}"
    themes = labelled(table.iloc[:-1])
    themes = themes[themes["alpha"].notna() & (themes["neither"] > 0)]
    if len(themes) > 1 and themes["alpha"].min() < themes["alpha"].max():
        least = themes[themes["alpha"] == themes["alpha"].min()]
        alpha += f", and lowest for {listed(least['label'].tolist())}, {least['alpha'].iloc[0]:.2f}"
    return Sentences(title, alpha, *passes)


def _subject(coders: list[str]) -> str:
    """Who coded, as the subject of a sentence.

    >>> _subject(["maria"]), _subject(["ann", "bo"])
    ('One person, maria,', 'Two coders')
    """
    who = capital(who_coded(coders))
    return who + "," if len(coders) == 1 and "," in who else who


def without_terms(table: pd.DataFrame) -> Sentences:
    """Who leads by mentions in the first group that is mentioned, and on which single term, or `not:` phrases, the lead of each
    group depends: `sensitivity(articles, lexicon)`.
    """
    sentences = []
    for group, leaders, changes in rivalries(table):
        own = changes[changes["change"].isin(["term", "not"])]
        what = [f"“{row.term}”" if row.term else f"the not: phrases of {row.changed_theme}" for row in own.itertuples()]
        if sentences:  # of another group
            one = what[0] if len(what) == 1 else f"one of {listed(what)}"
            sentences += [f"Without {one}, {listed(leaders)} no longer lead{'s' * (len(leaders) == 1)} {group}"] * bool(what)
        elif not what:
            lead = f"{_lead(leaders)}, whichever single term is left out"
            sentences = [as_title(lead, "The lead depends on no single term")]
        else:
            lost = [f"Without {one}, {_then(leaders, after)}" for one, after in zip(what, own["after"], strict=True)]
            with_term = lost[0].replace("Without “", "Without the term “", 1)
            title = as_title(with_term, lost[0], "The lead depends on a single term")
            sentences = [title, *lost[title in (with_term, lost[0]) : 4]]
    return Sentences(*sentences or [_no_lead(table)])


def other_rules(table: pd.DataFrame) -> Sentences:
    """Whether another theme of the first group that is mentioned leads by another rule: `sensitivity(articles, lexicon)`."""
    for _, leaders, changes in rivalries(table)[:1]:
        own = changes[changes["change"].isin(["nested", "case"])]
        names = [name.replace("ones ", "ones are ") for name in own["variant"]]
        cases = [f"If {name}, {_then(leaders, after)}" for name, after in zip(names, own["after"], strict=True)]
        if cases:
            return Sentences(as_title(cases[0], "Under another counting rule, the lead changes"), *cases[1:])
        rules = "under every counting rule tried"
        return Sentences(as_title(f"{_lead(leaders)} {rules}", f"The lead holds {rules}"))
    return Sentences(_no_lead(table))


def rivalries(table: pd.DataFrame) -> list[tuple[str, list[str], pd.DataFrame]]:
    """Of a table of sensitivity, the groups of two themes and more that are mentioned: who leads each, and the changes after
    which others do.
    """
    sizes, places = table[table["variant"] == AS_IS]["group"].value_counts(sort=False), first_places(table)
    for column in ("before", "after"):
        places[column] = [[*map(visible, names)] for names in places[column]]
    parts = [(group, places[places["group"] == group]) for group, size in sizes.items() if size > 1]
    return [(group, own["before"].iloc[0], own[own["before"] != own["after"]]) for group, own in parts if own["before"].iloc[0]]


def _no_lead(table: pd.DataFrame) -> str:
    """Why there is no lead that could depend on something."""
    rows = table[table["variant"] == AS_IS]
    return "No theme that is named has a rival, so there is no lead to test" if rows["mentions"].any() else silent(rows)


def _lead(leaders: list[str]) -> str:
    return f"{listed(leaders)} {'leads' if len(leaders) == 1 else 'lead'} in mentions"


def _then(leaders: list[str], after: list[str]) -> str:
    """Who leads after a change, beside those that did."""
    if not after:
        return "none of the themes is named"
    verb = "leads" if len(after) == 1 else "lead"
    if leaders[0] in after and len(leaders) == 1:
        return f"{leaders[0]} only ties with {listed([name for name in after if name != leaders[0]])}"
    if set(after) <= set(leaders):
        return f"{listed(after)} {verb} alone"
    return f"{listed(after)} {verb}" + ("" if set(after) & set(leaders) else f", not {listed(leaders)}")


def checked(table: pd.DataFrame) -> Sentences:
    """By whom the counts were checked, with precision and recall over all themes: `validity(mentions, codes, articles)`."""
    done = table[table["note"] != "not coded"]
    if done.empty:
        return Sentences(NOTHING_CODED)
    of = f" of {len(done):,} of {len(table):,} themes" if len(done) < len(table) else ""
    true, false, misses = (int(done[column].sum()) for column in ("true_finds", "false_finds", "misses"))
    if (done["interval"] == SAMPLED).any():
        spans = [_span(done["precision"], "of matches are right (precision)")]
        spans += [_span(done["recall"], "of relevant sentences are found (recall)")]
    else:
        spans = [_share(true, true + false, "match", "right", "precision")]
        spans += [_share(true, true + misses, "relevant sentence", "found", "recall")]
    shares = " and ".join(filter(None, spans))
    split = int(done[["disputed_finds", "disputed_misses"]].to_numpy().sum())
    return Sentences(
        f"{_subject(table.attrs['coders'])} checked the counts{of}" + f": {shares}" * bool(shares),
        *[f"They split on {plural(split, 'more judgement')}"] * bool(split),
    )


def _share(true: int, total: int, noun: str, what: str, name: str) -> str:
    """How many of so many are what; empty where there is none.

    >>> _share(74, 76, "match", "right", "precision"), _share(0, 0, "match", "right", "precision")
    ('74 of 76 matches are right (precision 97 %)', '')
    """
    nouns = noun + ("es" if noun.endswith("ch") else "s")
    verb = "is" if total == 1 else "are"
    right = share_of(true, total, noun, nouns) if true or total == 1 else f"none of {total:,} {nouns}"
    right, what = (f"the only {noun}", f"not {what}") if not true and total == 1 else (right, what)
    return f"{right} {verb} {what} ({name} {percent(true / total)})" if total else ""


def _span(shares: pd.Series, what: str) -> str:
    """From the lowest to the highest share, where any is known."""
    ends = list(dict.fromkeys(map(percent, [shares.min(), shares.max()]))) if shares.notna().any() else []
    return f"{' to '.join(ends)} {what}" if ends else ""


def unchecked(articles: pd.DataFrame) -> Sentences:
    """That nobody has checked the counts, and how one does: the command, and how many sentences an interval needs."""
    size, need = len(sentences_of(articles)), sentences_needed(WIDTH)
    how = f"`{SHEET}` writes a sheet with every sentence: mark the themes that it is about"
    points = f"{100 * WIDTH:.0f} points"
    least = f"With {need:,} coded sentences that have a match, the 95 % interval of precision is at most {points} wide"
    least = least if size > need else f"Code {share_of(size, size, 'sentence')}"
    return Sentences(f"{NOTHING_CODED}; here is how", how, *[least] * bool(size))
