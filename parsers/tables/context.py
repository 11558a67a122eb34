"""What the headings above a table say about all its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from parsers.grammar.accelerators import ACCELERATOR
from parsers.grammar.batches_said import batch_said
from parsers.grammar.dated_titles import day_titled
from parsers.grammar.number_words import NUMBER_WORDS, number_of
from parsers.grammar.patterns import Pattern
from parsers.grammar.precisions import is_precision
from parsers.grammar.repeat_words import REPEAT
from parsers.grammar.words import word_set
from parsers.headings.heading import MEASURED, SET_BEFORE
from parsers.headings.read_heading import read_heading
from parsers.headings.translations import counts_in_english
from parsers.tables.cells import ORNAMENT

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
_NUMBERING = Pattern(
    r"^\s*(?:\d+(?:\.\d+)+[.)]?\s+|\d+[.)]\s+"
    r"|(?i:tab(?:le|elle|leau|la|\.)|fig(?:ure|\.))\s*\d{1,3}[a-z]?(?:\s*[:.–—]|\s+-)\s+)"
)
"""``1.2``, ``3)``, ``Table 4:``."""
_ORNAMENTS = Pattern(rf"^(?:{ORNAMENT})+|(?:{ORNAMENT})+$")
_SEPARATOR = Pattern(r"\s*(?:(?<!\d),|,(?!\d)|[;&|]|\band\b)\s*(?![^()]*\))")
_ASSIGNMENT = Pattern(r"^(?P<key>[^\W\d][\w .#/%-]{0,40}?)\s*(?:=|:=)\s*(?P<value>[^=]+)$")
_NUMERIC_FIELD = Pattern(r"^(?P<key>[^\W\d][\w .#/%-]{0,40}?)\s*:\s*(?P<value>\d[\d.,]*)$")
_NOUN = (
    r"(?P<noun>nodes?|hosts?|servers?|machines?|gpus?|devices?|accelerators?|ranks?|processes"
    r"|threads?|workers?)"
)
_COUNT = Pattern(
    rf"\b(?P<number>\d+|{'|'.join(NUMBER_WORDS)})[ -]"
    rf"(?:[cg]pu[ -](?=nodes?\b|hosts?\b|servers?\b))?{_NOUN}\b"
    r"(?P<each> ?(?:per|/) ?(?:node|host|server)\b| each\b)?",
    re.IGNORECASE,
)
_ONLY_COUNT = Pattern(
    r"(?i)(?:(?:runs? |running |results |times )?(?:on |with |using )|n ?= ?)?"
    r"(?P<number>\d{1,7})[ -](?:mpi |cpu |omp |openmp )?"
    r"(?P<noun>cores?|cpus?|tasks?|procs?|process(?:es)?|processors?|pes|ranks?"
    r"|threads?|nodes?|gpus?)(?: runs?| \((?:mpi|omp|openmp)\))?"
)
"""A heading that is nothing else; in a longer one, cores are those of a processor."""
_LAUNCHED = Pattern(
    r"(?i)\W*(?:(?:mpirun|mpiexec|srun|aprun) )?(?:-{0,2}(?:np|ntasks)|-n)[ =](?P<number>\d{1,7})"
)
"""A heading that is how it was started: ``mpirun -np 4``."""
_NUMBERED = Pattern(
    r"(?i)(?P<key>(?:(?:micro|global|local)[ -])?batch(?:[ -]?size)?|mbs|gbs|bs"
    r"|seq(?:uence)?[ -]?len(?:gth)?)\s*:?\s*(?P<value>\d[\d,]*)"
)
_MODEL = Pattern(rf"(?ix)(?:nvidia|amd|intel)?\s*(?P<value>{ACCELERATOR})(?:\s*gpus?)?")
_NAMED = Pattern(r"^(?P<key>[A-Za-z][A-Za-z /-]{1,24}?)\s*:\s*(?P<value>(?!\d+[.,]\d)[^\s:].*)$")
_NAMING: Final = ("benchmark", "software", "system", "device", "precision", "dataset", "optimizer")
_EACH = r"(?P<each>\s*(?:/\s?|per\s|each\s)(?:node|host|server)|\s+each)?"
_EQUIPMENT = Pattern(rf"\((?P<number>\d+)\s?[x×]\s?(?P<device>[A-Z][^()]*?){_EACH}\)")
_ACCELERATORS = Pattern(
    rf"(?ix)(?<![\w.])(?P<number>\d{{1,5}})\s*[x×*]\s*(?P<device>{ACCELERATOR})(?!\w)"
    rf"(?:\s*\((?P<memory>\d+\s?Gi?B)\))?(?:\s*gpus?\b)?{_EACH}"
)
_TIMES = Pattern(r"(?i)\bnodes?\s*[x×*]\s*$")
_RANGE = Pattern(r"(?i)\b(?:up to|to|from|than|least|most|versus|vs\.?)\s*$")
_ON = Pattern(r"(?i)(?:\b(?:on|with|using|for|across|in|x)|[,:;@(×*–—-])\s*$")
_COUNTED = {
    "node": "nodes",
    "host": "nodes",
    "server": "nodes",
    "machine": "nodes",
    "gpu": "GPUs",
    "device": "GPUs",
    "accelerator": "GPUs",
    "rank": "ranks",
    "process": "ranks",
    "thread": "threads",
    "worker": "workers",
}


_ORDINAL = "first|second|third|fourth|fifth|sixth|last|1st|2nd|3rd|[4-9]th|10th"
_REPEAT = Pattern(
    rf"(?i)(?:the )?(?:(?:{REPEAT}|round|pass|sample|measurement|iteration)"
    rf"[ _-]?(?:no\.?|number)?[ _-]?#?\d{{1,3}}(?: ?(?:of|/) ?\d{{1,3}})?"
    rf"|\d{{1,3}} ?/ ?\d{{1,3}}"
    rf"|(?:{_ORDINAL}) (?:{REPEAT}|round|pass))"
)


def names_a_repeat(text: str) -> bool:
    """Whether ``text`` says nothing but which repeat it is about: ``Run 1``, ``second attempt``."""
    return _REPEAT.fullmatch(text.strip(" :.#*_()[]=-")) is not None


_UNIT = Pattern(
    r"(?i)\s*[(\[](?:(?:times? )?in )?(?:[mµun]?s|sec(?:onds?)?|min(?:utes?)?|h(?:ours?)?)[)\]]"
    r"(?:,? *(?:\d+ \w+ each|(?:mean|median|average)\b[^,]*))*"
)
"""Of the times below, with how they were taken: ``(seconds), 3 runs each, mean ± sd``."""
_TIME = Pattern(
    r"\d{4}-\d\d-\d\d|\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?"
    r"|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b \d{0,2}"
)


def is_bracketed(text: str) -> bool:
    """Return whether a text is in brackets as a whole, as remarks below tables are."""
    return text[:1] == "(" and text[-1:] == ")"


def without_time(text: str) -> str:
    """Return ``text`` without dates and times of day, which every repeat has others of.

    A day that is all of it is a title: what was run on another day is no repeat of a loop.
    """
    return day_titled(text) or _TIME.sub("", text)


class Context(NamedTuple):
    """What holds for a whole table: benchmark, case, and ``settings`` (heading -> cell)."""

    benchmark: str | None = None
    case: str | None = None
    settings: Mapping[str, str] = MappingProxyType({})


def read_context(headings: Sequence[str]) -> Context:
    """Return what ``headings``, outermost first and without markup, say about what is below them.

    ``key = value`` parts, counts (``2 nodes``) and equipment (``(8x A100 80GB)``) become
    settings, an inner one over an outer one; ``Run 1`` says nothing of all that. Of the rest,
    less numbering and words that could stand above any result, the outermost names the benchmark
    and the others the case.
    """
    settings: dict[str, str] = {}
    names: list[str] = []
    for heading in headings:
        if names_a_repeat(heading):
            continue
        bare = _NUMBERING.sub("", _ORNAMENTS.sub("", heading))
        found, rest = _read(counts_in_english(bare))
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
    if launched := _LAUNCHED.fullmatch(heading.strip()):
        return {"ranks": launched["number"]}, ""
    if only := _ONLY_COUNT.fullmatch(heading.strip(_PUNCTUATION)):
        return {f"{only['noun'].lower().removesuffix('s')}s": only["number"]}, ""
    settings: dict[str, str] = {}
    left: list[str] = []
    parts = _SEPARATOR.split(heading)
    for part in parts:
        assigned = _ASSIGNMENT.match(part) or _known_field(part) or _NUMBERED.fullmatch(part)
        # `s = 90` is a size that a program calls so; below it `s` would be a time in seconds.
        if assigned and not _is_unit(assigned["key"]):
            settings[assigned["key"].strip()] = assigned["value"].strip()
        elif len(parts) > 1 and is_precision(part):
            settings["Precision"] = part
        elif len(parts) > 1 and _MODEL.fullmatch(part):
            settings["GPU"] = part.strip()
        else:
            left.append(part)
    batch, rest = batch_said(", ".join(filter(None, left)) if settings else heading)
    settings |= batch
    counts = _counts(rest)
    name = rest
    for match in _COUNT.finditer(rest):
        name = _without(match[0], name)
    if counts and (beside := _ONLY_COUNT.fullmatch(name.strip(_PUNCTUATION + "()"))):
        # `2 nodes (256 cores)`, of which a table of its own heading has as many in all.
        counts |= {f"{beside['noun'].lower().removesuffix('s')}s": beside["number"]}
        name = ""
    if equipment := _EQUIPMENT.search(rest) or _ACCELERATORS.search(rest):
        each = " per node" if equipment["each"] or "nodes" in counts else ""
        memory = equipment.groupdict().get("memory")
        device = f"{equipment['device'].strip()} {memory or ''}".strip()
        counts |= {f"GPUs{each}": equipment["number"], "GPU": device}
        name = _without(equipment[0], name)
    return settings | counts, name if counts else rest


def _is_unit(key: str) -> bool:
    return len(key) == 1 and read_heading(key).kind in MEASURED


def _without(said: str, name: str) -> str:
    """``name`` without what is ``said`` in it, and without the word that leads there.

    One of two numbers (``from 1 to 8 GPUs``) stays, as it says little by itself.
    """
    before, _, after = name.partition(said)
    if _RANGE.search(before):
        return name
    before = _ON.sub("", before).rstrip()
    joined = f"{before} {after.lstrip(' )')}" if "(" not in before else f"{before}{after}"
    return re.sub(r"\s+(?=[:,;])", "", joined).strip()


def _known_field(part: str) -> re.Match[str] | None:
    found = _NUMERIC_FIELD.match(part)
    if found and read_heading(found["key"]).kind in SET_BEFORE:
        return found
    found = _NAMED.match(part)
    return found if found and read_heading(found["key"]).name in _NAMING else None


def _counts(text: str) -> dict[str, str]:
    """The counts of nodes and devices in ``text``; a range or a noun counted twice says nothing."""
    found: dict[str, list[str]] = {}
    for match in _COUNT.finditer(text):
        if _RANGE.search(text[: match.start()]):
            continue
        noun = _COUNTED[re.sub(r"(?<=s)es$|s$", "", match["noun"].lower())]
        if match["each"] or _TIMES.search(text[: match.start()]):
            noun += " per node"
        found.setdefault(noun, []).append(str(number_of(match["number"])))
    return {noun: numbers[0] for noun, numbers in found.items() if len(numbers) == 1}


def _without_generic(text: str) -> str:
    """``text`` without its unit and the words around it that could stand above any result."""
    words = _UNIT.sub("", text).split()
    if not words:
        return ""
    if all(_bare(word) in _GENERIC for word in words):
        return ""
    while _bare(words[-1]) in _AROUND:
        words.pop()
    while _bare(words[0]) in _AROUND:
        words.pop(0)
    return " ".join(words).strip(_PUNCTUATION)


def _bare(word: str) -> str:
    return word.lower().strip(_PUNCTUATION + "()")
