"""perftest (``ib_write_bw``, ``ib_read_lat`` and the like): a run for each message size.

Its ``MB/sec`` are of 2**20 bytes, its ``Gb/sec`` of 10**9 bits: ``BW_*`` in ``perftest_parameters``
(https://github.com/linux-rdma/perftest).
"""

from __future__ import annotations

from parsers.programs.measurements import FoundRun
from parsers.programs.printed_columns import PrintedColumns
from parsers.programs.program import Program


def _refined(run: FoundRun) -> FoundRun:
    """Megabytes as it counts them; a peak of 0 was not measured."""
    measured = [
        each._replace(unit="MiB/s") if each.unit == "MB/sec" else each
        for each in run.measured
        if each.metric != "bandwidth_peak" or each.value
    ]
    return run._replace(measured=measured)


PROGRAM = Program(
    name="perftest",
    begins=(
        r"^(?:(?:RDMA_|Send|Atomic |Raw Ethernet )[^\n]*?) (?:BW|Latency) Test *$",
        r"^#bytes +#?iterations",
    ),
    primary="bandwidth latency",
    fields=(
        r"^(?P<benchmark>(?:RDMA_|Send|Atomic |Raw Ethernet )[^\n]*? (?:BW|Latency)) Test *$",
        r"\bDevice *: {nic=word}",
        r"Number of qps *: {queue_pairs}",
        r"Connection type *: {connection=word}",
        r"Link type *: {link=word} *$",
        r"Mtu *: {mtu}\[B\]",
    ),
    columns=PrintedColumns(
        header=r"^#bytes +#?(?:sl|iterations)\b",
        names={
            "bytes": "=size",
            "#sl": "=service_level",
            "#iterations": "=iterations",
            "iterations": "=iterations",
            "bw peak": "bandwidth_peak",
            "bw average": "bandwidth",
            "msgrate": "message_rate:Mmsg/s",
            "t_min": "latency_min",
            "t_max": "latency_max",
            "t_typical": "latency",
            "t_avg": "latency_mean",
            "t_stdev": "",
            "99% percentile": "latency_p99",
            "99.9% percentile": "latency_p99_9",
            "tps average": "transaction_rate:ops/s",
        },
        split=r"(?<=[)\]])\s+|\s{2,}|\s(?=#)",
    ),
    refined=_refined,
    fails=(r"^(?P<reason>(?:Failed|Couldn't|Unable) [^\n]*)",),
    assumes=("its `MB/sec` are MiB/s", "the typical latency is its median"),
)
