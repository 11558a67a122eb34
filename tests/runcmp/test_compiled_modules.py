from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runcmp import compiled_modules
from tests.paths import HOME

STARTED = """
import re._parser
import sys
opened, parsed, parse, compiled = [], [], re._parser.parse, []
re._parser.parse = lambda *given: parsed.append(given) or parse(*given)
def seen(event, given):
    if event == "open":
        opened.append(str(given[0]))
    elif event == "compile" and given[1] == "<string>":
        compiled.append(given[0])
sys.addaudithook(seen)
from runcmp import main
sys.argv = ["runcmp", "show", "sample_data", "--limit", "1"]
main()
of_modules = sum(name.endswith(".pyc") for name in opened)
print(of_modules, len(parsed), len(compiled), file=sys.stderr)
"""


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a package of two modules that is on the path, and a file of its own."""
    package = tmp_path / "kept_package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "kept_module.py").write_text("ANSWER = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(compiled_modules, "FILE", tmp_path / "start.modules")
    monkeypatch.setattr(compiled_modules, "MANY", 1)
    before = set(sys.modules)
    yield package
    for name in set(sys.modules) - before:
        del sys.modules[name]


def imported() -> object:
    """The answer of the module, imported anew."""
    for name in ("kept_package", "kept_package.kept_module"):
        sys.modules.pop(name, None)
    from kept_package.kept_module import ANSWER  # type: ignore[import-not-found]

    return ANSWER


def kept() -> compiled_modules.CompiledModules:
    found = compiled_modules.read_kept()
    assert found is not None
    return found


def test_a_module_is_found_in_the_file(modules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert imported() == 1
    compiled_modules.keep_imported()
    monkeypatch.setattr(sys, "meta_path", [kept(), *sys.meta_path])
    monkeypatch.setattr(sys, "path", [])
    sys.path_importer_cache.clear()
    assert imported() == 1
    module = sys.modules["kept_package.kept_module"]
    assert module.__file__ == str(modules / "kept_module.py")
    assert module.__spec__ is not None
    assert module.__spec__.loader is not None
    source = module.__spec__.loader.get_source(module.__name__)  # type: ignore[attr-defined]
    assert source == "ANSWER = 1\n"


def test_of_a_source_that_has_changed_it_finds_nothing(modules: Path) -> None:
    imported()
    compiled_modules.keep_imported()
    assert kept().find_spec("kept_package.kept_module", None) is not None
    (modules / "kept_module.py").write_text("ANSWER = 22\n")
    assert kept().find_spec("kept_package.kept_module", None) is None
    (modules / "kept_module.py").unlink()
    assert kept().find_spec("kept_package.kept_module", None) is None


def test_what_has_changed_is_kept_anew(modules: Path) -> None:
    imported()
    compiled_modules.keep_imported()
    (modules / "kept_module.py").write_text("ANSWER = 22\n")
    assert imported() == 22
    compiled_modules.keep_imported()
    assert kept().find_spec("kept_package.kept_module", None) is not None


def test_where_nothing_can_be_written_nothing_is_said(
    modules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported()
    monkeypatch.setattr(compiled_modules, "FILE", modules / "nowhere" / "start.modules")
    compiled_modules.keep_imported()
    assert compiled_modules.read_kept() is None


@pytest.mark.usefixtures("modules")
@given(cut=st.integers(0, 5000), more=st.binary(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_broken_file_is_none(cut: int, more: bytes) -> None:
    imported()
    compiled_modules.FILE.unlink(missing_ok=True)
    compiled_modules.keep_imported()
    whole = compiled_modules.FILE.read_bytes()
    compiled_modules.FILE.write_bytes(whole[:cut] + more)
    found = compiled_modules.read_kept()
    for each in found.kept.values() if found is not None else ():
        assert isinstance(each.is_current(), bool)


def test_the_second_start_opens_few_files_and_compiles_little(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    counts = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", STARTED],
            cwd=HOME,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        counts.append([*map(int, done.stderr.splitlines()[-1].split())])
    (opened, patterns, texts), (opened_again, patterns_again, texts_again) = counts
    assert opened > 300
    assert opened_again < 100
    assert patterns > 200
    assert patterns_again < 100
    assert texts > 200
    assert texts_again < 60
