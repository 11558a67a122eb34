"""What Python gets: results that were read, and Polars frames of what is computed from them."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from os import PathLike, fspath
from typing import Literal, TypeVar

import polars as pl

from analysis.compare.compare import compare
from analysis.output_columns import DIFF
from analysis.run_counts import summaries
from analysis.runs import order, runs
from analysis.usage import UsageError
from parsers import Loaded
from tui.commands.diff import sides_of
from tui.commands.loading import check
from tui.commands.read_alike import read_alike
from tui.commands.scaling import series_shown
from tui.formatting.numbers import plain, pluralize
from tui.options.choices import choice, criteria, names_shown_of_inputs
from tui.options.option_groups import (
    NumberOptions,
    ReadingOptions,
    SelectionOptions,
    SeriesOptions,
    SideOptions,
    TableOptions,
    VerdictOptions,
)
from tui.options.overruling import load_as_told
from tui.options.renamed_settings import renamed
from tui.options.settings import DiffSettings, ScalingSettings, ShowSettings
from tui.options.unknown_names import explaining_unknown_names
from tui.views.compare.compare_table import changed_lines
from tui.views.compare.several_inputs import documented, one_below_another
from tui.views.load_report import runs_read
from tui.views.runs.doubt_marks import doubts_shown
from tui.views.runs.runs_report import records_data, runs_data
from tui.views.scaling.scaling_report import points_data, summary_data, without_series

__all__ = ["Results", "ResultsWarning", "UsageError", "load"]

Asked = TypeVar("Asked", ShowSettings, ScalingSettings, DiffSettings)
StrPath = str | PathLike[str]


class ResultsWarning(UserWarning):
    """What to know before the numbers of a frame are believed."""


def load(*paths: StrPath, read: str | Iterable[str] = (), config: StrPath | None = None) -> Results:
    """Read results: files, folders, quoted globs, archives, ``label=PATH``, as ``runcmp`` does.

    ``read``: statements as of ``--read``. ``config``: a file in place of the ``runcmp.toml`` beside
    the data. Warns of inputs that cannot be read. Raises ``UsageError`` where no run is found, and
    for a mistake in what overrules the reading.
    """
    told = (read,) if isinstance(read, str) else tuple(read)
    reading = ReadingOptions(told, None if config is None else fspath(config))
    named = [fspath(path) for path in paths]
    loaded = load_as_told(named, reading)
    errors = [str(note) for note in loaded.notes if note.kind == "error"]
    if loaded.records.is_empty():
        raise UsageError("; ".join(errors) or "nothing to read: name a file or a folder")
    _warn(errors)

    def reread(more: tuple[str, ...]) -> Loaded:
        return load_as_told(named, reading._replace(read=(*more, *told)))

    return Results(loaded, ", ".join(names_shown_of_inputs(named)), reread)


class Results:
    """Results that were read; ``load`` makes them.

    Each method takes what the command of its name takes, by the same names, and returns the
    columns that the command writes with ``--format csv``. What the command would say beside its
    table is a ``ResultsWarning``. Methods raise ``UsageError`` for what cannot be done.
    """

    def __init__(
        self, loaded: Loaded, name: str, reread: Callable[[tuple[str, ...]], Loaded]
    ) -> None:
        self._loaded = loaded
        self._name = name
        self._reread = reread

    def __repr__(self) -> str:
        read = [file for file in self._loaded.files if file.runs]
        runs = runs_read(read, summaries(self._loaded.records))
        return f"<runcmp.Results: {runs} of {pluralize(len(read), 'file')}>"

    @property
    def records(self) -> pl.DataFrame:
        """One row for each measured quantity of a run, with the columns of docs/run-record.md."""
        return records_data(self._loaded.records)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was assumed, skipped or seen in reading, each with its file and line."""
        return tuple(map(str, self._loaded.notes))

    def configurations(
        self,
        *,
        where: str | None = None,
        metric: str | None = None,
        better: Mapping[str, str] | None = None,
        by: str | None = None,
        center: Literal["median", "mean"] = "median",
        baseline: int | Literal["smallest", "stated"] | None = None,
        scaling: Literal["auto", "strong", "weak"] = "auto",
        sort: str = "",
    ) -> pl.DataFrame:
        """Return one row a configuration: ``runcmp show``.

        ``efficiency`` is a fraction; ``value``, ``low`` and ``high`` are in ``unit``.
        """
        asked = ShowSettings(
            selection=_selection(where, metric, better),
            numbers=NumberOptions(by, center, baseline, scaling),
            table=TableOptions(sort),
        )
        settings = self._in_record_names(asked)
        with explaining_unknown_names(self._loaded):
            chosen = choice(settings.selection, settings.numbers, self._loaded.wanted)
            result = runs(self._loaded.records, chosen)
            _, rows = order(result.table, settings.table.sort)
        _warn([*map(str, doubts_shown(result)), *result.notes])
        return runs_data(result._replace(table=result.table[rows]))

    def scaling(
        self,
        *,
        where: str | None = None,
        metric: str | None = None,
        better: Mapping[str, str] | None = None,
        by: str | None = None,
        center: Literal["median", "mean"] = "median",
        baseline: int | Literal["smallest", "stated"] | None = None,
        scaling: Literal["auto", "strong", "weak"] = "auto",
        sort: str = "",
        floor: float = SeriesOptions().floor,
        summary: bool = False,
    ) -> pl.DataFrame:
        """Return one row a point of each series, or one a series: ``runcmp scaling --summary``.

        ``floor``: the efficiency, a fraction, that the knee of a ``summary`` still has.
        """
        asked = ScalingSettings(
            selection=_selection(where, metric, better),
            numbers=NumberOptions(by, center, baseline, scaling),
            series=SeriesOptions(sort, None, floor),
        )
        result, series = series_shown(self._loaded, self._in_record_names(asked), with_laws=summary)
        reasons = without_series(self._loaded, result, series)
        _warn([*map(str, doubts_shown(result)), *reasons, *result.notes])
        return summary_data(series) if summary else points_data(series)

    def diff(
        self,
        *others: Results,
        on: str | None = None,
        base: str | None = None,
        new: str | None = None,
        where: str | None = None,
        metric: str | None = None,
        better: Mapping[str, str] | None = None,
        by: str | None = None,
        center: Literal["median", "mean"] = "median",
        alpha: float = VerdictOptions().alpha,
        threshold: float = VerdictOptions().threshold,
        confidence: float = VerdictOptions().confidence,
        holm: bool = False,
        exact: Sequence[str] = (),
    ) -> pl.DataFrame:
        """Return one row a compared configuration: ``runcmp diff``.

        These results are the base and ``others`` are new, each for itself where they are several:
        ``new_label`` says which. Without them, the sides are values of the column ``on``
        (``"software=A,B"``), or the conditions ``base`` and ``new``. Shares (``alpha``,
        ``threshold``, ``confidence``, ``delta``) are fractions.
        """
        if sum([bool(others), on is not None, base is not None or new is not None]) != 1:
            raise UsageError("diff takes other results, on=COLUMN, or base=SQL and new=SQL")
        if (base is None) != (new is None):
            raise UsageError("base and new go together: one SQL condition for each side")
        verdicts = VerdictOptions(alpha, threshold, confidence, holm, tuple(exact))
        asked = DiffSettings(
            selection=_selection(where, metric, better),
            numbers=NumberOptions(by, center),
            sides=SideOptions(on, base, new),
            verdicts=verdicts,
        )
        every = (self, *others)
        loaded, told = read_alike(
            [each._loaded for each in every],
            [each._name for each in every],
            lambda place, more: every[place]._reread(more),
        )
        settings = self._in_record_names(asked, *loaded[1:])
        with explaining_unknown_names(*loaded):
            pairs = sides_of(loaded, settings)
            comparisons = [compare(sides, center, criteria(settings.verdicts)) for sides in pairs]
        _warn(told)
        for each in comparisons:
            doubtful = each.confounded or each.pooled or each.other_names
            _warn([*(changed_lines(each) if doubtful else ()), *each.notes])
        first = comparisons[0]
        if len(comparisons) == 1:
            return first.table.select(*first.matched, *DIFF)
        column = (settings.sides.on or "").partition("=")[0]
        names = [each._name for each in others] or [plain(each.new[column][0]) for each in pairs]
        rows = [pl.int_range(each.table.height, eager=True) for each in comparisons]
        return documented(one_below_another(comparisons, rows, names), first.matched)

    def _in_record_names(self, asked: Asked, *others: Loaded) -> Asked:
        """Return what was asked with the record's names for headings. Raises ``UsageError``."""
        loaded = [self._loaded, *others]
        with explaining_unknown_names(*loaded):
            settings, remarks = renamed(asked, *loaded)
        exact = settings.verdicts.exact if isinstance(settings, DiffSettings) else ()
        check(loaded, None, settings.selection, exact)
        _warn(remarks)
        return settings


def _selection(
    where: str | None, metric: str | None, better: Mapping[str, str] | None
) -> SelectionOptions:
    directions = (f"{name}={direction}" for name, direction in (better or {}).items())
    return SelectionOptions(where, metric, tuple(directions))


def _warn(lines: Iterable[str]) -> None:
    """Warn of each line, at the place that called this package."""
    for line in lines:
        warnings.warn(line, ResultsWarning, stacklevel=3)
