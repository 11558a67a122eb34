"""What the table of the sample data shows at each width tells its rows apart, or says so."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from textual.pilot import Pilot

from tests.paths import SAMPLES
from tests.pilot import app_on, enter, press, runs_screen, settled, shown


def rows_in_sight(pilot: Pilot[None]) -> list[str]:
    """Return the lines of the rows, without what stands beside them."""
    table = runs_screen(pilot).table
    lines = shown(pilot)[table.region.bottom - len(table.rows_in_sight) : table.region.bottom]
    return [re.sub(r"^\W*(\d× )?", "", line) for line in lines]


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 50)])
async def test_no_two_rows_in_sight_look_alike(size: tuple[int, int]) -> None:
    async with app_on(str(SAMPLES)).run_test(size=size) as pilot:
        await settled(pilot)
        table = runs_screen(pilot).table
        for key in ("G", "E"):
            await press(pilot, key, "g")
            every = len(runs_screen(pilot).order)
            pages: list[Counter[str]] = []
            while not pages or table.cursor_position + 1 < table.row_count:
                looks = Counter(rows_in_sight(pilot))
                assert not [look for look, times in looks.items() if times > 1]
                pages.append(looks)
                await press(pilot, "pagedown")
            assert len(pages) > 1
            folded = table.row_count < every
            assert folded == ("12 folded" in shown(pilot)[0]) == (size == (80, 24))


async def test_rows_that_only_hidden_columns_part_are_counted() -> None:
    async with app_on(str(SAMPLES)).run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        table = runs_screen(pilot).table
        assert (table.alike, table.folded) == (56, 12)


async def test_rows_of_a_pivot_that_look_alike_are_counted_above_it() -> None:
    async with app_on(str(SAMPLES)).run_test(size=(60, 24)) as pilot:
        await settled(pilot)
        assert "rows alike" in (await press(pilot, "P"))[0]
        await pilot.resize_terminal(80, 24)
        assert "alike" not in (await press(pilot, "j"))[0]


async def test_a_row_that_stands_for_two_is_marked_and_opened_as_any_other() -> None:
    async with app_on(str(SAMPLES)).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        table = runs_screen(pilot).table
        await press(pilot, "E", "down")
        assert "2× ResNet18" in shown(pilot)[table.region.y + 2]
        row, position = table.cursor_row, table.cursor_position

        await press(pilot, "space")
        assert table.marks == (row,)
        assert "●2× ResNet18" in shown(pilot)[table.region.y + 2]
        assert table.cursor_position == position + 1, "one line on, as everywhere"


async def test_columns_that_part_them_unfold_the_rows() -> None:
    async with app_on(str(SAMPLES)).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        table = runs_screen(pilot).table
        await press(pilot, "E", "down")
        row = table.cursor_row
        await press(pilot, *["right"] * 9)
        assert (table.row_count, table.folded, table.cursor_row) == (104, 0, row)
        assert not any("2×" in line for line in shown(pilot))
        await press(pilot, *["left"] * 9)
        assert (table.row_count, table.folded, table.cursor_row) == (92, 12, row)


async def test_what_is_found_stands_by_itself_and_the_next_is_another() -> None:
    async with app_on(str(SAMPLES)).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        table, labels = runs_screen(pilot).table, runs_screen(pilot).frame["label"]
        await press(pilot, "E")
        await enter(pilot, "/", "jax_ray")
        found = [table.cursor_row]
        for _ in range(4):
            await press(pilot, "n")
            found.append(table.cursor_row)

    assert len(set(found)) == 5
    assert all("jax_ray" in labels[row] for row in found if row is not None)


async def test_rows_of_one_document_are_never_folded() -> None:
    # Batches of 64 and of 96 had the same rate on one device.
    async with app_on(str(SAMPLES / "oneflow_bert_base_fp32.md")).run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        table = runs_screen(pilot).table
        assert "batch" not in table.columns_in_sight
        assert (table.alike, table.folded, table.row_count) == (16, 0, 16)


async def test_filters_know_all_rows_that_are_folded() -> None:
    async with app_on(str(SAMPLES)).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await enter(pilot, "&", "label = 'distml_jax_ray.md' and devices < 3")
        screen = runs_screen(pilot)
        assert screen.frame.height == screen.table.row_count > 12
