"""Finding a browser and getting one, on a machine that is only pretended."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Error

import browser
from browser import no_browser


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A function that pretends a system with these commands, in a folder of its own."""

    def machine(platform, commands=(), root=False):
        for name in commands:
            (tmp_path / name).write_bytes(b"\x7fELF")
        monkeypatch.setattr(sys, "platform", platform)
        monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000, raising=False)
        monkeypatch.setattr(
            shutil, "which", lambda name: str(tmp_path / name) if name in commands else None
        )
        monkeypatch.setattr(Path, "home", lambda: tmp_path)
        for name in browser.WINDOWS_FOLDERS:
            monkeypatch.delenv(name, raising=False)
        return tmp_path

    return machine


def place(folder, *parts):
    path = folder.joinpath(*parts)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\x7fELF")
    return path


def test_browsers_are_found_by_their_commands(machine):
    names = ["chromium-headless-shell", "chromium", "microsoft-edge"]  # the first starts soonest
    folder = machine("linux", [*names[::-1], "firefox"])
    assert browser.installed() == [folder / name for name in names]


def test_browsers_are_found_in_the_usual_places_of_macos_and_windows(machine, monkeypatch):
    folder = machine("darwin")
    chrome = place(
        folder, "Applications", "Google Chrome.app", "Contents", "MacOS", "Google Chrome"
    )
    assert chrome in browser.installed()
    machine("win32")
    monkeypatch.setenv("PROGRAMFILES(X86)", str(folder / "x86"))
    edge = place(folder, "x86", "Microsoft", "Edge", "Application", "msedge.exe")
    assert browser.installed() == [edge]


def test_a_browser_in_a_snap_is_passed_over(machine):
    folder = machine("linux", ["chromium", "chromium-browser"])
    (folder / "chromium-browser").write_text(
        "#!/bin/sh\nexec /snap/bin/chromium\n", encoding="utf-8"
    )
    assert browser.installed() == [folder / "chromium"]


def test_the_first_that_starts_is_taken_and_the_download_comes_last(machine, capsys):
    folder = machine("linux", ["google-chrome", "chromium"])

    def launch(working):
        def launch(executable_path=None, timeout=0):
            if executable_path != working:
                raise Error("libnss3.so is missing\nmore")
            return executable_path or "downloaded"

        return SimpleNamespace(launch=launch)

    assert browser.first_that_starts(launch(folder / "chromium")) == folder / "chromium"
    assert (
        capsys.readouterr().err
        == f"{folder / 'google-chrome'} does not start: libnss3.so is missing\n"
    )
    assert browser.first_that_starts(launch(None)) == "downloaded"
    with pytest.raises(Error, match="libnss3"):
        browser.first_that_starts(launch("none of them"))


APT = [["apt-get", last] for last in "update chromium-headless-shell update chromium".split()]
DOWNLOAD = [[sys.executable, "chromium"]]


@pytest.mark.parametrize(
    "commands, root, ways",
    [(["apt-get"], True, APT + DOWNLOAD), (["apt-get"], False, DOWNLOAD), ([], True, DOWNLOAD)],
    ids=["Debian's root", "Debian's user", "another system"],
)
def test_a_browser_is_got_by_the_ways_there_are_and_it_is_said(
    machine, monkeypatch, capsys, commands, root, ways
):
    machine("linux", commands, root)
    ran = []

    def run(command, **options):
        ran.append([command[0], command[-1]])
        return subprocess.CompletedProcess(command, 1, stdout=b"E: no network\n")

    monkeypatch.setattr(subprocess, "run", run)
    assert browser.get() is False
    assert ran == ways
    said = capsys.readouterr().out
    tried = 3 if len(ways) > 1 else 1
    assert said.count("getting") == said.count("That failed: E: no network") == tried


def test_after_the_first_way_that_gives_one_none_is_tried(machine, monkeypatch):
    machine("linux", ["apt-get"], root=True)
    ran = []
    monkeypatch.setattr(browser, "starts", lambda: True)
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda command, **options: ran.append(command) or subprocess.CompletedProcess(command, 0),
    )
    assert browser.get() is True
    assert [command[-1] for command in ran] == ["update", "chromium-headless-shell"]


def test_without_a_browser_a_test_is_not_run_and_under_ci_it_fails(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no browser starts: it is not there$"):
        no_browser(Error("it is not there\nmore"))
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no browser starts"):
        no_browser(Error("it is not there"))
