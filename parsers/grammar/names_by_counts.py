"""Counts in several names that differ in these alone: ``job_n1``, ``job_n8``; ``4x8``, ``8x8``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from parsers.grammar.accelerators import ACCELERATOR
from parsers.grammar.name_counts import NameCounts, field_of, read_name
from parsers.grammar.patterns import Pattern
from parsers.grammar.serial_program import PARALLEL_MODELS, PARALLEL_WORDS

_LETTERS_OF_DOUBLES: Final = {"p": "ranks", "w": "ranks", "ws": "ranks", "c": "cores"}
"""What counts where it doubles from name to name: ``p95`` is none, ``c1`` and ``c2`` are cases."""
_SHARED: Final = ("devices", "ranks", "cores", "threads")
_LEAST_DOUBLES: Final = 3
_DOUBLING = Pattern(
    rf"(?<![A-Za-z0-9])(?P<first>{'|'.join(_LETTERS_OF_DOUBLES)})[ _=-]?(?P<a>\d{{1,7}})"
    r"(?![0-9.A-Za-z])"
)
_CROSS = Pattern(r"\s*(\d{1,6})\s*[x×]\s*(\d{1,5})\s*")
"""Ranks by threads, where a name is nothing else: ``4x8``."""
_PARALLEL: Final = (
    r"ddp|fsdp2?|hsdp|dp|data[ -]?parallel|deepspeed|zero-?[123]|horovod|pmap|megatron"
)
_TIMES_BEHIND = Pattern(
    rf"(?i)(?P<how>.*\b(?:{_PARALLEL})\b.*?)[ _-]*[x×][ ]?(?P<a>[1-9]\d{{0,4}})"
)
"""``DDP x4``: so many devices, of which each has a copy or a part of the model."""
_PROGRAM = Pattern(
    rf"(?i)(?P<how>{'|'.join(sorted(PARALLEL_WORDS | PARALLEL_MODELS))})[ _-]?(?P<a>[1-9]\d{{0,4}})"
)
"""``par_4``: a way to run in parallel, and on how many cores; one digit may be its version."""
_GLUED = Pattern(
    r"(?i)(?P<how>.*[a-z])(?P<a>[1-9]\d{0,4})(?P<first>nodes?|gpus?|ranks?|tasks?|procs?|threads?|cores?)"
)
_MODEL_AT_END = Pattern(rf"(?ix) (?:{ACCELERATOR}) \Z")
"""``h100gpus`` are some H100."""
_SINGLE = Pattern(r"(?i)single(?:[ _-](?:gpu|device|card))?")
_CROSS_BEHIND = Pattern(r"(?<=[ _-])(\d{1,6})\s?[x×]\s?(\d{1,5})\Z")


_SIDE: Final = 16
"""From this length on, squares alone are grids: a layout keeps the threads as its ranks grow."""


def read_names(names: list[str]) -> dict[str, NameCounts]:
    """Return name -> its counts, for names of which several differ in counts alone.

    All have to have the same counts: of one field, or of two. Where spelled nouns give none,
    single letters are tried. An empty result says that these names count nothing.
    """
    distinct = list(dict.fromkeys(names))
    if len(distinct) < 2:
        return {}
    pairs = {name: match for name in distinct if (match := _CROSS.fullmatch(name))}
    if len(pairs) == len(distinct):
        if all(int(match[1]) == int(match[2]) >= _SIDE for match in pairs.values()):
            return {}
        return {
            name: NameCounts({"ranks": int(match[1]), "threads": int(match[2])}, "*")
            for name, match in pairs.items()
        }
    if parallel := _of_data_parallel(distinct):
        return parallel
    for letters in (False, True):
        read = {name: found for name in distinct if (found := read_name(name, letters=letters))}
        templates: dict[str, set[tuple[int, ...]]] = {}
        for found in read.values():
            templates.setdefault(found.template, set()).add(tuple(found.counts.values()))
        several = [len(counts) > 1 for counts in templates.values()]
        if read and len(read) == len(distinct) and any(several):
            return _of_all_nodes(_with_shares_of_nodes(read))
    return _of_programs(distinct) or _of_glued(distinct) or _of_doubles(distinct)


def _of_doubles(names: Sequence[str]) -> dict[str, NameCounts]:
    """The counts behind letters that may mean anything, where each is twice the one before."""
    found = {name: list(_DOUBLING.finditer(name)) for name in names}
    if len(names) < _LEAST_DOUBLES or any(len(matches) != 1 for matches in found.values()):
        return {}
    read = {
        name: NameCounts(
            {_LETTERS_OF_DOUBLES[each["first"]]: int(each["a"])},
            f"{name[: each.start()]}{each['first']}*{name[each.end() :]}",
        )
        for name, [each] in found.items()
    }
    counts = sorted(number for each in read.values() for number in each.counts.values())
    doubles = all(many == 2 * few for few, many in pairwise(counts))
    return read if doubles and len({each.template for each in read.values()}) == 1 else {}


def _with_shares_of_nodes(read: dict[str, NameCounts]) -> dict[str, NameCounts]:
    """``read`` with what is the same on 1, 2 and 4 nodes as that of each: ``8xA100``, ``64c``."""
    counts = [each.counts for each in read.values()]
    inner = next((field for field in counts[0] if field != "nodes"), "")
    if inner not in _SHARED or any(each.keys() != {"nodes", inner} for each in counts):
        return read
    nodes, shares = ({each[field] for each in counts} for field in ("nodes", inner))
    if len(shares) > 1 or len(nodes) == 1:
        return read
    return {
        name: found._replace(
            counts={"nodes": found.counts["nodes"], f"{inner}_per_node": found.counts[inner]}
        )
        for name, found in read.items()
    }


def _of_all_nodes(read: dict[str, NameCounts]) -> dict[str, NameCounts]:
    """``read`` with what grows as the nodes do, ``1n_4g`` and ``2n_8g``, as that of all of them."""
    counts = [each.counts for each in read.values()]
    inner = next((field for field in counts[0] if field != "nodes"), "")
    if not inner.endswith("_per_node") or any(each.keys() != {"nodes", inner} for each in counts):
        return read
    shares = {each[inner] / each["nodes"] for each in counts}
    if len(shares) > 1 or len({each["nodes"] for each in counts}) == 1:
        return read
    total = inner.removesuffix("_per_node")
    return {
        name: found._replace(counts={"nodes": found.counts["nodes"], total: found.counts[inner]})
        for name, found in read.items()
    }


def _of_programs(names: Sequence[str]) -> dict[str, NameCounts]:
    """The cores of names such as ``par_2``, ``par_4``, ``par_8``, which are powers of two."""
    found = {name: match for name in names if (match := _PROGRAM.fullmatch(name))}
    read = {
        name: NameCounts({"cores": int(match["a"])}, f"{match['how']}*")
        for name, match in found.items()
    }
    counts = {each.counts["cores"] for each in read.values()}
    powers = all(count & (count - 1) == 0 for count in counts)
    return read if len(read) == len(names) and len(counts) > 1 and powers else {}


def _of_glued(names: Sequence[str]) -> dict[str, NameCounts]:
    """The counts of names such as ``amber20katoms4nodes``, which are written without a gap."""
    found = {
        name: match
        for name in names
        if (match := _GLUED.fullmatch(name)) and not _MODEL_AT_END.search(name, 0, match.end("a"))
    }
    read = {
        name: NameCounts({field_of(match["first"]): int(match["a"])}, f"{match['how']}*")
        for name, match in found.items()
    }
    counts: dict[str, set[int]] = {}
    for each in read.values():
        counts.setdefault(each.template, set()).update(each.counts.values())
    differ = any(len(each) > 1 for each in counts.values())
    return read if len(read) == len(names) and differ else {}


def _of_data_parallel(names: Sequence[str]) -> dict[str, NameCounts]:
    """The devices of names such as ``DDP x4``, one of which may be called single."""
    found = {name: _TIMES_BEHIND.fullmatch(name) for name in names}
    read = {
        name: NameCounts({"devices": int(match["a"])}, f"{match['how']}*")
        for name, match in found.items()
        if match
    }
    single = [name for name in names if _SINGLE.fullmatch(name)]
    if len(read) < 2 or len(read) + len(single) < len(names) or len(single) > 1:
        return {}
    first = next(iter(read.values()))
    return read | {name: NameCounts({"devices": 1}, first.template) for name in single}


def read_nodes_behind(names: Sequence[str]) -> dict[str, NameCounts]:
    """Return name -> nodes and ranks on each, of names that end in ``_4x2``.

    That alone may be the sides of anything: who calls knows that the first are numbers of nodes.
    """
    found = {name: _CROSS_BEHIND.search(name) for name in names}
    return {
        name: NameCounts(
            {"nodes": int(pair[1]), "ranks_per_node": int(pair[2])}, f"{name[: pair.start()]}*"
        )
        for name, pair in found.items()
        if pair
    }
