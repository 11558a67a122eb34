"""pgbench: transactions per second of PostgreSQL. Its clients make the load."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="pgbench",
    begins=(r"^pgbench \(", r"^transaction type: ", r"^tps = [\d.]+ \("),
    ends=r"^tps = [^\n]*(?:\n *tps = [^\n]*)?",
    primary="transaction_rate latency",
    fields=(
        r"^pgbench \((?:PostgreSQL\) )?{version=word}\b",
        r"^transaction type: {case=text}$",
        r"^scaling factor: {scaling_factor}$",
        r"^query mode: {query_mode=word}$",
        r"^number of clients: {clients}$",
        r"^number of threads: {client_threads}$",
    ),
    results=(
        r"^latency average(?: =|:) {latency:ms} ms",
        r"^latency stddev(?: =|:) {latency_stddev:ms} ms",
        r"^tps = {transaction_rate:transactions/s} \((?:excluding|without)",
    ),
    better={"transaction_rate": "higher"},
    assumes=("`tps` without the time to connect is the result",),
)
