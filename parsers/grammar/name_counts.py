"""Counts in names: ``run_4nodes``, ``hf_gpu2``, ``mpi8omp4``, ``2N4G``, ``2 nodes x 4 GPUs``."""

from __future__ import annotations

from math import prod
from typing import Final, NamedTuple

from parsers.grammar.accelerators import ACCELERATOR
from parsers.grammar.group_sizes import read_group_sizes
from parsers.grammar.patterns import Pattern
from parsers.grammar.serial_program import PARALLEL_MODELS, PARALLEL_WORDS

_FIELDS: Final = {
    "nodes": "nodes node nnodes nnode nn hosts host servers server 节点",
    "devices": "gpus gpu ngpus ngpu ng devices device gcds gcd tpus tpu accelerators 卡",
    "ranks": "ranks rank nranks tasks task procs proc processes process np nprocs nproc ntasks mpi"
    " workers worker world_size worldsize 进程",
    "threads": "threads thread thr nthreads nt omp openmp 线程",
    "cores": "cores core ncores cpus cpu ncpus processors processor pes 核 核心",
}
_SPELLED: Final = {
    spelling: field for field, spellings in _FIELDS.items() for spelling in spellings.split()
}
_LETTERS: Final = {
    **{"n": "ranks", "N": "nodes", "g": "devices", "G": "devices", "t": "threads"},
    **{"@": "threads", "j": "ranks"},
}
"""Options of launchers, taken for counts where several names differ in them alone."""
_LETTERS_BEHIND: Final = {"n": "nodes", "c": "cores", "p": "ranks", "P": "ranks", "T": "threads"}
"""The same behind the number, ``4n_128c``, where ``n`` is short for a noun."""
_NOUN: Final = "|".join(sorted(_SPELLED, key=len, reverse=True))
_BEFORE: Final = r"(?<![A-Za-z0-9])(?<!\d\.)"
_OF_NODES: Final = {"ppn": "ranks", "tpn": "ranks", "gpn": "devices", "c": "cores"}
"""Short words behind a count of nodes."""
_PER_NODE: Final = {"devices": "devices_per_node", "ranks": "ranks_per_node"}
_TIMES_NODES: Final = {"cores": "cores_per_node", "threads": "threads_per_node"}
"""The same only where a name multiplies them: ``2 nodes x 48 cores``, but ``2n_96c``."""

_PAIR = Pattern(
    rf"(?i){_BEFORE}(?P<a>\d{{1,6}})[ _-]*(?P<first>n|nodes?)[ _-]*(?:(?P<times>[x×*])[ _-]*)?"
    rf"(?P<b>\d{{1,6}})[ _-]*(?P<second>[gc]|[tpg]pn|{_NOUN})(?![A-Za-z])"
)
_REVERSED_PAIR = Pattern(
    rf"(?i){_BEFORE}(?P<first>n|nodes?)[ _-]?(?P<a>\d{{1,6}})[ _-]*"
    rf"(?P<second>g|gpus?|[tpg]pn)[ _-]?(?P<b>\d{{1,6}})(?![0-9.])"
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
    rf"(?i)(?<![A-Za-z])(?!(?:open)?mpi[ _-](?:19\d|20[0-3])\d(?!\d))(?P<first>{_NOUN})[ _=:-]*"
    r"(?P<a>\d{1,7})(?![0-9]|\.\d|[^\W_]|_\d+[_.])"
)
"""But ``Intel_MPI_2021`` is a version."""
_MODEL_BEHIND = Pattern(
    r"(?ix) (?<![A-Za-z0-9.]) (?P<a>\d{1,5}) [ _]? [x×] [ _]?"
    rf"(?=(?:{ACCELERATOR}) (?![A-Za-z0-9]))"
)
"""``gpt-8xA100``: so many of a model of accelerator."""
_LETTER = Pattern(
    r"(?<![A-Za-z0-9])(?<!\s-(?=[nN]))(?P<first>[nNgGt])[ _=-]?(?P<a>\d{1,6})(?![0-9.]|[A-Za-z])"
)
"""But ``./nbody -n 1000`` says how many bodies there are."""
_THREADS_OPTION = Pattern(r"(?<=\s-)(?P<first>[@j])[ =]?(?P<a>\d{1,4})(?![0-9.A-Za-z])")
"""``samtools sort -@ 8``, ``make -j8``"""
_LETTER_BEHIND = Pattern(r"(?<![A-Za-z0-9.])(?P<a>\d{1,6})(?P<first>[nNcgGtp])(?![A-Za-z0-9.])")
_CAPITAL_BEHIND = Pattern(
    r"(?:(?<![A-Za-z0-9.])|(?<=\dPx))(?P<a>\d{1,6})(?P<first>[PT])(?:(?![A-Za-z0-9.])|(?=x\d))"
)
_GRID_OF_DEVICES = Pattern(
    r"(?i)(?<![A-Za-z0-9.])(?P<nodes>\d{1,5})[x×](?P<devices_per_node>\d{1,2})[ _-]?gpus?"
    r"(?![a-z0-9])"
)
"""``2x4gpu``: nodes by devices."""
_LAUNCHED = Pattern(
    r"(?<![A-Za-z0-9])N[ _=-]?(?P<nodes>\d{1,6})[ _-]*n[ _=-]?(?P<ranks>\d{1,7})(?![0-9.A-Za-z])"
)
"""``N2_n64``: options of ``srun``."""
_HYBRID = Pattern(
    r"(?<![A-Za-z0-9])[rp][_-]?(?P<ranks>\d{1,7})[_x-]?t[_-]?(?P<threads>\d{1,4})(?![0-9.A-Za-z])"
)
_HYBRID_BEHIND = Pattern(
    r"(?<![A-Za-z0-9.])(?P<ranks>\d{1,7})[rp][_x-]?(?P<threads>\d{1,4})t(?![A-Za-z0-9.])"
)
"""``r16t8``, ``16p_8t``: ranks and the threads of each."""
_IN_PARALLEL = Pattern(
    rf"(?i:(?<![a-z])(?:{'|'.join(sorted(PARALLEL_WORDS | PARALLEL_MODELS))})(?![a-z]))|\dPx\dT"
)
"""What says that ``2P`` are processes and ``2T`` threads: a model may have 2T parameters."""


class NameCounts(NamedTuple):
    """The counts that a name has, field -> number, and the name with ``*`` for them."""

    counts: dict[str, int]
    template: str

    @property
    def said(self) -> str:
        """The counts in words: ``1 node``, ``4 nodes, 2 devices per node``."""
        return ", ".join(_counted(number, field) for field, number in self.counts.items())


def _counted(number: int, field: str) -> str:
    words = field.replace("_", " ")
    if number != 1:
        return f"{number} {words}"
    noun, of, each = words.partition(" per ")
    return f"1 {noun.removesuffix('s')}{of}{each}"


def read_name(name: str, *, letters: bool = False) -> NameCounts | None:
    """Return the counts in ``name``, or ``None`` where it has none, or one of them twice.

    ``letters``: single letters such as ``n8`` count as well.
    """
    patterns = [_GRID_OF_DEVICES, _MODEL_BEHIND, _PAIR, _REVERSED_PAIR, _PAIR_BEHIND, _GLUED_PAIR]
    patterns += [_NOUN_BEHIND, _NOUN_BEFORE]
    if letters:
        patterns = [_LAUNCHED, _HYBRID, _HYBRID_BEHIND, *patterns, _LETTER, _LETTER_BEHIND]
        patterns += [_THREADS_OPTION]
    patterns += [_CAPITAL_BEHIND] if letters and _IN_PARALLEL.search(name) else []
    counts: dict[str, int] = {}
    rest = name
    for pattern in patterns:
        for match in reversed(list(pattern.finditer(rest))):
            said = match.groupdict()
            if "a" in said:
                found = _fields(said, behind=pattern in (_LETTER_BEHIND, _CAPITAL_BEHIND))
            else:
                found = {field: int(number) for field, number in said.items()}
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
    first = letters.get(noun) or field_of(noun)
    counts = {first: int(found["a"] or 0)}
    if (second := found.get("second")) is not None:
        field = field_of(second)
        if first == "nodes":
            by_name = _PER_NODE | _TIMES_NODES if found.get("times") else _PER_NODE
            field = by_name.get(field, field)
        counts[field] = int(found["b"] or 0)
    return counts


def field_of(noun: str) -> str:
    """Return what a noun or an option of a launcher counts, as records call it."""
    if noun.lower() in _OF_NODES:
        return _OF_NODES[noun.lower()]
    return _SPELLED.get(noun.lower()) or {"n": "nodes"}.get(noun.lower()) or _LETTERS[noun]
