"""From an article to its topics, for validity.py: by our lexicon, by a regular expression, by a
support vector machine.
"""

from typing import Any

import numpy as np

WEIGHTS, TITLE = {"core": 3, "supporting": 1}, 2
# (points, points for each 100 words) that an article must reach
THRESHOLDS = [(points, more) for more in (0, 0.5, 1, 1.5, 2, 3, 4) for points in range(1, 13)]
FOLDS = 5
Labels = np.ndarray  # articles x topics, of bool


def truth(articles: Any, topics: list[str]) -> Labels:
    return np.array([[topic in named for topic in topics] for named in articles["topics"]])


def f1(right: Any, found: Any, wanted: Any) -> Any:
    """F1 from numbers of articles, or arrays of them; 0 where nothing is found and nothing is
    wanted.
    """
    return 2 * right / np.maximum(found + wanted, 1)


def points(articles: Any, lexicon: Any, topics: list[str]) -> np.ndarray:
    """Articles x topics: 3 for a core mention, 1 for a supporting one, twice that in the title (the
    first line).
    """
    from newsthemes import find_mentions

    mentions = find_mentions(articles, lexicon, sentences=False)
    titles = dict(
        zip(articles["article"], articles["text"].str.partition("\n")[0].str.len(), strict=True)
    )
    weight = mentions["theme"].map(WEIGHTS).astype(int) * np.where(
        mentions["end"] <= mentions["article"].map(titles), TITLE, 1
    )
    sums = weight.groupby([mentions["article"], mentions["group"].astype(str)]).sum().unstack()
    return sums.reindex(index=articles["article"], columns=topics).fillna(0).to_numpy()


class Threshold:
    """Ours: which articles reach the threshold that was best in the articles it has seen, topic by
    topic.
    """

    def fit(self, given: tuple[np.ndarray, np.ndarray], wanted: Labels) -> "Threshold":
        passed = np.array([self._passed(given, threshold) for threshold in THRESHOLDS])
        scores = f1((passed & wanted).sum(1), passed.sum(1), wanted.sum(0))
        self.chosen = [THRESHOLDS[number] for number in scores.argmax(0)]
        return self

    def predict(self, given: tuple[np.ndarray, np.ndarray]) -> Labels:
        found = [
            self._passed(given, threshold)[:, topic] for topic, threshold in enumerate(self.chosen)
        ]
        return np.array(found).T

    @staticmethod
    def _passed(given: tuple[np.ndarray, np.ndarray], threshold: tuple[float, float]) -> Labels:
        reached, words = given
        return reached >= threshold[0] + threshold[1] * words[:, None] / 100


class LinearSVM:
    """TF-IDF and a linear support vector machine a topic; each cut is best in what cross-validation
    inside gives.
    """

    def fit(self, texts: np.ndarray, wanted: Labels) -> "LinearSVM":
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.model_selection import cross_val_predict
        from sklearn.svm import LinearSVC

        self.vectors = TfidfVectorizer(sublinear_tf=True, min_df=2)
        rows = self.vectors.fit_transform(texts)
        self.machines, self.cuts = [], []
        for column in wanted.T:
            inside = cross_val_predict(
                LinearSVC(random_state=0), rows, column, cv=FOLDS, method="decision_function"
            )
            order = np.argsort(-inside)
            scores = f1(column[order].cumsum(), np.arange(1, len(order) + 1), column.sum())
            self.cuts.append(inside[order[scores.argmax()]])
            self.machines.append(LinearSVC(random_state=0).fit(rows, column))
        return self

    def predict(self, texts: np.ndarray) -> Labels:
        rows = self.vectors.transform(texts)
        pairs = zip(self.machines, self.cuts, strict=True)
        return np.array([machine.decision_function(rows) >= cut for machine, cut in pairs]).T


def bare_words(articles: Any, words: dict[str, str]) -> Labels:
    """Topics whose word stands in the text at least twice, in any case: what one would type
    first.
    """
    counts = [articles["text"].str.count(rf"(?i)\b{word}\b") >= 2 for word in words.values()]
    return np.array(counts).T


def cross_validated(
    make: Any, given: tuple[np.ndarray, ...] | np.ndarray, wanted: Labels
) -> Labels:
    """What is predicted for each fifth of the articles by what has seen the other four; always the
    same fifths.
    """
    fold = np.random.default_rng(0).permutation(len(wanted)) % FOLDS
    found = np.zeros_like(wanted)
    for number in range(FOLDS):
        seen, held = rows_of(given, fold != number), rows_of(given, fold == number)
        found[fold == number] = make().fit(seen, wanted[fold != number]).predict(held)
    return found


def rows_of(given: tuple[np.ndarray, ...] | np.ndarray, rows: np.ndarray) -> Any:
    return tuple(part[rows] for part in given) if isinstance(given, tuple) else given[rows]


def themes_found(articles: Any, lexicon: Any) -> dict[str, np.ndarray]:
    """For each group, or theme that stands on its own: the articles in which each of its lists is
    mentioned.
    """
    from newsthemes import find_mentions

    mentions = find_mentions(articles, lexicon, sentences=False)
    lists: dict[str, list[np.ndarray]] = {}
    for group, theme in lexicon.themes:
        here = mentions.loc[(mentions["group"] == group) & (mentions["theme"] == theme), "article"]
        lists.setdefault(group or theme, []).append(articles["article"].isin(here).to_numpy())
    return {name: np.all(mentioned, axis=0) for name, mentioned in lists.items()}
