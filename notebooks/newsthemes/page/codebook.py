"""A codebook, written in Markdown -> what it says of each theme."""

import re

# a heading, or a bold name at the start of a line
_NAME = re.compile(r"^(?:#+ +|\*\*)(.+?)[.:]?(?:\*\*[.:]?| *$)", re.MULTILINE)


def definitions(text: str, themes: list[str]) -> dict[str, str]:
    r"""What a codebook says of each theme, as it stands there.

    A definition begins with the theme's name as a heading, or in bold at the start of a line. It
    goes on until the next of these, of a theme or not.

    >>> text = "## Issues\nNot read.\n\n**Trade.** Buying\nand selling.\n\n- Counts: tariffs.\n"
    >>> definitions(text + "\n### Iran\nThe country.\n", ["Trade", "Iran", "Gulf"])
    {'Trade': 'Buying\nand selling.\n\n- Counts: tariffs.', 'Iran': 'The country.'}
    """
    _, *parts = _NAME.split(text)
    found = dict(zip(parts[::2], parts[1::2], strict=True))
    return {theme: found[theme].strip() for theme in themes if found.get(theme, "").strip()}
