"""From what is selected to what an archive is asked for, and what is left to be asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from analysis.sql import conditions, parse_condition
from analysis.stats.median_interval import median_ranks
from analysis.usage import UsageError
from parsers.archive.asked import Asked, RepeatsAs, condition_of
from parsers.run_records.folded import VARYING
from tui.options.option_groups import FileOptions, SelectionOptions

if TYPE_CHECKING:
    from parsers import Loaded


def asked_of(
    selection: SelectionOptions | FileOptions | None, repeats: RepeatsAs = "runs"
) -> Asked:
    """Return the question of a selection; nothing of a condition that is not understood.

    Commands that take no conditions have no selection. A condition that is not understood is
    refused later, where it is known which columns there are.
    """
    if selection is None:
        return Asked(repeats=repeats, is_narrowed=False)
    try:
        texts = conditions(selection.where) if selection.where else []
    except UsageError:
        texts = []
    parts = tuple(condition_of(text, parse_condition(text)) for text in texts)
    ranks = median_ranks if repeats == "sums" else None
    of_files = isinstance(selection, FileOptions)
    return Asked(parts, selection.one_metric, repeats, ranks=ranks, of_files=of_files)


def tells_repeats_apart(by: str | None) -> bool:
    """Return whether what is to make a configuration is what repeats differ in."""
    return any(part.strip().lstrip("+-") in VARYING for part in (by or "").split(","))


def conditions_tell_repeats_apart(*conditions: str | None) -> bool:
    """Return whether one repeat may meet a condition and another not, or that is not known."""
    try:
        return any(
            condition_of(text, parse_condition(text)).tells_repeats_apart
            for text in conditions
            if text
        )
    except UsageError:
        return True


def still_asked(where: str | None, loaded: Sequence[Loaded]) -> str | None:
    """Return what of a condition the records have still to meet, null where that is nothing.

    What an archive has met by the names of its folders is no column of the records.
    """
    met = set(loaded[0].answered).intersection(*(each.answered for each in loaded))
    if where is None or not met:
        return where
    return _joined([text for text in conditions(where) if text not in met])


def _joined(texts: Collection[str]) -> str | None:
    return " and ".join(f"({text})" for text in texts) or None
