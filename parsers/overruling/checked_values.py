"""What may stand behind each equals sign, and what it is called inside."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from parsers.grammar.units import parse_unit
from parsers.grammar.words import snake_case
from parsers.headings.read_heading import read_heading
from parsers.overruling.name_pattern import fields_of
from parsers.overruling.override import What

COUNTS: Final = ("nodes", "devices", "devices_per_node", "ranks", "threads", "cores")
PER_NODE: Final = ("ranks_per_node", "cores_per_node", "threads_per_node", "sockets_per_node")
FACTS: Final = (
    *("benchmark", "case", "software", "system", "device", "size", "batch"),
    *("hosts", "started", "status"),
)
STATED: Final = ("stated_speedup", "stated_efficiency")
ASIDE: Final = {"unused": "", "repeat": "numbers repeats", "remark": "a remark on one run"}
"""Roles of columns that go into no field, and why they do not."""
_OWN: Final = ("measured", "parameter", "id", *ASIDE)
_SPOKEN_OF: Final = ("software", "system", "size", "batch", "started")
"""Facts that may be called otherwise; of others too much is taken for one."""
_OTHERWISE: Final = {
    "host": "hosts",
    **dict.fromkeys(("ignore", "ignored", "skip", "none"), "unused"),
    **dict.fromkeys(("repeats", "repetition", "replicate", "trial", "run"), "repeat"),
}
LISTED: Final = (
    "nodes, devices, devices per node, ranks, ranks per node, threads, cores; benchmark, case, "
    "software, system, device, size, batch, hosts, started, status; measured, or a metric such as "
    "runtime or throughput; speedup or efficiency where stated; parameter, id, repeat, remark, "
    "unused"
)
NAMED: Final = ("column", "unit", "direction", "limit")
"""What is said of a heading, a metric or a benchmark."""


def checked(what: What, value: str) -> str:
    """Return ``value`` as it is called inside. Raises ``ValueError``: what would do instead."""
    return _CHECKS[what](value)


def role_of(text: str) -> str:
    """Return the role that a word names: a field, a metric, or one of ``_OWN``.

    A role may be named as a heading would name it: ``GPUs per node``.
    """
    plain = snake_case(text)
    plain = _OTHERWISE.get(plain, plain)
    if plain in (*_OWN, *STATED, *COUNTS, *PER_NODE, *FACTS):
        return plain
    # A noun alone may name as well as count: `GPU`.
    counted = read_heading(f"number of {text}").name
    if counted in (*COUNTS, *PER_NODE):
        return counted
    meant = read_heading(text)
    if meant.kind in STATED or meant.name in (*COUNTS, *PER_NODE, *_SPOKEN_OF):
        return meant.name
    if meant.kind == "metric" and meant.statistic is None:
        return meant.name
    raise ValueError(f"is no role of a column; use {LISTED}")


def is_metric(role: str) -> bool:
    """Whether a role is the name of a metric."""
    return role not in (*_OWN, *STATED, *COUNTS, *PER_NODE, *FACTS)


def _unit(text: str) -> str:
    if parse_unit(text) is None:
        raise ValueError("is not a unit; write it as in a heading: ms, GB/s, img/s")
    return text


def _direction(text: str) -> str:
    if match := re.fullmatch(r"(higher|lower)(?: is better)?", text.strip().lower()):
        return match[1]
    raise ValueError("is neither 'higher' nor 'lower'")


def _limit(text: str) -> str:
    """Return a change in percent as a fraction."""
    match = re.fullmatch(r"(\d{1,6}(?:\.\d{1,6})?) ?%", text.strip())
    if match is None:
        raise ValueError("is no limit of a change; write it as 3% or 2.5%")
    return str(float(match[1]) / 100)


def _metric(text: str) -> str:
    if not text:
        raise ValueError("is no name of a metric")
    return text


def _baseline(text: str) -> str:
    if text in ("smallest", "stated") or (re.fullmatch(r"\d{1,9}", text) and int(text)):
        return text
    raise ValueError("is no baseline; use a device count, smallest or stated")


def _series(text: str) -> str:
    if match := re.fullmatch(r"(strong|weak)(?: scaling)?", text.strip().lower()):
        return match[1]
    raise ValueError("is neither 'strong' nor 'weak'")


def _names(text: str) -> str:
    try:
        fields_of(text)
    except ValueError as error:
        raise ValueError(f"is no pattern for names: {error}") from None
    return text


_CHECKS: Final[dict[What, Callable[[str], str]]] = {
    "column": role_of,
    "unit": _unit,
    "direction": _direction,
    "limit": _limit,
    "metric": _metric,
    "baseline": _baseline,
    "series": _series,
    "names": _names,
}
