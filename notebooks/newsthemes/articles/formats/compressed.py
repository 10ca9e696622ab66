"""The bytes of an .xz or .gz file -> what is in it, and no more of it than fits."""

import gzip
import io
import lzma
from pathlib import Path

from .document import MAX_UNZIPPED, ArticleError, refusing

ENDINGS = (".xz", ".gz")
_XZ, _GZIP = b"\xfd7zXZ\x00", b"\x1f\x8b"  # how their files begin


def unpacked(data: bytes) -> bytes:
    """What is in the bytes of an .xz or .gz file; other bytes as they are.

    No more than 200 MB are unpacked, whatever the file says of itself. ArticleError where there is
    more, or the file is broken or cut off.

    >>> unpacked(gzip.compress(b"They met.")), unpacked(b"They left.")
    (b'They met.', b'They left.')
    """
    if data.startswith(_XZ):
        kind, opened = "an xz file", lzma.LZMAFile
    elif data.startswith(_GZIP):
        kind, opened = "a gzip file", gzip.open
    else:
        return data
    with refusing(kind), opened(io.BytesIO(data)) as file:
        found = file.read(MAX_UNZIPPED + 1)
    if len(found) > MAX_UNZIPPED:
        most = f"{MAX_UNZIPPED / 1e6:,.0f} MB"
        raise ArticleError(f"would unpack to more than {most}, too much for one file; split it")
    return found


def plain_name(file: Path) -> Path:
    """A file's name without the ending of a compressed file.

    >>> plain_name(Path("news.csv.xz")).name, plain_name(Path("news.csv")).name
    ('news.csv', 'news.csv')
    """
    if file.suffix.lower() in ENDINGS:
        return file.with_suffix("")
    return file
