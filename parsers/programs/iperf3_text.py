"""iperf3 as it prints to a terminal: what the receiver got, summed over the streams."""

from __future__ import annotations

from typing import Final

from parsers.programs.program import Program

_UNITS: Final = {"bits": "b/s", "Kbits": "kb/s", "Mbits": "Mb/s", "Gbits": "Gb/s", "Tbits": "Tb/s"}
_END: Final = r"\](?:\[\w+-\w\])? +[\d.]+-[\d.]+ +sec +[\d.]+ \w+ +"

PROGRAM = Program(
    name="iperf3",
    begins=(
        r"^Connecting to host [^\n]*, port \d+",
        r"^Accepted connection from ",
        r"^(?:\[ *ID\] Interval[^\n]*\n *)?"
        rf"(?:\[ *(?:\d+|SUM){_END}[^\n]* (?:sender|receiver) *\n *)+",
    ),
    ends=r"^iperf Done\.",
    is_always_ended=False,
    primary="bandwidth",
    results=tuple(
        rf"^\[ *{stream}{_END}{{bandwidth:{unit}}} {spelled}/sec[^\n]* receiver *$"
        for stream in (r"\d+", "SUM")
        for spelled, unit in _UNITS.items()
    ),
    fails=(r"^iperf3: error - {reason=text}$",),
    assumes=("what the receiver got is the result",),
)
