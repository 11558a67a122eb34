"""Go benchmarks: what stands in the text, and that a comparison says what benchstat says."""

from __future__ import annotations

import math

import pytest

from analysis.compare.compare import Comparison, compare
from analysis.compare.sides import of_inputs, of_values
from analysis.compare.verdicts import Criteria
from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import example, failures, rows

HEAD = "goos: linux\npkg: example.com/codec\n"


def results(name: str, *times: float, unit: str = "ns/op") -> str:
    return "".join(f"Benchmark{name} \t 500000\t {time} {unit}\n" for time in times)


class TestText:
    def test_a_line_is_a_run_and_its_name_tells_its_settings(self) -> None:
        columns = ("line", "benchmark", "threads", "size_given", "n_given", "pkg", "value", "unit")
        found = rows(example("go_bench.txt"), "time_per_op", *columns)
        assert found[0] == (5, "Copy", 1, "1k", 1, "example.com/x", pytest.approx(12.6e-9), "s")
        assert found[2][:3] == (7, "Copy", 2)
        assert len(found) == 8

    def test_all_values_of_a_line(self) -> None:
        records = loaded(example("go_bench.txt")).records
        first = records.filter(records["line"] == 5)
        assert first.select("metric", "value", "unit", "better", "primary").rows() == [
            ("time_per_op", pytest.approx(12.6e-9), "s", "lower", True),
            ("bandwidth", pytest.approx(81276.29e6), "B/s", "higher", None),
            ("widgets/op", 3.5, "widgets/op", None, None),
            ("memory_per_op", 0.0, "B/op", "lower", None),
            ("allocs_per_op", 0.0, "allocs/op", "lower", None),
        ]

    def test_settings_hold_until_they_change_or_end(self) -> None:
        text = (
            "commit: a1\nnote: x\nBenchmarkA 1 2 ns/op\ncommit: b2\nnote:\nBenchmarkA 1 3 ns/op\n"
        )
        assert rows(text, "time_per_op", "commit", "note") == [("a1", "x"), ("b2", None)]

    def test_a_unit_line_says_which_way_is_better(self) -> None:
        text = "BenchmarkA 1 2 MB-heap 5 hits/op\n"
        text += "Unit hits/op better=higher\nUnit MB-heap better=lower\n"
        assert rows(text, "hits/op", "better") == [("higher",)]
        assert rows(text, "B-heap", "value", "better") == [(2e6, "lower")]

    def test_a_unit_that_is_exact_is_told(self) -> None:
        notes = loaded("Unit text-bytes assume=exact\nBenchmarkA 1 2 text-bytes\n").notes
        assert "--exact text-bytes" in notes[0].text

    def test_what_is_no_result_is_told_and_prose_is_none(self) -> None:
        found = loaded("Benchmarking on a laptop\nBenchmarkA 1 2 ns/op\nBenchmarkB 1 x ns/op\n\n")
        assert found.records["line"].to_list() == [2]
        assert [(note.kind, note.line) for note in found.notes] == [("skipped", 3)]

    def test_a_benchmark_that_failed(self) -> None:
        text = "BenchmarkA-4 1 2 ns/op\n--- FAIL: BenchmarkB-4\n    b_test.go:7: no device\nFAIL\n"
        assert failures(text) == [(2, "FAIL")]
        assert rows(text, "time_per_op", "benchmark", "threads") == [("A", 4), ("B", 4)]

    def test_other_results_stand_beside_it(self) -> None:
        text = example("go_bench.txt") + example("stream.out")
        assert set(loaded(text).files[0].readers) == {"Go benchmark", "STREAM"}


class TestJson:
    def test_lines_that_events_part_are_joined(self) -> None:
        found = rows(example("go_test_json.json"), "time_per_op", "benchmark", "n_given", "value")
        assert found[:3] == [
            ("Sum", 100, pytest.approx(59.65e-9)),
            ("Sum", 100, pytest.approx(124.3e-9)),
            ("Sum", 100, pytest.approx(73.84e-9)),
        ]
        assert len(found) == 9

    def test_packages_that_run_at_once_are_kept_apart(self) -> None:
        def event(package: str, output: str) -> str:
            return f'{{"Action":"output","Package":"{package}","Output":"{output}"}}\n'

        text = (
            event("a", "pkg: a\\n")
            + event("b", "pkg: b\\n")
            + event("a", "BenchmarkX-2 \\t")
            + event("b", "BenchmarkX-2 \\t")
            + event("a", "10\\t 5 ns/op\\n")
            + event("b", "10\\t 7 ns/op\\n")
            + '{"Action":"pass","Package":"a","Elapsed":1.5}\n'
        )
        assert rows(text, "time_per_op", "pkg", "value") == [
            ("a", pytest.approx(5e-9)),
            ("b", pytest.approx(7e-9)),
        ]


JSON = (
    (1726, 1723, 1707, 1707, 1713, 1729, 1736, 1707, 1705, 1774),
    (1423, 1416, 1411, 1413, 1412, 1426, 1422, 1424, 1447, 1425),
)
GOB = (
    (3069, 3075, 3069, 3067, 3207, 3064, 3064, 3058, 3059, 3062),
    (3075, 3065, 3059, 3065, 3060, 3081, 3186, 3135, 3087, 3062),
)
"""Nanoseconds of the example in benchstat's documentation, of the old side and of the new."""


class TestBenchstat:
    """Figures that benchstat computes for such results, by its own arithmetic."""

    def test_two_files_of_ten_repeats(self) -> None:
        old = HEAD + results("Pack/kind=a-8", *range(1700, 1720, 2))
        new = HEAD + results("Pack/kind=a-8", *range(1400, 1420, 2))
        row = compared(old, new).table.row(0, named=True)
        assert row["delta"] == pytest.approx(1409 / 1709 - 1)
        # Two of all ways to part 20 into 10 and 10 separate them so well.
        assert row["p"] == pytest.approx(2 / math.comb(20, 10))

    def test_five_repeats_of_which_some_are_equal(self) -> None:
        text = "note: a\n" + results("X/9-4", 115, 114, 115, 115, 115)
        text += "note: b\n" + results("X/9-4", *[78.8] * 5)
        row = on_notes(text).table.row(0, named=True)
        assert (round(row["delta"] * 100, 2), round(row["p"], 3)) == (-31.48, 0.008)

    def test_the_example_of_its_documentation(self) -> None:
        # golang/perf, cmd/benchstat/main.go: -17.20 %, p=0.000; ~, p=0.446; geomean -8.94 %.
        old = HEAD + results("Encode/format=json-48", *JSON[0])
        old += results("Encode/format=gob-48", *GOB[0])
        new = HEAD + results("Encode/format=json-48", *JSON[1])
        new += results("Encode/format=gob-48", *GOB[1])
        comparison = compared(old, new)
        json, gob = comparison.table.rows(named=True)
        assert (round(json["delta"] * 100, 2), round(json["p"], 3)) == (-17.20, 0.0)
        assert (json["verdict"], round(gob["p"], 3)) == ("improved", 0.446)
        assert (gob["n_base"], gob["n_new"], gob["verdict"]) == (10, 10, "unchanged")
        assert round(comparison.geomeans[0].change * 100, 2) == -8.94
        (sides,) = of_values(loaded(new).records, "format=gob,json")
        (turned,) = compare(sides).table.rows(named=True)
        assert round(turned["delta"] * 100, 2) == -53.66

    def test_the_geomean_is_that_of_the_ratios_of_medians(self) -> None:
        old = HEAD + results("A-8", *[100] * 6) + results("B-8", *[4000] * 6)
        new = HEAD + results("A-8", *[90] * 6) + results("B-8", *[3000] * 6)
        (mean,) = compared(old, new).geomeans
        assert 1 / mean.ratio == pytest.approx(math.sqrt(0.9 * 0.75))

    def test_the_geomean_of_a_unit_that_nobody_judges_is_that_of_new_over_base(self) -> None:
        text = "note: a\nBenchmarkA 1 100 code-bytes\nBenchmarkB 1 101 code-bytes\n"
        text += "note: b\nBenchmarkA 1 105 code-bytes\nBenchmarkB 1 101 code-bytes\n"
        (mean,) = on_notes(text).geomeans
        assert (mean.judged, round(mean.ratio - 1, 4)) == (False, 0.0247)

    def test_a_benchmark_of_one_side_is_in_no_geomean(self) -> None:
        # golang/perf, issue19565: A ~ (p=1.000 n=6), B and C alone, geomean +0.00 %
        old = results("A", *[100] * 6) + results("B", *[10000] * 6)
        new = results("A", *[100] * 6) + results("C", *[10000] * 6)
        comparison = on_notes(f"note: a\n{old}note: b\n{new}")
        found = comparison.table.select("benchmark", "p", "delta", "verdict").rows()
        assert found == [
            ("A", 1.0, 0.0, "unchanged"),
            ("B", None, None, "missing_new"),
            ("C", None, None, "missing_base"),
        ]
        (mean,) = comparison.geomeans
        assert (mean.ratio, mean.count, mean.rows) == (1.0, 1, 3)

    @pytest.mark.parametrize(
        ("old", "new", "percent"),
        [
            # smallSample and zero: ~ for one repeat each, 0.00 % of 0 over 0, ? of more over 0
            (100, 101, 1.0),
            (0, 0, 0.0),
            (0, 100, None),
        ],
    )
    def test_one_repeat_on_each_side_is_a_change_without_a_verdict(
        self, old: float, new: float, percent: float | None
    ) -> None:
        text = f"note: a\n{results('X', old)}note: b\n{results('X', new)}"
        comparison = on_notes(text)
        row = comparison.table.row(0, named=True)
        assert (row["verdict"], row["p"]) == ("untested", None)
        assert row["delta"] == (None if percent is None else pytest.approx(percent / 100))
        assert len(comparison.geomeans) == (old > 0)

    def test_an_exact_unit_needs_no_repeats(self) -> None:
        text = "note: a\nBenchmarkSize 1 100 code-bytes\nnote: b\nBenchmarkSize 1 105 code-bytes\n"
        row = on_notes(text, Criteria(exact=frozenset({"code-bytes"}))).table.row(0, named=True)
        assert (row["verdict"], row["delta"]) == ("exact", pytest.approx(0.05))


def compared(old: str, new: str) -> Comparison:
    frames = [loaded(text).records for text in (old, new)]
    (sides,) = of_inputs(frames)
    return compare(sides)


def on_notes(text: str, criteria: Criteria | None = None) -> Comparison:
    (sides,) = of_values(loaded(text).records, "note")
    return compare(sides, criteria=criteria)


class TestBenchcmp:
    def test_old_and_new_with_all_that_was_measured(self) -> None:
        text = example("benchcmp.txt")
        columns = ("benchmark", "case", "threads", "file", "value")
        assert rows(text, "time_per_op", *columns) == [
            ("Decode", None, 4, "old", pytest.approx(2.27e-3)),
            ("Decode", None, 4, "new", pytest.approx(2.16e-3)),
            ("Encode", "json", 4, "old", pytest.approx(702e-6)),
            ("Encode", "json", 4, "new", pytest.approx(640e-6)),
        ]
        assert rows(text, "memory_per_op", "value")[:2] == [(1890.0,), (1880.0,)]
        assert rows(text, "allocs_per_op", "value")[:2] == [(13.0,), (12.0,)]

    def test_a_change_is_no_unit(self) -> None:
        # a comparison of Go 1.2 with benchcmp
        table = "BenchmarkServer     148454       159640   +7.53%\n"
        text = f"benchmark     old ns/op    new ns/op    delta\n{table}"
        assert rows(text, "time_per_op", "benchmark", "file", "value") == [
            ("Server", "old", pytest.approx(148454e-9)),
            ("Server", "new", pytest.approx(159640e-9)),
        ]
        assert loaded(f"goos: linux\n{table}").records["value"].count() == 0

    @pytest.mark.parametrize("names", [("a.txt", "b.txt", "c.txt"), ()])
    def test_more_files_and_one(self, names: tuple[str, ...]) -> None:
        heading = f"name \\ time/op  {'  '.join(names)}" if names else "name  time/op"
        text = f"{heading}\nDecode-4   {'2.27s ± 3%   ' * max(1, len(names))}\n"
        found = rows(text, "time_per_op", "value")
        assert found == [(2.27,)] * max(1, len(names))


@pytest.mark.parametrize("before", ["2026-12-01T00:00:01.1234567Z ", "    ", "[1,0]<stdout>:"])
def test_results_as_logs_and_documents_quote_them(before: str) -> None:
    text = "goos: linux\nBenchmarkSum/n=8-4 \t 100 \t 250 ns/op\nBenchmarkSum/n=8-4 100 260 ns/op\n"
    shown = "".join(f"{before}{line}\n" for line in f"{text}PASS".splitlines())
    columns = ("line", "benchmark", "threads", "goos", "value")
    assert rows(shown, "time_per_op", *columns) == rows(text, "time_per_op", *columns)
    assert len(rows(shown, "time_per_op", "line")) == 2
