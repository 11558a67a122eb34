"""Where a file belongs, and that each name of a file and of a public class stands once."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.paths import HOME

PACKAGES = ("parsers", "analysis", "tui", "runcmp")
WHOLE = Path("reading")
"""Tests of whole documents, which all packages take part in."""


def files() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (HOME / package).rglob("*.py")


def test_the_folders_of_tests_are_those_of_the_packages() -> None:
    folders = {file.parent.relative_to(HOME / "tests") for file in (HOME / "tests").rglob("*.py")}
    folders = {folder for folder in folders if WHOLE not in (folder, *folder.parents)}
    assert len(folders) > 10
    assert [str(folder) for folder in folders if not (HOME / folder).is_dir()] == []
    assert [
        str(folder) for folder in folders if not (HOME / "tests" / folder / "__init__.py").exists()
    ] == []


def test_every_package_has_tests() -> None:
    for package in PACKAGES:
        assert list((HOME / "tests" / package).rglob("test_*.py")), package


def test_no_file_name_stands_twice() -> None:
    places: dict[str, list[Path]] = defaultdict(list)
    for file in files():
        if file.stem not in {"__init__", "__main__"}:
            places[file.name].append(file)
    assert len(places) > 100
    assert [found for found in places.values() if len(found) > 1] == []


def test_no_public_class_name_stands_twice() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for file in files():
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(str(file.relative_to(HOME)))
    assert "parsers/tables/table.py" in places["Table"]
    assert [(name, found) for name, found in places.items() if len(found) > 1] == []


def test_no_name_of_a_test_file_stands_twice() -> None:
    names = [file.name for file in (HOME / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
