"""The app as its users drive it, without a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from tests.pilot import (
    app_on,
    enter,
    matches_snapshot,
    press,
    runs_screen,
    settled,
    shown,
    titles,
    told,
    write_files,
)
from tui.app import actions
from tui.app.screens.diff_screen import DiffScreen
from tui.app.screens.pager_screen import ReadingScreen
from tui.app.screens.place_screen import PlaceScreen
from tui.app.screens.source_screen import SourceScreen
from tui.app.widgets.prompt import Prompt

SIZES = [(80, 24), (120, 40)]
SOLVER = ("solver.csv", "--sort", "devices,software")
pytestmark = pytest.mark.usefixtures("files")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    yield tmp_path


# What it looks like


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("name", "arguments", "keys"),
    [
        ("runs", ("solver.csv", "training.md", "--sort", "-efficiency"), ["j", "j"]),
        ("panel", ("solver.csv", "--sort", "-efficiency"), ["down", "enter", "enter", "enter"]),
        ("marked", ("solver.csv", "--sort", "-efficiency,nodes"), ["space", "space", "right"]),
        ("diff-repeats", SOLVER, ["space", "space", "d"]),
        ("diff-failed", SOLVER, ["G", "space", "up", "d"]),
        ("diff-progress", ("training.md",), ["space", "space", "d"]),
        ("help", SOLVER, ["?"]),
        ("palette", SOLVER, ["ctrl+p", "m", "a", "r", "down"]),
        ("source", SOLVER, ["G", "o"]),
        ("nothing", (*SOLVER, "--where", "nodes > 99"), ["enter"]),
    ],
)
async def test_looks(
    name: str, arguments: tuple[str, ...], keys: list[str], size: tuple[int, int]
) -> None:
    app = app_on(*arguments)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        lines = await press(pilot, *keys)

    assert matches_snapshot(f"{name}-{size[0]}x{size[1]}", lines)


async def test_ascii_shows_nothing_else() -> None:
    app = app_on("solver.csv", "training.md", unicode=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        screens = [shown(pilot)]
        for keys in (
            ["space", "G", "d"],
            ["q", "u", "p", "right", "f"],
            ["q", "?"],
            ["q", "ctrl+p"],
            ["escape", "o"],
            ["q", "a"],
        ):
            screens.append(await press(pilot, *keys))

    for lines in screens:
        assert [line for line in lines if not line.isascii()] == []


# Every key


WAYS: dict[actions.Place, list[str]] = {
    "runs": [],
    "pairs": ["d", "enter"],
    "diff": ["space", "space", "d"],
    "scaling": ["p"],
    "audit": ["a"],
    "source": ["o"],
    "pager": ["?"],
    "palette": ["ctrl+p"],
}


def keys_of(place: actions.Place, *, ending: bool) -> list[str]:
    """The keys of a screen that end the app, or those that do not."""
    return [
        key
        for action in actions.of(place)
        for key in action.keys
        if (action.name == "leave") is ending and action.name != "suspend"
    ]


def is_at(screen: Screen[Any], place: actions.Place) -> bool:
    return isinstance(screen, PlaceScreen) and place == screen.PLACE


@pytest.mark.parametrize("place", WAYS)
async def test_every_key_of_every_screen_does_no_harm(place: actions.Place) -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, *WAYS[place])
        for key in keys_of(place, ending=False):
            await press(pilot, key)
            assert app.is_running, key
            if any(prompt.display for prompt in app.screen.query(Prompt)):
                await press(pilot, "escape")
            if is_at(app.screen, place):
                continue
            # A screen that opened above it is closed; where it was left, it is opened again.
            back = place if any(is_at(each, place) for each in app.screen_stack) else "runs"
            while not is_at(app.screen, back):
                app.pop_screen()
            await settled(pilot)
            if back == "runs":
                await press(pilot, "escape", "u", "g", *WAYS[place])
            assert is_at(app.screen, place), key
    assert app.return_code in (0, None)


@pytest.mark.parametrize("place", WAYS)
async def test_the_keys_that_quit_do(place: actions.Place) -> None:
    for key in keys_of(place, ending=True):
        app = app_on(*SOLVER)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, *WAYS[place])
            await pilot.press(key)
            await pilot.pause()
        assert app.return_code == 0, key


# Sorting and columns


async def test_a_heading_sorts_and_sorts_back() -> None:
    app = app_on("solver.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        title = titles(pilot)
        at = shown(pilot)[title].index("efficiency") + 3
        await pilot.click("#table", offset=(at, 0))
        await settled(pilot)
        assert "▼efficiency" in shown(pilot)[title]
        rows = "\n".join(shown(pilot)[title + 1 : title + 5])
        assert re.findall(r"(\d+\.\d) %", rows) == sorted(
            re.findall(r"(\d+\.\d) %", rows), key=float, reverse=True
        )
        await pilot.click("#table", offset=(at, 0))
        await settled(pilot)
        assert "▲efficiency" in shown(pilot)[title]


async def test_a_picture_says_that_it_has_no_order() -> None:
    app = app_on("solver.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = shown(pilot)[1:]
        screen = runs_screen(pilot)
        screen.table.go_to(0, "scaling_curve")
        for key in ("s", "S", "[", "]"):
            lines = await press(pilot, key)
            assert "cannot sort by a chart; sort by efficiency" in lines[-1]
        assert [line[:40] for line in shown(pilot)[1:12]] == [line[:40] for line in before[:11]]


async def test_further_keys_are_named() -> None:
    app = app_on("solver.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await enter(pilot, ":", "sort -efficiency")
        lines = await press(pilot, "S")
        assert lines[-1].strip() == "sorted by -efficiency, software"
        assert "▼efficiency" in lines[titles(pilot)]
        assert "software△" in lines[titles(pilot)]


async def test_a_hidden_column_comes_back_and_a_frozen_one_stays() -> None:
    app = app_on("solver.csv")
    async with app.run_test(size=(60, 24)) as pilot:
        await settled(pilot)
        screen = runs_screen(pilot)
        before = screen.table.columns_in_sight
        await press(pilot, "right", "-")
        assert before[1] not in screen.table.columns_in_sight
        await press(pilot, "+")
        assert screen.table.columns_in_sight == before

        screen.table.go_to(0, "efficiency")
        await press(pilot, "f")
        screen.table.last_column()
        await settled(pilot)
        assert "efficiency" in screen.table.columns_in_sight
        screen.table.go_to(0, "efficiency")
        lines = await press(pilot, "f")
        assert lines[-1].strip() == "efficiency unfrozen"


# Finding and filtering


async def test_find_goes_round_in_both_directions() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = runs_screen(pilot)
        lines = await enter(pilot, "/", "LIB 2")
        assert lines[-1].strip() == "'LIB 2': 1 of 4"
        seen = [screen.table.cursor_position]
        for key in ("n", "n", "n", "n", "N"):
            await press(pilot, key)
            seen.append(screen.table.cursor_position)
        assert seen == [1, 3, 5, 7, 1, 7]

        lines = await enter(pilot, "/", "nowhere")
        assert lines[-1].strip() == "'nowhere' not found"
        assert screen.table.cursor_position == 7


async def test_a_message_makes_way_for_the_keys_when_the_cursor_moves() -> None:
    app = app_on("solver.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        keys = (await enter(pilot, "&", "nodes = 1"))[-1]
        assert (await press(pilot, "m"))[-1].strip() == "only one metric: throughput"
        lines = await press(pilot, "j")
        assert lines[-1] == keys
        assert "where nodes = 1" in lines[0]
        assert "1 of" in (await enter(pilot, "/", "lib 2.0"))[-1]


async def test_a_condition_stands_apart_from_what_asks_for_it() -> None:
    app = app_on("solver.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert (await press(pilot, "&", "x"))[-1].strip() == "where x"


async def test_the_prompt_moves_nothing_and_can_be_left() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = shown(pilot)
        for key in ("/", "&", ":"):
            for way_out in ("escape", "ctrl+c"):
                asking = await press(pilot, key, "z", "tab", "down", "pagedown")
                assert asking[:-1] == before[:-1]
                assert asking[-1].endswith("z")
                assert await press(pilot, way_out) == before
        assert (await press(pilot, "j"))[titles(pilot) + 2].startswith("▶")


async def test_a_bad_condition_is_told_in_full_and_changes_nothing() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await enter(pilot, "&", "nodes = 1")
        before = shown(pilot)
        for sql, says in (
            ("nod > 1", "no column 'nod'; did you mean nodes?"),
            ("nodes >", "not an SQL condition"),
            ("nodes", "not true or false"),
            ("sotfware = 'x'", "did you mean software"),
        ):
            lines = await enter(pilot, "&", sql)
            assert says in told(pilot)
            assert max(map(len, lines)) <= 80
            # What is told takes lines from the table, not from what it shows.
            assert lines[:8] == before[:8]
            # It stands in the line, to be mended, and is there again when it was left.
            assert any(line.endswith(f" where {sql}") for line in lines)
            assert (await press(pilot, "escape"))[-1] == before[-1]
            assert (await press(pilot, "&"))[-1].endswith(sql)
            await press(pilot, "escape")


async def test_what_is_typed_after_a_refused_line_mends_it() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = shown(pilot)
        lines = await enter(pilot, ":", "sort effi")
        assert " :sort effi" in lines and "did you mean efficiency" in told(pilot)
        # Whoever presses the key of the prompt again goes on in it; what follows are letters.
        lines = await press(pilot, ":", *"ciency")
        assert lines[-1].strip() == ":sort efficiency"
        assert (await press(pilot, "enter"))[-1] == before[-1]
        order = runs_screen(pilot).order
        assert runs_screen(pilot).frame["efficiency"].gather(order).drop_nulls().is_sorted()
        await enter(pilot, ":", "qqq")
        assert (await press(pilot, "escape"))[-1] == before[-1]


async def test_nothing_found_is_an_empty_table_that_can_be_left() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = shown(pilot)
        lines = await enter(pilot, "&", "nodes > 99")
        assert lines[0].endswith(" 0")
        assert lines[-1].strip() == "no rows match; Esc clears the filter"
        for key in ("space", "o", "O", "b", "y", "Y"):
            await press(pilot, "j")
            assert (await press(pilot, key))[-1].strip() == "no row here", key
        for key in ("j", "G", "space", "d", "o", "y", "Y", "b", "enter", "enter", "n"):
            await press(pilot, key)
        lines = await press(pilot, "escape")
        assert lines[2:10] == before[2:10]


# Marks and comparison


async def test_marks_and_cursor_stay_with_their_rows() -> None:
    app = app_on("solver.csv", "training.md")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        screen = runs_screen(pilot)
        await press(pilot, "down", "space")
        marked = [line for line in shown(pilot) if "●" in line[:2]]
        assert len(marked) == 1
        await enter(pilot, ":", "sort -value")
        assert len([line for line in shown(pilot) if "●" in line[:2]]) == 1

        # Found one after the other, each with a condition that hides the other.
        await enter(pilot, "&", "software = 'lib 2.0' AND devices = 4")
        assert "1 marked" in shown(pilot)[0]
        assert not any("●" in line[:2] for line in shown(pilot))
        await press(pilot, "space")
        row = screen.row
        await press(pilot, "escape")
        assert screen.row is not None and row is not None
        assert (screen.row["software"], screen.row["devices"]) == ("lib 2.0", 4)
        assert len([line for line in shown(pilot) if "●" in line[:2]]) == 2

        await press(pilot, "m")
        assert len(screen.table.marks) == 0
        await enter(pilot, ":", "metric")
        assert len(screen.table.marks) == 2
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, DiffScreen)
        text = "\n".join(shown(pilot))
        assert "lib 1.0" in text and "lib 2.0" in text

        await press(pilot, "q", "u")
        assert "marked" not in shown(pilot)[0]


@pytest.mark.parametrize(
    ("keys", "opens"),
    [
        (["space", "d"], True),
        (["space", "up", "d"], False),
        (["space", "space", "d"], True),
        (["space", "space", "space", "d"], True),
    ],
)
async def test_two_rows_or_more_can_be_compared(keys: list[str], opens: bool) -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        lines = await press(pilot, *keys)
        assert isinstance(pilot.app.screen, DiffScreen) == opens
        assert opens or f"{keys.count('space')} marked" in lines[-1]


async def test_the_sides_can_be_swapped() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        first = "\n".join(await press(pilot, "space", "space", "d"))
        swapped = "\n".join(await press(pilot, "x"))
        assert re.search(r"software +lib 1\.0 +lib 2\.0", first)
        assert re.search(r"software +lib 2\.0 +lib 1\.0", swapped)
        assert "+17.6 %" in first and "-15.0 %" in swapped
        assert "\n".join(await press(pilot, "x")) == first


# Showing


async def test_the_source_opens_at_its_line() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "G", "o")
        assert isinstance(pilot.app.screen, SourceScreen)
        assert "solver.csv:12" in shown(pilot)[0]
        assert any("ERROR" in line for line in shown(pilot))


async def test_a_vanished_file_leaves_the_table_and_says_so(files: Path) -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = shown(pilot)
        (files / "solver.csv").unlink()
        lines = await press(pilot, "r")
        assert "table unchanged" in lines[-1]
        assert "solver.csv" in lines[-1]
        assert lines[:-1] == before[:-1]
        assert "solver.csv" in (await press(pilot, "o"))[-1]


async def test_reading_again_takes_in_what_changed(files: Path) -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "space")
        with (files / "solver.csv").open("a") as file:
            file.write("solver,lib 3.0,1,1,180\n")
        lines = await press(pilot, "r")
        assert lines[-1].strip() == "reloaded; rows: 1 new"
        assert "12 runs" in lines[0] and "1 marked" in lines[0]


async def test_the_baseline_is_set_and_put_back() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "down", "down", "b")
        assert "baseline 2" in shown(pilot)[0]
        await press(pilot, "b")
        assert "baseline 2" not in shown(pilot)[0]
        lines = await enter(pilot, ":", "baseline 3")
        assert lines[-1].strip() == "no series has a run on 3; b resets to the smallest"


async def test_a_row_without_a_count_is_no_baseline(files: Path) -> None:
    (files / "plain.csv").write_text("benchmark,runtime (s)\na,1\nb,2\n")
    app = app_on("plain.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "no device, rank, thread or node count" in (await press(pilot, "b"))[-1]


async def test_commands_do_what_keys_do() -> None:
    app = app_on("solver.csv", "training.md")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "where nodes = 2" in (await enter(pilot, ":", "where nodes = 2"))[0]
        assert "where" not in (await enter(pilot, ":", "where"))[0]
        await enter(pilot, ":", "metric test_time")
        assert set(runs_screen(pilot).frame["metric"]) == {"test_time"}
        assert "no metric 'x'" in (await enter(pilot, ":", "metric x"))[-1]
        await enter(pilot, ":", "metric")
        assert set(runs_screen(pilot).frame["metric"]) == {"throughput"}
        assert "no baseline '-1'" in (await enter(pilot, ":", "baseline -1"))[-1]
        await enter(pilot, ":", "sort -eficiency")
        assert "did you mean efficiency" in told(pilot)
        assert "takes no argument" in (await enter(pilot, ":", "unmark all"))[-1]
        await enter(pilot, ":", "help")
        assert isinstance(pilot.app.screen, ReadingScreen)


async def test_the_palette_runs_what_is_chosen() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = shown(pilot)
        assert await press(pilot, "ctrl+p", "z", "z", "enter", "escape") == before
        await press(pilot, "ctrl+p", *"sort down", "enter")
        title = shown(pilot)[titles(pilot)]
        assert "benchmark▼" in title or "software▼" in title


async def test_the_palette_has_all_keys_in_sight() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        text = "\n".join(await press(pilot, "ctrl+p"))
        assert "PgDn ctrl+f" in text and "PgUp ctrl+b" in text


async def test_a_narrow_heading_keeps_the_place_of_the_cursor() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        lines = await enter(pilot, "&", "nodes = 1 AND software = 'lib 2.0'")
        assert re.search(r"…   1/3 \+\d▸$", lines[0])
        assert len(lines[0].rstrip()) <= 40


@pytest.mark.parametrize("size", [(40, 12), (80, 16), (80, 19)])
async def test_the_lower_panel_leaves_room_for_rows_on_a_low_screen(size: tuple[int, int]) -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        before = shown(pilot)
        lines = await press(pilot, "enter")
        assert len(lines) == size[1]
        assert lines[:6] == before[:6]
        assert "─" * 30 in "".join(lines)
        assert lines[-1] == before[-1]


async def test_the_key_that_opens_help_closes_it() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = shown(pilot)
        assert "help" in (await press(pilot, "?"))[0]
        assert await press(pilot, "?") == before
        await press(pilot, "o", "?", "?")
        assert isinstance(app.screen, SourceScreen)


async def test_every_resize_is_drawn_in_full() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        table = shown(pilot)
        for way, back in (
            ([], []),
            (["d"], ["escape"]),
            (["d", "enter"], ["q"]),
            (["space", "space", "d"], ["q", "u", "g"]),
            (["?"], ["q"]),
            (["ctrl+p"], ["escape"]),
            (["G", "o"], ["q", "g"]),
            (["a"], ["q"]),
            (["/"], ["escape"]),
        ):
            before = await press(pilot, *way)
            for width, height in ((60, 20), (200, 50), (20, 6)):
                await pilot.resize_terminal(width, height)
                await settled(pilot)
                lines = shown(pilot)
                assert len(lines) == height
                assert lines[0] and lines[-1], (way, width)
            await pilot.resize_terminal(120, 40)
            await settled(pilot)
            assert shown(pilot) == before, way
            assert await press(pilot, *back) == table, way
