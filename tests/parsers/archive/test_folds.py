"""Repeats of an archive that are folded as they come give the table that all records give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis.repeats as repeats
import parsers.archive.ingesting as ingesting
import parsers.archive.lake as lakes
import parsers.inputs.seen
import parsers.run_records.folded as folds
import parsers.run_records.folded_values as folded_values
import tui.views.runs.runs_report as runs_report
from parsers import Loaded, load
from parsers.archive.asked import Asked
from parsers.run_records.folded import PLACES, unfolded
from parsers.run_records.records import BESIDE, named
from tests.parsers.archive.lakes import FEW, ingested
from tests.parsers.archive.test_lake import CONDITIONS, asked, nights
from tui.cli import main

__all__ = ["nights"]


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Few files a chunk, few records that are folded at a time, and few values that are sorted."""
    monkeypatch.setattr(parsers.inputs.seen, "CLOCK", 0)
    monkeypatch.setattr(ingesting, "MOST_FILES", 3)
    monkeypatch.setattr(lakes, "BATCH", 25)
    monkeypatch.setattr(lakes, "PORTION", 1)
    monkeypatch.setattr(repeats, "AT_ONCE", 20)
    yield


def both(lake: Path, monkeypatch: pytest.MonkeyPatch, where: str | None = None) -> list[Loaded]:
    """Return what an archive has of a question with all its records, and with repeats folded."""
    loads = []
    for least in (10**9, 0):
        monkeypatch.setattr(lakes, "FOLDED_FROM", least)
        loads.append(load([str(lake)], asked=asked(where)._replace(repeats="sums")))
    return loads


def shown(
    lake: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *options: str,
    command: str = "show",
) -> list[str]:
    """Return what a command prints of all records, and of folded ones."""
    printed = []
    for least in (10**9, 0):
        monkeypatch.setattr(lakes, "FOLDED_FROM", least)
        main([command, str(lake), *options])
        printed.append("".join(capsys.readouterr()))
    return printed


def test_folded_records_are_few_and_give_all_back(
    nights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything, folded = both(nights, monkeypatch)
    assert PLACES not in everything.records.columns
    assert everything.records.height == 90
    failed = int((everything.records["status"] == "failed").sum())
    assert failed
    assert folded.records.height <= 6 + failed
    given_back = unfolded(folded.records)
    columns = [name for name in everything.records.columns if not name.startswith(BESIDE)]
    assert named(given_back).select(columns).equals(named(everything.records))
    assert folded.notes == everything.notes
    assert folded.files == everything.files


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--format", "json"),
        ("--center", "mean", "--format", "csv"),
        ("--sort", "-efficiency", "--limit", "2"),
        ("--by", "system,nodes"),
        ("--by", "+hosts"),
        ("--runs",),
        ("--pivot", "system"),
        ("--where", "nodes > 1"),
        ("--where", "value > 30 and efficiency < 0.9"),
        ("--where", "hosts = 'n0' or nodes = 2"),
        ("--where", "started >= date '2025-01-01' and value > 30"),
        ("--metric", "runtime"),
    ],
)
def test_what_is_shown_is_the_same(
    nights: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
) -> None:
    everything, folded = shown(nights, capsys, monkeypatch, *options)
    assert everything
    assert folded == everything


@pytest.mark.parametrize(
    "options",
    [
        ("scaling",),
        ("scaling", "--format", "json"),
        ("scaling", "--summary", "--where", "system = 'a'"),
        ("scaling", "--by", "nodes"),
        ("scaling", "--over", "started", "--summary"),
        ("scaling", "--over", "system"),
        ("scaling", "--where", "nodes = 1"),
        ("plan", "--format", "csv"),
        ("plan", "--by", "+hosts"),
        ("plot", "--width", "70", "--height", "12"),
        ("plot", "--where", "nodes = 2", "--width", "70", "--height", "12"),
    ],
)
def test_series_are_the_same(
    nights: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
) -> None:
    command, *others = options
    everything, folded = shown(nights, capsys, monkeypatch, *others, command=command)
    assert everything
    assert folded == everything


@pytest.mark.parametrize(
    "options",
    [
        ("history",),
        ("history", "--format", "json"),
        ("history", "--changes"),
        ("history", "--by", "system"),
        ("history", "--by", "-system", "--where", "nodes > 1"),
        ("history", "--where", "value > 30"),
        ("history", "--where", "started >= date '2025-01-01'"),
        ("history", "--nights", "1", "--reference", "2025-03-05"),
        ("diff", "--on", "system"),
        ("diff", "--on", "system", "--format", "json"),
        ("diff", "--on", "system", "--where", "nodes < 4", "--format", "csv"),
        ("diff", "--on", "system", "--where", "value > 30"),
        ("diff", "--on", "hosts"),
        ("diff", "--on", "nodes=1,2,4", "--by", "-system"),
        ("diff", "--base", "nodes < 4", "--new", "nodes > 1", "--by", "system"),
        ("diff", "--base", "started < date '2025-01-01'", "--new", "hosts = 'n0'"),
        ("diff", "--base", "system = 'a'", "--new", "system = 'b'", "--center", "mean"),
    ],
)
def test_histories_and_comparisons_are_the_same(
    nights: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
) -> None:
    monkeypatch.setattr(folds, "AT_ONCE", 20)
    command, *others = options
    everything, folded = shown(nights, capsys, monkeypatch, *others, command=command)
    assert "nodes" in everything
    assert folded == everything


@pytest.mark.parametrize(
    "options",
    [
        ("show",),
        ("show", "--center", "mean", "--format", "csv"),
        ("show", "--by", "system,nodes"),
        ("show", "--where", "value > 30 and efficiency < 0.9"),
        ("show", "--metric", "runtime", "--where", "nodes > 1"),
        ("scaling",),
        ("scaling", "--over", "system"),
        ("plan",),
        ("plot", "--width", "70", "--height", "12"),
    ],
)
def test_values_alone_give_the_same_table_and_it_says_what_was_not_looked_at(
    nights: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
) -> None:
    command, *others = options
    monkeypatch.setattr(runs_report, "MOST_REMARKS", 100)
    everything, _ = shown(nights, capsys, monkeypatch, *others, command=command)
    monkeypatch.setattr(lakes, "VALUES_FROM", -1)
    monkeypatch.setattr(folded_values, "AT_ONCE", 4)
    _, of_values = shown(nights, capsys, monkeypatch, *others, command=command)
    kept = [line for line in of_values.splitlines() if "was not looked at" not in line]
    # Of what times the repeats are is not looked at.
    told = [line for line in everything.splitlines() if "span days" not in line]
    assert kept == told
    assert ("was not looked at" in of_values) == (command != "plot" and "csv" not in others)


def test_archives_are_compared_as_files_are(
    nights: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    newer = tmp_path / "newer.csv"
    newer.write_text("benchmark,system,nodes,runtime (s)\nsolve,a,1,90\nsolve,a,1,91\n")
    ingested(tmp_path / "lake", newer)
    for other in (newer, tmp_path / "lake"):
        everything, folded = shown(nights, capsys, monkeypatch, str(other), command="diff")
        assert "90" in everything
        assert folded == everything


def test_uneven_repeats_are_still_told_apart(
    nights: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, folded = shown(nights, capsys, monkeypatch)
    assert "differ in hosts" in folded
    assert "repeats span up to" in folded


@pytest.mark.parametrize("where", CONDITIONS)
def test_a_condition_shows_the_same_of_folded_records(
    nights: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    where: str,
) -> None:
    everything, folded = shown(nights, capsys, monkeypatch, "--where", where)
    assert folded == everything


RUNS = st.lists(
    st.tuples(
        *(st.sampled_from(["a", "b"]), st.sampled_from([1, 2, 4]), st.sampled_from(["", "7", "8"])),
        st.sampled_from(["ok", "ok", "ok", "failed"]),
        st.sampled_from(["", "2025-01-01", "2025-01-02", "2026-05-05"]),
        st.sampled_from(["", "1", "2.5", "10", "31"]),
        st.sampled_from(["", "n1", "n2"]),
    ),
    min_size=1,
    max_size=6,
)


COMMANDS = (
    *(("show", "--format", "json"), ("scaling", "--format", "json"), ("scaling",)),
    *(("history", "--format", "json"), ("history",)),
    *(("diff", "--on", "system", "--format", "json"), ("diff", "--on", "system")),
    ("diff", "--base", "nodes < 4", "--new", "nodes > 1", "--by", "system"),
)


@FEW
@given(
    st.lists(RUNS, min_size=1, max_size=6),
    st.lists(st.sampled_from(COMMANDS), min_size=2, max_size=2, unique=True),
)
def test_any_small_archive_shows_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    made: list[list[tuple[str, int, str, str, str, str, str]]],
    commands: list[tuple[str, ...]],
) -> None:
    root = tmp_path_factory.mktemp("any")
    (root / "runs").mkdir()
    for number, rows in enumerate(made):
        lines = ["system,nodes,seed,status,started,runtime (s),hosts"]
        lines += [",".join(map(str, row)) for row in rows]
        (root / "runs" / f"r{number}.csv").write_text("\n".join(lines) + "\n")
    ingested(root / "lake", root / "runs")
    monkeypatch.setattr(lakes, "BATCH", 7)
    for command, *options in commands:
        everything, folded = shown(root / "lake", capsys, monkeypatch, *options, command=command)
        assert folded == everything


def test_several_metrics_and_claims_are_not_folded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "one.csv").write_text("nodes,runtime (s),memory (GB)\n1,5,2\n1,6,2\n")
    ingested(tmp_path / "lake", tmp_path / "runs")
    monkeypatch.setattr(lakes, "FOLDED_FROM", 0)
    of_all = load([str(tmp_path / "lake")], asked=Asked(repeats="sums")).records
    of_one = load([str(tmp_path / "lake")], asked=Asked(metric="runtime", repeats="sums")).records
    assert of_all.height == 4
    assert of_one.height == 1
    assert of_one["samples"].to_list() == [[5.0, 6.0]]
