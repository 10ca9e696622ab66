"""A text -> its headline, where the first line is one, else its first words."""

TITLE_WORDS = 8  # of the text, where there is no headline
HEADLINE_WORDS = 20


def headline(text: str) -> str:
    """The first line, if it is short, stands alone and ends like no sentence; else the first words.

    >>> headline("Ministers meet\\n\\nThe visit began.")
    'Ministers meet'
    """
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
