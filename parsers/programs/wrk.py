"""wrk: requests per second. Its threads make the load, and are no part of what is measured."""

from __future__ import annotations

from typing import Final

from parsers.programs.measurements import FoundRun, Measurement, weight_of_last_digit
from parsers.programs.program import Program

_UNIT: Final = r"(?:us|ms|s|m|h)"


def _refined(run: FoundRun) -> FoundRun:
    """The mean latency with the unit that stands at it, and bytes in powers of 1024."""
    facts, measured = dict(run.facts), [*run.measured]
    for name, unit in (("latency", "latency_unit"), ("bandwidth", "bandwidth_unit")):
        number, said = facts.pop(name, None), str(facts.pop(unit, ""))
        if isinstance(number, str):
            known = f"{said[:-1]}iB/s" if len(said) > 1 else "B/s"
            written = known if name == "bandwidth" else {"m": "min"}.get(said, said)
            measured.append(
                Measurement(name, float(number), written, digit=weight_of_last_digit(number))
            )
    return run._replace(facts=facts, measured=measured)


PROGRAM = Program(
    name="wrk",
    begins=(
        r"^#? *Running \w+ test @ ",
        r"^#? *Thread Stats +Avg ",
        r"^#? *Requests/sec: *[\d.,]+ *\n",
    ),
    ends=r"^#? *Transfer/sec:[^\n]*$",
    is_always_ended=False,
    primary="request_rate",
    better={"request_rate": "higher"},
    fields=(
        r"^#? *{client_threads} threads and {connections} connections *$",
        r"^#? *Latency +(?P<latency>\d+(?:\.\d+)?)(?P<latency_unit>" + _UNIT + r") ",
    ),
    rows=(r"^#? *Requests/sec: *{request_rate:req/s} *$",),
    results=(r"^#? *Transfer/sec: *(?P<bandwidth>\d+(?:\.\d+)?)(?P<bandwidth_unit>[KMGT]?B) *$",),
    refined=_refined,
    assumes=("`KB` and `MB` are powers of 1024",),
)
