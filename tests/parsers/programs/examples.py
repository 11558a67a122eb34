"""An example of the output of each known program: ``tests/data/programs/MODULE[_NAME].ENDING``.

Every test of ``test_known_programs`` runs over all of them, so that a new program needs no more
than a file there to be tested for what all programs have to stand.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from parsers import Loaded, load
from parsers.contents.signatures import SIGNATURES
from parsers.programs.program import Program
from tests.paths import HOME

BINARY = (".db", ".gz", ".tfevents", ".wandb")
FOLDER = HOME / "tests" / "data" / "programs"


class Example(NamedTuple):
    """A file of the output of one program."""

    path: Path
    program: Any

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines(keepends=True)


@cache
def examples() -> list[Example]:
    """Return all examples, each with the program that its name begins with."""
    found = []
    for path in sorted(FOLDER.iterdir()):
        of = [each for each in SIGNATURES if path.stem.startswith(each.module)]
        assert of, f"{path.name} is named after no program"
        found.append(Example(path, max(of, key=lambda each: len(each.module)).program()))
    return found


def texts() -> list[Example]:
    """Return the examples that are printed text."""
    return [each for each in examples() if isinstance(each.program, Program)]


def documents() -> list[Example]:
    """Return the examples that are text files of a program's own, such as JSON."""
    others = [each for each in examples() if not isinstance(each.program, Program)]
    return [each for each in others if each.path.suffix not in BINARY]


def loaded(content: str | bytes) -> Loaded:
    return load(["-"], io.BytesIO(content.encode() if isinstance(content, str) else content))


@cache
def as_it_is(path: Path) -> Loaded:
    """Return what an example holds that nothing was done to: the same for all tests of a run."""
    return loaded(path.read_text(encoding="utf-8"))


Value = tuple[int | None, str, float, str | None]


def values(records: pl.DataFrame, below: int = 0) -> set[Value]:
    """Return what was measured: line, metric, value, unit; lines counted from ``below`` on."""
    rows = records.filter(pl.col("value").is_not_null())
    return {
        (None if line is None else line - below, metric, value, unit)
        for line, metric, value, unit in rows.select("line", "metric", "value", "unit").iter_rows()
    }
