"""Claims that depart from what the others of their table have in common."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.audit import kinds
from tests.analysis.audit.audit_documents import audited, found, grave, lines, table

HEAD = "Threads Time_(s) Speedup Efficiency"
OVER_SERIAL = ("2 15.50 1.94 0.97", "4 8.10 3.71 0.93", "8 4.40 6.83 0.85")
"""Over a serial time of 30.05 s that is not in the table."""


def over_serial(**other: str) -> str:
    return table(HEAD, *(other.get(f"row{at}", row) for at, row in enumerate(OVER_SERIAL)))


def test_claims_over_a_number_above_the_table_are_right(tmp_path: Path) -> None:
    assert grave(audited(tmp_path, over_serial())) == []


def test_a_speedup_that_implies_another_baseline_than_the_others_is_wrong(tmp_path: Path) -> None:
    document = audited(tmp_path, over_serial(row1="4 8.10 3.17 0.93"))
    ((where, what),) = found(document, kinds.WRONG_SPEEDUP)
    assert where == [4]
    assert "which the other rows are relative to" in what
    assert "gives 3.71" in what


def test_two_speedups_that_are_swapped_are_both_wrong(tmp_path: Path) -> None:
    rows = ("1 30.00 1.00", "2 16.00 3.61", "4 8.30 1.88")
    document = audited(tmp_path, table("Threads Time_(s) Speedup", *rows))
    assert lines(document, kinds.WRONG_SPEEDUP) == [[4], [5]]


@pytest.mark.parametrize("wrong", ["4 8.10 3.71 0.39", "4 8.10 3.71 0.77"])
def test_an_efficiency_is_the_speedup_beside_it_by_the_count(tmp_path: Path, wrong: str) -> None:
    document = audited(tmp_path, over_serial(row1=wrong))
    ((where, what),) = found(document, kinds.WRONG_EFFICIENCY)
    assert where == [4]
    assert "the speedup 3.71 beside it on 4" in what


def test_two_efficiencies_that_are_swapped_are_both_wrong(tmp_path: Path) -> None:
    text = over_serial(row1="4 8.10 3.71 0.85", row2="8 4.40 6.83 0.93")
    assert lines(audited(tmp_path, text), kinds.WRONG_EFFICIENCY) == [[4], [5]]


def test_a_speedup_is_wrong_where_the_efficiency_beside_it_is_right(tmp_path: Path) -> None:
    rows = ("1 250 1.0 100%", "2 490 3.8 98%", "4 950 1.96 95%", "8 1810 7.2 90.5%")
    document = audited(tmp_path, table("GPUs Throughput Speedup Efficiency", *rows))
    assert lines(document, kinds.WRONG_SPEEDUP) == [[4], [5]]


def test_coarse_speedups_share_a_baseline_by_chance(tmp_path: Path) -> None:
    text = table("Threads Time_(s) Speedup", "2 15.5 3", "4 9.1 4", "8 4.4 9")
    assert grave(audited(tmp_path, text)) == []


def test_what_is_rounded_twice_is_no_slip(tmp_path: Path) -> None:
    rows = ("1 20.054471 1.0983", "2 9.648295 2.2835", "4 6.591308 3.3425", "8 4.225760 5.2136")
    document = audited(tmp_path, table("Ranks Time_(s) Speedup", *rows))
    assert lines(document, kinds.WRONG_SPEEDUP) == []


def test_numbers_with_a_speedup_beside_them_count(tmp_path: Path) -> None:
    rows = [
        *("1 0.273 1.97 1.97", "2 0.271 1.99 0.99", "3 0.272 1.98 0.66"),
        *("4 0.273 1.97 0.29", "5 0.272 1.98 0.40"),
    ]
    document = audited(tmp_path, table(HEAD, *rows))
    assert lines(document, kinds.WRONG_EFFICIENCY) == [[6]]


def test_a_rule_that_rows_of_one_count_follow_all_the_same_is_certain(tmp_path: Path) -> None:
    rows = [
        *("1 114.0 1.00", "2 66.0 2.20", "4 41.0 2.78", "4 1709.0 0.067", "8 1705.0 0.067"),
        "12 2237.0 0.051",
    ]
    document = audited(tmp_path, table("Ranks Time_(s) Speedup", *rows))
    assert lines(document, kinds.WRONG_SPEEDUP) == [[4]]


def test_a_baseline_in_the_table_is_named_though_others_are_a_little_off(tmp_path: Path) -> None:
    rows = ("1 52612.0 1.00", "2 28986.0 1.82", "4 14586.0 3.58", "8 29341.0 1.60", "16 5e3 10.6")
    document = audited(tmp_path, table("Ranks Time_(s) Speedup", *rows))
    whats = [what for where, what in found(document, kinds.DOUBTED_SPEEDUP) if where == [6]]
    assert len(whats) == 1
    assert "(line 3)" in whats[0]


@pytest.mark.parametrize("efficiency", ["0.231", "0.131"])
def test_an_efficiency_of_what_nothing_counts_may_be_of_anything(
    tmp_path: Path, efficiency: str
) -> None:
    rows = ("serial 75.25 1.000 1.000", "fork 95.96 0.784 0.392", "pool 79.02 0.952 0.238")
    text = table("setup time_(s) speedup efficiency", *rows, f"farm 95.92 0.785 {efficiency}")
    assert grave(audited(tmp_path, text)) == []


def test_cores_count_as_any_other_resource(tmp_path: Path) -> None:
    rows = ("1 9.60 1.00", "2 7.04 1.36", "4 3.85 3.10", "8 2.24 4.29")
    document = audited(tmp_path, table("core_count time_(s) speedup", *rows))
    assert lines(document, kinds.WRONG_SPEEDUP) == [[5]]
    assert lines(document, kinds.DOUBTED_SPEEDUP) == []


def test_a_baseline_of_many_ranks_has_an_efficiency_of_1(tmp_path: Path) -> None:
    rows = ("1 8 22.86 1.00 100.0%", "2 16 11.48 1.99 99.6%", "4 32 5.97 3.83 95.8%")
    document = audited(tmp_path, table("Nodes MPI_ranks time_(s) speedup efficiency", *rows))
    assert grave(document) == []


def test_claims_that_share_another_number_have_a_baseline_of_their_own(tmp_path: Path) -> None:
    # Of codes whose serial times, 30.05 s and 24.10 s, are not in the table.
    rows = (
        *("a 2 15.50 1.939", "a 4 8.10 3.710", "a 8 4.40 6.830"),
        *("b 2 12.40 1.944", "b 4 6.30 3.825"),
    )
    document = audited(tmp_path, table("code Threads Time_(s) Speedup", *rows))
    assert grave(document) == []
    wrong = audited(tmp_path, table("code Threads Time_(s) Speedup", *rows[:2], "a 8 4.40 8.630"))
    assert grave(wrong) == []


def test_a_number_that_is_not_in_the_table_takes_many_claims_to_share_it(tmp_path: Path) -> None:
    head, rows = "Threads Time_(s) Speedup", ["2 15.50 1.94", "4 8.10 3.71", "8 4.40 8.63"]
    assert grave(audited(tmp_path, table(head, *rows))) == []
    # One of three claims sets the number, so that two follow it.
    rows.append("16 2.50 12.02")
    assert lines(audited(tmp_path, table(head, *rows)), kinds.DOUBTED_SPEEDUP) == [[5]]
    rows.append("24 1.80 16.69")
    assert lines(audited(tmp_path, table(head, *rows)), kinds.WRONG_SPEEDUP) == [[5]]
    rows.append("32 2.00 25.10")
    assert lines(audited(tmp_path, table(head, *rows)), kinds.DOUBTED_SPEEDUP) == [[5], [8]]


def test_claims_of_two_columns_are_not_of_a_third_that_most_would_fit(tmp_path: Path) -> None:
    rows = (
        *("1 0.0024 0.0021 1.1 472", "10 0.0221 0.0085 2.6 1172", "100 0.2388 0.0055 43.8 18321"),
        *("500 1.1904 0.0205 58.1 24423", "1000 2.3838 0.0337 70.7 29648"),
    )
    head = "Batch_size CPU_(s) GPU_(s) Speedup GPU_samples/s"
    assert grave(audited(tmp_path, table(head, *rows))) == []


def test_what_is_about_right_is_no_error(tmp_path: Path) -> None:
    rows = ("old 13.3 1", "cached 8.5 1.6", "many 2.6 5.1", "all ~0.50 ~25")
    assert grave(audited(tmp_path, table("setup time_(h) speedup", *rows))) == []
    wrong = audited(tmp_path, table("setup time_(h) speedup", *rows[:3], "all ~0.50 ~35"))
    assert lines(wrong, kinds.WRONG_SPEEDUP) == [[6]]


def test_a_single_claim_that_is_far_off_is_of_what_is_not_shown(tmp_path: Path) -> None:
    head = "setup time_(s) speedup"
    own = table(head, "old 714 1.0", "new 548 1.30", "newer 500 1.43")
    text = f"{own}\n\n## Both at once\n\n{table(head, 'serial 714 1.0', 'pair 734 1.92')}"
    assert grave(audited(tmp_path, text)) == []


def test_an_efficiency_that_is_off_by_its_last_digit_makes_no_claim_wrong(tmp_path: Path) -> None:
    # All are relative to a serial time of 11.99 s, which is faster at 1 than the first row.
    rows = ("1 11.26 1.07 1.07", "4 5.52 2.17 0.54", "16 4.38 2.74 0.17", "64 4.20 2.85 0.04")
    assert grave(audited(tmp_path, table(HEAD, *rows))) == []


def test_an_efficiency_of_two_columns_is_their_ratio_by_the_count(tmp_path: Path) -> None:
    rows = ("200 6 3.2311 4.3855 0.7368 0.1228", "1000 6 19.1811 13.1015 1.4640 0.3660")
    head = "MB Cores Serial_time_(s) Parallel_time_(s) Speedup Efficiency"
    ((where, what),) = found(audited(tmp_path, table(head, *rows)), kinds.DOUBTED_EFFICIENCY)
    assert where == [4]
    assert what.startswith("stated efficiency 36.6 %")
    assert "gives 24.401 %" in what


def test_one_other_efficiency_that_is_right_makes_it_suspect(tmp_path: Path) -> None:
    document = audited(tmp_path, table(HEAD, "2 15.50 1.94 0.87", "4 8.10 3.71 0.93"))
    assert lines(document, kinds.WRONG_EFFICIENCY) == []
    assert lines(document, kinds.DOUBTED_EFFICIENCY) == [[3]]


def test_an_efficiency_of_threads_beyond_the_cores_is_suspect(tmp_path: Path) -> None:
    rows = ("1 16.0 1.00 1.00", "2 8.10 1.98 0.99", "4 4.20 3.81 0.95", "8 2.30 6.96 0.87")
    smt = audited(tmp_path, table(HEAD, *rows, "16 1.90 8.42 1.05"))
    assert lines(smt, kinds.WRONG_EFFICIENCY) == []
    assert lines(smt, kinds.DOUBTED_EFFICIENCY) == [[7]]
    other = audited(tmp_path, table(HEAD, *rows, "16 1.90 8.42 0.95"))
    assert lines(other, kinds.WRONG_EFFICIENCY) == [[7]]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("farm 30.0 3.7", kinds.DOUBTED_SPEEDUP),
        ("farm 30.0 3.3", None),
        ("farm 30.0 9.9", None),
    ],
)
def test_a_claim_of_two_rows_is_suspect_unless_it_is_far_off(
    tmp_path: Path, row: str, kind: kinds.Kind | None
) -> None:
    document = audited(tmp_path, table("setup time_(s) speedup", "serial 100.0 1.0", row))
    assert grave(document) == ([kind.name] if kind else [])


def test_an_efficiency_of_two_rows_is_suspect_unless_it_is_far_off(tmp_path: Path) -> None:
    rows = ("2 255.04 100%", "4 169.33 65.2%")
    document = audited(tmp_path, table("Ranks Time_(s) Efficiency", *rows))
    assert grave(document) == [kinds.DOUBTED_EFFICIENCY.name]


def test_ranges_are_right_where_any_number_in_them_is(tmp_path: Path) -> None:
    rows = (
        "faces 840 41 20x",
        "images 810 50 16x",
        "person 45-60 10-15 4-5x",
        "batch 37-50 8-12 4-5x",
    )
    document = audited(tmp_path, table("Phase Old_(s) New_(s) Speedup", *rows))
    assert grave(document) == []
    rows = ("old 1 75 1", "new 10 5-10 10-14", "cloud 15 4-6 14-15", "more 30 3.0 25")
    assert grave(audited(tmp_path, table("Mode Cores Time_(min) Speedup", *rows))) == []


def test_an_effective_bandwidth_is_no_efficiency(tmp_path: Path) -> None:
    rows = ("norm 2.93 1.63 1.80x 12.90", "rms 1.45 1.44 1.01x 11.67", "add 9.77 3.02 3.24x 31.78")
    text = table("Operator Naive_(ms) Optimized_(ms) Speedup EFF", *rows).replace(
        "EFF", "Eff. GB/s"
    )
    assert grave(audited(tmp_path, text)) == []


def test_an_efficiency_of_a_total_may_be_the_mean_of_the_others(tmp_path: Path) -> None:
    rows = ("unit 45 12 3.75 94%", "whole 120 65 1.85 92%", "speed 30 30 1.0 100%")
    head = "Suite Serial_(s) Parallel_(s) Speedup Efficiency"
    text = table(head, *rows, "**Total** **195** **107** **1.82** **95%**")
    assert grave(audited(tmp_path, text)) == []


def test_an_efficiency_at_as_many_as_the_baseline_has_is_the_speedup(tmp_path: Path) -> None:
    rows = (
        *("MPI 1 104 241.8 1.00 100%", "hybrid 1 104 149.6 1.62 162%"),
        *("hybrid 2 208 75.3 3.21 161%", "hybrid 4 416 45.0 5.37 134%"),
    )
    document = audited(tmp_path, table("Code Nodes Cores Wall_(s) Speedup Efficiency", *rows))
    assert lines(document, kinds.DOUBTED_EFFICIENCY) == []


def test_speedups_of_the_total_beside_efficiencies_of_a_part_are_right(tmp_path: Path) -> None:
    rows = ("1 1.20 4.80 1.0 100%", "2 0.65 1.30 3.7 92%", "4 0.35 1.40 3.4 85%")
    head = "Threads Time/Window_(ms) Total_Time_(ms) Speedup Efficiency"
    document = audited(tmp_path, table(head, *rows, "8 0.20 1.60 3.0 75%"))
    assert set(grave(document)) <= {kinds.SUPER_LINEAR.name}
