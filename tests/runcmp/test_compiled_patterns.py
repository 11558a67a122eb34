from __future__ import annotations

import marshal
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runcmp import compiled_patterns
from runcmp.compiled_modules import read_versioned

MODULE = """
import re
from parsers.grammar.patterns import Pattern
AT_ONCE = re.compile("at once", re.I)
FIRST_USED = Pattern("first used|when", re.M)
AMONG = ("others", (Pattern("in a tuple"),))
CALLED = {"what": Pattern("in a dictionary")}
def read(text):
    return re.compile(f"read {text}")
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a module with patterns, and a file of its own to keep them in."""
    (tmp_path / "with_patterns.py").write_text(MODULE)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(compiled_patterns, "FILE", tmp_path / "start.patterns")
    compiler = sys.modules["re._compiler"]
    monkeypatch.setattr(compiler, "compile", vars(compiler)["compile"])
    re.purge()
    yield "with_patterns"
    sys.modules.pop("with_patterns", None)


def test_what_modules_hold_is_kept_and_nothing_that_was_read(module: str) -> None:
    patterns = compiled_patterns.use_kept_patterns()
    __import__(module)
    sys.modules[module].read("Gugelhupf")

    compiled_patterns.keep_patterns(patterns)

    kept = read_versioned(compiled_patterns.FILE)
    assert {("at once", re.I.value), ("first used|when", re.M.value)} <= kept.keys()
    assert {("in a tuple", 0), ("in a dictionary", 0)} <= kept.keys()
    assert b"Gugelhupf" not in compiled_patterns.FILE.read_bytes()


def test_what_is_kept_is_not_compiled_again(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    patterns = compiled_patterns.use_kept_patterns()
    __import__(module)
    compiled_patterns.keep_patterns(patterns)
    again = compiled_patterns.use_kept_patterns()
    re.purge()
    monkeypatch.setattr(again, "from_scratch", lambda *_: pytest.fail("compiled"))

    assert re.compile("at once", re.I).fullmatch("At ONCE")
    assert re.compile("first used|when", re.M).search("when")


@pytest.mark.parametrize("content", [b"", b"\0", marshal.dumps(("2.7", {("a", 0): ()}))])
@pytest.mark.usefixtures("module")
def test_a_file_that_is_broken_or_of_another_python_is_none(content: bytes) -> None:
    compiled_patterns.FILE.write_bytes(content)
    assert read_versioned(compiled_patterns.FILE) == {}


@given(st.sampled_from([r"a(?P<name>b)?|(c)", "(?i)ß|[k-m]+", b"by\xfftes", r"\A\s*(?<!x)\d{2,}"]))
def test_a_kept_pattern_is_what_python_makes(text: str | bytes) -> None:
    made = compiled_patterns.CompiledPatterns({}).made(text, 0)
    kept = compiled_patterns.CompiledPatterns({(text, 0): made}).compile(text)
    assert kept == re.compile(text)
    assert (kept.groups, kept.groupindex) == (re.compile(text).groups, re.compile(text).groupindex)
