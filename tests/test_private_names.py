"""What libraries keep to themselves and is used all the same stands here, each name once.

A new version may take any of it away without a word: then the test fails that names it.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.paths import HOME

OF_CLASSES = {
    "asyncio.base_events.BaseEventLoop": {"_ready"},
    "polars.series.series.Series": {"_from_pyseries", "_s"},
    "textual._xterm_parser.XTermParser": {"_sequence_to_key_events"},
    "textual.app.App": {"_driver", "_exception", "_handle_exception"},
    "textual.css.stylesheet.Stylesheet": {"_parse_rules", "_variables"},
    "textual.driver.Driver": {"_app", "_loop"},
    "textual.drivers.linux_driver.LinuxDriver": {"_file"},
    "textual.message_pump.MessagePump": {"_dispatch_message"},
    "textual.pilot.Pilot": {"_wait_for_screen"},
    "textual.screen.Screen": {"_compositor"},
    "textual.widget.Widget": {"_on_key"},
}
OF_MODULES = {
    "textual.app": {"wait_for_idle"},
    "textual.pilot": {"wait_for_idle"},
}
OF_OTHERS = {"_actions", "_exit", "_render_plot", "_typeshed", "_xterm_parser"}
"""Of argparse, of ``os``, which documents it, of a library that only a benchmark installs, of what
only mypy reads, and of Textual, the module of a class above."""

OF_NAMED_TUPLES = {"_asdict", "_fields", "_make", "_replace"}
"""Public in spite of their names."""

OURS = ("parsers", "analysis", "tui", "tests", "benchmarks", "docs")
LIBRARIES = ("textual", "rich", "polars", "argparse", "asyncio")
FOLDERS = ("tui", "tests", "benchmarks", "docs")
PACKAGES = ("parsers", "tui", "tests.tui.app")
"""Those with classes that derive from a library's."""

EVERY_NAME = set().union(*OF_CLASSES.values(), OF_OTHERS, OF_NAMED_TUPLES)


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__") and name != "_"


def is_own(node: ast.expr) -> bool:
    """Whether this is the object, or its class, in one of its own methods."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "super"
    return isinstance(node, ast.Name) and node.id in {"self", "cls"}


@cache
def tree(file: str) -> ast.Module:
    return ast.parse(Path(file).read_text(encoding="utf-8"))


def body(kind: type) -> Iterator[ast.AST]:
    """Yield all nodes of the class as its source has it, and none where it has no source."""
    file = getattr(sys.modules[kind.__module__], "__file__", None) or ""
    nodes = ast.walk(tree(file)) if file.endswith(".py") else iter(())
    for node in nodes:
        if isinstance(node, ast.ClassDef) and node.name == kind.__name__:
            yield from ast.walk(node)


@cache
def names_of(kind: type) -> frozenset[str]:
    """Return the names that the class gives its objects: methods, attributes, set by whichever."""
    stored = {
        node.attr
        for node in body(kind)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and is_own(node.value)
    }
    return frozenset(stored | set(vars(kind)) | set(inspect.get_annotations(kind)))


def used_by(kind: type) -> set[str]:
    """Return the private names that the class defines, or uses of itself."""
    used: set[str] = set()
    for node in body(kind):
        if isinstance(node, ast.Attribute) and is_own(node.value):
            used.add(node.attr)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            used.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            used.add(node.id)
    return set(filter(is_private, used))


def derived() -> set[type]:
    """Return our classes that derive from a library's."""
    found: set[type] = set()
    for name in PACKAGES:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            if not module.name.endswith("__main__"):
                members = vars(importlib.import_module(module.name)).values()
                found |= {each for each in members if isinstance(each, type)}
    return {
        each
        for each in found
        if each.__module__.startswith(OURS)
        and any(base.__module__.startswith(LIBRARIES) for base in each.__mro__)
    }


def loaded(path: str) -> type:
    module, _, name = path.rpartition(".")
    found = getattr(importlib.import_module(module), name)
    assert isinstance(found, type)
    return found


@pytest.mark.parametrize(
    ("owner", "name"),
    [(owner, name) for owner, names in OF_CLASSES.items() for name in sorted(names)],
)
def test_the_private_names_in_use_are_there(owner: str, name: str) -> None:
    assert name in names_of(loaded(owner)), f"{owner} has no {name} any more"


@pytest.mark.parametrize(
    ("owner", "name"),
    [(owner, name) for owner, names in OF_MODULES.items() for name in sorted(names)],
)
def test_what_tests_replace_is_there(owner: str, name: str) -> None:
    assert callable(getattr(importlib.import_module(owner), name, None)), f"no {owner}.{name}"


def test_no_other_private_name_of_a_base_class_is_used_or_taken() -> None:
    """A name of ours that a base class has too would take its place there."""
    classes = derived()
    assert len(classes) > 20
    allowed = set().union(*OF_CLASSES.values())
    seen: set[str] = set()
    for kind in classes:
        used = used_by(kind)
        for base in kind.__mro__:
            if base.__module__.startswith(LIBRARIES):
                common = used & names_of(base)
                seen |= common
                assert common <= allowed, f"{kind.__qualname__}, {base.__qualname__}"
    assert {"_app", "_dispatch_message", "_driver"} <= seen


def reached_into(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the private names of other objects that a file uses, and their lines."""
    for node in ast.walk(tree(str(file))):
        if isinstance(node, ast.Attribute) and not is_own(node.value):
            yield node.lineno, node.attr
        elif isinstance(node, ast.ImportFrom):
            for name in [*(node.module or "").split("."), *(alias.name for alias in node.names)]:
                yield node.lineno, name
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield from ((node.lineno, name) for name in alias.name.split("."))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("attr"):
            for value in node.args:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield node.lineno, value.value.rpartition(".")[2]


def test_no_file_uses_another_private_name_of_another_object() -> None:
    found = [
        (f"{file.relative_to(HOME)}:{line}", name)
        for folder in FOLDERS
        for file in (HOME / folder).rglob("*.py")
        for line, name in reached_into(file)
        if is_private(name)
    ]
    assert [use for use in found if use[1] not in EVERY_NAME] == []
    assert {name for _, name in found} >= {"_compositor", "_exit", "_ready"}


def test_a_private_name_is_found_however_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "uses.py"
    file.write_text(
        "from textual._compositor import Compositor\n"
        "import textual._sleep\n"
        "app.screen._one\n"
        "getattr(app, '_two')\n"
        "monkeypatch.setattr('tui.cli._three', 1)\n"
        "self._own\n"
    )
    names = {name for _, name in reached_into(file) if is_private(name)}
    assert names == {"_compositor", "_sleep", "_one", "_two", "_three"}
