"""Stated speedups and baselines against the values they are made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.audit import kinds
from analysis.audit.all_checks import audit
from parsers import load
from tests.analysis.audit.audit_documents import audited, found, grave, lines, table, training
from tests.make import records

HEAD = "GPUs Runtime_(s) Speedup"


def times(*speedups: str) -> str:
    rows = zip((1, 2, 4, 8), (100.0, 52.0, 27.5, 16.0), speedups, strict=True)
    return table(HEAD, *(f"{count} {seconds} {speedup}" for count, seconds, speedup in rows))


@pytest.mark.parametrize(
    "speedups",
    [
        ("1", "1.92", "3.64", "6.25"),
        ("1.0", "1.9", "3.6", "6.2"),
        ("1", "2", "4", "6"),
        ("1.000", "1.923", "3.636", "6.250"),
        ("-", "-", "-", "-"),
    ],
    ids=["two digits", "one digit", "none", "three", "not stated"],
)
def test_rounded_speedups_are_right(tmp_path: Path, speedups: tuple[str, ...]) -> None:
    document = audited(tmp_path, times(*speedups))
    assert grave(document) == []
    assert lines(document, kinds.CUT_SPEEDUP) == []


def test_a_wrong_speedup_is_an_error_that_names_its_baseline(tmp_path: Path) -> None:
    document = audited(tmp_path, times("1", "1.92", "3.84", "6.25"))
    ((where, what),) = found(document, kinds.WRONG_SPEEDUP)
    assert where == [5]
    assert what == "stated speedup 3.84, but 27.5 s vs. 100 s (line 3) gives 3.6364"


def test_a_first_time_in_round_numbers_is_exact_beside_others(tmp_path: Path) -> None:
    path = tmp_path / "study.csv"
    path.write_text(
        "cores,time_s,speedup\n1,100,1\n2,50.5,1.98\n4,26,3.85\n8,14,7.14\n16,8.1,11.35\n"
    )
    assert lines(audit(load([str(path)]).records), kinds.WRONG_SPEEDUP) == [[6]]


def test_a_speedup_cut_off_is_only_style(tmp_path: Path) -> None:
    text = times("1", "1.92", "3.63", "6.25").replace("27.5", "27.50").replace("100.0", "100.00")
    document = audited(tmp_path, text)
    assert grave(document) == []
    assert lines(document, kinds.CUT_SPEEDUP) == [[5]]


def test_what_is_off_by_less_than_its_last_digit_is_only_style(tmp_path: Path) -> None:
    rows = ("1 24.0 1.00 100", "2 12.0 2.00 100", "4 6.39454 3.75 94", "8 7.62892 3.15 40")
    document = audited(tmp_path, table("ranks time_(s) Speedup Efficiency_(%)", *rows))
    assert grave(document) == []
    ((where, what),) = found(document, kinds.CUT_EFFICIENCY)
    assert where == [6]
    assert what.endswith("% rounded up, not to the nearest")


def test_a_table_of_which_no_claim_follows_is_suspect_at_most(tmp_path: Path) -> None:
    # The first table follows from its row of 1, the second one from whatever else.
    first = table(HEAD, "1 100 1.0", "2 52 1.92", "4 27.5 3.64", "8 16 6.25", "16 10 10.0")
    second = table(HEAD, "1 200 1.0", "2 110 2.61", "4 60 3.02", "8 45 5.97")
    document = audited(tmp_path, f"{first}\n{second}")
    assert lines(document, kinds.WRONG_SPEEDUP) == []
    assert len(lines(document, kinds.DOUBTED_SPEEDUP)) == 3


def test_speedups_of_rates_rise_with_them(tmp_path: Path) -> None:
    text = table(
        "GPUs Throughput Speedup", "1 150 1.00", "4 590 3.93", "8 1160 7.73", "16 2260 15.50"
    )
    assert lines(audited(tmp_path, text), kinds.WRONG_SPEEDUP) == [[6]]


def test_a_speedup_of_weak_scaling_is_a_speedup_as_well(tmp_path: Path) -> None:
    text = table(HEAD, "1 100 1", "2 101 1.98", "4 104 3.85", "8 110 7.27")
    assert grave(audited(tmp_path, text)) == []


def test_speedups_without_a_row_that_is_1_are_not_judged(tmp_path: Path) -> None:
    text = table(HEAD, "4 100 3.2", "8 55 5.9", "16 30 10.1")
    assert grave(audited(tmp_path, text)) == []


def test_what_follows_from_wrong_averages_alone_is_wrong_too(tmp_path: Path) -> None:
    head = "GPUs Runtime_(s) Speedup Host"
    rows = [
        *("1 100 - a", "1 102 - b", "**1** **101** **1** **Avg**"),
        *("2 50 - a", "2 52 - b", "**2** **55** **1.84** **Avg**"),
        *("4 25 - a", "4 27 - b", "**4** **26** **3.88** **Avg**"),
    ]
    document = audited(tmp_path, table(head, *rows))
    assert lines(document, kinds.WRONG_SUMMARY) == [[8]]
    ((where, what),) = found(document, kinds.INHERITED_SPEEDUP)
    assert where == [8]
    assert "the runs give 1.98" in what
    assert lines(document, kinds.WRONG_SPEEDUP) == []


@given(
    st.lists(st.floats(1, 9_999), min_size=2, max_size=8),
    st.integers(0, 3),
    st.sampled_from(["lower", "higher"]),
)
def test_no_rounded_speedup_is_ever_called_wrong(
    values: list[float], decimals: int, better: str
) -> None:
    base = values[0]
    ratios = [base / value if better == "lower" else value / base for value in values]
    rows = [
        {
            "devices": 2**place,
            "value": value,
            "better": better,
            "unit": "s" if better == "lower" else "img/s",
            "stated_speedup": round(ratio, decimals),
            "speedup_digit": 10.0**-decimals,
        }
        for place, (value, ratio) in enumerate(zip(values, ratios, strict=True))
    ]
    names = audit(records(*rows)).findings["kind"]
    assert not names.str.contains("stated speedup|badly rounded").any()


# Baselines that a heading names


def logs(*sections: str) -> str:
    return "# MNIST\n\n## Net-A100-64batch_size\n" + "".join(sections)


SINGLE = training("gn1-107.00", 100, 104, 106, 107)


def test_a_speedup_over_a_named_baseline(tmp_path: Path) -> None:
    double = "## Net-2xA100-64batch_size\n" + training(
        "gn1-210.00-1.96x, baseline: 107.00", 200, 206, 208, 210
    )
    assert grave(audited(tmp_path, logs(SINGLE, double))) == []
    wrong = audited(tmp_path, logs(SINGLE, double.replace("1.96x", "1.99x")))
    ((where, what),) = found(wrong, kinds.WRONG_SPEEDUP)
    assert where == [10]
    assert "210 samples/s vs. 107 samples/s as the stated baseline gives 1.9626" in what


def test_a_baseline_that_no_single_run_has_is_suspect(tmp_path: Path) -> None:
    double = "## Net-2xA100-64batch_size\n" + training(
        "gn1-210.00-2.04x, baseline: 103.00", 200, 206, 208, 210
    )
    ((where, what),) = found(audited(tmp_path, logs(SINGLE, double)), kinds.UNKNOWN_BASELINE)
    assert where == [10]
    assert "single-device runs of Net give 107 samples/s" in what
    alone = audited(tmp_path, logs(double))
    assert lines(alone, kinds.UNKNOWN_BASELINE) == []


@pytest.mark.parametrize(("other", "is_odd"), [(150.0, True), (108.0, False)])
def test_one_host_as_the_baseline_of_two(tmp_path: Path, other: float, is_odd: bool) -> None:
    second = training(f"gn2-{other:.2f}", other - 7, other - 3, other - 1, other)
    both = "## Net-gn1:1xA100, gn2:1xA100-64batch_size, 200.00-1.87x, baseline: 107.00\n"
    both += "- Step100: 196 samples/sec\n- Step200: 199 samples/sec\n- Step300: 200 samples/sec\n"
    document = audited(tmp_path, logs(SINGLE, second, both))
    expected = [[14]] if is_odd else []
    assert lines(document, kinds.FOREIGN_BASELINE) == expected


def test_super_linear_points(tmp_path: Path) -> None:
    head = "GPUs Runtime_(s)"
    document = audited(tmp_path, table(head, "1 100", "2 45", "4 24.9", "8 14"))
    assert lines(document, kinds.SUPER_LINEAR) == [[3, 4]]


def test_super_linear_points_of_a_table_are_said_where_it_states_them(tmp_path: Path) -> None:
    # Without a word they would look misread.
    rows = ("1 100 1.0 99", "2 10 10.0 120", "4 3.2 31.3 150", "8 2 50 200")
    document = audited(tmp_path, table("threads Runtime_(s) Speedup CPU_utilization", *rows))
    assert lines(document, kinds.SUPER_LINEAR) == [[3, 4], [3, 5], [3, 6]]


def test_super_linear_points_of_one_host_that_an_average_hides(tmp_path: Path) -> None:
    rows = ["1 100 a", "1 120 b", "1 100 c", "2 55 a", "2 50 b", "2 56 c"]
    document = audited(tmp_path, table("GPUs Runtime_(s) Nodelist", *rows))
    ((where, what),) = found(document, kinds.SUPER_LINEAR)
    assert where == [4, 7]
    assert what.startswith("b: speedup 2.4 on 2x the devices")


@pytest.mark.parametrize("heading", ["efficiency", "efficiency (%)", "parallel efficiency [%]"])
@pytest.mark.parametrize("sign", ["", " %"])
@pytest.mark.parametrize("delimiter", [",", "|"], ids=["written by a program", "by people"])
@pytest.mark.parametrize(("last", "errors"), [("77.7", 0), ("78.7", 1)], ids=["right", "wrong"])
def test_an_efficiency_is_as_exact_as_it_is_written(
    tmp_path: Path, heading: str, sign: str, delimiter: str, last: str, errors: int
) -> None:
    efficiencies = [text + sign for text in ("100", "97.2", "91.9", last)]
    if "%" not in heading + sign:
        efficiencies = [f"{float(text) / 100:.3f}" for text in efficiencies]
    rule = ["---|---|---"] * (delimiter == "|")
    rows = zip("1248", ("101.312", "52.1", "27.55", "16.301"), efficiencies, strict=True)
    lines = [delimiter.join(("GPUs", "runtime (s)", heading)), *rule, *map(delimiter.join, rows)]
    path = tmp_path / ("paper.md" if rule else "runs.csv")
    path.write_text("\n".join(lines) + "\n")
    loaded = load([str(path)])
    assert loaded.records["stated_efficiency"].count() == 4
    assert not loaded.records["stated_speedup"].count()
    assert audit(loaded.records, loaded.notes).counts().get("error", 0) == errors


def test_an_efficiency_over_many_cores_is_audited(tmp_path: Path) -> None:
    rows = ["128 1 8043 100%", "256 2 4180 96%", "512 4 2172 99%", "1024 8 1142 88%"]
    document = audited(tmp_path, table("Cores Nodes Walltime_(s) Efficiency", *rows))
    assert lines(document, kinds.WRONG_EFFICIENCY) == [[5]]


# Efficiencies, and what a claim may be relative to


BOTH = "ranks time_(s) Speedup eff._(%)"


@pytest.mark.parametrize(("last", "wrong"), [("86.7", []), ("86.6", []), ("92.7", [[6]])], ids=str)
def test_an_efficiency_beside_a_speedup(tmp_path: Path, last: str, wrong: list[list[int]]) -> None:
    rows = ("1 845.1 1.00 100", "2 431.0 1.96 98.0", "4 224.6 3.76 94.1", f"8 121.9 6.93 {last}")
    document = audited(tmp_path, table(BOTH, *rows))
    assert lines(document, kinds.WRONG_EFFICIENCY) == wrong
    assert lines(document, kinds.WRONG_SPEEDUP) == []


def test_a_baseline_for_each_group_of_rows(tmp_path: Path) -> None:
    rows = ["a 1 4.50 1.0", "b 1 5.20 0.87", "a 1 26.10 1.0", "b 1 13.24 1.97"]
    document = audited(tmp_path, table("case GPUs time_(s) Speedup", *rows))
    assert grave(document) == []


def test_a_serial_time_beside_a_parallel_one(tmp_path: Path) -> None:
    head = "ranks serial_time_(s) time_(s) Speedup"
    rows = ["4 31.33 19.33 1.62", "4 169.3 93.0 1.82", "4 340.7 189.3 1.80"]
    assert grave(audited(tmp_path, table(head, *rows))) == []
    document = audited(tmp_path, table(head, *rows[:2], "4 340.7 189.3 1.98"))
    assert lines(document, kinds.WRONG_SPEEDUP) == [[5]]


def test_speedups_over_a_row_of_which_none_is_stated(tmp_path: Path) -> None:
    rows = ["1 493 -", "8 71 6.9", "16 37 13.3", "32 18 29.4"]
    assert lines(audited(tmp_path, table(HEAD, *rows)), kinds.WRONG_SPEEDUP) == [[6]]


def test_speedups_over_a_number_that_is_not_in_the_table_are_suspect(tmp_path: Path) -> None:
    rows = ["1 100.0 1.00", "2 52.0 2.31", "4 27.5 4.36", "8 16.0 7.50"]
    document = audited(tmp_path, table(HEAD, *rows))
    assert lines(document, kinds.WRONG_SPEEDUP) == []
    ((where, what),) = found(document, kinds.DOUBTED_SPEEDUP)
    assert where == [4, 5, 6]
    assert what == (
        "stated speedups 2.31, 4.36, 7.5 are relative to about 120 s, not to 100 s (line 3)"
    )


def test_an_efficiency_that_nearly_follows_makes_no_error_of_another_baseline(
    tmp_path: Path,
) -> None:
    # All are relative to 101.3 s; the efficiencies are too coarse to tell that from 100 s.
    rows = ["1 100.0 1.0 100%", "2 62.0 1.63 82%", "4 37.0 2.74 69%", "8 24.0 4.22 53%"]
    document = audited(tmp_path, table(f"{HEAD} Efficiency", *rows))
    assert lines(document, kinds.WRONG_SPEEDUP) == []
    assert lines(document, kinds.DOUBTED_SPEEDUP) == [[4, 5, 6]]


def test_a_speedup_over_another_row_is_suspect(tmp_path: Path) -> None:
    # The last one is relative to the row above.
    rows = ["1 100.0 1.00", "2 52.0 1.92", "4 27.5 3.64", "8 16.0 1.72"]
    document = audited(tmp_path, table(HEAD, *rows))
    assert lines(document, kinds.WRONG_SPEEDUP) == []
    assert lines(document, kinds.DOUBTED_SPEEDUP) == [[6]]


def test_claims_over_either_of_two_baselines_are_right(tmp_path: Path) -> None:
    rows = ["a 1 0.00569 1.0", "b 1 0.00593 1.0", "c 4 0.00441 1.29", "d 4 0.00374 1.59"]
    document = audited(tmp_path, table("code ranks time_(s) Speedup", *rows))
    assert grave(document) == []


def test_claims_that_share_a_baseline_of_their_own_are_suspect_at_most(tmp_path: Path) -> None:
    # The rows of b are relative to another serial time, 1.073 s, which is not in the table.
    rows = [
        *("serial 1 1.1135 1.00", "a 2 0.1972 5.65", "b 2 0.1987 5.40", "a 4 0.1028 10.83"),
        *("b 4 0.1045 10.27", "a 6 0.0721 15.45", "b 6 0.0738 14.54"),
    ]
    document = audited(tmp_path, table("code Threads time_(s) Speedup", *rows))
    assert lines(document, kinds.WRONG_SPEEDUP) == []
    assert lines(document, kinds.DOUBTED_SPEEDUP) == [[5, 7, 9]]
    one = audited(tmp_path, table("code Threads time_(s) Speedup", *rows[:3]))
    assert lines(one, kinds.WRONG_SPEEDUP) == []


def test_speedups_of_times_that_are_cut_off_are_only_style(tmp_path: Path) -> None:
    # 0.00247 s is written as 0.0024 s.
    rows = ["1 0.0435 1.00", "2 0.0049 8.87", "4 0.0024 17.60", "8 0.0048 9.06"]
    document = audited(tmp_path, table("ranks time_(s) Speedup", *rows))
    assert lines(document, kinds.WRONG_SPEEDUP) == []
    assert lines(document, kinds.CUT_SPEEDUP) == [[5]]


def test_claims_of_which_no_row_is_the_baseline_are_not_judged_across_series(
    tmp_path: Path,
) -> None:
    # The first series happens to follow from its smallest count, the other one does not.
    rows = ["a 2 0.206254 4.41", "a 4 0.0320252 6.44", "b 2 0.0490274 2.66", "b 4 0.0263989 4.95"]
    document = audited(tmp_path, table("key ranks time_(s) Speedup", *rows))
    assert lines(document, kinds.WRONG_SPEEDUP) == lines(document, kinds.DOUBTED_SPEEDUP) == []


def test_an_efficiency_is_never_that_over_the_row_before(tmp_path: Path) -> None:
    rows = ["1 35.3 1.00 100", "2 14.3 2.46 99", "4 7.5 4.71 95", "8 4.4 8.09 81"]
    document = audited(tmp_path, table("Threads time_(ms) Speedup Efficiency_(%)", *rows))
    assert not any("85.2" in what for _, what in found(document, kinds.WRONG_EFFICIENCY))


class TestOtherQuantity:
    """Speedups of a rate that stands beside the latency which is shown first."""

    HEAD = "setting latency_(s) throughput_(tok/s) Speedup"
    ROWS = ("a 63.94 18.33 1.00", "b 61.65 18.12 0.99", "c 67.97 16.56 0.90", "d 66.94 17.30 0.94")

    def test_they_are_right(self, tmp_path: Path) -> None:
        assert grave(audited(tmp_path, table(self.HEAD, *self.ROWS))) == []

    def test_one_that_does_not_follow_is_wrong(self, tmp_path: Path) -> None:
        rows = (*self.ROWS[:3], "d 66.94 17.30 0.74")
        document = audited(tmp_path, table(self.HEAD, *rows))
        ((where, what),) = found(document, kinds.WRONG_SPEEDUP)
        assert where == [6]
        assert "17.3 tok/s vs. 18.33 tok/s (line 3) gives 0.94381" in what


def test_a_claim_of_digits_that_are_not_shown_is_only_style(tmp_path: Path) -> None:
    rows = ["1 1.141 100", "2 0.612 93.5", "4 0.323 88.3", "8 0.170 83.9"]
    document = audited(tmp_path, table("ranks time_(s) Efficiency_(%)", *rows))
    assert grave(document) == []
    assert [4] in lines(document, kinds.CUT_EFFICIENCY)


def test_tables_are_judged_by_their_own_baseline(tmp_path: Path) -> None:
    first = table(HEAD, "1 100 1.0", "2 52 1.92", "4 27.5 3.64")
    second = table(HEAD, "1 200 1.0", "2 110 1.82", "4 60 3.33")
    assert grave(audited(tmp_path, f"{first}\n{second}")) == []


def test_an_efficiency_of_which_the_speedup_was_made(tmp_path: Path) -> None:
    rows = ["1 100.0 1 1", "2 51.3 1.94 0.97", "4 26.9 3.72 0.93"]
    document = audited(tmp_path, table("ranks time_(s) Speedup Efficiency", *rows))
    assert grave(document) == []


def test_a_table_told_again_with_its_speedups_is_no_copy(tmp_path: Path) -> None:
    rows = ("1 101.3", "2 52.91", "4 28.44")
    again = [f"{row} {speedup}" for row, speedup in zip(rows, ("1", "1.91", "3.56"), strict=True)]
    text = table("GPUs time_(s)", *rows, title="Times")
    text += "\n" + table(HEAD, *again, title="Speedup")
    assert grave(audited(tmp_path, text)) == []


def test_the_row_of_1_goes_before_a_row_that_happens_to_fit_cut_off(tmp_path: Path) -> None:
    rows = ["1 4.46 1.00", "2 3.23 1.38", "4 2.04 1.57"]
    document = audited(tmp_path, table("ranks time_(s) Speedup_vs_serial", *rows))
    assert lines(document, kinds.DOUBTED_SPEEDUP) == [[5]]


class TestTwoColumns:
    HEAD = "size CPU_time_(ms) GPU_time_(ms) Speedup"

    def test_claims_all_nearly_the_ratio_of_two_columns_are_suspect(self, tmp_path: Path) -> None:
        text = table(self.HEAD, "1000 52100 84 604x", "2000 53851 83 634x")
        document = audited(tmp_path, text)
        assert lines(document, kinds.DOUBTED_SPEEDUP) == [[3], [4]]
        assert lines(document, kinds.WRONG_SPEEDUP) == []

    def test_the_ratio_that_is_meant_is_named(self, tmp_path: Path) -> None:
        text = table(self.HEAD, "1000 52100 84 620x", "2000 53851 83 634x")
        [(_, what)] = found(audited(tmp_path, text), kinds.DOUBTED_SPEEDUP)
        assert "gives 648.81" in what

    def test_claims_far_from_the_ratio_are_of_something_else(self, tmp_path: Path) -> None:
        text = table(self.HEAD, "1000 52100 84 614x", "2000 53851 83 90x")
        assert grave(audited(tmp_path, text)) == []

    def test_one_claim_alone_says_nothing(self, tmp_path: Path) -> None:
        assert grave(audited(tmp_path, table(self.HEAD, "1000 52100 84 614x"))) == []
