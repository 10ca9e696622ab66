"""Which sentences to code by hand, and the blank sheet on which a person codes them."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from ..lexicon.arguments import arguments_of
from ..lexicon.read_lexicon import Lexicon
from ..tables.bounds import sentences_needed
from ..tables.counts import lexicon_entries, mention_labels, theme_labels, with_sentences
from ..text.csv_files import MADE_SAFE, safe
from ..text.sentences import sentence_spans
from ..text.write_files import ChangedMeanwhile, write

KEYS = ["article", "sentence", "text"]
NONE = "no mention"


class CodesError(ValueError):
    """A sheet that cannot be used: says file and row, why, and what to do."""


def sentences_of(articles: pd.DataFrame) -> pd.DataFrame:
    """One row a sentence: `article`, `sentence` (from 1), `text` (on one line).

    >>> sentences_of(pd.DataFrame({"article": ["a"], "text": ["Trade is\\nup. War is not."]}))
      article  sentence          text
    0       a         1  Trade is up.
    1       a         2   War is not.
    """
    rows = []
    for article, text in zip(articles["article"], articles["text"], strict=True):
        for number, (start, end) in enumerate(sentence_spans(text), 1):
            rows.append((article, number, " ".join(text[start:end].split())))
    return pd.DataFrame(rows, columns=KEYS).astype({"sentence": "int64", "text": "str"})


def with_groups(table: pd.DataFrame) -> pd.DataFrame:
    """A table with `group` and `theme` as plain text; an empty group comes back from CSV as NaN."""
    groups = table["group"].astype(object).fillna("")
    return table.assign(group=groups.astype("str"), theme=table["theme"].astype("str"))


def checked_mentions(mentions: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """The mentions, their groups and themes as plain text, their sentences as numbers, and the
    label of their theme as `stratum`. ValueError where these are not known, or a theme is none of
    the lexicon's.
    """
    found = with_groups(with_sentences(mentions)).astype(
        {"sentence": "int64", "article": object, "term": "str"}
    )
    return found.assign(stratum=mention_labels(found[["group", "theme"]], lexicon))


def coding_sheet(
    articles: pd.DataFrame,
    lexicon: Lexicon,
    path: str | Path | None = None,
    sample: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """An empty sheet to code by hand: a row a sentence, a column a theme. No count and no mention
    is in it.

    Columns: `article`, `sentence` (its number), `text`, then each theme by its label, empty. With
    `sample`, from `sample_for_coding`, it holds only those sentences. With `path` it is also
    written as CSV, which Excel and LibreOffice open right: UTF-8 with a byte order mark, and a '
    before what they would take for a formula.

    Raises CodesError where the file is there already: it may hold somebody's codes.

    >>> from newsthemes import read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade is up."]})
    >>> coding_sheet(toy, read_lexicon({"Trade": ["trade"], "Iran": ["Iran"]})).columns.tolist()
    ['article', 'sentence', 'text', 'Trade', 'Iran']
    """
    articles, lexicon = arguments_of(coding_sheet, articles, lexicon)
    sheet = sentences_of(articles)
    if sample is not None:
        sheet = sample[["article", "sentence"]].merge(sheet, how="left")
    labels = list(labels_of(lexicon))
    empty = pd.DataFrame("", index=sheet.index, columns=labels, dtype="str")
    sheet = pd.concat([sheet, empty], axis="columns")
    if path is not None:
        try:
            text = safe(sheet).to_csv(index=False, lineterminator="\n")
            write(Path(path), text.encode("utf-8-sig"), before=None)
        except ChangedMeanwhile:
            raise CodesError(
                f"{path}: is there already and may hold codes; name another file"
            ) from None
        except OSError as error:
            raise CodesError(
                f"{path}: cannot be written ({error.strerror}); check the folder"
            ) from None
    return sheet


def labels_of(lexicon: Lexicon) -> dict[str, tuple[str, str]]:
    """The label of each theme -> its group and name."""
    labels = theme_labels(lexicon_entries(lexicon))
    return {label: pair for pair, label in labels.items()}


def as_typed(cell: str) -> str:
    """A cell as it was before it was made safe for spreadsheets."""
    return MADE_SAFE.sub("", unicodedata.normalize("NFC", " ".join(cell.split())))


def sample_for_coding(
    articles: pd.DataFrame, mentions: pd.DataFrame, lexicon: Lexicon, n: int, seed: int = 0
) -> pd.DataFrame:
    """A random sample of sentences to code: half of them with a mention, half without, and every
    theme among them.

    Sentences fall into strata: by the theme that they mention, the rarest one where they mention
    several, and those without a mention. Of those with one, each theme's stratum gets the same
    number, as far as it reaches.

    Parameters
    ----------
    articles, mentions, lexicon : many articles, and what `find_mentions` found in them of the
        themes to be coded.
    n : how many sentences to code; all of them where there are no more.
    seed : the same seed gives the same sample.

    Returns
    -------
    One row a sentence, in the order of the text: `article`, `sentence`, `text`, `stratum` (a
    theme's label, or "no mention"), `weight`: how many sentences of its stratum it stands for.
    Weighted with it, sums are unbiased (Horvitz and Thompson 1952, Journal of the American
    Statistical Association 47: 663-685), and so nearly are shares, ratios of two sums; but recall
    is poorly known where few misses are drawn, which `validity` shows by its bounds. Keep this
    table until the codes are in, and show a coder only `coding_sheet(articles, lexicon, sample=…)`.

    Raises ValueError where n is too small to take two sentences of each stratum.
    """
    articles, mentions, lexicon = arguments_of(sample_for_coding, articles, mentions, lexicon)
    table = sentences_of(articles)
    table["stratum"] = _strata(table, mentions, lexicon)
    sizes = table["stratum"].value_counts()
    strata = [label for label in [*labels_of(lexicon), NONE] if label in sizes]
    themes = [label for label in strata if label != NONE]
    without = min(int(sizes.get(NONE, 0)), max(n // 2, n - int(sizes[themes].sum())))
    taken = dict(zip(themes, _equal(sizes[themes].tolist(), n - without), strict=True)) | {
        NONE: without
    }
    if any(taken[label] < min(2, sizes[label]) for label in strata):
        few = f"{n} sentences are too few for {len(strata)} strata ({', '.join(strata)})"
        raise ValueError(
            f"sample_for_coding: {few}; take {4 * max(1, len(themes))} or more, or fewer themes"
        )
    random, rows = np.random.default_rng(seed), []
    for label in strata:
        rows += random.choice(
            np.flatnonzero(table["stratum"] == label), taken[label], replace=False
        ).tolist()
    weights = {label: sizes[label] / taken[label] for label in strata}
    sample = table.iloc[sorted(rows)].reset_index(drop=True)
    return sample.assign(weight=sample["stratum"].map(weights).astype("float64"))


def _strata(sentences: pd.DataFrame, mentions: pd.DataFrame, lexicon: Lexicon) -> pd.Series:
    """For each sentence the rarest of the themes that it mentions, by its label; of those that are
    equally rare the first of the lexicon's.
    """
    found = checked_mentions(mentions, lexicon)
    found = found[["article", "sentence", "stratum"]].drop_duplicates()
    sizes = found["stratum"].value_counts()
    order = sorted(labels_of(lexicon), key=lambda label: sizes.get(label, 0))
    found["order"] = found["stratum"].map({label: place for place, label in enumerate(order)})
    first = found.sort_values("order", kind="stable").drop_duplicates(["article", "sentence"])
    places = sentences[["article", "sentence"]].astype({"article": object})
    return places.merge(first, how="left")["stratum"].fillna(NONE)


def _equal(sizes: list[int], n: int) -> list[int]:
    """n shared out equally, none getting more than its size; what one cannot take goes to the
    others.

    >>> _equal([2, 100, 100], 22)
    [2, 10, 10]
    """
    shares = [0] * len(sizes)
    for left, place in zip(
        range(len(sizes), 0, -1), sorted(range(len(sizes)), key=sizes.__getitem__), strict=True
    ):
        shares[place] = min(sizes[place], n // left)
        n -= shares[place]
    return shares


def sentences_table(widths: Sequence[float], shares: Sequence[float]) -> pd.DataFrame:
    """Returns how many sentences to code (`sentences_needed`): a row a width of the interval, a
    column a share that one expects.

    >>> sentences_table([0.2], [0.5, 0.95])
      interval_width  sentences_if_50%  sentences_if_95%
    0            20%               104                33
    """
    table = {"interval_width": [f"{width:.0%}" for width in widths]}
    for share in shares:
        table[f"sentences_if_{share:.0%}"] = [sentences_needed(width, share) for width in widths]
    return pd.DataFrame(table)
