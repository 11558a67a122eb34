"""Settings as types: groups of options, and what each command takes of them.

Every default stands here, and only here. The command line fills the settings with ``filled``, and
everything below takes them. They are named tuples, as frozen as data classes and made in a fifth of
the time, at every start; nothing heavy is imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeVar, get_args

if TYPE_CHECKING:
    from datetime import date

    from analysis.audit.kinds import Severity
    from analysis.repeats import Center
    from analysis.scaling.baselines import Baseline
    from analysis.scaling.scaling_kind import Kind
    from tui.terminal.environment import Color, GlyphSet

PrintedFormat = Literal["text", "md", "html", "latex", "csv", "json", "jsonl"]
PRINTED_FORMATS: Final[tuple[PrintedFormat, ...]] = get_args(PrintedFormat)
DocumentFormat = Literal["md", "html", "latex"]
DOCUMENT_FORMATS: Final[tuple[DocumentFormat, ...]] = get_args(DocumentFormat)
ExportFormat = Literal["parquet", "csv", "json", "jsonl", "extrap"]
EXPORT_FORMATS: Final[tuple[ExportFormat, ...]] = get_args(ExportFormat)
Shell = Literal["bash", "zsh", "fish"]
SHELLS: Final[tuple[Shell, ...]] = get_args(Shell)
PivotCellKind = Literal["value", "efficiency", "speedup", "ratio"]
ChartMeasure = Literal["efficiency", "speedup", "value", "cost", "ratio"]


class AxisPlace(NamedTuple):
    """What was asked for as a baseline and is no count: a place along another axis."""

    text: str


BASELINES: Final = ("smallest", "stated")
"""What speedup may refer to, beside a count."""
Axes = Literal["", "x", "y", "xy"]
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "suspect", "gap", "info", "style")
"""Of findings, the worst first; ``analysis.audit.kinds`` says what they mean."""
GateKind = Literal["regression", "missing", "unclear", "untested", "outside"]
GATE_KINDS: Final[tuple[GateKind, ...]] = ("regression", "missing", "unclear", "untested")
"""What closes the gate of a comparison."""
NIGHTLY_GATES: Final[tuple[GateKind, ...]] = ("regression", "missing", "untested", "outside")
"""What closes that of a history; ``outside``: of the bounds that the source states."""
GATE_THRESHOLD: Final = 0.05
"""The size of change from which a regression closes a gate, where none is given."""


class Gate(NamedTuple):
    """What fails a build: ``threshold`` is the size from which a regression does."""

    kind: GateKind
    threshold: float = GATE_THRESHOLD


# Groups of options


class SelectionOptions(NamedTuple):
    """Which records a command looks at."""

    where: str | None = None
    metric: str | None = None
    better: tuple[str, ...] = ()

    @property
    def one_metric(self) -> str | None:
        """The metric asked for, None where it is all or nobody asked."""
        return None if self.metric == "all" else self.metric


class ReadingOptions(NamedTuple):
    """What of the reading of files is overruled: statements, and the file that says so."""

    read: tuple[str, ...] = ()
    config: str | None = None


class TableOptions(NamedTuple):
    """Which rows and columns a table has."""

    sort: str = ""
    columns: str = ""
    limit: int | None = None
    runs: bool = False


class PivotOptions(NamedTuple):
    """The column whose values stand across, and what is in the cells."""

    pivot: str | None = None
    cell: PivotCellKind = "value"


class NumberOptions(NamedTuple):
    """What makes a configuration, and what its numbers are relative to.

    Without a ``baseline`` it is that of the smallest count, unless a configuration says otherwise.
    """

    by: str | None = None
    center: Center = "median"
    baseline: Baseline | AxisPlace | None = None
    scaling: Kind = "auto"


class SeriesOptions(NamedTuple):
    """Which series there are; ``floor`` is the efficiency that a knee still has."""

    sort: str = ""
    limit: int | None = None
    floor: float = 0.7


class AxisOptions(NamedTuple):
    """The column that series are along, where it is not to follow from the data."""

    over: str | None = None


class SummaryOptions(NamedTuple):
    """Whether a series takes one line."""

    summary: bool = False


class ChartOptions(NamedTuple):
    """What a chart shows, how large it is, and where it goes; ``linear``: axes that are."""

    y: ChartMeasure | None = None
    laws: bool = False
    linear: Axes = ""
    width: int | None = None
    height: int | None = None
    file: str | None = None


class SideOptions(NamedTuple):
    """The sides of a comparison within one input."""

    on: str | None = None
    base: str | None = None
    new: str | None = None


class VerdictOptions(NamedTuple):
    """When a change is one, which are shown, and which fail the comparison."""

    alpha: float = 0.05
    threshold: float = 0.01
    confidence: float = 0.95
    holm: bool = False
    exact: tuple[str, ...] = ()
    only_changed: bool = False
    fail_on: tuple[Gate, ...] = ()


class HistoryOptions(NamedTuple):
    """What tells series in time apart, which nights are judged, and when a change is one.

    ``nights``: the newest, which are judged; ``reference``: how many before them they are held
    against, or the day until which those are. ``changes``: a row for each change point in place of
    one for each series.
    """

    by: str | None = None
    nights: int = 3
    reference: int | date = 30
    alpha: float = 0.01
    threshold: float = 0.01
    holm: bool = False
    changes: bool = False
    sort: str = ""
    limit: int | None = None
    fail_on: tuple[Gate, ...] = ()


class FindingOptions(NamedTuple):
    """Which findings of an audit are printed, and which fail it."""

    severity: tuple[Severity, ...] = SEVERITIES[:-1]
    fail_on: tuple[Severity, ...] = ()


class OutputOptions(NamedTuple):
    """In which format a report is written, and where to."""

    format: PrintedFormat | None = None
    file: str | None = None

    @property
    def form(self) -> PrintedFormat:
        """The format asked for, else the one that the name of the file ends in, else text."""
        if self.format is not None:
            return self.format
        suffix = Path(self.file or "").suffix.lower().removeprefix(".")
        form = "latex" if suffix == "tex" else suffix
        return next((each for each in PRINTED_FORMATS if each == form), "text")


class DocumentOptions(NamedTuple):
    """In which format a document is written, and where to."""

    format: DocumentFormat | None = None
    file: str | None = None

    @property
    def form(self) -> DocumentFormat | None:
        """The format asked for, else that of the file's name; None for a name of another kind."""
        suffix = Path(self.file).suffix.lower().removeprefix(".") if self.file else "md"
        form = "latex" if suffix == "tex" else suffix
        return self.format or next((each for each in DOCUMENT_FORMATS if each == form), None)


class CostOptions(NamedTuple):
    """The count whose runs are costed, where that is not the knee."""

    at_count: int | None = None


class ExportOptions(NamedTuple):
    """In which format run records are written, and where to."""

    format: ExportFormat | None = None
    file: str | None = None


class IngestOptions(NamedTuple):
    """Which archive files go into, who reads them, and how long one may take, in seconds.

    ``compact``: whether its parts are put together.
    """

    to: str | None = None
    workers: str | None = None
    time_limit: float = 300.0
    compact: bool = False


class MemoryOptions(NamedTuple):
    """How many bytes of memory reading may use, where that is not what the process may."""

    max_memory: int | None = None


class WritingOptions(NamedTuple):
    """Whether the reading is written to a configuration file."""

    write: bool = False


class AppearanceOptions(NamedTuple):
    """Colours and glyphs."""

    color: Color = "auto"
    glyphs: GlyphSet = "auto"


class SessionOptions(NamedTuple):
    """Of the app: a layout's name, whether files are watched, and whether nothing is kept."""

    layout: str | None = None
    watch: bool = False
    no_state: bool = False


# What each command takes, its groups in the order in which --help lists them


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
