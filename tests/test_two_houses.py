"""What the analysis and the library beside it say of each other."""

import tomllib
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "package"
PROJECT = tomllib.loads((LIBRARY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NAMED = {"jupyter", "pandas", "matplotlib", "nltk"}  # what the notebooks are made with


def lines_of(path):
    lines = (line.partition(" #")[0].strip() for line in path.read_text("utf-8").splitlines())
    return {line for line in lines if line and not line.startswith("#")}


def test_requirements_txt_is_the_packages_of_the_notebooks_the_lock_and_the_library():
    library = "-e ./package[page,files,forms]"
    assert lines_of(ROOT / "requirements.txt") == NAMED | {"-c constraints.txt", library}


def test_what_the_tests_and_benchmarks_need_of_the_library_is_what_it_says():
    tests = lines_of(LIBRARY / "tests" / "requirements.txt")
    assert {*PROJECT["optional-dependencies"]["scale"]} <= tests


def test_a_citation_names_the_library_and_its_version():
    said = YAML().load(ROOT / "CITATION.cff")
    assert said["version"] == PROJECT["version"] and said["license"] == PROJECT["license"]
    assert said["title"].startswith(PROJECT["name"]) and said["abstract"] and said["keywords"]


def test_the_license_of_the_library_is_that_of_the_project():
    assert (LIBRARY / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
