"""What the text above a table says that its cells measure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.grammar.patterns import Pattern
from parsers.grammar.units import dimensions
from parsers.headings.read_heading import read_heading

_LONGEST = 300
"""Characters; a longer text is about more than the table below it."""

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
_BEHIND_IN = Pattern(r"(?i)(?<![a-z])in\s+([a-zµμ]+(?:/[a-z]+){0,2})")
_QUANTITY = Pattern(
    r"(?i)(?<![a-z])(?<!\bno )(?<!\bany )(?<!\bpoor )(?<!\bbad )"
    r"(?:(?:epoch|step|iteration|inference|training|test|execution|elapsed|wall|total"
    r"|bus|algorithm)[ -])?(?:throughput|latency|bandwidth|runtime|run[ -]time|walltime|time"
    r"|speed-?up)(?=s?\b)"
)
_TIME = Pattern(r"(?i)(?:time|duration)s?\s*[,(\[]")
_EFFICIENCY = Pattern(r"(?i)(?<![a-z])(?:parallel|scaling)[ -]efficiency")
"""What cells may be that are neither a time nor a rate; in a text about times it is a remark."""

_OF_UNITS = Pattern(
    r"(?i)\W*(?:note\W+)?(?:all\s+|alle\s+)?(?:(?:the\s+)?(?:run|wall|elapsed\s+|execution\s+)?(?:times?|timings"
    r"|values|numbers|figures|results|zeiten|laufzeiten|temps|tiempos|tempi)\s+"
    r"(?:(?:is|are|were|given|reported|measured|shown)\s+){0,2}(?:in|en)\s"
    r"|units?\s*[:=]\s*)"
    r"(?P<unit>[a-zµμ]+(?:/[a-z]+){0,2})"
    r"(?:\s*[,;.(]\s*(?:(?:all|each|the)\s+)*(?:average|mean|median|best|minimum|fastest)[^.|]{0,40})?\W*"
)
"""``All times in seconds, average of 5 runs.``"""


def units_said_below(text: str) -> str:
    """Return what a text below a table says of units, if nothing else: ``(times in seconds)``."""
    found = _OF_UNITS.fullmatch(text)
    unit = found["unit"] if found else ""
    told = dimensions(unit) if unit else None
    return f"in {unit}" if told and (told[0] in ("time", "rate") or told[1:2] == ("time",)) else ""


def time_unit_above(texts: Sequence[str]) -> str | None:
    """Return the unit of time that the text next above a table says: ``ms`` of ``Times in ms.``."""
    for text in texts[:1]:
        # In brackets, `(min)` may be the least value.
        said = [unit for unit in _units(text) if unit != "min" or f"in {unit}" in text]
        units = {unit for unit in said if (dimensions(unit) or ("",))[0] == "time"}
        if len(text) <= _LONGEST and len(units) == 1:
            return units.pop()
    return None


def measured_above(texts: Sequence[str]) -> str | None:
    """Return a heading for the cells, such as ``latency (ms)``, by the first text that tells.

    A text tells by a unit (``in img/s``, ``(ms)``) or by the name of a quantity.
    """
    for text in texts:
        if len(text) > _LONGEST:
            continue
        if " " not in text.strip() and _names_metric(text.strip(" :")):
            # As programs have it, `runtime_ms`, or a rate alone: `ns/day`.
            return text.strip(" :")
        unit = next(_units(text), None)
        named = _the_only(_QUANTITY.finditer(text)) or _EFFICIENCY.search(text)
        if unit and named:
            return f"{named[0]} ({unit})"
        if unit or named:
            share = " (%)" if named and _EFFICIENCY.fullmatch(named[0]) and "%" in text else ""
            return unit or (f"{named[0]}{share}" if named else None)
    return None


def _names_metric(text: str) -> bool:
    said = read_heading(text)
    return said.kind == "metric" and ("_" in text or (said.unit or "").endswith(("/day", "SYPD")))


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
    pieces = (*brackets, *parts[-1:])
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
