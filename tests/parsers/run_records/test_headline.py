"""Which quantity of a source is shown first."""

from __future__ import annotations

import pytest

from parsers.run_records.headline import preference


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("train_throughput", "samples/s", "higher"), ("runtime", "s", "lower")),
        (("throughput", "samples/s", "higher"), ("train_time", "s", "lower")),
        (("throughput_per_device", "tok/s/GPU", "higher"), ("step_time", "s", "lower")),
        (("throughput", "tok/s", "higher"), ("throughput_per_device", "tok/s/GPU", "higher")),
        (("runtime", "s", "lower"), ("train_loss", None, "lower")),
        (("score", None, None), ("cycle_time", "s", "lower")),
        (("request_throughput", None, "higher"), ("runtime", "s", "lower")),
        (("runtime", "s", "lower"), ("read_throughput", None, "higher")),
        (("resnet50", None, None), ("watt", "W", None)),
        (("kernel", "s", "lower"), ("h2d", "s", "lower")),
    ],
)
def test_what_a_source_is_about_comes_first(
    first: tuple[str, str | None, str | None], second: tuple[str, str | None, str | None]
) -> None:
    assert preference(*first) < preference(*second)
