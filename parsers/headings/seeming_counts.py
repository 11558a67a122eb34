"""Settings whose names count elsewhere, and names of what was run that seem to be settings."""

from __future__ import annotations

from typing import Final

from parsers.grammar.words import snake_case, word_set, words
from parsers.headings.heading import Heading

_OF_TRAINING: Final = word_set("lora qlora adapter adapters alpha dropout lr batch bs mbs gbs")
_OF_VASP: Final = word_set("kpar npar nsim")
_BESIDE: Final = {"rank": _OF_TRAINING, "r": _OF_TRAINING, "ncore": _OF_VASP}
"""What stands beside a name that is a setting there: the rank of LoRA's matrices is chosen as a
batch is, and ``NCORE`` is how many cores share an orbital, not how many there are."""


_VARIANTS: Final = word_set("serial sequential cuda hip opencl tbb pthreads pthread hybrid")
_MODELS: Final = word_set("mpi openmp omp")


_TRUNKS: Final = word_set("main master trunk develop upstream base baseline")
_BRANCHES: Final = ("branch", "commit", "tag")


def as_variants(headings: list[Heading]) -> list[Heading]:
    """Return the headings of one table, ``MPI`` and ``OpenMP`` beside ``Serial`` read as names.

    So are the programs called that were run; alone they may count processes and threads. So is a
    ``branch`` beside ``master``: there the results of each stand below.
    """
    alone = [heading.text.lower().partition(" (")[0] for heading in headings]
    if not _TRUNKS.isdisjoint(alone):
        headings = [
            Heading(heading.text, "unknown", text) if heading.name == text in _BRANCHES else heading
            for heading, text in zip(headings, alone, strict=True)
        ]
    if _VARIANTS.isdisjoint(alone) or _MODELS.isdisjoint(alone):
        return headings
    return [
        Heading(heading.text, "unknown", snake_case(heading.text))
        if not heading.role and text in _MODELS and heading.unit is None
        else heading
        for heading, text in zip(headings, alone, strict=True)
    ]


def as_settings(headings: list[Heading]) -> list[Heading]:
    """Return the headings of one table, those that only seem to count read as parameters."""
    said = {word for heading in headings for word in words(heading.text)}
    return [
        Heading(heading.text, "parameter", snake_case(heading.text))
        if not heading.role and not said.isdisjoint(_BESIDE.get(heading.text.lower(), ()))
        else heading
        for heading in headings
    ]
