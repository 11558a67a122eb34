"""What the headings above a table say about all its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from parsers.columns import read_heading
from parsers.patterns import Pattern
from parsers.words import word_set

_AROUND = word_set(
    """
    benchmark benchmarking benchmarks comparison evaluation evaluations experiment experiments
    for measurement measurements numbers of our overview performance report reports result results
    summary table tables test testing tests the timing timings 性能 结果 性能结果 测试 测试结果
    测评 评测 报告
    """
)
_GENERIC = (
    _AROUND
    | {""}
    | word_set(
        "all and average averages data detailed details figures full list output overall raw runs "
        "speed value values 数据"
    )
)
_PUNCTUATION = " ,;:&-–—"
_NUMBERING = Pattern(r"^\s*(?:\d+(?:\.\d+)+[.)]?|\d+[.)])\s+")
_SEPARATOR = Pattern(r"\s*(?:[,;&|]|\band\b)\s*(?![^()]*\))")
_ASSIGNMENT = Pattern(r"^(?P<key>[^\W\d][\w .#/%-]{0,40}?)\s*(?:=|:=)\s*(?P<value>[^=]+)$")
_NUMERIC_FIELD = Pattern(r"^(?P<key>[^\W\d][\w .#/%-]{0,40}?)\s*:\s*(?P<value>\d[\d.,]*)$")
_NOUN = r"(?P<noun>nodes?|hosts?|servers?|gpus?|devices?|accelerators?|ranks?|processes|threads?)"
_SMALL = {"single": "1", "one": "1", "two": "2", "three": "3", "four": "4", "eight": "8"}
_COUNT = Pattern(
    rf"\b(?P<number>\d+|{'|'.join(_SMALL)})[ -]{_NOUN}\b"
    r"(?P<each> ?(?:per|/) ?(?:node|host|server)\b)?",
    re.IGNORECASE,
)
_EQUIPMENT = Pattern(r"\((?P<number>\d+)\s?[x×]\s?(?P<device>[A-Z][^()]*)\)")
_COUNTED = {
    "node": "nodes",
    "host": "nodes",
    "server": "nodes",
    "gpu": "GPUs",
    "device": "GPUs",
    "accelerator": "GPUs",
    "rank": "ranks",
    "process": "ranks",
    "thread": "threads",
}


@dataclass(frozen=True)
class Context:
    """What holds for a whole table: benchmark, case, and ``settings`` (heading -> cell)."""

    benchmark: str | None = None
    case: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict)


def read_context(headings: Sequence[str]) -> Context:
    """Return what ``headings``, outermost first and without markup, say about what is below them.

    ``key = value`` parts, counts (``2 nodes``) and equipment (``(8x A100 80GB)``) become
    settings, an inner one over an outer one. Of the rest, less numbering and words that could
    stand above any result, the outermost names the benchmark and the others the case.
    """
    settings: dict[str, str] = {}
    names: list[str] = []
    for heading in headings:
        found, rest = _read(_NUMBERING.sub("", heading))
        settings |= found
        if name := _without_generic(rest):
            names.append(name)
    # "Training", then "Training: DGX A100": the inner one says it all.
    inner = [
        name
        for name, deeper in zip(names[1:], [*names[2:], ""], strict=False)
        if not deeper.startswith(name)
    ]
    return Context(names[0] if names else None, " / ".join(inner) or None, settings)


def _read(heading: str) -> tuple[dict[str, str], str]:
    """Split a heading into its settings and what is left to be a name."""
    settings: dict[str, str] = {}
    left: list[str] = []
    for part in _SEPARATOR.split(heading):
        assigned = _ASSIGNMENT.match(part) or _known_field(part)
        if assigned:
            settings[assigned["key"].strip()] = assigned["value"].strip()
        else:
            left.append(part)
    rest = ", ".join(filter(None, left)) if settings else heading
    counts = _counts(rest)
    if counts and not _without_generic(_COUNT.sub("", rest)):
        rest = ""
    if equipment := _EQUIPMENT.search(rest):
        counts |= {"GPUs": equipment["number"], "GPU": equipment["device"].strip()}
    return settings | counts, rest


def _known_field(part: str) -> re.Match[str] | None:
    found = _NUMERIC_FIELD.match(part)
    return found if found and read_heading(found["key"]).kind in ("schema", "parameter") else None


def _counts(text: str) -> dict[str, str]:
    """The counts of nodes and devices in ``text``; a noun counted twice says nothing."""
    found: dict[str, list[str]] = {}
    for match in _COUNT.finditer(text):
        number = match["number"].lower()
        noun = _COUNTED[re.sub(r"(?<=s)es$|s$", "", match["noun"].lower())]
        if match["each"]:
            noun += " per node"
        found.setdefault(noun, []).append(_SMALL.get(number, number))
    return {noun: numbers[0] for noun, numbers in found.items() if len(numbers) == 1}


def _without_generic(text: str) -> str:
    """``text`` without the words around it that could stand above any result."""
    words = text.split()
    if all(_bare(word) in _GENERIC for word in words):
        return ""
    while _bare(words[-1]) in _AROUND:
        words.pop()
    while _bare(words[0]) in _AROUND:
        words.pop(0)
    return " ".join(words).strip(_PUNCTUATION)


def _bare(word: str) -> str:
    return word.lower().strip(_PUNCTUATION + "()")
