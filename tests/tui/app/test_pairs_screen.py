"""Two sides of many configurations: choosing them, the table of matched rows, each pair."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.events import Resize
from textual.geometry import Size
from textual.pilot import Pilot

from tests.pilot import app_on, enter, matches_snapshot, press, settled, shown, told, write_files
from tui.app.screens import place_screen as base
from tui.app.screens.diff_screen import DiffScreen
from tui.app.screens.pager_screen import ReadingScreen
from tui.app.screens.pairs_screen import PairsScreen
from tui.app.screens.picker_screen import PickingScreen
from tui.app.screens.runs_screen import RunsScreen

SIZES = [(80, 24), (120, 40)]
VERSIONS = {
    # Four repeats each: faster, slower, as before; one that failed, one of either side alone.
    ("lib 1.0", 1): "100 101 102 103",
    ("lib 1.0", 2): "200 202 204 206",
    ("lib 1.0", 4): "300 310 305 308",
    ("lib 1.0", 8): "600",
    ("lib 1.0", 16): "ERROR",
    ("lib 1.0", 32): "2000",
    ("lib 2.0", 1): "110 111 112 113",
    ("lib 2.0", 2): "180 182 184 186",
    ("lib 2.0", 4): "309 301 306 304",
    ("lib 2.0", 8): "640",
    ("lib 2.0", 16): "1000",
    ("lib 2.0", 64): "3000",
    ("lib 3.0", 1): "120",
}
pytestmark = pytest.mark.usefixtures("files")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    write_files(tmp_path)
    rows = [
        f"solver,{software},{'gcc 13' if software == 'lib 2.0' else 'gcc 12'},{devices},{value}"
        for (software, devices), values in VERSIONS.items()
        for value in values.split()
    ]
    heading = "benchmark,software,compiler,gpus,throughput (img/s)"
    (tmp_path / "versions.csv").write_text("\n".join([heading, *rows, ""]))
    for name, values in (("before", (10, 20)), ("after", (11, 21))):
        lines = [f"{gpus},{value}" for gpus, value in enumerate(values, 1)]
        (tmp_path / f"{name}.csv").write_text("\n".join(["gpus,runtime (s)", *lines, ""]))
    monkeypatch.chdir(tmp_path)
    yield tmp_path


@asynccontextmanager
async def opened(
    *arguments: str, size: tuple[int, int] = (120, 40), unicode: bool = True
) -> AsyncIterator[Pilot[None]]:
    app = app_on(*(arguments or ("versions.csv",)), unicode=unicode)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot


async def compared(pilot: Pilot[None]) -> PairsScreen:
    """Compare lib 1.0 with lib 2.0; return the screen."""
    await enter(pilot, ":", "diff software=lib 1.0,lib 2.0")
    return pairs_screen(pilot)


def pairs_screen(pilot: Pilot[None]) -> PairsScreen:
    assert isinstance(pilot.app.screen, PairsScreen)
    return pilot.app.screen


@pytest.mark.parametrize(
    ("width", "verdict"),
    # Where its word leaves no room for the solver, rows would look alike: its sign stays.
    [(60, "%  ▲  "), (70, "%  ▲ better")],
)
async def test_on_a_narrow_screen_the_spreads_go_before_the_verdict(
    width: int, verdict: str, tmp_path: Path
) -> None:
    for name, factor in (("old", 1.0), ("newer", 0.9)):
        lines = [
            f"{solver},{nodes},{seconds * factor:.2f},{seconds * factor * 310:.0f}"
            for solver in ("cg", "gmres")
            for nodes in (1, 2)
            for seconds in (397.1 / nodes, 399.2 / nodes, 400.4 / nodes, 402.9 / nodes)
        ]
        text = "\n".join(["solver,nodes,seconds,energy_J", *lines, ""])
        (tmp_path / f"{name}.csv").write_text(text)
    async with opened("old.csv", "newer.csv", size=(width, 24)) as pilot:
        await press(pilot, "d")
        rows = [line for line in shown(pilot) if verdict in f"{line}  "]
        assert len(rows) == 8
        assert width == 70 or sum(" gmres " in line for line in rows) == 4
        assert not any("±" in row for row in rows)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        rows = [line for line in shown(pilot) if "▲ better" in line]
        assert sum("±" in row for row in rows) == 8


def column(screen: PairsScreen, name: str) -> list[Any]:
    """Return a column of the table as it is shown, from the first row to the last."""
    order = screen.table.order
    return screen.frame[name].to_list() if order is None else screen.frame[name][order].to_list()


# What it looks like


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("table", []),
        ("pair", ["enter"]),
        ("pair-failed", ["G", "up", "up", "enter"]),
        ("pair-missing", ["G", "enter"]),
        ("notes", ["i"]),
        ("help", ["?"]),
    ],
)
async def test_looks(name: str, keys: list[str], size: tuple[int, int]) -> None:
    async with opened(size=size) as pilot:
        await compared(pilot)
        lines = await press(pilot, *keys)
    assert matches_snapshot(f"pairs-{name}-{size[0]}x{size[1]}", lines)


@pytest.mark.parametrize("size", SIZES)
async def test_looks_of_the_choice(size: tuple[int, int]) -> None:
    async with opened("versions.csv", "before.csv", "after.csv", size=size) as pilot:
        lines = await press(pilot, "d")
    assert matches_snapshot(f"choosing-{size[0]}x{size[1]}", lines)


async def test_ascii_shows_nothing_else() -> None:
    async with opened(unicode=False) as pilot:
        screens = [await press(pilot, "d")]
        await press(pilot, "escape")
        await compared(pilot)
        screens.append(shown(pilot))
        for keys in (["enter"], ["n"], ["q", "i"], ["q", "?"]):
            screens.append(await press(pilot, *keys))
    for lines in screens:
        assert [line for line in lines if not line.isascii()] == []


# Choosing what is compared


async def test_of_three_values_two_are_chosen() -> None:
    async with opened() as pilot:
        lines = await press(pilot, "d")
        assert isinstance(pilot.app.screen, PickingScreen)
        assert lines[2].split()[:5] == ["▶", "software", "lib", "1.0", "·"]
        lines = await press(pilot, "enter")
        assert "software: baseline value" in lines[0]
        assert [line.split()[:3] for line in lines[3:5]] == [
            ["lib", "2.0", "15"],
            ["lib", "3.0", "1"],
        ]
        lines = await press(pilot, "down", "enter")
        assert "software: lib 2.0 vs." in lines[0]
        assert not any("lib 2.0" in line for line in lines[2:])
        lines = await press(pilot, *"3.", "enter")
        pairs_screen(pilot)
        assert lines[1].strip() == "software: lib 2.0 → lib 3.0"
        assert isinstance((await press(pilot, "q"), pilot.app.screen)[1], RunsScreen)


@pytest.mark.parametrize("keys", [["d", "escape"], ["d", "enter", "escape"]])
async def test_a_choice_can_be_left(keys: list[str]) -> None:
    async with opened() as pilot:
        before = shown(pilot)
        assert await press(pilot, *keys) == before


async def test_of_several_inputs_the_label_is_offered_first() -> None:
    async with opened("before.csv", "after.csv", "versions.csv") as pilot:
        assert (await press(pilot, "d"))[2].split()[1] == "label"


async def test_two_folders_are_compared_by_one_key(tmp_path: Path) -> None:
    for folder in ("old", "new"):
        (tmp_path / folder).mkdir()
        for run in (1, 2):
            text = f"Ranks: 8\nTotal time: 4{run} s\n"
            (tmp_path / folder / f"run_{run}.out").write_text(text)
    async with opened("old", "new") as pilot:
        assert (await press(pilot, "d"))[1].strip() == "folder: old → new"


async def test_two_inputs_are_compared_by_one_key() -> None:
    async with opened("before.csv", "after.csv") as pilot:
        lines = await press(pilot, "d")
        screen = pairs_screen(pilot)
        assert lines[1].strip() == "label: before.csv → after.csv"
        assert column(screen, "base") == [10.0, 20.0]
        assert column(screen, "new") == [11.0, 21.0]


@pytest.mark.parametrize("command", ["diff label", "diff --on label", "diff label=before,after"])
async def test_commands_choose_too(command: str) -> None:
    async with opened("before=before.csv", "after=after.csv") as pilot:
        await enter(pilot, ":", command)
        assert column(pairs_screen(pilot), "delta") == [pytest.approx(0.1), pytest.approx(0.05)]


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("diff colour", "no two values of 'colour'; available: software, compiler, devices"),
        ("diff benchmark", "no two values of 'benchmark'"),
        ("diff software=lib 1.0,lib 9", "software has no 'lib 9'"),
        ("diff colour=a,b", "cannot compare on 'colour'"),
    ],
)
async def test_what_cannot_be_compared_is_said(command: str, says: str) -> None:
    async with opened() as pilot:
        lines = await enter(pilot, ":", command)
        assert isinstance(pilot.app.screen, RunsScreen)
        assert says in lines[-1]


async def test_only_what_the_filter_has_left_is_compared() -> None:
    async with opened("versions.csv", "--where", "devices < 4 AND value > 150") as pilot:
        screen = await compared(pilot)
        assert column(screen, "devices") == [2]
    async with opened("before.csv") as pilot:
        await enter(pilot, "&", "devices = 1")
        lines = await press(pilot, "d")
        assert isinstance(pilot.app.screen, RunsScreen)
        assert "no column has two values" in lines[-1]


# The table


async def test_the_summary_follows_the_filter_and_says_when_rows_are_folded() -> None:
    async with opened() as pilot:
        await compared(pilot)
        lines = await press(pilot, "c")
        assert " geomean +1.3 % (better), 4 of all 7 rows" in lines
        await press(pilot, "c")
        lines = await enter(pilot, "&", "devices < 4")
        assert lines[0].startswith(" runcmp  diff   2 rows · 1 worse · 1 better ")
        assert any(line.startswith(" geomean -0.5 %, 2 rows") for line in lines)
        lines = await press(pilot, "escape")
        assert " geomean +1.3 % (better), 4 of 7 rows" in lines


async def test_the_free_lines_show_the_runs_of_the_cursors_row() -> None:
    async with opened() as pilot:
        await compared(pilot)
        lines = shown(pilot)
        summary = next(y for y, line in enumerate(lines) if "geomean" in line)
        # A blank line after the last row, 64 devices.
        assert lines[summary - 2].split()[0] == "64"
        assert " devices 1: p = 0.029 < 0.05, change +6.8 % to +13 %" in lines
        assert any(line.startswith(" new  n=4") for line in lines)
        lines = await press(pilot, "down", "down", "down")
        assert " devices 8: need >= 4 runs per side for p < 0.05 (have 1 and 1)" in lines
        assert not any(line.startswith(" new  n=") for line in lines)


@pytest.mark.parametrize("height", [15, 17, 19])
async def test_the_keys_stay_at_the_foot_however_many_lines_are_left(height: int) -> None:
    async with opened(size=(80, height)) as pilot:
        await compared(pilot)
        assert shown(pilot)[-1].endswith("? help  q back")


async def test_it_sorts_by_keys_and_by_headings_and_finds() -> None:
    async with opened() as pilot:
        screen = await compared(pilot)
        assert column(screen, "devices") == [1, 2, 4, 8, 16, 32, 64]
        screen.table.go_to(0, "verdict")
        await press(pilot, "s")
        verdicts = ["regressed", "improved", "unclear", "untested", "failed"]
        assert column(screen, "verdict") == [*verdicts, "missing_new", "missing_base"]
        screen.table.go_to(0, "delta")
        await press(pilot, "s")
        assert column(screen, "devices")[:4] == [1, 8, 4, 2]
        await press(pilot, "[")
        assert column(screen, "devices")[:4] == [2, 4, 8, 1]
        await enter(pilot, ":", "sort -p,-devices")
        assert column(screen, "devices") == [4, 2, 1, 64, 32, 16, 8]

        at = shown(pilot)[4].index("change")
        await pilot.click("#table", offset=(at, 0))
        await settled(pilot)
        assert "▼change" in shown(pilot)[4]
        assert column(screen, "devices")[0] == 1

        lines = await enter(pilot, "/", "regressed")
        assert lines[-1].strip() == "'regressed': 1 of 1"
        assert screen.row is not None and screen.row["devices"] == 2


async def test_rows_without_news_are_left_out_and_come_back() -> None:
    async with opened() as pilot:
        screen = await compared(pilot)
        lines = await press(pilot, "c")
        assert "only changed" in lines[0]
        assert column(screen, "devices") == [1, 2, 16, 32, 64]
        await enter(pilot, "&", "p < 0.05")
        assert column(screen, "devices") == [1, 2]
        assert "where p < 0.05" in shown(pilot)[0]
        lines = await enter(pilot, "&", "pp < 0.05")
        assert "no column 'pp'" in told(pilot)
        assert column(screen, "devices") == [1, 2]
        lines = await enter(pilot, "&", "p < 0.001")
        assert lines[-1].strip() == "no rows match; Esc clears the filter"
        for key in ("enter", "o", "O", "x", "x", "H", "H", "y", "Y", "n"):
            await press(pilot, key)
        await press(pilot, "escape")
        assert column(screen, "devices") == [1, 2, 16, 32, 64]
        await press(pilot, "c")
        assert len(column(screen, "devices")) == 7
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, RunsScreen)


async def test_a_condition_that_cannot_be_read_changes_nothing_and_is_offered_again() -> None:
    async with opened() as pilot:
        screen = await compared(pilot)
        await enter(pilot, "&", "devices < 4")
        before = column(screen, "devices")
        await enter(pilot, "&", "nonsense > 1")
        assert "nonsense" in told(pilot)
        await press(pilot, "s")
        assert sorted(column(screen, "devices")) == sorted(before)
        assert "where devices < 4 " in shown(pilot)[0]
        assert "where nonsense > 1" in (await press(pilot, "&"))[-1]


async def test_swapping_turns_every_row_and_keeps_the_cursor_on_its_own() -> None:
    async with opened() as pilot:
        screen = await compared(pilot)
        screen.table.go_to(1, "verdict")
        await settled(pilot)
        before = shown(pilot)
        lines = await press(pilot, "x")
        assert lines[1].strip() == "software: lib 2.0 → lib 1.0"
        assert screen.row is not None
        assert (screen.row["devices"], screen.row["verdict"]) == (2, "improved")
        assert column(screen, "verdict")[0] == "regressed"
        assert await press(pilot, "x") == before


async def test_p_is_corrected_on_request() -> None:
    async with opened() as pilot:
        screen = await compared(pilot)
        plain = column(screen, "p")
        assert any("false positives in" in line for line in shown(pilot))
        lines = await press(pilot, "H")
        assert any("corrected for 3 tested rows (Holm)" in line for line in lines)
        assert "p (Holm)" in lines[4]
        corrected = column(screen, "p")
        assert corrected[0] == pytest.approx(3 * plain[0])
        assert "corrected" not in "\n".join(await press(pilot, "H"))


async def test_what_takes_long_is_said_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "MANY", 0)
    said: list[str] = []
    say = base.PlaceScreen.say

    def noted(screen: base.PlaceScreen[Any], message: str = "") -> None:
        said.append(message)
        say(screen, message)

    monkeypatch.setattr(base.PlaceScreen, "say", noted)
    async with opened() as pilot:
        before = shown(pilot)
        screen = await compared(pilot)
        assert said.count("comparing ...") == 1
        await press(pilot, "x")
        assert said.count("comparing ...") == 2
        assert column(screen, "base")[0] == 111.5
        assert await press(pilot, "q") == before


async def test_what_changed_too_is_named_above_the_table() -> None:
    async with opened() as pilot:
        await compared(pilot)
        lines = [line.strip() for line in shown(pilot)]
        assert lines[1] == "software: lib 1.0 → lib 2.0"
        assert lines[2].startswith("compiler: gcc 12 → gcc 13, also changed (confounded)")


# One pair after the other


async def test_pairs_follow_one_another_and_the_cursor_follows_them() -> None:
    async with opened() as pilot:
        screen = await compared(pilot)
        await enter(pilot, ":", "sort -delta")
        lines = await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DiffScreen)
        assert "diff 1/7  devices 1" in lines[0]
        assert "first pair" in (await press(pilot, "N"))[-1]
        lines = await press(pilot, "n", "n", "n")
        assert "diff 4/7  devices 2" in lines[0]
        assert any(re.search(r"throughput +203 img/s .* -9\.9 %.* ▼ worse", x) for x in lines)
        lines = await press(pilot, "x")
        assert any(re.search(r"throughput +183 img/s .* \+10\.9 %.* ▲ better", x) for x in lines)
        await press(pilot, "q")
        assert pairs_screen(pilot) is screen
        assert screen.row is not None and screen.row["devices"] == 2
        assert column(screen, "base")[3] == 203.0
        await press(pilot, "G", "enter")
        assert "last pair" in (await press(pilot, "n"))[-1]


async def test_a_row_that_failed_or_is_missing_says_so_in_full() -> None:
    async with opened() as pilot:
        screen = await compared(pilot)
        screen.table.go_to(4)
        text = "\n".join(await press(pilot, "enter"))
        assert "failed: ERROR" in text and "✗ failed" in text
        text = "\n".join(await press(pilot, "n"))
        assert re.search(r"software +lib 1\.0 +missing", text)
        assert re.search(r"read from +versions\.csv:\d+ +missing", text)
        assert "only on the base side" in text


async def test_marked_rows_are_compared_with_the_first_of_them() -> None:
    async with opened() as pilot:
        lines = await press(pilot, "down", "space", "space", "G", "space", "d")
        assert isinstance(pilot.app.screen, DiffScreen)
        assert re.search(r"diff 1/2  devices \d", lines[0])
        base = next(line for line in lines if line.startswith(" throughput")).split()[1]
        lines = await press(pilot, "n")
        assert "diff 2/2" in lines[0]
        again = next(line for line in lines if line.startswith(" throughput")).split()[1]
        assert float(again) == float(base)


async def test_each_side_opens_its_source() -> None:
    async with opened() as pilot:
        screen = await compared(pilot)
        for key, line in (("o", 2), ("O", 17)):
            lines = await press(pilot, key)
            assert isinstance(pilot.app.screen, ReadingScreen)
            assert lines[0].startswith(f" runcmp  versions.csv:{line}")
            await press(pilot, "q")
        await press(pilot, "enter", "O")
        assert "versions.csv:17" in shown(pilot)[0]
        await press(pilot, "q", "q", "G")
        assert pilot.app.screen is screen
        assert "no such row on the base side" in (await press(pilot, "o"))[-1]
        await press(pilot, "enter")
        assert "no such row on the base side" in (await press(pilot, "o"))[-1]


async def test_the_notes_are_there_in_full_however_low_the_screen() -> None:
    async with opened(size=(80, 12)) as pilot:
        await compared(pilot)
        lines = shown(pilot)
        assert any("more lines; i shows all" in line for line in lines)
        await press(pilot, "i")
        seen = set(shown(pilot))
        for _ in range(10):
            seen |= set(await press(pilot, "pagedown"))
        text = "\n".join(seen)
        assert "software: lib 1.0" in text and "geomean +1.3 % (better), 4 of 7 rows" in text


async def test_a_screen_that_was_left_takes_no_notice_of_what_still_comes() -> None:
    async with opened() as pilot:
        screen = await compared(pilot)
        pilot.app.pop_screen()
        screen.post_message(Resize(Size(70, 20), Size(70, 20)))
        await settled(pilot)
        screen = await compared(pilot)
        pilot.app.pop_screen()
        await asyncio.sleep(0)
        screen.call_after_refresh(screen.show_rest)
        await settled(pilot)
        assert isinstance(pilot.app.screen, RunsScreen)
