"""How many of what a program says that it runs on, in a line of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import prod
from typing import Final

from parsers.grammar.accelerators import ACCELERATOR
from parsers.grammar.beside_counts import counts_of
from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set

_MAY_COUNT = Pattern(r"\d")
_DIGITS = Pattern(r"\d+")
_WORD = Pattern(r"[a-z]+")
_BRACKETED = Pattern(r"\A\[(?P<said>[^\[\]]*)\]\Z")
_OF_TITLE = Pattern(r"\d+[.)]? (?=[A-Z][a-z])|(?<=\w)s\b")
"""What numbers a title, and the plural: ``2 Test with 16 threads``, ``8 GPUs``."""
_BEHIND = Pattern(r"\b(?:with|on|using|for|at) ")
_FIRST_RANK = Pattern(
    r"(?i)[^\n:=]{0,60}?\b(?:rank|process|proc|task)?\s*[\[(]?0"
    r"\s*(?:/|of|out of)\s*(?P<ranks>\d{1,7})"
    r"(?![\d.%])(?:[^\d\n]*|.*\b(?:on|host|node|hostname)\b[^\n]*)"
)
"""``Hello from rank 0 of 8``, ``[0/8] starting``: what the first rank says of all."""
_RANK = Pattern(r"(?i)\b(?:rank|process|proc|mpi|task)")
_GRID = Pattern(
    r"(?i)[\s*#-]*(?:(?:mpi|process(?:or)?s?|ranks?|proc)[ -]"
    r"(?:grid|decomposition|topology|layout|mesh)"
    r"|(?:domain )?decomposition)\s*[:=]?\s*(?P<grid>\d{1,5}(?:\s*[x×*]\s*\d{1,5}){1,2})\s*"
)
_RANKS_BY_THREADS = Pattern(
    r"(?i)[\s*#-]*(?:mpi )?(?:ranks|processes|tasks)\s*[x×*]\s*(?:openmp |omp )?threads\s*[:=]\s*"
    r"(?P<ranks>\d{1,7})\s*[x×*]\s*(?P<threads>\d{1,5})\s*"
)
_RANKS_ON_NODES = Pattern(
    r"(?i)[\s*#-]*(?:mpi[ -])?(?:ranks|processes|tasks)\s*[:=]\s*(?P<ranks>\d{1,7})\s+on\s+"
    r"(?P<nodes>\d{1,6})\s+nodes?\s*"
)
WORLD_SIZE: Final = Pattern(
    r"(?:[^\n]{0,80}[\s(\[,;:])?(?:dist_)?world[ _]size\s?[:=]?\s?(?P<ranks>\d{1,7})(?![\w.])",
    re.IGNORECASE,
)
"""The processes of a run, a term that stands in sentences too."""
_OF_CHARM = Pattern(
    r"(?i)running (?:on (?P<cores>\d{1,7}) processors, (?P<ranks>\d{1,7}) nodes,"
    r" (?P<nodes>\d{1,6}) physical nodes?"
    r"|in (?:non-)?smp mode: (?P<processes>\d{1,7}) processes"
    r"(?: \(PEs\)|,.*?(?P<elements>\d{1,7}) PEs total))\W*"
)
"""What Charm++ and NAMD say: processing elements, processes, and the nodes that these are on."""
_RUNNING = Pattern(
    r"(?i)[\s=#*>-]*(?:job \d+(?: is)? )?(?:[^\d:=]{1,50}[,.] )?"
    r"(?:running|launch(?:ed|ing)|start(?:ed|ing)|executing|using|solving|training|spawning)\b"
    r"(?:\s+job\s+(?:id\s+)?#?\d+\b)?[^.,:;=\d]{0,30}?(?=\d)"
)
_SAID_OF_RUN = Pattern(
    r"(?i)[\s*#>=-]*(?:(?:the|this|there|job|program|code|simulation|mpi|openmp|omp|parallel"
    r"|distributed|hybrid|hello|dask|ray|cluster|gpus|devices|\+)(?:\b|(?<=\+)):?\s*){0,4}"
    r"(?:(?:is )?running|run|are|execution|training|started|starting|initiali[sz]ed"
    r"|enabled|from)?:?\s*(?:with|on|using|across|over)?\s*"
    r"(?<!\w)(?P<counts>\d{1,7}\s+[a-z].*)"
)
"""``MPI initialized with 8 ranks``, ``Parallel run on 4 nodes``."""
_JOINED = Pattern(r"\s*(?:[,;(+&]|\b(?:and|with|on|using)\b)\s*")
_TIMES = Pattern(r"\s*(?:[×*]|\bx\b)\s*")
_OF_MODEL = Pattern(
    rf"(?i)(?P<devices>\d{{1,5}})(?:\s*[x×]\s*|\s+)(?x:{ACCELERATOR})(?:-\w+)*s?(?:\s+gpus?)?"
)
"""``4 x NVIDIA A100-SXM4-80GB``, ``8 H100 GPUs``."""
_AT_WORK = Pattern(
    r"(?i)\s+(?:in total|total|started|launched|allocated|in use|used"
    r"|for (?:the |this )?(?:distributed )?(?:training|run|benchmark|job|simulation|inference))\Z"
)
_DAY: Final = (
    r"(?:[A-Z][a-z]{2},? +(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2})|\d{4}-\d\d-\d\d)"
    r"[ T]+[\d:., ]*(?: ?[AP]M)?(?: ?[A-Z]{1,5}\b| ?[+-]\d\d:?\d\d)?(?: +\d{4})?"
)
_DATED = Pattern(rf"\A{_DAY}:? +(?=\S)|(?<=\S) (?:(?:at|on|since) |\(|@ ?)?{_DAY}\)?\.?\Z")
"""When it was, before or behind what is said: ``Job started on 4 nodes at Mon Mar  4 10:00:00``."""
_EACH_WITH = Pattern(r"(?i)\beach (?:with|using|running) ")
_OF_EACH = Pattern(
    r"(?i)\A(?:each\s+)?(?P<counted>\d.*?)"
    r"(?:\s+(?:per|on each|for each|/)\s*(?P<of>node|rank|process|task|proc)|\s+each)?\Z"
)
"""``4 tasks per node``, ``8 threads per rank``, ``each with 8 threads``."""
_PER_NODE: Final = ("ranks", "devices", "cores")
_NUMBERED = Pattern(
    r"(?i)[\s*#-]*(?P<label>[a-z][\w .()-]{1,40}?)(?:\s*[:=]\s*|\s+is\s+|\s+)(?P<number>\d{1,7})\s*"
)
_MANY: Final = word_set("nodes ranks processes procs processors tasks threads gpus cores devices")
_SHORT_FOR: Final = {"nprocs": "procs", "numprocs": "procs", "nranks": "ranks", "ntasks": "tasks"}
_HOW_MANY: Final = word_set("number num no n of in total max mpi openmp omp the get used parallel")
_OF_ALL_RANKS: Final = word_set("comm communicator world mpi horovod hvd dist")
_OF_DEVICES: Final = word_set("jax torch cuda gpu count")


def counts_told(line: str) -> dict[str, str]:
    """Return the counts that a line states of its run, by their headings, if that is all of it.

    Nothing of one that says more: ``Using 8 threads for I/O`` is of a part. What is said of each
    node alone is ``ranks_per_node``. A logger's prefix is to be taken away before.
    """
    if not _MAY_COUNT.search(line):
        return {}
    line = _BRACKETED.sub(r"\g<said>", " ".join(line.replace("(s)", "s").split()))
    line = _DATED.sub("", line)
    if charm := _OF_CHARM.fullmatch(line):
        called = {"processes": "ranks", "elements": "cores"}
        said = charm.groupdict()
        return {called.get(name, name): said[name] for name in said if said[name]}
    if (running := _RUNNING.match(line)) and (announced := _all_of(line[running.end() :])):
        return announced
    if split := _RANKS_BY_THREADS.fullmatch(line) or _RANKS_ON_NODES.fullmatch(line):
        return split.groupdict()
    if grid := _GRID.fullmatch(line):
        return {"ranks": str(prod(map(int, re.findall(r"\d+", grid["grid"]))))}
    if (of_all := _FIRST_RANK.fullmatch(line)) and _RANK.search(line):
        return {"ranks": of_all["ranks"]}
    if world := WORLD_SIZE.match(line):
        return {"ranks": world["ranks"]}
    if numbered := _NUMBERED.fullmatch(line):
        return _named(numbered["label"], numbered["number"])
    of_run = _SAID_OF_RUN.fullmatch(line)
    return _all_of(of_run["counts"]) if of_run else {}


def _named(label: str, number: str) -> dict[str, str]:
    """``threads 4``, ``number of procs 8``, ``comm size: 4``; ``rank 3`` is one of them."""
    said = [_SHORT_FOR.get(word, word) for word in _WORD.findall(label.lower())]
    rest = [word for word in said if word not in _HOW_MANY]
    if "size" in rest and _OF_ALL_RANKS & {*said} and _OF_ALL_RANKS.issuperset({*rest} - {"size"}):
        return {"ranks": number}
    counted = [word for word in rest if word in _MANY]
    if len(counted) == len(rest) == 1 and (counted != ["devices"] or said != rest):
        return counts_of(f"{number} {counted[0]}") or {}
    devices = {*rest} - _OF_DEVICES
    return {"devices": number} if len(rest) > 1 and devices in ({"device"}, {"devices"}) else {}


def _all_of(text: str) -> dict[str, str]:
    cells: dict[str, str] = {}
    per_node: dict[str, str] = {}
    text = _EACH_WITH.sub("each ", _AT_WORK.sub("", text.strip(" \t.!)=*-:")))
    for part in _JOINED.split(text):
        if not part:
            continue
        each = _OF_EACH.match(part)
        found = _product(each["counted"] if each else part)
        if not found or found.keys() & (cells.keys() | per_node.keys()):
            return {}
        is_per_node = each and (each["of"] or "").lower() == "node"
        if is_per_node or (each and each["counted"] != part and "nodes" in cells):
            per_node |= found
        else:
            cells |= found
    return cells | _in_all(per_node, cells.get("nodes"))


def _in_all(per_node: dict[str, str], nodes: str | None) -> dict[str, str]:
    """What stands on each node, in all where their number is known."""
    if nodes is None:
        return {f"{name}_per_node": cell for name, cell in per_node.items()}
    return {
        name: str(int(nodes) * int(cell)) if name in _PER_NODE and cell.isdecimal() else cell
        for name, cell in per_node.items()
    }


def _product(text: str) -> dict[str, str]:
    """The counts of ``8 ranks``, or of ``4 nodes x 16 ranks x 2 threads``: those of all nodes."""
    if model := _OF_MODEL.fullmatch(text):
        return model.groupdict()
    cells: dict[str, str] = {}
    for part in _TIMES.split(text):
        found = counts_of(part)
        if found is None or found.keys() & cells.keys():
            return {}
        cells |= found
    nodes = cells.get("nodes", "1")
    return _in_all(cells, nodes) | ({"nodes": nodes} if "nodes" in cells else {})


def what_names_say(names: Sequence[str | None]) -> list[dict[str, object]]:
    """Return the facts by which ``names`` tell outputs apart, each the name of a ``section``.

    Where they differ in counts alone, ``4 nodes`` and ``8 nodes``, these are the facts.
    """
    counts = [_counts_in(name or "") for name in names]
    without = {_DIGITS.sub("0", _OF_TITLE.sub("", name or "")) for name in names}
    if len(without) == 1 and all(counts) and len({tuple(each.items()) for each in counts}) > 1:
        return [*counts]
    return [{"section": name} for name in names]


def _counts_in(name: str) -> dict[str, object]:
    """The counts that a name states, as of ``4 nodes`` and ``Test with 10 threads``."""
    told = counts_told(name) or counts_told(_BEHIND.split(name)[-1])
    return {label: int(count) for label, count in told.items()}
