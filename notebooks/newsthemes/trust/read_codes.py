"""Filled-in sheets, of a person or of a language model -> the table of codes."""

import io
import re
import warnings
from pathlib import Path

import pandas as pd

from ..articles.find_files import may_be_article, several
from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..tables.counts import THEME, theme_pairs
from ..text.encodings import decode
from ..text.read_files import FileError
from .sample_file import SAMPLE_FILE, read_sample
from .sheets import KEYS, CodesError, as_typed, labels_of, sentences_of

# what a browser makes of a name that is there already; and a second round of a coder
_COPY = re.compile(r"(.+?)(?: ?\(\d+\)|-\d+)")
_ROUND = re.compile(r" round \d+$")
_CODES = {"": pd.NA, "?": pd.NA, "0": 0, "1": 1}  # ? is unsure
_FIRST_ROW = re.compile(r'"?article"?([,;\t])"?sentence"?\1"?text"?(?:\1|\r?\n|\Z)')
_COLUMNS = {"coder": "str", "article": object, "sentence": "int64", "group": "str"}
_COLUMNS |= {"theme": "str", "code": "Int64"}


class CodesWarning(UserWarning):
    """Something in a sheet that does not fit, and is left out; reading goes on."""


@takes_any_form
def read_codes(
    path: str | Path,
    articles: pd.DataFrame | None = None,
    lexicon: Lexicon | None = None,
    unfit: str = "raise",
) -> pd.DataFrame | None:
    """Read coded sheets: one file, or every *.csv of a folder; or the file sample.tsv beside them.

    Parameters
    ----------
    path : the file or folder; "" for none. Commas, semicolons or tabs, with or without a byte order
        mark, any line end.
    articles, lexicon : what the sheets must fit: their articles, the text of their sentences, their
        themes; and the sample.tsv of the folder, where there is one.
    unfit : "raise" stops where something does not fit, or there is no sheet; "skip" leaves it out,
        and a CodesWarning says what.

    Returns
    -------
    One row a coder, sentence and theme: `coder` (the file's name, without " round 2" at its end: a
    person's, or `model-…` for a pass of a language model, which judges terms only if no person has
    coded anything), `article`, `sentence`, `group`, `theme`, `code`: 1 the sentence is about the
    theme, 0 it is not, <NA> not coded, or unsure (?). Without
    `lexicon` the group is empty and the theme is what the sheet calls it. Of a path that ends in
    sample.tsv the sample, as `sample_for_coding` returned it; None where there is none.

    Raises
    ------
    CodesError, with file and row, for a file that is not a sheet, a code other than 0, 1, ? or
    blank, a sentence twice; for ann (1).csv or ann-1.csv beside ann.csv, a second copy of one
    coder's.
    """
    if Path(path).name == SAMPLE_FILE:
        return read_sample(path)
    codes, misfits = read_sheets(path, articles, lexicon)
    decided(codes)  # a sentence that is in two sheets of a coder
    if len(misfits) > 1:
        misfits[0] += f" (and {len(misfits) - 1:,} more)"
    for misfit in misfits[:1]:
        if unfit != "skip":
            raise CodesError(misfit)
        warnings.warn(f"left out: {misfit}", CodesWarning, stacklevel=3)
    return codes


def read_sheets(
    path: str | Path, articles: pd.DataFrame | None = None, lexicon: Lexicon | None = None
) -> tuple[pd.DataFrame, list[str]]:
    """The table of codes as `read_codes` reads it, and what does not fit, in words."""
    files, misfits, tables = [], [], [pd.DataFrame(columns=list(_COLUMNS))]
    if path:
        files = _sheets(Path(path))
    sample, names, spelled = read_sample(path), {file.stem.casefold() for file in files}, {}
    if path and not files:
        misfits.append(f"{path}: holds no sheet (*.csv); code some sentences and save it there")
    for file in files:
        coder, rows = _coder(file, names), _read_sheet(file)
        coder = spelled.setdefault(coder.casefold(), coder)
        labels = {theme: ("", theme) for theme in rows.columns[len(KEYS) :]}
        if lexicon:
            labels = {as_typed(label): pair for label, pair in labels_of(lexicon).items()}
        for theme in rows.columns[len(KEYS) :].difference(labels.keys(), sort=False):
            todo = "rename the column as it is now, or delete it"
            misfits.append(f"{file.name}, row 1: theme {theme!r} is none of the lexicon's; {todo}")
            rows = rows.drop(columns=theme)
        unlike = _unlike(rows, articles, sample)
        misfits += [f"{file.name}, row {row}: {why}" for row, why in unlike.items()]
        codes = rows.drop(unlike.keys()).set_index(KEYS).rename_axis(columns="label").stack()
        codes = codes.map(_CODES).rename("code").reset_index()
        pairs = pd.DataFrame([labels[label] for label in codes["label"]], columns=THEME)
        tables.append(pd.concat([codes, pairs], axis="columns").assign(coder=coder))
    table = pd.concat(tables, ignore_index=True)[list(_COLUMNS)].astype(_COLUMNS)
    if articles is not None:  # as the articles have them: perhaps numbers
        ids = {as_typed(str(article)): article for article in articles["article"]}
        table["article"] = table["article"].map(ids)
    return table, misfits


def of_model(coder: str) -> bool:
    """Whether a sheet is a pass of a language model: its name begins with "model-".

    >>> of_model("Model-first"), of_model("maria")
    (True, False)
    """
    return str(coder).lower().startswith("model-")


def of_people(codes: pd.DataFrame) -> pd.DataFrame:
    """The codes of people; if no person has coded anything, those of language models."""
    models = codes["coder"].map(of_model).astype(bool)
    return codes[~models | models.all()]


def decided(codes: pd.DataFrame) -> pd.DataFrame:
    """Of a table of codes the rows that hold one; CodesError for a cell coded twice, or no 0 and
    no 1.
    """
    done = codes.dropna(subset="code").astype({"group": object}).fillna({"group": ""})
    cells = done["coder article sentence group theme".split()]
    wrong = done[~done["code"].isin([0, 1]) | cells.duplicated()]
    for row in wrong.head(1).itertuples():
        sentence = f"sentence {row.sentence} of article {row.article!r}"
        where = f"coder {row.coder}, {sentence}, theme {row.theme}"
        raise CodesError(f"{where}: coded twice, or not 0 and not 1 ({row.code}); keep one 0 or 1")
    return done.astype({"code": "int64"})


def themes_of(codes: pd.DataFrame, lexicon: Lexicon) -> list[int]:
    """Of each row of codes the place of its theme in the lexicon, from 0; CodesError for one that
    the lexicon does not have.
    """
    pairs = theme_pairs(codes)
    for group, theme in sorted(set(pairs).difference(lexicon.themes)):
        todo = "read them with `read_codes(path, articles, lexicon)`, which says where"
        raise CodesError(f"codes: there is no theme {theme!r} (group {group!r}); {todo}")
    return list(map(lexicon.themes.index, pairs))


def _sheets(path: Path) -> list[Path]:
    if path.is_dir():
        files = filter(may_be_article, several(path))
        return [file for file in files if file.suffix.lower() == ".csv"]
    if path.suffix or path.exists():
        return [path]
    return []  # a folder that is not there has no sheet


def _coder(file: Path, names: set[str]) -> str:
    """Whose sheet a file is. CodesError for a second copy of another of these names.

    >>> _coder(Path("ann.csv"), {"ann"}), _coder(Path("ann round 2 (1).csv"), set())
    ('ann', 'ann')
    """
    name, copy = file.stem, _COPY.fullmatch(file.stem)
    if copy and copy[1].casefold() in names:
        raise CodesError(
            f"{file.name}: looks like a second copy of {copy[1]}.csv, which is no second coder; "
            f"keep the newer of them, as {copy[1]}.csv, or name the other by its coder"
        )
    if copy and name.endswith(")"):
        name = copy[1]
    return _ROUND.sub("", name)


def _read_sheet(file: Path) -> pd.DataFrame:
    """A sheet as it is, by the rows of the file: `article`, `sentence`, `text`, then the themes."""
    try:
        text, _ = decode(file.read_bytes(), "utf-8")
        start = _FIRST_ROW.match(text)
        if not start:
            todo = "take one that the page for coding saved"
            raise CodesError(f"{file.name}, row 1: must begin with article, sentence, text; {todo}")
        how = {"dtype": str, "na_filter": False, "skip_blank_lines": False}
        table = pd.read_csv(io.StringIO(text, newline=""), sep=start[1], **how)
    except (FileError, OSError, pd.errors.ParserError) as error:
        why = str(getattr(error, "strerror", error)).partition(";")[0].strip()
        raise CodesError(f"{file.name}: cannot be read: {why}; save it as CSV (UTF-8)") from None
    table = table.fillna("").map(as_typed).rename(columns=as_typed).set_axis(table.index + 2)
    without_name = table.columns.str.startswith("Unnamed: ") & (table == "").all()
    table = table.loc[:, ~without_name]
    rows, themes = table[(table != "").any(axis="columns")], table.columns[len(KEYS) :]
    faults = {
        "is no number; write that of the sheet": ~rows["sentence"].str.fullmatch("[1-9][0-9]{0,8}"),
        "has a row already; delete one": rows.duplicated(KEYS[:2]),
    }
    for theme in themes:
        no_code = ~rows[theme].isin(list(_CODES))
        faults[f"has no code of {theme}; write 1, 0, ? or nothing"] = no_code
    for row, fault in _named(rows, faults).items():
        raise CodesError(f"{file.name}, row {row}: {fault}")
    return rows.astype({"sentence": "int64"})


def _unlike(
    rows: pd.DataFrame, articles: pd.DataFrame | None, sample: pd.DataFrame | None
) -> dict[int, str]:
    """The rows of a sheet that are of no sentence of the articles, or coded and not of the sample;
    and why.
    """
    problems = {}
    if articles is not None:
        ids = articles["article"].astype(str).map(as_typed)
        some = sentences_of(articles.assign(article=ids)[ids.isin(rows["article"])])
        now = rows.merge(some, "left", KEYS[:2])["text_y"].fillna("").map(as_typed)
        no_article = "is of no article; write its id as it was (spreadsheets make 7 of 007)"
        problems[no_article] = ~rows["article"].isin(ids)
        changed = "is not there, or has another text now; code it on a fresh sheet"
        problems[changed] = (now != rows["text"].reset_index(drop=True)).to_numpy()
    if sample is not None:
        drawn = pd.MultiIndex.from_arrays([sample["article"].map(as_typed), sample["sentence"]])
        coded = rows.iloc[:, len(KEYS) :].isin(["0", "1"]).any(axis="columns")
        outside = ~pd.MultiIndex.from_frame(rows[KEYS[:2]]).isin(drawn)
        problems[f"is not in {SAMPLE_FILE}; put the sheet beside that of its sample"] = (
            coded & outside
        )
    return _named(rows, problems)


def _named(rows: pd.DataFrame, problems: dict[str, pd.Series]) -> dict[int, str]:
    """The rows of a sheet that have a problem, in order; and the first that each has."""
    named = {}
    for problem, wrong in problems.items():
        for row in rows[wrong].itertuples():
            named.setdefault(
                row.Index, f"sentence {row.sentence} of article {row.article!r} {problem}"
            )
    return dict(sorted(named.items()))
