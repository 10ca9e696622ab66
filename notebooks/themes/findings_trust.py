"""Tables of trust -> the sentences that say what they show, all computed."""

import pandas as pd

from .agreement import ALL
from .codes import mark_coded
from .findings import groups, labelled, listed, plural
from .lexicon import Lexicon
from .sampling import NONE
from .sensitivity import AS_IS, hinges
from .sheets import sentences_of
from .tables import theme_labels

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


def agreement_finding(table: pd.DataFrame) -> str:
    """The finding of a table of agreement: how far the coders agree over all themes, and on which theme least.

    A theme of which some coder sees every sentence is not named: its coefficient is 0 or below, however well they agree.
    """
    every = table[table["theme"] == ALL].iloc[-1]
    if not every["sentences"]:
        return f"How far coders agree cannot be said: {every['note']}"
    of = "the pairs of codes in " if pd.isna(every["only_first"]) else ""  # more than two coders
    said = f"The coders agree on {every['agree']:.0%} of {of}{plural(every['sentences'], 'case')}"
    if pd.isna(every["alpha"]):
        return f"{said} ({every['note']})"
    said += f" (Krippendorff’s alpha {every['alpha']:.2f})"
    themes = labelled(table.iloc[:-1])
    themes = themes[themes["alpha"].notna() & (themes["neither"] > 0)]
    if len(themes) > 1:
        least = themes[themes["alpha"] == themes["alpha"].min()]
        said += f", least on {listed(least['label'].tolist())} ({least['alpha'].iloc[0]:.2f})"
    return said


def validity_finding(table: pd.DataFrame) -> str:
    """The finding of a table of validity: how many finds are right and how many sentences were missed, over all themes; of a
    sample the shares, of many themes the lowest and the highest.
    """
    if not table[["sentences", "disputed_finds", "disputed_misses"]].to_numpy().any():
        return "No theme is coded, so nothing can be said about finds and misses"
    if (table["interval"] == "stratified bootstrap").any():
        shares = [(name, labelled(table)[table[name].notna().to_numpy()]) for name in ("precision", "recall")]
        said = "; ".join(_range(rows, name) for name, rows in shares)
        return said[:1].upper() + said[1:]
    true, false, misses, divided, perhaps = (
        int(table[column].sum()) for column in ("true_finds", "false_finds", "misses", "disputed_finds", "disputed_misses")
    )
    said = f"Of {plural(true + false + divided, 'find')} {true:,} {'is' if true == 1 else 'are'} right, {false:,} wrong"
    said += f", {divided:,} disputed" if divided else ""
    return f"{said}; {plural(misses, 'sentence')} missed" + (f", {perhaps:,} more disputed" if perhaps else "")


def _range(rows: pd.DataFrame, name: str) -> str:
    if rows.empty:
        return f"{name} not defined"
    ends = rows.sort_values(name, kind="stable").iloc[[0, -1] if len(rows) > 1 else [0]]
    shares = [
        f"{row[name]:.0%} ({row['label']}, {row[name + '_low']:.0%} to {row[name + '_high']:.0%})" for _, row in ends.iterrows()
    ]
    return f"{name} {'from ' if len(shares) > 1 else ''}{' to '.join(shares)}"


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
    """The finding of a table of terms' validity: which terms are wrong as often as right, or more often."""
    used = table[table["finds"] > 0]
    if used.empty:
        return "No term has a find in the coded sentences"
    bad = used[used["false_finds"] >= used["true_finds"]].sort_values("false_finds", ascending=False, kind="stable")
    said = f"Of {plural(len(used), 'term')} with a find, {(used['false_finds'] == 0).sum():,} never find a wrong sentence"
    names = [f"“{row.term}” ({row.false_finds:,} of {row.finds:,} wrong)" for row in bad.itertuples()]
    return said + (f"; wrong at least half the time: {listed(names)}" if names else "")


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
