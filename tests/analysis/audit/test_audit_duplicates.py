"""What stands in a document, or in two, more than once."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.audit import kinds
from tests.analysis.audit.audit_documents import audited, found, grave, lines, table, training
from tests.analysis.audit.test_audit_steps import FINE, epochs

HEADING = "# MNIST\n\n"
RATES = ((100, 104, 106, 107), (200, 206, 208, 210), (400, 410, 414, 416))


def logs(*rates: tuple[float, ...], optimizer: str = "Adam(lr=0.01)") -> str:
    text = f"# MNIST, {optimizer}\n\n"
    for number, each in enumerate(rates):
        text += f"## Net{number}-2xA100-64batch_size\n" + training(f"gn1-{each[-1]:.2f}", *each)
    return text


def test_one_block_under_several_headings(tmp_path: Path) -> None:
    assert grave(audited(tmp_path, logs(*RATES))) == []
    document = audited(tmp_path, logs(RATES[0], RATES[1], RATES[0]))
    ((where, what),) = found(document, kinds.COPIED_BLOCK)
    assert where == [4, 16]
    assert what.startswith("2 runs with the same 4 values")


ROWS = ("1 101.3", "2 190.7", "4 370.9")


def test_one_table_under_several_headings(tmp_path: Path) -> None:
    head = "GPUs images/s"
    own = table(head, "1 99.42", "2 187.3", "4 351.8", title="FP16")
    copy = table(head, *ROWS, title="BF16")
    text = f"{table(head, *ROWS, title='FP32')}\n{own}\n"
    assert grave(audited(tmp_path, text)) == []
    document = audited(tmp_path, text + copy)
    ((where, what),) = found(document, kinds.COPIED_BLOCK)
    assert where == [5, 21]
    assert what.startswith("2 tables with the same 3 values")
    (runs,) = document.findings.filter(kind=kinds.COPIED_BLOCK.name)["runs"]
    assert len(runs) == 6


def test_a_table_told_twice_is_no_copy(tmp_path: Path) -> None:
    head = "GPUs images/s"
    tables = [table(head, *ROWS, title=title) for title in ("Values", "Table of results")]
    document = audited(tmp_path, "\n".join(tables))
    assert grave(document) == []
    assert lines(document, kinds.REPEATED_TABLE) == [[5, 13]]


@pytest.mark.parametrize(
    "rows", [ROWS[:2], ("1 100", "2 190", "4 370"), (*ROWS[:2], "4 370.8")], ids=str
)
def test_few_round_or_other_values_are_no_copy_of_a_table(
    tmp_path: Path, rows: tuple[str, ...]
) -> None:
    first = rows if len(rows) < 3 or "100" in rows[0] else ROWS
    texts = [table("GPUs images/s", *each, title=str(len(each))) for each in (first, rows)]
    assert lines(audited(tmp_path, "\n".join(texts)), kinds.COPIED_BLOCK) == []


def test_few_equal_values_are_no_copy(tmp_path: Path) -> None:
    assert grave(audited(tmp_path, logs((100, 104, 106), RATES[1], (100, 104, 106)))) == []


def two_runs(second: tuple[tuple[float, float, float], ...]) -> str:
    text = HEADING + "## Net-A100-64batch_size\n### gn1-100.30\n" + "\n".join(epochs(*FINE))
    return text + "\n### gn2-200.30\n" + "\n".join(epochs(*second, rate=200.0)) + "\n"


def test_one_line_in_two_runs(tmp_path: Path) -> None:
    other = tuple((a / 2, b / 2, c) for a, b, c in FINE)
    assert grave(audited(tmp_path, two_runs(other))) == []
    document = audited(tmp_path, two_runs((*other[:2], FINE[2], other[3])))
    ((where, what),) = found(document, kinds.COPIED_LINE)
    assert where == [10, 19]
    assert "epoch time 601.75, test time 12.25" in what


def test_round_times_are_equal_by_chance(tmp_path: Path) -> None:
    head = HEADING + "## Net-A100-64batch_size\n"
    rough = [f"- Epoch {n} in {60 + n} sec, test time {5 + n} sec" for n in range(3)]
    text = head + "### gn1\n" + "\n".join(rough) + "\n### gn2\n" + "\n".join(rough[1:]) + "\n"
    assert lines(audited(tmp_path, text), kinds.COPIED_LINE) == []


def test_runs_that_two_files_share(tmp_path: Path) -> None:
    more = (500.0, 505.0, 508.0, 509.0)
    document = audited(tmp_path, logs(*RATES), logs(*RATES, more))
    ((where, what),) = found(document, kinds.SAME_RUNS)
    assert where == [1]
    assert what.startswith("3 runs of 3 also in")
    assert lines(document, kinds.OTHER_METADATA) == []
    other = audited(tmp_path, logs(*RATES), logs(more))
    assert lines(other, kinds.SAME_RUNS) == []


def test_runs_that_two_files_describe_differently(tmp_path: Path) -> None:
    document = audited(tmp_path, logs(*RATES), logs(*RATES, optimizer="SGD(lr=0.1)"))
    ((where, what),) = found(document, kinds.OTHER_METADATA)
    assert where == [4, 10, 16]
    assert "optimizer of 3 runs in both files: Adam(lr=0.01) here, SGD(lr=0.1) in" in what


def results(*times: str, heading: str = "LINPACK") -> str:
    rows = "".join(f"| {2**n} | {time} |\n" for n, time in enumerate(times))
    head = f"# {heading}\n\n" if heading else ""
    return f"{head}| GPUs | time (s) |\n|---|---|\n{rows}"


TIMES = ("101.37", "52.918", "28.446", "15.093")


def test_results_that_two_files_share(tmp_path: Path) -> None:
    document = audited(tmp_path, results(*TIMES), results(*TIMES[:3], "16.127", "9.8841"))
    ((where, what),) = found(document, kinds.SAME_RUNS)
    assert where == [1]
    assert what.startswith("3 runs of 4 also in")
    assert lines(document, kinds.OTHER_METADATA) == []
    renamed = audited(tmp_path, results(*TIMES), results(*TIMES, heading="HPCG"))
    ((_, what),) = found(renamed, kinds.OTHER_METADATA)
    assert what.startswith("benchmark of 4 runs in both files: LINPACK here, HPCG in")
    unnamed = audited(tmp_path, results(*TIMES, heading=""), results(*TIMES, heading=""))
    assert len(found(unnamed, kinds.SAME_RUNS)) == 1
    assert lines(unnamed, kinds.OTHER_METADATA) == []


def test_of_many_files_that_share_results_each_is_told_once(tmp_path: Path) -> None:
    few = audited(tmp_path, *[results(*TIMES)] * 4)
    assert len(found(few, kinds.SAME_RUNS)) == 4 * 3 / 2
    many = audited(tmp_path, *[results(*TIMES)] * 14)
    assert len(found(many, kinds.SAME_RUNS)) == 13


def test_results_that_files_share_by_chance(tmp_path: Path) -> None:
    other = audited(tmp_path, results(*TIMES), results(*TIMES[:1], "51.22", "27.91", "14.85"))
    assert lines(other, kinds.SAME_RUNS) == []
    rough = [f"{float(time):.0f}" for time in TIMES]
    assert lines(audited(tmp_path, results(*rough), results(*rough)), kinds.SAME_RUNS) == []
