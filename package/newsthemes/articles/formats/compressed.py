"""The bytes of an .xz or .gz file -> what is in it, and no more of it than fits."""

import gzip
import io
import lzma
from pathlib import Path

from .document import MAX_UNZIPPED, ArticleError, refusing

ENDINGS = (".xz", ".gz")
# news unpacks to three to ten times its bytes; what unpacks to little does no harm
MAX_TIMES, LITTLE = 100, 10_000_000
_XZ, _GZIP = b"\xfd7zXZ\x00", b"\x1f\x8b"  # how their files begin


def unpacked(data: bytes) -> bytes:
    """What is in the bytes of an .xz or .gz file; other bytes as they are.

    No more than 200 MB are unpacked, whatever the file says of itself, and of a small file no more
    than 10 MB or 100 times its bytes. ArticleError where there is more, or the file is broken or
    cut off.

    >>> unpacked(gzip.compress(b"They met.")), unpacked(b"They left.")
    (b'They met.', b'They left.')
    """
    if data.startswith(_XZ):
        kind, opened = "an xz file", lzma.LZMAFile
    elif data.startswith(_GZIP):
        kind, opened = "a gzip file", gzip.open
    else:
        return data
    most = most_of(data)
    with refusing(kind), opened(io.BytesIO(data)) as file:
        content = file.read(most + 1)
    if len(content) > MAX_UNZIPPED:
        size = f"{MAX_UNZIPPED / 1e6:,.0f} MB"
        raise ArticleError(f"would unpack to more than {size}, too much for one file; split it")
    if len(content) > most:
        raise ArticleError(
            f"would unpack to more than {MAX_TIMES} times its size, as no news does; "
            "unpack it, see what is in it, and give the unpacked file"
        )
    return content


def most_of(data: bytes | str) -> int:
    """How many bytes or characters may become of those of a file.

    >>> most_of(b"a"), most_of("a" * 1_000_000)
    (10000000, 100000000)
    """
    return min(MAX_UNZIPPED, max(LITTLE, MAX_TIMES * len(data)))


def plain_name(file: Path) -> Path:
    """A file's name without the ending of a compressed file.

    >>> plain_name(Path("news.csv.xz")).name, plain_name(Path("news.csv")).name
    ('news.csv', 'news.csv')
    """
    if file.suffix.lower() in ENDINGS:
        return file.with_suffix("")
    return file
