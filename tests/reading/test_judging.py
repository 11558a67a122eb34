"""The judge: what is right, what is withheld and what is wrong."""

from __future__ import annotations

from dataclasses import replace

from tests.reading.expectation import expect
from tests.reading.generator import Draw
from tests.reading.judging import EXPLAINED, RIGHT, SILENT, WRONG, judge
from tests.reading.plan import Plan
from tests.reading.shown import Row, Shown
from tests.reading.truth import Point, Scale, Series, Study
from tests.reading.vocabulary import QUANTITIES

SIZE = (1, 1, 1)
SAMPLES: dict[str, dict[int, tuple[float, ...]]] = {
    "fp16": {1: (100.0, 102.0, 98.0), 2: (52.0, 50.0, 54.0)},
    "fp32": {1: (400.0,), 2: (210.0,)},
}


def drawn(law: str = "strong", lacks: str | None = None) -> Draw:
    series = tuple(
        Series(
            (("precision", name),),
            law,
            tuple(Point((count,), count, SIZE, samples) for count, samples in points.items()),
        )
        for name, points in SAMPLES.items()
    )
    study = Study(Scale("gpus", ("gpus",)), QUANTITIES["seconds"], series, 1, lacks)
    return Draw(0, 1, Plan("csv", law=law), {}, (expect(study),), lacks is not None)


def row(words: str, count: int, value: float, efficiency: float | None, **other: object) -> Row:
    plain = Row(
        text=words,
        count=count,
        n=1,
        value=value,
        low=None,
        high=None,
        efficiency=efficiency,
        is_baseline=count == 1,
        start=1,
        metric="runtime",
        scaling="strong",
        line=1,
    )
    return replace(plain, **other)  # type: ignore[arg-type]


GOOD = (
    row("fp16", 1, 100.0, 1.0),
    row("fp16", 2, 52.0, 100 / 52 / 2),
    row("fp32", 1, 400.0, 1.0),
    row("fp32", 2, 210.0, 400 / 210 / 2),
)


def verdict(*rows: Row, notes: tuple[str, ...] = (), draw: Draw | None = None) -> tuple[str, ...]:
    found = judge(draw or drawn(), Shown(rows, notes))
    return (found.outcome, *found.causes)


def test_all_efficiencies_are_right() -> None:
    assert verdict(*GOOD) == (RIGHT,)


def test_a_tenth_of_a_point_is_allowed_and_no_more() -> None:
    near = replace(GOOD[1], efficiency=100 / 52 / 2 + 0.0009)
    far = replace(GOOD[1], efficiency=100 / 52 / 2 + 0.0011)
    assert verdict(GOOD[0], near, *GOOD[2:]) == (RIGHT,)
    assert verdict(GOOD[0], far, *GOOD[2:])[0] == WRONG


def test_one_that_is_absent_is_withheld() -> None:
    assert verdict(*GOOD[:3])[0] == SILENT
    assert verdict(*GOOD[:3], notes=("no speed-up for fp32",))[0] == EXPLAINED


def test_a_missing_baseline_is_missing() -> None:
    assert verdict(*GOOD[1:])[0] == SILENT


def test_pooled_series_are_wrong_with_and_without_an_efficiency() -> None:
    pooled = row("", 2, 131.0, 0.95, n=2, low=52.0, high=210.0)
    cause = "runs of different series or counts are averaged"
    assert verdict(pooled) == (WRONG, cause)
    assert verdict(replace(pooled, efficiency=None)) == (WRONG, cause)
    assert verdict(replace(pooled, is_baseline=True, efficiency=1.0)) == (WRONG, cause)


def test_ids_that_are_averaged_are_a_lack_where_no_efficiency_is_shown() -> None:
    ids = replace(drawn(), plan=Plan("ids", special="ids"))
    pooled = row("", 2, 131.0, None, n=2, low=52.0, high=210.0)
    cause = "rows that ids tell apart are averaged"
    assert verdict(pooled, draw=ids) == (SILENT, cause)
    assert verdict(replace(pooled, efficiency=0.9), draw=ids)[0] == WRONG


def test_repeats_of_one_point_are_not_pooled() -> None:
    repeated = replace(GOOD[1], n=3, low=50.0, high=54.0)
    assert verdict(GOOD[0], repeated, *GOOD[2:]) == (RIGHT,)


def test_another_law_is_wrong() -> None:
    weak = replace(GOOD[3], efficiency=400 / 210)
    assert verdict(*GOOD[:3], weak) == (WRONG, "strong scaling is read as weak")


def test_another_count_is_wrong() -> None:
    misread = replace(GOOD[3], count=1, efficiency=400 / 210, is_baseline=False)
    assert verdict(*GOOD[:3], misread) == (WRONG, "the counts are misread")


def test_another_baseline_is_wrong() -> None:
    borrowed = replace(GOOD[3], efficiency=100 / 210 / 2)
    assert verdict(*GOOD[:3], borrowed)[0] == WRONG


def test_a_single_repeat_is_not_the_median() -> None:
    single = row("fp16", 2, 54.0, 102 / 54 / 2)
    assert verdict(GOOD[0], single, *GOOD[2:])[0] == SILENT
    assert verdict(GOOD[0], replace(single, efficiency=0.5), *GOOD[2:])[0] == WRONG


def test_the_name_of_another_series_is_wrong_and_no_name_is_a_lack() -> None:
    assert verdict(*GOOD[:3], replace(GOOD[3], text="fp16"))[0] == WRONG
    assert verdict(*GOOD[:3], replace(GOOD[3], text=""))[0] == SILENT


def test_another_unit_is_wrong() -> None:
    far = tuple(replace(each, value=(each.value or 0) * 1000) for each in GOOD)
    assert verdict(*far)[0] == WRONG


def test_rows_that_are_baselines_only_show_nothing() -> None:
    alone = tuple(replace(each, is_baseline=True, efficiency=1.0) for each in GOOD)
    assert verdict(*alone) == (SILENT, "every row is a baseline")


def test_where_a_fact_lacks_no_efficiency_with_the_reason_is_right() -> None:
    lacking = drawn("flat", "strong or weak")
    empty = tuple(replace(each, efficiency=None, is_baseline=False) for each in GOOD)
    reason = ("times stay flat: no efficiency; --scaling strong or weak decides",)
    assert verdict(*empty, notes=reason, draw=lacking) == (RIGHT,)
    assert verdict(*empty, draw=lacking)[0] == SILENT
    assert verdict(*GOOD, notes=reason, draw=lacking)[0] == WRONG
