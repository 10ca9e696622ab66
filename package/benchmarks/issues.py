"""Are common issues what people filed? Against topics and sections, to benchmarks/issues.md.

    python benchmarks/issues.py FILE [FILE ...] [--years 2018-2020] [--half odd]

With the years of a part of the page, that part is written; else the tables are only printed.

A FILE is a table of texts that people filed: a CSV, also compressed, with `text` and either
`category` (seeds/news/world_news.csv.xz) or `topic` (policy topics, one a title); or `reuters`, the
corpus of NLTK. The years are those of the column `date`. The half is that of the months where there
is a `date`, of speeches where a column `address` names them, else of the `id`, or of the number of a
Reuters document.

Protocol. An item is found by a theme that has a mention in it, by the counting rule. A find is right
if people filed the item under one of the theme's topics; recall is of the items filed under the
first of them. A theme without a topic of its own is not judged: its finds are counted. As people
file an item once and it speaks of several things, precision is a lower bound.
"""

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

import pandas as pd

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import newsthemes as nt  # noqa: E402 - found beside the benchmarks without an install

LIST = HERE.parent / "newsthemes" / "lexicon" / "issues.yaml"
PAGE = HERE / "issues.md"
JUDGED = "2018-2020"
PARTS = {"2015-2017": "## What was measured while it was written", JUDGED: "## Judged once"}
PANDEMIC = {"pandemic": ["COVID*", "coronavirus*", "pandemic*"]}

# Of each theme its topics: what it should find, then where it is not wrong either.
# The policy topics: where Immigration is no topic, its items were filed under Labor.
TOPICS = {
    "Economy": ["Macroeconomics"],
    "Trade": ["Foreign trade"],
    "Business": ["Domestic commerce"],
    "Work": ["Labor"],
    "Welfare": ["Social welfare"],
    "Housing": ["Housing"],
    "Health": ["Health"],
    "Education": ["Education"],
    "Science and technology": ["Technology"],
    "Environment and climate": ["Environment", "Public lands"],
    "Energy": ["Energy"],
    "Agriculture and food": ["Agriculture"],
    "Transport": ["Transportation"],
    "Crime and justice": ["Law and crime"],
    "Civil rights": ["Civil rights"],
    "Migration": ["Immigration", "Labor"],
    "War and defence": ["Defense"],
    "Terrorism": ["Terrorism", "Defense", "International affairs", "Law and crime"],
    "Diplomacy": ["International affairs"],
    "Elections and government": ["Government operations"],
    "Arts and culture": ["Culture"],
    "Religion": ["Religion"],
    "Sport": ["Sports"],
    "Disasters and accidents": ["Disasters"],
}
# Sections of world news. Trade, work, energy, transport and others have none of their own.
ARMED = "Armed conflicts and attacks"
SECTIONS = {
    "Economy": ["Business and economy"],
    "Business": ["Business and economy"],
    "Health": ["Health and environment"],
    "Science and technology": ["Science and technology"],
    "Disasters and accidents": ["Disasters and accidents"],
    "Crime and justice": ["Law and crime"],
    "War and defence": [ARMED],
    "Terrorism": [ARMED],
    "Diplomacy": ["International relations"],
    "Elections and government": ["Politics and elections"],
    "Arts and culture": ["Arts and culture"],
    "Sport": ["Sports"],
}
FARMING = (
    "grain wheat corn barley oat sorghum rice oilseed soybean sugar coffee cocoa cotton livestock"
)
CATEGORIES = {
    "Economy": "interest cpi gnp money-supply money-fx bop wpi ipi income lei reserves retail".split(),
    "Trade": ["trade"],
    "Business": ["acq", "earn"],
    "Work": ["jobs"],
    "Energy": "crude nat-gas gas fuel heat propane".split(),
    "Agriculture and food": [*FARMING.split(), *"veg-oil meal-feed carcass hog".split()],
    "Transport": ["ship"],
}


class Filed(NamedTuple):
    """Items (article, text), the topics of each, and of each theme its topics."""

    items: pd.DataFrame
    topics: dict[str, set[str]]
    of_themes: dict[str, list[str]]


def reuters(half: str | None) -> Filed:
    from nltk.corpus import reuters as corpus

    names = [name for name in corpus.fileids() if name.startswith("training/")]
    names = [name for name in names if is_of_half(int(name.split("/")[1]), half)]
    items = pd.DataFrame({"article": names, "text": [corpus.raw(name) for name in names]})
    return Filed(items, {name: set(corpus.categories(name)) for name in names}, CATEGORIES)


def table(file: str, years: str | None, half: str | None) -> Filed:
    filed = pd.read_csv(file, dtype=str)
    column, of_themes = ("topic", TOPICS) if "topic" in filed else ("category", SECTIONS)
    if years and "date" in filed:
        first, _, last = years.partition("-")
        filed = filed[filed["date"].str[:4].between(first, last or first)]
    if half:
        filed = filed[[is_of_half(number, half) for number in numbers(filed)]]
    filed = filed[
        filed[column].notna() & (filed[column] != "Other" if column == "category" else True)
    ]
    items = pd.DataFrame({"article": range(len(filed)), "text": filed["text"].to_numpy()})
    items["article"] = items["article"].astype(str)
    items["heading"] = filed["heading"].fillna("").to_numpy() if "heading" in filed else ""
    topics = {name: {topic} for name, topic in zip(items["article"], filed[column], strict=True)}
    unknown = set(filed[column]) - set(sum(of_themes.values(), [])) - {"Other"}
    if unknown:
        print(f"no theme's topic: {', '.join(sorted(unknown))}\n")
    return Filed(items, topics, of_themes)


def numbers(filed: pd.DataFrame) -> list[int]:
    """What is odd or even: months, since one story goes on for days; speeches; else items."""
    if "date" in filed:
        return filed["date"].str[5:7].astype(int).tolist()
    if "address" in filed:
        return pd.factorize(filed["address"])[0].tolist()
    return filed["id"].astype(int).tolist()


def is_of_half(number: int, half: str | None) -> bool:
    return not half or (number % 2 == 1) == (half == "odd")


def without_pandemic(filed: Filed) -> Filed:
    """Half of 2020 is one story: without the items that name it, or stand under such a heading."""
    whole = filed.items.assign(text=filed.items["heading"] + ". " + filed.items["text"])
    named = nt.find_mentions(whole, PANDEMIC)["article"]
    return filed._replace(items=filed.items[~filed.items["article"].isin(named)])


def measure(filed: Filed) -> str:
    """A table in Markdown, the worst precision first, then all themes together."""
    lexicon = nt.read_lexicon(LIST)
    mentions = nt.find_mentions(filed.items, lexicon)
    finds = mentions[["article", "theme"]].drop_duplicates()
    by_theme = finds.groupby("theme")["article"].agg(set)
    topics_of = {name: filed.topics[name] for name in filed.items["article"]}
    used = set().union(*topics_of.values())
    rows, unjudged = [], []
    right_items, right_finds, all_finds = set(), 0, 0
    for theme in lexicon.themes:
        found = by_theme.get(theme, set())
        topics = [topic for topic in filed.of_themes.get(theme, []) if topic in used]
        if not topics:
            unjudged.append(f"{theme} {len(found):,}")
            continue
        own = set(filed.of_themes[theme] if filed.of_themes is CATEGORIES else topics[:1])
        if filed.of_themes[theme][0] not in used:
            own = set()  # what it should find was filed among others
        accepted = {name for name in found if filed.topics[name] & set(topics)}
        wanted = {name for name, filed_under in topics_of.items() if filed_under & own}
        recall = len(wanted & found) / len(wanted) if wanted else None
        rows.append([theme, len(found), len(accepted) / max(1, len(found)), len(wanted), recall])
        right_items |= accepted
        right_finds += len(accepted)
        all_finds += len(found)
    judged = set(sum((filed.of_themes.get(row[0], []) for row in rows), []))
    wanted = {name for name, filed_under in topics_of.items() if filed_under & judged}
    rows.sort(key=lambda row: row[2])
    recall = len(right_items & wanted) / len(wanted)
    rows.append(["**all**", all_finds, right_finds / all_finds, len(wanted), recall])
    lines = ["| theme | items found | precision | items filed | recall |", "|---|--:|--:|--:|--:|"]
    for name, found, precision, filed_under, recall in rows:
        share = "" if recall is None else f"{recall:.2f}"
        lines.append(f"| {name} | {found:,} | {precision:.2f} | {filed_under:,} | {share} |")
    if unjudged:
        lines += ["", f"Found, and no topic to judge by: {'; '.join(unjudged)}."]
    return "\n".join(lines)


def titled(name: str, filed: Filed) -> str:
    return f"### {name}: {len(filed.items):,} items\n\n{measure(filed)}"


def write_part(heading: str, tables: list[str]) -> None:
    """Of the page, what follows a heading up to the next: its first paragraph stays."""
    before, mark, rest = PAGE.read_text(encoding="utf-8").partition(heading)
    old, next_mark, after = rest.partition("\n## ")
    by_hand = old.partition("\n### ")[0].rstrip()
    text = "\n\n".join([by_hand, *tables])
    PAGE.write_text(before + mark + text + "\n" + next_mark + after, encoding="utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", metavar="FILE", nargs="+", help="a table, or reuters")
    parser.add_argument("--years", help=f"{JUDGED}, or one year")
    parser.add_argument("--half", choices=["odd", "even"])
    given = parser.parse_args()
    tables = []
    for file in given.files:
        filed = reuters(given.half) if file == "reuters" else table(file, given.years, given.half)
        name = Path(file).name
        tables.append(titled(name, filed))
        if given.years == JUDGED:
            tables.append(titled(f"{name} without the pandemic", without_pandemic(filed)))
    print("\n\n".join(tables))
    if given.years in PARTS and not given.half:
        write_part(PARTS[given.years], tables)


if __name__ == "__main__":
    main()
