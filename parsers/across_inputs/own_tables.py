"""Tables of configurations that runcmp wrote as data, in the folder of what they were made from."""

from __future__ import annotations

from typing import Final

from parsers.input_reading import InputReading
from parsers.inputs.own_reports import OWN_REPORT
from parsers.reader import Reading
from parsers.run_records.conforming import of_rows

_COMPUTED: Final = frozenset({"is_baseline_given", "baseline_devices_given"})
"""What a reader makes of columns that only such a table has."""


def without_own_tables(read: list[InputReading]) -> list[InputReading]:
    """Return ``read`` with nothing of tables that tell what other files of the folder hold.

    One that is named itself is wanted, as to compare today's results with it; so is one whose
    sources are not there.
    """
    own = [place for place, each in enumerate(read) if _is_table(each)]
    if not own:
        return read
    names = [each.item.path.rpartition("/")[2].encode() for each in read]
    others = [name for place, name in enumerate(names) if place not in own and name]
    found = [*read]
    for place in own:
        head = _head(read[place])
        if any(name in head for name in others):
            found[place] = _unread(read[place])
    return found


def _is_table(each: InputReading) -> bool:
    return not each.item.named and {*each.reading.found.columns} >= _COMPUTED


def _head(each: InputReading) -> bytes:
    """What the file begins with, nothing where it is on another machine, or gone."""
    try:
        return each.item.source.head
    except OSError:
        return b""


def _unread(each: InputReading) -> InputReading:
    report = each.report._replace(readers=(), runs=0, records=0, error=OWN_REPORT)
    return each._replace(reading=Reading(of_rows([]), []), report=report)
