"""Files -> the articles table."""

import codecs
import hashlib
import re
import stat
import unicodedata
import warnings
from collections.abc import Callable, Iterable
from itertools import chain, count
from pathlib import Path

import pandas as pd

from .sentences import paragraph_spans, sentence_spans

COLUMNS = ["article", "title", "date", "source", "text", "words", "sentences", "paragraphs", "path", "sha256"]
MAX_BYTES = 200_000_000
TITLE_WORDS = 8  # of the text, where there is no headline
HEADLINE_WORDS = 20
_NO_ARTICLE = re.compile(r"(?is)\..*|readme.*|.*\.ya?ml")  # by its name, in a folder

_MARKS = dict.fromkeys([codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE], "utf-32")  # first: UTF-32-LE begins like UTF-16-LE
_MARKS |= dict.fromkeys([codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE], "utf-16")
_FORMATS = [(b"%PDF-", "a PDF"), (b"PK\x03\x04", "a Word, EPUB or ZIP file"), (b"{\\rtf", "an RTF file")]
_SAVE_AS_TEXT = "save it as plain text (UTF-8)"


class ArticleError(ValueError):
    """A file that cannot be an article: says which, why, and what to do."""


class ArticleWarning(UserWarning):
    """Files of a folder that were left out."""


def plain_text(data: bytes) -> str:
    """The text of a text file's bytes: UTF-8, or UTF-16 and UTF-32 with a byte order mark.

    Raises ArticleError with the reason (without the file's name) when the bytes are no text.

    >>> plain_text("\\ufeffWang Yi".encode("utf-8"))
    'Wang Yi'
    """
    for start, what in _FORMATS:
        if data.startswith(start):
            raise ArticleError(f"is {what}, not a text file; {_SAVE_AS_TEXT}")
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "utf-8-sig")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig").upper()
        raise ArticleError(f"is not {name} text (byte {error.start + 1}); {_SAVE_AS_TEXT}") from None
    if "\0" in text:
        raise ArticleError(f"holds NUL bytes, so it is not text; {_SAVE_AS_TEXT}")
    return text


# The place for further formats: a file name's ending -> what makes text of the file's bytes.
READERS: dict[str, Callable[[bytes], str]] = {".txt": plain_text}


def read_articles(path: str | Path | Iterable[str | Path]) -> pd.DataFrame:
    """Read articles from files into the articles table, one row an article.

    Parameters
    ----------
    path : a file, a folder, or a list of them. Of a folder, the files that lie directly in it are read, in natural
        order (2 before 10), without *.yaml, *.yml, README* and hidden files; its subfolders never are.

    Returns
    -------
    A table with `article` (short id from the file name, unique), `title` (the headline, else the first words), `date`
    and `source` (empty: unknown), `text` (NFC; lines end in a line feed), `words`, `sentences`, `paragraphs` (numbers),
    `path` (as given), `sha256` (of the file). `attrs["skipped"]` lists a folder's bad files, and an ArticleWarning.

    Raises ArticleError for a file that is missing, unreadable, empty, no text or of 200 MB; in a folder, if all are.

    >>> read_articles([]).shape
    (0, 10)
    """
    rows, skipped, taken = [], [], set()
    for given in [path] if isinstance(path, (str, Path)) else path:
        rows += _read(Path(given), taken, skipped)
    articles = pd.DataFrame(rows, columns=COLUMNS)
    articles = articles.astype(
        {column: "int64" if column in ("words", "sentences", "paragraphs") else "str" for column in COLUMNS}
    )
    articles.attrs["skipped"] = skipped
    if skipped:
        listed = [f"{bad['path']} {bad['reason']}" for bad in skipped[:10]] + ["and more"] * (len(skipped) > 10)
        message = f"{len(skipped)} left out (see articles.attrs['skipped']): {'. '.join(listed)}"
        warnings.warn(message, ArticleWarning, stacklevel=2)
    return articles


def _read(path: Path, taken: set[str], skipped: list[dict]) -> list[dict]:
    """The rows of a file or a folder."""
    try:
        files = files_of(path) if path.is_dir() else None
    except OSError as error:
        raise ArticleError(f"{_name(path)}: cannot be opened ({error.strerror}); check its permissions") from None
    if files is None:
        try:
            return [_row(path, taken)]
        except ArticleError as error:
            raise ArticleError(f"{_name(path)}: {error}") from None
    rows, bad = [], []
    for file in files:
        try:
            rows.append(_row(file, taken))
        except ArticleError as error:
            bad.append({"path": _storable(file.as_posix()), "reason": str(error)})
    if not rows:
        first = f" (the first, {bad[0]['path']}, {bad[0]['reason']})" if bad else ""
        raise ArticleError(f"{_name(path)}: holds no article that can be read{first}; put text files into it")
    skipped += bad
    return rows


def _name(path: Path) -> str:
    name = path.as_posix()
    return name if name.isprintable() and len(name) < 200 else repr(name[:60] + "…")  # a text given for a path


def _storable(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")  # Linux allows names that are no text


def files_of(folder: Path) -> list[Path]:
    """The files of a folder that may be articles, in natural order."""

    def natural(file: Path) -> tuple:
        parts = re.split(r"([0-9]+)", unicodedata.normalize("NFC", file.name).casefold())
        return [int(part) if odd % 2 else part for odd, part in enumerate(parts)], file.name

    files = [file for file in folder.iterdir() if not _NO_ARTICLE.fullmatch(file.name) and not file.is_dir()]
    return sorted(files, key=natural)


def _row(file: Path, taken: set[str]) -> dict:
    data = _bytes(file)
    text = clean(READERS.get(file.suffix.lower(), plain_text)(data))
    if not any(map(str.isalnum, text)):
        raise ArticleError("is empty, without a word; put the article's text into it, or remove it")
    return {
        "article": article_id(file, taken),
        "title": _title(text),
        "date": "",  # a plain text does not say, and a guess would be taken for a fact
        "source": "",
        "text": text,
        "words": len(text.split()),
        "sentences": len(sentence_spans(text)),
        "paragraphs": len(paragraph_spans(text)),
        "path": _storable(file.as_posix()),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def _bytes(file: Path) -> bytes:
    try:
        status = file.stat()
        readable = stat.S_ISREG(status.st_mode) and status.st_size < MAX_BYTES  # a pipe would block
        data = file.read_bytes() if readable else None
    except (FileNotFoundError, NotADirectoryError):
        raise ArticleError("does not exist; check the name and the folder") from None
    except OSError as error:
        raise ArticleError(f"cannot be opened ({error.strerror}); check the name and its permissions") from None
    except ValueError:  # a NUL in the name
        raise ArticleError("is no file name; check it") from None
    if data is None and status.st_size >= MAX_BYTES:
        raise ArticleError(f"has {status.st_size / 1e6:.0f} MB, too much for one article; split it")
    if data is None:
        raise ArticleError("is no regular file; name a text file")
    return data


def clean(text: str) -> str:
    """NFC, and every line end a line feed. A form feed stays: it stands between pages, often inside a sentence."""
    return unicodedata.normalize("NFC", re.sub("\r\n|[\r\x0b\x85\u2028]", "\n", text.replace("\u2029", "\n\n")))


def article_id(file: Path, taken: set[str]) -> str:
    """A file's name as an id, with a number where it is `taken` already; it is taken from then on."""
    stem = unicodedata.normalize("NFC", _storable(file.stem))
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    name = next(name for name in names if name.casefold() not in taken)
    taken.add(name.casefold())
    return name


def _title(text: str) -> str:
    lines = [line.strip() for line in text.strip().split("\n")]
    first, following = lines[0], lines[1] if len(lines) > 1 else ""
    # In a wrapped text a line ends where the next word no longer fits; where it would have fitted, the line is whole.
    alone = not following or len(first) + 1 + len(following.split()[0]) <= max(map(len, lines))
    short = len(first.split()) <= HEADLINE_WORDS and len(first) <= 150
    if len(lines) > 1 and short and alone and not first.endswith((".", "。", "…", ",", ";", ":", '."', ".”")):
        return " ".join(first.split())
    words = text.split(None, TITLE_WORDS)
    title = " ".join(words[:TITLE_WORDS])
    return title[:100] + " …" if len(words) > TITLE_WORDS or len(title) > 100 else title
