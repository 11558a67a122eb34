"""Headings of one letter, as textbooks and launchers have them: by what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.headings.heading import Heading
from parsers.run_records.records import SCALE

_PROCESSES: Final = ("p", "P", "n_p", "N_p", "N_P", "nP")
_ARGUMENTS: Final = {"n": ("T(n)", "E(n)"), "N": ("T(N)", "E(N)")}
"""What must stand beside a letter that is a size elsewhere: an efficiency is one of a count."""
_OTHER_SIDE: Final = ("q", "Q")
"""What makes ``P`` one side of a grid."""
_LAUNCHED: Final = {"N": "nodes", "n": "tasks", "c": "cpus per task"}
"""The options of ``srun``."""
_OF_EACH = Pattern(
    r"(?i)(?:\bper[\s_-]*|_per_|/ ?)(?:mpi[\s_-]*)?(?:rank|process|proc|task)\b|^(?:omp|openmp)$"
)
"""``threads per rank``, or ``omp`` alone."""
_EXPLAINED = Pattern(
    r"[PpNn] ?\((?:(?:number|no\.?|nr\.?|#) ?(?:of )?)?(?:MPI )?"
    r"(?P<noun>processes|procs|ranks|tasks|threads|cores|processors|nodes|GPUs)\)"
)
"""``P (processes)``"""
_CHUNKS: Final = "select"
_OF_CHUNKS: Final = frozenset({"ncpus", "mpiprocs", "ompthreads"})
"""What ``qsub -l select=2:ncpus=36:mpiprocs=36`` asks for: so many chunks, mostly nodes."""
_INDEX: Final = r"(?:_?\{?(?:[nN]_?)?(?:p|n|P|N)\}?|\((?:[nN]_?)?(?:p|n|P|N)\))?"
_TEXTBOOK: Final = {
    "time": Pattern(rf"[Tt]{_INDEX}\Z"),
    "speedup": Pattern(rf"[Ss]{_INDEX}\Z"),
    "efficiency": Pattern(rf"[Ee]{_INDEX}\Z"),
}
_INDEXED = Pattern(
    r"(?P<letter>[SE])(?:\((?:[nN]_?)?[pPnN]\)|_\{?(?:[nN]_?)?[pPnN]\}?)"
    r"(?P<percent>\s*[(\[]%[)\]])?\Z"
)
"""With its argument a letter is a function of the count, whatever stands beside it.

``E_p`` alone may be an energy.
"""
_TIME_OF = Pattern(r"[Tt]_\{?(?P<what>[A-Za-z]{2,})\}?\Z")
"""``T_solver``: a time with what was timed as its index."""
_TIME_IN_BRACKETS = Pattern(rf"[Tt]{_INDEX}\s*[(\[](?P<what>[^()\[\]]{{2,}})[)\]]\Z")
"""``T_p (MPI)``: the same of one of several codes."""
_FUNCTIONS: Final = {"S": "speedup", "E": "efficiency"}
_UNCERTAINTIES: Final = {"dt": "t", "dT": "T", "δt": "t", "Δt": "t"}


def meant_by_symbols(headings: Sequence[Heading]) -> dict[int, str]:
    """Return what symbols among the ``headings`` of one table stand for: place -> a plain heading.

    ``N`` and ``G`` side by side are nodes and GPUs, ``N`` and ``n`` what ``srun`` calls so; alone,
    ``N`` is a problem size. ``p`` is a number of processes where a result stands beside it and
    nothing else is counted, but for nodes beside a speedup, and so is ``n`` beside ``T(n)`` and
    ``E(n)``; ``T``, ``S`` and ``E`` are time, speedup and efficiency beside a count, where nothing
    else is measured, and ``dt`` is what ``t`` is uncertain by. ``T`` and ``P`` with nothing beside
    them may be temperature and pressure.
    ``T_solver`` is a time as well. ``#`` right behind ``GPU`` is how many.
    """
    places = {heading.text: place for place, heading in enumerate(headings)}
    if {"N", "G"} <= places.keys():
        return {places["N"]: "Number of nodes", places["G"]: "Number of GPUs"}
    meant = _numbers_of_devices(headings)
    if {"N", "n"} <= places.keys():
        meant |= {places[text]: name for text, name in _LAUNCHED.items() if text in places}
    small = {text.lower(): place for text, place in places.items()}
    if _CHUNKS in small and not _OF_CHUNKS.isdisjoint(small):
        meant[small[_CHUNKS]] = "nodes"
    meant |= {
        place: f"number of {found['noun']}"
        for text, place in places.items()
        if (found := _EXPLAINED.fullmatch(text))
    }
    read = _textbook(places)
    named = [heading for place, heading in enumerate(headings) if place not in read]
    if any(heading.kind in ("metric", "stated_speedup") for heading in named):
        # Beside what is measured under a name, letters may be anything; not so `T(p)`, beside `p`.
        measured = any(heading.kind == "metric" for heading in named)
        of_count = {} if measured else {places[text]: text for text in places if "(" in text}
        read = {place: name for place, name in read.items() if place in of_count}
    functions = {
        place: match
        for place, heading in enumerate(headings)
        if (match := _INDEXED.match(heading.text))
    }
    speedups = any(match["letter"] == "S" for match in functions.values())
    for place, indexed in functions.items():
        if speedups or "(" in indexed[0]:
            percent = " (%)" if indexed["percent"] else ""
            read.setdefault(place, f"{_FUNCTIONS[indexed['letter']]}{percent}")
    if not any(each.kind == "metric" for each in named):
        for text, place in places.items():
            if timed := _TIME_OF.match(text) or _TIME_IN_BRACKETS.match(text):
                read.setdefault(place, f"{timed['what']} time")
    is_measured = bool(read) or any(each.kind == "metric" and each.better for each in named)
    scale = {heading.name for heading in headings} & set(SCALE)
    counted = bool(meant) or bool(scale)
    process = next((places[text] for text in _PROCESSES if text in places), None)
    if process is None:
        functions_of = (text for text, of in _ARGUMENTS.items() if places.keys() >= {text, *of})
        process = next((places[text] for text in functions_of), None)
    other = {"T", "P"} == places.keys() or not places.keys().isdisjoint(_OTHER_SIDE)
    # A speedup beside nodes is one of the processes on them.
    claimed = any(heading.kind == "stated_speedup" for heading in headings)
    # Of the threads of each process there are as many for every one.
    of_each = scale == {"threads"} and any(
        each.name == "threads" and _OF_EACH.search(each.text) for each in headings
    )
    is_free = not counted or (not meant and (of_each or (claimed and scale == {"nodes"})))
    if is_free and process is not None and is_measured and not other:
        meant[process] = "number of processes"
        counted = True
    return meant | read if counted else meant


def _numbers_of_devices(headings: Sequence[Heading]) -> dict[int, str]:
    """Read ``#`` right behind the model of a device; anywhere else it numbers the rows."""
    if any(heading.name in SCALE for heading in headings):
        return {}
    return {
        place: "Number of GPUs"
        for place, (before, heading) in enumerate(pairwise(headings), start=1)
        if heading.text == "#" and before.name in ("device", "devices")
    }


def _textbook(places: dict[str, int]) -> dict[int, str]:
    read = {
        place: name
        for text, place in places.items()
        for name, pattern in _TEXTBOOK.items()
        if pattern.match(text)
    }
    if "time" not in read.values() or len(set(read.values())) < len(read):
        return {}
    for text, other in _UNCERTAINTIES.items():
        if {text, other} <= places.keys():
            read[places[text]] = "time uncertainty"
    return read
