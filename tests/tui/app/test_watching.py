"""Files that change while they are watched: what is new is shown and said, all else stays."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot

from parsers.input_reading import InputReading
from parsers.inputs import file_looks
from parsers.inputs.inputs import Input
from parsers.registry import read_input
from tests.forked_program import forked
from tests.paths import HOME
from tests.pilot import app_on, enter, press, runs_screen, settled, shown, told
from tests.pseudo_terminal import Terminal
from tui.app.screens import watching

HEADER = "benchmark,gpus,throughput\n"
ROWS = "solver,1,100\nsolver,2,190\nsolver,4,370\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "runs"
    made.mkdir()
    monkeypatch.chdir(tmp_path)
    (made / "a.csv").write_text(HEADER + ROWS)
    # Tests look when they have changed something, and what was just written is settled.
    monkeypatch.setattr(watching, "SHORTEST", 1000.0)
    monkeypatch.setattr(file_looks, "CLOCK", -1)
    return made


async def look(pilot: Pilot[None]) -> list[str]:
    runs_screen(pilot).file_watch.look()
    await settled(pilot)
    return shown(pilot)


def append(file: Path, text: str) -> None:
    with file.open("a") as out:
        out.write(text)


async def test_what_is_appended_is_shown_and_all_else_stays(folder: Path) -> None:
    async with app_on("runs", "--watch").run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await enter(pilot, "&", "devices > 1")
        await press(pilot, "E", "G", "space")
        table = runs_screen(pilot).table
        cursor, marks = runs_screen(pilot).row, table.marks
        append(folder / "a.csv", "solver,8,700\nsolver,1,102\n")
        lines = await look(pilot)
        assert told(pilot).endswith("a.csv grew; rows: 1 new")
        assert "watching" in lines[0] and "1 marked" in lines[0] and "where devices > 1" in lines[0]
        assert runs_screen(pilot).frame["devices"].to_list() == [2, 4, 8]
        after = runs_screen(pilot).row
        assert cursor and after and cursor["devices"] == after["devices"]
        assert len(table.marks) == len(marks) == 1
        assert [line.split()[0] for line in lines[2:8] if " 8 " in line] == ["+"]
        assert "▼efficiency" in "".join(lines)


async def test_a_new_file_and_one_that_is_gone(folder: Path) -> None:
    async with app_on("runs", "--watch").run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        (folder / "b.csv").write_text("benchmark,gpus,throughput\nother,1,5\n")
        assert any("+ other" in line for line in await look(pilot))
        assert told(pilot).endswith("b.csv new; rows: 1 new")
        (folder / "b.csv").unlink()
        assert not any("other" in line for line in await look(pilot))
        assert told(pilot).endswith("b.csv gone; rows: 1 gone")
        assert not any("+" in line[:4] for line in shown(pilot))


@pytest.mark.parametrize(
    ("text", "said"),
    [(HEADER + "solver,1,100\n", "cut; rows: 2 gone"), (HEADER + ROWS.replace("370", "360"), None)],
)
async def test_a_file_that_is_cut_or_replaced(folder: Path, text: str, said: str | None) -> None:
    async with app_on("runs", "--watch").run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        if said is None:
            (folder / "new").write_text(text)
            (folder / "new").replace(folder / "a.csv")
        else:
            (folder / "a.csv").write_text(text)
        await look(pilot)
        assert told(pilot).endswith(f"a.csv {said or 'replaced; rows: 1 changed'}")


async def test_where_nothing_is_left_the_table_stays_until_it_is_back(folder: Path) -> None:
    async with app_on("runs", "--watch").run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        (folder / "a.csv").rename(folder / ".a.csv")
        await look(pilot)
        assert "a.csv gone; table unchanged: runs: no visible files" in told(pilot)
        assert runs_screen(pilot).frame.height == 3
        (folder / ".a.csv").rename(folder / "a.csv")
        await look(pilot)
        assert "q quit" in told(pilot)


async def test_nothing_is_read_where_nothing_has_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "b.csv").write_text(HEADER + "other,1,5\n")
    read: list[str] = []

    def counted(item: Input) -> InputReading:
        read.append(item.path)
        return read_input(item)

    monkeypatch.setattr("parsers.loaded.read_input", counted)
    monkeypatch.setattr("parsers.inputs.seen.CLOCK", -1)
    async with app_on("runs", "--watch").run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert read == ["runs/a.csv", "runs/b.csv"]
        for _ in range(3):
            await look(pilot)
        assert len(read) == 2
        append(folder / "b.csv", "other,2,9\n")
        await look(pilot)
        assert read[2:] == ["runs/b.csv"]


async def test_the_pause_grows_while_nothing_changes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SHORTEST", 40.0)
    monkeypatch.setattr(watching, "LONGEST", 100.0)
    async with app_on("runs", "--watch").run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        watch = runs_screen(pilot).file_watch
        pauses = [watch.pause]
        for _ in range(3):
            await look(pilot)
            pauses.append(watch.pause)
        append(folder / "a.csv", "solver,8,700\n")
        await look(pilot)
        assert [*pauses, watch.pause] == [40, 80, 100, 100, 40]


async def test_half_a_line_is_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with app_on("runs", "--watch").run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        monkeypatch.setattr(file_looks, "CLOCK", 10**12)
        append(folder / "a.csv", "solver,8,7")
        for _ in range(watching.PATIENCE):
            await look(pilot)
            assert runs_screen(pilot).frame.height == 3
        append(folder / "a.csv", "00\n")
        await look(pilot)
        assert runs_screen(pilot).frame["value"].to_list() == [100, 190, 370, 700]
        append(folder / "a.csv", "solver,16,13")
        for _ in range(watching.PATIENCE + 1):
            await look(pilot)
        assert runs_screen(pilot).frame.height == 5


async def test_a_key_begins_and_ends_it(folder: Path) -> None:
    async with app_on("runs").run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        lines = await press(pilot, "w")
        assert "watching" in lines[0] and "+ marks new rows" in told(pilot)
        lines = await press(pilot, "w")
        assert "watching" not in lines[0] and "watching ended" in told(pilot)
        append(folder / "a.csv", "solver,8,700\n")
        await look(pilot)
        assert runs_screen(pilot).frame.height == 3
        assert "reloaded; rows: 1 new" in (await press(pilot, "r"))[-1]


async def test_the_metric_that_is_looked_at_stays(folder: Path) -> None:
    (folder / "b.csv").write_text("gpus,latency (us)\n1,5\n2,6\n")
    async with app_on("runs", "--watch").run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert runs_screen(pilot).frame["metric"].unique().to_list() == ["throughput"]
        rows = "".join(f"{n},{n + 4}\n" for n in range(3, 20))
        append(folder / "b.csv", rows)
        await look(pilot)
        assert runs_screen(pilot).frame["metric"].unique().to_list() == ["throughput"]


async def test_what_comes_while_another_screen_is_open_is_there_afterwards(folder: Path) -> None:
    async with app_on("runs", "--watch").run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        screen = runs_screen(pilot)
        await press(pilot, "p")
        append(folder / "a.csv", "solver,8,700\n")
        screen.file_watch.look()
        await settled(pilot)
        lines = await press(pilot, "q")
        assert any("700" in line for line in lines)


def test_in_a_terminal_a_row_comes_and_then_nothing_is_sent(folder: Path) -> None:
    with Terminal(
        [sys.executable, "-m", "tui", "--no-state", "--watch", "runs"],
        columns=80,
        rows=24,
        cwd=folder.parent,
        environment={"PYTHONPATH": str(HOME)},
        run=forked,
    ) as terminal:
        terminal.wait_for("watching")
        terminal.settle(2.0)
        append(folder / "a.csv", "solver,8,700\n")
        # Where the machine is so busy that the first look comes late, it only says "reloaded".
        terminal.wait_for("rows: 1 new")
        terminal.settle(4.0)
        assert terminal.listen(3.0) == 0
        (folder / "a.csv").unlink()
        terminal.wait_for("table unchanged")
        terminal.press("q")
        assert terminal.process.wait(10) == 0
