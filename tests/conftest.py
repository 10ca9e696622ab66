"""These tests share the settings, the browser and the helpers of the library's."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = map(str, [ROOT, ROOT / "package" / "tests"])

from settings import *  # noqa: E402, F403

collect_ignore = ["conftest.py"]  # two files of one name: neither holds an example to run
