"""What helps while typing: Tab, rows that follow the condition, layouts; hints that are clicked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot import app_on, enter, press, runs_screen, settled, shown, write_files
from tui.app.screens.help_screen import HelpScreen


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


async def test_tab_completes_and_goes_through_what_there_is() -> None:
    async with app_on("solver.csv").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert (await press(pilot, ":", *"so", "tab"))[-1].strip() == ":sort"
        assert (await press(pilot, "space", "minus", *"eff", "tab"))[-1].strip() == (
            ":sort -efficiency"
        )
        await press(pilot, "escape", "&", *"software ="[:8], "space", "equals_sign", "space")
        assert (await press(pilot, "tab"))[-1].strip() == "where software = 'lib 1.0'"
        assert (await press(pilot, "tab"))[-1].strip() == "where software = 'lib 2.0'"
        assert (await press(pilot, "shift+tab"))[-1].strip() == "where software = 'lib 1.0'"
        assert (await press(pilot, "shift+tab"))[-1].strip() == "where software ="


async def test_rows_follow_the_condition_while_it_is_typed_and_undo_knows_nothing_of_it() -> None:
    async with app_on("solver.csv").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = runs_screen(pilot)
        await press(pilot, "&", *"nodes", "greater_than_sign", "1")
        assert screen.frame["nodes"].to_list() == [2, 2]
        await press(pilot, "escape")
        assert screen.frame.height == 8
        assert "nothing to undo" in (await press(pilot, "U"))[-1]

        await enter(pilot, "&", "nodes>1")
        assert screen.frame.height == 2
        await press(pilot, "U")
        assert screen.frame.height == 8
        assert "nothing to undo" in (await press(pilot, "U"))[-1]


async def test_a_layout_is_kept_and_opens_again() -> None:
    async with app_on("solver.csv").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "E", "minus")
        columns = runs_screen(pilot).table.columns_in_sight
        assert "layout kept" in (await enter(pilot, ":", "layout mine"))[-1]
        assert "is no name for a layout" in (await enter(pilot, ":", "layout ../x"))[-1]
    assert Path("state/runcmp/layouts/mine.json").is_file()

    async with app_on("solver.csv", "--layout", "mine").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert runs_screen(pilot).table.columns_in_sight == columns
        assert [key.column for key in runs_screen(pilot).state().sort] == ["efficiency"]

    async with app_on("solver.csv").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await enter(pilot, ":", "layout")
        await press(pilot, "enter")
        assert runs_screen(pilot).table.columns_in_sight == columns
        await press(pilot, "U")
        assert runs_screen(pilot).table.columns_in_sight != columns


async def test_grouping_happens_in_place_and_is_undone() -> None:
    async with app_on("solver.csv").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await enter(pilot, ":", "by -software")
        assert runs_screen(pilot).frame.height == 4
        await press(pilot, "U")
        assert runs_screen(pilot).frame.height == 8
        await enter(pilot, ":", "b 2")
        assert "baseline 2" in shown(pilot)[0]


async def test_a_column_is_widened_and_back() -> None:
    name = "x" * 40
    Path("wide.csv").write_text(f"name,nodes,time_s\n{name}a,1,9\n{name}b,1,8\n{name}b,2,5\n")
    async with app_on("wide.csv").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert f"{name}a" not in "\n".join(shown(pilot))
        assert f"{name}a" in "\n".join(await press(pilot, "_"))
        assert f"{name}a" not in "\n".join(await press(pilot, "_"))
        await press(pilot, "U")
        assert f"{name}a" in "\n".join(shown(pilot))


async def test_hints_in_the_place_of_the_keys_can_be_clicked() -> None:
    async with app_on("solver.csv").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        at = shown(pilot)[-1].index("help")
        await pilot.click("#status", offset=(at, 0))
        await settled(pilot)
        assert isinstance(pilot.app.screen, HelpScreen)
        await pilot.click("#status", offset=(shown(pilot)[-1].index("back"), 0))
        await settled(pilot)
        runs_screen(pilot)


async def test_help_can_be_searched() -> None:
    async with app_on("solver.csv").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        lines = await press(pilot, "question_mark", "slash", *"freeze", "enter")
        assert "'freeze': 1 of 1" in lines[-1]
        assert any("freeze / unfreeze column" in line for line in lines)
        assert "not found" in (await press(pilot, "slash", *"zzz", "enter"))[-1]


async def test_a_source_opens_with_the_value_in_sight_and_scrolls_sideways() -> None:
    filler = ",".join(["x" * 18] * 8)
    heads = ",".join(f"comment {i}" for i in range(8))
    rows = "".join(f"s,{filler},{n},{round(100 / n + 3, 2)}\n" for n in (1, 2, 4))
    Path("long.csv").write_text(f"benchmark,{heads},nodes,time_s\n{rows}")
    async with app_on("long.csv").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        lines = await press(pilot, "o")
        assert lines[2].endswith(",1,103.0")
        lines = await press(pilot, *["left"] * 6)
        assert lines[2].strip().startswith("2  s,xxx")
        assert "103.0" not in lines[2]
        assert (await press(pilot, *["right"] * 9))[2].rstrip().endswith("103.0")


async def test_the_help_spells_everything_in_ascii_and_in_line() -> None:
    async with app_on("solver.csv", unicode=False).run_test(size=(80, 120)) as pilot:
        await settled(pilot)
        lines = await press(pilot, "question_mark")
        first = next(at for at, line in enumerate(lines) if "What the columns mean" in line)
        last = next(at for at in range(first, len(lines)) if not lines[at].strip())
        told = lines[first + 1 : last]
        assert "?" not in "".join(told)
        # Two cells in, the name; 19 cells further, what it means.
        assert {line[21:22] == " " and line[22:23] != " " for line in told} == {True}


async def test_what_is_said_of_a_key_goes_with_the_next() -> None:
    async with app_on("solver.csv").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        keys = (await press(pilot, "down"))[-1]
        for say in ("y", "z"):
            for then in (["u"], ["space"], ["F", "q"], ["slash", "escape"], ["question_mark", "q"]):
                assert (await press(pilot, "u", say))[-1] != keys or say == "z"
                assert (await press(pilot, *then))[-1] == keys, (say, then)
