"""Which words may tell of a theme beside its terms: by them the sentences to code are drawn."""

import numpy as np
import pandas as pd

from ..lexicon.read_lexicon import Lexicon
from ..mentions.find import prepare
from ..mentions.places import begins_of
from ..review.other_forms import stems_of
from ..tables.keys import article_rows, theme_numbers
from ..tables.sentences_and_words import Tokens, tokens_of, usual_spelling
from ..tables.statistics import SURE, log_likelihood
from ..text.folding import fold
from ..text.languages import languages_of, main_language, stem

_MOST = 20  # words of each theme
_OFTEN = 3  # sentences with the word and the theme


def wider_terms(mentions: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon) -> list[str]:
    """Up to twenty words of each theme that no term matches: first those that share the stem of a
    term of one word (Snowball), then those that stand in sentences of the theme surely more often
    than in others (Dunning 1993), the surest first.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade is up. Trades rose. All is well."]})
    >>> lexicon = read_lexicon({"Trade": ["trade"]})
    >>> wider_terms(find_mentions(toy, lexicon), toy, lexicon)
    ['Trades']
    """
    texts = articles["text"].tolist()
    languages = languages_of(articles)
    language = main_language(languages) or "en"
    places = prepare(lexicon, texts).search.find(texts, languages)
    tokens = tokens_of(texts, languages, places[:2], {fold(entry.term) for entry in lexicon.terms})
    stems = np.array([stem(name, language) for name in tokens.names], dtype=object)
    beside = _beside(mentions, articles, lexicon, tokens)
    numbers = []
    for number, theme in enumerate(lexicon.themes):
        of_terms = [
            stems_of(entry.term, language)
            for entry in lexicon.counted_terms
            if entry.theme == theme
        ]
        of_one_word = [words[0] for words in of_terms if len(words) == 1]
        same_stem = np.flatnonzero(np.isin(stems, of_one_word)).tolist()
        numbers += list(dict.fromkeys(same_stem + beside.get(number, [])))[:_MOST]
    of_word = pd.Series(tokens.letters).groupby(tokens.word)
    return [usual_spelling(of_word.get_group(word)) for word in dict.fromkeys(numbers)]


def _beside(
    mentions: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon, tokens: Tokens
) -> dict[int, list[int]]:
    """Theme -> the words that stand in its sentences more often than in others, the surest first,
    by their numbers.
    """
    begins = begins_of(articles["text"].tolist())
    start = begins[article_rows(mentions, articles)] + mentions["start"].to_numpy("int64")
    sentence = tokens.sentence[np.searchsorted(tokens.start, start, side="right") - 1]
    themes = pd.DataFrame({"theme": theme_numbers(mentions, lexicon), "sentence": sentence})
    themes = themes.drop_duplicates()
    words = pd.DataFrame({"word": tokens.word, "sentence": tokens.sentence})
    words = words[words["word"] >= 0].drop_duplicates()
    both = words.merge(themes, on="sentence").value_counts(["theme", "word"], sort=False)
    table = both[both >= _OFTEN].rename("both").reset_index()
    having = words["word"].value_counts().reindex(table["word"]).to_numpy()
    mentioning = themes["theme"].value_counts().reindex(table["theme"]).to_numpy()
    number = tokens.sentence.max(initial=-1) + 1
    together = table["both"].to_numpy()
    table["score"] = log_likelihood(together, mentioning - together, having, number - having)
    more = together * number > having * mentioning
    table = table[more & (table["score"] > SURE)].sort_values("score", ascending=False)
    return table.groupby("theme")["word"].agg(list).to_dict()
