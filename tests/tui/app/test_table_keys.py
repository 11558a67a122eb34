"""Keys of the table that do at once what a command would spell out."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.paths import SAMPLES
from tests.pilot import app_on, enter, press, runs_screen, settled, shown, told, write_files
from tui.app.screens.runs_screen import RunsScreen

pytestmark = pytest.mark.usefixtures("files")
FLAT = "software,gpus,throughput\na,4,10\nb,4,20\n"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path)
    (tmp_path / "flat.csv").write_text(FLAT)
    monkeypatch.chdir(tmp_path)


# Efficiency


async def test_one_key_sorts_by_efficiency_from_any_column() -> None:
    app = app_on("solver.csv", "--sort", "software")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = runs_screen(pilot)

        def earned() -> list[float]:
            rows = screen.frame[screen.order].filter(~screen.frame[screen.order]["is_baseline"])
            return rows["efficiency"].drop_nulls().to_list()

        await press(pilot, "l", "l", "E")
        best_first = earned()
        assert len(best_first) > 3
        assert best_first == sorted(best_first, reverse=True)
        assert screen.table.cursor_position == 0
        await press(pilot, "E")
        assert earned() == best_first[::-1]


async def test_the_palette_offers_it_for_effi() -> None:
    app = app_on("solver.csv", "--sort", "software")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        lines = await press(pilot, "ctrl+p", *"effi")
        assert "sort by efficiency, best first" in lines[2]
        await press(pilot, "enter")
        assert runs_screen(pilot).table.cursor_position == 0
        await enter(pilot, ":", "sort -efficiency")
        by_name = runs_screen(pilot).order.to_list()
        await enter(pilot, ":", "sort software")
        await press(pilot, "ctrl+p", *"effi", "enter")
        assert runs_screen(pilot).order.to_list() == by_name


async def test_where_there_is_no_efficiency_it_says_so() -> None:
    app = app_on("flat.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = runs_screen(pilot).order.to_list()
        assert "no efficiency" in (await press(pilot, "E"))[-1]
        assert runs_screen(pilot).order.to_list() == before


# Rows like this cell


async def test_a_cell_filters_and_the_condition_can_be_edited() -> None:
    app = app_on("solver.csv", "--sort", "software,devices")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        screen = runs_screen(pilot)
        screen.table.go_to(screen.order[0], "software")
        lines = await press(pilot, ",")
        assert "where software = 'lib 1.0'" in lines[0]
        assert lines[-1] == " 4 rows where software = 'lib 1.0'; & edits, esc clears"
        screen.table.go_to(screen.order[1], "devices")
        lines = await press(pilot, ";")
        assert "3 rows where software = 'lib 1.0' AND devices <> 2" in lines[-1]
        assert "software = 'lib 1.0' AND devices <> 2" in (await press(pilot, "&"))[-1]
        await press(pilot, "escape", "escape")
        assert screen.frame.height == 8


async def test_marked_rows_filter_by_all_their_values() -> None:
    app = app_on("solver.csv", "--sort", "software,devices")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        screen = runs_screen(pilot)
        screen.table.go_to(screen.order[0], "devices")
        await press(pilot, "space", "space", ";")
        assert screen.frame["devices"].to_list() == [4, 8, 4, 8]
        await press(pilot, "escape", ",")
        assert screen.frame["devices"].to_list() == [1, 2, 1, 2]


async def test_a_condition_that_was_wrong_is_not_built_upon() -> None:
    app = app_on("solver.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await enter(pilot, "&", "nodes = 1")
        await enter(pilot, "&", "nonsense > 1")
        await press(pilot, "escape")
        screen = runs_screen(pilot)
        screen.table.go_to(screen.order[0], "software")
        assert "nodes = 1 AND software = " in (await press(pilot, ","))[-1]


async def test_the_screens_of_comparison_and_audit_filter_by_a_cell_too() -> None:
    app = app_on("solver.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await enter(pilot, ":", "diff software=lib 1.0,lib 2.0")
        lines = await press(pilot, "G", "l", ",")
        assert "1 row where devices = 8; & edits, esc clears" in lines[-1]
        await press(pilot, "escape", "q", "a")
        assert "1 row where severity = 'error'" in (await press(pilot, ","))[-1]
        assert "no rows match" in "".join(await press(pilot, ";"))
        assert "no cell here" in (await press(pilot, ","))[-1]


# What the columns hold


async def test_frequencies_count_the_rows_shown_and_filter_to_a_value() -> None:
    app = app_on("solver.csv", "--sort", "software,devices", "--where", "devices < 8")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = runs_screen(pilot)
        screen.table.go_to(screen.order[0], "devices")
        lines = await press(pilot, "F")
        assert "frequencies of devices   3 values · 6 rows" in lines[0]
        assert [line[1:].split()[:4] for line in lines[2:5]] == [
            [number, "2", "33.3", "%"] for number in ("1", "2", "4")
        ]
        lines = await press(pilot, "j", "enter")
        assert screen.frame["devices"].to_list() == [2, 2]
        assert "where devices < 8 AND devices = 2" in lines[-1]


async def test_statistics_of_all_columns_lead_to_the_values_of_one() -> None:
    app = app_on("solver.csv", "--sort", "software,devices")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        lines = await press(pilot, "I")
        assert "statistics" in lines[0]
        assert lines[1].split()[-4:] == ["min", "median", "max", "histogram"]
        told = {line[1:].split()[0]: line[1:].split()[1:] for line in lines[2:12]}
        assert told["software"] == ["8", "0", "2"]
        assert told["devices"][:6] == ["8", "0", "4", "1", "3", "8"]
        at = next(number for number, line in enumerate(lines) if " devices " in line)
        lines = await press(pilot, *["j"] * (at - 2), "enter")
        assert "frequencies of devices" in lines[0]
        await press(pilot, "enter")
        assert runs_screen(pilot).frame["devices"].to_list() == [1, 1]
        assert "escape" not in (await press(pilot, "I", "escape"))[-1]
        runs_screen(pilot)


async def test_a_value_that_is_missing_is_counted_and_can_be_filtered_to() -> None:
    Path("holes.csv").write_text("software,batch,gpus,throughput\na,,1,10\na,,2,20\nb,64,1,5\n")
    app = app_on("holes.csv", "--columns", "software,batch,devices,value")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = runs_screen(pilot)
        screen.table.go_to(0, "batch")
        assert any("(no value)" in line for line in await press(pilot, "F"))
        await press(pilot, "enter")
        assert screen.frame["batch"].to_list() == [None, None]


# Undo


def _look(screen: RunsScreen) -> tuple[object, ...]:
    frame = screen.frame[screen.order]
    return (
        frame.select("software", "devices", "metric").rows(),
        screen.table.columns_in_sight,
        [screen.frame.row(at)[:6] for at in screen.table.marks],
    )


async def test_changes_are_undone_step_by_step() -> None:
    app = app_on("solver.csv", "--sort", "software,devices")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        screen = runs_screen(pilot)
        looks = [_look(screen)]
        for keys in (["E"], ["l", "-"], ["space"], ["G", ","], ["space"], ["escape"], ["u"]):
            await press(pilot, *keys)
            looks.append(_look(screen))
        await enter(pilot, ":", "by devices")
        assert all(one != other for one, other in pairwise(looks))
        for look in reversed(looks):
            assert "undone: " in (await press(pilot, "U"))[-1]
            assert _look(screen) == look
        assert "nothing to undo" in (await press(pilot, "U"))[-1]


async def test_a_change_that_cannot_be_is_no_step() -> None:
    app = app_on("solver.csv", "--sort", "software,devices")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await enter(pilot, "&", "devices > 1")
        await enter(pilot, "&", "nonsense > 1")
        await press(pilot, "escape")
        assert "undone: filter" in (await press(pilot, "U"))[-1]
        assert runs_screen(pilot).frame.height == 8


async def test_a_comparison_can_be_undone_too() -> None:
    app = app_on("solver.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await enter(pilot, ":", "diff software=lib 1.0,lib 2.0")
        before = shown(pilot)
        await press(pilot, "s", "j", ",", "-")
        assert shown(pilot)[4:] != before[4:]
        for told in ("columns", "filter", "sort"):
            assert f"undone: {told}" in (await press(pilot, "U"))[-1]
        # The cursor, whose row is described below, stays where it is.
        await press(pilot, "g")
        assert [line[1:] for line in shown(pilot)[4:-1]] == [line[1:] for line in before[4:-1]]


# What is said


async def test_a_long_message_is_wrapped_and_goes_again() -> None:
    app = app_on("solver.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = shown(pilot)
        lines = await enter(pilot, "&", "softwear = 1")
        assert "did you mean software?" in told(pilot)
        assert "karp_flatt" in told(pilot)
        assert "…" not in told(pilot)
        assert max(map(len, lines)) <= 80
        assert await press(pilot, "escape") == before
        lines = await enter(pilot, "&", "efficiency > 50")
        assert "write 0.5 or 50 %" in " ".join(lines[-3:])


async def test_an_unknown_key_says_once_where_the_keys_are() -> None:
    app = app_on("solver.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        footer = shown(pilot)[-1]
        assert (await press(pilot, "z"))[-1] == " z does nothing here; ? lists the keys"
        assert (await press(pilot, "j"))[-1] == footer
        assert (await press(pilot, "Z", "f5"))[-1] == footer
        await press(pilot, "&", "z")
        assert "where z" in shown(pilot)[-1]
        await press(pilot, "escape", "p")
        assert "Z does nothing here" in (await press(pilot, "Z"))[-1]


async def test_statistics_and_frequencies_have_units() -> None:
    async with app_on(str(SAMPLES), "--metric=runtime").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        lines = await press(pilot, "I")
        assert lines[1].split()[3:] == ["distinct", "min", "median", "max", "histogram"]
        assert [line for line in lines if line.lstrip(" ▶").startswith("value (s) ")]
        await press(pilot, "q")
        screen = runs_screen(pilot)
        screen.table.go_to(screen.order[0], "value")
        lines = await press(pilot, "F")
        assert (lines[1].split()[0], lines[2].split()) == ("value", ["s"])
