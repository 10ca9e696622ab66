"""What the counting rule calls the same letter: upper and lower case, curly and straight quotes."""

from .characters import term_words

_QUOTES = dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟", '"')


def straight(text: str) -> str:
    """The text with curly quotes made straight."""
    if not text.isascii():
        for curly, plain in _QUOTES.items():
            text = text.replace(curly, plain)
    return text


# The simple foldings (of Unicode 15.1) that neither full folding nor lower() gives.
_SINGLE = {"\u1fd3": "\u0390", "\u1fe3": "\u03b0", "\ufb05": "\ufb06"}


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
        folded = text.translate({ord(sign): _fold_one(sign) for sign in set(text)})
    return straight(folded)


def _fold_one(sign: str) -> str:
    """The simple folding of a character: of those that become longer, their small letter."""
    candidates = _SINGLE.get(sign, ""), sign.casefold(), sign.lower()
    return next((folded for folded in candidates if len(folded) == 1), sign)


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
