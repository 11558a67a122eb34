"""Settings as types: which groups of options each command takes, in the order of ``--help``.

The command line fills the settings with ``filled``, and everything below takes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

from tui.options.option_groups import (
    AppearanceOptions,
    AxisOptions,
    ChartOptions,
    CostOptions,
    DocumentOptions,
    ExportOptions,
    FileOptions,
    FindingOptions,
    HistoryOptions,
    IngestOptions,
    MemoryOptions,
    NumberOptions,
    OutputOptions,
    PivotOptions,
    ReadingOptions,
    SelectionOptions,
    SeriesOptions,
    SessionOptions,
    Shell,
    SideOptions,
    SummaryOptions,
    TableOptions,
    VerdictOptions,
    WritingOptions,
)


class ShowSettings(NamedTuple):
    """Of ``show``."""

    paths: tuple[str, ...] = ()
    selection: SelectionOptions = SelectionOptions()
    table: TableOptions = TableOptions()
    numbers: NumberOptions = NumberOptions()
    output: OutputOptions = OutputOptions()
    memory: MemoryOptions = MemoryOptions()
    reading: ReadingOptions = ReadingOptions()
    appearance: AppearanceOptions = AppearanceOptions()
    across: PivotOptions = PivotOptions()


class AppSettings(NamedTuple):
    """Of the app, which prints what ``show`` does where there is no terminal."""

    paths: tuple[str, ...] = (".",)
    selection: SelectionOptions = SelectionOptions()
    table: TableOptions = TableOptions()
    numbers: NumberOptions = NumberOptions()
    output: OutputOptions = OutputOptions()
    memory: MemoryOptions = MemoryOptions()
    reading: ReadingOptions = ReadingOptions()
    appearance: AppearanceOptions = AppearanceOptions()
    session: SessionOptions = SessionOptions()

    @property
    def must_print(self) -> bool:
        """Whether something is asked for that only a printed table has."""
        # The app has no records and shows all rows.
        table, output = self.table, self.output
        return bool(output.format or output.file or table.runs or table.limit)

    def printed(self) -> ShowSettings:
        """Return the settings with which ``show`` prints the table of the app."""
        return ShowSettings(*self[:-1])


class DiffSettings(NamedTuple):
    """Of ``diff``."""

    paths: tuple[str, ...] = ()
    selection: SelectionOptions = SelectionOptions()
    table: TableOptions = TableOptions()
    numbers: NumberOptions = NumberOptions()
    output: OutputOptions = OutputOptions()
    sides: SideOptions = SideOptions()
    verdicts: VerdictOptions = VerdictOptions()
    memory: MemoryOptions = MemoryOptions()
    reading: ReadingOptions = ReadingOptions()
    appearance: AppearanceOptions = AppearanceOptions()

    @property
    def of_one_input(self) -> bool:
        """Whether both sides come from the same input."""
        return any(given is not None for given in self.sides)


class ScalingSettings(NamedTuple):
    """Of ``scaling``."""

    paths: tuple[str, ...] = ()
    selection: SelectionOptions = SelectionOptions()
    axis: AxisOptions = AxisOptions()
    series: SeriesOptions = SeriesOptions()
    numbers: NumberOptions = NumberOptions()
    report: SummaryOptions = SummaryOptions()
    output: OutputOptions = OutputOptions()
    memory: MemoryOptions = MemoryOptions()
    reading: ReadingOptions = ReadingOptions()
    appearance: AppearanceOptions = AppearanceOptions()


class PlotSettings(NamedTuple):
    """Of ``plot``."""

    paths: tuple[str, ...] = ()
    selection: SelectionOptions = SelectionOptions()
    axis: AxisOptions = AxisOptions()
    series: SeriesOptions = SeriesOptions()
    numbers: NumberOptions = NumberOptions()
    chart: ChartOptions = ChartOptions()
    memory: MemoryOptions = MemoryOptions()
    reading: ReadingOptions = ReadingOptions()
    appearance: AppearanceOptions = AppearanceOptions()


class ReportSettings(NamedTuple):
    """Of ``report``."""

    paths: tuple[str, ...] = ()
    selection: SelectionOptions = SelectionOptions()
    axis: AxisOptions = AxisOptions()
    series: SeriesOptions = SeriesOptions()
    numbers: NumberOptions = NumberOptions()
    cost: CostOptions = CostOptions()
    output: DocumentOptions = DocumentOptions()
    memory: MemoryOptions = MemoryOptions()
    reading: ReadingOptions = ReadingOptions()
    appearance: AppearanceOptions = AppearanceOptions()


class HistorySettings(NamedTuple):
    """Of ``history``."""

    paths: tuple[str, ...] = ()
    selection: SelectionOptions = SelectionOptions()
    history: HistoryOptions = HistoryOptions()
    output: OutputOptions = OutputOptions()
    memory: MemoryOptions = MemoryOptions()
    reading: ReadingOptions = ReadingOptions()
    appearance: AppearanceOptions = AppearanceOptions()


class PlanSettings(NamedTuple):
    """Of ``plan``."""

    paths: tuple[str, ...] = ()
    selection: SelectionOptions = SelectionOptions()
    numbers: NumberOptions = NumberOptions()
    output: OutputOptions = OutputOptions()
    memory: MemoryOptions = MemoryOptions()
    reading: ReadingOptions = ReadingOptions()
    appearance: AppearanceOptions = AppearanceOptions()


class AuditSettings(NamedTuple):
    """Of ``audit``."""

    paths: tuple[str, ...] = ()
    selection: FileOptions = FileOptions()
    findings: FindingOptions = FindingOptions()
    output: OutputOptions = OutputOptions()
    memory: MemoryOptions = MemoryOptions()
    reading: ReadingOptions = ReadingOptions()
    appearance: AppearanceOptions = AppearanceOptions()


class ExportSettings(NamedTuple):
    """Of ``export``."""

    paths: tuple[str, ...] = ()
    output: ExportOptions = ExportOptions()
    selection: SelectionOptions = SelectionOptions()
    memory: MemoryOptions = MemoryOptions()
    reading: ReadingOptions = ReadingOptions()
    appearance: AppearanceOptions = AppearanceOptions()


class IngestSettings(NamedTuple):
    """Of ``ingest``."""

    paths: tuple[str, ...] = ()
    ingest: IngestOptions = IngestOptions()
    memory: MemoryOptions = MemoryOptions()
    reading: ReadingOptions = ReadingOptions()
    appearance: AppearanceOptions = AppearanceOptions()


class ExplainSettings(NamedTuple):
    """Of ``explain``; ``write``: whether the reading goes into a configuration file."""

    paths: tuple[str, ...] = ()
    memory: MemoryOptions = MemoryOptions()
    writing: WritingOptions = WritingOptions()
    reading: ReadingOptions = ReadingOptions()
    appearance: AppearanceOptions = AppearanceOptions()


class DoctorSettings(NamedTuple):
    """Of ``doctor``."""

    appearance: AppearanceOptions = AppearanceOptions()


class CompletionSettings(NamedTuple):
    """Of ``completion``; ``words``: what has been typed, where a shell asks what may follow."""

    shell: Shell = "bash"
    words: tuple[str, ...] | None = None


class ManSettings(NamedTuple):
    """Of ``man``."""


PrintingSettings = (
    ShowSettings | DiffSettings | ScalingSettings | HistorySettings | PlanSettings | AuditSettings
)
"""Of the commands that print a report."""
SeriesSettings = ScalingSettings | PlotSettings | ReportSettings
"""Of the commands that are about series."""
CommandSettings = (
    PrintingSettings
    | PlotSettings
    | ReportSettings
    | ExportSettings
    | IngestSettings
    | ExplainSettings
    | DoctorSettings
    | CompletionSettings
    | ManSettings
)
Settings = CommandSettings | AppSettings


Filled = TypeVar("Filled", bound=NamedTuple)


def filled(settings: Filled, given: Mapping[str, Any]) -> Filled:
    """Return ``settings`` with what was given, by name, in place of what each group has."""
    changes = {name: given[name] for name in settings._fields if name in given}
    for name in settings._fields:
        group = getattr(settings, name)
        if name not in changes and hasattr(group, "_fields"):
            changes[name] = filled(group, given)
    return settings._replace(**changes)
