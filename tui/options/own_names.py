"""The source's own headings, wherever a user may name a column: told in the record's names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from math import floor, log10
from typing import TYPE_CHECKING, Final

import polars as pl

from analysis.columns import COLUMNS
from analysis.output_columns import CONFIGURATIONS
from analysis.runs import AUDIT
from analysis.select import metrics_of, of_metric, telling, unknown_column
from analysis.sql import parse_condition
from analysis.usage import UsageError
from parsers.grammar.words import snake_case
from parsers.run_records.records import SCHEMA

if TYPE_CHECKING:
    from parsers import Loaded
    from parsers.meaning.interpretation import HeadingRead

_ALWAYS: Final = frozenset({"metric", "unit", "better", "value", "status", "role", "run"})
"""Columns that a condition may be about though no record has a value there."""
_OF_RUNS: Final = tuple(name for name in CONFIGURATIONS if name != AUDIT)
_TOKEN: Final = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|[^\W\d]\w*|.""", re.DOTALL)
"""A token of SQL, as far as names are concerned."""
_QUOTED: Final = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`)""")
_PART: Final = re.compile(r'(?:"[^"]*"|[^,"])+')
"""A part of a list with commas; what has a comma of its own is quoted."""
_QUOTE: Final = '"'
_SIGNIFICANT: Final = 12
"""Digits to which a number is rounded that was divided by its unit, as 10.5 may have lost one."""


class OwnNames:
    """What the headings of the inputs are called in the records.

    A name that the records have is taken as theirs. ``metric`` is the one chosen, null for each
    run's foremost; ``columns`` are those of the table that is asked about, where it is not that of
    runs.
    """

    def __init__(
        self, *loaded: Loaded, metric: str | None = None, columns: Sequence[str] = _OF_RUNS
    ) -> None:
        self._loaded = loaded
        self._metric = metric
        self._columns = columns
        self.remarks: dict[str, None] = {}
        """What to know about names that were given, each once."""

    @cached_property
    def _told(self) -> list[str]:
        """The columns that any record says something in."""
        return list(dict.fromkeys(name for each in self._loaded for name in telling(each.records)))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset({*self._told, *self._columns, *(COLUMNS.keys() - SCHEMA.keys())})

    @cached_property
    def _headings(self) -> list[HeadingRead]:
        return list(dict.fromkeys(head for each in self._loaded for head in each.headings))

    @cached_property
    def _metrics(self) -> list[str]:
        """The metrics that are shown."""
        shown = [of_metric(each.records, self._metric) for each in self._loaded]
        return list(dict.fromkeys(name for each in shown for name in metrics_of(each)))

    # What a user may name columns in

    def column(self, name: str) -> str:
        """Return the column that ``name`` is; as it stands where nothing is called that.

        Raises ``UsageError`` where it is several, or the value of a metric that is not shown.
        """
        read = self._read(name)
        return name if read is None else read.column

    def identity(self, name: str) -> str:
        """Return the column that ``name`` is, or ``name`` where runs are not told apart by it."""
        reads = self._reads(name)
        return name if any(read.metric for read in reads) else self.column(name)

    def metric(self, name: str) -> str:
        """Return the metric that ``name`` is. Raises ``UsageError`` where it is several."""
        if name == "all" or any(name in metrics_of(each.records) for each in self._loaded):
            return name
        metrics = dict.fromkeys(read.metric for read in self._reads(name) if read.metric)
        if len(metrics) > 1:
            raise self._ambiguous(name, [read for read in self._reads(name) if read.metric])
        return next(iter(metrics), name)

    def listed(self, text: str) -> str:
        """Return ``-efficiency,nodes`` with columns in place of headings. Raises ``UsageError``."""
        return _renamed(text, self.column)

    def identities(self, text: str) -> str:
        """Return ``+hosts,-epochs`` with columns in place of headings. Raises ``UsageError``."""
        return _renamed(text, self.identity)

    def sides(self, text: str) -> str:
        """Return ``software=A,B`` with a column in place of a heading. Raises ``UsageError``."""
        name, equals, values = text.partition("=")
        return f"{self.identity(name.strip())}{equals}{values}"

    def directed(self, text: str) -> str:
        """Return ``runtime=lower`` with a metric in place of a heading. Raises ``UsageError``."""
        name, equals, direction = text.rpartition("=")
        return f"{self.metric(name)}{equals}{direction}" if equals else text

    def condition(self, sql: str) -> str:
        """Return an SQL condition with columns in place of headings, in the headings' units.

        Raises ``UsageError`` for a column of the schema that no record has a value in, and where a
        heading is no one column or its numbers are not those below it.
        """
        names = _names_in(sql)
        if not names or any(name not in self._known and not self._reads(name) for name in names):
            sql = self._with_quotes(sql)
        meant = ((name, self._in_sql(name)) for name in _names_in(sql))
        return _replaced(sql, {name: said for name, said in meant if said is not None})

    def _with_quotes(self, sql: str) -> str:
        """Return SQL with quotes around headings that are no single words, as ``Time (ms)``."""
        for heading in sorted({read.heading for read in self._headings}, key=len, reverse=True):
            if heading in sql and not heading.isidentifier() and _QUOTE not in heading:
                parts = _QUOTED.split(sql)
                parts[::2] = [part.replace(heading, f'"{heading}"') for part in parts[::2]]
                sql = "".join(parts)
        return sql

    def _in_sql(self, name: str) -> str | None:
        """Return the expression that a heading is in SQL, null for what is no heading."""
        read = self._read(name)
        if read is None:
            if self._loaded and name in SCHEMA and name not in {*self._told, *_ALWAYS}:
                raise unknown_column(name, [*self._told, *self._columns])
            return None
        if read.factor is None:
            raise UsageError(
                f"`{read.heading}` was read as {read.column}, with other numbers than those below "
                f"it; name {read.column}"
            )
        said = f'"{read.column}"'
        if read.factor != 1:
            said = f"({said} / {read.factor!r})"
            if (digits := self._digits(read)) is not None:
                said = f"ROUND({said}, {digits})"
        if read.metric is not None and len(self._metrics) > 1:
            metric = read.metric.replace("'", "''")
            said = f"(CASE WHEN metric = '{metric}' THEN {said} END)"
        return said

    def _digits(self, read: HeadingRead) -> int | None:
        """Return to how many decimals the numbers below a heading can be rounded, if to any."""
        assert read.factor is not None
        is_meant = pl.lit(True) if read.metric is None else pl.col("metric") == read.metric
        sizes: list[float] = []
        for each in self._loaded:
            found = each.records.filter(is_meant)[read.column].abs() / abs(read.factor)
            ends = (
                found.filter(found > 0)
                .to_frame("size")
                .select(least=pl.col("size").min(), most=pl.col("size").max())
            )
            sizes += [end for end in ends.row(0) if end is not None]
        if not sizes:
            return None
        digits = _SIGNIFICANT - 1 - floor(log10(max(sizes)))
        # The smallest must not lose what it was written with.
        return digits if digits >= 0 and min(sizes) * 10.0**digits >= 10**6 else None

    # What a heading was read as

    def _read(self, name: str) -> HeadingRead | None:
        """Return what a heading became, null where ``name`` is a column's, or nobody's."""
        reads = self._reads(name)
        if name in self._known:
            for read in reads:
                if read.heading == name and name in self._told and read.column != name:
                    self.remarks[self._twofold(read)] = None
            return None
        if not reads:
            return None
        if len({(read.column, read.metric, read.factor) for read in reads}) > 1:
            raise self._ambiguous(name, reads)
        read = reads[0]
        if read.metric is not None and read.metric not in self._metrics:
            raise UsageError(
                f"`{read.heading}` was read as {read.metric}, which is not the metric shown: "
                f"{', '.join(self._metrics)}; choose it with --metric {read.metric}"
            )
        return read

    def _reads(self, name: str) -> list[HeadingRead]:
        """Return what the headings became that are called so.

        As they stand, else as names are written, else without their unit.
        """
        asked = snake_case(name)
        for spelt in (str, snake_case, _without_unit):
            wanted = name if spelt is str else asked
            if found := [read for read in self._headings if spelt(read.heading) == wanted]:
                return found
        return []

    def _ambiguous(self, name: str, reads: Iterable[HeadingRead]) -> UsageError:
        """Return that a heading became different things, and where."""
        told = [f"{_became(read)}{self._where(read)}" for read in reads]
        names = dict.fromkeys(read.column for read in reads)
        return UsageError(
            f"{name!r} is not one column: it was read as {' and as '.join(dict.fromkeys(told))}; "
            f"name {' or '.join(names)}"
        )

    def _twofold(self, read: HeadingRead) -> str:
        return (
            f"{read.heading} is a column of its own, and that alone is meant; `{read.heading}` "
            f"was read as {_became(read)}{self._where(read)}"
        )

    def _where(self, read: HeadingRead) -> str:
        """Return the first file in which a heading became that."""
        meant = read.metric or read.column
        for each in self._loaded:
            for table in each.tables:
                for role in table.columns:
                    if role.heading == read.heading and role.name.split(" in ")[0] == meant:
                        return f" in {table.source}"
        return ""


def _became(read: HeadingRead) -> str:
    if read.metric is None:
        return read.column
    unit = "" if read.factor in (1, None) else f" (in units of {read.factor:g})"
    return f"{read.column} of {read.metric}{unit}"


def _renamed(text: str, name_of: Callable[[str], str]) -> str:
    """Return a list with commas with other names behind the signs of its parts."""
    renamed = []
    for part in filter(None, (part.strip() for part in _PART.findall(text))):
        name = part.lstrip("+-")
        sign = part.removesuffix(name)
        renamed.append(f"{sign}{name_of(name.strip().strip(_QUOTE))}")
    return ",".join(renamed)


def _without_unit(heading: str) -> str:
    return snake_case(re.split(r"[(\[]", heading)[0]) if re.search(r"\w.*[(\[]", heading) else ""


def _names_in(sql: str) -> list[str]:
    """Return the names in an SQL condition, none where it is no such thing."""
    try:
        return list(dict.fromkeys(parse_condition(sql).meta.root_names()))
    except UsageError:
        return []


def _replaced(sql: str, said: Mapping[str, str]) -> str:
    """Return SQL with what is ``said`` in place of names, wherever these stand as names."""
    return "".join(said.get(_unquoted(token), token) for token in _TOKEN.findall(sql))


def _unquoted(token: str) -> str:
    mark = token[0]
    quoted = len(token) > 1 and mark in '"`'
    return token[1:-1].replace(mark * 2, mark) if quoted else token
