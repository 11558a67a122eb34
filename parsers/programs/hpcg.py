"""HPCG: the rating at the end of ``HPCG-Benchmark_*.txt``, or of the YAML of older releases."""

from __future__ import annotations

import math
from typing import Any, Final

from parsers.programs.program import Program

_SIDES: Final = ("nx", "ny", "nz")
_PROCESSES: Final = ("npx", "npy", "npz")


def _grid(facts: dict[str, Any]) -> dict[str, object]:
    """The part of the grid that each process has, which tells one problem from another.

    NVIDIA's prints the grid of the processes, each of which has a GPU.
    """
    found: dict[str, object] = dict.fromkeys((*_SIDES, *_PROCESSES))
    if facts.keys() >= set(_SIDES):
        found["case"] = "x".join(str(facts[name]) for name in _SIDES)
    if facts.keys() >= set(_PROCESSES):
        found["ranks"] = found["devices"] = math.prod(facts[name] for name in _PROCESSES)
    return found


PROGRAM = Program(
    name="HPCG",
    begins=(
        r"^HPCG-NVIDIA",
        r"^HPCG-Benchmark\b(?!_)",
        r"^Machine Summary *::Distributed Processes[:=] *\d+$",
        r"^Machine Summary: *\n +Distributed Processes: *\d+$",
        r"^(?:\S+:)?Final Summary *::HPCG result is (?:IN)?VALID",
        r"^GB/s Summary=",
        r"^start of application \(\d+ OMP threads\)",
        r"^SpMV *= *[\d.]+ GF \(",
    ),
    primary="flops flops_raw",
    fields=(
        r"^(?:HPCG-Benchmark )?version[:=] *{version=word}",
        r"Distributed Processes[:=] *{ranks}$",
        r"Threads per processes[:=] *{threads}$",
        r"Number of Equations[:=] *{size}$",
        *(rf"^(?:Local Domain Dimensions *::| +){name}[:=] *{{{name}}}$" for name in _SIDES),
        r"^{nx}x{ny}x{nz} local domain",
        r"^{npx}x{npy}x{npz} process grid",
    ),
    results=(
        r"^final *= {flops:Gflop/s} GF\b",
        r"HPCG result is VALID with a GFLOP/s rating of[:=] *{flops:Gflop/s}$",
        r"execution time \(sec\) is[:=] *{runtime:s}$",
        r"^GFLOP/s Summary *::Raw Total[:=] *{flops_raw:Gflop/s}$",
        r"^(?:GB/s Summary *::| +)Raw Total B/W[:=] *{bandwidth:GB/s}$",
        *(
            rf"^GFLOP/s Summary *::Raw {kernel}[:=] *{{flops_{kernel.lower()}:Gflop/s}}$"
            for kernel in ("DDOT", "WAXPBY", "SpMV", "MG")
        ),
    ),
    fails=(r"HPCG result is (?P<reason>INVALID[^\n=]*)",),
    derived=_grid,
    assumes=("each process of NVIDIA's HPCG has a GPU",),
)
