"""What a heading keeps of what is in force where it is narrow."""

from __future__ import annotations

import pytest

from tui.app.screens.place_screen import in_force


@pytest.mark.parametrize(
    ("told", "room", "shown"),
    [
        (["where nodes > 4", "86 rows alike"], 31, "where nodes > 4   86 rows alike"),
        (["where nodes > 4", "86 rows alike"], 30, "where nodes > 4"),
        (["where nodes > 4", "86 rows alike"], 8, "where n…"),
        (["86 rows alike", "audit: 9 findings"], 13, "86 rows alike"),
        (["86 rows alike"], 6, ""),
        ([], 6, ""),
    ],
)
def test_of_a_count_nothing_or_all_is_kept(told: list[str], room: int, shown: str) -> None:
    assert in_force(told, room, "…") == shown
