"""Headings that say under which condition their column was measured: ``4 GPUs``, ``bs=64``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from parsers.grammar.accelerators import ACCELERATOR
from parsers.grammar.patterns import Pattern
from parsers.grammar.units import dimensions
from parsers.grammar.words import word_set
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_heading
from parsers.headings.resources import NOUNS
from parsers.records import SCALE

_NOUN: Final = "|".join(sorted(NOUNS, key=len, reverse=True))
_BATCH: Final = r"batch[ _-]?size|batchsize|batch|bs|mbs|gbs"
_SIZES: Final = rf"{_BATCH}|seq[ _-]?len|sequence[ ]length|np|n|p"

_CONDITIONS: Final = (
    Pattern(
        rf"(?ix)(?<![\w.,])(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}}) (?:\s*[x×]\s*|[\s-]*)"
        rf"(?P<noun>(?:mpi[ ])?(?:{_NOUN}))\b (?P<per>\s*(?:/|per)\s*(?:node|host|server)\b)?"
    ),
    Pattern(rf"(?ix)\b(?P<noun>{_NOUN}|{_SIZES})\s*[=:]\s*(?P<number>\d{{1,9}})(?![\w.])"),
    Pattern(rf"(?ix)\b(?P<noun>{_BATCH}|np)[ _]?(?P<number>\d{{1,7}})(?![\w.])"),
    Pattern(
        rf"(?ix)(?<![\w.])(?P<number>\d{{1,5}})\s*(?:[x×*]\s*|\s)(?P<device>{ACCELERATOR})(?!\w)"
    ),
)
_DEVICE = Pattern(rf"(?ix)(?P<device>{ACCELERATOR})(?!\w)")
_PRECISION = Pattern(
    r"(?i)(?P<precision>(?:fp|tf|bf|int)-?\d{1,2}|amp|mixed[ -]precision)(?![\w-])"
)
_REPEAT = Pattern(
    r"(?i)(?P<noun>run|trial|rep|repeat|repetition|attempt|measurement)[ _]?#?(?P<number>\d{1,3})"
)
_TIME_ON = Pattern(
    r"(?i)(?P<name>t|time|runtime)[ _]?\(?(?P<number>\d{1,6})\)?(?P<unit>\s*[(\[][^()\[\]]+[)\]])?"
)
_COUNT = Pattern(
    rf"(?i)(?P<noun>{_NOUN}|np)[ _-]?(?P<number>\d{{1,6}})(?P<unit>\s*[(\[][^()\[\]]+[)\]])?"
)
_MEAN = Pattern(r"(?i)(?:avg|average|mean|median)\.?")
_NUMBER = Pattern(r"\d{1,3}(?:,\d{3})+|\d{1,9}")
_CORNER = Pattern(r"\s*\\+\s*|\s+/\s+|\s*[→|]\s*")
_NAMED_ABOVE = Pattern(
    r"(?i)(?:\bnumbers? of|#|\b(?:by|over|vs\.?|versus|across))\s+"
    rf"(gpus|nodes|devices|cores|cpus|threads|processes|ranks|{_BATCH})\b"
)
_PHASES: Final = word_set("phase section region routine timer stage")
_YEARS: Final = range(1990, 2040)
_EMPTY = Pattern(r"[(\[]\s*[)\]]")
_EDGES: Final = " ,:;-–—|/@."
_DANGLING = Pattern(r"(?i)^(?:on|with|for|using|at)\b|\b(?:on|with|for|using|at)$")

Condition = tuple[tuple[str, str], ...]
"""Headings and cells: ``(("GPUs", "4"),)``."""


class Level(NamedTuple):
    """A column's ``condition``, and ``measure``, the heading of its cells, perhaps empty.

    ``variant`` is what else stands in brackets: ``4 GPUs (NVLink)``.
    """

    place: int
    condition: Condition
    measure: str = ""
    variant: str = ""


class Levels(NamedTuple):
    """The columns of a table that say the same under different conditions.

    ``corner``: the heading that the first column is left with, where it named the condition;
    ``assumed``: what the columns were taken for without a word that says so.
    """

    columns: list[Level]
    corner: str | None = None
    assumed: str | None = None


def read_levels(headings: Sequence[str], above: Sequence[str]) -> Levels | None:
    """Return the conditions among ``headings``, or ``None`` where there are not two alike.

    ``above`` are the texts above the table, which may say what the bare numbers count.
    """
    return (
        _numbered(headings, above)
        or _repeats(headings)
        or _times_on(headings, above)
        or _counts(headings)
        or _conditions(headings)
    )


def _conditions(headings: Sequence[str]) -> Levels | None:
    found = [_condition(place, heading) for place, heading in enumerate(headings)]
    levels = [level for level in found if level is not None]
    names = [tuple(name for name, _ in level.condition) for level in levels]
    if not names:
        return None
    most = max(names, key=names.count)
    alike = [level for level, name in zip(levels, names, strict=True) if name == most]
    if not {"GPU", "Precision"}.isdisjoint(most) and len(most) == 1 and not _are_runs(alike):
        return None
    if not _differ(alike):
        alike = [
            level._replace(condition=(*level.condition, ("Variant", level.variant)))
            for level in alike
        ]
    return Levels(alike) if _differ(alike) else None


def _are_runs(levels: Sequence[Level]) -> bool:
    """Whether a precision or a device stands for a run of its own: for all that was measured.

    "TF32 Top1" is one quantity of a run among others, "TF32 (img/s)" is not.
    """
    measures = {level.measure for level in levels}
    conditions = {level.condition for level in levels}
    in_units = any(not measure or dimensions(measure) for measure in measures)
    return in_units and len(levels) == len(measures) * len(conditions)


def _differ(levels: Sequence[Level]) -> bool:
    """Whether there are two conditions or more, and none is there twice for one measure."""
    apart = {(level.condition, level.measure) for level in levels}
    return len({level.condition for level in levels}) > 1 and len(apart) == len(levels)


def _condition(place: int, heading: str) -> Level | None:
    condition: dict[str, str] = {}
    rest = heading
    for pattern in _CONDITIONS:
        if match := pattern.search(rest):
            condition |= _stated(match.groupdict())
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    if condition:
        measure = _measure(rest)
        if measure is None:
            return None
        variant = "" if measure else rest.strip(f"()[]{_EDGES}")
        return Level(place, tuple(condition.items()), measure, variant)
    named = _DEVICE.match(heading) or _PRECISION.match(heading)
    measure = _measure(heading[named.end() :]) if named else None
    if named is None or measure is None:
        return None
    return Level(place, tuple(_stated(named.groupdict()).items()), measure)


def _stated(found: dict[str, str | None]) -> dict[str, str]:
    """The headings and cells that a match stands for."""
    number = (found.get("number") or "").replace(",", "")
    device, precision = found.get("device"), found.get("precision")
    stated = {"Precision": precision} if precision else {}
    stated |= {"GPU": device} if device else {}
    if number:
        noun = "GPUs" if device else _plural((found.get("noun") or "").lower())
        stated |= {f"{noun} per node" if found.get("per") else noun: number}
    return stated


def _plural(noun: str) -> str:
    """One heading for all spellings of a noun: ``1 GPU`` and ``2 GPUs`` count the same."""
    last = noun.split()[-1]
    if last in NOUNS:
        return {"device": "GPUs"}.get(NOUNS[last], f"{NOUNS[last]}s")
    return "batch size" if read_heading(noun).name == "batch" else noun


def _measure(rest: str) -> str | None:
    """What is left of a heading as the heading of its cells; ``None`` if it says anything else."""
    rest = _EMPTY.sub("", " ".join(rest.split())).strip(_EDGES)
    rest = _DANGLING.sub("", rest).strip(_EDGES)
    if rest[:1] in ("(", "[") and rest[-1:] in (")", "]"):
        unit = rest[1:-1].strip().removeprefix("in ")
        # Alone, `min` is the least value.
        return f"time [{unit}]" if unit == "min" else unit if dimensions(unit) else ""
    if not rest:
        return ""
    meaning = read_heading(rest)
    return rest if meaning.kind in MEASURED or meaning.unit is not None else None


def _repeats(headings: Sequence[str]) -> Levels | None:
    """Read ``Run 1``, ``Run 2``, ... and the ``Average`` beside them."""
    numbers = {
        place: match["number"]
        for place, heading in enumerate(headings)
        if (match := _REPEAT.fullmatch(heading))
    }
    if len(numbers) < 2:
        return None
    means = {place: text for place, text in enumerate(headings) if _MEAN.fullmatch(text)}
    columns = [
        Level(place, (("Run", cell),)) for place, cell in sorted({**numbers, **means}.items())
    ]
    return Levels(columns) if _differ(columns) else None


def _times_on(headings: Sequence[str], above: Sequence[str]) -> Levels | None:
    """Read ``t1``, ``t2``, ``t4`` as times on 1, 2 and 4 of what is counted: each is the double."""
    found = [(place, _TIME_ON.fullmatch(text)) for place, text in enumerate(headings)]
    timed = [(place, match) for place, match in found if match]
    numbers = [int(match["number"]) for _, match in timed]
    doubled = all(after == 2 * before for before, after in pairwise(numbers))
    if len(numbers) < 3 or not doubled or len({match["name"] for _, match in timed}) > 1:
        return None
    if any(read_heading(text).name in SCALE for text in headings):
        return None
    counted = _named_above(above)
    columns = [
        Level(place, ((counted or "np", match["number"]),), f"time{match['unit'] or ''}")
        for place, match in timed
    ]
    names = f"`{headings[timed[0][0]]}` to `{headings[timed[-1][0]]}`"
    assumed = None if counted else f"{names} read as times on {numbers[0]} to {numbers[-1]} ranks"
    return Levels(columns, assumed=assumed)


def _counts(headings: Sequence[str]) -> Levels | None:
    """Read ``threads_1``, ``threads_2``, ``threads_4``: a noun with three growing numbers or more.

    ``node_1``, ``node_2``, ``node_3`` are single ones, and no counts.
    """
    found = [(place, _COUNT.fullmatch(text)) for place, text in enumerate(headings)]
    counted = [(place, match) for place, match in found if match]
    numbers = [int(match["number"]) for _, match in counted]
    nouns = {match["noun"].lower() for _, match in counted}
    if len(numbers) < 3 or len(nouns) > 1 or numbers != sorted(set(numbers)) or numbers[0] == 0:
        return None
    (noun,) = nouns
    consecutive = numbers[-1] - numbers[0] == len(numbers) - 1
    if consecutive and not noun.endswith("s"):
        return None
    columns = [
        Level(place, ((_plural(noun), match["number"]),), _measure(match["unit"] or "") or "")
        for place, match in counted
    ]
    return Levels(columns)


def _numbered(headings: Sequence[str], above: Sequence[str]) -> Levels | None:
    """Read ``| GPUs | 1 | 2 | 4 |``, and ``| Model | 1 | 2 | 4 |`` below "... number of GPUs"."""
    numbers = [place for place, text in enumerate(headings) if _NUMBER.fullmatch(text)]
    if len(numbers) < 2 or numbers[0] == 0 or not headings:
        return None
    if _are_years([headings[place] for place in numbers]):
        return Levels([Level(place, (("Year", headings[place]),)) for place in numbers])
    rows, counted = _corner(headings[0], above)
    if counted is None and len(numbers) < len(headings) - 1:
        return None
    assumed = None
    if counted is None and _is_breakdown(headings):
        counted, assumed = "np", f"`{headings[1]}` to `{headings[-1]}` read as counts of ranks"
    # Numbers are no names of quantities: what they count may not be known, but that they differ is.
    counted = counted or "Column"
    means = counted.lower() == "run"
    columns = [
        Level(place, ((counted, text.replace(",", "")),))
        for place, text in enumerate(headings)
        if place in numbers or (means and _MEAN.fullmatch(text))
    ]
    return Levels(columns, rows, assumed) if _differ(columns) else None


def _is_breakdown(headings: Sequence[str]) -> bool:
    """Whether phases stand along ``1``, ``2``, ``4``: doubled from one, these are counts."""
    corner, *others = headings
    numbers = [int(text) for text in others if text.isdecimal()]
    doubled = [2**place for place in range(len(others))]
    return corner.lower() in _PHASES and len(others) > 2 and numbers == doubled


def _are_years(numbers: Sequence[str]) -> bool:
    """Whether numbers are years: 2022 GPUs are no more than 2021, and 2048 is a power of two."""
    years = [int(number) for number in numbers if number.isdecimal()]
    return len(years) == len(numbers) and all(year in _YEARS for year in years)


def _corner(corner: str, above: Sequence[str]) -> tuple[str, str | None]:
    """The heading of the first column, and that of the numbers beside it, if known."""
    rows, *others = _CORNER.split(corner)
    if len(others) == 1 and _is_condition(others[0]):
        return rows, others[0]
    if _is_condition(corner):
        return "Name", corner
    return corner, _named_above(above)


def _named_above(above: Sequence[str]) -> str | None:
    """What the texts above say that is counted, if one thing is."""
    named = {match.lower() for text in above for match in _NAMED_ABOVE.findall(text)}
    return named.pop() if len(named) == 1 else None


def _is_condition(heading: str) -> bool:
    meaning = read_heading(heading)
    if meaning.otherwise is not None and meaning.otherwise.name in SCALE:
        return True
    if meaning.kind == "schema":
        return meaning.name in (*SCALE, "batch", "size", "run")
    return meaning.kind == "parameter" and heading != ""
