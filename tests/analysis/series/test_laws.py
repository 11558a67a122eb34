"""Fitted laws of scaling: exact on exact data, as good as a general optimiser on noisy data."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any

import pytest
import scipy
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.series.laws import LAWS, LEAST_COUNTS, Fit, Law, Refusal, fit, fits
from analysis.stats.nnls import ROUNDING, least_squares, solve

CURVES: dict[Law, Callable[..., Any]] = {
    "amdahl": lambda r, scale, serial: scale / (serial + (1 - serial) / r),
    "gustafson": lambda r, scale, serial: scale * (serial + (1 - serial) * r),
    "usl": lambda r, scale, a, b: scale * r / (1 + a * (r - 1) + b * r * (r - 1)),
}
COUNTS = [1, 2, 4, 8, 16, 32, 64, 128]

shares = st.floats(0.0, 1.0)
scales = st.floats(0.5, 2.0)
counts = st.lists(st.integers(1, 1024), min_size=4, max_size=12, unique=True)
coherencies = st.one_of(st.just(0.0), st.floats(1e-6, 0.1))


def fitted(law: Law, r: list[Any], speedup: list[float]) -> Fit:
    found = fit(law, r, speedup)
    assert isinstance(found, Fit), found
    return found


def parameters(found: Fit) -> list[float]:
    return [value for _, value in found.parameters]


@pytest.mark.parametrize("law", ["amdahl", "gustafson"])
@given(r=counts, serial=shares, scale=scales)
@example(r=[120, 121, 122, 123], serial=1.192092896e-07, scale=1.0)
def test_exact_points_give_the_exact_serial_share(
    law: Law, r: list[int], serial: float, scale: float
) -> None:
    found = fitted(law, r, [CURVES[law](x, scale, serial) for x in r])
    # A share that moves no point by more than ROUNDING is not told from none (or from all).
    unseen = 2 * ROUNDING * max(r)
    assert parameters(found) == pytest.approx([serial], rel=0, abs=unseen)
    assert found.scale == pytest.approx(scale, rel=1e-6)
    assert found.r_squared == pytest.approx(1, abs=1e-6)
    assert (found.points, found.least, found.most) == (len(r), min(r), max(r))


@given(r=counts, contention=shares, coherency=coherencies, scale=scales)
def test_exact_points_give_the_exact_contention_and_coherency(
    r: list[int], contention: float, coherency: float, scale: float
) -> None:
    speedup = [CURVES["usl"](x, scale, contention, coherency) for x in r]
    found = fitted("usl", r, speedup)
    for x, y in zip(r, speedup, strict=True):
        assert found.at(x) == pytest.approx(y, rel=1e-6)


@pytest.mark.parametrize("law", LAWS)
@given(
    points=st.lists(
        st.tuples(st.integers(1, 64), st.floats(0.1, 100.0)), min_size=4, max_size=9
    ).flatmap(lambda points: st.tuples(st.just(points), st.permutations(points)))
)
def test_the_order_of_points_changes_nothing_and_shares_stay_shares(law: Law, points: Any) -> None:
    given_order, other_order = (fit(law, *zip(*each, strict=True)) for each in points)
    assert given_order == other_order
    if isinstance(given_order, Fit):
        values = parameters(given_order)
        assert 0 <= values[0] <= 1
        assert min(values) >= 0
        assert 0 <= given_order.r_squared <= 1 + 1e-12
        assert given_order.limit is None or given_order.limit > 0


@pytest.mark.parametrize("law", LAWS)
@given(speedup=st.lists(st.floats(0.5, 50.0), min_size=6, max_size=6), by=st.floats(0.01, 100.0))
def test_another_reference_scales_the_curve_and_not_its_parameters(
    law: Law, speedup: list[float], by: float
) -> None:
    r = COUNTS[:6]
    first, second = fit(law, r, speedup), fit(law, r, [by * value for value in speedup])
    assert type(first) is type(second)
    if isinstance(first, Fit) and isinstance(second, Fit):
        assert parameters(second) == pytest.approx(parameters(first), rel=1e-5, abs=1e-7)
        assert second.at(7) == pytest.approx(by * first.at(7), rel=1e-5)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("law", "true"),
    [
        ("amdahl", [1.0, 0.02]),
        ("amdahl", [0.97, 0.3]),
        ("gustafson", [1.03, 0.1]),
        ("usl", [1.0, 0.05, 0.0005]),
        ("usl", [1.02, 0.01, 0.002]),
    ],
)
def test_noisy_points_give_what_a_general_optimiser_finds(
    law: Law, true: list[float], seed: int
) -> None:
    noise = random.Random(seed)
    r = [float(count) for count in COUNTS for _ in range(3)]
    speedup = [CURVES[law](x, *true) * math.exp(noise.gauss(0, 0.02)) for x in r]
    oracle, covariance = scipy.optimize.curve_fit(CURVES[law], r, speedup, p0=true, sigma=speedup)
    found = fitted(law, r, speedup)
    names = zip(
        [found.scale, *parameters(found)], oracle, true, covariance.diagonal() ** 0.5, strict=True
    )
    for ours, theirs, truth, error in names:
        assert abs(ours - theirs) < 0.25 * error
        assert abs(ours - truth) < 4 * error
    ideal = sum(speedup) / len(speedup)
    left = sum((y - found.at(x)) ** 2 for x, y in zip(r, speedup, strict=True))
    assert found.r_squared == pytest.approx(
        1 - left / sum((y - ideal) ** 2 for y in speedup), rel=1e-9
    )


@given(
    r=st.lists(st.integers(1, 512), min_size=3, max_size=8, unique=True),
    target=st.data(),
)
def test_bounded_least_squares_agree_with_lawson_and_hanson(
    r: list[int], target: st.DataObject
) -> None:
    wanted = target.draw(st.lists(st.floats(-10, 10), min_size=len(r), max_size=len(r)))
    terms = [[1.0] * len(r), [float(x) for x in r], [x * (x - 1.0) for x in r]]
    _, best = scipy.optimize.nnls([list(row) for row in zip(*terms, strict=True)], wanted)
    found = solve(terms, wanted)
    if found is None:
        assert best == pytest.approx(math.hypot(*wanted), rel=1e-9)
        return
    rows = zip(zip(*terms, strict=True), wanted, strict=True)
    misfit = math.hypot(
        *(sum(c * t for c, t in zip(found.values, row, strict=True)) - y for row, y in rows)
    )
    assert misfit == pytest.approx(best, rel=1e-6, abs=1e-6)


def test_a_term_that_others_express_has_no_coefficient() -> None:
    assert least_squares([[1.0, 1.0], [2.0, 2.0]], [1.0, 1.0]) is None
    assert least_squares([[0.0, 0.0]], [1.0, 1.0]) is None


def test_the_limit_of_amdahl_is_one_over_the_serial_share() -> None:
    found = fitted("amdahl", COUNTS, [CURVES["amdahl"](r, 1, 0.05) for r in COUNTS])
    assert found.limit == pytest.approx(20)
    assert found.peak is None
    assert found.at(1e12) == pytest.approx(20)


def test_the_usl_peaks_where_its_curve_does() -> None:
    found = fitted("usl", COUNTS, [CURVES["usl"](r, 1, 0.02, 0.0008) for r in COUNTS])
    assert found.peak == pytest.approx(math.sqrt(0.98 / 0.0008))
    assert found.limit is not None
    assert found.limit == pytest.approx(found.at(35))
    assert found.at(34) < found.limit > found.at(36)
    assert not found.remarks


def test_a_peak_far_beyond_the_points_is_called_an_extrapolation() -> None:
    speedup = [CURVES["usl"](r, 1, 0.02, 0.0008) for r in COUNTS]
    near, far = fitted("usl", COUNTS, speedup), fitted("usl", COUNTS[:5], speedup[:5])
    assert far.peak == pytest.approx(35)
    assert any("extrapolated" in remark for remark in far.remarks)
    assert not any("extrapolated" in remark for remark in near.remarks)


def test_a_usl_without_coherency_only_approaches_its_limit() -> None:
    found = fitted("usl", COUNTS, [CURVES["usl"](r, 1, 0.25, 0.0) for r in COUNTS])
    assert found.peak is None
    assert found.limit == pytest.approx(4)


def test_a_curve_that_only_falls_peaks_at_the_baseline() -> None:
    found = fitted("usl", COUNTS, [CURVES["usl"](r, 1, 1.0, 0.5) for r in COUNTS])
    assert found.peak == 1.0
    assert found.limit == pytest.approx(1.0)


def test_no_scaling_at_all_is_a_serial_share_of_one() -> None:
    for law in ("amdahl", "gustafson"):
        found = fitted(law, COUNTS, [1.0] * len(COUNTS))
        assert parameters(found) == [pytest.approx(1)]
        assert found.limit == pytest.approx(1)
        assert found.r_squared == 1


def test_ideal_scaling_has_no_limit() -> None:
    for law in LAWS:
        found = fitted(law, COUNTS, [float(r) for r in COUNTS])
        assert parameters(found) == pytest.approx([0.0] * len(parameters(found)), abs=1e-12)
        assert found.at(1000) == pytest.approx(1000)


def test_super_linear_points_hold_the_serial_share_at_zero_and_say_so() -> None:
    for law in LAWS:
        found = fitted(law, [1, 2, 4, 8, 16, 32], [1.0, 2.1, 4.5, 9.6, 21.0, 45.0])
        assert parameters(found)[0] == 0
        assert (found.limit, found.peak) == (None, None)
        assert any("grow faster than the count" in remark for remark in found.remarks)


def test_slower_with_every_device_is_a_serial_share_of_one() -> None:
    speedup = [1.0, 0.9, 0.82, 0.74, 0.66, 0.6]
    refused = fit("amdahl", COUNTS[:6], speedup)
    assert isinstance(refused, Refusal)
    assert "worse than their mean" in refused.reason
    usl = fitted("usl", COUNTS[:6], speedup)
    assert parameters(usl)[0] == 1
    assert any("slower with more devices" in remark for remark in usl.remarks)


@pytest.mark.parametrize("law", LAWS)
def test_too_few_counts_are_refused_with_their_number(law: Law) -> None:
    enough = LEAST_COUNTS[law]
    speedup = [CURVES[law](r, 1, *[0.01] * (2 if law == "usl" else 1)) for r in COUNTS]
    assert isinstance(fit(law, COUNTS[:enough], speedup[:enough]), Fit)
    few = fit(law, COUNTS[: enough - 1] * 3, speedup[: enough - 1] * 3)
    assert isinstance(few, Refusal)
    assert f"needs {enough} different counts (have {enough - 1})" in few.reason
    nothing = fit(law, [], [])
    assert isinstance(nothing, Refusal)
    assert "(have 0)" in nothing.reason


def test_points_without_a_usable_speedup_are_left_out() -> None:
    r = [1.0, 2.0, 4.0, 8.0, 16.0, 0.0]
    found = fit("amdahl", r, [1.0, math.nan, -3.0, 0.0, math.inf, 2.0])
    assert isinstance(found, Refusal)
    assert "(have 1)" in found.reason


def test_a_law_for_the_other_kind_of_scaling_is_refused() -> None:
    speedup = [CURVES["amdahl"](r, 1, 0.1) for r in COUNTS]
    said = {
        kind: [each.law for each in fits(COUNTS, speedup, kind) if isinstance(each, Refusal)]
        for kind in ("strong", "weak", None)
    }
    assert said == {"strong": ["gustafson"], "weak": ["amdahl"], None: []}


def test_few_counts_for_the_usl_are_a_remark() -> None:
    speedup = [CURVES["usl"](r, 1, 0.1, 0.001) for r in COUNTS]
    assert any("only 5 points" in text for text in fitted("usl", COUNTS[:5], speedup[:5]).remarks)
    assert not fitted("usl", COUNTS[:6], speedup[:6]).remarks


@pytest.mark.parametrize("law", LAWS)
@given(speedups=st.lists(st.floats(5e-324, 1.7e308), min_size=4, max_size=6))
def test_speedups_of_any_size_are_fitted_or_refused(law: Law, speedups: list[float]) -> None:
    found = fit(law, [2.0**power for power in range(len(speedups))], speedups)
    assert found.law == law


@pytest.mark.parametrize("law", LAWS)
def test_speedups_that_nobody_measures_are_refused_with_their_size(law: Law) -> None:
    found = fit(law, [1, 2, 4, 8], [1, 1e154, 1e155, 1e156])
    assert isinstance(found, Refusal)
    assert found.reason.endswith("cannot hold for speedups from 1 to 1e+156")
