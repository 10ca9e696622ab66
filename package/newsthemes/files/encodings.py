"""The bytes of a text file -> its text, and the name of its encoding."""

import codecs
import re

from ..text.wording import plural
from .optional_packages import BEYOND_MEMORY
from .read_files import FileError

SAVE_AS_TEXT = "save it as plain text (UTF-8)"
STATED = 0.95  # chardet's confidence in what bytes say of themselves: NUL bytes, a page's head
# of a guess: in a line of text one below is wrong once in eight, one above once in a hundred
LEAST = 0.15
FEW = 50  # bytes, which fit each of the encodings of East Asia

_MARKS = [  # UTF-32 first: its little end begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
# what news is written in, and last what DOS and old Macs wrote
_ENCODINGS = """utf-16-le utf-16-be utf-32-le utf-32-be iso2022_jp_2 iso2022_kr cp1250 cp1251 cp1252
    cp1253 cp1254 cp1255 cp1256 cp1257 iso8859-1 iso8859-2 iso8859-5 iso8859-6 iso8859-7
    iso8859-8 iso8859-9 iso8859-15 koi8-r koi8-u cp874 gb18030 big5 cp932 euc-jp cp949
    mac-roman cp437 cp850 cp852 cp866""".split()
_EAST = "gb18030 big5hkscs cp932 euc_jis_2004 cp949".split()
_IN_BROWSERS = {"iso8859-1": "cp1252"}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\x80-\x84\x86-\x9f]")
_FORMATS = {  # what is not text, by its first bytes, and what to do about it
    b"%PDF-": f"is a PDF, not a text file; {SAVE_AS_TEXT}",
    b"PK\x03\x04": "is an Excel, Word, EPUB or ZIP file, not text; "
    "save what it holds as CSV or plain text (UTF-8)",
    b"{\\rtf": "is an RTF file; save it as Word (.docx) or plain text",
    b"\xd0\xcf\x11\xe0": "is an old Word or Excel file, or a locked one; "
    "save it as .docx or .xlsx without a password",
    b"PAR1": "is a Parquet file; in Python, pandas.read_parquet makes articles of it; "
    f"if it is too large for that, see {BEYOND_MEMORY}",
    b"From: <Saved by": "is a web archive (MHTML); save the page as HTML",
}
_KINDS = {  # of files without text, by their first bytes
    "a picture": rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|RIFF....WEBP|\0\0..ftyp(avif|hei)",
    "a sound": rb"ID3[\2-\4]|\xff[\xf2\xf3\xfb]|OggS\0|fLaC\0|RIFF....WAVE|\0\0..ftypM4A",
    "a film": rb"\x1aE\xdf\xa3|RIFF....AVI |\0\0..ftyp",
    "an archive": rb"7z\xbc\xaf|Rar!\x1a|BZh[1-9]1AY&SY|\x28\xb5\x2f\xfd|.{257}ustar(  )?\0",
}
_NO_TEXT = [(kind, re.compile(signs, re.S)) for kind, signs in _KINDS.items()]


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Text and encoding: by its mark, as UTF-8, or by chardet, from escape sequences, where NUL
    bytes are, what the head of a page names, and last from the text alone.

    `encoding` is what the user names: it takes the place of all but the mark and UTF-8.

    The encoding's name ends in ", guessed" where it is told from the text alone, in ", unsure"
    where that is weak. FileError, without the file's name, for bytes that are not text, or
    whose encoding cannot be told; ValueError for an `encoding` that there is not.

    >>> decode("\\ufeffWang Yi".encode("utf-8"))
    ('Wang Yi', 'utf-8')
    >>> decode("Министры встретились в Москве. Говорили о торговле.".encode("koi8-r"))
    ('Министры встретились в Москве. Говорили о торговле.', 'koi8-r, guessed')
    """
    for start, reason in _FORMATS.items():
        if data.startswith(start):
            raise FileError(reason)
    for kind, signs in _NO_TEXT:
        if signs.match(data):
            todo = "move it elsewhere, or give the text that it holds as plain text (UTF-8)"
            raise FileError(f"is {kind}, not text; {todo}")
    name = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    plain = b"\0" not in data and b"\x1b$" not in data
    if plain and not name and (text := _decoded(data, "utf-8-sig")) is not None:
        return text, "utf-8"
    if name := name or encoding:
        return _named(data, name), name
    return (plain and _damaged(data)) or _detected(data)


def _named(data: bytes, name: str, todo: str = SAVE_AS_TEXT) -> str:
    try:
        text = data.decode(name)
    except LookupError:
        unknown = f"encoding: Python knows none of the name {name!r}; name another, such as cp1252"
        raise ValueError(unknown) from None
    except UnicodeError as error:
        byte = getattr(error, "start", 0) + 1
        raise FileError(f"is not {name.upper()} text (byte {byte}); {todo}") from None
    if "\0" in text:
        raise FileError(f"holds NUL bytes, so it is not text; {SAVE_AS_TEXT}")
    return text


def _damaged(data: bytes) -> tuple[str, str] | None:
    """UTF-8 with a few bad bytes, cut off in a character perhaps: the rest is worth more than a
    guess at all of it.
    """
    text = data.decode("utf-8-sig", "replace")
    bad = text.count("\ufffd")
    good = sum(char > "\x7f" for char in text) - bad
    if good <= 3 * bad:
        return None
    return text, f"utf-8 with {plural(bad, 'bad byte')}, unsure"


def _detected(data: bytes) -> tuple[str, str]:
    """By chardet. Sure are bytes that say it of themselves; else it is a guess, unsure where
    chardet hardly trusts it, or could hardly tell.
    """
    import chardet  # only where there is something to tell

    guess = chardet.detect(
        data.rstrip(b"\0"),  # those behind a text make it no UTF-16
        compat_names=False,
        include_encodings=_ENCODINGS,
    )
    name = _IN_BROWSERS.get(guess["encoding"], guess["encoding"])
    text = name and _decoded(data, name)
    if not text or _CONTROL.search(text):
        todo = f"name its encoding (encoding='cp1252'), or {SAVE_AS_TEXT}"
        return _named(data, "utf-8", todo), "utf-8"
    if guess["confidence"] == STATED:
        return text, name
    is_short = name in _EAST and len(data) - len(data.decode("ascii", "ignore")) < FEW
    if is_short or guess["confidence"] < LEAST:
        return text, f"{name}, unsure"
    return text, f"{name}, guessed"


def _decoded(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeError:
        return None
