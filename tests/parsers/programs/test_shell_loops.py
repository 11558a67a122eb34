"""A loop of a shell says how large each of its runs was, where its outputs can be counted."""

from __future__ import annotations

import pytest

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
        # A loop within has turns of its own.
        (
            "$ for n in 1 2; do for i in 1 2; do mpirun -np $n ./a; done; done\nt: 1 s\nt: 2 s",
            {},
        ),
    ],
)
def test_outputs_are_counted_from_the_loop(text: str, told: dict[int, dict[str, str]]) -> None:
    assert said(text) == told
