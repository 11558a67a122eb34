"""What an output says around the steps of a run: counts before the first, results after the last.

``Running on 4 ranks`` above iterations, ``Simulation finished in 31.0 s`` below them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

from parsers.formats.mesh_lines import without_mesh_nodes
from parsers.formats.parts_of_runs import without_parts
from parsers.formats.result_lines import counts_said, stated_result
from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set
from parsers.headings.heading import Heading
from parsers.headings.read_heading import read_heading
from parsers.source import Source
from parsers.training.lines_around import AROUND
from parsers.training.run_lines import RunLines
from parsers.training.run_quantities import RunQuantity

_MAY_COUNT = Pattern(
    r"(?i)\d.*?(?:rank|proc|thread|task|worker|node|gpu|device|core|np\b|size)"
    r"|(?:rank|proc|thread|task|worker|node|gpu|device|core|np\b|size|decomp|grid|srun|mpi|run\b|PEs).*?\d"
)
_MAY_RESULT = Pattern(r"\d\D{0,24}\Z")
_RATES: Final = frozenset({"throughput", "performance", "flops", "fom", "figure_of_merit"})
_SOLVING: Final = ("solve_time", "solver_time")
_OF_THE_WHOLE: Final = word_set(
    "runtime time total wall elapsed run simulation program execution benchmark main loop compute"
    " computation"
)
_KNOWN: Final = frozenset({"devices", "devices_per_node"})
"""What a training program scales over, beside which its processes and threads say no more."""


class StatedAround(NamedTuple):
    """What stands around one run: the counts of it, and results of the whole.

    ``on_mesh``: nodes are named that are those of a mesh.
    """

    counts: dict[str, int]
    results: list[RunQuantity]
    on_mesh: bool = False


def stated_around(
    source: Source, lines: Sequence[str], runs: Sequence[RunLines]
) -> list[StatedAround]:
    """Return what is said around each of ``runs``, which follow each other; else of none of them.

    ``lines`` are those of ``source`` around them. Counts hold until others are said. Values of
    results are in base units.
    """
    ranges = [(min(own), max(own)) for run in runs if (own := _lines(run))]
    follow = all(last < first for (_, last), (first, _) in pairwise(ranges))
    if len(ranges) < len(runs) or not follow:
        return [StatedAround({}, []) for _ in runs]
    counts: dict[str, int] = {}
    on_mesh = False
    around = []
    for (_, before), (first, last), (after, _) in zip(
        [(0, 0), *ranges], ranges, [*ranges[1:], (len(lines) + 1, 0)], strict=False
    ):
        said = lines[before : first - 1][-AROUND:]
        on_mesh = on_mesh or without_mesh_nodes(said) != said
        above = without_parts(said, source.name).lines
        counts = counts | counts_said([line for line in above if _MAY_COUNT.search(line)])
        below = lines[last : after - 1][:AROUND]
        around.append(StatedAround(counts, list(_results(last, below, source.name)), on_mesh))
    return around


def with_counts_around(facts: dict[str, Any], around: StatedAround) -> dict[str, Any]:
    """Return the facts of a run with the counts around it that they lack."""
    if around.on_mesh:
        facts = {name: fact for name, fact in facts.items() if name != "nodes"}
    return facts if _KNOWN & facts.keys() else around.counts | facts


def with_results_around(own: Sequence[RunQuantity], around: StatedAround) -> list[RunQuantity]:
    """Return the quantities of a run, and the results around it that it has not."""
    known = {each.metric for each in own}
    more = {each.metric: each for each in reversed(around.results) if each.metric not in known}
    return [*own, *reversed(more.values())]


def _lines(run: RunLines) -> list[int]:
    return [run.rows.line[place] for place in run.places]


def _results(last: int, below: Sequence[str], name: str) -> Iterator[RunQuantity]:
    if not any(map(_MAY_RESULT.search, below)):
        return
    for number, line in enumerate(without_parts(below, name).lines, last + 1):
        stated = stated_result(line) if _MAY_RESULT.search(line) else None
        heading = read_heading(stated[0]) if stated else None
        metric = _metric(heading) if heading else None
        if stated and heading and metric:
            value = float(stated[1].replace(",", "")) * heading.factor
            unit = heading.unit or ("s" if heading.is_time else None)
            yield RunQuantity(metric, unit, value, number, None, None, None, final=True)


def _metric(heading: Heading) -> str | None:
    """What a result is of the whole run, if it is."""
    if heading.name in _RATES or heading.name in _SOLVING:
        return heading.name
    is_whole = heading.is_time and _OF_THE_WHOLE.issuperset(heading.name.split("_"))
    return "runtime" if is_whole else None
