"""The Scaling screen as its users drive it, without a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pilot import app_on, matches_snapshot, press, settled, shown, write_files
from tui.app.screens.pager_screen import ReadingScreen
from tui.app.screens.runs_screen import RunsScreen
from tui.app.screens.scaling_screen import ScalingScreen

SIZES = [(80, 24), (120, 40)]
SOLVER = ("solver.csv", "--sort", "software,devices")
HEAD = "benchmark,gpus,throughput\n"

pytestmark = pytest.mark.usefixtures("files")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    write_files(tmp_path)
    (tmp_path / "codes.csv").write_text(HEAD + "".join(codes(12)))
    (tmp_path / "laws.csv").write_text(
        HEAD + "".join(f"fft,{n},{100 * n / (1 + 0.03 * (n - 1)):.2f}\n" for n in range(1, 65, 7))
    )
    monkeypatch.chdir(tmp_path)
    yield tmp_path


def codes(count: int) -> Iterator[str]:
    """Lines of as many codes, each of which scales worse than the one before."""
    for code in range(count):
        for gpus in (1, 2, 4, 8, 16):
            yield f"code {code},{gpus},{100 * gpus / (1 + 0.01 * code * (gpus - 1)):.2f}\n"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("name", "arguments", "keys"),
    [
        ("scaling", SOLVER, ["p", "right"]),
        ("scaling-laws", ("laws.csv",), ["p", "f"]),
        ("scaling-many", ("codes.csv", "--sort", "benchmark,devices"), ["p", "down", "right"]),
        ("scaling-efficiency", SOLVER, ["p", "down", "m"]),
        ("scaling-cost", SOLVER, ["p", "m", "m", "m", "x", "y"]),
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


async def test_it_shows_the_marked_series_or_all_and_goes_back() -> None:
    app = app_on("codes.csv", "--sort", "benchmark,devices")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "12 series" in (await press(pilot, "p"))[0]
        await press(pilot, "q", "space", "G", "space", "3")
        assert "2 series" in shown(pilot)[0]
        for key in ("escape", "backspace", "1", "enter", "q"):
            await press(pilot, key)
            assert isinstance(app.screen, RunsScreen), key
            await press(pilot, "p")
            assert isinstance(app.screen, ScalingScreen)


async def test_it_begins_where_the_cursor_of_the_table_stands() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        lines = await press(pilot, "j", "j", "p")
        assert "4 devices   throughput 372" in " ".join(lines)


async def test_the_cursor_steps_over_measured_points_and_keeps_its_count() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "p")

        async def told(*keys: str) -> str:
            lines = await press(pilot, *keys)
            return " ".join(lines[-4:-1])

        assert "lib 1.0" in await told("left")
        assert "1 device " in await told("left", "left")
        assert "8 devices   throughput 640" in await told("right", "right", "right", "right")
        # The failed run at 8 is no point; the nearest count that has a value is 4.
        assert "4 devices   throughput 400" in await told("down")
        assert "4 devices" in await told("down", "right")
        assert "4 devices   throughput 372" in await told("up")
        assert "lib 2.0" in await told("G")
        assert "lib 1.0" in await told("g")


async def test_the_measure_and_the_axes_change() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "p")
        titles = [shown(pilot)[1]]
        for key in ("m", "y", "m", "x", "m", "m"):
            titles.append((await press(pilot, key))[1])

    assert [title.split("  ")[0].strip() for title in titles] == [
        "Efficiency",
        "Speedup (log)",
        "Speedup",
        "Throughput (log)",
        "Throughput (log)",
        "Cost in devices per throughput (log)",
        "Efficiency",
    ]


async def test_a_series_is_hidden_and_shown_again_in_its_colour() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = await press(pilot, "p")
        assert "■ lib 2.0" in "\n".join(before)
        hidden = "\n".join(await press(pilot, "down", "space", "up"))
        assert "lib 2.0" in hidden and "■" not in hidden
        assert await press(pilot, "down", "space", "up") == before


async def test_of_many_eight_have_a_colour_and_the_rest_can_go() -> None:
    app = app_on("codes.csv", "--sort", "benchmark,devices")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        listed = "\n".join(await press(pilot, "p"))
        assert [f"{sign} code" in listed for sign in "●■▲◆○□△◇"] == [True] * 8
        assert "· code" not in listed and "code 11" in listed
        assert "\n".join(await press(pilot, "v")).count("· code") == 4
        assert "8 series have a colour" in (await press(pilot, "G", "space"))[-1]
        freed = "\n".join(await press(pilot, "g", "space", "G", "space"))
        assert "● code 11" in freed
        without = "\n".join(await press(pilot, "v"))
        assert "· code" not in without and "code 3" in without


async def test_of_many_the_group_of_the_cursors_row_is_shown_until_all_are_asked_for(
    files: Path,
) -> None:
    rows = (
        f"{code},{system},{gpus},{100 * gpus * (1 - 0.01 * gpus):.1f}\n"
        for code in ("cg", "mg", "ft")
        for system in ("a", "b", "c")
        for gpus in (1, 2, 4)
    )
    (files / "systems.csv").write_text("benchmark,system,gpus,throughput\n" + "".join(rows))
    app = app_on("systems.csv", "--sort", "benchmark,devices")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        group = "\n".join(await press(pilot, "p"))
        assert "9 series" in group and "6 more: v" in group
        assert group.count("97.0 %") == 3
        assert "1/9" in group
        bottom = "\n".join(await press(pilot, "G"))
        assert bottom.count("97.0 %") >= 3 and "mg" not in bottom
        everything = "\n".join(await press(pilot, "v"))
        assert "more: v" not in everything and "mg" in everything


async def test_laws_without_room_are_begun_with_a_sign_of_it() -> None:
    app = app_on("laws.csv")
    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        lines = await press(pilot, "p", "f")
        told = next(line for line in lines if "Amdahl" in line)
        assert told.endswith("…") and len(told) <= 40


async def test_a_series_without_values_says_so(files: Path) -> None:
    (files / "failed.csv").write_text(HEAD + "fft,1,ERROR\nfft,2,ERROR\n")
    app = app_on("failed.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "p")
        assert "no fit: this series has no speedup" in "\n".join(await press(pilot, "f"))
        for key in ("o", "O"):
            lines = await press(pilot, "f", key)
            assert lines[-1].strip() == "no point of this series has a value"


async def test_the_laws_are_told_and_drawn() -> None:
    app = app_on("laws.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        plain = await press(pilot, "p")
        fitted = await press(pilot, "f")
        assert "Amdahl: serial 3.00 %" in "\n".join(fitted)
        assert "256" in "\n".join(fitted) and "256" not in "\n".join(plain)
        assert await press(pilot, "f") == plain


async def test_the_point_opens_its_source() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        lines = await press(pilot, "p", "right", "o")
        assert isinstance(app.screen, ReadingScreen)
        assert "solver.csv:4" in lines[0]
        await press(pilot, "q")
        assert isinstance(app.screen, ScalingScreen)


async def test_it_follows_the_size_of_the_terminal() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        wide = await press(pilot, "p")
        await pilot.resize_terminal(60, 20)
        await settled(pilot)
        assert max(map(len, shown(pilot))) <= 60
        assert "speedup 1.00" not in shown(pilot)[-1]
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert shown(pilot) == wide
        for width, height in ((40, 12), (30, 8), (20, 6)):
            await pilot.resize_terminal(width, height)
            await settled(pilot)
            await press(pilot, "f")
            small = shown(pilot)
            assert len(small) == height
            assert max(map(len, small)) <= width
            assert "q back" in small[-1]


async def test_without_a_count_there_is_nothing_to_plot(files: Path) -> None:
    (files / "flat.csv").write_text("benchmark,throughput\nfft,100\nlu,200\n")
    app = app_on("flat.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        lines = await press(pilot, "p")
        assert isinstance(app.screen, RunsScreen)
        assert "nothing to plot" in lines[-1]
