"""Intel's LINPACK for one node: a row for each trial."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="Intel LINPACK",
    begins=(
        r"^Intel\(R\) (?:Optimized )?LINPACK (?:Benchmark )?data",
        r"^Size +LDA +Align\. +Time\(s\) +GFlops",
    ),
    ends=r"^End of tests",
    primary="flops",
    fields=(r"^Number of threads: {threads}",),
    rows=(r"^{size} {lda} {alignment} {runtime:s} {flops:Gflop/s} {_} {_} (?:pass|fail)\w* *$",),
    fails=(r"^\d[^\n]* (?P<reason>fail\w*) *$",),
    assumes=("the summary repeats the trials and is left out",),
)
