"""What every page of a site has around its text: head, navigation, foot, style, script, policy.

Its HTML is shell.html.j2.
"""

from collections.abc import Sequence
from pathlib import Path

from ..text.characters import visible
from .modules import script_of
from .script_files import OF_SEVERAL, PACKED, PARTS, READING, packed, policy, style_of, templates

TEMPLATES = Path(__file__).parent
INDEX, METHODS = "index", "methods"

Links = Sequence[tuple[str, str]]  # name of the file without .html, label


def whole_page(
    main: str,
    name: str,
    title: str,
    description: str,
    *,
    links: Links,
    text: bool,
    site: str = "",
    scripts: tuple[str, ...] = READING,
) -> str:
    """The page with this HTML in it.

    Parameters
    ----------
    main : HTML that is safe to show. name : that of the file without .html.
    title, description : as text. site : what the header calls the site; empty for the index.
    links : the site's pages in their order; without any, the page stands alone.
    scripts : the modules that the page runs.
    text : False says that the page holds no article.
    """
    styles = ["page.css", f"{TEMPLATES}/notebook.css"]
    if name == INDEX:
        styles = ["page.css", "coding.css"]
    if scripts == OF_SEVERAL:
        styles.append("several.css")
    if links:
        styles.append(f"{TEMPLATES}/site.css")
    style = style_of(*styles)
    script = script_of(*scripts)
    to_unpack = {}
    if scripts != READING:
        to_unpack = {name: script_of(name, after=scripts) for name in PACKED}
    own = {
        "main": main,
        "name": name,
        "title": title,
        "description": description,
        "site": site,
        "links": dict(links),
        "notebooks": [link for link in links if link[0] not in (INDEX, METHODS)],
        "style": style,
        "script": script,
        "policy": policy(style, script, *to_unpack.values()),
        "packed": {name: packed(part) for name, part in to_unpack.items()},
        "text": text,
        "story": name == INDEX,
    }
    place = [page for page, _ in links].index(name) if links else 0
    if place:
        own["previous"] = links[place - 1]
    if place + 1 < len(links):
        own["next"] = links[place + 1]
    body = templates(TEMPLATES, PARTS).get_template("shell.html.j2").render(own=own)
    return visible(body).rstrip() + "\n"
