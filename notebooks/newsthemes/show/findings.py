"""Tables -> the sentences that say what they show: the findings that have no chart, each as a
cell's output.
"""

import hashlib
from pathlib import Path

import pandas as pd

from ..lexicon.read import Lexicon
from ..review.check import NOTHING_LOST
from ..tables.counts import labelled
from ..tables.statistics import sentences_needed
from ..text.tokens import sentence_counts
from ..text.wording import (
    capital,
    counted,
    in_words,
    listed,
    percent,
    plural,
    share_of,
    shortened,
    times,
)
from ..trust.codes import mark_coded, of_model, who_coded
from ..trust.coding_sheet import NONE
from ..trust.validity import SAMPLED
from ..trust.who_leads import Lead, names
from .captions import Finding, dates, groups, named, scoped
from .findings_many import by_source, over_time, per_1000, shared_articles, without_one  # noqa: F401 (handed on)
from .findings_trust import (  # noqa: F401
    NO_PERSON,
    NOTHING_CODED,
    SHEET,
    checked,
    coders_agree,
    other_rules,
    subject_of,
    unchecked,
    without_terms,
)


def _first(names: pd.Series, numbers: pd.Series) -> tuple[list[str], int]:
    """The most frequent of several names, ties and all, and how often."""
    most = numbers.max()
    return names[(numbers == most).to_numpy()].tolist(), int(most)


def _quoted(names: pd.Series) -> pd.Series:
    return "“" + names.astype(str) + "”"


def most_common(words: pd.Series, numbers: pd.Series) -> str:
    """Which words are most common, ties and all.

    >>> most_common(pd.Series(["China", "US", "visit"]), pd.Series([8, 8, 6]))
    '“China” and “US” are the most common content words, 8 times each'
    >>> most_common(pd.Series(["China", "US"]), pd.Series([1, 1]))
    'No word comes more than once'
    """
    first, most = _first(_quoted(words), numbers)
    if most == 1:
        return "No word comes more than once"
    if len(first) > 1:
        return f"{listed(first)} are the most common content words, {times(most)} each"
    return f"{first[0]} is the most common content word, {times(most)}"


def most_mentions(table: pd.DataFrame) -> str:
    """Which themes of the first group of a table of counts have most mentions: what bars show, and
    no more.

    >>> toy = pd.DataFrame({"group": pd.Categorical([""] * 3), "theme": ["Trade", "Iran", "Taiwan"], "mentions": [3, 3, 1]})
    >>> most_mentions(toy), most_mentions(toy.assign(mentions=[2, 0, 0])), most_mentions(toy.assign(mentions=0))
    ('Trade and Iran have the most mentions, 3 each', 'Only Trade is mentioned, twice', 'None of the
    3 themes is mentioned')
    """
    named = groups(table)
    rows = labelled(table[table["group"] == named[0]])
    found, scope = (
        rows[rows["mentions"] > 0],
        f"{named[0]}: " if named[0] and len(named) > 1 else "",
    )
    if found.empty:
        one = f"{rows['label'].iloc[0]} is never mentioned"
        return (
            scope + one
            if len(rows) == 1
            else scoped(scope, f"none of the {len(rows):,} themes is mentioned")
        )
    first, most = _first(found["label"], found["mentions"])
    if len(rows) == 1:
        return f"{scope}{first[0]} is mentioned {times(most)}"
    if len(found) == 1:
        return scoped(scope, "only ") + f"{first[0]} is mentioned, {times(most)}"
    have, each = ("have", " each") if len(first) > 1 else ("has", "")
    return f"{scope}{listed(first)} {have} the most mentions, {most:,}{each}"


def meet_most(pairs: pd.DataFrame, sentences: int) -> str:
    """Which two themes appear together in most of so many sentences: `pairs` is
    `meetings(cooccurrence(mentions))`.

    >>> meet_most(pd.DataFrame({"theme": ["Iran"], "other": ["Trade"], "count": [2]}), 17)
    'Iran and Trade appear together in 2 of 17 sentences'
    """
    if pairs.empty:
        return "No two themes appear together in a sentence"
    most = pairs[pairs["count"] == pairs["count"].iloc[0]]
    shared = share_of(int(most["count"].iloc[0]), sentences, "sentence")
    if len(most) == 1:
        one, other = most.iloc[0][["theme", "other"]]
        return f"{names([one, other])} appear together in {shared}"
    couples = [
        f"{one} with {other}" for one, other in zip(most["theme"], most["other"], strict=True)
    ]
    which = f": {listed(couples)}" if len(couples) == 2 else ""
    return f"{capital(in_words(len(most)))} pairs of themes appear together in {shared} each{which}"


def articles_read(articles: pd.DataFrame) -> Finding:
    """How many articles were read, what was left out, and what may be misread. `articles` is from
    `read_articles`.
    """
    parts = [
        f"{capital(counted(len(articles), 'article'))} {'was' if len(articles) < 2 else 'were'} read"
    ]
    for name, what in (("skipped", "Left out"), ("doubts", "To look at")):
        notes = [
            f"{Path(one['path']).name} ({one['reason'].partition(';')[0]})"
            for one in articles.attrs.get(name, [])
        ]
        parts += [f"{what}: {listed(notes)}"] if notes else []
    parts += [
        f"{Path(note['path']).name} {note['reason']}"
        for note in articles.attrs.get("columns", [])[:3]
    ]
    return Finding(". ".join(parts) + ".")


def collocations(table: pd.DataFrame) -> Finding:
    """How many word pairs recur, and which are most frequent: rows of `expressions(articles)`."""
    if table.empty:
        return Finding("No word pair recurs.")
    first, most = _first(_quoted(table["expression"]), table["count"])
    if len(table) == 1:
        return Finding(f"One word pair recurs: {first[0]}, {times(most)}.")
    number = f"{capital(in_words(len(table)))} word pairs recur"
    if len(first) == len(table):
        return Finding(f"{number}, {times(most)} each: {listed(first)}.")
    are, each = ("is", "") if len(first) == 1 else ("are", " each")
    return Finding(f"{number}; the most frequent {are} {listed(first)} ({times(most)}{each}).")


def quoted_passages(table: pd.DataFrame, articles: pd.DataFrame) -> Finding:
    """How many passages are quoted, and in how many articles: `quotations(articles)`."""
    one, quoting = len(articles) == 1, table["article"].nunique()
    if table.empty:
        who = "The article quotes nothing" if one else "No article quotes anything"
        return Finding(f"{who} in quotation marks.")
    who = "The article" if one else capital(share_of(quoting, len(articles), "article"))
    passages = f" “{shortened(table['quotation'].iloc[0], 100)}”" if len(table) == 1 else ""
    passages = f" one passage:{passages}" if passages else f" {counted(len(table), 'passage')}"
    return Finding(f"{who} {'quotes' if quoting == 1 else 'quote'}{passages}.")


def who_leads(lead: Lead, validity: pd.DataFrame | None = None) -> Finding:
    """Who leads the first group, how solid that is, and who leads each other group: `lead(mentions,
    articles, lexicon)`. With `validity(…)`, also how many matches of the coded themes are right,
    since a lead is one of terms.
    """
    others = [f"{part.headline}." for part in list(lead.groups.values())[1:]]
    known = (
        labelled(validity[validity["precision"].notna() & validity["recall"].notna()])
        if validity is not None
        else []
    )
    if len(known):
        first, *rest = known.head(3).itertuples()
        right = [f"{percent(first.precision)} of the sentences found for {first.label} are right"]
        right += [f"{percent(row.precision)} of those for {row.label}" for row in rest]
        found = f"the terms find {listed([percent(row.recall) for row in (first, *rest)])} of the sentences about"
        coders, estimated = (
            validity.attrs["coders"],
            "an estimated " * (SAMPLED in set(known["interval"])),
        )
        about = f"Judged by {who_coded(coders)}, {estimated}{listed(right)}; {found} {'these themes' if rest else 'it'}"
        others += ["These are counts of terms.", f"{about}."] + [f"{NO_PERSON}."] * all(
            map(of_model, coders)
        )
    return Finding(f"{lead.headline}.", " ".join(filter(None, [lead.detail, *others])))


def terms_used(table: pd.DataFrame, articles: pd.DataFrame) -> Finding:
    """How many terms are used, and which most: `counts(mentions, articles, by="term")`."""
    used = table[table["mentions"] > 0]
    who = (
        "The article uses" if len(articles) == 1 else f"The {in_words(len(articles))} articles use"
    )
    if used.empty:
        return Finding(f"{who} none of the {plural(len(table), 'term')}.")
    first, most = _first(_quoted(used["term"]), used["mentions"])
    lead = f"{listed(first)} {'lead' if len(first) > 1 else 'leads'} with {most:,}{' each' * (len(first) > 1)}"
    if len(used) == 1:
        lead = f"{first[0]} comes {times(most)}"
    elif most == 1:
        lead = "none comes more than once"
    return Finding(f"{who} {share_of(len(used), len(table), 'term')}; {lead}.")


def themes_together(pairs: pd.DataFrame, articles: pd.DataFrame) -> Finding:
    """Which two themes appear together in most sentences: `meetings(cooccurrence(mentions))`."""
    return Finding(meet_most(pairs, int(sentence_counts(articles).sum())) + ".")


def suggested(table: pd.DataFrame) -> Finding:
    """How much the lexicon may be missing: `suggest(articles, lexicon, mentions)`."""
    if table.empty:
        return Finding("No further word seems to belong to a theme.")
    own, rest = (table["theme"] != "").sum(), (table["theme"] == "").sum()
    parts = (
        [f"{capital(counted(own, 'word or phrase', 'words or phrases'))} may belong to a theme."]
        if own
        else []
    )
    what = f"{in_words(rest)} more" if own else counted(rest, "word or phrase", "words or phrases")
    read = (
        "read its passage before you add it"
        if rest == 1
        else "read their passages before you add any"
    )
    more = f"{capital(what)} {'is' if rest == 1 else 'are'} suggested that {'is' if rest == 1 else 'are'} in no theme yet; {read}."
    return Finding(" ".join([*parts, *[more] * bool(rest)]))


def passages_changed(table: pd.DataFrame) -> Finding:
    """How many passages an edit gained, lost and moved: `compare(before, after)`."""
    gained, lost, moved = (
        int((table["change"] == kind).sum()) for kind in ("gained", "lost", "moved")
    )
    if not len(table):
        return Finding("The change leaves every passage as it was.")
    (verb, size), *rest = [
        (verb, size) for verb, size in (("adds", gained), ("loses", lost), ("moves", moved)) if size
    ]
    parts = [
        f"{verb} {counted(size, 'passage')}",
        *(f"{verb} {in_words(size)}" for verb, size in rest),
    ]
    parts += ["loses none"] if gained and not lost and not moved else []
    return Finding(f"The change {listed(parts)}{' to another theme or term' if moved else ''}.")


def lexicon_checks(table: pd.DataFrame) -> Finding:
    """How many terms to look at again, which first, and how many notes inform: `check(lexicon,
    articles, mentions)`.
    """
    if table.empty:
        return Finding("No term needs a look.")
    only_told = (table["term"] == "") | (table["todo"] == NOTHING_LOST)
    look, told = table[~only_told], only_told.sum()
    first = [f"“{row.term}” (line {row.line})" for row in look.head(1).itertuples()]
    parts = ["no term needs a look"] if look.empty else [f"one term needs a look, {first[0]}"]
    parts = (
        [f"{counted(len(look), 'term')} need a look, first {first[0]}"] if len(look) > 1 else parts
    )
    more = "more " * (len(look) > 0)
    parts += (
        [f"{in_words(told)} {more}{'note is' if told == 1 else 'notes are'} for information"]
        if told
        else []
    )
    return Finding(capital("; ".join(parts)) + ".")


def provenance(
    articles: pd.DataFrame, lexicon: Lexicon | None = None, nested: str = "drop"
) -> Finding:
    """What a notebook was computed from: the articles and the lexicon with their sha256, the
    counting option, whom to cite.
    """
    if len(articles) == 1:
        what, digest = f"{named(articles)} (sha256", articles["sha256"].iloc[0]
    else:
        what = f"{plural(len(articles), 'article')} (joint sha256"
        digest = hashlib.sha256("".join(articles["sha256"]).encode()).hexdigest()
    line = f"For reproduction: computed from {what} {digest[:16]})"
    if lexicon is not None:
        line += f" and the lexicon (sha256 {lexicon.sha256[:16]}), nested = {nested}"
    cite = articles.attrs.get("cite", "")
    return Finding(f"{line}. {cite}." if cite else f"{line}.")


def codes(
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    sample: pd.DataFrame | None = None,
) -> Finding:
    """What of the articles and themes is coded, by whom; what is not, what does not fit, and how to
    get a blank sheet.

    With `sample`, from `sample_for_coding`: what of its sentences, and of the themes that it was
    drawn for.
    """
    done = codes.dropna(subset=["code"])
    coders = sorted(set(done["coder"]))
    themes = labelled(mark_coded(pd.DataFrame(lexicon.themes, columns=["group", "theme"]), codes))
    if sample is not None:
        themes = themes[themes["label"].isin(sample["stratum"])]
    every = sentence_counts(articles).sum() if sample is None else len(sample)
    cells = done[["coder", "article", "sentence"]].drop_duplicates()
    coded = len(cells[["article", "sentence"]].drop_duplicates())
    fewer = [
        f"{coder} only {in_words(size)}"
        for coder, size in cells["coder"].value_counts().sort_index().items()
        if size < coded
    ]
    left_out = codes.attrs.get("unfit", [])
    drawn = "sentence" if sample is None else "drawn sentence"
    size = (
        share_of(coded, every, drawn) if sample is None or coded < every else plural(coded, drawn)
    )
    total, rest = (
        (len(themes), 0)
        if sample is None
        else (len(lexicon.themes), len(lexicon.themes) - themes["coded"].sum())
    )
    what = f"{size} for {share_of(themes['coded'].sum(), total, 'theme')}"
    what += f"; the other {in_words(rest)} {'is' if rest == 1 else 'are'} unchecked" if rest else ""
    who = subject_of(coders) + f" ({listed(coders)})" * (len(coders) > 1)
    parts = [f"{who} coded {what}{f', {listed(fewer)} of these sentences' * bool(fewer)}."]
    if not themes["coded"].all() and sample is None:
        parts.append(f"Not coded: {listed(themes[~themes['coded']]['label'].tolist(), most=20)}.")
    more = [f"Left out: {listed(left_out, most=3)}."] if left_out else []
    if not coders:
        how = unchecked(articles)
        return Finding(how.sentence, " ".join([how.detail, *more]))
    if not themes["coded"].all() or more or coded < every:
        more.append(
            f"“{SHEET if sample is None else 'coding_sheet(…, sample=…)'}” writes a blank sheet."
        )
    return Finding(" ".join([*parts, *more]))


def misjudgements(judged: pd.DataFrame) -> Finding:
    """How many cases the terms miss, how many matches are wrong, and in which theme most: the table
    is from `verdicts`.
    """
    misses, false = (
        int((judged["outcome"] == outcome).sum()) for outcome in ("miss", "false find")
    )
    if judged.empty:
        return Finding(f"{NOTHING_CODED}.")
    if not misses and not false:
        disputed = ((judged["outcome"] == "disputed") & judged["find"]).any()
        return Finding(
            f"The terms miss no case, and {'no match is wrong' if disputed else 'every match is right'}."
        )
    parts = [f"the terms miss {counted(misses, 'case')}"] if misses else []
    parts += (
        [f"{counted(false, 'match', 'matches')} {'is' if false == 1 else 'are'} wrong"]
        if false
        else []
    )
    sizes = labelled(judged[judged["outcome"].isin(["miss", "false find"])])["label"].value_counts()
    most = sizes.index[sizes == sizes.iloc[0]].tolist()
    where = (
        f", more in {listed(most)} ({sizes.iloc[0]:,}{' each' * (len(most) > 1)}) than in any other theme"
        if len(sizes) > len(most)
        else f", all in {most[0]}" * (len(most) == 1)
    )
    return Finding(f"{capital(listed(parts))}{where * (misses + false > 1)}.")


def drawn_misses(judged: pd.DataFrame, sample: pd.DataFrame) -> Finding:
    """How many misses were drawn, and for how many sentences each stands: `verdicts` on a sample,
    and that sample.
    """
    if judged.empty:
        return Finding(f"{NOTHING_CODED}.")
    misses = judged[judged["outcome"] == "miss"][["article", "sentence"]].astype(
        {"article": object}
    )
    misses, parts = misses.merge(sample.astype({"article": object}), on=["article", "sentence"]), []
    without = misses["stratum"] == NONE
    for where, rows in (
        ("in sentences without any mention", without),
        ("in sentences that mention another theme", ~without),
    ):
        ends = misses.loc[rows, "weight"].agg(["min", "max"]).round()
        span = " to ".join(f"{end:,.0f}" for end in dict.fromkeys(ends))
        parts += [(rows.sum(), f"{where} (each represents {span} sentences)")] if rows.any() else []
    number = f"In the sample, the terms miss {counted(len(misses), 'case')}"
    if len(parts) < 2:
        return Finding(number + "".join(f" {where}" for _, where in parts) + ".")
    return Finding(f"{number}: {' and '.join(f'{size:,} {where}' for size, where in parts)}.")


def wrong_terms(table: pd.DataFrame) -> Finding:
    """How many terms are always right, and which are wrong half the time or more:
    `term_validity(…)`.
    """
    used = table[table["finds"] + table["disputed_finds"] > 0]
    if used.empty:
        return Finding("No term has a match in the coded sentences.")
    split = (used["disputed_finds"] > 0).sum()
    sure = ((used["false_finds"] == 0) & (used["disputed_finds"] == 0)).sum()
    parts = [f"every match is confirmed for {share_of(sure, len(used), 'term')}"] if sure else []
    if split:
        parts += [
            f"coders disagree on matches of {listed(_quoted(used.loc[used['disputed_finds'] > 0, 'term']).tolist())}"
        ]
    parts = [capital("; ".join(parts))] if parts else []
    bad = used[(used["finds"] > 0) & (used["false_finds"] >= used["true_finds"])]
    bad = bad.sort_values("false_finds", ascending=False, kind="stable")
    names = [f"“{row.term}” ({row.false_finds:,} of {row.finds:,})" for row in bad.itertuples()]
    parts += [f"At least half of the matches are wrong for {listed(names)}"] if names else []
    return Finding(
        ". ".join(parts or ["Every term has a wrong match, none as often as a right one"]) + "."
    )


def highest_rate(table: pd.DataFrame) -> Finding:
    """The highest rate with its interval: `interval(mentions, articles)`."""
    if table.empty or table["low"].isna().all():
        if table.empty:
            return Finding("Nothing was counted, so there is no rate.")
        why, _, what = table["note"].iloc[0].partition("; ")
        return Finding(f"No interval can be given: {why}.", f"{capital(what)}." if what else "")
    first = labelled(table).sort_values("per_1000", ascending=False, kind="stable").iloc[0]
    rate = f"{first['label']} has the highest rate, {per_1000(first['per_1000'])} per 1,000 words"
    if pd.isna(first["low"]):
        return Finding(f"{rate}; no interval: {first['note']}.")
    return Finding(f"{rate} (95 % interval {per_1000(first['low'])} to {per_1000(first['high'])}).")


def collection(articles: pd.DataFrame, unit: str) -> Finding:
    """How many articles, from how many sources, of what time; with their `period`, by `unit`, how
    many a typical one has.
    """
    size, sources = (
        f"{capital(counted(len(articles), 'article'))}",
        articles["source"].replace("", None).nunique(),
    )
    size += f" ({plural(int(articles['words'].sum()), 'word')})" * (len(articles) > 0)
    size += f" from {counted(sources, 'source')}" if sources else ""
    dated = articles[articles["period"].notna()]
    if dated.empty:
        return Finding(f"{size}, without a date." if len(articles) else "No article was read.")
    sizes = dated["period"].value_counts()
    parts = [f"{size}, {dates(dated)[:-1].lower()}"]
    if (sizes > 0).sum() > 1:
        parts += [f"A typical {unit} has {counted(int(sizes[sizes > 0].median()), 'article')}"]
    undated = len(articles) - len(dated)
    parts += (
        [
            f"{capital(counted(undated, 'article'))} {'has' if undated == 1 else 'have'} no date that says the {unit}"
        ]
        if undated
        else []
    )
    return Finding(". ".join(parts) + ".")


def copies(articles: pd.DataFrame, mentions: pd.DataFrame) -> Finding:
    """How many articles repeat a longer one, and what remains without them; `articles` with the
    columns of `duplicates`.
    """
    longest = articles.loc[articles["article"] == articles["duplicate_group"], "article"]
    if len(longest) == len(articles):
        return Finding("No article repeats another.")
    many, alike = len(articles) - len(longest), articles["least_alike"].min()
    repeat = f"{many:,} of {len(articles):,} articles {'repeats' if many == 1 else 'repeat'} a longer one"
    rest = (
        f"The rest hold {mentions['article'].isin(longest).sum():,} of {len(mentions):,} mentions"
    )
    return Finding(f"{repeat}, which has at least {percent(alike)} of their words. {rest}.")


def narrow_themes(table: pd.DataFrame) -> Finding:
    """How many themes depend on a single term: `first_passages(mentions, articles)`."""
    many = (table["share"] >= 0.5).sum()
    if not many:
        return Finding("No theme owes half of its mentions to one term.")
    return Finding(
        f"For {share_of(many, len(table), 'theme')}, one term brings at least half of the mentions."
    )


def mentioned(mentions: pd.DataFrame, articles: pd.DataFrame, theme: str) -> Finding:
    """How often a theme is named, and in how many of several articles: `find_mentions(articles,
    lexicon)`.
    """
    found = mentions[mentions["theme"] == theme]
    if found.empty:
        return Finding(f"{theme} is never mentioned.")
    where = (
        f", in {share_of(found['article'].nunique(), len(articles), 'article')}"
        if len(articles) > 1
        else ""
    )
    return Finding(f"{theme} is mentioned {times(len(found))}{where}.")


def unused(why: dict[tuple[str, str, str], str], lexicon: Lexicon) -> Finding:
    """How many terms find nothing, and which themes: `why_zero(lexicon, articles)`."""
    terms = [term for term in lexicon.terms if not term.excluded]
    used = {term[:2] for term in terms if term[:3] not in why}
    silent = [theme for group, theme in lexicon.themes if (group, theme) not in used]
    if not why:
        return Finding("Every term finds something.")
    if len(why) == len(terms):
        return Finding("No term finds anything.")
    many = f"{len(why):,} of {plural(len(terms), 'term')} {'finds' if len(why) == 1 else 'find'} nothing"
    return Finding(
        f"{many}; {listed(silent)} {'is' if len(silent) == 1 else 'are'} never mentioned."
        if silent
        else f"{many}."
    )


def needed(width: float) -> Finding:
    """How many sentences to code for an interval of that width: `sentences_needed(width)`.

    >>> needed(0.2).sentence
    'For each theme, a random sample of 104 matches gives precision a 95 % interval of at most about
    10 points either way.'
    """
    number = sentences_needed(width)
    drawn = f"a random sample of {counted(number, 'match', 'matches')}"
    return Finding(
        f"For each theme, {drawn} gives precision a 95 % interval of at most about {50 * width:.0f} points either way."
    )
