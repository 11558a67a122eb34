"""From settings to what the analysis and the drawings take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from analysis.runs import Choice
from analysis.select import unknown_column
from analysis.usage import UsageError, cut
from tui.formatting.glyphs import ASCII, BRAILLE, Glyphs
from tui.options.option_groups import AxisPlace, NumberOptions, SelectionOptions, VerdictOptions
from tui.terminal.environment import Terminal

if TYPE_CHECKING:
    from analysis.compare.verdicts import Criteria
    from parsers.applied.heard import Wanted

NO_COUNT: Final = "not a count of 1 or more, stated or smallest"


def choice(
    selection: SelectionOptions,
    numbers: NumberOptions,
    wanted: Wanted | None = None,
    *,
    has_axis: bool = False,
) -> Choice:
    """Return the choice of rows and arithmetic; where nothing is asked for, what is ``wanted``.

    ``has_axis``: whether the baseline may be a place along another axis than a count. Raises
    ``UsageError`` for a bad --better or --baseline.
    """
    metric, baseline = (wanted.metric, wanted.baseline) if wanted else (None, None)
    asked = numbers.baseline
    place = asked.text if isinstance(asked, AxisPlace) else None
    if place is not None and not has_axis:
        raise UsageError(f"--baseline {cut(place)}: {NO_COUNT}")
    return replace(
        choice_of_records(selection, selection.metric or metric),
        by=numbers.by,
        center=numbers.center,
        baseline="smallest" if isinstance(asked, AxisPlace) else asked or baseline or "smallest",
        place=place,
        scaling=numbers.scaling,
    )


def choice_of_records(selection: SelectionOptions, metric: str | None) -> Choice:
    """Return the choice of records of ``metric`` alone. Raises ``UsageError``."""
    return Choice(where=selection.where, metric=metric, better=directions(selection.better))


def criteria(verdicts: VerdictOptions) -> Criteria:
    """Return when a change is one."""
    from analysis.compare.verdicts import Criteria

    return Criteria(
        alpha=verdicts.alpha,
        threshold=verdicts.threshold,
        confidence=verdicts.confidence,
        holm=verdicts.holm,
        exact=frozenset(verdicts.exact),
    )


def names_shown_of_inputs(paths: Sequence[str]) -> list[str]:
    """Return what to call each input: its label, else its file, or its path where files agree."""
    names = [_label(path) for path in paths]
    return [
        name if names.count(name) == 1 else path for name, path in zip(names, paths, strict=True)
    ]


def _label(path: str) -> str:
    label, equals, _ = path.partition("=")
    return label if equals and "/" not in label else Path(path).name or path


def directions(given: Sequence[str]) -> dict[str, str]:
    """Return metric -> direction of ``METRIC=higher`` texts. Raises ``UsageError``."""
    pairs = [text.partition("=")[::2] for text in given]
    for metric, direction in pairs:
        if direction not in ("higher", "lower"):
            raise UsageError(
                f"--better {metric}={direction}: use higher or lower, as in --better runtime=lower"
            )
    return dict(pairs)


def columns(given: str, known: Sequence[str]) -> list[str]:
    """Return the columns of ``--columns``. Raises ``UsageError`` for an unknown one."""
    chosen = [name.strip() for name in given.split(",") if name.strip()]
    for name in chosen:
        if name not in known:
            raise unknown_column(name, known)
    return list(dict.fromkeys(chosen))


def glyphs(terminal: Terminal) -> Glyphs:
    """Return the characters that this terminal can show."""
    return BRAILLE if terminal.unicode else ASCII
