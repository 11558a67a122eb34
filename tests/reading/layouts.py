"""Layouts in words: ``2N4G``, ``mpi8omp4``, ``2 nodes x 4 GPUs``."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from tests.reading.truth import Scale
from tests.reading.vocabulary import UNITS

Layout = tuple[int, ...]

IN_FILES: Final[dict[str, tuple[str, ...]]] = {
    "nodes": ("run_{}nodes", "{}nodes", "nodes_{}", "job_n{}", "N{}", "out.{}nodes"),
    "gpus": ("hf_gpu{}", "{}gpus", "run_{}gpu", "gpus_{}", "ddp_{}gpus"),
    "ranks": ("np{}", "run_np{}", "mpi{}", "{}ranks", "job_np{}"),
    "threads": ("omp{}", "threads_{}", "{}threads", "run_{}threads"),
    "cores": ("{}cores", "cores_{}", "run_{}cores"),
    "workers": ("workers_{}", "{}workers"),
}
IN_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "nodes": ("{}N", "{}nodes", "nodes={}"),
    "gpus": ("{}gpu", "gpu{}", "{}gpus", "ngpus={}"),
    "ranks": ("np{}", "mpi{}", "{}ranks", "np={}"),
    "threads": ("omp{}", "{}threads", "threads={}", "nt{}"),
    "cores": ("{}cores", "cores={}"),
    "nodes_gpus": ("{}N{}G", "{}x{}", "{}nodes_{}gpus", "{}n{}g"),
    "ranks_threads": ("mpi{}omp{}", "{}x{}", "np{}_omp{}", "{}ranks_{}threads"),
}
MIXED: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "nodes_gpus": (("{}x{}", "nodes x GPUs"), ("{}N{}G", ""), ("{} x {}", "Nodes x GPUs/node")),
    "ranks_threads": (("{}x{}", "ranks x threads"), ("{} x {}", "MPI x OMP"), ("mpi{}omp{}", "")),
}
"""Layouts in a cell, and the heading that such a cell needs, where it does."""


def counted(number: int, level: str) -> str:
    """Return ``1 GPU``, ``8 GPUs``."""
    one, several = UNITS[level]
    return f"{number} {one if number == 1 else several}"


def in_words(scale: Scale, layout: Layout) -> str:
    """Return ``2 nodes x 4 GPUs``, ``4 workers``."""
    return " x ".join(
        counted(number, level) for number, level in zip(layout, scale.levels, strict=True)
    )


def speller(
    styles: dict[str, tuple[str, ...]], scale: Scale, rng: Random
) -> Callable[[Layout], str]:
    """Draw one style in which all layouts of a document are spelt."""
    style = rng.choice(styles[scale.name])
    return lambda layout: style.format(*layout)


def cell_speller(scale: Scale, rng: Random) -> tuple[Callable[[Layout], str], str]:
    """Draw how a cell spells a layout, and the heading it needs, if any."""
    if scale.name in MIXED and rng.random() < 0.6:
        style, heading = rng.choice(MIXED[scale.name])
        return (lambda layout: style.format(*layout)), heading
    return (lambda layout: in_words(scale, layout)), ""
