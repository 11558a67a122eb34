"""Stated averages and sums against the runs that they stand for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.audit import kinds
from parsers import load
from tests.analysis.audit.audit_documents import audited, found, grave, lines, table
from tests.paths import SAMPLES

HEAD = "Benchmark GPUs Runtime_(s)"


def averages(*runs: str, average: str) -> str:
    return table(HEAD, *(f"solver 4 {run}" for run in runs), f"**Avg** **4** **{average}**")


@pytest.mark.parametrize(
    "average",
    ["20.5", "21", "20.50", "20.4", "82", "20.1", "19.77", "22.27"],
    ids=["mean", "rounded", "digits", "median", "sum", "geometric", "harmonic", "but the first"],
)
def test_an_average_may_be_any_mean_of_its_runs_rounded(tmp_path: Path, average: str) -> None:
    document = audited(tmp_path, averages("15.2", "20.0", "20.8", "26.0", average=average))
    assert grave(document) == []


@pytest.mark.parametrize(("average", "errors"), [("1.0394", 0), ("1.2394", 1)])
def test_an_average_speedup_may_be_that_of_totals(
    tmp_path: Path, average: str, errors: int
) -> None:
    speedups = ("0.9468", "1.1000", "1.0909", "1.1253", "1.0015")
    rows = [f"{number},{speedup}" for number, speedup in enumerate(speedups, 1)]
    text = "\n".join(["NUM.,SPEEDUP 2 HILOS", *rows, f"Promedio,{average}"]) + "\n"
    assert len(grave(audited(tmp_path, text))) == errors


@pytest.mark.parametrize("average", ["20.6", "22", "20.55"])
def test_an_average_that_no_runs_give_is_an_error(tmp_path: Path, average: str) -> None:
    document = audited(tmp_path, averages("15.2", "20.0", "20.8", "26.0", average=average))
    ((where, what),) = found(document, kinds.WRONG_SUMMARY)
    assert where == [7]
    assert "mean of 4 runs (lines 3 to 6) is 20.5 s" in what


@pytest.mark.parametrize(("average", "said"), [("30", "above"), ("14.9", "below")])
def test_an_average_beyond_all_of_its_runs_says_so(tmp_path: Path, average: str, said: str) -> None:
    document = audited(tmp_path, averages("15.2", "20.0", "20.8", "26.0", average=average))
    ((_, what),) = found(document, kinds.WRONG_SUMMARY)
    assert f"; {said} every run" in what


def test_the_best_run_as_the_average_is_suspect(tmp_path: Path) -> None:
    document = audited(tmp_path, averages("15.2", "20.0", "20.8", "26.0", average="15.2"))
    assert lines(document, kinds.BEST_RUN) == [[7]]
    assert lines(document, kinds.WRONG_SUMMARY) == []


def test_averages_of_durations_are_rounded_to_seconds(tmp_path: Path) -> None:
    right = averages("1:00:00", "1:00:01", average="1:00:01")
    assert grave(audited(tmp_path, right)) == []
    wrong = averages("1:00:00", "1:00:01", average="1:00:03")
    assert grave(audited(tmp_path, wrong)) == [kinds.WRONG_SUMMARY.name]


def test_averages_in_a_unit_of_the_heading_are_rounded_to_its_digits(tmp_path: Path) -> None:
    text = averages("1.52", "1.60", average="1.6").replace("Runtime_(s)", "Runtime (h)")
    assert grave(audited(tmp_path, text)) == []
    assert grave(audited(tmp_path, text.replace("**1.6**", "**1.7**"))) != []


def test_a_parameter_mistyped_in_one_run_does_not_take_it_out_of_its_average(
    tmp_path: Path,
) -> None:
    rows = ["solver 4 10 20", "solver 4 10 22", "solver 4 1 24", "**Avg** **4** **10** **22**"]
    text = table("Benchmark GPUs Epochs Runtime_(s)", *rows)
    assert lines(audited(tmp_path, text), kinds.WRONG_SUMMARY) == []


def test_summaries_that_differ_in_a_parameter_are_of_different_runs(tmp_path: Path) -> None:
    rows = [
        f"{name} 4 {epochs} {value}"
        for epochs, values in ((10, (20, 22, 21)), (20, (40, 44, 42)))
        for name, value in zip(("solver", "solver", "Avg"), values, strict=True)
    ]
    text = table("Benchmark GPUs Epochs Runtime_(s)", *rows)
    assert lines(audited(tmp_path, text), kinds.WRONG_SUMMARY) == []
    wrong = audited(tmp_path, text.replace("| 42 |", "| 43 |"))
    assert lines(wrong, kinds.WRONG_SUMMARY) == [[8]]


@given(st.lists(st.integers(1_000, 99_999), min_size=2, max_size=9), st.integers(0, 2))
def test_no_rounded_mean_is_ever_called_wrong(values: list[int], decimals: int) -> None:
    from analysis.audit.all_checks import audit
    from tests.make import records

    mean = round(sum(values) / len(values), decimals)
    rows = [{"devices": 4, "value": float(value)} for value in values]
    summary = {"devices": 4, "value": mean, "role": "summary", "value_digit": 10.0**-decimals}
    assert audit(records(*rows, summary)).counts().get("error", 0) == 0


@pytest.mark.parametrize("document", ["oneflow_bert_base_fp32.md", "rcc_mnist_ddp.md"])
def test_what_the_sample_documents_state_rightly_is_not_called_wrong(document: str) -> None:
    from analysis.audit.all_checks import audit

    loaded = load([str(SAMPLES / document)])
    found = audit(loaded.records, loaded.notes).findings
    wrong = found.filter(found["kind"].str.contains("average|stated speedup|result|truncated, not"))
    stated = {4, 5, 6, 7, 43, 44, 45, 46, 81, 82, 83, 84, 119, 120, 121}
    right = stated if document.startswith("oneflow") else set(range(4, 11))
    assert not {line for lines in wrong["lines"] for line in lines} & right


# Averages in the row of their runs

REPEATED = "Threads Run_1_(s) Run_2_(s) Run_3_(s) Avg_Time_(s) Speedup"
THREE = (
    "1 13.122 15.292 14.740 14.385 1.00",
    "2 7.093 8.026 7.756 7.625 1.89",
    "3 6.554 5.550 7.529 6.544 2.20",
    "4 4.711 3.984 4.030 4.242 3.39",
)


def test_speedups_may_be_those_of_the_means_of_repeats(tmp_path: Path) -> None:
    assert grave(audited(tmp_path, table(REPEATED, *THREE).replace("_", " "))) == []


def test_speedups_may_be_those_of_the_means_over_a_number_above(tmp_path: Path) -> None:
    rows = (
        *(
            "1 28.583822 28.116389 27.816959 28.172390 1.07",
            "2 14.5268 14.1917 14.6212 14.4466 2.09",
        ),
        *("4 9.522224 10.725020 10.626242 10.291162 2.94", "8 8.4811 8.4222 8.5602 8.4878 3.57"),
    )
    assert grave(audited(tmp_path, table(REPEATED, *rows).replace("_", " "))) == []


def test_speedups_of_the_means_may_be_rounded_up(tmp_path: Path) -> None:
    # Over a sequential run of 26.88 s, which stands above the table.
    head = f"{REPEATED} Efficiency"
    rows = (
        *("1 28.079709 25.431295 26.874339 26.795114 1.00 1.00",),
        *("2 14.530604 14.255729 14.553288 14.446540 1.86 0.93",),
        *("4 9.577585 11.229220 10.660970 10.489258 2.56 0.64",),
        *("8 8.943007 8.288741 8.750497 8.660748 3.10 0.39",),
    )
    assert grave(audited(tmp_path, table(head, *rows).replace("_", " "))) == []


def test_speedups_may_be_those_of_the_best_repeats(tmp_path: Path) -> None:
    best = [
        f"{row.rsplit(' ', 1)[0]} {13.122 / min(map(float, row.split()[1:4])):.2f}" for row in THREE
    ]
    assert grave(audited(tmp_path, table(REPEATED, *best).replace("_", " "))) == []


def test_an_average_beside_its_repeats_is_checked(tmp_path: Path) -> None:
    text = table(REPEATED, *THREE).replace("_", " ").replace("6.544", "5.644")
    ((where, what),) = found(audited(tmp_path, text), kinds.WRONG_SUMMARY)
    assert where == [5]
    assert "mean of 3 runs beside it is 6.54433 (-13.8 %), median 6.554" in what


def test_an_average_cut_off_is_only_style(tmp_path: Path) -> None:
    text = table("Scenario Run_1 Run_2 Run_3 Average", "warm 257ms 77ms 145ms 159ms")
    document = audited(tmp_path, text.replace("_", " "))
    assert grave(document) == []
    ((where, what),) = found(document, kinds.CUT_SUMMARY)
    assert where == [3]
    assert "mean of 3 runs beside it" in what


def test_an_average_of_rounded_runs_may_be_off_by_less_than_its_last_digit(tmp_path: Path) -> None:
    # 29, 29 and 28 of 31: 92.47 % together.
    text = table("Service Run_1 Run_2 Run_3 Average", "nano 93.5% 93.5% 90.3% 92.5%")
    document = audited(tmp_path, text.replace("_", " "))
    assert grave(document) == []
    assert lines(document, kinds.CUT_SUMMARY) == [[3]]


def test_a_geometric_mean_may_be_off_by_less_than_its_last_digit(tmp_path: Path) -> None:
    ratios = (1.1333, 1.0250, 1.0826, 0.9891, 0.9816, 1.0129)
    rows = [f"m{place} {ratio:.4f}x" for place, ratio in enumerate(ratios)]
    document = audited(tmp_path, table("Model A/B", *rows, "Geomean 1.0361x"))
    assert grave(document) == []
    ((_, what),) = found(document, kinds.CUT_SUMMARY)
    assert "geometric mean of 6 runs" in what


def test_a_run_far_from_the_others_may_be_left_out_of_their_average(tmp_path: Path) -> None:
    rows = ("1 88.1 88.4 88.0 88.3 88.20", "4 23.1 23.0 23.2 61.7 23.10")
    text = table("Ranks Run_1 Run_2 Run_3 Run_4 Mean", *rows).replace("_", " ")
    document = audited(tmp_path, text)
    assert lines(document, kinds.WRONG_SUMMARY) + lines(document, kinds.OTHER_SUMMARY) == []


class TestRunsOfAnAverage:
    """Which runs an average is of: those in its line, before all others."""

    HEAD = "Size Trial_1 Trial_2 Trial_3 Average"

    def test_rows_that_nothing_tells_apart_have_their_own_runs(self, tmp_path: Path) -> None:
        rows = ("- 0.192 0.153 0.134 0.1597", "- 0.703 0.694 0.711 0.7027")
        text = table(self.HEAD.replace("Size", "-"), *rows).replace("_", " ")
        assert grave(audited(tmp_path, text)) == []
        wrong = audited(tmp_path, text.replace("0.7027", "0.7207"))
        assert lines(wrong, kinds.WRONG_SUMMARY) == [[4]]

    @pytest.mark.parametrize(
        ("rows", "kind"),
        [
            (("a 10 12 14 12.0", "b 20 22 24 21.0"), kinds.OTHER_SUMMARY),
            (("a 10 12 14 12.0", "b 20 22 24 21.0", "c 30 33 36 33.0"), kinds.WRONG_SUMMARY),
        ],
        ids=["one other follows", "two others follow"],
    )
    def test_the_averages_that_follow_decide_what_one_that_departs_is(
        self, tmp_path: Path, rows: tuple[str, ...], kind: kinds.Kind
    ) -> None:
        document = audited(tmp_path, table(self.HEAD, *rows).replace("_", " "))
        assert lines(document, kind) == [[4]]
        assert grave(document) == [kind.name]

    def test_a_line_with_several_repeats_is_no_outlier(self, tmp_path: Path) -> None:
        rows = ("- 0.192 0.153 0.134 0.160", "- 0.231 0.214 0.201 0.215", "- 1.5 1.5 1.52 1.51")
        document = audited(tmp_path, table(self.HEAD, *rows).replace("_", " "))
        assert lines(document, kinds.OUTLIER) == []

    def test_an_average_among_values_that_disagree_is_not_of_these(self, tmp_path: Path) -> None:
        of_requests = ("Request latency", "  median: 0.2", "  p95: 0.5", "  p99: 1.3")
        of_scenarios = ("Scenario duration", "  median: 1001.1", "  p95: 1003.1", "  p99: 1007.5")
        report = "\n".join(("```", *of_requests, *of_scenarios, "Codes:", "  0: 2000", "```", ""))
        assert grave(audited(tmp_path, report)) == []

    def test_what_rounding_leaves_open_is_no_outlier(self, tmp_path: Path) -> None:
        head = "Run_1 Run_2 Run_3 Run_4 Run_5 Average Library"
        rows = ("8ms 8ms 8ms 10ms 8ms 8.4ms zam", "42ms 50ms 42ms 50ms 42ms 45.2ms jQuery")
        text = table(head, *rows).replace("_", " ")
        assert lines(audited(tmp_path, text), kinds.OUTLIER) == []
        apart = text.replace("10ms", "13ms").replace("8.4ms", "9ms")
        assert lines(audited(tmp_path, apart), kinds.OUTLIER) == [[3]]

    def test_a_column_that_is_no_average_of_its_line_is_not_judged(self, tmp_path: Path) -> None:
        rows = ("a 20.1 21.3 19.8 18.7", "b 30.2 33.1 31.0 27.2", "c 9.9 10.4 10.2 8.8")
        assert grave(audited(tmp_path, table(self.HEAD, *rows).replace("_", " "))) == []

    def test_an_average_of_one_run_is_that_run(self, tmp_path: Path) -> None:
        rows = ("serial 1118ms 1130ms 1103ms 1117ms", "alone 426ms - - 426ms")
        text = table(self.HEAD.replace("Size", "Mode"), *rows).replace("_", " ")
        assert grave(audited(tmp_path, text)) == []

    def test_an_average_far_from_all_runs_above_it_may_be_of_others(self, tmp_path: Path) -> None:
        document = audited(tmp_path, averages("15.2", "20.0", "20.8", "26.0", average="99.3"))
        assert grave(document) == []

    def test_it_is_wrong_where_the_other_averages_are_of_the_runs_above(
        self, tmp_path: Path
    ) -> None:
        rows = [
            *("solver 4 20.0", "solver 4 22.0", "**Avg** **4** **21.0**"),
            *("solver 8 10.0", "solver 8 12.0", "**Avg** **8** **110**"),
        ]
        document = audited(tmp_path, table(HEAD, *rows))
        assert lines(document, kinds.WRONG_SUMMARY) == [[8]]


def test_an_average_with_more_digits_than_its_runs_had_more_behind_them(tmp_path: Path) -> None:
    rows = ("a 42.0 1.91", "b 57.6 1.30", "c 25.5 1.66", "mean {} 1.58")
    head = "Query Time_(s) Speedup"
    texts = [table(head, *(row.format(mean) for row in rows)) for mean in ("41.72", "41.79")]
    right, wrong = (audited(tmp_path, text) for text in texts)
    assert lines(right, kinds.WRONG_SUMMARY) == []
    assert lines(wrong, kinds.WRONG_SUMMARY) == [[6]]


class TestSums:
    """Rows that are called a total, of as many columns as the table has."""

    HEAD = "Stage p=1_(s) p=2_(s) p=4_(s)"
    ROWS = ("read 7.8 7.4 7.6", "solve 24.2 18.0 18.3", "sort 1.2 1.2 1.1", "write 24.3 15.4 14.2")

    def test_what_is_rounded_off_of_each_term_adds_up(self, tmp_path: Path) -> None:
        text = table(self.HEAD, *self.ROWS, "**Total** **57.5** **41.9** **41.2**")
        assert grave(audited(tmp_path, text)) == []

    def test_a_sum_that_is_wrong_beside_right_ones_is_suspect(self, tmp_path: Path) -> None:
        text = table(self.HEAD, *self.ROWS, "**Total** **57.5** **43.9** **41.2**")
        ((where, what),) = found(audited(tmp_path, text), kinds.WRONG_TOTAL)
        assert where == [7]
        assert what == "stated 43.9 s, but total of 4 runs (lines 3 to 6) is 42 s (+4.5 %)"
        assert grave(audited(tmp_path, text)) == [kinds.WRONG_TOTAL.name]

    def test_a_speedup_of_a_sum_is_not_of_what_the_runs_give(self, tmp_path: Path) -> None:
        rows = ("design 30 10 3x", "screens 50 15 3.3x", "checks 20 7 2.9x")
        head = "Phase Sequential_time_(min) Parallel_time_(min) Speedup"
        text = table(head, *rows, "**Total** **100** **40** **2.5x**")
        assert grave(audited(tmp_path, text)) == [kinds.WRONG_TOTAL.name]


def test_of_all_minima_the_least_is_no_average(tmp_path: Path) -> None:
    rows = ("1 10.9 10.1 11.7", "2 10.7 10.3 11.5", "3 11.2 10.5 12.4")
    text = table("Round Mean_(s) Min_(s) Max_(s)", *rows, "**Overall** **10.9** **10.1** **12.4**")
    assert grave(audited(tmp_path, text)) == []


def test_a_single_run_with_its_average_is_not_without_a_summary(tmp_path: Path) -> None:
    rows = [f"{nodes} {10 + nodes} {12 + nodes} {11 + nodes}" for nodes in (2, 4, 8, 16, 32)]
    text = table("Nodes Run_1 Run_2 Average", *rows, "64 - 80 80").replace("_", " ")
    assert grave(audited(tmp_path, f"Busy bandwidth (GB/s)\n\n{text}")) == []


def test_runs_beside_which_something_was_varied_are_no_repeats(tmp_path: Path) -> None:
    rows = ("0.05 0.168", "0.15 0.145", "0.2 0.148", "0.3 0.167", "0.5 0.288")
    text = table("SHARE Query", *rows).replace("SHARE", "% same filter")
    assert lines(audited(tmp_path, text), kinds.OUTLIER) == []
    mixed = table("SHARE Query", *rows[2:], *rows[:2]).replace("SHARE", "% same filter")
    assert lines(audited(tmp_path, mixed), kinds.OUTLIER) == [[5]]
