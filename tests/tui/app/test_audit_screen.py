"""The Audit screen, and the marks of the audit on the table of runs, without a terminal."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from analysis.audit.all_checks import Audit, audit
from parsers import load
from tests.analysis.audit.audit_documents import table, training
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
)
from tui.app.screens import background_audit as auditing
from tui.app.screens.audit_screen import AuditScreen
from tui.app.screens.runs_screen import RunsScreen
from tui.app.screens.source_screen import SourceScreen

SIZES = [(80, 24), (120, 40)]
HEAD = "GPUs Runtime_(s) Speedup Nodelist"
ROWS = (
    "1 100 - a",
    "1 102 - b",
    "1 103 1 Avg",
    "2 50 - a",
    "2 52 - b",
    "2 51 2.02 Avg",
    "4 27 - a",
)
"""The average of line 5 and the speedup of line 8 are wrong, line 9 is all right."""

pytestmark = pytest.mark.usefixtures("files")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "paper.md").write_text(table(HEAD, *ROWS))
    log = "# MNIST\n\n## Net-A100-64batch_size\n" + training("gn1-107.00", 100, 104, 106, 107)
    log += "## Net-2xA100-64batch_size\n" + training("gn1-208.00-1.94x", 200, 206, 208, 201, 201)
    (tmp_path / "log.md").write_text(log)
    (tmp_path / "good.csv").write_text("gpus,throughput\n1,100\n2,190\n")
    monkeypatch.chdir(tmp_path)
    yield tmp_path


# What it looks like


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("audit-runs", ["down"]),
        ("audit", ["a"]),
        ("audit-several-lines", ["a", "down", "down", "down"]),
        ("audit-source", ["a", "down", "down", "down", "enter", "n"]),
        ("audit-sorted", ["a", "right", "s"]),
    ],
)
async def test_looks(name: str, keys: list[str], size: tuple[int, int]) -> None:
    app = app_on("paper.md", "log.md")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        lines = await press(pilot, *keys)

    assert matches_snapshot(f"{name}-{size[0]}x{size[1]}", lines)


@pytest.mark.parametrize("defect", [ValueError, pl.exceptions.PanicException])
async def test_an_audit_that_fails_says_so_and_leaves_the_runs(
    monkeypatch: pytest.MonkeyPatch, defect: type[BaseException]
) -> None:
    def fail(*_: object) -> None:
        raise defect("the unforeseen")

    monkeypatch.setattr("analysis.audit.by_row.Audited.of", fail)
    app = app_on("paper.md")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "audit failed" in told(pilot)
        assert (await press(pilot, "down"))[1:5] == shown(pilot)[1:5]


async def test_ascii_shows_nothing_else() -> None:
    app = app_on("paper.md", "log.md", unicode=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        for keys in ([], ["a"], ["down", "down"], ["enter"]):
            lines = await press(pilot, *keys)
            assert [line for line in lines if not line.isascii()] == [], keys


# The table of runs


async def test_a_cross_is_a_failed_run_and_nothing_else() -> None:
    Path("runs.csv").write_text("software,gpus,throughput\na,1,10\na,2,ERROR\nb,1,7\n")
    app = app_on("runs.csv", "paper.md")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "throughput 3 (1 failed)" in shown(pilot)[1]
        crossed = [line for line in await press(pilot, "m") if line[2:3] == "✗"]
        assert [" ERROR" in line for line in crossed] == [True]
        lines = await press(pilot, "a")
        assert [line for line in lines if "✗" in line and "failed run" not in line] == []
        assert any(line[3:4] == "!" for line in lines)


async def test_rows_that_are_touched_are_marked_and_come_first_when_sorted() -> None:
    app = app_on("paper.md")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        top = titles(pilot) + 2
        assert [line[2] for line in shown(pilot)[top : top + 3]] == ["!", "!", " "]
        assert "2 findings" in shown(pilot)[0]
        await enter(pilot, ":", "sort -devices")
        assert [line[2] for line in shown(pilot)[top : top + 3]] == [" ", "!", "!"]
        await enter(pilot, ":", "sort audit")
        assert [line[2] for line in shown(pilot)[top : top + 3]] == ["!", "!", " "]
        assert "2 findings" in shown(pilot)[0]


async def test_rows_can_be_filtered_by_what_was_found() -> None:
    app = app_on("paper.md")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        lines = await enter(pilot, "&", "audit = 'error'")
        assert lines[0].endswith("1/2")
        assert (await enter(pilot, "&", "audit IS NULL"))[0].endswith("1/1")


async def test_the_details_of_a_row_name_what_was_found_and_all_its_lines() -> None:
    app = app_on("paper.md")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        text = "\n".join(shown(pilot))
        assert "paper.md:3-4" in text
        assert "! error: stated average does not match runs" in text
        assert "stated average" not in "\n".join(await press(pilot, "G"))


async def test_where_all_is_well_nothing_is_marked() -> None:
    app = app_on("good.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert [line[2] for line in shown(pilot)[2:4]] == [" ", " "]
        assert "finding" not in shown(pilot)[0]
        await press(pilot, "a")
        assert isinstance(app.screen, AuditScreen)
        for key in ("enter", "o", "v", "n", "s", "y", "Y"):
            await press(pilot, key)
        assert app.is_running


async def test_marks_of_rows_and_the_cursor_outlive_the_audit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begin = hold_back(monkeypatch)
    app = app_on("paper.md")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("space")
        await pilot.pause()
        assert not any(line[2:3] == "!" for line in shown(pilot))
        begin.set()
        await settled(pilot)
        top = titles(pilot) + 2
        assert shown(pilot)[top][:3] == " ●!"
        assert shown(pilot)[top + 1][:3] == "▶ !"
        assert "1 marked" in shown(pilot)[0]


async def test_the_screen_opens_when_the_audit_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    begin = hold_back(monkeypatch)
    app = app_on("paper.md")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("a", "a")
        await pilot.pause()
        assert isinstance(app.screen, RunsScreen)
        assert "auditing 7 records" in shown(pilot)[-1]
        begin.set()
        await settled(pilot)
        assert isinstance(app.screen, AuditScreen)
        await press(pilot, "q")
        assert isinstance(app.screen, RunsScreen)


async def test_it_can_be_left_while_the_audit_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    begin = hold_back(monkeypatch)
    app = app_on("paper.md")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("Q")
        await pilot.pause()
    assert app.return_code == 0
    begin.set()


async def test_many_records_are_audited_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditing, "UNASKED", 6)
    app = app_on("paper.md")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "finding" not in shown(pilot)[0]
        await press(pilot, "a")
        assert isinstance(app.screen, AuditScreen)
        assert "2 findings" in (await press(pilot, "q"))[0]


async def test_an_audit_that_fails_leaves_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ArithmeticError("no such luck")

    monkeypatch.setattr("analysis.audit.by_row.audit", fail)
    app = app_on("paper.md")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "no such luck" in told(pilot)
        assert "runtime" in "\n".join(await press(pilot, "j", "k"))


async def test_reading_again_audits_again(files: Path) -> None:
    app = app_on("paper.md")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        rows = [row.replace("103 1", "101 1").replace("2.02", "1.98") for row in ROWS]
        (files / "paper.md").write_text(table(HEAD, *rows))
        await press(pilot, "r")
        assert "finding" not in shown(pilot)[0]
        assert [line[2] for line in shown(pilot)[3:6]] == [" ", " ", " "]


def hold_back(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Let audits begin only when the event is set."""
    begin = threading.Event()

    def late(*arguments: Any) -> Audit:
        begin.wait(30)
        return audit(*arguments)

    monkeypatch.setattr("analysis.audit.by_row.audit", late)
    return begin


# The screen


async def test_severities_are_chosen_in_turn() -> None:
    app = app_on("paper.md", "log.md")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "a")
        seen = []
        for _ in range(4):
            rows = [line[1:].split() for line in shown(pilot)[2:20] if line]
            seen.append({row[1] for row in rows})
            await press(pilot, "v")
    everything = load(["paper.md", "log.md"])
    present = set(audit(everything.records, everything.notes).findings["severity"])
    assert seen[0] == present - {"style"}
    assert seen[1] == present
    assert seen[2] == present & {"error", "suspect"}
    assert seen[3] == seen[0]


async def test_findings_can_be_found_and_filtered() -> None:
    app = app_on("paper.md", "log.md")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "a")
        lines = await enter(pilot, "/", "SPEEDUP")
        assert "'SPEEDUP': 1 of" in lines[-1]
        lines = await enter(pilot, "&", "severity = 'error' AND source = 'paper.md'")
        assert lines[0].endswith("/2")
        assert "did you mean kind" in (await enter(pilot, "&", "kin = 'x'"))[-1]
        assert shown(pilot)[0].endswith("/2")
        lines = await press(pilot, "escape", "escape")
        assert not lines[0].endswith("/2")
        await press(pilot, "escape")
        assert isinstance(app.screen, RunsScreen)


async def test_a_finding_leads_to_its_lines_and_back() -> None:
    app = app_on("paper.md")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "a")
        lines = await enter(pilot, "&", "kind LIKE '%average does not%'")
        assert "paper.md:5" in lines[2]
        await press(pilot, "enter")
        assert isinstance(app.screen, SourceScreen)
        assert shown(pilot)[0].startswith(" runcmp  paper.md:5 ")
        await press(pilot, "q")
        assert isinstance(app.screen, AuditScreen)


async def test_a_finding_leads_to_the_row_of_its_run() -> None:
    app = app_on("paper.md", "--sort", "-devices")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "a")
        await enter(pilot, "&", "line = '8'")
        await press(pilot, "o")
        row = runs_screen(pilot).row
        assert row is not None and row["devices"] == 2


async def test_a_row_that_is_filtered_out_is_said() -> None:
    app = app_on("paper.md", "--where", "devices = 4")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "a")
        lines = await enter(pilot, "&", "line = '8'")
        lines = await press(pilot, "o")
        assert isinstance(app.screen, AuditScreen)
        assert "its run is not in the runs table; Esc there clears" in lines[-1]


async def test_a_finding_about_no_run_says_so(files: Path) -> None:
    text = "# All\n\n## Nothing here\n\n## Results\n\n" + table(HEAD, *ROWS)
    (files / "paper.md").write_text(text)
    app = app_on("paper.md")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "a")
        await enter(pilot, "&", "kind = 'section without content'")
        assert "not about a run" in (await press(pilot, "o"))[-1]


async def test_a_file_that_is_gone_is_said(files: Path) -> None:
    app = app_on("paper.md")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        (files / "paper.md").unlink()
        lines = await press(pilot, "a")
        assert "103" in "\n".join(lines[-16:])
        assert "No such file" in (await press(pilot, "enter"))[-1]


async def test_it_follows_the_size_of_the_terminal() -> None:
    app = app_on("paper.md", "log.md")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = await press(pilot, "a")
        for width, height in ((80, 24), (40, 12), (20, 6)):
            await pilot.resize_terminal(width, height)
            await settled(pilot)
            lines = shown(pilot)
            assert len(lines) == height
            assert max(map(len, lines)) <= width
            assert "q back" in lines[-1]
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert shown(pilot) == before
