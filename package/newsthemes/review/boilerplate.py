"""Texts -> the texts without what stands in many of them: the suffix of titles, a line below."""

import re
from collections import Counter
from collections.abc import Iterator

_FEWEST = 3  # of the articles have what is boilerplate,
_SHARE = 0.01  # and this share of them
_LINE = re.compile(r"\S[^\n]*")
_SUFFIX = re.compile(r".*\s[-–—|·]\s+(\S.*)")  # noqa: RUF001


def without_boilerplate(texts: list[str]) -> list[str]:
    """The texts, with line ends in the place of lines, and of suffixes of lines behind a dash or a
    bar, that a hundredth of the texts have, and three or more; a text of one line keeps it.

    >>> texts = [f"Talks on {day} | The Daily\\n{day}. Talks.\\nSign up!" for day in "ABC"]
    >>> without_boilerplate(texts)[0].split()
    ['Talks', 'on', 'A', '|', 'A.', 'Talks.']
    """
    times = Counter()
    for text in texts:
        times.update({text[start:end].strip() for start, end in _parts(text)})
    least = max(_FEWEST, _SHARE * len(texts))
    repeated = {part for part, number in times.items() if number >= least}
    return [_without(text, repeated) for text in texts]


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """The places of lines, and of their suffixes."""
    lines = list(_LINE.finditer(text))
    for line in lines:
        if len(lines) > 1:
            yield line.span()
        if suffix := _SUFFIX.fullmatch(line[0]):
            yield line.start() + suffix.start(1), line.end()


def _without(text: str, repeated: set[str]) -> str:
    """The text as it is where little would stay: several papers print one story."""
    rest = text
    for start, end in _parts(text):
        if text[start:end].strip() in repeated:
            rest = rest[:start] + "\n" * (end - start) + rest[end:]
    if 5 * len("".join(rest.split())) < len("".join(text.split())):
        return text
    return rest
