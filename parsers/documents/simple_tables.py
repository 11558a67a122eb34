"""Simple tables of reStructuredText, as pipe tables: rules of ``=`` above, below and between."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.documents.borders import Line
from parsers.grammar.patterns import Pattern

_RULE = Pattern(r"[ \t]*=+(?: +=+)+[ \t]*\Z")
_SPAN = Pattern(r"=+")


def with_pipes(lines: Sequence[Line]) -> list[Line]:
    """Return numbered ``lines`` with each simple table that has headings as a pipe table."""
    rules = [place for place, (_, text) in enumerate(lines) if _RULE.match(text)]
    done = list(lines)
    while len(rules) > 2:
        first, below, last = rules[:3]
        starts = [span.start() for span in _SPAN.finditer(lines[first][1])]
        if below != first + 2 or any(not text.strip() for _, text in lines[below + 1 : last]):
            del rules[0]
            continue
        for place in range(first, last + 1):
            number, text = lines[place]
            done[place] = (number, _row(text, starts))
        done[first], done[last] = (lines[first][0], ""), (lines[last][0], "")
        done[below] = (lines[below][0], "|---" * len(starts) + "|")
        del rules[:3]
    return done


def _row(text: str, starts: Sequence[int]) -> str:
    ends = [*starts[1:], max(len(text), starts[-1])]
    cells = (text[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return f"| {' | '.join(cells)} |"
