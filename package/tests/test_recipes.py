"""The recipes in the READMEs, run: what stands there in Python, and the commands that count, also
those inside a sentence.
"""

import json
import re
import shlex
import shutil
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

import distributed
import matplotlib.pyplot as plt
import pandas as pd
import pytest

import newsthemes as nt
from newsthemes.command.main import main

ROOT = Path(__file__).resolve().parents[1]
PAGES = [
    *sorted(ROOT.glob("*.md")),
    ROOT / "benchmarks" / "README.md",
    ROOT / "tests" / "README.md",
]
COMMAND = r"(?:python3 run\.py|newsthemes)"
SHELL = ("python", "pip", "papermill", "newsthemes", "git")
COUNTING = ("count", "kwic", "compare", "suggest", "convert", "code")
THEMES = "Issues:\n  Trade:\n    - trade\n    - tariff*\n  Iran:\n    - Iran\n"
TEXTS = {
    "a.txt": "Trade is up. Tariffs on trade.",
    "b.txt": "Iran sells oil. Trade talks go on.",
    "c.txt": "Tariffs rose.",
}


def blocks(page):
    """The indented blocks of a page, without the fenced ones of others (there are none)."""
    text = page.read_text(encoding="utf-8")
    assert "```" not in text
    found = re.findall(r"(?:^|\n)\n((?:    .*\n(?:\n(?=    ))?)+)", text)
    return [re.sub(r"^    ", "", block, flags=re.MULTILINE) for block in found]


def python_of(pages):
    """The blocks of Python in pages, as parameters of a test."""
    found = []
    for page in pages:
        for block in blocks(page):
            if not block.startswith((*SHELL, "Issues:")):
                found.append(pytest.param(block, id=f"{page.name}-{len(found)}"))
    return found


def commands_of(pages):
    """The commands in pages that count, also those inside a sentence: their words."""
    found = []
    for page in pages:
        lines = re.findall(rf"`{COMMAND} ([^`]+)`", page.read_text(encoding="utf-8"))
        for block in blocks(page):
            if block.startswith(SHELL):
                lines += re.findall(rf"^{COMMAND} (.*)", block, re.MULTILINE)
        found += [shlex.split(re.sub(r"\s+[#>] .*", "", line)) for line in lines]
    return [words for words in found if words and words[0] in COUNTING and len(words) > 1]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with what the recipes name, where they are run: that of the notebooks."""
    here = tmp_path / "notebooks"
    for folder in ("notebooks/press", "seeds", "notebooks/seeds/news"):
        (tmp_path / folder).mkdir(parents=True)
    for name, text in TEXTS.items():
        (here / "press" / name).write_text(text, encoding="utf-8")
    dates = "file,date,source\na.txt,2024-01-05,Post\nb.txt,2024-02-01,Herald\n"
    (here / "press" / "sources.csv").write_text(dates, encoding="utf-8")
    theirs = ["mine.yml", "theirs.yml"]
    for name in ["mine.yaml", "old.yaml", "new.yaml", "../seeds/themes.yaml", *theirs]:
        (here / name).write_text(THEMES, encoding="utf-8")
    (here / "mine.dic").write_text("%\n1\tTrade\n%\ntariff*\t1\n", encoding="utf-8")
    lines = [json.dumps({"article": name, "text": text}) for name, text in TEXTS.items()]
    (here / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    news = pd.DataFrame({"date": "2024-01-05", "text": TEXTS.values()})
    news.to_csv(here / "seeds" / "news" / "world_news.csv.xz", index=False)
    for name in ("mine.md", "seeds/codebook.md"):
        (here / name).write_text("## Trade\n\nBuying.\n\n## Iran\n\nThe country.\n")
    first_round(here / "codes")
    monkeypatch.chdir(here)
    return here


def first_round(folder):
    """Three of the five sentences of TEXTS, drawn and coded."""
    folder.mkdir()
    rows = [("a", 1, "Trade is up.", 2.0), ("a", 2, "Tariffs on trade.", 2.0)]
    sample = pd.DataFrame([*rows, ("b", 1, "Iran sells oil.", 1.0)])
    sample.columns = ["article", "sentence", "text", "weight"]
    sample[["Trade", "Iran"]] = [[1, 0], [1, 0], [0, 1]]
    codes = ["article", "sentence", "text", "Trade", "Iran"]
    sample[codes].to_csv(folder / "ann.csv", index=False)
    strata = {"stratum": ["Trade", "Trade", "Iran"], "stratum_size": [4, 4, 1], "round": 1}
    sample = sample[["article", "sentence", "text", "weight"]].assign(**strata)
    sample.to_csv(folder / "sample.tsv", sep="\t", index=False)


def saved_pages(folder, articles, lexicon):
    """Two pages as their readers mail them: one has changed the themes, both have coded."""
    page = nt.write_page(articles, lexicon)
    edit = json.dumps({"yaml": THEMES, "faulty": [], "nested": "drop", "themes": [0, 1]})
    for name, coder in {"reader-1": "ann", "reader-2": "bob"}.items():
        codes = json.dumps({coder: {"0,0": "1", "1,1": "0"}})
        saved = page.replace('id="edit">null', f'id="edit">{edit}')
        saved = saved.replace('id="codes">{}', f'id="codes">{codes}')
        (folder / f"{name}.html").write_text(saved, encoding="utf-8")


class InThisProcess(distributed.Client):
    def __init__(self, **_):
        super().__init__(processes=False, n_workers=1, dashboard_address=":0")


@pytest.mark.parametrize("source", python_of(PAGES))
def test_what_stands_in_python_runs(source, desk):
    run_python(source, desk)


def run_python(source, desk):
    names = {"nt": nt, "pd": pd, "articles": nt.read_articles("press/")}
    names["lexicon"] = nt.read_lexicon("mine.yaml")
    names["mentions"] = nt.find_mentions(names["articles"], names["lexicon"])
    nt.set_up(desk / "figures")
    with ExitStack() as stack:
        stack.callback(plt.close, "all")
        if 'mode="x"' in source:  # which stops where a sheet is there
            shutil.rmtree("codes")
        if "reader-1.html" in source:
            saved_pages(desk, names["articles"], names["lexicon"])
        if "mailed" in source:
            (desk / "mailed").mkdir()
            saved_pages(desk / "mailed", names["articles"], names["lexicon"])
        if "scale" in source:  # in this process: others take half a minute to start
            stack.enter_context(mock.patch.object(distributed, "Client", InThisProcess))
        exec(compile(source, "README", "exec"), names)
    assert len(names["mentions"]) == 6


@pytest.mark.parametrize("head, made, expected", [
    ("A table of articles and themes", "wide.iloc[0].to_dict()", {"A: T": 2, "B: T": 2, "U": 0}),
    ("Two themes in one sentence", "len(pairs)", 1),
    ("Several phrases over time", "share.to_dict('list')", {"oil": [0, 0], "tariffs": [1, 0]}),
    ("Several themes in one chart over time", "len(counted)", 6),
    ("Counts with and without", "[*counted['all terms']['mentions']]", [2, 0, 2]),
])  # fmt: skip
def test_themes_of_one_name_stay_apart_and_none_is_dropped(head, made, expected, desk):
    days = ["2024-01-05", "2024-02-01"]
    texts = ["Trade is up. Tariffs on trade and tariffs.", "Nothing."]
    articles = pd.DataFrame({"article": ["a", "b"], "date": days, "text": texts})
    lexicon = nt.read_lexicon({"A": {"T": ["trade"], "U": ["oil"]}, "B": {"T": ["tariff*"]}})
    mentions = nt.find_mentions(articles, lexicon)
    names = {"nt": nt, "pd": pd, "articles": articles, "lexicon": lexicon, "mentions": mentions}
    page = (ROOT / "RECIPES.md").read_text(encoding="utf-8")
    recipe = page.partition(f"## {head}")[2].partition("\n## ")[0]
    exec("\n".join(re.findall("(?m)^    (.*)", recipe)), names)
    plt.close("all")
    assert eval(made, names) == expected


def test_a_lexicon_without_a_term_keeps_all_else():
    entries = ["trade", "tariff*", "not: trade union*", "{term: WTO, case: any}"]
    entries += ["{not: US Open, case: exact}", "{term: Handel, language: de, forms: de}"]
    lexicon = nt.add_terms(nt.read_lexicon({"War": ["tariff*"]}), "Trade", entries, group="Issues")
    articles = pd.DataFrame({"article": ["a"], "text": ["Trade and tariffs."]})
    names = {"nt": nt, "articles": articles, "lexicon": lexicon}
    names["mentions"] = nt.find_mentions(articles, lexicon)
    page = (ROOT / "RECIPES.md").read_text(encoding="utf-8")
    recipe = page.partition("## A lexicon without a term")[2].partition("\n## ")[0]
    exec("\n".join(re.findall("(?m)^    (.*)", recipe)), names)
    before, after = (table.table().drop(columns="line") for table in (lexicon, names["fewer"]))
    gone = before.merge(after, how="outer", indicator="there").query("there != 'both'")
    assert gone[["theme", "term", "there"]].to_numpy().tolist() == [
        ["Trade", "tariff*", "left_only"]
    ]


def test_the_sheet_that_is_shown_and_the_one_that_is_made_are_read(desk, monkeypatch):
    lexicon = nt.read_lexicon("mine.yaml")
    articles = nt.read_articles("press/")
    page = (ROOT / "INPUTS.md").read_text(encoding="utf-8").partition("## Codes")[2]
    lines = re.findall(r"(?m)^\| (article \|.*|a \|.*)", page)
    sheet = "\n".join(re.sub(r" *\| *", ",", line.strip("| ")) for line in lines)
    Path("ben.csv").write_text(sheet, encoding="utf-8")
    codes = nt.read_codes("ben.csv", articles, lexicon).pivot(
        index="sentence", columns="theme", values="code"
    )
    assert codes["Trade"].dropna().to_dict() == {1: 1} and codes["Iran"].dropna().to_dict() == {
        1: 0
    }
    names = {"nt": nt, "articles": articles, "lexicon": lexicon}
    names["mentions"] = nt.find_mentions(articles, lexicon)
    recipes = (ROOT / "RECIPES.md").read_text(encoding="utf-8")
    recipe = recipes.partition("## A sheet of codes")[2].partition("\n## ")[0]
    Path("elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    exec("\n".join(re.findall("(?m)^    (.*)", recipe)), names)
    assert nt.read_codes("codes", articles, lexicon).empty
    made = pd.read_csv("codes/ann.csv", dtype=str)
    made.fillna("1").to_csv("codes/ann.csv", index=False)
    codes = nt.read_codes("codes", articles, lexicon)
    assert len(codes) == 2 * articles["sentences"].sum() and set(codes["coder"]) == {"ann"}


@pytest.mark.parametrize("words", commands_of(PAGES), ids=" ".join)
def test_commands_that_count_run(words, desk, capsys):
    if words[0] == "convert":
        (desk / words[2]).unlink()
    assert not main(words)
    assert not capsys.readouterr().err


def test_there_are_recipes_to_run():
    assert len(python_of(PAGES)) >= 4
    assert {words[0] for words in commands_of(PAGES)} == set(COUNTING)
