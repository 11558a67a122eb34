"""sysbench: what happened in a second, and how long one event took."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="sysbench",
    begins=(
        r"^sysbench \d",
        r"^CPU speed:$",
        r"^(?:SQL|OLTP test) statistics:$",
        r"^General statistics:(?=\s*\n\s*total time:)",
    ),
    ends=r"^execution time \(avg/stddev\): [^\n]*",
    primary="event_rate transaction_rate bandwidth read_rate write_rate op_rate runtime",
    fields=(
        r"^sysbench (?P<version>[\d.]+)",
        r"^Number of threads: {threads}",
        r"^(?P<case>CPU) speed:",
        r"^Prime numbers limit: {prime_limit}",
        r"^operation: (?P<case>\w+)",
    ),
    results=(
        r"^events per second: {event_rate:events/s}",
        r"^transactions: \d+ \({transaction_rate:transactions/s} per sec",
        r"^queries: \d+ \({query_rate:queries/s} per sec",
        r"^Total operations: \d+ \( *{op_rate:ops/s} per second",
        r"MiB transferred \({bandwidth:MiB/s} MiB/sec",
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
    fails=(r"^FATAL: {reason=text}$",),
    assumes=("`latency` is the mean",),
)
