"""Headings of a name and of what was measured of it: ``CP2K (s)``, ``time_qe``, ``T_p (MPI)``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.grammar.units import dimensions
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_heading
from parsers.headings.vocabulary import COMMON

CLAIMS: Final = ("stated_speedup", "stated_efficiency")
_NAME_AND_UNIT = Pattern(r"(?P<name>[^()\[\]]+?)\s*[(\[](?P<unit>[^()\[\]]+)[)\]]")
_NAME_WITH_UNIT = Pattern(
    r"(?P<name>[\w.-]*?[^\W\d_][\w.-]*?)(?:_| in )(?P<unit>s|ms|us|ns|sec|seconds)"
)
_MEASURE_BEHIND = Pattern(
    r"(?i)(?P<name>\S.*?)[\s_]+(?P<measure>(?:(?:mean|avg|average|median)_)?"
    r"(?:(?:wall|elapsed|execution|run)[\s_]?time|time|runtime|throughput))"
)
_MEASURE_BEFORE = Pattern(
    r"(?P<measure>[^()\[\]]+?)\s*(?P<unit>[(\[][^()\[\]]+[)\]])\s*(?P<name>[^\s()\[\]].*)"
)
"""``Time (s) CP2K``, as of headings over two rows."""
_RATE_OF = Pattern(r"(?P<unit>[A-Za-z/]+)\s*[(\[](?P<name>[^()\[\]]+)[)\]]")
"""``MLUPS (gcc)``: a rate, and in brackets of what."""
_SYMBOL_OF = Pattern(
    r"(?i)(?P<measure>(?:(?:wall|elapsed|execution|run)[\s_-]?)?time|runtime|throughput"
    r"|t(?:_?\{?[pn]\}?|\([pn]\))?)\s*[(\[](?P<name>[^()\[\]]+)[)\]]"
    r"\s*(?P<unit>[(\[][^()\[\]]+[)\]])?"
)
"""``T_p (MPI)``, ``Time (OpenMP) [s]``: the name in brackets, where a unit may stand."""
_RATE_BEHIND = Pattern(
    r"(?P<name>[^()\[\]]*?\w)[ _](?P<unit>[A-Za-z]+(?:/[A-Za-z]+|_per_s(?:ec(?:ond)?)?)?)"
)
"""``CP2K GFLOP/s``, ``ddp_imgs_per_sec``."""
_MEASURE_OF = Pattern(
    r"(?i)(?P<measure>(?:wall|run)?_?times?|throughput|t(?=_[A-Za-z][\w-]))"
    r"_(?P<name>[A-Za-z][\w-]*)"
)
"""``time_cp2k``, ``t_cp2k``, ``throughput_ddp``, as variables are called."""
_MOST_WORDS: Final = 8
_LONGEST: Final = 200
"""Characters of a heading that names anything: longer ones are prose, and dear to look into."""
_QUANTITIES: Final = frozenset(
    (
        *("runtime", "step_time", "performance", "bandwidth"),
        *("throughput", "throughput_per_device", "flops", "flops_per_device"),
    )
)
_COMPUTED_OF = Pattern(r"(?i)(?P<name>\S.*?)[\s_]+(?:speed-?up|efficiency)\b.*")


def claim_of(heading: str, codes: Sequence[str]) -> tuple[str, str] | None:
    """Return the code of which a column has something else, and what: ``CP2K speedup``."""
    for code in filter(None, codes):
        before, found, behind = heading.partition(code)
        if found and not (before[-1:].isalnum() or behind[:1].isalnum()):
            rest = f"{before}{behind}".replace("()", "").replace("[]", "").strip(" _-:")
            said = read_heading(rest)
            if rest and (said.unit or said.better or said.kind in ("metric", *CLAIMS)):
                return code, rest
    return None


def name_and_measure(heading: str) -> tuple[str, str] | None:
    """Return the name in ``CP2K (s)``, ``CP2K time [s]`` or ``CP2K time``, and what is below it."""
    if len(heading) > _LONGEST:
        return None
    name, colon, measure = heading.partition(": ")
    timed = colon and read_heading(measure).is_time and read_heading(measure).unit
    if colon and (timed or _is_measure(measure)) and _is_plain(name):
        return name.strip(), measure.strip()
    if before := _MEASURE_BEFORE.fullmatch(heading):
        measure = f"{before['measure']} {before['unit']}"
        is_known = read_heading(measure).name in COMMON or _is_measure(measure)
        return (before["name"], measure) if is_known else None
    rated = _RATE_OF.fullmatch(heading)
    if rated and _is_rate(rated["unit"]) and dimensions(rated["name"]) is None:
        return rated["name"], rated["unit"]
    of = _SYMBOL_OF.fullmatch(heading)
    if of and dimensions(of["name"]) is None:
        measure = of["measure"] if of["measure"].lower() == "throughput" else "time"
        return of["name"], f"{measure} {of['unit'] or ''}".strip()
    if _COMPUTED_OF.fullmatch(heading):
        return None
    if (rate := _RATE_BEHIND.fullmatch(heading)) and _is_rate(rate["unit"].replace("_per_", "/")):
        return rate["name"], rate["unit"]
    if said := _said_of_a_name(heading):
        return said
    match = _NAME_AND_UNIT.fullmatch(heading) or _NAME_WITH_UNIT.fullmatch(heading)
    name, unit = (match["name"], match["unit"].strip()) if match else (heading, "")
    if behind := _MEASURE_BEHIND.fullmatch(name.strip()) or _MEASURE_OF.fullmatch(name.strip()):
        measure = "time" if behind["measure"].lower() == "t" else behind["measure"]
        return behind["name"], f"{measure} ({unit})" if unit else measure
    if match is None:
        return None
    # Alone, `min` is the least value, and `h` may be a height.
    return name.strip(), f"time ({unit})" if unit in ("min", "h") else unit


def _said_of_a_name(heading: str) -> tuple[str, str] | None:
    """Split ``walltime 2048^3`` and ``DLRM Throughput per GPU (img/s)`` between two words.

    The longer text that is a measure by itself is one, before the name or behind it.
    """
    chunks = heading.split()[:_MOST_WORDS]
    for cut in range(1, len(chunks)):
        before, behind = " ".join(chunks[:cut]), " ".join(chunks[cut:])
        if _is_measure(behind) and _is_plain(before):
            return before, behind
    for cut in range(len(chunks) - 1, 0, -1):
        before, behind = " ".join(chunks[:cut]), " ".join(chunks[cut:])
        if _is_measure(before) and _is_plain(behind):
            return behind, before
    return None


def _is_measure(text: str) -> bool:
    """Whether a text is a common quantity of nothing else, a rate, or a time of each step."""
    if len(dimensions(text.strip()) or ()) > 1:
        return True
    said = read_heading(text)
    if said.kind != "metric" or said.qualifier or said.statistic:
        return False
    is_symbol = said.name == "t" and said.unit == "s"
    return said.name in _QUANTITIES or is_symbol


def _is_plain(name: str) -> bool:
    """Whether a text says nothing by itself that a heading may: a unit, a count, a quantity."""
    return not name.startswith(("(", "[")) and read_heading(name).kind not in MEASURED


def _is_rate(unit: str) -> bool:
    found = dimensions(unit) or ()
    return found[:1] == ("rate",) or (len(found) > 1 and "time" in found[:2])
