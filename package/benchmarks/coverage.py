"""Do the intervals and tests hold what they promise? Nominal against actual, on articles made by a
law that is known.

    python benchmarks/coverage.py

Writes benchmarks/coverage.md in some twenty minutes on one core, and the same seed gives the same
figures. The last section of the page stays as it is: coverage_filed.py writes it, from a folder of
news. With the name of a module, such as coverage_corrected, it prints the sections of that one, and
writes nothing.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import coverage_answers  # noqa: E402
import coverage_corrected  # noqa: E402
import coverage_edited  # noqa: E402
import coverage_filed  # noqa: E402
import coverage_tests  # noqa: E402
from newsthemes.tables import keyness  # noqa: E402
from newsthemes.trust import intervals  # noqa: E402

SEED = 1
MODULES = [coverage_tests, coverage_corrected, coverage_edited, coverage_answers]
HEAD = """# Do the intervals and tests hold what they promise?

Articles are made by a law that is known, again and again, and each time it is asked whether the interval holds the true
value, or whether the test finds what is not there. Made by `python benchmarks/coverage.py`; the last section, of news
that editors filed, has a command of its own.
"""


def main() -> None:
    intervals.DRAWS, keyness.DRAWS = 400, 999  # fewer than the package draws, for many simulations
    named = [module for module in MODULES if module.__name__ in sys.argv[1:]]
    parts = [part for module in named or MODULES for part in module.sections(SEED)]
    if named:
        print("\n".join(parts))
        return
    page = HERE / "coverage.md"
    _, heading, rest = page.read_text(encoding="utf-8").partition(coverage_filed.HEADING)
    page.write_text("\n".join([HEAD, *parts, heading + rest]), encoding="utf-8")


if __name__ == "__main__":
    main()
