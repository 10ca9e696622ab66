"""run.py's pieces as functions, and a whole run on a small tree of toy notebooks. No network, no
new environment.
"""

import ast
import asyncio
import base64
import importlib.util
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import nbformat
import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from commands import SETTINGS, make_project, notebook, publish
from newsthemes.publish import options
from newsthemes.publish import run_notebooks as publishing
from newsthemes.publish import take_over as results
from newsthemes.publish.command import cli, main
from newsthemes.publish.kernels import (
    execute_all,
    kernel_environment,
    make_staging,
    new_staging,
)
from newsthemes.publish.outputs import (
    OutputError,
    check_outputs,
    keep_pictures,
    normalised,
    same_picture,
    warned,
)
from newsthemes.publish.take_over import MANIFEST
from newsthemes.show.save import TAKEN

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("run", ROOT / "run.py")
run = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(run)

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
README = "# Toy\n\n<!-- finding -->\nold\n<!-- /finding -->\n"


def png(pixels, alt="alt"):
    text = PngImagePlugin.PngInfo()
    text.add_text("Description", alt)
    file = io.BytesIO()
    Image.fromarray(pixels.astype(np.uint8)).save(file, "PNG", pnginfo=text)
    return file.getvalue()


def embedded(data):
    return base64.b64encode(data).decode()


def shows(text, kind="text/plain"):
    """A notebook whose one cell shows `text`."""
    book = notebook("1")
    book.cells[0].outputs = [nbformat.v4.new_output("display_data", {kind: text})]
    return book


def make_tree(root, books=None):
    make_project(root, books or GOOD)
    (root / "README.md").write_text(README, encoding="utf-8", newline="\n")
    (root / "figures" / "1-mine.png").write_bytes(b"mine")
    return root


def state(root):
    """Every file of a tree: its bytes and its time of change."""
    return {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def command(*arguments, root=ROOT, **environ):
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", **environ}
    return subprocess.run(
        [sys.executable, str(root / "run.py"), *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment,
    )


# ---- run.py


def test_run_py_is_short_and_of_python_3_8_and_its_standard_library():
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 120
    nodes = list(ast.walk(ast.parse(source, feature_version=(3, 8))))
    imported = {
        alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names
    }
    imported |= {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    assert imported <= sys.stdlib_module_names


def test_run_py_knows_the_commands_and_adds_test():
    assert list(run.COMMANDS) == [*cli.commands, "test"]
    assert all(name in run.__doc__ for name in run.COMMANDS)


@pytest.fixture
def clone(tmp_path):
    """A tree that has a run.py and no .venv, in which nothing can be installed."""
    (tmp_path / "run.py").write_bytes((ROOT / "run.py").read_bytes())
    (tmp_path / "wheels").mkdir()
    for name in ("requirements.txt", "constraints.txt"):
        (tmp_path / name).write_text("no-such-package\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["help"], ["test", "--help"]])
def test_help_installs_nothing(clone, arguments):
    shown = command(*arguments, root=clone)
    assert shown.returncode == 0 and not shown.stderr and "python3 run.py lab" in shown.stdout
    assert not (clone / ".venv").exists()


def test_what_is_no_command_installs_nothing(clone):
    shown = command("cuont", "press", root=clone)
    assert (shown.returncode, shown.stdout) == (2, "") and not (clone / ".venv").exists()
    assert shown.stderr.startswith("run.py: there is no command 'cuont', but run, count, kwic, ")


def test_a_failed_install_says_why_and_what_to_do_and_has_no_stamp(clone):
    shown = command("count", root=clone)
    assert (shown.returncode, shown.stdout) == (1, "")
    assert re.search("(distribution found for|Because) no-such-package", shown.stderr)  # pip; uv
    assert shown.stderr.endswith("or all packages in a folder wheels/.\n")
    assert (clone / ".venv").exists() and not list((clone / ".venv").glob("installed-*"))


def test_a_python_too_old_is_told_what_to_do(made, monkeypatch):
    monkeypatch.setattr(run, "sys", SimpleNamespace(version_info=(3, 8), exit=sys.exit))
    monkeypatch.setattr(run, "shutil", SimpleNamespace(which=lambda name, path=None: None))
    with pytest.raises(SystemExit, match="this Python is too old.\nTake 3.11 to 3.14, of https"):
        run.ensure("requirements.txt")


def test_a_folder_that_cannot_be_written_to_is_named(made, monkeypatch):
    monkeypatch.setattr(run.os, "access", lambda path, mode: False)
    with pytest.raises(SystemExit, match="cannot be written to.\nCopy it to a place of your own"):
        run.ensure("requirements.txt")


@pytest.mark.parametrize(
    "name",
    [
        "PYTHONPATH",
        "PYTHONHOME",
        "PIP_TARGET",
        "PIP_PREFIX",
        "MPLBACKEND",
        "VIRTUAL_ENV",
        "UV_PYTHON",
    ],
)
def test_the_users_settings_do_not_leak_in(name):
    assert name not in run.environment({name: "x"})


@pytest.mark.parametrize(
    "name",
    [
        "PATH",
        "HTTPS_PROXY",
        "PIP_INDEX_URL",
        "PIP_CERT",
        "PIP_CONSTRAINT",
        "UV_INDEX_URL",
        "SSL_CERT_FILE",
    ],
)
def test_proxies_indexes_and_certificates_stay(name):
    assert run.environment({name: "x"})[name] == "x"


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_bars_are_for_a_terminal(monkeypatch, terminal):
    monkeypatch.setattr(run.sys, "stderr", SimpleNamespace(isatty=lambda: terminal))
    assert ("TQDM_DISABLE" in run.environment({})) is not terminal


def test_pip_is_not_sent_to_the_users_home():
    assert run.environment({"PIP_USER": "1"})["PIP_USER"] == "0"


@pytest.fixture(autouse=True)
def _where_it_was(monkeypatch):
    """run.py goes to the folder of what it starts; the next test begins where this one did."""
    monkeypatch.chdir(Path.cwd())


@pytest.fixture
def made(monkeypatch, tmp_path):
    """A tree in which run.py only writes down what it would start. Returns that list."""
    done = []
    (tmp_path / "tests").mkdir()
    for name in ("requirements.txt", "constraints.txt", "tests/requirements.txt", "run.py"):
        (tmp_path / name).write_text("pandas\n", encoding="utf-8")
    python = tmp_path / ".venv" / "bin" / "python"
    places = {"ROOT": tmp_path, "VENV": tmp_path / ".venv", "WHEELS": tmp_path / "wheels"}
    for name, path in (places | {"PYTHON": python}).items():
        monkeypatch.setattr(run, name, path)
    monkeypatch.setattr(run.shutil, "which", lambda name, path=None: None)

    def call(command, **options):
        done.append([word.replace(f"{tmp_path}/", "") for word in command])
        if "venv" in command:
            shutil.rmtree(run.VENV, ignore_errors=True)
            (run.VENV / "lib" / "python3.11" / "site-packages").mkdir(parents=True)
            python.parent.mkdir()
            python.write_text("")
        return 0

    monkeypatch.setattr(run.subprocess, "call", call)
    return done


VENV = [sys.executable, "-m", "venv", "--clear", ".venv"]
PIP = [".venv/bin/python", "-m", "pip", "install", "-r"]
UV = [*PIP[:-1], "uv"]
BY_UV = ["uv", "pip", "install", "--python", ".venv/bin/python", "-r", "requirements.txt"]
FIRST, TESTS = [*PIP, "requirements.txt"], [*PIP, "tests/requirements.txt"]


def test_what_is_installed_is_not_installed_again(made):
    run.ensure("requirements.txt")
    run.ensure("requirements.txt")
    assert made == [VENV, UV, FIRST]
    for _ in range(2):
        run.ensure("requirements.txt")
        run.ensure("tests/requirements.txt")
    assert made == [VENV, UV, FIRST, UV, TESTS]


@pytest.mark.parametrize("name", ["requirements.txt", "constraints.txt"])
def test_changed_requirements_or_constraints_make_all_anew(made, name):
    for text in ("pandas\n", "polars\n"):
        (run.ROOT / name).write_text(text, encoding="utf-8")
        run.ensure("requirements.txt")
        run.ensure("tests/requirements.txt")
    assert made == [VENV, UV, FIRST, UV, TESTS] * 2


def test_another_python_makes_it_anew(made, monkeypatch):
    run.ensure("requirements.txt")
    monkeypatch.setattr(run.sys, "version_info", (3, 99))
    run.ensure("requirements.txt")
    assert made == [VENV, UV, FIRST] * 2


def test_a_venv_left_half_made_is_made_anew(made, monkeypatch):
    call = run.subprocess.call

    def killed(command, **options):
        call(command, **options)
        if "requirements.txt" in command[-1]:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(run.subprocess, "call", killed)
        run.ensure("requirements.txt")
    run.ensure("requirements.txt")
    assert made == [VENV, UV, FIRST] * 2


@pytest.mark.skipif(os.name == "nt", reason="it lies elsewhere on Windows")
def test_the_python_of_venv_finds_the_package_though_the_project_is_moved(made):
    run.ensure("requirements.txt")
    [path] = run.VENV.rglob("newsthemes.pth")
    there = path.parent / path.read_text(encoding="utf-8")
    assert there.resolve() == run.ROOT / "notebooks" and str(run.ROOT) not in path.read_text()


def test_wheels_beside_run_py_are_installed_from_without_an_index(made):
    run.WHEELS.mkdir()
    run.ensure("requirements.txt")
    assert made[1] == [*PIP[:-1], "--no-index", "--find-links", "wheels", "-r", "requirements.txt"]


def test_uv_is_used_where_it_is_there(made, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name, path=None: "uv")
    run.ensure("requirements.txt")
    assert made == [["uv", "venv", "--no-project", "--python", ">=3.11,<3.15", ".venv"], BY_UV]


def test_uv_is_put_into_venv_where_it_is_not_there(made, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name, path=None: path and "uv")
    run.ensure("requirements.txt")
    assert made == [VENV, UV, BY_UV]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such locks")
def test_two_installs_wait_for_each_other(made, monkeypatch):
    import fcntl

    def call(command, **options):
        with open(run.ROOT / "run.py") as other, pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return made.append("held")

    monkeypatch.setattr(run.subprocess, "call", call)
    (run.VENV / "bin").mkdir(parents=True)
    run.ensure("requirements.txt")
    assert made == ["held"] * 3


def test_before_pytest_starts_it_is_seen_to_that_there_is_a_browser(monkeypatch):
    done = []
    monkeypatch.setattr(run, "ensure", done.append)
    monkeypatch.setattr(run.subprocess, "call", lambda command, **options: done.append(command[1:]))
    monkeypatch.setattr(run.os, "execve", lambda path, command, _: done.append(command[1:]))
    run.main(["test", "-k", "x"])
    browser, pytest_ = ["tests/browser.py"], ["-m", "pytest", "-k", "x"]
    assert done[:2] == ["requirements.txt", "tests/requirements.txt"]
    assert done[2] == browser and done[-1] == pytest_ and (ROOT / browser[0]).exists()


# ---- what is committed of an executed notebook


@pytest.mark.parametrize(
    "text",
    [
        "<object at 0x7f3a12b4c8d0>",
        "/tmp/ipykernel_123/9.py:1: UserWarning",
        "saved to /home/ann/x.png",
        "in /home/ann",
    ],
)
def test_an_output_with_an_address_or_a_path_is_refused(text):
    with pytest.raises(
        OutputError, match="1-one.ipynb, cell 1: its output holds an address or a path"
    ):
        check_outputs("1-one.ipynb", shows(text), [Path("/home/ann")])


@pytest.mark.parametrize(
    "text",
    [
        "error 0x80070005",
        "the article says: see /home/ann/x.txt.",
        "the colour 0x1f77b4",
        "seeds/article.txt",
        "/home/anna",
        "iVBORw0KGgo0x7f3a12b4c8d0==",
    ],
)
def test_an_output_without_is_not(text):
    check_outputs(
        "1-one.ipynb",
        shows(text),
        [Path("/home/ann"), Path("/")],
        "Wang said: see /home/ann/x.txt",
    )


def test_a_path_is_refused_though_the_article_has_another_one():
    with pytest.raises(OutputError, match="“/home/ann/toy/y.txt”"):
        check_outputs(
            "1-one.ipynb",
            shows("/home/ann/toy/y.txt"),
            [Path("/home/ann")],
            "see /home/ann/x.txt",
        )


@pytest.mark.parametrize("more", ["", "UserWarning: a\n"])
def test_that_it_took_long_to_find_the_fonts_is_no_output(more):
    book = notebook("1")
    said = f"Matplotlib is building the font cache; this may take a moment.\n{more}"
    book.cells[0].outputs = [nbformat.v4.new_output("stream", name="stderr", text=said)]
    normalised(book)
    assert [output.text for output in book.cells[0].outputs] == [more] * bool(more)


def test_metadata_of_a_run_go_and_the_rest_stays():
    book = shows("text")
    book.metadata.update(
        widgets={},
        language_info={"name": "python", "version": "3.12"},
        kernelspec={"name": "mine"},
        title="T",
    )
    book.cells[0].metadata.update(execution={"iopub": "now"}, tags=["finding"])
    text = normalised(book)
    again = nbformat.reads(text, as_version=4)
    assert text.endswith("}\n") and '\n "cells"' in text
    assert (
        again.metadata.language_info == {"name": "python"}
        and again.metadata.kernelspec.name == "python3"
    )
    assert again.metadata.title == "T" and "widgets" not in again.metadata
    assert again.cells[0].metadata == {"tags": ["finding"]} and again.cells[0].id == "cell-0"


def test_a_widget_leaves_what_can_be_shown_without_it():
    book = shows("An explorer.")
    book.cells[0].outputs[0].data["application/vnd.jupyter.widget-view+json"] = {"model_id": "1f"}
    assert '"An explorer."' in normalised(book) and "model_id" not in normalised(book)


def test_staging_starts_with_the_one_picture_that_no_notebook_draws(tmp_path):
    root = make_tree(tmp_path / "root")
    (root / "figures" / TAKEN).write_bytes(b"taken")
    for folders, names in {("notebooks", "seeds"): [TAKEN], ("notebooks",): []}.items():
        with new_staging() as staging:
            make_staging(root, staging, folders)
            assert [path.name for path in (staging / "figures").iterdir()] == names


GREY = np.full((30, 50, 3), 128)
DOT = GREY.copy()
DOT[9:12, 20:23] = 0
NOISE = GREY + np.random.default_rng(0).integers(-9, 10, GREY.shape)


@pytest.mark.parametrize(
    "other, same",
    [
        (png(GREY), True),
        (png(NOISE), True),
        (png(DOT), False),
        (png(GREY, "another"), False),
        (png(GREY[:, :-1]), False),
        (png(GREY + 20), False),
    ],
    ids=["itself", "noise", "dot", "alt text", "size", "shade"],
)
def test_pictures_are_compared_by_what_is_seen_and_by_their_alt_text(other, same):
    assert same_picture(png(GREY), other) is same and same_picture(other, png(GREY)) is same


@pytest.mark.parametrize(
    "kind, form",
    [
        ("image/png", "{}\n"),
        ("text/html", '<p>new</p><img alt="x" src="data:image/png;base64,{}">'),
    ],
)
def test_an_embedded_picture_keeps_its_saved_bytes_where_it_looks_the_same(kind, form):
    saved = normalised(shows(form.format(embedded(png(GREY))).replace("new", "old"), kind))
    assert embedded(png(GREY)) in keep_pictures(
        normalised(shows(form.format(embedded(png(NOISE))), kind)), saved
    )
    assert "old" not in keep_pictures(
        normalised(shows(form.format(embedded(png(NOISE))), kind)), saved
    )
    assert embedded(png(DOT)) in keep_pictures(
        normalised(shows(form.format(embedded(png(DOT))), kind)), saved
    )


def test_readme_without_markers_is_left_alone():
    assert publishing.with_finding("no markers", "**new**") == "no markers"


@pytest.mark.parametrize(
    "arguments",
    [[], ["--no-text"], ["run", "--overwrite"], ["count", "a b.txt", "--wide"], ["lab"]],
)
def test_a_command_goes_on_in_the_python_of_venv_with_what_it_was_given(
    made, monkeypatch, arguments
):
    started, here = [], Path.cwd()
    monkeypatch.setattr(run.signal, "pthread_sigmask", lambda how, stops: None)
    monkeypatch.setattr(run.os, "execve", lambda path, command, _: started.append(command))
    run.main(arguments)
    python = str(run.PYTHON)
    assert started == [[python, "-P", "-m", "newsthemes.publish.command", *arguments]]
    assert made == [VENV, UV, FIRST] and Path.cwd() == here


# ---- a whole run


def test_a_run_takes_over_what_changed_and_the_next_changes_nothing(tmp_path):
    root = make_tree(tmp_path)
    changed = {path.relative_to(root).as_posix() for path in publish(root)[0]}
    assert changed == {
        "notebooks/1-one.ipynb", "notebooks/2-two.ipynb", "figures/1-line.png", "README.md",
        "site/index.html", "site/1-one.html", "site/2-two.html", "site/methods.html",
    }  # fmt: skip
    assert {path.name for path in (root / "figures").iterdir()} == {"1-line.png", "1-mine.png"}
    finding = "**Only War\\* is mentioned: 2.**"
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert readme == README.replace("old", finding)
    one = nbformat.read(root / "notebooks" / "1-one.ipynb", as_version=4)
    assert [cell.execution_count for cell in one.cells if cell.cell_type == "code"] == [1, 2]
    assert sorted(output.text for output in one.cells[1].outputs) == ["err\n", "out\n"]
    before = state(root)
    assert publish(root) == ([], ["err"])
    assert state(root) == before
    pages = {path for path in before if path.suffix == ".html"}
    assert set(publish(root, text=False)[0]) == pages
    pages |= {root / MANIFEST}
    assert {path: what for path, what in state(root).items() if path not in pages} == {
        path: what for path, what in before.items() if path not in pages
    }


def test_what_the_projects_notebooks_save_is_taken_over(project, without_kernels):
    names = {path.relative_to(project).as_posix() for path in publish(project)[0]}
    assert {"figures/1-a.png", "site/tables/1-themes.csv", "site/tables/tables.xlsx"} <= names
    assert not (project / "notebooks" / "figures").exists()


def test_a_figure_and_a_table_of_which_nothing_is_known_are_left_out(tmp_path):
    pairs = "import newsthemes as nt, pandas as pd\nnt.save_to('../figures')\n"
    pairs += (
        "ax = nt.plot_bars(pd.Series(dtype=int))\nax.set_title('Pairs')\nnt.save(ax, '1-pairs')"
    )
    save = (
        "nt.save(pd.DataFrame({'n': []}), '1-empty'); nt.save(pd.DataFrame({'n': [1]}), '1-full')"
    )
    root = make_project(tmp_path, {"1-one.ipynb": ["# One", "## Drawn?", pairs, "## All?", save]})
    names = {path.name for path in publish(root)[0]}
    assert "1-full.csv" in names and not names & {"1-empty.csv", "1-pairs.png"}
    page = (root / "site" / "1-one.html").read_text(encoding="utf-8")
    assert "none." in page and "<img" not in page


def test_without_text_the_kernels_are_told(tmp_path, without_kernels):
    ask = "import os\nos.environ.get('NEWSTHEMES_NO_TEXT'), os.environ['NEWSTHEMES_RUN']"
    root = make_project(tmp_path, {"1-one.ipynb": ["# One", ask]})
    for text, shown in ((True, "(None, '1')"), (False, "('1', '1')")):
        publish(root, text=text)
        book = nbformat.read(root / "notebooks" / "1-one.ipynb", as_version=4)
        assert book.cells[1].outputs[0]["data"]["text/plain"] == shown


def test_a_page_has_the_sections_for_which_its_notebook_reads_data(tmp_path, quick):
    more = SETTINGS.replace('"../seeds"', '"../seeds/more"')
    root = make_project(
        tmp_path, {"1-one.ipynb": ["# One", SETTINGS], "2-two.ipynb": ["# Two", more]}
    )
    (root / "seeds" / "more").mkdir()
    for name in ("a.txt", "b.txt"):
        (root / "seeds" / "more" / name).write_text("War.", encoding="utf-8")
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        book = nbformat.read(path, as_version=4)
        for tag in ("needs-one", "needs-several", "needs-mentions", "needs-codes", "example"):
            cell = nbformat.v4.new_markdown_cell(f"## {tag}", id=tag, metadata={"tags": [tag]})
            book.cells.append(cell)
        nbformat.write(book, path)
    publish(root)
    for name, tags in {"1-one": "needs-one", "2-two": "needs-several"}.items():
        page = (root / "site" / f"{name}.html").read_text(encoding="utf-8")
        found = re.findall(r'<h2 id="([\w-]+)"', page)
        assert found == [tags, "needs-mentions", "example"]


@pytest.fixture
def quick(monkeypatch):
    """Notebooks that are not executed; whoever has PLOT draws the line nevertheless."""

    async def execute(paths, environment):
        for path in paths:
            if "savefig" in path.read_text(encoding="utf-8"):
                (path.parents[1] / "figures" / "1-line.png").write_bytes(png(GREY))
        return []

    monkeypatch.setattr(publishing, "execute_all", execute)


def test_what_the_user_has_added_or_changed_stays(tmp_path, quick):
    root = make_tree(tmp_path)
    publish(root)
    drawn = (root / "figures" / "1-line.png").read_bytes()
    (root / "figures" / "1-line.png").write_bytes(png(DOT))
    (root / "site" / "mine.html").write_bytes(b"mine")
    changed, (kept,) = publish(root)
    assert changed == [root / "figures" / "1-line.new.png"] and changed[0].read_bytes() == drawn
    assert kept.startswith("figures/1-line.png was changed since the last run and is kept")
    assert set(publish(root, overwrite=True)[0]) == {
        *changed,
        root / "figures" / "1-line.png",
    }
    assert (root / "figures" / "1-line.png").read_bytes() == drawn
    assert (root / "site" / "mine.html").read_bytes() == b"mine"


def test_a_figure_that_its_notebook_no_longer_draws_goes_where_a_run_drew_it(tmp_path, quick):
    root = make_tree(tmp_path)
    path = root / "notebooks" / "1-one.ipynb"
    publish(root)
    book = nbformat.read(path, as_version=4)
    book.cells[-1].source = "1"
    nbformat.write(book, path)
    assert root / "figures" / "1-line.png" in publish(root)[0]
    assert [path.name for path in (root / "figures").iterdir()] == ["1-mine.png"]


@pytest.mark.parametrize(
    "name", ["README.md", "notebooks/1-one.ipynb", "seeds/ours.txt", "seeds/themes.yaml"]
)
def test_an_edit_while_the_notebooks_run_stays_and_ends_the_run(tmp_path, monkeypatch, name):
    root = make_tree(tmp_path)

    async def execute(paths, environment):
        (root / name).write_bytes((root / name).read_bytes() + b"\n")
        return []

    monkeypatch.setattr(publishing, "execute_all", execute)
    with pytest.raises(
        results.PublishError, match=f"{name} was edited meanwhile; nothing was changed. Run again."
    ):
        publish(root)
    assert not (root / "site").exists() and (root / name).read_bytes().endswith(b"\n")


def test_a_cell_that_raises_is_named_the_others_run_and_nothing_is_changed(
    tmp_path, monkeypatch, capsys
):
    broken = [
        "# One",
        "ok = 1",
        "## Is it *so*?",
        "text = 'a'\nraise ValueError(f'{text}\\nsecond line')",
        "# Later",
        "2",
    ]
    root = make_tree(tmp_path, {**GOOD, "1-one.ipynb": broken})
    before = state(root)
    monkeypatch.setattr(options, "ROOT", root)
    assert main(["run"]) == 1
    out, err = capsys.readouterr()
    assert "failed: 1-one.ipynb" in out and "executed: 2-two.ipynb" in out
    assert err.startswith("run.py: 1-one.ipynb, the cell under “Is it *so*?”:\n")
    assert "----> 2 raise ValueError" in err and "ValueError: a\n    second line\n" in err
    assert "\x1b" not in err and "Traceback" not in err and err.endswith("Nothing was changed.\n")
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
    mine = {
        **os.environ,
        "PYTHONSTARTUP": str(tmp_path / "mine.py"),
        "MPLBACKEND": "svg",
        "IPYTHONDIR": str(tmp_path),
    }
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
    check_outputs("a.ipynb", book, [])


# ---- ended by a signal

STOPS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP] if os.name != "nt" else []
LOADED = "import sys\nfrom newsthemes.publish import signals\n"
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
        cwd=ROOT / "notebooks",
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
        shown = subprocess.run(
            ["ps", "-o", "stat=", "-p", ",".join(ids.read_text().split())],
            capture_output=True,
            text=True,
        )
        if not re.search("^[^Z]", shown.stdout, re.MULTILINE):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("number", STOPS[::2])  # SIGTERM is below
def test_a_signal_ends_a_command_in_one_line(tmp_path, number):
    wait = ALIVE.replace("sys.argv[1]", repr(str(tmp_path / "ids"))) + "time.sleep(60)"
    code = f"def main():\n    {wait}\nsys.exit(signals.stoppable(main))"
    status, said = stopped(LOADED + code, number, tmp_path / "ids", 1)
    assert (status, said) == (
        128 + number,
        f"run.py: stopped by {number.name}; no result was left half written.\n",
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
def test_a_signal_waits_until_the_command_is_ready_for_it(tmp_path):
    code = "import os, signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, [15])\nos.kill(os.getpid(), 15)\n"
    code += LOADED + "sys.exit(signals.stoppable(print, 2))"
    assert stopped(code, 0, tmp_path / "ids", 1)[0] == 128 + signal.SIGTERM


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
def test_what_asyncio_has_to_say_of_a_stopped_task_stays_out_of_the_one_line(tmp_path):
    code = "import logging, os\ndef main():\n    try:\n        os.kill(os.getpid(), 15)\n"
    code += "    finally:\n        logging.getLogger('asyncio').error('Task exception was never retrieved')\n"
    status, said = stopped(
        LOADED + code + "sys.exit(signals.stoppable(main))", 0, tmp_path / "ids", 1
    )
    assert (status, said) == (143, "run.py: stopped by SIGTERM; no result was left half written.\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
def test_a_run_in_the_background_ends_on_sigterm_with_its_kernels_and_the_old_state(tmp_path):
    ids, root = tmp_path / "ids", tmp_path / "root"
    cell = ALIVE.replace("sys.argv[1]", repr(str(ids))) + "time.sleep(900)"
    before = state(make_tree(root, {name: ["# One", cell] for name in GOOD}))
    code = "import sys; from pathlib import Path; from newsthemes.publish import command, options, signals; "
    code += f"options.ROOT = Path({str(root)!r}); sys.exit(signals.stoppable(command.main, []))"
    status, said = stopped(
        code, signal.SIGTERM, ids, 2, ignored=[signal.SIGINT]
    )  # as a shell starts what ends in &
    assert (status, said) == (
        128 + signal.SIGTERM,
        "run.py: stopped by SIGTERM; no result was left half written.\n",
    )
    assert gone(ids) and state(root) == before
