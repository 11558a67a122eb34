"""A loop of a shell says how large each of its runs was, where its outputs can be counted."""

from __future__ import annotations

import pytest

from parsers.programs.looped_values import looped_values
from parsers.programs.shell_loops import shell_loops

MPI = "[me@login heat]$ for n in 1 2 4; do mpirun -np $n ./heat 4096; done"
OMP = "$ for t in 1 2; do OMP_NUM_THREADS=${t} ./pi; done"


def said(text: str) -> dict[int, dict[str, str]]:
    return {
        line: each for loop in shell_loops(text.split("\n")) for line, each in loop.said.items()
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f"{MPI}\ntime: 64.2 s\ntime: 32.7 s\ntime: 17 s\n[me@login heat]$ ls\n1 2 3",
            {2: {"ranks": "1"}, 3: {"ranks": "2"}, 4: {"ranks": "4"}},
        ),
        # Several lines of each, repeats among them.
        (
            f"{OMP}\npi = 3.1\ntime: 12 s\n\npi = 3.2\ntime: 6 s",
            {2: {"threads": "1"}, 5: {"threads": "2"}},
        ),
        # A run is missing.
        (f"{MPI}\ntime: 64.2 s\ntime: 32.7 s", {}),
        (f"{MPI}\ntime: 64.2 s\nslurmstepd: error 9\ntime: 17 s", {}),
        # The lines say it themselves.
        (f"{MPI}\nnp=1 time: 9 s\nnp=2 time: 5 s\nnp=4 time: 3 s", {}),
        # The variable sets something else.
        ("$ for n in 100 200; do mpirun -np 4 ./heat $n; done\ntime: 1 s\ntime: 2 s", {}),
        # A loop within has turns of its own, of which some are missing.
        (
            "$ for n in 1 2; do for i in 1 2; do mpirun -np $n ./a; done; done\nt: 1 s\nt: 2 s",
            {},
        ),
        # A loop over repeats, which the commands say nothing of.
        (
            "$ for n in 1 2; do for i in 1 2; do mpirun -np $n ./a; done; done\n"
            "t: 9 s\nt: 9.1 s\nt: 5 s\nt: 5.2 s",
            {2: {"ranks": "1"}, 3: {"ranks": "1"}, 4: {"ranks": "2"}, 5: {"ranks": "2"}},
        ),
        # The number alone is no more than the loop says; and lines that go on with it.
        (
            "$ for n in 1 2; do echo $n; srun -n $n ./a; done\n1\nt: 9 s\n2\nt: 5 s",
            {2: {"ranks": "1"}, 4: {"ranks": "2"}},
        ),
        (
            "me@login:~> for n in 1 2\n> do\n>   srun -n $n ./heat\n> done\nt: 9 s\nt: 5 s",
            {5: {"ranks": "1"}, 6: {"ranks": "2"}},
        ),
        # All runs of as many ranks, of other inputs.
        ("$ for n in 1 2; do srun -n 4 ./a -x $n; done\nt: 9 s\nt: 5 s", {}),
    ],
)
def test_outputs_are_counted_from_the_loop(text: str, told: dict[int, dict[str, str]]) -> None:
    assert said(text) == told


@pytest.mark.parametrize(
    ("over", "values"),
    [
        ("n in 1 2 4", "1 2 4"),
        ("n in {1..4}", "1 2 3 4"),
        ("n in {2..8..2}", "2 4 6 8"),
        ("n in {1,2,4}", "1 2 4"),
        ("n in $(seq 3)", "1 2 3"),
        ("n in `seq 2 2 6`", "2 4 6"),
        ("((n=1; n<=8; n*=2))", "1 2 4 8"),
        ("((n=1;n<4;n++))", "1 2 3"),
        ("(( n = 4 ; n <= 12 ; n = n + 4 ))", "4 8 12"),
        ("((n=1; n<=8; n*=1))", "1"),
    ],
)
def test_values_of_a_loop(over: str, values: str) -> None:
    found = looped_values(over)
    assert found is not None
    assert (found.name, found.values) == ("n", values.split())


@pytest.mark.parametrize("over", ["f in *.in", "n in $COUNTS", "n in a b", "((;;))", "n"])
def test_other_loops_are_over_no_numbers(over: str) -> None:
    assert looped_values(over) is None
