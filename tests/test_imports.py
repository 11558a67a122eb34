"""Data flows one way, and nothing heavy is imported before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.paths import HOME

FORBIDDEN = {
    "parsers": ("analysis", "tui", "runcmp", "textual", "rich"),
    "analysis": ("tui", "runcmp", "textual", "rich"),
    "tui/printed": ("textual",),
    "tui/drawing": ("textual", "polars"),
    "runcmp": ("textual",),
}
KNOW_TEXTUAL = ("tui/app", "tui/terminal")
NEVER_AT_RUN_TIME = ("numpy", "scipy", "pandas", "pyarrow")


@cache
def imports(file: Path) -> frozenset[str]:
    """Return the dotted names that a module imports, anywhere in it.

    Each name of ``from a import b`` is a module ``a.b`` too.
    """
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


@pytest.mark.parametrize("package", FORBIDDEN)
def test_data_flows_one_way(package: str) -> None:
    files = list((HOME / package).rglob("*.py"))
    assert files
    for file in files:
        roots = {name.split(".")[0] for name in imports(file)}
        assert not roots & set(FORBIDDEN[package]), file


def test_analysis_knows_only_the_run_records_and_the_guard_of_parsers() -> None:
    for file in (HOME / "analysis").rglob("*.py"):
        ours = {name for name in imports(file) if name.split(".")[0] == "parsers"}
        known = {".".join(name.split(".")[:2]) for name in ours}
        assert known <= {"parsers.run_records", "parsers.guard"}, file


@pytest.mark.parametrize("package", ["analysis"])
def test_no_module_imports_itself_by_way_of_others(package: str) -> None:
    files = {
        ".".join(file.relative_to(HOME).with_suffix("").parts): file
        for file in (HOME / package).rglob("*.py")
    }
    graph = {name: imports(file) & files.keys() for name, file in files.items()}
    assert len([*TopologicalSorter(graph).static_order()]) == len(files)


@pytest.mark.parametrize("package", ["parsers", "tui"])
def test_no_imports_go_in_a_circle(package: str) -> None:
    """Not even those within functions, or for types alone."""
    files = {_dotted(file): file for file in (HOME / package).rglob("*.py")}
    graph = {name: imports_from(file) & files.keys() for name, file in files.items()}
    TopologicalSorter(graph).prepare()


def test_no_packages_of_parsers_import_each_other() -> None:
    graph: dict[str, set[str]] = {}
    for file in (HOME / "parsers").glob("*/*.py"):
        others = {name.split(".")[1] for name in imports_from(file) if name.count(".") > 1}
        graph.setdefault(file.parent.name, set()).update(others - {file.parent.name})
    packages = {name: others & graph.keys() for name, others in graph.items()}
    order = [*TopologicalSorter(packages).static_order()]
    assert order.index("tables") < order.index("meaning") < order.index("applied")


def _dotted(file: Path) -> str:
    parts = file.relative_to(HOME).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_from(file: Path) -> frozenset[str]:
    """Return what a module imports of others."""
    return imports(file) - {_dotted(file)}


def test_textual_is_known_in_two_folders_alone() -> None:
    folders = {
        file.parent.relative_to(HOME)
        for package in ("parsers", "analysis", "tui", "runcmp")
        for file in (HOME / package).rglob("*.py")
        if any(name.split(".")[0] == "textual" for name in imports(file))
    }
    for known in KNOW_TEXTUAL:
        assert any(folder.is_relative_to(known) for folder in folders), known
    others = {
        str(folder)
        for folder in folders
        if not any(folder.is_relative_to(known) for known in KNOW_TEXTUAL)
    }
    assert not others


@cache
def modules_after(code: str) -> frozenset[str]:
    """Return the modules, and the packages they are in, that ``code`` makes Python load."""
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=HOME
    )
    return frozenset(done.stderr.split())


RUN = """
from tui.cli import main
try:
    main({arguments!r})
except SystemExit:
    pass
"""


@pytest.mark.parametrize("flag", ["--version", "--help"])
def test_version_and_help_import_neither_polars_nor_textual(flag: str) -> None:
    loaded = modules_after(RUN.format(arguments=[flag]))
    assert not loaded & {"polars", "textual", "rich", *NEVER_AT_RUN_TIME}


@pytest.mark.parametrize(
    "arguments",
    [["man"], ["completion", "zsh"], ["completion", "answer", "show", "runs.csv", "--wh"]],
)
def test_what_reads_no_input_imports_no_polars(arguments: list[str]) -> None:
    loaded = modules_after(RUN.format(arguments=arguments))
    assert "tui.commands.run" in loaded
    assert not loaded & {"polars", "textual", "rich"}


@pytest.mark.parametrize("command", ["show", "audit", "export"])
def test_printing_imports_no_textual(command: str) -> None:
    loaded = modules_after(RUN.format(arguments=[command, "sample_data"]))
    assert "polars" in loaded
    assert not loaded & {"textual", *NEVER_AT_RUN_TIME}


def test_the_app_needs_no_scientific_stack() -> None:
    loaded = modules_after("import tui.app.app, tui.app.first_table")
    assert "textual" in loaded
    assert not loaded & set(NEVER_AT_RUN_TIME)


OTHERS = {
    "analysis.audit.all_checks",
    "analysis.compare.compare",
    "analysis.compare.verdicts",
    "tui.drawing.svg",
}


def test_the_app_opens_without_what_only_other_screens_need() -> None:
    assert not OTHERS & modules_after("import tui.app.app, tui.app.first_table")


def test_a_command_imports_nothing_that_only_others_need() -> None:
    assert not OTHERS & modules_after(RUN.format(arguments=["show", "sample_data"]))


@pytest.mark.parametrize("command", ["show", "export"])
def test_what_polars_imports_for_nothing_is_loaded_when_it_is_used(command: str) -> None:
    printed = RUN.format(arguments=[command, "sample_data"])
    loaded = modules_after(printed)
    assert "polars.io.delta" in loaded
    needless = {"email.message", "_hashlib", "uuid"}
    assert not loaded & {*needless, "polars.io.delta.functions"}
    used = (
        "import polars\n"
        "try:\n    polars.read_delta('nowhere')\nexcept Exception as error:\n"
        "    assert 'delta' in str(error)\n"
    )
    assert "polars.io.delta.functions" in modules_after(printed + used)
    used = "from polars.io.iceberg import IcebergCatalogConfig as one\nassert one.__init__\n"
    assert needless <= modules_after(printed + used)


APP = """
from tui.importing import quick_imports
with quick_imports():
    from tui.app.first_table import first_table
    import tui.app.app
"""


FIRST_TABLE = (
    APP
    + f"""
from tui.options.arguments import parse
assert first_table(parse([{str(HOME / "sample_data")!r}])).runs.table.height > 100
"""
)
UNCALLED = {
    # What argparse asks the width of the terminal with, and what the classes of importlib import.
    "shutil",
    "tempfile",
    # SQLite and TOML, with none to read.
    "sqlite3",
    "tomllib",
    # What Textual takes types and functions from, and no first screen calls.
    "platformdirs.api",
    "textual.widgets._select",
    "textual.widgets._tree",
}


def test_the_app_opens_without_what_no_first_table_calls() -> None:
    assert not UNCALLED & modules_after(FIRST_TABLE)


def test_accessors_of_polars_are_loaded_when_they_are_called() -> None:
    code = """
import sys
from tui.importing import quick_imports
with quick_imports():
    import polars as pl
loaded = "ListNameSpace" in vars(sys.modules["polars.series.list"])
assert not loaded
assert pl.Series([[1, 2]]).list.len().to_list() == [2]
assert pl.Series(["2024-01-01"]).str.to_date().dt.year().to_list() == [2024]
assert pl.select(pl.lit([1, 2], pl.List(pl.Int64)).list.sum()).item() == 3
assert "ListNameSpace" in vars(sys.modules["polars.series.list"])
"""
    assert "polars" in modules_after(code)


def test_the_app_opens_without_what_asyncio_needs_for_connections() -> None:
    assert "ssl" not in modules_after(APP)


def test_others_may_connect_all_the_same() -> None:
    assert "ssl" in modules_after(APP + "import ssl\nassert ssl.create_default_context()\n")


def test_threads_are_limited_before_polars_is_there() -> None:
    code = RUN.format(arguments=["show", "sample_data"]) + (
        "import os, polars\n"
        "assert polars.thread_pool_size() == min(4, len(os.sched_getaffinity(0)))\n"
    )
    assert "polars" in modules_after(code)


def test_no_module_is_imported_by_the_loading_thread_and_beside_it() -> None:
    """Two threads that import the same modules in different orders may deadlock."""
    started = "from tui import cli\nfrom tui.app.first_table import first_table\n"
    reads = f"""
from tui.options.arguments import parse
outcome = first_table(parse([{str(HOME / "sample_data")!r}, "--sort=-efficiency"]))
assert outcome.runs.table.height > 100
"""
    before = modules_after(started)
    by_thread = modules_after(started + reads) - before
    beside_it = modules_after(f"{started}import tui.app.app") - before
    assert "parsers.formats.markdown" in by_thread
    assert "tui.app.app" in beside_it
    assert not by_thread & beside_it
