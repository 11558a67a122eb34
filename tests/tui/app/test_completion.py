"""What Tab makes of a line."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sql import parse_condition
from analysis.usage import UsageError
from tui.app.typed_commands import as_typed
from tui.app.typed_completion import Completion

FRAME = pl.DataFrame(
    {
        "software": ["lib 1.0", "lib 2.0", "it's", None],
        "nodes": [1, 2, 4, 8],
        "efficiency": [1.0, 0.9, 0.8, None],
        "group": ["a", "b", "c", "d"],
        "samples": [[1.0], [2.0], [], None],
    }
)
COMPLETION = Completion("runs", FRAME, ["throughput", "runtime"], lambda: ["weak"])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("me", ["metric"]),
        ("metric ru", ["metric runtime"]),
        ("metric a", ["metric all"]),
        ("sort -eff", ["sort -efficiency"]),
        ("sort -efficiency,no", ["sort -efficiency,nodes"]),
        ("by +soft", ["by +software"]),
        ("columns nodes,gr", ["columns nodes,group"]),
        ("baseline st", ["baseline stated"]),
        ("b st", ["b stated"]),
        ("scaling w", ["scaling weak"]),
        ("layout ", ["layout weak"]),
        ("pivot no", ["pivot nodes"]),
        ("where nod", ["where nodes"]),
        ("w nod", ["w nodes"]),
        ("where software = 'lib 2", ["where software = 'lib 2.0'"]),
        ("sort effciency", ["sort efficiency"]),
        ("metric thruput", ["metric throughput"]),
        ("find x", []),
        ("sort samp", []),
        ("", []),
    ],
)
def test_commands(line: str, expected: list[str]) -> None:
    found = COMPLETION.command(line)
    assert found[: len(expected)] == expected or (not expected and not line)
    assert len(found) == len(expected) or not line


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("software = ", ["software = 'lib 1.0'", "software = 'lib 2.0'", "software = 'it''s'"]),
        ("nodes > 1 AND soft", ["nodes > 1 AND software"]),
        ("gro", ['"group"']),
        ("nodes >= 4", ["nodes >= 4"]),
        ("nodes IN (1, 8", ["nodes IN (1, 8"]),
        ("odd = x", []),
    ],
)
def test_conditions(line: str, expected: list[str]) -> None:
    assert COMPLETION.condition(line) == expected


@given(st.text(max_size=30))
def test_any_line_can_be_completed_and_keeps_its_beginning(line: str) -> None:
    for found in (*COMPLETION.command(line), *COMPLETION.condition(line)):
        assert found


def test_completed_conditions_can_be_used() -> None:
    for line in ("software = ", "gro"):
        for found in COMPLETION.condition(line):
            try:
                parse_condition(found if "=" in found else f"{found} = 'a'")
            except UsageError as error:
                raise AssertionError(found) from error


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("--baseline 3: no series has a value there", ":baseline 3: no series has a value there"),
        (
            "other metrics: a; choose with --metric NAME",
            "other metrics: a; choose with :metric NAME",
        ),
        ("flat times: --scaling weak, or strong", "flat times: :scaling weak, or strong"),
        ("too fast: --by -a --scaling weak", "too fast: :by -a :scaling weak"),
        ("if n does: --read 'column n = ranks'", "if n does: runcmp --read 'column n = ranks'"),
        ("no order; runcmp show --pivot a --by b", "no order; runcmp show --pivot a --by b"),
        ("a--where b, --flag", "a--where b, --flag"),
    ],
)
def test_options_are_named_as_they_are_typed_in_the_app(said: str, typed: str) -> None:
    assert as_typed(said) == typed
