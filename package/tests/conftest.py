"""Settings of all tests, and the browser of those that open pages."""

from pathlib import Path

from settings import *  # noqa: F403


def pytest_addoption(parser):
    told = "keep pictures of the pages, to look at, in this folder"
    parser.addoption("--screenshots", metavar="DIR", type=Path, help=told)


collect_ignore = ["conftest.py"]  # two files of one name: neither holds an example to run
