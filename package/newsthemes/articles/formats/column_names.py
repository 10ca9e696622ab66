"""Which column of a table says what: by the names that people give columns, in several languages,
or as the user says.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

Where = dict[str, str]  # what we call a column -> what it is called
FACTS = ("title", "date", "source", "language")  # what a file can say of an article
# what we call it, and what columns that say it are called (see `column_key`), the likeliest first
NAMES = {
    "text": """text body content fulltext articletext articlebody bodytext maintext textbody
        newstext story transcript volltext artikeltext inhalt texte textecomplet contenu corps
        texto textocompleto cuerpo contenido conteudo testo contenuto tekst inhoud текст 正文 内容
        本文""".split(),
    "title": """title headline articletitle titel uberschrift schlagzeile titre titulo titular
        titolo tytul kop заголовок 标题 見出し""".split(),
    "date": """date published publicationdate publishedat publisheddate publishdate pubdate
        publishedon datepublished datum veroffentlicht datepublication datedepublication fecha
        fechadepublicacion data datadepublicacao datum publicatiedatum дата 日期 日付
        timestamp datetime""".split(),
    "source": """source outlet publication newspaper publisher quelle zeitung medium fuente
        medio periodico fonte testata giornale jornal veiculo bron krant zrodlo источник
        来源 媒体""".split(),
    "language": "language lang sprache langue idioma lingua taal jezyk язык 语言".split(),
    "article": ["article", "id"],
}
LONGEST = 100  # characters of a name that are looked at; one that is known is shorter
_NO_LETTER = re.compile("[\\s_.\u0300-\u036f-]")  # accents, once they stand alone


@lru_cache(maxsize=4096)
def column_key(name: str) -> str:
    """A column's name as it is looked up: small letters, without accents, spaces, dots, dashes and
    underscores.

    >>> column_key(" Publication Date"), column_key("publication_date"), column_key("Título")
    ('publicationdate', 'publicationdate', 'titulo')
    """
    name = str(name)[:LONGEST].casefold()
    return _NO_LETTER.sub("", unicodedata.normalize("NFKD", name))


def columns_named(
    names: Iterable[str], known: dict[str, list[str]] = NAMES
) -> dict[str, list[str]]:
    """For each thing that is `known`, those of the names that say it, the likeliest first.

    >>> columns_named(["Headline", "titel", "page"])["title"]
    ['Headline', 'titel']
    """
    by_key = defaultdict(list)
    for name in names:
        by_key[column_key(name)].append(name)
    return {
        ours: [name for key in dict.fromkeys(keys) for name in by_key[key]]
        for ours, keys in known.items()
    }
