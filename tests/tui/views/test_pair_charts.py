"""What is drawn of a row of a comparison beside the table."""

from __future__ import annotations

import pytest

from analysis.compare.pairs import Pairs
from analysis.compare.sides import of_inputs
from tests.make import records
from tui.formatting.glyphs import ASCII, BRAILLE
from tui.views.compare.pair_charts import glance

COURSE = {"progress": [1.0, 2.0, 3.0], "progress_at": [10.0, 20.0, 30.0]}


def pairs() -> Pairs:
    """Two configurations: one with repeats and a progress on both sides, one of the base alone."""
    base = [{"devices": 1, "value": v, **COURSE} for v in (10.0, 11.0, 12.0, 13.0)]
    new = [{"devices": 1, "value": v, **COURSE} for v in (20.0, 21.0, 22.0, 23.0)]
    lacking = {"devices": 2, "value": 5.0, **COURSE}
    return Pairs.of(of_inputs([records(*base, lacking), records(*new)])[0])


@pytest.mark.parametrize(
    ("height", "drawn"),
    [(2, set()), (9, set()), (10, {"repeats"}), (19, {"repeats"}), (20, {"repeats", "progress"})],
)
def test_as_much_is_drawn_as_there_is_room_for(height: int, drawn: set[str]) -> None:
    lines = [line.plain for line in glance(pairs(), 0, ["devices"], 80, height, BRAILLE)]
    assert len(lines) <= height
    assert lines[1].startswith("devices 1: p = 0.029 < 0.05, change +")
    headings = [line for line in lines if line.startswith(("repeats of ", "progress of "))]
    assert {line.split()[0] for line in headings} == drawn


def test_a_row_of_one_side_says_so() -> None:
    lines = [line.plain for line in glance(pairs(), 1, ["devices"], 80, 30, ASCII)]
    assert lines[1] == "devices 2: only on the base side"
    assert not any(line.startswith("repeats") for line in lines)
    assert all(line.isascii() for line in lines)
