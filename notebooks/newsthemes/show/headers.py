"""What people call a column of a table."""

# What a column is called, where its name with a capital does not say it
HEADERS = {
    "agree": "Agreement",
    "alpha": "Krippendorff’s alpha",
    "at_peak": "Mentions at the peak",
    "best": "Best rank",
    "codes": "Coders who say yes",
    "count": "Times",
    "disputed_finds": "Matches, coders disagree",
    "disputed_misses": "No match, coders disagree",
    "duplicate_group": "Copy of",
    "end": "To character",
    "expected": "Expected by chance",
    "expression": "Word or phrase",
    "f1": "F1",
    "false_finds": "Wrong matches",
    "find": "Matched",
    "finding": "Possible problem",
    "finds": "Matches, coders agree",
    "first": "First found",
    "higher": "Higher rate, but few articles",
    "its_mentions": "Mentions in it",
    "kappa": "Cohen’s kappa",
    "lead_lost": "Lead lost without",
    "least_alike": "Least words in common",
    "left": "Words before",
    "log_likelihood": "Log-likelihood",
    "match": "Words found",
    "misses": "Missed",
    "most_used": "Most used term",
    "moved": "Difference",
    "of_source": "Of these, from that source",
    "only_false": "Wrong matches without another term",
    "only_first": "Only the first coder",
    "only_second": "Only the second coder",
    "only_true": "Right matches without another term",
    "other": "Other theme",
    "p": "p",
    "p_all": "p, all comparisons",
    "per_1000": "Per 1,000 words",
    "per_1000_content_words": "Per 1,000 content words",
    "per_1000_without": "Per 1,000 words without it",
    "right": "Words after",
    "sha256": "SHA-256",
    "share": "Share of mentions",
    "share_of_draws": "Stays the peak in random draws",
    "start": "From character",
    "stratum": "Sampled among",
    "thin": "Few articles",
    "title": "Article",
    "todo": "What to do",
    "true_finds": "Right matches",
    "variant": "What is changed",
    "why": "Reason",
    "without": "Left out",
    "without_article": "Peak moves without this article",
    "without_source": "Peak moves without this source",
    "without_term": "Peak moves without this term",
    "worst": "Worst rank",
    "z": "z",
}


def header(name: object, attrs: dict | None = None) -> str:
    """What people call a column; of one for each of two sides, with the side's name; `headers` in
    `attrs` go first.

    >>> header("per_1000"), header("share_of_sentences"), header("count_a", {"a": "Labour", "b": "Tory"})
    ('Per 1,000 words', 'Share of sentences', 'Times, Labour')
    >>> header("sentences"), header("sentences", {"headers": {"sentences": "Coded sentences"}})
    ('Sentences', 'Coded sentences')
    """
    name = str(name)
    if name in (attrs or {}).get("headers", {}):
        return attrs["headers"][name]
    if name[-2:] in ("_a", "_b") and name[-1] in (attrs or {}):
        return f"{header(name[:-2])}, {attrs[name[-1]]}"
    return HEADERS.get(name) or (name[:1].upper() + name[1:]).replace("_", " ")
