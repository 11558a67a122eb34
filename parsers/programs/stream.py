"""STREAM: the best rate of each of four kernels."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="STREAM",
    begins=(r"^STREAM version",),
    ends=r"^(?:Solution Validates|Failed Validation)[^\n]*(?:\n-+)?",
    primary="bandwidth",
    fields=(
        r"^STREAM version \$Revision: {version=word}",
        r"^Array size = {size} \(elements\)",
        r"^Number of Threads requested = {threads}",
        r"^Number of Threads counted = {threads}",
    ),
    rows=(
        r"^(?P<case>Copy|Scale|Add|Triad): {bandwidth:MB/s}"
        r" {runtime_mean:s} {runtime_min:s} {runtime_max:s}",
    ),
    all_fail=(r"^Failed Validation[^\n]*",),
)
