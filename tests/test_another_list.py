"""The notebooks run with another list than ours, and what is no longer so is not said."""

import asyncio
import json
import shutil

import nbformat
import pytest
from claims import CLAIMS
from PIL import Image
from project import PROJECT

from cells import NOTEBOOKS, OURS, ROOT
from newsthemes import read_lexicon
from newsthemes.report.claims import no_longer_so, read_tables
from newsthemes.report.kernels import execute_all, kernel_environment
from newsthemes.report.staging import make_staging

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not OURS, reason="another article or list stands in the place of ours"),
]
TERMS = read_lexicon(ROOT / "seeds" / "themes.yaml").table()
RENAMED = TERMS.replace({"theme": {"Trade": "Commerce"}})
ONE_MORE = TERMS.assign(theme="Talks", term="talks").head(1)
EDITS = {
    "one is renamed, one added": (
        [*RENAMED.to_dict("records"), *ONE_MORE.to_dict("records")],
        "The South China Sea has three mentions, trade one.",
        {"1-issues": "Mentions of each issue", "1-where": "The third"},
    ),
    "one is dropped, a group is empty": (
        TERMS.query("theme != 'South China Sea' and group != 'The relation'").to_dict("records"),
        "Two of the nine paragraphs, the third and the seventh, hold 17 of the 22 mentions of issues.",
        {"1-issues": "Mentions of each issue", "1-where": "Where the issues"},
    ),
    "a group alone is left": (
        TERMS.query("group == 'Countries and people'").to_dict("records"),
        "Six of its ten issues are named once, and all three mentions of the South China Sea come from one term.",
        {},
    ),
}


@pytest.mark.parametrize(("rows", "gone", "titles"), EDITS.values(), ids=EDITS)
def test_a_run_with_another_list_ends_well_and_titles_that_are_wrong_are_labels(
    rows, gone, titles, tmp_path
):
    make_staging(tmp_path, PROJECT)
    groups = {}
    for row in rows:
        term = {"not": row["term"]} if row["excluded"] else row["term"]
        groups.setdefault(row["group"], {}).setdefault(row["theme"], []).append(term)
    (tmp_path / "seeds").unlink()  # a link to the project's own
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "seeds" / "themes.yaml").write_text(json.dumps(groups), encoding="utf-8")
    places = [tmp_path / "notebooks" / path.name for path in NOTEBOOKS[:4]]
    for path, place in zip(NOTEBOOKS, places, strict=False):
        nbformat.write(nbformat.read(path, as_version=4), place)
    assert asyncio.run(execute_all(places, kernel_environment(tmp_path))) == []
    wrong = [claim.text for claim in no_longer_so(CLAIMS, read_tables(tmp_path / "tables"))]
    assert gone in wrong
    for name, title in titles.items():
        with Image.open(tmp_path / "figures" / f"{name}.png") as picture:
            assert picture.text["Description"].startswith(title)
