"""What looks wrong, above the table of the app: the numbers marked, and what puts them right."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.plausibility import Doubt
from tests.pilot import app_on, enter, press, settled, shown, titles
from tui.views.runs.doubt_marks import fitted

DOUBTFUL = "nodes,time (s)\n1,2410\n2,610\n4,160\n"
FLAT = "nodes,time (s)\n1,100\n2,101\n4,100\n8,102\n"


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fast.csv").write_text(DOUBTFUL)
    (tmp_path / "flat.csv").write_text(FLAT)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_doubt_stands_in_full_above_few_rows(size: tuple[int, int]) -> None:
    app = app_on("fast.csv")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        lines = shown(pilot)
        title = next(place for place, line in enumerate(lines) if " nodes " in line and place)
        above = " ".join(" ".join(lines[1:title]).split())
        said = above[above.index("?") :]
        assert said == (
            "? 2 of 2 efficiencies are above 115 %, as of a misread count or baseline: "
            "runcmp --read 'column NAME = cores'"
        )
        assert sum(line.count("%?") for line in lines[title:]) == 2


async def test_above_many_rows_it_takes_one_line() -> None:
    rows = [f"c{place // 3},{2 ** (place % 3)},{4.1 ** -(place % 3) * 999}" for place in range(90)]
    Path("many.csv").write_text("\n".join(["code,nodes,time (s)", *rows, ""]))
    app = app_on("many.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        lines = shown(pilot)
        title = titles(pilot)
        assert lines[title - 1].startswith(" ? 60 of 60 efficiencies are above")
        assert "…: runcmp --read 'column NAME = cores'" in lines[title - 1]
        assert "benchmark" in lines[title]
        assert sum(line.lstrip("▶ ").startswith("c") for line in lines[5:-1]) == 18


async def test_it_goes_with_the_rows_it_is_about() -> None:
    app = app_on("fast.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "? " not in "".join((await enter(pilot, "&", "nodes < 2"))[1:-1])
        assert "? 2 of 2" in " ".join((await press(pilot, "escape"))[1:4])


async def test_what_puts_it_right_can_be_typed() -> None:
    app = app_on("flat.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "hardly change while counts grow" in " ".join(shown(pilot)[1:4])
        lines = await enter(pilot, ":", "--scaling weak")
        assert "weak" in lines[0]
        assert "? " not in "".join(lines[1:-1])
        assert "98.0 %" in "".join(lines)
        assert "no scaling 'odd': give auto" in (await enter(pilot, ":", "scaling odd"))[-1]


async def test_rows_can_be_grouped_anew() -> None:
    app = app_on("fast.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "by -nodes" in (lines := await enter(pilot, ":", "--by=-nodes"))[0]
        assert "1/1" in lines[0]
        assert "cannot group by 'odd'" in (await enter(pilot, ":", "by odd"))[-1]
        assert "1/3" in (await enter(pilot, ":", "by"))[0]


def test_what_puts_it_right_is_cut_last() -> None:
    doubt = Doubt("flat times", (), (), "the times of 3 series hardly change", "--scaling weak")
    assert fitted(doubt, 80, "…") == "? the times of 3 series hardly change: --scaling weak"
    assert fitted(doubt, 42, "…") == "? the times of 3 series h…: --scaling weak"
    assert len(fitted(doubt, 30, "…")) <= 30
