"""Graph500: the harmonic mean of the rates of all searches."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="Graph500",
    begins=(
        r"^graph_generation: +\S+ s$",
        r"^Running BFS 0\b",
        r"^SCALE: +\d+",
        r"^(?:bfs +)?min_TEPS: *!? *{_}",
        r"^sssp +min_TEPS: *!? *{_}",
    ),
    primary="teps teps_sssp",
    fields=(
        r"^SCALE: {scale}",
        r"^edgefactor: {edge_factor}",
        r"^NBFS: {searches}",
        r"^num_mpi_processes: {ranks}",
    ),
    results=(
        r"^(?:bfs +)?harmonic_mean_TEPS: *!? *{teps:TEPS}",
        r"^(?:bfs +)?min_TEPS: *!? *{teps_min:TEPS}",
        r"^(?:bfs +)?max_TEPS: *!? *{teps_max:TEPS}",
        r"^(?:bfs +)?mean_time: *!? *{runtime:s}",
        r"^sssp +harmonic_mean_TEPS: *!? *{teps_sssp:TEPS}",
        r"^sssp +mean_time: *!? *{runtime_sssp:s}",
        r"^construction_time: {construction_time:s}$",
        r"^graph_generation: {generation_time:s}$",
    ),
    assumes=("the value is the harmonic mean",),
)
