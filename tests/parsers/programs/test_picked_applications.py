"""Parts that people keep of what an application printed: a time, the lines that grep finds."""

from __future__ import annotations

import pytest

from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import rows


@pytest.mark.parametrize("above", ["", " SUBROUTINE       CALLS  ASD         SELF TIME\n"])
def test_the_line_of_cp2k_itself(above: str) -> None:
    text = (
        f"{above} CP2K                                 1  1.0    0.075    0.077  121.244  121.245\n"
    )
    assert rows(text, "runtime", "benchmark", "value") == [("CP2K", 121.245)]
    twice = f"{text}Init Stage FOM: 121.245 seconds\n{text}"
    assert rows(twice, "runtime", "value") == [(121.245,), (121.245,)]


def test_the_last_benchmark_time_of_namd_that_was_picked() -> None:
    line = "Info: Benchmark time: 512 CPUs {} s/step {} days/ns 1055.19 MB memory\n"
    text = line.format("0.0959179", "0.555081") + line.format("0.0779532", "0.451118")
    assert rows(text, "time_per_ns", "cores", "value") == [(512, 0.451118)]
    begun = f"Info: NAMD 2.14 for Linux-x86_64-MPI\n{text}"
    assert loaded(begun).records.select("value", "status").rows() == [(None, "unknown")]


PICKED_LAMMPS = """\
   Performance: 593019.799 tau/day, 1372.731 timesteps/s
   98.1% CPU use with 96 MPI tasks x 2 OpenMP threads
   MPI task timing breakdown:
   Section |  min time  |  avg time  |  max time  |%varavg| %total
   ---------------------------------------------------------------
   Pair    | 0.028215   | 0.040367   | 0.051175   |   3.4 | 55.41
   Other   |            | 0.0004857  |            |      |  0.67

"""


def test_the_rate_of_lammps_without_its_loop() -> None:
    columns = ("software", "case", "ranks", "threads", "value")
    assert rows(PICKED_LAMMPS, "rate", *columns) == [(None, None, 96, 2, 1372.731)]
    assert set(loaded(PICKED_LAMMPS).records["benchmark"]) == {"LAMMPS"}
    lines = PICKED_LAMMPS.splitlines()
    two = "\n".join([lines[0], lines[0].replace("1372.7", "1400.7"), ""])
    assert rows(two, "rate", "value") == [(1372.731,), (1400.731,)]
    below = PICKED_LAMMPS + "| GPUs | img/s |\n|---|---|\n| 1 | 10.0 |\n"
    assert rows(below, "throughput", "value") == [(10.0,)]


def test_lammps_with_its_loops_has_no_other_runs() -> None:
    cut = "Performance: 12.5 tau/day, 3.1 timesteps/s\n"
    loop = "Loop time of 2.5 on 4 procs for 100 steps with 32000 atoms\n\n" + cut
    whole = f"LAMMPS (2 Aug 2023)\n{loop}{loop}"
    assert rows(whole, "runtime", "case", "value") == [("run 1", 2.5), ("run 2", 2.5)]
    assert rows(whole, "rate", "value") == [(3.1,), (3.1,)]
    assert rows(cut + loop, "rate", "value") == [(3.1,), (3.1,)]


def test_quantum_espresso_without_its_first_lines() -> None:
    text = """\
     Parallel version (MPI & OpenMP), running on       4 processor cores
     Number of MPI processes:                 4
     Threads/MPI process:                     1

     MPI processes distributed on     2 nodes
     .....
     PWSCF        :     1.17s CPU         1.36s WALL
   JOB DONE.
"""
    columns = ("benchmark", "ranks", "threads", "nodes", "value")
    assert rows(text, "runtime", *columns) == [("PWSCF", 4, 1, 2, 1.36)]


def test_a_time_that_openfoam_simulates_is_none_that_it_took() -> None:
    text = """\
ExecutionTime = 5.57087 s  ClockTime = 6 s

Time = 284s

GAMG:  Solving for p, Initial residual = 0.00131556, Final residual = 0.00012283
"""
    assert loaded(text).records["value"].null_count() == 1
    ended = f"{text}ExecutionTime = 6.5 s  ClockTime = 7 s\n\nEnd\n"
    assert rows(ended, "runtime", "benchmark", "value") == [("OpenFOAM", 7.0)]


def test_what_was_picked_from_several_files_is_told_apart_by_them() -> None:
    # a comment to LAMMPS, as grep prints it
    text = """\
device.txt:Loop time of 9.05245 on 4 procs for 100 steps with 2048000 atoms
./host/log.lammps:12:Loop time of 11.716 on 4 procs for 100 steps with 2048000 atoms
device.txt:  special bonds CPU = 0.010 seconds
"""
    assert rows(text, "runtime", "line", "file", "value") == [
        (1, "device.txt", 9.05245),
        (2, "./host/log.lammps", 11.716),
    ]
