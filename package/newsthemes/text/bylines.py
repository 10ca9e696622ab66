"""What stands before a report: the line that says who wrote it; its place, day and agency. The page
has the same rule.
"""

import re

_NAME = r"[A-Z][\w.’'-]*+"
BYLINE = rf"(?:By|BY) {_NAME}(?:,? (?:(?:and|AND|al|bin|de|van|von) )?{_NAME}){{1,7}}"
_AGENCY = r"\([A-Z][\w ./-]{1,30}\)"
DATELINE = rf"[A-Z][A-Z.’' -]+(?:, [\w. ]{{2,30}}?)?(?: ?{_AGENCY}|(?<=\d)) ?(?:--?|–|—) ?(?=\S)"
# Before a report, where a headline may stand as well: a day, or an agency that is known
_DAY = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d\d?"
_AGENCIES = (
    "AFP|ANI|ANSA|AP|Bloomberg|CNN|DPA|EFE|IANS|Interfax|Kyodo|PTI|REUTERS|Reuters|TASS|UPI|Xinhua|"
    "Yonhap|dpa"
)
_SURE_DATELINE = (
    r"[A-Z][A-Z.’' -]+(?:, [A-Z][A-Za-z. ]{1,20}?)?"
    rf"(?:, {_DAY})?(?: ?\((?:{_AGENCIES})\)|(?<=\d)) ?(?:--?|–|—) ?(?=\S)"
)
_BEFORE_REPORT = re.compile(rf"^(?:{BYLINE}$|{_SURE_DATELINE})", re.MULTILINE)
_HEAD = 500  # characters of a text among which they are looked for


def without_byline(text: str) -> str:
    r"""A text with line ends in the place of its byline and dateline: all else stays where it is.

    >>> without_byline("By Jane Roe\n\nPARIS, May 3 (AP) - They met.").split("\n")[-1]
    'They met.'
    """
    head = _BEFORE_REPORT.sub(lambda found: "\n" * len(found[0]), text[:_HEAD])
    return head + text[_HEAD:]
