"""What people are told where they would otherwise have to guess."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.pilot import app_on, press, settled, shown
from tui.app.screens.place_screen import PlaceScreen
from tui.app.screens.scaling_screen import ScalingScreen
from tui.cli import main

SEVERAL = "code,gpus,throughput,epoch_time\na,1,10.5,9\na,2,19.5,5\nb,1,11.5,8\nb,2,22,4.5\n"


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "several.csv").write_text(SEVERAL)
    (tmp_path / "before.csv").write_text(SEVERAL)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("word", "meant"), [("shwo", "show"), ("Plots", "plot"), ("dif", "diff")])
def test_a_slip_in_a_command_is_no_path(
    word: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([word, "several.csv"])
    said = capsys.readouterr().err
    assert f"{word}: no such file or folder; did you mean `runcmp {meant}`?" in said
    Path(word).mkdir()
    assert main([word, "several.csv"]) == 0


def test_a_missing_file_is_no_slip(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff.csv"]) == 2
    assert "did you mean" not in capsys.readouterr().err


@pytest.mark.parametrize("runs", [[], ["--runs"]])
def test_metrics_that_are_not_shown_are_named(
    runs: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    said = "other metrics: epoch_time; choose with --metric NAME or --metric all"
    main(["show", "several.csv", *runs])
    assert said in capsys.readouterr().out.splitlines()
    for metric in ("all", "throughput"):
        main(["show", "several.csv", "--metric", metric, *runs])
        assert "not shown" not in capsys.readouterr().out


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_rows_of_several_metrics_say_which(width: int) -> None:
    app = app_on("several.csv", "before.csv", "--metric", "all")
    async with app.run_test(size=(width, 24)) as pilot:
        await settled(pilot)
        assert any("epoch_time" in line for line in shown(pilot))
        await pilot.press(":")
        await pilot.press(*"diff", "space", *"label", "enter")
        await settled(pilot)
        assert any("epoch_time" in line for line in shown(pilot)[4:])


async def test_drawing_many_series_is_said_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"c{code},{gpus},{code + gpus}.5" for code in range(300) for gpus in (1, 2)]
    (tmp_path / "many.csv").write_text("\n".join(["code,gpus,throughput", *rows]))
    said: list[str] = []
    say = PlaceScreen.say

    def heard(screen: PlaceScreen[Any], text: str = "") -> None:
        said.append(text)
        say(screen, text)

    monkeypatch.setattr(PlaceScreen, "say", heard)
    app = app_on("many.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "p")
        assert isinstance(pilot.app.screen, ScalingScreen)
        assert "drawing ..." in said


async def test_no_help_is_clipped_on_a_narrow_screen() -> None:
    app = app_on("several.csv")
    async with app.run_test(size=(40, 60)) as pilot:
        await settled(pilot)
        lines = await press(pilot, "?")
        at = next(at for at, line in enumerate(lines) if line.strip().startswith("s  "))
        assert [line.strip() for line in lines[at : at + 2]] == [
            "s                  sort by this",
            "column; again to",
        ]
