"""What stands around a table of matched rows: what is compared, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.text import Text

from analysis.compare.compare import Comparison
from tui.drawing.text_cells import to_ascii
from tui.formatting.shortening import in_lines
from tui.views.compare.compare_notes import comparison_notes, geomean_lines
from tui.views.compare.compare_table import changed_lines, same_line

_HOLM: Final = "H corrects p"


def above(comparison: Comparison) -> Iterator[Text]:
    """Yield what is compared with what, what changed with it, and what is the same."""
    yield from (Text(line) for line in changed_lines(comparison))
    yield from (Text(line, "dim") for line in same_line(comparison))


def below(comparison: Comparison, *, in_full: bool = True) -> Iterator[Text]:
    """Yield what the rows come to, shown ``in_full`` or not, and what to beware of."""
    summed_up = sum(1 for _ in geomean_lines(comparison))
    for number, line in enumerate(comparison_notes(comparison, _HOLM, in_full=in_full)):
        yield Text(line, "" if number < summed_up else "dim")


def folded(lines: Iterable[Text], width: int, ascii_only: bool) -> list[Text]:
    """Return lines folded to ``width`` cells."""
    return [
        Text(part, line.style)
        for line in lines
        for part in in_lines(to_ascii(line.plain) if ascii_only else line.plain, width)
    ]


def lines_that_fit(lines: Sequence[Text], most: int) -> Sequence[Text]:
    """Return up to ``most`` lines; where there are more, the last says how many."""
    if len(lines) <= most or most < 1:
        return lines[: max(most, 0)]
    more = f"and {len(lines) - most + 1} more lines; i shows all"
    return [*lines[: most - 1], Text(more, "dim")]
