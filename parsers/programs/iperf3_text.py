"""iperf3 as it prints to a terminal: what the receiver got, summed over the streams."""

from __future__ import annotations

from typing import Final

from parsers.programs.program import Program

_UNITS: Final = {
    "bits": "b/s",
    "Kbits": "kbit/s",
    "Mbits": "Mb/s",
    "Gbits": "Gb/s",
    "Tbits": "Tb/s",
}
_END: Final = r"\](?:\[\w+-\w\])? +[\d.]+-[\d.]+ +sec +[\d.]+ \w+ +"
_RECEIVED: Final = rf"^\[ *(?:\d+|SUM){_END}[^\n]* receiver *\n"
_INTERVALS: Final = rf"(?:\[ *(?:\d+|SUM){_END}[^\n]*\n *)*"

PROGRAM = Program(
    name="iperf3",
    begins=(
        r"^Connecting to host [^\n]*, port \d+",
        r"^Accepted connection from ",
        r"^(?:\[ *ID\] Interval[^\n]*\n *)?"
        rf"{_INTERVALS}\[ *(?:\d+|SUM){_END}[^\n]* (?:sender|receiver) *\n",
    ),
    # Below what was received, headings are those of another test.
    ends=rf"^iperf Done\.|{_RECEIVED}(?=\s*\[ *ID\])",
    is_always_ended=False,
    primary="bandwidth",
    results=tuple(
        line
        for stream in (r"\d+", "SUM")
        for spelled, unit in _UNITS.items()
        for rate in [rf"\[ *{stream}{_END}{{bandwidth:{unit}}} {spelled}/sec"]
        for line in (
            rf"^{rate}[^\n]* receiver *$",
            rf"^ *Received *\n *{rate} *$",  # before release 3.0
            rf"^{rate} +[\d.]+ ms +\d+/\d+ \([^\n]*\) *\n\[ *\d+\] Sent \d+ datagrams",
        )
    ),
    fails=(r"^iperf3: error - {reason=text}$",),
    assumes=("what the receiver got is the result",),
)
