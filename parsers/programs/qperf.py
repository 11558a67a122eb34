"""qperf: the bandwidth or the latency of each test that it made."""

from __future__ import annotations

from typing import Final

from parsers.programs.measurements import FoundRun, Measurement, weight_of_last_digit
from parsers.programs.program import Program
from parsers.programs.templates import number as number_of

_TEST: Final = r"(?:tcp|udp|sctp|sdp|rds|rc|uc|ud|xrc)(?:_\w+)?_(?:bw|lat)"
_METRICS: Final = {"latency": "latency", "bw": "bandwidth", "recv_bw": "bandwidth"}


def _refined(run: FoundRun) -> FoundRun | None:
    """The number with the unit behind it; what was sent is no result of its own."""
    facts = dict(run.facts)
    metric = _METRICS.get(str(facts.pop("what")))
    number, unit = str(facts.pop("number")), str(facts.pop("unit"))
    if metric is None:
        return None
    found = Measurement(metric, number_of(number), unit, digit=weight_of_last_digit(number))
    return run._replace(facts=facts, measured=[found], primary=metric)


PROGRAM = Program(
    name="qperf",
    begins=(rf"^{_TEST}: *$",),
    primary="bandwidth latency",
    fields=(rf"^(?P<case>{_TEST}): *$", r"^msg_size *= *{size} (?:bytes)? *$"),
    rows=(
        r"^(?P<what>bw|send_bw|recv_bw|latency) *= *(?P<number>[\d.,]+) (?P<unit>[KMGT]?b/sec"
        r"|[KMGT]?B/sec|bytes/sec|ns|us|ms|sec) *$",
    ),
    refined=_refined,
    assumes=("what was received is the result",),
)
