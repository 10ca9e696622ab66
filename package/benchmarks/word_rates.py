"""How often world news has each word, by which `nt.suggest` says what is far more frequent.

    python benchmarks/word_rates.py ../seeds/news/world_news.csv.xz

Writes newsthemes/review/word_rates.csv: each content word of the items' texts that they
have fifty times or more, in small letters, with its number in a million words.
"""

import sys
from collections import Counter
from pathlib import Path

import pandas as pd

PACKAGE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PACKAGE))

from newsthemes.review.words_of_text import words_of_text  # noqa: E402 - found without an install
from newsthemes.text.tokens import is_content  # noqa: E402

LEAST = 50  # times
RATES = PACKAGE / "newsthemes" / "review" / "word_rates.csv"


def main(news):
    texts = pd.read_csv(news, usecols=["text"], dtype=str)["text"]
    words = Counter(word.small for text in texts for word in words_of_text(text, "en").words)
    kept = [word for word, times in words.items() if times >= LEAST and is_content(word)]
    rates = pd.Series({word: round(words[word] / words.total() * 1e6) for word in sorted(kept)})
    rates.to_csv(RATES, index_label="word", header=["per_million"], lineterminator="\n")
    print(f"{RATES}: {len(rates):,} words of {len(words):,}, {RATES.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
