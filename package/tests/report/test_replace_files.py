"""Files are written whole or not at all, what a run did not write stays, and after whatever goes
wrong on the way each file is the old or the new one.
"""

import json
import os
import shutil
import stat
from contextlib import suppress

import nbformat
import pytest

from newsthemes.files.manifest import MANIFEST, Manifest, read_manifest
from newsthemes.files.write_files import ChangedMeanwhile, sha256, write
from newsthemes.report import replace_files as replacing
from newsthemes.report.replace_files import PublishError, replace_files
from newsthemes.report.states import state_of


class Killed(BaseException):
    """Stands for a kill: nothing is tidied up behind it."""


def names_two_hashes(folder):
    """Whether the manifest names a file as it was and as it is to be: a run ended in between."""
    return any(" " in hashes for hashes in read_manifest(folder).files.values())


def tree(folder):
    """What a folder holds by name, the manifest aside."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def without_halves(folder):
    """The same without what was half written, and hidden."""
    return {name: data for name, data in tree(folder).items() if not name.endswith(".tmp")}


def replace(folder, wanted, **how):
    """A run that wants these files. Returns the names of those that changed, and of those kept."""
    paths = {folder / name: data for name, data in wanted.items()}
    changed, edited = replace_files(folder, paths, Manifest(), **how)
    names = {path.relative_to(folder).as_posix() for path in changed}
    assert edited == []
    return names, list(read_manifest(folder).kept)


OLD = dict.fromkeys(["README.md", "figures/1-a.png", "figures/1-gone.png"], b"old")
OLD["site/index.html"] = b"same"
NEW = dict.fromkeys(["README.md", "figures/1-a.png", "site/new.html", "plots/1-b.png"], b"new")
NEW["site/index.html"] = b"same"
MINE = {"figures/1-mine.png": b"mine"}
FULL = OSError(28, "No space left on device")


@pytest.fixture
def folder(tmp_path):
    """A folder as a run left it, in which the user has a file."""
    replace(tmp_path / "out", OLD)
    (tmp_path / "out" / "figures" / "1-mine.png").write_bytes(b"mine")
    return tmp_path / "out"


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda place: None)


def broken_at(monkeypatch, step, error):
    """Let the step-th call that reaches the disk raise, and all after a kill. Returns a list of
    these calls.
    """
    calls = []

    def watched(whole):
        def call(first, *rest, **how):
            calls.append(first)
            if len(calls) == step or (len(calls) > step and isinstance(error, Killed)):
                raise error
            return whole(first, *rest, **how)

        return call

    for name in ("fsync", "replace", "unlink", "mkdir"):
        monkeypatch.setattr(os, name, watched(getattr(os, name)))
    return calls


# ---- one file


def test_a_file_keeps_its_rights_and_a_link_stays_one(tmp_path):
    path, link = tmp_path / "a", tmp_path / "link"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    write(link, b"new", sha256(b"old"))
    assert path.read_bytes() == b"new" and link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    with pytest.raises(ChangedMeanwhile):
        write(path, b"other", sha256(b"old"))
    assert tree(tmp_path) == {"a": b"new", "link": b"new"}


@pytest.mark.parametrize("step", [1, 2])
def test_a_full_disk_leaves_the_old_file_and_is_told_of_by_its_name(tmp_path, monkeypatch, step):
    (tmp_path / "a").write_bytes(b"old")
    broken_at(monkeypatch, step + 1, FULL)  # the first call clears away
    with pytest.raises(OSError, match="No space left on device: '.*/a'"):
        write(tmp_path / "a", b"new")
    assert tree(tmp_path) == {"a": b"old"}


# ---- many files


def test_only_what_a_run_wrote_is_replaced_and_removed(folder):
    changed, kept = replace(folder, NEW)
    assert tree(folder) == NEW | MINE and kept == []
    assert changed == NEW.keys() - {"site/index.html"} | {"figures/1-gone.png"}
    assert replace(folder, NEW) == (set(), [])


def test_a_file_that_was_changed_is_kept_until_it_is_moved_or_overwritten(folder):
    mine = {"README.md": b"mine", "figures/1-gone.png": b"mine", **MINE}
    for name, data in mine.items():
        (folder / name).write_bytes(data)
    for _ in range(2):
        assert replace(folder, NEW)[1] == ["README.md"]
        assert tree(folder) == NEW | mine
    assert replace(folder, NEW, overwrite=True)[1] == []
    assert tree(folder) == NEW | mine | {"README.md": b"new"}


def test_outputs_of_a_notebook_that_was_only_run_are_replaced_and_cells_are_not(folder):
    path = folder / "notebooks" / "1-a.ipynb"
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", id="a")])
    name, data = "notebooks/1-a.ipynb", nbformat.writes(book).encode()
    replace(folder, {name: data})
    book.cells[0].outputs = [nbformat.v4.new_output("stream", text="by hand")]
    book.cells[0].metadata["execution"] = {"iopub.execute_input": "2024-03-09T12:00:00Z"}
    nbformat.write(book, path)
    assert replace(folder, {name: data}) == ({name}, []) and path.read_bytes() == data
    for change in ({"source": "2"}, {"source": "1", "metadata": {"tags": ["mine"]}}):
        book.cells[0].update(change)
        nbformat.write(book, path)
        assert replace(folder, {name: data}) == (set(), [name])


ODD = ["{", "\xff", "5", '{"files": 5}', '{"files": {"README.md": 5}}', '{"kept": []}']
ODD += ['{"files": {"../x": "a"}}', '{"files": {"/x": "a"}}', '{"files": {"": "a"}}']
ODD += ['{"files": {"a\\u0000b": "a"}}', '{"articles": [null]}', "[" * 100_000]


@pytest.mark.parametrize("content", ODD)
def test_without_a_manifest_that_can_be_read_nothing_is_ours(folder, content):
    (folder / MANIFEST).write_text(content, encoding="latin-1")
    wanted = {"README.md": b"new", "site/index.html": b"same", "site/new.html": b"new"}
    assert replace(folder, wanted) == ({"site/new.html"}, ["README.md"])
    assert tree(folder) == OLD | MINE | {"site/new.html": b"new"}


@pytest.mark.parametrize("error", [FULL, KeyboardInterrupt()], ids=["full disk", "signal"])
def test_whatever_goes_wrong_before_the_first_rename_leaves_the_state_before(
    folder, monkeypatch, error
):
    """And after it each file is the old or the new one; the next run makes all."""
    before, undone, calls, step = tree(folder), 0, [0], 0
    while len(calls) >= step:
        step += 1
        with monkeypatch.context() as patch:
            calls = broken_at(patch, step, error)
            with suppress(OSError, KeyboardInterrupt, PublishError):
                replace(folder, NEW)
        now = without_halves(folder)
        if now == before:
            undone += 1
        elif now != NEW | MINE:
            assert all(now[name] in (before.get(name), NEW.get(name)) for name in now)
            assert before.keys() & NEW.keys() <= now.keys() and MINE.keys() <= now.keys()
        replace(folder, OLD)
        assert tree(folder) == before
    assert undone > 8


def test_after_a_kill_each_file_is_old_or_new_and_the_next_run_makes_all(folder, monkeypatch):
    before, after, mixed, step = tree(folder), NEW | MINE, 0, 0
    while tree(folder) != after:
        step += 1
        replace(folder, OLD)
        with monkeypatch.context() as patch, suppress(Killed):
            broken_at(patch, step, Killed())
            replace(folder, NEW)
        left = without_halves(folder)
        assert all(data in (before.get(name), after.get(name)) for name, data in left.items())
        assert before.keys() & after.keys() <= left.keys()
        if left != before and left != after:
            mixed += 1
            assert names_two_hashes(folder)
        if left == after:
            break
        replace(folder, NEW)  # which removes what was half written
        assert tree(folder) == after
        replace(folder, OLD)
        assert tree(folder) == before
    assert mixed > 2 and step > 8


def test_what_is_edited_after_a_kill_stays(folder, monkeypatch):
    with monkeypatch.context() as patch, suppress(Killed):
        monkeypatch.setattr(replacing, "rename_half", lambda path: broken_at(patch, 1, Killed()))
        replace(folder, NEW)
    monkeypatch.undo()
    (folder / "README.md").write_bytes(b"mine")
    assert replace(folder, NEW)[1] == ["README.md"]
    assert tree(folder) == NEW | MINE | {"README.md": b"mine"}


def test_a_file_that_cannot_be_renamed_is_named_with_what_is_new(folder, monkeypatch):
    whole = os.replace

    def refused(half, path):
        if str(path).endswith("1-a.png"):
            raise PermissionError(13, "Permission denied")
        whole(half, path)

    monkeypatch.setattr(os, "replace", refused)
    said = r"figures/1-a.png could not be written \(Permission denied\); 1 of 4 files are new."
    with pytest.raises(PublishError, match=said):
        replace(folder, NEW)
    assert not list(folder.rglob("*.tmp"))


def test_an_edit_before_the_first_file_is_replaced_ends_the_run_and_stays(folder):
    path = folder / "README.md"
    states = {path: state_of(path)}
    path.write_bytes(b"edited")
    before = tree(folder)
    said = "README.md was edited meanwhile; nothing was changed. Run again."
    with pytest.raises(PublishError, match=said):
        replace(folder, NEW, overwrite=True, states_read=states)
    assert tree(folder) == before


def test_an_edit_in_the_last_moment_is_kept_and_named(folder, monkeypatch):
    """The others are new, and the next run makes all."""
    whole = os.replace

    def edited(*paths):
        (folder / "figures" / "1-a.png").write_bytes(b"edited")
        whole(*paths)

    monkeypatch.setattr(os, "replace", edited)
    wanted = {folder / name: data for name, data in NEW.items()}
    _, kept = replace_files(folder, wanted, Manifest(), overwrite=True)
    assert kept == [folder / "figures" / "1-a.png"]
    assert tree(folder) == NEW | MINE | {"figures/1-a.png": b"edited"}
    assert not names_two_hashes(folder)


@pytest.mark.parametrize(
    "target, says",
    [
        (
            None,
            "site/new.html is a folder, and a file is to be written there; move it away.",
        ),
        (
            "index.html",
            "site/index.html and site/new.html are one file, by a link; remove the link.",
        ),
    ],
)
def test_what_is_in_the_way_of_a_file_is_named_before_the_first_is_replaced(folder, target, says):
    path = folder / "site" / "new.html"
    if target:
        path.symlink_to(target)
    else:
        (path / "mine").mkdir(parents=True)
    before = tree(folder)
    for _ in range(2):
        with pytest.raises(PublishError, match=says):
            replace(folder, NEW, overwrite=True)
        assert tree(folder) == before
    other = NEW | {"README.md": b"other"}
    del other["site/new.html"]
    assert replace(folder, other)[1] == []


def test_a_link_to_another_result_that_the_user_made_is_kept(folder):
    (folder / "figures" / "1-a.png").unlink()
    (folder / "figures" / "1-a.png").symlink_to("../site/index.html")
    assert replace(folder, NEW)[1] == ["figures/1-a.png"]
    assert tree(folder) == NEW | MINE | {"figures/1-a.png": b"same"}


@pytest.mark.parametrize("link", ["site/new.html", "site/index.html", "site", "figures"])
@pytest.mark.parametrize("overwrite", [False, True])
def test_nothing_is_written_outside_of_the_folder(folder, link, overwrite):
    """Though the folder, of somebody else perhaps, says that a run wrote it there."""
    other = folder.parent / "other"
    shutil.copytree(folder, other)
    (other / "site" / "new.html").write_bytes(b"mine")
    files = {name: sha256(data) for name, data in tree(other).items()}
    (folder / MANIFEST).write_text(json.dumps({"files": files}), encoding="utf-8")
    if (folder / link).exists():
        (folder / link).rename(folder / "gone")
    (folder / link).symlink_to(other / link)
    before = tree(other)
    with pytest.raises(PublishError, match=f"{link}.* leads to .*/other/{link}.*remove the link"):
        replace(folder, NEW | {"site/index.html": b"new"}, overwrite=overwrite)
    assert tree(other) == before


def test_nothing_outside_of_the_folder_is_removed(folder):
    other = folder.parent / "other"
    other.mkdir()
    (folder / "link").symlink_to(other)
    for name in ("behind", ".behind.tmp"):
        (other / name).write_bytes(b"old")
    files = dict.fromkeys(["link/behind", "README.md"], sha256(b"old"))
    (folder / MANIFEST).write_text(json.dumps({"files": files}), encoding="utf-8")
    replace(folder, {"site/new.html": b"new"})
    assert tree(other) == {"behind": b"old", ".behind.tmp": b"old"}
    assert not (folder / "README.md").exists()  # it is the last run's, and this one writes none
