"""The bytes of a text file -> its text, and the name of its encoding."""

import codecs
import re
import unicodedata
from itertools import pairwise

from .read_files import FileError
from .wording import plural

SAVE_AS_TEXT = "save it as plain text (UTF-8)"
SAMPLE = 60_000  # bytes that a guess looks at
AHEAD = 0.035  # of the next candidate's score: a guess that is ahead by less is unsure

_MARKS = [  # UTF-32 first: its little end begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_ESCAPES = [(rb"\x1b\$\)C", "iso2022_kr"), (rb"\x1b\$[@B]|\x1b\$\([@BD]", "iso2022_jp_2")]
# Those of news files, the commonest first: where two give the same text, the first has the name.
_COMMON = """cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 iso8859_2 iso8859_5 iso8859_6
    iso8859_7 iso8859_8 iso8859_9 iso8859_15 koi8_r koi8_u cp874 gb18030 big5 cp932 euc_jp
    cp949""".split()
_EAST, FEW = "gb18030 big5 cp932 euc_jp cp949".split(), 100  # bytes, which are text in each of them
_RARE = "mac_roman cp437 cp850 cp852 cp866".split()  # of DOS and of old Macs, never sure
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\x80-\x84\x86-\x9f]")
_FORMATS = {  # what is not text, by its first bytes, and what to do about it
    b"%PDF-": f"is a PDF, not a text file; {SAVE_AS_TEXT}",
    b"PK\x03\x04": "is an Excel, Word, EPUB or ZIP file, not text; "
    "save what it holds as CSV or plain text (UTF-8)",
    b"{\\rtf": "is an RTF file; save it as Word (.docx) or plain text",
    b"\xd0\xcf\x11\xe0": "is an old Word or Excel file, or a locked one; "
    "save it as .docx or .xlsx without a password",
    b"\x1f\x8b": "is compressed (gzip); unpack it",
    b"\xfd7zXZ": "is compressed (xz); unpack it",
    b"From: <Saved by": "is a web archive (MHTML); save the page as HTML",
}
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)"
    rb"|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.I,
)
# what Python decodes, but no page is in: a page whose head says UTF-16 is UTF-8, as the head could
# be read
_NO_CHARSET = tuple(
    "idna mbcs oem punycode raw-unicode undefined unicode utf-16 utf-32 utf-7".split()
)


def decode(data: bytes, guess: bool = True, encoding: str | None = None) -> tuple[str, str]:
    """Text and encoding: by its mark, its escape sequences, where its NUL bytes are, as UTF-8, and
    last by a guess.

    What the head of a web page or of XML names is tried after UTF-8, as it may have been saved anew
    in that. `encoding` is what the user names: it takes the place of all but the mark and UTF-8.

    The encoding's name ends in ", guessed" where it is told from the text alone, in ", unsure"
    where others come near. FileError, without the file's name, for bytes that are not text, or
    whose encoding cannot be told (without `guess`).

    >>> decode("\\ufeffWang Yi".encode("utf-8"), guess=False)
    ('Wang Yi', 'utf-8')
    >>> decode("Министры встретились в Москве. Говорили о торговле.".encode("koi8-r"))
    ('Министры встретились в Москве. Говорили о торговле.', 'koi8_r, guessed')
    """
    for start, reason in _FORMATS.items():
        if data.startswith(start):
            raise FileError(reason)
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    name = marked or _by_escapes(data) or _by_nuls(data)
    if encoding and not marked and (name or _decoded(data, "utf-8") is None):
        name = encoding
    try:
        text = data.decode(name or "utf-8-sig")
    except LookupError:
        raise FileError(
            f"{name} is not an encoding that Python knows; name another, like cp1252"
        ) from None
    except UnicodeError as error:
        byte = getattr(error, "start", 0) + 1
        if name or not guess:
            raise FileError(
                f"is not {(name or 'utf-8').upper()} text (byte {byte}); {SAVE_AS_TEXT}"
            ) from None
        text, name = _as_declared(data) or _damaged(data) or _guess(data, byte)
    if "\0" in text:
        raise FileError(f"holds NUL bytes, so it is not text; {SAVE_AS_TEXT}")
    return text, name or "utf-8"


def _by_escapes(data: bytes) -> str | None:
    if data.isascii():
        for pattern, name in _ESCAPES:
            if re.search(pattern, data):
                return name
    return None


def _by_nuls(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: its NUL bytes, of spaces and Latin letters, stand on one
    side.
    """
    nuls = data.count(0)
    if nuls < 2 or nuls * 50 < len(data):
        return None
    if _strict(data.rstrip(b"\0"), "utf-8") is not None:  # a text with NULs behind it
        return None
    if len(data) % 4 == 0 and (wide := _utf_32(data)):
        return wide
    if len(data) % 2 == 0:
        for side, name in ((0, "utf-16-be"), (1, "utf-16-le")):
            if data[side::2].count(0) >= 0.75 * nuls:
                return name
    return None


def _utf_32(data: bytes) -> str | None:
    for side, plane, name in ((0, 1, "utf-32-be"), (3, 2, "utf-32-le")):
        # Unicode has planes up to 16, and UTF-16 no letter below that
        if not any(data[side::4]) and max(data[plane::4]) <= 16:
            return name
    return None


def _as_declared(data: bytes) -> tuple[str, str] | None:
    """The text in the encoding that the head of a page names; as in browsers, latin-1 is read as
    Windows' cp1252.

    >>> _as_declared(b'<meta charset="ISO-8859-1"> \\x93caf\\xe9\\x94')
    ('<meta charset="ISO-8859-1"> “café”', 'cp1252')
    """
    found = _DECLARED.search(data[:5000])
    if not found:
        return None
    try:
        name = codecs.lookup((found[1] or found[2]).decode()).name
    except LookupError:
        return None
    if name in ("iso8859-1", "ascii"):
        name = "cp1252"
    text = None
    if not name.startswith(_NO_CHARSET):
        text = _strict(data, name)
    if text is None:
        return None
    return text, name


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


def _guess(data: bytes, byte: int) -> tuple[str, str]:
    """By charset-normalizer's measures of disorder and of likeness to a language, and by what no
    writer puts into a word.
    """
    from charset_normalizer import from_bytes  # only where there is something to guess

    # no encoding here has a line feed inside a character
    sample = b"\n".join(line for line in data.split(b"\n") if not line.isascii())[:SAMPLE]
    texts, scores = {}, {}
    for found in from_bytes(sample, cp_isolation=_COMMON + _RARE):
        for name in found.could_be_from_charset:
            texts[name] = sample.decode(name, "replace")
            scores[name] = round(2 * _oddity(texts[name]) + found.chaos - found.coherence, 2)
    order = _COMMON + _RARE
    for best in sorted(scores, key=lambda name: (scores[name], order.index(name))):
        text = _strict(data, best)
        if text is None:
            continue
        near = [name for name, score in scores.items() if score < scores[best] + AHEAD]
        doubted = best in _RARE or (best in _EAST and len(sample) < FEW)
        if doubted or any(texts[name] != texts[best] for name in near):
            return text, f"{best}, unsure"
        return text, f"{best}, guessed"
    other = "nor text in another encoding that can be told"
    todo = f"name its encoding (encoding='cp1252', --encoding cp1252), or {SAVE_AS_TEXT}"
    raise FileError(f"is not UTF-8 text (byte {byte}), {other}; {todo}")


def _decoded(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):  # `hex` and `zlib` are codecs, but not encodings
        return None


def _strict(data: bytes, name: str) -> str | None:
    """The text in this encoding; None where the bytes are not in it, or hold control characters,
    which no text has.
    """
    text = _decoded(data, name)
    if text is None or _CONTROL.search(text):
        return None
    return text


def _oddity(text: str) -> float:
    """Of the characters beyond ASCII the share that follows a letter and is neither one itself, nor
    a closing mark.

    A capital after a small letter is odd, too: `libertŽ` and `libert‚` are `liberté` misread.
    """
    odd = beyond = 0
    for before, char in pairwise(" " + text):
        if char <= "\x7f":
            continue
        beyond += 1
        kind = unicodedata.category(char)
        if kind == "Lu":
            odd += before.islower()
        elif kind[0] not in "LM" and kind not in ("Pf", "Pd", "Po"):
            odd += before.isalpha() and char not in "‘\xa0\u3000"
    return odd / max(beyond, 1)
