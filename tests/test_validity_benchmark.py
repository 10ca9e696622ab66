"""benchmarks/validity.py: what it prints and keeps, on eight toy articles of Reuters' form; the
trained peer is left out.
"""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"


@pytest.fixture
def validity(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import validity

    return validity


@pytest.fixture
def reuters(tmp_path):
    """A trade article a fold in the training part, and in the test part one that is found and one
    that is missed.
    """
    texts = {"training": ["TRADE TARIFFS\n  Tariffs and trade."] * 5 + ["RAIN\n  It rained."] * 5}
    texts["test"] = ["TRADE TARIFFS\n  Tariffs and trade.", "SUN\n  The sun shone."]
    lines = []
    for part, articles in texts.items():
        (tmp_path / part).mkdir()
        for number, text in enumerate(articles, 1):
            (tmp_path / part / str(number)).write_text(text, encoding="latin-1")
            about = "trade" if "TRADE" in text or "SUN" in text else "other"
            lines.append(f"{part}/{number} {about}")
    (tmp_path / "cats.txt").write_text("\n".join(lines), encoding="latin-1")
    return tmp_path


def test_errors_are_those_of_the_test_part_too(reuters):
    command = [
        sys.executable,
        str(BENCHMARKS / "validity.py"),
        "--reuters",
        str(reuters),
        "--errors",
        "trade",
    ]
    found = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout
    assert "Misses, training: 0" in found
    assert "Misses, test: 1\n- test/2: SUN The sun shone." in found


def test_the_figures_of_the_test_part_are_kept_by_a_run_without_it(validity, monkeypatch):
    monkeypatch.setattr(validity, "version", lambda _: "")
    page = (BENCHMARKS / "validity.md").read_text(encoding="utf-8")
    section = validity.TEST.search(page)[0]
    assert "| trade | **0.78** | [0.72, 0.83] | 0.67 | 0.80 |" in section
    assert section in validity.report({}, None, page)
    assert "the test part: not there in this run" in validity.report({}, None)


def test_an_ordinary_run_leaves_the_page_as_it_is(validity, reuters, monkeypatch, tmp_path, capsys):
    (tmp_path / "validity.md").write_text("kept", encoding="utf-8")
    monkeypatch.setattr(validity, "HERE", tmp_path)
    monkeypatch.setattr(validity, "report", lambda *_: "a report")
    for options, page in (([], "kept"), (["--write"], "a report")):
        monkeypatch.setattr(sys, "argv", ["validity.py", "--reuters", str(reuters), *options])
        validity.main()
        assert (tmp_path / "validity.md").read_text(
            encoding="utf-8"
        ) == page and "a report" in capsys.readouterr().out
