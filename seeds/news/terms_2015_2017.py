"""What themes.yaml was written from: how its terms do among the items of 2015 to 2017 alone.

    .venv/bin/python seeds/news/terms_2015_2017.py

Prints precision, recall and F1 of each kind by year; each term with the items that it finds, the
share of them that editors filed under the kind, and what F1 gains by the term; and words of the
items that the terms miss. Later items judge the terms (notebooks 3 and 5), so none is read here.
"""

import sys
from collections import Counter
from pathlib import Path

import pandas as pd

NEWS = Path(__file__).resolve().parent
sys.path.insert(0, str(NEWS.parents[1] / "package"))

import newsthemes as nt  # noqa: E402 - found without an install

news = pd.read_csv(NEWS / "world_news.csv.xz", dtype=str)
news = news[news["date"] < "2018"].dropna(subset="category")
articles = pd.DataFrame({"article": news["id"], "text": news["text"], "language": "en"})
lexicon = nt.read_lexicon(NEWS / "themes.yaml")
mentions = nt.find_mentions(articles, lexicon)


def f1(right: int, found: int, filed: int) -> float:
    """The harmonic mean of precision, right by found, and recall, right by filed."""
    return 2 * right / max(found + filed, 1)


for kind, finds in mentions.groupby("theme", sort=False):
    print(f"\n{kind}")
    filed = set(news.loc[news["category"] == kind, "id"])
    found = set(finds["article"])
    for year, ids in news.groupby(news["date"].str[:4])["id"]:
        right = len(filed & found & set(ids))
        numbers = right, len(found & set(ids)), len(filed & set(ids))
        precision, recall = right / numbers[1], right / numbers[2]
        print(f"{year}: precision {precision:.2f}, recall {recall:.2f}, F1 {f1(*numbers):.2f}")

    by_term = finds.groupby("term")["article"].agg(set)
    terms_of_item = Counter(item for items in by_term for item in items)
    with_all = f1(len(filed & found), len(found), len(filed))
    rows = []
    for term, items in by_term.items():
        alone = {item for item in items if terms_of_item[item] == 1}
        without = f1(len(filed & found - alone), len(found - alone), len(filed))
        rows.append((term, len(items), len(items & filed) / len(items), with_all - without))
    table = pd.DataFrame(rows, columns=["term", "items", "filed here", "F1 gained"])
    print(table.sort_values("F1 gained", ascending=False).round(4).to_string(index=False))

    words = news.set_index("id")["text"].str.lower().str.findall(r"\w+").map(set)
    missed = Counter(word for item in filed - found for word in words[item])
    others = Counter(word for item in set(news["id"]) - filed - found for word in words[item])
    telling = [word for word, times in missed.most_common() if times > max(4, others[word])]
    print("Words of missed items:", ", ".join(telling[:60]))
