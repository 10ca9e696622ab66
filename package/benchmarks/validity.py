"""Our counts against labels that people gave, beside a regular expression and a trained classifier,
to benchmarks/validity.md.

    pip install -r requirements.txt -r benchmarks/requirements.txt
    python -m nltk.downloader reuters
    python benchmarks/validity.py [--reuters DIR]

DIR is a data folder of NLTK with corpora/reuters.zip; without it NLTK's own search path is looked
through. What the page says of the test part was measured once, and is kept.

Protocol. Reuters-21578, the training part of the ModApte split. The lexicon is reuters.yaml. From
mentions to a topic: a core term gives an article 3 points, a supporting one 1, and twice that in
the title; the article has the topic where its points reach a + b for each 100 words. a and b are
chosen for each topic, for the best F1 in four fifths of the articles, and judged on the fifth. The
regular expression is the topic's bare word, at least twice in the article; it has nothing to
choose. The support vector machine (scikit-learn: TF-IDF of words, LinearSVC) is trained on the same
articles as our a and b are chosen in, one for each topic, its cut chosen by cross-validation inside
them. In brackets: 95 % percentile intervals from 2,000 bootstrap samples of articles, the same
samples for all, so that differences are paired; the choice of a and b is not drawn again. Macro F1
is the mean over topics. The lexicon was written by reading in the training part, so these figures
flatter it, where those of the test part do not.
"""

import argparse
import hashlib
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from speed_data import read_reuters

HERE = Path(__file__).resolve().parent
PAGE = HERE / "validity.md"
WORDS = {  # topic: its bare word
    "trade": "trade",
    "crude": "crude",
    "ship": "ship",
    "grain": "grain",
    "interest": "interest",
    "money-fx": "currency",
}
WEIGHTS, TITLE = {"core": 3, "supporting": 1}, 2
# (points, points for each 100 words) that an article must reach
THRESHOLDS = [(points, more) for more in (0, 0.5, 1, 1.5, 2, 3, 4) for points in range(1, 13)]
FOLDS, DRAWS = 5, 2000
MEASURED = "## The training part"  # from here to the protocol the page is made anew
Labels = np.ndarray  # articles x topics, of bool


def f1(right: Any, found: Any, labelled: Any) -> Any:
    """F1 from numbers of articles, or arrays of them; 0 where nothing is found or labelled."""
    return 2 * right / np.maximum(found + labelled, 1)


def points(articles: pd.DataFrame) -> np.ndarray:
    """Articles x topics: the points that the mentions of each topic give an article."""
    from newsthemes import find_mentions, read_lexicon

    mentions = find_mentions(articles, read_lexicon(HERE / "reuters.yaml"), sentences=False)
    titles = articles.set_index("article")["text"].str.partition("\n")[0].str.len()
    in_title = mentions["end"] <= mentions["article"].map(titles)
    names = mentions["theme"].str.rpartition(": ")[2]  # core or supporting, of each topic
    weight = names.map(WEIGHTS) * np.where(in_title, TITLE, 1)
    sums = weight.groupby([mentions["article"], mentions["group"]]).sum().unstack()
    return sums.reindex(index=articles["article"], columns=list(WORDS)).fillna(0).to_numpy()


class Threshold:
    """Ours: which articles reach the threshold that was best in those it has seen, by topic."""

    def fit(self, given: np.ndarray, labelled: Labels) -> "Threshold":
        passed = np.array([self._passed(given, threshold) for threshold in THRESHOLDS])
        scores = f1((passed & labelled).sum(1), passed.sum(1), labelled.sum(0))
        self.chosen = [THRESHOLDS[number] for number in scores.argmax(0)]
        return self

    def predict(self, given: np.ndarray) -> Labels:
        columns = enumerate(self.chosen)
        return np.array([self._passed(given, limit)[:, topic] for topic, limit in columns]).T

    @staticmethod
    def _passed(given: np.ndarray, threshold: tuple[float, float]) -> Labels:
        return given[:, :-1] >= threshold[0] + threshold[1] * given[:, -1:] / 100


class LinearSVM:
    """TF-IDF and a linear support vector machine a topic; each cut is best in what cross-validation
    inside gives.
    """

    def fit(self, texts: np.ndarray, labelled: Labels) -> "LinearSVM":
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.model_selection import cross_val_predict
        from sklearn.svm import LinearSVC

        self.vectors = TfidfVectorizer(sublinear_tf=True, min_df=2)
        rows = self.vectors.fit_transform(texts)
        self.machines, self.cuts = [], []
        for column in labelled.T:
            machine = LinearSVC(random_state=0)
            inside = cross_val_predict(machine, rows, column, cv=FOLDS, method="decision_function")
            order = np.argsort(-inside)
            scores = f1(column[order].cumsum(), np.arange(1, len(order) + 1), column.sum())
            self.cuts.append(inside[order[scores.argmax()]])
            self.machines.append(machine.fit(rows, column))
        return self

    def predict(self, texts: np.ndarray) -> Labels:
        rows = self.vectors.transform(texts)
        pairs = zip(self.machines, self.cuts, strict=True)
        return np.array([machine.decision_function(rows) >= cut for machine, cut in pairs]).T


def cross_validated(make: Any, given: np.ndarray, labelled: Labels) -> Labels:
    """What is predicted for each fifth of the articles by what has seen the other four; always the
    same fifths.
    """
    fold = np.random.default_rng(0).permutation(len(labelled)) % FOLDS
    found = np.zeros_like(labelled)
    for number in range(FOLDS):
        seen = fold != number
        found[~seen] = make().fit(given[seen], labelled[seen]).predict(given[~seen])
    return found


def bootstrap(found: Labels, labelled: Labels) -> np.ndarray:
    """F1, draws x topics, and in the last column their mean; the same draws whatever is found."""
    random = np.random.default_rng(0)
    scores = np.empty((DRAWS, labelled.shape[1]))
    for row in range(DRAWS):
        times = random.multinomial(len(labelled), np.full(len(labelled), 1 / len(labelled)))
        scores[row] = f1(times @ (found & labelled), times @ found, times @ labelled)
    return np.column_stack([scores, scores.mean(1)])


def interval(values: np.ndarray, sign: str = "") -> str:
    low, high = np.percentile(values, [2.5, 97.5])
    return f"[{low:{sign}.2f}, {high:{sign}.2f}]"


def table(articles: pd.DataFrame) -> str:
    """Ours topic by topic, and its differences to the peers; the last row is the mean."""
    labelled = np.array([[topic in named for topic in WORDS] for named in articles["topics"]])
    texts, words = articles["text"].to_numpy(), articles["text"].str.split().str.len()
    counts = [articles["text"].str.count(rf"(?i)\b{word}\b") >= 2 for word in WORDS.values()]
    found = {
        "ours": cross_validated(Threshold, np.column_stack([points(articles), words]), labelled),
        "regex": np.array(counts).T,
        "SVM": cross_validated(LinearSVM, texts, labelled),
    }
    right, given, n = (found["ours"] & labelled).sum(0), found["ours"].sum(0), labelled.sum(0)
    precision, recall = right / given, right / n
    scores, drawn = {}, {}
    for name, labels in found.items():
        by_topic = f1((labels & labelled).sum(0), labels.sum(0), n)
        scores[name] = [*by_topic, by_topic.mean()]
        drawn[name] = bootstrap(labels, labelled)
    lines = [
        "| topic | n | precision | recall | **F1** |  | regex F1 | SVM F1 | ours − regex |  | ours − SVM |  |",
        "| --- " + "| --: " * 11 + "|",
    ]
    shown = zip(
        [*WORDS, "macro"],
        [*n, ""],
        [*precision, precision.mean()],
        [*recall, recall.mean()],
        strict=True,
    )
    for row, (topic, number, exact, complete) in enumerate(shown):
        cells = [topic, number, f"{exact:.2f}", f"{complete:.2f}", f"**{scores['ours'][row]:.2f}**"]
        cells += [interval(drawn["ours"][:, row])]
        cells += [f"{scores[peer][row]:.2f}" for peer in ("regex", "SVM")]
        for peer in ("regex", "SVM"):
            cells.append(f"{scores['ours'][row] - scores[peer][row]:+.2f}")
            cells.append(interval(drawn["ours"][:, row] - drawn[peer][:, row], "+"))
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reuters", metavar="DIR", help="NLTK's data folder")
    given = parser.parse_args()
    sys.path.insert(0, str(HERE.parent))
    texts, topics = read_reuters(given.reuters)
    articles = pd.DataFrame({"article": range(len(texts)), "text": texts, "topics": topics})
    digest = hashlib.sha256((HERE / "reuters.yaml").read_bytes()).hexdigest()[:12]
    made = f"Python {platform.python_version()}, scikit-learn {version('scikit-learn')}; "
    made += f"sha256 of reuters.yaml {digest}."
    head = f"{MEASURED}, in five folds: {len(articles):,} articles"
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(MEASURED)
    _, mark, by_hand = rest.partition("## Protocol")
    text = "\n\n".join([head, made, table(articles), ""])
    PAGE.write_text(before + text + mark + by_hand, encoding="utf-8", newline="\n")
    print(text)


if __name__ == "__main__":
    main()
