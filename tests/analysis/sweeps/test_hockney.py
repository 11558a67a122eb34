"""The transfer model: against SciPy, across protocol switches, and where it is refused."""

import random

import numpy as np
import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from analysis.sweeps.hockney import Hockney, NoTransferModel, hockney

SIZES = [2.0**power for power in range(23)]


def times(latency: float, bandwidth: float, noise: float, seed: int) -> list[float]:
    generator = random.Random(seed)
    return [(latency + m / bandwidth) * (1 + generator.gauss(0, noise)) for m in SIZES]


@pytest.mark.parametrize("seed", range(200))
def test_it_is_what_scipy_fits(seed: int) -> None:
    generator = random.Random(seed)
    latency, bandwidth = 10 ** generator.uniform(-6.5, -3), 10 ** generator.uniform(8, 11.5)
    measured = times(latency, bandwidth, generator.choice([0, 0.005, 0.01, 0.02, 0.05]), seed)
    found = hockney(SIZES, measured)
    # In units of the true parameters, as SciPy's steps are absolute.
    (a, b), _ = scipy.optimize.curve_fit(
        lambda m, a, b: a * latency + b * m / bandwidth,
        np.array(SIZES),
        np.array(measured),
        p0=[0.5, 0.5],
        sigma=np.array(measured),
        xtol=1e-14,
    )
    assert isinstance(found, Hockney)
    assert found.bandwidth == pytest.approx(bandwidth / b, rel=0.01)
    assert found.half == pytest.approx(a * latency * bandwidth / b, rel=0.01)


@given(st.floats(1e-7, 1e-3), st.floats(1e8, 1e11))
def test_exact_times_give_their_parameters_back(latency: float, bandwidth: float) -> None:
    found = hockney(SIZES, times(latency, bandwidth, 0, 0))
    # Where the latency is lost in the times of all sizes, or the reverse, rounding decides.
    if 1e-6 < latency * bandwidth / SIZES[-1] < 1e6 and latency * bandwidth > 1e-6:
        assert isinstance(found, Hockney)
        assert found.latency == pytest.approx(latency, rel=1e-6)
        assert found.bandwidth == pytest.approx(bandwidth, rel=1e-6)
        assert found.residual < 1e-9


def test_a_protocol_switch_is_refused_and_named() -> None:
    eager = [(m, 1e-6 + m / 5e9) for m in SIZES if m <= 8192]
    rendezvous = [(m, 8e-6 + m / 12e9) for m in SIZES if m > 8192]
    sizes, measured = zip(*eager, *rendezvous, strict=True)
    found = hockney(sizes, measured)
    assert isinstance(found, NoTransferModel)
    assert found.switch == (8192, 16384)
    for side in (eager, rendezvous):
        assert isinstance(hockney(*zip(*side, strict=True)), Hockney)


def test_noise_is_seldom_taken_for_a_protocol_switch() -> None:
    for sizes in (6, 10, 23):
        switches = [
            isinstance(
                found := hockney(SIZES[-sizes:], times(2e-5, 5e9, 0.1, seed)[-sizes:]),
                NoTransferModel,
            )
            and found.switch is not None
            for seed in range(200)
        ]
        assert sum(switches) <= 2, sizes


@pytest.mark.parametrize(
    ("sizes", "measured", "reason"),
    [
        ([1, 2, 4], [1, 1, 1], "needs 4 different sizes (have 3)"),
        ([8, 8, 8, 8], [1, 1, 1, 1], "needs 4 different sizes (have 1)"),
        ([1, 2, 4, 8], [8, 4, 2, 1], "larger messages are needed"),
        ([1000, 2000, 4000, 8000], [0.9, 2, 4.1, 8.4], "smaller messages are needed"),
        ([1, 2, 4, 8], [float("nan"), 0, -1, 1], "needs 4 different sizes (have 1)"),
    ],
)
def test_what_tells_nothing_is_refused(
    sizes: list[float], measured: list[float], reason: str
) -> None:
    found = hockney(sizes, measured)
    assert isinstance(found, NoTransferModel)
    assert reason in found.reason


def test_what_was_extrapolated_is_said() -> None:
    short = [m for m in SIZES if m <= 1024]
    found = hockney(short, [1e-5 + m / 1e9 for m in short])
    assert isinstance(found, Hockney)
    assert found.remarks == ("the largest size is below n1/2: the bandwidth is extrapolated",)
