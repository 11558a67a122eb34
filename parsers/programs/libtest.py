"""``cargo bench`` with Rust's own harness, and what imitates its output."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="libtest",
    begins=(r"^test \S+ *\.\.\. bench: ",),
    primary="runtime",
    rows=(
        r"^test {benchmark=word} *\.\.\. bench: {runtime:ns} ns/iter \(\+/- {_}\)"
        r"(?: = {bandwidth:MB/s} MB/s)?",
    ),
    assumes=("the value is the median that it prints",),
)
