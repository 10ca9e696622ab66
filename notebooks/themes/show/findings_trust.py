"""Tables of trust -> the sentences that say what they show, all computed."""

import pandas as pd

from ..lexicon.read import Lexicon
from ..tables.counts import labelled, theme_labels
from ..text.wording import listed, plural
from ..trust.codes import mark_coded, of_model
from ..trust.coding import NONE, sentences_of
from ..trust.sensitivity import AS_IS, hinges
from ..trust.validity import SAMPLED
from .findings import groups

REPEATED = "Passes of one model show repeatability, not reliability"
BLANK = "A blank sheet: `python3 run.py sheet`"
BLANK_SAMPLE = "A blank sheet: `coding_sheet(…, sample=…)`"


def codes_finding(codes: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon, sample: pd.DataFrame | None = None) -> str:
    """What of the articles and themes is coded, by whom; what is not, what does not fit, and how to get a blank sheet.

    With `sample`, from `sample_for_coding`: what of its sentences, and of the themes that it was drawn for.
    """
    done = codes.dropna(subset=["code"])
    coders = sorted(set(done["coder"]))
    themes = labelled(mark_coded(pd.DataFrame(lexicon.themes, columns=["group", "theme"]), codes))
    if sample is not None:
        themes = themes[themes["label"].isin(sample["stratum"])]
    sentences = len(sentences_of(articles) if sample is None else sample)
    coded = len(done[["article", "sentence"]].drop_duplicates())
    unfit = codes.attrs.get("unfit", [])
    if not coders:
        said = "Nothing of this is coded by hand."
    else:
        who = f"{plural(len(coders), 'coder')} ({listed(coders)})"
        said = f"{who}: {coded:,} of {plural(sentences, 'sentence')} and "
        said += f"{themes['coded'].sum():,} of {plural(len(themes), 'theme')} are coded."
    if coders and not themes["coded"].all():
        said += f" Not coded: {listed(themes[~themes['coded']]['label'].tolist(), most=20)}."
    if unfit:
        said += f" Left out: {listed(unfit, most=3)}."
    complete = coders and coded == sentences and themes["coded"].all() and not unfit
    return said if complete else f"{said} {BLANK if sample is None else BLANK_SAMPLE}."


def disagreement(table: pd.DataFrame) -> str:
    """On how many judgements the coders disagree, and who they are where a language model coded: the title of a chart."""
    every, coders = table.iloc[-1], table.attrs["coders"]
    if not every["sentences"]:
        return f"How far coders agree cannot be said: {every['note']}"
    models = [name for name in coders if of_model(name)]
    who = "The coders"
    if models:
        who = f"{len(models):,} passes of a language model" if len(models) == len(coders) > 1 else "People and a language model"
    differ = every["sentences"] - every["both"] - every["neither"]
    judgements = plural(every["sentences"], "judgement")
    return f"{who} disagree on {differ:,} of {judgements}" if differ else f"{who} agree on all {judgements}"


def agreement_finding(table: pd.DataFrame) -> str:
    """The finding of a table of agreement: how far the coders agree, on which theme least, and what that shows of passes of a
    model.

    A theme of which some coder sees every sentence is not named: its coefficient is 0 or below, however well they agree.
    """
    every, said = table.iloc[-1], disagreement(table)
    if not every["sentences"]:
        return said
    if pd.isna(every["alpha"]):
        return f"{said} ({every['note']})"
    bounds = f" ({every['alpha_low']:.2f} to {every['alpha_high']:.2f})" if every["alpha_low"] <= every["alpha"] else ""
    said += f". Krippendorff’s alpha within themes is {every['alpha']:.2f}{bounds}"
    themes = labelled(table.iloc[:-1])
    themes = themes[themes["alpha"].notna() & (themes["neither"] > 0)]
    if len(themes) > 1:
        least = themes[themes["alpha"] == themes["alpha"].min()]
        said += f", lowest for {listed(least['label'].tolist())} ({least['alpha'].iloc[0]:.2f})"
    return f"{said}. {REPEATED}" if sum(map(of_model, table.attrs["coders"])) > 1 else said


def validity_finding(table: pd.DataFrame) -> str:
    """The finding of a table of validity: how many matches the coders confirm and what the count misses, over all themes; of a
    sample the lowest shares, and what can only be said to be a bound.
    """
    if not table[["sentences", "disputed_finds", "disputed_misses"]].to_numpy().any():
        return "No theme is coded, so nothing can be said about matches and misses"
    if (table["interval"] == SAMPLED).any():
        return _shares_finding(labelled(table))
    true, false, misses, divided, perhaps = (
        int(table[column].sum()) for column in ("true_finds", "false_finds", "misses", "disputed_finds", "disputed_misses")
    )
    finds, parts = true + false + divided, []
    for verb, number in (("confirm", true), ("reject", false), ("split on", divided)):
        every = "the only match" if finds == 1 else f"all {finds:,} matches"
        of = f"{number:,}" if parts else every if number == finds else f"{number:,} of {finds:,} matches"
        parts += [f"{verb} {of}"] if number else []
    said = f"The coders {listed(parts)}. " if finds else "No coded sentence has a match. "
    said += f"The count misses {plural(misses, 'sentence')}" if misses else "The count misses no sentence that they agree on"
    return said + (f"; on {perhaps:,} more they split" if perhaps else "")


def share_text(share: float, low: float, high: float) -> str:
    """A share with its bounds; where there is no estimate, the bounds alone.

    >>> share_text(0.34, 0.19, 0.57), share_text(float("nan"), 0.31, 1), share_text(float("nan"), 0.31, 0.9)
    ('34% (19% to 57%)', 'at least 31%', '31% to 90%')
    """
    if share >= 0:
        return f"{share:.0%}" + (f" ({low:.0%} to {high:.0%})" if low >= 0 else "")
    if not low >= 0:
        return "not known"
    return f"at least {low:.0%}" if high == 1 else f"{low:.0%} to {high:.0%}"


def _shares_finding(rows: pd.DataFrame) -> str:
    """Of a sample: the lowest precision, the lowest recall, and the themes whose recall has no estimate."""
    said = []
    for name, what in (("precision", "of matches are right"), ("recall", "of relevant sentences are found")):
        known = rows[rows[name].notna()]
        if len(known):
            least = known.loc[known[name].idxmin()]
            few, which = ("as few as ", f" ({least['label']})") if len(known) > 1 else ("", "")
            said.append(f"{few}{least[name]:.0%} {what}{which}")
    sentence = listed(said)
    open_ones = rows[rows["recall"].isna() & rows["recall_low"].notna()]
    bounds = [f"{row.label} {share_text(row.recall, row.recall_low, row.recall_high)}" for row in open_ones.itertuples()]
    bounds = [f"Too few misses were drawn to estimate recall: {listed(bounds)}"] if bounds else []
    return ". ".join(filter(None, [sentence[:1].upper() + sentence[1:] if said else "", *bounds])) or "No share is defined"


def misjudged_finding(table: pd.DataFrame) -> str:
    """The finding of a table of misjudged sentences: how many false finds and misses, and in which theme most."""
    false, misses = ((table["outcome"] == outcome).sum() for outcome in ("false find", "miss"))
    said = f"{plural(false, 'false find')} and {misses:,} {'miss' if misses == 1 else 'misses'}"
    if table.empty:
        return said
    sizes = labelled(table)["label"].value_counts()
    most = sizes.index[sizes == sizes.iloc[0]].tolist()
    return f"{said}; most in {listed(most)} ({sizes.iloc[0]:,}{' each' if len(most) > 1 else ''})"


def drawn_misses_finding(judged: pd.DataFrame, sample: pd.DataFrame) -> str:
    """The finding of `verdicts` on a sample: how many misses were drawn, and for how many sentences each of them stands."""
    if judged.empty:
        return "Nothing is coded, so no miss is known"
    misses = judged[judged["outcome"] == "miss"][["article", "sentence"]].astype({"article": object})
    misses = misses.merge(sample.astype({"article": object}), on=["article", "sentence"])
    parts = []
    for where, rows in (
        ("sentences drawn without a mention", misses["stratum"] == NONE),
        ("those drawn with one", misses["stratum"] != NONE),
    ):
        ends = misses.loc[rows, "weight"].agg(["min", "max"]).round()
        span = " to ".join(f"{end:,.0f}" for end in dict.fromkeys(ends))
        parts += [f"{rows.sum():,} among {where} (each stands for {span})"] if rows.any() else []
    number = f"{len(misses):,} {'miss was' if len(misses) == 1 else 'misses were'}"
    return f"{number} drawn: {' and '.join(parts)}" if parts else "No miss was drawn"


def term_validity_finding(table: pd.DataFrame) -> str:
    """The finding of a table of terms' validity: how many terms are always right, and which are wrong half the time or more."""
    used = table[table["finds"] + table["disputed_finds"] > 0]
    if used.empty:
        return "No term has a match in the coded sentences"
    split = (used["disputed_finds"] > 0).sum()
    sure = ((used["false_finds"] == 0) & (used["disputed_finds"] == 0)).sum()
    said = f"The coders confirm every match of {sure:,} of {plural(len(used), 'term')}"
    said += f" and split on matches of {split:,}" if split else ""
    bad = used[(used["finds"] > 0) & (used["false_finds"] >= used["true_finds"])]
    bad = bad.sort_values("false_finds", ascending=False, kind="stable")
    names = [f"“{row.term}” ({row.false_finds:,} of {row.finds:,})" for row in bad.itertuples()]
    return said + (f". Wrong at least half the time: {listed(names)}" if names else "")


def sensitivity_finding(table: pd.DataFrame) -> str:
    """The finding of a table of sensitivity: on which terms it hangs who is mentioned most in the first group."""
    group = groups(table)[0]
    rows = hinges(table)
    rows = rows[(rows["group"] == group) & rows["change"].isin(["term", "not"])]
    leaders, said = _leaders(table, group)
    if not leaders:
        return said
    if rows.empty:
        return f"{said}, whichever single term is left out"
    names = listed([_left_out(row) for row in rows.itertuples()])
    return f"{said}, but that hangs on {names}"


def rules_finding(table: pd.DataFrame) -> str:
    """The finding of a table of sensitivity: whether another counting rule lets another theme of the first group lead."""
    group = groups(table)[0]
    leaders, said = _leaders(table, group)
    rows = hinges(table)
    rows = rows[(rows["group"] == group) & rows["change"].isin(["nested", "case"])]
    if not leaders:
        return said
    if rows.empty:
        return f"{said} under every counting rule tried"
    changes = [f"{row.variant}: {row.after.replace(', ', ' and ') or 'none'}" for row in rows.itertuples()]
    return f"{said}, but not under every counting rule ({'; '.join(changes)})"


def _leaders(table: pd.DataFrame, group: str) -> tuple[list[str], str]:
    labels = theme_labels(table)
    rows = table[(table["variant"] == AS_IS) & (table["group"] == group)]
    rows = rows[(rows["rank"] == 1) & (rows["mentions"] > 0)]
    names = [labels[pair] for pair in zip(rows["group"], rows["theme"], strict=True)]
    of = f"{group}: " if group and len(groups(table)) > 1 else ""
    verb = "is" if len(names) == 1 else "are"
    none = "none of the themes is mentioned" if of else "None of the themes is mentioned"
    return names, of + (f"{listed(names)} {verb} mentioned most" if names else none)


def _left_out(row: tuple) -> str:
    what = f"“{row.term}”" if row.change == "term" else f"the not: phrases of {row.changed_theme}"
    return f"{what} (without {'it' if row.change == 'term' else 'them'}: {row.after.replace(', ', ' and ') or 'none'})"


def interval_finding(table: pd.DataFrame) -> str:
    """The finding of a table of intervals: the highest rate with its interval."""
    if table.empty or table["low"].isna().all():
        return "No interval: " + (table["note"].iloc[0] if len(table) else "nothing was counted")
    first = labelled(table).sort_values("per_1000", ascending=False, kind="stable").iloc[0]
    if pd.isna(first["low"]):
        return f"{first['label']} has the highest rate, {first['per_1000']:.2f} per 1,000 words; no interval: {first['note']}"
    bounds = f"({first['low']:.2f} to {first['high']:.2f})"
    return f"{first['label']} has the highest rate, {first['per_1000']:.2f} per 1,000 words {bounds}"
