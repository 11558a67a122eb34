"""``ucx_perftest``: latency, bandwidth and message rate, each typical, on average and overall.

Its ``MB/s`` are of 2**20 bytes (https://github.com/openucx/ucx, ``perftest_run.c``). Old
releases print a line each second, of which the last has the whole run; new ones call that final.
"""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="ucx_perftest",
    begins=(
        # The box with names of tests stands above that with headings, where it is printed.
        r"^\+-+\+\n\| API: ",
        r"^(?:\+-[-+]+\+\n)?\|[^\n]* (?:latency|overhead) \(usec\) [^\n]*bandwidth \(MB/s\) ",
    ),
    primary="latency bandwidth",
    fields=(
        r"^\| Test: {case=text} *\|",
        r"^\| Message size: {size} ",
        r"^\| Send memory: {memory=word} ",
    ),
    results=(
        r"^(?:Final:)? *{iterations} +{_} +{_} +{latency:us} +{_} +{bandwidth:MiB/s}"
        r" +{_} +{message_rate:msg/s} *$",
    ),
    assumes=("its `MB/s` are MiB/s", "the overall figures of its last line are the result"),
)
