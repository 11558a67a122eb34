"""Words for the phases of a program that computes, which no rate counts."""

from __future__ import annotations

from typing import Final

from parsers.grammar.words import word_set

PHASES_OF_SOLVERS: Final = word_set(
    "init initialization initialisation setup startup solve solver compute computation assembly"
    " calc comm communication fft poisson advection diffusion kspace neigh halo"
    " force forces neighbor integrate factorization preconditioner"
)
