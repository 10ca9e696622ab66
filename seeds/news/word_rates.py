"""How often world news has each word, by which `nt.suggest` says what is far more frequent.

    .venv/bin/python seeds/news/word_rates.py

Writes notebooks/newsthemes/review/word_rates.csv: each content word of the items' texts that they
have fifty times or more, in small letters, with its number in a million words.
"""

import sys
from collections import Counter
from pathlib import Path

import pandas as pd

NEWS = Path(__file__).resolve().parent
PACKAGE = NEWS.parents[1] / "notebooks"
sys.path.insert(0, str(PACKAGE))

from newsthemes.text.capitalized import words_of_text  # noqa: E402 - found without an install
from newsthemes.text.tokens import is_content  # noqa: E402

LEAST = 50  # times

texts = pd.read_csv(NEWS / "world_news.csv.xz", usecols=["text"], dtype=str)["text"]
words = Counter(word.small for text in texts for word in words_of_text(text, "en").words)
kept = [word for word, times in words.items() if times >= LEAST and is_content(word)]
rates = pd.Series({word: round(words[word] / words.total() * 1e6) for word in sorted(kept)})
path = PACKAGE / "newsthemes" / "review" / "word_rates.csv"
rates.to_csv(path, index_label="word", header=["per_million"], lineterminator="\n")
print(f"{path}: {len(rates):,} words of {len(words):,}, {path.stat().st_size:,} bytes")
