"""XSBench and RSBench: lookups per second."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="XSBench",
    begins=(
        r"^Simulation Method: ",
        r"^(?:MPI ranks|Threads): +[\d,]+\n[^\n]*(?:\n[^\n]*){0,2}Lookups/s",
        r"^(?:Total )?Lookups/s: ",
    ),
    primary="rate",
    fields=(
        r"^(?:MPI ranks|Total Number of MPI Ranks|Ranks): {ranks} *$",
        r"^Threads: {threads} *$",
        r"^Simulation Method: {method=text} *$",
        r"^(?:H-M Benchmark Size|Problem Size): {case=word} *$",
        r"^Lookups: {lookups} *$",
    ),
    results=(
        r"^(?:Total )?Lookups/s: {rate:lookups/s} *$",
        r"^Runtime: {runtime:s} seconds *$",
    ),
    fails=(r"^Verification checksum: \d+ \((?P<reason>WARNING[^)\n]*)",),
)
