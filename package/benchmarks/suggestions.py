"""Are suggestions right? `nt.suggest` against what people marked, to benchmarks/suggestions.md.

    python benchmarks/suggestions.py DIR ../seeds

DIR holds articles.csv.xz (article, event, source, text) and coded.csv.xz (article, code, start, end,
match): the articles of NewsWCL50 and each mention that people marked in them.

Protocol. A match lies on each marked mention that it touches; where one is wanted, on the shortest
that holds it, else on the shortest that it touches. Rows are counted together, by the counting rule.
"""

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import pandas as pd

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import newsthemes as nt  # noqa: E402 - found beside the benchmarks without an install

PAGE = HERE / "suggestions.md"
MEASURED, PROTOCOL = "## What was measured", "## Protocol"
FIRST_THEMES_OF_ARTICLE, FIRST_THEMES, FIRST_ROWS_BESIDE = 25, 20, 20
OFTEN = 5  # marked mentions of a code in an article
NAMED = "ACTOR|COUNTRY|GROUP"


class Theme(NamedTuple):
    """A theme written from the names of codes: its terms, and the codes."""

    terms: list[str]
    codes: list[str]


# A country's name with `*`, as people write it, finds its adjective, too.
THEMES = {
    "Trump": Theme(["Trump"], ["USA_Trump_ACTOR", "USA_Republicans_Trump_ACTOR"]),
    "Kim Jong Un": Theme(["Kim Jong Un", "Kim Jong"], ["PRK_Jong_Un_ACTOR", "PRK_Kim_ACTOR"]),
    "Mike Pompeo": Theme(["Mike Pompeo"], ["USA_Mike_Pompeo_ACTOR"]),
    "North Korea": Theme(["North Korea*"], ["PRK_COUNTRY"]),
    "South Korea": Theme(["South Korea*"], ["KOR_COUNTRY"]),
    "Iran": Theme(["Iran*"], ["IRN_COUNTRY"]),
    "Russia": Theme(["Russia*"], ["RUS_COUNTRY"]),
    "United States": Theme(["United States"], ["USA_COUNTRY"]),
    "Democrats": Theme(["Democrats"], ["USA_Democrats_GROUP"]),
    "Nuclear deal": Theme(["nuclear deal", "Iran deal"], ["IRN_nuclear_deal_OBJECT"]),
    "Comey memos": Theme(["Comey memos"], ["Comey_Memos_OBJECT"]),
    "Lawsuit": Theme(["lawsuit"], ["Lawsuit_MISC"]),
}


def touching(mention: tuple, marks: pd.DataFrame) -> pd.DataFrame:
    """The marks of an article that a mention touches."""
    return marks[(marks["start"] < mention.end) & (mention.start < marks["end"])]


def shortest(mention: tuple, marks: pd.DataFrame) -> pd.DataFrame:
    """The shortest mark that holds a mention, else the shortest that it touches, as one row."""
    found = touching(mention, marks)
    holding = found[(found["start"] <= mention.start) & (mention.end <= found["end"])]
    if len(holding):
        found = holding
    return found.loc[(found["end"] - found["start"]).sort_values(kind="stable").index].head(1)


def issues(seeds: Path) -> str:
    """Of the project's article: its Issues, by the first suggested themes that belong to one."""
    articles = nt.read_articles(seeds)
    lexicon = nt.read_lexicon(seeds / "themes.yaml")
    ours = nt.find_mentions(articles, lexicon, nested="count")
    ours = ours[ours["group"] == "Issues"]
    found = {theme: [] for theme, group in lexicon.groups.items() if group == "Issues"}
    table = nt.suggest(articles)
    first = table["theme"].unique()[:FIRST_THEMES_OF_ARTICLE]
    for term in table.loc[table["theme"].isin(first) & ~table["excluded"], "term"]:
        mentions = list(nt.find_mentions(articles, {"row": [term]}).itertuples())
        for theme, marks in ours.groupby("theme"):
            on = sum(len(touching(mention, marks)) > 0 for mention in mentions)
            if 2 * on > len(mentions):
                found[theme].append(term)
    reached = sum(map(bool, found.values()))
    lines = [
        f"**{reached} of {len(found)}** have a term in one of the first {FIRST_THEMES_OF_ARTICLE} themes:",
        "",
    ]
    lines += [f"- {theme}: {', '.join(terms) or 'none'}" for theme, terms in found.items()]
    return "\n".join(lines)


def codes(articles: pd.DataFrame, coded: pd.DataFrame) -> str:
    """Codes of actors, countries and groups by the first names of each article; how pure these
    themes are.
    """
    rows, misses = Counter(), []
    others: Counter = Counter()
    for number in range(len(articles)):
        article = articles.iloc[[number]]
        [name] = article["article"]
        marks = coded[coded["article"] == name]
        table = nt.suggest(article, most=FIRST_THEMES).query("group == 'Names'")
        mentions = nt.find_mentions(article, nt.read_lexicon(table))
        touched, main = defaultdict(set), defaultdict(dict)
        for mention in mentions.itertuples():
            for mark in touching(mention, marks).itertuples():
                touched[mention.theme, mark.code].add(mark.Index)
            for mark in shortest(mention, marks).itertuples():
                main[mention.theme][mark.Index] = mark.code
        for theme, by_mark in main.items():
            for kind in ("all codes", "actors, countries, groups"):
                own = [code for code in by_mark.values() if is_of(kind, code)]
                times = Counter(own).most_common()
                rows[kind, "marks"] += len(own)
                rows[kind, "main"] += times[0][1] if times else 0
                if kind == "all codes":
                    others.update({(name, theme, times[0][0], code): n for code, n in times[1:]})
        often = marks["code"].value_counts()
        for code, times in often[often >= OFTEN].items():
            if is_of("actors, countries, groups", code):
                rows["codes"] += 1
                if any(len(found) > 1 for (_, other), found in touched.items() if other == code):
                    rows["codes found"] += 1
                else:
                    misses.append(f"- {name}: {code}, marked {times} times")
    shares = []
    for kind in ("all codes", "actors, countries, groups"):
        share = rows[kind, "main"] / rows[kind, "marks"]
        shares.append(f"{kind} **{share:.3f}** ({rows[kind, 'main']:,} of {rows[kind, 'marks']:,})")
    lines = [
        f"**{rows['codes found']} of {rows['codes']}** codes of actors, countries and groups, marked",
        f"{OFTEN} times or more in an article: one of its first {FIRST_THEMES} names has two of their mentions.",
        *["The others:", "", *misses, ""],
        f"Marked mentions of a theme that are of its main code: {'; '.join(shares)}.",
        "Where three marks or more of one code went to a theme of another (article, theme, its code):",
        "",
    ]
    for (name, theme, code, other), times in sorted(others.items(), key=lambda one: -one[1]):
        if times > 2:
            lines.append(f"- {name}, {theme}, {code}: {times} of {other}")
    return "\n".join(lines)


def is_of(kind: str, code: str) -> bool:
    return kind == "all codes" or any(part in code for part in NAMED.split("|"))


class Fit(NamedTuple):
    """Mentions of a theme against marks: how many of these are touched, how many of the mentions
    touch one.
    """

    recall: float
    precision: float
    mentions: int


def fit(mentions: pd.DataFrame, coded: pd.DataFrame, theme: Theme) -> Fit:
    marks = coded[coded["code"].isin(theme.codes)]
    touched, on = set(), 0
    for mention in mentions.itertuples():
        found = touching(mention, marks[marks["article"] == mention.article])
        touched |= set(found.index)
        on += len(found) > 0
    return Fit(len(touched) / len(marks), on / max(1, len(mentions)), len(mentions))


def beside(articles: pd.DataFrame, coded: pd.DataFrame) -> str:
    """Suggestions for twelve themes: which are right, and what these themes find then."""
    themes = {name: list(theme.terms) for name, theme in THEMES.items()}
    table = nt.suggest(articles, themes)
    lines = [
        "| row | theme | term | kind | mentions | on its marks | |",
        "|--:|---|---|---|--:|--:|---|",
    ]
    with_all = {name: list(terms) for name, terms in themes.items()}
    with_right = {name: list(terms) for name, terms in themes.items()}
    right = 0
    for number, row in enumerate(table.head(FIRST_ROWS_BESIDE).itertuples(), 1):
        share, verdict = "", "no theme"
        if row.theme:
            one = themes | {row.theme: [*themes[row.theme], row.term]}
            mentions = nt.find_mentions(articles, one)
            mentions = mentions[(mentions["theme"] == row.theme) & (mentions["term"] == row.term)]
            found = fit(mentions, coded, THEMES[row.theme])
            share, verdict = f"{found.precision:.2f}", "wrong"
            with_all[row.theme].append(row.term)
            if found.precision > 0.5:
                verdict = "right"
                right += 1
                with_right[row.theme].append(row.term)
        cells = [number, row.theme, row.term, row.kind, row.mentions, share, verdict]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    lines += [
        "",
        f"**{right} of {FIRST_ROWS_BESIDE}** are right: most of their matches lie on marks.",
        "",
    ]
    lines += [
        "| theme | marks | recall before | with all twenty | with the right ones | precision before | with all twenty | with the right ones |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    by_list = [nt.find_mentions(articles, terms) for terms in (themes, with_all, with_right)]
    rows = []
    for name, theme in THEMES.items():
        fits = [fit(mentions[mentions["theme"] == name], coded, theme) for mentions in by_list]
        rows.append([now.recall for now in fits] + [now.precision for now in fits])
        cells = [name, coded["code"].isin(theme.codes).sum(), *map("{:.2f}".format, rows[-1])]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    medians = pd.DataFrame(rows).median()
    lines += [f"| median | | {' | '.join(map('{:.2f}'.format, medians))} |"]
    found = f"In the median a list found {medians[0]:.0%} of the marks on its subject"
    lines += ["", f"{found}, and {medians[3]:.0%} of what it found was right."]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", metavar="DIR", type=Path)
    parser.add_argument("seeds", type=Path, help="an article, and its themes.yaml")
    given = parser.parse_args()
    folder = given.folder
    articles = pd.read_csv(folder / "articles.csv.xz")[["article", "text"]]
    coded = pd.read_csv(folder / "coded.csv.xz")
    parts = [
        f"{MEASURED}: {len(articles)} articles, {len(coded):,} marked mentions",
        "### The project's article",
        issues(given.seeds),
        "### Codes and themes",
        codes(articles, coded),
        "### With a lexicon of twelve themes",
        beside(articles, coded),
        "",
    ]
    text = "\n\n".join(parts)
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(MEASURED)
    _, mark, by_hand = rest.partition(PROTOCOL)
    PAGE.write_text(before + text + mark + by_hand, encoding="utf-8", newline="\n")
    print(text)


if __name__ == "__main__":
    main()
