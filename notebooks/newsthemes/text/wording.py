"""Numbers and lists in English."""

_WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def in_words(number: int) -> str:
    """A number in running text: up to ten as a word, then in figures.

    >>> in_words(1), in_words(10), in_words(11), in_words(1200)
    ('one', 'ten', '11', '1,200')
    """
    return _WORDS[number] if 0 <= number < len(_WORDS) else f"{number:,}"


def counted(number: int, noun: str, nouns: str = "") -> str:
    """A number with its noun, in running text; `plural` is for captions and tables.

    >>> counted(0, "passage"), counted(1, "passage"), counted(2, "person", "people"), counted(1200, "passage")
    ('no passage', 'one passage', 'two people', '1,200 passages')
    """
    return f"{in_words(number)} {noun if number < 2 else nouns or noun + 's'}"


def times(number: int) -> str:
    """A number of mentions in words.

    >>> times(0), times(1), times(2), times(1200)
    ('never', 'once', 'twice', '1,200 times')
    """
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number:,} times")


def percent(share: float) -> str:
    """A share of 0 to 1; what is neither none nor all never looks as if it were.

    >>> percent(0.892), percent(0), percent(0.001), percent(0.999), percent(1)
    ('89 %', '0 %', 'under 1 %', 'over 99 %', '100 %')
    """
    if 0 < share < 0.005 or 0.995 <= share < 1:
        return "under 1 %" if share < 0.5 else "over 99 %"
    return f"{100 * share:.0f} %"


def percent_change(change: float) -> str:
    """A change of a share or rate, with its sign.

    >>> percent_change(-0.334), percent_change(1.4)
    ('−33 %', '+140 %')
    """
    return f"{100 * change:+.0f} %".replace("-", "−")


def capital(sentence: str) -> str:
    """The sentence with a capital at its start, and all else as it is."""
    return sentence[:1].upper() + sentence[1:]


def shortened(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def listed(names: list[str], most: int = 4, last: str = "and") -> str:
    """Names as a reader would list them; beyond `most`, how many more.

    >>> listed(["Iran"]), listed(["Iran", "Taiwan"]), listed(["a", "b", "c", "d", "e", "f"])
    ('Iran', 'Iran and Taiwan', 'a, b, c and 3 more')
    """
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return f" {last} ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else "none"


def plural(number: int, noun: str) -> str:
    """A number with its noun, in figures.

    >>> plural(1, "sentence"), plural(1200, "sentence")
    ('1 sentence', '1,200 sentences')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def share_of(number: int, total: int, noun: str, nouns: str = "") -> str:
    """A number of so many, in words.

    >>> share_of(2, 3, "term"), share_of(3, 3, "term"), share_of(2, 2, "term"), share_of(1, 1, "match"), share_of(0, 0, "term")
    ('2 of 3 terms', 'all 3 terms', 'both terms', 'the only match', '0 of 0 terms')
    """
    if number == total and total:
        every = {1: f"the only {noun}", 2: f"both {nouns or noun + 's'}"}
        return every.get(total, f"all {total:,} {nouns or noun + 's'}")
    return f"{number:,} of {total:,} {noun if total == 1 else nouns or noun + 's'}"
