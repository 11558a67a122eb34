"""sysbench: what happened in a second, and how long one event took."""

from __future__ import annotations

from typing import Any

from parsers.programs.measurements import FoundRun, Measurement
from parsers.programs.program import Program, ProgramOutput


class _Sysbench(Program):
    """It goes on for a given time, which is no result where something was counted in it."""

    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return the run of one output, and where it ends."""
        runs, end = super().read(output)
        return list(map(_with_rate, runs)), end


def _with_rate(run: FoundRun) -> FoundRun:
    """The rates of what was done, or else that of the events: some releases print their number."""
    facts: dict[str, Any] = dict(run.facts)
    events = facts.pop("events", None)
    measured = {
        each.metric: each
        for each in run.measured
        if each.value or not each.metric.endswith(("_rate", "bandwidth"))
    }
    run = run._replace(facts=facts, measured=[*measured.values()])
    took = measured["runtime"].value if "runtime" in measured else None
    rates = [name for name in PROGRAM.primary.split() if name in measured]
    if rates[:1] == ["runtime"] and events and took:
        rate = Measurement("event_rate", events / took, "events/s")
        return run._replace(measured=[rate, *measured.values()], primary="event_rate")
    return run._replace(primary=rates[0]) if rates else run


PROGRAM = _Sysbench(
    name="sysbench",
    begins=(
        r"^sysbench \d",
        r"^Running the test with following options:",
        r"^CPU speed:$",
        r"^(?:SQL|OLTP test) statistics:$",
        r"^File operations:$",
        r"^(?:General statistics|Test execution summary):(?=\s*\n\s*total time:)",
    ),
    ends=r"^execution time \(avg/stddev\): [^\n]*",
    primary="event_rate transaction_rate bandwidth read_rate write_rate op_rate runtime",
    fields=(
        r"^sysbench (?P<version>[\d.]+)",
        r"^Number of threads: {threads}",
        r"^(?P<case>CPU) speed:",
        r"^Doing (?P<case>CPU|OLTP) ",
        r"^(?:Prime numbers limit|Maximum prime number checked in CPU test): {prime_limit}",
        r"^(?:operation|Memory operations type): (?P<case>\w+)",
        r"^total number of events: {events}$",
    ),
    results=(
        r"^events per second: {event_rate:events/s}",
        r"^transactions: \d+ \({transaction_rate:transactions/s} per sec",
        r"^queries: \d+ \({query_rate:queries/s} per sec",
        r"^(?:Total operations|Operations performed): \d+"
        r" \( *{op_rate:ops/s} (?:per second|ops/sec)",
        r"Mi?B transferred \({bandwidth:MiB/s} Mi?B/sec",
        r"^reads/s: {read_rate:ops/s}",
        r"^writes/s: {write_rate:ops/s}",
        r"^fsyncs/s: {fsync_rate:ops/s}",
        r"^read, MiB/s: {read_bandwidth:MiB/s}",
        r"^written, MiB/s: {write_bandwidth:MiB/s}",
        r"^total time: {runtime:s}s",
        r"^min: {latency_min:ms}(?:ms)?$",
        r"^avg: {latency:ms}(?:ms)?$",
        r"^max: {latency_max:ms}(?:ms)?$",
        r"^95th percentile: {latency_p95:ms}$",
        r"^99th percentile: {latency_p99:ms}$",
        r"^approx\. 95 percentile: {latency_p95:ms}ms$",
        r"^approx\. 99 percentile: {latency_p99:ms}ms$",
    ),
    fails=(r"^FATAL: {reason=text}$", r"^(?P<reason>total number of events: +0)$"),
    assumes=(
        "`latency` is the mean",
        "a rate of 0 was not asked for",
        "`MB` of memory tests are powers of 1024",
    ),
)
