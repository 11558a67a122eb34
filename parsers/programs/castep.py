"""CASTEP: the total time, which it writes only where it ends well."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="CASTEP",
    begins=(r"^\| +CCC +AA +SSS +TTTTT", r"^Initialisation time = {_:s}"),
    primary="runtime",
    fields=(
        r"^\| Welcome to [^\n]*CASTEP version (?P<version>[\w.]+)",
        r"^Calculation parallelised over {ranks} processes",
        r"^Calculation (?:is )?not parallelised over (?P<ranks>1)\b",
        r"^Each process may use up to {threads} threads",
        r"^type of calculation *: (?P<calculation>\S[^\n]*?) *$",
        r"^Total number of ions in cell = {atoms}",
        r"^Number of kpoints used = {k_points}",
        r"^Writing analysis data to (?:[^\n]*/)?(?P<case>[^\s/]+)\.castep_bin",
    ),
    results=(
        r"^Initialisation time = {initialisation_time:s} s *$",
        r"^Calculation time = {calculation_time:s} s *$",
        r"^Finalisation time = {finalisation_time:s} s *$",
        r"^Total time = {runtime:s} s *$",
        r"^Peak Memory Use = {peak_memory:kB} kB *$",
        r"^Overall parallel efficiency rating: [^\n(]*\({parallel_efficiency:%}%\)",
    ),
    fails=(r"^Error in {reason=text}$", r"^ERROR in {reason=text}$"),
)
