"""Settings of all tests, and the browser of those that open pages."""

from settings import *  # noqa: F403

collect_ignore = ["conftest.py"]  # two files of one name: neither holds an example to run
