"""A sample of sentences -> the page on which a coder codes them."""

import pandas as pd

from ..files.write_files import sha256
from ..lexicon.model import Lexicon
from .codebook import shown
from .highlight import articles_data
from .modules import script_of
from .script_files import CODING, PARTS, policy, script_data, style_of, templates

UNDEFINED = "This theme came without a definition."


def coding_page(
    articles: pd.DataFrame, lexicon: Lexicon, sample: pd.DataFrame, defined: dict[str, str]
) -> str:
    """The page on which sentences are coded: one HTML file that asks nothing of anybody.

    Sentences come in a random order, so that whoever stops early has coded a random part. Strata
    and weights of the sample are not in it, nor the terms of a theme.

    Parameters
    ----------
    articles, lexicon : the articles, and the themes to be coded.
    sample : the sentences, from `sample_for_coding`; those of a second round are saved as such.
    defined : theme -> its definition, from `definitions`.

    Returns
    -------
    The HTML. The key under which a browser keeps answers is the hash of sentences and themes.
    """
    of_sample = articles[articles["article"].isin(sample["article"])]
    places = pd.Index(of_sample["article"]).get_indexer(sample["article"])
    rows = pd.DataFrame({"article": places, "sentence": sample["sentence"].to_numpy() - 1})
    data = {
        "articles": articles_data(of_sample).to_dict("records"),  # no count is for a coder to see
        "rows": rows.to_numpy().tolist(),
        # the same for every coder
        "order": rows.sample(frac=1, random_state=0).index.tolist(),
        "themes": [
            {"label": theme, "group": group, "definition": shown(defined.get(theme, UNDEFINED))}
            for theme, group in lexicon.groups.items()
        ],
        "round": int(sample["round"].max()),
    }
    data["key"] = sheet_key(of_sample, lexicon, data["rows"])
    style, script = style_of("page.css", "coding.css"), script_of(*CODING)
    page = templates(PARTS).get_template("coding.html.j2")
    return page.render(data=data, style=style, script=script, policy=policy(style, script))


def sheet_key(articles: pd.DataFrame, lexicon: Lexicon, rows: object = None) -> str:
    """By what a browser keeps answers: the same for these texts and themes, whatever terms."""
    return sha256(script_data([list(articles["text"]), list(lexicon.themes), rows]).encode())
