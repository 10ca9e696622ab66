"""Tables of trust -> the sentences that say what they show. `findings` hands them on, and charts
share them.
"""

import re

import pandas as pd

from ..tables.counts import labelled
from ..tables.statistics import sentences_needed
from ..text.wording import capital, counted, in_words, listed, percent, plural, share_of
from ..trust.agreement import MIN_CODED
from ..trust.codes import of_model, who_coded
from ..trust.coding_sheet import sentences_of
from ..trust.sensitivity import AS_IS, first_places
from ..trust.validity import SAMPLED
from ..trust.who_leads import after_change, left_out, names, without
from .captions import Sentences, scoped
from .findings_many import as_title, silent

NO_PERSON = "No person has checked this"
NOTHING_CODED = "Nobody has checked these counts yet"
WIDTH = 0.2  # of an interval of precision
_RULES = {
    "mentions inside longer ones counted": "Counting mentions inside longer ones of other themes",
    "mentions inside longer ones not counted": "Leaving out mentions inside longer ones of other themes",
    "capitals never matter": "Ignoring capitals",
    "capitals always matter": "Requiring capitals as they are written",
}
SHEET = "python3 run.py sheet --articles … --themes …"


def coders_agree(table: pd.DataFrame) -> Sentences:
    """In how many cases the coders disagree, how far that is from chance, and on which theme they
    agree least: `agreement(codes)`. A theme of which some coder sees every sentence is not named:
    its alpha is 0 or below anyway.
    """
    every, coders = table.iloc[-1], table.attrs["coders"]
    who = subject_of(coders)
    if len(coders) < 2:
        return Sentences(f"{who} has coded this, so there is no agreement to measure")
    if not every["sentences"]:
        return Sentences("No sentence was coded twice, so there is no agreement to measure")
    differ = int(every["sentences"] - every["both"] - every["neither"])
    number = plural(every["sentences"], "case")
    every_one = f"agree on all {number}" if every["sentences"] > 1 else "agree on the only case"
    verb = f"disagree on {differ:,} of {number}" if differ else every_one
    title = as_title(f"{who} {verb}", f"The coders {verb}")
    passes = [NO_PERSON] * all(map(of_model, coders))
    passes += [f"The coders are {who_coded(coders)}"] * title.startswith("The coders")
    if pd.isna(every["alpha"]):
        few = every["coded"] < MIN_CODED
        why = "so few sentences are about a theme" if few else "every sentence is about every theme"
        return Sentences(title, f"There is no coefficient, as {why}", *passes)
    bounds = (
        f" ({every['alpha_low']:.2f} to {every['alpha_high']:.2f})"
        if every["alpha_low"] <= every["alpha"]
        else ""
    )
    alphas = [
        f"Krippendorff’s alpha, agreement corrected for chance within themes, is {every['alpha']:.2f}{bounds}"
    ]
    themes = labelled(table.iloc[:-1])
    themes = themes[themes["alpha"].notna()]
    every_sentence = " (leaving out those that a coder sees in every sentence)" * bool(
        (themes["neither"] == 0).any()
    )
    themes = themes[themes["neither"] > 0]
    of = f"Of the {in_words(len(themes))} themes with enough sentences{every_sentence}, it is"
    if len(themes) > 1 and themes["alpha"].min() < themes["alpha"].max():
        least = themes[themes["alpha"] == themes["alpha"].min()]
        alphas.append(
            f"{of} lowest for {listed(least['label'].tolist())}, {least['alpha'].iloc[0]:.2f}"
        )
    return Sentences(title, *alphas, *passes)


def subject_of(coders: list[str]) -> str:
    """Who coded, as the subject of a sentence.

    >>> subject_of(["maria"]), subject_of(["ann", "bo"])
    ('One person, maria,', 'Two coders')
    """
    who = capital(who_coded(coders))
    return who + "," if len(coders) == 1 and "," in who else who


def without_terms(table: pd.DataFrame) -> Sentences:
    """Who leads by mentions in the first group that is mentioned, and on which single term, or
    `not:` phrases, the lead of each group depends: `sensitivity(articles, lexicon)`.
    """
    sentences, several = [], table["group"].nunique() > 1
    for group, leaders, changes in rivalries(table):
        own = list(changes[changes["change"].isin(["term", "not"])].itertuples())
        scope = f"{group}: " if group and several else ""
        if not sentences:
            sentences = _lead_alone(scope, leaders, own)
            continue
        ahead = (
            f"is ahead by {_margin(table, group)}"
            if len(leaders) == 1
            else "have the most mentions"
        )
        are = "are" if own and own[-1].change == "not" else "is"
        falls = f", but no longer if {listed(left_out(own), last='or')} {are} left out"
        stays = "and stays ahead" if len(leaders) == 1 else "and stay first"
        falls = falls if own else f", {stays} whichever single term is left out"
        sentences.append(f"{scope}{names(leaders)} {ahead}{falls}")
    return Sentences(*sentences or [_no_lead(table)])


def _lead_alone(scope: str, leaders: list[str], changes: list) -> list[str]:
    """Whether a lead by mentions holds without each single term, as a title, and what becomes of it
    otherwise.
    """
    has = "has" if len(leaders) == 1 else "have"
    if not changes:
        lead = f"{scope}{names(leaders)} {has} the most mentions, whichever single term is left out"
        return [as_title(lead, "Who has the most mentions depends on no single term")]
    lost = [f"{without([row])}, {after_change(row.after, row.most)}" for row in changes]
    level = len(leaders) == 1 and all(leaders[0] in row.after for row in changes)
    ends = "is no longer alone in first place" if level else f"no longer {has} the most mentions"
    lose = f"{without(changes)}, {names(leaders)} {ends}"
    options = [lost[0]] * (len(changes) == 1) + [lose, re.sub("(of )?the terms? ", "", lose)]
    many = "a single term" if len(changes) == 1 else f"each of {in_words(len(changes))} terms"
    depends = f"Who has the most mentions depends on {many}"
    title = as_title(*(scoped(scope, option.replace("W", "w", 1)) for option in options), depends)
    if len(changes) == 1 and title.endswith(lost[0][1:]):
        return [title]
    if len(changes) > 1 or title == depends:
        return [title, *lost[:4]]
    return [title, f"Then {after_change(changes[0].after, changes[0].most)}"]


def other_rules(table: pd.DataFrame) -> Sentences:
    """How many counts another counting rule changes, and whether first place in a group:
    `sensitivity(articles, lexicon)`.
    """
    every = rivalries(table)
    if not every:
        return Sentences(_no_lead(table))
    changes = pd.concat([changes for _, _, changes in every]).sort_index()
    changes = changes[changes["change"].isin(["nested", "case"])]
    moved = table[table["change"].isin(["nested", "case"]) & (table["moved"] != 0)]
    variants, moved = moved["variant"].unique(), moved.drop_duplicates(["group", "theme"])
    if moved.empty:
        return Sentences("No other counting rule tried changes a count")
    total = (table["variant"] == AS_IS).sum()
    doing = _RULES[variants[0]] if len(variants) == 1 else "Another counting rule"
    counts = f"{doing} changes {share_of(len(moved), total, 'count')}"
    if changes.empty:
        group, leaders, _ = every[0]
        where = f"in {group}, " * (bool(group) and table["group"].nunique() > 1)
        others = ", the other rules none" * (len(variants) == 1)
        return Sentences(
            f"{counts}{others}; {where}{names(leaders)} still {'has' if len(leaders) == 1 else 'have'} the most mentions"
        )
    where = [group for group, _, _ in every if group and group in set(changes["group"])]
    cases = [
        (f"In {row.group}, if" if row.group else "If")
        + f" {row.variant.replace('ones ', 'ones are ')}, {after_change(row.after, row.most)}"
        for row in changes.itertuples()
    ]
    return Sentences(f"{counts} and the first place" + f" in {listed(where)}" * bool(where), *cases)


def rivalries(table: pd.DataFrame) -> list[tuple[str, list[str], pd.DataFrame]]:
    """Of a table of sensitivity, the groups of two themes and more that are mentioned: who leads
    each, and the changes after which others do.
    """
    sizes, places = (
        table[table["variant"] == AS_IS]["group"].value_counts(sort=False),
        first_places(table),
    )
    parts = [(group, places[places["group"] == group]) for group, size in sizes.items() if size > 1]
    return [
        (group, own["before"].iloc[0], own[own["before"] != own["after"]])
        for group, own in parts
        if own["before"].iloc[0]
    ]


def _no_lead(table: pd.DataFrame) -> str:
    """Why there is no lead that could depend on something."""
    rows = table[table["variant"] == AS_IS]
    return (
        "No theme that is mentioned has a rival, so there is no lead to test"
        if rows["mentions"].any()
        else silent(rows)
    )


def _margin(table: pd.DataFrame, group: str) -> str:
    """By how many mentions a lone leader is ahead."""
    first, second = table[(table["variant"] == AS_IS) & (table["group"] == group)][
        "mentions"
    ].nlargest(2)
    return counted(first - second, "mention")


def checked(table: pd.DataFrame, short: bool = False) -> Sentences:
    """How many matches the coders confirm and how many the terms miss, with precision and recall
    over all themes: `validity(mentions, codes, articles)`. `short`: with a title that fits above a
    chart.
    """
    done, coders = table[table["note"] != "not coded"], table.attrs["coders"]
    if done.empty:
        return Sentences(NOTHING_CODED)
    true, false, misses, apart, perhaps = (
        int(done[column].sum())
        for column in ("true_finds", "false_finds", "misses", "disputed_finds", "disputed_misses")
    )
    sampled, s = SAMPLED in set(done["interval"]), "s" * (len(coders) == 1)
    match, finds = "drawn match" if sampled else "match", true + false + apart
    verbs = [
        (verb, number) for verb, number in ((f"confirm{s}", true), (f"reject{s}", false)) if number
    ]
    (verb, number), *others = verbs or [("disagree on", apart)]
    first = (
        f"{subject_of(coders)} {verb} {share_of(number, finds, match, f'{match}es')}"
        if finds
        else "No coded sentence has a match"
    )
    rest = [f"{verb} {in_words(number)}" for verb, number in others]
    title = as_title(listed([first, *rest]), first) if short else listed([first, *rest])
    details = [f"{'The coder' if s else 'They'} {listed(rest)}"] * bool(rest and title == first)
    split = apart + perhaps if verbs else perhaps  # else the title says it
    matches = f"; in {in_words(apart)} of these, a term finds the theme" * bool(apart and perhaps)
    where = " that no term finds" * (not apart)
    some = (
        counted(apart, "match", "matches")
        if apart and not perhaps
        else counted(split, "case") + matches + where
    )
    details += [f"They disagree with each other on {some}"] * bool(split)
    pairs = [("precision", true + false), ("recall", true + misses)]
    if sampled:
        shares = {name: spanned(done[name]) for name, _ in pairs if done[name].notna().any()}
    else:
        shares = {name: percent(true / total) for name, total in pairs if total}
    all_of = "both" if split == 2 else f"all {in_words(split)}"
    but = f"Leaving out {all_of if split > 1 else 'this one'}, " if split else ""
    details += [capital(but + "by theme, " * sampled + stated(shares))] if shares else []
    see = "the coder sees" if s else "they see"
    details += [f"In {counted(misses, 'case')} {see} a theme that no term finds"] * bool(misses)
    left_out = len(table) - len(done)
    details += (
        [f"{capital(counted(left_out, 'theme'))} {'is' if left_out == 1 else 'are'} unchecked"]
        if left_out
        else []
    )
    return Sentences(title, *details, *[NO_PERSON] * (all(map(of_model, coders)) and not short))


def cases(sizes: pd.Series) -> str:
    """What the cases of a caption are, from how many sentences each theme was coded in.

    >>> cases(pd.Series([17, 17, 0])), cases(pd.Series([17, 3]))
    (' (17 sentences × 2 themes)', ' (one theme in one sentence each)')
    """
    sizes = sizes[sizes > 0]
    alike = f" ({plural(int(sizes.max()), 'sentence')} × {plural(len(sizes), 'theme')})"
    return alike if sizes.nunique() == 1 else " (one theme in one sentence each)"


def stated(shares: dict[str, str]) -> str:
    """Shares by name.

    >>> stated({"precision": "67 %", "recall": "50 %"}), stated({"recall": "50 %"})
    ('precision is 67 % and recall 50 %', 'recall is 50 %')
    >>> stated({"precision": "100 %", "recall": "100 %"})
    'precision and recall are 100 %'
    """
    if len(shares) > 1 and len(set(shares.values())) == 1:
        return f"{listed([*shares])} are {next(iter(shares.values()))}"
    return listed([f"{name} {share}" for name, share in shares.items()]).replace(" ", " is ", 1)


def spanned(shares: pd.Series) -> str:
    """From the lowest to the highest share.

    >>> spanned(pd.Series([0.25, 0.91])), spanned(pd.Series([0.5, None]))
    ('25 to 91 %', '50 %')
    """
    low, high = percent(shares.min()), percent(shares.max())
    return low if low == high else f"{low.removesuffix(' %')} to {high}"


def unchecked(articles: pd.DataFrame) -> Sentences:
    """That nobody has checked the counts, and how one does: the command, and how many sentences an
    interval needs.
    """
    size, need = len(sentences_of(articles)), sentences_needed(WIDTH)
    how = f"“{SHEET}” writes a sheet with every sentence: mark the themes that it is about"
    points = f"{100 * WIDTH:.0f} points"
    some = f"With {need:,} coded sentences that have a match, the 95 % interval of precision is at most {points} wide"
    every = f"Code {share_of(size, size, 'sentence')}"
    return Sentences(
        f"{NOTHING_CODED}; here is how", how, *[some if size > need else every] * bool(size)
    )
