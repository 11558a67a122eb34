"""How programs are called without parallel parts, and for how they run in parallel."""

from __future__ import annotations

from typing import Final

from parsers.grammar.words import word_set

SERIAL_WORDS: Final = word_set("serial sequential seq")
SERIAL_PROGRAM: Final = (
    r"(?:serial|sequential|seq|(?:single|mono)[ _-]?thread(?:ed)?|s[ée]quentiel(?:le)?|secuencial"
    r"|sequencial|sequenziale|sequentiell|seriell)"
    r"(?:[ _-](?:code|version|run|execution|program|time))?"
)
"""Matches all of a text that names it and says nothing else, as regular expressions have it."""
PARALLEL_MODELS: Final = word_set("mpi openmp omp hybrid pthreads pthread tbb kokkos cilk")
"""In what the parallel parts of a program may be written that runs on the cores of nodes."""
PARALLEL_WORDS: Final = word_set("parallel par concurrent multithreaded threaded")
"""How such a program is called, whatever it is written in."""
