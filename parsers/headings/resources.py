"""Headings that count resources: ``#GPUs``, ``gpu_num_per_node``, ``OMP_NUM_THREADS``, ``NTasks``.

The grammar is small: count words, one noun, perhaps ``per`` and another noun, nothing else.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from parsers.grammar.accelerators import ACCELERATOR
from parsers.grammar.patterns import Pattern
from parsers.grammar.words import by_spelling, word_set

NOUNS: Final = by_spelling(
    {
        "node": "node nodes nnode nnodes host hosts server servers machine machines vms blades",
        "device": "gpu gpus device devices accelerator accelerators card cards gcd gcds tpu tpus"
        " npu npus xpu xpus hpu hpus ipu ipus dcu dcus chip chips",
        "rank": "rank ranks task tasks process processes proc procs np",
        "thread": "thread threads thr thrs",
        "core": "core cores cpu cpus vcpu vcpus pe pes processor processors",
        "worker": "worker workers client clients replicas executors",
        "socket": "socket sockets",
        "tile": "tile tiles",
    }
)
PER: Final = NOUNS

COUNTING: Final = word_set("# n num no nr nb number count cnt")
"""Words that say that something is counted, whatever stands beside them."""
COUNT_WORDS: Final = COUNTING | word_set("total amount of all")
_MODIFIERS: Final = word_set(
    "mpi omp openmp rayon julia mkl openblas cuda slurm job alloc allocated used active actual"
    " compute physical logical hardware hw world the max maximum ray dask spark upc dgx pvc"
)
_KINDS: Final = word_set("cpu gpu tpu host accelerator")
"""Nouns that before another one say only of what kind it is: ``CPU cores``, ``GPU nodes``."""
_WORKING: Final = frozenset({"thread", "rank", "core"})
_GLUED_COUNT = Pattern(rf"(?:n|num|mpi|omp)(?P<noun>{'|'.join(NOUNS)})\Z")
_GLUED_PER = Pattern(rf"(?P<noun>{'|'.join(NOUNS)})(?:per|/)(?P<per>{'|'.join(PER)})\Z")
_COUNT_GLUED = Pattern(rf"(?P<noun>{'|'.join(NOUNS)})(?:count|num)\Z")
_GENERATION = Pattern(r"v\d\w?\Z")
_MODEL = Pattern(rf"(?x)(?:{ACCELERATOR})\Z")
_WHOLE: Final = {
    ("world", "size"): ("rank", None),
    ("comm", "size"): ("rank", None),
    ("mpi", "size"): ("rank", None),
    ("mpi", "comm", "size"): ("rank", None),
    ("mpi", "world", "size"): ("rank", None),
    ("ppn",): ("rank", "node"),
    ("tpn",): ("rank", "node"),
    ("mpi",): ("rank", None),
    ("omp",): ("thread", None),
    ("openmp",): ("thread", None),
    ("cilk", "nworkers"): ("thread", None),
    ("nt",): ("thread", None),
    ("numt",): ("thread", None),
    ("numa", "domains"): ("socket", None),
    ("coarray", "images"): ("rank", None),
    ("nmpi",): ("rank", None),
    ("nomp",): ("thread", None),
    ("parallel", "units"): ("worker", None),
    ("n", "jobs"): ("worker", None),
    ("njobs",): ("worker", None),
    ("parallel", "jobs"): ("worker", None),
    ("max", "parallelism"): ("worker", None),
    ("parallelism",): ("worker", None),
    ("processing", "units"): ("worker", None),
}
_AMBIGUOUS: Final = (("pe",), ("tile",))
"""Headings that count less often than they say something else: parallel efficiency, tile size."""


class Count(NamedTuple):
    """What a heading counts, and per what.

    ``noun`` is ``node``, ``device``, ``rank``, ``thread``, ``core``, ``worker``, ``socket`` or
    ``tile``; ``total`` when the heading says so; ``sure`` unless the heading is a bare noun, which
    may name as well as count (``GPU``).
    """

    noun: str
    per: str | None
    total: bool
    sure: bool


def read_count(words: tuple[str, ...]) -> Count | None:
    """Return what ``words`` count, or ``None`` when they say anything else."""
    if words in _WHOLE:
        noun, per = _WHOLE[words]
        return Count(noun, per, total=False, sure=words[0] not in ("mpi", "omp", "openmp"))
    if words[:1] and words[0] in COUNTING and words[1:] in _WHOLE:
        noun, per = _WHOLE[words[1:]]
        return Count(noun, per, total=False, sure=True)
    if words in _AMBIGUOUS:
        return None
    words = tuple(part for word in _with_virtual(words) for part in _unglued(word))
    counted, per_words = _split_at_per(_without_model(words))
    counted = tuple(
        word
        for word, behind in zip(counted, (*counted[1:], ""), strict=False)
        if not (word in _KINDS and behind in NOUNS)
    )
    if counted[-2:-1] == ("worker",) and NOUNS.get(counted[-1]) in _WORKING:
        # ``Worker threads`` are threads.
        counted = (*counted[:-2], counted[-1])
    nouns = {NOUNS[word] for word in counted if word in NOUNS}
    others = {word for word in counted if word not in NOUNS}
    if len(nouns) != 1 or others - COUNT_WORDS - _MODIFIERS:
        return None
    per = None
    if per_words:
        per_words = tuple(word for word in per_words if word not in _MODIFIERS)
        if len(per_words) != 1 or per_words[0] not in PER:
            return None
        per = PER[per_words[0]]
    sure = bool(others) or per is not None
    return Count(nouns.pop(), per, total="total" in others or "all" in others, sure=sure)


def _with_virtual(words: tuple[str, ...]) -> tuple[str, ...]:
    """Join ``v`` and ``CPUs``, which a capital parts; leave out which ``TPU v3`` it is."""
    if "tpu" in words[:-2] and _GENERATION.match(words[(at := words.index("tpu")) + 1]):
        return (*words[: at + 1], *words[at + 2 :])
    if len(words) > 1 and words[0] == "v" and words[1] in ("cpu", "cpus"):
        return (f"v{words[1]}", *words[2:])
    return words


def _without_model(words: tuple[str, ...]) -> tuple[str, ...]:
    """Read ``# A100``, ``A100s`` and ``V100 GPUs`` as a number of devices; alone, it is a name."""
    if len(words) < 2 or not (place := _place_of_model(words)):
        return words
    before, after = words[: place - 1], words[place:]
    if after[:1] == ("s",):
        return (*before, "gpus", *after[1:])
    if not NOUNS.keys().isdisjoint(before + after):
        return before + after
    return words if COUNTING.isdisjoint(before + after) else (*before, "gpus", *after)


def _place_of_model(words: tuple[str, ...]) -> int:
    """The place, counted from 1, of the only word that is a model of an accelerator, else 0."""
    places = [place for place, word in enumerate(words, start=1) if _is_model(word)]
    return places[0] if len(places) == 1 else 0


def _is_model(word: str) -> bool:
    return any(letter.isdigit() for letter in word) and _MODEL.match(word) is not None


def _split_at_per(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split at ``per``; count words behind it (``gpus_per_node_num``) belong before it."""
    if "per" not in words:
        return words, ()
    place = words.index("per")
    behind = words[place + 1 :]
    counting = tuple(word for word in behind if word in COUNT_WORDS)
    return words[:place] + counting, tuple(word for word in behind if word not in COUNT_WORDS)


def _unglued(word: str) -> tuple[str, ...]:
    """Split ``ngpus``, ``threadcount`` and ``taskspernode``, which have no separator."""
    if match := _GLUED_PER.match(word):
        return (match["noun"], "per", match["per"])
    if match := _GLUED_COUNT.match(word) or _COUNT_GLUED.match(word):
        return ("num", match["noun"])
    return (word,)
