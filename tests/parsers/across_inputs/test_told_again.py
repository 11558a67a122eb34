"""Files that tell again what others measured: summaries beside logs, and copies of folders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.audit.all_checks import audit
from analysis.runs import Choice, Runs, runs
from parsers import Loaded, load

TIMES = {1: (101.25, 99.87, 100.4), 2: (52.31, 52.6, 52.42), 4: (28.11, 28.93, 28.6)}
LOGS = {
    f"logs/n{ranks}_run{number}.log": f"MPI ranks: {ranks}\nTotal time: {seconds} s\n"
    for ranks, times in TIMES.items()
    for number, seconds in enumerate(times, 1)
}


def read(folder: Path, files: dict[str, str]) -> Loaded:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(text)
    return load([str(folder)])


def shown(loaded: Loaded) -> Runs:
    return runs(loaded.records, Choice())


def table(separator: str, of_each: Callable[[tuple[float, ...]], float]) -> str:
    return "".join(
        f"{ranks}{separator}{of_each(times):.2f}{separator}{100.4 / of_each(times):.2f}\n"
        for ranks, times in TIMES.items()
    )


def middle(times: tuple[float, ...]) -> float:
    return sorted(times)[1]


def mean(times: tuple[float, ...]) -> float:
    return sum(times) / len(times)


@pytest.mark.parametrize(
    ("name", "heading", "separator", "of_each"),
    [
        ("summary.csv", "ranks,time_s,speedup\n", ",", mean),
        ("plots/times.csv", "ranks,seconds,speedup\n", ",", min),
        ("README.md", "ranks | time (s) | speedup\n---|---|---\n", " | ", middle),
    ],
)
def test_a_table_of_what_logs_measured_is_shown_once(
    name: str,
    heading: str,
    separator: str,
    of_each: Callable[[tuple[float, ...]], float],
    tmp_path: Path,
) -> None:
    loaded = read(tmp_path, LOGS | {name: heading + table(separator, of_each)})
    found = shown(loaded).table
    assert found.select("ranks", "n").rows() == [(1, 3), (2, 3), (4, 3)]
    said = "3 rows tell again what was measured in n*_run*.log: shown once; name this file alone"
    assert any(note.text.startswith(said) for note in loaded.notes)


def test_what_it_states_is_still_audited(tmp_path: Path) -> None:
    text = "ranks,time_s,speedup\n1,100.4,1\n2,52.42,1.92\n4,28.6,5.61\n"
    findings = audit(read(tmp_path, LOGS | {"summary.csv": text}).records).findings
    assert any("stated speedup 5.61, but 28.6 s" in what for what in findings["what"])


@pytest.mark.parametrize(
    "rows",
    ["1,100.4\n2,52.42\n4,31.6\n", "1,100.4\n", "1,100\n2,52\n", "1,100.4\n2,52.42\n8,15.1\n"],
)
def test_other_runs_few_digits_and_other_counts_are_no_summary(rows: str, tmp_path: Path) -> None:
    found = shown(read(tmp_path, LOGS | {"other.csv": f"ranks,time_s\n{rows}"})).table
    assert "other.csv" in found["label"].cast(str).to_list()


def test_a_document_tells_again_what_a_table_beside_it_has(tmp_path: Path) -> None:
    rows = "1,100.4\n2,52.42\n4,28.6\n"
    files = {
        "study.csv": f"ranks,time_s\n{rows}",
        "README.md": "ranks | time (s)\n---|---\n" + rows.replace(",", " | "),
        "again.csv": f"ranks,time_s\n{rows}",
    }
    labels = shown(read(tmp_path, files)).table["label"].cast(str).unique(maintain_order=True)
    assert labels.to_list() == ["again.csv", "study.csv"]


def time_on(ranks: int, seconds: float) -> str:
    return f"MPI ranks: {ranks}\nTotal time: {seconds} s\n"


@pytest.mark.parametrize(
    ("folder", "factor", "kept"),
    [
        ("backup", 1, 1),
        ("runs_old/2026", 1, 1),
        ("runs (copy)", 1, 1),
        ("runs.tar.gz", 1, 1),
        # Another version, and another compiler.
        ("old", 1.25, 2),
        ("gcc", 1, 2),
    ],
)
def test_copies_in_a_folder_are_read_once(
    folder: str, factor: float, kept: int, tmp_path: Path
) -> None:
    files = {
        f"{place}/n{ranks}.log": time_on(ranks, times[0] * by)
        for place, by in (("study/runs", 1), (f"study/{folder}", factor))
        for ranks, times in TIMES.items()
    }
    loaded = read(tmp_path, files)
    assert shown(loaded).table["label"].n_unique() == kept
    said = [note.source for note in loaded.notes if "read once" in note.text]
    assert said == ([f"{tmp_path}/study/{folder.partition('/')[0]}"] if kept == 1 else [])
