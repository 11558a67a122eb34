"""Headings that are numbers, or times on so many: ``| GPUs | 1 | 2 | 4 |``, ``t1``, ``t2``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from parsers.grammar.beside_counts import BATCH
from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set
from parsers.headings.read_heading import read_heading
from parsers.run_records.records import SCALE
from parsers.short_columns.short_texts import as_int
from parsers.tables.conditions import MEAN, Level, Levels, differ

_TIME_ON = Pattern(
    r"(?i)(?P<name>t|time|runtime)[ _]?\(?(?P<number>\d{1,6})\)?(?P<unit>\s*[(\[][^()\[\]]+[)\]])?"
)
_NUMBER = Pattern(r"\d{1,3}(?:,\d{3})+|\d{1,9}")
CORNER = Pattern(r"(?i)\s*\\+\s*|\s+/\s+|\s*[→|]\s*|\s+(?:vs\.?|versus|by)\s+")
"""What parts the two names in the corner of a table: of its rows, and of its columns."""
_ACROSS = Pattern(r"(?i)(?P<rows>[^()]+?)\s*\((?P<counted>[^()]+?)\s*(?:across|→|->)\)")
_NOUNS: Final = rf"gpus|nodes|devices|cores|cpus|threads|processes|ranks|{BATCH}"
_OF_KIND: Final = (
    r"(?:(?:the|different|various|varying|several|each|increasing|growing|more|all|total|used"
    r"|numbers? of|mpi|open-?mp|omp|gpu|cpu|compute|worker|physical|parallel)\s+){0,4}"
)
_NAMED_ABOVE = Pattern(
    r"(?i)(?:\bnumbers? of|#(?:\s*of)?|\b(?:by|over|vs\.?|versus|across|against|per|for|with"
    r"|functions? of|columns?(?: headings?)?(?: are| is| give| show| list|:))"
    rf"|(?<![\d.])\d+(?:,|,? and| to|\s*[–-])\s*\d+)\s*{_OF_KIND}({_NOUNS})\b"
    r"|\b(?:columns?(?: headings?)?(?: are|:)|on) (?:(?:the|mpi|N) ){0,2}(gpus|nodes|cores|ranks)\b"
    r"|\b(gpu|node|core|rank|thread|process) counts?\b"
)
"""``by number of nodes``, ``on 1, 2 and 4 nodes``, ``for different node counts``."""
_ALONG = Pattern(
    r"(?i).*\b(?:against|vs\.?|versus|by|over)\s+(?:the\s+)?(?P<counted>#?\w[\w ]{0,30}?)\W*"
)
"""``time (s) against num_cores``: a text that ends with a heading of counts."""
_INNER: Final = (["ranks", "threads"], ["nodes", "ranks"], ["nodes", "devices"])
"""What has several of what inside; those of one may be told by the other in a corner."""
_PHASES: Final = word_set("phase section region routine timer stage")
_YEARS: Final = range(1990, 2040)


def numbered_levels(
    headings: Sequence[str], above: Sequence[str], by_name: str | None = None
) -> Levels | None:
    """Read ``| GPUs | 1 | 2 | 4 |``, and ``| Model | 1 | 2 | 4 |`` below "... number of GPUs".

    ``by_name`` is what the name of the file says that is counted, as that of ``mpi_results.csv``,
    where sizes stand in the rows; numbers that go up one by one may be those of repeats.
    """
    numbers = [place for place, text in enumerate(headings) if _NUMBER.fullmatch(text)]
    if len(numbers) < 2 or numbers[0] == 0 or not headings:
        return None
    if _are_years([headings[place] for place in numbers]):
        return Levels([Level(place, (("Year", headings[place]),)) for place in numbers])
    rows, counted = _corner(headings[0], above)
    assumed = None
    if by_name and _is_size(counted) and not _run_on([headings[place] for place in numbers]):
        rows, counted = headings[0], by_name
        assumed = f"`{headings[numbers[0]]}` to `{headings[-1]}` read as counts of {by_name}"
    if (counted or "").lower() == "run" and not _run_on([headings[place] for place in numbers]):
        # Repeats are numbered one by one: the corner names the rows.
        rows, counted = headings[0], None
    if counted is None and len(numbers) < len(headings) - 1:
        return None
    if counted is None and _is_breakdown(headings):
        counted, assumed = "np", f"`{headings[1]}` to `{headings[-1]}` read as counts of ranks"
    # Numbers are no names of quantities: what they count may not be known, but that they differ is.
    counted = counted or "Column"
    means = counted.lower() == "run"
    columns = [
        Level(place, ((counted, text.replace(",", "")),))
        for place, text in enumerate(headings)
        if place in numbers or (means and MEAN.fullmatch(text))
    ]
    return Levels(columns, rows, assumed) if differ(columns) else None


def _is_size(counted: str | None) -> bool:
    return counted is not None and read_heading(counted).name == "size"


def _run_on(numbers: Sequence[str]) -> bool:
    counted = [int(number.replace(",", "")) for number in numbers]
    return all(after == before + 1 for before, after in pairwise(counted))


def _is_breakdown(headings: Sequence[str]) -> bool:
    """Whether phases stand along ``1``, ``2``, ``4``: doubled from one, these are counts."""
    corner, *others = headings
    numbers = [as_int(text) for text in others if text.isdecimal()]
    doubled = [2**place for place in range(len(others))]
    return corner.lower() in _PHASES and len(others) > 2 and numbers == doubled


def times_on(headings: Sequence[str], above: Sequence[str]) -> Levels | None:
    """Read ``t1``, ``t2``, ``t4`` as times on 1, 2 and 4 of what is counted.

    Each is the double of the one before, or four times as many.
    """
    found = [(place, _TIME_ON.fullmatch(text)) for place, text in enumerate(headings)]
    timed = [(place, match) for place, match in found if match]
    numbers = [int(match["number"]) for _, match in timed]
    grown = {after / before for before, after in pairwise(numbers) if before}
    if (
        len(numbers) < 3
        or grown not in ({2}, {4})
        or len({match["name"] for _, match in timed}) > 1
    ):
        return None
    if any(read_heading(text).name in SCALE for text in headings):
        return None
    counted = count_named_above(above)
    columns = [
        Level(place, ((counted or "np", match["number"]),), f"time{match['unit'] or ''}")
        for place, match in timed
    ]
    names = f"`{headings[timed[0][0]]}` to `{headings[timed[-1][0]]}`"
    assumed = None if counted else f"{names} read as times on {numbers[0]} to {numbers[-1]} ranks"
    return Levels(columns, assumed=assumed)


def _are_years(numbers: Sequence[str]) -> bool:
    """Whether numbers are years: 2022 GPUs are no more than 2021, and 2048 is a power of two."""
    years = [as_int(number) for number in numbers if number.isdecimal()]
    return len(years) == len(numbers) and all(year in _YEARS for year in years)


def _corner(corner: str, above: Sequence[str]) -> tuple[str, str | None]:
    """The heading of the first column, and that of the numbers beside it, if known."""
    if across := _ACROSS.fullmatch(corner):
        corner = f"{across['rows']} \\ {across['counted']}"
    rows, *others = CORNER.split(corner)
    if others == [""] and _is_condition(rows):
        return "Name", rows
    if len(others) == 1 and _is_condition(others[0]):
        return rows, others[0]
    rows, *others = corner.split("/")
    if len(others) == 1 and _is_no_ratio(rows, others[0]):
        return rows, others[0]
    named = count_named_above(above)
    if _is_condition(corner) and (named is None or read_heading(corner).name in SCALE):
        return "Name", corner
    # What is counted across, as the text above says, is no size that the corner names.
    return corner, named


def _is_no_ratio(rows: str, counted: str) -> bool:
    """Whether ``size/threads`` above numbers names the rows and what is counted beside them.

    So does ``ranks/threads``, but ``ranks/node`` and ``GFLOPS/node`` may be ratios.
    """
    first, second = read_heading(rows), read_heading(counted)
    if first.name in SCALE:
        return [first.name, second.name] in _INNER
    return first.kind != "metric" and second.kind == "schema" and second.name in SCALE


def count_named_above(above: Sequence[str]) -> str | None:
    """Return what the texts above say that is counted, if one thing is."""
    found = (match for text in above for match in _NAMED_ABOVE.finditer(text))
    nouns = (match[match.lastindex or 0].lower() for match in found)
    named = {"processes" if noun == "process" else f"{noun.removesuffix('s')}s" for noun in nouns}
    if not named:
        along = (match["counted"] for text in above if (match := _ALONG.fullmatch(text)))
        named = {text for text in along if read_heading(text).name in SCALE}
    return named.pop() if len(named) == 1 else None


def _is_condition(heading: str) -> bool:
    meaning = read_heading(heading)
    if meaning.otherwise is not None and meaning.otherwise.name in SCALE:
        return True
    if meaning.kind == "schema":
        return meaning.name in (*SCALE, "batch", "size", "run")
    return meaning.kind == "parameter" and heading != ""
