"""What a lexicon may be missing, as the sample for coding asks for it; `nt.suggest` is in
suggestions.py.
"""

from collections import defaultdict
from itertools import product

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.read_lexicon import Lexicon
from ..mentions.find import every_place
from ..tables.concordance import passage
from ..tables.keys import article_rows, theme_numbers
from ..tables.sentences_and_words import Tokens, tokens_of, usual_spelling
from ..tables.statistics import log_likelihood
from ..text.folding import fold
from ..text.languages import languages_of, main_language, stem
from .other_forms import stems_of

_OFTEN = 3  # sentences with the word and the theme, to be sure
# log-likelihood (chi-squared, one degree of freedom): by chance once in twenty, once in a thousand
_LIKELY, _SURE = 3.84, 10.83
_PAIRS = 500  # are looked at, the most frequent
_COLUMNS = dict.fromkeys(["expression", "group", "theme"], "str")
_COLUMNS |= {"count": "int64", "articles": "int64", "reason": "str", "passage": "str"}


@accepts_plain_inputs
def expressions_beside(
    mentions: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon, most: int = 20
) -> pd.DataFrame:
    """What the lexicon may be missing in these articles, at most `most` expressions.

    Three kinds share the room and stand in this order, each with the best first: words, and pairs,
    that share their stems with a term (Snowball); words that appear in the sentences of a theme
    surely more often than chance would bring (in three or more; log-likelihood above 10.83: Dunning
    1993, "Accurate methods for the statistics of surprise and coincidence"); collocations of
    content words (twice or more, or capitalized; by the same measure). One is said
    to stand beside a theme where the same measure is above 3.84 and half of its sentences or more
    have the theme, or surely; these come first. What a term or `not:` phrase matches, counted or
    not, is not suggested, and no stem comes twice, except among the forms of a term. Stems are
    those of the language that most articles have.

    Columns: `expression` (as it is spelled most often), `group`, `theme` (where it may belong, or
    empty), `count`, `articles`, `reason`, `passage` (one place, cut as in `concordance`).
    ValueError for mentions of another lexicon.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> text = "Traders trade. Human rights? A trader said: human rights."
    >>> toy = pd.DataFrame({"article": ["a"], "text": [text]})
    >>> lexicon = read_lexicon({"Trade": ["trade", "traders"]})
    >>> table = expressions_beside(find_mentions(toy, lexicon), toy, lexicon)
    >>> table[["expression", "theme", "count", "reason"]]
         expression  theme  count                         reason
    0        trader  Trade      1  shares its stem with `traders`
    1  human rights             2            belongs to no theme
    """
    texts, languages = articles["text"].tolist(), languages_of(articles)
    language = main_language(languages) or "en"
    taken = every_place(lexicon, texts, languages)[1]
    known = {fold(entry.term) for entry in lexicon.terms}
    tokens = tokens_of(texts, languages, taken[:2], known)
    begins = np.cumsum([0, *(len(text) + 1 for text in texts)])  # of each text, as they are joined
    sentences = _sentences_of_themes(mentions, articles, lexicon, tokens, begins)
    uses, names = _uses(tokens)
    kinds = _kinds(uses, names, sentences, tokens, lexicon, language)
    rows = []
    for idea in _best(kinds, names, language, most).itertuples():
        places = uses[uses["expression"] == idea.expression]
        of_theme = sentences.loc[sentences["theme"] == idea.theme, "sentence"]
        shown = places.iloc[places["sentence"].isin(of_theme).argmax()]
        begin = begins[shown["article"]]
        start, end = tokens.start[shown["first"]] - begin, tokens.end[shown["last"]] - begin
        text = passage(texts[shown["article"]], start, end)
        theme = [*lexicon.themes, ""][idea.theme]
        group = lexicon.groups.get(theme, "")
        counted = len(places), places["article"].nunique()
        spans = zip(places["first"], places["last"], strict=True)
        spelled = usual_spelling(" ".join(tokens.letters[one : end + 1]) for one, end in spans)
        rows.append((spelled, group, theme, *counted, idea.reason, text))
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


suggest = expressions_beside  # the name by which the sample for coding calls it


def _uses(tokens: Tokens) -> tuple[pd.DataFrame, list[str]]:
    """Every use of a content word, and of two side by side: the number of the `expression`, its
    `first` and `last` token, its `article` and `sentence`. And the expressions, folded: words, then
    pairs.
    """
    size = max(1, len(tokens.names))
    following = tokens.following()
    words = np.flatnonzero(tokens.word >= 0)
    pairs = words[following[words] >= 0]
    number, kept = pd.factorize(tokens.word[pairs] * size + following[pairs])
    names = list(tokens.names)
    for one, other in zip(*np.divmod(kept, size), strict=True):
        names.append(f"{names[one]} {names[other]}")
    first = np.append(words, pairs)
    columns = {
        "expression": np.append(tokens.word[words], len(tokens.names) + number),
        "first": first,
        "last": np.append(words, pairs + 1),
        "article": tokens.article[first],
        "sentence": tokens.sentence[first],
    }
    return pd.DataFrame(columns), names


def _kinds(
    uses: pd.DataFrame,
    names: list[str],
    sentences: pd.DataFrame,
    tokens: Tokens,
    lexicon: Lexicon,
    language: str,
) -> list[pd.DataFrame]:
    """What may be suggested, each kind with the best first: the number of the `expression` and of
    the `theme` (-1 for none), and the `reason`.
    """
    times = np.bincount(uses["expression"], minlength=len(names))
    pairs = _collocations(uses, names, tokens)
    frequent = uses["expression"].isin([*np.flatnonzero(times >= _OFTEN), *pairs])
    beside = _beside(uses[frequent], sentences, tokens.sentence.max(initial=0) + 1, lexicon)
    is_pair = beside["expression"].isin(pairs)
    others = pd.DataFrame({"expression": pairs, "theme": -1, "reason": "belongs to no theme"})
    return [
        _same_stem(names, times, lexicon, language),
        beside[beside["sure"] & ~is_pair],
        pd.concat([beside[is_pair], others]).drop_duplicates("expression"),
    ]


def _collocations(uses: pd.DataFrame, names: list[str], tokens: Tokens) -> list[int]:
    """The pairs that are there twice or more, or capitalized, and more often than chance would
    bring the two words together; the surest first.
    """
    capital = np.array([letters[0].isupper() for letters in tokens.letters], dtype=bool)
    pairs = uses[uses["first"] < uses["last"]]
    capitalized = pairs["expression"][capital[pairs["first"]] & capital[pairs["last"]]]
    times = pairs["expression"].value_counts()
    times = times[(times > 1) | times.index.isin(capitalized)].head(_PAIRS)
    of_words = np.bincount(tokens.word + 1)
    one = pairs.drop_duplicates("expression").set_index("expression").loc[times.index]
    first, second = (of_words[tokens.word[one[side]] + 1] for side in ("first", "last"))
    number = len(tokens.word)
    score = pd.Series(log_likelihood(times, second - times, first, number - first), times.index)
    sure = score[(score > _SURE) & (times * number > first * second)]
    return sorted(sure.index, key=lambda pair: (-sure[pair], names[pair]))


def _sentences_of_themes(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    tokens: Tokens,
    begins: np.ndarray,
) -> pd.DataFrame:
    """The sentences that mention each theme: `theme`, its number in the lexicon, and `sentence`."""
    theme = theme_numbers(mentions, lexicon)
    start = begins[article_rows(mentions, articles)] + mentions["start"].to_numpy("int64")
    token = np.searchsorted(tokens.start, start, side="right") - 1
    return pd.DataFrame({"theme": theme, "sentence": tokens.sentence[token]}).drop_duplicates()


def _beside(
    uses: pd.DataFrame, sentences: pd.DataFrame, number: int, lexicon: Lexicon
) -> pd.DataFrame:
    """Of each expression the theme that it stands beside most strikingly: `expression`, `theme`,
    `score`, whether it is `sure`, and `reason`; the most striking first, without those that may be
    there by chance. `number` is that of all sentences.
    """
    places = uses[["expression", "sentence"]].drop_duplicates()
    table = places.merge(sentences, on="sentence").value_counts(["expression", "theme"], sort=False)
    table = table.rename("both").reset_index()
    both = table["both"]
    having = places["expression"].value_counts().reindex(table["expression"]).to_numpy()
    mentioning = sentences["theme"].value_counts().reindex(table["theme"]).to_numpy()
    score = log_likelihood(both, mentioning - both, having, number - having)
    table["sure"] = (score > _SURE) & (both >= _OFTEN)
    likely = (score > _LIKELY) & (2 * both >= having)
    more = both * number > having * mentioning
    table = table.assign(score=score, having=having)[more & (table["sure"] | likely)]
    table = table.sort_values("score", ascending=False, kind="stable").drop_duplicates("expression")
    reasons = []
    for row in table.itertuples():
        beside = f"appears beside {lexicon.themes[row.theme]} in {row.both:,}"
        score = f"(log-likelihood {row.score:,.1f})"
        reasons.append(f"{beside} of {row.having:,} sentences {score}")
    return table.assign(reason=reasons)


def _same_stem(
    names: list[str], times: np.ndarray, lexicon: Lexicon, language: str
) -> pd.DataFrame:
    """The other forms of each term, the most frequent first."""
    number = {name: place for place, name in enumerate(names)}
    words: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if " " not in name:
            words[stem(name, language)].append(name)
    rows = []
    for entry in lexicon.terms:
        stems = stems_of(entry.term, language)
        if entry.excluded or len(stems) > 2:
            continue
        for form in map(" ".join, product(*(words[one] for one in stems))):
            if form in number:
                theme = lexicon.themes.index(entry.theme)
                rows.append((number[form], theme, f"shares its stem with `{entry.term}`"))
    table = pd.DataFrame(rows, columns=["expression", "theme", "reason"])
    table = table.drop_duplicates("expression")
    order = np.argsort(-times[table["expression"].astype(int)], kind="stable")
    return table.iloc[order]


def _best(kinds: list[pd.DataFrame], names: list[str], language: str, most: int) -> pd.DataFrame:
    """Up to `most` ideas: of each kind the best of each theme, then their second, and so on, and
    the kinds in turn. What shares a word's stem with one before it is passed over, but for the
    forms of a term.
    """
    ideas = pd.concat(kinds, keys=range(len(kinds)), names=["kind"]).reset_index()
    ideas = ideas.astype({"expression": "int64", "theme": "int64"})  # of an empty table, too
    ideas["turn"] = ideas.groupby(["kind", "theme"]).cumcount()
    ideas = ideas.sort_values(["kind", "turn"], kind="stable", ignore_index=True)
    turn = ideas.groupby("kind").cumcount().sort_values(kind="stable")
    picked: list[int] = []
    seen: set[str] = set()
    for idea in ideas.loc[turn.index].itertuples():
        stems = {stem(word, language) for word in names[idea.expression].split(" ")}
        if len(picked) < most and (idea.kind == 0 or not stems & seen):
            picked.append(idea.Index)
            seen |= stems
    return ideas.loc[sorted(picked)]
