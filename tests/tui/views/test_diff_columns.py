"""The columns of two rows side by side, whatever the width of their characters."""

from __future__ import annotations

from rich.cells import cell_len

from tui.formatting.glyphs import BRAILLE
from tui.views.compare.pair_columns import GAP, NAME, Columns


def test_wide_characters_keep_the_sides_in_their_columns() -> None:
    across = Columns.of_sides(60, BRAILLE)
    latin, wide = "synthetic data", "深度学习训练基准测试"
    edges = [
        cell_len(line.plain.partition("new")[0])
        for base in (latin, wide)
        for line in across.lines("benchmark", [[base], ["new"]])
    ]
    assert edges == [NAME + GAP + across.side + GAP] * 2


def test_a_list_of_wide_characters_stays_within_the_screen() -> None:
    across = Columns.within(46, BRAILLE)
    same = ["benchmark 深度学习训练", "system 群"]
    lines = [line.plain for line in across.list("the same", same)]
    assert len(lines) == 2
    assert max(map(cell_len, lines)) <= 46
