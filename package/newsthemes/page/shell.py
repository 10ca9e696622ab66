"""What every page of a site has around its text: head, navigation, foot, style, script, policy.

Its HTML is shell.html.j2.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ..text.characters import visible
from .modules import script_of
from .script_files import (
    OF_SEVERAL,
    PACKED,
    PARTS,
    PUBLISHED,
    READING,
    packed,
    policy,
    style_of,
    templates,
)

TEMPLATES = Path(__file__).parent
INDEX, METHODS = "index", "methods"
BESIDE = (
    "The other pages are files beside this one. If you were sent this page alone, you do not have "
    "them."
)

Links = Sequence[tuple[str, ...]]  # the parts of a Link, of which `finding` may be left out


class Link(NamedTuple):
    """A page of a site: the name of its file without .html, what links call it, and its finding,
    which the menu shows.
    """

    name: str
    label: str
    finding: str = ""


class Site(NamedTuple):
    """Pages that belong together: their title, the pages in their order, where they are published,
    such as "https://example.org/themes", if they are, and the file of a picture beside them, which
    others show with a link to them.
    """

    title: str = ""
    links: Links = ()
    address: str = ""
    preview: str = ""


def whole_page(
    main: str,
    name: str,
    title: str,
    description: str,
    *,
    site: Site,
    text: bool,
    scripts: tuple[str, ...] = READING,
) -> str:
    """The page with this HTML in it.

    Parameters
    ----------
    main : HTML that is safe to show. name : that of the file without .html.
    title, description : as text. site : of which the page is one; without links it stands alone,
        and the index does not repeat the site's title.
    scripts : the modules that the page runs.
    text : False says that the page holds no article.
    """
    styles = ["page.css", f"{TEMPLATES}/notebook.css"]
    if name == INDEX:
        styles = ["page.css", "coding.css"]
    if scripts == OF_SEVERAL:
        styles.append("several.css")
    if site.links:
        styles.append(f"{TEMPLATES}/site.css")
    style = style_of(*styles)
    script = script_of(*scripts, *PUBLISHED) if site.address else script_of(*scripts)
    pages = [Link(*link) for link in site.links]
    to_unpack = {}
    if scripts != READING:
        to_unpack = {name: script_of(name, after=scripts) for name in PACKED}
    own = {
        "main": main,
        "name": name,
        "title": title,
        "description": description,
        "site": site,
        "pages": {link.name: link for link in pages},
        "notebooks": [link for link in pages if link.name not in (INDEX, METHODS)],
        "part_of": _part_of(site),
        "address": site.address.rstrip("/"),
        "style": style,
        "script": script,
        "policy": policy(style, script, *to_unpack.values()),
        "packed": {name: packed(part) for name, part in to_unpack.items()},
        "text": text,
        "story": name == INDEX,
    }
    place = [link.name for link in pages].index(name) if pages else 0
    if place:
        own["previous"] = pages[place - 1]
    if place + 1 < len(pages):
        own["next"] = pages[place + 1]
    body = templates(TEMPLATES, PARTS).get_template("shell.html.j2").render(own=own)
    return visible(body).rstrip() + "\n"


def _part_of(site: Site) -> str:
    """Of what a page is a part, for whom it came alone."""
    parts = []
    if site.title:
        parts.append(f"Part of: {site.title}.")
    if site.links and not site.address:
        parts.append(BESIDE)
    return " ".join(parts)
