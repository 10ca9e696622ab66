"""Executed notebooks -> what is committed of them: from the same code the same text and pictures
everywhere.
"""

import base64
import io
import re
from collections.abc import Iterable
from contextlib import suppress

import nbformat
from PIL import Image, ImageChops

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
EMBEDDED_PNG = re.compile(r"iVBORw0KGgo[A-Za-z0-9+/]+={0,2}")
END_OF_PNG = b"IEND\xaeB`\x82"
# two pictures differ where the mean colours of 4 x 4 pixels differ by more than 12 of 255
BLOCK, TOLERANCE = 4, 12
WIDGET = "application/vnd.jupyter.widget-view+json"
# a warning as Python prints it: before it the file and line of a cell or of a package, which lie
# elsewhere each time; below it that line's source, and what a warning has to say with paths
WARNED = re.compile(r"^[^\n]*?\.py:\d+: (?P<warning>\w+: [^\n]*\n)(?:  [^\n]*\n?)*", re.MULTILINE)
# Matplotlib, where it takes long to look for fonts: in the first notebooks of a run, on a slow
# machine
FONTS = re.compile(
    r"^Matplotlib is building the font cache; this may take a moment\.\n?", re.MULTILINE
)


def normalised(notebook: nbformat.NotebookNode) -> str:
    """The text of an executed notebook as it is committed: nothing in it that belongs to one run or
    one machine.
    """
    notebook.metadata.update(kernelspec=KERNEL, language_info={"name": "python"})
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)  # it names an object of a kernel that is gone
            if output.get("name") == "stderr":
                output["text"] = FONTS.sub("", WARNED.sub(r"\g<warning>", output["text"]))
        if "outputs" in cell:
            cell.outputs = [output for output in cell.outputs if output.get("text") != ""]
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n"


def outputs_of(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """All outputs of a notebook's cells."""
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def warned(notebooks: Iterable[nbformat.NotebookNode]) -> list[str]:
    """The lines that the cells of notebooks wrote to stderr, their warnings, each once."""
    outputs = [output for notebook in notebooks for output in outputs_of(notebook)]
    texts = [output["text"] for output in outputs if output.get("name") == "stderr"]
    return list(dict.fromkeys(line for text in texts for line in text.splitlines()))


def same_picture(one: bytes, other: bytes) -> bool:
    """Whether two PNG files look the same, as drawn by two processors or systems, and have the same
    alternative text (their `Description`).
    """
    if not (one.endswith(END_OF_PNG) and other.endswith(END_OF_PNG)):  # one is cut off
        return False
    try:
        pictures = [Image.open(io.BytesIO(data)) for data in (one, other)]
        colors = [picture.convert("RGB") for picture in pictures]
    except (OSError, ValueError, SyntaxError):  # damaged
        return False
    first, second = [(picture.size, picture.info.get("Description")) for picture in pictures]
    if first != second:
        return False
    blocks = [picture.reduce(BLOCK) for picture in colors]
    extremes = ImageChops.difference(*blocks).getextrema()
    return max(most for _, most in extremes) <= TOLERANCE


def keep_pictures(text: str, saved: str) -> str:
    """A notebook's text; embedded pictures that look like one of the saved text stay as it."""
    before = {}
    for match in EMBEDDED_PNG.findall(saved):
        with suppress(ValueError):  # it is cut off
            before[match] = base64.b64decode(match)

    def put_back(match: re.Match[str]) -> str:
        data = base64.b64decode(match[0])
        alike = (kept for kept, kept_data in before.items() if same_picture(data, kept_data))
        return next(alike, match[0])

    return EMBEDDED_PNG.sub(put_back, text)
