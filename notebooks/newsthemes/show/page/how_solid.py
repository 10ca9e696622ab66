"""The table under "How solid is this?": the lead with a term left out, who checked the count,
what was right and missed, and how many sentences a reader would count.
"""

import warnings

import numpy as np
import pandas as pd

from ...lexicon.read_lexicon import Lexicon
from ...text.wording import listed
from ...trust.corrected import corrected
from ...trust.read_codes import CodesWarning, of_model
from ...trust.sensitivity import sensitivity
from ...trust.validity import validity

UNCHECKED = "No person has checked these counts."
MATCH = "A match is a sentence in which a term finds a theme."
PASSES = (
    "Where passes of one language model agree, the model agrees with itself. The sheets do not say "
    "which model and version it was, when, and with which instructions."
)
DRAWN = "Of the sentences that were drawn for coding."
VERDICTS = [
    "true_positives",
    "false_positives",
    "false_negatives",
    "disputed_found",
    "disputed_missed",
]
NAMED = 3  # terms that are named; of more, their number is

Rows = list[tuple[str, list[str]]]  # what a row is about, and its lines


def how_solid(
    articles: pd.DataFrame,
    lexicon: Lexicon,
    mentions: pd.DataFrame,
    codes: pd.DataFrame | None,
    sample: pd.DataFrame | None,
    nested: str,
) -> tuple[Rows, list[str]]:
    """Returns the rows of the table, and the lines that stand below it.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade, tariffs. Iran."]})
    >>> lexicon = read_lexicon({"Trade": ["trade", "tariff*"], "Iran": ["Iran"]})
    >>> how_solid(toy, lexicon, find_mentions(toy, lexicon), None, None, "drop")[0]
    [('With a term left out', ['Most mentioned without “trade”: Trade, Iran (1)',
    'Most mentioned without “tariff*”: Trade, Iran (1)'])]
    """
    rows = [("With a term left out", without_terms(articles, lexicon, nested))]
    coders = []  # the names of the sheets in which something is coded
    if codes is not None:
        coders = sorted(codes.loc[codes["code"].notna(), "coder"].unique())
    if not coders:
        return rows, [UNCHECKED]
    rows.append(("Checked by", checked_by(coders)))
    with warnings.catch_warnings(
        action="ignore", category=CodesWarning
    ):  # said where they are read
        right = right_and_missed(mentions, codes, articles, lexicon, sample)
        table = corrected(mentions, codes, articles, lexicon, sample)
    rows.append(("Right and missed", right))
    rows.append(("Sentences, corrected by the codes", corrected_sentences(table)))
    unchecked = table.loc[table["coded"] == 0, "theme"].tolist()
    if unchecked:
        rows.append(("Unchecked", [listed(unchecked, NAMED)]))
    below = [MATCH]
    if sample is not None:
        below.append(DRAWN)
    if any(map(of_model, coders)):
        below.append(PASSES)
    return rows, below


def without_terms(articles: pd.DataFrame, lexicon: Lexicon, nested: str) -> list[str]:
    """Which themes are mentioned most without a term, for each term whose lack changes that."""
    variants = sensitivity(articles, lexicon, nested, changes=("term",))
    as_is = variants.head(len(lexicon.themes))
    found = as_is[as_is["mentions"] > 0]
    if found.empty:
        return ["There is no lead."]
    group = found["group"].iloc[0]
    changed = variants[(variants["group"] == group) & (variants["leads"] != variants["led"])]
    changed = changed.drop_duplicates("variant")
    if changed.empty:
        return ["No single term changes which theme is mentioned most."]
    lines = []
    for row in changed.head(NAMED).itertuples():
        without = variants[(variants["variant"] == row.variant) & (variants["group"] == group)]
        most = without["mentions"].max()
        leads = row.leads or "none"
        lines.append(f"Most mentioned without “{row.term}”: {leads} ({most:,})")
    if len(changed) > NAMED:
        lines.append(f"Further terms that change it: {len(changed) - NAMED:,}")
    return lines


def checked_by(coders: list[str]) -> list[str]:
    """Who checked: people; and which passes of a language model there are.

    >>> checked_by(["maria", "model-first"]), checked_by(["model-first"])
    (['maria', 'Passes of a language model: model-first'],
     ['No person', 'Passes of a language model: model-first'])
    """
    people = [coder for coder in coders if not of_model(coder)]
    models = [coder for coder in coders if of_model(coder)]
    lines = [", ".join(people) or "No person"]
    if models:
        lines.append(f"Passes of a language model: {', '.join(models)}")
    return lines


def right_and_missed(
    mentions: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    sample: pd.DataFrame | None,
) -> list[str]:
    """Over all themes: how many matches are right, and how many of the sentences that are coded yes
    have none; beside them, on how many of both the sheets are divided.
    """
    table = validity(mentions, codes, articles, lexicon, sample=sample)
    right, wrong, missed, perhaps_right, perhaps_missed = table[VERDICTS].sum().tolist()
    return [
        f"Right: {right:,} of {right + wrong:,} matches{_divided(perhaps_right)}",
        f"Missed: {missed:,} of {right + missed:,} coded yes{_divided(perhaps_missed)}",
    ]


def corrected_sentences(table: pd.DataFrame) -> list[str]:
    """Of the coded themes of a group, those that most sentences are about: how many their terms
    find, and how many there are, from `corrected`, with the interval where there is one; or why
    there is no number.
    """
    coded = table[table["coded"] > 0]
    coded = coded[coded["group"] == coded["group"].iloc[0]]
    most = coded["share"].fillna(coded["high"]).sort_values(ascending=False, kind="stable")
    lines = []
    for row in coded.loc[most.index[:NAMED]].itertuples():
        shares = np.array([row.low, row.share, row.high])
        low, share, high = (f"{number:,.0f}" for number in shares * row.sentences)
        said = f"{share} corrected"
        if pd.isna(row.share):
            said = f"{low} to {high} corrected"
        elif low != high:
            said = f"{share} corrected ({low} to {high})"
        said = f"{row.found:,} found, {said}; {row.coded:,} of {row.sentences:,} coded"
        if pd.isna(row.low):
            said = row.note
        lines.append(f"{row.theme}: {said}")
    return lines


def _divided(number: int) -> str:
    """
    >>> _divided(1200), _divided(0)
    ('; sheets divided on 1,200 more', '')
    """
    return f"; sheets divided on {number:,} more" if number else ""
