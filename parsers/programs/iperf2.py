"""iperf 2 as it prints to a terminal: what each connection carried, or all of them together.

The rows of intervals come before that of the whole, which begins at 0 again. Of UDP the server says
what came in, in a report to the client.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from parsers.programs.measurements import FoundRun, Measurement, weight_of_last_digit
from parsers.programs.program import Program, ProgramOutput

_UNITS: Final = {
    **{f"{prefix}bits": f"{prefix.lower() if prefix == 'K' else prefix}b/s" for prefix in "KMGT"},
    **{f"{prefix}Bytes": f"{prefix}iB/s" for prefix in "KMGT"},
    "bits": "b/s",
    "Bytes": "B/s",
}
"""A kilobit of iperf is 1000 bits, a kilobyte 1024 bytes."""
_OF_ROWS: Final = ("stream", "start", "stop", "sent")
_TIME: Final = r"\d+\.\d(?:\d{3})?"
"""iperf3, whose rows look alike, has two digits behind the point."""
_ROW: Final = (
    rf"\[ *(?P<stream>\d+|SUM)\] (?P<start>{_TIME})- *(?P<stop>{_TIME}) sec *[\d.]+ [KMGT]?Bytes"
    r" +(?P<rate>[\d.]+) (?P<unit>[KMGT]?(?:bits|Bytes))/sec"
    r"(?: +{jitter:ms} ms +\d+/ *\d+ \([^\n]*)?"
    r"(?P<sent>\s+\[ *\d+\] Sent \d+ datagrams)?"
)
_ALIKE: Final = rf"\[ *(?:\d+|SUM)\] {_TIME}- *{_TIME} sec [^\n]*"


class _Iperf(Program):
    """A row for each whole connection, one for all of them where they were run at once."""

    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return the runs of one output, and where it ends."""
        runs, end = super().read(output)
        rows = [run for run in runs if "stream" in run.facts]
        if not rows:
            return runs, end
        wholes = _wholes(rows)
        summed = [run for run in wholes if run.facts["stream"] == "SUM"]
        is_sum_missing = not summed and rows[0].facts.get("streams") is not None
        kept = [_without_place(run) for run in ([] if is_sum_missing else summed or wholes)]
        return kept or [self._unfinished(output, _without_place(rows[0]))], end


def _wholes(rows: Sequence[FoundRun]) -> list[FoundRun]:
    """The rows of whole connections; what a client sent by UDP is not what came in."""
    found: list[FoundRun] = []
    below: dict[object, FoundRun] = {}
    for run in reversed(rows):
        after = below.get(run.facts["stream"])
        is_part = _start(run) or (after and _start(after))
        is_of_udp = run.facts.get("protocol") == "UDP" or "sent" in run.facts
        is_sent = is_of_udp and len(run.measured) == 1
        if not is_part and not is_sent:
            found.append(run)
        below[run.facts["stream"]] = run
    return found[::-1]


def _start(run: FoundRun) -> float:
    return float(str(run.facts["start"]))


def _streams(facts: dict[str, Any]) -> dict[str, object]:
    """How many connections a client has at once; those of a server come one after the other."""
    connections = len(facts.get("connections", ()))
    is_many = connections > 1 and "serves" not in facts
    return {"streams": connections if is_many else None, "connections": None, "serves": None}


def _without_place(run: FoundRun) -> FoundRun:
    return run._replace(facts={k: v for k, v in run.facts.items() if k not in _OF_ROWS})


def _with_rate(run: FoundRun) -> FoundRun:
    facts = dict(run.facts)
    rate, unit = str(facts.pop("rate")), _UNITS[str(facts.pop("unit"))]
    best = Measurement("bandwidth", float(rate), unit, digit=weight_of_last_digit(rate))
    return run._replace(facts=facts, measured=[best, *run.measured])


PROGRAM = _Iperf(
    name="iperf",
    begins=(
        r"^Client connecting to [^\n]*, (?:TCP|UDP) port \d+",
        r"^Server listening on (?:TCP|UDP) port \d+",
        rf"^{_ALIKE}(?:\n *\[ *(?:\d+|SUM|ID)\] [^\n]*)*",
    ),
    primary="bandwidth",
    fields=(
        r"^(?:Client connecting to [^\n]*,|(?P<serves>Server) listening on)"
        r" (?P<protocol>TCP|UDP) port",
    ),
    gathered=(r"^\[ *\d+\] local \S+ port \d+ (?P<connections>connected) with",),
    rows=(rf"^{_ROW}",),
    derived=_streams,
    refined=_with_rate,
    fails=(r"^(?P<reason>connect failed: [^\n]*)",),
    assumes=(
        "what the receiver got is the result, where it says so",
        "connections at once are one run, by the row of their sum",
        "a row that begins at 0 is of the whole time unless others go on from it",
    ),
)
