"""Outputs of scientific programs as public repositories have them: old, quoted, or cut."""

from __future__ import annotations

import pytest

from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import example, failures, rows


class TestGromacs:
    def test_old_releases_print_two_other_rates_before(self) -> None:
        # release 4.5
        text = """\
Log file opened on Mon Mar  1 12:00:00 2010
Host: node01  pid: 1234  nodeid: 0  nnodes:  8
                            :-)  VERSION 4.5.4  (-:
               NODE (s)   Real (s)      (%)
       Time:    462.963    462.963    100.0
                       7:42
               (Mnbf/s)   (GFlops)   (ns/day)  (hour/ns)
Performance:   1022.033     55.217     18.662      1.286
Finished mdrun on node 0 Mon Mar  1 12:07:43 2010
"""
        assert rows(text, "performance", "software", "ranks", "value") == [
            ("GROMACS 4.5.4", 8, 18.662)
        ]

    def test_a_minimization_has_steps_in_an_hour(self) -> None:
        text = """\
GROMACS:      gmx mdrun, version 2020.1
  gmx mdrun -v -deffnm em
               Core t (s)   Wall t (s)        (%)
       Time:      624.976       39.078     1599.3
                 (steps/hour)
Performance:     36000.0
"""
        assert rows(text, "step_rate", "case", "value", "unit") == [("em", 10.0, "steps/s")]
        assert rows(text, "runtime", "value") == [(39.078,)]

    def test_the_end_alone(self) -> None:
        # a labbook of 2015
        text = """\
               Core t (s)   Wall t (s)        (%)
       Time:   329876.580    33009.459      999.3
                         9h10:09
                 (ns/day)    (hour/ns)
Performance:       13.087        1.834
Finished mdrun on node 0 Fri Jan 30 01:16:25 2015
"""
        assert rows(text, "performance", "value") == [(13.087,)]

    def test_ranks_of_both_kinds(self) -> None:
        # a table of a benchmark of stmv
        text = """\
GROMACS:      gmx mdrun, version 2021.3
On 20 MPI ranks doing PP, and
on 4 MPI ranks doing PME
               Core t (s)   Wall t (s)        (%)
       Time:   205645.180     8568.549     2400.0
                 (ns/day)    (hour/ns)
Performance:        1.008       23.801
"""
        assert rows(text, "performance", "ranks") == [(24,)]

    @pytest.mark.parametrize(
        "start, devices",
        [
            ("Running on 2 nodes with total 256 cores, 8 compatible GPUs\n", 8),
            ("Using 4 MPI threads\n", 4),
            ("Using 8 MPI processes\n", None),
        ],
    )
    def test_gpus_of_all_nodes(self, start: str, devices: int | None) -> None:
        text = f"""\
GROMACS:      gmx mdrun, version 2024.2
{start}On host nid001 4 GPUs selected for this run.
               Core t (s)   Wall t (s)        (%)
       Time:     4800.000      100.000     4800.0
                 (ns/day)    (hour/ns)
Performance:      172.800        0.139
"""
        found = loaded(text).records
        assert found["devices_per_node"][0] == 4
        assert found.row(0, named=True).get("devices") == devices


class TestLammps:
    def test_what_was_begun_below_the_last_run_failed(self) -> None:
        # a tutorial on lost atoms
        text = """\
LAMMPS (23 Jun 2022)
Loop time of 7.5e-07 on 4 procs for 0 steps with 1600 atoms
Loop time of 9.43821 on 4 procs for 100 steps with 1600 atoms

Performance: 0.092 ns/day, 262.173 hours/ns, 10.595 timesteps/s, 25.768 katom-step/s
99.8% CPU use with 4 MPI tasks x 1 OpenMP threads
    Step Temp E_pair E_mol TotEng Press
    0 5.8997404e+14 0 5.8997404e+14 1.5732641e+15
ERROR: Lost atoms: original 1600 current 272 (src/thermo.cpp:438)
Last command: run 10000
"""
        assert rows(text, "runtime", "case", "value", "ranks") == [("run 2", 9.43821, 4)]
        assert rows(text, "performance", "value") == [(0.092,), (None,)]
        assert failures(text) == [(9, "Lost atoms: original 1600 current 272 (src/thermo.cpp:438)")]

    def test_a_job_that_was_killed_in_its_second_run(self) -> None:
        text = """\
LAMMPS (29 Aug 2024)
Loop time of 9.43821 on 4 procs for 100 steps with 1600 atoms
    Step Temp E_pair E_mol TotEng Press
slurmstepd: error: *** JOB 7 ON n1 CANCELLED AT 2026-03-02 DUE TO TIME LIMIT ***
"""
        assert loaded(text).records.select("case", "value", "status", "line").rows() == [
            ("run 1", 9.43821, "ok", 2),
            ("run 2", None, "timeout", 4),
        ]

    def test_lines_that_were_picked_are_a_run_each(self) -> None:
        text = """\
np1/log.lammps:Loop time of 40.1 on 1 procs for 100 steps with 32000 atoms
np2/log.lammps:Loop time of 20.3 on 2 procs for 100 steps with 32000 atoms
"""
        assert rows(text, "runtime", "case", "ranks", "value") == [
            ("run 1", 1, 40.1),
            ("run 1", 2, 20.3),
        ]


class TestQuantumEspresso:
    def test_release_5_names_a_revision(self) -> None:
        text = """\
     Program PWSCF v.5.0.2 (svn rev. 9392) starts on 12Feb2014 at 10:12: 5
     Parallel version (MPI), running on    16 processors
     PWSCF        :   5m53.84s CPU     5m 8.18s WALL
   JOB DONE.
"""
        assert rows(text, "runtime", "software", "ranks", "value") == [
            ("Quantum ESPRESSO 5.0.2", 16, pytest.approx(308.18))
        ]

    def test_release_4_spells_time(self) -> None:
        text = """\
     Program PWSCF     v.4.2.1     starts on 10Mar2011 at 14:20:25
     Number of processors in use:       8
     PWSCF        :    1m 5.32s CPU time,     1m 7.21s WALL time
     JOB DONE.
"""
        assert rows(text, "runtime", "ranks", "value") == [(8, pytest.approx(67.21))]

    def test_the_end_alone(self) -> None:
        # notes on a calculation of silicon
        text = """\
     interpolate  :      0.17s CPU      0.55s WALL (      39 calls)

     PWSCF        :     51.81s CPU   1m41.71s WALL

   JOB DONE.
"""
        assert rows(text, "runtime", "benchmark", "value") == [("PWSCF", pytest.approx(101.71))]


class TestCp2k:
    def test_the_table_of_timings_alone(self) -> None:
        text = """\
 -                                T I M I N G                                  -
 SUBROUTINE                       CALLS  ASD         SELF TIME        TOTAL TIME
 CP2K                                 1  1.0    0.012    0.049   54.901   54.902
 qs_mol_dyn_low                       1  2.0    0.004    0.012   54.621   54.632
"""
        assert rows(text, "runtime", "value") == [(54.902,)]


class TestVasp:
    def test_the_elapsed_time(self) -> None:
        columns = ("value", "software", "nodes", "ranks", "threads", "atoms")
        assert rows(example("vasp.out"), "runtime", *columns) == [
            (90.5, "VASP 6.3.0", 1, 64, 2, 128)
        ]

    def test_release_5_counts_cores(self) -> None:
        text = """\
 vasp.5.4.4.18Apr17-6-g9f103f2a35 (build Jun 01 2018 12:00:00) complex
 running on   64 total cores
                         Elapsed time (sec):       90.500
"""
        assert rows(text, "runtime", "ranks", "value") == [(64, 90.5)]


class TestWrf:
    def test_the_median_of_the_steps_without_the_first(self) -> None:
        columns = ("value", "ranks", "software")
        assert rows(example("wrf.out"), "step_time", *columns) == [(0.40334, 256, "WRF 4.2.1")]
        assert rows(example("wrf.out"), "runtime", "value") == [(pytest.approx(6.34147),)]

    def test_without_its_last_line_there_is_no_result(self) -> None:
        text = example("wrf.out").replace("SUCCESS COMPLETE", "ends")
        assert loaded(text).records.select("value", "status").rows() == [(None, "unknown")]
