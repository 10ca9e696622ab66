"""How often world news has each word, by which `nt.suggest` says what is far more frequent.

    python benchmarks/word_rates.py ../seeds/news/world_news.csv.xz

Writes newsthemes/review/word_rates.json: the words of the items' texts that may be keywords and are
there a hundred times in a million words or more, in small letters, by this number, to a tenth of it.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

PACKAGE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PACKAGE))

from newsthemes.review.keywords import may_be_keyword  # noqa: E402 - found without an install
from newsthemes.review.words_of_text import words_of_text  # noqa: E402

LEAST = 100  # in a million words
STEP = 1.2  # from one rate to the next
RATES = PACKAGE / "newsthemes" / "review" / "word_rates.json"


def main(news):
    texts = pd.read_csv(news, usecols=["text"], dtype=str)["text"]
    words = Counter(word.small for text in texts for word in words_of_text(text, "en").words)
    rates = pd.Series(words) / words.total() * 1e6
    rates = rates[(rates >= LEAST) & rates.index.map(may_be_keyword)].sort_index()
    steps = (np.log(rates / LEAST) / np.log(STEP)).round()
    rounded = (LEAST * STEP**steps).round().astype(int)
    by_rate = {int(rate): " ".join(some.index) for rate, some in rates.groupby(rounded)}
    RATES.write_text(json.dumps(by_rate, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{RATES}: {len(rates):,} words of {len(words):,}, {RATES.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
