"""Plateaus and jumps of transfers, on outputs of OSU's benchmarks that were published.

What stands there is what a reader of these tables says of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.runs import Choice, runs
from analysis.sweeps.hockney import NoTransferModel
from analysis.sweeps.landmarks import Jump, Plateau, jumps, plateau
from analysis.sweeps.sweep import Sweep, sweeps_of
from analysis.sweeps.sweep_axis import SweepAxis
from analysis.sweeps.transfers import transfer_model
from tests.make import records

POWERS = [2.0**power for power in range(23)]

# ahmed.bukhamsin's docker-ib-mpi, MVAPICH2 2.1 on PSM: inlined up to 8 B, rendezvous from 64 KiB.
PSM = (
    *(1.35, 1.36, 1.37, 1.36, 1.36, 1.57, 1.57, 1.57, 1.62, 1.75, 1.99, 2.34, 3.15, 4.14, 5.82),
    *(10.54, 16.63, 46.64, 79.23, 119.04, 200.49, 362.68, 687.30, 1335.89),
)
# HPC-X in Singularity (OSU 5.3.2): inlined up to 64 B.
HPCX = (
    *(1.55, 1.55, 1.55, 1.55, 1.54, 1.55, 1.55, 1.65, 2.19, 2.23, 2.35, 2.64, 2.89, 3.51, 5.00),
    *(6.44, 8.91, 14.12, 25.05, 27.31, 49.03, 92.53, 178.95, 351.24),
)
# Open MPI's shared memory, as of the archive of its list (OSU 3.1.1): eager up to 2 KiB.
SM = (1.20, 3.39, 6.93, 14.09, 27.80, 50.58, 101.08, 173.23, 257.81, 436.86, 674.51, 856.80, 573.87)
# Two virtual nodes on EDR (OSU 5.3): full from 64 KiB on, a little less beyond 1 MiB.
EDR = (
    *(9.04, 18.42, 37.70, 75.40, 146.69, 292.57, 428.43, 586.04, 909.23, 1595.34, 3618.72),
    *(5236.77, 6009.90, 7854.50, 10265.02, 10829.96, 11345.41, 11442.63, 11430.55, 11322.77),
    *(10930.49, 10711.41, 10639.83),
)


def latencies(microseconds: Sequence[float]) -> Sweep:
    return swept([0.0, *POWERS], [each * 1e-6 for each in microseconds], metric="latency", unit="s")


def bandwidths(megabytes: Sequence[float]) -> Sweep:
    return swept(POWERS, [each * 1e6 for each in megabytes], metric="bandwidth", unit="B/s")


def swept(sizes: Sequence[float], values: Sequence[float], **what: str) -> Sweep:
    rows = [{"size": size, "value": value} for size, value in zip(sizes, values, strict=False)]
    better = "lower" if what["unit"] == "s" else "higher"
    (one,) = sweeps_of(runs(records(*rows, better=better, **what), Choice()), SweepAxis("size"))
    return one


def places(found: Sequence[Jump]) -> list[tuple[float, float, bool]]:
    return [(each.before, each.after, each.beyond) for each in found]


def test_latencies_jump_where_a_protocol_ends() -> None:
    assert places(jumps(latencies(PSM))) == [(8, 16, False), (32768, 65536, True)]
    assert places(jumps(latencies(HPCX))) == [(64, 128, False)]


def test_a_latency_is_level_over_small_sizes() -> None:
    for measured, last, value in ((PSM, 8, 1.35e-6), (HPCX, 32, 1.54e-6)):
        found = plateau(latencies(measured))
        assert found is not None
        assert found[:2] == (0, last)
        assert found.value == pytest.approx(value)


def test_a_bandwidth_dips_where_rendezvous_begins_and_no_model_is_fitted_to_both() -> None:
    assert places(jumps(bandwidths(SM))) == [(2048, 4096, True)]
    assert isinstance(transfer_model(bandwidths(SM)), NoTransferModel)


def test_a_bandwidth_is_level_where_it_is_highest() -> None:
    assert plateau(bandwidths(EDR)) == Plateau(65536, 2**20, 11442.63e6)
    assert jumps(bandwidths(EDR)) == []
    assert plateau(bandwidths(SM)) is None


@given(st.floats(1e-7, 1e-4), st.floats(1e8, 1e11))
def test_a_latency_and_a_bandwidth_alone_never_jump(latency: float, bandwidth: float) -> None:
    values = [1e6 * (latency + size / bandwidth) for size in (0.0, *POWERS)]
    assert jumps(latencies(values)) == []
