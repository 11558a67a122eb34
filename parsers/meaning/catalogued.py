"""Tables of what machines have, what they cost, what a service allows: their rows are no runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set
from parsers.headings.resources import NOUNS
from parsers.meaning.column import Column
from parsers.meaning.decisions import MEASURED, Decisions
from parsers.tables.table import Table

_MOST_ROWS: Final = 200
_TITLE_LENGTH: Final = 120
_UNITS: Final = (1e9, 2.0**30)
"""In which the memories of machines are whole numbers."""
_ENOUGH_PARTS: Final = 3
"""Columns about parts of a machine that make a table one of machines, whatever its title."""

_CAPACITIES: Final = word_set(
    "memory mem ram vram hbm dram disk disks ssd hdd nvme storage scratch ssds hdds"
)
_PRICES: Final = word_set("price prices pricing msrp")
_RATED: Final = word_set("tdp theoretical rpeak clock frequency")
_NUMBERS: Final = word_set("number count quantity qty amount")
_MACHINE: Final = (
    NOUNS.keys() | _CAPACITIES | _PRICES | _RATED | word_set("network interconnect nic fabric")
)
_USED: Final = word_set(
    "peak used usage use alloc allocated reserved rss hwm footprint consumption consumed heap"
    " overhead saved saving average avg mean median min max maximum increase delta per free util"
)
"""Words by which a memory is what a run took, not what a machine has."""
_ADVISED: Final = word_set("recommended recommendation suggested required requirement")
_STATES: Final = word_set(
    "all total open wait waiting pending queued running done completed finished succeeded failed"
    " error errors cancelled"
)
_ENOUGH_STATES: Final = 4
_WORKLOADS: Final = frozenset({"benchmark", "case", "software", "size", "batch", "precision"})
_HARDWARE = Pattern(
    r"(?i)\b(?:hardware|specifications?|specs?|inventory|pric(?:es?|ing)|partitions?"
    r"|(?:instance|node|machine|server) types?|(?:compute|cluster|gpu|cpu|worker|login) nodes?"
    r"|cluster (?:configurations?|resources|details|overview))\b"
)
_LIMITS = Pattern(
    r"(?i)\b(?:quotas?|(?:rate|usage|request|api|account|plan|service|resource|job)s? limits?)\b"
)
_OF_RUNS = Pattern(
    r"(?i)\b(?:results?|measure\w*|tests?|tested|benchmark\w*|usage|used|consum\w+|footprint"
    r"|scaling|timings?|peak|performance|compar\w+|throughput)\b"
)


def catalogue(known: Decisions, table: Table) -> str | None:
    """Return what a table lists instead of runs, in words, or ``None``.

    All that was taken for measured must be what a machine has or costs: a memory that no word
    says was used, a price, a rated power or clock, how many there are. Then the title says hardware
    or prices, a column says what is recommended with it, or the columns are about several parts of
    a machine and none about the work that it did. Under a title of quotas and rate limits whole
    numbers are what is allowed, and numbers beside a column of defaults bound a setting. Whole
    numbers under the names of states count jobs.
    """
    columns = known.columns
    measured = [column for name, column in known.taken if name == MEASURED]
    if measured and _are_states(measured, columns):
        return "how many jobs are in which state"
    if not measured or table.height > _MOST_ROWS or any(each.heading.is_time for each in measured):
        return None
    if _bound_defaults(measured, columns):
        return "settings with their defaults"
    titles = tuple(_titles(table))
    if any(map(_OF_RUNS.search, titles[:1])):
        return None
    if any(map(_LIMITS.search, titles)) and all(map(_is_whole, measured)):
        return "limits"
    if not all(_is_of_a_machine(each, columns) for each in measured):
        return None
    advised = any(not _ADVISED.isdisjoint(each.own_words) for each in columns)
    if advised or any(map(_HARDWARE.search, titles)) or _are_parts(columns):
        return "what machines have or cost"
    return None


def _are_states(measured: Sequence[Column], columns: Sequence[Column]) -> bool:
    """Whether columns count jobs by their state, as JUBE does before its results."""
    states = [each for each in columns if each.own_words and _STATES.issuperset(each.own_words)]
    are_counts = all(each in states and _is_whole(each) for each in measured)
    return are_counts and len(states) >= _ENOUGH_STATES


def _titles(table: Table) -> Iterator[str]:
    for text in (*table.above[:2], table.case, table.benchmark):
        if text and len(text) <= _TITLE_LENGTH and text[-1:] != ".":
            yield text


def _bound_defaults(measured: Sequence[Column], columns: Sequence[Column]) -> bool:
    said = {word for column in columns for word in column.own_words}
    return "default" in said and all(
        each.heading.kind == "statistic" and each.heading.name == each.heading.statistic
        for each in measured
    )


def _is_whole(column: Column) -> bool:
    if column.numbers is None:
        return False
    known = column.numbers.values.drop_nulls()
    return len(known) > 0 and bool((known % 1 == 0).all())


def _is_of_a_machine(column: Column, columns: Sequence[Column]) -> bool:
    """Whether what may have been measured is a property of a machine, used or not."""
    heading, said = column.heading, set(column.own_words)
    if heading.statistic is not None or column.numbers is None:
        return False
    if said & (_PRICES | _RATED):
        return True
    if said & _CAPACITIES:
        return said.isdisjoint(_USED) and heading.unit in ("B", None) and _are_built(column)
    if said <= _NUMBERS:
        return _is_whole(column)
    # Beside its rated power or price even a rate is that of a data sheet.
    return heading.name in ("flops", "bandwidth") and any(
        not (_PRICES | _RATED).isdisjoint(each.own_words) for each in columns
    )


def _are_built(column: Column) -> bool:
    """Whether memories are of whole units, as they are built: 512 GB, 1152 GiB."""
    values = column.in_base_units().drop_nulls()
    whole = any(bool((values % unit == 0).all()) for unit in _UNITS)
    return len(values) > 0 and (whole or _is_whole(column))


def _are_parts(columns: Sequence[Column]) -> bool:
    if any(each.heading.name in _WORKLOADS and not each.given for each in columns):
        return False
    parts = [each for each in columns if not each.given and _MACHINE & set(each.own_words)]
    return len(parts) >= _ENOUGH_PARTS
