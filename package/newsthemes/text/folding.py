"""What the counting rule calls the same letter: upper and lower case, curly and straight quotes."""

import re

from .characters import term_words

_QUOTES = dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟", '"')


def straight(text: str) -> str:
    """The text with curly quotes made straight."""
    if not text.isascii():
        for curly, plain in _QUOTES.items():
            text = text.replace(curly, plain)
    return text


# The simple foldings (of Unicode 15.1) that neither full folding nor lower() gives; İ has none.
_SINGLE = {"\u1fd3": "\u0390", "\u1fe3": "\u03b0", "\ufb05": "\ufb06", "İ": "İ"}


def fold(text: str) -> str:
    """The text with upper and lower case, curly and straight quotes made the same, one character
    for one.

    This is Unicode's simple case folding (CaseFolding.txt, statuses C and S): what would need two
    characters stays.

    >>> fold("China’s TRADE, Straße, ΣΑΣ")
    "china's trade, straße, σασ"
    """
    folded = text.casefold()
    if len(folded) != len(text):
        longer = "".join(sign for sign in set(text) if len(sign.casefold()) > 1)
        folded = re.sub(f"[^{longer}]+|.", _fold_part, text)
    return straight(folded)


def _fold_part(hit: re.Match[str]) -> str:
    """The simple folding of a run of characters, or of one that gets longer: its small letter."""
    part = hit[0]
    folded = part.casefold()
    if len(folded) > len(part):
        return _SINGLE.get(part, part.lower())
    return folded


def spelling(term: str, case: str) -> str:
    """What two spellings of the same term have in common: words, quotes and, where `case` is "any",
    upper and lower case.

    >>> spelling("Israel–Hamas War", "any")
    'israel hamas war'
    """
    text = " ".join(term_words(straight(term)))
    if case == "any":
        return fold(text)
    return text
