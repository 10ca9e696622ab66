"""Files are written whole or not at all, and what a run did not write stays."""

import json
import os
import shutil
import stat
from contextlib import suppress

import pytest

from newsthemes.publish import take_over as results
from newsthemes.publish.take_over import BEFORE, MANIFEST, PublishError, recover, take_over
from newsthemes.text.write_files import ChangedMeanwhile, sha256, write


class Killed(BaseException):
    """Stands for a kill: nothing is tidied up behind it."""


def tree(folder):
    """What a folder holds by name, the manifest aside."""
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    return {name: data for name, data in found.items() if name != MANIFEST}


def within(folder, wanted):
    return {folder / name: data for name, data in wanted.items()}


OLD = dict.fromkeys(["README.md", "figures/1-a.png", "figures/1-gone.png"], b"old")
OLD["site/index.html"] = b"same"
FULL = OSError(28, "No space left on device")
NEW = dict.fromkeys(["README.md", "figures/1-a.png", "site/new.html"], b"new")
NEW["site/index.html"] = b"same"


@pytest.fixture
def folder(tmp_path):
    """A folder as a run left it, in which the user has a file, and one that can only be read."""
    take_over(tmp_path / "out", within(tmp_path / "out", OLD))
    (tmp_path / "out" / "figures" / "1-mine.png").write_bytes(b"mine")
    return tmp_path / "out"


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda place: None)


def broken_at(monkeypatch, step, error):
    """Let the step-th call that reaches the disk raise. Returns a list of these calls."""
    calls = []

    def watched(whole):
        def call(first, *rest, **how):
            calls.append(first)
            if len(calls) == step:
                raise error
            return whole(first, *rest, **how)

        return call

    for module, names in {os: ("fsync", "replace", "rename", "unlink"), shutil: ("copy2",)}.items():
        for name in names:
            monkeypatch.setattr(module, name, watched(getattr(module, name)))
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

MINE = {"figures/1-mine.png": b"mine"}


def test_only_what_a_run_wrote_is_replaced_and_removed(folder):
    changed, kept = take_over(folder, within(folder, NEW))
    assert tree(folder) == NEW | MINE and kept == []
    names = {path.relative_to(folder).as_posix() for path in changed}
    assert names == NEW.keys() - {"site/index.html"} | {"figures/1-gone.png"}
    assert take_over(folder, within(folder, NEW)) == ([], [])


def test_a_file_that_was_changed_is_kept_until_it_is_moved_or_overwritten(folder):
    mine = {"README.md": b"mine", "figures/1-gone.png": b"mine", **MINE}
    for name, data in mine.items():
        (folder / name).write_bytes(data)
    for _ in range(2):
        _, [said] = take_over(folder, within(folder, NEW))
        assert tree(folder) == NEW | mine
        assert said.startswith("README.md was changed since the last run and is kept. Move it")
    assert take_over(folder, within(folder, NEW), overwrite=True)[1] == []
    assert tree(folder) == NEW | mine | {"README.md": b"new"}


@pytest.mark.parametrize("content", ["", "{", "\xff"])
def test_without_a_manifest_nothing_is_ours(folder, content):
    (folder / MANIFEST).write_text(content, encoding="latin-1")
    wanted = {"README.md": b"new", "site/index.html": b"new"}
    kept = take_over(folder, within(folder, wanted))[1]
    assert tree(folder) == OLD | MINE
    assert [said.split()[0] for said in kept] == list(wanted)


@pytest.mark.parametrize("error", [FULL, KeyboardInterrupt()], ids=["full disk", "signal"])
def test_whatever_goes_wrong_on_the_way_leaves_the_state_before(folder, monkeypatch, error):
    before, after = tree(folder), NEW | MINE
    step, calls, undone = 0, [0], 0
    while len(calls) >= step:
        step += 1
        with monkeypatch.context() as patch:
            calls = broken_at(patch, step, error)
            with suppress(OSError, KeyboardInterrupt):
                take_over(folder, within(folder, NEW))
        assert not (folder / BEFORE).exists()
        recover(folder)  # it can only clear away
        assert tree(folder) in (before, after)
        undone += tree(folder) == before
        take_over(folder, within(folder, OLD))
        assert tree(folder) == before
    assert undone > 12


@pytest.mark.slow
def test_what_a_killed_run_left_half_done_the_next_one_puts_back(folder, monkeypatch):
    """Though that one is killed, too."""
    before, after, mixed, step = tree(folder), NEW | MINE, 0, 0
    while tree(folder) != after:
        step += 1
        for again in (1, 2, 4, 8, 99):
            recover(folder)
            with monkeypatch.context() as patch, suppress(Killed):
                patch.setattr(results, "_put_back", lambda folder: None)
                broken_at(patch, step, Killed())
                take_over(folder, within(folder, NEW))
            if not (folder / BEFORE).exists():
                continue
            mixed += tree(folder) not in (before, after)
            with monkeypatch.context() as patch, suppress(Killed):
                broken_at(patch, again, Killed())
                recover(folder)
            recover(folder)
            assert tree(folder) == before
    assert mixed > 20 and step > 20


def test_what_is_edited_after_a_kill_stays(folder, monkeypatch):
    with monkeypatch.context() as patch, suppress(Killed):
        patch.setattr(results, "_put_back", lambda folder: None)
        broken_at(patch, 17, Killed())
        take_over(folder, within(folder, NEW))
    assert (folder / BEFORE).exists() and (folder / "README.md").read_bytes() == b"new"
    (folder / "README.md").write_bytes(b"mine")
    recover(folder)
    assert tree(folder) == OLD | MINE | {"README.md": b"mine"}


def test_a_first_run_that_failed_leaves_an_empty_folder(tmp_path, monkeypatch):
    with monkeypatch.context() as patch, pytest.raises(OSError):
        broken_at(patch, 12, FULL)
        take_over(tmp_path / "out", within(tmp_path / "out", NEW))
    assert list((tmp_path / "out").iterdir()) == []


def test_an_edit_in_the_last_moment_ends_the_run_and_stays(folder, monkeypatch):
    before, whole = tree(folder), os.rename

    def edited(*paths):
        whole(*paths)
        (folder / "README.md").write_bytes(b"edited")

    monkeypatch.setattr(os, "rename", edited)
    said = "README.md was edited meanwhile; nothing was changed. Run again."
    with pytest.raises(PublishError, match=said):
        take_over(folder, within(folder, NEW))
    assert tree(folder) == before | {"README.md": b"edited"}


def test_nothing_outside_of_the_folder_is_removed(folder):
    other = folder.parent / "other"
    other.mkdir()
    (folder / "link").symlink_to(other)
    names = {str(other / "full"): "full", "../other/up": "up", "link/behind": "behind"}
    for name in names.values():
        (other / name).write_bytes(b"old")
    written = dict.fromkeys([*names, "README.md"], sha256(b"old"))
    (folder / MANIFEST).write_text(json.dumps({"written": written}), encoding="utf-8")
    take_over(folder, {folder / "site" / "new.html": b"new"})
    assert tree(other) == {name: b"old" for name in names.values()}
    assert not (folder / "README.md").exists()  # it is the last run's, and this one writes none
