"""The files that are ZIP archives inside (Word, Excel): what they hold, unpacked up to a stated size only."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from .document import ArticleError

MAX_UNZIPPED = 200_000_000  # bytes
MAX_ENTRIES = 10_000


def names_in(data: bytes) -> list[str]:
    """The names in an archive. ArticleError where it is broken, needs a password, or would unpack to more than 200 MB."""
    if (marks := data.count(b"PK\x01\x02")) > MAX_ENTRIES:  # before a list is made of them
        raise ArticleError(f"would unpack to {marks:,} parts, too much for an article; split it")
    with told("a ZIP archive"), zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)  # zipfile unpacks no more of an entry than it says here
    if size > MAX_UNZIPPED:
        raise ArticleError(f"would unpack to {size / 1e6:,.0f} MB in {len(entries):,} parts, too much for an article; split it")
    if any(entry.flag_bits & 1 for entry in entries):
        raise ArticleError("needs a password; save it without")
    return [entry.filename for entry in entries]


@contextmanager
def told(what: str) -> Iterator[None]:
    """What a library raises on bytes that it cannot read, whatever it is, as an ArticleError."""
    try:
        yield
    except (ArticleError, MemoryError):
        raise
    except (Exception, RecursionError) as error:  # their parsers raise everything from KeyError to struct.error
        said = " ".join(str(error).split())[:100] or type(error).__name__
        raise ArticleError(f"is {what} that cannot be read, broken or cut off perhaps ({said}); save it anew") from None
