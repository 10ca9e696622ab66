"""What people call the columns of a table. Code, files and notebooks have snake_case; only pages
rename it.
"""

import re

# Where a capital and spaces in place of `_` do not say it.
HEADERS = {
    "alpha": "Krippendorff’s alpha",
    "count": "Times",
    "disputed": "Sheets disagree",
    "end": "To character",
    "expected": "Expected if unrelated",
    "false_negatives": "Missed (false negatives)",
    "false_positives": "Wrong (false positives)",
    "finding": "Possible problem",
    "kappa": "Cohen’s kappa",
    "left": "Words before",
    "log_likelihood": "Log-likelihood",
    "match": "Words found",
    "other": "Other theme",
    "per_1000": "Per 1,000 words",
    "per_1000_letters": "Per 1,000 letters",
    "right": "Words after",
    "sha256": "SHA-256",
    "start": "From character",
    "what_to_do": "What to do",
    "true_positives": "Right (true positives)",
    "variant": "Change",
}
_CODE = re.compile(r"[a-z][a-z0-9_]*%?")


def header(name: str) -> str:
    """What people call a column. What is no name of a column, such as a theme, stays as it is.

    >>> header("per_1000"), header("share_of_sentences"), header("South China Sea")
    ('Per 1,000 words', 'Share of sentences', 'South China Sea')
    """
    if name in HEADERS:
        return HEADERS[name]
    if not _CODE.fullmatch(name):
        return name
    return (name[:1].upper() + name[1:]).replace("_", " ")
