"""What a job printed of its machine is no result, and hides none that stands beside it."""

from __future__ import annotations

import pytest

from tests.parsers.programs.examples import loaded, values
from tests.parsers.programs.test_known_programs import STREAM, TRAINING

REPORTS = {
    "vmstat": """\
procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----
 r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st
 1  0      0 480000   1000  23000    0    0     5     9   50   60  2  1 97  0  0
 2  0      0 470000   1000  23100    0    0     0    12 1050 2060 52  3 45  0  0
""",
    "iostat": """\
avg-cpu:  %user   %nice %system %iowait  %steal   %idle
           2.10    0.00    0.50    0.10    0.00   97.30

Device             tps    kB_read/s    kB_wrtn/s    kB_read    kB_wrtn
sda               5.10        20.30       100.20    1000000    5000000
nvme0n1          50.10       200.30      1000.20   10000000   50000000
""",
    "lscpu": """\
Architecture:        x86_64
CPU(s):              128
Thread(s) per core:  2
Core(s) per socket:  32
Socket(s):           2
CPU MHz:             2794.750
L3 cache:            32768K
""",
    "nvidia-smi": """\
+-----------------------------------------------------------------------------+
| NVIDIA-SMI 525.85.12    Driver Version: 525.85.12    CUDA Version: 12.0     |
|-------------------------------+----------------------+----------------------+
| GPU  Name        Persistence-M| Bus-Id        Disp.A | Volatile Uncorr. ECC |
| Fan  Temp  Perf  Pwr:Usage/Cap|         Memory-Usage | GPU-Util  Compute M. |
|===============================+======================+======================|
|   0  NVIDIA A100-SXM...  On   | 00000000:07:00.0 Off |                    0 |
| N/A   31C    P0    52W / 400W |      0MiB / 40960MiB |      0%      Default |
+-------------------------------+----------------------+----------------------+

+-----------------------------------------------------------------------------+
| Processes:                                                                  |
|  No running processes found                                                 |
+-----------------------------------------------------------------------------+
""",
    "numactl": """\
available: 2 nodes (0-1)
node 0 cpus: 0 1 2 3
node 0 size: 128000 MB
node distances:
node   0   1
  0:  10  21
  1:  21  10
""",
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_alone_is_no_run(name: str) -> None:
    assert loaded(REPORTS[name]).records.is_empty()


@pytest.mark.parametrize("name", REPORTS)
def test_results_around_a_report_are_read(name: str) -> None:
    text = f"{REPORTS[name]}\n{STREAM.text}\n{REPORTS[name]}\n{TRAINING}"
    without = loaded(f"{STREAM.text}\n{TRAINING}")
    found = loaded(text)
    assert {each[1:] for each in values(found.records)} == {
        each[1:] for each in values(without.records)
    }
    assert set(found.files[0].readers) == set(without.files[0].readers)


@pytest.mark.parametrize("name", REPORTS)
def test_so_is_a_loop_over_counts(name: str) -> None:
    runs = "".join(f"+ mpirun -np {n} ./cg\nElapsed: {t} s\n" for n, t in ((1, 100), (2, 52)))
    found = loaded(f"{REPORTS[name]}\n{runs}").records
    assert [*zip(found["ranks"], found["value"], strict=True)] == [(1, 100), (2, 52)]


def test_a_plural_in_brackets_is_no_second() -> None:
    found = loaded("nodes,Socket(s),seconds\n1,2,10.5\n2,2,5.5\n").records
    assert set(found["metric"]) == {"runtime"}
