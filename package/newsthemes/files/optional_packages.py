"""The extras of the package: what brings the packages that not everybody needs."""

from collections.abc import Iterator
from contextlib import contextmanager

# what a message names where one machine's memory ends
BEYOND_MEMORY = '"More articles than fit into memory" in README.md'


@contextmanager
def extra(name: str, what: str, error: type[Exception] = ImportError) -> Iterator[None]:
    """Imports of packages that an extra brings. Where one is missing, an `error` names the extra.

    >>> with extra("files", "A PDF"):
    ...     import no_such_package
    Traceback (most recent call last):
    ImportError: A PDF needs packages that are not installed: in the folder of newsthemes, run
    pip install ".[files]"
    """
    try:
        yield
    except ModuleNotFoundError as missing:
        needs = "needs packages that are not installed"
        where = "in the folder of newsthemes"  # whose name on the index is not ours
        raise error(f'{what} {needs}: {where}, run pip install ".[{name}]"') from missing
