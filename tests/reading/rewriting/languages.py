"""Headings in other languages than English."""

from __future__ import annotations

import re
from random import Random
from typing import Final

from tests.reading.rewriting.rewritten_sheet import Sheet
from tests.reading.rewriting.told_by_headings import unit_heading

_TIMES: Final = ("time", "wall time", "walltime", "runtime", "elapsed", "elapsed time", "t")
_ENGLISH: Final = {
    "nodes": ("nodes", "num nodes", "n nodes"),
    "gpus": ("gpus", "num gpus", "n gpus", "ngpus"),
    "cores": ("cores", "cpus"),
    "processes": ("processes", "procs", "ranks", "tasks", "mpi ranks"),
    "threads": ("threads",),
    "time": _TIMES,
}
_KINDS: Final = {word: kind for kind, words in _ENGLISH.items() for word in words}
LANGUAGES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "German": {
        "nodes": ("Knoten", "Anzahl Knoten"),
        "gpus": ("GPUs", "Anzahl GPUs"),
        "cores": ("Kerne", "Anzahl Kerne"),
        "processes": ("Prozesse", "MPI-Prozesse"),
        "threads": ("Threads",),
        "time": ("Laufzeit", "Zeit", "Rechenzeit"),
    },
    "French": {
        "nodes": ("Nœuds", "nombre de noeuds"),
        "gpus": ("GPU", "nb GPU"),
        "cores": ("Cœurs", "nb coeurs"),
        "processes": ("Processus", "nombre de processus"),
        "threads": ("Threads", "nb threads"),
        "time": ("Temps", "temps d'exécution", "durée"),
    },
    "Spanish": {
        "nodes": ("Nodos", "número de nodos"),
        "gpus": ("GPUs", "número de GPUs"),
        "cores": ("Núcleos",),
        "processes": ("Procesos",),
        "threads": ("Hilos",),
        "time": ("Tiempo", "tiempo de ejecución"),
    },
    "Italian": {
        "nodes": ("Nodi", "numero di nodi"),
        "gpus": ("GPU", "numero GPU"),
        "cores": ("Core", "numero core"),
        "processes": ("Processi",),
        "threads": ("Thread", "numero thread"),
        "time": ("Tempo", "tempo di esecuzione"),
    },
    "Portuguese": {
        "nodes": ("Nós", "número de nós"),
        "gpus": ("GPUs",),
        "cores": ("Núcleos",),
        "processes": ("Processos",),
        "threads": ("Threads",),
        "time": ("Tempo", "tempo de execução"),
    },
    "Chinese": {
        "nodes": ("节点数", "节点"),
        "gpus": ("GPU数", "GPU数量"),
        "cores": ("核数", "核心数"),
        "processes": ("进程数",),
        "threads": ("线程数",),
        "time": ("时间", "运行时间", "耗时"),
    },
}


def translated(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with the headings of counts and times in another language."""
    words = LANGUAGES[rng.choice(list(LANGUAGES))]
    headings = tuple(_translated(heading, words, rng) for heading in sheet.headings)
    if headings == sheet.headings or len(set(headings)) < len(headings):
        return None
    return sheet.rewritten(headings)


def _translated(heading: str, words: dict[str, tuple[str, ...]], rng: Random) -> str:
    part = unit_heading(heading)
    name = heading if part is None else part.name
    kind = _KINDS.get(re.sub(r"[ _]+", " ", name.lower()))
    if kind is None:
        return heading
    word = rng.choice(words[kind])
    return word if part is None else f"{word} ({part.unit})"
