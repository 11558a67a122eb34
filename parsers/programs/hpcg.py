"""HPCG: the rating at the end of ``HPCG-Benchmark_*.txt``, or of the YAML of older releases."""

from __future__ import annotations

from typing import Any

from parsers.programs.program import Program


def _grid(facts: dict[str, Any]) -> dict[str, object]:
    """The part of the grid that each process has, which tells one problem from another."""
    sides = [facts.get(name) for name in ("nx", "ny", "nz")]
    hidden = dict.fromkeys(("nx", "ny", "nz"))
    return hidden if None in sides else hidden | {"case": "x".join(map(str, sides))}


PROGRAM = Program(
    name="HPCG",
    begins=(r"^HPCG-Benchmark\b(?!_)", r"^HPCG-NVIDIA"),
    primary="flops",
    fields=(
        r"^(?:HPCG-Benchmark )?version[:=] *{version=word}",
        r"Distributed Processes[:=] *{ranks}$",
        r"Threads per processes[:=] *{threads}$",
        r"Number of Equations[:=] *{size}$",
        *(
            rf"^(?:Local Domain Dimensions::| +){name}[:=] *{{{name}}}$"
            for name in ("nx", "ny", "nz")
        ),
    ),
    results=(
        r"HPCG result is VALID with a GFLOP/s rating of[:=] *{flops:Gflop/s}$",
        r"execution time \(sec\) is[:=] *{runtime:s}$",
        r"^GB/s Summary::Raw Total B/W[:=] *{bandwidth:GB/s}$",
        *(
            rf"^GFLOP/s Summary::Raw {kernel}[:=] *{{flops_{kernel.lower()}:Gflop/s}}$"
            for kernel in ("DDOT", "WAXPBY", "SpMV", "MG")
        ),
    ),
    fails=(r"HPCG result is (?P<reason>INVALID[^\n]*)",),
    derived=_grid,
)
