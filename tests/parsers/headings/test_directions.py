import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.headings.directions import better


@pytest.mark.parametrize(
    ("metric", "unit", "direction"),
    [
        ("throughput", None, "higher"),
        ("busBw", None, "higher"),
        ("GPU utilisation", "%", "higher"),
        ("test_accuracy", None, "higher"),
        ("test_acc1", None, "higher"),
        ("pass@1", None, "higher"),
        ("Top-1", None, "higher"),
        ("exact_match", None, "higher"),
        ("cache hit rate", None, "higher"),
        ("acceptance_length", None, "higher"),
        ("ops", None, "higher"),
        ("drops", None, "lower"),
        ("runtime", None, "lower"),
        ("MaxRSS", None, "lower"),
        ("memory_usage", "B", "lower"),
        ("memory bandwidth", None, "higher"),
        ("latency_improvement", None, "higher"),
        ("accuracy loss", None, "lower"),
        ("energy per token", "J/tok", "lower"),
        ("time_per_step", None, "lower"),
        ("time_to_accuracy", None, "lower"),
        ("number of failures", None, "lower"),
        ("error_rate", None, "lower"),
        ("drop_rate", None, "lower"),
        ("cache miss rate", None, "lower"),
        ("loss_rate", None, "lower"),
        ("learning_rate", None, None),
        ("request_rate", "req/s", None),
        ("tail BW", None, "higher"),
        ("p50 bandwidth", None, "higher"),
        ("bandwidth p50", None, "higher"),
        ("p99", "us", "lower"),
        ("p99", None, "lower"),
        ("solver_fom", "s", "lower"),
        ("figure_of_merit", "GB/s", "higher"),
        ("p99", "tok/s", "higher"),
        ("90%", "s", "lower"),
        # Parts of words say nothing.
        ("bwtime", None, None),
        ("timestamped", None, None),
        # Neutral names, unless the unit is a rate.
        ("total_tokens", "tok", None),
        ("tokens", "tok/s", "higher"),
        ("steps", "s", None),
        ("compute", "s", None),
        ("duration", "s", None),
        ("count", None, None),
        ("Triad", None, None),
        ("", None, None),
        # Time over time beats the name.
        ("performance", "ns/day", "higher"),
        ("performance", "hour/ns", "lower"),
        ("performance", "tau/day", "higher"),
    ],
)
def test_name(metric: str, unit: str | None, direction: str | None) -> None:
    assert better(metric, unit) == direction


@pytest.mark.parametrize(
    ("units", "direction"),
    [
        (
            "GB/s Gb/s tok/s img/s req/s it/s atom-step/s MLUP/s GFLOPS GTEPS FPS IOPS SYPD",
            "higher",
        ),
        ("GFLOPS/W flop/s/W tok/J img/$ tok/s/GPU steps/day widgets/s GF/s/node", "higher"),
        ("ns us ms s min h day ns/op s/step ms/it s/frob", "lower"),
        ("B/op allocs/op J kJ Wh J/tok $ node-h core-hours", "lower"),
        ("% B GiB W Hz °C img steps/epoch errors/s faults/s x nonsense", None),
    ],
)
def test_unit_alone(units: str, direction: str | None) -> None:
    judged = {unit: better("something", unit) for unit in units.split()}
    assert judged == dict.fromkeys(units.split(), direction)


@given(st.text(max_size=60), st.none() | st.text(max_size=20))
def test_any_text_has_a_direction_or_none(metric: str, unit: str | None) -> None:
    assert better(metric, unit) in ("higher", "lower", None)


@pytest.mark.parametrize(
    "metric", ["throughput", "run time", "learning rate", "Triad", "error rate", "p99 latency"]
)
def test_spelling_does_not_matter(metric: str) -> None:
    spellings = (metric.title(), metric.upper(), metric.replace(" ", "_"), metric.replace(" ", "-"))
    assert {better(spelling, None) for spelling in spellings} == {better(metric, None)}
