"""What stands under "How far to trust it": the lead with a term left out; who checked the count;
and of each theme that they coded what was right, wrong, missed, and the estimated number.
"""

import warnings
from typing import NamedTuple

import pandas as pd

from ..lexicon.model import Lexicon
from ..review.common_issues import about_general
from ..tables.statistics import LEVEL
from ..text.characters import visible
from ..text.wording import natural_list, plural
from ..trust.coders import of_model
from ..trust.estimated_shares import estimated_shares
from ..trust.sensitivity import sensitivity
from ..trust.sheets import CodesWarning
from ..trust.validity import EDITED, validity

UNCHECKED = "No person has checked these counts."
JUDGED = (
    "Right, wrong, missed: of the coded sentences, as most sheets say. Found, estimated: of all "
    "sentences; where sheets disagree, the estimate takes the share of them that says yes; "
    f"intervals are of {LEVEL:.0%}. Coders err: of rare themes, “if 5% wrong” is what the estimate "
    "would be if one answer of twenty were the opposite."
)
SHOWN = {  # column -> what the page calls it
    "theme": "theme",
    "coded": "coded",
    "unsure": "unsure",
    "true_positives": "Right",
    "false_positives": "Wrong",
    "false_negatives": "Missed",
    "found": "found",
    "share": "estimated",
    "interval": "interval",
    "share_if_5_percent_wrong": "if 5% wrong",
    "disputed": "disputed",
}
RARE = 0.1  # of the sentences; of a theme with fewer, errors of coders are half of the number
NAMED = 3  # terms, themes or coders that are named; of more, their number is


class Fact(NamedTuple):
    """What a fact is about, its lines, and what is folded behind them."""

    name: str
    lines: list[str]
    folded: str = ""


def reliability(
    articles: pd.DataFrame,
    lexicon: Lexicon,
    mentions: pd.DataFrame,
    codes: pd.DataFrame | None,
    sample: pd.DataFrame | None,
    nested: str,
) -> tuple[list[Fact], pd.DataFrame, str]:
    """Returns the facts, the table of the themes that are coded, and the line below.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade, tariffs. Iran."]})
    >>> lexicon = read_lexicon({"Trade": ["trade", "tariff*"], "Iran": ["Iran"]})
    >>> reliability(toy, lexicon, find_mentions(toy, lexicon), None, None, "drop")[0]
    [Fact(name='Most mentions, with a term left out', lines=['With all terms: Trade 2',
    'Without “trade”: Trade 1, Iran 1', 'Without “tariff*”: Trade 1, Iran 1'], folded='')]
    """
    facts = [without_terms(articles, lexicon, nested)]
    if general := about_general(lexicon):
        facts.append(Fact("From a general list of issues", general))
    coders = []  # the names of the sheets in which something is coded
    if codes is not None:
        coders = sorted(codes.loc[codes["code"].notna(), "coder"].unique())
    if not coders:
        return facts, pd.DataFrame(), UNCHECKED
    with warnings.catch_warnings(action="ignore", category=CodesWarning):
        judged = validity(mentions, codes, articles, lexicon, sample)
        shares = estimated_shares(mentions, codes, articles, lexicon, sample)
    people = [coder for coder in coders if not of_model(coder)]
    models = [coder for coder in coders if of_model(coder)]
    below = JUDGED
    if not people:
        below = f"{UNCHECKED} {JUDGED}"
    by = {"Checked by": people, "By language models, which do not count beside people": models}
    facts += [coders_fact(name, coders) for name, coders in by.items() if coders]
    is_edited = judged["note"].str.contains(EDITED, regex=False)
    shares.loc[is_edited & (shares["note"] != ""), "note"] += f"; {EDITED}"
    shares["note"] = shares["note"].where(shares["note"] != "", judged["note"])
    noted = shares[(shares["coded"] > 0) & (shares["note"] != "")]
    facts += [Fact(visible(row.theme), [row.note]) for row in noted.itertuples()]
    unchecked = shares.loc[shares["coded"] == 0, "theme"].map(visible).tolist()
    if unchecked:
        facts.append(Fact("Unchecked", [natural_list(unchecked, NAMED)]))
    return facts, per_theme(judged, shares), below


def coders_fact(name: str, coders: list[str]) -> Fact:
    """Who coded, on one line: of more than three their number, and the names folded behind it.

    >>> coders_fact("Checked by", ["ann", "bob"])
    Fact(name='Checked by', lines=['ann · bob'], folded='')
    >>> coders_fact("Checked by", ["ann", "bob", "eve", "kim"])
    Fact(name='Checked by', lines=['4 coders'], folded='ann · bob · eve · kim')
    """
    names = " · ".join(map(visible, coders))
    if len(coders) > NAMED:
        return Fact(name, [plural(len(coders), "coder")], names)
    return Fact(name, [names])


def without_terms(articles: pd.DataFrame, lexicon: Lexicon, nested: str) -> Fact:
    """Which themes of the first group are mentioned most without a term, for each term whose lack
    changes that.
    """
    variants = sensitivity(articles, lexicon, nested, changes=("term",))
    first = variants[variants["leader_before"] != ""]
    name = "Most mentions, with a term left out"
    if first.empty:
        return Fact(name, ["No theme is mentioned."])
    group = first["group"].iloc[0]
    if group and lexicon.table()["group"].nunique() > 1:
        name = f"Most mentions in {group}, with a term left out"
    first = first[first["group"] == group]
    changed = first[first["leader"] != first["leader_before"]]
    if changed.empty:
        return Fact(name, ["No single term changes which theme is mentioned most."])
    counts = first[first["change"] == ""].set_index("theme")["mentions"]
    lines = [f"With all terms: {_leaders(counts)}"]
    for (_, term), moved in changed.groupby(["variant", "term"], sort=False):
        without = counts.copy()
        without[moved["theme"]] = moved["mentions"].to_numpy()
        lines.append(f"Without “{term}”: {_leaders(without)}")
    others = len(lines) - 1 - NAMED
    if others > 0:
        lines[-others:] = [f"Other terms that change which theme comes first: {others:,}"]
    return Fact(name, lines)


def _leaders(counts: pd.Series) -> str:
    """The themes with the most mentions, each with their number."""
    most = counts[(counts == counts.max()) & (counts > 0)]
    return ", ".join(f"{theme} {mentions:,}" for theme, mentions in most.items()) or "no mention"


def per_theme(judged: pd.DataFrame, shares: pd.DataFrame) -> pd.DataFrame:
    """Of each theme that is coded, from `validity` and `estimated_shares`: what was right, wrong,
    missed, on what the sheets disagree, and the estimated number of sentences.
    """
    table = shares.join(judged[["true_positives", "false_positives", "false_negatives"]])
    for column in ("unsure", "disputed"):
        table[column] = table[column].astype("Int64").replace(0, pd.NA)
    if_wrong = "share_if_5_percent_wrong"
    table[if_wrong] = table[if_wrong].where(table["share"] < RARE)
    has_interval = table["low"] < table["high"]  # none where all are coded
    for column in ("share", "low", "high", if_wrong):
        table[column] = (table[column] * table["sentences"]).round().astype("Int64")
    ends = table[["low", "high"]].map("{:,}".format)
    table["interval"] = (ends["low"] + " to " + ends["high"]).where(has_interval)
    return table.loc[table["coded"] > 0, list(SHOWN)].rename(columns=SHOWN)
