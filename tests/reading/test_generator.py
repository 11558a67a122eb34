"""The generator itself: its arithmetic, its texts, its range, and that draws come again."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from fractions import Fraction
from functools import cache
from io import StringIO

import pytest

from tests.reading.documents.delimited import MARKS
from tests.reading.expectation import Expected, efficiency, expect
from tests.reading.generator import Draw, draw
from tests.reading.plan import KINDS
from tests.reading.truth import Point, Scale, Series, Study
from tests.reading.vocabulary import QUANTITIES

SIZE = (1, 1, 1)
NUMBER = r"\d+:\d\d:\d\d|\d+(?:{}\d+)?"


@cache
def draws() -> tuple[Draw, ...]:
    return tuple(draw(number, 1) for number in range(400))


def study(quantity: str, law: str, *points: tuple[int, tuple[float, ...]]) -> Study:
    found = tuple(Point((count,), count, SIZE, samples) for count, samples in points)
    series = (Series((), law, found),)
    return Study(Scale("nodes", ("nodes",)), QUANTITIES[quantity], series, 1)


def shares(of: Study) -> list[float | None]:
    return [None if each.efficiency is None else round(each.efficiency, 4) for each in expect(of)]


def test_strong_scaling_divides_the_speedup_by_the_ratio() -> None:
    assert shares(study("seconds", "strong", (2, (100.0,)), (8, (31.25,)))) == [1.0, 0.8]


def test_weak_scaling_is_the_ratio_of_times() -> None:
    assert shares(study("seconds", "weak", (1, (50.0,)), (8, (62.5,)))) == [1.0, 0.8]


@pytest.mark.parametrize("law", ["strong", "weak"])
def test_a_rate_asks_for_no_law(law: str) -> None:
    assert shares(study("images", law, (1, (100.0,)), (4, (300.0,)))) == [1.0, 0.75]


def test_a_rate_per_device_is_its_own_efficiency() -> None:
    assert shares(study("tokens per GPU", "weak", (1, (100.0,)), (4, (90.0,)))) == [1.0, 0.9]


def test_the_baseline_is_the_smallest_count_that_ran() -> None:
    of = study("seconds", "strong", (4, (25.0,)), (1, ()), (2, (40.0,)))
    assert shares(of) == [0.8, None, 1.0]
    assert [each.is_baseline for each in expect(of)] == [False, False, True]


def test_no_device_is_no_count() -> None:
    assert shares(study("seconds", "strong", (0, (900.0,)), (1, (100.0,)))) == [None, 1.0]


def test_repeats_are_told_by_their_median() -> None:
    of = study("seconds", "strong", (1, (90.0, 100.0, 500.0)), (2, (50.0, 70.0)))
    assert [each.value for each in expect(of)] == [100.0, 60.0]


def test_series_that_differ_are_told_by_their_factors() -> None:
    points = (Point((1,), 1, SIZE, (1.0,)),)
    series = (
        Series((("code", "LAMMPS"), ("precision", "fp16")), "strong", points),
        Series((("code", "LAMMPS"), ("precision", "fp32")), "weak", points),
    )
    of = Study(Scale("nodes", ("nodes",)), QUANTITIES["seconds"], series, 1)
    assert [each.words for each in expect(of)] == [("fp16", "strong"), ("fp32", "weak")]
    assert [each.words for each in expect(of, is_named=False)] == [(), ()]


def middle(samples: tuple[float, ...]) -> Fraction:
    ordered = sorted(map(Fraction, samples))
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def by_hand(point: Expected, series: list[Expected]) -> Fraction:
    ran = sorted((each.total, each) for each in series if each.samples and each.total > 0)[0][1]
    start, value = middle(ran.samples), middle(point.samples)
    devices = Fraction(point.total, ran.total)
    done = {"time": start / value, "rate": value / start}.get(point.kind, value / start * devices)
    work = devices if point.kind == "time" and point.law == "weak" else 1
    return work * done / devices


def test_efficiencies_agree_with_fractions() -> None:
    checked = 0
    for each in draws():
        for reading in each.readings:
            series = defaultdict(list)
            for point in reading:
                series[point.series].append(point)
            for point in reading:
                if point.efficiency is not None:
                    share = by_hand(point, series[point.series])
                    assert point.efficiency == pytest.approx(float(share), rel=1e-9)
                    checked += 1
    assert checked > 3000


def test_every_kind_of_layout_is_drawn() -> None:
    found = Counter(draw(number, 1).kind for number in range(300))
    assert set(found) == set(KINDS)
    assert len(found) >= 25


def test_all_that_can_be_drawn_is_drawn() -> None:
    plans = [each.plan for each in draws()]
    assert {plan.scale for plan in plans} >= {"nodes", "gpus", "ranks", "threads", "cores", "grid"}
    assert {plan.law for plan in plans} == {"strong", "weak", "both", "flat", "neither"}
    assert {plan.quantity for plan in plans} == set(QUANTITIES)
    assert any(not point.samples for each in draws() for point in each.readings[0])
    assert any(len(each.files) > 1 for each in draws())


def test_a_draw_comes_again() -> None:
    assert [draw(number, 7) for number in (3, 150, 41)] == [
        draw(number, 7) for number in (3, 150, 41)
    ]
    assert draw(3, 7).files != draw(3, 8).files


def values_in(text: str, mark: str) -> set[float]:
    found = set()
    for number in re.findall(NUMBER.format(re.escape(mark)), text):
        if ":" in number:
            hours, minutes, seconds = map(int, number.split(":"))
            found.add(float(3600 * hours + 60 * minutes + seconds))
        else:
            found.add(float(number.replace(",", ".")))
    return found


def test_every_value_is_written() -> None:
    for each in draws():
        mark = "," if each.plan.container == "semicolon" else "."
        written = values_in("\n".join(each.files.values()), mark)
        for point in each.readings[0]:
            missing = set(point.samples) - written
            assert not missing, (each.number, each.kind, missing)


def of_container(*containers: str) -> list[Draw]:
    return [each for each in draws() if each.plan.container in containers]


def test_delimited_files_are_tables_to_the_csv_module() -> None:
    for each in of_container(*MARKS):
        for text in each.files.values():
            lines = [line for line in text.split("\n") if line and not line.startswith("#")]
            rows = list(csv.reader(lines, delimiter=MARKS[each.plan.container]))
            titles = [row for row in rows if len(row) == 1]
            widths = {len(row) for row in rows if len(row) > 1}
            assert len(widths) == 1, (each.number, each.kind)
            assert not titles or each.plan.style == "again"


def test_json_files_are_values_to_the_json_module() -> None:
    for each in of_container("json"):
        for text in each.files.values():
            assert json.loads(text), (each.number, each.kind)
    for each in of_container("jsonl"):
        for text in each.files.values():
            records = [json.loads(line) for line in text.splitlines()]
            assert len({tuple(record) for record in records}) == 1


def test_pipe_tables_have_rows_of_one_width() -> None:
    for each in of_container("markdown"):
        for text in each.files.values():
            for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
                rows = list(csv.reader(StringIO(table.strip()), delimiter="|"))
                assert len({len(row) for row in rows}) == 1, (each.number, each.kind)


def test_columns_of_text_stand_in_line() -> None:
    for each in of_container("text"):
        for text in each.files.values():
            lines = [line for line in text.splitlines() if "  " in line]
            assert len({len(re.split(r" {2,}", line)) for line in lines}) == 1, each.number


def test_gnuplot_blocks_have_two_blank_lines_between_them() -> None:
    for each in of_container("gnuplot"):
        for text in each.files.values():
            blocks = text.strip().split("\n\n\n")
            assert len(blocks) == len({point.series for point in each.readings[0]})
            for block in blocks:
                rows = [line.split() for line in block.splitlines() if not line.startswith("#")]
                assert len({len(row) for row in rows}) == 1, each.number


def test_efficiency_of_a_rate_and_a_time_of_the_same_work_agree() -> None:
    for start, value, ratio in [(10.0, 35.0, 4.0), (3.0, 20.0, 8.0)]:
        rate = efficiency("rate", "strong", start, value, ratio)
        assert rate == pytest.approx(efficiency("time", "strong", 1 / start, 1 / value, ratio))
