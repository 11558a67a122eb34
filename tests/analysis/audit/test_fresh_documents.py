"""What public documents that nobody had tuned to state rightly, and the slips in such ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.audit import kinds
from tests.analysis.audit.audit_documents import audited, grave, lines, table

RATIOS = ("a 150 80 1.88", "b 166 155 1.07", "c 153 128 1.20", "d 162 137 1.18")


def test_an_average_row_may_state_the_mean_of_the_speedups_above_it(tmp_path: Path) -> None:
    # The ratio of the two averages is 1.26.
    rows = (*RATIOS, "Average 157.75 125 1.33")
    assert grave(audited(tmp_path, table("Repo git_(ms) new_(ms) Speedup", *rows))) == []


def test_a_row_that_is_named_as_a_sum_keeps_its_speedup(tmp_path: Path) -> None:
    rows = ("sum 245 35 7.0x", "product 252 37 6.8x", "max 239 34 7.0x")
    assert grave(audited(tmp_path, table("Algebra Serial_(ms) Parallel_(ms) Speedup", *rows))) == []


@pytest.mark.parametrize(("average", "is_right"), [("6.770s", True), ("6.790s", False)])
def test_an_average_may_be_filled_up_with_a_zero(
    tmp_path: Path, average: str, is_right: bool
) -> None:
    rows = ("a 0.306s 0.378s 0.330s 0.338s", f"b 6.100s 7.100s 7.100s {average}")
    text = table("Method Trial_1 Trial_2 Trial_3 Average", *rows).replace("_", " ")
    assert (grave(audited(tmp_path, text)) == []) is is_right


def test_a_total_of_all_requests_is_no_average_of_its_rows(tmp_path: Path) -> None:
    rows = (
        "/a 1000 3.47 2 93",
        "/b 2000 696.52 461 1716",
        "/c 1000 147.58 127 240",
        "/d 2 1.00 1 1",
    )
    text = table("Label #Samples Average Min(ms) Max(ms)", "Total 4002 213.28 1 1716", *rows)
    assert grave(audited(tmp_path, text)) == []


def test_values_too_coarse_for_any_ratio_contradict_no_speedup(tmp_path: Path) -> None:
    rows = ("a 19.7ms 1.00x 0.001", "b 22.1ms 0.89x 0.001", "c 35.7ms 0.55x 0.016")
    text = table("Model Time Speedup max_diff", *rows, "d 14.2ms 1.39x 0.002")
    assert grave(audited(tmp_path, text)) == []


def test_more_than_1_over_the_serial_run_of_another_code_is_not_superlinear(tmp_path: Path) -> None:
    rows = ("1 100% 111%", "2 73% 110%", "4 72% 110%", "8 78% 109%", "16 70% 105%")
    text = "### Parallel efficiency (%)\n\n" + table("Threads static dynamic", *rows)
    assert grave(audited(tmp_path, text)) == []
    disturbed = ("1 100% 101%", "2 73% 130%", "4 72% 110%")
    text = "### Parallel efficiency (%)\n\n" + table("Threads static dynamic", *disturbed)
    assert lines(audited(tmp_path, text), kinds.SUPER_LINEAR) == [[6], [7]]


def test_two_rows_that_differ_tenfold_have_no_average(tmp_path: Path) -> None:
    rows = ("5 Point_Effect 2.087", "5 Cumulative 56.922", "5 Average 1.897")
    assert grave(audited(tmp_path, table("Case Metric Result", *rows))) == []


def test_a_baseline_that_is_not_1_makes_no_claim_certainly_wrong(tmp_path: Path) -> None:
    rows = ("1 47.53 0.96x 0.42", "2 26.27 1.78x 0.76", "4 14.74 3.27x 1.36", "8 10.22 5.25x 1.96")
    text = table("Workers Time_(s) Speedup Throughput_(scenarios/s)", *rows)
    assert grave(audited(tmp_path, text)) == [kinds.DOUBTED_SPEEDUP.name]


@pytest.mark.parametrize("efficiency", ["439.0%", "5490%"])
def test_an_efficiency_that_was_not_divided_needs_no_others(
    tmp_path: Path, efficiency: str
) -> None:
    rows = ("1 1185 1.00x 100%", f"8 270 4.39x {efficiency}")
    text = table("Executors Time_(s) Speedup Efficiency", *rows)
    assert grave(audited(tmp_path, text)) == [kinds.DOUBTED_EFFICIENCY.name]


def test_speedups_that_are_told_coarsely_bear_out_the_number_of_the_others(tmp_path: Path) -> None:
    rows = ("2 0.00633 2.57", "4 0.01987 0.82", "6 0.01602 1.02", "2 0.01810 0.72")
    text = table("Processes Time_(s) Speedup", *rows, "4 0.04794 0.34", "6 0.07057 0.23")
    assert lines(audited(tmp_path, text), kinds.DOUBTED_SPEEDUP) == [[6]]


@pytest.mark.parametrize(
    ("count", "efficiency"),
    [
        ("#_Processos", "Eficiência"),
        ("Jumlah_Thread_($P$)", r"Efisiensi_($E_=_S/P_\times_100\%$)"),
        ("Cores_($N$)", "Efficiency_$S(N)/N$"),
    ],
)
def test_two_efficiencies_swapped_under_headings_of_other_kinds(
    tmp_path: Path, count: str, efficiency: str
) -> None:
    rows = ("1 7.978 1.000 1.000", "2 5.404 1.476 0.738", "4 5.686 1.403 0.155")
    text = table(f"{count} Time_(ms) Speedup {efficiency}", *rows, "8 6.428 1.241 0.351")
    document = audited(tmp_path, text.replace("_", " "))
    assert lines(document, kinds.WRONG_EFFICIENCY) == [[5], [6]]


def test_numbers_set_as_formulas_are_audited(tmp_path: Path) -> None:
    head = "| Threads ($T$) | Time | Speedup ($S = T_{\\text{seq}} / T_{\\text{omp}}$) |\n|-|-|-|\n"
    told = ("1 15.373 1.03", "2 9.316 1.70", "4 5.206 3.04", "8 4.978 3.97", "16 3.282 4.82")
    rows = ("| **{}** | ${}$ ms | ${}\\times$ |\n".format(*row.split()) for row in told)
    assert lines(audited(tmp_path, head + "".join(rows)), kinds.WRONG_SPEEDUP) == [[6]]


def test_two_speedups_swapped_beside_their_efficiencies_leave_one_row_that_is_right(
    tmp_path: Path,
) -> None:
    rows = ("4 3.84x 96%", "8 9.39x 72%", "16 5.76x 59%")
    document = audited(tmp_path, table("CPU_cores Speedup Efficiency", *rows).replace("_", " "))
    assert lines(document, kinds.DOUBTED_EFFICIENCY) == [[4], [5]]


def test_a_row_that_stands_at_two_counts_is_told(tmp_path: Path) -> None:
    rows = ("1 100.03 1.00", "2 52.11 1.92", "4 27.93 3.58", "8 27.93 3.58", "16 8.911 11.2")
    document = audited(tmp_path, table("cores time_(s) speedup", *rows).replace("_", " "))
    assert lines(document, kinds.COPIED_ROW) == [[5, 6]]


def test_round_times_may_be_equal_at_two_counts(tmp_path: Path) -> None:
    rows = ("1 100 1.00", "2 52 1.92", "4 28 3.57", "8 28 3.57")
    document = audited(tmp_path, table("cores time_(s) speedup", *rows).replace("_", " "))
    assert not lines(document, kinds.COPIED_ROW)
