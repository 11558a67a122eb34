"""Headings that say under which condition their column was measured: ``4 GPUs``, ``bs=64``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.grammar.accelerators import ACCELERATOR
from parsers.grammar.beside_counts import BATCH
from parsers.grammar.patterns import Pattern
from parsers.grammar.precisions import PRECISIONS
from parsers.grammar.repeat_words import REPEAT, with_number_behind
from parsers.grammar.serial_program import SERIAL_PROGRAM
from parsers.grammar.units import dimensions
from parsers.headings.heading import MEASURED, Heading
from parsers.headings.read_heading import read_heading
from parsers.headings.resources import NOUNS
from parsers.headings.vocabulary import COMMON
from parsers.tables.conditions import MEAN, Level, Levels, differ
from parsers.tables.numbered_headings import CORNER, numbered_levels, times_on

_NOUN: Final = "|".join(sorted(NOUNS, key=len, reverse=True))
_COUNTED: Final = frozenset({"GPUs", *(f"{noun}s" for noun in set(NOUNS.values()))})
_SIZES: Final = rf"{BATCH}|seq[ _-]?len|sequence[ ]length|np|n|p"

_CONDITIONS: Final = (
    Pattern(
        rf"(?ix)(?<![^\W_])(?<![.,])(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}})"
        rf"(?:\s*[x×]\s*|[\s_-]*)(?:(?:omp|openmp|cpu)[ ])?"
        rf"(?P<noun>(?:mpi[ ])?(?:{_NOUN}))(?:\(s\))?(?![^\W_])"
        rf"(?P<per>\s*(?:/|per)\s*(?:node|host|server)\b)?"
    ),
    Pattern(
        rf"(?ix)\b(?:n(?:um)?_?(?=(?:{_NOUN})\s*[=:]))?"
        rf"(?P<noun>{_NOUN}|{_SIZES})\s*[=:]\s*(?P<number>\d{{1,9}})(?![\w.])"
    ),
    Pattern(rf"(?ix)\b(?P<noun>{BATCH}|np)[ _]?(?P<number>\d{{1,7}})(?![\w.])"),
    Pattern(
        rf"(?ix)(?<![\w.])(?P<number>\d{{1,5}})\s*(?:[x×*]\s*|\s)(?P<device>{ACCELERATOR})(?!\w)"
    ),
    Pattern(rf"(?ix)(?P<device>{ACCELERATOR})\s*[x×*]\s*(?P<number>\d{{1,5}})(?![\w.])"),
)
_DEVICE = Pattern(rf"(?ix)(?P<device>{ACCELERATOR})(?!\w)")
_PRECISION = Pattern(
    rf"(?i)(?P<before>(?:.*[^A-Za-z0-9.])?)(?P<precision>{PRECISIONS})(?P<after>(?![A-Za-z0-9-]).*)"
)
"""``TF32 (img/s)``, ``Throughput - TF32``, ``latency_fp16_ms``."""
_AGAINST = Pattern(r"(?i).*\b(?:to|vs\.?|versus|over|than|of|from|against)[\W_]*")
"""In ``speedup vs FP32`` the precision is what a run is held against, not its own."""
_SIGNED = Pattern(r"#\d{1,2}")
_REPEAT = Pattern(rf"(?i)(?P<noun>{REPEAT}|measurement|seed)[ _]?#?(?P<number>\d{{1,3}})")
_UNIT_BEHIND: Final = r"(?P<unit>\s*[(\[][^()\[\]]+[)\]]|_(?:s|ms|us|ns|sec))?"
"""``(s)``, ``_s``."""
_COUNT = Pattern(rf"(?i)(?P<noun>{_NOUN}|np)[ _-]?(?P<number>\d{{1,6}}){_UNIT_BEHIND}")
_BEFORE_COUNT = Pattern(r"(?i)mpi|num(?:ber)?(?: of)?|n[or]\.?(?: of)?|#")
"""What is left of ``MPI np 4`` and ``Num Nodes = 4``."""
_SERIAL = Pattern(rf"(?i){SERIAL_PROGRAM}{_UNIT_BEHIND}")
_AMOUNT = Pattern(r"\d+(?:\.\d+)?\s*[kKMGT]i?B")
_EMPTY = Pattern(r"[(\[]\s*[)\]]")
_EDGES: Final = " ,:;-–—|/@._"
_DANGLING = Pattern(r"(?i)^(?:w/|(?:on|with|for|using|at)\b)|\b(?:on|with|for|using|at)$")


def read_levels(
    headings: Sequence[str], above: Sequence[str], by_name: str | None = None
) -> Levels | None:
    """Return the conditions among ``headings``, or ``None`` where there are not two alike.

    ``above`` are the texts above the table, which may say what the bare numbers count, ``by_name``
    what the name of the file says that is counted.
    """
    return (
        numbered_levels(headings, above, by_name)
        or _repeats(headings)
        or times_on(headings, above)
        or _amounts(headings)
        or _with_corner(_counts(headings) or _conditions(headings), headings[0])
    )


def _amounts(headings: Sequence[str]) -> Levels | None:
    """Read ``512 MB | 1 GB``: sizes that were set, as what was measured says no number."""
    sizes = [
        Level(place, (("Size", text),))
        for place, text in enumerate(headings)
        if _AMOUNT.fullmatch(text.strip())
    ]
    return Levels(sizes) if differ(sizes) else None


def _with_corner(levels: Levels | None, first: str) -> Levels | None:
    """Leave the first column its own name where it tells that of the conditions, too."""
    if levels is None or levels.columns[0].place == 0:
        return levels
    rows, *others = CORNER.split(first)
    named = {name.lower() for name, _ in levels.columns[0].condition}
    own = len(others) == 1 and others[0].strip().lower() in named
    return levels._replace(corner=rows) if own else levels


def _conditions(headings: Sequence[str]) -> Levels | None:
    found = [_condition(place, heading) for place, heading in enumerate(headings)]
    levels = [level for level in found if level is not None]
    names = [tuple(name for name, _ in level.condition) for level in levels]
    if not names:
        return None
    most = max(names, key=names.count)
    alike = [level for level, name in zip(levels, names, strict=True) if name == most]
    if most in (("GPU",), ("Precision",)):
        alike = _of_all(alike)
    if not differ(alike):
        alike = [
            level._replace(condition=(*level.condition, ("Variant", level.variant)))
            for level in alike
        ]
    return _with_serial(alike, headings) if differ(alike) else None


def _with_serial(levels: list[Level], headings: Sequence[str]) -> Levels:
    """Add the column of the serial program as that of 1, where no other one counts 1.

    ``| Sequential | 2 Processes | 4 Processes |`` counts from 1 as one reads it.
    """
    first = levels[0].condition
    if len(first) != 1 or first[0][0] not in _COUNTED or (first[0][0], "1") in first:
        return Levels(levels)
    if any(level.condition == ((first[0][0], "1"),) for level in levels):
        return Levels(levels)
    serial = [
        Level(place, ((first[0][0], "1"),), measure)
        for place, heading in enumerate(headings)
        if (match := _SERIAL.fullmatch(heading.strip()))
        and (measure := _measure(match["unit"] or "")) == levels[0].measure
    ]
    if len(serial) != 1:
        return Levels(levels)
    text = f"`{headings[serial[0].place]}` read as 1 of the `{first[0][0]}`"
    every = sorted([*serial, *levels], key=lambda level: level.place)
    return Levels(every, assumed=text)


def _of_all(levels: Sequence[Level]) -> list[Level]:
    """The levels of what was measured in each precision or on each device, where runs differ so.

    "TF32 Top1" is one quantity of a run among others, "TF32 (img/s)" is not; "FP16 speedup" was
    computed from two of them.
    """
    conditions = {level.condition for level in levels}
    measures = [level.measure for level in levels]
    of_all = {each for each in measures if measures.count(each) == len(conditions)}
    in_units = any(not each or _is_speed(read_heading(each)) for each in of_all)
    return [level for level in levels if level.measure in of_all] if in_units else []


def _is_speed(measure: Heading) -> bool:
    return measure.unit is not None or measure.name in COMMON


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
    if named := _DEVICE.match(heading):
        rest = heading[named.end() :]
    elif (named := _PRECISION.fullmatch(heading)) and not _AGAINST.fullmatch(
        named["before"].replace("_", " ")
    ):
        rest = f"{named['before'].rstrip('_- ')} {named['after'].lstrip('_- ')}"
    else:
        return None
    measure = _measure(rest)
    return (
        None
        if measure is None
        else Level(place, tuple(_stated(named.groupdict()).items()), measure)
    )


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
    if not rest or _BEFORE_COUNT.fullmatch(rest):
        return ""
    meaning = read_heading(rest)
    return rest if meaning.kind in MEASURED or meaning.unit is not None else None


def _repeats(headings: Sequence[str]) -> Levels | None:
    """Read ``Run 1``, ``Run 2``, ... and the ``Average`` beside them, which makes ``#1`` a run."""
    numbers = {
        place: match["number"]
        for place, heading in enumerate(headings)
        if (match := _REPEAT.fullmatch(with_number_behind(heading)))
    }
    means = {place: text for place, text in enumerate(headings) if MEAN.fullmatch(text)}
    if not numbers and means:
        signed = {place: text[1:] for place, text in enumerate(headings) if _SIGNED.fullmatch(text)}
        run_on = [*signed.values()] == [str(number) for number in range(1, len(signed) + 1)]
        numbers = signed if run_on else {}
    if len(numbers) < 2:
        return None
    columns = [
        Level(place, (("Run", cell),)) for place, cell in sorted({**numbers, **means}.items())
    ]
    return Levels(columns) if differ(columns) else None


def _counts(headings: Sequence[str]) -> Levels | None:
    """Read ``threads_1``, ``threads_2``, ``threads_4``: a noun with three growing numbers or more.

    ``serial`` beside them is one of the three.
    ``node_1``, ``node_2``, ``node_3`` are single ones, and no counts.
    """
    found = [(place, _COUNT.fullmatch(text)) for place, text in enumerate(headings)]
    counted = [(place, match) for place, match in found if match]
    numbers = [int(match["number"]) for _, match in counted]
    nouns = {match["noun"].lower() for _, match in counted}
    serial = any(_SERIAL.fullmatch(text.strip()) for text in headings)
    if (
        len(numbers) + serial < 3
        or not numbers
        or len(nouns) > 1
        or numbers != sorted(set(numbers))
        or numbers[0] == 0
    ):
        return None
    (noun,) = nouns
    consecutive = numbers[-1] - numbers[0] == len(numbers) - 1
    if consecutive and not noun.endswith("s"):
        return None
    columns = [
        Level(place, ((_plural(noun), match["number"]),), _measure(match["unit"] or "") or "")
        for place, match in counted
    ]
    return _with_serial(columns, headings)
