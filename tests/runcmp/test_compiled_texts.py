from __future__ import annotations

import builtins
import collections
import dataclasses
import sys
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest

from runcmp import compiled_texts

MODULE = """
from dataclasses import dataclass, make_dataclass
from typing import NamedTuple
class Pair(NamedTuple):
    left: int
    right: "str | None" = "r"
@dataclass(frozen=True)
class Point:
    x: int
    y: list[int] = (1, 2)
def of(name):
    return make_dataclass("Read", [name])
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a module with such classes, and a file of its own to keep their texts in."""
    (tmp_path / "with_classes.py").write_text(MODULE)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(compiled_texts, "FILE", tmp_path / "start.texts")
    monkeypatch.setitem(vars(dataclasses), "exec", builtins.exec)
    monkeypatch.setitem(vars(collections), "eval", builtins.eval)
    monkeypatch.setitem(vars(typing), "compile", builtins.compile)
    yield "with_classes"
    sys.modules.pop("with_classes", None)


def test_classes_made_of_what_is_kept_are_those_that_python_makes(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = compiled_texts.use_kept_texts()
    __import__(module)
    sys.modules.pop(module)
    compiled_texts.keep_texts(texts)
    again = compiled_texts.use_kept_texts()
    monkeypatch.setattr(compiled_texts, "compile", lambda *_, **__: pytest.fail("compiled"), False)

    made = __import__(module)

    assert again.new == {}
    assert made.Pair(3) == (3, "r")
    assert typing.get_type_hints(made.Pair)["right"] == str | None
    assert repr(made.Point(1)) == "Point(x=1, y=(1, 2))"
    assert {made.Point(1), made.Point(1)} == {made.Point(1)}
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.Point(1).x = 2


def test_a_class_of_what_was_read_is_not_kept(module: str) -> None:
    texts = compiled_texts.use_kept_texts()
    made = __import__(module).of("gugelhupf")(1)
    compiled_texts.keep_texts(texts)
    assert made.gugelhupf == 1
    assert b"gugelhupf" not in compiled_texts.FILE.read_bytes()


@pytest.mark.usefixtures("module")
def test_what_is_broken_is_compiled() -> None:
    found: dict[str, int] = {}
    texts = compiled_texts.CompiledTexts(
        {("a = 1", "<string>", "exec"): b"\xff", ("2", "<string>", "eval"): b""}
    )
    texts.execute("a = 1", {}, found)
    assert (found, texts.evaluate("2", {})) == ({"a": 1}, 2)
