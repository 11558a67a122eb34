"""NVIDIA's nvbandwidth: for each test the sum over all pairs that it went through."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="nvbandwidth",
    begins=(r"^nvbandwidth Version", r"^Running \w+_(?:ce|sm)\. *$"),
    primary="bandwidth",
    fields=(
        r"^nvbandwidth Version: v?{version=word}",
        r"^Device 0: {device=text} \(",
    ),
    rows=(r"^SUM (?P<case>\w+_(?:ce|sm)) {bandwidth:GB/s} *$",),
    assumes=("the value is the sum over the pairs of its matrix",),
)
