"""Whether people's marks order two outlets as counts of terms do, to
benchmarks/side_by_side.md.

    python -m nltk.downloader reuters
    python benchmarks/side_by_side.py OUTLETS

OUTLETS is the folder with articles.csv.xz (article, event, source, text) and coded.csv.xz (article,
code, start, end, match). Five events of 2018, each as five outlets told it; people marked every
mention of what the event is about. For each event five themes are counted by terms written from the
codes' names. Of each theme and each pair of outlets it is asked whether the rates by terms order
the two as the rates of people's marks do.

A difference is marked if the logarithm of the ratio of the two rates, each with half a mention
more, is more than so many times its standard error. How many times is chosen on four events, as the
least (in steps of a quarter) beyond which people agree in nineteen of twenty, and judged on the
fifth, each event in turn.

Then Reuters' articles are dealt out at random to outlets that are none, and it is counted how many
pairs of them `side_by_side` marks.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from nltk.corpus import reuters

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

nt = import_module("newsthemes")
MARKED = import_module("newsthemes.tables.side_by_side").OF_TEXTS

PAGE = Path(__file__).with_suffix(".md")
AGREED = 0.95  # nineteen of twenty
STEPS = np.arange(0, 3.25, 0.25)
DEALT = {1: 400, 2: 400, 5: 200, 20: 100, 100: 40}  # articles of an outlet: so many deals
OUTLETS = 3  # of a deal
OF_REUTERS = {
    "Trade": ["trade", "tariff*"],
    "Oil": ["oil", "crude"],
    "Ships": ["ship*", "vessel*"],
    "Grain": ["grain*", "wheat", "corn"],
    "Interest rates": ["interest rate*"],
    "Japan": ["Japan*"],
    "Banks": ["bank*"],
    "Dollar": ["dollar*"],
    "China": ["China", "Chinese"],
    "Iran": ["Iran*"],
    "Taxes": ["tax*"],
}
# event -> theme -> the code that people gave, and our terms
THEMES = {
    0: {
        "Trump": ("USA_Trump_ACTOR", ["Trump"]),
        "North Korea": ("PRK_COUNTRY", ["North Korea*", "Pyongyang"]),
        "Shinzo Abe": ("JPN_Abe_ACTOR", ["Abe"]),
        "Kim Jong-un": ("PRK_Jong_Un_ACTOR", ["Kim", "Kim Jong un"]),
        "Summit": ("PRK_USA_Summit_EVENT", ["summit*", "meeting"]),
    },
    1: {
        "Trump": ("USA_Trump_ACTOR", ["Trump"]),
        "James Comey": ("USA_Comey_ACTOR", ["Comey"]),
        "Memos": ("Comey_Memos_OBJECT", ["memo", "memos"]),
        "Michael Flynn": ("USA_Flynn_ACTOR", ["Flynn"]),
        "Dossier": ("Comey_Memos_Steele_dossier_OBJECT", ["dossier"]),
    },
    2: {
        "North Korea": ("PRK_COUNTRY", ["North Korea*", "Pyongyang"]),
        "Kim Jong-un": ("PRK_Kim_ACTOR", ["Kim", "Kim Jong un"]),
        "South Korea": ("KOR_COUNTRY", ["South Korea*", "Seoul"]),
        "Tests": ("PRK_nuclear_missile_test_suspension_ACTION", ["nuclear test*", "missile test*"]),
        "Denuclearization": ("Denuclearization_MISC", ["denuclear*"]),
    },
    3: {
        "Democrats": ("USA_Democrats_GROUP", ["Democrat*", "D.N.C.", "DNC"]),
        "Lawsuit": ("Lawsuit_MISC", ["lawsuit*", "suit", "complaint"]),
        "Republicans": ("USA_Republicans_GROUP", ["Republican*", "GOP"]),
        "Russia": ("RUS_COUNTRY", ["Russia*", "Moscow"]),
        "Campaign": ("Trump_campaign_EVENT", ["campaign"]),
    },
    4: {
        "Trump": ("USA_Trump_ACTOR", ["Trump"]),
        "Nuclear deal": (
            "IRN_nuclear_deal_OBJECT",
            ["Iran deal", "nuclear deal", "nuclear agreement", "agreement"],
        ),
        "Emmanuel Macron": ("FRA_Macron_ACTOR", ["Macron"]),
        "Iran": ("IRN_COUNTRY", ["Iran*", "Tehran"]),
        "France": ("FRA_COUNTRY", ["France", "French", "Paris"]),
    },
}


def pairs_of(event: int, articles: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    """A row a theme and pair of outlets: `z`, the difference by terms in standard errors, `agree`,
    whether people's marks order the two in the same way.
    """
    themes = THEMES[event]
    lexicon = {theme: terms for theme, (_, terms) in themes.items()}
    mentions = nt.find_mentions(articles, lexicon, nested="count")
    side = nt.counts(mentions, articles, lexicon, by=["theme", "source"])
    side["code"] = side["theme"].map({theme: code for theme, (code, _) in themes.items()})
    marked = marks.merge(articles[["article", "source"]]).value_counts(["code", "source"])
    keys = pd.MultiIndex.from_frame(side[["code", "source"]])
    side["marks"] = marked.reindex(keys, fill_value=0).to_numpy()
    rows = []
    for theme, cells in side.groupby("theme", sort=False):
        for one, other in combinations(cells.itertuples(), 2):
            more = one.mentions + 0.5, other.mentions + 0.5
            ratio = np.log(more[0] / one.words) - np.log(more[1] / other.words)
            z = ratio / np.sqrt(1 / more[0] + 1 / more[1])
            people = one.marks / one.words - other.marks / other.words
            rows.append(
                (event, theme, one.source, other.source, z, np.sign(ratio) == np.sign(people))
            )
    return pd.DataFrame(rows, columns=["event", "theme", "source", "other", "z", "agree"])


def least_step(pairs: pd.DataFrame) -> float:
    """The least step beyond which people agree in nineteen of twenty."""
    size = pairs["z"].abs()
    return next(step for step in STEPS if pairs.loc[size > step, "agree"].mean() >= AGREED)


def judged(pairs: pd.DataFrame) -> pd.DataFrame:
    """A row an event: what was chosen on the other four, how many pairs it marks, and how often
    people agree.
    """
    rows = []
    for event, own in pairs.groupby("event"):
        step = least_step(pairs[pairs["event"] != event])
        marked = own[own["z"].abs() > step]
        rows.append((event, step, len(own), len(marked), int(marked["agree"].sum())))
    return pd.DataFrame(rows, columns=["event", "chosen", "pairs", "marked", "agree"])


def dealt(size: int, times: int, random: np.random.Generator) -> tuple[int, int]:
    """How many pairs of outlets, of those with a mention, are marked if so many articles each are
    dealt to them; and how many pairs there are.
    """
    marked = pairs = 0
    files = np.array(reuters.fileids())
    for _ in range(times):
        texts = map(reuters.raw, random.choice(files, size * OUTLETS, replace=False))
        articles = pd.DataFrame({"article": range(size * OUTLETS), "text": list(texts)})
        articles["source"] = articles["article"].mod(OUTLETS).map("outlet {}".format)
        side = nt.side_by_side(nt.find_mentions(articles, OF_REUTERS), articles, OF_REUTERS)
        some = side[side.groupby("theme")["mentions"].transform("sum") > 0]
        marked += sum(len(names.split(", ")) for names in some["differs"] if names)
        pairs += some["theme"].nunique() * OUTLETS * (OUTLETS - 1) // 2
    return marked, pairs


def leaders(articles: pd.DataFrame, marks: pd.DataFrame) -> tuple[int, int]:
    """Of how many themes terms and people name the same outlet with the highest rate; and of how
    many there are.
    """
    same = total = 0
    words = articles.set_index("article")["text"].str.split().str.len()
    for event, themes in THEMES.items():
        own = articles[articles["event"] == event]
        for theme, (code, terms) in themes.items():
            mentions = nt.find_mentions(own, {theme: terms})
            found = mentions["article"].value_counts() / words
            people = marks.loc[marks["code"] == code, "article"].value_counts() / words
            both = pd.DataFrame({"found": found, "people": people}).loc[own["article"]].fillna(0)
            same += both["found"].idxmax() == both["people"].idxmax()
            total += 1
    return same, total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("outlets", type=Path)
    folder = parser.parse_args().outlets
    articles = pd.read_csv(folder / "articles.csv.xz")
    marks = pd.read_csv(folder / "coded.csv.xz")
    parts = [pairs_of(event, articles[articles["event"] == event], marks) for event in THEMES]
    pairs = pd.concat(parts, ignore_index=True)
    table = judged(pairs)
    total = table[["pairs", "marked", "agree"]].sum()
    size = pairs["z"].abs()
    steps = [(step, (size > step).sum(), pairs.loc[size > step, "agree"].mean()) for step in STEPS]
    same, themes = leaders(articles, marks)
    random = np.random.default_rng(0)
    by_chance = {number: dealt(number, times, random) for number, times in DEALT.items()}
    wrong = pairs[(size > MARKED) & ~pairs["agree"]]
    lines = [
        "# Do people's marks order two outlets as terms do?",
        "",
        "`python benchmarks/side_by_side.py OUTLETS` writes this page. OUTLETS holds events 0 to 4 of",
        "NewsWCL50 (Hamborg, Zhukova, Gipp 2019). Its authors give out the codes (CC BY-SA 4.0) and the",
        "addresses of the articles at https://github.com/fhamborg/NewsWCL50; the texts are their",
        "publishers'. Five outlets tell each event.",
        "",
        f"Pairs of outlets that terms and people's marks order alike: {pairs['agree'].sum()} of"
        f" {len(pairs)}. Themes of which both name the same first outlet: {same} of {themes}.",
        "",
        "A difference is marked beyond so many standard errors of the logarithm of the ratio:",
        "",
        "| beyond | marked | people agree |",
        "|--:|--:|--:|",
        *(
            f"| {step:.2f} | {number} ({number / len(pairs):.0%}) | {share:.1%} |"
            for step, number, share in steps
        ),
        "",
        f"The package marks beyond {MARKED}. Chosen on four events, judged on the fifth:",
        "",
        "| event | chosen | pairs | marked | people agree |",
        "|--:|--:|--:|--:|--:|",
        *(
            f"| {row.event} | {row.chosen:.2f} | {row.pairs} | {row.marked} | {row.agree} |"
            for row in table.itertuples()
        ),
        f"| all | | {total.pairs} | {total.marked} | {total.agree} ({total.agree / total.marked:.1%}) |",
        "",
        f"Marked by the package, and people do not agree: {len(wrong)}, of the pairs on which the limit was chosen; the table above judges it on others.",
        *(
            f"- event {row.event}, {row.theme}: {row.source}, {row.other}"
            for row in wrong.itertuples()
        ),
        "",
        "## Articles that are dealt out at random",
        "",
        "Of Reuters' articles of 1987 (NLTK) so many are dealt to each of three outlets. How many pairs of",
        f"outlets are marked, of {len(OF_REUTERS)} themes:",
        "",
        "| articles of an outlet | pairs | marked |",
        "|--:|--:|--:|",
        *(
            f"| {size} | {pairs:,} | {marked / pairs:.1%} |"
            for size, (marked, pairs) in by_chance.items()
        ),
        "",
        "## What this does not show",
        "",
        "Twenty-five themes of five events are few, and the pairs of one theme depend on each other.",
        "Events 5 to 9 were not used.",
    ]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
