"""``report``: a scaling study as a document for a proposal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from analysis.audit.all_checks import audit as audited
from analysis.series.series import series_of
from analysis.usage import UsageError
from parsers.clean import clean
from parsers.inputs.own_reports import REPORT_MARK
from parsers.whole_file import goes_elsewhere
from tui.commands.destination import check_output, write
from tui.commands.sweeps import Swept, chosen_sweeps
from tui.formatting.glyphs import BRAILLE
from tui.options.settings import ReportSettings
from tui.printed import html_document, latex_document, markdown_document
from tui.printed.figure_picture import figure_picture
from tui.terminal.environment import Terminal
from tui.terminal.streams import say
from tui.version import VERSION
from tui.views.document import DocumentBlock, Figure
from tui.views.proposal.scaling_document import Study, document_title, scaling_document
from tui.views.proposal.sweep_document import sweep_document, sweep_title
from tui.views.scaling.scaling_report import without_series
from tui.views.sweeps.sweep_report import sweep_report

_CHOSEN: Final = ("selection", "axis", "series", "numbers", "cost", "reading")
"""The groups of settings that numbers depend on."""


def report(settings: ReportSettings, terminal: Terminal) -> None:  # noqa: ARG001
    """Write the report; the charts of a Markdown file go into files beside it."""
    file, form = settings.output.file, settings.output.form
    if form is None:
        raise UsageError(f"{file}: name a .md, .html or .tex file, or --format")
    swept = chosen_sweeps(settings, file)
    if swept.sweeps:
        title, blocks = _along_an_axis(swept, settings)
    else:
        title, blocks = _over_a_count(swept, settings)
    if form == "md":
        _write_markdown(blocks, file)
    elif form == "html":
        write(file, lambda out: html_document.write(title, blocks, out, REPORT_MARK))
    else:
        write(file, lambda out: latex_document.write(title, blocks, out))


def _over_a_count(swept: Swept, settings: ReportSettings) -> tuple[str, list[DocumentBlock]]:
    """Return title and blocks of a study of scaling."""
    loaded, result = swept.loaded, swept.runs
    series = series_of(result, swept.rows, settings.series.floor)
    for reason in without_series(loaded, result, series):
        say(reason)
    shown = [each for each in series if each.points.height > 1] or series
    shown = shown[: settings.series.limit]
    study = Study(
        loaded,
        result,
        shown,
        audited(loaded.records, loaded.notes),
        settings.series.floor,
        settings.numbers.center,
        settings.cost.at_count,
        len(series) - len(shown),
    )
    return document_title(study), list(scaling_document(study, _made_by(settings)))


def _along_an_axis(swept: Swept, settings: ReportSettings) -> tuple[str, list[DocumentBlock]]:
    """Return title and blocks of series over a size, a parameter, versions or time."""
    shown = swept.sweeps[: settings.series.limit]
    report = sweep_report(swept.loaded, swept.runs, swept.axis, shown, BRAILLE, len(swept.sweeps))
    title = sweep_title(swept.runs, swept.axis)
    blocks = sweep_document(title, swept.runs, swept.axis, shown, report, _made_by(settings))
    return title, list(blocks)


def _write_markdown(blocks: Sequence[DocumentBlock], file: str | None) -> None:
    """Write the document, and before it the pictures that it shows.

    There are none where nothing lies beside it: on standard output, in a pipe or a device.
    """
    is_file = file is not None and not goes_elsewhere(Path(file))
    pictures = {
        block.name: _beside(Path(file), block.name)
        for block in blocks
        if file is not None and is_file and isinstance(block, Figure)
    }
    for path in pictures.values():
        check_output(str(path))
    for block in blocks:
        if isinstance(block, Figure) and block.name in pictures:
            _write_picture(pictures[block.name], figure_picture(block).encode())

    def link(figure: Figure) -> str | None:
        path = pictures.get(figure.name)
        return quote(path.name) if path else None

    write(file, lambda out: markdown_document.write(blocks, link, out))


def _write_picture(path: Path, svg: bytes) -> None:
    write(str(path), lambda out: out.writelines([svg]))
    say(f"{path}: written")


def _beside(file: Path, name: str) -> Path:
    return file.with_name(f"{file.stem}-{name}.svg")


def _made_by(settings: ReportSettings) -> str:
    """Return which version made the report, from what, and what was chosen for it."""
    usual = ReportSettings()
    chosen = [
        f"{name.removeprefix('at_')} {said}"
        for group in _CHOSEN
        for name, value in getattr(settings, group)._asdict().items()
        if value != getattr(getattr(usual, group), name)
        for said in (value if isinstance(value, tuple) else (value,))
    ]
    made = f"Made by runcmp {VERSION} from {', '.join(settings.paths)}"
    return clean("; ".join([made, *chosen]))
