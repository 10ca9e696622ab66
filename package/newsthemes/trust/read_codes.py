"""Filled-in sheets, of a person or of a language model -> the table of codes."""

import warnings
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Lexicon, LexiconError
from ..tables.sentences_and_words import sentences_of
from ..text.wording import natural_list, shortened
from .code_files import coded_in, files_of_codes, is_html, place_of
from .coders import decided
from .sample_file import SAMPLE_FILE, read_sample
from .sheets import CELL, CODES, KEYS, Coded, CodesError, CodesWarning, as_typed

_COLUMNS = {"coder": "str", "article": object, "sentence": "int64", "group": "str"}
_COLUMNS |= {"theme": "str", "code": "Int64"}
_OF_FILE = ["file", "reader", "saved"]  # of a page, who saved it and when
MANY_ALIKE = 50  # codes; two people seldom give so many alike
_SHOWN = 5  # of what does not fit


@accepts_plain_inputs
def read_codes(
    path: str | Path | Sequence[str | Path],
    articles: pd.DataFrame | None = None,
    lexicon: Lexicon | None = None,
    unfit: str = "raise",
) -> pd.DataFrame | None:
    """Read coded sheets: one file, all of a folder, or a list of these; or the file sample.tsv
    beside them.

    Parameters
    ----------
    path : the file, folder or list; "" for none. A sheet is .csv or .tsv (commas, semicolons or
        tabs, with or without a byte order mark, any line end) or .xlsx; or an article's page that
        readers saved with their codes, of one coder or several. Other files in the folder, and
        files in its subfolders, do not fit, but for a README, codebook.md, YAML and other pages.
    articles, lexicon : what the sheets must fit: their articles, the text of their sentences, their
        themes; and the sample.tsv of the folder, where there is one.
    unfit : "raise" stops where something does not fit, or there is no sheet; "skip" leaves it out,
        and a CodesWarning says what. Beside files with codes a page without any is always left out.

    Returns
    -------
    One row a coder, sentence and theme with a code there: `coder` (the file's name, without
    " round 2" at its end; of a page the name that a reader gave there: a person's, or `model-…` for
    a pass of a language model, which judges terms only if no person has coded anything), `article`,
    `sentence`, `group`, `theme`, `code`: 1 the sentence is about the theme, 0 it is not, <NA>
    unsure (?).
    Without `lexicon` the group is empty and the theme is what the sheet calls it. Of a path that
    ends in sample.tsv the sample, as `sample_for_coding` returned it; None where there is none.

    Raises
    ------
    CodesError, with file and row, for a file that is not a sheet, a code other than 0, 1, ? or
    blank, a sentence twice; for ann (1).csv, ann-1.csv or ann.xlsx beside ann.csv, a second copy of
    one coder's; for two pages in which a coder of one name has different codes ("skip" leaves that
    coder out). A CodesWarning names pages that each have codes of one coder which the other lacks;
    pages that the same reader saved again later, whose codes there are left out; and pages that a
    browser's menu saved without their last answers.
    """
    if isinstance(path, (str, Path)) and Path(path).name == SAMPLE_FILE:
        return read_sample(path)
    codes, misfits, notes = read_sheets(path, articles, lexicon)
    decided(codes)  # a sentence that is in two sheets of a coder
    problems = "\n".join(misfits[:_SHOWN])
    if len(misfits) > _SHOWN:
        problems += f"\n(and {len(misfits) - _SHOWN:,} more)"
    if problems and unfit != "skip":
        raise CodesError(problems)
    if problems:
        notes = [f"left out: {problems}", *notes]
    for note in notes:
        warnings.warn(note, CodesWarning, stacklevel=3)
    return codes


def read_sheets(
    path: str | Path | Sequence[str | Path],
    articles: pd.DataFrame | None = None,
    lexicon: Lexicon | None = None,
) -> tuple[pd.DataFrame, list[str], list[str]]:
    """The table of codes as `read_codes` reads it; in words, what does not fit, and what else a
    person should know of the files.
    """
    samples, misfits = _files_in(path)
    first = {file.stem.casefold(): file for file in reversed(samples) if not is_html(file)}
    tables = [pd.DataFrame(columns=[*_COLUMNS, *_OF_FILE])]
    names = {}  # of each coder, as the first file spells it
    uncoded = []
    behind = []
    for file, sample in samples.items():
        coded = coded_in(file, first)
        if coded.lack:
            lacking = behind if coded.cells else uncoded
            lacking.append(f"{file.name}: {coded.lack}")
        if not coded.cells:
            continue
        codes, unfit = _fitting(coded, file, articles, lexicon, sample)
        misfits += unfit
        codes["coder"] = _spelled_as_before(codes["coder"], names)
        tables.append(codes.assign(group="", file=file))
    if len(tables) == 1:
        misfits += uncoded
        uncoded = []
    table, older = _last_saves(pd.concat(tables, ignore_index=True))
    of_page = table["code"].notna() & table["file"].map(is_html).astype(bool)
    of_pages = table[table["code"].notna() & table["coder"].isin(table["coder"][of_page])]
    problems = _two_answers(of_pages)
    misfits += problems.values()
    notes = behind + _in_parts(of_pages[~of_pages["coder"].isin(problems)])
    notes += [f"left out: {note}" for note in [*older, *uncoded]]
    table = _merged(table[~table["coder"].isin(problems)])[list(_COLUMNS)]
    notes += _copies(table)
    if lexicon:
        table["group"] = table["theme"].map(lexicon.groups)
    table = table.astype(_COLUMNS)
    if articles is not None:  # as the articles have them: perhaps numbers
        ids = {as_typed(str(article)): article for article in articles["article"]}
        table["article"] = table["article"].map(ids)
    return table, misfits, notes


def _files_in(
    path: str | Path | Sequence[str | Path],
) -> tuple[dict[Path, pd.DataFrame | None], list[str]]:
    """The sheets and pages, each with the sample that its sentences are of; and what is none."""
    if isinstance(path, (str, Path)):
        path = [path]
    samples = {}
    misfits = []
    for place in filter(None, path):
        files, others = files_of_codes(Path(place))
        samples |= dict.fromkeys(files, read_sample(place))
        misfits += others
        if not files and not others:
            todo = "code some sentences and save it there"
            misfits.append(f"{place}: holds no sheet (.csv, .tsv or .xlsx); {todo}")
    return samples, misfits


def _fitting(
    coded: Coded,
    file: Path,
    articles: pd.DataFrame | None,
    lexicon: Lexicon | None,
    sample: pd.DataFrame | None,
) -> tuple[pd.DataFrame, list[str]]:
    """The codes of a file, a row a sentence and theme; and what does not fit."""
    sentences = pd.DataFrame(coded.sentences, columns=["row", *KEYS]).set_index("row")
    cells = pd.DataFrame(coded.cells, columns=["coder", "reader", "saved", "row", "theme", "code"])
    misfits = []
    if lexicon:
        cells, misfits = _with_themes(cells, lexicon, file)
    unlike = _unlike(sentences, cells, articles, sample)
    misfits += [f"{place_of(file, row)}: {why}" for row, why in unlike.items()]
    codes = cells[~cells["row"].isin(unlike)].join(sentences[KEYS[:2]], on="row")
    return codes.assign(code=codes["code"].map(CODES)), misfits


def _spelled_as_before(coders: pd.Series, names: dict[str, str]) -> pd.Series:
    """The coders of a file as the first file spells each, by `names`, which learns new ones; but a
    page takes Mia and mia for two readers.
    """
    here = coders.unique()
    times = Counter(map(str.casefold, here))
    spelled = {}
    for coder in here:
        key = coder.casefold()
        name = names.setdefault(key, coder)
        spelled[coder] = name if times[key] == 1 else coder
    return coders.map(spelled)


def _last_saves(table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The table without what a reader saved of a page before they saved it again; and what to say
    of each file that has other codes.
    """
    who = ["coder", "reader"]  # a sheet has no reader, and is never an older save
    is_older = table["saved"] < table.groupby(who)["saved"].transform("max")
    older = table[is_older].sort_values("saved", kind="stable")
    table = table[~is_older]
    notes = []
    for (coder, reader, file), codes in older.groupby([*who, "file"], sort=False):
        last = table[(table["coder"] == coder) & (table["reader"] == reader)]
        last = last[last["file"] == last["file"].iloc[-1]]
        if _answers(codes) == _answers(last):
            continue  # passed on, or saved twice
        then, later = (rows["saved"].iloc[0][:19] for rows in (codes, last))  # without parts
        why = f"the same {coder} saved {last['file'].iloc[0].name} later, at {later} UTC"
        notes.append(f"{file.name}: codes of {coder} as of {then} UTC; {why}")
    return table, notes


def _answers(rows: pd.DataFrame) -> set[tuple]:
    return set(rows[[*CELL[1:], "code"]].dropna().itertuples(index=False, name=None))


def _two_answers(codes: pd.DataFrame) -> dict[str, str]:
    """Coders of whom two files say different things, and what to say of each."""
    answers = codes.drop_duplicates([*CELL, "code"])
    twice = answers[answers.duplicated(CELL, keep=False)].sort_values(CELL, kind="stable")
    problems = {}
    for coder, rows in twice.groupby("coder", sort=False):
        article, sentence, theme = rows[CELL[1:]].iloc[0]
        files = natural_list(file.name for file in rows["file"].iloc[:2])
        problems[coder] = (
            f"{files}: {coder} has different codes there (sentence {sentence} of article "
            f"{article!r}, theme {theme}); if these are two people, read each page by itself "
            "and name them in the column coder, else leave the older file out"
        )
    return problems


def _in_parts(codes: pd.DataFrame) -> list[str]:
    """What to say of files that each have codes of a coder which the other lacks. A page that was
    passed on, or saved again, has all that the one before it has.
    """
    notes = []
    for coder, rows in codes.groupby("coder", sort=False):
        cells = {file: set(map(tuple, part[CELL].values)) for file, part in rows.groupby("file")}
        largest = max(cells, key=lambda file: len(cells[file]))
        others = [file.name for file in cells if not cells[file] <= cells[largest]]
        if others:
            files = natural_list([largest.name, *others])
            notes.append(f"{files} count as one coder, {coder}: each has codes the other lacks")
    return notes


def _copies(codes: pd.DataFrame) -> list[str]:
    """What to say of coders who have coded many cells, and all of them alike."""
    coders: dict[frozenset, list[str]] = {}
    for coder, rows in codes.dropna(subset="code").groupby("coder", sort=False):
        if len(rows) >= MANY_ALIKE:
            cells = frozenset(rows[[*CELL[1:], "code"]].itertuples(index=False, name=None))
            coders.setdefault(cells, []).append(coder)
    todo = "if one is a copy of the other, delete it"
    return [
        f"{natural_list(alike)} have the same {len(cells):,} codes; {todo}"
        for cells, alike in coders.items()
        if len(alike) > 1
    ]


def _merged(table: pd.DataFrame) -> pd.DataFrame:
    """The codes of all files; what a coder says alike in several pages counts once."""
    # a code stands before what is open; so the first row of each cell of a page is kept
    order = table.assign(open=table["code"].isna(), page=table["file"].map(is_html).astype(bool))
    order = order.sort_values(["open", "page"], kind="stable")
    again = order.duplicated(CELL) & order["page"]
    return table[~again.reindex(table.index)].reset_index(drop=True)


def _with_themes(
    cells: pd.DataFrame, lexicon: Lexicon, file: Path
) -> tuple[pd.DataFrame, list[str]]:
    """The cells of a file by the lexicon's names of the themes; without those of themes that it
    does not know, and what to say of each.
    """
    where = place_of(file, 1)
    todo = "rename the column, or delete it"
    if is_html(file):
        todo = "read codes with the themes that the page was made for"
    names = {as_typed(name): theme for name, theme in lexicon.spellings.items()}
    themes = cells["theme"].unique()
    unknown = [theme for theme in themes if theme not in names]
    misfits = []
    for theme in unknown[:_SHOWN]:  # a name that is like it takes time to find
        try:
            lexicon.theme_named(theme, where)
        except LexiconError as error:
            misfits.append(f"{error}; {todo}")
    misfits += [
        f"{where}: the lexicon has no theme {shortened(theme)!r}; {todo}"
        for theme in unknown[_SHOWN:]
    ]
    known = pd.Series({theme: names[theme] for theme in themes if theme in names}, dtype="str")
    for theme in known[known.duplicated()]:
        raise CodesError(f"{where}: two columns are of the theme {theme!r}; delete one")
    cells = cells[~cells["theme"].isin(unknown)]
    return cells.assign(theme=cells["theme"].map(known)), misfits


def _unlike(
    sentences: pd.DataFrame,
    cells: pd.DataFrame,
    articles: pd.DataFrame | None,
    sample: pd.DataFrame | None,
) -> dict[int, str]:
    """The sentences of a file, by their rows, that the articles do not have, or that are coded and
    not of the sample; and why.
    """
    problems = {}
    if articles is not None:
        ids = articles["article"].astype(str).map(as_typed)
        some = sentences_of(articles.assign(article=ids)[ids.isin(sentences["article"])])
        now = sentences.merge(some, "left", KEYS[:2])["text_y"].fillna("").map(as_typed)
        no_article = "is of no article; write its id as it was (spreadsheets make 7 of 007)"
        problems[no_article] = ~sentences["article"].isin(ids)
        changed = "is not there, or has another text now; code it on a fresh sheet"
        problems[changed] = (now != sentences["text"].reset_index(drop=True)).to_numpy()
    if sample is not None:
        in_sample = pd.MultiIndex.from_arrays([sample["article"].map(as_typed), sample["sentence"]])
        sure = cells["row"][cells["code"].isin(["0", "1"])]
        outside = ~pd.MultiIndex.from_frame(sentences[KEYS[:2]]).isin(in_sample)
        problems[f"is not in {SAMPLE_FILE}; put the sheet beside that of its sample"] = (
            sentences.index.isin(sure) & outside
        )
    why = {}
    for problem, wrong in problems.items():
        for row in sentences[wrong].itertuples():
            where = f"sentence {row.sentence} of article {shortened(row.article)!r}"
            why.setdefault(row.Index, f"{where} {problem}")
    return dict(sorted(why.items()))
