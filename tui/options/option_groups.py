"""Groups of options as types, with their defaults, which stand here alone.

They are named tuples, as frozen as data classes and made in a fifth of the time, at every start;
nothing heavy is imported.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

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
GATE_WORDS: Final[dict[str, GateKind]] = {"worse": "regression", "too few runs": "untested"}
"""What the verdicts of a table are called that close a gate of another name."""
GATE_THRESHOLD: Final = 0.05
"""The size of change from which a regression closes a gate, where none is given."""


class Gate(NamedTuple):
    """What fails a build: ``threshold`` is the size from which a regression does."""

    kind: GateKind
    threshold: float = GATE_THRESHOLD


class SelectionOptions(NamedTuple):
    """Which records a command looks at."""

    where: str | None = None
    metric: str | None = None
    better: tuple[str, ...] = ()

    @property
    def one_metric(self) -> str | None:
        """The metric asked for, None where it is all or nobody asked."""
        return None if self.metric == "all" else self.metric


class FileOptions(NamedTuple):
    """Which files a command looks at: those of which a record meets a condition."""

    where: str | None = None

    @property
    def metric(self) -> None:
        """None: files are chosen whole."""

    @property
    def one_metric(self) -> None:
        """None: files are chosen whole."""


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
