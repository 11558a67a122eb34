"""What the columns of a sheet are, as far as plain headings tell it: counts, times, names.

Written apart from the product's own reading, and narrower: a column that it does not know is left
as it stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from tests.reading.rewriting.rewritten_sheet import Sheet

_COUNTED: Final = (
    *("nodes", "gpus", "ranks", "threads", "cores", "procs", "processes", "workers", "tasks"),
    *(
        "num_nodes",
        "num_gpus",
        "#gpus",
        "#nodes",
        "nprocs",
        "np",
        "mpi tasks",
        "devices",
        "n_gpus",
        "n_nodes",
        "ngpus",
        "mpi_ranks",
        "mpi ranks",
        "cpus",
    ),
)
_SECONDS: Final = {
    **dict.fromkeys(("s", "sec", "secs", "seconds"), 1.0),
    **dict.fromkeys(("ms", "milliseconds"), 1e-3),
    **dict.fromkeys(("us", "µs"), 1e-6),
    **dict.fromkeys(("min", "minutes"), 60.0),
    **dict.fromkeys(("h", "hours"), 3600.0),
}
_UNITS: Final = (
    *(*_SECONDS, "GB/s", "MB/s", "GFLOP/s", "GFLOPS", "TFLOPS", "ns/day", "img/s"),
    *("images/s", "samples/s", "tokens/s", "tok/s", "it/s", "h", "hours"),
)
_TIMED: Final = re.compile(r"(?i)time|wall|latency|elapsed|duration|^t_?\w?$")
_WITH_UNIT: Final = re.compile(
    r"(?P<name>[^()\[\],]*?[^()\[\],\s_])"
    r"(?:\s*[(\[]\s*(?P<within>[^()\[\]]+?)\s*[)\]]|,\s+(?P<after>\S+)|_(?P<tail>[a-z]+))"
)
_TELLING: Final = re.compile(
    r"serial|seq|parallel|mpi|openmp|omp|cpu|gpu|cuda|weak|strong|fail|ok|complete|yes|no\b|base"
    r"|ideal|mean|median|total",
    re.IGNORECASE,
)
"""Names that tell more than which code a row is of."""
FORMS: Final = ("{} ({})", "{} [{}]", "{}, {}", "{}_{}", "{} / {}", "{} in {}")
"""How a unit stands in a heading."""


@dataclass(frozen=True, slots=True)
class UnitHeading:
    """A heading with its unit, and the form in which it stands there."""

    name: str
    unit: str
    form: str

    @property
    def seconds(self) -> float | None:
        """How many seconds the unit is; None where it is no unit of time."""
        return _SECONDS.get(self.unit)


def unit_heading(heading: str) -> UnitHeading | None:
    """Return a heading in its parts if it ends with a known unit."""
    found = _WITH_UNIT.fullmatch(heading)
    if found is None:
        return None
    parts = zip(("within", "after", "tail"), ("{} [{}]", "{}, {}", "{}_{}"), strict=True)
    for name, form in parts:
        unit = found[name]
        # `img_s` is a rate, `wall_s` a time.
        is_rate = name == "tail" and not _TIMED.search(found["name"])
        is_statistic = name == "tail" and unit == "min" and len(found["name"]) < 5
        if unit in _UNITS and not is_rate and not is_statistic:
            bracketed = "{} ({})" if "(" in heading else form
            return UnitHeading(found["name"], unit, bracketed)
    return None


def counts_of(sheet: Sheet) -> list[int]:
    """Return the columns whose heading is a plain word for what is counted."""
    return [
        at
        for at, heading in enumerate(sheet.headings)
        if heading.lower() in _COUNTED
        and all(cell.isdigit() and int(cell) for cell in sheet.column(at))
    ]


def texts_of(sheet: Sheet) -> list[int]:
    """Return the columns of names: letters in each cell, few different ones, none that tells more.

    A number in a name may be a count, which no other name has.
    """
    return [
        at
        for at in range(len(sheet.headings))
        if all(re.fullmatch(r"[A-Za-z]{2}[\w .+-]*", cell) for cell in sheet.column(at))
        and len(set(sheet.column(at))) == len({_letters(cell) for cell in sheet.column(at)})
        and 1 < len(set(sheet.column(at))) <= len(sheet.rows) // 2
        and not any(map(_TELLING.search, sheet.column(at)))
    ]


def _letters(name: str) -> str:
    """Return a name without its numbers: what differs in these alone may be a count."""
    return re.sub(r"\d+", "", name)


def measured_of(sheet: Sheet) -> list[int]:
    """Return the columns of numbers with decimals."""
    return [
        at
        for at in range(len(sheet.headings))
        if sheet.is_number(at) and any("." in cell for cell in sheet.column(at))
    ]


def repeats_of(sheet: Sheet) -> tuple[int, dict[tuple[str, ...], list[str]]] | None:
    """Return the column that is measured, and its cells by what else their rows have.

    ``None`` where not one column counts and one is measured.
    """
    counts, measured = counts_of(sheet), measured_of(sheet)
    if len(counts) != 1 or len(measured) != 1:
        return None
    at = measured[0]
    groups = defaultdict(list)
    for row in sheet.rows:
        groups[(*row[:at], *row[at + 1 :])].append(row[at])
    return at, groups
