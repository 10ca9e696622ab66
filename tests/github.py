"""What GitHub leaves of a notebook's output."""

import bleach
from bs4 import BeautifulSoup

KEPT = set(
    "a b br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img li mark ol p pre s section small span".split()
)
KEPT |= set("strong sub summary sup table tbody td tfoot th thead tr ul".split())


def as_on_github(html):
    """HTML without all that GitHub takes away from a notebook's output."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup(["style", "script"]):
        element.decompose()
    return bleach.clean(
        str(soup),
        tags=KEPT,
        attributes={"*": ["title"], "img": ["src", "alt"]},
        protocols=["data"],
        strip=True,
    )
