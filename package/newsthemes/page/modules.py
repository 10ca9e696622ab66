"""The modules in `scripts/` -> the script of a page.

Of modules this knows `import { a, b } from "./x.js"` and `export` before a function, a const or a
class, at the start of a line; it refuses the rest. A file of JSON exports itself, under its name in
capitals, and so does a list of themes, as {theme: lines}. In the script a module is a function of
its own, and what it exports stands in `modules`, where packed scripts and tests find it, too: so no
two modules of a page may export the same name.
"""

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

SCRIPTS = Path(__file__).with_name("scripts")
IMPORT = re.compile(r'^import \{\s*(\w+(?:,\s+\w+)*),?\s*\} from "(\.[\w./-]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:(?:async )?function\*?|const|class) (\w+))", re.MULTILINE)
UNKNOWN = re.compile(r"^(?:import|export)\b.*|\bimport\(.*", re.MULTILINE)
# a theme of a list that has groups, and its entries
THEME = re.compile(r"^  (\S.*):\n((?:    - .*\n)+)", re.MULTILINE)
# comments (no string has a space before two slashes), and what stands at the beginning of lines
UNREAD = re.compile(r"^\s*/\*\*(?:[^*]|\*(?!/))*\*/\n|(?:^|\s+)//.*|^\s+", re.MULTILINE)


class Module(NamedTuple):
    """What a file imports, by the other file; what it exports; and its code without both."""

    imports: dict[Path, list[str]]
    exports: list[str]
    code: str


@cache
def module(path: Path) -> Module:
    """The module in a file. ValueError says what in it is no part of modules here."""
    text = path.read_text(encoding="utf-8")
    if path.suffix in (".json", ".yaml"):
        name = path.stem.upper()
        data = json.loads(text) if path.suffix == ".json" else _themes_in(text)
        written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return Module({}, [name], f"const {name} = {written};\n")
    imports: dict[Path, list[str]] = {}
    for names, place in IMPORT.findall(text):
        imports.setdefault((path.parent / place).resolve(), []).extend(re.split(r",\s+", names))
    code = UNREAD.sub("", EXPORT.sub("", IMPORT.sub("", text)))
    if unknown := UNKNOWN.search(code):
        raise ValueError(f"{path}: not known here: {unknown[0]}")
    for name in sum(imports.values(), []):
        if not re.search(rf"\b{name}\b", code):
            raise ValueError(f"{path}: imports {name} and does not use it")
    return Module(imports, EXPORT.findall(text), code)


def _themes_in(text: str) -> dict[str, str]:
    """The themes of lexicon/issues.yaml, which is written alike throughout: as YAML it would take
    half a second.

    >>> _themes_in("Issues:\\n  # Counts: all.\\n  Trade:\\n    - trade\\n    - not: fair trade\\n")
    {'Trade': 'trade\\nnot: fair trade'}
    """
    return {
        theme: "\n".join(re.findall("- (.*)", entries)) for theme, entries in THEME.findall(text)
    }


def in_order(names: tuple[str, ...]) -> list[Path]:
    """The files of these modules and of all that they import, each behind those that it imports."""
    found: list[Path] = []

    def add(path: Path, importing: tuple[Path, ...]) -> None:
        if path in importing:
            raise ValueError(f"these import each other: {' '.join(map(called, importing))}")
        if path in found:
            return
        for other, names in module(path).imports.items():
            add(other, (*importing, path))
            for name in {*names} - {*module(other).exports}:
                raise ValueError(f"{path}: imports {name}, which {called(other)} does not export")
        found.append(path)

    for name in names:
        add(SCRIPTS / name, ())
    return found


def called(path: Path) -> str:
    """The path of a module as scripts know it."""
    return os.path.relpath(path, SCRIPTS).replace(os.sep, "/")


def script_of(*names: str, after: tuple[str, ...] = ()) -> str:
    """The script of these modules and of what they import. It runs behind that of the modules
    `after`, if there are any, and has nothing of it.
    """
    there = in_order(after)
    parts = ['"use strict";\n', "" if after else "const modules = {};\n"]
    exporting: dict[str, Path] = {}
    # data first: side by side they pack better
    data_first = sorted(in_order(names), key=lambda path: path.suffix == ".js")
    for path in dict.fromkeys([*there, *data_first]):
        own = module(path)
        for name in own.exports:
            if exporting.setdefault(name, path) != path:
                raise ValueError(f"{path}: {called(exporting[name])} exports {name}, too")
        if path not in there:
            imported = ",".join(sum(own.imports.values(), []))
            parts.append("(() => {\n")
            parts.append(f"const {{{imported}}} = modules;\n" if imported else "")
            parts.append(own.code)
            parts.append(f"Object.assign(modules, {{{','.join(own.exports)}}});\n}})();\n")
    return "".join(parts)
