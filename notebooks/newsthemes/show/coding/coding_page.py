"""A sample of sentences -> the page on which a coder codes them."""

import pandas as pd

from ...lexicon.model import Lexicon
from ...text.write_files import sha256
from ...trust.sheets import KEYS, labels_of, sentences_of
from ..explorer.frontend_files import PARTS, joined, policy, script_data, templates


def coding_page(
    articles: pd.DataFrame, lexicon: Lexicon, sample: pd.DataFrame, defined: dict[str, str]
) -> str:
    """The page on which sentences are coded: one HTML file that asks nothing of anybody.

    Sentences come in a random order, so that whoever stops early has coded a random part. Strata
    and weights of the sample are not in it, nor the terms of a theme that has a definition.

    Parameters
    ----------
    articles, lexicon : the articles, and the themes to be coded.
    sample : the sentences, from `sample_for_coding`; those of a second round are saved as such.
    defined : a theme's label -> its definition, from `definitions`.

    Returns
    -------
    The HTML. The key under which a browser keeps answers is the hash of sentences and themes.
    """
    sentences = sentences_of(articles)
    texts = sentences.groupby("article", sort=False)["text"]
    sentences["before"] = texts.shift(1, fill_value="")
    sentences["after"] = texts.shift(-1, fill_value="")
    number, suffix = sample["round"].max(), ""
    if number > 1:
        suffix = f" round {number}"
    table = sample[KEYS[:2]].merge(sentences, how="left")
    rows, labels, themes = table.to_numpy().tolist(), labels_of(lexicon), []
    for label, pair in labels.items():
        terms = [one.term for one in lexicon.terms if one[:2] == pair and not one.excluded]
        if label in defined:
            terms = []
        themes.append({"theme": label, "definition": defined.get(label, ""), "terms": terms})
    data = {
        "sheet": sha256(script_data([rows, list(labels)]).encode()),
        "rows": rows,
        # the same for every coder
        "order": table.sample(frac=1, random_state=0).index.tolist(),
        "themes": themes,
        "suffix": suffix,
    }
    style = joined("page.css", "coding.css")
    script = joined("files.js", "store.js", "sheet.js", "coding.js")
    page = templates(PARTS).get_template("coding.html.j2")
    return page.render(data=data, style=style, script=script, policy=policy(style, script))
