"""In which order columns are offered to be compared."""

from __future__ import annotations

from analysis.compare.comparable import comparable
from tests.make import records


def test_counts_come_last_as_what_they_change_is_scaling() -> None:
    given = [
        {"label": label, "nodes": nodes, "cores": 8 * nodes, "software": software, "value": 1.0}
        for label in ("a", "b")
        for nodes in (1, 2)
        for software in ("1.0", "1.1")
    ]
    offered = comparable(records(*given), ["label", "nodes", "cores", "software", "system"])
    assert [each.column for each in offered] == ["label", "software", "nodes", "cores"]
    assert offered[1].values == ("1.0", "1.1")
