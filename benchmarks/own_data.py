"""Corpora such as users bring along, made of the world news of `seeds/news`: real sentences in
another order.
"""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

NEWS = Path(__file__).resolve().parents[1] / "seeds" / "news" / "world_news.csv.xz"
SOURCES = ("Morning Mail", "Evening Post", "The Observer", "Harbour News", "Daily Wire")
FIRST, DAYS = date(2015, 1, 1), 10 * 365
REPEATED = (
    0.03  # of the articles are another paper's, with a line on top and the last paragraph gone
)
# of an article's sentences are from its source's own fifth of the news, so that sources differ in
# words
OWN = 0.6


def many_articles(
    number: int = 10_000, characters: int = 3_000, seed: int = 0
) -> Iterator[dict[str, str]]:
    """Articles of some `characters` each, with `article`, `title`, `date` (ten years), `source`
    (five) and `text`.

    Each has sentences drawn from all news, four to a paragraph; no two begin alike but the few that
    repeat another.
    """
    from newsthemes import read_articles
    from newsthemes.text.sentences import sentence_spans

    random_ = random.Random(seed)
    pool = [
        " ".join(text[start:end].split())
        for text in read_articles(NEWS)["text"]
        for start, end in sentence_spans(text)
        if 40 < end - start < 400
    ]
    fifth = len(pool) // len(SOURCES)
    written: list[dict[str, str]] = []
    for place in range(number):
        day = FIRST + timedelta(days=random_.randrange(DAYS))
        own = random_.randrange(len(SOURCES))
        given = {"article": f"n{place:05}", "date": day.isoformat(), "source": SOURCES[own]}
        if written and random_.random() < REPEATED:
            other = random_.choice(written)
            text = f"As {other['source']} reports:\n\n" + other["text"].rpartition("\n\n")[0]
            yield given | {"title": f"Again: {other['title']}", "text": text}
            continue
        sentences, length = [], 0
        while length < characters:
            drawn = (
                own * fifth + random_.randrange(fifth)
                if random_.random() < OWN
                else random_.randrange(len(pool))
            )
            sentences.append(pool[drawn])
            length += len(pool[drawn]) + 1
        text = "\n\n".join(" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))
        written.append(given | {"title": " ".join(islice(sentences[0].split(), 9)), "text": text})
        yield written[-1]


def write_jsonl(articles: Iterator[dict[str, str]], path: Path) -> None:
    """Articles -> a file of JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
