"""What became of many files, in a screenful, and of each of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import FileReport, Loaded, load
from parsers.notes import Note
from parsers.run_records.records import empty
from tui.views.explain_lines import explain_lines, explained
from tui.views.load_report import load_report


def report(number: int, error: str | None = None) -> FileReport:
    readers = () if error else (("markdown", "training log")[number % 2],)
    return FileReport(f"out/{number}.md", f"{number}.md", readers, 0 if error else 2, 2, error)


def test_ten_thousand_files_take_a_screenful() -> None:
    reasons = ["empty file", "binary file", *(f"no runs found: column '{n}' odd" for n in range(9))]
    files = [report(n, reasons[n % 99] if n % 99 < len(reasons) else None) for n in range(10_000)]
    words = ["odd cell", "odd row", "odd line", "odd unit", "odd host", "odd date"]
    notes = [
        Note(kind, f"{words[n % 6]} '{n}' in line {n}", f"out/{n}.md", n)
        for kind in ("skipped", "assumed")
        for n in range(10_000)
    ]
    told = load_report(Loaded(empty(), tuple(notes), tuple(files)))
    assert told is not None
    assert told.title == "10,000 files in out: 8,888 read, 1,112 not read; 17,776 runs"
    lines = [line.plain for line in explain_lines([told], 80)]
    assert len(lines) <= 22, lines
    labels = [label for label, _ in told.facts if label]
    assert labels == ["not read"] * 3 + ["skipped"] * 3 + ["assumed"] * 3 + ["read"] * 2
    assert told.facts[0][1].startswith("909 files: no runs found: column")
    assert "; 1,514 more (1,515 files)" in told.facts[3][1]


def test_one_more_kind_and_plurals_are_said_as_people_do() -> None:
    kinds = ["odd cell", "odd row", "odd line", "odd unit"]
    notes = [Note("skipped", text, "out/1.md", 1) for text in kinds]
    notes += [Note("assumed", f"{n} node{'s' * (n > 1)}: told", f"out/{n}.md") for n in (1, 2)]
    told = load_report(Loaded(empty(), tuple(notes), (report(1), report(2))))
    assert told is not None
    assert ("", "and 1 more kind of remark") in told.facts
    assert ("assumed", "1.md: 1 node: told; 1 more (2 files)") in told.facts


def test_what_only_sums_up_runs_is_counted_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("nodes,trial,seconds\n1,1,9\n1,2,10\n1,mean,9.5\n2,1,5\n2,2,5\n2,mean,5\n")
    loaded = load([str(path)])
    (told,) = explained(loaded, runs(loaded.records, Choice()))
    assert told.title.endswith(": delimited text, 4 runs and 2 summaries")


def test_a_series_of_several_files_is_one_in_each_of_them(tmp_path: Path) -> None:
    for nodes in (1, 2, 4):
        (tmp_path / f"run_{nodes}.csv").write_text(f"nodes,seconds\n{nodes},{8 / nodes}\n")
    loaded = load([str(tmp_path)])
    told = explained(loaded, runs(loaded.records, Choice()))
    said = [fact for each in told for label, fact in each.facts if label == "scaling"]
    assert said
    assert all("no series" not in fact and "several tables or files" in fact for fact in said)


def test_runs_without_a_result_come_before_what_was_read(tmp_path: Path) -> None:
    said = ["OOM", "OOM", "out of memory on node 7", "out of memory on node 12", "8.5"]
    for number, time in enumerate(said):
        (tmp_path / f"{number}.csv").write_text(f"nodes,seconds\n{number + 1},{time}\n4,{number}\n")
    told = load_report(load([str(tmp_path)]))
    assert told is not None
    assert [label for label, _ in told.facts if label in ("no result", "read")] == [
        *["no result"] * 2,
        "read",
    ]
    assert told.facts[0][1] == "2 runs: OOM: 0.csv, 1.csv"
    assert told.facts[1][1] == "2 runs: out of memory on node 12: 2.csv, 3.csv"


def test_one_file_has_no_report() -> None:
    assert load_report(Loaded(empty(), (), (report(0),))) is None


@pytest.fixture
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in "abcdef":
        (tmp_path / f"{name}.csv").write_text("nodes,time (s)\n1,9\n2,5\n")
    (tmp_path / "z.csv").write_text("nodes,time (s)\n1,9\n2,5\n4,3\n")
    (tmp_path / "x.txt").write_text("nothing")
    (tmp_path / "y.txt").write_text("nothing")


@pytest.mark.usefixtures("_folder")
def test_files_that_were_read_alike_are_told_once() -> None:
    loaded = load([".", "missing.csv"])
    told = explained(loaded, runs(loaded.records, Choice()))
    assert [each.title for each in told] == [
        "9 files: 7 read, 2 not read; 15 runs",
        "missing.csv: not read",
        "x.txt, y.txt: not read",
        "a.csv, b.csv, c.csv and 3 more: delimited text, 2 runs each",
        "z.csv: delimited text, 3 runs",
    ]
    assert [each.is_bad for each in told] == [True, True, True, False, False]
    assert (
        "read",
        "7 files as delimited text, 15 runs: a.csv (2), b.csv (2), c.csv (2) and 4 more",
    ) in told[0].facts


@pytest.mark.usefixtures("_folder")
def test_long_titles_are_folded() -> None:
    told = explained(load(["."]), None)
    assert max(len(line.plain) for line in explain_lines(told, 40)) <= 40
