"""Counts in names: ``run_4nodes``, ``hf_gpu2``, ``mpi8omp4``, ``2N4G``, ``2 nodes x 4 GPUs``."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Final, NamedTuple

from parsers.grammar.accelerators import ACCELERATOR
from parsers.grammar.group_sizes import read_group_sizes
from parsers.grammar.patterns import Pattern
from parsers.grammar.serial_program import PARALLEL_MODELS, PARALLEL_WORDS

_FIELDS: Final = {
    "nodes": "nodes node nnodes nn hosts host servers server 节点",
    "devices": "gpus gpu ngpus ng devices device gcds gcd tpus tpu accelerators 卡",
    "ranks": "ranks rank tasks task procs proc processes process np nprocs nproc ntasks mpi"
    " workers worker 进程",
    "threads": "threads thread thr nthreads nt omp openmp 线程",
    "cores": "cores core ncores cpus cpu ncpus pes 核 核心",
}
_SPELLED: Final = {
    spelling: field for field, spellings in _FIELDS.items() for spelling in spellings.split()
}
_LETTERS: Final = {"n": "ranks", "N": "nodes", "g": "devices", "G": "devices", "t": "threads"}
"""Options of launchers, taken for counts where several names differ in them alone."""
_LETTERS_BEHIND: Final = {"n": "nodes", "c": "cores", "p": "ranks", "P": "ranks", "T": "threads"}
"""The same behind the number, ``4n_128c``, where ``n`` is short for a noun."""
_NOUN: Final = "|".join(sorted(_SPELLED, key=len, reverse=True))
_BEFORE: Final = r"(?<![A-Za-z0-9])(?<!\d\.)"
_PER_NODE: Final = {"devices": "devices_per_node", "ranks": "ranks_per_node"}

_PAIR = Pattern(
    rf"(?i){_BEFORE}(?P<a>\d{{1,6}})[ _-]*(?P<first>n|nodes?)[ _-]*(?:[x×*][ _-]*)?"
    rf"(?P<b>\d{{1,6}})[ _-]*(?P<second>g|{_NOUN})(?![A-Za-z])"
)
_REVERSED_PAIR = Pattern(
    rf"(?i){_BEFORE}(?P<first>n|nodes?)[ _-]?(?P<a>\d{{1,6}})[ _-]*"
    rf"(?P<second>g|gpus?|ppn|tpn)[ _-]?(?P<b>\d{{1,6}})(?![0-9.])"
)
_GLUED_PAIR = Pattern(
    rf"(?i){_BEFORE}(?P<first>{_NOUN})[ _=:-]?(?P<a>\d{{1,7}})[ _x-]*"
    rf"(?P<second>{_NOUN})[ _=:-]?(?P<b>\d{{1,7}})(?![0-9.])"
)
_PAIR_BEHIND = Pattern(
    rf"(?i){_BEFORE}(?P<a>\d{{1,7}})(?P<first>{_NOUN})[ _x-]*"
    rf"(?P<b>\d{{1,7}})(?P<second>{_NOUN})(?![A-Za-z]|[_=:-]?\d)"
)
_KIND: Final = rf"(?:(?:cpu|gpu|mpi|openmp|omp)[ _-](?=(?:{_NOUN})(?![A-Za-z])))?"
"""``4 MPI ranks``, ``1 CPU core``, ``2 GPU nodes``: of what kind they are."""
_NOUN_BEHIND = Pattern(
    rf"(?i){_BEFORE}(?P<a>\d{{1,7}})[ _-]?{_KIND}(?P<first>{_NOUN})(?![A-Za-z]|[_=:-]?\d)"
)
_NOUN_BEFORE = Pattern(
    rf"(?i)(?<![A-Za-z])(?P<first>{_NOUN})[ _=:-]*(?P<a>\d{{1,7}})(?![0-9]|\.\d|[^\W_]|_\d+[_.])"
)
_MODEL_BEHIND = Pattern(
    r"(?ix) (?<![A-Za-z0-9.]) (?P<a>\d{1,5}) [ _]? [x×] [ _]?"
    rf"(?=(?:{ACCELERATOR}) (?![A-Za-z0-9]))"
)
"""``gpt-8xA100``: so many of a model of accelerator."""
_LETTER = Pattern(r"(?<![A-Za-z0-9])(?P<first>[nNgGt])[ _=-]?(?P<a>\d{1,6})(?![0-9.]|[A-Za-z])")
_LETTER_BEHIND = Pattern(r"(?<![A-Za-z0-9.])(?P<a>\d{1,6})(?P<first>[nNcgGtp])(?![A-Za-z0-9.])")
_CAPITAL_BEHIND = Pattern(
    r"(?:(?<![A-Za-z0-9.])|(?<=\dPx))(?P<a>\d{1,6})(?P<first>[PT])(?:(?![A-Za-z0-9.])|(?=x\d))"
)
_IN_PARALLEL = Pattern(
    rf"(?i:(?<![a-z])(?:{'|'.join(sorted(PARALLEL_WORDS | PARALLEL_MODELS))})(?![a-z]))|\dPx\dT"
)
"""What says that ``2P`` are processes and ``2T`` threads: a model may have 2T parameters."""
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


class NameCounts(NamedTuple):
    """The counts that a name has, field -> number, and the name with ``*`` for them."""

    counts: dict[str, int]
    template: str


def read_name(name: str, *, letters: bool = False) -> NameCounts | None:
    """Return the counts in ``name``, or ``None`` where it has none, or one of them twice.

    ``letters``: single letters such as ``n8`` count as well.
    """
    patterns = [_MODEL_BEHIND, _PAIR, _REVERSED_PAIR, _PAIR_BEHIND, _GLUED_PAIR]
    patterns += [_NOUN_BEHIND, _NOUN_BEFORE]
    patterns += [_LETTER, _LETTER_BEHIND] if letters else []
    patterns += [_CAPITAL_BEHIND] if letters and _IN_PARALLEL.search(name) else []
    counts: dict[str, int] = {}
    rest = name
    for pattern in patterns:
        for match in reversed(list(pattern.finditer(rest))):
            found = _fields(match.groupdict(), behind=pattern in (_LETTER_BEHIND, _CAPITAL_BEHIND))
            if found.keys() & counts.keys():
                return None
            counts |= found
            rest = f"{rest[: match.start()]}*{rest[match.end() :]}"
    return NameCounts(counts, rest) if counts else _of_groups(name)


def _of_groups(name: str) -> NameCounts | None:
    """The devices of a name that has but the sizes of groups: ``llama_tp4_pp2``.

    Alone only tensor parallelism: ``pp512`` is a prompt of 512 tokens, ``dp`` double precision.
    """
    found = read_group_sizes(name)
    if found is None or "tp" not in found.sizes:
        return None
    return NameCounts({"devices": prod(found.sizes.values())}, found.template)


def _fields(found: dict[str, str | None], *, behind: bool = False) -> dict[str, int]:
    letters = _LETTERS_BEHIND if behind else {}
    noun = found.get("first", "device") or ""
    first = letters.get(noun) or _field(noun)
    counts = {first: int(found["a"] or 0)}
    if (second := found.get("second")) is not None:
        field = _field(second)
        if first == "nodes":
            field = _PER_NODE.get(field, field)
        counts[field] = int(found["b"] or 0)
    return counts


def _field(noun: str) -> str:
    if noun.lower() in ("ppn", "tpn"):
        return "ranks"
    return _SPELLED.get(noun.lower()) or {"n": "nodes"}.get(noun.lower()) or _LETTERS[noun]


def read_names(names: list[str]) -> dict[str, NameCounts]:
    """Return name -> its counts, for names of which several differ in counts alone.

    All have to have the same counts: of one field, or of two. Where spelled nouns give none,
    single letters are tried. An empty result says that these names count nothing.
    """
    distinct = list(dict.fromkeys(names))
    pairs = {name: match for name in distinct if (match := _CROSS.fullmatch(name))}
    if len(pairs) == len(distinct) > 1:
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
            return _with_devices_of_nodes(read)
    return _of_programs(distinct) or _of_glued(distinct)


def _with_devices_of_nodes(read: dict[str, NameCounts]) -> dict[str, NameCounts]:
    """``read`` with ``8xA100`` in the name of a run on 1, 2 and 4 nodes as those of each node."""
    counts = [each.counts for each in read.values()]
    if any(each.keys() != {"nodes", "devices"} for each in counts):
        return read
    nodes, devices = ({each[field] for each in counts} for field in ("nodes", "devices"))
    if len(devices) > 1 or len(nodes) == 1:
        return read
    (each_has,) = devices
    return {
        name: NameCounts(
            {"nodes": found.counts["nodes"], "devices_per_node": each_has}, found.template
        )
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
        name: NameCounts({_field(match["first"]): int(match["a"])}, f"{match['how']}*")
        for name, match in found.items()
    }
    counts: dict[str, set[int]] = {}
    for each in read.values():
        counts.setdefault(each.template, set()).update(each.counts.values())
    return (
        read if len(read) == len(names) and any(len(each) > 1 for each in counts.values()) else {}
    )


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
