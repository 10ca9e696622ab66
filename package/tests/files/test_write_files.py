"""A file is written whole or not at all."""

import os
import subprocess
import sys

import pytest

FULL = """
import resource, signal, sys
from pathlib import Path
import newsthemes as nt
from newsthemes.lexicon.save_lexicon import save_lexicon
lexicon = nt.read_lexicon({"Trade": [f"term{number}" for number in range(9999)]})
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    save_lexicon(lexicon, sys.argv[1])
except ValueError as error:
    sys.exit(str(error))
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_new_file_for_which_there_is_no_room_is_named_and_not_left_half(tmp_path):
    path = tmp_path / "new.yaml"
    done = subprocess.run([sys.executable, "-c", FULL, path], capture_output=True, text=True)
    assert "new.yaml: cannot be written (File too large)" in done.stderr.splitlines()[-1]
    assert done.returncode == 1 and list(tmp_path.iterdir()) == []
