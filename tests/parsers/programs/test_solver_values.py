"""What scientific programs printed, value for value."""

from __future__ import annotations

import pytest

from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import example, failures, rows


class TestLammps:
    def test_each_command_is_a_run_of_its_own(self) -> None:
        columns = ("case", "value", "unit", "ranks", "threads", "size", "steps")
        assert rows(example("lammps.log"), "performance", *columns) == [
            ("run 1", 1155104.15, "tau/day", 2, 1, 2048, 100),
            ("run 2", 1148700.366, "tau/day", 2, 1, 2048, 100),
        ]
        assert rows(example("lammps.log"), "runtime", "value") == [(0.0373992,), (0.0376077,)]

    def test_real_units(self) -> None:
        text = example("lammps.log").replace(
            "1155104.150 tau/day, 2673.852 timesteps/s",
            "8.421 ns/day, 2.850 hours/ns, 97.465 timesteps/s, 3.119 Matom-step/s",
        )
        assert rows(text, "performance", "value", "unit")[0] == (8.421, "ns/day")
        assert rows(text, "atom_rate", "value", "unit") == [
            (pytest.approx(3.119e6), "atom-steps/s")
        ]


class TestQuantumEspresso:
    def test_the_wall_time_of_the_whole(self) -> None:
        columns = ("benchmark", "value", "nodes", "ranks")
        assert rows(example("quantum_espresso.out"), "runtime", *columns) == [("PWSCF", 0.09, 1, 2)]

    def test_times_of_hours(self) -> None:
        text = example("quantum_espresso.out").replace("0.09s WALL\n", "1h 2m WALL\n")
        assert rows(text, "runtime", "value") == [(3720.0,)]


def test_cp2k() -> None:
    text = example("cp2k.out")
    assert rows(text, "runtime", "case", "value", "ranks", "threads", "atoms") == [
        ("H2O-64", 61.21, 16, 4, 192)
    ]
    assert "alice" not in str(loaded(text).records.rows())


class TestCastep:
    def test_the_total_time(self) -> None:
        columns = ("case", "value", "ranks", "threads", "atoms", "software")
        assert rows(example("castep.out"), "runtime", *columns) == [
            ("small", 110.46, 64, 2, 270, "CASTEP 19.11")
        ]
        assert rows(example("castep.out"), "parallel_efficiency", "value") == [(37.0,)]
        assert rows(example("castep.out"), "peak_memory", "value") == [(5873316e3,)]

    def test_each_that_was_appended_is_a_run(self) -> None:
        assert rows(example("castep.out") * 2, "runtime", "value") == [(110.46,)] * 2

    def test_its_end_alone(self) -> None:
        text = example("castep.out")
        tail = text[text.index("Initialisation time") :]
        assert rows(tail * 2, "runtime", "value") == [(110.46,)] * 2

    def test_one_that_did_not_end(self) -> None:
        text = example("castep.out")
        records = loaded(text[: text.index("Initialisation time")]).records
        assert records.select("value", "status", "ranks").rows() == [(None, "unknown", 64)]


def test_namd_takes_the_last_benchmark_time() -> None:
    columns = ("value", "unit", "nodes", "ranks", "cores", "atoms")
    assert rows(example("namd.log"), "step_time", *columns) == [(0.0116, "s", 2, 4, 60, 92224)]
    assert rows(example("namd.log"), "runtime", "value") == [(9.1203,)]


class TestOpenFoam:
    def test_the_times_after_the_last_step(self) -> None:
        columns = ("benchmark", "case", "value", "nodes", "ranks")
        text = example("openfoam.log")
        assert rows(text, "runtime", *columns) == [("simpleFoam", "motorBike", 3.0, 2, 8)]
        assert rows(text, "cpu_time", "value") == [(2.87,)]

    def test_a_wall_time_of_no_second_is_none(self) -> None:
        text = example("openfoam.log").replace("ClockTime = 3 s", "ClockTime = 0 s")
        assert rows(text, "runtime", "value") == []
        assert rows(text, "cpu_time", "value", "primary") == [(2.87, True)]

    def test_a_utility_is_no_run(self) -> None:
        text = "\n".join(
            line
            for line in example("openfoam.log").splitlines()
            if not line.startswith("ExecutionTime")
        )
        assert loaded(text + "\n").records.height == 0

    def test_a_fatal_error_is_the_reason(self) -> None:
        text = example("openfoam.log")
        begin = text[: text.index("\nTime = 2") + 1]
        error = "--> FOAM FATAL ERROR: (openfoam-2212)\nMaximum number of iterations exceeded\n"
        assert failures(begin + error)[0][1] == "Maximum number of iterations exceeded"


def test_extra_p_with_units() -> None:
    text = (
        "PARAMETER nodes\nPOINTS 2 4\n\nMETRIC rate (GB/s)\n\nREGION stream\nDATA 3.5\nDATA 6.5\n"
    )
    assert rows(text, "rate", "benchmark", "nodes", "value", "unit", "better") == [
        ("stream", 2, 3.5e9, "B/s", "higher"),
        ("stream", 4, 6.5e9, "B/s", "higher"),
    ]


def test_other_measurements_are_not_those_of_extra_p() -> None:
    text = '{"parameters": {"point": 1}, "measurements": [{"gpus": 1, "time_s": 9.5}]}'
    found = loaded(text)
    assert "Extra-P" not in found.files[0].readers


@pytest.mark.parametrize("name", ["extra_p.txt", "extra_p_json.json"])
def test_extra_p(name: str) -> None:
    found = rows(example(name), "runtime", "ranks", "value", "samples")
    assert found[:2] == [(2, 12.2, [12.1, 12.3, 12.2]), (4, 6.4, [6.4, 6.5, 6.4])]


def test_the_second_time_of_elmer_is_that_of_the_clock() -> None:
    columns = ("value", "ranks", "software", "primary")
    assert rows(example("elmer.txt"), "runtime", *columns) == [(8.47, 4, "Elmer 9.0", True)]
    assert rows(example("elmer.txt"), "cpu_time", "value") == [(8.21,)]
