"""Headings that count resources, are batch sizes, or state a speedup or an efficiency."""

from __future__ import annotations

from itertools import pairwise
from typing import Final, Literal

from parsers.grammar.words import word_set
from parsers.headings.heading import Heading, make_heading, unit_dimensions
from parsers.headings.parts import Parts, Scope
from parsers.headings.resources import NOUNS, Count, read_count

_COUNTED: Final = {
    ("node", None): "nodes",
    ("device", None): "devices",
    ("device", "node"): "devices_per_node",
    ("rank", None): "ranks",
    ("thread", None): "threads",
    ("thread", "rank"): "threads",
    ("core", "rank"): "threads",
    ("core", None): "cores",
}


def sure_count(shown: str, parts: Parts) -> Heading | None:
    """Read what counts resources and cannot be a name: ``#GPUs``, ``gpus_per_node``."""
    count = None if _is_share(parts) else read_count(parts.words)
    return count_of(shown, parts, count) if count is not None and count.sure else None


def _is_share(parts: Parts) -> bool:
    """Whether a unit shows that something is measured: ``MPI %``, ``GPU (s)``, ``CPU [GB]``."""
    return (unit_dimensions(parts)[:1] or ("count",))[0] not in ("count", "resource")


def bare_count(shown: str, parts: Parts) -> Heading | None:
    """Read a noun alone, which counts or names: ``Nodes``, ``MPI``, ``OMP``."""
    count = None if _is_share(parts) else read_count(parts.words)
    if count is None:
        return None
    heading = count_of(shown, parts, count)
    if heading.name == "nodes":
        return heading._replace(otherwise=Heading(shown, "schema", "hosts"))
    if parts.words[0] in ("mpi", "omp", "openmp"):
        return heading._replace(otherwise=Heading(shown, "parameter", parts.words[0]))
    return heading


def count_of(shown: str, parts: Parts, count: Count) -> Heading:
    """Return the heading of a ``count``: a schema column, or a parameter."""
    per = "node" if count.per is None and parts.scope == "per_node" else count.per
    name = _COUNTED.get((count.noun, per))
    if name is None:
        name = f"{count.noun}s" if per is None else f"{count.noun}s_per_{per}"
        return make_heading(shown, parts, "parameter", name)
    scope: Scope | None = None
    if name == "devices":
        scope = "total" if count.total or parts.scope == "total" else "unstated"
    elif name == "devices_per_node":
        scope = "per_node"
    return make_heading(shown, parts, "schema", name, scope=scope)


_BATCH: Final = word_set("batch batchsize bs bsz mbs gbs microbatch minibatch")
_BATCH_MODIFIERS: Final = word_set(
    "size sz train training micro mini local global total effective overall per"
)
_OF_STEPS: Final = frozenset(
    (work, "per", each)
    for work in ("samples", "images", "sequences", "examples", "tokens")
    for each in ("step", "iteration")
)
"""``samples_per_step``: what all devices work on at a time."""
_WHOLE_BATCH: Final = word_set("global total effective overall gbs")
_PART_BATCH: Final = word_set("micro local mbs microbatch")


def batch(shown: str, parts: Parts) -> Heading | None:
    """Read a batch size, and of what it is the batch."""
    if parts.words in _OF_STEPS and parts.unit is None:
        return make_heading(shown, parts, "parameter", "global_batch", scope="total")
    said = set(parts.words)
    shares = said & NOUNS.keys() if "per" in said else set()
    if said.isdisjoint(_BATCH) or said - _BATCH - _BATCH_MODIFIERS - shares:
        return None
    of = {NOUNS[share] for share in shares}
    if not said.isdisjoint(_WHOLE_BATCH) or parts.scope == "total":
        return make_heading(shown, parts, "parameter", "global_batch", scope="total")
    if "node" in of or parts.scope == "per_node":
        return make_heading(shown, parts, "parameter", "batch_per_node", scope="per_node")
    own = of or not said.isdisjoint(_PART_BATCH) or parts.scope == "per_device"
    return make_heading(shown, parts, "schema", "batch", scope="per_device" if own else "unstated")


_SPEEDUP: Final = word_set("speedup up speed scaleup training")
_EFFICIENCY: Final = word_set("efficiency eff")
_CLAIM: Final = word_set(
    "stated relative rel vs versus over to parallel scaling scale strong weak measured actual"
    " observed the 1 one single baseline base scaled gpu node x multi par serial sequential seq"
    " thread core t reported real achieved obtained compared original reference ref build effective"
    " wrt factor overall"
)
_OVER: Final = word_set("relative rel vs versus over compared baseline base wrt")
_SHARE_OF_IDEAL: Final = word_set("of ideal linear perfect scaling speedup fraction percent")


def stated_ratio(shown: str, parts: Parts) -> Heading | None:
    """Read a speedup or parallel efficiency; of anything else (power) it is a metric.

    A speedup in percent is a metric too: 95 % may mean 0.95 or 1.95 times as fast.
    """
    said = set(parts.words)
    if not said.isdisjoint(_OVER):
        # "speedup vs. 4 nodes": on how many the baseline ran.
        said -= {
            each
            for number, word in pairwise((*parts.words, ""))
            if number.isdigit()
            for each in (number, word if word in NOUNS else number)
        }
        # "speedup vs. N=1": a letter that stands for the count of the baseline.
        said -= {
            letter
            for letter, number in pairwise(parts.words)
            if number == "1" and len(letter) == 1 and letter.isalpha()
        }
    unit = unit_dimensions(parts)
    is_speedup = "speedup" in said or {"speed", "up"} <= said or parts.words == ("scale", "up")
    if is_speedup and said <= _SPEEDUP | _CLAIM and unit != ("percent",):
        return _claim(shown, parts, "stated_speedup")
    # With any other unit it is an effective rate: "Eff. GB/s".
    is_efficiency = not said.isdisjoint(_EFFICIENCY) and unit in ((), ("percent",))
    if is_efficiency and not is_speedup and said <= _EFFICIENCY | _CLAIM:
        return _claim(shown, parts, "stated_efficiency")
    if said <= _SHARE_OF_IDEAL and not said.isdisjoint(("ideal", "linear", "perfect")):
        # "% of ideal"; without the sign it is the ideal itself.
        is_share = unit == ("percent",) or "fraction" in said or "percent" in said
        return _claim(shown, parts, "stated_efficiency") if is_share else None
    return None


def _claim(
    shown: str, parts: Parts, kind: Literal["stated_speedup", "stated_efficiency"]
) -> Heading:
    factor = 0.01 if unit_dimensions(parts) == ("percent",) or "percent" in parts.words else 1.0
    claim = make_heading(shown, parts, kind, kind)
    return claim._replace(unit=None, factor=factor, better=parts.better or "higher")
