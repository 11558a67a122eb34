"""What is installed is what runs here: each package, and the files beside the modules."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch
from pathlib import Path

from tests.paths import HOME
from tui.version import VERSION

PACKAGES = ("runcmp", "parsers", "analysis", "tui")
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text())
SETUPTOOLS = PROJECT["tool"]["setuptools"]


def files() -> list[Path]:
    found = [file for package in PACKAGES for file in (HOME / package).rglob("*")]
    return [
        file.relative_to(HOME)
        for file in found
        if file.is_file() and "__pycache__" not in file.parts
    ]


def test_every_folder_of_modules_is_a_package_that_is_installed() -> None:
    included = SETUPTOOLS["packages"]["find"]["include"]
    folders = {file.parent for file in files()}
    assert len(folders) > 30
    for folder in folders:
        assert (HOME / folder / "__init__.py").is_file(), folder
        assert any(fnmatch(".".join(folder.parts), pattern) for pattern in included), folder


def test_every_file_that_is_no_module_is_installed() -> None:
    listed = SETUPTOOLS["package-data"]
    others = [file for file in files() if file.suffix != ".py"]
    assert others
    for file in others:
        patterns = listed.get(".".join(file.parent.parts), ())
        assert any(fnmatch(file.name, pattern) for pattern in patterns), file


def test_the_documents_name_the_version_that_is_installed() -> None:
    assert f"\n## {VERSION} " in (HOME / "CHANGELOG.md").read_text()
    assert f"runcmp/{VERSION}" in (HOME / "docs/install.md").read_text()
