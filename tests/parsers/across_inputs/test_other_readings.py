"""What a comparison says where a heading means one thing in one input, another in the next."""

from __future__ import annotations

from parsers.across_inputs.other_readings import read_otherwise
from parsers.notes import Note

PER_NODE = Note("assumed", "`ranks` read as per node: row 3 has 2 nodes and 1", "b.csv", 3)
TOTAL = Note("assumed", "`ranks` read as the total, not fitting: row 6 has 2 nodes and 1", "a.csv")


def test_a_heading_read_in_two_ways_is_named() -> None:
    (line,) = read_otherwise([TOTAL], [PER_NODE])
    assert line.startswith("`ranks` read as total on the base side and as per node on the new side")
    assert "--read 'column ranks = ..." in line


def test_a_heading_read_alike_or_on_one_side_only_is_none() -> None:
    other = Note("assumed", "`cores` read as per node: row 3 has 2 nodes and 1", "b.csv", 3)
    assert not list(read_otherwise([PER_NODE], [PER_NODE._replace(source="c.csv")]))
    assert not list(read_otherwise([PER_NODE], [other]))
    assert not list(read_otherwise([TOTAL, PER_NODE], [PER_NODE]))
