"""Do intervals hold what people filed? Estimates from a sample beside all items, to coverage.md.

    python benchmarks/coverage_filed.py FOLDER [--years 2018-2020] [--column category]

Prints the last section of benchmarks/coverage.md in less than a minute, and writes it there; with
other years or another column it only prints. The same seeds give the same figures.

FOLDER holds world_news.csv.xz (a row an item: its date, its text, and in a column the section under
which editors filed it) and themes.yaml (terms for some of these sections, named like them).
"""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import newsthemes as nt  # noqa: E402 - found beside the benchmarks without an install
from coverage_corrected import table  # noqa: E402
from newsthemes.lexicon.model import Lexicon  # noqa: E402

PAGE, HEADING = HERE / "coverage.md", "## Shares of world news, estimated from a sample"
YEARS, COLUMN = "2018-2020", "category"
CODED, FIRST_SEED = 400, 0
DRAWS, ERRORS = 100, 0.05  # with seeds after the first; of the answers
WORST, SEEN = 6, 4  # terms that are shown; items of the sample in which one has to stand


class Filed(NamedTuple):
    """Items of one sentence with the `kind` under which they were filed, the terms of some kinds,
    what these find, and the share of the items that was filed under each of these kinds.
    """

    items: pd.DataFrame
    lexicon: Lexicon
    mentions: pd.DataFrame
    shares: pd.Series


def filed_items(folder: Path, years: str, column: str) -> Filed:
    news = nt.read_articles(folder / "world_news.csv.xz", language="en")
    first, _, last = years.partition("-")
    of_years = news["date"].str[:4].between(first, last or first)
    items = news[of_years & (news[column] != "") & (news["sentences"] == 1)]
    items = items.rename(columns={column: "kind"})
    lexicon = nt.read_lexicon(folder / "themes.yaml")
    mentions = nt.find_mentions(items, lexicon)
    shares = items["kind"].value_counts(normalize=True).reindex(lexicon.themes)
    return Filed(items, lexicon, mentions, shares.sort_values(ascending=False))


def drawn(filed: Filed, seed: int) -> pd.DataFrame:
    return nt.sample_for_coding(filed.mentions, filed.items, filed.lexicon, CODED, seed=seed)


def answers(filed: Filed, asked: pd.DataFrame) -> pd.DataFrame:
    """The filing of the items that are asked for, as codes: a row an item and kind."""
    themes = pd.DataFrame({"theme": filed.lexicon.themes})
    kinds = asked[["article", "sentence"]].merge(filed.items[["article", "kind"]])
    codes = kinds.merge(themes, how="cross").assign(coder="editors", group="")
    codes["code"] = (codes["kind"] == codes["theme"]).astype(int)
    return codes


def with_errors(codes: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The codes of somebody who errs in one answer of twenty, at random."""
    is_wrong = np.random.default_rng(seed).random(len(codes)) < ERRORS
    return codes.assign(code=codes["code"].where(~is_wrong, 1 - codes["code"]))


def estimated(filed: Filed, codes: pd.DataFrame, sample: pd.DataFrame) -> pd.DataFrame:
    """`estimated_shares` by kind; whether the interval held the filing, and whether the estimate is
    nearer to it than the share of the items that the terms find.
    """
    table = nt.estimated_shares(filed.mentions, codes, filed.items, filed.lexicon, sample)
    shares = table.set_index("theme").loc[filed.shares.index]
    shares["filed"] = filed.shares
    shares["held"] = shares["filed"].between(shares["low"], shares["high"])
    distance = shares[["share", "share_found"]].sub(shares["filed"], axis=0).abs()
    shares["is_nearer"] = distance["share"] < distance["share_found"]
    return shares


def more_draws(filed: Filed) -> pd.DataFrame:
    """A row a kind: of DRAWS, in how many its interval held the filing, all intervals did, its own
    did though one answer of twenty was wrong, and the estimate was nearer than the terms.
    """
    draws = []
    for seed in range(FIRST_SEED + 1, FIRST_SEED + 1 + DRAWS):
        sample = drawn(filed, seed)
        codes = answers(filed, sample)
        shares = estimated(filed, codes, sample)
        shares["all_held"] = shares["held"].all()
        shares["held_if_wrong"] = estimated(filed, with_errors(codes, seed), sample)["held"]
        draws.append(shares[["held", "held_if_wrong", "is_nearer", "all_held"]])
    return pd.concat(draws).groupby("theme", sort=False).sum()


def precision_and_recall(filed: Filed, codes: pd.DataFrame, sample: pd.DataFrame) -> pd.DataFrame:
    """`validity` by kind, and beside it precision and recall in all items."""
    by_sample = nt.validity(filed.mentions, codes, filed.items, filed.lexicon, sample)
    labels = {theme: f"^{theme}$" for theme in filed.lexicon.themes}
    scores = nt.score_by_label(filed.mentions, filed.items, filed.lexicon, labels, "kind")
    in_all = scores.set_index("theme")[["precision", "recall"]].add_suffix("_in_all")
    kinds = by_sample.set_index("theme").join(in_all)
    for name in ("precision", "recall"):
        low, high = kinds[f"{name}_low"], kinds[f"{name}_high"]
        kinds[f"{name}_held"] = kinds[f"{name}_in_all"].between(low, high)
    return kinds.loc[filed.shares.index]


def worst_terms(filed: Filed, codes: pd.DataFrame) -> pd.DataFrame:
    """The terms that are wrong most often in the sample, with how often they are in all items."""
    every = answers(filed, filed.items[["article"]].assign(sentence=1))
    by_sample, in_all = (
        nt.validity(filed.mentions, given, filed.items, filed.lexicon, by="term")
        for given in (codes, every)
    )
    names = ["group", "theme", "term"]
    terms = by_sample[by_sample["sentences"] >= SEEN]
    terms = terms.merge(in_all, on=names, suffixes=("", "_in_all"))
    terms["wrong_in_all"] = 1 - terms["precision_in_all"]
    return terms.sort_values(["precision", "sentences"], ascending=[True, False]).head(WORST)


def table_of_shares(shares: pd.DataFrame) -> str:
    heads = ["kind of news", "filed there", "found by the terms", "estimated", "95% interval"]
    heads += ["it holds the filing", "nearer to the filing"]
    rows = []
    for kind in shares.itertuples():
        percent = [f"{share:.1%}" for share in (kind.filed, kind.share_found, kind.share)]
        ends = f"{kind.low:.1%} to {kind.high:.1%}"
        held = "yes" if kind.held else "no"
        nearer = "estimate" if kind.is_nearer else "terms"
        rows.append([kind.Index, *percent, ends, held, nearer])
    return table(heads, rows)


def table_of_draws(draws: pd.DataFrame) -> str:
    heads = ["kind of news", "interval held the filing", "if one answer of twenty is wrong"]
    heads += ["estimate nearer than the terms"]
    columns = ["held", "held_if_wrong", "is_nearer"]
    return table(heads, draws[columns].reset_index().to_numpy().tolist())


def table_of_validity(kinds: pd.DataFrame) -> str:
    heads = ["kind of news", "precision in the sample", "in all items"]
    heads += ["recall in the sample", "in all items"]
    rows = []
    for name, kind in kinds.iterrows():
        cells = [name]
        for share in ("precision", "recall"):
            ends = f"{kind[f'{share}_low']:.0%} to {kind[f'{share}_high']:.0%}"
            cells += [f"{kind[share]:.0%} ({ends})", f"{kind[f'{share}_in_all']:.0%}"]
        rows.append(cells)
    return table(heads, rows)


def table_of_terms(terms: pd.DataFrame) -> str:
    rows = []
    for term in terms.itertuples():
        name = f"`{term.term}` ({term.theme})"
        wrong = f"{term.false_positives} of {term.sentences}"
        in_all = f"{term.wrong_in_all:.0%} of {term.sentences_in_all:,}"
        rows.append([name, wrong, in_all])
    return table(["term", "wrong in the sample", "wrong in all items"], rows)


def least_to_most(numbers: pd.Series) -> str:
    return f"{numbers.min()} to {numbers.max()}"


def section(folder: Path, years: str, column: str) -> str:
    """The section of coverage.md, as Markdown."""
    filed = filed_items(folder, years, column)
    sample = drawn(filed, FIRST_SEED)
    codes = answers(filed, sample)
    shares = estimated(filed, codes, sample)
    draws = more_draws(filed)
    kinds = precision_and_recall(filed, codes, sample)
    terms = worst_terms(filed, codes)
    number = len(shares)
    terms_nearer = number - shares["is_nearer"].sum()
    all_held = draws["all_held"].max()
    held = least_to_most(draws["held"])
    held_if_wrong = least_to_most(draws["held_if_wrong"])
    precision_held = kinds["precision_held"].sum()
    recall_held = kinds["recall_held"].sum()
    least_wrong, most_wrong = terms["wrong_in_all"].agg(["min", "max"])
    return f"""{HEADING}

Measured on {date.today()} by `python benchmarks/coverage_filed.py ../seeds/news`.

Here the texts are real, and only the draws are left to chance. `world_news.csv.xz` has news items
that Wikipedia's editors filed, each in one section of the day's page. `themes.yaml` has terms for
{number} of the sections, the kinds of news below; they were written from older items.
From {years.replace("-", " to ")}, {len(filed.items):,} items are filed and one sentence long.
`sample_for_coding` draws {CODED} of these. What editors filed is taken as the answers, as if those
who judge never erred. Since all items are filed, what {CODED} judged items say can be checked.
“Right” means as filed: editors file an item once, though it may be about two things. This is the
draw of seed {FIRST_SEED}, the first that was looked at:

{table_of_shares(shares)}

The share that the terms find is nearer to the filing than the estimate
in {terms_nearer} of the {number} kinds.

Then come {DRAWS} more draws, with seeds {FIRST_SEED + 1} to {FIRST_SEED + DRAWS}.
The interval of a kind held the filing in {held} of them. All {number} intervals held it at once
in {all_held}: each may miss in five of 100. If one answer of twenty is wrong, at random, the
interval of a kind held the filing in {held_if_wrong}. It knows nothing of wrong answers, as in
[the simulation above](#answers-that-are-open-or-wrong-and-differences). The table has numbers of
draws, of {DRAWS}:

{table_of_draws(draws)}

Precision is the share of the items found by the terms that editors filed under the kind. Recall is
the share of the items filed there that the terms find. Both are estimated from the sample of
seed {FIRST_SEED}, with 95% intervals, and stand beside what they are in all items. The interval
holds that for precision in {precision_held} of the {number} kinds, and for recall in {recall_held}.

{table_of_validity(kinds)}

Which terms look worst in that sample, of those found in {SEEN} of its items or more? The
first {WORST} are wrong in {least_wrong:.0%} to {most_wrong:.0%} of all items that they find. A few
judgments say which items to read, and not which terms to strike.

{table_of_terms(terms)}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    parser.add_argument("--years", default=YEARS, help=f"{YEARS}, or one year")
    parser.add_argument("--column", default=COLUMN, help="where the sections stand")
    given = parser.parse_args()
    text = section(given.folder, given.years, given.column)
    print(text)
    if [given.years, given.column] == [YEARS, COLUMN]:
        before = PAGE.read_text(encoding="utf-8").partition(HEADING)[0].rstrip()
        PAGE.write_text(f"{before}\n\n{text}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
