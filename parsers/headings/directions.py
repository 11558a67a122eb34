"""Whether more of a quantity is better: judged from its name first, then from its unit.

Where neither says so the answer is ``None``, and nothing downstream may call a change good or bad.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

from parsers.grammar.unit_words import Dimension
from parsers.grammar.units import dimensions, parse_unit
from parsers.grammar.words import word_set, words
from parsers.headings.translations import word_in_english
from parsers.headings.vocabulary import RATES_SET

Better = Literal["higher", "lower"]

_HIGHER: Final = word_set(
    """bw bandwidth busbw algbw throughput thpt tput rate gflops tflops pflops flops perf
    performance iops ops speedup efficiency eff util utilization utilisation mfu hfu goodput
    overlap acc acc1 acc5 accuracy f1 auc auroc bleu rouge map iou precision recall top1 top5
    reward score acceptance qps fps bandwidths speed improvement gain gains reduction savings
    saved hits gups teps sypd"""
)
_FIGURES: Final = word_set("fom merit")
"""What of a figure of merit is better is told by its unit, and more is where that says nothing."""

_LOWER: Final = word_set(
    """time times elapsed runtime wall walltime wallclock latency latencies lat ttft tpot itl e2el
    overhead wait queue jitter imbalance varavg cv std stddev stdev stderr loss ppl perplexity
    error errors err wer cer rmse mae mse residual energy memory mem rss maxrss footprint misses
    faults cost costs price prices fail fails failed failures wrong retries drops dropped staleness
    delay slowdown regression degradation uncertainty chsy"""
)
_NEUTRAL: Final = word_set(
    """iter iters iteration iterations count size n seed step steps epoch epochs rounds batch nodes
    power temp temperature freq frequency bytes tokens completed samples compute duration
    date"""
)
_SILENT: Final = word_set("compute duration")
"""Whole names that say nothing although their unit seems to: the computation that a communication
benchmark inserts, and the length of a run of fixed length."""

_SPOILED: Final = word_set(
    """error errors err drop drops miss misses loss fail failure failures fault retry reject
    rejection abort timeout eviction collision"""
)
"""What a rate of is bad news."""

_PAIRS: Final[dict[tuple[str, ...], Better]] = {
    ("pass", "@"): "higher",
    ("top", "1"): "higher",
    ("top", "5"): "higher",
    ("exact", "match"): "higher",
    ("miss", "rate"): "lower",
}

_WORK: Final[tuple[Dimension, ...]] = ("bytes", "bits", "flop", "count")
_BOARDS: Final = ("p4", "p40", "p100")
_SPENT: Final[tuple[Dimension, ...]] = ("time", "energy", "money", "machine time")
_PAID: Final[tuple[Dimension, ...]] = ("energy", "power", "money")


@lru_cache(maxsize=8192)
def better(metric: str, unit: str | None) -> Better | None:
    """Return which way ``metric``, measured in ``unit``, improves; ``None`` when nothing says so.

    Whole words count, never parts of one (``ops`` is not ``drops``). Of several telling words the
    last one wins, as the head of an English compound is last (``memory bandwidth``,
    ``latency improvement``), and of ``a per b``, ``a of b`` or ``a to b`` the side before. A
    percentile or a neutral word decides only where nothing else does. The name beats the unit, but
    not time over time (a ``performance`` in ``h/ns`` is the lower the better).
    """
    name = tuple(map(word_in_english, words(metric)))
    if len(name) == 1 and name[0] in _SILENT:
        return None
    if _is_setting(name) or name[:1] == ("simulated",):
        return None
    if unit is not None and dimensions(unit) == ("time", "time"):
        return _by_pace(unit)
    by_unit = _by_unit(unit)
    if by_unit is not None and not _FIGURES.isdisjoint(name):
        return by_unit
    if judged := _judge(_before_relation(name)) or _judge(name):
        return judged
    if by_unit != "higher" and any(word in _NEUTRAL for word in name):
        return None
    if by_unit is None and any(_is_percentile(word) for word in name):
        return "lower"
    return by_unit


def _before_relation(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return the part of a name that stands before ``per``, ``of`` or ``to``."""
    for place, word in enumerate(name):
        if word in ("per", "of", "to") and place > 0:
            return name[:place]
    return name


def _judge(name: tuple[str, ...]) -> Better | None:
    """Return what the last telling word or pair of words says."""
    for end in range(len(name), 0, -1):
        word = name[end - 1]
        if judged := _PAIRS.get(name[max(end - 2, 0) : end]):
            return judged
        if word == "rate" and not _SPOILED.isdisjoint(name[:end]):
            return "lower"
        if word in _HIGHER or word in _FIGURES:
            return "higher"
        if word in _LOWER:
            return "lower"
    return None


def _is_setting(name: tuple[str, ...]) -> bool:
    return name[-1:] == ("rate",) and not RATES_SET.isdisjoint(name)


def _is_percentile(word: str) -> bool:
    """Tell ``p50``, ``p99.9``, ``90%`` from other words, and from the names of GPUs: ``P100``."""
    if word in _BOARDS:
        return False
    number = word.removeprefix("p").removesuffix("%")
    return word != number and number.replace(".", "", 1).isdigit()


def _by_unit(unit: str | None) -> Better | None:
    parts = dimensions(unit) if unit else None
    if unit is None or parts is None:
        return None
    amount, per = parts[0], parts[1] if len(parts) > 1 else None
    if amount == "rate" or (amount in _WORK and per in ("time", *_PAID)):
        return "higher"
    # Whatever is counted, by a word of no list: more of it in a second is better, unless it is bad.
    if amount == "opaque" and per == "time" and (_SPOILED | _LOWER).isdisjoint(words(unit)):
        return "higher"
    if amount in _SPENT or (amount == "bytes" and per == "count"):
        return "lower"
    return "lower" if unit.lower().startswith("alloc") else None


def _by_pace(unit: str) -> Better:
    """Judge time over time: ``ns/day`` is simulated per spent, ``h/ns`` spent per simulated."""
    above, below = (parse_unit(part) for part in unit.split("/", 1))
    spent = above and below and above.base == below.base and above.factor >= below.factor
    return "lower" if spent else "higher"
