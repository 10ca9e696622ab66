"""Tables -> the sentences that say what they show: the findings that have no chart, each as a cell's output.

And what charts and findings share: `Finding`, the names that lead, a caption, an alternative text.
"""

import hashlib
import re
from html import escape

import pandas as pd

from ..articles.read import accounted
from ..lexicon.read import Lexicon
from ..tables.counts import labelled
from ..tables.statistics import sentences_needed
from ..text.characters import visible
from ..text.tokens import sentence_counts, word_counts
from ..text.wording import listed, plural, times
from ..trust.codes import mark_coded
from ..trust.coding import NONE

ALT = 300  # characters of an alternative text: the numbers are in the table beside the picture
_MATHS = re.compile(r"[$\\]")  # what MathJax takes for the start of mathematics, unless it stands in a tag of its own


def as_text(text: str) -> str:
    r"""The text with a backslash before every mark of Markdown and HTML: whatever stands in it is shown and does nothing.

    >>> print(as_text("tariff* <b> [x](y) $5"))
    tariff\* \<b\> \[x\](y) <span>\$</span>5
    """
    marked = re.sub(r"([\\`*_\[\]<>&~$|!#])", r"\\\1", text)
    return re.sub(r"\\[$\\]", r"<span>\g<0></span>", marked)


def as_html(text: object) -> str:
    """The same as HTML, signs that would reverse it written out.

    >>> print(as_html("<b> $5"))
    &lt;b&gt; <span>$</span>5
    """
    return _MATHS.sub(r"<span>\g<0></span>", escape(visible(str(text))))


class Finding:
    """A sentence as a cell's output: bold where Markdown is shown, plain where it is not."""

    def __init__(self, sentence: str):
        self.sentence = sentence

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, str]:
        return {"text/markdown": f"**{as_text(self.sentence)}**", "text/plain": self.sentence}


def groups(table: pd.DataFrame) -> list[str]:
    """The groups of a table, in the lexicon's order, only those that it has rows of."""
    present = set(table["group"])
    return [group for group in table["group"].cat.categories if group in present]


def _first(names: pd.Series, numbers: pd.Series) -> tuple[list[str], str]:
    """The most frequent of several names, ties and all, and how often."""
    most = numbers.max()
    first = names[(numbers == most).to_numpy()].tolist()
    return first, times(int(most)) + (" each" if len(first) > 1 else "")


def most_frequent(names: pd.Series, numbers: pd.Series) -> str:
    """The most frequent of several names, ties and all, with how often.

    >>> most_frequent(pd.Series(["China", "US", "visit"]), pd.Series([8, 8, 6]))
    'China and US, 8 times each'
    """
    first, often = _first(names, numbers)
    return f"{listed(first)}, {often}"


def leaders(table: pd.DataFrame) -> str:
    """Of the themes in a table of counts: which has, or share, the most mentions.

    >>> leaders(pd.DataFrame({"group": "", "theme": ["Trade", "Iran", "Taiwan"], "mentions": [3, 3, 1]}))
    'Trade and Iran are mentioned most, 3 times each'
    """
    found = labelled(table)[(table["mentions"] > 0).to_numpy()]
    if found.empty:
        return "none of the themes is mentioned"
    first, often = _first(found["label"], found["mentions"])
    verb = "are" if len(first) > 1 else "is"
    if len(first) == len(found):
        return f"only {listed(first)} {verb} mentioned, {often}"
    return f"{listed(first)} {verb} mentioned most, {often}"


def meet_most(pairs: pd.DataFrame) -> str:
    """Which two themes meet most: `pairs` is `meetings(cooccurrence(mentions))`.

    >>> meet_most(pd.DataFrame({"theme": ["Iran"], "other": ["Trade"], "count": [2]}))
    'Most often in one sentence: Iran with Trade, in 2 sentences'
    """
    if pairs.empty:
        return "No two themes meet in one sentence"
    most = pairs[pairs["count"] == pairs["count"].iloc[0]]
    names = listed([f"{theme} with {other}" for theme, other in zip(most["theme"], most["other"], strict=True)], most=2)
    each = " each" if len(most) > 1 else ""
    return f"Most often in one sentence: {names}, in {plural(int(most['count'].iloc[0]), 'sentence')}{each}"


def caption(articles: pd.DataFrame, number: int, unit: str = "mention") -> str:
    """What a picture is drawn from: article, unit and n.

    >>> caption(pd.DataFrame({"title": ["Wang’s visit"], "words": [419]}), 103)
    '“Wang’s visit”. n = 103 mentions in 419 words.'
    """
    return f"{_named(articles)}. n = {plural(number, unit)} in {plural(int(word_counts(articles).sum()), 'word')}."


def _named(articles: pd.DataFrame) -> str:
    """One article by its title, or by its id where it has none; several by their number."""
    name = "title" if "title" in articles else "article"
    return f"“{articles[name].iloc[0]}”" if len(articles) == 1 else plural(len(articles), "article")


def alt_text(kind: str, table: pd.DataFrame, most: int = 5) -> str:
    """The alternative text of a picture of mentions: what kind it is, then the largest numbers in it, group by group.

    As many as fit, at most `most` of each group. Of a table by paragraph, zeros are left out; where a column `coded` says so, a
    theme is marked as not coded.

    >>> toy = pd.DataFrame({"group": pd.Categorical(["A", "A"]), "theme": ["Trade", "Iran"], "mentions": [3, 0]})
    >>> alt_text("Bar chart of mentions by theme", toy), alt_text("Bar chart", toy, most=1)
    ('Bar chart of mentions by theme. A: Trade 3, Iran 0.', 'Bar chart. A: Trade 3 and 1 more.')
    """
    rows = labelled(table[table["mentions"] > 0] if "paragraph" in table else table)
    rows = rows.sort_values("mentions", ascending=False, kind="stable")
    if "paragraph" in rows:
        rows["label"] += " (paragraph " + rows["paragraph"].astype(str) + ")"
    if "coded" in rows:
        rows["label"] += rows["coded"].map({True: "", False: " (not coded)"})
    parts = []
    for group in groups(rows):
        own = rows[rows["group"] == group]
        shown = [f"{label} {number:,}" for label, number in zip(own["label"], own["mentions"], strict=True)][:most]
        more = f" and {len(own) - most:,} more" if len(own) > most else ""
        parts.append((f"{group}: " if group else "") + ", ".join(shown) + more)
    said = ". ".join([kind, *(parts or ["No mentions"])]) + "."
    return said if len(said) <= ALT or most == 1 else alt_text(kind, table, most - 1)


def articles_read(articles: pd.DataFrame) -> Finding:
    """How many articles were read from how many files, and what was left out. `articles` is from `read_articles`."""
    return Finding(accounted(articles) + ".")


def collocations(table: pd.DataFrame) -> Finding:
    """How many there are: rows of `expressions(articles)`."""
    return Finding(plural(len(table), "collocation") + ".")


def quoted_passages(table: pd.DataFrame) -> Finding:
    """How many passages are quoted: `quotations(articles)`."""
    return Finding(f"{plural(len(table), 'passage')} in quotation marks.")


def leading_themes(table: pd.DataFrame, articles: pd.DataFrame) -> Finding:
    """Who leads the first group, and who each of the others: `counts(mentions, articles)`, in two sentences."""
    where = f"In {_named(articles)} ({plural(int(word_counts(articles).sum()), 'word')})"
    if not table["mentions"].any():
        return Finding(f"{where} none of the {plural(len(table), 'theme')} is mentioned.")
    first, *others = [(f"of “{g}” " if g else "") + leaders(table[table["group"] == g]) for g in groups(table)]
    second = "; ".join(others)
    return Finding(f"{where}, {first}." + (f" {second[:1].upper()}{second[1:]}." if second else ""))


def terms_used(table: pd.DataFrame) -> Finding:
    """How many terms are used, and which most: `counts(mentions, articles, by="term")`."""
    used = table[table["mentions"] > 0]
    most = f" Most: {most_frequent('“' + used['term'].astype(str) + '”', used['mentions'])}." if len(used) else ""
    return Finding(f"Terms used: {len(used):,} of {len(table):,}.{most}")


def themes_together(pairs: pd.DataFrame) -> Finding:
    """Which two themes meet most: `meetings(cooccurrence(mentions))`."""
    return Finding(meet_most(pairs) + ".")


def article_shown(articles: pd.DataFrame, mentions: pd.DataFrame) -> Finding:
    """Which article is shown, and how many mentions it holds."""
    return Finding(caption(articles, len(mentions)))


def theme_mentions(table: pd.DataFrame, theme: str) -> Finding:
    """How often a theme is mentioned: `concordance(mentions, articles)` of its mentions."""
    return Finding(f"{theme}: {plural(len(table), 'mention')}.")


def suggested(table: pd.DataFrame, mentions: pd.DataFrame) -> Finding:
    """How much the lexicon may be missing: `suggest(articles, lexicon, mentions)`."""
    return Finding(f"{plural(len(table), 'suggestion')}, beside {plural(len(mentions), 'mention')}.")


def passages_changed(table: pd.DataFrame) -> Finding:
    """How many passages an edit gained, lost and moved: `compare(before, after)`."""
    sizes = [f"{(table['change'] == kind).sum():,} {kind}" for kind in ("gained", "lost", "moved")]
    return Finding(f"Passages: {', '.join(sizes)}.")


def terms_unmatched(why: dict, lexicon: Lexicon) -> Finding:
    """How many terms find nothing: `why_zero(lexicon, articles)`."""
    size = sum(not term.excluded for term in lexicon.terms)
    return Finding(f"Terms without a mention: {len(why):,} of {size:,}.")


def lexicon_checks(table: pd.DataFrame) -> Finding:
    """How much there is to look at: `check(lexicon, articles, mentions)`."""
    return Finding(plural(len(table), "finding") + ".")


def provenance(articles: pd.DataFrame, lexicon: Lexicon | None = None, nested: str = "drop", cite: str = "") -> Finding:
    """What a notebook was computed from: the articles and the lexicon with their sha256, the counting option, whom to cite."""
    if len(articles) == 1:
        what, digest = f"article {articles['article'].iloc[0]}", articles["sha256"].iloc[0]
    else:
        what = plural(len(articles), "article") + ", of the joined sha256 of all"
        digest = hashlib.sha256("".join(articles["sha256"]).encode()).hexdigest()
    line = f"Computed from {what} (sha256 {digest[:16]})"
    if lexicon is not None:
        line += f" and the lexicon (sha256 {lexicon.sha256[:16]}), nested = {nested}"
    return Finding(f"{line}. {cite}." if cite else f"{line}.")


class Sentences(Finding):
    """Several sentences as a cell's output; of a chart the first, `title`, stands above it, and the `details` below."""

    def __init__(self, title: str, *details: str):
        super().__init__(". ".join([title, *details]) + ".")
        self.title, self.details = title, details

    def below(self, *captions: str) -> str:
        """The caption of a chart: what it is drawn from, and the details."""
        return " ".join([*captions, *(f"{detail}." for detail in self.details)])


def described(kind: str, parts: list[str], most: int = 300) -> str:
    """An alternative text: the kind of chart, then as many of its parts as there is room for, and how many there are more.

    >>> described("Bars", []), described("Bars", ["Trade 3"]), described("Bars", ["Trade 30", "Iran 20", "Peace talks 9"], 36)
    ('Bars: nothing to draw.', 'Bars: Trade 3.', 'Bars: Trade 30; 2 more in the table.')
    """
    for number in range(len(parts), 0, -1):
        more = [f"{len(parts) - number:,} more in the table"] if number < len(parts) else []
        if len(text := f"{kind}: {'; '.join([*parts[:number], *more])}.") <= most:
            return text
    return f"{kind}: {plural(len(parts), 'row')} in the table." if parts else f"{kind}: nothing to draw."


def dates(articles: pd.DataFrame) -> str:
    """The first and the last date of the articles, as a sentence of a caption; empty where none has a date.

    >>> dates(pd.DataFrame({"date": ["1947-01-06", "", "2026-02-24T21:00"]}))
    'From 1947-01-06 to 2026-02-24.'
    """
    known = articles["date"].astype(str).str[:10] if "date" in articles else pd.Series(dtype=str)
    known = known[known != ""]
    return f"From {' to '.join(dict.fromkeys([known.min(), known.max()]))}." if len(known) else ""


def share_of(number: int, total: int, noun: str, nouns: str = "") -> str:
    """A number of so many, in words.

    >>> share_of(2, 3, "term"), share_of(3, 3, "term"), share_of(1, 1, "match"), share_of(0, 0, "term")
    ('2 of 3 terms', 'all 3 terms', 'the only match', '0 of 0 terms')
    """
    if number == total and total:
        return f"the only {noun}" if total == 1 else f"all {total:,} {nouns or noun + 's'}"
    return f"{number:,} of {total:,} {noun if total == 1 else nouns or noun + 's'}"


def codes(codes: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon, sample: pd.DataFrame | None = None) -> Finding:
    """What of the articles and themes is coded, by whom; what is not, what does not fit, and how to get a blank sheet.

    With `sample`, from `sample_for_coding`: what of its sentences, and of the themes that it was drawn for.
    """
    done = codes.dropna(subset=["code"])
    coders = sorted(set(done["coder"]))
    themes = labelled(mark_coded(pd.DataFrame(lexicon.themes, columns=["group", "theme"]), codes))
    if sample is not None:
        themes = themes[themes["label"].isin(sample["stratum"])]
    every = sentence_counts(articles).sum() if sample is None else len(sample)
    coded = len(done[["article", "sentence"]].drop_duplicates())
    left_out = codes.attrs.get("unfit", [])
    what = f"{share_of(coded, every, 'sentence')} for {share_of(themes['coded'].sum(), len(themes), 'theme')}"
    who = f"{plural(len(coders), 'coder')} ({listed(coders)})"
    parts = [f"{who} coded {what}." if coders else "Nothing of this is coded by hand."]
    parts += (
        [f"Not coded: {listed(themes[~themes['coded']]['label'].tolist(), most=20)}."]
        if coders and not themes["coded"].all()
        else []
    )
    parts += [f"Left out: {listed(left_out, most=3)}."] if left_out else []
    if len(parts) > 1 or not coders or coded < every:
        parts.append(f"A blank sheet: `{'python3 run.py sheet' if sample is None else 'coding_sheet(…, sample=…)'}`.")
    return Finding(" ".join(parts))


def misjudgements(judged: pd.DataFrame) -> Finding:
    """How many sentences are missed, how many matches are wrong, and in which theme most: the table is from `verdicts`."""
    misses, false = ((judged["outcome"] == outcome).sum() for outcome in ("miss", "false find"))
    parts = [f"{plural(misses, 'sentence')} {'is' if misses == 1 else 'are'} missed"] if misses else []
    parts += [f"{false:,} {'match is' if false == 1 else 'matches are'} wrong"] if false else []
    if not parts:
        return Finding(
            "No sentence is missed and no match is wrong." if len(judged) else "Nothing is coded, so no mistake is known."
        )
    sizes = labelled(judged[judged["outcome"].isin(["miss", "false find"])])["label"].value_counts()
    most = sizes.index[sizes == sizes.iloc[0]].tolist()
    each = " each" if len(most) > 1 else ""
    return Finding(f"{listed(parts)}, most in {listed(most)} ({sizes.iloc[0]:,}{each}).")


def drawn_misses(judged: pd.DataFrame, sample: pd.DataFrame) -> Finding:
    """How many misses were drawn, and for how many sentences each stands: `verdicts` on a sample, and that sample."""
    if judged.empty:
        return Finding("Nothing is coded, so no miss is known.")
    misses = judged[judged["outcome"] == "miss"][["article", "sentence"]].astype({"article": object})
    misses, parts = misses.merge(sample.astype({"article": object}), on=["article", "sentence"]), []
    without = misses["stratum"] == NONE
    for where, rows in (("sentences drawn without a mention", without), ("those drawn with one", ~without)):
        ends = misses.loc[rows, "weight"].agg(["min", "max"]).round()
        span = " to ".join(f"{end:,.0f}" for end in dict.fromkeys(ends))
        parts += [f"{rows.sum():,} among {where} (each stands for {span})"] if rows.any() else []
    number = f"{len(misses):,} {'miss was' if len(misses) == 1 else 'misses were'}"
    return Finding(f"{number} drawn: {' and '.join(parts)}." if parts else "No miss was drawn.")


def wrong_terms(table: pd.DataFrame) -> Finding:
    """How many terms are always right, and which are wrong half the time or more: `term_validity(…)`."""
    used = table[table["finds"] + table["disputed_finds"] > 0]
    if used.empty:
        return Finding("No term has a match in the coded sentences.")
    split = (used["disputed_finds"] > 0).sum()
    sure = ((used["false_finds"] == 0) & (used["disputed_finds"] == 0)).sum()
    parts = [f"The coders confirm every match of {share_of(sure, len(used), 'term')}"]
    parts[0] += f" and split on matches of {split:,}" if split else ""
    bad = used[(used["finds"] > 0) & (used["false_finds"] >= used["true_finds"])]
    bad = bad.sort_values("false_finds", ascending=False, kind="stable")
    names = [f"“{row.term}” ({row.false_finds:,} of {row.finds:,})" for row in bad.itertuples()]
    return Finding(". ".join(parts + [f"Wrong at least half the time: {listed(names)}"] * bool(names)) + ".")


def highest_rate(table: pd.DataFrame) -> Finding:
    """The highest rate with its interval: `interval(mentions, articles)`."""
    if table.empty or table["low"].isna().all():
        return Finding(f"No interval: {table['note'].iloc[0] if len(table) else 'nothing was counted'}.")
    first = labelled(table).sort_values("per_1000", ascending=False, kind="stable").iloc[0]
    rate = f"{first['label']} has the highest rate, {first['per_1000']:.2f} per 1,000 words"
    if pd.isna(first["low"]):
        return Finding(f"{rate}; no interval: {first['note']}.")
    return Finding(f"{rate} ({first['low']:.2f} to {first['high']:.2f}).")


def collection(articles: pd.DataFrame, unit: str) -> Finding:
    """How many articles, from how many sources, of what time; with their `period`, by `unit`, how many a typical one has."""
    size, sources = f"{plural(len(articles), 'article')} ({plural(int(articles['words'].sum()), 'word')})", articles["source"]
    sources = sources.replace("", None).nunique()
    size += f" from {plural(sources, 'source')}" if sources else ""
    dated = articles[articles["period"].notna()]
    if dated.empty:
        return Finding(f"{size}, none with a date.")
    sizes = dated["period"].value_counts()
    several, typical = plural(int((sizes > 0).sum()), unit), plural(int(sizes[sizes > 0].median()), "article")
    parts = [f"{size}, {dates(dated)[:-1].lower()}", f"{several}, a typical one with {typical}"]
    undated = len(articles) - len(dated)
    parts += [f"{undated:,} without a date that says the {unit}"] if undated else []
    return Finding(". ".join(parts) + ".")


def copies(articles: pd.DataFrame, mentions: pd.DataFrame) -> Finding:
    """How many articles repeat a longer one, and what remains without them; `articles` with the columns of `duplicates`."""
    longest = articles.loc[articles["article"] == articles["duplicate_group"], "article"]
    if len(longest) == len(articles):
        return Finding("No article repeats another.")
    many, alike = len(articles) - len(longest), articles["least_alike"].min()
    repeat = f"{many:,} of {len(articles):,} articles {'repeats' if many == 1 else 'repeat'} a longer one"
    rest = f"The rest hold {mentions['article'].isin(longest).sum():,} of {len(mentions):,} mentions"
    return Finding(f"{repeat}, which has at least {alike:.0%} of their words. {rest}.")


def narrow_themes(table: pd.DataFrame) -> Finding:
    """How many themes rest on a single term: `first_passages(mentions, articles)`."""
    many = (table["share"] >= 0.5).sum()
    return Finding(f"One term brings at least half of the mentions of {share_of(many, len(table), 'theme')}.")


def mentioned(mentions: pd.DataFrame, theme: str) -> Finding:
    """How often a theme is mentioned, and in how many articles: `find_mentions(articles, lexicon)`."""
    found = mentions[mentions["theme"] == theme]
    return Finding(f"{theme} is mentioned {times(len(found))}, in {plural(found['article'].nunique(), 'article')}.")


def unused(why: dict[tuple[str, str, str], str], lexicon: Lexicon) -> Finding:
    """How many terms find nothing, and which themes: `why_zero(lexicon, articles)`."""
    terms = [term for term in lexicon.terms if not term.excluded]
    used = {term[:2] for term in terms if term[:3] not in why}
    silent = [theme for group, theme in lexicon.themes if (group, theme) not in used]
    many = f"{len(why):,} of {plural(len(terms), 'term')} {'finds' if len(why) == 1 else 'find'} nothing"
    return Finding(f"{many}; {listed(silent)} {'is' if len(silent) == 1 else 'are'} never mentioned." if silent else f"{many}.")


def needed(width: float) -> Finding:
    """How many sentences to code for an interval of that width: `sentences_needed(width)`.

    >>> needed(0.2).sentence
    'At most 104 coded sentences make an interval 20% wide.'
    """
    return Finding(f"At most {sentences_needed(width):,} coded sentences make an interval {width:.0%} wide.")
