"""iperf3: what the receiver got, summed over the streams."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parsers.programs.json_program import JsonProgram, at
from parsers.programs.measurements import FoundRun


def _refined(run: FoundRun, item: Mapping[str, Any]) -> FoundRun:
    """An error is the reason; UDP of old releases has a sum of the sender alone."""
    error = item.get("error")
    if isinstance(error, str):
        return run._replace(measured=(), status="failed", reason=error)
    facts = {**run.facts, "reverse": True if at(item, "start.test_start.reverse") == 1 else None}
    measured = list(run.measured)
    if not any(each.metric == "bandwidth" for each in measured):
        measured = [
            each._replace(metric="bandwidth") if each.metric == "bandwidth_summed" else each
            for each in measured
        ]
    kept = [each for each in measured if each.metric != "bandwidth_summed"]
    return run._replace(facts=facts, measured=kept)


PROGRAM = JsonProgram(
    name="iperf3",
    keys=("start", "intervals"),
    primary="bandwidth",
    fields={
        "software": "start.version",
        "protocol": "start.test_start.protocol",
        "streams": "start.test_start.num_streams",
        "size": "start.test_start.blksize",
        "congestion_control": "end.sender_tcp_congestion",
    },
    results={
        "bandwidth": "end.sum_received.bits_per_second bit/s",
        "bandwidth_sent": "end.sum_sent.bits_per_second bit/s",
        "bandwidth_summed": "end.sum.bits_per_second bit/s",
        "retransmits": "end.sum_sent.retransmits",
        "jitter": "end.sum.jitter_ms ms",
        "lost": "end.sum.lost_percent %",
    },
    refined=_refined,
    assumes=("what the receiver got is the result",),
)
