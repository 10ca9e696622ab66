"""Numbers and lists in English."""


def times(number: int) -> str:
    """A number of mentions in words.

    >>> times(0), times(1), times(2), times(12)
    ('never', 'once', 'twice', '12 times')
    """
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number:,} times")


def shortened(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def listed(names: list[str], most: int = 4) -> str:
    """Names as a reader would list them; beyond `most`, how many more.

    >>> listed(["Iran"]), listed(["Iran", "Taiwan"]), listed(["a", "b", "c", "d", "e", "f"])
    ('Iran', 'Iran and Taiwan', 'a, b, c and 3 more')
    """
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else "none"


def plural(number: int, noun: str) -> str:
    """A number with its noun.

    >>> plural(1, "sentence"), plural(1200, "sentence")
    ('1 sentence', '1,200 sentences')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
