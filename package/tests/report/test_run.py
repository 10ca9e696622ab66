"""A whole run on a small tree of toy notebooks: what is taken over of them, and what ends it."""

import asyncio
import base64
import io
import os
import re
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import nbformat
import pytest
from PIL import Image, PngImagePlugin

from commands import make_project, notebook, project_at, publish
from newsthemes.command.main import main
from newsthemes.page import write_page as page
from newsthemes.report.kernels import execute_all, kernel_environment
from newsthemes.report.outputs import keep_pictures, normalised, warned
from newsthemes.report.replace_files import PublishError

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PLOT = """
import matplotlib.pyplot as plt
figure, ax = plt.subplots(figsize=(1, 1), dpi=40)
ax.plot([1, 2])
figure.savefig("../figures/1-line.png", metadata={"Description": "A line."})
"""
GOOD = {
    "1-one.ipynb": [
        "# One *line*?",
        "import sys; print('out'); print('err', file=sys.stderr)",
        "## Drawn?",
        PLOT,
    ],
    "2-two.ipynb": ["# Two", "2"],
}
README = "# Toy\n"


def shows(text):
    """A notebook whose one cell shows `text`."""
    book = notebook("1")
    book.cells[0].outputs = [nbformat.v4.new_output("display_data", {"text/plain": text})]
    return book


def make_tree(root, books=None):
    make_project(root, books or GOOD)
    (root / "README.md").write_text(README, encoding="utf-8", newline="\n")
    (root / "figures" / "1-mine.png").write_bytes(b"mine")
    return root


def state(root):
    """Every file of a tree but for .venv: its bytes and its time of change."""
    files = [path for path in sorted(root.glob("[!.]*/**/*")) if path.is_file()]
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


# ---- what is committed of an executed notebook


def test_metadata_of_a_run_go_and_the_rest_stays():
    book = shows("text")
    python = {"name": "python", "version": "3.12"}
    book.metadata.update(language_info=python, kernelspec={"name": "mine"}, title="T")
    book.cells[0].outputs[0].data["application/vnd.jupyter.widget-view+json"] = {"model_id": "1f"}
    said = "Matplotlib is building the font cache; this may take a moment.\n"
    book.cells[0].outputs.append(nbformat.v4.new_output("stream", name="stderr", text=said))
    text = normalised(book)
    again = nbformat.reads(text, as_version=4)
    assert text.endswith("}\n") and '\n "cells"' in text
    assert again.metadata.language_info == {"name": "python"}
    assert again.metadata.kernelspec.name == "python3"
    assert again.metadata.title == "T" and again.cells[0].id == "cell-0"
    assert [output["data"] for output in again.cells[0].outputs] == [{"text/plain": "text"}]


# ---- a whole run


def test_a_run_takes_over_what_changed_and_the_next_changes_nothing(tmp_path):
    root = make_tree(tmp_path, {"1-one.ipynb": GOOD["1-one.ipynb"]})
    changed = {path.relative_to(root).as_posix() for path in publish(root)[0]}
    assert changed == {
        "notebooks/1-one.ipynb", "figures/1-line.png", "docs/index.html", "docs/1-one.html",
    }  # fmt: skip
    assert {path.name for path in (root / "figures").iterdir()} == {"1-line.png", "1-mine.png"}
    assert (root / "README.md").read_text(encoding="utf-8") == README
    one = nbformat.read(root / "notebooks" / "1-one.ipynb", as_version=4)
    assert [cell.execution_count for cell in one.cells if cell.cell_type == "code"] == [1, 2]
    assert not any(cell.metadata for cell in one.cells) and "widgets" not in one.metadata
    assert sorted(output.text for output in one.cells[1].outputs) == ["err\n", "out\n"]
    before = state(root)
    assert publish(root) == ([], ["err"])
    assert state(root) == before
    pages = [root / "docs" / name for name in ("index.html", "1-one.html")]
    index, one = [page.read_text(encoding="utf-8") for page in pages]
    links = [set(re.findall(r'href="([^"#]*\.html)"', page)) for page in (index, one)]
    assert links == [{"1-one.html"}, {"index.html"}]
    assert "With the project" not in index and "In Python, <code>nt.read_codes" in index
    assert version("pandas") not in index + one  # the same on every machine
    assert one.index("savefig") < one.index("data:image/png")  # code stands where it is run


def test_without_text_the_kernels_are_told_and_every_page_is_another(tmp_path, without_kernels):
    ask = "import os\nos.environ.get('NEWSTHEMES_NO_TEXT'), os.environ['TQDM_DISABLE']"
    root = make_project(tmp_path, {"1-one.ipynb": ["# One", ask]})
    path = root / "notebooks" / "1-one.ipynb"
    for no_text, shown in ((False, "(None, '1')"), (True, "('1', '1')")):
        changed, _ = publish(root, no_text=no_text)
        [_, cell] = nbformat.read(path, as_version=4).cells
        assert cell.outputs[0]["data"]["text/plain"] == shown
    assert set(changed) == {path, *root.glob("docs/*.html")}


DRAW = """from pathlib import Path
from PIL import Image
for name in "abcd":
    Image.new("L", (4, 4)).save(Path("../figures", f"1-{name}.png"))"""


def test_a_damaged_figure_is_drawn_anew_and_a_folder_in_its_way_is_named(tmp_path, without_kernels):
    root = make_project(tmp_path, {"1-one.ipynb": ["# One", DRAW]})
    publish(root)
    figures = [root / "figures" / f"1-{name}.png" for name in "abcd"]
    whole = figures[0].read_bytes()
    # without its last part, and more
    for figure, data in zip(figures, (whole[:-12], whole[:-18], b"mine", b""), strict=True):
        figure.write_bytes(data)
    publish(root)
    assert [figure.read_bytes() for figure in figures] == [whole] * 4
    figures[0].unlink()
    figures[0].mkdir()
    with pytest.raises(PublishError, match="figures/1-a.png is a folder, and a file is to be writ"):
        publish(root)


def test_a_notebook_that_is_edited_while_pages_are_made_stays_and_ends_the_run(
    tmp_path, not_executed, monkeypatch
):
    """Its cells, that is: JupyterLab saves outputs at any time."""
    root = make_tree(tmp_path)
    path = root / "notebooks" / "1-one.ipynb"
    whole = page.write_page

    def edit(source, output):
        def write_page(*arguments, **how):
            book = nbformat.read(path, 4)
            book.cells[0].source += source
            book.cells[1].outputs = [nbformat.v4.new_output("stream", text=output)]
            nbformat.write(book, path)
            return whole(*arguments, **how)

        monkeypatch.setattr(page, "write_page", write_page)

    edit("", "by hand")
    publish(root)
    before = state(root)
    edit(" Mine.", "by hand")
    said = "notebooks/1-one.ipynb was edited meanwhile; nothing was changed. Run again."
    with pytest.raises(PublishError, match=said):
        publish(root)
    after = state(root)
    assert "Mine." in after.pop(path)[0].decode() and before.pop(path) and after == before


@pytest.mark.parametrize("damaged", ["{", "[]", "{}", '{"cells": 5, "nbformat": 4}'])
def test_a_damaged_notebook_is_named(tmp_path, monkeypatch, capsys, damaged):
    root = make_tree(tmp_path)
    (root / "notebooks" / "2-two.ipynb").write_text(damaged)
    before = state(root)
    assert main(["run"], project_at(root)) == 1
    said = "run.py: notebooks/2-two.ipynb: is damaged and cannot be read as a notebook ("
    assert capsys.readouterr().err.startswith(said) and state(root) == before


def test_a_cell_that_raises_is_named_the_others_run_and_nothing_is_changed(
    tmp_path, monkeypatch, capsys
):
    raising = "text = 'a'\nraise ValueError(f'{text}\\nsecond line')"
    root = make_tree(tmp_path, {**GOOD, "1-one.ipynb": ["# One", "ok = 1", raising, "2"]})
    before = state(root)
    assert main(["run"], project_at(root)) == 1
    out, err = capsys.readouterr()
    assert "failed: 1-one.ipynb" in out and "executed: 2-two.ipynb" in out
    cell = "    text = 'a'\n    raise ValueError(f'{text}\\nsecond line')"
    said = "ValueError: a\nsecond line\nNothing was changed.\n"
    assert err == f"run.py: 1-one.ipynb, in this cell:\n{cell}\n{said}"
    assert state(root) == before


def test_a_kernel_is_this_python_and_has_none_of_the_users_settings(tmp_path):
    checks = (
        "import os, sys, matplotlib as mpl; from pathlib import Path; import IPython\n"
        f"assert sys.executable == {sys.executable!r}; assert 'mine' not in globals()\n"
        "assert os.environ['PYTHONHASHSEED'] == '0'\n"
        "assert Path(IPython.paths.get_ipython_dir()).parts[-2:] == ('home', 'ipython'); assert 'inline' in mpl.get_backend()"
    )
    (tmp_path / "mine.py").write_text("mine = 1", encoding="utf-8")
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "home" / "ipython").mkdir(parents=True)
    path = tmp_path / "notebooks" / "1-one.ipynb"
    nbformat.write(notebook(checks), path)
    mine = os.environ | {"PYTHONSTARTUP": str(tmp_path / "mine.py"), "MPLBACKEND": "svg"}
    assert asyncio.run(execute_all([path], kernel_environment(tmp_path, mine))) == []


@pytest.mark.parametrize(
    "place", ["/tmp/ipykernel_24113/3915.py", "/Users/Ann Lee/toy/notebooks/newsthemes/figures.py"]
)
def test_a_warning_is_kept_without_the_place_it_came_from(place):
    said = (
        f"{place}:2: LexiconWarning: themes.yaml, line 3, theme Trade, term 'trade': twice\n"
        "  left out: /home/ann/press/a.pdf is a PDF\n"
        "  lexicon = nt.read_lexicon(lexicon)\n"
        "other text\n"
    )
    output = nbformat.v4.new_output("stream", name="stderr", text=said)
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=[output])])
    normalised(book)
    warning = "LexiconWarning: themes.yaml, line 3, theme Trade, term 'trade': twice"
    assert warned([book]) == [warning, "other text"]


# ---- ended by a signal

STOPS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP] if os.name != "nt" else []
LOADED = "import sys\nfrom newsthemes.command import signals\n"
ALIVE = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); "


def stopped(code, number, ids, most, ignored=()):
    """Python code to which a signal is sent once `most` processes have written their ids to a file.
    It ignores these signals, and no others that the tests may ignore. Returns status, last words.
    """

    def as_asked():
        for each in STOPS:
            signal.signal(each, signal.SIG_DFL)
        for each in ignored:
            signal.signal(each, signal.SIG_IGN)

    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT / "tests",
        env=os.environ | {"TQDM_DISABLE": "1"},  # on a slow machine it shows that articles are read
        encoding="utf-8",
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        preexec_fn=as_asked,
    )
    while process.poll() is None and not (ids.exists() and ids.read_text().count("\n") == most):
        time.sleep(0.01)
    process.send_signal(number)
    _, said = process.communicate(timeout=600)
    return process.returncode, said


def gone(ids):
    """Whether all these processes have ended, or do within minutes; those that nobody waits
    for are Z.
    """
    for _ in range(6000):
        ask = ["ps", "-o", "stat=", "-p", ",".join(ids.read_text().split())]
        shown = subprocess.run(ask, capture_output=True, text=True)
        if not re.search("^[^Z]", shown.stdout, re.MULTILINE):
            return True
        time.sleep(0.05)
    return False


WAITS = "    {alive}time.sleep(60)\n"
NOISE = """    import logging
    try:
        os.kill(os.getpid(), 15)
    finally:
        logging.getLogger('asyncio').error('Task exception was never retrieved')
"""
BLOCKED = (
    "import os, signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, [15])\nos.kill(os.getpid(), 15)\n"
)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
@pytest.mark.parametrize(
    "first, main, sent, number",
    [
        ("", WAITS, signal.SIGINT, signal.SIGINT),
        ("", NOISE, 0, signal.SIGTERM),  # of asyncio
        (BLOCKED, "    return 2\n", 0, signal.SIGTERM),  # it waits until the command is ready
    ],
)
def test_a_signal_ends_a_command_in_one_line(tmp_path, first, main, sent, number):
    alive = ALIVE.replace("sys.argv[1]", repr(str(tmp_path / "ids")))
    code = f"{first}import os\n{LOADED}def main():\n{main.format(alive=alive)}"
    code += "sys.exit(signals.stoppable(main))"
    status, said = stopped(code, sent, tmp_path / "ids", 1)
    assert status == 128 + number
    assert said == f"stopped by {number.name}; no result was left half written.\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
def test_a_run_in_the_background_ends_on_sigterm_with_its_kernels_and_the_old_state(tmp_path):
    ids, root = tmp_path / "ids", tmp_path / "root"
    cell = ALIVE.replace("sys.argv[1]", repr(str(ids))) + "time.sleep(900)"
    before = state(make_tree(root, {name: ["# One", cell] for name in GOOD}))
    code = "import sys; from pathlib import Path; from newsthemes.command.main import console; from commands import project_at; "
    code += f"sys.argv = ['run.py']; sys.exit(console(project_at(Path({str(root)!r}))))"
    ignored = [signal.SIGINT]  # as a shell starts what ends in &
    status, said = stopped(code, signal.SIGTERM, ids, 2, ignored)
    assert status == 128 + signal.SIGTERM
    assert said == "stopped by SIGTERM; no result was left half written.\n"
    assert gone(ids) and state(root) == before


def test_a_picture_that_looks_as_it_did_stays_and_another_is_taken():
    def picture(color, note="Alt"):
        drawn, info = io.BytesIO(), PngImagePlugin.PngInfo()
        info.add_itxt("Description", note)
        Image.new("RGB", (40, 40), (color,) * 3).save(drawn, "png", pnginfo=info)
        return base64.b64encode(drawn.getvalue()).decode()

    saved = f'"{picture(100)}" "{picture(200)}"'
    drawn = f'"{picture(203)}" "{picture(101)}"'
    assert keep_pictures(drawn, saved) == f'"{picture(200)}" "{picture(100)}"'
    for other in (picture(150), picture(100, "Other")):
        assert keep_pictures(other, saved) == other
    whole = picture(100)
    for length in range(len(whole) // 2):  # of one that was cut off no part stays
        assert keep_pictures(f'"{whole}"', f'"{whole[:length]}"') == f'"{whole}"'
