"""Files are written whole or not at all, and what a run did not write stays."""

import json
import os
import stat
from contextlib import suppress
from itertools import product

import pytest

from newsthemes.publish import take_over as results
from newsthemes.publish.take_over import JOURNAL, MANIFEST, PublishError, recover, take_over
from newsthemes.text.write_files import ChangedMeanwhile, locked, sha256, write


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


OLD = {
    "README.md": b"old",
    "figures/1-a.png": b"old",
    "figures/1-gone.png": b"old",
    "site/index.html": b"same",
}
FULL = OSError(28, "No space left on device")
NEW = {
    "README.md": b"new",
    "figures/1-a.png": b"new",
    "site/index.html": b"same",
    "site/new.html": b"new",
}


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

    def watched(name, whole):
        def call(first, *rest):
            calls.append(name)
            if len(calls) == step:
                raise (
                    error
                    if name == "fsync" or not isinstance(error, OSError)
                    else OSError(*error.args, str(first))
                )
            return whole(first, *rest)

        return call

    for name in ("fsync", "link", "replace", "unlink"):
        monkeypatch.setattr(os, name, watched(name, getattr(os, name)))
    return calls


# ---- one file


def test_a_file_keeps_its_rights_and_a_link_stays_one(tmp_path):
    path, link = tmp_path / "a", tmp_path / "link"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    write(link, b"new", sha256(b"old"))
    assert (
        path.read_bytes() == b"new"
        and stat.S_IMODE(path.stat().st_mode) == 0o640
        and link.is_symlink()
    )
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
    changed, kept = take_over(folder, within(folder, NEW))
    assert tree(folder) == NEW | {"figures/1-mine.png": b"mine"} and kept == []
    assert {path.relative_to(folder).as_posix() for path in changed} == NEW.keys() - {
        "site/index.html"
    } | {"figures/1-gone.png"}
    assert take_over(folder, within(folder, NEW)) == ([], [])


def test_a_file_that_was_changed_is_kept_and_the_new_one_written_beside_it(folder):
    for name in ("README.md", "figures/1-gone.png"):
        (folder / name).write_bytes(b"mine")
    wanted = within(folder, NEW)
    changed, kept = take_over(folder, wanted)
    mine = {"README.md": b"mine", "figures/1-gone.png": b"mine", "figures/1-mine.png": b"mine"}
    assert tree(folder) == NEW | mine | {"README.new.md": b"new"}
    assert kept == [
        "README.md was changed since the last run and is kept; the new one is README.new.md (or say --overwrite)."
    ]
    newer = {**wanted, folder / "README.md": b"newer"}
    assert take_over(folder, newer)[0] == [folder / "README.new.md"]
    (folder / "README.new.md").write_bytes(b"mine, too")
    take_over(folder, {**wanted, folder / "README.md": b"newest"})
    assert tree(folder) == NEW | mine | {
        "README.new.md": b"mine, too",
        "README.new.new.md": b"newest",
    }
    assert take_over(folder, wanted, overwrite=True)[1] == []
    assert tree(folder) == NEW | mine | {"README.md": b"new", "README.new.md": b"mine, too"}


def test_whoever_takes_the_new_one_gets_the_next_in_its_place(folder):
    (folder / "README.md").write_bytes(b"mine")
    take_over(folder, within(folder, NEW))
    os.replace(folder / "README.new.md", folder / "README.md")
    take_over(folder, within(folder, NEW | {"README.md": b"newer"}))
    assert tree(folder) == NEW | {"README.md": b"newer", "figures/1-mine.png": b"mine"}


def test_without_a_manifest_nothing_is_ours_but_what_the_caller_knows(folder):
    (folder / MANIFEST).unlink()
    wanted = within(
        folder, {"README.md": b"new", "figures/1-a.png": b"new", "site/index.html": b"new"}
    )
    (folder / "figures" / "1-a.png").write_bytes(b"drawn")
    take_over(folder, wanted, {folder / "README.md": b"old"}, {sha256(b"drawn")})
    added = {"site/index.new.html": b"new", "figures/1-mine.png": b"mine"}
    assert tree(folder) == OLD | added | {"README.md": b"new", "figures/1-a.png": b"new"}


@pytest.mark.parametrize("error", [FULL, KeyboardInterrupt()], ids=["full disk", "signal"])
def test_whatever_goes_wrong_on_the_way_leaves_the_state_before(folder, monkeypatch, error):
    before, after = tree(folder), NEW | {"figures/1-mine.png": b"mine"}
    step, calls, undone = 0, [0], 0
    while len(calls) >= step:
        step += 1
        with monkeypatch.context() as patch:
            calls = broken_at(patch, step, error)
            try:
                take_over(folder, within(folder, NEW))
            except (OSError, KeyboardInterrupt) as raised:
                assert isinstance(raised, KeyboardInterrupt) or raised.filename.startswith(
                    str(folder)
                )
                assert not (folder / JOURNAL).exists()
        recover(folder)  # without a journal it can only clear away
        assert tree(folder) in (before, after)
        undone += tree(folder) == before
        take_over(folder, within(folder, OLD))
        assert tree(folder) == before
    assert undone > 12


def test_what_a_killed_run_left_half_done_the_next_one_puts_back(folder, monkeypatch):
    before, after = tree(folder), NEW | {"figures/1-mine.png": b"mine"}
    states = []
    for step in range(1, 99):
        with monkeypatch.context() as patch:
            patch.setattr(results, "_restore", lambda folder, changing: None)
            broken_at(patch, step, Killed())
            with suppress(Killed):
                take_over(folder, within(folder, NEW))
        states.append(tree(folder))
        recover(folder)
        if tree(folder) == after:
            break
        assert tree(folder) == before
    mixed = [
        state
        for state in states
        if state.get("README.md") == b"new" and "site/new.html" not in state
    ]
    assert mixed and 20 < step < 98


def test_where_putting_back_fails_too_the_next_run_does_it(folder, monkeypatch):
    before = tree(folder)

    def full(*paths):
        raise OSError(28, "No space left", str(paths[0]))

    with (
        monkeypatch.context() as patch,
        pytest.raises(PublishError, match="No space left; .* the next run puts the old"),
    ):
        begins = iter([results._restore])
        patch.setattr(results, "_restore", lambda *given: next(begins, full)(*given))
        patch.setattr(os, "link", full)
        patch.setattr(results.shutil, "copy2", full)
        take_over(folder, within(folder, NEW))
    assert (folder / JOURNAL).exists()
    recover(folder)
    assert tree(folder) == before


def test_a_first_run_that_failed_leaves_an_empty_folder(tmp_path, monkeypatch):
    with monkeypatch.context() as patch, pytest.raises(OSError):
        broken_at(patch, 12, FULL)
        take_over(tmp_path / "out", within(tmp_path / "out", NEW))
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    "call, edit", [("fsync", "README.md"), ("link", "README.md"), ("replace", ".README.md.old.tmp")]
)
def test_an_edit_in_the_last_moment_ends_the_run_and_stays(folder, monkeypatch, call, edit):
    """While the new files are written, just before README's turn, and, through a file held open,
    just after.
    """
    whole, before, edits = getattr(os, call), tree(folder), []

    def edited(*arguments):
        done = whole(*arguments)
        if (
            not edits
            and (folder / edit).exists()
            and (call != "link" or "figures" in str(arguments[0]))
        ):
            edits.append((folder / edit).write_bytes(b"edited"))
        return done

    monkeypatch.setattr(os, call, edited)
    wanted = dict(reversed(within(folder, NEW).items())) if call == "link" else within(folder, NEW)
    with pytest.raises(
        PublishError, match="README.md was edited meanwhile; nothing was changed. Run again."
    ):
        take_over(folder, wanted, {folder / "README.md": b"old"})
    assert tree(folder) == before | {"README.md": b"edited"}


def test_two_processes_do_not_hold_a_folder_at_once(tmp_path):
    with locked(tmp_path) as held:
        assert held
        with locked(tmp_path, wait=False) as again:
            assert not again


@pytest.fixture
def outside(folder):
    """Files beside the folder of a run, one of them behind a link in it, by how a name there leads
    to them.
    """
    other = folder.parent / "other"
    other.mkdir()
    (folder / "link").symlink_to(other)
    names = {str(other / "full"): other / "full"}
    names |= {"../other/up": other / "up", "figures/../../other/in": other / "in"}
    names |= {"link/behind": other / "behind"}
    for path in names.values():
        path.write_bytes(b"old")
    return names


@pytest.mark.parametrize("listed", [MANIFEST, JOURNAL])
def test_names_that_lead_out_of_the_folder_are_ignored(folder, outside, listed):
    hashes = dict.fromkeys([*outside, "README.md"], sha256(b"old"))
    plan = {"written": hashes, "changing": hashes}
    (folder / listed).write_text(json.dumps(plan), encoding="utf-8")
    take_over(folder, {folder / "site" / "new.html": b"new"})
    assert all(path.read_bytes() == b"old" for path in outside.values())
    assert not (folder / "README.md").exists()  # it is the last run's, and this one writes none


def test_what_a_run_wrote_behind_a_link_is_replaced_and_put_back(folder, outside, monkeypatch):
    page, wanted = folder / "link" / "page.html", {folder / "a": b"b"}
    take_over(folder, {page: b"one"})
    for step in range(1, 40):
        with monkeypatch.context() as patch, suppress(OSError):
            broken_at(patch, step, FULL)
            assert take_over(folder, {page: b"two", **wanted})[1] == []
            break
        assert page.read_bytes() == b"one" and not (folder / "a").exists()
    assert page.read_bytes() == b"two" and 10 < step < 39
    assert not [*folder.parent.rglob("*.tmp")]


BAD = ["{", "[]", "3", '{"written": []}', '{"written": {"README.md": [1], "a": 3}}']
BAD += ['{"written": {"": "x", ".": "x", "figures": "x", "\\u0000": "x"}}', "\xff"]


@pytest.mark.parametrize("content", BAD)
def test_of_a_damaged_manifest_nothing_is_ours(folder, content):
    (folder / MANIFEST).write_text(content, encoding="latin-1")
    kept = take_over(folder, within(folder, {"README.md": b"new"}))[1]
    assert len(kept) == 1 and (folder / "README.new.md").read_bytes() == b"new"
    assert tree(folder).items() >= OLD.items()


@pytest.mark.parametrize("content", ["{", "[]", '{"changing": 3}', '{"changing": {"a": 3}}'])
def test_a_damaged_journal_is_named_and_nothing_is_changed(folder, content):
    (folder / JOURNAL).write_text(content)
    before = tree(folder)
    for change in (recover, lambda folder: take_over(folder, within(folder, NEW))):
        with pytest.raises(PublishError, match=r"journal.json is damaged.*\.old\.tmp.*remove it"):
            change(folder)
    assert tree(folder) == before


@pytest.mark.slow
def test_a_recovery_that_is_killed_itself_begins_again(folder, monkeypatch):
    before, after, mixed = tree(folder), NEW | {"figures/1-mine.png": b"mine"}, 0
    for step, again in product(range(1, 40), range(1, 12)):
        with monkeypatch.context() as patch, suppress(Killed):
            patch.setattr(results, "_restore", lambda *_: None)
            broken_at(patch, step, Killed())
            take_over(folder, within(folder, NEW))
        mixed += tree(folder) not in (before, after)
        with monkeypatch.context() as patch, suppress(Killed):
            broken_at(patch, again, Killed())
            recover(folder)
        recover(folder)
        assert tree(folder) in (before, after)
        take_over(folder, within(folder, OLD))
    assert mixed > 100


def test_what_a_killed_run_left_without_its_manifest_is_no_edit(tmp_path):
    (tmp_path / ".a.html.old.tmp").write_bytes(b"left")
    take_over(tmp_path, {tmp_path / "a.html": b"new"})
    assert tree(tmp_path) == {"a.html": b"new"}
