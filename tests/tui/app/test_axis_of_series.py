"""What series are along in the app: the axis that the data suggest, ``:over``, and the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot import app_on, matches_snapshot, press, settled, shown
from tests.sweep_table import MPI
from tui.app.screens.runs_screen import RunsScreen
from tui.app.screens.scaling_screen import ScalingScreen

TILES = """\
gpus,tile,runtime (s)
1,8,80
1,16,64
1,32,70
2,8,41
2,16,33
2,32,36
"""

pytestmark = pytest.mark.usefixtures("files")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mpi.csv").write_text(MPI)
    (tmp_path / "tiles.csv").write_text(TILES)
    nights = (
        f"2026-01-{night:02},{'gcc 12' if night < 20 else 'gcc 13'},"
        f"{10 + night % 3 / 10 + (night >= 20)}\n"
        for night in range(1, 31)
    )
    (tmp_path / "nightly.csv").write_text("date,compiler,seconds\n" + "".join(nights))
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize(
    ("name", "file", "keys"),
    [
        ("sweep-sizes", "mpi.csv", ["p", "f"]),
        ("sweep-nights", "nightly.csv", ["p"]),
        ("sweep-axes", "tiles.csv", ["p", "a"]),
        ("sweep-row", "mpi.csv", ["enter", "j"]),
    ],
)
async def test_looks(name: str, file: str, keys: list[str], size: tuple[int, int]) -> None:
    app = app_on(file)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        if keys[0] == "enter" and size == (120, 40):
            keys = keys[1:]
        lines = await press(pilot, *keys)

    assert matches_snapshot(f"{name}-{size[0]}x{size[1]}", lines)


async def test_sizes_are_the_axis_without_being_asked_for() -> None:
    app = app_on("mpi.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "no scaling" not in "\n".join(shown(pilot))
        lines = await press(pilot, "p")
        assert isinstance(app.screen, ScalingScreen)
        assert "value over size" in lines[0]
        assert "ratio over size" in (await press(pilot, "m"))[0]
        assert "ratio" in "\n".join(await press(pilot, "right"))


async def test_the_axis_is_typed_and_undone() -> None:
    app = app_on("tiles.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "over devices" in (await press(pilot, "p"))[0]
        lines = await press(pilot, "q", *":over tile", "enter")
        assert isinstance(app.screen, RunsScreen)
        assert "over tile" in lines[0]
        assert "value over tile" in (await press(pilot, "p"))[0]
        assert "over tile" not in (await press(pilot, "q", "U"))[0]
        assert "no column 'tiles'" in "\n".join(await press(pilot, *":over tiles", "enter"))


async def test_the_key_chooses_the_axis_for_the_table_as_well() -> None:
    app = app_on("tiles.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        lines = await press(pilot, "p", "a", *"tile", "enter")
        assert "value over tile" in lines[0]
        assert "best: tile 16" in " ".join(" ".join(lines).split())
        assert "over tile" in (await press(pilot, "q"))[0]


async def test_a_day_opens_its_own_line() -> None:
    app = app_on("nightly.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        lines = await press(pilot, "p", "o")
        assert "nightly.csv:31" in lines[0]


@pytest.mark.parametrize("keys", [[*":baseline 16", "enter"], ["b"]])
async def test_a_baseline_along_the_axis_is_put_back_by_its_key(
    keys: list[str],
) -> None:
    app = app_on("tiles.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        lines = await press(pilot, *":over tile", "enter", *keys)
        assert "baseline" in lines[0]
        assert "ratio to" in (await press(pilot, "p"))[0]
        assert "baseline" not in (await press(pilot, "q", "b"))[0]
