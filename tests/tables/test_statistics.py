"""Clusters of articles, and articles drawn again."""

import pandas as pd

from newsthemes.tables.statistics import clusters


def test_clusters_unite_the_links_of_several_columns():
    table = pd.DataFrame(
        {"by": ["A", "B", "B", "C", None, ""], "copy": ["x", "x", None, "y", None, "y"]}
    )
    assert clusters(table, "by").tolist() == [0, 1, 1, 2, 3, 4]
    assert clusters(table, ["by", "copy"]).tolist() == [0, 0, 0, 1, 2, 1]
    chain = pd.DataFrame(
        {"one": [3, 2, 2, 1, 1, 0], "other": [9, 9, 8, 8, 7, 7]}
    )  # each is linked to the next alone
    assert clusters(chain, ["one", "other"]).tolist() == [0] * 6
    assert clusters(chain.set_axis(list("xyxyxy")), ["one"]).tolist() == [0, 1, 1, 2, 2, 3]
