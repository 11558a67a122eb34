"""``ucc_perftest``: a row for each size of a collective, on average, at least and at most.

https://github.com/openucx/ucc, ``tools/perf``: the bandwidth is that of the bus.
"""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="ucc_perftest",
    begins=(r"^Collective: +\w+ *$",),
    primary="busbw collective_latency",
    fields=(
        r"^Collective: +{benchmark=word} *$",
        r"^Memory type: +{memory=word} *$",
        r"^Datatype: +{type=word} *$",
        r"^Reduction: +(?!N/A){redop=word} *$",
    ),
    rows=(
        r"^ +{_} +{size} +{collective_latency:us} +{collective_latency_min:us}"
        r" +{collective_latency_max:us}(?: +{busbw:GB/s} +{_} +{_})? *$",
    ),
)
