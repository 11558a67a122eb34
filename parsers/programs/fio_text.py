"""fio as it prints to a terminal, and its terse lines (``--minimal``).

A terse line has numbers between semicolons, whose meaning is their place:
https://fio.readthedocs.io/en/latest/fio_doc.html#terse-output. Of versions 3 and 4 the places of
reads and writes are the same.
"""

from __future__ import annotations

from typing import Any, Final

from parsers.programs.measurements import FoundRun, Measurement, weight_of_last_digit
from parsers.programs.program import Program

_BEFORE: Final = r"^[345];(?P<software>fio-\d[^;\n]*);(?P<job>[^;\n]*);\d+;{error};"
_NUMBERS: Final = (
    r"[1-9]\d*;{bandwidth:KiB/s};{iops:ops/s};\d+;(?:[^;\n]*;){28}"
    r"{latency_min:us};{latency_max:us};{latency:us};"
)
_TERSE: Final = {"read": "", "write": r"(?:[^;\n]*;){41}"}
"""What stands before the numbers of a direction, which begin with the KiB that went in it."""
_SCALES: Final = {"": 1.0, "k": 1e3, "M": 1e6, "G": 1e9}


def _refined(run: FoundRun) -> FoundRun | None:
    """The rates with their prefixes; ``KB/s`` of releases before 3 is 1024 bytes.

    The sum over a group counts where its jobs are not there.
    """
    facts: dict[str, Any] = dict(run.facts)
    if "error" in facts:
        return _refined_terse(run, facts)
    iops, rate = str(facts.pop("iops", "")), str(facts.pop("bw"))
    binary = str(facts.pop("binary_unit", ""))
    unit = str(facts.pop("bw_unit", binary[:1] + "i" + binary[1:] if binary != "B/s" else binary))
    group, summed = facts.pop("group", None), str(facts.pop("sum_of", "")).lower()
    if summed and "job" in facts:
        return None
    facts |= {"group": group} if summed else {}
    facts["case"] = f"{facts.pop('job', '')} {facts.pop('direction', summed)}".strip()
    measured = [Measurement("bandwidth", float(rate), unit, digit=weight_of_last_digit(rate))]
    if iops:
        scale = _SCALES[iops[-1:] if iops[-1:].isalpha() else ""]
        number = iops.rstrip("kMG")
        digit = weight_of_last_digit(number)
        measured.append(
            Measurement("iops", float(number) * scale, "ops/s", digit=digit and digit * scale)
        )
    return run._replace(facts=facts, measured=[*measured, *run.measured])


def _refined_terse(run: FoundRun, facts: dict[str, Any]) -> FoundRun:
    direction = next(name for name in _TERSE if facts.pop(name, None) is not None)
    facts["case"] = f"{facts.pop('job')} {direction}".strip()
    error = facts.pop("error")
    run = run._replace(facts=facts)
    return run._replace(measured=(), status="failed", reason=f"error {error}") if error else run


def _only(facts: dict[str, Any]) -> dict[str, object]:
    """What is stated above the results of all jobs is of this one if it is the same for each."""
    found: dict[str, object] = {}
    for name, column in (
        ("modes", "rw"),
        ("blocks", "size"),
        ("engines", "ioengine"),
        ("depths", "iodepth"),
    ):
        values = set(facts.get(name, []))
        found[column] = values.pop() if len(values) == 1 else None
    return found


PROGRAM = Program(
    name="fio",
    begins=(
        r"^(?:\S[^\n]*: \(g=\d+\): rw=[^\n]*\n(?:\.\.\.\n)?)+(?=fio-)",
        r"^fio-\d",
        r"^\S[^\n]*: \(groupid=\d+, jobs=\d+\): err=",
        r"^[345];fio-\d[^;\n]*;[^;\n]*;\d+;\d+;",
        r"^Run status group \d+ \(all jobs\):",
    ),
    primary="bandwidth",
    fields=(
        r"^(?P<software>fio-\d\S*)",
        r"^(?P<job>\S[^\n]*?): \(groupid=\d+, jobs={numjobs}\)",
        r"^Run status group {group} \(all jobs\):",
    ),
    gathered=(
        r"^\S[^\n]*: \(g=\d+\): rw=(?P<modes>\w+), bs=(?:\([RW]\) )?{blocks}B-",
        r"^\S[^\n]*: \(g=\d+\): [^\n]*ioengine=(?P<engines>[\w-]+), iodepth={depths}",
    ),
    derived=_only,
    rows=(
        r"^ +(?P<direction>read|write|trim) *: IOPS=(?P<iops>\d+(?:\.\d+)?[kMG]?)"
        r", BW=(?P<bw>\d+(?:\.\d+)?)(?P<bw_unit>[KMGT]?i?B/s)",
        r"^ +(?P<direction>read|write|trim) *: io=[^\n]*, bw=(?P<bw>\d+(?:\.\d+)?)"
        r"(?P<binary_unit>[KMGT]?B/s), iops=(?P<iops>\d+(?:\.\d+)?[kM]?)",
        r"^ +(?P<sum_of>READ|WRITE|TRIM): (?:io=[^\n]*, )?(?:aggr)?b(?:w=|=)(?P<bw>\d+(?:\.\d+)?)"
        r"(?:(?P<bw_unit>[KMGT]?i?B/s) \(|(?P<binary_unit>[KMGT]?B/s), minb=)",
        *(f"{_BEFORE}{skipped}(?P<{way}>){_NUMBERS}" for way, skipped in _TERSE.items()),
    ),
    results=tuple(
        rf"^ +lat \({unit}\): min= *{{latency_min:{short}}} ?, max= *"
        # A long one has a prefix: `max=2157.7K`.
        rf"(?:{{latency_max:{short}}}|[\d.]+[kKM]) ?, avg= *{{latency:{short}}},"
        for unit, short in (("nsec", "ns"), ("usec", "us"), ("msec", "ms"))
    ),
    refined=_refined,
    assumes=("`latency` is the mean from submission on",),
)
