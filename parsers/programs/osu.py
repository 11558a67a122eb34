"""OSU Micro-Benchmarks: a title, headings that differ from test to test, a row for each size.

``osu_hello`` measures nothing, and ``osu_init`` prints one line without headings. Releases before
3.0 give their version in parentheses, and what is built by other means gives none. Where there is
no size, some releases print the headings without ``#``.
"""

from __future__ import annotations

from parsers.programs.printed_columns import PrintedColumns
from parsers.programs.program import Program

PROGRAM = Program(
    name="OSU Micro-Benchmarks",
    # A title that another process printed as well opens nothing. Tests with several threads or
    # processes say above it how many, before release 7.
    begins=(
        r"^(?:# Number of [^\n]*\n *){0,2}"
        r"(# OSU (?!MPI Hello)[A-Z][^\n]*(?: v\d| \(Version \d|[Tt]est *$))(?![^\n]*\n *\1)",
    ),
    primary="latency bandwidth runtime",
    fields=(
        r"^# (?P<benchmark>OSU [A-Z][^\n]*?)(?: [Tt]est)?(?: (?:v|\(Version )"
        r"(?P<version>\d[^\s)]*)\)?[^\n]*)? *$",
        r"^# Datatype: (?P<datatype>\w+)",
        r"^# Number of [Ss]ender threads: {sender_threads}",
        r"^# Number of [Rr]eceiver threads: {receiver_threads}",
        r"^# Number of forked processes in sender: {sender_processes}",
        r"^# Number of forked processes in receiver: {receiver_processes}",
        *(
            rf"^# {side} on {{send_buffer=word}} [^\n]*? and {other} on {{receive_buffer=word}}"
            for side, other in (
                ("Send Buffer", "Receive Buffer"),
                ("Rank 0 Memory", "Rank 1 Memory"),
            )
        ),
        r"^# Window creation: {window=word}",
        r"^# Synchronization: {synchronization=word}",
        r"^# \[ pairs: {pairs} \] \[ window size: {window_size} \]",
    ),
    rows=(
        r"^nprocs: {ranks}, min: {runtime_min:ms} ms, max: {runtime_max:ms} ms"
        r", avg: {runtime:ms} ms",
        r"^(?P<case>shmem_\w+) {operation_rate:Mop/s} {latency:us} *$",
    ),
    columns=PrintedColumns(
        header=r"^(?:# *(?:Size|Pairs)|(?:# *)?(?:(?:Avg )?Latency|Overall) ?\(us\))"
        r"(?:(?:  |\t)[^\n]*)?$",
        split=r"(?<=[)\]])\s+|\t+|\s{2,}",
        names={
            "size": "=size",
            "latency": "latency",
            "avg latency": "latency",
            "avg lat": "latency",
            "min latency": "latency_min",
            "max latency": "latency_max",
            "p50 tail lat": "latency_p50",
            "p90 tail lat": "latency_p90",
            "p99 tail lat": "latency_p99",
            "bandwidth": "bandwidth",
            "mb/s": "bandwidth:MB/s",
            "messages/s": "message_rate:msg/s",
            "p50 tail bw": "bandwidth_p50",
            "p90 tail bw": "bandwidth_p90",
            "p99 tail bw": "bandwidth_p99",
            "overall": "latency",
            "compute": "compute",
            "pure comm.": "communication_time",
            "overlap": "overlap",
            "iterations": "=iterations",
            "validation": "!validation",
        },
    ),
)
