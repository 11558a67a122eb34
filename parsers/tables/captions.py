"""What the text above a table says that its cells measure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.grammar.units import dimensions
from parsers.grammar.words import word_set
from parsers.headings.read_heading import read_heading

_LONGEST = 300
"""Characters; a longer text is about more than the table below it."""

_CLOCK = Pattern(r"(?i)[(\[](h{1,2}:m{1,2}(?::s{1,2})?)[)\]]")
_BRACKET = Pattern(r"[(\[]([^()\[\]]{1,40})[)\]]")
_PARTS = Pattern(r"\s*[,:;]\s+|\s+[–—-]\s+")
_STATISTIC = Pattern(
    r"(?i)(?:(?:the|best|mean|median|average|minimum|min|avg)\b.*\b(?:of|over|±|sd|std)\b|mean ?±"
    r"|(?:mean|median|average|±.*)\W*\Z)"
)
"""Of how many runs, behind the unit: ``ns/day, mean ± sd of 5``."""
_SHARE = r"(?:\s*/\s*|\s+(?:per|for each)\s+)(?P<share>gpu|device|accelerator|tpu|chip|node)\b"
_SPELLED_RATE = Pattern(
    r"(?i)\b(?P<unit>[a-z]+(?:\s*/\s*|\s+per\s+)(?:s|sec|seconds?|min|minute|h|hour))\b"
    rf"(?:{_SHARE})?"
)
_BEHIND_IN = Pattern(r"(?i)(?<![a-z])(?:in|en)\s+([a-zµμ]+(?:/[a-z]+){0,2})")
_QUANTITY = Pattern(
    r"(?i)(?<![a-z])(?<!\bno )(?<!\bany )(?<!\bpoor )(?<!\bbad )"
    r"(?:(?:epoch|step|iteration|inference|training|test|execution|elapsed|wall|total"
    r"|bus|algorithm)[ -])?(?:throughput|latency|bandwidth|runtime|run[ -]time|walltime|time"
    r"|speed-?up)(?=s?\b)"
)
_TIME = Pattern(r"(?i)(?:time|duration)s?\s*[,(\[]")
_EFFICIENCY = Pattern(r"(?i)(?<![a-z])(?:parallel|scaling)[ -]efficiency")
"""What cells may be that are neither a time nor a rate; in a text about times it is a remark."""

_ALONG = Pattern(r"(?i)\s+(?:against|vs\.?|versus)\s.*\Z")
_REMARK = Pattern(
    r"(?i)\W*(?:(?:all|the|our|these|reported|shown)\s+){0,2}(?:run|wall)?(?:times?|timings)\s+"
    r"(?:are|were|is|was|have\s+been|include[sd]?|exclude[sd]?)\b"
)
_STATISTIC_BEHIND = Pattern(
    r"(?i)\s*[,;.(]\s*(?:(?:all|each|the)\s+)*"
    r"(?:average|mean|median|best|minimum|fastest)[^.|]{0,40}\W*\Z"
)
"""``All times in seconds, average of 5 runs.``"""
_WORD = Pattern(r"[^\W\d_]+")
_OF_UNITS: Final = word_set(
    """
    all alle are bandwidth bandwidths clock elapsed en execution figures given in is latencies
    latency laufzeiten measured note numbers performance reported results run running runs runtime
    runtimes shown temps tempi the throughput tiempos time times timing timings unit units values
    wall walltime were zeiten
    """
)
"""The words around the unit in a text that says nothing else."""
_BELOW: Final = "in "
"""How such a text is passed on, behind what stands above the table."""


def units_said_below(text: str) -> str:
    """Return what a text below a table says of units, if nothing else: ``(times in seconds)``."""
    said = _STATISTIC_BEHIND.sub("", text).strip(" .") if len(text) <= _LONGEST else ""
    unit = next(_units(said), None) if said else None
    if unit is None or unit == "min":
        return ""
    rest = _WORD.findall(said.replace(unit, " ", 1).lower())
    return f"{_BELOW}{unit}" if _OF_UNITS.issuperset(rest) else ""


def time_unit_above(texts: Sequence[str]) -> str | None:
    """Return the unit of time that the text next above a table says: ``ms`` of ``Times in ms.``.

    Else the one of ``units_said_below``, which comes last.
    """
    for text in [*texts[:1], *(text for text in texts[-1:] if text.startswith(_BELOW))]:
        # In brackets, `(min)` may be the least value.
        said = [unit for unit in _units(text) if unit != "min" or f"in {unit}" in text]
        units = {unit for unit in said if (dimensions(unit) or ("",))[0] == "time"}
        if len(text) <= _LONGEST and len(units) == 1:
            return units.pop()
    return None


def measured_above(texts: Sequence[str]) -> str | None:
    """Return a heading for the cells, such as ``latency (ms)``, by the first text that tells.

    A text tells by a unit (``in img/s``, ``(ms)``) or by the name of a quantity. One that says how
    ``times are averages`` names none as long as another text tells.
    """
    remarks = [text for text in texts if _REMARK.match(text) and next(_units(text), None) is None]
    for text in (*(text for text in texts if text not in remarks), *remarks):
        if len(text) > _LONGEST:
            continue
        if " " not in text.strip() and _names_metric(text.strip(" :")):
            # As programs have it, `runtime_ms`, or a rate alone: `ns/day`.
            return text.strip(" :")
        unit = next(_units(text), None)
        parts = _PARTS.split(text.strip(" .:")) if unit in (None, "min") else []
        if len(parts) > 1 and (heading := _the_only_heading(parts)):
            return heading
        named = _the_only(_QUANTITY.finditer(text)) or _EFFICIENCY.search(text)
        if unit and named:
            return f"{named[0]} ({unit})" if _may_be_in(named[0], unit) else unit
        if named and (clock := _CLOCK.search(text)):
            return f"{named[0]} ({clock[1]})"
        if unit or named:
            share = " (%)" if named and _EFFICIENCY.fullmatch(named[0]) and "%" in text else ""
            return unit or (f"{named[0]}{share}" if named else None)
    return None


def _may_be_in(named: str, unit: str) -> bool:
    """Whether a quantity may have a unit: no runtime is in GFLOP/s, whatever a title says of it."""
    return not read_heading(named).is_time or (dimensions(unit) or ("time",))[0] == "time"


def _names_metric(text: str) -> bool:
    said = read_heading(text)
    return said.kind == "metric" and ("_" in text or (said.unit or "").endswith(("/day", "SYPD")))


def _the_only_heading(parts: Sequence[str]) -> str | None:
    """The part of a caption that is a heading with its unit: ``wall clock (min), weak scaling``.

    It may say along what: ``weak scaling: time_s against nodes``.
    """
    whole = (_ALONG.sub("", part) for part in parts)
    shown = [part for part in whole if " " not in part or part.endswith((")", "]"))]
    found = [part for part in shown if (said := read_heading(part)).kind == "metric" and said.unit]
    return found[0] if len(found) == 1 else None


def _the_only(found: Iterator[re.Match[str]]) -> re.Match[str] | None:
    """The first quantity, if a text names no other: ``no speedup``, it says, of some ``times``."""
    named = list(found)
    kinds = {each[0].lower()[-4:] for each in named}
    return named[0] if len(kinds) == 1 else None


def _units(text: str) -> Iterator[str]:
    """Yield the units of what is measured: rates and times, never amounts, which may be set."""
    brackets = (piece for group in _BRACKET.findall(text) for piece in group.split(","))
    # `(img/s)`, or the last that a caption says: `benchMEM, ns/day`.
    parts = [part for part in _PARTS.split(text)[1:] if not _STATISTIC.match(part)]
    alone = text.strip(" :.")
    pieces = (*brackets, *parts[-1:], *([alone] if " " not in alone and alone != "min" else []))
    said = (piece.strip().removeprefix("in ") for piece in pieces)
    spelled = (
        # What a device does is another quantity than what all of them do.
        f"{rate['unit']} per {rate['share']}" if rate["share"] else rate["unit"]
        for rate in _SPELLED_RATE.finditer(text)
    )
    for written in (*said, *spelled, *_BEHIND_IN.findall(text)):
        found = dimensions(written)
        if found and len(written) > 1 and found[0] != "opaque":
            if found[0] in ("time", "rate") or found[1:2] == ("time",):
                yield written
        elif written == "s" or (written == "h" and _TIME.search(text)):
            # Alone, `(h)` may be the letter of a figure.
            yield written
